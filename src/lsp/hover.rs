//! What a word means: of the vocabulary its meaning, unit and what the law asks; of a name its declaration; of a structure
//! word what it does, with a line in which it stands.

use super::document::Document;
use crate::check::Layer;
use crate::layout::Language;
use crate::layout::lay_out;
use crate::locale::Locale;
use crate::locale::Word;
use crate::reference::Referent;
use crate::source::SourceFile;
use crate::source::Span;
use crate::syntax::Role;
use crate::syntax::Token;
use crate::syntax::TokenKind;
use crate::vocabulary::STRUCTURE;
use crate::vocabulary::StructureWord;
use lsp_types::Hover;
use lsp_types::HoverContents;
use lsp_types::MarkupContent;
use lsp_types::MarkupKind;

/// What is told of the word at a byte.
pub(super) fn hover(document: &Document, byte: usize, locale: Locale) -> Option<Hover> {
    let token = document.token_at(byte)?;
    let phrase = match token.kind {
        TokenKind::Structure(word) => structure(document, word, locale).map(|told| (told, token.span)),
        TokenKind::Word(Role::Unread) => unread(document, token.span, locale),
        _ => None,
    };
    let (value, span) = phrase.or_else(|| Some((named(document, token, locale)?, token.span)))?;
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
    Some(Hover { contents, range: Some(document.range(span)) })
}

/// What a structure word does, with a line in the language of the policy.
fn structure(document: &Document, entry: &StructureWord, locale: Locale) -> Option<String> {
    let meaning = entry.meaning()?;
    let (told, line) = (meaning.told.in_locale(locale), meaning.example.in_locale(document.locale()));
    let example = lay_out(&SourceFile::new("", line), Language::AsWritten).unwrap_or_else(|_| line.to_owned());
    Some(format!("{}\n\n{told}\n\n```beleid\n{}\n```", head(document, entry.word, None, locale), example.trim_end()))
}

/// In text that cannot be read a word may still be known: as a structure word, of which the longest phrase counts. Where
/// it has several meanings each is told, since nothing says which one is meant.
fn unread(document: &Document, word: Span, locale: Locale) -> Option<(String, Span)> {
    let known = STRUCTURE.iter().filter_map(|entry| Some((entry, phrase_at(document, entry, word)?)));
    let known: Vec<(&StructureWord, Span)> = known.collect();
    let longest = known.iter().map(|(_, span)| *span).max_by_key(|span| span.end - span.start)?;
    let meant = known.iter().filter(|(_, span)| *span == longest);
    let mut told: Vec<String> = meant.filter_map(|(entry, _)| structure(document, entry, locale)).collect();
    told.dedup();
    Some((told.join("\n\n"), longest))
}

/// The stretch of words of which one stands at a place, where together they are a structure word.
fn phrase_at(document: &Document, entry: &StructureWord, word: Span) -> Option<Span> {
    let phrase: Vec<&str> = entry.word.in_locale(document.locale()).split(' ').collect();
    let at = document.tokens.iter().position(|token| token.span == word)?;
    let starts = (0..phrase.len()).filter_map(|before| at.checked_sub(before));
    let stretches = starts.filter_map(|start| document.tokens.get(start..start + phrase.len()));
    let mut same = stretches
        .filter(|stretch| stretch.iter().zip(&phrase).all(|(token, word)| document.file.slice(token.span) == *word));
    same.next().and_then(|stretch| Some(Span::new(stretch.first()?.span.start, stretch.last()?.span.end)))
}

/// What is told of a name or of a word of the vocabulary.
fn named(document: &Document, token: &Token, locale: Locale) -> Option<String> {
    let referent = document.meant(token)?;
    match referent {
        Referent::Own(_) => declaration(document, token, referent),
        _ => Some(entry(document, referent, locale)),
    }
}

/// A word by itself, with what sort of thing it is and its word in the other language.
fn head(document: &Document, word: Word, sort: Option<Word>, locale: Locale) -> String {
    let (own, other, other_name) = match document.locale() {
        Locale::En => (word.en, word.nl, locale.pick("in Dutch", "in het Nederlands")),
        Locale::Nl => (word.nl, word.en, locale.pick("in English", "in het Engels")),
    };
    match sort {
        Some(sort) => format!("**{own}** · {} · {other_name} `{other}`", sort.in_locale(locale)),
        None => format!("**{own}** · {other_name} `{other}`"),
    }
}

/// The item in which a name is given.
fn declaration(document: &Document, token: &Token, referent: Referent) -> Option<String> {
    let Referent::Own(space) = referent else { return None };
    let place = document.references().declared(space, document.file.slice(token.span))?;
    let item = document.file.slice(document.item_at(place.start)?);
    Some(format!("```beleid\n{item}\n```"))
}

/// An entry of the vocabulary.
fn entry(document: &Document, referent: Referent, locale: Locale) -> String {
    let word = referent.word().unwrap_or(Word::new("", ""));
    let own = word.in_locale(document.locale());
    let about = about(referent).in_locale(locale);
    let head = head(document, word, sort(referent), locale);
    let told = [Some(head), (!about.is_empty() && about != own).then(|| about.to_owned()), more(referent, locale)];
    let law = law(document, referent, locale);
    told.into_iter().flatten().chain(law).collect::<Vec<_>>().join("\n\n")
}

/// What it means.
fn about(referent: Referent) -> Word {
    match referent {
        Referent::Fact(fact) => fact.entry().meaning,
        Referent::Function(function) => function.entry().meaning,
        Referent::MonthCount(count) => count.entry().meaning,
        Referent::ActionKind(kind) => kind.title(),
        Referent::PartnerKind(kind) => kind.referral().title(),
        Referent::Kpi(kpi) => kpi.entry().title,
        _ => Word::new("", ""),
    }
}

/// What sort of thing it is, or in what it is measured.
fn sort(referent: Referent) -> Option<Word> {
    match referent {
        Referent::Fact(fact) => Some(fact.entry().unit.word()),
        Referent::Function(function) => Some(function.entry().unit.word()),
        Referent::MonthCount(_) | Referent::Own(_) => None,
        Referent::ActionKind(_) => Some(Word::new("kind of action", "soort actie")),
        Referent::PartnerKind(_) => Some(Word::new("kind of partner", "soort partner")),
        Referent::Channel(_) => Some(Word::new("channel", "kanaal")),
        Referent::Kpi(_) => Some(Word::new("key figure", "kengetal")),
        Referent::HoldCode(_) => Some(Word::new("waiting code", "wachtcode")),
        Referent::TenancyKind(_) => Some(Word::new("kind of tenancy", "soort verhuring")),
        Referent::PaymentMethod(_) => Some(Word::new("payment method", "betaalwijze")),
        Referent::EntryKind(_) => Some(Word::new("booking", "boeking")),
        Referent::EndReason(_) => Some(Word::new("reason why a tenancy ended", "reden waarom een huur eindigde")),
    }
}

/// What an example takes when it does not say; where a key figure comes from; who takes a step.
fn more(referent: Referent, locale: Locale) -> Option<String> {
    match referent {
        Referent::Fact(fact) => {
            let neutral = fact.entry().neutral.in_locale(locale);
            Some(match locale {
                Locale::En => format!("In an example that does not give it: {neutral}."),
                Locale::Nl => format!("In een voorbeeld dat het niet geeft: {neutral}."),
            })
        }
        Referent::Kpi(kpi) if !kpi.entry().number.is_empty() => {
            Some(format!("Processenboek Incasso, KPI {}.", kpi.entry().number))
        }
        Referent::ActionKind(kind) if kind.is_court_step() => Some(
            locale
                .pick(
                    "Taken by bailiff, court or municipality, not by a policy.",
                    "Aan deurwaarder, rechter of gemeente, niet aan een beleid.",
                )
                .to_owned(),
        ),
        _ => None,
    }
}

/// What the law and the national agreement ask before an action, where the policy stands under them.
fn law(document: &Document, referent: Referent, locale: Locale) -> Vec<String> {
    let kind = match referent {
        Referent::ActionKind(kind) => kind,
        Referent::PartnerKind(kind) => kind.referral(),
        _ => return Vec::new(),
    };
    let guarantees = document.policy.iter().flat_map(|policy| &policy.guarantees);
    let asked = guarantees.filter(|guarantee| guarantee.layer != Layer::Own && guarantee.kind == kind);
    let line = |layer, title: &str, basis: &str| {
        let who = match layer {
            Layer::Agreement => locale.pick("National agreement", "Landelijk convenant"),
            Layer::Law | Layer::Own => locale.pick("Law", "Wet"),
        };
        format!("{who}: {title} ({basis}).")
    };
    asked.map(|guarantee| line(guarantee.layer, &guarantee.title, &guarantee.basis)).collect()
}
