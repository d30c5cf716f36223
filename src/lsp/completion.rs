//! What may be written at a place: words that go on with the sentence, and names and words of the vocabulary that fit,
//! in the language of the policy.

use super::document::Document;
use crate::locale::Locale;
use crate::locale::Word;
use crate::reference::References;
use crate::source::Span;
use crate::syntax::ItemKind;
use crate::syntax::LiteralValue;
use crate::syntax::Namespace;
use crate::syntax::Next;
use crate::syntax::Role;
use crate::syntax::next;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Channel;
use crate::vocabulary::EndReason;
use crate::vocabulary::EntryKind;
use crate::vocabulary::FACTS;
use crate::vocabulary::FUNCTIONS;
use crate::vocabulary::Fact;
use crate::vocabulary::HoldCode;
use crate::vocabulary::KPIS;
use crate::vocabulary::MONTH_COUNTS;
use crate::vocabulary::PartnerKind;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::StructureWord;
use crate::vocabulary::TenancyKind;
use crate::vocabulary::Unit;
use lsp_types::CompletionItem;
use lsp_types::CompletionItemKind;
use lsp_types::CompletionTextEdit;
use lsp_types::InsertTextFormat;
use lsp_types::TextEdit;
use std::collections::BTreeSet;

/// Whether an editor can put the cursor within what it inserts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Snippets {
    Understood,
    Unknown,
}

/// Something that may be written.
struct Offer {
    label: String,
    kind: CompletionItemKind,
    detail: String,
    /// Whether something belongs between parentheses after it.
    asks: bool,
}

impl Offer {
    fn new(label: impl Into<String>, kind: CompletionItemKind, detail: impl Into<String>) -> Offer {
        Offer { label: label.into(), kind, detail: detail.into(), asks: false }
    }
}

/// What may be written at a byte, in the place of the word that has begun there.
pub(super) fn completion(document: &Document, byte: usize, locale: Locale, snippets: Snippets) -> Vec<CompletionItem> {
    let before = document.text().get(..byte).unwrap_or("");
    let start = before.trim_end_matches(|letter: char| letter.is_alphanumeric() || letter == '_').len();
    let before = before.get(..start).unwrap_or("");
    if in_title_or_comment(before) {
        return Vec::new();
    }
    let next = next(before);
    let offers = offers(document, &next, locale).into_iter();
    let range = document.range(Span::new(start, byte));
    let item = |(place, offer): (usize, Offer)| {
        let text = match (offer.asks, snippets) {
            (true, Snippets::Understood) => format!("{}($1)", offer.label),
            (true, Snippets::Unknown) => format!("{}(", offer.label),
            (false, _) => offer.label.clone(),
        };
        let snippet = offer.asks && snippets == Snippets::Understood;
        CompletionItem {
            label: offer.label,
            kind: Some(offer.kind),
            detail: (!offer.detail.is_empty()).then_some(offer.detail),
            // Names and words that fit come before structure words, each in their order.
            sort_text: Some(format!("{place:04}")),
            insert_text_format: snippet.then_some(InsertTextFormat::SNIPPET),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: text })),
            ..CompletionItem::default()
        }
    };
    offers.enumerate().map(item).collect()
}

/// Whether a title or a comment is open at the end of a text.
fn in_title_or_comment(before: &str) -> bool {
    let line = before.rsplit(['\n', '\r']).next().unwrap_or("");
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            '#' if !quoted => return true,
            _ => {}
        }
    }
    quoted
}

fn offers(document: &Document, next: &Next, locale: Locale) -> Vec<Offer> {
    let fitting = next.role.map(|role| Fitting { document, references: document.references(), locale }.of(role));
    let mut offers: Vec<Offer> = fitting.into_iter().flatten().collect();
    // Before anything is written the language is still open.
    let languages = if document.has_language() { vec![document.locale()] } else { Locale::ALL.to_vec() };
    for entry in next.words.iter().chain(&next.items) {
        offers.extend(languages.iter().map(|language| structure(entry, *language, locale)));
    }
    let mut told = BTreeSet::new();
    offers.retain(|offer| told.insert(offer.label.clone()));
    offers
}

fn structure(entry: &StructureWord, language: Locale, locale: Locale) -> Offer {
    let about = entry.meaning().map_or("", |meaning| meaning.told.in_locale(locale));
    Offer::new(entry.word.in_locale(language), CompletionItemKind::KEYWORD, about)
}

/// What fits where a name may stand.
struct Fitting<'d> {
    document: &'d Document,
    references: References<'d>,
    locale: Locale,
}

impl Fitting<'_> {
    fn of(&self, role: Role) -> Vec<Offer> {
        match role {
            Role::Mentions(space) => self.own(space),
            Role::RuleOrException => {
                [self.own(Namespace::Rule), self.own(Namespace::Exception)].into_iter().flatten().collect()
            }
            Role::Step => {
                let kinds = ActionKind::ALL.iter().filter(|kind| !kind.is_court_step());
                self.own(Namespace::Action).into_iter().chain(self.kinds(kinds)).collect()
            }
            Role::Kind => {
                let own = [Namespace::Action, Namespace::Partner].map(|space| self.own(space));
                own.into_iter().flatten().chain(self.kinds(ActionKind::ALL.iter())).collect()
            }
            Role::Fact => self.facts(),
            Role::Value(fact) => self.values(self.document.file.slice(fact)),
            Role::Kpi => {
                KPIS.iter().map(|entry| self.word(entry.word, CompletionItemKind::PROPERTY, entry.title)).collect()
            }
            Role::ActionKind => self.kinds(ActionKind::ALL.iter().filter(|kind| !kind.is_court_step())),
            Role::Channel => self.choices(Channel::ALL.iter().map(|channel| channel.word())),
            Role::PartnerKind => {
                let partner =
                    |kind: &PartnerKind| self.word(kind.word(), CompletionItemKind::CLASS, kind.referral().title());
                PartnerKind::ALL.iter().map(partner).collect()
            }
            Role::Declares(Namespace::Hold) => self.choices(HoldCode::ALL.iter().map(|code| code.word())),
            // On a day something is booked, or something is so from then on.
            Role::Booking => {
                let kinds = self.choices(EntryKind::ALL.iter().map(|kind| kind.word()));
                kinds.into_iter().chain(self.facts()).collect()
            }
            Role::Declares(_) | Role::Unread => Vec::new(),
        }
    }

    fn word(&self, word: Word, kind: CompletionItemKind, about: Word) -> Offer {
        Offer::new(word.in_locale(self.document.locale()), kind, about.in_locale(self.locale))
    }

    fn choices(&self, words: impl Iterator<Item = Word>) -> Vec<Offer> {
        words.map(|word| self.word(word, CompletionItemKind::ENUM_MEMBER, Word::new("", ""))).collect()
    }

    fn kinds<'k>(&self, kinds: impl Iterator<Item = &'k ActionKind>) -> Vec<Offer> {
        kinds.map(|kind| self.word(kind.word(), CompletionItemKind::METHOD, kind.title())).collect()
    }

    /// The names of one kind, each with the line that gives it.
    fn own(&self, space: Namespace) -> Vec<Offer> {
        let file = &self.document.file;
        let line = |place: Span| {
            let item = self.document.item_at(place.start).map(|item| file.slice(item));
            item.and_then(|item| item.lines().next()).unwrap_or("").to_owned()
        };
        let names = self.references.names(space);
        names.map(|(name, place)| Offer::new(name, CompletionItemKind::REFERENCE, line(place))).collect()
    }

    fn facts(&self) -> Vec<Offer> {
        let fact = |word, meaning| self.word(word, CompletionItemKind::PROPERTY, meaning);
        let asking = |offer: Offer| Offer { asks: true, kind: CompletionItemKind::FUNCTION, ..offer };
        let own = self.own(Namespace::Fact).into_iter();
        let facts = FACTS.iter().map(|entry| fact(entry.word, entry.meaning));
        let functions = FUNCTIONS.iter().map(|entry| asking(fact(entry.word, entry.meaning)));
        let counts = MONTH_COUNTS.iter().map(|entry| asking(fact(entry.word, entry.meaning)));
        own.chain(facts).chain(functions).chain(counts).collect()
    }

    /// What a fact may be compared with.
    fn values(&self, fact: &str) -> Vec<Offer> {
        match Fact::named(fact, self.document.locale()).map(|fact| fact.entry().unit) {
            Some(Unit::TenancyKind) => self.choices(TenancyKind::ALL.iter().map(|kind| kind.word())),
            Some(Unit::PaymentMethod) => self.choices(PaymentMethod::ALL.iter().map(|method| method.word())),
            Some(Unit::HoldCode) => self.choices(HoldCode::ALL.iter().map(|code| code.word())),
            Some(Unit::EndReason) => self.choices(EndReason::ALL.iter().map(|reason| reason.word())),
            Some(Unit::Segment) => self.own(Namespace::Segment),
            Some(Unit::YesNo | Unit::Text) => Vec::new(),
            Some(unit) => self.settings(unit == Unit::Money),
            None => self.own(Namespace::Setting),
        }
    }

    /// The settings that are amounts of money, or those that are not.
    fn settings(&self, of_money: bool) -> Vec<Offer> {
        let other = self.document.tree.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Setting(setting) if matches!(setting.value.value, LiteralValue::Money(_)) != of_money => {
                Some(setting.declared.name.text.as_str())
            }
            _ => None,
        });
        let other: BTreeSet<&str> = other.collect();
        let mut settings = self.own(Namespace::Setting);
        settings.retain(|setting| !other.contains(setting.label.as_str()));
        settings
    }
}
