//! Every number that decides something, and where: what facts are compared with, in order of fact and size, and the terms
//! beside those.
//!
//! Always: each comparison with a number in a scope, segment, stage, rule, exception, plan or guarantee stands in the table,
//! those of law and agreement too where the policy stands under them (`every_number_that_a_policy_compares_with_is_told`).

use super::Block;
use super::Section;
use super::Writer;
use super::sentence;
use crate::check::Batch;
use crate::check::Condition;
use crate::check::Law;
use crate::check::Layer;
use crate::check::Operand;
use crate::check::PlanTerms;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use crate::check::legal_guarantees;
use crate::money::Money;
use std::borrow::Cow;

/// A condition, and what people call what it belongs to.
pub(super) struct Owned<'a> {
    pub(super) owner: String,
    pub(super) condition: Cow<'a, Condition>,
}

/// A threshold with what compares with it.
struct Found {
    subject: Subject,
    size: i128,
    told: String,
    setting: Option<usize>,
    users: Vec<String>,
}

impl Writer<'_> {
    /// What people call a statement: `rule “Reminder”`.
    pub(super) fn called(&self, kind: (&'static str, &'static str), title: &str) -> String {
        format!("{} \u{201c}{title}\u{201d}", self.pick(kind.0, kind.1))
    }

    /// Every condition of the policy, and of the law it stands under.
    pub(super) fn owned_conditions(&self) -> Vec<Owned<'_>> {
        let policy = self.policy;
        let mut all: Vec<Owned<'_>> = Vec::new();
        let mut put = |owner: String, condition| all.push(Owned { owner, condition: Cow::Borrowed(condition) });
        if let Some(scope) = &policy.scope {
            put(self.heading("scope", "reikwijdte"), &scope.condition);
        }
        for segment in &policy.segments {
            if let Some(condition) = &segment.condition {
                put(self.called(("kind of tenant", "soort huurder"), &segment.named.title), condition);
            }
        }
        for stage in &policy.stages {
            put(self.called(("stage", "fase"), &stage.named.title), &stage.condition);
        }
        for rule in &policy.rules {
            put(self.called(("rule", "regel"), &rule.named.title), &rule.condition);
        }
        for exception in &policy.exceptions {
            put(self.called(("exception", "uitzondering"), &exception.named.title), &exception.condition);
        }
        for plan in &policy.plans {
            put(self.called(("plan", "regeling"), &plan.named.title), &plan.condition);
        }
        for own in policy.guarantees.iter().filter(|guarantee| guarantee.layer == Layer::Own) {
            put(self.called(("guarantee", "waarborg"), &own.title), &own.only_after);
        }
        if policy.law == Law::Nl {
            all.extend(legal_guarantees(self.locale).into_iter().map(|guarantee| {
                let kind = match guarantee.layer {
                    Layer::Agreement => ("agreement", "convenant"),
                    Layer::Law | Layer::Own => ("law", "wet"),
                };
                let owner = self.called(kind, &guarantee.title);
                Owned { owner, condition: Cow::Owned(guarantee.only_after) }
            }));
        }
        all
    }

    /// Every number with which something is compared, and the terms beside those.
    pub(super) fn thresholds(&self) -> Option<Section> {
        let rows: Vec<Vec<String>> = self.found().into_iter().map(|found| self.threshold(found)).collect();
        let lead = self.pick(
            "Every amount, number of days or months and count that a scope, kind of tenant, stage, rule, exception, plan or \
             guarantee compares with: by what it is about, and then from small to large.",
            "Elk bedrag, aantal dagen of maanden en aantal waarmee een reikwijdte, soort huurder, fase, regel, uitzondering, \
             regeling of waarborg vergelijkt: naar waar het over gaat, en dan van klein naar groot.",
        );
        let of_bounds = [("threshold", "drempel"), ("setting", "instelling"), ("used by", "gebruikt door")];
        let of_terms = [("term", "voorwaarde"), ("setting", "instelling"), ("used by", "gebruikt door")];
        let bounds = self.table(&of_bounds, rows).map(|table| [Block::Say(lead.to_owned()), table]);
        let beside = self.heading("Other numbers that decide", "Andere getallen die beslissen");
        let terms = self.table(&of_terms, self.terms()).map(|table| [Block::Heading(beside), table]);
        let blocks = bounds.into_iter().chain(terms).flatten().collect();
        self.section("thresholds", ("Thresholds", "Drempels"), blocks)
    }

    fn found(&self) -> Vec<Found> {
        let mut all: Vec<Found> = Vec::new();
        for owned in self.owned_conditions() {
            for test in tests_of(owned.condition.as_ref()) {
                let Some((operand, size)) = self.number_in(test) else { continue };
                let told = sentence(&self.plain.condition(&Condition::Test(test.clone())));
                let told = told.trim_end_matches('.').to_owned();
                let setting = if let Operand::Setting(place) = operand { Some(place) } else { None };
                match all.iter_mut().find(|found| found.told == told && found.setting == setting) {
                    Some(found) if found.users.contains(&owned.owner) => {}
                    Some(found) => found.users.push(owned.owner.clone()),
                    None => {
                        let users = vec![owned.owner.clone()];
                        all.push(Found { subject: test.subject, size, told, setting, users });
                    }
                }
            }
        }
        all.sort_by(|one, other| {
            (one.subject, one.size, &one.told, one.setting).cmp(&(
                other.subject,
                other.size,
                &other.told,
                other.setting,
            ))
        });
        all
    }

    /// What a test compares with, and how large that is; nothing, where it is no number.
    fn number_in(&self, test: &Test) -> Option<(Operand, i128)> {
        let (_, operand) = test.comparison?;
        let value = match operand {
            Operand::Value(value) => value,
            Operand::Setting(place) => self.policy.settings.get(place)?.value,
        };
        Some((operand, size(value)?))
    }

    fn threshold(&self, found: Found) -> Vec<String> {
        vec![found.told, self.setting_name(found.setting), found.users.join("; ")]
    }

    fn setting_name(&self, place: Option<usize>) -> String {
        let setting = place.and_then(|place| self.policy.settings.get(place));
        setting.map_or_else(String::new, |setting| setting.named.name.clone())
    }

    /// The numbers that decide and that no fact is compared with: how often, between what, the terms of plans, lists.
    fn terms(&self) -> Vec<Vec<String>> {
        let (policy, conventions) = (self.policy, self.policy.conventions);
        let row =
            |told: String, used: String| vec![sentence(&told).trim_end_matches('.').to_owned(), String::new(), used];
        let everywhere = || self.heading("the whole policy", "het hele beleid");
        let tolerance = (conventions.tolerance > Money::ZERO).then(|| {
            let (up_to, nothing) =
                (self.pick("arrears up to", "een achterstand tot en met"), self.pick("start nothing", "start niets"));
            format!("{up_to} {} {nothing}", self.locale.money(conventions.tolerance))
        });
        let mut rows: Vec<Vec<String>> = tolerance.map(|told| row(told, everywhere())).into_iter().collect();
        rows.extend(self.grace(conventions.grace).map(|told| row(told, everywhere())));
        rows.extend(policy.spacings.iter().map(|spacing| row(self.spacing_in_short(spacing), everywhere())));
        rows.extend(self.frequencies().into_iter().map(|(told, users)| row(told, users.join("; "))));
        for plan in &policy.plans {
            rows.extend(self.plan_terms(plan));
        }
        for partner in &policy.partners {
            if let Some(batch @ Batch::Monthly { .. }) = &partner.batch {
                rows.push(row(self.plain.list(batch), self.called(("partner", "partner"), &partner.named.title)));
            }
        }
        rows
    }

    /// How often rules fire, each with its rules: often first.
    fn frequencies(&self) -> Vec<(String, Vec<String>)> {
        let mut all: Vec<(String, Vec<String>)> = Vec::new();
        for rule in &self.policy.rules {
            let often = self.plain.how_often(rule.frequency);
            let user = self.called(("rule", "regel"), &rule.named.title);
            match all.iter_mut().find(|(told, _)| *told == often) {
                _ if often.is_empty() => {}
                Some((_, users)) => users.push(user),
                None => all.push((often, vec![user])),
            }
        }
        all
    }

    fn plan_terms(&self, plan: &PlanTerms) -> Vec<Vec<String>> {
        let user = self.called(("plan", "regeling"), &plan.named.title);
        let row = |told: String, operand: Option<Operand>| {
            let setting = if let Some(Operand::Setting(place)) = operand { Some(place) } else { None };
            vec![sentence(&told).trim_end_matches('.').to_owned(), self.setting_name(setting), user.clone()]
        };
        let terms = self.plain.plan(plan);
        let mut rows =
            vec![row(terms.most, Some(plan.instalments)), row(terms.least, Some(plan.least)), row(terms.day, None)];
        rows.extend(terms.rest.map(|rest| row(rest, plan.rest)));
        rows.push(row(terms.broken, Some(plan.patience)));
        rows
    }
}

/// Every test in a condition, in the author's order.
pub(super) fn tests_of(condition: &Condition) -> Vec<&Test> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().flat_map(tests_of).collect(),
        Condition::Not(part) => tests_of(part),
        Condition::Test(test) => vec![test],
    }
}

/// How large a number is beside others of its fact; nothing for what is no number. Spans of time lie by about how many days
/// they are.
fn size(value: Value) -> Option<i128> {
    const BILLIONTHS: i128 = 1_000_000_000;
    Some(match value {
        Value::Money(money) => i128::from(money.cents()),
        Value::MonthsOfRent(number) => {
            let share = number.as_share();
            i128::from(share.part) * BILLIONTHS / i128::from(share.whole.max(1))
        }
        Value::Days(days) => i128::from(days) * 1_000,
        Value::WorkingDays(days) => i128::from(days) * 1_400,
        Value::Months(months) => i128::from(months) * 30_437,
        Value::Count(count) => i128::from(count),
        Value::YesNo(_) | Value::Choice(_) | Value::Text(_) => return None,
    })
}
