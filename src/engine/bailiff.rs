//! The road of a file after hand-over: demand, writ, judgment, notice, eviction; left at any point when the debt is gone.
//!
//! Where the record shows a file handed over in the same month of arrears, its steps take the same time here; what the
//! record hides between two steps is spread evenly, and what comes after its end is drawn. Knows no policy: who may not
//! move today is asked of the caller.

use super::household::Response;
use super::luck::whole;
use super::recollection::RecordedJudgment;
use super::recollection::RecordedRoad;
use super::recollection::RecordedSettlement;
use super::recollection::RecordedStep;
use crate::calendar::Day;
use crate::chance::DrawKey;
use crate::chance::DrawKind;
use crate::law;
use crate::law::Term;
use crate::ledger::Account;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Outcome;

/// The steps in their order. The municipality is told of an eviction on the day of its notice.
/// Source: Processenboek Incasso, steps B.1.1 to B.2.5.
pub(super) const STEPS: [ActionKind; 5] =
    [ActionKind::Demand, ActionKind::Writ, ActionKind::Judgment, ActionKind::EvictionNotice, ActionKind::Eviction];

/// The place of a step on the road, if it is one.
pub(super) fn place_of(kind: ActionKind) -> Option<usize> {
    STEPS.iter().position(|step| *step == kind)
}

/// A file with the bailiff.
#[derive(Clone, Copy, Debug)]
pub(super) struct Road {
    file: File,
    handed_over: Day,
    /// When each step was taken.
    taken: [Option<Day>; STEPS.len()],
    /// How many of the court's settlements are over.
    settled: usize,
    /// Whether the latest of them came with an order of eviction, for when it would not be kept.
    ordered_before: bool,
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

/// A step of today, and what the court or the bailiff decided in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taken {
    pub(super) kind: ActionKind,
    pub(super) outcome: Option<Outcome>,
}

#[derive(Clone, Copy, Debug)]
struct NextStep {
    place: usize,
    from: Day,
    /// Months of rent in arrears from which the step is taken.
    months: f64,
}

impl Road {
    /// A file handed over today.
    pub(super) fn begin(file: File, today: Day, response: &Response<'_>) -> Road {
        let taken = [None; STEPS.len()];
        let road = Road { file, handed_over: today, taken, settled: 0, ordered_before: false, next: None };
        Road { next: road.step_at(0, today, response), ..road }
    }

    /// What the record shows of the same file.
    pub(super) fn recorded<'a>(&self, response: &Response<'a>) -> Option<&'a RecordedRoad> {
        recorded(self.file, response)
    }

    /// A plan set by the court is over, broken or run out: eviction follows at once where it was ordered for that case, or
    /// the file comes before the court again.
    pub(super) fn settlement_over(&mut self, today: Day, response: &Response<'_>) {
        if self.next.is_some() || !self.is_judged() {
            return;
        }
        let told = self.told_after_settlement(today, response);
        let may_be_ordered = told.is_none() && !self.is_shown_to_stand_after_settlement(response);
        self.settled += 1;
        let drawn = self.draw(DrawKind::ConditionalOrder, response).uniform();
        self.ordered_before = may_be_ordered && drawn < response.drawn.bailiff.conditional_order;
        self.next = match told {
            Some(next) => Some(next),
            None if self.ordered_before => self.step_at(NOTICE, today, response),
            None => self.step_at(JUDGMENT, today, response),
        };
    }

    /// The step that the record shows after the settlement that is over here today, as many days later as there.
    fn told_after_settlement(&self, today: Day, response: &Response<'_>) -> Option<NextStep> {
        let road = self.recorded(response)?;
        let ruling = self.judgment(response)?;
        let over = ruling.settlement?.end;
        let judged = road.judgments.get(self.settled + 1).map(|judged| (JUDGMENT, judged.day));
        let step = |place: usize| road.steps.get(place).copied().flatten().map(|step| (place, step.day));
        // A settlement breaks some days before its end by the books, and notice may follow on that day.
        let later = |found: &(usize, Day)| found.1 >= ruling.day;
        let (place, day) = judged.or_else(|| step(NOTICE).filter(later)).or_else(|| step(EVICTION).filter(later))?;
        Some(NextStep { place, from: today.plus(day.since(over).max(0)), months: 0.0 })
    }

    /// Whether the record shows the file to go on after the settlement that is over here, so that no order came with it.
    fn is_shown_to_stand_after_settlement(&self, response: &Response<'_>) -> bool {
        let over = self.judgment(response).and_then(|judged| Some(judged.settlement?.end));
        over.zip(self.recorded(response)).is_some_and(|(over, road)| over < road.seen_until)
    }

    /// The judgment that the record shows at this point of the same file.
    fn judgment<'a>(&self, response: &Response<'a>) -> Option<&'a RecordedJudgment> {
        self.recorded(response)?.judgments.get(self.settled)
    }

    /// The plan that the record shows the court to set at this point of the same file.
    pub(super) fn settlement<'a>(&self, response: &Response<'a>) -> Option<&'a RecordedSettlement> {
        self.judgment(response)?.settlement.as_ref()
    }

    /// Whether the file is before the court: a writ was served and nothing decided yet, or not since the last settlement.
    pub(super) fn is_sued(&self) -> bool {
        let [_, writ, later @ ..] = &self.taken;
        writ.is_some() && (later.iter().all(Option::is_none) || self.awaits(JUDGMENT))
    }

    fn is_judged(&self) -> bool {
        self.taken.get(JUDGMENT).copied().flatten().is_some()
    }

    fn awaits(&self, place: usize) -> bool {
        self.next.is_some_and(|next| next.place == place)
    }

    /// The first day after today on which the next step may come.
    pub(super) fn next_day(&self, today: Day) -> Day {
        self.next.map(|step| step.from).filter(|from| *from > today).unwrap_or(Day::NEVER)
    }

    /// The step that bailiff or court take this morning, if they do and nothing stops it.
    pub(super) fn step(
        &mut self,
        account: &Account,
        ended: Option<Day>,
        today: Day,
        response: &Response<'_>,
        stopped: impl Fn(ActionKind) -> bool,
    ) -> Option<Taken> {
        let step = self.next.filter(|step| step.from <= today)?;
        let kind = STEPS.get(step.place).copied()?;
        let months = account.overdue_rent(today).cents() as f64 / account.monthly_rent().cents().max(1) as f64;
        if months < step.months || stopped(kind) {
            return None;
        }
        if step.place >= NOTICE && ended.is_some_and(|end| end <= today) {
            // Nobody lives there any more.
            self.next = None;
            return None;
        }
        let outcome = self.outcome(step.place, response);
        self.take(step.place, outcome, today, response);
        Some(Taken { kind, outcome })
    }

    /// A step that the record shows before the policy under test decides.
    pub(super) fn follow(&mut self, kind: ActionKind, outcome: Option<Outcome>, today: Day, response: &Response<'_>) {
        let Some(place) = place_of(kind) else { return };
        let passed = self.taken.get(place..).is_some_and(|later| later.iter().any(Option::is_some));
        if !passed || self.awaits(place) {
            self.take(place, outcome.or_else(|| self.outcome(place, response)), today, response);
        }
    }

    fn take(&mut self, place: usize, outcome: Option<Outcome>, today: Day, response: &Response<'_>) {
        if let Some(taken) = self.taken.get_mut(place) {
            *taken = Some(today);
        }
        let ends_here = match place {
            JUDGMENT => outcome != Some(Outcome::EvictionOrder),
            NOTICE => outcome == Some(Outcome::Suspended),
            _ => place + 1 >= STEPS.len(),
        };
        self.next = if ends_here { None } else { self.step_at(place + 1, today, response) };
    }

    /// When a step comes after one taken today.
    fn step_at(&self, place: usize, today: Day, response: &Response<'_>) -> Option<NextStep> {
        // What was ordered before goes its own way, whatever the record shows of the file.
        let recorded = recorded(self.file, response).filter(|_| !self.ordered_before);
        let numbers = &response.drawn.bailiff;
        let (mean, kind) = match place {
            DEMAND => (numbers.days_to_demand, DrawKind::DemandWait),
            WRIT => (numbers.days_to_writ, DrawKind::WritWait),
            JUDGMENT if self.settled > 0 => (numbers.days_to_new_judgment, DrawKind::JudgmentWait),
            JUDGMENT => (numbers.days_to_judgment, DrawKind::JudgmentWait),
            NOTICE if self.ordered_before => (0.0, DrawKind::NoticeWait),
            NOTICE => (numbers.days_to_notice, DrawKind::NoticeWait),
            _ => (numbers.days_to_eviction, DrawKind::EvictionWait),
        };
        let months = match place {
            WRIT => numbers.months_for_writ,
            NOTICE | EVICTION => numbers.months_for_eviction,
            _ => 0.0,
        };
        let drawn = wait(mean, self.draw(kind, response).exponential());
        let wait = drawn.max(least_wait(place, today));
        let from = recorded.map_or(today.plus(wait), |road| self.recorded_day(road, place, today, wait));
        let months = needed(months, recorded.and_then(|road| road.steps.get(place).copied().flatten()));
        // Of a notice that the record does not show, the term is kept all the same.
        let notice_is_known = recorded.is_some_and(|road| road.steps.get(NOTICE).copied().flatten().is_some());
        let least = if notice_is_known { 1 } else { least_wait(place, today).max(1) };
        Some(NextStep { place, from: from.max(today.plus(least)), months })
    }

    /// When a step comes of a file that the record shows too: as long after the latest step that both took as there.
    fn recorded_day(&self, road: &RecordedRoad, place: usize, today: Day, wait: i32) -> Day {
        let there = |at: usize| match at {
            JUDGMENT => road.judgments.get(self.settled).map(|judged| judged.day),
            _ => road.steps.get(at).copied().flatten().map(|step| step.day),
        };
        let here = |at: usize| self.taken.get(at).copied().flatten();
        let both = (0..place).rev().find_map(|at| Some((at + 1, here(at)?, there(at)?)));
        let (steps_before, from, recorded_from) = both.unwrap_or((0, self.handed_over, road.handed_over));
        let later = (place..STEPS.len()).find_map(|at| Some((at + 1, there(at)?)));
        match later {
            Some((steps, day)) => {
                let parts = |count: usize| i32::try_from(count).unwrap_or(1);
                let gap = day.since(recorded_from);
                let part = gap * parts(place + 1 - steps_before) / parts(steps - steps_before).max(1);
                from.plus(part)
            }
            None => today.max(from.plus(road.seen_until.since(recorded_from).max(0))).plus(wait),
        }
    }

    /// The dice of a step; another throw for each time that the file comes before the court.
    fn draw(&self, kind: DrawKind, response: &Response<'_>) -> DrawKey {
        let before = u32::try_from(self.settled).unwrap_or(0);
        response.luck.draw(kind, self.file.month, self.file.number + 1000 * before)
    }

    /// What comes of a step: as recorded, as what came after it shows, or drawn.
    fn outcome(&self, place: usize, response: &Response<'_>) -> Option<Outcome> {
        let recorded = recorded(self.file, response).filter(|_| !self.ordered_before);
        let step = |at: usize| recorded.and_then(|road| road.steps.get(at).copied().flatten());
        let went_on = (place + 1..STEPS.len()).any(|later| step(later).is_some());
        let known = step(place).and_then(|step| step.outcome);
        let judged = self.judgment(response).and_then(|judged| judged.outcome);
        let numbers = &response.drawn.bailiff;
        let draw = |kind| self.draw(kind, response).uniform();
        match place {
            JUDGMENT if judged.is_some() => judged,
            JUDGMENT if went_on => Some(Outcome::EvictionOrder),
            JUDGMENT => Some(verdict(draw(DrawKind::EvictionOrdered), numbers.eviction_ordered, numbers.arrangement)),
            NOTICE if step(place).is_some() || went_on => known,
            NOTICE => (draw(DrawKind::EvictionCarriedOut) >= numbers.carried_out).then_some(Outcome::Suspended),
            _ => None,
        }
    }
}

const DEMAND: usize = 0;
const WRIT: usize = 1;
const JUDGMENT: usize = 2;
const NOTICE: usize = 3;
const EVICTION: usize = 4;

fn verdict(draw: f64, eviction: f64, arrangement: f64) -> Outcome {
    if draw < eviction {
        Outcome::EvictionOrder
    } else if draw < eviction + arrangement {
        Outcome::Arrangement
    } else {
        Outcome::PaymentOrder
    }
}

fn recorded<'a>(file: File, response: &Response<'a>) -> Option<&'a RecordedRoad> {
    response.recollection.roads.iter().find(|road| road.file == file)
}

/// Months of rent from which a step is taken: fewer, where the record shows it taken at fewer.
fn needed(months: f64, recorded: Option<RecordedStep>) -> f64 {
    recorded.map_or(months, |step| months.min(step.overdue.cents() as f64 / step.rent.cents().max(1) as f64))
}

/// No bailiff evicts before the term of the notice is over; where the table is silent, nothing is known to keep him.
fn least_wait(place: usize, today: Day) -> i32 {
    let term = (place == EVICTION).then(|| law::term(Term::EvictionNoticeDays, today));
    term.and_then(Result::ok).unwrap_or_default()
}

/// Whole days of waiting, at least one.
fn wait(mean: f64, exponential: f64) -> i32 {
    whole(libm::ceil(mean * exponential)).max(1)
}
