//! A policy as a document that people read: purpose, stages, each rule as a sentence, thresholds, partners, plans, law,
//! examples, and the calendar of somebody who stops paying.
//!
//! Knows the words, never the form: a page and a text are made of the same sections. Always: every rule, exception, plan,
//! hold and example of the policy stands in it exactly once as an item of its own, in the reader's language whatever the
//! policy is written in; titles stay as the author wrote them.

mod aims;
mod calendar;
mod example;
mod flow;
mod law;
mod opening;
mod rule;
mod setting;
mod term;
#[cfg(test)]
mod tests;
mod threshold;
mod wait;

pub use calendar::Fired;
pub use calendar::Unpaid;
pub use calendar::unpaid;

use crate::calendar::Day;
use crate::check::Cite;
use crate::check::Policy;
use crate::explain::Plain;
use crate::locale::Locale;
use crate::program::Program;
use flow::Placed;
use flow::placed;

/// A policy as a document.
#[derive(Clone, Debug)]
pub struct Document {
    /// The language in which it is told.
    pub locale: Locale,
    /// The language of the policy, and so of the titles in it.
    pub written_in: Locale,
    /// The title, as the author wrote it.
    pub title: String,
    /// Version, first day and other particulars, in short.
    pub particulars: Vec<String>,
    /// What it says, from purpose to sources.
    pub sections: Vec<Section>,
}

/// A section of a document.
#[derive(Clone, Debug)]
pub struct Section {
    /// By which it is pointed at.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug)]
pub enum Block {
    /// A paragraph.
    Say(String),
    /// A heading within the section.
    Heading(String),
    /// Several things beside each other.
    List(Vec<String>),
    /// Rows under headings.
    Table(Table),
    /// A rule, an exception, a plan or an example.
    Item(Item),
    /// The stages with the rules that begin in each.
    Flow(Flow),
}

/// Rows under headings, each as wide as the headings.
#[derive(Clone, Debug)]
pub struct Table {
    /// The headings.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// One statement of a policy in sentences.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is and what it is called in the policy.
    pub label: String,
    /// Its title, as the author wrote it.
    pub title: String,
    /// What it says, in sentences.
    pub says: Vec<String>,
    /// What it rests on and which settings it uses, in short.
    pub notes: Vec<String>,
}

/// The stages from light to heavy, each with the rules that begin in it.
#[derive(Clone, Debug)]
pub struct Flow {
    /// What the picture shows, for who cannot see it.
    pub description: String,
    /// The bands: what hangs on no stage and comes before, the stages, and what comes after.
    pub bands: Vec<Band>,
}

/// A stage in the flow, or rules that hang on none.
#[derive(Clone, Debug)]
pub struct Band {
    /// Its title.
    pub title: String,
    /// When it holds, in words; empty of what is no stage.
    pub when: String,
    /// When it no longer holds; empty of what is no stage.
    pub until: String,
    /// The rules that begin in it.
    pub rules: Vec<BandRule>,
}

/// A rule in the flow.
#[derive(Clone, Debug)]
pub struct BandRule {
    /// Its title.
    pub title: String,
    /// What it waits for in days, months and euros, each in a few words.
    pub waits: Vec<String>,
    /// To whom it goes, if to a partner.
    pub partner: Option<String>,
    /// Whether it goes on in the stages after this one.
    pub goes_on: bool,
}

/// Tells a policy, with its settings as they stand in the text.
#[must_use]
pub fn document(policy: &Policy, program: &Program, locale: Locale) -> Document {
    let unpaid = unpaid(policy, program);
    let plain = Plain { policy, locale, day: Day::from_number(0) };
    let bare = Writer { policy, program, locale, plain, unpaid: &unpaid, placed: &[] };
    let placed = placed(&bare);
    let writer = Writer { placed: &placed, ..bare };
    let sections = [
        writer.purpose(),
        writer.targets(),
        writer.flow(),
        writer.rules(),
        writer.calendar(),
        writer.partners(),
        writer.plans(),
        writer.holds(),
        writer.write_offs(),
        writer.guarantees(),
        writer.law(),
        writer.segments(),
        writer.settings(),
        writer.thresholds(),
        writer.actions(),
        writer.facts(),
        writer.examples(),
        writer.sources(),
    ];
    Document {
        locale,
        written_in: policy.locale,
        title: policy.title.clone(),
        particulars: writer.particulars(),
        sections: sections.into_iter().flatten().collect(),
    }
}

/// Writes the sections.
#[derive(Clone, Copy, Debug)]
struct Writer<'a> {
    policy: &'a Policy,
    program: &'a Program,
    locale: Locale,
    plain: Plain<'a>,
    /// What comes of somebody who stops paying.
    unpaid: &'a Unpaid,
    /// Every rule where it stands in the picture, in the order in which they are told.
    placed: &'a [Placed],
}

impl Writer<'_> {
    const fn pick(&self, en: &'static str, nl: &'static str) -> &'static str {
        self.locale.pick(en, nl)
    }

    fn heading(&self, en: &'static str, nl: &'static str) -> String {
        self.pick(en, nl).to_owned()
    }

    fn section(&self, id: &'static str, title: (&'static str, &'static str), blocks: Vec<Block>) -> Option<Section> {
        (!blocks.is_empty()).then(|| Section { id, title: self.heading(title.0, title.1), blocks })
    }

    /// A table, or nothing where it has no rows.
    fn table(&self, headings: &[(&'static str, &'static str)], rows: Vec<Vec<String>>) -> Option<Block> {
        let headings = headings.iter().map(|(en, nl)| self.heading(en, nl)).collect();
        (!rows.is_empty()).then_some(Block::Table(Table { headings, rows }))
    }

    /// The clauses in words, or a dash.
    fn cites(&self, cites: &[Cite]) -> String {
        let told: Vec<String> = cites.iter().map(|cite| cite.text(self.policy)).collect();
        if told.is_empty() { "\u{2013}".to_owned() } else { told.join("; ") }
    }

    /// The clauses as a note under an item.
    fn rests_on(&self, cites: &[Cite]) -> String {
        if cites.is_empty() {
            return self.heading("Rests on no source.", "Rust op geen bron.");
        }
        format!("{}: {}", self.pick("Source", "Bron"), self.cites(cites))
    }
}

/// With a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map_or_else(String::new, |first| first.to_uppercase().collect());
    let stop = if text.ends_with(['.', '!', '?', ':']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}
