//! The page section by section, as texts that the template only has to set.

use super::Label;
use super::Page;
use super::People;
use super::ReportError;
use super::answer::Answer;
use super::answer::answers;
use super::answer::caution;
use super::answer::unseen;
use super::binding::binding;
use super::binding::empty;
use super::breach;
use super::breach::Guaranteed;
use super::breach::alarms;
use super::breakdown::HEADLINES;
use super::breakdown::is_counted;
use super::breakdown::is_too_rare;
use super::breakdown::rare_kinds;
use super::breakdown::shown_measures;
use super::chart::Colour;
use super::computed;
use super::computed::Line;
use super::computed::Touched;
use super::ground::ground;
use super::ground::ground_line;
use super::origin::is_fitted;
use super::origin::origin;
use super::picture::pictures_of;
use super::sureness::SplitRow;
use super::sureness::split_rows;
use super::wording;
use crate::check::Bound;
use crate::compare::Chance;
use crate::compare::Compared;
use crate::compare::Comparison;
use crate::compare::Goal;
use crate::compare::Measure;
use crate::compare::Verdict;
use crate::compare::kind_title;
use crate::locale::Locale;
use askama::Template;

/// The whole page.
#[derive(Template)]
#[template(path = "page.html")]
pub(super) struct Sections {
    locale: Locale,
    title: String,
    period: String,
    /// From when on this is a forecast; empty where the books tell of the whole window.
    ahead: String,
    is_synthetic: bool,
    compared: Vec<String>,
    alarms: Vec<String>,
    computed_answers: Vec<Answer>,
    answers_lead: &'static str,
    answers: Vec<Answer>,
    caution: String,
    /// What the labels of evidence mean.
    grounds: String,
    unseen: String,
    glance: Vec<Row>,
    computed: Vec<Line>,
    computed_rare: String,
    touched: Vec<Touched>,
    figures: Vec<Figure>,
    heads: Vec<Head>,
    rows: Vec<Row>,
    splits: Vec<SplitRow>,
    stopped: String,
    rare: String,
    uncounted: &'static str,
    goals: Vec<GoalRow>,
    goals_lead: &'static str,
    binding: String,
    guarantees: Vec<Guaranteed>,
    assumptions: Vec<[String; 5]>,
    left_out: Vec<String>,
    past: Vec<String>,
    untold: Vec<String>,
    receipt: Vec<String>,
}

/// A picture on the page.
pub(super) struct Figure {
    pub(super) title: String,
    pub(super) svg: String,
}

/// A scenario at the head of a table.
struct Head {
    title: String,
    colour: String,
}

/// A measure: the baseline's figure and each other scenario's.
struct Row {
    title: String,
    baseline: String,
    cells: Vec<Cell>,
}

/// A figure with its difference.
struct Cell {
    figure: String,
    difference: String,
    range: String,
    mark: &'static str,
    verdict: &'static str,
    origin: String,
    ground: String,
}

/// A target, and how each scenario stands to it.
struct GoalRow {
    title: String,
    cells: Vec<GoalCell>,
}

/// The figure that a target is about, its range, and in how many runs it is met.
struct GoalCell {
    figure: String,
    range: String,
    met: String,
}

impl Sections {
    pub(super) fn of(page: &Page<'_>) -> Result<Sections, ReportError> {
        let (locale, comparison) = (page.locale, page.comparison);
        let figures: Result<Vec<Figure>, ReportError> = pictures_of(page)
            .into_iter()
            .map(|picture| Ok(Figure { svg: inline(&picture.scene.svg()?), title: picture.title }))
            .collect();
        Ok(Sections {
            locale,
            title: page.title.to_owned(),
            period: period(page),
            ahead: wording::ahead_line(comparison, locale).unwrap_or_default(),
            is_synthetic: page.people == People::Synthetic,
            compared: page.compared.clone(),
            alarms: alarms(&page.breaches, locale),
            computed_answers: computed::answers(page.computed, locale).into_iter().map(unbroken).collect(),
            answers_lead: answers_lead(comparison.chance, locale),
            answers: answers(page).into_iter().map(unbroken).collect(),
            caution: caution(page),
            grounds: ground_line(page.rests_on, locale),
            unseen: unseen(comparison, locale).unwrap_or_default(),
            glance: glance(page),
            computed: computed::table(page.computed, locale),
            computed_rare: computed::rare(page.computed, locale),
            touched: computed::touched(page.computed, locale),
            goals_lead: goals_lead(page),
            binding: binding(page).unwrap_or_default(),
            figures: figures?,
            heads: heads(page),
            rows: rows(page),
            splits: split_rows(comparison, locale),
            stopped: page.stopped.clone(),
            rare: rare(page),
            uncounted: uncounted(page),
            goals: comparison.goals.iter().enumerate().map(|(nth, goal)| goal_row(page, nth, goal)).collect(),
            guarantees: guarantees(page),
            assumptions: assumptions(page),
            left_out: page.left_out.clone(),
            past: page.past.clone(),
            untold: page.untold.clone(),
            receipt: page.receipt.clone(),
        })
    }

    fn pick(&self, en: &'static str, nl: &'static str) -> &'static str {
        self.locale.pick(en, nl)
    }
}

/// A drawing inside a page needs no size of its own: its view box says its shape.
pub(super) fn inline(svg: &str) -> String {
    let Some(start) = svg.find("<svg") else { return String::new() };
    let drawing = svg.get(start..).unwrap_or_default();
    drawing.replacen("<svg ", "<svg role=\"img\" class=\"chart\" ", 1)
}

/// The same for every sentence of an answer.
fn unbroken(answer: Answer) -> Answer {
    Answer { sentences: answer.sentences.iter().map(|text| unbreakable(text)).collect(), ..answer }
}

/// A number stays with its unit and its sign at the end of a line, and no line begins with the mark between two numbers.
pub(super) fn unbreakable(text: &str) -> String {
    let pairs = [
        (" %", "\u{a0}%"),
        (" pp", "\u{a0}pp"),
        ("€ ", "€\u{a0}"),
        ("−€", "−\u{2060}€"),
        ("+€", "+\u{2060}€"),
        (" … ", "\u{a0}… "),
    ];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn period(page: &Page<'_>) -> String {
    let (locale, window) = (page.locale, page.comparison.window);
    let (from, to) = (locale.day(window.from), locale.day(window.to));
    let runs = locale.count(i64::try_from(page.comparison.replications).unwrap_or(i64::MAX));
    match (locale, page.comparison.chance) {
        (Locale::En, Chance::Nothing) => format!("{from} to {to}; payments fixed as recorded"),
        (Locale::Nl, Chance::Nothing) => format!("{from} tot en met {to}; betalingen zoals vastgelegd"),
        (Locale::En, _) => format!("{from} to {to}; number of runs: {runs}"),
        (Locale::Nl, _) => format!("{from} tot en met {to}; aantal runs: {runs}"),
    }
}

fn heads(page: &Page<'_>) -> Vec<Head> {
    let scenarios = page.comparison.scenarios.iter().enumerate();
    scenarios
        .map(|(place, scenario)| Head { title: scenario.title.clone(), colour: Colour::of_scenario(place).css() })
        .collect()
}

/// The figures that decide, of those that may be shared.
fn glance(page: &Page<'_>) -> Vec<Row> {
    let shown = shown_measures(page.comparison);
    HEADLINES.into_iter().filter(|measure| shown.contains(measure)).filter_map(|measure| row(page, measure)).collect()
}

fn guarantees(page: &Page<'_>) -> Vec<Guaranteed> {
    let titles: Vec<&str> = page.comparison.scenarios.iter().map(|scenario| scenario.title.as_str()).collect();
    breach::rows(&page.breaches, &titles, page.locale)
}

/// Every figure that may be shared.
fn rows(page: &Page<'_>) -> Vec<Row> {
    shown_measures(page.comparison).into_iter().filter_map(|measure| row(page, measure)).collect()
}

fn row(page: &Page<'_>, measure: Measure) -> Option<Row> {
    let (baseline, others) = page.comparison.scenarios.split_first()?;
    Some(Row {
        title: measure.title(page.locale),
        baseline: figure(baseline, measure, page.locale),
        cells: (1..).zip(others).map(|(place, scenario)| cell(page, place, scenario, measure)).collect(),
    })
}

fn figure(scenario: &Compared, measure: Measure, locale: Locale) -> String {
    let figure = scenario.figures.get(&measure);
    figure.map_or_else(String::new, |figure| wording::value(measure.unit(), figure.mean, locale))
}

fn cell(page: &Page<'_>, place: usize, scenario: &Compared, measure: Measure) -> Cell {
    let locale = page.locale;
    let figure = figure(scenario, measure, locale);
    let nothing = Cell {
        figure,
        difference: String::new(),
        range: String::new(),
        mark: "",
        verdict: "",
        origin: String::new(),
        ground: String::new(),
    };
    let Some(difference) = scenario.differences.get(&measure) else { return nothing };
    let is_rare = is_too_rare(page.comparison, measure);
    if difference.verdict == Verdict::Same || is_rare {
        return Cell { verdict: verdict(difference.verdict, is_rare, locale), ..nothing };
    }
    Cell {
        difference: wording::difference(measure.unit(), difference.spread.mean, locale),
        range: wording::range(measure.unit(), difference.spread, locale, wording::difference),
        mark: if difference.verdict == Verdict::CannotBeToldApart { "≈" } else { "" },
        verdict: if difference.verdict == Verdict::TooFewRuns {
            verdict(difference.verdict, false, locale)
        } else {
            ""
        },
        origin: origin(page, place, measure),
        ground: ground(difference, locale),
        ..nothing
    }
}

/// What is said beside a difference that cannot stand alone.
pub(super) fn verdict(verdict: Verdict, is_too_rare: bool, locale: Locale) -> &'static str {
    match verdict {
        _ if is_too_rare => locale.pick("too rare to tell", "te zeldzaam om te zien"),
        Verdict::Same => locale.pick("the same", "gelijk"),
        Verdict::Computed => locale.pick("computed on the recorded payments", "berekend op de vastgelegde betalingen"),
        Verdict::CannotBeToldApart => locale.pick("cannot be told apart", "niet te onderscheiden"),
        Verdict::TooFewRuns => locale.pick("too few runs", "te weinig runs"),
        Verdict::Higher | Verdict::Lower => "",
    }
}

fn rare(page: &Page<'_>) -> String {
    let kinds = rare_kinds(page.comparison).into_iter().map(|kind| kind_title(kind, page.locale));
    kinds.collect::<Vec<_>>().join(", ")
}

/// A target in words: `arrears rate at most 1.35 % by 1 January 2028`.
pub(super) fn goal_title(goal: &Goal, locale: Locale) -> String {
    let bound = match goal.bound {
        Bound::AtMost => locale.pick("at most", "hoogstens"),
        Bound::AtLeast => locale.pick("at least", "minstens"),
    };
    let name = Measure::Kpi(goal.kpi).title(locale);
    let limit = wording::limit(goal.kpi.entry().unit, goal.limit(), locale);
    let by = goal.by.map_or_else(String::new, |by| format!(" {} {}", locale.pick("by", "vóór"), locale.day(by)));
    format!("{name} {bound} {limit}{by}")
}

fn answers_lead(chance: Chance, locale: Locale) -> &'static str {
    match chance {
        Chance::Nothing => locale.pick("On the recorded payments", "Op de vastgelegde betalingen"),
        Chance::Delays => {
            locale.pick("If the desk takes as long as is assumed", "Als de uitvoering zo lang duurt als aangenomen")
        }
        Chance::Households => locale.pick("If these assumptions hold", "Als deze aannames kloppen"),
    }
}

fn goals_lead(page: &Page<'_>) -> &'static str {
    match page.comparison.chance {
        Chance::Nothing => page.locale.pick("Whether each target is met.", "Of elk doel gehaald wordt."),
        Chance::Households if is_fitted(page) => page.locale.pick(
            "In how many runs each target is met. Every number behind them was fitted to these books: this is a probability.",
            "In hoeveel runs elk doel gehaald wordt. Elk getal erachter is uit deze boeken geschat: dit is een kans.",
        ),
        _ => page.locale.pick(
            "In how many runs each target is met: a range from assumed numbers, not a probability.",
            "In hoeveel runs elk doel gehaald wordt: een marge uit aangenomen getallen, geen kans.",
        ),
    }
}

fn goal_row(page: &Page<'_>, nth: usize, goal: &Goal) -> GoalRow {
    let cell = |scenario: &Compared| goal_cell(page, scenario, nth, goal);
    GoalRow { title: goal_title(goal, page.locale), cells: page.comparison.scenarios.iter().map(cell).collect() }
}

/// The figure over the window stands only beside a target that is about the window, and only where it rests on enough.
fn goal_cell(page: &Page<'_>, scenario: &Compared, nth: usize, goal: &Goal) -> GoalCell {
    let (locale, measure) = (page.locale, Measure::Kpi(goal.kpi));
    let is_shown = goal.by.is_none() && shown_measures(page.comparison).contains(&measure);
    let spread = scenario.figures.get(&measure).filter(|_| is_shown);
    GoalCell {
        figure: spread.map_or_else(String::new, |spread| wording::value(measure.unit(), spread.mean, locale)),
        range: spread
            .map_or_else(String::new, |spread| wording::range(measure.unit(), *spread, locale, wording::value)),
        met: empty(page, goal).unwrap_or_else(|| told_met(page, scenario, nth, goal, spread.is_some())),
    }
}

/// In how many runs a scenario meets a goal; where its figure does not stand above that, also why.
fn told_met(page: &Page<'_>, scenario: &Compared, nth: usize, goal: &Goal, has_figure: bool) -> String {
    let locale = page.locale;
    let met = goal_met(page.comparison, scenario, nth, locale);
    let is_judged = goal.is_judged_in(page.comparison.window);
    if met.is_empty() || has_figure || goal.by.is_some() || !is_judged {
        return met;
    }
    format!(
        "{met}; {}",
        locale.pick("too few tenancies to show the figure", "te weinig huurders om het cijfer te tonen")
    )
}

/// In how many runs a scenario meets a goal; empty where the figure is not defined.
pub(super) fn goal_met(comparison: &Comparison, scenario: &Compared, nth: usize, locale: Locale) -> String {
    if comparison.goals.get(nth).is_some_and(|goal| !goal.is_judged_in(comparison.window)) {
        return locale.pick("not in this window", "niet in dit venster").to_owned();
    }
    match scenario.goals.get(nth).filter(|met| met.of > 0) {
        None => String::new(),
        Some(met) if comparison.chance == Chance::Nothing => {
            let (yes, no) = (locale.pick("met", "gehaald"), locale.pick("not met", "niet gehaald"));
            if met.met > 0 { yes.to_owned() } else { no.to_owned() }
        }
        Some(met) => match locale {
            Locale::En => format!("in {} of {}", met.met, locale.runs(met.of)),
            Locale::Nl => format!("in {} van {}", met.met, locale.runs(met.of)),
        },
    }
}

/// Work and cost that no action was given: they are not known, which is no zero.
fn uncounted(page: &Page<'_>) -> &'static str {
    let scenarios: Vec<&Compared> = page.comparison.scenarios.iter().collect();
    match (is_counted(&scenarios, Measure::Hours), is_counted(&scenarios, Measure::Cost)) {
        (true, true) => "",
        (false, true) => page.locale.pick(
            "Hours of work are not counted: no action that was done has minutes in the policies.",
            "Uren werk zijn niet geteld: geen actie die is gedaan heeft minuten in de beleidsstukken.",
        ),
        (true, false) => page.locale.pick(
            "Direct cost is not counted: no action that was done has a cost in the policies.",
            "Directe kosten zijn niet geteld: geen actie die is gedaan heeft kosten in de beleidsstukken.",
        ),
        (false, false) => page.locale.pick(
            "Hours of work and direct cost are not counted: no action that was done has minutes or a cost in the policies.",
            "Uren werk en directe kosten zijn niet geteld: geen actie die is gedaan heeft minuten of kosten in de \
             beleidsstukken.",
        ),
    }
}

fn assumptions(page: &Page<'_>) -> Vec<[String; 5]> {
    let label = |label| match label {
        Label::Fitted => page.locale.pick("fitted to these books", "geschat uit deze boeken"),
        Label::Literature => page.locale.pick("literature", "literatuur"),
        Label::Assumed => page.locale.pick("assumed", "aangenomen"),
    };
    let assumptions = page.assumptions.iter().cloned();
    assumptions.map(|of| [of.name, of.value, of.interval, label(of.label).to_owned(), of.source]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_ends_between_a_sign_and_its_amount_or_begins_with_the_mark_between_two() {
        let told = unbreakable("+€ 58 … −€ 3; +0.12 pp");
        assert_eq!(told, "+\u{2060}€\u{a0}58\u{a0}… −\u{2060}€\u{a0}3; +0.12\u{a0}pp");
    }
}
