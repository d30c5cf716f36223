//! An example over time, run by the engine itself on books that say what the example says.
//!
//! Payments come on their days, the desk is prompt, and what the policy does it does as on any other books.

use super::Failure;
use super::does;
use super::kept::Found;
use super::kept::Keeper;
use super::kept::Kept;
use super::kept::Obstacle;
use super::kept::Sight;
use super::kept::exceptions_to;
use super::kept::nearest_first;
use super::ledger::books_of;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Expected;
use crate::check::Must;
use crate::check::Per;
use crate::check::Policy;
use crate::check::Step;
use crate::check::Timeline;
use crate::engine::ActionDone;
use crate::engine::Fate;
use crate::engine::History;
use crate::engine::Morning;
use crate::engine::Run;
use crate::engine::Simulator;
use crate::locale::Locale;
use crate::program::Program;
use crate::tenancy::HoldPeriod;
use crate::tenancy::Tenancy;
use crate::vocabulary::EntryKind;
use std::collections::BTreeMap;

/// How many days after the last that an example names are looked at for what was expected and not done.
const LOOK_ON: i32 = 31;

/// What came of an example over time.
#[derive(Clone, Debug)]
pub struct CourseResult {
    /// Its title.
    pub title: String,
    /// What was expected and did not come out so.
    pub failures: Vec<CourseFailure>,
    /// What happened on each day on which anything did.
    pub days: Vec<DayTold>,
}

/// An expectation over time that did not come out.
#[derive(Clone, Debug)]
pub struct CourseFailure {
    /// On which days something was expected or not.
    pub days: Period,
    /// On which days it was done, if it was; of what must not be done, on which of these days.
    pub done_on: Vec<Day>,
    /// The last day that was looked at: some time after the last that the example names.
    pub looked_until: Day,
    /// Whether nothing at all was expected.
    pub nothing: bool,
    /// What was expected, and which rules could have done it or did.
    pub what: Failure,
}

/// A day of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayTold {
    /// The day.
    pub day: Day,
    /// What happened, a line each, in the order of the day.
    pub lines: Vec<String>,
}

impl CourseResult {
    /// Whether everything came out as expected.
    #[must_use]
    pub const fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// Runs an example over time. Texts about what happened are in the given language; names are the policy's.
#[must_use]
pub fn run_course(policy: &Policy, program: &Program, timeline: &Timeline, locale: Locale) -> CourseResult {
    let mut simulator = Simulator::default();
    let (tenancy, columns) = books_of(policy, timeline);
    let run = run_of(program, &columns, timeline.days);
    let history = simulator.simulate(&run, 0, &tenancy).clone();
    let course = Course { policy, program, timeline, tenancy: &tenancy, columns: &columns, history: &history, locale };
    let failures = timeline.expect.iter().filter_map(|expected| course.failure(expected, &mut simulator));
    CourseResult { title: timeline.title.clone(), failures: failures.collect(), days: course.days() }
}

/// What the policy does in the days of an example over time.
pub(super) fn history_of(policy: &Policy, program: &Program, timeline: &Timeline) -> History {
    let (tenancy, columns) = books_of(policy, timeline);
    Simulator::default().simulate(&run_of(program, &columns, timeline.days), 0, &tenancy).clone()
}

/// Whether an expectation came out in what was done.
pub(super) fn came_out(policy: &Policy, expected: &Expected, history: &History) -> bool {
    let within = done_by(policy, expected.step.as_ref(), history).any(|done| expected.days.contains(done.day));
    within == (expected.must == Must::Follow)
}

fn run_of<'a>(program: &'a Program, columns: &'a [String], days: Period) -> Run<'a> {
    Run { columns, plans_listed: true, ..Run::replay(program, days) }
}

/// What the policy did of a step; of none, everything it did.
fn done_by<'a>(
    policy: &'a Policy,
    step: Option<&'a Step>,
    history: &'a History,
) -> impl Iterator<Item = &'a ActionDone> {
    let own = history.actions.iter().filter(|done| done.rule.is_some());
    own.filter(move |done| {
        let taken = policy.step_of(done.rule, done.exception, done.step);
        step.is_none_or(|step| taken.is_some_and(|taken| does(std::slice::from_ref(taken), step)))
    })
}

struct Course<'a> {
    policy: &'a Policy,
    program: &'a Program,
    timeline: &'a Timeline,
    tenancy: &'a Tenancy,
    columns: &'a [String],
    history: &'a History,
    locale: Locale,
}

impl Course<'_> {
    fn failure(&self, expected: &Expected, simulator: &mut Simulator) -> Option<CourseFailure> {
        if came_out(self.policy, expected, self.history) {
            return None;
        }
        let step = match &expected.step {
            Some(step) => self.step_in_words(step),
            None => self.policy.locale.pick("nothing", "niets").to_owned(),
        };
        let (mut done_on, rules, looked_until) = match (expected.must, &expected.step) {
            (Must::Follow, Some(step)) => {
                let (done_on, until) = self.sooner_or_later(step);
                (done_on, self.kept_from(step, expected.days.to, simulator), until)
            }
            // What must not be done on some days may be done on others: those are no news.
            _ => {
                let done = done_by(self.policy, expected.step.as_ref(), self.history);
                let within: Vec<&ActionDone> = done.filter(|done| expected.days.contains(done.day)).collect();
                let rules = within.iter().map(|done| self.did(done, simulator)).collect();
                (within.iter().map(|done| done.day).collect(), rules, self.timeline.days.to)
            }
        };
        done_on.dedup();
        let what = Failure { step, must: expected.must, rules };
        Some(CourseFailure { days: expected.days, done_on, looked_until, nothing: expected.step.is_none(), what })
    }

    /// The days on which a step is done, also some time after the last day that is named, and up to which day.
    fn sooner_or_later(&self, step: &Step) -> (Vec<Day>, Day) {
        let until = self.timeline.days.to.plus(LOOK_ON);
        let longer = Timeline { days: Period { to: until, ..self.timeline.days }, ..self.timeline.clone() };
        let history = history_of(self.policy, self.program, &longer);
        (done_by(self.policy, Some(step), &history).map(|done| done.day).collect(), until)
    }

    /// The rules and exceptions that could have taken a step on a day, with what kept each from it.
    fn kept_from(&self, step: &Step, day: Day, simulator: &mut Simulator) -> Vec<Kept> {
        let morning = self.morning(day, simulator);
        let keeper = self.keeper(day);
        let mut kept = Vec::new();
        for (place, rule) in self.policy.rules.iter().enumerate() {
            let back = self.kept_back(place, &morning, day);
            let decides = morning.instead.get(place).and_then(|instead| instead.exception).map(usize::from);
            if does(&rule.steps, step) {
                kept.push(match (&back, decides) {
                    (None, Some(exception)) => {
                        let because = self.program.why_exception(exception, morning.seen_by(place).0, day);
                        keeper.told(self.title_of(place, decides), (vec![Obstacle::Exception(exception)], because))
                    }
                    _ => keeper.told(rule.named.title.clone(), back.clone().unwrap_or_default()),
                });
            }
            for exception in exceptions_to(self.policy, place) {
                let able = self.policy.exceptions.get(exception).filter(|exception| does(&exception.steps, step));
                if let Some(able) = able {
                    let found = back.clone().unwrap_or_else(|| {
                        let holds = self.stopping(&able.steps, &morning, day);
                        keeper.exception(exception, &morning.facts, &holds, decides)
                    });
                    kept.push(keeper.told(self.title_of(place, Some(exception)), found));
                }
            }
        }
        nearest_first(kept)
    }

    /// What keeps a rule from firing on a morning; none, when it fires.
    fn kept_back(&self, rule: usize, morning: &Morning, day: Day) -> Option<Found> {
        let holds = self.stopping(self.program.steps(rule), morning, day);
        let per_claim = matches!(self.program.frequency(rule).limit, Some((_, Per::Claim)));
        let sight = Sight {
            own: morning.seen_by(rule),
            all: (&morning.facts, &morning.standing),
            // Once for each claim: that a hold keeps the claims from a rule does not say that it was carried out.
            allowed: morning.allowed.get(rule).is_some_and(|allowed| allowed.holds) || per_claim && !holds.is_empty(),
            holds,
        };
        self.keeper(day).rule(rule, &sight)
    }

    /// The holds that run on a morning and stop all of some steps.
    fn stopping(&self, steps: &[Step], morning: &Morning, day: Day) -> Vec<Obstacle> {
        let runs = |hold: &&HoldPeriod| hold.from <= day && hold.to.is_none_or(|to| day < to);
        let since = |place: usize| {
            let code = self.policy.holds.get(place)?.code;
            self.tenancy.holds.iter().filter(runs).find(|hold| hold.code == code).map(|hold| hold.from)
        };
        self.keeper(day).stopping(&morning.facts, steps, since)
    }

    /// What is known on a morning, after what the policy did before it.
    fn morning(&self, day: Day, simulator: &mut Simulator) -> Morning {
        simulator.morning_within(&run_of(self.program, self.columns, self.timeline.days), 0, self.tenancy, day)
    }

    const fn keeper(&self, day: Day) -> Keeper<'_> {
        Keeper { policy: self.policy, program: self.program, day }
    }

    fn title_of(&self, rule: usize, exception: Option<usize>) -> String {
        let narrow = |place| u16::try_from(place).ok();
        self.rule_title(narrow(rule), exception.and_then(narrow))
    }

    /// Something that was done, with why, by what was known that morning.
    fn did(&self, done: &ActionDone, simulator: &mut Simulator) -> Kept {
        let morning = self.morning(done.day, simulator);
        let rule = done.rule.map_or(usize::MAX, usize::from);
        let because = self.program.why_rule(rule, morning.seen_by(rule).0, done.day);
        self.keeper(done.day).told(self.doing(done), (Vec::new(), because))
    }

    /// What was done on which day by which rule.
    fn doing(&self, done: &ActionDone) -> String {
        format!("{}: {}, {}", done.day, self.done_in_words(done), self.rule_title(done.rule, done.exception))
    }

    /// Every day on which anything happened.
    fn days(&self) -> Vec<DayTold> {
        let mut days: BTreeMap<Day, Vec<String>> = BTreeMap::new();
        for entry in &self.history.entries {
            let word = entry.kind.word().in_locale(self.policy.locale);
            let due = entry.kind == EntryKind::Charge;
            let day = if due { entry.due } else { entry.day };
            days.entry(day).or_default().push(format!("{word} {}", self.locale.money(entry.amount)));
        }
        for hold in &self.tenancy.holds {
            let code = hold.code.word().in_locale(self.policy.locale);
            let begins = self.locale.pick("hold begins:", "wachtstand begint:");
            days.entry(hold.from).or_default().push(format!("{begins} {code}"));
            if let Some(to) = hold.to {
                days.entry(to)
                    .or_default()
                    .push(format!("{} {code}", self.locale.pick("hold ends:", "wachtstand eindigt:")));
            }
        }
        if let Some(end) = self.tenancy.end {
            days.entry(end)
                .or_default()
                .push(self.locale.pick("the tenant has left", "de huurder is vertrokken").to_owned());
        }
        for decision in &self.history.decisions {
            let line = self.decided(usize::from(decision.rule), decision.fate);
            days.entry(decision.day).or_default().extend(line);
        }
        for done in self.history.actions.iter().filter(|done| done.rule.is_some()) {
            let line =
                format!("\u{2192} {} ({})", self.done_in_words(done), self.rule_title(done.rule, done.exception));
            days.entry(done.day).or_default().push(line);
        }
        for step in &self.history.arrears {
            let arrears = self.locale.pick("arrears at the end of the day:", "achterstand aan het einde van de dag:");
            days.entry(step.day).or_default().push(format!("{arrears} {}", self.locale.money(step.arrears)));
        }
        let within = days.into_iter().filter(|(day, _)| self.timeline.days.contains(*day));
        within.map(|(day, lines)| DayTold { day, lines }).collect()
    }

    /// What became of a decision that was not carried out at once.
    fn decided(&self, rule: usize, fate: Fate) -> Option<String> {
        let title = self.policy.rules.get(rule).map_or("", |rule| &rule.named.title);
        let pick = |en: String, nl: String| if self.locale == Locale::En { en } else { nl };
        match fate {
            Fate::Done => None,
            Fate::Waits(turn) => Some(pick(format!("{title}: waits for {turn}"), format!("{title}: wacht tot {turn}"))),
            Fate::Spaced(turn) => {
                Some(pick(format!("{title}: after another, on {turn}"), format!("{title}: na een ander, op {turn}")))
            }
            Fate::Dropped => Some(pick(
                format!("{title}: dropped, its condition holds no more"),
                format!("{title}: vervallen, de voorwaarde geldt niet meer"),
            )),
            Fate::Withheld(place) => {
                let exception = self.policy.exceptions.get(usize::from(place)).map_or("", |of| &of.named.title);
                Some(pick(
                    format!("{title}: not done, by the exception \u{201c}{exception}\u{201d}"),
                    format!("{title}: niet gedaan, door de uitzondering \u{201e}{exception}\u{201d}"),
                ))
            }
            Fate::Nothing => Some(pick(format!("{title}: does nothing"), format!("{title}: doet niets"))),
        }
    }

    fn rule_title(&self, rule: Option<u16>, exception: Option<u16>) -> String {
        let rule = rule.and_then(|place| self.policy.rules.get(usize::from(place)));
        let rule = rule.map_or("", |rule| &rule.named.title);
        match exception.and_then(|place| self.policy.exceptions.get(usize::from(place))) {
            Some(exception) => format!("{rule}: {}", exception.named.title),
            None => rule.to_owned(),
        }
    }

    fn done_in_words(&self, done: &ActionDone) -> String {
        let step = self.policy.step_of(done.rule, done.exception, done.step);
        step.map_or_else(String::new, |step| self.step_in_words(step))
    }

    fn step_in_words(&self, step: &Step) -> String {
        super::step_in_words(self.policy, step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::read;
    use crate::example::reach;
    use crate::program::Settings;
    use crate::source::SourceFile;

    const POLICY: &str = "policy \"P\" version \"1\"
fact team \"Known to the team\" is yes_no otherwise no
stage one \"One month\" when months_in_arrears >= 1
stage two \"Two months\" when months_in_arrears >= 2
rule remind \"Remind\" when days_overdue >= 5 do reminder once per episode
rule ring \"Ring\" in stage two when not plan_active do call once per episode
exception known \"The team knows\" to ring when team do nothing
hold wsnp \"Restructuring\" stops all
";

    fn of(example: &str) -> (Policy, Program) {
        with("", example)
    }

    /// The same, with more items in the policy.
    fn with(items: &str, example: &str) -> (Policy, Program) {
        let checked = read(&SourceFile::new("policy", format!("{POLICY}{items}example \"E\" {example}\n")));
        let policy = checked.policy.unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
        let program = Program::compile(&policy, &Settings::new()).unwrap();
        (policy, program)
    }

    fn result(example: &str) -> CourseResult {
        let (policy, program) = of(example);
        run_course(&policy, &program, &policy.timelines[0], Locale::En)
    }

    fn lines(result: &CourseResult, day: &str) -> Vec<String> {
        let told = result.days.iter().find(|told| told.day.to_string() == day);
        told.map_or_else(Vec::new, |told| told.lines.clone())
    }

    #[test]
    fn a_reversal_takes_back_the_latest_payment_and_the_one_before_when_it_comes_again() {
        let told = result(
            "given 2024-10-01 charge € 600 given 2024-10-02 payment € 200 given 2024-10-03 payment € 400 \
             given 2024-10-07 reversal given 2024-10-08 reversal expect reminder before 2024-10-09",
        );
        assert!(told.passed());
        assert_eq!(lines(&told, "2024-10-07")[0], "reversal € 400.00");
        assert!(lines(&told, "2024-10-08").contains(&"reversal € 200.00".to_owned()));
        assert!(lines(&told, "2024-10-08").contains(&"arrears at the end of the day: € 600.00".to_owned()));
    }

    #[test]
    fn what_comes_every_month_comes_up_to_the_last_day_that_is_named() {
        let told = result(
            "given 2024-10-31 every month charge € 600 expect nothing before 2024-11-01 expect not call on 2025-02-27",
        );
        let charged = told.days.iter().filter(|told| told.lines.iter().any(|line| line.starts_with("charge")));
        let days: Vec<String> = charged.map(|told| told.day.to_string()).collect();
        assert_eq!(days, ["2024-10-31", "2024-11-30", "2024-12-31", "2025-01-31"]);
    }

    #[test]
    fn an_action_of_a_weekend_waits_for_monday_and_the_days_say_so() {
        // 5 October 2024 is a Saturday, and the fifth day is Sunday the sixth.
        let told = result("given 2024-10-01 charge € 600 expect reminder on 2024-10-06");
        // Also what is done after the last day that is named is told.
        assert_eq!(told.failures[0].done_on.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2024-10-07"]);
        assert_eq!(lines(&told, "2024-10-06"), ["Remind: waits for 2024-10-07"]);
        assert!(result("given 2024-10-01 charge € 600 expect reminder on 2024-10-07").passed());
    }

    #[test]
    fn a_hold_a_plan_and_a_fact_last_up_to_the_day_before_they_end() {
        let two = "given 2024-10-01 charge € 600 given 2024-11-01 charge € 600";
        assert!(result(&format!("{two} expect call on 2024-11-01")).passed());
        let hold = "given 2024-09-30 hold = wsnp until 2024-12-01";
        let plan = "given 2024-10-15 plan_active until 2024-12-04";
        let fact = "given 2024-10-15 team until 2024-12-04";
        for (given, first) in [(plan, "2024-12-04"), (fact, "2024-12-04")] {
            let told = result(&format!("{two} {given} expect call on {first}, not call before {first}"));
            assert!(told.passed(), "{given}: {told:?}");
        }
        // What fell due after the hold began is not covered by it.
        let told = result(&format!("{two} {hold} expect call on 2024-11-01"));
        assert!(told.passed(), "{told:?}");
        let told =
            result(&format!("{two} given 2024-11-01 hold = wsnp until 2024-12-02 expect not call before 2024-12-02"));
        assert!(told.passed(), "{told:?}");
    }

    #[test]
    fn who_has_left_stays_in_arrears_and_what_is_written_off_is_owed_no_more() {
        let told = result("given 2024-10-01 charge € 600 given 2024-10-03 departed expect reminder on 2024-10-07");
        assert!(told.passed(), "{told:?}");
        let told = result(
            "given 2024-10-01 charge € 600 given 2024-10-03 write_off € 600 expect not reminder before 2024-12-01",
        );
        assert!(told.passed(), "{told:?}");
    }

    #[test]
    fn a_failure_says_what_kept_the_rule_back_on_that_day() {
        let told = result(
            "given 2024-10-01 charge € 600 expect reminder on 2024-10-04 expect nothing from 2024-10-07 to 2024-10-09",
        );
        let [late, unwanted] = &told.failures[..] else { panic!("{told:?}") };
        assert_eq!(late.done_on.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2024-10-07"]);
        let kept = &late.what.rules[0];
        assert_eq!((kept.rule.as_str(), kept.because[0].shown.as_str(), kept.because[0].holds), ("Remind", "3", false));
        assert!(unwanted.nothing && unwanted.what.rules[0].rule.starts_with("2024-10-07: reminder"));
    }

    #[test]
    fn of_what_an_exception_does_it_says_what_kept_that_back_and_which_exception_decided_instead() {
        let items = "rule visit \"Visit\" when days_overdue >= 9 do home_visit once per episode\n\
                     exception by_phone \"By phone\" to visit when team do second_reminder\n";
        let of = |example: &str| {
            let (policy, program) = with(items, example);
            run_course(&policy, &program, &policy.timelines[0], Locale::En)
        };
        let told = of("given team given 2024-10-01 charge € 600 expect second_reminder on 2024-10-09");
        let [failure] = &told.failures[..] else { panic!("{told:?}") };
        assert_eq!(failure.done_on.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2024-10-10"]);
        let [Kept { rule, because, .. }] = &failure.what.rules[..] else { panic!("{failure:?}") };
        assert_eq!((rule.as_str(), because[0].shown.as_str(), because[0].holds), ("Visit: By phone", "8", false));
        let told = of("given team given 2024-10-01 charge € 600 expect home_visit on 2024-10-10");
        let [failure] = &told.failures[..] else { panic!("{told:?}") };
        assert_eq!((failure.done_on.len(), failure.looked_until.to_string().as_str()), (0, "2024-11-10"));
        let [Kept { rule, because, obstacles }] = &failure.what.rules[..] else { panic!("{failure:?}") };
        assert_eq!(obstacles[..], [Obstacle::Exception(1)]);
        assert_eq!((rule.as_str(), because[0].fact.as_str(), because[0].holds), ("Visit: By phone", "team", true));
    }

    #[test]
    fn an_example_over_time_reaches_what_fires_and_every_stage_on_its_way() {
        let (policy, program) =
            of("given 2024-10-01 every month charge € 600 given 2024-10-20 team expect reminder on 2024-10-07 \
             expect not call before 2024-11-10");
        let reached = reach(&policy, &program);
        assert_eq!((reached.rules, reached.exceptions, reached.stages), (vec![1, 1], vec![1], vec![1, 1]));
    }
}
