//! What the record says of a household's own clock: how much push each recorded payment took, and how bailiff and court
//! moved. Read once a replication, used by every policy.
//!
//! Always: under the recorded actions the thresholds read back give the recorded payments again, on the same days and
//! with the same amounts.

use super::answer::Answers;
use super::bailiff::File;
use super::bailiff::STEPS;
use super::bailiff::place_of;
use super::luck::Luck;
use crate::calendar::Day;
use crate::chance::DrawKind;
use crate::money::Money;
use crate::money::Share;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Outcome;

/// Everything read back from the record of one tenancy.
#[derive(Clone, Debug, Default)]
pub(super) struct Recollection {
    /// In order of month and number.
    thresholds: Vec<Threshold>,
    /// Recorded payments that do not respond to anything, with what was open before them.
    pub(super) scheduled: Vec<Scheduled>,
    pub(super) roads: Vec<RecordedRoad>,
    pub(super) answers: Answers,
    /// How readily the household pays, compared with the numbers of the behaviour.
    tendency: f64,
    payments: u32,
    push_met: f64,
}

/// A payment of the record and the push it took, counted from the payment before it.
#[derive(Clone, Copy, Debug)]
struct Threshold {
    month: i32,
    number: u32,
    /// The push met by the end of the day before.
    low: f64,
    /// The push met by the end of the day; none when the record stops before a payment.
    high: Option<f64>,
    paid: Paid,
}

/// What was paid, as far as another course of events can repeat it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paid {
    pub(super) portion: Portion,
    /// The recorded payment entries: the first and how many.
    pub(super) entries: (usize, usize),
    /// Their sum.
    pub(super) amount: Money,
}

/// How much of what was open was paid.
#[derive(Clone, Copy, Debug)]
pub(super) enum Portion {
    /// All that was open, due or not, and this much more.
    AllAnd(Money),
    /// Exactly what was overdue.
    Overdue,
    /// This share of what was overdue.
    Share(Share),
}

/// A payment that comes whatever is done: a direct debit, an instalment, a payment in advance, one that bounces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scheduled {
    pub(super) entry: usize,
    pub(super) open_before: Money,
    /// Whether bailiff or agency had the file.
    pub(super) handed_over: bool,
}

/// What bailiff and court did with a file handed over in a month of arrears.
#[derive(Clone, Copy, Debug)]
pub(super) struct RecordedRoad {
    pub(super) file: File,
    pub(super) handed_over: Day,
    pub(super) steps: [Option<RecordedStep>; STEPS.len()],
    /// The plan that the court set, by its place among those that a run's own plans replace.
    pub(super) settled: Option<usize>,
    /// The last day on which the record could have shown a step; [`Day::NEVER`] while the road runs.
    pub(super) seen_until: Day,
}

/// A recorded step of bailiff or court, with the arrears and the rent of that morning.
#[derive(Clone, Copy, Debug)]
pub(super) struct RecordedStep {
    pub(super) day: Day,
    pub(super) outcome: Option<Outcome>,
    pub(super) overdue: Money,
    pub(super) rent: Money,
}

impl Recollection {
    pub(super) fn clear(&mut self) {
        self.thresholds.clear();
        self.scheduled.clear();
        self.roads.clear();
        self.payments = 0;
        self.push_met = 0.0;
        self.tendency = 1.0;
    }

    /// Notes a payment that the push led to.
    pub(super) fn note_payment(&mut self, month: i32, number: u32, push: (f64, f64), paid: Paid) {
        let (low, high) = push;
        self.thresholds.push(Threshold { month, number, low, high: Some(high), paid });
        self.payments += 1;
        self.push_met += high;
    }

    /// Notes push that led to no payment before the spell ended.
    pub(super) fn note_cut_off(&mut self, month: i32, number: u32, push: f64) {
        let paid = Paid { portion: Portion::Overdue, entries: (0, 0), amount: Money::ZERO };
        self.thresholds.push(Threshold { month, number, low: push, high: None, paid });
        self.push_met += push;
    }

    /// Closes the record: puts thresholds in order and reads the household's tendency, a gamma-distributed factor on the
    /// push with this shape, at its mean given the payments seen.
    pub(super) fn close(&mut self, alikeness: f64) {
        self.answers.close();
        self.thresholds.sort_by_key(|threshold| (threshold.month, threshold.number));
        self.tendency = (alikeness + f64::from(self.payments)) / (alikeness + self.push_met);
    }

    /// The push that the household needs for this payment, and what it pays if the record knows.
    pub(super) fn threshold(&self, luck: &Luck, month: i32, number: u32) -> (f64, Option<Paid>) {
        let draw = luck.draw(DrawKind::PaymentThreshold, month, number);
        let key = |threshold: &Threshold| (threshold.month, threshold.number).cmp(&(month, number));
        let recorded = self.thresholds.binary_search_by(key).ok().and_then(|place| self.thresholds.get(place));
        match recorded {
            None => (draw.exponential() / self.tendency, None),
            Some(Threshold { low, high: None, .. }) => {
                ((low + draw.exponential() / self.tendency).max(low.next_up()), None)
            }
            Some(Threshold { low, high: Some(high), paid, .. }) => {
                let room = -libm::expm1(-self.tendency * (high - low));
                let within = -libm::log1p(-draw.uniform() * room) / self.tendency;
                ((low + within).clamp(low.next_up(), high.max(low.next_up())), Some(*paid))
            }
        }
    }

    /// Notes a recorded hand-over, for arrears whose oldest claim fell due in this month; a file that the bailiff still has
    /// is not handed over again.
    pub(super) fn note_hand_over(&mut self, month: i32, day: Day) {
        if self.running_road().is_some() {
            return;
        }
        let number = u32::try_from(self.roads.iter().filter(|road| road.file.month == month).count()).unwrap_or(0);
        let file = File { month, number };
        let road =
            RecordedRoad { file, handed_over: day, steps: [None; STEPS.len()], settled: None, seen_until: Day::NEVER };
        self.roads.push(road);
    }

    /// Notes a recorded step of bailiff or court on the latest road.
    pub(super) fn note_court_step(&mut self, kind: ActionKind, step: RecordedStep) {
        let Some(road) = self.running_road() else { return };
        if let Some(place) = place_of(kind).and_then(|place| road.steps.get_mut(place)) {
            *place = place.or(Some(step));
        }
        if kind == ActionKind::Eviction {
            road.seen_until = step.day;
        }
    }

    /// Notes a plan that began while bailiff and court had the file, agreed in no conversation: the court set it.
    pub(super) fn note_settlement(&mut self, step: RecordedStep, plan: Option<usize>) {
        let Some(road) = self.running_road() else { return };
        let [_, writ, judgment, ..] = &mut road.steps;
        if judgment.is_none() && writ.is_some() {
            *judgment = Some(step);
        }
        let set_on = judgment.filter(|judgment| judgment.outcome == Some(Outcome::Arrangement));
        if set_on.is_some_and(|judgment| judgment.day == step.day) {
            road.settled = plan;
        }
    }

    /// Whether bailiff or agency has the latest file.
    pub(super) fn is_handed_over(&self) -> bool {
        self.roads.last().is_some_and(|road| road.seen_until == Day::NEVER)
    }

    fn running_road(&mut self) -> Option<&mut RecordedRoad> {
        self.roads.last_mut().filter(|road| road.seen_until == Day::NEVER)
    }

    /// The debt is gone, or the record ends: what comes later is not of the latest road.
    pub(super) fn end_road(&mut self, day: Day) {
        if let Some(road) = self.roads.last_mut() {
            road.seen_until = road.seen_until.min(day);
        }
    }

    /// What was open before a recorded payment that comes whatever is done.
    pub(super) fn scheduled(&self, entry: usize) -> Option<&Scheduled> {
        self.scheduled.binary_search_by_key(&entry, |s| s.entry).ok().and_then(|place| self.scheduled.get(place))
    }
}
