//! The ids of a table, found by their text.
//!
//! # Why
//! Books are in order of day, and of a day mostly in order of tenancy: the next id stands close behind the one found last,
//! so the search starts there and takes ever longer strides.

use crate::tables::cells::Texts;
use std::cell::Cell;

/// Where each id stands.
#[derive(Clone, Debug)]
pub(super) struct Ids<'a> {
    /// In order of id, and then of row.
    sorted: Vec<(&'a str, u32)>,
    /// Where the last search ended.
    last: Cell<usize>,
}

impl<'a> Ids<'a> {
    pub(super) fn of(texts: &'a Texts) -> Ids<'a> {
        let mut sorted: Vec<(&str, u32)> =
            texts.filled().map(|(row, id)| (id, u32::try_from(row).unwrap_or(u32::MAX))).collect();
        sorted.sort();
        Ids { sorted, last: Cell::new(0) }
    }

    /// The first row with this id.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        let place = self.place(id);
        self.last.set(place);
        self.sorted.get(place).filter(|(other, _)| *other == id).map(|(_, row)| *row as usize)
    }

    /// The first place whose id is not less.
    fn place(&self, id: &str) -> usize {
        let is_less = |place: usize| self.sorted.get(place).is_some_and(|(other, _)| *other < id);
        let (mut from, mut stride) = (self.last.get(), 1);
        if from > 0 && !is_less(from - 1) {
            from = 0;
            stride = self.sorted.len();
        }
        while is_less(from + stride - 1) {
            from += stride;
            stride *= 2;
        }
        let near = self.sorted.get(from..self.sorted.len().min(from + stride)).unwrap_or_default();
        from + near.partition_point(|(other, _)| *other < id)
    }

    /// The rows that repeat the id of an earlier row.
    pub(super) fn repeated(&self) -> Vec<usize> {
        let pairs = self.sorted.iter().zip(self.sorted.iter().skip(1));
        pairs.filter(|((before, _), (id, _))| before == id).map(|(_, (_, row))| *row as usize).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_found_in_its_first_row() {
        let texts: Texts = ["b", "a", "", "b", "b"].into_iter().collect();
        let ids = Ids::of(&texts);
        assert_eq!((ids.find("b"), ids.find("a"), ids.find(""), ids.find("c")), (Some(0), Some(1), None, None));
        assert_eq!(ids.repeated(), [3, 4]);
    }

    #[test]
    fn what_was_found_before_changes_nothing() {
        let names: Vec<String> = (0..100).map(|number| format!("{:02}", number * 7 % 100)).collect();
        let texts: Texts = names.iter().map(String::as_str).collect();
        let ids = Ids::of(&texts);
        for number in (0..100).chain((0..100).map(|number| number * 37 % 100)).chain((0..100).rev()) {
            assert_eq!(ids.find(&names[number]), Some(number));
            assert_eq!(ids.find(&format!("{number:02}x")), None);
        }
        assert_eq!(Ids::of(&Texts::default()).find("a"), None);
    }
}
