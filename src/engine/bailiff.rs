//! The road of a file after hand-over: writ and eviction, left at any point when the debt is gone.
//!
//! Where the record shows what bailiff and court did with a file handed over in the same month of arrears, they take the
//! same time here; else the numbers of the behaviour decide.

use super::household::Response;
use super::luck::whole;
use super::recollection::RecordedRoad;
use super::recollection::RecordedStep;
use crate::calendar::Day;
use crate::chance::DrawKind;
use crate::program::Facts;
use crate::vocabulary::ActionKind;

/// A file with the bailiff.
#[derive(Clone, Copy, Debug)]
pub(super) struct Road {
    month: i32,
    /// The step that comes next, and from which day; none when nothing more comes of it.
    next: Option<NextStep>,
}

#[derive(Clone, Copy, Debug)]
struct NextStep {
    kind: ActionKind,
    from: Day,
    /// Months of rent in arrears from which the step is taken.
    months: f64,
}

impl Road {
    /// A file handed over today, for arrears whose oldest claim fell due in this month.
    pub(super) fn begin(month: i32, today: Day, response: &Response<'_>) -> Road {
        let recorded = recorded(month, response);
        let draw = response.luck.draw(DrawKind::WritWait, month, 0);
        let days = match recorded {
            Some(RecordedRoad { handed_over, writ: Some(writ), .. }) => writ.day.since(*handed_over),
            Some(road) => {
                road.seen_until.since(road.handed_over).max(0) + wait(response.drawn.days_to_writ, draw.exponential())
            }
            None => wait(response.drawn.days_to_writ, draw.exponential()),
        };
        let step = recorded.and_then(|road| road.writ);
        let months = needed(response.drawn.months_for_writ, step);
        Road { month, next: Some(NextStep { kind: ActionKind::Writ, from: today.plus(days), months }) }
    }

    /// The first day after today on which the next step may come.
    pub(super) fn next_day(&self, today: Day) -> Day {
        self.next.map(|step| step.from).filter(|from| *from > today).unwrap_or(Day::NEVER)
    }

    /// The step that bailiff or court take this morning, if they do.
    pub(super) fn step(&mut self, facts: &Facts, today: Day, response: &Response<'_>) -> Option<ActionKind> {
        let step = self.next.filter(|step| step.from <= today)?;
        let months = facts.arrears_of_rent.cents() as f64 / facts.monthly_rent.cents().max(1) as f64;
        if facts.plan_active || months < step.months {
            return None;
        }
        self.next = match step.kind {
            ActionKind::Writ => self.after_writ(today, response),
            _ => None,
        };
        Some(step.kind)
    }

    /// A step that the record shows before the policy under test decides.
    pub(super) fn follow(&mut self, kind: ActionKind, today: Day, response: &Response<'_>) {
        match kind {
            ActionKind::Writ => self.next = self.after_writ(today, response),
            ActionKind::Eviction => self.next = None,
            _ => {}
        }
    }

    fn after_writ(&self, today: Day, response: &Response<'_>) -> Option<NextStep> {
        let recorded = recorded(self.month, response).filter(|road| road.writ.is_some());
        let draw = |kind| response.luck.draw(kind, self.month, 0);
        let days = match recorded {
            Some(RecordedRoad { writ: Some(writ), eviction: Some(eviction), .. }) => eviction.day.since(writ.day),
            // The record shows a writ and no eviction: the court did not order one.
            Some(_) => return None,
            None if draw(DrawKind::EvictionOrdered).uniform() >= response.drawn.eviction_ordered => return None,
            None => wait(response.drawn.days_to_eviction, draw(DrawKind::EvictionWait).exponential()),
        };
        let months = needed(response.drawn.months_for_eviction, recorded.and_then(|road| road.eviction));
        Some(NextStep { kind: ActionKind::Eviction, from: today.plus(days), months })
    }
}

fn recorded<'a>(month: i32, response: &Response<'a>) -> Option<&'a RecordedRoad> {
    response.recollection.roads.iter().find(|road| road.month == month)
}

/// Months of rent from which a step is taken: fewer, where the record shows it taken at fewer.
fn needed(months: f64, recorded: Option<RecordedStep>) -> f64 {
    recorded.map_or(months, |step| months.min(step.overdue.cents() as f64 / step.rent.cents().max(1) as f64))
}

/// Whole days of waiting, at least one.
fn wait(mean: f64, exponential: f64) -> i32 {
    whole(libm::ceil(mean * exponential)).max(1)
}
