//! What a run tells of itself: what was compared, what the books do not tell, and what makes it repeatable.
//!
//! Always: no path that it tells starts at the root of a machine.

mod place;

use super::Refusal;
use super::beyond::beyond_history;
use super::compare::titles;
use super::scenario::Loaded;
use crate::backtest::LedgerTable;
use crate::behaviour::Assumed;
use crate::calendar::Day;
use crate::engine::ColumnFault;
use crate::engine::column_faults;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::program::Program;
use crate::scenario::Chosen;
use crate::scenario::Outcome;
use crate::scenario::PolicyChoice;
use crate::scenario::Scenario;
use crate::scenario::Validity;
use crate::tenancy::Portfolio;
use place::told;
use place::told_as_written;
use serde_json::Value;
use serde_json::json;
use sha2::Digest;
use sha2::Sha256;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// What makes the run repeatable, and what it did without.
pub(super) fn receipt(loaded: &Loaded, outcomes: &[Outcome]) -> Result<Value, Refusal> {
    let portfolio = &loaded.read.portfolio;
    let versions: Vec<Value> = loaded.policies.iter().map(versions).collect();
    let mut receipt = json!({
        "huurproef": env!("CARGO_PKG_VERSION"),
        "scenario": told_paths(loaded),
        "stopped": loaded.stopped,
        "validity": loaded.scenario.valid,
        "versions": versions,
        "interest_known_to": interest_known_to(outcomes),
        "columns_missing": missing_columns(loaded),
        "start_of_data": portfolio.first_day,
        "end_of_data": portfolio.last_day,
        "tenancies": portfolio.tenancies.len(),
        "quarantined_rows": loaded.read.findings.quarantined_rows(),
        "beyond_history": beyond_history(loaded, outcomes),
        "backtest": backtested(loaded),
        "assumed": assumed(loaded),
        "inputs": inputs(loaded)?,
    });
    if let (Some(future), Some(told)) = (&loaded.future, receipt.as_object_mut()) {
        told.insert("forecast_from".to_owned(), json!(loaded.forecast_from()));
        told.insert("tenancies_to_come".to_owned(), json!(future.newcomers()));
    }
    Ok(receipt)
}

/// How far off the model was before, where the scenario names a backtest.
fn backtested(loaded: &Loaded) -> Option<Value> {
    loaded.past.as_ref().map(|past| json!({ "overall": past.overall, "forecasts": past.fresh.forecasts }))
}

/// Which assumed effects were put at nothing to see what rests on them, and which assumed numbers stayed.
fn assumed(loaded: &Loaded) -> Option<Value> {
    let weighed = loaded.weighed.as_ref()?;
    let Assumed { effects, others } = &weighed.assumed;
    Some(json!({ "effects": effects, "others": others, "replications_without_effects": weighed.replications }))
}

/// Each version of a policy with the first day on which it rules; none when it rules over the whole window.
fn versions(chosen: &Chosen) -> Value {
    let told = |from: Day| (from > Day::DAWN).then_some(from);
    let all = chosen.starts().map(|(policy, from)| json!({ "version": policy.version, "rules_from": told(from) }));
    json!({ "policy": chosen.name, "versions": all.collect::<Vec<Value>>() })
}

/// The scenario, its paths such that they may be shown to others.
pub(super) fn told_paths(loaded: &Loaded) -> Scenario {
    let mut scenario = loaded.scenario.clone();
    let place = |written: &mut String| *written = told_as_written(written, scenario_file(loaded));
    place(&mut scenario.ledger);
    scenario.behaviour.iter_mut().chain(&mut scenario.backtest).for_each(place);
    for choice in &mut scenario.policies {
        place(&mut choice.file);
        choice.versions.iter_mut().for_each(|version| place(&mut version.file));
    }
    scenario
}

/// The file of the scenario; of the first, where there are several.
fn scenario_file(loaded: &Loaded) -> &Path {
    loaded.inputs.first().map_or(Path::new(""), PathBuf::as_path)
}

fn inputs(loaded: &Loaded) -> Result<Vec<Value>, Refusal> {
    digests(&loaded.inputs, scenario_file(loaded))
}

/// Files with their hashes, their names as may be told from the place of another.
pub(super) fn digests(files: &[PathBuf], from: &Path) -> Result<Vec<Value>, Refusal> {
    let input = |path: &PathBuf| Ok(json!({ "file": told(path, from), "sha256": hash_of(path)? }));
    files.iter().map(input).collect()
}

fn hash_of(path: &Path) -> Result<String, Refusal> {
    let unreadable = |error: std::io::Error| Refusal::new(Phrase::same(format!("`{}`: {error}", path.display())));
    let bytes = fs::read(path).map_err(unreadable)?;
    Ok(hash(&bytes))
}

/// The hash of what a file holds.
pub(super) fn hash(bytes: &[u8]) -> String {
    format!("{:x}", HexBytes(&Sha256::digest(bytes)))
}

/// The tables of the ledger, by the names of their files and the hashes of what is in them.
pub(super) fn ledger_tables(loaded: &Loaded) -> Result<Vec<LedgerTable>, Refusal> {
    let is_table = |path: &&PathBuf| path.extension().is_some_and(|end| end == "csv" || end == "parquet");
    let table = |path: &PathBuf| {
        let file = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Ok(LedgerTable { file, sha256: hash_of(path)? })
    };
    loaded.inputs.iter().filter(is_table).map(table).collect()
}

fn interest_known_to(outcomes: &[Outcome]) -> Option<Day> {
    outcomes.iter().filter_map(|outcome| outcome.interest_known_to).max()
}

/// What is amiss with the columns that the policies read, each fault with the policies that meet it.
pub(super) fn faults_of_columns(loaded: &Loaded) -> Vec<(ColumnFault, Vec<String>)> {
    let portfolio = &loaded.read.portfolio;
    let all = loaded.policies.iter().flat_map(|chosen| {
        let programs = std::iter::once(&chosen.program).chain(chosen.later.iter().map(|ruling| &ruling.program));
        programs.map(|program| (chosen.name.as_str(), program))
    });
    columns_amiss(all, portfolio)
}

/// The same of policies by name.
pub(super) fn columns_amiss<'p>(
    policies: impl Iterator<Item = (&'p str, &'p Program)>,
    portfolio: &Portfolio,
) -> Vec<(ColumnFault, Vec<String>)> {
    let mut faults: Vec<(ColumnFault, Vec<String>)> = Vec::new();
    for (name, program) in policies {
        for fault in column_faults(program, &portfolio.attributes, &portfolio.tenancies) {
            match faults.iter_mut().find(|(known, _)| *known == fault) {
                Some((_, names)) if names.iter().any(|known| known == name) => {}
                Some((_, names)) => names.push(name.to_owned()),
                None => faults.push((fault, vec![name.to_owned()])),
            }
        }
    }
    faults
}

fn missing_columns(loaded: &Loaded) -> BTreeSet<String> {
    let missing = faults_of_columns(loaded).into_iter().filter_map(|(fault, _)| match fault {
        ColumnFault::Missing(name) => Some(name),
        ColumnFault::Unreadable(..) => None,
    });
    missing.collect()
}

/// What the columns of the books do not tell, in sentences: those that are missing together, those that cannot be read each.
pub(super) fn untold_columns(loaded: &Loaded) -> Vec<Phrase> {
    told_columns(&faults_of_columns(loaded))
}

/// The same of faults, each with the policies that meet it.
pub(super) fn told_columns(faults: &[(ColumnFault, Vec<String>)]) -> Vec<Phrase> {
    let mut missing: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (fault, policies) in faults {
        if let ColumnFault::Missing(name) = fault {
            missing.entry(quoted(policies)).or_default().push(name);
        }
    }
    let missing = missing.into_iter().map(|(policies, names)| {
        let names = quoted(&names);
        Phrase::new(
            format!("the ledger has no column {names}; every tenancy has the `otherwise` of {policies}"),
            format!("het grootboek heeft geen kolom {names}; voor elk contract geldt het `anders` van {policies}"),
        )
    });
    let unreadable = faults.iter().filter_map(|(fault, policies)| match fault {
        ColumnFault::Unreadable(name, count) => {
            let values = |locale: Locale| locale.several(*count, ["value", "values"], ["waarde", "waarden"]);
            let are = if *count == 1 { "is" } else { "zijn" };
            Some(Phrase::new(
                format!(
                    "{} of the column `{name}` cannot be read; the `otherwise` of {} holds",
                    values(Locale::En),
                    quoted(policies)
                ),
                format!(
                    "{} van de kolom `{name}` {are} niet te lezen; daar geldt het `anders` van {}",
                    values(Locale::Nl),
                    quoted(policies)
                ),
            ))
        }
        ColumnFault::Missing(_) => None,
    });
    missing.chain(unreadable).collect()
}

fn quoted(names: &[impl AsRef<str>]) -> String {
    names.iter().map(|name| format!("`{}`", name.as_ref())).collect::<Vec<String>>().join(", ")
}

/// What the books and the tables of the law do not tell, and what was taken instead, for the page.
pub(super) fn untold(loaded: &Loaded, outcomes: &[Outcome], locale: Locale) -> Vec<String> {
    untold_to(loaded, interest_known_to(outcomes), locale)
}

/// The same, with the last day for which a rate of interest is known, where interest was charged beyond it.
pub(super) fn untold_to(loaded: &Loaded, interest: Option<Day>, locale: Locale) -> Vec<String> {
    let rows = loaded.read.findings.quarantined_rows();
    let left_out = (rows > 0).then(|| {
        Phrase::new(
            format!("rows of the ledger that were not right and stayed out: {rows}"),
            format!("rijen van het grootboek die niet klopten en buiten beschouwing bleven: {rows}"),
        )
    });
    let interest = interest.map(|day| {
        Phrase::new(
            format!("statutory interest is known to {}; after that day its last rate was taken", Locale::En.day(day)),
            format!(
                "de wettelijke rente is bekend tot en met {}; daarna is de laatste aangehouden",
                Locale::Nl.day(day)
            ),
        )
    });
    let all = untold_columns(loaded).into_iter().chain(left_out).chain(interest);
    all.map(|phrase| phrase.in_locale(locale).replace('`', "")).collect()
}

/// What is compared: each policy with its versions and settings, and on which days it rules.
pub(super) fn compared_lines(loaded: &Loaded, locale: Locale) -> Vec<String> {
    let choices = loaded.scenario.policies.iter().zip(&loaded.policies).zip(titles(loaded));
    let lines = choices.map(|((choice, chosen), title)| {
        let own = &chosen.policy.title;
        let lead = if *own == title { title } else { format!("{title}: {own}") };
        format!("{lead}, {}{}.", told_versions(chosen, locale), told_settings(choice, locale))
    });
    lines.chain(as_if(loaded, locale)).collect()
}

fn told_versions(chosen: &Chosen, locale: Locale) -> String {
    let (version, from) = (locale.pick("version", "versie"), locale.pick("from", "vanaf"));
    let told = |text: &str, day: Day| match day > Day::DAWN {
        true => format!("{version} {text} {from} {}", locale.day(day)),
        false => format!("{version} {text}"),
    };
    let all = chosen.starts().map(|(policy, from)| told(&policy.version, from));
    all.collect::<Vec<String>>().join(", ")
}

fn told_settings(choice: &PolicyChoice, locale: Locale) -> String {
    let settings = choice.settings.iter().map(|(name, value)| format!("{name} = {}", value.text()));
    let settings = settings.collect::<Vec<String>>().join(", ");
    if settings.is_empty() { settings } else { format!("; {} {settings}", locale.pick("with", "met")) }
}

/// Policies that rule here on days before those on which they say to be in force.
fn as_if(loaded: &Loaded, locale: Locale) -> Option<String> {
    let begin = loaded.scenario.window.from;
    let all = loaded.policies.iter().flat_map(Chosen::starts);
    let late = all.filter_map(|(policy, from)| policy.valid_from.filter(|valid| *valid > from.max(begin)));
    let last = late.max().filter(|_| loaded.scenario.valid == Validity::AsIf)?;
    let day = locale.day(last);
    Some(match locale {
        Locale::En => format!("Tried as if in force already: by itself a policy here is so only from {day} on."),
        Locale::Nl => format!("Beproefd alsof het al gold: uit zichzelf geldt een beleid hier pas vanaf {day}."),
    })
}

/// The receipt for people; `run.json` has all of it.
pub(super) fn receipt_lines(loaded: &Loaded, locale: Locale) -> Result<Vec<String>, Refusal> {
    let (scenario, portfolio) = (&loaded.scenario, &loaded.read.portfolio);
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| locale.day(day));
    let to_come = loaded.future.as_ref().map_or_else(String::new, |future| future.newcomers().to_string());
    let told = [
        ("huurproef", "huurproef", env!("CARGO_PKG_VERSION").to_owned()),
        ("seed", "seed", scenario.seed.to_string()),
        ("replications", "herhalingen", scenario.replications.to_string()),
        ("first booking", "eerste boeking", day(portfolio.first_day)),
        ("last booking", "laatste boeking", day(portfolio.last_day)),
        ("tenancies", "huurovereenkomsten", portfolio.tenancies.len().to_string()),
        ("tenancies to come", "huurovereenkomsten die nog komen", to_come),
        ("hours of one fte a year", "uren van een fte per jaar", scenario.fte_hours.to_string()),
    ];
    let told = told.into_iter().filter(|(.., value)| !value.is_empty());
    let told = told.map(|(en, nl, value)| format!("{}: {value}", locale.pick(en, nl)));
    let closing = locale.pick(
        "everything else that makes the run repeatable stands in run.json, beside this page",
        "al het andere dat de run herhaalbaar maakt staat in run.json, naast deze pagina",
    );
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let files =
        inputs(loaded)?.into_iter().map(|input| format!("{}  {}", text(&input, "sha256"), text(&input, "file")));
    Ok(told.chain([closing.to_owned(), String::new()]).chain(files).collect())
}

/// Bytes written as hexadecimal digits.
struct HexBytes<'a>(&'a [u8]);

impl std::fmt::LowerHex for HexBytes<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
