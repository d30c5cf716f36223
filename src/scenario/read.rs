//! From the text of a scenario or a behaviour to what it says; what it cannot mean is told at its place.

use super::ahead;
use super::file::ResponseKind;
use super::file::Scenario;
use super::finding::did_you_mean;
use super::finding::explain;
use super::finding::write;
use super::labour;
use super::place;
use super::precision::BATCH;
use super::versions;
use crate::behaviour::Behaviour;
use crate::behaviour::EstimateError;
use crate::calendar::Period;
use crate::clause::Clause;
use crate::clause::Clauses;
use crate::clause::Computable;
use crate::compare::Measure;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::diagnostic::code::Code;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::source::SourceFile;
use crate::source::Span;
use crate::vocabulary::ActionKind;
use serde::Deserialize;

/// The largest text that is read; a scenario or behaviour is a page, and YAML can be made to blow up.
const LARGEST_TEXT: usize = 1_000_000;

/// More throws of the dice than any question needs, and few enough to keep every one in memory.
pub const MOST_REPLICATIONS: u32 = 100_000;

/// A desk that takes longer than this is not carrying out what is decided.
const LONGEST_DELAY: f64 = 365.0;

/// No books go back as many months.
const MOST_MONTHS: u32 = 1_200;

/// Nobody works more.
const HOURS_OF_A_YEAR: u32 = 366 * 24;

/// Reads a scenario.
///
/// # Errors
/// A [`Diagnostic`] with the place for everything that is wrong: a key that does not exist, is missing or stands twice, a
/// value of the wrong form, no policy, a name that is no word or another's, or a window, a number of replications or a
/// delay that nothing can run.
pub fn read_scenario(file: &SourceFile) -> Result<Scenario, Vec<Diagnostic>> {
    let scenario: Scenario = read(file)?;
    let at = |path: &str| place::value(file.text(), path).unwrap_or_default();
    let mut findings = Vec::new();
    if scenario.window.to < scenario.window.from {
        let message = Phrase::new("the window ends before it begins", "het venster eindigt voor het begint");
        let Period { from, to } = scenario.window;
        let turned = Period { from: to, to: from }.nearest_whole_months();
        findings.push(code::EMPTY_WINDOW.at(at("window"), message).help(write_window(turned)));
    } else if !scenario.window.is_whole_months() {
        findings.push(part_months(scenario.window, at("window")));
    }
    let warm_up = scenario.warm_up;
    if warm_up > MOST_MONTHS || (warm_up > 0 && scenario.measured().to < scenario.measured().from) {
        findings.push(nothing_measured(scenario.window, at("warm_up")));
    }
    if !(1..=MOST_REPLICATIONS).contains(&scenario.replications) {
        findings.push(cannot_be(code::REPLICATIONS, "replications", scenario.replications, at("replications")));
    }
    if !(1..=HOURS_OF_A_YEAR).contains(&scenario.fte_hours) {
        findings.push(cannot_be(code::WRONG_FORM, "fte_hours", scenario.fte_hours, at("fte_hours")));
    }
    let days = scenario.execution.about;
    if !(0.0..=LONGEST_DELAY).contains(&days) {
        findings.push(delay(days, at("execution")));
    }
    if scenario.response == ResponseKind::Modelled && scenario.behaviour.is_none() {
        findings.push(no_behaviour(at("response")));
    }
    findings.extend(labour::check(file, &scenario));
    findings.extend(ahead::check(file, &scenario));
    findings.extend(check_precision(file, &scenario));
    findings.extend(check_policies(file, &scenario));
    findings.extend(versions::check(file, &scenario));
    if findings.is_empty() { Ok(scenario) } else { Err(findings) }
}

/// Key figures stand at month ends and count back in months: a part of a month would be counted as none or as all of it.
fn part_months(window: Period, span: Span) -> Diagnostic {
    let message = Phrase::new(
        "the window must begin on the first of a month and end on the last of one",
        "het venster moet op de eerste van een maand beginnen en op de laatste van een maand eindigen",
    );
    code::PART_MONTHS.at(span, message).help(write_window(window.nearest_whole_months()))
}

fn write_window(window: Period) -> Phrase {
    let Period { from, to } = window;
    let months = format!("`{{from: {from}, to: {to}}}`");
    Phrase::new(format!("write {months}"), format!("schrijf {months}"))
}

fn nothing_measured(window: Period, span: Span) -> Diagnostic {
    let message = Phrase::new(
        "after so long a warm-up nothing of the window is left to measure",
        "na zo'n lange aanloop blijft er niets van het venster over om te meten",
    );
    let most = window.month_ends().len().saturating_sub(1).to_string();
    code::WARM_UP.at(span, message).help(Phrase::new(
        format!("the window has room for a warm-up of at most {}", Locale::En.months(&most)),
        format!("in het venster past een aanloop van ten hoogste {}", Locale::Nl.months(&most)),
    ))
}

fn cannot_be(code: Code, key: &str, value: u32, span: Span) -> Diagnostic {
    let message = Phrase::new(format!("`{key}` cannot be {value}"), format!("`{key}` kan niet {value} zijn"));
    code.at(span, message).help(write(key))
}

fn delay(days: f64, span: Span) -> Diagnostic {
    let message =
        Phrase::new(format!("carrying out cannot take {days} days"), format!("uitvoeren kan geen {days} dagen duren"));
    code::DELAY.at(span, message).help(Phrase::new("write a number from 0 to 365", "schrijf een getal van 0 tot 365"))
}

fn no_behaviour(span: Span) -> Diagnostic {
    let message = Phrase::new(
        "households respond, but no behaviour is named",
        "huishoudens reageren, maar er is geen gedrag genoemd",
    );
    code::NO_BEHAVIOUR
        .at(span, message)
        .help(Phrase::new("add `behaviour: behaviours/default.yaml`", "voeg toe: `behaviour: behaviours/default.yaml`"))
}

/// A precision is asked of a figure that exists, of replications that differ, and of no more of them than can be kept.
fn check_precision(file: &SourceFile, scenario: &Scenario) -> Vec<Diagnostic> {
    let Some(precision) = &scenario.precision else { return Vec::new() };
    let at = |key: &str| place::value(file.text(), key).unwrap_or_default();
    let figure = (Measure::named(&precision.figure).is_none()).then(|| {
        let name = &precision.figure;
        let message = Phrase::new(format!("there is no figure `{name}`"), format!("er is geen cijfer `{name}`"));
        let known: Vec<&str> = Measure::all().map(Measure::name).collect();
        code::PRECISION.at(at("precision.figure"), message).help(did_you_mean(name, &known))
    });
    let is_width = precision.half_width.is_finite() && precision.half_width > 0.0;
    let width = (!is_width).then(|| no_such("half_width", precision.half_width, at("precision.half_width")));
    let is_most = (BATCH..=MOST_REPLICATIONS).contains(&precision.most);
    let most = (!is_most).then(|| no_such("most", f64::from(precision.most), at("precision.most")));
    let fixed = (scenario.response == ResponseKind::None).then(|| {
        let message = Phrase::new(
            "payments are fixed as recorded: every replication gives the same",
            "betalingen liggen vast zoals vastgelegd: elke herhaling geeft hetzelfde",
        );
        code::PRECISION.at(at("precision"), message).help(Phrase::new(
            "leave `precision` out, or write `response: modelled`",
            "laat `precision` weg, of schrijf `response: modelled`",
        ))
    });
    [figure, width, most, fixed].into_iter().flatten().collect()
}

fn no_such(key: &str, value: f64, span: Span) -> Diagnostic {
    let message = Phrase::new(format!("`{key}` cannot be {value}"), format!("`{key}` kan niet {value} zijn"));
    code::PRECISION.at(span, message).help(write(key))
}

/// Names end up in tables and may become names of files: plain words, each once.
fn check_policies(file: &SourceFile, scenario: &Scenario) -> Vec<Diagnostic> {
    let at = |path: &str| place::value(file.text(), path).unwrap_or_default();
    if scenario.policies.is_empty() {
        let message = Phrase::new("the scenario names no policy", "het scenario noemt geen beleid");
        return vec![code::NO_POLICY.at(at("policies"), message).help(write("policies"))];
    }
    let mut findings = Vec::new();
    for (place, choice) in scenario.policies.iter().enumerate() {
        let (name, span) = (&choice.name, at(&format!("policies[{place}].name")));
        let first = scenario.policies.iter().position(|other| other.name == *name);
        if !is_plain_word(name) {
            findings.push(odd_name(name, span));
        } else if let Some(first) = first.filter(|first| *first < place) {
            let message =
                Phrase::new(format!("two policies are called `{name}`"), format!("twee beleidsstukken heten `{name}`"));
            let also = Phrase::new("the first", "het eerste");
            let help = Phrase::new("give one of them another `name`", "geef een van beide een andere `name`");
            let first = at(&format!("policies[{first}].name"));
            findings.push(code::POLICY_NAME.at(span, message).also(first, also).help(help));
        }
    }
    findings
}

fn is_plain_word(name: &str) -> bool {
    let plain = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_';
    let begins_well = name.starts_with(|first: char| first.is_ascii_alphanumeric());
    begins_well && name.len() <= 60 && name.bytes().all(plain)
}

fn odd_name(name: &str, span: Span) -> Diagnostic {
    let message = Phrase::new(format!("`{name}` is no plain word"), format!("`{name}` is geen gewoon woord"));
    code::POLICY_NAME.at(span, message).help(Phrase::new(
        "write at most 60 of a-z, 0-9, `-` and `_`, starting with a letter or digit",
        "schrijf hoogstens 60 tekens uit a-z, 0-9, `-` en `_`, te beginnen met een letter of cijfer",
    ))
}

/// Reads a behaviour.
///
/// # Errors
/// One or more [`Diagnostic`]s: the text cannot be read, or a number has no proper interval.
pub fn read_behaviour(file: &SourceFile) -> Result<Behaviour, Vec<Diagnostic>> {
    let behaviour: Behaviour = read(file)?;
    let told = |errors: Vec<EstimateError>| errors.iter().map(|error| tell(file, error)).collect::<Vec<_>>();
    behaviour.validate().map_err(told)?;
    Ok(behaviour)
}

fn tell(file: &SourceFile, error: &EstimateError) -> Diagnostic {
    let text = file.text();
    let span = match error {
        EstimateError::Interval(name) | EstimateError::OutOfRange { name, .. } => estimate_place(file, name),
        EstimateError::UnknownAction { list, kind } => place::key(text, &format!("{list}.{kind}")),
        EstimateError::BaseSteps(list) | EstimateError::MonthSteps(list) => place::key(text, list),
        EstimateError::UnknownMoney(kind) => household_place(file, kind),
        EstimateError::Tendency(nth) => place::value(text, &format!("households[{nth}].tendency")),
        EstimateError::Shares => place::key(text, "households"),
        EstimateError::UnknownNumber(_)
        | EstimateError::JointShape
        | EstimateError::JointTwice(_)
        | EstimateError::JointScale(_) => place::key(text, "joint"),
    };
    let finding = code::ESTIMATE.at(span.unwrap_or_default(), error.phrase());
    match error {
        EstimateError::UnknownAction { kind, .. } => {
            let known: Vec<&str> = ActionKind::ALL.iter().map(|known| known.word().en).collect();
            finding.help(did_you_mean(kind, &known))
        }
        _ => finding,
    }
}

/// Numbers go by their path in the file, and steps of a `base` by their day.
fn estimate_place(file: &SourceFile, name: &str) -> Option<Span> {
    let steps = ["able.base", "short.base"].into_iter().find_map(|list| Some((list, name.strip_prefix(list)?)));
    let Some((list, day)) = steps else { return place::value(file.text(), name) };
    let day_of = |nth: usize| place::value(file.text(), &format!("{list}[{nth}].from_day"));
    let nth = (0..).map_while(day_of).position(|span| Some(file.slice(span)) == day.strip_prefix('.'))?;
    place::value(file.text(), &format!("{list}[{nth}].log_odds"))
}

/// The first kind of household with a kind of money.
fn household_place(file: &SourceFile, money: &str) -> Option<Span> {
    let of = |nth: usize| place::value(file.text(), &format!("households[{nth}].money"));
    (0..).map_while(of).find(|span| file.slice(*span) == money)
}

/// Reads the clauses of a document.
///
/// # Errors
/// One or more [`Diagnostic`]s: the text cannot be read, two clauses have one id, or a clause that nobody can compute does
/// not say why.
pub fn read_clauses(file: &SourceFile) -> Result<Clauses, Vec<Diagnostic>> {
    let clauses: Clauses = read(file)?;
    let findings: Vec<Diagnostic> = clauses
        .clauses
        .iter()
        .enumerate()
        .filter_map(|(place, clause)| clause_finding(file, &clauses.clauses, place, clause))
        .collect();
    if findings.is_empty() { Ok(clauses) } else { Err(findings) }
}

fn clause_finding(file: &SourceFile, all: &[Clause], place: usize, clause: &Clause) -> Option<Diagnostic> {
    let id = &clause.id;
    let at = |key: &str| place::value(file.text(), &format!("clauses[{place}].{key}")).unwrap_or_default();
    if all.iter().take(place).any(|earlier| earlier.id == *id) {
        let message = Phrase::new(format!("two clauses are called `{id}`"), format!("twee paragrafen heten `{id}`"));
        return Some(code::DUPLICATE.at(at("id"), message));
    }
    (clause.computable == Computable::No && clause.reason.is_none()).then(|| {
        let message = Phrase::new(
            format!("the clause `{id}` does not say why nobody can compute it"),
            format!("de paragraaf `{id}` zegt niet waarom niemand die kan uitrekenen"),
        );
        code::MISSING_KEY.at(at("computable"), message).help(write("reason"))
    })
}

/// Reads a file of keys that another module gives a form.
///
/// # Errors
/// A [`Diagnostic`] with the place where the text is not of that form.
pub fn read_keys<T: for<'de> Deserialize<'de>>(file: &SourceFile) -> Result<T, Vec<Diagnostic>> {
    read(file)
}

fn read<T: for<'de> Deserialize<'de>>(file: &SourceFile) -> Result<T, Vec<Diagnostic>> {
    if file.text().len() > LARGEST_TEXT {
        let message = Phrase::new("the file is larger than a megabyte", "het bestand is groter dan een megabyte");
        return Err(vec![code::NOT_YAML.at(Span::default(), message)]);
    }
    let told = |error: serde_yaml::Error| vec![explain(file, &error)];
    let read = serde_yaml::from_str(file.text()).map_err(told)?;
    // What takes names of one's own, such as settings, would take one twice and go by the last.
    serde_yaml::from_str::<serde_yaml::Value>(file.text()).map_err(told)?;
    Ok(read)
}
