//! Where a condition stands in the text, with the `not` and the parentheses that belong to it: of `not (a or b)` not only
//! `a or b`, which says the opposite.

use super::Analysis;
use crate::check::policy::Condition;
use crate::source::SourceFile;
use crate::source::Span;

impl Analysis<'_> {
    /// Where a condition stands; nothing, for one without tests.
    pub(super) fn place(&self, condition: &Condition) -> Option<Span> {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                let places = parts.iter().filter_map(|part| self.place(part));
                let all = places.reduce(|all, part| Span::new(all.start.min(part.start), all.end.max(part.end)))?;
                Some(balanced(self.file, all))
            }
            Condition::Not(part) => {
                let inner = self.place(part)?;
                Some(denied(self.file, self.policy.locale.pick("not", "niet"), inner).unwrap_or(inner))
            }
            Condition::Test(test) => Some(test.span),
        }
    }
}

/// The same with the `not` before it, and the parentheses between; nothing, where a remark stands between.
fn denied(file: &SourceFile, not: &str, inner: Span) -> Option<Span> {
    let (before, after) = around(file, inner);
    let start = before.trim_end_matches(|letter: char| letter.is_whitespace() || letter == '(');
    let opened = before.get(start.len()..)?.matches('(').count();
    let word = start.strip_suffix(not)?;
    let end = closed(after.chars(), opened)?;
    Some(Span::new(word.len(), inner.end + end))
}

/// The same with the parentheses that are half in it.
fn balanced(file: &SourceFile, span: Span) -> Span {
    let words = file.slice(span);
    let (mut open, mut lacking) = (0_usize, 0_usize);
    for letter in words.chars() {
        match letter {
            '(' => open += 1,
            ')' if open == 0 => lacking += 1,
            ')' => open -= 1,
            _ => {}
        }
    }
    if (open, lacking) == (0, 0) {
        return span;
    }
    let (before, after) = around(file, span);
    let turned = before.chars().rev().map(|letter| if letter == '(' { ')' } else { letter });
    match (closed(turned, lacking), closed(after.chars(), open)) {
        (Some(left), Some(right)) => Span::new(span.start - left, span.end + right),
        _ => span,
    }
}

/// What stands before and after.
fn around(file: &SourceFile, span: Span) -> (&str, &str) {
    let text = file.text();
    (text.get(..span.start).unwrap_or(""), text.get(span.end..).unwrap_or(""))
}

/// How far it is to the last of so many `)`, with nothing but space between. No more is read than that.
fn closed(letters: impl Iterator<Item = char>, count: usize) -> Option<usize> {
    let (mut left, mut length) = (count, 0);
    for letter in letters {
        match letter {
            _ if left == 0 => break,
            ')' => left -= 1,
            _ if letter.is_whitespace() => {}
            _ => return None,
        }
        length += letter.len_utf8();
    }
    (left == 0).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, inner: &str) -> (SourceFile, Span) {
        let start = text.find(inner).unwrap();
        (SourceFile::new("x", text), Span::new(start, start + inner.len()))
    }

    #[test]
    fn a_not_is_part_of_what_it_denies() {
        let (file, inner) = at("when sitting and not ( a or b ) and c", "a or b");
        assert_eq!(file.slice(denied(&file, "not", inner).unwrap()), "not ( a or b )");
        let (file, inner) = at("when not a and b", "a");
        assert_eq!(file.slice(denied(&file, "not", inner).unwrap()), "not a");
        let (file, inner) = at("when not # a remark\n a", "remark");
        assert!(denied(&file, "not", inner).is_none());
    }

    #[test]
    fn parentheses_are_taken_in_whole() {
        for (text, inner, whole) in [
            ("when ((a or b) and c) do", "a or b) and c", "(a or b) and c"),
            ("when c and (a or done(b)) do", "c and (a or done(b)", "c and (a or done(b))"),
            ("when a or b do", "a or b", "a or b"),
        ] {
            let (file, span) = at(text, inner);
            assert_eq!(file.slice(balanced(&file, span)), whole);
        }
    }
}
