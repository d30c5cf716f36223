//! One mistake that is found in many places is told once, with the lines of the others: of a source that is not declared
//! every citation is wrong, and nobody reads forty findings that say the same.

use super::Diagnostic;
use super::Phrase;
use super::code;
use crate::locale::Locale;
use crate::source::SourceFile;
use std::collections::BTreeMap;

/// So many lines are named.
const NAMED: usize = 4;

/// The findings as they are shown to people: of names that nothing has, each once.
pub(super) fn gathered(file: &SourceFile, diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let same = |finding: &Diagnostic| (finding.message.nl.clone(), finding.help.clone().map(|help| help.nl));
    let mut lines: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for finding in diagnostics.iter().filter(|finding| finding.code == code::UNKNOWN.id) {
        lines.entry(same(finding)).or_default().push(file.position(finding.start()).line);
    }
    let mut shown = Vec::new();
    for finding in diagnostics {
        if finding.code != code::UNKNOWN.id {
            shown.push(finding.clone());
        } else if let Some(lines) = lines.remove(&same(finding)) {
            shown.push(with_others(finding, lines.get(1..).unwrap_or(&[])));
        }
    }
    shown
}

fn with_others(finding: &Diagnostic, others: &[usize]) -> Diagnostic {
    if others.is_empty() || finding.note.is_some() {
        return finding.clone();
    }
    let named: Vec<String> = others.iter().take(NAMED).map(ToString::to_string).collect();
    let more = if others.len() > NAMED { ", \u{2026}" } else { "" };
    let told = |locale: Locale| {
        let (places, line) = match (others.len(), locale) {
            (1, Locale::En) => ("1 more place".to_owned(), "line"),
            (count, Locale::En) => (format!("{count} more places"), "lines"),
            (1, Locale::Nl) => ("nog 1 plaats".to_owned(), "regel"),
            (count, Locale::Nl) => (format!("nog {count} plaatsen"), "regels"),
        };
        let also = locale.pick("the same in", "ook op");
        format!("{also} {places}: {line} {}{more}", named.join(", "))
    };
    finding.clone().note(Phrase::new(told(Locale::En), told(Locale::Nl)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn a_name_that_nothing_has_is_told_once_with_its_other_lines() {
        let file = SourceFile::new("x", "a\na\nb\na\na\na\na\n");
        let at = |place: usize, name: &str| {
            code::UNKNOWN
                .at(Span::new(place, place + 1), Phrase::new(format!("unknown {name}"), format!("onbekend {name}")))
        };
        let found = [at(0, "a"), at(2, "a"), at(4, "b"), at(6, "a"), at(8, "a"), at(10, "a"), at(12, "a")];
        let shown = gathered(&file, &found);
        assert_eq!(shown.len(), 2);
        let note = shown[0].note.as_ref().unwrap();
        assert_eq!(note.nl, "ook op nog 5 plaatsen: regels 2, 4, 5, 6, \u{2026}");
        assert_eq!((shown[1].message.en.as_str(), &shown[1].note), ("unknown b", &None));
        assert_eq!(gathered(&file, &found[..2])[0].note.as_ref().unwrap().en, "the same in 1 more place: line 2");
    }
}
