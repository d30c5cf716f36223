//! `huurproef pilot design`: how many tenants for how many months, and who goes to which arm.

use super::ALLOCATION;
use super::DESIGN;
use super::allocation::allocation;
use super::answer::as_json;
use super::answer::columns;
use super::answer::write_page;
use super::nobody_responds;
use super::number::Chosen;
use super::number::kinds;
use super::number::number;
use super::played;
use super::refusals::begins_in_time;
use super::refusals::lawful;
use super::refusals::nothing_differs;
use super::refusals::undesigned;
use super::refusals::without_settings;
use super::refusals::without_warm_up;
use crate::behaviour::Behaviour;
use crate::behaviour::Estimate;
use crate::calendar::Day;
use crate::cli::Ending;
use crate::cli::Format;
use crate::cli::Outcome;
use crate::cli::Refusal;
use crate::cli::Terminal;
use crate::cli::attribute::unknown;
use crate::cli::compare::invented;
use crate::cli::compare::titles;
use crate::cli::folder::RunFolder;
use crate::cli::print;
use crate::cli::receipt::digests;
use crate::cli::receipt::hash;
use crate::cli::scenario::Loaded;
use crate::cli::scenario::ScenarioArguments;
use crate::cli::scenario::bar;
use crate::cli::scenario::load;
use crate::locale::Phrase;
use crate::pilot::Aim;
use crate::pilot::Breached;
use crate::pilot::Cases;
use crate::pilot::Design;
use crate::pilot::Designed;
use crate::pilot::EntryRule;
use crate::pilot::Expected;
use crate::pilot::HORIZONS;
use crate::pilot::Pick;
use crate::pilot::choose_entry;
use crate::pilot::design as designed;
use crate::report::DesignPage;
use crate::report::question_text;
use crate::report::tell_design;
use crate::scenario::Scenario;
use crate::scenario::Throw;
use crate::scenario::keys_text;
use clap::Args;
use clap::ValueEnum;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:
  huurproef pilot design scenarios/s5-zonder-huisbezoek.yaml --number contact.home_visit.effect --out runs/proef";

/// No more runs than this to find the rule of entry.
const FEW: u32 = 8;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct DesignArguments {
    /// The scenario; its first policy is arm A, and households must respond in it.
    #[arg(value_name = "SCENARIO")]
    scenario: PathBuf,
    /// The policy of arm B, by its name in the scenario; else the second.
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// The number to learn, such as `contact.home_visit.effect`; without it the numbers that a trial could be about are listed.
    #[arg(long, value_name = "NUMBER")]
    number: Option<String>,
    /// What is measured of each tenancy: whether it owes more than 25 euros, or what it owes.
    #[arg(long, value_enum, default_value_t = Measured::InArrears)]
    outcome: Measured,
    /// How many months after a tenancy came in.
    #[arg(long, value_name = "MONTHS", default_value_t = 6, value_parser = horizon)]
    months: i32,
    /// The chance with which the trial must find the expected difference.
    #[arg(long, value_name = "SHARE", default_value_t = 0.8, value_parser = share)]
    power: f64,
    /// The seed of the allocation; else that of the scenario.
    #[arg(long, value_name = "S")]
    key: Option<u64>,
    /// The first day of the trial; else the first of the month after the books.
    #[arg(long, value_name = "DATE", value_parser = |text: &str| text.parse::<Day>().map_err(|_| "write a day as 2026-01-01"))]
    start: Option<Day>,
    /// For people or for machines.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    run: ScenarioArguments,
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse::<f64>().ok().filter(|share| (0.5..0.999).contains(share));
    share.ok_or_else(|| "write a share from 0.5 to 0.999, such as 0.8".to_owned())
}

fn horizon(text: &str) -> Result<i32, String> {
    let months = text.parse::<i32>().ok().filter(|months| HORIZONS.contains(months));
    months.ok_or_else(|| format!("write one of {}", HORIZONS.map(|months| months.to_string()).join(", ")))
}

/// What may be measured.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Measured {
    /// Whether it owes more than 25 euros.
    InArrears,
    /// What it owes.
    Owed,
}

impl Measured {
    const fn pick(self) -> Pick {
        match self {
            Measured::InArrears => Pick::InArrears,
            Measured::Owed => Pick::Owed,
        }
    }
}

/// Everything that was found.
pub(super) struct Found {
    pub(super) number: Chosen,
    rule: EntryRule,
    pub(super) covered: f64,
    pub(super) designed: Designed,
    pub(super) breached: Vec<Breached>,
}

pub(super) fn design(arguments: &DesignArguments, terminal: Terminal) -> Outcome {
    without_settings(&arguments.run.settings)?;
    let folder = arguments.run.out.as_deref().map(RunFolder::begin).transpose()?;
    let loaded =
        two(load(std::slice::from_ref(&arguments.scenario), &arguments.run, terminal)?, arguments.policy.as_deref())?;
    let behaviour = loaded.behaviour.clone().ok_or_else(nobody_responds)?;
    without_warm_up(&loaded)?;
    let start = start(&loaded, arguments.start)?;
    let seed = arguments.key.unwrap_or(loaded.scenario.seed);
    let found = find(&loaded, &behaviour, arguments, seed, terminal)?;
    let (rows, bytes) = allocation(&loaded, seed);
    let design = written(&loaded, &found, arguments, (seed, start), &bytes)?;
    let text = keys_text(&design);
    let sha256 = hash(text.as_bytes());
    let titles = titles(&loaded);
    let own = found.breached.iter().filter(|of| !of.is_given()).fold([0.0, 0.0], |[a, b], of| [a + of.a, b + of.b]);
    let runs = usize::try_from(loaded.scenario.replications).unwrap_or(usize::MAX);
    let page = DesignPage {
        locale: terminal.locale,
        titles: &titles,
        estimate: &found.number.estimate,
        design: &design,
        designed: &found.designed,
        covered: found.covered,
        allocated: rows,
        own_breaches: own,
        runs,
        sha256: &sha256,
    };
    let told = tell_design(page);
    let told_json = as_json((&design, &sha256), &found, rows);
    match arguments.format {
        Format::Json => print(&format!("{told_json:#}\n")),
        Format::Text => print(&(invented(&loaded, terminal.locale) + &question_text(&told))),
    }
    if let Some(folder) = folder {
        folder.file(ALLOCATION, bytes.as_bytes())?;
        folder.file(DESIGN, text.as_bytes())?;
        folder.write_shared_table("sizes", &columns(&found.designed.candidates))?;
        write_page(&folder, &loaded, told, &told_json, terminal)?;
        folder.finish()?;
        if arguments.format == Format::Text {
            print(&place(arguments.run.out.as_deref(), terminal));
        }
    }
    Ok(Ending::Done)
}

/// The scenario with the two policies of the arms, within its books.
fn two(loaded: Loaded, name: Option<&str>) -> Result<Loaded, Refusal> {
    if loaded.policies.len() < 2 {
        let message = Phrase::new(
            "a trial needs two policies, and the scenario has one",
            "een proef vraagt twee beleidsstukken, en het scenario heeft er één",
        );
        let help = Phrase::new(
            "name a second under `policies`: the same without the step that the number is about",
            "noem een tweede onder `policies`: hetzelfde zonder de stap waar het getal over gaat",
        );
        return Err(Refusal::new(message).help(help));
    }
    let names = || loaded.policies.iter().map(|chosen| chosen.name.as_str()).skip(1);
    let place = match name {
        None => 1,
        Some(name) => names()
            .position(|own| own == name)
            .map(|place| place + 1)
            .ok_or_else(|| unknown(name, "policy for arm B", "beleid voor groep B", names()))?,
    };
    let mut loaded = loaded.with_policies(&[0, place]);
    loaded.scenario.precision = None;
    loaded.scenario = Scenario { window: loaded.recorded_window(), ..loaded.scenario };
    loaded.future = None;
    Ok(loaded)
}

fn find(
    loaded: &Loaded,
    behaviour: &Behaviour,
    arguments: &DesignArguments,
    seed: u64,
    terminal: Terminal,
) -> Result<Found, Refusal> {
    let plan = loaded.plan();
    let number = number(loaded, behaviour, arguments.number.as_deref())?;
    let runs = loaded.scenario.replications;
    let bar = bar(loaded, 4, terminal);
    let passed = || bar.inc(1);
    let few: Vec<Throw> = (0..runs.min(FEW)).map(|luck| Throw::central(behaviour, luck)).collect();
    let (rule, covered, _) = choose_entry(&plan, &few, &passed).ok_or_else(nothing_differs)?;
    let Estimate { low, value, high, .. } = number.estimate;
    let mut all = Vec::new();
    for at in [low, value, high] {
        all.extend(played(&plan, behaviour, (&number.name, at), rule, runs, &passed));
    }
    bar.finish_and_clear();
    let [low, value, high]: &[Cases; 3] = all.as_slice().try_into().map_err(|_| nothing_differs())?;
    let aim = Aim { pick: arguments.outcome.pick(), months: arguments.months, power: arguments.power, seed };
    lawful(value)?;
    let designed = designed([low, value, high], loaded.scenario.window, aim, &kinds(loaded, &number.name))
        .map_err(|why| undesigned(&why, arguments.months))?;
    Ok(Found { breached: value.breached.clone(), rule, covered, designed, number })
}

/// The first day of the trial.
fn start(loaded: &Loaded, wanted: Option<Day>) -> Result<Day, Refusal> {
    let last = loaded.read.portfolio.last_day.unwrap_or(Day::DAWN);
    let start = wanted.unwrap_or_else(|| last.month().plus(1).first());
    begins_in_time(start, last).map(|()| start)
}

fn written(
    loaded: &Loaded,
    found: &Found,
    arguments: &DesignArguments,
    (seed, start): (u64, Day),
    allocation: &str,
) -> Result<Design, Refusal> {
    let of = found.designed.candidates.get(found.designed.chosen).ok_or_else(nothing_differs)?;
    let ([low, value, high], [_, power, _], [_, needed, _]) = (of.effects, found.designed.found, of.needed);
    let last = loaded.read.portfolio.last_day.unwrap_or(Day::DAWN);
    let name = |place: usize| loaded.policies.get(place).map_or_else(String::new, |chosen| chosen.name.clone());
    let scenario = &arguments.scenario;
    let told =
        if scenario.is_absolute() { scenario.file_name().map_or(scenario.as_path(), Path::new) } else { scenario };
    Ok(Design {
        scenario: told.display().to_string(),
        policies: [name(0), name(1)],
        hashes: hashes(loaded)?,
        number: found.number.name.clone(),
        seed,
        allocation: hash(allocation.as_bytes()),
        allocated_on: last,
        start,
        intake_months: of.intake,
        entry: found.rule,
        outcome: of.pick,
        horizon_months: of.months,
        needed_per_arm: whole(needed.unwrap_or(0.0)),
        power: arguments.power,
        expected: Expected {
            difference: value.difference,
            at_low: low.difference,
            at_high: high.difference,
            spread: value.spread,
            power,
        },
        doing: found.designed.doing,
    })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of tenancies")]
fn whole(count: f64) -> u32 {
    count.clamp(0.0, 1e9) as u32
}

/// The hashes of what the trial was designed with, by file.
pub(super) fn hashes(loaded: &Loaded) -> Result<BTreeMap<String, String>, Refusal> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
    let from = loaded.inputs.first().map_or(Path::new(""), PathBuf::as_path);
    let all = digests(&loaded.inputs, from)?;
    Ok(all.iter().map(|input| (text(input, "file"), text(input, "sha256"))).collect())
}

fn place(out: Option<&Path>, terminal: Terminal) -> String {
    let place = out.map_or_else(String::new, |out| out.display().to_string());
    terminal.locale.pick("written to", "geschreven naar").to_owned()
        + &format!(" {place}: {DESIGN}, {ALLOCATION}, share/report.html\n")
}
