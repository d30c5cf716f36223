//! The settings with their ranges, and what uses each.

use super::Block;
use super::Section;
use super::Writer;
use super::threshold::tests_of;
use crate::check::Operand;
use crate::check::Setting;
use crate::check::Test;
use crate::check::Value;

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
        let used = self.users_of_setting(place).join("; ");
        vec![setting.named.name.clone(), value, least, greatest, used, self.cites(&setting.cites)]
    }

    /// A value of a setting, with its unit where it has one.
    pub(super) fn quantity(&self, value: Value) -> String {
        match value {
            Value::Money(money) => self.locale.money(money),
            Value::MonthsOfRent(number) => self.locale.months_of_rent(number),
            Value::Days(days) => self.locale.days(i64::from(days)),
            Value::WorkingDays(days) => self.locale.working_days(i64::from(days)),
            Value::Months(months) => self.locale.months(&months.to_string()),
            Value::Count(count) => count.to_string(),
            Value::YesNo(_) | Value::Choice(_) | Value::Text(_) => String::new(),
        }
    }

    /// What uses a setting: rules and the like by their conditions, plans by their terms.
    fn users_of_setting(&self, place: usize) -> Vec<String> {
        let uses = |test: &Test| matches!(test.comparison, Some((_, Operand::Setting(used))) if used == place);
        let by_condition = self.owned_conditions();
        let by_condition = by_condition.iter().filter(|owned| tests_of(owned.condition.as_ref()).into_iter().any(uses));
        let mut users: Vec<String> = by_condition.map(|owned| owned.owner.clone()).collect();
        for plan in &self.policy.plans {
            let terms = [Some(plan.instalments), Some(plan.least), plan.rest, Some(plan.patience)];
            if terms.into_iter().flatten().any(|term| term == Operand::Setting(place)) {
                users.push(self.called(("plan", "regeling"), &plan.named.title));
            }
        }
        users.dedup();
        users
    }
}
