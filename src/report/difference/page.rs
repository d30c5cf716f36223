//! The page of a difference, as texts that the template only has to set.

use super::Beside;
use super::DifferencePage;
use super::books::Counts;
use super::books::Reader;
use super::marks::Stretch;
use super::marks::marked;
use crate::difference::Change;
use crate::difference::Kind;
use crate::locale::Locale;
use crate::report::between::ToldClaim;
use crate::report::between::told_claims;
use crate::report::course::Listing;
use crate::report::table::Align;
use crate::report::wording::capital;
use askama::Template;

/// The whole page.
#[derive(Template)]
#[template(path = "difference.html")]
pub(super) struct DifferenceSections {
    locale: Locale,
    old: String,
    new: String,
    lead: String,
    changes: Vec<Told>,
    claims: Vec<ToldClaim>,
    books: Option<Books>,
    receipt: Vec<String>,
}

/// A change, old beside new.
struct Told {
    subject: String,
    title: String,
    way: &'static str,
    old: Vec<Stretch>,
    new: Vec<Stretch>,
    /// What there is to say of whether it decides; empty, where it simply does.
    weight: &'static str,
    /// The language of the title, and of both texts, where that is not the language of the page.
    title_lang: Option<&'static str>,
    langs: [Option<&'static str>; 2],
}

/// What it comes to on the books.
struct Books {
    lead: String,
    basis: String,
    /// What the books or the replay cannot show.
    notes: Vec<String>,
    /// Each under its heading.
    counts: Vec<(String, Counts)>,
    groups: Vec<(&'static str, Vec<[String; 2]>)>,
}

impl DifferenceSections {
    pub(super) fn of(page: &DifferencePage<'_>) -> DifferenceSections {
        let locale = page.locale;
        let books = |books: Beside<'_>| Books {
            lead: books.lead(locale),
            basis: books.basis(locale),
            notes: books.notes.iter().map(|note| note.in_locale(locale).to_owned()).collect(),
            counts: books
                .totals(locale, Reader::Anyone)
                .into_iter()
                .chain(books.counts(locale))
                .map(|of| (capital(of.title), of))
                .collect(),
            groups: books.groups(locale),
        };
        DifferenceSections {
            locale,
            old: page.old.clone(),
            new: page.new.clone(),
            lead: page.lead(),
            changes: page.changes.iter().map(|change| told(change, page)).collect(),
            claims: page.proofs.map(|proofs| told_claims(proofs, locale)).unwrap_or_default(),
            books: page.books.map(books),
            receipt: page.receipt.clone(),
        }
    }

    /// A claim under its verdict.
    fn heading(&self, claim: &ToldClaim) -> String {
        format!("{}: {}", capital(claim.verdict), claim.title)
    }

    /// How the cells of a column are set.
    fn class_of(&self, listing: &Listing, column: &usize) -> &'static str {
        match listing.headings.get(*column) {
            Some((_, Align::Right)) => " class=\"n\"",
            _ => "",
        }
    }

    fn pick(&self, en: &'static str, nl: &'static str) -> &'static str {
        self.locale.pick(en, nl)
    }
}

impl DifferencePage<'_> {
    /// The language of one of the policies, where it is not that of the page.
    fn marked(&self, side: usize) -> Option<&'static str> {
        self.written_in.get(side).filter(|locale| **locale != self.locale).map(|locale| locale.tag())
    }
}

fn told(change: &Change, page: &DifferencePage<'_>) -> Told {
    let none = page.pick("not there", "is er niet");
    let whole = |text: &str| vec![Stretch { text: text.to_owned(), differs: false }];
    let [old, new] = match (&change.old, &change.new) {
        (Some(old), Some(new)) if change.is_renamed => [whole(old), whole(new)],
        (Some(old), Some(new)) => marked(old, new),
        (old, new) => [old, new].map(|text| whole(text.as_deref().unwrap_or(none))),
    };
    Told {
        subject: if change.is_renamed {
            change.kind.word().in_locale(page.locale).to_owned()
        } else {
            change.subject(page.locale)
        },
        title: if change.kind == Kind::Spacing { String::new() } else { change.title.clone() },
        way: change.way().word().in_locale(page.locale),
        old,
        new,
        weight: change.weight(page.locale),
        title_lang: page.marked(change.new.as_ref().map_or(0, |_| 1)),
        langs: [page.marked(0), page.marked(1)],
    }
}
