//! The ids of a table, found by their text.

use crate::tables::cells::Texts;

/// Where each id stands.
#[derive(Clone, Debug)]
pub(super) struct Ids<'a> {
    /// In order of id, and then of row.
    sorted: Vec<(&'a str, u32)>,
}

impl<'a> Ids<'a> {
    pub(super) fn of(texts: &'a Texts) -> Ids<'a> {
        let mut sorted: Vec<(&str, u32)> =
            texts.filled().map(|(row, id)| (id, u32::try_from(row).unwrap_or(u32::MAX))).collect();
        sorted.sort();
        Ids { sorted }
    }

    /// The first row with this id.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        let place = self.sorted.partition_point(|(other, _)| *other < id);
        self.sorted.get(place).filter(|(other, _)| *other == id).map(|(_, row)| *row as usize)
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
}
