//! Conditions in plain words: each test as a sentence that says what must be so, in the reader's language.
//!
//! Knows the policy with its settings as they are, and no day. Always: what a sentence says holds exactly when the
//! condition does; a test under a `not` is turned round, and where a clock may not run at all, that is said too.

use super::Noun;
use super::Plain;
use crate::check::Comparison;
use crate::check::Condition;
use crate::check::Operand;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use crate::program::Reading;
use crate::program::Truth;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;

/// Whether a condition is asked for as it stands or turned round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    AsIs,
    Not,
}

impl Asked {
    const fn turned(self) -> Asked {
        match self {
            Asked::AsIs => Asked::Not,
            Asked::Not => Asked::AsIs,
        }
    }
}

impl Plain<'_> {
    /// What must all be so for a condition to hold, a sentence each; none for one that always holds.
    #[must_use]
    pub fn conditions(&self, condition: &Condition) -> Vec<String> {
        self.conditions_beside(Vec::new(), condition)
    }

    /// The same, beside what must be so too and stands first. What leaves a choice stands in brackets, unless it is all there
    /// is.
    #[must_use]
    pub fn conditions_beside(&self, first: Vec<String>, condition: &Condition) -> Vec<String> {
        let mut parts = Vec::new();
        all_of(condition, Asked::AsIs, &mut parts);
        match parts.as_slice() {
            [(only, asked)] if first.is_empty() => vec![self.asked(only, *asked)],
            several => first.into_iter().chain(several.iter().map(|(part, asked)| self.within(part, *asked))).collect(),
        }
    }

    /// A condition as one sentence; empty for one that always holds.
    #[must_use]
    pub fn condition(&self, condition: &Condition) -> String {
        self.asked(condition, Asked::AsIs)
    }

    /// A condition turned round, as one sentence.
    #[must_use]
    pub fn not(&self, condition: &Condition) -> String {
        self.asked(condition, Asked::Not)
    }

    /// Several things of which one is enough: `a, b or c`.
    #[must_use]
    pub fn either(&self, parts: &[String]) -> String {
        enumeration(parts, self.pick("or", "of"))
    }

    /// What a fact or function must be, as one sentence.
    #[must_use]
    pub fn is(&self, subject: Subject, value: Value) -> String {
        self.compared(subject, Comparison::Equal, value)
    }

    fn asked(&self, condition: &Condition, asked: Asked) -> String {
        match (condition, asked) {
            (Condition::Not(part), _) => self.asked(part, asked.turned()),
            (Condition::Test(test), _) => self.test(test, asked),
            (Condition::All(parts), Asked::AsIs) | (Condition::Any(parts), Asked::Not) => {
                self.joined(parts, asked, self.pick("and", "en"))
            }
            (Condition::Any(parts), Asked::AsIs) | (Condition::All(parts), Asked::Not) => {
                self.one_subject(parts, asked).unwrap_or_else(|| self.joined(parts, asked, self.pick("or", "of")))
            }
        }
    }

    fn joined(&self, parts: &[Condition], asked: Asked, word: &str) -> String {
        let told = |part: &Condition| if parts.len() > 1 { self.within(part, asked) } else { self.asked(part, asked) };
        enumeration(&parts.iter().map(told).collect::<Vec<String>>(), word)
    }

    /// A condition beside others: an enumeration stands in brackets, unless it is of choices of one fact.
    fn within(&self, part: &Condition, asked: Asked) -> String {
        let of_one = match (part, asked) {
            (Condition::Any(parts), Asked::AsIs) => self.one_subject(parts, asked),
            _ => None,
        };
        let text = || self.asked(part, asked);
        of_one.unwrap_or_else(|| if self.is_several(part, asked) { format!("({})", text()) } else { text() })
    }

    /// Whether a condition is said as an enumeration of its own: so is a clock that may not run, turned round.
    fn is_several(&self, condition: &Condition, asked: Asked) -> bool {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => match parts.as_slice() {
                [only] => self.is_several(only, asked),
                parts => parts.len() > 1,
            },
            Condition::Not(part) => self.is_several(part, asked.turned()),
            Condition::Test(test) => {
                asked == Asked::Not && test.comparison.is_some() && self.stopped(test.subject).is_some()
            }
        }
    }

    /// Of a fact that is one of a list: those it may be, said at once.
    fn one_subject(&self, parts: &[Condition], asked: Asked) -> Option<String> {
        let chosen = |part: &Condition| match part {
            Condition::Test(Test { subject, comparison: Some((Comparison::Equal, Operand::Value(value))), .. }) => {
                Some((*subject, *value))
            }
            _ => None,
        };
        let tests: Vec<(Subject, Value)> = parts.iter().map(chosen).collect::<Option<_>>()?;
        let (subject, _) = *tests.first()?;
        let Subject::Fact(fact) = subject else { return None };
        let choices = tests.iter().filter(|(of, value)| *of == subject && matches!(value, Value::Choice(_)));
        let names: Vec<String> = choices.map(|(_, value)| self.bound_text(subject, *value)).collect();
        let is_one = asked == Asked::AsIs && names.len() == tests.len() && names.len() > 1;
        is_one.then(|| format!("{} {}", self.choice_is(fact), enumeration(&names, self.pick("or", "of"))))
    }

    fn test(&self, test: &Test, asked: Asked) -> String {
        let Some((comparison, operand)) = test.comparison else {
            return self.yes(test.subject, asked == Asked::AsIs);
        };
        let value = match operand {
            Operand::Value(value) => value,
            Operand::Setting(place) => match self.policy.settings.get(place) {
                Some(setting) => setting.value,
                None => return String::new(),
            },
        };
        match asked {
            Asked::AsIs => self.compared(test.subject, comparison, value),
            Asked::Not => {
                let inverse = self.compared(test.subject, comparison.inverse(), value);
                match self.stopped(test.subject) {
                    Some(never) => format!("{inverse} {} {never}", self.pick("or", "of")),
                    None => inverse,
                }
            }
        }
    }

    /// What a clock that does not run amounts to, where there may be one.
    fn stopped(&self, subject: Subject) -> Option<String> {
        match subject {
            Subject::Fact(
                fact @ (Fact::DaysOverdue | Fact::DaysSinceEnd | Fact::DaysSinceBrokenPlan | Fact::DaysSinceHelp),
            ) => Some(self.never(fact).to_owned()),
            Subject::Function(Function::DaysSince, kind) => Some(Noun::of(kind).none(self.locale)),
            _ => None,
        }
    }

    /// A question that is answered with yes or no.
    fn yes(&self, subject: Subject, holds: bool) -> String {
        let reading = Reading::YesNo(Truth::steady(holds));
        match subject {
            Subject::Function(function, kind) => self.done(function, kind, holds),
            Subject::Declared(place) => {
                let title = self.policy.facts.get(place).map_or("", |fact| fact.named.title.as_str());
                let is = if holds {
                    self.pick("is the case", "is het geval")
                } else {
                    self.pick("is not the case", "is niet het geval")
                };
                format!("\u{201c}{title}\u{201d} {is}")
            }
            _ => self.state(subject, reading, None),
        }
    }

    /// Whether something was done; of calls and visits, whether those in vain count.
    fn done(&self, function: Function, kind: ActionKind, holds: bool) -> String {
        let noun = Noun::of(kind);
        let may_be_in_vain = matches!(kind, ActionKind::Call | ActionKind::HomeVisit);
        match (function, holds) {
            (Function::Attempted, true) if may_be_in_vain => noun.tried(self.locale),
            (Function::Done | Function::Attempted, true) | (Function::Never, false) => noun.some(self.locale),
            (Function::Done, false) if may_be_in_vain => {
                format!("{} ({})", noun.none(self.locale), self.pick("in vain does not count", "vergeefs telt niet"))
            }
            (_, _) if may_be_in_vain => {
                format!("{}, {}", noun.none(self.locale), self.pick("not even in vain", "ook niet vergeefs"))
            }
            _ => noun.none(self.locale),
        }
    }

    fn compared(&self, subject: Subject, comparison: Comparison, value: Value) -> String {
        if let Value::YesNo(yes) = value {
            return self.yes(subject, yes == (comparison == Comparison::Equal));
        }
        let amount = format!("{}{}", self.bound_words(comparison), self.amount(subject, value));
        match subject {
            Subject::Fact(fact) if matches!(value, Value::Choice(_) | Value::Text(_)) => {
                let not = if comparison == Comparison::NotEqual { self.pick("not ", "niet ") } else { "" };
                format!("{} {not}{}", self.choice_is(fact), self.bound_text(subject, value))
            }
            Subject::Fact(Fact::ClaimsOverdue) => format!(
                "{} {amount}",
                self.pick("the number of overdue claims is", "het aantal vorderingen dat te laat is, is")
            ),
            Subject::Fact(fact) => self.framed(fact, &amount),
            Subject::Function(Function::Times, kind) => Noun::of(kind).times(self.locale, &amount),
            Subject::Function(_, kind) => Noun::of(kind).ago(self.locale, &amount),
            Subject::LastMonths(count, back) => self.in_months(count, back, &amount),
            Subject::Declared(place) => {
                let title = self.policy.facts.get(place).map_or("", |fact| fact.named.title.as_str());
                format!("\u{201c}{title}\u{201d} {} {amount}", self.pick("is", "is"))
            }
        }
    }

    /// A value with its unit, as it stands in a sentence on the subject.
    fn amount(&self, subject: Subject, value: Value) -> String {
        match value {
            Value::MonthsOfRent(number) => self.counted_months(&number.to_plain()),
            Value::Months(number) => self.counted_months(&number.to_string()),
            Value::Days(number) => self.counted_days(&number.to_string()),
            Value::Count(count) if subject == Subject::Fact(Fact::ClaimsWithoutLetter) => {
                self.claims(&count.to_string())
            }
            _ => self.bound_text(subject, value),
        }
    }
}

/// The parts of a condition that must all hold, each with whether it is asked for as it stands.
fn all_of<'c>(condition: &'c Condition, asked: Asked, found: &mut Vec<(&'c Condition, Asked)>) {
    match (condition, asked) {
        (Condition::Not(part), _) => all_of(part, asked.turned(), found),
        (Condition::All(parts), Asked::AsIs) | (Condition::Any(parts), Asked::Not) => {
            parts.iter().for_each(|part| all_of(part, asked, found));
        }
        (Condition::All(parts) | Condition::Any(parts), _) if parts.len() == 1 => {
            parts.iter().for_each(|part| all_of(part, asked, found));
        }
        _ => found.push((condition, asked)),
    }
}

/// `a, b and c`, with the word that is to stand before the last.
fn enumeration(parts: &[String], word: &str) -> String {
    match parts.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} {word} {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;
    use crate::check::Policy;
    use crate::check::read;
    use crate::locale::Locale;
    use crate::source::SourceFile;

    /// What a rule with this condition asks, in one language.
    fn said(condition: &str, locale: Locale) -> String {
        let policy = asking(condition);
        let plain = Plain { policy: &policy, locale, day: Day::from_number(0) };
        plain.condition(&policy.rules[0].condition)
    }

    /// A policy with a rule that has this condition.
    fn asking(condition: &str) -> Policy {
        let text = format!(
            "policy \"P\" version \"1\"\nworking days all\nfact ill \"Ill for long\" is yes_no otherwise no\n\
             setting call_day = 9 between 1 and 20\n\
             segment new \"New\" when tenancy_months < 12\nsegment lax \"Lax\" when late_months(12) >= 3\n\
             segment rest \"Rest\" otherwise\nrule r when {condition} do call once per episode"
        );
        read(&SourceFile::new("p", text)).policy.unwrap()
    }

    #[test]
    fn a_setting_is_said_with_its_value() {
        assert_eq!(said("days_overdue >= call_day", Locale::Nl), "de oudste vordering is ten minste 9 dagen te laat");
        assert_eq!(said("days_overdue >= call_day", Locale::En), "the oldest claim is at least 9 days overdue");
    }

    #[test]
    fn a_not_is_turned_round_and_tells_of_the_clock_that_does_not_run() {
        assert_eq!(
            said("not days_since(reminder) >= 5", Locale::En),
            "a reminder was last sent less than 5 days ago or no reminder was sent"
        );
        assert_eq!(said("not arrears > € 50", Locale::Nl), "de achterstand is hoogstens € 50,00");
        assert_eq!(
            said("not (plan_active or done(call))", Locale::Nl),
            "er loopt geen betalingsregeling en er is geen belactie gedaan (vergeefs telt niet)"
        );
    }

    #[test]
    fn choices_of_one_fact_are_said_at_once() {
        assert_eq!(
            said("sitting and (segment = new or segment = lax)", Locale::En),
            "the tenancy runs and the segment is \u{201c}New\u{201d} or \u{201c}Lax\u{201d}"
        );
        assert_eq!(
            said("segment = new or segment = lax", Locale::En),
            "the segment is \u{201c}New\u{201d} or \u{201c}Lax\u{201d}"
        );
        assert_eq!(said("not segment = new", Locale::Nl), "het segment is niet \u{201c}New\u{201d}");
    }

    #[test]
    fn what_stands_within_is_told_apart() {
        assert_eq!(
            said("ill and (sitting or days_since_end < 30)", Locale::En),
            "\u{201c}Ill for long\u{201d} is the case and (the tenancy runs or the tenancy ended less than 30 days ago)"
        );
    }

    #[test]
    fn one_is_said_as_one() {
        assert_eq!(
            said("claims_without_letter >= 1", Locale::Nl),
            "voor ten minste 1 vordering is geen veertiendagenbrief gestuurd"
        );
        assert_eq!(said("tenancy_months < 1", Locale::Nl), "de huur loopt minder dan 1 maand");
    }

    #[test]
    fn what_leaves_a_choice_stands_in_brackets_beside_other_things() {
        assert_eq!(
            said("sitting and not days_since(reminder) >= 5", Locale::En),
            "the tenancy runs and (a reminder was last sent less than 5 days ago or no reminder was sent)"
        );
        let policy = asking("sitting or ill");
        let plain = Plain { policy: &policy, locale: Locale::En, day: Day::from_number(0) };
        let condition = &policy.rules[0].condition;
        let choice = "the tenancy runs or \u{201c}Ill for long\u{201d} is the case";
        assert_eq!(plain.conditions(condition), [choice]);
        let beside = plain.conditions_beside(vec!["in stage A".to_owned()], condition);
        assert_eq!(beside, ["in stage A".to_owned(), format!("({choice})")]);
    }

    /// Of the tests that conditions are made of: how each is written, and what is said of it, in every way it can be so.
    const TOLD: [(&str, [&str; 3]); 3] = [
        ("sitting", ["the tenancy runs", "the tenancy does not run", ""]),
        ("ill", ["\u{201c}Ill for long\u{201d} is the case", "\u{201c}Ill for long\u{201d} is not the case", ""]),
        (
            "days_since(reminder) >= 5",
            [
                "a reminder was last sent at least 5 days ago",
                "a reminder was last sent less than 5 days ago",
                "no reminder was sent",
            ],
        ),
    ];

    /// Whether a sentence holds where each test is so: an enumeration at one level may not mix its words.
    fn read_back(sentence: &str, so: [usize; 3]) -> Result<bool, String> {
        let mut text = sentence.to_owned();
        for ((_, ways), so) in TOLD.iter().zip(so) {
            for (way, words) in ways.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
                text = text.replace(words, if way == so { "T" } else { "F" });
            }
        }
        while let Some(end) = text.find(')') {
            let start = text[..end].rfind('(').ok_or_else(|| sentence.to_owned())?;
            let inner = level(&text[start + 1..end])?;
            text.replace_range(start..=end, if inner { "T" } else { "F" });
        }
        level(&text)
    }

    fn level(text: &str) -> Result<bool, String> {
        let (and, or) = (text.contains(" and "), text.contains(" or "));
        let words: Vec<&str> =
            text.split(" and ").flat_map(|part| part.split(" or ")).flat_map(|part| part.split(", ")).collect();
        let is_known = words.iter().all(|word| matches!(*word, "T" | "F"));
        match (and, or) {
            _ if !is_known => Err(format!("not understood: {text}")),
            (true, true) => Err(format!("two ways to read: {text}")),
            (_, true) => Ok(words.contains(&"T")),
            _ => Ok(!words.contains(&"F")),
        }
    }

    fn conditions() -> impl proptest::strategy::Strategy<Value = (String, [bool; 27])> {
        use proptest::prelude::*;
        let holds = |place: usize| {
            let mut all = [false; 27];
            all.iter_mut().enumerate().for_each(|(world, holds)| *holds = so(world)[place] == 0);
            all
        };
        let leaf = (0..3_usize).prop_map(move |place| (TOLD[place].0.to_owned(), holds(place)));
        leaf.prop_recursive(4, 12, 3, |inner| {
            let not = inner.clone().prop_map(|(text, holds)| (format!("not ({text})"), holds.map(|holds| !holds)));
            let list = (prop::collection::vec(inner, 2..4), any::<bool>()).prop_map(|(parts, all)| {
                let texts: Vec<String> = parts.iter().map(|(text, _)| format!("({text})")).collect();
                let mut holds = [all; 27];
                for (_, of_part) in &parts {
                    holds.iter_mut().zip(of_part).for_each(|(holds, of)| {
                        *holds = if all { *holds && *of } else { *holds || *of };
                    });
                }
                (texts.join(if all { " and " } else { " or " }), holds)
            });
            prop_oneof![not, list]
        })
    }

    /// How each test is so, in a world by its number.
    fn so(world: usize) -> [usize; 3] {
        [world % 3, world / 3 % 3, world / 9]
    }

    proptest::proptest! {
        #[test]
        fn what_a_sentence_says_holds_exactly_when_the_condition_does((text, holds) in conditions()) {
            let policy = asking(&text);
            let plain = Plain { policy: &policy, locale: Locale::En, day: Day::from_number(0) };
            let condition = &policy.rules[0].condition;
            let sentence = plain.condition(condition);
            let listed = plain.listed(&plain.conditions_beside(vec!["the tenancy runs".to_owned()], condition));
            // Only a clock has three ways to be.
            for world in (0..27).filter(|world| so(*world)[0] < 2 && so(*world)[1] < 2) {
                proptest::prop_assert_eq!(read_back(&sentence, so(world)), Ok(holds[world]), "{}: {}", text, sentence);
                let both = holds[world] && so(world)[0] == 0;
                proptest::prop_assert_eq!(read_back(&listed, so(world)), Ok(both), "{}: {}", text, listed);
            }
        }
    }
}
