//! "Did you mean": the known word nearest to one that is unknown.

/// The candidate that is fewest typing mistakes away from `word`, if that is few enough to be a mistake; of equals
/// the first in the alphabet.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters: Vec<char> = word.chars().collect();
    let allowed = (letters.len() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(letters.len()) <= allowed)
        .map(|candidate| (distance(&letters, &candidate.chars().collect::<Vec<_>>()), candidate))
        .filter(|(mistakes, candidate)| *mistakes <= allowed && *mistakes < candidate.chars().count())
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters to add, drop, change or swap with their neighbour.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, letter) in left.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i + 1);
        for (j, other) in right.iter().enumerate() {
            let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX - 1);
            let changed = at(&row, j) + usize::from(letter != other);
            let mut least = changed.min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let swapped = i > 0 && j > 0 && left.get(i - 1) == Some(other) && right.get(j - 1) == Some(letter);
            if swapped {
                least = least.min(at(&before, j - 1) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(left.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_mistake_finds_its_word() {
        let known = ["arrears", "sitting", "days_overdue"];
        assert_eq!(nearest("arears", known), Some("arrears"));
        assert_eq!(nearest("sittign", known), Some("sitting"));
        assert_eq!(nearest("day_overdue", known), Some("days_overdue"));
    }

    #[test]
    fn another_word_is_no_typing_mistake() {
        assert_eq!(nearest("income", ["arrears", "sitting"]), None);
        assert_eq!(nearest("x", ["y"]), None);
    }
}
