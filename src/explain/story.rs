//! The case in sentences: where the tenancy stands, what applies, what is blocked and by what, what comes next.

use super::Plain;
use super::Question;
use crate::calendar::Day;
use crate::check::Approval;
use crate::check::Layer;
use crate::check::StageRange;
use crate::check::Step;
use crate::check::Subject;
use crate::engine::Morning;
use crate::engine::Simulator;
use crate::locale::Locale;
use crate::money::Money;
use crate::vocabulary::Fact;
use crate::vocabulary::HoldCode;

/// How many days back is looked for the day on which a stage was entered.
const LOOK_BACK: i32 = 366;

impl Question<'_> {
    pub(super) fn plain(&self) -> Plain<'_> {
        Plain { policy: self.policy, locale: self.locale, day: self.day }
    }

    fn word(&self, en: &'static str, nl: &'static str) -> &'static str {
        self.locale.pick(en, nl)
    }

    /// Where the tenancy stands, in sentences.
    pub(super) fn case(&self, morning: &Morning) -> Vec<String> {
        let mut said = vec![self.arrears(morning)];
        if morning.standing.in_scope {
            said.push(self.stage(morning));
        } else {
            let why = self.plain().all(&self.program.why_scope(&morning.facts, self.day));
            said.push(format!(
                "{} {why}",
                self.word("the policy does not apply, because", "het beleid geldt niet, want")
            ));
        }
        for fact in [Fact::PlanActive, Fact::HandedOver, Fact::PlanRefused] {
            said.extend(self.if_so(fact, morning));
        }
        said.extend(self.holds(morning));
        said.iter().map(|sentence| sentence_of(sentence)).collect()
    }

    fn arrears(&self, morning: &Morning) -> String {
        if morning.facts.arrears == Money::ZERO {
            return self.word("there are no arrears", "er is geen achterstand").to_owned();
        }
        let state = |fact| {
            let subject = Subject::Fact(fact);
            self.plain().state(subject, self.program.read(subject, &morning.facts, self.day), None)
        };
        let months = Subject::Fact(Fact::MonthsInArrears);
        let months = self.plain().months_in_words(self.program.read(months, &morning.facts, self.day));
        let (arrears, overdue) = (state(Fact::Arrears), state(Fact::DaysOverdue));
        match self.locale {
            Locale::En => format!("{arrears}, of which {months} of rent; {overdue}"),
            Locale::Nl => format!("{arrears}, waarvan {months} huur; {overdue}"),
        }
    }

    fn if_so(&self, fact: Fact, morning: &Morning) -> Option<String> {
        let subject = Subject::Fact(fact);
        let reading = self.program.read(subject, &morning.facts, self.day);
        let holds = matches!(reading, crate::program::Reading::YesNo(truth) if truth.holds);
        holds.then(|| self.plain().state(subject, reading, None))
    }

    fn stage(&self, morning: &Morning) -> String {
        let Some(stage) = morning.standing.stage else {
            return self.word("no stage holds", "er geldt geen fase").to_owned();
        };
        let title = self.policy.stages.get(usize::from(stage)).map_or("", |stage| stage.named.title.as_str());
        let in_stage = self.word("the tenant stands in the stage", "de huurder staat in de fase");
        let since = self.stage_since(stage);
        let days = self.day.since(since);
        let day = self.locale.day(since);
        let since = match (days, self.word("en", "nl")) {
            (LOOK_BACK.., _) => self.word("for more than a year", "al meer dan een jaar").to_owned(),
            (0, _) => self.word("since today", "sinds vandaag").to_owned(),
            (1, "en") => format!("since {day}, 1 day ago"),
            (_, "en") => format!("since {day}, {days} days ago"),
            (1, _) => format!("sinds {day}, 1 dag geleden"),
            _ => format!("sinds {day}, {days} dagen geleden"),
        };
        format!("{in_stage} \u{201c}{title}\u{201d}, {since}")
    }

    /// The first of the days without a gap on which the stage is this one; a year back at the most.
    fn stage_since(&self, stage: u16) -> Day {
        let mut simulator = Simulator::default();
        let mut holds = |day: Day| self.morning(&mut simulator, self.tenancy, day).standing.stage == Some(stage);
        let back = (1..=LOOK_BACK).map(|days| self.day.plus(-days));
        back.take_while(|day| holds(*day)).last().unwrap_or(self.day)
    }

    /// The holds that run, each in a sentence.
    fn holds(&self, morning: &Morning) -> Vec<String> {
        morning.facts.holds.iter().map(|code| self.hold(code)).collect()
    }

    fn hold(&self, code: HoldCode) -> String {
        let named = self.policy.holds.iter().find(|hold| hold.code == code);
        let title = named.map_or_else(|| code.word().in_locale(self.locale), |hold| hold.named.title.as_str());
        let stops = match named {
            Some(_) => self
                .word("what it stops waits for what fell due before", "wat hij stopt, wacht voor wat eerder verviel"),
            None => self.word(
                "the policy does not name it, so it stops nothing",
                "het beleid noemt hem niet, dus hij stopt niets",
            ),
        };
        format!("{} \u{201c}{title}\u{201d}: {stops}", self.word("a hold runs,", "er loopt een wachtstand,"))
    }

    /// What is done by a rule, when, and because of what.
    pub(super) fn applies_sentence(
        &self,
        rule: usize,
        steps: &[Step],
        on: Day,
        since: Option<Day>,
        morning: &Morning,
    ) -> String {
        let when = if on == self.day {
            self.word("today", "vandaag").to_owned()
        } else {
            format!("{} {}", self.word("on", "op"), self.locale.day(on))
        };
        let because = self.why_in_words(rule, morning);
        let asks = since.map_or_else(
            || self.word("has asked for it for more than a year", "vraagt dat al meer dan een jaar").to_owned(),
            |since| format!("{} {}", self.word("asks for it since", "vraagt dat sinds"), self.locale.day(since)),
        );
        let (title, action) = (self.rule_title(rule), self.action_of(steps));
        let why =
            if because.is_empty() { String::new() } else { format!(", {} {because}", self.word("because", "want")) };
        sentence_of(&format!(
            "{when}: {action}; {} \u{201c}{title}\u{201d} {asks}{why}",
            self.word("the rule", "de regel")
        ))
    }

    /// The guarantees that doing this now would breach, with who said so.
    pub(super) fn breaches(&self, steps: &[Step], morning: &Morning) -> Vec<String> {
        let places = steps.iter().flat_map(|step| self.program.breached(step.kind, &morning.facts, self.day));
        let guarantees = places.filter_map(|place| self.policy.guarantees.get(place));
        let told = guarantees.map(|guarantee| {
            let layer = match guarantee.layer {
                Layer::Law => self.word("the law", "de wet"),
                Layer::Agreement => self.word("the agreement", "het convenant"),
                Layer::Own => self.word("the policy itself", "het beleid zelf"),
            };
            let basis = if guarantee.basis.is_empty() { String::new() } else { format!(", {}", guarantee.basis) };
            let breach = self.word("this would breach the guarantee", "dit zou de waarborg schenden");
            sentence_of(&format!("{breach} \u{201c}{}\u{201d} ({layer}{basis})", guarantee.title))
        });
        told.collect()
    }

    /// Why a rule does not fire: what it lacks, or what keeps it back.
    pub(super) fn blocked_sentence(&self, rule: usize, held_by: Held, morning: &Morning) -> String {
        let title = self.rule_title(rule);
        let the_rule = self.word("the rule", "de regel");
        sentence_of(&match held_by {
            Held::NotYet(because) => {
                let not = self.word("does not apply, because", "geldt niet, want");
                format!("{the_rule} \u{201c}{title}\u{201d} {not} {because}")
            }
            Held::Done(again) => {
                let done = self.word("was carried out as often as it may be", "is zo vaak uitgevoerd als mag");
                let again = again.map_or_else(String::new, |day| {
                    format!("; {} {}", self.word("again from", "weer vanaf"), self.locale.day(day))
                });
                format!("{the_rule} \u{201c}{title}\u{201d} {done}{again}")
            }
            Held::Exception(exception) => {
                let applies = self.word(
                    "applies, but is kept back by the exception",
                    "geldt, maar wordt tegengehouden door de uitzondering",
                );
                let own = self.policy.exceptions.get(exception);
                let name = own.map_or("", |exception| exception.named.title.as_str());
                let cites: Vec<String> =
                    own.map_or(&[][..], |own| &own.cites).iter().map(|cite| cite.text(self.policy)).collect();
                let rests = if cites.is_empty() { String::new() } else { format!(" ({})", cites.join(", ")) };
                let why = self.why_in_words(rule, morning);
                format!(
                    "{the_rule} \u{201c}{title}\u{201d} {applies} \u{201c}{name}\u{201d}{rests}; {} {why}",
                    self.word("the rule applies because", "de regel geldt, want")
                )
            }
            Held::Hold => {
                let holds = self.stopping(rule, morning);
                let named: Vec<String> =
                    holds.iter().map(|hold| format!("\u{201c}{}\u{201d}", hold.named.title)).collect();
                let named = self.plain().listed(&named);
                let stopped = match (self.locale, holds.len()) {
                    (Locale::En, 0 | 1) => format!("waits, because the hold {named} stops it"),
                    (Locale::En, _) => format!("waits, because the holds {named} stop it"),
                    (Locale::Nl, 0 | 1) => format!("wacht, want de wachtstand {named} stopt dit"),
                    (Locale::Nl, _) => format!("wacht, want de wachtstanden {named} stoppen dit"),
                };
                format!("{the_rule} \u{201c}{title}\u{201d} {stopped}")
            }
        })
    }

    /// The first stage in which a rule works, when the tenancy has not come that far.
    pub(super) fn stage_ahead(&self, rule: usize, stage: Option<u16>) -> Option<usize> {
        let first = match self.policy.rules.get(rule)?.stages? {
            StageRange::Only(first) | StageRange::OrLater(first) => first,
        };
        stage.is_none_or(|stage| usize::from(stage) < first).then_some(first)
    }

    /// What comes next, and the earliest day.
    pub(super) fn next_sentence(&self, rule: usize, on: Day, condition: &str) -> String {
        let earliest = self.word("at the earliest on", "op zijn vroegst op");
        sentence_of(&format!(
            "{earliest} {}, {condition}: \u{201c}{}\u{201d}",
            self.locale.day(on),
            self.rule_title(rule)
        ))
    }
}

/// Who must agree, in words.
#[must_use]
pub fn approval_text(approval: Approval, locale: Locale) -> String {
    let Approval { assessors, manager } = approval;
    let with_manager = match (locale, manager) {
        (_, false) => "",
        (Locale::En, true) => ", a manager among them",
        (Locale::Nl, true) => ", onder wie een leidinggevende",
    };
    match locale {
        Locale::En => format!("proposal: needs {assessors} assessors{with_manager}"),
        Locale::Nl => format!("voorstel: vraagt {assessors} beoordelaars{with_manager}"),
    }
}

/// What keeps a rule from being carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// It does not hold, in plain words why.
    NotYet(String),
    /// It was carried out as often as it may be; the day from which it may again.
    Done(Option<Day>),
    /// An exception, by its place, says that nothing is done.
    Exception(usize),
    /// It would hold, were it not for a hold.
    Hold,
}

/// With a capital and a full stop.
pub(super) fn sentence_of(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map_or_else(String::new, |first| first.to_uppercase().collect());
    format!("{first}{}.", letters.as_str())
}
