//! Exceptions: without an order, never, always, or behind others.

use super::Analysis;
use super::clash;
use super::remark;
use crate::check::policy::Comparison;
use crate::check::policy::Condition;
use crate::check::policy::Operand;
use crate::check::policy::Step;
use crate::check::policy::Subject;
use crate::check::policy::Test;
use crate::check::policy::Value;
use crate::check::region::Answer;
use crate::check::region::Dimension;
use crate::check::region::Region;
use crate::check::region::Values;
use crate::check::terms::Exception;
use crate::check::terms::Hold;
use crate::check::terms::Overridden;
use crate::diagnostic::Case;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::source::Span;
use crate::vocabulary::Fact;
use crate::vocabulary::HoldCode;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Of the exceptions that stand above one, so many are looked at.
const MOST_ABOVE: usize = 20;

/// An exception, who it is about, and what that leaves of each dimension.
struct Rival<'p> {
    number: usize,
    exception: &'p Exception,
    region: Region,
    outline: Vec<(Dimension, Values)>,
}

impl<'p> Analysis<'p> {
    pub(super) fn exceptions(&mut self) {
        let mut beside: BTreeMap<(bool, usize), Vec<Rival<'p>>> = BTreeMap::new();
        let policy = self.policy;
        let higher = higher(&policy.exceptions);
        for (number, exception) in policy.exceptions.iter().enumerate() {
            let region = self.any.condition(&exception.condition);
            let outline = region.outline().into_iter().collect();
            let rival = Rival { number, exception, outline, region };
            let group = beside.entry(key(exception.overrides)).or_default();
            let meets = |other: &Rival<'p>| Some((other.exception, self.meet(other, &rival, &higher)?));
            let met = group.iter().find_map(meets);
            if let Some((other, answer)) = met {
                self.no_order_between(other, exception, answer);
            }
            group.push(rival);
            self.never_or_always(number, exception);
        }
    }

    /// Two exceptions without an order that can hold together, and none that stands above one of them: with a tenant of
    /// both, where one was found.
    fn meet(&self, one: &Rival<'p>, other: &Rival<'p>, higher: &[Vec<usize>]) -> Option<Answer> {
        let above = |high: &Rival<'p>, low: &Rival<'p>| high.exception.stands_above(low.number);
        if apart(&one.outline, &other.outline) || above(one, other) || above(other, one) {
            return None;
        }
        let target = self.target(one.exception);
        let both = self.undecided_by_others([one, other], higher);
        let found = both.and(&target).find();
        if matches!(found, Answer::Possible(_)) {
            return Some(found);
        }
        // What is to be done under a hold may see other claims than the rule does; it never sees another tenancy.
        let parting: BTreeSet<HoldCode> =
            [one, other].into_iter().flat_map(|rival| self.parting_holds(rival.exception)).collect();
        if parting.is_empty() {
            return None;
        }
        let found = both.and(&target.but_claims()).and(&self.any.condition(&one_runs(&parting))).find();
        matches!(found, Answer::Possible(_)).then_some(found)
    }

    /// Who is of two exceptions and not of a third that stands above either.
    fn undecided_by_others(&self, [one, other]: [&Rival<'p>; 2], higher: &[Vec<usize>]) -> Region {
        let thirds = [one, other].into_iter().filter_map(|rival| higher.get(rival.number)).flatten();
        let thirds = thirds.filter_map(|third| self.policy.exceptions.get(*third));
        thirds.fold(one.region.and(&other.region), |left, third| left.without(&self.any.condition(&third.condition)))
    }

    /// Who the rule or exception is about that an exception is to.
    fn target(&self, exception: &Exception) -> Region {
        match exception.overrides {
            Overridden::Rule(rule) => self.any.rule(rule),
            Overridden::Exception(place) => self.any.exception(place),
        }
    }

    fn no_order_between(&mut self, first: &Exception, second: &Exception, answer: Answer) {
        let (one, other) = (&first.named.name, &second.named.name);
        let message = Phrase::new(
            format!("`{one}` and `{other}` can both hold, and neither stands above the other"),
            format!("`{one}` en `{other}` kunnen samen gelden, en geen van beide staat boven de ander"),
        );
        let there = remark("the other exception", "de andere uitzondering");
        let above = self.policy.locale.pick("above", "boven");
        let help = Phrase::new(
            format!(
                "which goes first? Write in that one, before its `when`: in `{other}` `{above} {one}`, or in `{one}` `{above} {other}`"
            ),
            format!(
                "welke gaat voor? Schrijf in die, voor haar `als`: in `{other}` `{above} {one}`, of in `{one}` `{above} {other}`"
            ),
        );
        let finding = code::UNORDERED.at(second.named.span, message).also(first.named.span, there).help(help);
        self.findings.push(match answer.witness() {
            Some(witness) => finding.shown_by(self.deciding_first(witness.case(&self.any), [first, second])),
            None => finding,
        });
    }

    /// A case with the facts first that two exceptions ask about.
    fn deciding_first(&self, case: Case, exceptions: [&Exception; 2]) -> Case {
        let asked = exceptions.map(|exception| self.place(&exception.condition).map_or("", |span| self.words(span)));
        let decides = |fact: &String| {
            let fact = fact.strip_prefix(self.policy.locale.pick("not ", "niet ")).unwrap_or(fact);
            let name = fact.split(['(', ' ']).next().unwrap_or(fact);
            asked.iter().any(|text| {
                text.split(|letter: char| letter != '_' && !letter.is_alphanumeric()).any(|word| word == name)
            })
        };
        let (mut facts, others): (Vec<String>, Vec<String>) = case.facts.into_iter().partition(decides);
        facts.extend(others);
        Case { facts, ..case }
    }

    fn never_or_always(&mut self, number: usize, exception: &Exception) {
        let target = self.target(exception);
        let own = self.any.condition(&exception.condition);
        if own.is_empty() {
            self.impossible(exception);
            return;
        }
        if !self.sees_the_same(exception) || target.is_empty() {
            return;
        }
        let both = target.and(&own);
        let higher = |other: &&Exception| other.overrides == exception.overrides && other.stands_above(number);
        if both.is_empty() {
            self.never(exception);
        } else if target.is_within(&own) {
            self.always(exception, &target);
        } else if let Some(other) = self
            .policy
            .exceptions
            .iter()
            .filter(higher)
            .find(|other| self.sees_the_same(other) && both.is_within(&self.any.condition(&other.condition)))
        {
            self.hidden(exception, other);
        }
    }

    /// Whether an exception sees the claims that its rule sees, whatever hold runs.
    fn sees_the_same(&self, exception: &Exception) -> bool {
        self.parting_holds(exception).next().is_none()
    }

    /// The holds under which an exception sees other claims than its rule.
    fn parting_holds(&self, exception: &'p Exception) -> impl Iterator<Item = HoldCode> + 'p {
        let own = &exception.steps;
        let theirs: &[Step] = match exception.overrides {
            Overridden::Rule(rule) => self.policy.rules.get(rule).map_or(&[], |rule| &rule.steps),
            Overridden::Exception(place) => self.policy.exceptions.get(place).map_or(&[], |other| &other.steps),
        };
        let stopped =
            |steps: &[Step], hold: &Hold| !steps.is_empty() && steps.iter().all(|step| hold.stops.stops(step.kind));
        let parting = move |hold: &&Hold| !own.is_empty() && stopped(own, hold) != stopped(theirs, hold);
        self.policy.holds.iter().filter(parting).map(|hold| hold.code)
    }

    /// An exception whose own condition nobody meets, whatever it is to.
    fn impossible(&mut self, exception: &Exception) {
        let name = &exception.named.name;
        let Some((one, other)) = clash(&self.any, &exception.condition) else {
            self.never(exception);
            return;
        };
        let words = |part: &Condition| self.place(part).map_or("", |span| self.words(span)).to_owned();
        let (first, second) = (words(one), other.map(words));
        let message = match &second {
            Some(second) => Phrase::new(
                format!("the exception `{name}` can never hold: `{first}` and `{second}` cannot hold together"),
                format!("de uitzondering `{name}` kan nooit gelden: `{first}` en `{second}` kunnen niet samen gelden"),
            ),
            None => Phrase::new(
                format!("the exception `{name}` can never hold: `{first}` never holds"),
                format!("de uitzondering `{name}` kan nooit gelden: `{first}` geldt nooit"),
            ),
        };
        let help = Phrase::new("change its condition, or leave it out", "verander haar voorwaarde, of laat haar weg");
        let mut finding = code::EXCEPTION_NEVER.at(exception.named.span, message).help(help);
        for (part, text) in [(Some(one), remark("this", "dit")), (other, remark("and this", "en dit"))] {
            if let Some(span) = part.and_then(|part| self.place(part)) {
                finding = finding.also(span, text);
            }
        }
        self.findings.push(finding);
    }

    fn never(&mut self, exception: &Exception) {
        let name = &exception.named.name;
        let to = self.called(exception);
        let message = Phrase::new(
            format!("the exception `{name}` can never hold: {} does not hold when it does", to.en),
            format!("de uitzondering `{name}` kan nooit gelden: {} geldt niet als zij geldt", to.nl),
        );
        let help = Phrase::new("change its condition, or leave it out", "verander haar voorwaarde, of laat haar weg");
        let finding = code::EXCEPTION_NEVER.at(exception.named.span, message).help(help);
        let finding = match self.target_span(exception) {
            Some(span) => finding.also(span, remark("the exception is to this", "hierop is de uitzondering")),
            None => finding,
        };
        self.findings.push(finding);
    }

    /// What an exception is to, by its name.
    fn called(&self, exception: &Exception) -> Phrase {
        let rule = |place: usize| self.policy.rules.get(place).map(|rule| rule.named.name.as_str());
        let other = |place: usize| self.policy.exceptions.get(place).map(|other| other.named.name.as_str());
        match exception.overrides {
            Overridden::Rule(place) => {
                let name = rule(place).unwrap_or_default();
                Phrase::new(format!("the rule `{name}`"), format!("de regel `{name}`"))
            }
            Overridden::Exception(place) => {
                let name = other(place).unwrap_or_default();
                Phrase::new(format!("the exception `{name}`"), format!("de uitzondering `{name}`"))
            }
        }
    }

    fn always(&mut self, exception: &Exception, target: &Region) {
        let name = &exception.named.name;
        let to = self.called(exception);
        let message = Phrase::new(
            format!("the exception `{name}` holds whenever {} does, so that is never carried out", to.en),
            format!("de uitzondering `{name}` geldt telkens als {} geldt: die wordt zo nooit uitgevoerd", to.nl),
        );
        let help = Phrase::new(
            "narrow its condition, or write in the rule itself what is to be done",
            "maak haar voorwaarde enger, of schrijf in de regel zelf wat er gedaan wordt",
        );
        let mut finding = code::EXCEPTION_ALWAYS.at(exception.named.span, message).help(help);
        if let Some(span) = self.target_span(exception) {
            finding = finding.also(span, remark("the exception is to this", "hierop is de uitzondering"));
        }
        if let Some(witness) = target.find().witness() {
            finding = finding.shown_by(witness.case(&self.any));
        }
        self.findings.push(finding);
    }

    fn hidden(&mut self, exception: &Exception, other: &Exception) {
        let (name, above) = (&exception.named.name, &other.named.name);
        let message = Phrase::new(
            format!("the exception `{name}` never decides: whenever it holds, `{above}` goes before it"),
            format!("de uitzondering `{name}` beslist nooit: telkens als zij geldt, gaat `{above}` voor"),
        );
        let help = Phrase::new(
            format!("let `{name}` stand above `{above}`, or leave it out"),
            format!("laat `{name}` boven `{above}` staan, of laat haar weg"),
        );
        let there = remark("goes before it", "gaat voor");
        let finding = code::EXCEPTION_HIDDEN.at(exception.named.span, message).also(other.named.span, there);
        self.findings.push(finding.help(help));
    }

    fn target_span(&self, exception: &Exception) -> Option<Span> {
        match exception.overrides {
            Overridden::Rule(rule) => self.policy.rules.get(rule).map(|rule| rule.named.span),
            Overridden::Exception(place) => self.policy.exceptions.get(place).map(|other| other.named.span),
        }
    }
}

/// For each exception those that stand above it, up to a number.
fn higher(exceptions: &[Exception]) -> Vec<Vec<usize>> {
    let mut higher: Vec<Vec<usize>> = vec![Vec::new(); exceptions.len()];
    for (place, exception) in exceptions.iter().enumerate() {
        for low in &exception.above {
            if let Some(above) = higher.get_mut(*low).filter(|above| above.len() < MOST_ABOVE) {
                above.push(place);
            }
        }
    }
    higher
}

/// That one of some holds runs.
fn one_runs(codes: &BTreeSet<HoldCode>) -> Condition {
    let runs = |code: &HoldCode| {
        let place = HoldCode::ALL.iter().position(|other| other == code).and_then(|at| u16::try_from(at).ok())?;
        let comparison = Some((Comparison::Equal, Operand::Value(Value::Choice(place))));
        let subject = Subject::Fact(Fact::Hold);
        Some(Condition::Test(Test { subject, comparison, span: Span::default() }))
    };
    Condition::Any(codes.iter().filter_map(runs).collect())
}

/// Whether some dimension shows that nobody can be in both. The dimensions stand in their order.
fn apart(one: &[(Dimension, Values)], other: &[(Dimension, Values)]) -> bool {
    let mut others = other.iter().peekable();
    one.iter().any(|(dimension, values)| {
        while others.next_if(|(other, _)| other < dimension).is_some() {}
        others.next_if(|(other, _)| other == dimension).is_some_and(|(_, theirs)| values.is_apart(theirs))
    })
}

const fn key(overrides: Overridden) -> (bool, usize) {
    match overrides {
        Overridden::Rule(place) => (false, place),
        Overridden::Exception(place) => (true, place),
    }
}
