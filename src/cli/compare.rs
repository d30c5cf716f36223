//! `huurproef compare`: the policies of a scenario on the same households with the same luck, and what differs.

use super::Ending;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::assumed::Weighed;
use super::assumed::grounded;
use super::beyond::beyond_lines;
use super::folder::RunFolder;
use super::print;
use super::receipt::compared_lines;
use super::receipt::receipt_lines;
use super::receipt::untold;
use super::scenario::Loaded;
use super::scenario::ScenarioArguments;
use super::scenario::load;
use super::scenario::replay_loaded;
use super::scenario::run_loaded;
use super::scenario::with_keys;
use crate::backtest::Backtest;
use crate::backtest::Level;
use crate::behaviour::Behaviour;
use crate::calendar::Period;
use crate::check::Cite;
use crate::check::Guarantee;
use crate::compare::Asked;
use crate::compare::Chance;
use crate::compare::Comparison;
use crate::compare::Goal;
use crate::compare::OnTheBooks;
use crate::compare::Runs;
use crate::forecast;
use crate::forecast::Future;
use crate::kpi::KpiTable;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::report::Assumption;
use crate::report::BreachCount;
use crate::report::Computed;
use crate::report::Page;
use crate::report::People;
use crate::report::breach_lines;
use crate::report::computed_lines;
use crate::report::ground_line;
use crate::report::no_past;
use crate::report::past_sentences;
use crate::report::stopping;
use crate::report::stretched;
use crate::report::summary;
use crate::report::sureness;
use crate::scenario;
use crate::scenario::Chosen;
use crate::scenario::Replayed;
use crate::vocabulary::Kpi;
use clap::Args;
use std::collections::BTreeMap;
use std::path::PathBuf;

const EXAMPLE: &str = "Example:\n  huurproef compare scenarios/drie-beleidskeuzes.yaml --out runs/drie-beleidskeuzes";

/// The arguments of `huurproef compare`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE, after_long_help = with_keys(EXAMPLE))]
pub(super) struct CompareArguments {
    /// The scenario, or several on the same books and luck; the first policy is the one that the others are compared with.
    #[arg(required = true, value_name = "SCENARIO")]
    scenarios: Vec<PathBuf>,
    #[command(flatten)]
    run: ScenarioArguments,
}

pub(super) fn compare(arguments: &CompareArguments, terminal: Terminal) -> Outcome {
    let folder = arguments.run.out.as_deref().map(RunFolder::begin).transpose()?;
    let mut loaded = load(&arguments.scenarios, &arguments.run, terminal)?;
    if loaded.policies.len() < 2 {
        let message = Phrase::new("there is only one policy to compare", "er is maar één beleid om te vergelijken");
        let help = Phrase::new(
            "name a second one under `policies`, or use `huurproef simulate`",
            "noem een tweede onder `policies`, of gebruik `huurproef simulate`",
        );
        return Err(Refusal::new(message).help(help));
    }
    let outcomes = run_loaded(&mut loaded, terminal)?;
    let comparison = compared(&loaded, &outcomes);
    let comparison = grounded(&mut loaded, &outcomes, comparison, terminal);
    let replayed = replay_loaded(&loaded, terminal);
    let breaches = breach_counts(&loaded, &outcomes, &replayed);
    let books: Vec<OnTheBooks> = replayed.iter().map(|of| of.books.clone()).collect();
    let exact = compared_on_the_books(&loaded, &replayed);
    let computed = Computed { comparison: &exact, books: &books };
    print(&invented(&loaded, terminal.locale));
    print(&(breach_lines(&breaches, terminal.locale) + "\n"));
    print(&computed_lines(computed, terminal.locale));
    print(&summary(&comparison, terminal.locale));
    print(&sureness(&comparison, terminal.locale));
    print(&stopped(&loaded, terminal.locale));
    print(&grounds(&loaded, terminal.locale));
    let beyond = beyond_lines(&loaded, &outcomes, terminal.locale);
    beyond.iter().for_each(|line| print(&format!("{line}\n")));
    if let Some(folder) = folder {
        let page = Page {
            locale: terminal.locale,
            title: &loaded.scenario.title,
            comparison: &comparison,
            computed,
            people: if loaded.scenario.synthetic { People::Synthetic } else { People::Real },
            tenancies: loaded.read.portfolio.tenancies.len(),
            assumptions: assumed(&loaded, terminal.locale),
            rests_on: loaded.weighed.as_ref().map(Weighed::rests_on),
            left_out: left_out_of(&loaded, terminal.locale),
            breaches: breaches.clone(),
            compared: compared_lines(&loaded, terminal.locale),
            untold: beyond.into_iter().chain(untold(&loaded, &outcomes, terminal.locale)).collect(),
            stopped: stopped(&loaded, terminal.locale).trim_end().to_owned(),
            past: past_lines(&loaded, terminal.locale),
            receipt: receipt_lines(&loaded, terminal.locale)?,
        };
        folder.write_run(&loaded, &outcomes, &comparison)?;
        folder.write_affected(&loaded, &replayed)?;
        folder.write_comparison(&page)?;
        folder.finish()?;
        print(&written(arguments.run.out.as_deref(), terminal.locale));
    }
    let breached = breaches.iter().any(|breach| breach.count > 0 || breach.on_the_books > 0);
    Ok(if breached { Ending::Findings } else { Ending::Done })
}

/// The figures of a run beside each other; the goals are the targets of all policies.
pub(super) fn compared(loaded: &Loaded, outcomes: &[scenario::Outcome]) -> Comparison {
    let tables = outcomes.iter().map(|outcome| (outcome.tables.clone(), outcome.beside.clone()));
    let asked = beside(loaded, tables, loaded.scenario.measured(), chance(loaded));
    Comparison { forecast_from: loaded.forecast_from(), ..asked }.stretched(&stretch(loaded))
}

/// By what the backtest of a scenario says that the intervals of runs must be stretched.
fn stretch(loaded: &Loaded) -> BTreeMap<Kpi, f64> {
    let past = loaded.past.iter().filter(|_| chance(loaded) == Chance::Households);
    let of = |past: &Backtest, level: Level| Some((level.kpi()?, past.stretch(level)));
    past.flat_map(|past| Level::BY_MONTH.into_iter().filter_map(move |level| of(past, level))).collect()
}

/// The figures of the replays beside each other.
fn compared_on_the_books(loaded: &Loaded, replayed: &[Replayed]) -> Comparison {
    beside(
        loaded,
        replayed.iter().map(|of| (vec![of.table.clone()], Vec::new())),
        loaded.recorded_measured(),
        Chance::Nothing,
    )
}

/// Of each policy its tables, and those of the first one that it is laid beside where these have other numbers.
fn beside(
    loaded: &Loaded,
    tables: impl Iterator<Item = (Vec<KpiTable>, Vec<KpiTable>)>,
    window: Period,
    chance: Chance,
) -> Comparison {
    let titled = loaded.policies.iter().zip(titles(loaded));
    let mut runs = titled.zip(tables).map(|((chosen, title), (tables, beside))| Runs {
        name: chosen.name.clone(),
        title,
        tables,
        beside,
    });
    let baseline = runs.next().unwrap_or_default();
    let others: Vec<Runs> = runs.collect();
    let goals = goals(loaded);
    crate::compare::compare(&baseline, &others, Asked { goals: &goals, window, chance })
}

/// The targets of all policies, each once, in the order in which they come first.
pub(super) fn goals(loaded: &Loaded) -> Vec<Goal> {
    let mut goals = Vec::new();
    for target in loaded.policies.iter().flat_map(Chosen::policies).flat_map(|policy| &policy.targets) {
        let goal = Goal { kpi: target.kpi, bound: target.bound, value: target.value, by: target.by };
        if !goals.contains(&goal) {
            goals.push(goal);
        }
    }
    goals
}

/// What the dice decide in this run.
pub(super) fn chance(loaded: &Loaded) -> Chance {
    loaded.plan().chance()
}

/// The titles of the policies; those that share one go by their names.
pub(super) fn titles(loaded: &Loaded) -> Vec<String> {
    let title = |chosen: &Chosen| {
        let own = &chosen.policy.title;
        let is_shared = loaded.policies.iter().filter(|other| other.policy.title == *own).count() > 1;
        if is_shared { chosen.name.clone() } else { own.clone() }
    };
    loaded.policies.iter().map(title).collect()
}

/// How often each guarantee was breached, a replication on average, rounded up: a breach is never rounded away. Beside it
/// how often on the recorded books, where these were replayed.
pub(super) fn breach_counts(
    loaded: &Loaded,
    outcomes: &[scenario::Outcome],
    replayed: &[Replayed],
) -> Vec<BreachCount> {
    let replications = u64::from(loaded.scenario.replications).max(1);
    let mut counts = Vec::new();
    for (place, (chosen, title)) in loaded.policies.iter().zip(titles(loaded)).enumerate() {
        let run = |nth: usize| outcomes.get(place).and_then(|outcome| outcome.breaches.get(nth).copied()).unwrap_or(0);
        let books = |nth: usize| replayed.get(place).and_then(|of| of.books.breaches.get(nth).copied()).unwrap_or(0);
        counts.extend(chosen.guarantees().enumerate().map(|(nth, guarantee)| BreachCount {
            scenario: title.clone(),
            layer: guarantee.layer,
            guarantee: guarantee.title.clone(),
            basis: basis(chosen, guarantee),
            count: run(nth),
            runs: replications,
            on_the_books: books(nth),
        }));
    }
    counts
}

/// The articles that a guarantee rests on; of the policy's own, the clauses that it cites.
pub(super) fn basis(chosen: &Chosen, guarantee: &Guarantee) -> String {
    if !guarantee.basis.is_empty() {
        return guarantee.basis.clone();
    }
    let of = chosen.policies().find(|policy| policy.guarantees.iter().any(|own| std::ptr::eq(own, guarantee)));
    let title = |cite: &Cite| of.and_then(|policy| policy.sources.get(cite.source)).map(|source| &source.named.title);
    let cited = guarantee.cites.iter().filter_map(|cite| Some(format!("{}: {}", title(cite)?, cite.clause)));
    cited.collect::<Vec<String>>().join(", ")
}

/// Whether the model of a modelled run has been right before; without a model there is nothing to be right.
fn past_lines(loaded: &Loaded, locale: Locale) -> Vec<String> {
    match (&loaded.behaviour, &loaded.past) {
        (_, Some(past)) => past_sentences(past, locale).into_iter().chain(stretched(past, locale)).collect(),
        (Some(_), None) => vec![no_past(locale)],
        (None, None) => Vec::new(),
    }
}

/// The numbers that a run rests on, those about what comes after the books among them.
fn assumed(loaded: &Loaded, locale: Locale) -> Vec<Assumption> {
    assumptions(loaded.behaviour.as_ref(), locale).into_iter().chain(ahead(loaded, locale)).collect()
}

/// What a run leaves out, of households and of what comes after the books.
fn left_out_of(loaded: &Loaded, locale: Locale) -> Vec<String> {
    let ahead = loaded.future.iter().flat_map(|_| forecast::limits());
    let ahead = ahead.map(|limit| limit.in_locale(locale).to_owned());
    left_out(loaded.behaviour.as_ref(), locale).into_iter().chain(ahead).collect()
}

/// The numbers of a behaviour.
pub(super) fn assumptions(behaviour: Option<&Behaviour>, locale: Locale) -> Vec<Assumption> {
    let Some(behaviour) = behaviour else { return Vec::new() };
    let plain = |number: f64| locale.decimal(&format!("{number}"));
    let numbers = behaviour.estimates().into_iter().map(|named| Assumption {
        name: named.name,
        value: plain(named.estimate.value),
        interval: format!("{} \u{2013} {}", plain(named.estimate.low), plain(named.estimate.high)),
        label: named.estimate.label,
        source: named.estimate.source.clone(),
    });
    numbers.collect()
}

/// The numbers that a forecast rests on beside those of the behaviour.
fn ahead(loaded: &Loaded, locale: Locale) -> Vec<Assumption> {
    let plain = |number: f64| locale.decimal(&format!("{}", libm::round(number * 1e4) / 1e4));
    let figures = loaded.future.iter().flat_map(Future::figures).map(|figure| Assumption {
        name: figure.name,
        value: plain(figure.value),
        interval: figure
            .interval
            .map_or_else(String::new, |(low, high)| format!("{} \u{2013} {}", plain(low), plain(high))),
        label: figure.label,
        source: figure.source.in_locale(locale).to_owned(),
    });
    figures.collect()
}

/// What the model of households leaves out; a run on recorded payments has no model.
pub(super) fn left_out(behaviour: Option<&Behaviour>, locale: Locale) -> Vec<String> {
    let limits = behaviour.into_iter().flat_map(|_| scenario::limits());
    limits.map(|limit| limit.in_locale(locale).to_owned()).collect()
}

/// What stands above everything that is told of people who do not exist.
pub(super) fn invented(loaded: &Loaded, locale: Locale) -> String {
    let told = locale
        .pick("synthetic people: nobody in these books exists", "verzonnen mensen: niemand in deze boeken bestaat");
    if loaded.scenario.synthetic { format!("{told}\n\n") } else { String::new() }
}

/// Why no more replications were run, as a line; empty where their number was given.
pub(super) fn stopped(loaded: &Loaded, locale: Locale) -> String {
    let ended = loaded.scenario.precision.as_ref().zip(loaded.stopped);
    ended.map_or_else(String::new, |(precision, stopped)| stopping(precision, stopped, locale) + "\n")
}

/// What the labels beside the differences mean, as a line.
fn grounds(loaded: &Loaded, locale: Locale) -> String {
    let line = ground_line(loaded.weighed.as_ref().map(Weighed::rests_on), locale);
    if line.is_empty() { line } else { line + "\n" }
}

/// Where the run was written.
pub(super) fn written(out: Option<&std::path::Path>, locale: Locale) -> String {
    let place = out.map_or_else(String::new, |out| out.display().to_string());
    match locale {
        Locale::En => format!("written to {place}; the page is {place}/share/report.html\n"),
        Locale::Nl => format!("geschreven naar {place}; de pagina is {place}/share/report.html\n"),
    }
}
