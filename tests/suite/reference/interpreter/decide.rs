//! What the policy decides on a day: every rule looked at, every exception to it, every list and every spacing.
#![expect(clippy::indexing_slicing, reason = "a test that cannot go on should stop loudly")]

use super::Reader;
use crate::reference::interpreter::View;
use huurproef::calendar::Day;
use huurproef::check::Batch;
use huurproef::check::Exception;
use huurproef::check::Frequency;
use huurproef::check::Overridden;
use huurproef::check::Per;
use huurproef::check::StageRange;
use huurproef::check::Step;
use huurproef::engine::Decision;
use huurproef::engine::Fate;
use huurproef::vocabulary::ActionKind;

/// A rule that fires, with the exception that decides instead of it.
#[derive(Clone, Copy)]
struct Verdict {
    rule: usize,
    exception: Option<usize>,
    fate: Fate,
}

impl Reader<'_> {
    /// The policy looks: in which segment and stage the tenancy is, and which rules fire.
    pub(super) fn evaluate(&mut self, day: Day) {
        let stage = self.stage_in(self.all(day));
        if stage != self.stage {
            self.stage = stage;
            self.firings.iter_mut().for_each(|firing| firing.in_this_stage = false);
        }
        if self.question.window.contains(day) {
            self.decide(day);
        }
    }

    fn stage_in(&self, view: View<'_>) -> Option<usize> {
        self.question.policy.stages.iter().rposition(|stage| view.holds(&stage.condition))
    }

    fn decide(&mut self, day: Day) {
        let rules = 0..self.question.policy.rules.len();
        let mut verdicts: Vec<Verdict> = rules.filter_map(|rule| self.judge(rule, day)).collect();
        self.space(&mut verdicts, day);
        let withheld: Vec<Option<usize>> = (0..self.question.policy.rules.len())
            .map(|rule| verdicts.iter().find(|v| v.rule == rule && matches!(v.fate, Fate::Withheld(_)))?.exception)
            .collect();
        for verdict in &verdicts {
            let again = matches!(verdict.fate, Fate::Withheld(_)) && self.withheld[verdict.rule] == verdict.exception;
            self.conclude(*verdict, again, day);
        }
        self.withheld = withheld;
        for (rule, exception) in self.today.clone() {
            for step in self.steps(rule, exception).to_vec() {
                self.check_guarantees(step.kind, Some(u16::try_from(rule).unwrap()), day);
            }
        }
    }

    fn judge(&self, rule: usize, day: Day) -> Option<Verdict> {
        let turn = self.waiting.iter().find(|(waiting, _)| *waiting == rule).map(|(_, turn)| *turn);
        if turn.is_some_and(|turn| turn > day) {
            return None;
        }
        if !(self.may_fire(rule, day) && self.applies(rule, day)) {
            return turn.map(|_| Verdict { rule, exception: None, fate: Fate::Dropped });
        }
        let exception = self.exception_to(Overridden::Rule(rule), self.steps(rule, None), day);
        let steps = self.steps(rule, exception);
        let fate = match exception {
            Some(place) if steps.is_empty() => Fate::Withheld(u16::try_from(place).unwrap()),
            None if steps.is_empty() => Fate::Nothing,
            _ if turn.is_some() => Fate::Done,
            _ => self.schedule(steps, day)?,
        };
        Some(Verdict { rule, exception, fate })
    }

    pub(super) fn steps(&self, rule: usize, exception: Option<usize>) -> &[Step] {
        let policy = self.question.policy;
        exception.map_or(&policy.rules[rule].steps, |place| &policy.exceptions[place].steps)
    }

    /// The exception that decides in the end, looking at those to a rule, then at those to the one that wins.
    fn exception_to(&self, overridden: Overridden, seen: &[Step], day: Day) -> Option<usize> {
        let exceptions = &self.question.policy.exceptions;
        let eyes =
            |exception: &Exception| if exception.steps.is_empty() { seen.to_vec() } else { exception.steps.clone() };
        let holding: Vec<usize> = (0..exceptions.len())
            .filter(|place| exceptions[*place].overrides == overridden)
            .filter(|place| self.seen_for(&eyes(&exceptions[*place]), day).holds(&exceptions[*place].condition))
            .collect();
        let beaten = |place: &usize| holding.iter().any(|other| exceptions[*other].above.contains(place));
        let winner = *holding.iter().find(|place| !beaten(place))?;
        let further = self.exception_to(Overridden::Exception(winner), &eyes(&exceptions[winner]), day);
        Some(further.unwrap_or(winner))
    }

    fn applies(&self, rule: usize, day: Day) -> bool {
        let policy = self.question.policy;
        let rule = &policy.rules[rule];
        let view = self.seen_for(&rule.steps, day);
        let in_scope = policy.scope.as_ref().is_none_or(|scope| view.holds(&scope.condition));
        let in_stage = match (rule.stages, self.stage_in(view)) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(StageRange::Only(wanted)), Some(stage)) => stage == wanted,
            (Some(StageRange::OrLater(wanted)), Some(stage)) => stage >= wanted,
        };
        in_scope && in_stage && view.holds(&rule.condition)
    }

    fn may_fire(&self, rule: usize, day: Day) -> bool {
        let declared = &self.question.policy.rules[rule];
        let Frequency { limit, every } = declared.frequency;
        let firings = || self.firings.iter().filter(|firing| firing.rule == rule);
        let below_limit = limit.is_none_or(|(limit, per)| {
            let counted = match per {
                Per::Episode => firings().filter(|firing| firing.in_this_episode).count(),
                Per::Stage => firings().filter(|firing| firing.in_this_episode && firing.in_this_stage).count(),
                Per::Month => firings().filter(|firing| firing.day.month() == day.month()).count(),
                Per::Claim => {
                    let newest = self.seen_for(&declared.steps, day).newest_overdue();
                    let fresh = firings().all(|firing| newest.is_some_and(|newest| newest > firing.day));
                    return fresh;
                }
            };
            counted < usize::try_from(limit).unwrap()
        });
        below_limit && every.is_none_or(|days| firings().all(|firing| day.since(firing.day) >= days))
    }

    /// A decision is taken up on a working day, and carried out on the first one when the desk's delay is over; a partner
    /// with a list gets it on the day of the list.
    fn schedule(&self, steps: &[Step], day: Day) -> Option<Fate> {
        let partners = &self.question.policy.partners;
        let batch = steps.iter().find_map(|step| partners.get(step.partner?)?.batch.as_ref());
        let turn = match batch {
            Some(Batch::Dates(dates)) => *dates.iter().filter(|date| **date >= day).min()?,
            Some(Batch::Monthly { list_day, cut_off }) => self.next_list(*list_day, *cut_off, day),
            None => {
                let taken_up = self.next_working_day(day);
                self.next_working_day(taken_up.plus((self.question.delay)(steps.first().unwrap().kind)))
            }
        };
        Some(if turn == day { Fate::Done } else { Fate::Waits(turn) })
    }

    /// Looks through the months until there is a list that goes today or later and takes who qualifies today.
    fn next_list(&self, list_day: u32, cut_off: u32, day: Day) -> Day {
        let mut month = if day.of_month() <= cut_off { day.month() } else { day.month().plus(1) };
        loop {
            let later = i32::try_from(list_day).unwrap() - 1;
            let mut list = month.first().plus(later).min(month.last());
            while !self.question.policy.conventions.working_days.includes(list) {
                list = list.plus(-1);
            }
            if list >= day {
                return list;
            }
            month = month.plus(1);
        }
    }

    fn next_working_day(&self, mut day: Day) -> Day {
        while !self.question.policy.conventions.working_days.includes(day) {
            day = day.plus(1);
        }
        day
    }

    /// The heaviest goes first; what comes too soon after another of its group waits.
    fn space(&self, verdicts: &mut [Verdict], day: Day) {
        let weight = |kind: ActionKind| ActionKind::ALL.iter().position(|other| *other == kind).unwrap();
        let kinds =
            |v: &Verdict| -> Vec<ActionKind> { self.steps(v.rule, v.exception).iter().map(|step| step.kind).collect() };
        let mut going: Vec<usize> = (0..verdicts.len()).filter(|place| verdicts[*place].fate == Fate::Done).collect();
        going.sort_by_key(|place| {
            let heaviest = kinds(&verdicts[*place]).into_iter().map(weight).max();
            (std::cmp::Reverse(heaviest), verdicts[*place].rule)
        });
        let mut done = self.ever.clone();
        for place in going {
            let own = kinds(&verdicts[place]);
            let waits = self.question.policy.spacings.iter().filter_map(|spacing| {
                let of_group = |kind: &ActionKind| spacing.kinds.contains(kind);
                let last = done.iter().filter(|(kind, _)| of_group(kind)).map(|(_, day)| *day).max()?;
                let too_soon = own.iter().any(of_group) && day.since(last) < spacing.days;
                too_soon.then(|| last.plus(spacing.days))
            });
            match waits.max() {
                Some(turn) => verdicts[place].fate = Fate::Spaced(self.next_working_day(turn)),
                None => done.extend(own.into_iter().map(|kind| (kind, day))),
            }
        }
    }

    fn conclude(&mut self, verdict: Verdict, again: bool, day: Day) {
        let Verdict { rule, exception, fate } = verdict;
        self.waiting.retain(|(waiting, _)| *waiting != rule);
        match fate {
            Fate::Done | Fate::Nothing => self.today.push((rule, exception)),
            Fate::Waits(turn) | Fate::Spaced(turn) => self.waiting.push((rule, turn)),
            Fate::Dropped | Fate::Withheld(_) => {}
        }
        if !again {
            self.course.decisions.push(Decision { day, rule: u16::try_from(rule).unwrap(), fate });
        }
    }
}
