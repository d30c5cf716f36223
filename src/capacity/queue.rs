//! The queue of the desk, day by day.

use crate::calendar::Day;
use crate::calendar::Period;
use crate::calendar::WorkingDays;
use crate::money::Money;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Something that was decided and takes people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// The tenancy's place in the books.
    pub tenancy: u32,
    /// Which rule it is, the same number in every version of the policy.
    pub rule: u16,
    /// The place of the rule in the policy that ruled on the day of the decision.
    pub place: u16,
    /// The day of the decision.
    pub decided: Day,
    /// The working day on which it would be done if nothing stood before it.
    pub ready: Day,
    /// How heavy it is: the heaviest goes first.
    pub weight: u8,
    /// What the tenant owed the evening before.
    pub arrears: Money,
    /// Minutes of work of all who do it.
    pub minutes: u32,
    /// Whether it waits.
    pub way: Way,
    /// What became of it in the run that was looked at.
    pub end: End,
}

/// Whether work waits for its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It does.
    Queue,
    /// It goes with the list of a partner, on the day of the list, before anything else.
    List,
}

/// What became of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The desk came to it on this day, and it was done.
    Done(Day),
    /// Its reason was gone on this day.
    Lapsed(Day),
    /// The desk came to it on this day, another message had just gone, and by the time it could go its reason was gone: the
    /// work was there, and nothing was done.
    Spared(Day),
    /// It still waited when the window ended.
    Open,
}

/// The hours that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Minutes a week.
    pub minutes_a_week: u32,
    /// On which days people work.
    pub working_days: WorkingDays,
}

/// A week of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its Sunday, or the last day of the window.
    pub last: Day,
    /// Minutes of work that were begun in it.
    pub worked: i64,
    /// Minutes of work that waited at its end.
    pub waiting: i64,
}

/// What goes first stands highest.
type Rank = (u8, Reverse<Day>, Money, Reverse<u32>, Reverse<u16>, Reverse<Day>, Reverse<usize>);

fn rank(place: usize, job: &Job) -> Rank {
    let (tenancy, rule) = (Reverse(job.tenancy), Reverse(job.rule));
    (job.weight, Reverse(job.decided), job.arrears, tenancy, rule, Reverse(job.ready), Reverse(place))
}

impl Hours {
    /// On how many days of an ordinary week people work.
    const fn days(self) -> i64 {
        match self.working_days {
            WorkingDays::Nl | WorkingDays::Weekdays => 5,
            WorkingDays::All => 7,
        }
    }
}

/// The day on which the desk comes to each job; none for what it does not come to before the window ends.
///
/// Each working day brings its share of the week's hours; a public holiday brings none. What a day leaves is there for the
/// rest of the week, and gone after it. What is begun counts as done, and takes from the next days what it needs more.
#[must_use]
pub fn serve(jobs: &[Job], hours: Hours, window: Period) -> Vec<Option<Day>> {
    let mut turns = vec![None; jobs.len()];
    let mut coming: Vec<(Day, usize)> = jobs.iter().enumerate().map(|(place, job)| (job.ready, place)).collect();
    coming.sort_unstable();
    let mut coming = coming.into_iter().peekable();
    let mut queue: BinaryHeap<Rank> = BinaryHeap::new();
    // A part of a minute, so that the share of a day is whole.
    let parts = hours.days();
    let mut left: i64 = 0;
    let mut today = window.from;
    while today <= window.to {
        if today.weekday() == 0 {
            left = left.min(0);
        }
        if hours.working_days.includes(today) {
            left += i64::from(hours.minutes_a_week);
        }
        while let Some((_, place)) = coming.next_if(|(ready, _)| *ready <= today) {
            let Some(job) = jobs.get(place) else { continue };
            if job.way == Way::Queue {
                queue.push(rank(place, job));
                continue;
            }
            left -= if matches!(job.end, End::Done(_) | End::Spared(_)) { i64::from(job.minutes) * parts } else { 0 };
            set(&mut turns, place, today);
        }
        while let Some(next) = queue.peek().filter(|_| left > 0 && hours.working_days.includes(today)) {
            let Reverse(place) = next.6;
            queue.pop();
            let Some(job) = jobs.get(place) else { continue };
            // The reason may have gone while it waited: that is seen, and takes no time.
            let lapsed = matches!(job.end, End::Lapsed(day) if day <= today);
            left -= if lapsed { 0 } else { i64::from(job.minutes) * parts };
            set(&mut turns, place, today);
        }
        today = today.plus(1);
    }
    turns
}

fn set(turns: &mut [Option<Day>], place: usize, day: Day) {
    if let Some(turn) = turns.get_mut(place) {
        *turn = Some(day);
    }
}

/// What was worked in each week of the window, and what waited at its end.
#[must_use]
pub fn weeks(jobs: &[Job], window: Period) -> Vec<Week> {
    let mut weeks = Vec::new();
    let mut first = window.from;
    while first <= window.to {
        let last = first.plus(6 - first.weekday()).min(window.to);
        let sum = |is_meant: &dyn Fn(&Job) -> bool| -> i64 {
            jobs.iter().filter(|job| is_meant(job)).map(|job| i64::from(job.minutes)).sum()
        };
        let worked = sum(&|job| matches!(job.end, End::Done(day) | End::Spared(day) if (first..=last).contains(&day)));
        let waiting = sum(&|job| {
            let still = match job.end {
                End::Done(day) | End::Lapsed(day) | End::Spared(day) => day > last,
                End::Open => true,
            };
            job.way == Way::Queue && job.ready <= last && still
        });
        weeks.push(Week { last, worked, waiting });
        first = last.plus(1);
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// Four weeks from a Monday, without a public holiday.
    fn window() -> Period {
        Period { from: day("2024-06-03"), to: day("2024-06-30") }
    }

    fn hours(minutes: u32) -> Hours {
        Hours { minutes_a_week: minutes, working_days: WorkingDays::Nl }
    }

    fn job(tenancy: u32, ready: &str, weight: u8, minutes: u32) -> Job {
        let ready = day(ready);
        let arrears = Money::ZERO;
        let (way, end) = (Way::Queue, End::Open);
        Job { tenancy, rule: 0, place: 0, decided: ready, ready, weight, arrears, minutes, way, end }
    }

    fn served(jobs: &[Job], minutes: u32) -> Vec<String> {
        let told = |turn: &Option<Day>| turn.map_or_else(|| "never".to_owned(), |turn| turn.to_string());
        serve(jobs, hours(minutes), window()).iter().map(told).collect()
    }

    #[test]
    fn three_visits_of_four_hours_in_weeks_of_ten_hours_begin_on_monday_wednesday_and_friday() {
        // Two hours a day. The first takes Monday and Tuesday, the second Wednesday and Thursday.
        let visits = [1, 2, 3].map(|tenancy| job(tenancy, "2024-06-03", 4, 240));
        assert_eq!(served(&visits, 600), ["2024-06-03", "2024-06-05", "2024-06-07"]);
    }

    #[test]
    fn work_that_is_not_done_goes_on_to_the_next_week() {
        let visits = [1, 2, 3, 4].map(|tenancy| job(tenancy, "2024-06-03", 4, 240));
        // The third begins on Friday with two hours; its other two are Monday's.
        assert_eq!(served(&visits, 600)[3], "2024-06-11");
    }

    #[test]
    fn the_heaviest_goes_first_then_the_oldest_then_the_most_arrears_then_the_first_in_the_books() {
        let rich = Job { arrears: Money::from_cents(90_000), ..job(3, "2024-06-04", 3, 600) };
        let jobs = [
            job(1, "2024-06-04", 3, 600),
            job(0, "2024-06-04", 3, 600),
            rich,
            job(5, "2024-06-03", 3, 600),
            job(9, "2024-06-04", 4, 600),
        ];
        // Ten hours a day: one a day. On Monday only the oldest is there.
        let wanted = ["2024-06-07", "2024-06-06", "2024-06-05", "2024-06-03", "2024-06-04"];
        assert_eq!(served(&jobs, 3000), wanted);
    }

    #[test]
    fn hours_that_a_day_leaves_are_there_for_the_rest_of_the_week_and_gone_after_it() {
        // Nothing to do up to Thursday: then four days of two hours have gathered.
        let late = [1, 2, 3].map(|tenancy| job(tenancy, "2024-06-06", 4, 240));
        assert_eq!(served(&late, 600), ["2024-06-06", "2024-06-06", "2024-06-07"]);
        let next = [1, 2].map(|tenancy| job(tenancy, "2024-06-10", 4, 240));
        assert_eq!(served(&next, 600), ["2024-06-10", "2024-06-12"]);
    }

    #[test]
    fn what_has_lapsed_takes_no_time_and_what_goes_with_a_list_goes_before_anything_else() {
        let lapsed = Job { end: End::Lapsed(day("2024-06-04")), ..job(2, "2024-06-03", 4, 240) };
        let jobs = [job(1, "2024-06-03", 4, 240), lapsed, job(3, "2024-06-03", 4, 240)];
        assert_eq!(served(&jobs, 600), ["2024-06-03", "2024-06-05", "2024-06-05"]);
        let list = Job { way: Way::List, end: End::Done(day("2024-06-03")), ..job(4, "2024-06-03", 1, 240) };
        assert_eq!(served(&[list, job(1, "2024-06-03", 4, 60)], 600), ["2024-06-03", "2024-06-05"]);
    }

    #[test]
    fn without_hours_nobody_comes_to_anything() {
        assert_eq!(served(&[job(1, "2024-06-03", 4, 1)], 0), ["never"]);
    }

    #[test]
    fn a_week_tells_what_was_worked_and_what_waited_at_its_end() {
        let done = Job { end: End::Done(day("2024-06-11")), ..job(1, "2024-06-05", 4, 60) };
        let lapsed = Job { end: End::Lapsed(day("2024-06-08")), ..job(2, "2024-06-05", 4, 30) };
        let told: Vec<(i64, i64)> = weeks(&[done, lapsed, job(3, "2024-06-20", 4, 10)], window())
            .iter()
            .map(|week| (week.worked, week.waiting))
            .collect();
        assert_eq!(told, [(0, 60), (60, 0), (0, 10), (0, 10)]);
    }

    fn any_jobs() -> impl Strategy<Value = Vec<Job>> {
        let one = (0..28, 0_u8..4, 1_u32..400, 0_i64..3, 0..10).prop_map(|(later, weight, minutes, euros, list)| {
            let ready = WorkingDays::Nl.on_or_after(window().from.plus(later));
            let (way, end) = if list == 0 { (Way::List, End::Done(ready)) } else { (Way::Queue, End::Open) };
            let arrears = Money::from_cents(euros);
            Job { ready, decided: ready, weight, minutes, arrears, way, end, ..job(0, "2024-06-03", 0, 0) }
        });
        proptest::collection::vec(one, 0..60)
    }

    /// Minutes that were ready and not worked at the end of each day, counting what was begun as worked at the pace there is.
    fn undone(jobs: &[Job], minutes: u32) -> Vec<i64> {
        let turns = serve(jobs, hours(minutes), window());
        (0..28)
            .map(|later| window().from.plus(later))
            .map(|day| {
                let waits = |(job, turn): &(&Job, &Option<Day>)| job.ready <= day && turn.is_none_or(|turn| turn > day);
                jobs.iter().zip(&turns).filter(waits).map(|(job, _)| i64::from(job.minutes)).sum()
            })
            .collect()
    }

    proptest! {
        #[test]
        fn more_hours_never_leave_more_undone(jobs in any_jobs(), minutes in 0_u32..2000, more in 0_u32..2000) {
            // A begun job is worked off later: by no more than the largest the two can differ the wrong way round.
            let largest = jobs.iter().map(|job| i64::from(job.minutes)).max().unwrap_or(0);
            for (few, many) in undone(&jobs, minutes).into_iter().zip(undone(&jobs, minutes + more)) {
                prop_assert!(many <= few + largest, "{many} is more than {few}");
            }
        }

        #[test]
        fn with_hours_enough_nothing_waits(jobs in any_jobs()) {
            let turns = serve(&jobs, hours(5 * 60 * 400), window());
            for (job, turn) in jobs.iter().zip(turns) {
                let within = job.ready <= window().to;
                prop_assert_eq!(turn, within.then_some(job.ready));
            }
        }

        #[test]
        fn nobody_is_passed_by_what_goes_after_him(jobs in any_jobs(), minutes in 0_u32..2000) {
            let turns = serve(&jobs, hours(minutes), window());
            let queued = || jobs.iter().enumerate().zip(&turns).filter(|((_, job), _)| job.way == Way::Queue);
            for ((place, job), turn) in queued() {
                for ((other_place, other), other_turn) in queued() {
                    // Both were there when the other was taken up.
                    let passed = other_turn.is_some_and(|taken| taken >= job.ready && turn.is_none_or(|turn| turn > taken));
                    prop_assert!(!passed || rank(other_place, other) > rank(place, job));
                }
            }
        }
    }
}
