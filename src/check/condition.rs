//! Conditions: what each test asks about, and whether it can be asked so.

use super::Checker;
use super::lookup::Known;
use super::lookup::Partners;
use super::lookup::Sought;
use super::measure::Clock;
use super::measure::Of;
use super::measure::Owner;
use super::measure::described;
use super::measure::measure;
use super::measure::misfit;
use super::policy::Comparison;
use super::policy::Condition;
use super::policy::Operand;
use super::policy::Subject;
use super::policy::Test;
use super::policy::Value;
use super::terms::DeclaredFact;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::locale::Word;
use crate::source::Span;
use crate::syntax;
use crate::syntax::Argument;
use crate::syntax::Count;
use crate::syntax::Literal;
use crate::syntax::Namespace;
use crate::syntax::Term;
use crate::syntax::Written;
use crate::vocabulary::EndReason;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use crate::vocabulary::HoldCode;
use crate::vocabulary::MonthCount;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;
use crate::vocabulary::Unit;

/// Where a condition stands, as far as that limits what it may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// In a segment, which cannot depend on segments.
    InSegment,
    /// Anywhere else.
    Elsewhere,
}

/// Every element, if every one is there. All are made before the first missing one counts.
pub(super) fn every<T>(parts: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    parts.collect::<Vec<_>>().into_iter().collect()
}

impl<'t> Checker<'t> {
    pub(super) fn condition(&mut self, condition: &syntax::Condition, standing: Standing) -> Option<Condition> {
        match condition {
            syntax::Condition::All(parts) => self.conditions(parts, standing).map(Condition::All),
            syntax::Condition::Any(parts) => self.conditions(parts, standing).map(Condition::Any),
            syntax::Condition::Not(part) => Some(Condition::Not(Box::new(self.condition(part, standing)?))),
            syntax::Condition::Test(test) => self.test(test, standing).map(Condition::Test),
        }
    }

    fn conditions(&mut self, parts: &[syntax::Condition], standing: Standing) -> Option<Vec<Condition>> {
        every(parts.iter().map(|part| self.condition(part, standing)))
    }

    fn test(&mut self, test: &syntax::Test, standing: Standing) -> Option<Test> {
        let subject = self.subject(&test.term)?;
        self.look_at_fact(subject, test.term.name.span, standing);
        let owner = self.owner(&test.term, subject);
        let comparison = match &test.comparison {
            Some((sign, operand)) => {
                let sign = comparison(*sign);
                self.comparable(owner, subject, sign, (operand, test.span))?;
                Some((sign, self.operand(owner, operand)?))
            }
            None => {
                self.stands_alone(owner)?;
                None
            }
        };
        Some(Test { subject, comparison, span: test.span })
    }

    pub(super) fn owner(&self, term: &Term, subject: Subject) -> Owner<'t> {
        let clock = match subject {
            Subject::Fact(Fact::DaysToDue) | Subject::Declared(_) | Subject::LastMonths(..) => Clock::Stands,
            Subject::Fact(_) | Subject::Function(..) => Clock::Runs,
        };
        Owner {
            text: self.file.slice(term.span),
            unit: unit(subject, &self.facts),
            span: term.span,
            clock,
            of: Of::Fact,
        }
    }

    /// What a term asks about.
    pub(super) fn subject(&mut self, term: &Term) -> Option<Subject> {
        match (self.fact_or_function(&term.name)?, &term.argument) {
            (Known::Fact(fact), None) => Some(Subject::Fact(fact)),
            (Known::Declared(place), None) => place.map(Subject::Declared),
            (Known::Function(function), Some(Argument::Name(action))) => {
                self.action(action, Partners::Count).map(|(kind, _)| Subject::Function(function, kind))
            }
            (Known::MonthCount(count), argument) => self.look_back(term, argument.as_ref(), count),
            (Known::Fact(_) | Known::Declared(_), Some(_)) => self.fact_with_argument(term),
            (Known::Function(_), None | Some(Argument::Number(_))) => self.function_without_argument(term),
        }
    }

    /// `late_months(12)`: the months over which it looks back.
    fn look_back(&mut self, term: &Term, argument: Option<&Argument>, count: MonthCount) -> Option<Subject> {
        let most = u32::from(MonthCount::MOST);
        let months = match argument {
            Some(Argument::Number(Count { value: None, .. })) => return None,
            Some(Argument::Number(Count { value, .. })) => value.filter(|months| (1..=most).contains(months)),
            Some(Argument::Name(_)) | None => None,
        };
        if let Some(months) = months.and_then(|months| u8::try_from(months).ok()) {
            return Some(Subject::LastMonths(count, months));
        }
        let name = &term.name.text;
        let message = Phrase::new(
            format!("`{name}` looks back over a number of months, from 1 to {most}"),
            format!("`{name}` kijkt terug over een aantal maanden, van 1 tot en met {most}"),
        );
        let help = Phrase::new(format!("write for example `{name}(12)`"), format!("schrijf bijvoorbeeld `{name}(12)`"));
        self.findings.push(code::LOOK_BACK.at(term.span, message).help(help));
        None
    }

    fn fact_with_argument(&mut self, term: &Term) -> Option<Subject> {
        let name = &term.name.text;
        let message =
            Phrase::new(format!("`{name}` is not asked of an action"), format!("`{name}` vraagt niet naar een actie"));
        let help = Phrase::new(format!("write `{name}`"), format!("schrijf `{name}`"));
        self.findings.push(code::NO_ARGUMENT.at(term.span, message).help(help).mend(term.span, name));
        None
    }

    fn function_without_argument(&mut self, term: &Term) -> Option<Subject> {
        let name = &term.name.text;
        let message = Phrase::new(
            format!("`{name}` does not say of which action"),
            format!("`{name}` zegt niet van welke actie"),
        );
        let action = self.locale.pick("reminder", "herinnering");
        let help = Phrase::new(
            format!("write for example `{name}({action})`"),
            format!("schrijf bijvoorbeeld `{name}({action})`"),
        );
        self.findings.push(code::NO_ARGUMENT.at(term.span, message).help(help));
        None
    }

    fn look_at_fact(&mut self, subject: Subject, span: Span, standing: Standing) {
        match subject {
            Subject::Fact(Fact::PaymentMethod) => self.late_fact(span),
            Subject::Fact(Fact::Segment) if standing == Standing::InSegment => self.segment_in_segment(span),
            _ => {}
        }
    }

    fn late_fact(&mut self, span: Span) {
        let (name, other) = (self.file.slice(span), Fact::DirectDebit.entry().word.in_locale(self.locale));
        let message = Phrase::new(
            format!(
                "`{name}` is known only as it was at the end of the data, so a run on earlier days sees the future"
            ),
            format!(
                "`{name}` is alleen bekend zoals het aan het einde van de gegevens was; een run over eerdere dagen ziet zo de toekomst"
            ),
        );
        let help = Phrase::new(
            format!("`{other}` says how the last payment came, and is known on every day"),
            format!("`{other}` zegt hoe de laatste betaling kwam, en is op elke dag bekend"),
        );
        self.findings.push(code::LATE_FACT.at(span, message).help(help));
    }

    fn segment_in_segment(&mut self, span: Span) {
        let message = Phrase::new("a segment cannot depend on segments", "een segment kan niet van segmenten afhangen");
        let help = Phrase::new(
            "the first segment that holds counts: put this one after the one it excludes",
            "het eerste segment dat geldt telt: zet dit na het segment dat het uitsluit",
        );
        self.findings.push(code::SEGMENT_IN_SEGMENT.at(span, message).help(help));
    }

    fn stands_alone(&mut self, owner: Owner<'_>) -> Option<()> {
        if owner.unit == Unit::YesNo {
            return Some(());
        }
        let (name, own) = (owner.text, described(owner.unit));
        let message = Phrase::new(
            format!("`{name}` is {} and is compared with nothing", own.en),
            format!("`{name}` is {} en wordt met niets vergeleken", own.nl),
        );
        let sign = if owner.unit.is_ordered() { ">=" } else { "=" };
        let help = Phrase::new(format!("write `{name} {sign} …`"), format!("schrijf `{name} {sign} …`"));
        self.findings.push(code::NO_COMPARISON.at(owner.span, message).help(help));
        None
    }

    fn comparable(
        &mut self,
        owner: Owner<'_>,
        subject: Subject,
        sign: Comparison,
        (operand, span): (&syntax::Operand, Span),
    ) -> Option<()> {
        if owner.unit == Unit::YesNo {
            self.yes_or_no(owner, subject, sign, (operand, span));
            return None;
        }
        if !owner.unit.is_ordered() && !matches!(sign, Comparison::Equal | Comparison::NotEqual) {
            self.no_order(owner, span);
            return None;
        }
        Some(())
    }

    /// A fact that is yes or no, compared all the same: what to write depends on what with.
    pub(super) fn yes_or_no(
        &mut self,
        owner: Owner<'_>,
        subject: Subject,
        sign: Comparison,
        (operand, span): (&syntax::Operand, Span),
    ) {
        let name = owner.text;
        let not = self.locale.pick("not", "niet");
        let compared = self.file.slice(Span::new(owner.span.end, span.end)).trim();
        let mark: String = compared.chars().take_while(|letter| "=<>!".contains(*letter)).collect();
        let message = Phrase::new(
            format!("`{name}` is a yes/no fact: no `{mark}` behind it"),
            format!("`{name}` is een ja/nee-feit: er komt geen `{mark}` achter"),
        );
        let finding = code::NO_COMPARISON.at(span, message);
        let write = |text: &str| Phrase::new(format!("write `{text}`"), format!("schrijf `{text}`"));
        self.findings.push(match (subject, answer(operand, self.file.slice(operand.span()))) {
            (Subject::Function(Function::Done | Function::Attempted, _), Answer::Number) => {
                let times = Function::Times.entry().word.in_locale(self.locale);
                let action = name.split_once('(').map_or("", |(_, action)| action);
                let counted = format!("{times}({action} {compared}");
                finding.help(Phrase::new(
                    format!("write `{counted}`: how many times it was done"),
                    format!("schrijf `{counted}`: hoe vaak het is gedaan"),
                ))
            }
            (_, Answer::Yes) if sign == Comparison::Equal => finding.help(write(name)).mend(span, name),
            (_, Answer::No) if sign == Comparison::Equal => finding.help(write(&format!("{not} {name}"))),
            _ => finding.help(Phrase::new(
                format!("write `{name}` or `{not} {name}`"),
                format!("schrijf `{name}` of `{not} {name}`"),
            )),
        });
    }

    fn no_order(&mut self, owner: Owner<'_>, span: Span) {
        let (name, own) = (owner.text, described(owner.unit));
        let message = Phrase::new(
            format!("`{name}` is {}, and those have no order", own.en),
            format!("`{name}` is {}, en daarin is geen volgorde", own.nl),
        );
        let help = Phrase::new("write `=` or `!=`", "schrijf `=` of `!=`");
        self.findings.push(code::NO_ORDER.at(span, message).help(help));
    }

    fn operand(&mut self, owner: Owner<'_>, operand: &syntax::Operand) -> Option<Operand> {
        match operand {
            syntax::Operand::Literal(literal) => self.value(owner, *literal).map(Operand::Value),
            syntax::Operand::Text(text) => self.quoted(owner, text).map(Operand::Value),
            syntax::Operand::Term(term) if owner.unit == Unit::Text => {
                self.unquoted(owner, term);
                None
            }
            syntax::Operand::Term(term) if owner.unit.is_ordered() => {
                self.no_other_fact(owner, term)?;
                self.use_setting(owner, &term.name).map(Operand::Setting)
            }
            syntax::Operand::Term(term) => self.choice(owner.unit, term).map(Operand::Value),
        }
    }

    /// The value of a literal in the unit of its owner.
    pub(super) fn value(&mut self, owner: Owner<'_>, literal: Literal) -> Option<Value> {
        match measure(owner, literal.value) {
            Ok(value) => Some(value),
            Err(why) => {
                let text = self.file.slice(literal.span);
                self.findings.extend(misfit(why, owner, literal, text, self.locale));
                None
            }
        }
    }

    /// The value of a quoted text, if its owner is a text.
    pub(super) fn quoted(&mut self, owner: Owner<'_>, text: &Written) -> Option<Value> {
        if owner.unit == Unit::Text {
            return self.text(text);
        }
        let (name, own) = (owner.text, described(owner.unit));
        let message = Phrase::new(
            format!("`{name}` is {}, not a text in quotes", own.en),
            format!("`{name}` is {}, geen tekst tussen aanhalingstekens", own.nl),
        );
        let finding = code::UNITS.at(text.span, message).remark(Phrase::new("a text", "een tekst"));
        let help = if owner.unit.is_ordered() {
            Phrase::new("write a value or a setting", "schrijf een waarde of een instelling")
        } else {
            Phrase::new(format!("write `{}`", text.text), format!("schrijf `{}`", text.text))
        };
        self.findings.push(finding.help(help));
        None
    }

    pub(super) fn unquoted(&mut self, owner: Owner<'_>, term: &Term) {
        let (name, word) = (owner.text, self.file.slice(term.span));
        let message = Phrase::new(
            format!("`{name}` is a text, and `{word}` has no quotes"),
            format!("`{name}` is een tekst, en `{word}` heeft geen aanhalingstekens"),
        );
        let help = Phrase::new(format!("write `\"{word}\"`"), format!("schrijf `\"{word}\"`"));
        let instead = format!("\"{word}\"");
        self.findings.push(code::UNITS.at(term.span, message).help(help).mend(term.span, instead));
    }

    /// A fact is compared with a value or a setting only: that is what lets the engine say until which day a
    /// condition holds.
    pub(super) fn no_other_fact(&mut self, owner: Owner<'_>, term: &Term) -> Option<()> {
        let is_setting = self.names.find(Namespace::Setting, &term.name.text).is_some();
        if term.argument.is_none() && (is_setting || self.known(&term.name.text).is_none()) {
            return Some(());
        }
        let (left, right) = (owner.text, self.file.slice(term.span));
        let message = Phrase::new(
            format!("`{left}` is compared with another fact, `{right}`"),
            format!("`{left}` wordt met een ander feit vergeleken, `{right}`"),
        );
        let help = Phrase::new("compare with a value or a setting", "vergelijk met een waarde of een instelling");
        self.findings.push(code::TWO_FACTS.at(term.span, message).help(help));
        None
    }

    pub(super) fn choice(&mut self, unit: Unit, term: &Term) -> Option<Value> {
        if term.argument.is_some() {
            let text = self.file.slice(term.span).to_owned();
            self.unknown(Sought::Choice, &Written { text, span: term.span }, &[], &[]);
            return None;
        }
        let words: Vec<Word> = match unit {
            Unit::TenancyKind => TenancyKind::ALL.iter().map(|kind| kind.word()).collect(),
            Unit::PaymentMethod => PaymentMethod::ALL.iter().map(|method| method.word()).collect(),
            Unit::HoldCode => HoldCode::ALL.iter().map(|code| code.word()).collect(),
            Unit::EndReason => EndReason::ALL.iter().map(|reason| reason.word()).collect(),
            _ => return self.declared(Namespace::Segment, &term.name)?.place.and_then(choice),
        };
        let places: Vec<(Word, usize)> = words.into_iter().enumerate().map(|(place, word)| (word, place)).collect();
        self.listed(Sought::Choice, &term.name, &places).and_then(choice)
    }
}

/// What a yes or no was compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Yes,
    No,
    Number,
    Other,
}

fn answer(operand: &syntax::Operand, text: &str) -> Answer {
    match meant_by(text) {
        Some(true) => Answer::Yes,
        Some(false) => Answer::No,
        None if matches!(operand, syntax::Operand::Literal(_)) => Answer::Number,
        None => Answer::Other,
    }
}

/// The yes or no that is meant by a word in quotes, a number, or a word of another language.
pub(super) fn meant_by(text: &str) -> Option<bool> {
    match text.trim_matches('"').to_lowercase().as_str() {
        "1" | "yes" | "ja" | "true" | "waar" => Some(true),
        "0" | "no" | "nee" | "false" | "onwaar" => Some(false),
        _ => None,
    }
}

fn choice(place: usize) -> Option<Value> {
    u16::try_from(place).ok().map(Value::Choice)
}

/// The unit of what is asked about.
pub(super) fn unit(subject: Subject, declared: &[DeclaredFact]) -> Unit {
    match subject {
        Subject::Fact(fact) => fact.entry().unit,
        Subject::Function(function, _) => function.entry().unit,
        Subject::LastMonths(..) => Unit::Count,
        Subject::Declared(place) => declared.get(place).map_or(Unit::YesNo, |fact| fact.unit),
    }
}

const fn comparison(sign: syntax::Comparison) -> Comparison {
    match sign {
        syntax::Comparison::Equal => Comparison::Equal,
        syntax::Comparison::NotEqual => Comparison::NotEqual,
        syntax::Comparison::Less => Comparison::Less,
        syntax::Comparison::AtMost => Comparison::AtMost,
        syntax::Comparison::Greater => Comparison::Greater,
        syntax::Comparison::AtLeast => Comparison::AtLeast,
    }
}
