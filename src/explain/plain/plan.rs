//! The terms of a payment plan in plain words.

use super::Plain;
use crate::check::Operand;
use crate::check::PlanTerms;
use crate::check::Value;
use crate::locale::Locale;
use crate::program::plain_text;
use crate::vocabulary::ActionKind;

/// What a payment plan says, each as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanWords {
    /// In the course of what it is offered, and when.
    pub offered: String,
    /// How many instalments, of how much, on which day.
    pub terms: String,
    /// How many instalments there may be.
    pub most: String,
    /// The least that an instalment may be.
    pub least: String,
    /// On which day of the month they fall due.
    pub day: String,
    /// That it is only for who cannot pay at once, where it is.
    pub unable: Option<String>,
    /// How long after a broken plan none is offered, if it says so.
    pub rest: Option<String>,
    /// When it is broken.
    pub broken: String,
}

impl Plain<'_> {
    /// What a payment plan says.
    #[must_use]
    pub fn plan(&self, plan: &PlanTerms) -> PlanWords {
        let number = |operand| self.number_of(operand);
        let (most, least, day) = (number(plan.instalments), number(plan.least), plan.day);
        let instalments =
            if most == "1" { self.pick("instalment", "termijn") } else { self.pick("instalments", "termijnen") };
        let days = |operand| self.counted_days(&number(operand));
        let (terms, of_least, on_day, broken) = match self.locale {
            Locale::En => (
                format!("at most {most} monthly {instalments} of at least {least}, due on day {day} of the month"),
                format!("an instalment is at least {least}"),
                format!("instalments fall due on day {day} of the month"),
                format!("broken when an instalment is more than {} late", days(plan.patience)),
            ),
            Locale::Nl => (
                format!("hoogstens {most} maandelijkse {instalments} van minstens {least}, op dag {day} van de maand"),
                format!("een termijn is minstens {least}"),
                format!("termijnen vervallen op dag {day} van de maand"),
                format!("verbroken als een termijn meer dan {} te laat is", days(plan.patience)),
            ),
        };
        let rest = plan.rest.map(|rest| match self.locale {
            Locale::En => format!("not within {} of a broken plan", days(rest)),
            Locale::Nl => format!("niet binnen {} na een verbroken regeling", days(rest)),
        });
        let unable = self.pick("only for who cannot pay at once", "alleen voor wie niet ineens kan betalen");
        PlanWords {
            offered: self.offered(plan),
            terms,
            most: format!(
                "{} {most} {} {instalments}",
                self.pick("at most", "hoogstens"),
                self.pick("monthly", "maandelijkse")
            ),
            least: of_least,
            day: on_day,
            unable: plan.only_if_unable.then(|| unable.to_owned()),
            rest,
            broken,
        }
    }

    fn offered(&self, plan: &PlanTerms) -> String {
        let after = self.either(&self.kind_titles(&plan.after));
        let conditions = self.conditions(&plan.condition);
        match (self.locale, conditions.is_empty()) {
            (Locale::En, true) => format!("offered after {after}"),
            (Locale::En, false) => format!("offered after {after}, where {}", self.listed(&conditions)),
            (Locale::Nl, true) => format!("wordt aangeboden na {after}"),
            (Locale::Nl, false) => format!("wordt aangeboden na {after}, waar dit geldt: {}", self.listed(&conditions)),
        }
    }

    /// Kinds of action as people call them.
    #[must_use]
    pub fn kind_titles(&self, kinds: &[ActionKind]) -> Vec<String> {
        kinds.iter().map(|kind| kind.title().in_locale(self.locale).to_owned()).collect()
    }

    /// A number of a plan: an amount as money, the rest bare.
    fn number_of(&self, operand: Operand) -> String {
        let value = match operand {
            Operand::Value(value) => Some(value),
            Operand::Setting(place) => self.policy.settings.get(place).map(|setting| setting.value),
        };
        match value {
            Some(Value::Money(money)) => self.locale.money(money),
            Some(value) => plain_text(value),
            None => String::new(),
        }
    }
}
