//! The desk's morning: whom to call, visit, write to or refer on a day and why, each partner's next list, and what waits.
//!
//! Everything before the day is taken as recorded. Always: what is to be done on the day is what the engine would do on it
//! with the same books; it proposes, people decide.

mod item;
#[cfg(test)]
mod tests;

use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Exception;
use crate::check::Policy;
use crate::engine::Fate;
use crate::engine::Morning;
use crate::engine::Simulator;
use crate::engine::asked_since;
use crate::explain::Question;
use crate::explain::approval_text;
use crate::ledger::Allocation;
use crate::locale::Locale;
use crate::money::Money;
use crate::program::Program;
use crate::tenancy::Portfolio;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;
use serde::Serialize;
use std::collections::BTreeMap;

/// What the desk has to do, in the order in which it goes: the heaviest first, of those the most arrears.
#[derive(Clone, Debug, Serialize)]
pub struct Worklist {
    /// The policy's title.
    pub policy: String,
    /// The day.
    pub date: Day,
    /// What is to be done on the day.
    pub today: Vec<Work>,
    /// What may be done only when others agree.
    pub proposals: Vec<Work>,
    /// What goes to partners with their next list.
    pub lists: Vec<PartnerList>,
    /// What waits for a later day.
    pub waiting: Vec<Work>,
    /// What is not done, since an exception or a hold says so.
    pub resting: Vec<Work>,
}

/// The next list of a partner that works with lists.
#[derive(Clone, Debug, Serialize)]
pub struct PartnerList {
    /// The partner, by its title.
    pub partner: String,
    /// The day on which the list goes.
    pub on: Day,
    /// Who is on it.
    pub items: Vec<Work>,
}

/// One thing for one tenancy.
#[derive(Clone, Debug, Serialize)]
pub struct Work {
    /// The tenancy, by its id.
    pub tenancy: String,
    /// What sort of work it is.
    pub what: What,
    /// What is done, in the words of the policy.
    pub action: String,
    /// The rule, by its title; of a hold, the hold.
    pub rule: String,
    /// The partner it goes to, by its title.
    pub partner: Option<String>,
    /// The day on which it is done; none where it is not.
    pub on: Option<Day>,
    /// Since when the rule asks for it, or the hold runs.
    pub since: Option<Day>,
    /// The arrears, in euros.
    #[serde(serialize_with = "item::euros")]
    pub arrears: Money,
    /// Why, in plain words.
    pub because: String,
    /// The clauses it rests on.
    pub cite: Vec<String>,
    /// Who must agree, what it waits for, or what keeps it back.
    pub note: Option<String>,
    #[serde(skip)]
    weight: usize,
}

/// What sort of work something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A telephone call.
    Call,
    /// A visit.
    Visit,
    /// A letter or message.
    Write,
    /// Turning to a partner.
    Refer,
    /// Booking something.
    Book,
    /// Anything else.
    Other,
}

/// Where a piece of work belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Today,
    Proposal,
    List(Day, String),
    Waiting,
    Resting,
}

/// What a worklist is made of.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// The policy as it was checked.
    pub policy: &'a Policy,
    /// The policy as it runs.
    pub program: &'a Program,
    /// The books.
    pub portfolio: &'a Portfolio,
    /// The day.
    pub day: Day,
    /// The order in which payments settle.
    pub allocation: Allocation,
    /// The language of the reasons.
    pub locale: Locale,
}

/// Makes the worklist of a day.
#[must_use]
pub fn worklist(desk: &Desk<'_>) -> Worklist {
    let tenancies = desk.portfolio.tenancies.par_iter();
    let parts: Vec<Vec<(Part, Work)>> =
        tenancies.map_init(Simulator::default, |simulator, tenancy| desk.work_of(simulator, tenancy)).collect();
    let mut all: Vec<(Part, Work)> = parts.into_iter().flatten().collect();
    all.sort_by(|(_, a), (_, b)| {
        b.weight.cmp(&a.weight).then(b.arrears.cmp(&a.arrears)).then_with(|| a.tenancy.cmp(&b.tenancy))
    });
    let mut made = Worklist {
        policy: desk.policy.title.clone(),
        date: desk.day,
        today: Vec::new(),
        proposals: Vec::new(),
        lists: Vec::new(),
        waiting: Vec::new(),
        resting: Vec::new(),
    };
    let mut lists: BTreeMap<(Day, String), Vec<Work>> = BTreeMap::new();
    for (part, work) in all {
        match part {
            Part::Today => made.today.push(work),
            Part::Proposal => made.proposals.push(work),
            Part::List(on, partner) => lists.entry((on, partner)).or_default().push(work),
            Part::Waiting => made.waiting.push(work),
            Part::Resting => made.resting.push(work),
        }
    }
    made.lists = lists.into_iter().map(|((on, partner), items)| PartnerList { partner, on, items }).collect();
    made
}

/// A decision of the day.
#[derive(Clone, Copy, Debug)]
struct Decided {
    rule: usize,
    fate: Fate,
    /// The exception whose steps are taken instead, by its place.
    instead: Option<usize>,
}

/// One tenancy on the day.
struct Scene<'a> {
    question: Question<'a>,
    morning: Morning,
    since: Vec<Option<Day>>,
}

impl Desk<'_> {
    fn work_of(&self, simulator: &mut Simulator, tenancy: &Tenancy) -> Vec<(Part, Work)> {
        let question = self.question(tenancy);
        let today = Period { from: self.day, to: self.day };
        let history = simulator.simulate(&question.run(today), 0, tenancy);
        let instead = |rule: u16| {
            let done = history.actions.iter().find(|action| action.day == self.day && action.rule == Some(rule));
            done.and_then(|action| action.exception).map(usize::from)
        };
        let of_today = history.decisions.iter().filter(|decision| decision.day == self.day);
        let decided: Vec<Decided> = of_today
            .map(|decision| Decided {
                rule: usize::from(decision.rule),
                fate: decision.fate,
                instead: instead(decision.rule),
            })
            .collect();
        let is_held = tenancy.holds.iter().any(|hold| hold.from <= self.day && hold.to.is_none_or(|to| self.day < to));
        if decided.is_empty() && !is_held {
            return Vec::new();
        }
        let morning = question.morning(simulator, tenancy, self.day);
        let since = asked_since(simulator, &question.run(today), 0, tenancy);
        let scene = Scene { question, morning, since };
        let mut work: Vec<(Part, Work)> =
            decided.into_iter().filter_map(|decided| self.work(simulator, &scene, decided)).collect();
        work.extend(self.held(&scene).map(|work| (Part::Resting, work)));
        work
    }

    fn question<'t>(&'t self, tenancy: &'t Tenancy) -> Question<'t> {
        Question {
            policy: self.policy,
            program: self.program,
            columns: &self.portfolio.attributes,
            tenancy,
            day: self.day,
            allocation: self.allocation,
            locale: self.locale,
        }
    }

    /// What a decision of the day comes to.
    fn work(&self, simulator: &mut Simulator, scene: &Scene<'_>, decided: Decided) -> Option<(Part, Work)> {
        let work = self.plain_work(scene, decided);
        let Decided { rule, fate, .. } = decided;
        let locale = self.locale;
        let approval = self.policy.rules.get(rule).and_then(|rule| rule.approval);
        let later = |on: Day, note: String| Work { on: Some(on), note: Some(note), ..work.clone() };
        Some(match fate {
            Fate::Dropped => return None,
            Fate::Done | Fate::Waits(_) if self.has_list(rule) => {
                let on = self.list_day(simulator, scene, rule, fate);
                let partner = work.partner.clone().unwrap_or_default();
                (Part::List(on, partner), Work { on: Some(on), ..work })
            }
            Fate::Done => match approval {
                Some(approval) => {
                    let note = Some(approval_text(approval, locale));
                    (Part::Proposal, Work { on: Some(self.day), note, ..work })
                }
                None => (Part::Today, Work { on: Some(self.day), ..work }),
            },
            Fate::Waits(on) => {
                let note = locale.pick("waits for a working day", "wacht op een werkdag");
                (Part::Waiting, later(on, note.to_owned()))
            }
            Fate::Spaced(on) => {
                let note =
                    locale.pick("waits: another message has just gone", "wacht: er is net een ander bericht uit");
                (Part::Waiting, later(on, note.to_owned()))
            }
            Fate::Withheld(exception) => (Part::Resting, self.withheld(work, usize::from(exception))),
            Fate::Nothing => {
                let note = locale.pick("the rule says that nothing is done", "de regel zegt dat er niets gebeurt");
                (Part::Resting, Work { note: Some(note.to_owned()), ..work })
            }
        })
    }

    fn plain_work(&self, scene: &Scene<'_>, decided: Decided) -> Work {
        let question = &scene.question;
        let rule = decided.rule;
        let exception = decided.instead.and_then(|place| self.policy.exceptions.get(place));
        let steps = exception.map_or(self.program.steps(rule), |exception| &exception.steps);
        let own = exception.map_or(&[][..], |exception| &exception.cites);
        let kind = steps.first().map_or(ActionKind::Other, |step| step.kind);
        let partner = steps.iter().find_map(|step| self.policy.partners.get(step.partner?));
        Work {
            tenancy: question.tenancy.id.clone(),
            what: What::of(kind),
            action: question.action_of(steps),
            rule: question.rule_title(rule),
            partner: partner.map(|partner| partner.named.title.clone()),
            on: None,
            since: scene.since.get(rule).copied().flatten(),
            arrears: scene.morning.facts.arrears,
            because: question.why_in_words(rule, &scene.morning),
            cite: question.cites(rule).into_iter().chain(own.iter().map(|cite| cite.text(self.policy))).collect(),
            note: exception.map(|exception| self.by_exception(exception)),
            weight: steps.iter().map(|step| step.kind.place()).max().unwrap_or(0),
        }
    }

    fn by_exception(&self, exception: &Exception) -> String {
        format!(
            "{} \u{201c}{}\u{201d}",
            self.locale.pick("by the exception", "door de uitzondering"),
            exception.named.title
        )
    }

    fn withheld(&self, work: Work, exception: usize) -> Work {
        let Some(exception) = self.policy.exceptions.get(exception) else { return work };
        let why = self.locale.pick("kept back by", "tegengehouden door");
        let cites: Vec<String> = exception.cites.iter().map(|cite| cite.text(self.policy)).collect();
        let rests = if cites.is_empty() { String::new() } else { format!(" ({})", cites.join(", ")) };
        Work { note: Some(format!("{why} \u{201c}{}\u{201d}{rests}", exception.named.title)), ..work }
    }

    /// Whether what a rule does goes out with a list.
    fn has_list(&self, rule: usize) -> bool {
        let partners = self.program.steps(rule).iter().filter_map(|step| self.policy.partners.get(step.partner?));
        partners.into_iter().any(|partner| partner.batch.is_some())
    }

    /// The day of the list: of the one for which the rule asked in time, or when that has gone, of the next.
    fn list_day(&self, simulator: &mut Simulator, scene: &Scene<'_>, rule: usize, fate: Fate) -> Day {
        let turn = |fate: Fate, day: Day| if let Fate::Waits(turn) = fate { turn } else { day };
        let next = turn(fate, self.day);
        let Some(since) = scene.since.get(rule).copied().flatten() else { return next };
        let then = Period { from: since, to: since };
        let history = simulator.simulate(&scene.question.run(then), 0, scene.question.tenancy);
        let decision = history.decisions.iter().find(|decision| usize::from(decision.rule) == rule);
        let first = decision.map_or(next, |decision| turn(decision.fate, since));
        if first >= self.day { first } else { next }
    }

    /// A tenancy with arrears on which a hold runs that the policy names.
    fn held(&self, scene: &Scene<'_>) -> Option<Work> {
        let facts = &scene.morning.facts;
        let question = &scene.question;
        let running = |from: Day, to: Option<Day>| from <= self.day && to.is_none_or(|to| self.day < to);
        let periods = question.tenancy.holds.iter().filter(|hold| running(hold.from, hold.to));
        let named = |period: &crate::tenancy::HoldPeriod| {
            let hold = self.policy.holds.iter().find(|hold| hold.code == period.code);
            hold.map(|hold| (hold, period.from))
        };
        let (hold, since) = periods.filter_map(named).max_by_key(|(_, from)| *from)?;
        (facts.arrears > Money::ZERO && scene.morning.standing.in_scope).then(|| Work {
            tenancy: question.tenancy.id.clone(),
            what: What::Other,
            action: String::new(),
            rule: hold.named.title.clone(),
            partner: None,
            on: None,
            since: Some(since),
            arrears: facts.arrears,
            because: self.locale.pick("a hold runs on these arrears", "deze achterstand staat in de wacht").to_owned(),
            cite: hold.cites.iter().map(|cite| cite.text(self.policy)).collect(),
            note: Some(self.locale.pick("on hold", "in de wacht").to_owned()),
            weight: 0,
        })
    }
}

impl What {
    /// The word for machines.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            What::Call => "call",
            What::Visit => "visit",
            What::Write => "write",
            What::Refer => "refer",
            What::Book => "book",
            What::Other => "other",
        }
    }

    /// What sort of work a kind of action is.
    #[must_use]
    pub const fn of(kind: ActionKind) -> What {
        match kind {
            ActionKind::Call => What::Call,
            ActionKind::HomeVisit => What::Visit,
            ActionKind::PreNotification
            | ActionKind::Reminder
            | ActionKind::SecondReminder
            | ActionKind::WikLetter
            | ActionKind::PlanOffer => What::Write,
            ActionKind::EarlySignal
            | ActionKind::CreditBank
            | ActionKind::HealthService
            | ActionKind::DebtAssistance
            | ActionKind::HandOver => What::Refer,
            ActionKind::CollectionCosts | ActionKind::StatutoryInterest | ActionKind::WriteOff => What::Book,
            _ => What::Other,
        }
    }
}
