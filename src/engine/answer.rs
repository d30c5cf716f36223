//! What households answer to what is done, as the record tells it: whether a call reached them, a plan was agreed and its
//! instalments paid, help accepted.
//!
//! Always: an action is known by its kind and its number in the spells of a month, here and on the record, so that the same
//! actions get the same answers whatever the dice.

use crate::calendar::Day;
use crate::money::Money;
use crate::tenancy::Plan;
use crate::tenancy::RecordedAction;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Outcome;

/// What an action is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Occasion {
    /// The month in which the oldest overdue claim fell due; zero when nothing was overdue.
    pub(super) month: i32,
    /// Stands for the kind, and how often it was done before in spells of the month.
    pub(super) number: u32,
}

/// Counts what is done, by kind and month of the spell.
#[derive(Clone, Debug, Default)]
pub(super) struct Occasions {
    counted: Vec<(i32, ActionKind, u32)>,
}

impl Occasions {
    pub(super) fn clear(&mut self) {
        self.counted.clear();
    }

    /// The next action of a kind while the oldest overdue claim is this old.
    pub(super) fn next(&mut self, oldest: Option<Day>, kind: ActionKind) -> Occasion {
        let month = oldest.map_or(0, |since| since.month().number());
        let found = self.counted.iter_mut().find(|(of, done, _)| (*of, *done) == (month, kind));
        let before = match found {
            Some((.., times)) => {
                *times += 1;
                *times
            }
            None => {
                self.counted.push((month, kind, 0));
                0
            }
        };
        let number = |place: usize| u32::try_from(place).unwrap_or(0);
        Occasion { month, number: before * number(ActionKind::COUNT) + number(kind.place()) }
    }
}

/// What came of a recorded action.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer {
    pub(super) outcome: Option<Outcome>,
    /// The plan that was agreed, by its place in [`Answers::plans`], if another course of events may replace it.
    pub(super) plan: Option<usize>,
}

/// A recorded plan that a run's own plans replace, with what was paid under it.
#[derive(Clone, Debug)]
pub(super) struct RecordedPlan {
    /// Its place among the plans of the tenancy.
    pub(super) place: usize,
    /// The first day of which the record does not tell what was paid under it.
    pub(super) until: Day,
    pub(super) payments: Vec<PaidUnderPlan>,
}

/// A payment under a recorded plan.
#[derive(Clone, Copy, Debug)]
pub(super) struct PaidUnderPlan {
    pub(super) day: Day,
    /// The recorded entry.
    pub(super) entry: usize,
    pub(super) amount: Money,
    pub(super) open_before: Money,
}

/// All answers on the record of one tenancy.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    occasions: Vec<(Occasion, Answer)>,
    pub(super) plans: Vec<RecordedPlan>,
    /// Whether the household accepted help when it was last offered in a kind of action.
    pub(super) accepts_help: [Option<bool>; ActionKind::COUNT],
}

impl Answers {
    /// Empties what was read, and lists the plans agreed from a day on, which this run's own plans replace.
    pub(super) fn open(&mut self, tenancy: &Tenancy, replaced_from: Day, last_day: Day) {
        self.occasions.clear();
        self.accepts_help = [None; ActionKind::COUNT];
        self.plans.clear();
        let plans = tenancy.plans.iter().enumerate().filter(|(_, plan)| plan.agreed_on >= replaced_from);
        let until = |plan: &Plan| plan.end().min(last_day.plus(1));
        self.plans.extend(plans.map(|(place, plan)| RecordedPlan { place, until: until(plan), payments: Vec::new() }));
    }

    /// The replaced plan that runs on the day, unless one that is followed does.
    pub(super) fn replaced_on(&self, tenancy: &Tenancy, day: Day) -> Option<usize> {
        let mut running = (0..tenancy.plans.len())
            .filter(|place| tenancy.plans.get(*place).is_some_and(|plan| plan.runs_on(day)))
            .map(|place| self.place_of(place));
        let first = running.next()??;
        running.all(|other| other.is_some()).then_some(first)
    }

    /// Notes what came of a recorded action among those of its day.
    pub(super) fn note(
        &mut self,
        occasion: Occasion,
        action: &RecordedAction,
        of_day: &[RecordedAction],
        tenancy: &Tenancy,
    ) {
        let led = led_to_plan(action, of_day.iter());
        let of_today = |plan: &RecordedPlan| tenancy.plans.get(plan.place).is_some_and(|p| p.agreed_on == action.day);
        let plan = self.plans.iter().position(of_today).filter(|_| led);
        let accepted = match action.outcome {
            Some(Outcome::Accepted) => Some(true),
            Some(Outcome::Declined) => Some(false),
            _ => None,
        };
        if let Some(accepts) = self.accepts_help.get_mut(action.kind.place()).filter(|_| accepted.is_some()) {
            *accepts = accepted;
        }
        self.occasions.push((occasion, Answer { outcome: action.outcome, plan }));
    }

    /// The place among the replaced plans of a plan of the tenancy.
    pub(super) fn place_of(&self, plan: usize) -> Option<usize> {
        self.plans.iter().position(|replaced| replaced.place == plan)
    }

    /// Puts what was read in order.
    pub(super) fn close(&mut self) {
        self.occasions.sort_by_key(|(occasion, _)| *occasion);
    }

    /// What came of this action on the record, if it was done there.
    pub(super) fn to(&self, occasion: Occasion) -> Option<Answer> {
        let place = self.occasions.binary_search_by_key(&occasion, |(known, _)| *known).ok()?;
        self.occasions.get(place).map(|(_, answer)| *answer)
    }
}

impl RecordedPlan {
    /// Whether an instalment of the recorded plan was paid: within a week after its day where the ledger lists it, else by a
    /// payment from three days before it to a week after it; none, when the record stops before its day.
    pub(super) fn kept(&self, nth: u32, plan: &Plan) -> Option<bool> {
        if let Some(listed) = usize::try_from(nth).ok().and_then(|nth| plan.listed.get(nth)) {
            return (listed.due < self.until).then_some(listed.is_kept());
        }
        let due = plan.due(nth);
        let in_time = |paid: &&PaidUnderPlan| (Plan::EARLY..=Plan::GRACE).contains(&paid.day.since(due));
        let kept = self.payments.iter().filter(in_time).any(|paid| paid.amount + Plan::ROUNDING >= plan.amount);
        let seen = nth < plan.instalments && due < self.until;
        seen.then_some(kept)
    }
}

/// The plans of a tenancy that begin on a day and were agreed in no conversation on the record, by their places.
pub(super) fn begin_unspoken(tenancy: &Tenancy, day: Day) -> impl Iterator<Item = usize> {
    let of_day = move |agreed: Day| tenancy.actions.iter().filter(move |action| action.day == agreed);
    let unspoken = move |agreed: Day| !of_day(agreed).any(|action| led_to_plan(action, of_day(agreed)));
    let begins = move |plan: &Plan| plan.begin() == day && unspoken(plan.agreed_on);
    tenancy.plans.iter().enumerate().filter(move |(_, plan)| begins(plan)).map(|(place, _)| place)
}

/// Whether an action led to the plan of its day, among all actions of it: one that says so; where none does, and the court
/// ordered none, any conversation may have.
fn led_to_plan<'a>(action: &RecordedAction, mut of_day: impl Iterator<Item = &'a RecordedAction>) -> bool {
    let agreed = |action: &RecordedAction| action.outcome == Some(Outcome::Agreed);
    let ordered = |action: &RecordedAction| action.outcome == Some(Outcome::Arrangement);
    let nobody_says = !of_day.any(|other| agreed(other) || ordered(other));
    agreed(action) || nobody_says && is_conversation(action.kind)
}

/// Whether an action is a conversation, in which a plan may come up.
pub(super) const fn is_conversation(kind: ActionKind) -> bool {
    matches!(kind, ActionKind::Call | ActionKind::HomeVisit | ActionKind::PlanOffer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tenancy::Instalment;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// Two instalments of a hundred euros, on the 26th of March and April.
    fn plan(listed: Vec<Instalment>) -> Plan {
        Plan {
            agreed_on: day("2024-03-10"),
            instalments: 2,
            amount: Money::from_cents(10_000),
            first_due: day("2024-03-26"),
            ended_on: None,
            outcome: None,
            listed,
        }
    }

    fn recorded(payments: &[(&str, i64)]) -> RecordedPlan {
        let payments = payments.iter().map(|(on, cents)| {
            let amount = Money::from_cents(*cents);
            PaidUnderPlan { day: day(on), entry: 0, amount, open_before: amount }
        });
        RecordedPlan { place: 0, until: day("2024-05-04"), payments: payments.collect() }
    }

    #[test]
    fn a_listed_instalment_is_kept_when_it_was_paid_within_a_week() {
        let kept = |paid_on: Option<&str>| {
            let amount = Money::from_cents(10_000);
            let listed = Instalment { due: day("2024-03-26"), amount, paid_on: paid_on.map(day) };
            recorded(&[]).kept(0, &plan(vec![listed]))
        };
        assert_eq!(kept(Some("2024-04-02")), Some(true));
        assert_eq!(kept(Some("2024-04-03")), Some(false));
        assert_eq!(kept(None), Some(false));
    }

    #[test]
    fn a_remainder_a_few_cents_short_of_an_instalment_is_kept() {
        let kept = |cents: i64| recorded(&[("2024-04-26", cents)]).kept(1, &plan(Vec::new()));
        assert_eq!(kept(9_998), Some(true));
        assert_eq!(kept(9_899), Some(false));
    }

    #[test]
    fn the_record_says_nothing_of_an_instalment_that_falls_due_after_it() {
        let stops = RecordedPlan { until: day("2024-04-26"), ..recorded(&[("2024-03-26", 10_000)]) };
        assert_eq!(stops.kept(0, &plan(Vec::new())), Some(true));
        assert_eq!(stops.kept(1, &plan(Vec::new())), None);
    }
}
