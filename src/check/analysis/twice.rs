//! Rules that do once more what another rule has always done by then.
//!
//! Each rule counts its own times. Where a rule fires only for tenants for whom another one fires too, once for the arrears
//! each, the other has done the same by that day, and the tenant gets it twice. That may be meant: then the narrower rule
//! asks about what was done, such as how many days ago it was, and nothing is said. A rule that is narrower only by coming
//! later is a second time by itself, and of that too nothing is said: it is where other tenants are meant that the one is
//! easily taken for the place of the other.
//!
//! Always: with the settings as they are; neither rule has an exception, which might keep it back.

use super::Analysis;
use super::Firing;
use super::remark;
use crate::check::policy::Per;
use crate::check::policy::Rule;
use crate::check::region::Dimension;
use crate::check::region::Region;
use crate::check::terms::Overridden;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;

/// How many pairs are laid beside each other at most.
const MOST_PAIRS: usize = 2_000;

impl Analysis<'_> {
    /// After what is superfluous has been found: of those rules it has been said.
    pub(super) fn twice(&mut self) {
        let policy = self.policy;
        let told: Vec<usize> =
            self.findings.iter().filter(|of| of.code == code::SHADOWED.id).map(Diagnostic::start).collect();
        let excepted = |number: usize| policy.exceptions.iter().any(|of| of.overrides == Overridden::Rule(number));
        let fires = |number: usize| self.firing.get(number).is_some_and(|firing| *firing != Firing::Never);
        let once: Vec<(usize, &Rule)> = policy
            .rules
            .iter()
            .enumerate()
            .filter(|(number, rule)| comes_once(rule) && fires(*number) && !excepted(*number))
            .filter(|(_, rule)| !told.contains(&rule.named.span.start))
            .collect();
        let pairs = once.iter().flat_map(|narrow| once.iter().map(move |wide| (*narrow, *wide)));
        let alike = pairs.filter(|((one, narrow), (other, wide))| one != other && deeds(narrow) == deeds(wide));
        let mut found: Vec<(usize, usize)> = Vec::new();
        for ((narrow, own), (wide, _)) in alike.take(MOST_PAIRS) {
            let (region, outer) = (self.set.rule(narrow), self.set.rule(wide));
            let asks = own.steps.iter().any(|step| region.kinds().contains(&step.kind));
            let known = found.iter().any(|(before, _)| *before == narrow);
            if !asks && !known && is_about_others(&region, &outer) && region.is_within(&outer) {
                found.push((narrow, wide));
            }
        }
        for (narrow, wide) in found {
            self.once_more(narrow, wide);
        }
    }

    fn once_more(&mut self, narrow: usize, wide: usize) {
        let rule = |place: usize| self.policy.rules.get(place);
        let Some((own, other)) = rule(narrow).zip(rule(wide)) else { return };
        let (name, wider) = (&own.named.name, &other.named.name);
        let done = own.steps.iter().map(|step| self.policy.step_said(step)).collect::<Vec<_>>().join(", ");
        let message = Phrase::new(
            format!("when the rule `{name}` fires, `{wider}` has done the same for that tenant: `{done}` comes twice"),
            format!(
                "als de regel `{name}` geldt, heeft `{wider}` voor die huurder al hetzelfde gedaan: `{done}` komt tweemaal"
            ),
        );
        let asked = own.steps.first().map_or("", |step| step.kind.word().in_locale(self.policy.locale));
        let since = self.policy.locale.pick("days_since", "dagen_sinds");
        let help = Phrase::new(
            format!(
                "leave the tenants of `{name}` out of `{wider}`; if twice is meant, let `{name}` ask `{since}({asked}) >= \u{2026}`"
            ),
            format!(
                "sluit de huurders van `{name}` uit bij `{wider}`; is tweemaal de bedoeling, laat `{name}` dan `{since}({asked}) >= \u{2026}` vragen"
            ),
        );
        let there = remark("has done the same by then", "heeft dan hetzelfde al gedaan");
        let finding = code::ONCE_MORE.at(own.named.span, message).also(other.named.span, there).help(help);
        self.findings.push(match self.set.rule(narrow).find().witness() {
            Some(witness) => finding.shown_by(self.case(&witness)),
            None => finding,
        });
    }
}

/// Whether a rule is narrower by who it is about, and not only by how long or how much is owed.
fn is_about_others(narrow: &Region, wide: &Region) -> bool {
    let theirs = wide.outline();
    narrow.outline().iter().any(|(dimension, values)| tells_who(*dimension) && theirs.get(dimension) != Some(values))
}

/// Whether a dimension is of the tenant, and not of the arrears and what was done about them.
const fn tells_who(dimension: Dimension) -> bool {
    match dimension {
        Dimension::Clock(..) | Dimension::Times(_) | Dimension::Done(_) | Dimension::Setting(..) => false,
        Dimension::Fact(fact) => !matches!(
            fact,
            Fact::Arrears
                | Fact::ArrearsPrincipal
                | Fact::MonthsInArrears
                | Fact::FullMonths
                | Fact::ClaimsOverdue
                | Fact::ClaimsWithoutLetter
                | Fact::WikExpired
                | Fact::WikExpiredAmount
                | Fact::DaysToDue
        ),
        Dimension::Phase | Dimension::LastMonths(..) | Dimension::Declared(..) | Dimension::Running(_) => true,
    }
}

/// Whether a rule does something once for the arrears at hand. Who has been handed over is not handed over again, and what is
/// written off is not owed again.
fn comes_once(rule: &Rule) -> bool {
    let comes_again = |kind: ActionKind| !matches!(kind, ActionKind::HandOver | ActionKind::WriteOff);
    rule.steps.iter().any(|step| comes_again(step.kind))
        && matches!(rule.frequency.limit, Some((1, Per::Episode)))
        && rule.frequency.every.is_none()
}

/// A step without its place.
type Deed = (ActionKind, Option<usize>, Option<usize>);

/// What a rule does.
fn deeds(rule: &Rule) -> Vec<Deed> {
    rule.steps.iter().map(|step| (step.kind, step.action, step.partner)).collect()
}
