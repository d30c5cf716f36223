//! When what fires is carried out: today, when the desk comes to it, with a partner's list, or when days have passed since
//! another action of its group.

use super::Desk;
use super::Due;
use super::Verdict;
use super::Work;
use super::kind_of;
use crate::calendar::Day;
use crate::calendar::Month;
use crate::calendar::WorkingDays;
use crate::check::Batch;
use crate::check::Step;
use crate::engine::case::Case;
use crate::engine::history::Fate;
use crate::program::Spaced;
use crate::program::Truth;
use crate::program::kind_bit;
use std::cmp::Reverse;

impl Desk {
    /// What becomes of a rule today, if anything: one that fires, or whose turn has come.
    pub(super) fn judge(
        &mut self,
        rule: usize,
        waited: bool,
        allowed: Truth,
        work: &Work<'_>,
        case: &Case,
    ) -> Option<Verdict> {
        let (program, today) = (work.program, work.today);
        let (facts, standing) = case.sees(program, program.steps(rule));
        let fires = if allowed.holds { program.rule_holds(rule, standing, facts, today) } else { allowed };
        self.wake = self.wake.min(fires.until);
        if !fires.holds {
            let due = Due { rule, exception: None };
            return waited.then_some(Verdict { due, fate: Fate::Dropped });
        }
        let instead = program.instead(rule, |steps| case.sees(program, steps).0, today);
        self.wake = self.wake.min(instead.until);
        let due = Due { rule, exception: instead.exception };
        let steps = program.steps_of(rule, due.exception);
        let fate = match due.exception {
            Some(exception) if steps.is_empty() => Fate::Withheld(exception),
            None if steps.is_empty() => Fate::Nothing,
            _ if waited => Fate::Done,
            _ => when(rule, steps, work)?,
        };
        Some(Verdict { due, fate })
    }

    /// Lets what is to go today wait where an action of its group was done too short ago or goes today already: the
    /// heaviest goes first.
    pub(super) fn space(&mut self, work: &Work<'_>, case: &Case) {
        let program = work.program;
        if program.spacings().is_empty() {
            return;
        }
        self.going.clear();
        let goes = |place: &usize| self.verdicts.get(*place).is_some_and(|verdict| verdict.fate == Fate::Done);
        self.going.extend((0..self.verdicts.len()).filter(goes));
        let bits = |verdict: &Verdict| bits_of(program.steps_of(verdict.due.rule, verdict.due.exception));
        let weight = |place: &usize| self.verdicts.get(*place).map(|verdict| bits(verdict).checked_ilog2());
        self.going.sort_by_key(|place| Reverse(weight(place)));
        let mut gone = 0;
        for place in &self.going {
            let Some(verdict) = self.verdicts.get_mut(*place) else { continue };
            let kinds = bits(verdict);
            match spaced_until(kinds, gone, program.spacings(), work, case) {
                Some(turn) => verdict.fate = Fate::Spaced(turn),
                None => gone |= kinds,
            }
        }
    }
}

/// The kinds of steps, a bit each: the highest is the heaviest.
fn bits_of(steps: &[Step]) -> u32 {
    steps.iter().fold(0, |bits, step| bits | kind_bit(step.kind))
}

/// The day on which actions of these kinds may be done, if days must still pass before they may; `gone` are the kinds that
/// go today already.
fn spaced_until(kinds: u32, gone: u32, spacings: &[Spaced], work: &Work<'_>, case: &Case) -> Option<Day> {
    let free = |spaced: &Spaced| {
        let last = if spaced.kinds & gone == 0 { case.last_of(spaced.kinds) } else { work.today };
        last.plus(spaced.days)
    };
    let groups = spacings.iter().filter(|spaced| spaced.kinds & kinds != 0);
    let turn = groups.map(free).filter(|turn| *turn > work.today).max()?;
    Some(work.program.conventions().working_days.on_or_after(turn))
}

/// When steps are carried out that are decided today; never again, when the last list of their partner has gone.
fn when(rule: usize, steps: &[Step], work: &Work<'_>) -> Option<Fate> {
    let working_days = work.program.conventions().working_days;
    let turn = match work.program.batch(steps) {
        Some(batch) => list_day(batch, working_days, work.today)?,
        None => {
            let own = || desk_day(working_days, work.today, (work.delay)(kind_of(steps)));
            work.queued(rule).unwrap_or_else(own)
        }
    };
    Some(if turn == work.today { Fate::Done } else { Fate::Waits(turn) })
}

/// Today if it can be done today. What is decided on a day off is taken up on the next working day, and the delay counts
/// from there.
fn desk_day(working_days: WorkingDays, today: Day, delay: i32) -> Day {
    working_days.on_or_after(working_days.on_or_after(today).plus(delay))
}

/// The day of the list on which what qualifies today comes.
fn list_day(batch: &Batch, working_days: WorkingDays, today: Day) -> Option<Day> {
    match batch {
        Batch::Dates(days) => days.iter().find(|day| **day >= today).copied(),
        Batch::Monthly { list_day, cut_off } => {
            let first = if today.of_month() <= *cut_off { 0 } else { 1 };
            let lists =
                (first..first + 3).map(|later| monthly_list(today.month().plus(later), *list_day, working_days));
            // A list that goes early for days off may lie behind already.
            lists.into_iter().find(|list| *list >= today)
        }
    }
}

/// The last working day on or before a day of the month; its last day, where it is shorter.
fn monthly_list(month: Month, list_day: u32, working_days: WorkingDays) -> Day {
    let later = i32::try_from(list_day.saturating_sub(1)).unwrap_or(0);
    let mut day = month.first().plus(later).min(month.last());
    while !working_days.includes(day) {
        day = day.plus(-1);
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn who_qualifies_after_the_cut_off_goes_on_the_next_list() {
        let batch = Batch::Monthly { list_day: 24, cut_off: 22 };
        let list = |today: &str| list_day(&batch, WorkingDays::Nl, day(today)).unwrap().to_string();
        // 24 May 2025 is a Saturday.
        assert_eq!(list("2025-05-22"), "2025-05-23");
        assert_eq!(list("2025-05-23"), "2025-06-24");
        assert_eq!(list("2025-06-01"), "2025-06-24");
    }

    #[test]
    fn a_list_that_went_early_for_a_weekend_takes_nobody_afterwards() {
        let batch = Batch::Monthly { list_day: 25, cut_off: 25 };
        // 25 May 2025 is a Sunday: the list goes on Friday.
        assert_eq!(list_day(&batch, WorkingDays::Nl, day("2025-05-23")), Some(day("2025-05-23")));
        assert_eq!(list_day(&batch, WorkingDays::Nl, day("2025-05-24")), Some(day("2025-06-25")));
    }

    #[test]
    fn after_the_last_named_date_no_list_goes() {
        let batch = Batch::Dates(vec![day("2025-01-24"), day("2025-02-24")]);
        let list = |today: &str| list_day(&batch, WorkingDays::Nl, day(today));
        assert_eq!(list("2025-01-24"), Some(day("2025-01-24")));
        assert_eq!(list("2025-01-25"), Some(day("2025-02-24")));
        assert_eq!(list("2025-02-25"), None);
    }
}
