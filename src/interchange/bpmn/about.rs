//! What stands with a rule or plan in words: all that the picture has no form for.
//!
//! Always: every condition of an exception, every term of a plan and whatever a step must wait for stands here, also where the
//! picture has no room for it.

use super::Author;
use super::capital;
use crate::check::Cite;
use crate::check::Exception;
use crate::check::Overridden;
use crate::check::Rule;
use crate::check::Step;
use crate::explain::PlanWords;

impl Author<'_> {
    /// What a rule says, in sentences: what, how often, with which exceptions, what it waits for, and on what it rests.
    pub(super) fn about(&self, place: usize, rule: &Rule) -> String {
        let mut said = vec![self.plain.steps(&rule.steps)];
        said.extend(rule.approval.map(|approval| self.plain.approval(approval)));
        said.push(self.plain.how_often(rule.frequency));
        said.extend(self.lists(&rule.steps));
        said.extend(self.exceptions(Overridden::Rule(place)));
        said.extend(self.spacings(&rule.steps));
        said.extend(self.holds(&rule.steps));
        self.sentences(said, &rule.cites)
    }

    /// What a payment plan says.
    pub(super) fn about_plan(&self, words: &PlanWords, cites: &[Cite]) -> String {
        let said =
            [Some(&words.offered), Some(&words.terms), words.unable.as_ref(), words.rest.as_ref(), Some(&words.broken)];
        self.sentences(said.into_iter().flatten().cloned().collect(), cites)
    }

    fn sentences(&self, said: Vec<String>, cites: &[Cite]) -> String {
        let source = (!cites.is_empty()).then(|| {
            let cites: Vec<String> = cites.iter().map(|cite| cite.text(self.policy)).collect();
            format!("{}: {}", self.pick("Source", "Bron"), cites.join("; "))
        });
        let said = said.into_iter().filter(|text| !text.is_empty()).chain(source);
        said.map(|text| format!("{}.", capital(&text))).collect::<Vec<String>>().join("\n")
    }

    fn lists(&self, steps: &[Step]) -> Vec<String> {
        let partners = steps.iter().filter_map(|step| self.policy.partners.get(step.partner?));
        let goes = self.pick("it goes", "dit gaat");
        partners.filter_map(|partner| Some(format!("{goes} {}", self.plain.list(partner.batch.as_ref()?)))).collect()
    }

    fn exceptions(&self, overridden: Overridden) -> Vec<String> {
        let own = self.in_order(overridden).into_iter();
        own.flat_map(|(place, exception)| {
            let nested = self.exceptions(Overridden::Exception(place));
            [self.exception(exception)].into_iter().chain(nested).collect::<Vec<String>>()
        })
        .collect()
    }

    fn exception(&self, exception: &Exception) -> String {
        let (title, condition) = (&exception.named.title, self.plain.condition(&exception.condition));
        let condition = if condition.is_empty() { self.pick("always", "altijd").to_owned() } else { condition };
        format!(
            "{} \u{201c}{title}\u{201d}: {} {condition}; {} {}",
            self.pick("exception", "uitzondering"),
            self.pick("where", "waar geldt:"),
            self.pick("then instead", "dan in plaats daarvan:"),
            self.plain.steps(&exception.steps)
        )
    }

    /// From what a step must stand apart, and how far.
    fn spacings(&self, steps: &[Step]) -> Vec<String> {
        let of = self.policy.spacings.iter();
        let of = of.filter(|spacing| steps.iter().any(|step| spacing.kinds.contains(&step.kind)));
        of.map(|spacing| {
            let days = self.plain.counted_days(&spacing.days.to_string());
            let kinds = self.plain.either(&self.plain.kind_titles(&spacing.kinds));
            format!("{} {days} {} {kinds}", self.pick("not within", "niet binnen"), self.pick("of", "na of voor"))
        })
        .collect()
    }

    /// The holds under which all that is done waits.
    fn holds(&self, steps: &[Step]) -> Option<String> {
        let stops = self.policy.holds.iter().filter(|hold| steps.iter().all(|step| hold.stops.stops(step.kind)));
        let titles: Vec<String> = stops.map(|hold| format!("\u{201c}{}\u{201d}", hold.named.title)).collect();
        let waits = self.pick("waits under the hold", "wacht bij wachtstand");
        (!titles.is_empty() && !steps.is_empty()).then(|| format!("{waits} {}", self.plain.either(&titles)))
    }
}
