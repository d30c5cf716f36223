//! With so many hours a week: what a policy comes to, who waits, and how many hours are enough.

use super::Aim;
use super::mean;
use crate::capacity::A_WEEK;
use crate::capacity::RuleTally;
use crate::capacity::Week;
use crate::capacity::tally;
use crate::capacity::weeks;
use crate::compare::Measure;
use crate::compare::measured;
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
    /// How often each act that the law asks for is done a year.
    pub statutory: Vec<(ActionKind, f64)>,
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
    /// Minutes a week, between the most that are not and the fewest that are.
    From(u32),
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
        let done = STATUTORY.into_iter().filter_map(|kind| Some((kind, over(Measure::Actions(kind))?)));
        Some(Level {
            minutes,
            is_asked: true,
            figures: each(measure)?,
            beside: others.filter_map(|other| Some((other, over(other)?))).collect(),
            statutory: done.collect(),
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
        let days: f64 = self.days() / 7.0;
        all.map(|week| week.worked as f64).sum::<f64>() / 60.0 / days.max(1.0) / self.weeks.len().max(1) as f64
    }

    fn days(&self) -> f64 {
        let Some(weeks) = self.weeks.first() else { return 0.0 };
        let ends = weeks.first().zip(weeks.last());
        ends.map_or(0.0, |(first, last)| f64::from(last.last.since(first.last)) + 7.0)
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
    Some(Enough::From(high))
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
        let window = crate::calendar::Period { from: waits, to: waits.plus(100) };
        let served = crate::capacity::Served { jobs: vec![job] };
        Some(Level {
            minutes,
            is_asked: true,
            figures: vec![figure - 0.001, figure + 0.001],
            beside: Vec::new(),
            statutory: Vec::new(),
            rules: tally(&[served], 1, window),
            weeks: Vec::new(),
            breaches: Vec::new(),
            settled: Settled::default(),
        })
    }

    fn found(hours: &[u32], level: f64) -> Capacity {
        let minutes: Vec<u32> = hours.iter().map(|hours| hours * 60).collect();
        capacity(&minutes, 0.0, Some(Aim { level, bound: Bound::AtMost }), &mut planted).unwrap()
    }

    #[test]
    fn the_fewest_hours_that_are_enough_are_found_between_those_that_were_asked() {
        let of = found(&[16, 4, 8], 0.0145);
        assert_eq!((of.target, of.prompt), (Some(Enough::From(330)), Enough::From(720)));
        let asked: Vec<Option<u32>> = of.levels.iter().filter(|of| of.is_asked).map(|of| of.minutes).collect();
        assert_eq!(asked, [Some(240), Some(480), Some(960), None]);
        assert!(of.levels.is_sorted_by_key(|level| level.minutes.unwrap_or(u32::MAX)));
    }

    #[test]
    fn what_none_of_the_hours_does_is_said_to_be_so() {
        assert_eq!(found(&[2, 4], 0.012).target, Some(Enough::Beyond));
        assert_eq!(found(&[2, 40], 0.001).target, Some(Enough::Never));
        assert_eq!(found(&[20, 40], 0.02).target, Some(Enough::Always));
    }
}
