//! Why: which rules apply to a tenancy on a day, because of which facts and clauses, what comes next, and what would change
//! it.
//!
//! Reads what the engine knew on that morning; decides nothing itself. Speaks in the words of the policy.
//! Always: what is said to apply is what the engine would do on that day with the same books.

mod change;
mod plain;
mod reason;
mod story;
#[cfg(test)]
mod tests;

pub use plain::Plain;
pub use plain::PlanWords;
pub use reason::Wording;
use story::Held;
pub use story::approval_text;

use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Evaluate;
use crate::check::Hold;
use crate::check::Per;
use crate::check::Policy;
use crate::check::StageRange;
use crate::check::Step;
use crate::check::Subject;
use crate::engine::Fate;
use crate::engine::Morning;
use crate::engine::Run;
use crate::engine::Simulator;
use crate::ledger::Allocation;
use crate::locale::Locale;
use crate::program::Facts;
use crate::program::Program;
use crate::program::Standing;
use crate::tenancy::Entry;
use crate::tenancy::PartOfDay;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EntryKind;
use crate::vocabulary::FACTS;
use crate::vocabulary::Fact;
use serde::Serialize;
use serde::Serializer;
use serde::ser::Error;
use std::collections::BTreeMap;

/// How many days ahead is looked for what comes next.
const HORIZON: i32 = 150;
/// How many days back is looked for the day from which a rule holds.
const LOOK_BACK: i32 = 366;

/// Everything a consultant asks of one tenancy on one day. The keys are those of the JSON output.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The tenancy.
    pub tenancy: String,
    /// The day.
    pub date: Day,
    /// Whether the policy applies to the tenancy.
    pub in_scope: bool,
    /// The stage, by its title.
    pub stage: Option<String>,
    /// The segment, by its title.
    pub segment: Option<String>,
    /// Where the tenancy stands, in sentences.
    pub says: Vec<String>,
    /// Every fact of the vocabulary with its value; the segment only where the policy has any.
    pub facts: BTreeMap<String, FactValue>,
    /// The rules that fire.
    pub applies: Vec<Applies>,
    /// The rules of this stage and the ones ahead that do not fire, and what keeps them from it.
    pub blocked: Vec<Blocked>,
    /// What was done for the arrears at hand.
    pub done: Vec<DoneLine>,
    /// What comes next if nothing is paid.
    pub next: Vec<Next>,
    /// What would lead elsewhere.
    pub would_change: Vec<WouldChange>,
}

/// A rule that fires.
#[derive(Clone, Debug, Serialize)]
pub struct Applies {
    /// Its title.
    pub rule: String,
    /// What it does.
    pub action: String,
    /// The day from which its condition holds without a gap; none when that is more than a year ago.
    pub since: Option<Day>,
    /// The day on which it is carried out.
    pub on: Day,
    /// The clauses it rests on.
    pub cite: Vec<String>,
    /// Who said so; a rule is the policy's own.
    pub layer: &'static str,
    /// The exception whose steps are taken instead, by its title.
    pub exception: Option<String>,
    /// Who must agree first, in words.
    pub approval: Option<String>,
    /// The facts that make it fire.
    pub because: Vec<Reason>,
    /// The guarantees that this would breach, in sentences.
    pub breaches: Vec<String>,
    /// All this in a sentence.
    pub says: String,
}

/// A rule that does not fire.
#[derive(Clone, Debug, Serialize)]
pub struct Blocked {
    /// Its title.
    pub rule: String,
    /// The facts that keep it from firing, a hold that runs among them; none when it was carried out already.
    pub because: Vec<Reason>,
    /// When it was carried out already: the day from which it may again, if there is one.
    pub again: Option<Day>,
    /// The exception that keeps it back, by its title.
    pub exception: Option<String>,
    /// What keeps it back, in a sentence.
    pub says: String,
}

/// A fact in a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The fact, in the words of the policy.
    pub fact: String,
    /// Its value, for machines.
    pub value: FactValue,
    /// Its value, for people.
    #[serde(skip)]
    pub shown: String,
    /// What was asked of it.
    pub test: String,
    /// The setting that gives the number in it, if one does.
    pub setting: Option<String>,
    /// Whether that holds.
    pub holds: bool,
}

/// A value for machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// An amount in euros, a fraction, a count or a clock: digits with a decimal point.
    Number(String),
    /// Yes or no.
    YesNo(bool),
    /// One of a list, or a text.
    Word(String),
    /// A clock that does not run, or a choice that was not made.
    Never,
}

impl Serialize for FactValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // JSON has one kind of number, and every amount of a ledger has its own there: to the cent.
            FactValue::Number(digits) => match digits.parse::<i64>() {
                Ok(whole) => serializer.serialize_i64(whole),
                Err(_) => serializer.serialize_f64(digits.parse().map_err(Error::custom)?),
            },
            FactValue::YesNo(yes) => serializer.serialize_bool(*yes),
            FactValue::Word(word) => serializer.serialize_str(word),
            FactValue::Never => serializer.serialize_none(),
        }
    }
}

/// Something done for the arrears at hand.
#[derive(Clone, Debug, Serialize)]
pub struct DoneLine {
    /// What was done, for machines.
    pub action: String,
    /// What was done, for people.
    #[serde(skip)]
    pub title: &'static str,
    /// How many times.
    pub times: u16,
    /// The last day.
    pub last: Day,
}

/// A rule that comes next.
#[derive(Clone, Debug, Serialize)]
pub struct Next {
    /// Its title.
    pub rule: String,
    /// The earliest day.
    pub earliest: Day,
    /// Under which condition.
    pub condition: String,
    /// All this in a sentence.
    pub says: String,
}

/// A change that would lead elsewhere.
#[derive(Clone, Debug, Serialize)]
pub struct WouldChange {
    /// The fact that changes.
    pub fact: String,
    /// Its value now.
    pub from: String,
    /// The value it would need.
    pub to: String,
    /// What would then be.
    pub then: String,
    /// All this in a sentence.
    pub says: String,
}

/// What an explanation is about.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The policy as it was checked.
    pub policy: &'a Policy,
    /// The policy as it runs.
    pub program: &'a Program,
    /// The names of the ledger's own columns.
    pub columns: &'a [String],
    /// The tenancy with its books.
    pub tenancy: &'a Tenancy,
    /// The day.
    pub day: Day,
    /// The order in which payments settle.
    pub allocation: Allocation,
    /// The language of the sentences.
    pub locale: Locale,
}

/// Answers.
#[must_use]
pub fn why(question: &Question<'_>) -> Explanation {
    let mut simulator = Simulator::default();
    let morning = question.morning(&mut simulator, question.tenancy, question.day);
    let plan = question.plan_ahead(&mut simulator);
    let on = |rule: usize| plan.iter().find(|step| step.rule == rule && step.decided == question.day);
    let rules = 0..question.program.rule_count();
    let applies = rules.clone().filter_map(|rule| on(rule).map(|step| question.applies(rule, step.on, &morning)));
    let not_firing = rules.clone().filter(|rule| on(*rule).is_none());
    Explanation {
        tenancy: question.tenancy.id.clone(),
        date: question.day,
        in_scope: morning.standing.in_scope,
        stage: question.stage_title(&morning),
        segment: question.segment_title(&morning),
        says: question.case(&morning),
        facts: question.facts(&morning),
        applies: applies.collect(),
        blocked: not_firing.filter_map(|rule| question.blocked(rule, &morning)).collect(),
        done: question.done(&morning),
        next: plan.iter().filter(|step| step.decided > question.day).map(|step| question.next(step)).collect(),
        would_change: change::would_change(question, &morning),
    }
}

/// A rule that fires in the days ahead if nothing is paid.
#[derive(Clone, Copy, Debug)]
struct Ahead {
    rule: usize,
    decided: Day,
    on: Day,
}

impl Question<'_> {
    pub(crate) fn run(&self, window: Period) -> Run<'_> {
        Run { columns: self.columns, allocation: self.allocation, ..Run::replay(self.program, window) }
    }

    fn wording(&self) -> Wording<'_> {
        Wording { policy: self.policy, day: self.day }
    }

    pub(crate) fn morning(&self, simulator: &mut Simulator, tenancy: &Tenancy, day: Day) -> Morning {
        simulator.morning_of(&self.run(Period { from: day, to: day }), 0, tenancy, day)
    }

    /// Whether a rule fires on a morning, and no exception says that nothing is done.
    fn fires(&self, rule: usize, morning: &Morning, day: Day) -> bool {
        let (facts, standing) = morning.seen_by(rule);
        let exception = morning.instead.get(rule).and_then(|instead| instead.exception);
        let withheld = exception.is_some() && self.program.steps_of(rule, exception).is_empty();
        !withheld
            && morning.allowed.get(rule).is_some_and(|allowed| allowed.holds)
            && self.program.rule_holds(rule, standing, facts, day).holds
    }

    /// The first time each rule fires from the day on, if nothing is paid and the rent goes on.
    fn plan_ahead(&self, simulator: &mut Simulator) -> Vec<Ahead> {
        let window = Period { from: self.day, to: self.day.plus(HORIZON) };
        let history = simulator.simulate(&self.run(window), 0, &self.unpaid_ahead());
        let mut ahead: Vec<Ahead> = Vec::new();
        for decision in &history.decisions {
            let rule = usize::from(decision.rule);
            let on = match decision.fate {
                Fate::Done => decision.day,
                Fate::Waits(turn) | Fate::Spaced(turn) => turn,
                Fate::Dropped | Fate::Withheld(_) | Fate::Nothing => continue,
            };
            if ahead.iter().all(|step| step.rule != rule) {
                ahead.push(Ahead { rule, decided: decision.day, on });
            }
        }
        ahead
    }

    fn unpaid_ahead(&self) -> Tenancy {
        unpaid_from(self.tenancy, self.day, self.program.conventions().evaluate)
    }

    fn applies(&self, rule: usize, on: Day, morning: &Morning) -> Applies {
        let exception = morning.instead.get(rule).and_then(|instead| instead.exception);
        let steps = self.program.steps_of(rule, exception);
        let since = self.holds_since(rule);
        Applies {
            rule: self.rule_title(rule),
            action: self.action_of(steps),
            since,
            on,
            cite: self.cites(rule),
            layer: "own",
            exception: exception.map(|place| self.exception_title(usize::from(place))),
            approval: self.approval(rule),
            because: self.wording().reasons(&self.program.why_rule(rule, morning.seen_by(rule).0, self.day)),
            breaches: self.breaches(steps, morning),
            says: self.applies_sentence(rule, steps, on, since, morning),
        }
    }

    fn approval(&self, rule: usize) -> Option<String> {
        let approval = self.policy.rules.get(rule)?.approval?;
        Some(approval_text(approval, self.locale))
    }

    fn exception_title(&self, place: usize) -> String {
        self.policy.exceptions.get(place).map_or_else(String::new, |exception| exception.named.title.clone())
    }

    /// What a rule sees, when it fires by that; else everything. A hold keeps claims from a rule, and what is told of a rule
    /// that does not fire is what there is.
    fn told_by<'m>(&self, rule: usize, morning: &'m Morning) -> (&'m Facts, &'m Standing) {
        let (facts, standing) = morning.seen_by(rule);
        let fires = self.program.rule_holds(rule, standing, facts, self.day).holds;
        if fires { (facts, standing) } else { (&morning.facts, &morning.standing) }
    }

    fn blocked(&self, rule: usize, morning: &Morning) -> Option<Blocked> {
        let (facts, standing) = self.told_by(rule, morning);
        if !standing.in_scope {
            return None;
        }
        let (because, held) = if self.program.in_stages_of(rule, standing) {
            self.held_by(rule, morning)
        } else {
            let ahead = self.stage_ahead(rule, standing.stage)?;
            let because = self.program.why_stage(ahead, facts, self.day);
            let held = Held::NotYet(self.plain().all(&because));
            (self.wording().reasons(&because), held)
        };
        let again = if let Held::Done(again) = held { again } else { None };
        let exception = if let Held::Exception(place) = held { Some(self.exception_title(place)) } else { None };
        let says = self.blocked_sentence(rule, held, morning);
        Some(Blocked { rule: self.rule_title(rule), because, again, exception, says })
    }

    /// What keeps a rule of the stage from being carried out.
    fn held_by(&self, rule: usize, morning: &Morning) -> (Vec<Reason>, Held) {
        let (facts, standing) = self.told_by(rule, morning);
        if !self.program.rule_holds(rule, standing, facts, self.day).holds {
            let reasons = self.program.why_rule(rule, facts, self.day);
            return (self.wording().reasons(&reasons), Held::NotYet(self.plain().all(&reasons)));
        }
        let allowed = morning.allowed.get(rule).filter(|allowed| !allowed.holds);
        let done = allowed.map(|allowed| Held::Done(Some(allowed.until).filter(|until| *until != Day::NEVER)));
        if std::ptr::eq(facts, morning.seen_by(rule).0) {
            let exception = morning.instead.get(rule).and_then(|instead| instead.exception);
            let held = match (done, exception) {
                (None, Some(exception)) => Held::Exception(usize::from(exception)),
                (done, _) => done.unwrap_or(Held::Done(None)),
            };
            return (Vec::new(), held);
        }
        // Once for each claim: that a hold keeps the claims from a rule does not say that it was carried out.
        let per_claim = matches!(self.program.frequency(rule).limit, Some((_, Per::Claim)));
        match done.filter(|_| !per_claim) {
            Some(done) => (Vec::new(), done),
            None => (self.wording().stopped_by(&self.stopping(rule, morning)), Held::Hold),
        }
    }

    /// The holds that run and stop all that a rule does.
    fn stopping(&self, rule: usize, morning: &Morning) -> Vec<&Hold> {
        let steps = self.program.steps(rule);
        let stops =
            |hold: &&Hold| morning.facts.holds.contains(hold.code) && self.program.hold_stops_all(hold.code, steps);
        self.policy.holds.iter().filter(stops).collect()
    }

    /// The first of the days without a gap up to the day on which the rule's condition holds.
    fn holds_since(&self, rule: usize) -> Option<Day> {
        let mut simulator = Simulator::default();
        let mut holds = |day: Day| {
            let morning = self.morning(&mut simulator, self.tenancy, day);
            let (facts, standing) = morning.seen_by(rule);
            self.program.rule_holds(rule, standing, facts, day).holds
        };
        let back = (1..=LOOK_BACK).map(|days| self.day.plus(-days));
        let since = back.take_while(|day| holds(*day)).last().unwrap_or(self.day);
        (since > self.day.plus(-LOOK_BACK)).then_some(since)
    }

    fn done(&self, morning: &Morning) -> Vec<DoneLine> {
        ActionKind::ALL
            .iter()
            .filter_map(|kind| {
                let done = morning.facts.done(*kind);
                let action = kind.word().in_locale(self.policy.locale).to_owned();
                let title = kind.title().in_locale(self.locale);
                (done.times > 0).then_some(DoneLine { action, title, times: done.times, last: done.last })
            })
            .collect()
    }

    fn next(&self, step: &Ahead) -> Next {
        let condition = self.locale.pick("if nothing is paid", "als niets wordt betaald").to_owned();
        let says = self.next_sentence(step.rule, step.on, &condition);
        Next { rule: self.rule_title(step.rule), earliest: step.on, condition, says }
    }

    pub(crate) fn rule_title(&self, rule: usize) -> String {
        self.policy.rules.get(rule).map_or_else(String::new, |rule| rule.named.title.clone())
    }

    fn stage_title(&self, morning: &Morning) -> Option<String> {
        let stage = self.policy.stages.get(usize::from(morning.standing.stage?))?;
        Some(stage.named.title.clone())
    }

    fn segment_title(&self, morning: &Morning) -> Option<String> {
        self.policy.segments.get(usize::from(morning.standing.segment)).map(|segment| segment.named.title.clone())
    }

    pub(crate) fn cites(&self, rule: usize) -> Vec<String> {
        let cites = self.policy.rules.get(rule).map_or(&[][..], |rule| &rule.cites);
        cites.iter().map(|cite| cite.text(self.policy)).collect()
    }

    /// What steps do, in the words of the policy.
    pub(crate) fn action_of(&self, steps: &[Step]) -> String {
        let title = |step: &Step| {
            let action = step.action.and_then(|place| self.policy.actions.get(place)).map(|action| &action.named.title);
            let partner = step.partner.and_then(|place| self.policy.partners.get(place)).map(|p| &p.named.title);
            match (action, partner) {
                (Some(action), _) => action.clone(),
                (None, Some(partner)) => format!("{} {partner}", self.turn_to(step.kind)),
                (None, None) => step.kind.title().in_locale(self.policy.locale).to_owned(),
            }
        };
        steps.iter().map(title).collect::<Vec<_>>().join(", ")
    }

    const fn turn_to(&self, kind: ActionKind) -> &'static str {
        match kind {
            ActionKind::HandOver => self.policy.locale.pick("hand over to", "overdragen aan"),
            _ => self.policy.locale.pick("refer to", "aanmelden bij"),
        }
    }

    /// Why a rule holds or not, in plain words: the stage where that matters, and the tests that decide.
    pub(crate) fn why_in_words(&self, rule: usize, morning: &Morning) -> String {
        let (facts, standing) = morning.seen_by(rule);
        let plain = Plain { policy: self.policy, locale: self.locale, day: self.day };
        let decided = self.program.why_rule(rule, facts, self.day);
        let of_stage = |stage: usize| self.program.why_stage(stage, facts, self.day);
        let why = match self.policy.rules.get(rule).and_then(|rule| rule.stages) {
            None => Vec::new(),
            Some(StageRange::Only(first) | StageRange::OrLater(first)) => {
                let first = of_stage(first);
                let holds = first.iter().all(|because| because.truth.holds);
                if holds { first } else { standing.stage.map(usize::from).map_or_else(Vec::new, of_stage) }
            }
        };
        plain.all(&[why, decided].concat())
    }

    fn facts(&self, morning: &Morning) -> BTreeMap<String, FactValue> {
        let has_segments = !self.policy.segments.is_empty();
        FACTS
            .iter()
            .filter(|entry| entry.fact != Fact::Segment || has_segments)
            .map(|entry| {
                let reading = self.program.read(Subject::Fact(entry.fact), &morning.facts, self.day);
                let name = entry.word.in_locale(self.policy.locale).to_owned();
                let value = self.of_tenancy(entry.fact);
                (name, value.unwrap_or_else(|| self.wording().fact_value(entry.fact, reading)))
            })
            .collect()
    }

    /// Where the home stands, as the ledger has it: the engine knows only the places that the policy names.
    fn of_tenancy(&self, fact: Fact) -> Option<FactValue> {
        let place = match fact {
            Fact::Municipality => &self.tenancy.municipality,
            Fact::Complex => &self.tenancy.complex,
            _ => return None,
        };
        Some(if place.is_empty() { FactValue::Never } else { FactValue::Word(place.clone()) })
    }
}

/// The tenancy as it would be if nothing were paid after what the desk knows of a day, and the rent went on.
fn unpaid_from(tenancy: &Tenancy, day: Day, evaluate: Evaluate) -> Tenancy {
    let is_known =
        |entry: &Entry| evaluate == Evaluate::Evening || entry.part_of_day(&tenancy.entries) == PartOfDay::Morning;
    let known = |entry: &&Entry| entry.day < day || entry.day == day && is_known(entry);
    let mut entries: Vec<Entry> = tenancy.entries.iter().filter(known).copied().collect();
    let rent = latest_rent(&entries);
    for ahead in 1..=HORIZON / 28 {
        let later = |charge: &Entry| Entry {
            day: charge.due.plus_months(ahead),
            due: charge.due.plus_months(ahead),
            ..*charge
        };
        entries.extend(rent.iter().map(later).filter(|charge| charge.day > day && tenancy.is_sitting(charge.day)));
    }
    let actions = tenancy.actions.iter().filter(|action| action.day < day).copied().collect();
    let plans = tenancy.plans.iter().filter(|plan| plan.agreed_on < day).cloned().collect();
    Tenancy { entries, actions, plans, ..tenancy.clone() }
}

/// The charges of rent and service costs that fell due in the latest month in which any did.
fn latest_rent(entries: &[Entry]) -> Vec<Entry> {
    let is_rent = |entry: &&Entry| entry.kind == EntryKind::Charge && entry.category.is_monthly_rent();
    let rent = || entries.iter().filter(is_rent).filter(|charge| charge.due != Day::NEVER);
    let latest = rent().map(|charge| charge.due.month()).max();
    rent().filter(|charge| Some(charge.due.month()) == latest).copied().collect()
}
