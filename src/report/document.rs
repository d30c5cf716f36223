//! A policy as a page and as Markdown, and its stages as a picture.
//!
//! Always: page and text hold the same sections in the same order; what comes in as text is escaped.

mod flow;
mod markdown;

pub use markdown::document_markdown;

use super::ReportError;
use crate::document::Block;
use crate::document::Document;
use crate::document::Item;
use crate::document::Table;
use crate::locale::Locale;
use askama::Template;
use flow::picture;

/// The whole page.
#[derive(Template)]
#[template(path = "document.html")]
struct Page<'a> {
    locale: Locale,
    title: &'a str,
    /// The language of the author's own titles, where it is not that of the page.
    own: Option<&'static str>,
    particulars: &'a [String],
    sections: Vec<PageSection<'a>>,
}

struct PageSection<'a> {
    id: &'a str,
    title: &'a str,
    /// Whether its items stand under headings of their own.
    is_grouped: bool,
    blocks: Vec<PageBlock<'a>>,
}

enum PageBlock<'a> {
    Say(&'a str),
    Heading(&'a str),
    List(&'a [String]),
    Table(&'a Table),
    Item(&'a Item),
    Picture { svg: String, description: &'a str },
}

impl Page<'_> {
    fn pick(&self, en: &'static str, nl: &'static str) -> &'static str {
        self.locale.pick(en, nl)
    }
}

/// The policy as a page that needs nothing beside itself.
///
/// # Errors
/// [`ReportError`] when the template cannot be filled.
pub fn document_html(document: &Document) -> Result<String, ReportError> {
    let mut sections = Vec::new();
    for section in &document.sections {
        let blocks: Result<Vec<PageBlock<'_>>, ReportError> =
            section.blocks.iter().map(|block| page_block(block, document.locale)).collect();
        let is_grouped = section.blocks.iter().any(|block| matches!(block, Block::Heading(_)));
        sections.push(PageSection { id: section.id, title: &section.title, is_grouped, blocks: blocks? });
    }
    let page = Page {
        locale: document.locale,
        title: &document.title,
        own: Some(document.written_in).filter(|own| *own != document.locale).map(Locale::tag),
        particulars: &document.particulars,
        sections,
    };
    page.render().map_err(|error| ReportError::Template(error.to_string()))
}

fn page_block(block: &Block, locale: Locale) -> Result<PageBlock<'_>, ReportError> {
    Ok(match block {
        Block::Say(text) => PageBlock::Say(text),
        Block::Heading(text) => PageBlock::Heading(text),
        Block::List(lines) => PageBlock::List(lines),
        Block::Table(table) => PageBlock::Table(table),
        Block::Item(item) => PageBlock::Item(item),
        Block::Flow(flow) => PageBlock::Picture { svg: picture(flow, locale)?, description: &flow.description },
    })
}
