//! Whether what one rule does goes out together: all of its steps wait for the same list, or none waits for one.

use super::Checker;
use super::policy::Batch;
use super::policy::Partner;
use super::policy::Rule;
use super::policy::Step;
use super::terms::Exception;
use crate::diagnostic::code;
use crate::locale::Phrase;

impl Checker<'_> {
    /// Finds the rules and exceptions of which one step would wait for a list and another for none, or for another one.
    pub(super) fn lists(&mut self, partners: &[Partner], rules: Option<&[Rule]>, exceptions: Option<&[Exception]>) {
        let rules = rules.unwrap_or_default().iter().map(|rule| &rule.steps);
        let exceptions = exceptions.unwrap_or_default().iter().map(|exception| &exception.steps);
        for steps in rules.chain(exceptions) {
            self.one_list(partners, steps);
        }
    }

    fn one_list(&mut self, partners: &[Partner], steps: &[Step]) {
        let partner = |step: &Step| partners.get(step.partner?);
        let list = |step: &Step| partner(step).and_then(|of| of.batch.as_ref());
        let Some((listed, own)) = steps.iter().find_map(|step| Some((step, list(step)?))) else { return };
        let Some(other) = steps.iter().find(|step| list(step) != Some(own)) else { return };
        let name = partner(listed).map_or("", |of| of.named.name.as_str());
        let message = told(name, list(other));
        let there = Phrase::new("this waits for the list", "dit wacht op de lijst");
        let help = Phrase::new(
            "make two rules of it: what one rule does goes on one day",
            "maak er twee regels van: wat één regel doet, gaat op één dag",
        );
        self.findings.push(code::TWO_LISTS.at(other.span, message).also(listed.span, there).help(help));
    }
}

/// What is amiss with a step beside one that goes with the list of a partner.
fn told(partner: &str, other: Option<&Batch>) -> Phrase {
    match other {
        Some(_) => Phrase::new(
            format!("this goes with another list than what goes to `{partner}`"),
            format!("dit gaat met een andere lijst mee dan wat naar `{partner}` gaat"),
        ),
        None => Phrase::new(
            format!("this goes at once, and what goes to `{partner}` waits for its list"),
            format!("dit gaat meteen, en wat naar `{partner}` gaat wacht op een lijst"),
        ),
    }
}
