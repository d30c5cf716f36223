//! The policy beside the record: on which days it would have asked for what was in fact done.
//!
//! The record runs as it did, with its own actions; the policy only watches. What it asks for counts from the first day of
//! an unbroken run of days on which it does.

use super::Delay;
use super::KindDelays;
use super::Pace;
use super::Run;
use super::Simulator;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::calendar::WorkingDays;
use crate::program::Program;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use std::cmp::Reverse;

/// Something that was done or asked for on the record, and since when the policy asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shadowed {
    /// What was done, or was not.
    pub kind: ActionKind,
    /// When it was done, or the last day on which it was asked for.
    pub day: Day,
    /// Since when the policy asked for it; none, when it did not ask on that day.
    pub asked_since: Option<Day>,
    /// What became of it.
    pub upshot: Upshot,
}

/// What became of something that a policy asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upshot {
    /// It was done.
    Done,
    /// Its reason went before it was.
    InVain,
    /// It was asked for when the window began.
    UnderWay,
}

/// Every recorded action of a tenancy up to the end of the window that some rule could ask for, everything that a rule asked
/// for until its reason went without it being done, and what was asked for when the window began. What goes out with a list
/// of a partner is not asked for on a day of its own.
pub fn shadow(simulator: &mut Simulator, run: &Run<'_>, place: usize, tenancy: &Tenancy) -> Vec<Shadowed> {
    let mut shadowed = Vec::new();
    let mut asking = Asking::new();
    simulator.watch(&watching(run), place, tenancy, |day, program, passing| {
        let ended = asking.look(program, day, |rule| passing.asks(rule).map(|instead| instead.exception));
        if day <= run.last_day {
            let in_vain = |(rule, since)| in_vain(program, rule, since, day, tenancy);
            shadowed.extend(ended.into_iter().filter_map(in_vain));
        }
        if day == run.window.from {
            shadowed.extend(asking.under_way(program, day));
        }
        for action in tenancy.actions.iter().filter(|action| action.day == day && day <= run.last_day) {
            if (0..program.rule_count()).any(|rule| program.may_do(rule, action.kind)) {
                let asked_since = asking.since(program, action.kind);
                shadowed.push(Shadowed { kind: action.kind, day, asked_since, upshot: Upshot::Done });
            }
        }
    });
    shadowed
}

/// The kind by which the pace of what a rule asks for is known, unless it waits for a list.
fn kind_of(program: &Program, rule: usize, since: Since) -> Option<ActionKind> {
    let steps = program.steps_of(rule, since.exception);
    Some(steps.first().filter(|_| program.batch(steps).is_none())?.kind)
}

/// What a rule asked for since a day and no longer asks for today, when it was not done in between.
fn in_vain(program: &Program, rule: usize, since: Since, today: Day, tenancy: &Tenancy) -> Option<Shadowed> {
    let kind = kind_of(program, rule, since)?;
    let between = |day: Day| since.day <= day && day < today;
    let done = tenancy.actions.iter().any(|action| action.kind == kind && between(action.day));
    (!done).then(|| Shadowed { kind, day: today.plus(-1), asked_since: Some(since.day), upshot: Upshot::InVain })
}

/// Since when each rule of the policy at the end of the window, by its place, has asked for something without a gap up to
/// then, with everything as recorded; none, where it does not ask then.
pub fn asked_since(simulator: &mut Simulator, run: &Run<'_>, place: usize, tenancy: &Tenancy) -> Vec<Option<Day>> {
    let mut asking = Asking::new();
    simulator.watch(&watching(run), place, tenancy, |day, program, passing| {
        asking.look(program, day, |rule| passing.asks(rule).map(|_| None));
    });
    let rules = run.program_on(run.window.to).rule_count();
    (0..rules).map(|rule| asking.rules.get(rule).copied().flatten().map(|since| since.day)).collect()
}

/// The run of which nothing is decided before its end.
pub(super) fn watching<'a>(run: &Run<'a>) -> Run<'a> {
    let window = Period { from: Day::NEVER, to: run.window.to };
    Run { window, behaviour: None, delay: Delay::Prompt, ..*run }
}

/// Since when rules ask for what they ask for, without a gap.
struct Asking<'a> {
    program: Option<&'a Program>,
    /// By rule, where it asks for anything.
    rules: Vec<Option<Since>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Since {
    day: Day,
    /// The exception that decides.
    exception: Option<u16>,
}

impl<'a> Asking<'a> {
    const fn new() -> Asking<'a> {
        Asking { program: None, rules: Vec::new() }
    }

    /// Notes which rules ask today, and what decides each; and gives those that asked for it up to yesterday and no longer do.
    fn look(
        &mut self,
        program: &'a Program,
        today: Day,
        asks: impl Fn(usize) -> Option<Option<u16>>,
    ) -> Vec<(usize, Since)> {
        self.change_program(program);
        let mut ended = Vec::new();
        for (rule, since) in self.rules.iter_mut().enumerate() {
            let so_far = *since;
            let goes_on = |exception| so_far.filter(|since| since.exception == exception);
            *since = asks(rule).map(|exception| goes_on(exception).unwrap_or(Since { day: today, exception }));
            ended.extend(so_far.filter(|before| *since != Some(*before)).map(|before| (rule, before)));
        }
        ended
    }

    /// What is asked for today since an earlier day.
    fn under_way(&self, program: &Program, today: Day) -> Vec<Shadowed> {
        let since = |(rule, since): (usize, &Option<Since>)| {
            let since = (*since).filter(|since| since.day < today)?;
            let kind = kind_of(program, rule, since)?;
            Some(Shadowed { kind, day: today, asked_since: Some(since.day), upshot: Upshot::UnderWay })
        };
        self.rules.iter().enumerate().filter_map(since).collect()
    }

    /// Rules of the same name are the same rule in another version; exceptions are not known by their names.
    fn change_program(&mut self, program: &'a Program) {
        if self.program.is_some_and(|known| std::ptr::eq(known, program)) {
            return;
        }
        let place = |rule: usize| self.program.and_then(|known| known.rule_named(program.rule_name(rule)));
        let since = |rule: usize| self.rules.get(place(rule)?).copied().flatten();
        let rules = (0..program.rule_count()).map(|rule| since(rule).filter(|since| since.exception.is_none()));
        self.rules = rules.collect();
        self.program = Some(program);
    }

    /// Since when something of a kind is asked for, with no list to wait for.
    fn since(&self, program: &Program, kind: ActionKind) -> Option<Day> {
        let asks = |(rule, since): (usize, &Option<Since>)| {
            let since = (*since)?;
            let steps = program.steps_of(rule, since.exception);
            let does = program.batch(steps).is_none() && steps.iter().any(|step| step.kind == kind);
            does.then_some(since.day)
        };
        self.rules.iter().enumerate().filter_map(asks).min()
    }
}

/// The days that each kind of action takes, from the first working day on which it was asked for: those that agree with the
/// most of the record. Where it was never done, it takes more than the most that it was asked for in vain.
#[must_use]
pub fn delays(shadowed: &[Shadowed], working_days: WorkingDays) -> KindDelays {
    std::array::from_fn(|place| {
        let of_kind = shadowed.iter().filter(|action| action.kind.place() == place);
        let wait = |action: &Shadowed| {
            let taken_up = working_days.on_or_after(action.asked_since?);
            Some(Wait { taken_up, until: action.day, upshot: action.upshot })
        };
        pace(&of_kind.filter_map(wait).collect::<Vec<Wait>>(), working_days)
    })
}

/// From when something was waited for, and until when: it was done, or its reason went the day after.
struct Wait {
    taken_up: Day,
    until: Day,
    upshot: Upshot,
}

impl Wait {
    /// The working days' worth of waiting that is seen.
    fn days(&self, working_days: WorkingDays) -> Option<u16> {
        let is_done = self.upshot == Upshot::Done;
        let last = if is_done { self.until } else { working_days.on_or_before(self.until) };
        u16::try_from(last.since(self.taken_up)).ok()
    }

    /// Whether somebody who takes so many days would have done it on that day, or not before its reason went.
    fn agrees(&self, days: u16, working_days: WorkingDays) -> bool {
        let done = working_days.on_or_after(self.taken_up.plus(i32::from(days)));
        match self.upshot {
            Upshot::Done => done == self.until,
            Upshot::InVain => done > self.until,
            Upshot::UnderWay => true,
        }
    }
}

fn pace(waits: &[Wait], working_days: WorkingDays) -> Pace {
    let seen = |upshot: Upshot| {
        let such = waits.iter().filter(move |wait| wait.upshot == upshot);
        such.filter_map(|wait| wait.days(working_days))
    };
    let agreeing = |days: &u16| waits.iter().filter(|wait| wait.agrees(*days, working_days)).count();
    let most = seen(Upshot::Done).map(|days| (agreeing(&days), days));
    let taken = most.max_by_key(|(count, days)| (*count, Reverse(*days))).map(|(_, days)| days);
    let under_way = waits.iter().filter(|wait| wait.upshot == Upshot::UnderWay).map(|wait| wait.taken_up).min();
    Pace { taken, in_vain: seen(Upshot::InVain).max(), under_way }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::read;
    use crate::engine::Version;
    use crate::money::Money;
    use crate::program::Settings;
    use crate::source::SourceFile;
    use crate::tenancy::Entry;
    use crate::tenancy::RecordedAction;
    use crate::vocabulary::EntryKind;

    const ITEMS: &str = r#"
partner town "Town" is early_signalling list on day 24 of those who qualify by day 22
rule remind "Remind" when days_overdue >= 5 do reminder once per episode
exception by_phone "By phone" to remind when days_overdue >= 10 do call
rule signal "Signal" when days_overdue >= 3 do refer to town once per episode
"#;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn program(items: &str) -> Program {
        let checked = read(&SourceFile::new("policy", format!("policy \"P\" version \"1\"\n{items}")));
        let policy = checked.policy.unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
        Program::compile(&policy, &Settings::new()).unwrap()
    }

    /// A tenant in arrears since the first of January, with these actions on the record.
    fn tenancy(actions: &[(&str, ActionKind)]) -> Tenancy {
        let due = day("2024-01-01");
        let charge = Entry { due, ..Entry::new(EntryKind::Charge, due, Money::from_cents(60_000)) };
        let recorded = |(on, kind): &(&str, ActionKind)| RecordedAction {
            day: day(on),
            kind: *kind,
            outcome: None,
            channel: None,
        };
        let actions = actions.iter().map(recorded).collect();
        Tenancy { entries: vec![charge], actions, ..Tenancy::bare("T", day("2020-01-01")) }
    }

    fn asked(run: &Run<'_>, tenancy: &Tenancy) -> Vec<Option<String>> {
        let shadowed = shadow(&mut Simulator::default(), run, 0, tenancy);
        shadowed
            .iter()
            .filter(|action| action.upshot == Upshot::Done)
            .map(|action| action.asked_since.map(|since| since.to_string()))
            .collect()
    }

    fn january() -> Period {
        Period { from: day("2024-01-01"), to: day("2024-01-31") }
    }

    #[test]
    fn what_an_exception_asks_for_counts_from_the_day_on_which_it_does() {
        let program = program(ITEMS);
        let run = Run::replay(&program, january());
        let since = |on, kind| asked(&run, &tenancy(&[(on, kind)]));
        assert_eq!(since("2024-01-08", ActionKind::Reminder), [Some("2024-01-06".to_owned())]);
        assert_eq!(since("2024-01-15", ActionKind::Reminder), [None]);
        assert_eq!(since("2024-01-15", ActionKind::Call), [Some("2024-01-11".to_owned())]);
    }

    #[test]
    fn what_was_asked_for_in_vain_takes_longer_than_that() {
        let program = program(ITEMS);
        let run = Run::replay(&program, january());
        let paid = |actions: &[(&str, ActionKind)], on: &str| {
            let mut tenancy = tenancy(actions);
            tenancy.entries.push(Entry::new(EntryKind::Payment, day(on), Money::from_cents(60_000)));
            delays(&shadow(&mut Simulator::default(), &run, 0, &tenancy), WorkingDays::Nl)[ActionKind::Reminder.place()]
        };
        // Asked for from Saturday the sixth on, so taken up on Monday the eighth.
        assert_eq!(paid(&[], "2024-01-10"), Pace { taken: None, in_vain: Some(2), under_way: None });
        assert_eq!(paid(&[], "2024-01-07"), Pace::default());
        assert_eq!(
            paid(&[("2024-01-09", ActionKind::Reminder)], "2024-01-10"),
            Pace { taken: Some(1), in_vain: None, under_way: None }
        );
        // Twice after two days, once after none, when it had been asked for before the books knew.
        let wait = |until: &str, upshot| Wait { taken_up: day("2024-01-08"), until: day(until), upshot };
        let waits =
            [wait("2024-01-08", Upshot::Done), wait("2024-01-10", Upshot::Done), wait("2024-01-10", Upshot::Done)];
        assert_eq!(pace(&waits, WorkingDays::Nl), Pace { taken: Some(2), in_vain: None, under_way: None });
        let waits =
            [wait("2024-01-08", Upshot::Done), wait("2024-01-10", Upshot::Done), wait("2024-01-08", Upshot::InVain)];
        assert_eq!(pace(&waits, WorkingDays::Nl), Pace { taken: Some(2), in_vain: Some(0), under_way: None });
        let table = [[Pace { taken: None, in_vain: Some(2), under_way: None }; ActionKind::COUNT]];
        let luck = crate::engine::luck::Luck::of(1, 0, "T");
        for mean in [0.0, 3.0] {
            let days = |delay: Delay<'_>| delay.days(ActionKind::Reminder, 0, &luck);
            assert_eq!(days(Delay::AsRecorded(&table, mean)), 3 + days(Delay::About(mean)));
        }
    }

    #[test]
    fn what_the_desk_had_in_hand_when_the_window_began_keeps_its_day() {
        let program = program("rule remind \"Remind\" when days_overdue >= 5 do reminder once per episode");
        // Asked for from Saturday the sixth on, taken up on Monday the eighth, and done on Thursday the eleventh.
        let window = Period { from: day("2024-01-10"), to: day("2024-01-31") };
        let tenancy = tenancy(&[("2024-01-11", ActionKind::Reminder)]);
        let run = Run::replay(&program, window);
        let pace = delays(&shadow(&mut Simulator::default(), &run, 0, &tenancy), WorkingDays::Nl);
        let since = Some(day("2024-01-08"));
        assert_eq!(pace[ActionKind::Reminder.place()], Pace { taken: Some(3), in_vain: None, under_way: since });
        let table = [pace];
        let reminded = |delay| {
            let run = Run { delay, ..run };
            let history = Simulator::default().simulate(&run, 0, &tenancy).clone();
            let own = history.actions.into_iter().filter(|done| done.rule.is_some());
            own.map(|done| done.day.to_string()).collect::<Vec<String>>()
        };
        assert_eq!(reminded(Delay::AsRecorded(&table, 0.0)), ["2024-01-11"]);
        // Whoever only knows the pace begins to count when the window does.
        let mut unknown = pace;
        unknown[ActionKind::Reminder.place()].under_way = None;
        assert_eq!(reminded(Delay::AsRecorded(&[unknown], 0.0)), ["2024-01-15"]);
    }

    #[test]
    fn waiting_for_a_list_is_no_delay_of_the_desk() {
        let program = program(ITEMS);
        let run = Run::replay(&program, january());
        assert_eq!(asked(&run, &tenancy(&[("2024-01-24", ActionKind::EarlySignal)])), [None]);
    }

    #[test]
    fn a_call_on_the_record_is_that_of_the_rule_whose_exception_calls() {
        let program = program(ITEMS);
        let window = Period { from: day("2024-01-13"), to: day("2024-01-22") };
        let called = tenancy(&[("2024-01-12", ActionKind::Call)]);
        let history = Simulator::default().simulate(&Run::replay(&program, window), 0, &called).clone();
        assert_eq!(history.actions.iter().filter(|done| done.rule == Some(0)).count(), 0, "{:?}", history.actions);
    }

    #[test]
    fn a_rule_that_a_later_version_keeps_goes_on_asking() {
        let first = program("rule remind \"Remind\" when days_overdue >= 5 do reminder once per episode");
        let second = program(
            "rule visit \"Visit\" when days_overdue >= 8 do home_visit once per episode\n\
             rule remind \"Remind\" when days_overdue >= 3 do reminder once per episode",
        );
        let later = [Version { from: day("2024-01-10"), program: &second }];
        let run = Run { later: &later, ..Run::replay(&first, january()) };
        let done = tenancy(&[("2024-01-15", ActionKind::HomeVisit), ("2024-01-16", ActionKind::Reminder)]);
        assert_eq!(asked(&run, &done), [Some("2024-01-10".to_owned()), Some("2024-01-06".to_owned())]);
    }
}
