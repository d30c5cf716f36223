//! `huurproef pilot design`: how many tenants for how many months, and who goes to which arm.

use super::ALLOCATION;
use super::DESIGN;
use super::cell;
use super::nobody_responds;
use super::played;
use crate::behaviour::Behaviour;
use crate::behaviour::Estimate;
use crate::behaviour::Label;
use crate::calendar::Day;
use crate::chance::key_of;
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
use crate::cli::receipt::receipt;
use crate::cli::receipt::receipt_lines;
use crate::cli::scenario::Loaded;
use crate::cli::scenario::ScenarioArguments;
use crate::cli::scenario::bar;
use crate::cli::scenario::load;
use crate::engine::History;
use crate::engine::record;
use crate::ledger::Account;
use crate::locale::Phrase;
use crate::pilot::Aim;
use crate::pilot::Candidate;
use crate::pilot::Cases;
use crate::pilot::Design;
use crate::pilot::Designed;
use crate::pilot::EntryRule;
use crate::pilot::Expected;
use crate::pilot::FEWEST;
use crate::pilot::HORIZONS;
use crate::pilot::LONGEST;
use crate::pilot::Pick;
use crate::pilot::Undesigned;
use crate::pilot::allocate;
use crate::pilot::choose_entry;
use crate::pilot::design as designed;
use crate::pilot::standing;
use crate::report::DesignPage;
use crate::report::People;
use crate::report::QuestionPage;
use crate::report::Told;
use crate::report::question_html;
use crate::report::question_text;
use crate::report::tell_design;
use crate::scenario::Scenario;
use crate::scenario::Throw;
use crate::scenario::keys_text;
use crate::tables::Column;
use crate::tables::Values;
use crate::vocabulary::ActionKind;
use clap::Args;
use clap::ValueEnum;
use serde_json::Value;
use serde_json::json;
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

/// The number to learn.
struct Chosen {
    name: String,
    estimate: Estimate,
}

/// Everything that was found.
struct Found {
    number: Chosen,
    rule: EntryRule,
    covered: f64,
    designed: Designed,
    breaches: [[f64; 3]; 2],
}

pub(super) fn design(arguments: &DesignArguments, terminal: Terminal) -> Outcome {
    let folder = arguments.run.out.as_deref().map(RunFolder::begin).transpose()?;
    let loaded =
        two(load(std::slice::from_ref(&arguments.scenario), &arguments.run, terminal)?, arguments.policy.as_deref())?;
    let behaviour = loaded.behaviour.clone().ok_or_else(nobody_responds)?;
    without_warm_up(&loaded)?;
    let seed = arguments.key.unwrap_or(loaded.scenario.seed);
    let found = find(&loaded, &behaviour, arguments, seed, terminal)?;
    lawful(&found.breaches)?;
    let (rows, bytes) = allocation(&loaded, seed);
    let design = written(&loaded, &found, arguments, seed, &bytes)?;
    let titles = titles(&loaded);
    let own = found.breaches.map(|[_, _, own]| own);
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
    };
    let told = tell_design(page);
    let told_json = as_json(&design, &found, rows);
    match arguments.format {
        Format::Json => print(&format!("{told_json:#}\n")),
        Format::Text => print(&(invented(&loaded, terminal.locale) + &question_text(&told))),
    }
    if let Some(folder) = folder {
        folder.file(ALLOCATION, bytes.as_bytes())?;
        folder.file(DESIGN, keys_text(&design).as_bytes())?;
        folder.write_shared_table("sizes", &columns(&found.designed))?;
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
    let designed = designed([low, value, high], loaded.scenario.window, aim, &kinds(loaded, &number.name))
        .map_err(|why| undesigned(&why, arguments.months))?;
    Ok(Found { breaches: value.breaches, rule, covered, designed, number })
}

/// The number that was named.
fn number(loaded: &Loaded, behaviour: &Behaviour, name: Option<&str>) -> Result<Chosen, Refusal> {
    let all = behaviour.estimates();
    let name = name.ok_or_else(|| unnamed(loaded, behaviour))?;
    let named = all.iter().find(|named| named.name == name);
    let known: Vec<&str> = all.iter().map(|named| named.name.as_str()).collect();
    let estimate =
        named.map(|named| named.estimate.clone()).ok_or_else(|| unknown(name, "number", "getal", known.into_iter()))?;
    Ok(Chosen { name: name.to_owned(), estimate })
}

/// Without a number: those, not fitted, of a step that only one of the two policies takes.
fn unnamed(loaded: &Loaded, behaviour: &Behaviour) -> Refusal {
    let is_of = |name: &str| {
        let apart = |kind: &&ActionKind| loaded.policies.iter().filter(|chosen| chosen.does(**kind)).count() == 1;
        ActionKind::ALL.iter().filter(apart).any(|kind| name.split('.').any(|part| part == kind.word().en))
    };
    let all = behaviour.estimates();
    let open = all.iter().filter(|named| named.estimate.label != Label::Fitted && is_of(&named.name));
    let names = open.map(|named| format!("`{}`", named.name)).collect::<Vec<String>>().join(", ");
    let list = if names.is_empty() {
        Phrase::new("no step is taken by only one of the two policies", "geen stap hoort bij maar een van beide")
    } else {
        Phrase::new(
            format!("of the steps in which the policies differ, these are not fitted: {names}"),
            format!("van de stappen waarin het beleid verschilt zijn niet geschat: {names}"),
        )
    };
    let Phrase { en, nl } = list;
    Refusal::new(Phrase::new("a trial is about one number: which?", "een proef gaat over één getal: welk?")).help(
        Phrase::new(
            format!(
                "write `--number NAME`; {en}; `huurproef ask sensitivity` says how much each number moves the answer"
            ),
            format!(
                "schrijf `--number NAAM`; {nl}; `huurproef ask sensitivity` zegt hoeveel elk getal het antwoord beweegt"
            ),
        ),
    )
}

/// In a warm-up the policies would part before the trial begins.
fn without_warm_up(loaded: &Loaded) -> Result<(), Refusal> {
    if loaded.scenario.warm_up == 0 {
        return Ok(());
    }
    Err(Refusal::new(Phrase::new(
        "a trial has no warm-up: its arms part on its first day",
        "een proef heeft geen aanloop: de groepen gaan op de eerste dag uiteen",
    ))
    .help(Phrase::new(
        "design it with a scenario without `warm_up`, or with `warm_up: 0`",
        "ontwerp hem met een scenario zonder `warm_up`, of met `warm_up: 0`",
    )))
}

fn undesigned(why: &Undesigned, months: i32) -> Refusal {
    let Undesigned::TooFew(able) = why else { return nothing_differs() };
    let able = able.iter().map(|months| format!("`--months {months}`")).collect::<Vec<String>>().join(", ");
    let message = Phrase::new(
        format!(
            "fewer than {FEWEST} tenancies come in {months} months before the end of the window: no size can be told"
        ),
        format!(
            "minder dan {FEWEST} huurovereenkomsten stromen {months} maanden voor het eind van het venster in: er valt geen omvang te zeggen"
        ),
    );
    let help = if able.is_empty() {
        Phrase::new("choose a longer window, or larger books", "kies een langer venster, of grotere boeken")
    } else {
        Phrase::new(format!("choose {able}, or a longer window"), format!("kies {able}, of een langer venster"))
    };
    Refusal::new(message).help(help)
}

/// The kinds of action that may tell the arms apart: that of the number, else what only one of the policies does, else any.
fn kinds(loaded: &Loaded, number: &str) -> Vec<ActionKind> {
    let of_number = number.split('.').nth(1);
    let own = ActionKind::ALL.iter().filter(|kind| of_number == Some(kind.word().en));
    let does = |kind: &ActionKind| loaded.policies.iter().filter(|chosen| chosen.does(*kind)).count();
    let alone = ActionKind::ALL.iter().filter(|kind| does(kind) == 1);
    let any = ActionKind::ALL.iter().filter(|kind| does(kind) > 0);
    let lists = [own.copied().collect::<Vec<_>>(), alone.copied().collect(), any.copied().collect()];
    lists.into_iter().find(|list| !list.is_empty()).unwrap_or_default()
}

fn nothing_differs() -> Refusal {
    Refusal::new(Phrase::new(
        "the two policies do the same on these books as far as this number goes: no trial would tell anything",
        "de twee beleidsstukken doen op deze boeken hetzelfde wat dit getal betreft: geen proef zou iets zeggen",
    ))
    .help(Phrase::new(
        "name policies that differ in the step that the number is about, or a longer window",
        "noem beleidsstukken die verschillen in de stap waar het getal over gaat, of een langer venster",
    ))
}

/// A trial never takes from a tenant what law or agreement gives.
fn lawful(breaches: &[[f64; 3]; 2]) -> Result<(), Refusal> {
    let [[law_a, agreed_a, _], [law_b, agreed_b, _]] = breaches;
    if law_b <= law_a && agreed_b <= agreed_a {
        return Ok(());
    }
    Err(Refusal::new(Phrase::new(
        "arm B breaches guarantees of law or agreement that A keeps: that may not be tried on tenants",
        "groep B schendt waarborgen van wet of convenant die A houdt: dat mag niet op huurders worden beproefd",
    ))
    .help(Phrase::new(
        "`huurproef compare` on the scenario says which",
        "`huurproef compare` op het scenario zegt welke",
    )))
}

/// Who is let at the end of the books, with stratum and arm: how many, and the file.
fn allocation(loaded: &Loaded, seed: u64) -> (usize, String) {
    let last = loaded.read.portfolio.last_day.unwrap_or(Day::DAWN);
    let (mut account, mut history) = (Account::default(), History::default());
    let (mut ids, mut keyed) = (Vec::new(), Vec::new());
    for tenancy in loaded.read.portfolio.tenancies.iter().filter(|tenancy| tenancy.is_sitting(last)) {
        record(tenancy, loaded.scenario.allocation, &mut account, &mut history);
        ids.push(tenancy.id.as_str());
        keyed.push((key_of(&tenancy.id), standing(tenancy, &history, last)));
    }
    let arms = allocate(seed, &keyed);
    let rows = ids.iter().zip(&keyed).zip(arms).map(|((id, (_, stratum)), arm)| {
        let quoted =
            if id.contains([',', '"']) { format!("\"{}\"", id.replace('"', "\"\"")) } else { (*id).to_owned() };
        format!("{quoted},{stratum},{}\n", arm.letter())
    });
    let text = std::iter::once("tenancy_id,stratum,arm\n".to_owned()).chain(rows).collect();
    (ids.len(), text)
}

fn written(
    loaded: &Loaded,
    found: &Found,
    arguments: &DesignArguments,
    seed: u64,
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
        start: arguments.start.unwrap_or_else(|| last.month().plus(1).first()),
        intake_months: of.intake.unwrap_or(LONGEST),
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

fn as_json(design: &Design, found: &Found, allocated: usize) -> Value {
    let of = |candidate: &Candidate| {
        let [low, value, high] = candidate.needed;
        json!({
            "outcome": candidate.pick, "months": candidate.months, "effects": candidate.effects,
            "needed_per_arm": { "at_low": low, "at_value": value, "at_high": high }, "intake_months": candidate.intake,
        })
    };
    let [at_low, at_value, at_high] = found.designed.found;
    let is_enough = found.designed.candidates.get(found.designed.chosen).is_some_and(|of| of.intake.is_some());
    json!({
        "design": design,
        "number": { "name": found.number.name, "label": found.number.estimate.label, "value": found.number.estimate.value,
            "low": found.number.estimate.low, "high": found.number.estimate.high },
        "enough": is_enough,
        "allocated": cell(allocated),
        "covered": found.covered,
        "power_found": { "at_low": at_low, "at_value": at_value, "at_high": at_high },
        "sizes": found.designed.candidates.iter().map(of).collect::<Vec<Value>>(),
        "breaches": found.breaches,
    })
}

fn columns(designed: &Designed) -> Vec<Column> {
    let all = &designed.candidates;
    let real = |pick: &dyn Fn(&Candidate) -> Option<f64>| Values::Real(all.iter().map(pick).collect());
    let outcome = |of: &Candidate| if of.pick == Pick::Owed { "owed" } else { "in_arrears" };
    let effect = |place: usize| real(&move |of| of.effects.get(place).map(|effects| effects.difference));
    let needed = |place: usize| real(&move |of| of.needed.get(place).copied().flatten());
    vec![
        Column::text("outcome", all.iter().map(outcome)),
        Column::new("months", Values::Whole(all.iter().map(|of| Some(i64::from(of.months))).collect())),
        Column::new("difference_at_low", effect(0)),
        Column::new("difference", effect(1)),
        Column::new("difference_at_high", effect(2)),
        Column::new("needed_at_low", needed(0)),
        Column::new("needed", needed(1)),
        Column::new("needed_at_high", needed(2)),
        Column::new("intake_months", Values::Whole(all.iter().map(|of| of.intake.map(i64::from)).collect())),
    ]
}

/// Writes the page, its pictures and the receipt.
pub(super) fn write_page(
    folder: &RunFolder,
    loaded: &Loaded,
    mut told: Told,
    asked: &Value,
    terminal: Terminal,
) -> Result<(), Refusal> {
    let people = if loaded.scenario.synthetic { People::Synthetic } else { People::Real };
    if people == People::Synthetic {
        let note = terminal.locale.pick("synthetic people", "verzonnen mensen");
        told.pictures.iter_mut().for_each(|picture| picture.scene.note(note));
    }
    let receipt_lines = receipt_lines(loaded, terminal.locale)?;
    let page = QuestionPage {
        locale: terminal.locale,
        scenario: &loaded.scenario.title,
        people,
        told: &told,
        receipt: receipt_lines,
    };
    folder.write_page(&question_html(&page), &told.pictures)?;
    let mut receipt = receipt(loaded, &[])?;
    if let Value::Object(fields) = &mut receipt {
        fields.insert("pilot".to_owned(), asked.clone());
    }
    folder.write_receipt(&receipt)
}

fn place(out: Option<&Path>, terminal: Terminal) -> String {
    let place = out.map_or_else(String::new, |out| out.display().to_string());
    terminal.locale.pick("written to", "geschreven naar").to_owned()
        + &format!(" {place}: {DESIGN}, {ALLOCATION}, share/report.html\n")
}
