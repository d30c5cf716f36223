//! With so many hours a week: what a policy comes to, who waits, and how many hours are enough.

use super::Aim;
use super::independent;
use super::mean;
use crate::calendar::Period;
use crate::capacity::A_WEEK;
use crate::capacity::RuleTally;
use crate::capacity::Week;
use crate::capacity::tally;
use crate::capacity::weeks;
use crate::compare::Measure;
use crate::compare::measured;
use crate::estimation::NORMAL_95;
use crate::scenario::Desk;
use crate::scenario::Plan;
use crate::scenario::Settled;
use crate::scenario::Staffed;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Kpi;

/// Acts of which a law or a decree says that they are to be done, or before what.
/// Source: Wgs art. 3 lid 1 b and Besluit gemeentelijke schuldhulpverlening art. 2; BW 6:96 lid 6; Rv art. 558a.
pub const STATUTORY: [ActionKind; 3] = [ActionKind::EarlySignal, ActionKind::WikLetter, ActionKind::MunicipalityNotice];

/// Between two hours that are tried the answer is looked for so closely: minutes a week.
const CLOSE: u32 = 30;

/// And by so many halvings at most.
const HALVINGS: u32 = 5;

/// What a policy comes to with so many hours a week.
#[derive(Clone, Debug)]
pub struct Level {
    /// Minutes a week; none, as many as it takes.
    pub minutes: Option<u32>,
    /// Whether it was asked for, and not tried in search of an answer.
    pub is_asked: bool,
    /// The figure that is asked about, in each run.
    pub figures: Vec<f64>,
    /// Others beside it, those that are defined.
    pub beside: Vec<(Measure, f64)>,
    /// How often each act that the law asks for is done a year, in each run.
    pub statutory: Vec<(ActionKind, Vec<f64>)>,
    /// The days that are looked at.
    pub window: Period,
    /// What became of the work of each rule, over all runs.
    pub rules: Vec<RuleTally>,
    /// The weeks of each run.
    pub weeks: Vec<Vec<Week>>,
    /// How often each guarantee was breached, over all runs.
    pub breaches: Vec<u64>,
    /// How the rounds ended.
    pub settled: Settled,
}

/// What hours do to a policy.
#[derive(Clone, Debug)]
pub struct Capacity {
    /// In ascending order of hours; as many as it takes stands last.
    pub levels: Vec<Level>,
    /// Minutes a week that the work comes to with hours enough.
    pub asked_a_week: f64,
    /// From how many hours on the mean meets the aim; none without an aim.
    pub target: Option<Enough>,
    /// From how many hours on nothing waits longer than a week, in any run.
    pub prompt: Enough,
}

/// How many hours are enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enough {
    /// The fewest that were tried are.
    Always,
    /// From here on.
    From {
        /// The most minutes a week with which it does not hold.
        too_few: u32,
        /// The fewest with which it does, of those that were tried.
        enough: u32,
    },
    /// None of those that were tried, but as many as it takes are.
    Beyond,
    /// Not even as many as it takes.
    Never,
}

impl Level {
    /// What the work of a policy came to.
    #[must_use]
    pub fn of(
        minutes: Option<u32>,
        staffed: &Staffed,
        desk: &Desk<'_>,
        plan: &Plan<'_>,
        measure: Measure,
    ) -> Option<Level> {
        let window = plan.scenario.measured();
        let each = |of: Measure| -> Option<Vec<f64>> {
            staffed.tables.iter().map(|table| measured(table, of, window)).collect()
        };
        let over = |of: Measure| mean(&each(of)?);
        let others = [Kpi::ArrearsRateSitting, Kpi::TenantsInArrears, Kpi::Evictions].map(Measure::Kpi);
        let others = others.into_iter().filter(|other| *other != measure);
        let done = STATUTORY.into_iter().filter_map(|kind| Some((kind, each(Measure::Actions(kind))?)));
        Some(Level {
            minutes,
            is_asked: true,
            figures: each(measure)?,
            beside: others.filter_map(|other| Some((other, over(other)?))).collect(),
            statutory: done.collect(),
            window,
            rules: tally(&staffed.runs, desk.rota.titles.len(), window),
            weeks: staffed.runs.iter().map(|run| weeks(&run.jobs, window)).collect(),
            breaches: staffed.breaches.clone(),
            settled: staffed.settled,
        })
    }

    /// Whether nothing waits longer than a week, in any run.
    #[must_use]
    pub fn is_prompt(&self) -> bool {
        self.rules.iter().all(|rule| rule.waits_no_longer_than(A_WEEK))
    }

    /// Whether the mean of the figure meets an aim.
    #[must_use]
    pub fn meets(&self, aim: Aim) -> bool {
        mean(&self.figures).is_some_and(|figure| aim.is_met_by(figure))
    }

    /// Hours of work a week that were spent, on average over weeks and runs.
    #[must_use]
    pub fn worked(&self) -> f64 {
        let all = self.weeks.iter().flatten();
        // The first and the last week may be part of one.
        let weeks = f64::from(self.window.to.since(self.window.from) + 1) / 7.0;
        all.map(|week| week.worked as f64).sum::<f64>() / 60.0 / weeks.max(1.0) / self.weeks.len().max(1) as f64
    }

    /// How often an act that the law asks for is done a year, on average over the runs.
    #[must_use]
    pub fn act(&self, kind: ActionKind) -> Option<f64> {
        self.statutory.iter().find(|(other, _)| *other == kind).and_then(|(_, times)| mean(times))
    }

    /// Whether an act is done less than at another level by more than luck explains, run by run with the same luck.
    #[must_use]
    pub fn holds_up(&self, kind: ActionKind, all: &Level) -> bool {
        let of =
            |level: &Level| level.statutory.iter().find(|(other, _)| *other == kind).map(|(_, times)| times.clone());
        let (Some(own), Some(all)) = (of(self), of(all)) else { return false };
        let fewer = independent(&own.iter().zip(&all).map(|(own, all)| all - own).collect::<Vec<f64>>());
        let middle = mean(&fewer).unwrap_or(0.0);
        let squares: f64 = fewer.iter().map(|one| (one - middle) * (one - middle)).sum();
        let draws = fewer.len() as f64;
        let error = libm::sqrt(squares / (draws - 1.0).max(1.0) / draws.max(1.0));
        middle > NORMAL_95 * error && middle > 0.05 * mean(&all).unwrap_or(0.0)
    }

    /// Hours of work that wait at the end of each week, on average over the runs.
    #[must_use]
    pub fn backlog(&self) -> Vec<(crate::calendar::Day, f64)> {
        let Some(first) = self.weeks.first() else { return Vec::new() };
        let at = |nth: usize| -> f64 {
            self.weeks.iter().filter_map(|run| run.get(nth)).map(|week| week.waiting as f64 / 60.0).sum()
        };
        let runs = self.weeks.len() as f64;
        first.iter().enumerate().map(|(nth, week)| (week.last, at(nth) / runs)).collect()
    }
}

/// Asks what a policy comes to with each number of minutes a week, and how many are enough. None when `ask` gives none.
#[must_use]
pub fn capacity(
    minutes: &[u32],
    asked_a_week: f64,
    aim: Option<Aim>,
    ask: &mut dyn FnMut(Option<u32>) -> Option<Level>,
) -> Option<Capacity> {
    let mut tried: Vec<u32> = minutes.to_vec();
    tried.sort_unstable();
    tried.dedup();
    let mut levels = tried.into_iter().map(|minutes| ask(Some(minutes))).collect::<Option<Vec<Level>>>()?;
    let all = ask(None)?;
    let target = match aim {
        Some(aim) => Some(enough(&mut levels, &all, &|level| level.meets(aim), ask)?),
        None => None,
    };
    let prompt = enough(&mut levels, &all, &Level::is_prompt, ask)?;
    levels.push(all);
    Some(Capacity { levels, asked_a_week, target, prompt })
}

/// From how many hours on something holds, up to the most that were tried.
fn enough(
    levels: &mut Vec<Level>,
    all: &Level,
    holds: &dyn Fn(&Level) -> bool,
    ask: &mut dyn FnMut(Option<u32>) -> Option<Level>,
) -> Option<Enough> {
    let Some(last) = levels.iter().rposition(|level| !holds(level)) else { return Some(Enough::Always) };
    let minutes = |place: usize| levels.get(place).and_then(|level: &Level| level.minutes);
    let (Some(mut low), high) = (minutes(last), minutes(last + 1)) else { return Some(Enough::Never) };
    let Some(mut high) = high else { return Some(if holds(all) { Enough::Beyond } else { Enough::Never }) };
    for _ in 0..HALVINGS {
        let middle = (low + high) / 2 / CLOSE * CLOSE;
        if middle <= low {
            break;
        }
        let level = Level { is_asked: false, ..ask(Some(middle))? };
        if holds(&level) {
            high = middle
        } else {
            low = middle
        }
        levels.push(level);
    }
    levels.sort_by_key(|level| level.minutes);
    Some(Enough::From { too_few: low, enough: high })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Bound;

    /// A level of which the figure falls with the hours, down to one per cent at ten hours; with twelve nothing waits.
    fn planted(minutes: Option<u32>) -> Option<Level> {
        let hours = f64::from(minutes.unwrap_or(60_000)) / 60.0;
        let figure = 0.01 + (10.0 - hours).max(0.0) / 1000.0;
        let waits = crate::calendar::Day::from_number(19_000);
        let job = crate::capacity::Job {
            tenancy: 0,
            rule: 0,
            place: 0,
            decided: waits,
            ready: waits,
            weight: 1,
            arrears: crate::money::Money::ZERO,
            minutes: 1,
            way: crate::capacity::Way::Queue,
            end: crate::capacity::End::Done(waits.plus(if hours < 12.0 { 8 } else { 7 })),
        };
        let window = Period { from: waits, to: waits.plus(100) };
        let served = crate::capacity::Served { jobs: vec![job] };
        Some(Level {
            minutes,
            is_asked: true,
            figures: vec![figure - 0.001, figure + 0.001],
            beside: Vec::new(),
            statutory: Vec::new(),
            window,
            rules: tally(&[served], 1, window),
            weeks: Vec::new(),
            breaches: Vec::new(),
            settled: Settled::default(),
        })
    }

    fn found(hours: &[u32], level: f64) -> Capacity {
        let minutes: Vec<u32> = hours.iter().map(|hours| hours * 60).collect();
        capacity(&minutes, 0.0, Some(Aim::Target { level, bound: Bound::AtMost }), &mut planted).unwrap()
    }

    #[test]
    fn the_fewest_hours_that_are_enough_are_found_between_those_that_were_asked() {
        let of = found(&[16, 4, 8], 0.0145);
        assert_eq!(
            (of.target, of.prompt),
            (Some(Enough::From { too_few: 300, enough: 330 }), Enough::From { too_few: 690, enough: 720 })
        );
        let asked: Vec<Option<u32>> = of.levels.iter().filter(|of| of.is_asked).map(|of| of.minutes).collect();
        assert_eq!(asked, [Some(240), Some(480), Some(960), None]);
        assert!(of.levels.is_sorted_by_key(|level| level.minutes.unwrap_or(u32::MAX)));
    }

    #[test]
    fn hours_worked_a_week_go_by_the_days_of_the_window_and_not_by_whole_weeks() {
        let friday = "2024-03-01".parse::<crate::calendar::Day>().unwrap();
        let window = Period { from: friday, to: friday.plus(13) };
        let week = |days: i32| Week { last: friday.plus(days), worked: 300, waiting: 0 };
        // Two weeks, from a Friday to a Thursday: parts of three by the calendar.
        let level = Level { window, weeks: vec![vec![week(2), week(9), week(13)]], ..planted(Some(60)).unwrap() };
        assert!((level.worked() - 7.5).abs() < 1e-9, "{}", level.worked());
    }

    #[test]
    fn an_act_is_held_up_where_it_is_done_less_in_runs_with_the_same_luck() {
        let kind = STATUTORY[0];
        let level = |times: &[f64]| Level { statutory: vec![(kind, times.to_vec())], ..planted(Some(60)).unwrap() };
        let all = level(&[100.0, 60.0, 140.0, 90.0]);
        assert!(level(&[90.0, 52.0, 126.0, 80.0]).holds_up(kind, &all), "a tenth less in each");
        assert!(!level(&[60.0, 100.0, 90.0, 110.0]).holds_up(kind, &all), "as much less as luck makes of it");
    }

    #[test]
    fn what_none_of_the_hours_does_is_said_to_be_so() {
        assert_eq!(found(&[2, 4], 0.012).target, Some(Enough::Beyond));
        assert_eq!(found(&[2, 40], 0.001).target, Some(Enough::Never));
        assert_eq!(found(&[20, 40], 0.02).target, Some(Enough::Always));
    }
}
