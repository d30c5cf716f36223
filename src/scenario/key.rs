//! What the keys of a scenario and of a behaviour take, in words: for whoever wrote something else there.

use super::file::PolicyChoice;
use super::file::Scenario;
use crate::locale::Locale;
use crate::locale::Word;
use serde::Deserialize;

const DATE: Word = Word::new("a date such as `2024-01-31`", "een datum zoals `2024-01-31`");
const FILE: Word =
    Word::new("the path of a file, from the place of this one", "het pad van een bestand, vanaf de plaats van dit");
const NUMBER: Word = Word::new("a number such as `0.5`", "een getal zoals `0.5`");
const TEXT: Word = Word::new("a text, between quotes", "een tekst, tussen aanhalingstekens");

/// What a number about behaviour looks like; every other key of a behaviour takes one.
const ESTIMATE: Word = Word::new(
    "`{value: 0.3, low: 0.1, high: 0.7, label: assumed, source: \"…\"}`",
    "`{value: 0.3, low: 0.1, high: 0.7, label: assumed, source: \"…\"}`",
);

/// The keys of a scenario and of a policy in it, each with what it takes, as lines of text.
#[must_use]
pub fn keys(locale: Locale) -> String {
    let (scenario, policy) = (known::<Scenario>(), known::<PolicyChoice>());
    let width = scenario.iter().chain(&policy).map(|key| key.chars().count()).max().unwrap_or(0);
    let line = |key: &String| format!("  {key:width$}  {}\n", form(key).in_locale(locale).replace('`', ""));
    let lines = |keys: &[String]| keys.iter().map(line).collect::<String>();
    format!(
        "{}\n{}{}\n{}",
        locale.pick("Keys of a scenario:", "Sleutels van een scenario:"),
        lines(&scenario),
        locale.pick("Keys of each of its policies:", "Sleutels van elk beleid daarin:"),
        lines(&policy)
    )
}

/// The keys that a form has: the YAML package lists them when it meets another.
fn known<T: for<'de> Deserialize<'de>>() -> Vec<String> {
    let refused = serde_yaml::from_str::<T>("'?': 1").err().map(|error| error.to_string()).unwrap_or_default();
    refused.split('`').skip(1).step_by(2).filter(|key| *key != "?").map(str::to_owned).collect()
}

/// What a key of the time after the books takes, at the end of a path.
fn ahead_form(path: &str, key: &str) -> Option<Word> {
    let ahead = path.starts_with("forecast.") || path.starts_with("shocks[");
    Some(match key {
        "months" if ahead => {
            Word::new("a whole number of months from 1 to 120", "een geheel aantal maanden van 1 tot en met 120")
        }
        "rent_increase" if ahead => Word::new("a share such as `0.035`", "een aandeel zoals `0.035`"),
        "kind" => Word::new(
            "`income_loss`, `energy_price` or `rent_increase`",
            "`income_loss`, `energy_price` of `rent_increase`",
        ),
        "share" | "share_of_rent" => Word::new("a share from 0 to 1", "een aandeel van 0 tot en met 1"),
        "percent" => Word::new("a number such as `4.5`", "een getal zoals `4.5`"),
        "season" => Word::new("`true` or `false`", "`true` of `false`"),
        "forecast" => Word::new("`{months: 24}`", "`{months: 24}`"),
        "shocks" => Word::new(
            "a list of `- {kind: rent_increase, percent: 4.5, from: 2026-07-01}`",
            "een lijst van `- {kind: rent_increase, percent: 4.5, from: 2026-07-01}`",
        ),
        _ => return None,
    })
}

/// What `capacity` takes, and the keys below it.
fn capacity_form(path: &str, key: &str) -> Option<Word> {
    Some(match key {
        "capacity" => Word::new(
            "`{minutes: {hand_over: 30}, without_people: [reminder]}`",
            "`{minutes: {hand_over: 30}, without_people: [reminder]}`",
        ),
        "without_people" => {
            Word::new("a list of kinds of action, `[reminder]`", "een lijst van soorten actie, `[reminder]`")
        }
        "minutes" => {
            Word::new("kinds of action with their minutes, `{call: 15}`", "soorten actie met hun minuten, `{call: 15}`")
        }
        _ if path.starts_with("capacity.") => {
            Word::new("a whole number of minutes from 1 to 3600", "een geheel aantal minuten van 1 tot 3600")
        }
        _ => return None,
    })
}

/// What `precision` takes, and the keys below it.
fn precision_form(key: &str) -> Word {
    match key {
        "precision" => Word::new(
            "`{figure: tenants_in_arrears, half_width: 0.5, most: 2000}`",
            "`{figure: tenants_in_arrears, half_width: 0.5, most: 2000}`",
        ),
        "figure" => Word::new(
            "the name of a figure such as `tenants_in_arrears`",
            "de naam van een cijfer zoals `tenants_in_arrears`",
        ),
        "half_width" => {
            Word::new("a number above 0, in the unit of the figure", "een getal boven 0, in de eenheid van het cijfer")
        }
        _ => Word::new("a whole number from 40 to 100000", "een geheel getal van 40 tot 100000"),
    }
}

/// What a key takes, at the end of a path.
pub(super) fn form(path: &str) -> Word {
    let last = path.rsplit('.').next().unwrap_or(path);
    let key = last.split('[').next().unwrap_or(last);
    if let Some(form) = ahead_form(path, key).or_else(|| capacity_form(path, key)) {
        return form;
    }
    match key {
        "title" | "source" | "id" | "says" | "rule" | "reason" => TEXT,
        "computable" => Word::new("`yes` or `no`", "`yes` of `no`"),
        "clauses" => Word::new(
            "a list of `- {id: \"A.1\", title: \"…\", says: \"…\"}`",
            "een lijst van `- {id: \"A.1\", title: \"…\", says: \"…\"}`",
        ),
        "ledger" => Word::new(
            "the path of a folder, from the place of this file",
            "het pad van een map, vanaf de plaats van dit bestand",
        ),
        "synthetic" | "from_record" => Word::new("`true` or `false`", "`true` of `false`"),
        "window" => Word::new("`{from: 2024-01-01, to: 2024-12-31}`", "`{from: 2024-01-01, to: 2024-12-31}`"),
        "warm_up" => Word::new("a whole number of months, such as `12`", "een geheel aantal maanden, zoals `12`"),
        "from" | "to" => DATE,
        "valid" => Word::new("`as_if` or `as_written`", "`as_if` of `as_written`"),
        "versions" => Word::new(
            "a list of `- {from: 2025-06-01, file: new.beleid}`",
            "een lijst van `- {from: 2025-06-01, file: nieuw.beleid}`",
        ),
        "response" => Word::new("`none` or `modelled`", "`none` of `modelled`"),
        "behaviour" | "backtest" | "file" => FILE,
        "replications" => Word::new("a whole number from 1 to 100000", "een geheel getal van 1 tot 100000"),
        "precision" | "figure" | "half_width" | "most" => precision_form(key),
        "seed" => Word::new("a whole number from 0", "een geheel getal vanaf 0"),
        "allocation" => Word::new(
            "`statutory`, `oldest_first` or `current_rent_first`",
            "`statutory`, `oldest_first` of `current_rent_first`",
        ),
        "execution" => Word::new(
            "`{about: 3}`, in days, or `{about: 3, from_record: true}`",
            "`{about: 3}`, in dagen, of `{about: 3, from_record: true}`",
        ),
        "about" => Word::new("a number of days from 0 to 365", "een aantal dagen van 0 tot 365"),
        "fte_hours" => Word::new(
            "a whole number of hours a year from 1 to 8784, such as `1548`",
            "een geheel aantal uren per jaar van 1 tot 8784, zoals `1548`",
        ),
        "policies" => Word::new(
            "a list of `- {name: current, file: current.beleid}`",
            "een lijst van `- {name: huidig, file: huidig.beleid}`",
        ),
        "name" => Word::new("a word such as `call-earlier`", "een woord zoals `eerder-bellen`"),
        "settings" => Word::new(
            "numbers or texts, such as `{max_instalments: 24}`",
            "getallen of teksten, zoals `{max_termijnen: 24}`",
        ),
        _ => behaviour_form(key),
    }
}

/// What a key of a behaviour takes.
fn behaviour_form(key: &str) -> Word {
    match key {
        "base" => Word::new("a list of `- {from_day: 0, log_odds: …}`", "een lijst van `- {from_day: 0, log_odds: …}`"),
        "from_day" => Word::new("a whole number of days", "een geheel aantal dagen"),
        "contact" | "reached" | "agreed" | "accepted" => Word::new(
            "a list of kinds of action with their numbers, or `{}`",
            "een lijst van soorten actie met hun getallen, of `{}`",
        ),
        "able" | "short" | "plans" | "help" | "bailiff" | "debit_bounces" => Word::new(
            "the numbers that `docs/behaviour.md` lists, each on a line of its own below it",
            "de getallen die `docs/behaviour.md` noemt, elk op een eigen regel eronder",
        ),
        "money" => Word::new(
            "names of your own, each with `becomes_short` and `recovers`; of a household, one of those names",
            "eigen namen, elk met `becomes_short` en `recovers`; bij een huishouden één van die namen",
        ),
        "households" => Word::new(
            "a list of `- {tendency: 0.0, money: steady, by_debit: 1.0, by_transfer: 1.0}`",
            "een lijst van `- {tendency: 0.0, money: steady, by_debit: 1.0, by_transfer: 1.0}`",
        ),
        "by_debit" | "by_transfer" => Word::new("a share from 0 to 1", "een aandeel van 0 tot 1"),
        "joint" => Word::new(
            "`names`, `scales` and `root`, as `huurproef fit` writes them",
            "`names`, `scales` en `root`, zoals `huurproef fit` ze schrijft",
        ),
        "names" => Word::new(
            "a list of numbers such as `contact.call.effect`",
            "een lijst van getallen zoals `contact.call.effect`",
        ),
        "scales" => Word::new("a list of `plain`, `log` and `log_odds`", "een lijst van `plain`, `log` en `log_odds`"),
        "root" => Word::new("a list of rows, `[[0.1], [0.0, 0.2]]`", "een lijst van rijen, `[[0.1], [0.0, 0.2]]`"),
        "value" | "low" | "high" => NUMBER,
        "label" => Word::new("`fitted`, `literature` or `assumed`", "`fitted`, `literature` of `assumed`"),
        _ => ESTIMATE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_told_with_what_it_takes_and_none_by_the_last_resort() {
        let told = keys(Locale::En);
        for key in ["title", "window", "fte_hours", "execution", "settings"] {
            assert!(told.contains(&format!("\n  {key} ")), "{key}\n{told}");
        }
        let all = [known::<Scenario>(), known::<PolicyChoice>()].concat();
        assert!(all.iter().all(|key| form(key).en != ESTIMATE.en), "{all:?}");
    }
}
