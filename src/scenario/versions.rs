//! Whether the files of each policy are clear: one file, or versions in order of their first day.

use super::file::PolicyChoice;
use super::file::Scenario;
use super::finding::write;
use super::place;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::source::SourceFile;

pub(super) fn check(file: &SourceFile, scenario: &Scenario) -> Vec<Diagnostic> {
    let each = scenario.policies.iter().enumerate();
    each.filter_map(|(place, choice)| check_choice(file, place, choice)).collect()
}

fn check_choice(file: &SourceFile, place: usize, choice: &PolicyChoice) -> Option<Diagnostic> {
    let at = |key: &str| place::value(file.text(), &format!("policies[{place}]{key}")).unwrap_or_default();
    let PolicyChoice { name, versions, .. } = choice;
    if choice.file.is_empty() && versions.is_empty() {
        let message = Phrase::new(
            format!("the key `file` is missing in `policies[{place}]`"),
            format!("de sleutel `file` ontbreekt in `policies[{place}]`"),
        );
        return Some(code::MISSING_KEY.at(at(""), message).help(write("file")));
    }
    if !choice.file.is_empty() && !versions.is_empty() {
        let message = Phrase::new(
            format!("the policy `{name}` has a `file` and `versions`"),
            format!("het beleid `{name}` heeft een `file` en `versions`"),
        );
        let help = Phrase::new("leave one of them out", "laat een van beide weg");
        return Some(code::VERSIONS.at(at(".file"), message).help(help));
    }
    let late = versions.iter().zip(versions.iter().skip(1)).position(|(one, next)| next.from <= one.from)?;
    let message = Phrase::new(
        format!("a version of `{name}` begins no later than the one before it"),
        format!("een versie van `{name}` begint niet later dan de vorige"),
    );
    let span = at(&format!(".versions[{}].from", late + 1));
    let help = Phrase::new("put the versions in order of `from`", "zet de versies op volgorde van `from`");
    Some(code::VERSIONS.at(span, message).help(help))
}
