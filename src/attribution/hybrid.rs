//! The policies that lie between two: the old one with some of the changes, read, checked and compiled like any other.

use crate::check::read;
use crate::diagnostic::Severity;
use crate::diagnostic::code;
use crate::difference::Change;
use crate::difference::Kind;
use crate::difference::Mixture;
use crate::locale::Phrase;
use crate::program::Program;
use crate::program::SettingError;
use crate::program::Settings;
use crate::scenario::Chosen;
use crate::scenario::Validity;
use crate::source::SourceFile;
use std::collections::BTreeSet;

/// One of the two policies: one version, ruling over the whole window or from its `valid from`.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Its text.
    pub file: &'a SourceFile,
    /// The policy as the scenario runs it.
    pub chosen: &'a Chosen,
    /// The values that the scenario gives to settings.
    pub settings: &'a Settings,
}

/// Two policies and what lies between them.
#[derive(Debug)]
pub(super) struct Hybrids<'a> {
    old: Side<'a>,
    new: Side<'a>,
    valid: Validity,
    /// The changes, by whose places a policy between the two is named.
    pub(super) changes: Vec<Change>,
    mixture: Mixture,
}

impl<'a> Hybrids<'a> {
    pub(super) fn new(old: Side<'a>, new: Side<'a>, valid: Validity, changes: Vec<Change>) -> Hybrids<'a> {
        let of = |side: Side<'a>| (side.file, &side.chosen.policy);
        let mixture = Mixture::new(of(old), of(new), &changes);
        Hybrids { old, new, valid, changes, mixture }
    }

    /// The old policy itself.
    pub(super) const fn first(&self) -> &Chosen {
        self.old.chosen
    }

    /// The new policy itself.
    pub(super) const fn last(&self) -> &Chosen {
        self.new.chosen
    }

    /// The old policy with these changes.
    ///
    /// # Errors
    /// What the checker has against it, in a sentence.
    pub(super) fn with(&self, taken: &BTreeSet<usize>) -> Result<Chosen, Phrase> {
        let file = SourceFile::new("", self.mixture.text(taken));
        let checked = read(&file);
        let wrong = checked.diagnostics.iter().find(|finding| finding.severity == Severity::Error);
        if let Some(finding) = wrong {
            return Err(finding.message.clone());
        }
        let none = || Phrase::new("the policy cannot be read", "het beleid kan niet worden gelezen");
        let policy = checked.policy.ok_or_else(none)?;
        // A setting that nothing reads may not know its unit any more, and its value does not matter.
        let unused = checked.diagnostics.iter().filter(|finding| finding.code == code::UNUSED_SETTING.id);
        let unused: Vec<&str> =
            unused.flat_map(|finding| &finding.labels).map(|label| file.slice(label.span)).collect();
        let names = policy.settings.iter().map(|setting| setting.named.name.as_str());
        let given = names.filter(|name| !unused.contains(name)).filter_map(|name| {
            let value = self.side_of(name, taken).settings.get(name)?;
            Some((name.to_owned(), value.clone()))
        });
        let program = Program::compile(&policy, &given.collect())
            .map_err(|errors| errors.first().map_or_else(none, SettingError::phrase))?;
        Chosen::of_versions(&self.new.chosen.name, vec![(None, policy, program)], self.valid).ok_or_else(none)
    }

    /// From which policy the value of a setting comes.
    fn side_of(&self, setting: &str, taken: &BTreeSet<usize>) -> Side<'a> {
        let change = self.changes.iter().position(|change| change.kind == Kind::Setting && change.name == setting);
        if change.is_some_and(|change| taken.contains(&change)) { self.new } else { self.old }
    }
}
