//! The settings with their ranges, and every threshold of the policy with where it is used.

use super::Block;
use super::Section;
use super::Writer;
use super::sentence;
use crate::check::Condition;
use crate::check::Operand;
use crate::check::Setting;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use std::collections::BTreeMap;

/// A condition of the policy, and what people call what it belongs to.
type Owned<'a> = (String, &'a Condition);

impl Writer<'_> {
    pub(super) fn settings(&self) -> Option<Section> {
        let lead = self.pick(
            "Values that can be tried otherwise without rewriting the policy, each within its range.",
            "Waarden waarmee geprobeerd kan worden zonder het beleid te herschrijven, elk binnen haar bereik.",
        );
        let rows = self.policy.settings.iter().enumerate().map(|(place, setting)| self.setting(place, setting));
        let headings = [
            ("setting", "instelling"),
            ("value", "waarde"),
            ("from", "van"),
            ("to", "tot en met"),
            ("used by", "gebruikt door"),
            ("source", "bron"),
        ];
        let table = self.table(&headings, rows.collect())?;
        self.section("settings", ("Settings", "Instellingen"), vec![Block::Say(lead.to_owned()), table])
    }

    fn setting(&self, place: usize, setting: &Setting) -> Vec<String> {
        let [value, least, greatest] =
            [setting.value, setting.least, setting.greatest].map(|value| self.quantity(value));
        let used = self.users_of_setting(place).join(", ");
        vec![setting.named.name.clone(), value, least, greatest, used, self.cites(&setting.cites)]
    }

    /// A value of a setting, with its unit where it has one.
    fn quantity(&self, value: Value) -> String {
        let counted = |number: i32, one: (&'static str, &'static str), more: (&'static str, &'static str)| {
            let (en, nl) = if number == 1 { one } else { more };
            format!("{number} {}", self.pick(en, nl))
        };
        match value {
            Value::Money(money) => self.locale.money(money),
            Value::MonthsOfRent(number) => self.plain.months_of_rent_text(number),
            Value::Days(days) => counted(days, ("day", "dag"), ("days", "dagen")),
            Value::WorkingDays(days) => counted(days, ("working day", "werkdag"), ("working days", "werkdagen")),
            Value::Months(months) => counted(months, ("month", "maand"), ("months", "maanden")),
            Value::Count(count) => count.to_string(),
            Value::YesNo(_) | Value::Choice(_) | Value::Text(_) => String::new(),
        }
    }

    /// What uses a setting: rules and the like by their conditions, plans by their terms.
    fn users_of_setting(&self, place: usize) -> Vec<String> {
        let uses = |test: &Test| matches!(test.comparison, Some((_, Operand::Setting(used))) if used == place);
        let by_condition =
            self.conditions().into_iter().filter(|(_, condition)| tests_of(condition).into_iter().any(uses));
        let mut users: Vec<String> = by_condition.map(|(title, _)| title).collect();
        for plan in &self.policy.plans {
            let terms = [Some(plan.instalments), Some(plan.least), plan.rest, Some(plan.patience)];
            if terms.into_iter().flatten().any(|term| term == Operand::Setting(place))
                && !users.contains(&plan.named.title)
            {
                users.push(plan.named.title.clone());
            }
        }
        users
    }

    /// Every condition of the policy but those of guarantees, which decide nothing.
    fn conditions(&self) -> Vec<Owned<'_>> {
        let policy = self.policy;
        let scope = policy.scope.iter().map(|scope| (self.heading("scope", "reikwijdte"), &scope.condition));
        let segments = policy
            .segments
            .iter()
            .filter_map(|segment| Some((segment.named.title.clone(), segment.condition.as_ref()?)));
        let stages = policy.stages.iter().map(|stage| (stage.named.title.clone(), &stage.condition));
        let rules = policy.rules.iter().map(|rule| (rule.named.title.clone(), &rule.condition));
        let exceptions =
            policy.exceptions.iter().map(|exception| (exception.named.title.clone(), &exception.condition));
        let plans = policy.plans.iter().map(|plan| (plan.named.title.clone(), &plan.condition));
        scope.chain(segments).chain(stages).chain(rules).chain(exceptions).chain(plans).collect()
    }

    /// Every number with which something is compared.
    pub(super) fn thresholds(&self) -> Option<Section> {
        let mut found: BTreeMap<(Subject, String), Vec<String>> = BTreeMap::new();
        for (title, condition) in self.conditions() {
            for test in tests_of(condition) {
                let Some((_, operand)) = test.comparison.filter(|(_, operand)| self.is_number(*operand)) else {
                    continue;
                };
                let alone = self.plain.condition(&Condition::Test(test.clone()));
                let told = match operand {
                    Operand::Setting(place) => {
                        let name = self.policy.settings.get(place).map_or("", |setting| setting.named.name.as_str());
                        format!("{} [{name}]", sentence(&alone).trim_end_matches('.'))
                    }
                    Operand::Value(_) => sentence(&alone).trim_end_matches('.').to_owned(),
                };
                let users = found.entry((test.subject, told)).or_default();
                if !users.contains(&title) {
                    users.push(title.clone());
                }
            }
        }
        let rows = found.into_iter().map(|((_, told), users)| vec![told, users.join(", ")]).collect();
        let lead = self.pick(
            "Every amount, number of days and count that decides something, and what it decides. In brackets the setting it \
             comes from.",
            "Elk bedrag, aantal dagen en aantal waar iets van afhangt, en wat ervan afhangt. Tussen haken de instelling waar \
             het vandaan komt.",
        );
        let table = self.table(&[("threshold", "drempel"), ("decides", "bepaalt")], rows)?;
        self.section("thresholds", ("Thresholds", "Drempels"), vec![Block::Say(lead.to_owned()), table])
    }

    fn is_number(&self, operand: Operand) -> bool {
        let value = match operand {
            Operand::Value(value) => Some(value),
            Operand::Setting(place) => self.policy.settings.get(place).map(|setting| setting.value),
        };
        value.is_some_and(|value| !matches!(value, Value::YesNo(_) | Value::Choice(_) | Value::Text(_)))
    }
}

/// Every test in a condition, in the author's order.
fn tests_of(condition: &Condition) -> Vec<&Test> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().flat_map(tests_of).collect(),
        Condition::Not(part) => tests_of(part),
        Condition::Test(test) => vec![test],
    }
}
