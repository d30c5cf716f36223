//! "Did you mean": the known word nearest to one that is unknown.

/// The candidate that is fewest typing mistakes away from `word`, if that is few enough to be a mistake; of equals
/// the first in the alphabet. Names that differ in a whole word or in a number are two names: `two_months` is no
/// mistake for `ten_months`, and to take it for one would change what is said.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters: Vec<char> = word.chars().collect();
    let allowed = (letters.len() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(letters.len()) <= allowed)
        .map(|candidate| (distance(&letters, &candidate.chars().collect::<Vec<_>>()), candidate))
        .filter(|(mistakes, candidate)| *mistakes <= allowed && *mistakes < candidate.chars().count())
        .filter(|(_, candidate)| !is_another(word, candidate))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Whether two names differ in a whole word, or in a number.
fn is_another(left: &str, right: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let parts = |text: &str| -> Vec<Vec<char>> {
        let parts = text.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
        parts.map(|part| part.chars().collect()).collect()
    };
    let (ours, theirs) = (parts(left), parts(right));
    let another =
        |(one, other): (&Vec<char>, &Vec<char>)| distance(one, other) > (one.len().max(other.len()) / 3).max(1);
    digits(left) != digits(right) || (ours.len() == theirs.len() && ours.iter().zip(&theirs).any(another))
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
    fn a_name_with_another_word_or_number_in_it_is_another_name() {
        assert_eq!(nearest("drie_maanden", ["twee_maanden"]), None);
        assert_eq!(nearest("brief_dag", ["bel_dag"]), None);
        assert_eq!(nearest("stage_2", ["stage_1"]), None);
        assert_eq!(nearest("drie_mnden", ["drie_maanden"]), Some("drie_maanden"));
        assert_eq!(nearest("dagen_telaat", ["dagen_te_laat"]), Some("dagen_te_laat"));
    }

    #[test]
    fn another_word_is_no_typing_mistake() {
        assert_eq!(nearest("income", ["arrears", "sitting"]), None);
        assert_eq!(nearest("x", ["y"]), None);
    }
}
