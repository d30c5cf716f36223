//! The policy beside the record: on which days it would have asked for what was in fact done.
//!
//! The record runs as it did, with its own actions; the policy only watches. What it asks for counts from the first day of
//! an unbroken run of days on which it does.

use super::Delay;
use super::KindDelays;
use super::Run;
use super::Simulator;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::calendar::WorkingDays;
use crate::program::Program;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;

/// A recorded action, and since when the policy asked for one of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shadowed {
    /// What was done.
    pub kind: ActionKind,
    /// When.
    pub day: Day,
    /// Since when the policy asked for it; none, when it did not ask on that day.
    pub asked_since: Option<Day>,
}

/// Every recorded action of a tenancy in the window that some rule could ask for, in order. What goes out with a list of a
/// partner is not asked for on a day of its own.
pub fn shadow(simulator: &mut Simulator, run: &Run<'_>, place: usize, tenancy: &Tenancy) -> Vec<Shadowed> {
    let mut shadowed = Vec::new();
    let mut asking = Asking::new();
    simulator.watch(&watching(run), place, tenancy, |day, program, asks| {
        asking.look(program, day, |rule| asks(rule).map(|instead| instead.exception));
        for action in tenancy.actions.iter().filter(|action| action.day == day && run.window.contains(day)) {
            if (0..program.rule_count()).any(|rule| program.may_do(rule, action.kind)) {
                let asked_since = asking.since(program, action.kind);
                shadowed.push(Shadowed { kind: action.kind, day, asked_since });
            }
        }
    });
    shadowed
}

/// Since when each rule of the policy at the end of the window, by its place, has asked for something without a gap up to
/// then, with everything as recorded; none, where it does not ask then.
pub fn asked_since(simulator: &mut Simulator, run: &Run<'_>, place: usize, tenancy: &Tenancy) -> Vec<Option<Day>> {
    let mut asking = Asking::new();
    simulator.watch(&watching(run), place, tenancy, |day, program, asks| {
        asking.look(program, day, |rule| asks(rule).map(|_| None));
    });
    let rules = run.program_on(run.window.to).rule_count();
    (0..rules).map(|rule| asking.rules.get(rule).copied().flatten().map(|since| since.day)).collect()
}

/// The run of which nothing is decided before its end.
fn watching<'a>(run: &Run<'a>) -> Run<'a> {
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

    /// Notes which rules ask today, and what decides each.
    fn look(&mut self, program: &'a Program, today: Day, asks: impl Fn(usize) -> Option<Option<u16>>) {
        self.change_program(program);
        for (rule, since) in self.rules.iter_mut().enumerate() {
            let so_far = *since;
            let goes_on = |exception| so_far.filter(|since| since.exception == exception);
            *since = asks(rule).map(|exception| goes_on(exception).unwrap_or(Since { day: today, exception }));
        }
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

/// The days that each kind of action took, from the first working day on which it was asked for: the fewest seen, since
/// waiting for another working day only adds.
#[must_use]
pub fn delays(shadowed: &[Shadowed], working_days: WorkingDays) -> KindDelays {
    let mut delays: KindDelays = [None; ActionKind::COUNT];
    for action in shadowed {
        let taken_up = action.asked_since.map(|since| working_days.on_or_after(since));
        let days = taken_up.and_then(|since| u16::try_from(action.day.since(since)).ok());
        if let (Some(days), Some(delay)) = (days, delays.get_mut(action.kind.place())) {
            *delay = Some(delay.map_or(days, |fewest| fewest.min(days)));
        }
    }
    delays
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
        shadowed.iter().map(|action| action.asked_since.map(|since| since.to_string())).collect()
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
