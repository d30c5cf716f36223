//! A course day by day, a row for each step: what is done, by which rule, and under which of two policies.
//!
//! Knows the steps that were taken; decides nothing. Always: a step has a row of its own, and a day is named in the first
//! row that is of it.

use super::table::Align;
use super::table::wrapped_after;
use crate::calendar::Day;
use crate::locale::Locale;
use crate::proof::Moment;
use crate::proof::Taken;
use std::collections::BTreeMap;

/// What a table of a course has before it on a terminal.
const INDENT: usize = 4;

/// Under which of two policies a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Both,
    Old,
    New,
}

impl Side {
    const fn word(self, locale: Locale) -> &'static str {
        match self {
            Side::Both => locale.pick("both", "beide"),
            Side::Old => locale.pick("old", "oud"),
            Side::New => locale.pick("new", "nieuw"),
        }
    }
}

/// Rows with their headings, to be set on a terminal or a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listing {
    pub(super) headings: Vec<(&'static str, Align)>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Listing {
    /// The rows for a terminal, each line with four spaces before it.
    pub(super) fn text(&self) -> String {
        wrapped_after(&self.headings, &self.rows, INDENT)
    }
}

/// One course: on which day what is done, by which rule, and what of it breaches something.
pub(super) fn course(moments: &[Moment], locale: Locale) -> Listing {
    let breach = |step: &Taken| if step.breaches { locale.pick("← breaches it", "← schendt haar") } else { "" };
    let row = |moment: &Moment, place: usize, step: &Taken| {
        let last = [told(step), step.rule.clone(), breach(step).to_owned()];
        when(place, moment.after, moment.day, &locale.money(moment.arrears)).into_iter().chain(last).collect()
    };
    let rows = moments.iter().flat_map(|moment| {
        let steps = moment.steps.iter().enumerate();
        steps.map(move |(place, step)| row(moment, place, step)).collect::<Vec<Vec<String>>>()
    });
    let headings = days_of(locale).into_iter().chain(steps_of(locale)).chain([("", Align::Left)]);
    Listing { headings: headings.collect(), rows: rows.collect() }
}

/// The courses of one tenant under two policies, laid on one another: what both do by the same rule on the same day is told
/// once.
pub(super) fn courses(old: &[Moment], new: &[Moment], locale: Locale) -> Listing {
    let mut days: BTreeMap<Day, (Option<&Moment>, Option<&Moment>)> = BTreeMap::new();
    for moment in old {
        days.entry(moment.day).or_default().0 = Some(moment);
    }
    for moment in new {
        days.entry(moment.day).or_default().1 = Some(moment);
    }
    let mut rows = Vec::new();
    for (day, (old, new)) in days {
        let after = old.or(new).map_or(0, |moment| moment.after);
        let arrears = match [old, new].map(|of| of.map(|moment| moment.arrears)) {
            [Some(old), Some(new)] if old != new => format!("{} \u{2192} {}", locale.money(old), locale.money(new)),
            [old, new] => old.or(new).map_or_else(String::new, |arrears| locale.money(arrears)),
        };
        let [old, new] = [old, new].map(|of| of.map_or(&[][..], |moment| &moment.steps));
        for (place, (side, step)) in laid(old, new).into_iter().enumerate() {
            let last = [side.word(locale).to_owned(), told(step), step.rule.clone()];
            rows.push(when(place, after, day, &arrears).into_iter().chain(last).collect());
        }
    }
    let side = (locale.pick("policy", "beleid"), Align::Left);
    let headings = days_of(locale).into_iter().chain([side]).chain(steps_of(locale));
    Listing { headings: headings.collect(), rows }
}

/// What two policies do on one day.
pub(super) fn day(old: &[Taken], new: &[Taken], locale: Locale) -> Listing {
    let nothing =
        |side: Side| vec![side.word(locale).to_owned(), locale.pick("nothing", "niets").to_owned(), String::new()];
    let steps = laid(old, new).into_iter();
    let mut rows: Vec<Vec<String>> =
        steps.map(|(side, step)| vec![side.word(locale).to_owned(), told(step), step.rule.clone()]).collect();
    if old.is_empty() {
        rows.insert(0, nothing(Side::Old));
    }
    if new.is_empty() {
        rows.push(nothing(Side::New));
    }
    let side = (locale.pick("policy", "beleid"), Align::Left);
    Listing { headings: [side].into_iter().chain(steps_of(locale)).collect(), rows }
}

/// A step with what came of it.
fn told(step: &Taken) -> String {
    step.outcome.map_or_else(|| step.step.clone(), |outcome| format!("{}, {outcome}", step.step))
}

/// The steps of both, those of the old policy first; what both do by the same rule stands once.
fn laid<'s>(old: &'s [Taken], new: &'s [Taken]) -> Vec<(Side, &'s Taken)> {
    let mut left: Vec<&Taken> = new.iter().collect();
    let mut rows = Vec::new();
    for step in old {
        let same = |other: &&Taken| (&other.step, &other.rule, other.outcome) == (&step.step, &step.rule, step.outcome);
        match left.iter().position(same) {
            Some(place) => rows.push((Side::Both, left.remove(place))),
            None => rows.push((Side::Old, step)),
        }
    }
    rows.extend(left.into_iter().map(|step| (Side::New, step)));
    rows
}

/// The day of a row; empty below the first of a day.
fn when(place: usize, after: i32, day: Day, arrears: &str) -> [String; 3] {
    if place > 0 {
        return [String::new(), String::new(), String::new()];
    }
    [after.to_string(), day.to_string(), arrears.to_owned()]
}

const fn days_of(locale: Locale) -> [(&'static str, Align); 3] {
    [
        (locale.pick("day", "dag"), Align::Right),
        (locale.pick("date", "datum"), Align::Left),
        (locale.pick("arrears", "achterstand"), Align::Right),
    ]
}

const fn steps_of(locale: Locale) -> [(&'static str, Align); 2] {
    [
        (locale.pick("what is done", "wat er wordt gedaan"), Align::Left),
        (locale.pick("by the rule", "door de regel"), Align::Left),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Money;

    fn step(step: &str, rule: &str) -> Taken {
        Taken { step: step.to_owned(), rule: rule.to_owned(), outcome: None, breaches: false }
    }

    fn moment(day: &str, after: i32, cents: i64, steps: Vec<Taken>) -> Moment {
        Moment { day: day.parse().unwrap(), after, arrears: Money::from_cents(cents), steps }
    }

    #[test]
    fn what_both_policies_do_by_the_same_rule_stands_once_and_the_rest_by_its_policy() {
        let old = [moment("2024-03-08", 7, 10_000, vec![step("call", "Ring"), step("visit", "Visit")])];
        let new = [
            moment("2024-03-08", 7, 10_000, vec![step("call", "Ring"), step("visit", "Go there")]),
            moment("2024-03-09", 8, 10_000, vec![step("hand_over", "Out")]),
        ];
        let rows = courses(&old, &new, Locale::En).rows;
        let told: Vec<[&str; 4]> = rows.iter().map(|row| [&row[0], &row[3], &row[4], &row[5]].map(|s| &**s)).collect();
        assert_eq!(
            told,
            [
                ["7", "both", "call", "Ring"],
                ["", "old", "visit", "Visit"],
                ["", "new", "visit", "Go there"],
                ["8", "new", "hand_over", "Out"],
            ]
        );
    }

    #[test]
    fn a_step_that_is_taken_twice_by_one_of_them_is_no_step_of_both() {
        let (once, twice) = ([step("call", "Ring")], [step("call", "Ring"), step("call", "Ring")]);
        let sides = |old: &[Taken], new: &[Taken]| laid(old, new).iter().map(|(side, _)| *side).collect::<Vec<Side>>();
        assert_eq!(sides(&once, &twice), [Side::Both, Side::New]);
        assert_eq!(sides(&twice, &once), [Side::Both, Side::Old]);
    }

    #[test]
    fn arrears_that_differ_are_told_of_both() {
        let of = |cents| [moment("2024-03-08", 7, cents, vec![step("call", "Ring")])];
        assert_eq!(courses(&of(10_000), &of(14_000), Locale::En).rows[0][2], "€ 100.00 → € 140.00");
    }

    #[test]
    fn a_long_day_takes_lines_of_its_own_within_a_hundred_columns() {
        let long = "Persoonlijk contact, zo mogelijk telefonisch, en anders aan de deur met twee mensen";
        let steps = (0..6).map(|nth| step(&format!("schuldhulp_aanmelding ({nth})"), long)).collect();
        let text = courses(&[moment("2024-03-08", 7, 10_000, steps)], &[], Locale::Nl).text();
        assert!(text.lines().count() > 6 && text.lines().all(|line| line.chars().count() <= 100), "{text}");
        assert!(text.lines().all(|line| line.starts_with("    ")), "{text}");
    }

    #[test]
    fn who_does_nothing_is_said_to() {
        let rows = day(&[], &[step("call", "Ring")], Locale::Nl).rows;
        assert_eq!(rows, [["oud", "niets", ""], ["nieuw", "call", "Ring"]]);
        let rows = day(&[step("call", "Ring")], &[], Locale::En).rows;
        assert_eq!(rows, [["old", "call", "Ring"], ["new", "nothing", ""]]);
    }
}
