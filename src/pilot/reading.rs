//! What a trial says afterwards: whether it was kept to, and what differs.

use super::allocation::Arm;
use super::cases::bit;
use super::cases::mask;
use super::design::Design;
use super::design::FEWEST;
use super::design::Pick;
use super::design::whole;
use super::entry::rent_on;
use super::estimate::Difference;
use super::estimate::Unit;
use super::estimate::difference;
use super::estimate::shares_apart;
use super::power::needed;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::engine::History;
use crate::engine::record;
use crate::estimation::NORMAL_95;
use crate::ledger::Account;
use crate::ledger::Allocation;
use crate::tenancy::Portfolio;
use std::collections::BTreeMap;

/// More than this share of who came in without an arm, and the allocation was not followed.
const MOST_WITHOUT: f64 = 0.05;

/// One tenancy in the trial.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its arm.
    pub arm: Arm,
    /// Its stratum.
    pub stratum: String,
    /// The months of rent that it owed when it came in.
    pub months: f64,
    /// What it owes at the horizon, in cents; none where the books end before.
    pub owed: Option<i64>,
    /// Whether the step that tells the arms apart was taken within the horizon.
    pub is_done: bool,
}

/// What a trial says.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Who came in, in each arm.
    pub entered: [usize; 2],
    /// Of them, those whose outcome is not known yet, in each arm.
    pub waiting: [usize; 2],
    /// Who came in and was never allocated, though it was let when the others were.
    pub without: usize,
    /// The last day of the books.
    pub last: Day,
    /// The months of rent owed at entry in each arm, and how far these lie apart in standard deviations.
    pub balance: ([f64; 2], f64),
    /// For how many with a known outcome in each arm the step was taken; none where the books do not show that.
    pub done: Option<[usize; 2]>,
    /// Whether the arms were kept apart; none where that cannot be told, or not yet.
    pub is_kept: Option<bool>,
    /// The difference; none where fewer than [`FEWEST`] outcomes of an arm are known.
    pub difference: Option<Difference>,
    /// What it comes to.
    pub verdict: Verdict,
}

impl Reading {
    /// Those whose outcome is known, in each arm.
    #[must_use]
    pub fn known(&self) -> [usize; 2] {
        let ([a, b], [waiting_a, waiting_b]) = (self.entered, self.waiting);
        [a.saturating_sub(waiting_a), b.saturating_sub(waiting_b)]
    }

    /// Whether the trial goes on after these books: looking more than once makes chance look like an effect.
    #[must_use]
    pub fn is_early(&self, design: &Design) -> bool {
        self.last < design.last_day()
    }

    /// Whether the arms lie further apart at entry than nineteen in twenty fair splits of so many do.
    #[must_use]
    pub fn is_uneven(&self) -> bool {
        let (_, by) = self.balance;
        let [a, b] = self.entered.map(|count| count as f64);
        by.abs() > NORMAL_95 * libm::sqrt(1.0 / a + 1.0 / b)
    }

    /// The means of the arms, where they tell of nobody: neither arm has a few whose outcome is not that of the others.
    #[must_use]
    pub fn means_to_tell(&self, pick: Pick) -> Option<[f64; 2]> {
        let found = self.difference?;
        let few = |(mean, count): (f64, usize)| {
            let those = libm::round(mean * count as f64);
            let fewest = FEWEST as f64;
            [those, count as f64 - those].iter().any(|some| *some > 0.0 && *some < fewest)
        };
        let is_few = pick == Pick::InArrears && found.means.into_iter().zip(found.tenancies).any(few);
        (!is_few).then_some(found.means)
    }
}

/// What a trial comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// What was agreed was not kept to.
    Broken(Why),
    /// B is lower than A, and chance does not explain it.
    Lower,
    /// B is higher than A, likewise.
    Higher,
    /// Chance could have made the difference, and it is not what was expected either.
    LessThanExpected,
    /// Chance could have made the difference; so many tenancies more are needed for what was expected.
    NotSettled {
        /// In both arms together.
        more: usize,
    },
}

/// How a trial was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The step that tells the arms apart was taken for nearly as many in both.
    NotApart,
    /// Too many came in that had no arm.
    WithoutArm,
}

/// Reads the books of a trial. Each tenancy counts in the arm that it was allocated to, by id. One that began after the
/// allocation is left out: nobody could know its arm. What falls after the last day of the books has not happened.
#[must_use]
pub fn read_trial(
    design: &Design,
    portfolio: &Portfolio,
    allocated: &BTreeMap<String, (Arm, String)>,
    order: Allocation,
) -> Reading {
    let last = portfolio.last_day.unwrap_or(Day::DAWN);
    let (mut account, mut history) = (Account::default(), History::default());
    let (mut outcomes, mut without) = (Vec::new(), 0);
    let intake = Period { to: design.intake().to.min(last), ..design.intake() };
    for tenancy in portfolio.tenancies.iter().filter(|tenancy| tenancy.start <= design.allocated_on) {
        record(tenancy, order, &mut account, &mut history);
        let Some(entered) = design.entry.entry(tenancy, &history, intake) else { continue };
        let Some((arm, stratum)) = allocated.get(&tenancy.id).cloned() else {
            without += 1;
            continue;
        };
        let until = entered.day.plus_months(design.horizon_months);
        let done = design.doing.map_or(0, |doing| mask(&history, entered.day, until) & bit(doing.kind));
        let months =
            history.arrears_on(entered.day).cents() as f64 / rent_on(tenancy, entered.day).cents().max(1) as f64;
        let owed = entered.owed_after(design.horizon_months, &history, last);
        outcomes.push(Outcome { arm, stratum, months, owed, is_done: done > 0 });
    }
    told(design, &outcomes, (without, last), portfolio.has_actions)
}

fn told(design: &Design, outcomes: &[Outcome], (without, last): (usize, Day), has_actions: bool) -> Reading {
    let of = |arm: Arm| outcomes.iter().filter(move |outcome| outcome.arm == arm);
    let both = [Arm::A, Arm::B];
    let known = both.map(|arm| of(arm).filter(|outcome| outcome.owed.is_some()).count());
    let is_enough = known.iter().all(|count| *count >= FEWEST);
    let units = outcomes.iter().filter_map(|outcome| {
        Some(Unit { arm: outcome.arm, stratum: &outcome.stratum, outcome: design.outcome.of(outcome.owed?) })
    });
    let difference = difference(design.outcome, units).filter(|_| is_enough);
    let taken = both.map(|arm| of(arm).filter(|outcome| outcome.owed.is_some() && outcome.is_done).count());
    let shown = design.doing.filter(|_| has_actions);
    let is_kept = shown.filter(|_| is_enough).and_then(|doing| is_kept_apart(doing.a - doing.b, taken, known));
    let entered = both.map(|arm| of(arm).count());
    let waiting = both.map(|arm| of(arm).filter(|outcome| outcome.owed.is_none()).count());
    let is_lost = without as f64 > MOST_WITHOUT * (outcomes.len() + without) as f64;
    let verdict = match is_kept {
        _ if is_lost => Verdict::Broken(Why::WithoutArm),
        Some(false) => Verdict::Broken(Why::NotApart),
        _ => judge(design, difference, known),
    };
    let done = shown.map(|_| taken);
    Reading { entered, waiting, without, last, balance: balance(outcomes), done, is_kept, difference, verdict }
}

/// Whether the arms differ in what was done by half of what they should: no when chance does not explain that they differ by
/// less, yes when it does not explain that they differ by more, and else not to be told.
fn is_kept_apart(wanted: f64, done: [usize; 2], of: [usize; 2]) -> Option<bool> {
    let (by, variance) = shares_apart(done.map(|count| count as f64), of.map(|count| count as f64));
    let half = NORMAL_95 * libm::sqrt(variance);
    let (apart, enough) = (by * wanted.signum(), wanted.abs() / 2.0);
    match (apart + half < enough, apart - half > enough) {
        (true, _) => Some(false),
        (_, true) => Some(true),
        _ => None,
    }
}

fn judge(design: &Design, found: Option<Difference>, known: [usize; 2]) -> Verdict {
    let an_arm = |spread| needed(design.expected.difference, spread, design.power).map_or(whole(f64::MAX), whole);
    let [known_a, known_b] = known;
    let Some(found) = found else {
        let more = (an_arm(design.expected.spread) * 2).saturating_sub(known_a + known_b);
        return Verdict::NotSettled { more };
    };
    let (low, high) = found.interval;
    if high < 0.0 {
        return Verdict::Lower;
    }
    if low > 0.0 {
        return Verdict::Higher;
    }
    if !(low..=high).contains(&design.expected.difference) {
        return Verdict::LessThanExpected;
    }
    let [a, b] = found.tenancies;
    // The variance that the trial itself shows, of arms of equal size.
    let spread = found.error * found.error * a.min(b) as f64;
    Verdict::NotSettled { more: (an_arm(spread) * 2).saturating_sub(a + b) }
}

/// The mean months owed at entry of each arm, and how many standard deviations these lie apart.
fn balance(outcomes: &[Outcome]) -> ([f64; 2], f64) {
    let of = |arm: Arm| -> Vec<f64> { outcomes.iter().filter(|one| one.arm == arm).map(|one| one.months).collect() };
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let all: Vec<f64> = outcomes.iter().map(|one| one.months).collect();
    let middle = mean(&all);
    let spread = all.iter().map(|one| (one - middle) * (one - middle)).sum::<f64>() / all.len().max(1) as f64;
    let means = [Arm::A, Arm::B].map(|arm| mean(&of(arm)));
    let [a, b] = means;
    (means, if spread > 0.0 { (b - a) / libm::sqrt(spread) } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_ten_an_arm_only_what_is_beyond_chance_shows_that_the_arms_were_not_kept_apart() {
        // Four in ten were to be taken in A, and none in B.
        assert_eq!(is_kept_apart(0.4, [1, 0], [10, 10]), None, "a kept trial comes to this once in twenty");
        assert_eq!(is_kept_apart(0.4, [9, 0], [10, 10]), Some(true));
        assert_eq!(is_kept_apart(0.4, [0, 9], [10, 10]), Some(false));
        assert_eq!(is_kept_apart(0.4, [80, 82], [200, 200]), Some(false));
        assert_eq!(is_kept_apart(-0.4, [1, 80], [200, 200]), Some(true), "B takes a step that A does not");
    }

    fn design() -> Design {
        Design { allocated_on: Day::from_number(0), start: Day::from_number(1), ..Design::sample() }
    }

    fn outcomes(an_arm: usize, months_in_b: f64) -> Vec<Outcome> {
        let one = |arm, months| Outcome { arm, stratum: "s".to_owned(), months, owed: Some(0), is_done: false };
        let pair = |nth: usize| {
            let months = if nth.is_multiple_of(2) { 1.0 } else { 3.0 };
            [one(Arm::A, months), one(Arm::B, months + months_in_b)]
        };
        (0..an_arm).flat_map(pair).collect()
    }

    #[test]
    fn ten_outcomes_an_arm_that_are_all_alike_settle_nothing() {
        let reading = told(&design(), &outcomes(10, 0.0), (0, Day::from_number(400)), false);
        assert!(matches!(reading.verdict, Verdict::NotSettled { more } if more > 0), "{reading:?}");
    }

    #[test]
    fn only_what_a_fair_split_of_so_many_seldom_gives_is_called_uneven() {
        let is_uneven = |an_arm| told(&design(), &outcomes(an_arm, 0.5), (0, Day::from_number(400)), false).is_uneven();
        // Half a standard deviation: chance gives that with ten an arm, and not with a hundred.
        assert_eq!([10, 100].map(is_uneven), [false, true]);
    }

    #[test]
    fn a_trial_is_read_early_until_its_last_outcome_has_fallen() {
        let design = design();
        let early = |last: Day| told(&design, &outcomes(10, 0.0), (0, last), false).is_early(&design);
        assert!(early(design.last_day().plus(-1)) && !early(design.last_day()));
    }

    #[test]
    fn a_design_with_an_impossible_value_is_found_out() {
        assert_eq!(design().unsound(), None);
        assert_eq!(Design { horizon_months: -6, ..design() }.unsound(), Some("horizon_months"));
        assert_eq!(Design { intake_months: Some(0), ..design() }.unsound(), Some("intake_months"));
        assert_eq!(Design { power: 1.5, ..design() }.unsound(), Some("power"));
        assert_eq!(Design { start: design().allocated_on, ..design() }.unsound(), Some("start"));
    }
}
