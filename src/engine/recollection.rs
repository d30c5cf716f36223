//! What the record says of a household's own clock: the days at risk before each recorded payment, and how bailiff and
//! court moved. Read once; what the numbers of a replication make of it is drawn once a replication, for every policy.
//!
//! Always: under the recorded actions the thresholds read back give the recorded payments again, on the same days and
//! with the same amounts.

use super::answer::Answers;
use super::bailiff::File;
use super::bailiff::STEPS;
use super::bailiff::place_of;
use super::luck::Luck;
use super::payment::Paid;
use super::spells::PaymentKey;
use crate::behaviour::Drawn;
use crate::behaviour::Life;
use crate::behaviour::LifeDice;
use crate::behaviour::Means;
use crate::behaviour::Observed;
use crate::behaviour::RiskDay;
use crate::calendar::Day;
use crate::chance::DrawKind;
use crate::money::Money;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Outcome;

/// Everything read back from the record of one tenancy.
#[derive(Clone, Debug, Default)]
pub(super) struct Recollection {
    /// What the record tells of how the household responds.
    pub(super) observed: Observed,
    /// The same as the household knew it, where debits bounced: it knew at once, and the books days later. What it is and
    /// how it fared is drawn from that, as it was fitted.
    pub(super) known: Option<Observed>,
    /// The first day of the record.
    pub(super) first_day: Day,
    /// The last day of the data.
    pub(super) last_day: Day,
    /// The first day on which the household has left.
    pub(super) left_on: Option<Day>,
    /// What the household is and how it fared, in this replication.
    pub(super) life: Life,
    /// The push on each of [`Observed::days`] in this replication.
    pushes: Vec<f64>,
    /// In order of month and number.
    thresholds: Vec<Threshold>,
    /// The first day at risk that is of no threshold yet.
    next_row: usize,
    /// Recorded payments that do not respond to anything, with what was open before them.
    pub(super) scheduled: Vec<Scheduled>,
    pub(super) roads: Vec<RecordedRoad>,
    pub(super) answers: Answers,
}

/// The days at risk before a payment of the record, or before a spell ended without one.
#[derive(Clone, Copy, Debug)]
struct Threshold {
    key: PaymentKey,
    /// Which of the days at risk: from the first up to the last, that of the payment included.
    days: (usize, usize),
    /// What was paid; none when the record stops before a payment.
    paid: Option<Paid>,
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
#[derive(Clone, Debug)]
pub(super) struct RecordedRoad {
    pub(super) file: File,
    pub(super) handed_over: Day,
    pub(super) steps: [Option<RecordedStep>; STEPS.len()],
    /// What the court decided, in order.
    pub(super) judgments: Vec<RecordedJudgment>,
    /// The last day on which the record could have shown a step; [`Day::NEVER`] while the road runs.
    pub(super) seen_until: Day,
}

/// A judgment of the record.
#[derive(Clone, Copy, Debug)]
pub(super) struct RecordedJudgment {
    pub(super) day: Day,
    pub(super) outcome: Option<Outcome>,
    /// The plan that the court set.
    pub(super) settlement: Option<RecordedSettlement>,
}

/// A plan that the court set.
#[derive(Clone, Copy, Debug)]
pub(super) struct RecordedSettlement {
    /// The first day on which the plan no longer ran.
    pub(super) end: Day,
    /// Its place among the plans that a run's own plans replace.
    pub(super) plan: Option<usize>,
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
        self.observed = Observed::default();
        self.known = None;
        self.thresholds.clear();
        self.next_row = 0;
        self.scheduled.clear();
        self.roads.clear();
    }

    /// Notes a payment that the push led to, on the latest day at risk.
    pub(super) fn note_payment(&mut self, key: PaymentKey, paid: Paid) {
        self.note_days(key, Some(paid));
    }

    /// Notes that a spell ended with no payment after the latest.
    pub(super) fn note_cut_off(&mut self, key: PaymentKey) {
        if self.next_row < self.observed.days.len() {
            self.note_days(key, None);
        }
    }

    fn note_days(&mut self, key: PaymentKey, paid: Option<Paid>) {
        let after = self.observed.days.len();
        self.thresholds.push(Threshold { key, days: (self.next_row, after), paid });
        self.next_row = after;
    }

    /// Closes the record: puts what was read in order.
    pub(super) fn close(&mut self) {
        self.answers.close();
        self.thresholds.sort_by_key(|threshold| threshold.key);
    }

    /// Draws what the household is and how it fared, given its record and the numbers of a replication.
    pub(super) fn draw(&mut self, drawn: &Drawn, luck: &Luck) {
        self.life.read(self.known.as_ref().unwrap_or(&self.observed), drawn, luck);
        let tendency = drawn.natures.get(self.life.nature).map_or(0.0, |nature| nature.tendency);
        let (life, observed) = (&self.life, &self.observed);
        let log_odds = |place: usize, at_risk: &RiskDay| match self.known {
            None => life.log_odds(place),
            Some(_) => Some(observed.log_odds(at_risk, drawn)),
        };
        let push = |(place, at_risk): (usize, &RiskDay)| {
            let means = life.means_in(at_risk.day.month().number()).unwrap_or(Means::Able);
            log_odds(place, at_risk).map_or(0.0, |log_odds| drawn.push.of(log_odds, tendency, means))
        };
        self.pushes.clear();
        self.pushes.extend(observed.days.iter().enumerate().map(push));
    }

    fn recorded(&self, key: PaymentKey) -> Option<&Threshold> {
        let place = self.thresholds.binary_search_by_key(&key, |threshold| threshold.key).ok()?;
        self.thresholds.get(place)
    }

    /// The push met before a day towards this payment of the record.
    pub(super) fn met_before(&self, key: PaymentKey, day: Day) -> f64 {
        let Some(threshold) = self.recorded(key) else { return 0.0 };
        let (from, to) = threshold.days;
        let days = self.observed.days.get(from..to).unwrap_or(&[]).iter();
        let met = days.zip(self.pushes.get(from..to).unwrap_or(&[]));
        met.take_while(|(at_risk, _)| at_risk.day < day).map(|(_, push)| push).sum()
    }

    /// The push that the household needs for this payment, and what it pays if the record knows.
    pub(super) fn threshold(&self, luck: &Luck, key: PaymentKey) -> (f64, Option<Paid>) {
        let draw = luck.draw(DrawKind::PaymentThreshold, key.month, key.number);
        let Some(recorded) = self.recorded(key) else { return (draw.exponential(), None) };
        let pushes = self.pushes.get(recorded.days.0..recorded.days.1).unwrap_or(&[]);
        let Some(paid) = recorded.paid else {
            let low: f64 = pushes.iter().sum();
            return ((low + draw.exponential()).max(low.next_up()), None);
        };
        let last = pushes.last().copied().unwrap_or(0.0);
        let low: f64 = pushes.get(..pushes.len().saturating_sub(1)).unwrap_or(&[]).iter().sum();
        let high = low + last;
        let within = -libm::log1p(draw.uniform() * libm::expm1(-last));
        ((low + within).clamp(low.next_up(), high.max(low.next_up())), Some(paid))
    }

    /// Notes a recorded hand-over, for arrears whose oldest claim fell due in this month; a file that the bailiff still has
    /// is not handed over again.
    pub(super) fn note_hand_over(&mut self, month: i32, day: Day) {
        if self.running_road().is_some() {
            return;
        }
        let number = u32::try_from(self.roads.iter().filter(|road| road.file.month == month).count()).unwrap_or(0);
        let file = File { month, number };
        let road = RecordedRoad {
            file,
            handed_over: day,
            steps: [None; STEPS.len()],
            judgments: Vec::new(),
            seen_until: Day::NEVER,
        };
        self.roads.push(road);
    }

    /// Notes a recorded step of bailiff or court on the latest road.
    pub(super) fn note_court_step(&mut self, kind: ActionKind, step: RecordedStep) {
        let Some(road) = self.running_road() else { return };
        if let Some(place) = place_of(kind).and_then(|place| road.steps.get_mut(place)) {
            *place = place.or(Some(step));
        }
        if kind == ActionKind::Judgment {
            road.judgments.push(RecordedJudgment { day: step.day, outcome: step.outcome, settlement: None });
        }
        if kind == ActionKind::Eviction {
            road.seen_until = step.day;
        }
    }

    /// Notes a plan that began while bailiff and court had the file, agreed in no conversation: the court set it, in a judgment
    /// that the record may hide.
    pub(super) fn note_settlement(&mut self, step: RecordedStep, settlement: RecordedSettlement) {
        let Some(road) = self.running_road() else { return };
        let [_, writ, judgment, ..] = &mut road.steps;
        if writ.is_none() {
            return;
        }
        *judgment = judgment.or(Some(step));
        let settled = |judged: &&mut RecordedJudgment| {
            judged.day == step.day && judged.outcome == Some(Outcome::Arrangement) && judged.settlement.is_none()
        };
        match road.judgments.last_mut().filter(settled) {
            Some(judged) => judged.settlement = Some(settlement),
            None => {
                let (day, outcome) = (step.day, step.outcome);
                road.judgments.push(RecordedJudgment { day, outcome, settlement: Some(settlement) });
            }
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

    /// Whether the record tells what is paid by debit on a day by a tenancy that ends here then: not after the end of the
    /// data, not where the household had left and here has not, and not while bailiff or agency had the file, since debits
    /// stop then.
    pub(super) fn tells(&self, day: Day, end: Option<Day>) -> bool {
        let has_left = |left_on: Option<Day>| left_on.is_some_and(|left| left <= day);
        day <= self.last_day
            && !self.roads.iter().any(|road| road.stops_debits_on(day))
            && (!has_left(self.left_on) || has_left(end))
    }

    /// What was open before a recorded payment that comes whatever is done.
    pub(super) fn scheduled(&self, entry: usize) -> Option<&Scheduled> {
        self.scheduled.binary_search_by_key(&entry, |s| s.entry).ok().and_then(|place| self.scheduled.get(place))
    }
}

impl RecordedRoad {
    /// Whether debits had stopped on a day since bailiff or agency had the file: not on that of an eviction, which came in
    /// the morning and ended it.
    fn stops_debits_on(&self, day: Day) -> bool {
        let eviction = place_of(ActionKind::Eviction).and_then(|place| self.steps.get(place).copied().flatten());
        let evicted = eviction.is_some_and(|eviction| eviction.day <= day);
        self.handed_over < day && day <= self.seen_until && !evicted
    }
}

impl LifeDice for Luck {
    fn nature(&self) -> f64 {
        self.draw(DrawKind::Nature, 0, 0).uniform()
    }

    fn means(&self, month: i32) -> f64 {
        self.draw(DrawKind::MeansInMonth, month, 0).uniform()
    }
}
