//! What a word refers to. One that refers to nothing gets the nearest that does, or its like in the other language.

use super::Checker;
use super::condition::every;
use super::guess::Meant;
use super::names::Entry;
use crate::diagnostic::code;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::locale::Word;
use crate::source::Span;
use crate::syntax::Namespace;
use crate::syntax::Written;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Channel;
use crate::vocabulary::FACTS;
use crate::vocabulary::FUNCTIONS;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use crate::vocabulary::HoldCode;
use crate::vocabulary::KPIS;
use crate::vocabulary::Kpi;
use crate::vocabulary::MONTH_COUNTS;
use crate::vocabulary::MonthCount;
use crate::vocabulary::PartnerKind;
use std::collections::BTreeSet;

/// What a word is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sought {
    Fact,
    Action,
    ActionKind,
    PartnerKind,
    Channel,
    Kpi,
    Choice,
    HoldCode,
    RuleOrException,
    Declared(Namespace),
}

/// A fact, a function of an action, or a count of months.
#[derive(Clone, Copy, Debug)]
pub(super) enum Known {
    Fact(Fact),
    Function(Function),
    MonthCount(MonthCount),
    /// A fact that the policy declares; nothing for one whose item is broken.
    Declared(Option<usize>),
}

impl Checker<'_> {
    pub(super) fn action_kind(&mut self, word: &Written) -> Option<ActionKind> {
        let kinds: Vec<_> = ActionKind::ALL.iter().map(|kind| (kind.word(), *kind)).collect();
        self.listed(Sought::ActionKind, word, &kinds)
    }

    pub(super) fn partner_kind(&mut self, word: &Written) -> Option<PartnerKind> {
        let kinds: Vec<_> = PartnerKind::ALL.iter().map(|kind| (kind.word(), *kind)).collect();
        self.listed(Sought::PartnerKind, word, &kinds)
    }

    pub(super) fn channel(&mut self, word: &Written) -> Option<Channel> {
        let channels: Vec<_> = Channel::ALL.iter().map(|channel| (channel.word(), *channel)).collect();
        self.listed(Sought::Channel, word, &channels)
    }

    pub(super) fn kpi(&mut self, word: &Written) -> Option<Kpi> {
        let kpis: Vec<_> = KPIS.iter().map(|entry| (entry.word, entry.kpi)).collect();
        self.listed(Sought::Kpi, word, &kpis)
    }

    pub(super) fn fact_or_function(&mut self, word: &Written) -> Option<Known> {
        let found = self.known(&word.text);
        if found.is_none() && !self.no_fact(word) {
            let facts = FACTS.iter().map(|entry| entry.word);
            let functions = FUNCTIONS.iter().map(|entry| entry.word);
            let counts = MONTH_COUNTS.iter().map(|entry| entry.word);
            let words: Vec<Word> = facts.chain(functions).chain(counts).collect();
            self.unknown(Sought::Fact, word, &words, &[Namespace::Fact]);
        }
        found
    }

    /// Says of a name that the policy has, and that is no fact, what it is and how to ask it.
    fn no_fact(&mut self, word: &Written) -> bool {
        let name = &word.text;
        let word_of = |function: Function| function.entry().word.in_locale(self.locale);
        let (done, attempted) = (word_of(Function::Done), word_of(Function::Attempted));
        let compared = self.compared(word);
        let since = word_of(Function::DaysSince);
        let (what, help) = if self.names.find(Namespace::Setting, name).is_some() {
            let named = compared.filter(|(_, fact)| fact.starts_with(char::is_alphabetic));
            let (fact, sign) = named.map_or(("\u{2026}", "\u{2026}"), |(sign, fact)| (fact, turned(sign)));
            (
                Word::new("a setting", "een instelling"),
                Phrase::new(
                    format!("the fact comes first: write `{fact} {sign} {name}`"),
                    format!("het feit staat voorop: schrijf `{fact} {sign} {name}`"),
                ),
            )
        } else if self.is_action(name) {
            let what = match self.names.find(Namespace::Partner, name) {
                Some(_) => Word::new("a partner", "een partner"),
                None => Word::new("an action", "een actie"),
            };
            let help = match compared.filter(|(_, value)| value.starts_with(|letter: char| letter.is_ascii_digit())) {
                Some((sign, value)) => Phrase::new(
                    format!("for the days since then write `{since}({name}) {sign} {value}`"),
                    format!("voor de dagen sindsdien schrijf `{since}({name}) {sign} {value}`"),
                ),
                None => Phrase::new(
                    format!("write `{done}({name})`, or `{attempted}({name})` if one in vain counts too"),
                    format!("schrijf `{done}({name})`, of `{attempted}({name})` als een vergeefse meetelt"),
                ),
            };
            (what, help)
        } else if self.names.find(Namespace::Stage, name).is_some() {
            let (stage, when) = (self.locale.pick("stage", "fase"), self.locale.pick("when", "als"));
            (
                Word::new("a stage", "een fase"),
                Phrase::new(
                    format!("a rule asks for it with `in {stage} {name}`, before `{when}`"),
                    format!("een regel vraagt ernaar met `in {stage} {name}`, voor `{when}`"),
                ),
            )
        } else {
            return false;
        };
        let message =
            Phrase::new(format!("`{name}` is {}, not a fact", what.en), format!("`{name}` is {}, geen feit", what.nl));
        self.findings.push(code::UNKNOWN.at(word.span, message).help(help));
        true
    }

    /// The sign behind a word, and the name or number behind that, where it is compared.
    fn compared(&self, word: &Written) -> Option<(&'static str, &str)> {
        let after = self.file.text().get(word.span.end..)?.trim_start();
        let sign = [">=", "<=", "!=", ">", "<", "="].into_iter().find(|sign| after.starts_with(sign))?;
        let value = after.get(sign.len()..)?.trim_start();
        let end = value.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(value.len());
        let rest = value.get(end..)?;
        let argument = rest.starts_with('(').then(|| rest.find(')')).flatten().map_or(0, |at| at + 1);
        Some((sign, value.get(..end + argument)?))
    }

    /// The fact or function of a name, of the vocabulary or of the policy itself.
    pub(super) fn known(&self, text: &str) -> Option<Known> {
        known(text, self.locale)
            .or_else(|| self.names.find(Namespace::Fact, text).map(|entry| Known::Declared(entry.place)))
    }

    pub(super) fn hold_code(&mut self, word: &Written) -> Option<HoldCode> {
        let codes: Vec<_> = HoldCode::ALL.iter().map(|code| (code.word(), *code)).collect();
        self.listed(Sought::HoldCode, word, &codes)
    }

    /// The kinds of action that words stand for, each once, in the order of the vocabulary.
    pub(super) fn kinds(&mut self, words: &[Written]) -> Option<Vec<ActionKind>> {
        let kinds = every(words.iter().map(|word| self.action(word, Partners::Count).map(|(kind, _)| kind)))?;
        Some(kinds.into_iter().collect::<BTreeSet<_>>().into_iter().collect())
    }

    /// The variant whose word it is, in the language of the file.
    pub(super) fn listed<T: Copy>(&mut self, sought: Sought, word: &Written, list: &[(Word, T)]) -> Option<T> {
        let found = list.iter().find(|(entry, _)| entry.in_locale(self.locale) == word.text);
        if found.is_none() {
            let words: Vec<Word> = list.iter().map(|(entry, _)| *entry).collect();
            self.unknown(sought, word, &words, &[]);
        }
        found.map(|(_, item)| *item)
    }

    /// The entry of a name that the author gave, if there is one.
    pub(super) fn declared(&mut self, space: Namespace, word: &Written) -> Option<Entry> {
        let found = self.names.find(space, &word.text);
        if found.is_none() {
            self.unknown(Sought::Declared(space), word, &[], &[space]);
        }
        found
    }

    /// The kind of action that a word stands for, and its place if the policy declares it as an action. Partners
    /// stand for their kind where what was done is counted.
    pub(super) fn action(&mut self, word: &Written, partners: Partners) -> Option<(ActionKind, Option<usize>)> {
        if let Some(entry) = self.names.find(Namespace::Action, &word.text) {
            return Some((entry.kind?, entry.place));
        }
        if let Some(entry) = self.names.find(Namespace::Partner, &word.text) {
            if partners == Partners::Count {
                return Some((entry.kind?, None));
            }
            self.partner_as_action(word, entry);
            return None;
        }
        if let Some(kind) = ActionKind::named(&word.text, self.locale) {
            return Some((kind, None));
        }
        if let Some((partner, entry)) = self.partner_after(word).filter(|_| partners == Partners::NeedTheirVerb) {
            self.other_verb(word, &partner, entry);
            return None;
        }
        let kinds: Vec<Word> = ActionKind::ALL.iter().map(|kind| kind.word()).collect();
        let spaces: &[Namespace] = match partners {
            Partners::Count => &[Namespace::Action, Namespace::Partner],
            Partners::NeedTheirVerb => &[Namespace::Action],
        };
        self.unknown(Sought::Action, word, &kinds, spaces);
        None
    }

    fn partner_as_action(&mut self, word: &Written, entry: Entry) {
        let name = &word.text;
        let message = Phrase::new(
            format!("`{name}` is a partner, not an action"),
            format!("`{name}` is een partner, geen actie"),
        );
        let verb = verb(entry).in_locale(self.locale);
        let help = Phrase::new(format!("write `{verb} {name}`"), format!("schrijf `{verb} {name}`"));
        let instead = format!("{verb} {name}");
        self.findings.push(code::WRONG_PARTNER.at(word.span, message).help(help).mend(word.span, instead));
    }

    /// The partner that stands behind a word, with or without a preposition between: `melden bij gemeente`.
    fn partner_after(&self, word: &Written) -> Option<(Written, Entry)> {
        let line = self.file.text().get(word.span.end..)?.lines().next()?;
        let mut at = word.span.end;
        for text in line.split_inclusive(' ').take(4) {
            let name = text.trim_matches(' ').trim_end_matches(',');
            if let Some(entry) = self.names.find(Namespace::Partner, name) {
                let start = at + text.find(name)?;
                let span = Span::new(start, start + name.len());
                return Some((Written { text: name.to_owned(), span }, entry));
            }
            if !text.trim().is_empty() && !PREPOSITIONS.contains(&text.trim()) {
                return None;
            }
            at += text.len();
        }
        None
    }

    /// A verb of the author's own with a partner behind it: to guess at an action would leave the partner out.
    fn other_verb(&mut self, word: &Written, partner: &Written, entry: Entry) {
        let (name, text) = (&partner.text, &word.text);
        let instead = format!("{} {name}", verb(entry).in_locale(self.locale));
        let message = Phrase::new(
            format!("`{text}` is no action, and `{name}` is a partner"),
            format!("`{text}` is geen actie, en `{name}` is een partner"),
        );
        let help = Phrase::new(format!("write `{instead}`"), format!("schrijf `{instead}`"));
        let span = Span::new(word.span.start, partner.span.end);
        self.findings.push(code::UNKNOWN.at(span, message).help(help).mend(span, instead));
    }

    /// Says that a word refers to nothing: what it is in the other language, else the nearest known one.
    pub(super) fn unknown(&mut self, sought: Sought, word: &Written, list: &[Word], spaces: &[Namespace]) {
        let text = word.text.as_str();
        let other = match self.locale {
            Locale::En => Locale::Nl,
            Locale::Nl => Locale::En,
        };
        if let Some(entry) = list.iter().find(|entry| entry.in_locale(other) == text) {
            self.other_language(word, *entry);
            return;
        }
        let what = sought.unknown();
        let message = Phrase::new(format!("{} `{text}`", what.en), format!("{} `{text}`", what.nl));
        let finding = code::UNKNOWN.at(word.span, message);
        let advice = sought.advice(text, self.locale);
        let meant = self.meant(sought, text, list, spaces);
        if matches!(meant, None | Some(Meant::OneOf(_))) {
            self.orphans.extend(sought.space().map(|space| (space, text.to_owned())));
        }
        let finding = match meant {
            Some(meant) => meant.told(finding, word.span, sought.declares().then_some(advice)),
            None => finding.help(advice),
        };
        self.findings.push(finding);
    }

    fn other_language(&mut self, word: &Written, entry: Word) {
        let text = &word.text;
        let message = match self.locale {
            Locale::Nl => Phrase::new(
                format!("`{text}` is English in a Dutch policy"),
                format!("`{text}` is Engels in een Nederlands beleid"),
            ),
            Locale::En => Phrase::new(
                format!("`{text}` is Dutch in an English policy"),
                format!("`{text}` is Nederlands in een Engels beleid"),
            ),
        };
        let instead = entry.in_locale(self.locale);
        let help = Phrase::new(format!("write `{instead}`"), format!("schrijf `{instead}`"));
        self.findings.push(code::OTHER_LANGUAGE.at(word.span, message).help(help).mend(word.span, instead));
    }
}

/// What a partner's name means where an action is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Partners {
    /// Everything that was done with partners of its kind.
    Count,
    /// Nothing without `refer to` or `hand over to` before it.
    NeedTheirVerb,
}

/// Words between a verb and a partner.
const PREPOSITIONS: [&str; 8] = ["bij", "aan", "naar", "met", "to", "with", "at", "by"];

/// The sign with its sides changed.
fn turned(sign: &'static str) -> &'static str {
    match sign {
        ">=" => "<=",
        "<=" => ">=",
        ">" => "<",
        "<" => ">",
        same => same,
    }
}

/// How something is brought to a partner.
const fn verb(entry: Entry) -> Word {
    match entry.partner {
        Some(PartnerKind::Bailiff) => Word::new("hand over to", "overdragen aan"),
        _ => Word::new("refer to", "aanmelden bij"),
    }
}

pub(super) fn known(text: &str, locale: Locale) -> Option<Known> {
    let fact = Fact::named(text, locale).map(Known::Fact);
    let function = || Function::named(text, locale).map(Known::Function);
    fact.or_else(function).or_else(|| MonthCount::named(text, locale).map(Known::MonthCount))
}

impl Sought {
    const fn unknown(self) -> Word {
        match self {
            Sought::Fact => Word::new("unknown fact", "onbekend feit"),
            Sought::Action => Word::new("unknown action", "onbekende actie"),
            Sought::ActionKind => Word::new("unknown kind of action", "onbekende soort actie"),
            Sought::PartnerKind => Word::new("unknown kind of partner", "onbekende soort partner"),
            Sought::Channel => Word::new("unknown channel", "onbekend kanaal"),
            Sought::Kpi => Word::new("unknown key figure", "onbekend kengetal"),
            Sought::Choice => Word::new("unknown choice", "onbekende keuze"),
            Sought::Declared(Namespace::Source) => Word::new("unknown source", "onbekende bron"),
            Sought::Declared(Namespace::Setting) => Word::new("unknown setting", "onbekende instelling"),
            Sought::Declared(Namespace::Action) => Word::new("unknown action", "onbekende actie"),
            Sought::Declared(Namespace::Partner) => Word::new("unknown partner", "onbekende partner"),
            Sought::Declared(Namespace::Segment) => Word::new("unknown segment", "onbekend segment"),
            Sought::Declared(Namespace::Stage) => Word::new("unknown stage", "onbekende fase"),
            Sought::Declared(Namespace::Rule) => Word::new("unknown rule", "onbekende regel"),
            Sought::Declared(Namespace::Exception) => Word::new("unknown exception", "onbekende uitzondering"),
            Sought::Declared(Namespace::Plan) => Word::new("unknown plan", "onbekende regeling"),
            Sought::Declared(Namespace::Fact) => Word::new("unknown fact", "onbekend feit"),
            Sought::HoldCode | Sought::Declared(Namespace::Hold) => {
                Word::new("unknown waiting code", "onbekende wachtcode")
            }
            Sought::RuleOrException => Word::new("unknown rule or exception", "onbekende regel of uitzondering"),
        }
    }

    /// The sort of name that it is.
    const fn space(self) -> Option<Namespace> {
        match self {
            Sought::Action => Some(Namespace::Action),
            Sought::Declared(space) => Some(space),
            _ => None,
        }
    }

    /// Whether the author may declare one more of it.
    const fn declares(self) -> bool {
        matches!(self, Sought::Action | Sought::Declared(_))
    }

    /// Where to find what there is, or how to make it.
    fn advice(self, text: &str, locale: Locale) -> Phrase {
        let declare = |en: &str, nl: &str| {
            let line = locale.pick(en, nl).replace("{}", text);
            Phrase::new(format!("declare it: `{line}`"), format!("voeg toe: `{line}`"))
        };
        match self {
            Sought::Declared(Namespace::Source) => declare("source {} \"…\"", "bron {} \"…\""),
            Sought::Declared(Namespace::Setting) => {
                declare("setting {} = … between … and …", "instelling {} = … tussen … en …")
            }
            Sought::Declared(Namespace::Partner) => declare("partner {} \"…\" is …", "partner {} \"…\" is …"),
            Sought::Declared(Namespace::Segment) => declare("segment {} \"…\" when …", "segment {} \"…\" als …"),
            Sought::Declared(Namespace::Stage) => declare("stage {} \"…\" when …", "fase {} \"…\" als …"),
            Sought::RuleOrException => declare("rule {} \"…\" …", "regel {} \"…\" …"),
            Sought::Declared(Namespace::Exception) => {
                declare("exception {} \"…\" to … when … do …", "uitzondering {} \"…\" op … als … doe …")
            }
            Sought::Action => declare("action {} \"…\" is …", "actie {} \"…\" is …"),
            _ => Phrase::new(
                "`huurproef facts` lists the words there are",
                "`huurproef facts` noemt de woorden die er zijn",
            ),
        }
    }
}
