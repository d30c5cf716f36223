//! The knobs of a policy: values that a scenario gives instead of those in the text, within their ranges.

use crate::check::Policy;
use crate::check::Setting;
use crate::check::Value;
use crate::locale::Phrase;
use crate::money::Money;
use crate::money::Number;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Values for settings, by name, as written: `12`, `25.50`.
pub type Settings = BTreeMap<String, String>;

/// Why a value cannot be given to a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingError {
    /// The policy has no setting of this name; the names it does have.
    Unknown {
        /// The name that was given.
        name: String,
        /// The settings of the policy.
        known: Vec<String>,
    },
    /// The value is not of the setting's unit.
    NotOfUnit {
        /// The setting.
        name: String,
        /// The value that was given.
        given: String,
        /// The value in the policy, to show the form.
        example: String,
    },
    /// The value lies outside the setting's range.
    OutOfRange {
        /// The setting.
        name: String,
        /// The value that was given.
        given: String,
        /// The least and the greatest value.
        range: (String, String),
    },
}

/// The values of all settings of a policy, in its order.
pub(super) fn fill(policy: &Policy, overrides: &Settings) -> Result<Vec<Value>, Vec<SettingError>> {
    let known = || policy.settings.iter().map(|setting| setting.named.name.clone()).collect::<Vec<_>>();
    let mut errors: Vec<SettingError> = overrides
        .keys()
        .filter(|name| !policy.settings.iter().any(|setting| setting.named.name == **name))
        .map(|name| SettingError::Unknown { name: name.clone(), known: known() })
        .collect();
    let mut values = Vec::with_capacity(policy.settings.len());
    for setting in &policy.settings {
        let given = overrides.get(&setting.named.name);
        match given.map_or(Ok(setting.value), |given| value_of(setting, given)) {
            Ok(value) => values.push(value),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(values) } else { Err(errors) }
}

fn value_of(setting: &Setting, given: &str) -> Result<Value, SettingError> {
    let name = setting.named.name.clone();
    let plain = given.trim().trim_start_matches('€').trim();
    let parsed = match setting.value {
        Value::Money(_) => Money::parse(plain).ok().map(Value::Money),
        Value::MonthsOfRent(_) => Number::parse(plain).ok().map(Value::MonthsOfRent),
        Value::Days(_) => plain.parse().ok().map(Value::Days),
        Value::Months(_) => plain.parse().ok().map(Value::Months),
        Value::Count(_) => plain.parse().ok().map(Value::Count),
        Value::WorkingDays(_) => plain.parse().ok().map(Value::WorkingDays),
        Value::YesNo(_) | Value::Choice(_) | Value::Text(_) => None,
    };
    let Some(value) = parsed else {
        return Err(SettingError::NotOfUnit { name, given: given.to_owned(), example: plain_text(setting.value) });
    };
    let below = order(value, setting.least) == Ordering::Less;
    if below || order(value, setting.greatest) == Ordering::Greater {
        let range = (plain_text(setting.least), plain_text(setting.greatest));
        return Err(SettingError::OutOfRange { name, given: given.to_owned(), range });
    }
    Ok(value)
}

fn order(left: Value, right: Value) -> Ordering {
    match (left, right) {
        (Value::Money(left), Value::Money(right)) => left.cmp(&right),
        (Value::MonthsOfRent(left), Value::MonthsOfRent(right)) => left.cmp(&right),
        (Value::Days(left), Value::Days(right))
        | (Value::WorkingDays(left), Value::WorkingDays(right))
        | (Value::Months(left), Value::Months(right)) => left.cmp(&right),
        (Value::Count(left), Value::Count(right)) => left.cmp(&right),
        _ => Ordering::Equal,
    }
}

/// The value as a scenario would write it.
#[must_use]
pub fn plain_text(value: Value) -> String {
    match value {
        Value::Money(money) => money.to_plain(),
        Value::MonthsOfRent(number) => number.to_plain(),
        Value::Days(number) | Value::WorkingDays(number) | Value::Months(number) => number.to_string(),
        Value::Count(count) => count.to_string(),
        Value::YesNo(yes) => yes.to_string(),
        Value::Choice(place) | Value::Text(place) => place.to_string(),
    }
}

impl SettingError {
    /// What is wrong and what to write, for people.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        match self {
            SettingError::Unknown { name, known } => {
                let known = known.join(", ");
                Phrase::new(
                    format!("the policy has no setting `{name}`; it has: {known}"),
                    format!("het beleid heeft geen instelling `{name}`; wel: {known}"),
                )
            }
            SettingError::NotOfUnit { name, given, example } => Phrase::new(
                format!("`{given}` is no value for the setting `{name}`; write it like `{example}`"),
                format!("`{given}` is geen waarde voor de instelling `{name}`; schrijf het als `{example}`"),
            ),
            SettingError::OutOfRange { name, given, range: (least, greatest) } => Phrase::new(
                format!("`{given}` lies outside the range of the setting `{name}`: {least} to {greatest}"),
                format!("`{given}` ligt buiten het bereik van de instelling `{name}`: {least} tot {greatest}"),
            ),
        }
    }
}
