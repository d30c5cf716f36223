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
use crate::ledger::Account;
use crate::vocabulary::ActionKind;

/// A file with the bailiff.
#[derive(Clone, Copy, Debug)]
pub(super) struct Road {
    file: File,
    /// The step that comes next, and from which day; none when nothing more comes of it.
    next: Option<NextStep>,
}

/// What a file is known by, here and on the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct File {
    /// The month in which the oldest claim fell due.
    pub(super) month: i32,
    /// How many files of the month were handed over before.
    pub(super) number: u32,
}

#[derive(Clone, Copy, Debug)]
struct NextStep {
    kind: ActionKind,
    from: Day,
    /// Months of rent in arrears from which the step is taken.
    months: f64,
}

impl Road {
    /// A file handed over today.
    pub(super) fn begin(file: File, today: Day, response: &Response<'_>) -> Road {
        let recorded = recorded(file, response);
        let draw = response.luck.draw(DrawKind::WritWait, file.month, file.number);
        let days = match recorded {
            Some(RecordedRoad { handed_over, writ: Some(writ), .. }) => writ.day.since(*handed_over),
            Some(road) => {
                road.seen_until.since(road.handed_over).max(0) + wait(response.drawn.days_to_writ, draw.exponential())
            }
            None => wait(response.drawn.days_to_writ, draw.exponential()),
        };
        let step = recorded.and_then(|road| road.writ);
        let months = needed(response.drawn.months_for_writ, step);
        Road { file, next: Some(NextStep { kind: ActionKind::Writ, from: today.plus(days), months }) }
    }

    /// What the next step is, if there is one.
    pub(super) fn next_kind(&self) -> Option<ActionKind> {
        self.next.map(|step| step.kind)
    }

    /// The first day after today on which the next step may come.
    pub(super) fn next_day(&self, today: Day) -> Day {
        self.next.map(|step| step.from).filter(|from| *from > today).unwrap_or(Day::NEVER)
    }

    /// The step that bailiff or court take this morning, if they do.
    pub(super) fn step(
        &mut self,
        account: &Account,
        ended: Option<Day>,
        today: Day,
        response: &Response<'_>,
    ) -> Option<ActionKind> {
        let step = self.next.filter(|step| step.from <= today)?;
        let months = account.overdue_rent(today).cents() as f64 / account.monthly_rent().cents().max(1) as f64;
        if months < step.months {
            return None;
        }
        if step.kind == ActionKind::Eviction && ended.is_some_and(|end| end <= today) {
            // Nobody lives there any more.
            self.next = None;
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
        if kind == ActionKind::Writ {
            self.next = self.after_writ(today, response);
        }
    }

    fn after_writ(&self, today: Day, response: &Response<'_>) -> Option<NextStep> {
        let recorded = recorded(self.file, response).filter(|road| road.writ.is_some());
        let draw = |kind| response.luck.draw(kind, self.file.month, self.file.number);
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

fn recorded<'a>(file: File, response: &Response<'a>) -> Option<&'a RecordedRoad> {
    response.recollection.roads.iter().find(|road| road.file == file)
}

/// Months of rent from which a step is taken: fewer, where the record shows it taken at fewer.
fn needed(months: f64, recorded: Option<RecordedStep>) -> f64 {
    recorded.map_or(months, |step| months.min(step.overdue.cents() as f64 / step.rent.cents().max(1) as f64))
}

/// Whole days of waiting, at least one.
fn wait(mean: f64, exponential: f64) -> i32 {
    whole(libm::ceil(mean * exponential)).max(1)
}
