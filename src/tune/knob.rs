//! The settings that are searched, each with the values that are tried: the grid.
//!
//! Always: the value that the baseline has is one of them, and so are the ends of the range.

use super::Places;
use crate::check::Policy;
use crate::check::Setting;
use crate::check::Value;
use crate::diagnostic::nearest;
use crate::locale::Phrase;
use crate::money::Money;
use crate::money::Number;
use crate::program::Program;
use crate::program::SettingError;
use crate::program::Settings;
use crate::program::plain_text;
use crate::scenario::Chosen;

/// More values of one setting than this tell little more.
const MOST_STEPS: i64 = 12;

/// A setting to search, as somebody asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The name of the setting.
    pub name: String,
    /// The values to try; none to take round steps over its range.
    pub values: Vec<String>,
}

/// A setting that is searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knob {
    /// Its name.
    pub name: String,
    /// The values that are tried, from low to high, as a scenario writes them.
    pub values: Vec<String>,
    /// The place of the value that the baseline has.
    pub own: usize,
}

/// Why settings cannot be searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KnobError {
    /// The policy has no such setting.
    Unknown {
        /// The name that was given.
        name: String,
        /// A name that is much like it.
        meant: Option<String>,
        /// The settings of the policy.
        known: Vec<String>,
    },
    /// The policy has no settings.
    NoSettings,
    /// A setting is asked for twice.
    Twice(String),
    /// The range of the setting holds one value, or one value was given.
    NothingToVary(String),
    /// A value is not one of the setting's.
    Value(SettingError),
}

/// The settings of a policy to search: those that are asked for, or all that can vary. `base` is what the scenario gives
/// the policy already.
///
/// # Errors
/// A [`KnobError`] when one that is asked for cannot be searched, or there is nothing to search.
pub fn knobs(chosen: &Chosen, base: &Settings, wanted: &[Wanted]) -> Result<Vec<Knob>, KnobError> {
    let known = known(chosen);
    if known.is_empty() {
        return Err(KnobError::NoSettings);
    }
    if wanted.is_empty() {
        let all = known.iter().map(|name| Wanted { name: name.clone(), values: Vec::new() });
        let all = all
            .map(|wanted| knob(chosen, base, &wanted))
            .filter(|knob| !matches!(knob, Err(KnobError::NothingToVary(_))));
        let all = all.collect::<Result<Vec<Knob>, KnobError>>()?;
        return if all.is_empty() { Err(KnobError::NoSettings) } else { Ok(all) };
    }
    let repeated =
        wanted.iter().enumerate().find(|(place, own)| wanted.iter().take(*place).any(|other| other.name == own.name));
    match repeated {
        Some((_, twice)) => Err(KnobError::Twice(twice.name.clone())),
        None => wanted.iter().map(|wanted| knob(chosen, base, wanted)).collect(),
    }
}

fn known(chosen: &Chosen) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for setting in chosen.policies().flat_map(|policy| &policy.settings) {
        if !known.contains(&setting.named.name) {
            known.push(setting.named.name.clone());
        }
    }
    known
}

fn knob(chosen: &Chosen, base: &Settings, wanted: &Wanted) -> Result<Knob, KnobError> {
    let name = &wanted.name;
    let settings = || chosen.policies().flat_map(|policy| &policy.settings).filter(|own| own.named.name == *name);
    let Some(setting) = settings().next() else {
        let known = known(chosen);
        let meant = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
        return Err(KnobError::Unknown { name: name.clone(), meant, known });
    };
    let read = |text: &String| value_of(chosen, name, text).map_err(KnobError::Value);
    let own = base.get(name).map_or(Ok(setting.value), read)?;
    let mut values = if wanted.values.is_empty() {
        // What a later version does not take is not tried.
        steps(setting).into_iter().filter(|value| value_of(chosen, name, &plain_text(*value)).is_ok()).collect()
    } else {
        wanted.values.iter().map(read).collect::<Result<Vec<Value>, KnobError>>()?
    };
    values.push(own);
    values.sort_by_key(|value| size(*value));
    values.dedup_by_key(|value| size(*value));
    if values.len() < 2 {
        return Err(KnobError::NothingToVary(name.clone()));
    }
    let place = values.iter().position(|value| size(*value) == size(own)).unwrap_or(0);
    Ok(Knob { name: name.clone(), values: values.into_iter().map(plain_text).collect(), own: place })
}

/// The value that a text is for a setting, in every version that has it.
fn value_of(chosen: &Chosen, name: &str, text: &str) -> Result<Value, SettingError> {
    let mut read = None;
    for policy in chosen.policies() {
        let Some(place) = policy.settings.iter().position(|own| own.named.name == name) else { continue };
        let given = Settings::from([(name.to_owned(), text.to_owned())]);
        let program = Program::compile(policy, &given).map_err(|errors| first(errors, name))?;
        read = read.or_else(|| program.settings().get(place).copied());
    }
    read.ok_or_else(|| SettingError::Unknown { name: name.to_owned(), known: known(chosen) })
}

fn first(errors: Vec<SettingError>, name: &str) -> SettingError {
    let unknown = SettingError::Unknown { name: name.to_owned(), known: Vec::new() };
    errors.into_iter().next().unwrap_or(unknown)
}

/// Round values over the range of a setting, at most a dozen apart from its ends.
fn steps(setting: &Setting) -> Vec<Value> {
    let (least, greatest) = (setting.least, setting.greatest);
    let inner: Vec<Value> = match (least, greatest) {
        (Value::Money(low), Value::Money(high)) => {
            multiples(low.cents(), high.cents()).map(|cents| Value::Money(Money::from_cents(cents))).collect()
        }
        (Value::Count(low), Value::Count(high)) => multiples(low, high).map(Value::Count).collect(),
        (Value::Days(low), Value::Days(high)) => days(low, high).map(Value::Days).collect(),
        (Value::WorkingDays(low), Value::WorkingDays(high)) => days(low, high).map(Value::WorkingDays).collect(),
        (Value::Months(low), Value::Months(high)) => days(low, high).map(Value::Months).collect(),
        (Value::MonthsOfRent(low), Value::MonthsOfRent(high)) => {
            let within = |number: &Number| (low..=high).contains(number);
            let tenths = |number: Number| number.as_share().part.saturating_mul(10) / number.as_share().whole;
            let all = multiples(tenths(low), tenths(high)).filter_map(|tenths| Number::parse(&decimal(tenths)).ok());
            all.filter(within).map(Value::MonthsOfRent).collect()
        }
        _ => Vec::new(),
    };
    [least].into_iter().chain(inner).chain([greatest]).collect()
}

fn decimal(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

fn days(low: i32, high: i32) -> impl Iterator<Item = i32> {
    multiples(i64::from(low), i64::from(high)).filter_map(|days| i32::try_from(days).ok())
}

/// The multiples of a round step between two numbers: 1, 2 or 5 times a power of ten, the least with which there are at
/// most [`MOST_STEPS`] steps.
fn multiples(low: i64, high: i64) -> impl Iterator<Item = i64> {
    let extent = high.saturating_sub(low);
    let powers = (0..18).map(|power| 10_i64.pow(power));
    let round = powers.flat_map(|power| [1, 2, 5].map(|digit| power * digit));
    let step = round.into_iter().find(|step| extent / step <= MOST_STEPS).unwrap_or(extent.max(1));
    let begin = low.div_euclid(step) + i64::from(low.rem_euclid(step) != 0);
    (begin..=high.div_euclid(step)).map(move |nth| nth * step)
}

/// How large a value is, to put values of one setting in order.
fn size(value: Value) -> i128 {
    match value {
        Value::Money(money) => i128::from(money.cents()),
        Value::MonthsOfRent(number) => {
            let share = number.as_share();
            i128::from(share.part) * 1_000_000_000 / i128::from(share.whole)
        }
        Value::Days(days) | Value::WorkingDays(days) | Value::Months(days) => i128::from(days),
        Value::Count(count) => i128::from(count),
        Value::YesNo(yes) => i128::from(yes),
        Value::Choice(place) | Value::Text(place) => i128::from(place),
    }
}

/// The settings of a candidate: those that differ from the baseline's.
#[must_use]
pub fn changes(knobs: &[Knob], places: &Places) -> Settings {
    let changed = knobs.iter().zip(places).filter(|(knob, place)| knob.own != **place);
    changed.filter_map(|(knob, place)| Some((knob.name.clone(), knob.values.get(*place)?.clone()))).collect()
}

/// How many combinations there are, the baseline's own included.
#[must_use]
pub fn combinations(knobs: &[Knob]) -> u128 {
    knobs.iter().fold(1, |count: u128, knob| count.saturating_mul(knob.values.len() as u128))
}

/// A policy with other settings: each version takes those that it has.
///
/// # Errors
/// Every value that a version does not take.
pub fn with_settings(chosen: &Chosen, settings: &Settings) -> Result<Chosen, Vec<SettingError>> {
    let compile = |policy: &Policy| {
        let has = |name: &String| policy.settings.iter().any(|setting| setting.named.name == *name);
        let taken = settings.iter().filter(|(name, _)| has(name));
        Program::compile(policy, &taken.map(|(name, value)| (name.clone(), value.clone())).collect())
    };
    let mut changed = chosen.clone();
    changed.program = compile(&chosen.policy)?;
    for ruling in &mut changed.later {
        ruling.program = compile(&ruling.policy)?;
    }
    Ok(changed)
}

impl KnobError {
    /// What is wrong, for people, and what to do instead.
    #[must_use]
    pub fn phrases(&self) -> (Phrase, Phrase) {
        match self {
            KnobError::Unknown { name, meant, known } => {
                let message = Phrase::new(
                    format!("the first policy has no setting `{name}`"),
                    format!("het eerste beleid heeft geen instelling `{name}`"),
                );
                let known = known.join(", ");
                let help = match meant {
                    Some(meant) => Phrase::new(format!("did you mean `{meant}`?"), format!("bedoelt u `{meant}`?")),
                    None => Phrase::new(format!("it has: {known}"), format!("het heeft: {known}")),
                };
                (message, help)
            }
            KnobError::NoSettings => (
                Phrase::new(
                    "the first policy has no settings to search",
                    "het eerste beleid heeft geen instellingen om te doorzoeken",
                ),
                Phrase::new(
                    "declare them in the policy, such as `setting call_day = 14 between 3 and 30`",
                    "zet ze in het beleid, zoals `instelling bel_dag = 14 tussen 3 en 30`",
                ),
            ),
            KnobError::Twice(name) => (
                Phrase::new(
                    format!("the setting `{name}` is asked for twice"),
                    format!("de instelling `{name}` is twee keer gevraagd"),
                ),
                Phrase::new(
                    format!("give all its values at once: `--setting {name}=5,10,15`"),
                    format!("geef al haar waarden in een keer: `--setting {name}=5,10,15`"),
                ),
            ),
            KnobError::NothingToVary(name) => (
                Phrase::new(
                    format!("the setting `{name}` has one value only: there is nothing to search"),
                    format!("de instelling `{name}` heeft maar een waarde: er is niets te doorzoeken"),
                ),
                Phrase::new(
                    "widen its range in the policy, or give more values",
                    "verruim haar bereik in het beleid, of geef meer waarden",
                ),
            ),
            KnobError::Value(error) => (
                error.phrase(),
                Phrase::new(
                    "give values within the range that the policy declares",
                    "geef waarden binnen het bereik dat het beleid noemt",
                ),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::read;
    use crate::source::SourceFile;

    const POLICY: &str = r#"policy "Knobs" version "1"
setting call_day = 21 between 3 and 60
setting letter_day = 18 between 18 and 18
setting part = 2.5 between 1 and 4
setting small = € 50 between € 0 and € 500
rule call "Call"
  when days_overdue >= call_day and arrears > small and months_in_arrears < part and days_overdue > letter_day
  do call
  once per episode
"#;

    fn chosen() -> Chosen {
        let checked = read(&SourceFile::new("knobs.beleid", POLICY));
        let policy = checked.policy.unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
        let program = Program::compile(&policy, &Settings::new()).unwrap();
        Chosen::new("knobs", policy, program)
    }

    fn wanted(name: &str, values: &[&str]) -> Wanted {
        Wanted { name: name.to_owned(), values: values.iter().map(|value| (*value).to_owned()).collect() }
    }

    #[test]
    fn a_range_is_walked_in_round_steps_with_its_ends_and_the_own_value() {
        let knobs = knobs(&chosen(), &Settings::new(), &[]).unwrap();
        let values = |name: &str| knobs.iter().find(|knob| knob.name == name).unwrap();
        let day = values("call_day");
        assert_eq!(day.values.join(" "), "3 5 10 15 20 21 25 30 35 40 45 50 55 60");
        assert_eq!(day.values[day.own], "21");
        assert_eq!(values("part").values.join(" "), "1 1.5 2 2.5 3 3.5 4");
        assert_eq!(values("small").values.first().map(String::as_str), Some("0.00"));
        assert_eq!(values("small").values.len(), 11);
        assert!(!knobs.iter().any(|knob| knob.name == "letter_day"));
    }

    #[test]
    fn the_values_of_the_scenario_are_where_the_search_begins() {
        let base = Settings::from([("call_day".to_owned(), "7".to_owned())]);
        let knobs = knobs(&chosen(), &base, &[wanted("call_day", &["14", "5"])]).unwrap();
        assert_eq!(
            knobs,
            [Knob { name: "call_day".to_owned(), values: ["5", "7", "14"].map(str::to_owned).into(), own: 1 }]
        );
        assert_eq!(changes(&knobs, &vec![1]), Settings::new());
        assert_eq!(changes(&knobs, &vec![2]), Settings::from([("call_day".to_owned(), "14".to_owned())]));
        assert_eq!(combinations(&knobs), 3);
    }

    #[test]
    fn what_cannot_be_searched_is_told_with_what_to_do() {
        let told = |wanted: Wanted| {
            let (message, help) = knobs(&chosen(), &Settings::new(), &[wanted]).unwrap_err().phrases();
            assert!(message.nl != message.en && help.nl != help.en);
            format!("{}; {}", message.en, help.en)
        };
        assert!(told(wanted("call_dag", &[])).ends_with("did you mean `call_day`?"));
        assert!(told(wanted("zzz", &[])).contains("it has: call_day, letter_day"));
        assert!(told(wanted("letter_day", &[])).contains("one value only"));
        assert!(told(wanted("call_day", &["21"])).contains("one value only"));
        assert!(told(wanted("call_day", &["21", "99"])).contains("outside the range"));
        let twice = [wanted("part", &[]), wanted("part", &["1", "2"])];
        assert_eq!(knobs(&chosen(), &Settings::new(), &twice), Err(KnobError::Twice("part".to_owned())));
    }

    #[test]
    fn a_step_is_round_and_there_are_not_many() {
        assert_eq!(multiples(90, 1825).collect::<Vec<_>>(), [200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800]);
        assert_eq!(multiples(3, 9).collect::<Vec<_>>(), [3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(multiples(-7, 20).collect::<Vec<_>>(), [-5, 0, 5, 10, 15, 20]);
    }
}
