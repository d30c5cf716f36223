//! Targets that say the same thing twice, or two things of the same.

use super::Analysis;
use super::remark;
use crate::diagnostic::code;
use crate::locale::Phrase;

impl Analysis<'_> {
    pub(super) fn targets(&mut self) {
        for (number, target) in self.policy.targets.iter().enumerate() {
            let before = self.policy.targets.iter().take(number);
            let same = |other: &&crate::check::Target| {
                other.kpi == target.kpi && other.bound == target.bound && other.by == target.by
            };
            let Some(other) = before.into_iter().find(same) else { continue };
            let word = target.kpi.entry().word;
            let message = Phrase::new(
                format!("`{}` has two targets for the same day", word.en),
                format!("`{}` heeft twee doelen voor dezelfde dag", word.nl),
            );
            let help = Phrase::new(
                "leave one of the two out, or give it a day",
                "laat een van de twee weg, of geef het een dag",
            );
            let first = remark("the other target", "het andere doel");
            let finding = code::TARGET_TWICE.at(target.span, message).also(other.span, first).help(help);
            self.findings.push(finding);
        }
    }
}
