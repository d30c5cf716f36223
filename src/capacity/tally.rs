//! What the queue did to each rule, over runs that differ in luck.

use super::queue::End;
use super::queue::Job;
use super::queue::Way;
use crate::calendar::Day;
use crate::calendar::Period;

/// So many days after its decision work is still in time; of a rule of which less than half is, nobody would say that it is
/// carried out.
pub const IN_TIME: i32 = 30;

/// Who waits no longer than this many days is not kept waiting.
pub const A_WEEK: i32 = 7;

/// Over fewer weeks than this a rule does not starve: it waits.
const WEEKS_TO_STARVE: usize = 8;

/// The work of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Served {
    /// All of it, in order of tenancy and day.
    pub jobs: Vec<Job>,
}

/// What became of the work of a rule, over all runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleTally {
    /// How often it was decided.
    pub asked: u64,
    /// How often it was done.
    pub done: u64,
    /// How often its reason was gone before the desk came to it.
    pub lapsed: u64,
    /// How often it still waited when the window ended.
    pub open: u64,
    /// Minutes of work that still waited then.
    pub open_minutes: u64,
    /// Days from when it could have been done, in ascending order; none for what was not done and did not lapse.
    waits: Vec<Option<i32>>,
    /// The longest that anything waited which was not done: until its reason was gone, or the window ended.
    undone_longest: i32,
    /// Whether it was done in time, for what was decided long enough before the window ended: by week, so many of so many.
    weeks: Vec<(u64, u64)>,
    first_week: Option<Day>,
}

/// What became of the work of each rule that waits for people, by its number.
#[must_use]
pub fn tally(runs: &[Served], rules: usize, window: Period) -> Vec<RuleTally> {
    let monday = window.from.plus(-window.from.weekday());
    let mut tallies = vec![RuleTally { first_week: Some(monday), ..RuleTally::default() }; rules];
    for job in runs.iter().flat_map(|run| &run.jobs).filter(|job| job.way == Way::Queue && job.decided >= window.from) {
        if let Some(tally) = tallies.get_mut(usize::from(job.rule)) {
            tally.add(job, monday, window.to);
        }
    }
    for tally in &mut tallies {
        // What was never done waited longer than anything that was.
        tally.waits.sort_unstable_by_key(|wait| wait.unwrap_or(i32::MAX));
    }
    tallies
}

impl RuleTally {
    fn add(&mut self, job: &Job, monday: Day, last: Day) {
        self.asked += 1;
        match job.end {
            End::Done(day) => {
                self.done += 1;
                self.waits.push(Some(day.since(job.ready)));
            }
            End::Lapsed(day) | End::Spared(day) => {
                self.lapsed += 1;
                self.undone_longest = self.undone_longest.max(day.since(job.ready));
            }
            End::Open => {
                self.open += 1;
                self.open_minutes += u64::from(job.minutes);
                self.waits.push(None);
                self.undone_longest = self.undone_longest.max(last.since(job.ready));
            }
        }
        // Whose reason is gone within a week was not kept waiting; what was decided last cannot be judged yet.
        let lapsed_first = matches!(job.end, End::Lapsed(day) | End::Spared(day) if day.since(job.ready) <= A_WEEK);
        if lapsed_first || job.decided.plus(IN_TIME) > last {
            return;
        }
        let week = usize::try_from(job.decided.since(monday) / 7).unwrap_or(0);
        if self.weeks.len() <= week {
            self.weeks.resize(week + 1, (0, 0));
        }
        if let Some((in_time, of)) = self.weeks.get_mut(week) {
            let is_in_time = matches!(job.end, End::Done(day) if day.since(job.decided) <= IN_TIME);
            *in_time += u64::from(is_in_time);
            *of += 1;
        }
    }

    /// The days that a share of what did not lapse waited no longer than; none when that share was not done. Of no work, none.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list of waits")]
    pub fn wait(&self, share: f64) -> Option<i32> {
        let rank = libm::ceil(share * self.waits.len() as f64) as usize;
        self.waits.get(rank.checked_sub(1)?).copied().flatten()
    }

    /// The longest that anything waited, until it was done, its reason was gone or the window ended: days.
    #[must_use]
    pub fn waited_longest(&self) -> i32 {
        self.waits.iter().flatten().copied().max().unwrap_or(0).max(self.undone_longest)
    }

    /// Whether nothing waited longer than so many days, what lapsed and what still waits included.
    #[must_use]
    pub fn waits_no_longer_than(&self, days: i32) -> bool {
        self.waited_longest() <= days
    }

    /// How much was done in time, of what can be judged.
    #[must_use]
    pub fn in_time(&self) -> (u64, u64) {
        sum(&self.weeks)
    }

    /// The Monday of the first week from which on less than half of what it asks is done in time; none when it does not starve.
    #[must_use]
    pub fn starves_from(&self) -> Option<Day> {
        let fewer = |(in_time, of): (u64, u64)| of > 0 && in_time * 2 < of;
        let enough = WEEKS_TO_STARVE.min(self.weeks.len());
        let starved = |week: &usize| {
            let rest = self.weeks.get(*week..).unwrap_or_default();
            rest.len() >= enough && rest.first().is_some_and(|of| fewer(*of)) && fewer(sum(rest))
        };
        let week = (0..self.weeks.len()).find(starved)?;
        Some(self.first_week?.plus(i32::try_from(week * 7).ok()?))
    }
}

fn sum(weeks: &[(u64, u64)]) -> (u64, u64) {
    weeks.iter().fold((0, 0), |(in_time, of), week| (in_time + week.0, of + week.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Money;

    fn window() -> Period {
        Period { from: "2024-01-01".parse().unwrap(), to: "2024-12-31".parse().unwrap() }
    }

    /// Something decided so many days into the window.
    fn job(later: i32, end: impl Fn(Day) -> End) -> Job {
        let decided = window().from.plus(later);
        let (way, arrears) = (Way::Queue, Money::ZERO);
        Job {
            tenancy: 0,
            rule: 0,
            place: 0,
            decided,
            ready: decided,
            weight: 1,
            arrears,
            minutes: 60,
            way,
            end: end(decided),
        }
    }

    fn told(jobs: Vec<Job>) -> RuleTally {
        tally(&[Served { jobs }], 1, window()).remove(0)
    }

    #[test]
    fn what_was_never_done_waited_longest_and_what_lapsed_does_not_count_among_the_waits() {
        let done = |days| job(0, move |day| End::Done(day.plus(days)));
        let of = told(vec![done(3), job(0, |_| End::Open), done(1), job(0, |day| End::Lapsed(day.plus(2)))]);
        assert_eq!((of.asked, of.done, of.lapsed, of.open, of.open_minutes), (4, 2, 1, 1, 60));
        assert_eq!((of.wait(0.5), of.wait(0.9), of.waited_longest()), (Some(3), None, 365));
        assert!(!of.waits_no_longer_than(300) && told(vec![done(3)]).waits_no_longer_than(3));
    }

    #[test]
    fn what_lapsed_waited_until_then_and_counts_for_the_longest_wait_alone() {
        let lapsed = |days| job(0, move |day| End::Lapsed(day.plus(days)));
        let of = told(vec![job(0, End::Done), lapsed(20)]);
        assert_eq!((of.wait(1.0), of.waited_longest()), (Some(0), 20));
        assert!(!of.waits_no_longer_than(A_WEEK));
        assert_eq!(told(vec![job(0, |day| End::Spared(day.plus(9)))]).waited_longest(), 9);
        // Its reason was gone before it could have been done.
        assert_eq!(told(vec![lapsed(-3)]).waited_longest(), 0);
    }

    #[test]
    fn a_rule_starves_from_the_week_on_in_which_its_work_is_no_longer_done_within_thirty_days() {
        let weekly = |starved: i32| {
            let end = move |week: i32| move |day: Day| End::Done(day.plus(if week < starved { 30 } else { 31 }));
            told((0..40).map(|week| job(week * 7, end(week))).collect())
        };
        assert_eq!(weekly(10).starves_from(), Some("2024-03-11".parse().unwrap()));
        assert_eq!(weekly(0).starves_from(), Some("2024-01-01".parse().unwrap()));
        assert_eq!(weekly(40).starves_from(), None);
        // Two bad weeks at the end are no starving.
        assert_eq!(weekly(38).starves_from(), None);
    }

    #[test]
    fn whose_reason_is_gone_within_a_week_was_not_kept_waiting() {
        let lapsed = |days| job(0, move |day| End::Lapsed(day.plus(days)));
        assert_eq!(told(vec![job(0, End::Done), lapsed(7), lapsed(8)]).in_time(), (1, 2));
    }

    #[test]
    fn what_was_decided_in_the_last_month_is_not_judged_yet() {
        let of = told(vec![job(0, End::Done), job(360, |_| End::Open)]);
        assert_eq!(of.in_time(), (1, 1));
        assert_eq!(of.starves_from(), None);
    }
}
