//! Which words of two texts differ, so that the eye finds them.

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) text: String,
    /// Whether the other text lacks it.
    pub(super) differs: bool,
}

/// More pairs of words than this are not laid beside each other.
const MOST: usize = 1_000_000;

/// Both texts in stretches: the longest common run of words is the same, the rest differs.
pub(super) fn marked(old: &str, new: &str) -> [Vec<Stretch>; 2] {
    let (before, after) = (words(old), words(new));
    if before.len() * after.len() > MOST {
        return [old, new].map(|text| vec![Stretch { text: text.to_owned(), differs: false }]);
    }
    let (mut kept_old, mut kept_new) = (vec![false; before.len()], vec![false; after.len()]);
    let width = after.len() + 1;
    let lengths = lengths(&before, &after);
    let at = |row: usize, column: usize| lengths.get(row * width + column).copied().unwrap_or(0);
    let (mut row, mut column) = (0, 0);
    while let (Some(one), Some(other)) = (before.get(row), after.get(column)) {
        if one == other {
            kept_old.iter_mut().skip(row).take(1).for_each(|kept| *kept = true);
            kept_new.iter_mut().skip(column).take(1).for_each(|kept| *kept = true);
            (row, column) = (row + 1, column + 1);
        } else if at(row + 1, column) >= at(row, column + 1) {
            row += 1;
        } else {
            column += 1;
        }
    }
    [stretches(&before, &kept_old), stretches(&after, &kept_new)]
}

/// For every two places how many words the texts have in common from there, in their order.
fn lengths(before: &[&str], after: &[&str]) -> Vec<u32> {
    let width = after.len() + 1;
    let mut lengths = vec![0_u32; width * (before.len() + 1)];
    for (row, one) in before.iter().enumerate().rev() {
        for (column, other) in after.iter().enumerate().rev() {
            let at = |row: usize, column: usize| lengths.get(row * width + column).copied().unwrap_or(0);
            let longest =
                if one == other { at(row + 1, column + 1) + 1 } else { at(row + 1, column).max(at(row, column + 1)) };
            if let Some(cell) = lengths.get_mut(row * width + column) {
                *cell = longest;
            }
        }
    }
    lengths
}

/// Words, signs and the space between them, each for itself.
fn words(text: &str) -> Vec<&str> {
    let kind = |letter: char| match letter {
        '(' | ')' | ',' => 2,
        _ => u8::from(letter.is_whitespace()),
    };
    let mut words = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (place, letter) in text.char_indices() {
        let own = kind(letter);
        if before.is_some_and(|before| before != own || own == 2) {
            words.extend(text.get(start..place));
            start = place;
        }
        before = Some(own);
    }
    words.extend(text.get(start..).filter(|word| !word.is_empty()));
    words
}

/// Neighbours that stand alike together.
fn stretches(words: &[&str], kept: &[bool]) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    for (word, kept) in words.iter().zip(kept) {
        match all.last_mut() {
            Some(last) if last.differs != *kept => last.text.push_str(word),
            _ => all.push(Stretch { text: (*word).to_owned(), differs: !kept }),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differing(stretches: &[Stretch]) -> Vec<&str> {
        stretches.iter().filter(|of| of.differs).map(|of| of.text.as_str()).collect()
    }

    #[test]
    fn the_words_that_the_other_lacks_are_marked() {
        let (before, after) = ("when a >= 20\ndo call, visit", "when a >= 5 and b\ndo call");
        let [old, new] = marked(before, after);
        assert_eq!(differing(&old), ["20", ", visit"]);
        assert_eq!(differing(&new).concat(), "5 and b");
        let whole = |stretches: &[Stretch]| stretches.iter().map(|of| of.text.as_str()).collect::<String>();
        assert_eq!((whole(&old), whole(&new)), (before.to_owned(), after.to_owned()));
    }

    #[test]
    fn the_same_text_has_no_marks() {
        let [old, new] = marked("(a or b)", "(a or b)");
        assert!(differing(&old).is_empty() && differing(&new).is_empty());
        assert_eq!(marked("", ""), [vec![], vec![]]);
    }
}
