//! The matrix of clauses and what implements them: as a page with both ways, and as CSV with a row for each pair.

use super::super::ReportError;
use super::called;
use super::tally;
use crate::locale::Locale;
use crate::trace::Item;
use crate::trace::ItemKind;
use crate::trace::ItemName;
use crate::trace::Status;
use crate::trace::Trace;
use crate::trace::TracedClause;
use crate::trace::TracedSource;
use askama::Template;

/// The whole page.
#[derive(Template)]
#[template(path = "trace.html")]
struct Page {
    locale: Locale,
    policy: String,
    documents: Vec<Document>,
    items: Vec<ItemRow>,
    uncited: Vec<String>,
    unknown: Vec<String>,
}

/// A document with a row for each clause.
struct Document {
    title: String,
    /// The counts, or that there is no list of clauses.
    tally: String,
    rows: Vec<ClauseRow>,
    missing: Vec<String>,
    beyond: Vec<String>,
}

struct ClauseRow {
    id: String,
    title: String,
    says: String,
    status: &'static str,
    /// How it is marked: a clause that nobody implements stands out.
    mark: &'static str,
    /// The rules, exceptions, plans and holds that cite it.
    acts: String,
    /// The stages, segments, settings, guarantees and scope that do.
    others: String,
    /// The targets that do, by their titles.
    targets: String,
}

struct ItemRow {
    called: String,
    title: String,
    cites: String,
}

impl Page {
    fn pick(&self, en: &'static str, nl: &'static str) -> &'static str {
        self.locale.pick(en, nl)
    }
}

/// The matrix as a page that needs nothing beside itself.
///
/// # Errors
/// [`ReportError`] when the template cannot be filled.
pub fn trace_html(trace: &Trace, locale: Locale) -> Result<String, ReportError> {
    let unknown = trace.unknown.iter().map(|unknown| {
        let mean = locale.pick("did you mean", "bedoelt u");
        let nearest = unknown.nearest.as_ref().map_or_else(String::new, |id| format!("; {mean} \u{201c}{id}\u{201d}?"));
        let cite = &unknown.citation;
        format!("{}: {} \u{201c}{}\u{201d}{nearest}", called(&unknown.cited_by, locale), cite.source, cite.clause)
    });
    let page = Page {
        locale,
        policy: trace.policy.clone(),
        documents: trace.sources.iter().map(|source| document(source, locale)).collect(),
        items: trace.items.iter().map(|item| item_row(item, locale)).collect(),
        uncited: trace.uncited.iter().map(|item| called(item, locale)).collect(),
        unknown: unknown.collect(),
    };
    page.render().map_err(|error| ReportError::Template(error.to_string()))
}

fn document(source: &TracedSource, locale: Locale) -> Document {
    let none = || {
        let none = locale.pick("no clauses beside the policy in", "geen paragrafen naast het beleid in");
        format!("{none} sources/{}.yaml", source.name)
    };
    let clauses = source.clauses.as_deref().unwrap_or(&[]);
    let with = |status: Status| clauses.iter().filter(move |clause| clause.status == status);
    let missing = with(Status::Missing).map(|clause| format!("{}: {}", clause.id, clause.says));
    let beyond = with(Status::NotComputable)
        .map(|clause| format!("{}: {}", clause.id, clause.reason.as_deref().unwrap_or(&clause.says)));
    Document {
        title: format!("{} ({})", source.title, source.name),
        tally: source.clauses.as_ref().map_or_else(none, |clauses| tally(clauses, locale)),
        rows: clauses.iter().map(|clause| clause_row(clause, locale)).collect(),
        missing: missing.collect(),
        beyond: beyond.collect(),
    }
}

fn clause_row(clause: &TracedClause, locale: Locale) -> ClauseRow {
    let of = |is: fn(ItemKind) -> bool, call: &dyn Fn(&ItemName) -> String| {
        clause.cited_by.iter().filter(|item| is(item.kind)).map(call).collect::<Vec<String>>().join(", ")
    };
    let known = |item: &ItemName| called(item, locale);
    let acts = of(ItemKind::acts, &known);
    let others = of(|kind| !kind.acts() && kind != ItemKind::Target, &known);
    // In a column of their own nobody needs to be told that they are targets.
    let targets = of(|kind| kind == ItemKind::Target, &|item| item.title.clone());
    let mark = match clause.status {
        Status::Missing => "missing",
        Status::NotComputable => "beyond",
        Status::Guarded | Status::LaidDown | Status::ScopeOnly | Status::TargetOnly => "partly",
        Status::Implemented | Status::ByItsParts => "",
    };
    ClauseRow {
        id: clause.id.clone(),
        title: clause.title.clone(),
        says: clause.says.clone(),
        status: clause.status.word().in_locale(locale),
        mark,
        acts,
        others,
        targets,
    }
}

fn item_row(item: &Item, locale: Locale) -> ItemRow {
    let cites: Vec<String> =
        item.cite.iter().map(|cite| format!("{} \u{201c}{}\u{201d}", cite.source, cite.clause)).collect();
    let title = if item.what.name.is_empty() { String::new() } else { item.what.title.clone() };
    ItemRow { called: called(&item.what, locale), title, cites: cites.join("; ") }
}

/// A row for each pair of a clause and what cites it, for each clause that nothing cites, and for each statement that cites
/// nothing.
#[must_use]
pub fn trace_csv(trace: &Trace) -> String {
    let mut text = "source,clause,clause_title,status,kind,name,title\n".to_owned();
    for source in &trace.sources {
        let clauses = source.clauses.as_deref().unwrap_or(&[]);
        for clause in clauses {
            let of_clause = [source.name.as_str(), &clause.id, &clause.title, clause.status.tag()];
            for item in &clause.cited_by {
                text += &line(&[&of_clause[..], &of_item(item)[..]].concat());
            }
            if clause.cited_by.is_empty() {
                text += &line(&[&of_clause[..], &[""; 3][..]].concat());
            }
        }
        // Citations of a document without a list, and of clauses that a list does not have.
        for item in &trace.items {
            let strange = item.cite.iter().filter(|cite| cite.source == source.name);
            for cite in strange.filter(|cite| clauses.iter().all(|clause| clause.id != cite.clause)) {
                let status = if source.clauses.is_some() { "unknown" } else { "not_listed" };
                text +=
                    &line(&[&[source.name.as_str(), &cite.clause, "", status][..], &of_item(&item.what)[..]].concat());
            }
        }
    }
    for item in &trace.uncited {
        text += &line(&[&["", "", "", "uncited"][..], &of_item(item)[..]].concat());
    }
    text
}

fn of_item(item: &ItemName) -> [&str; 3] {
    [item.kind.tag(), &item.name, &item.title]
}

fn line(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    cells.join(",") + "\n"
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::read;
    use crate::scenario::read_clauses;
    use crate::source::SourceFile;
    use crate::trace::trace;

    fn traced() -> Trace {
        let policy = "policy \"<P>\" version \"1\"\nsource book \"A, \\\"book\\\"\"\nsource act \"Act\"\n\
            rule a \"A, & b\" when sitting do reminder once per episode cite book \"1\", act \"9\"\n\
            rule b when sitting do call once per episode\n\
            rule c when sitting do call once per episode cite book \"11\"\n";
        let policy = read(&SourceFile::new("p", policy.replace("\\\"book\\\"", "book"))).policy.unwrap();
        let clauses =
            "source: B\nclauses:\n  - {id: \"1\", title: One, says: so}\n  - {id: \"2\", title: Two, says: <more>}\n";
        let clauses = read_clauses(&SourceFile::new("book.yaml", clauses)).unwrap();
        trace(&policy, &[Some(clauses), None])
    }

    #[test]
    fn the_rows_hold_every_pair_and_what_has_none() {
        let rows = trace_csv(&traced());
        let wanted = "source,clause,clause_title,status,kind,name,title\n\
            book,1,One,implemented,rule,a,\"A, & b\"\n\
            book,2,Two,missing,,,\n\
            book,11,,unknown,rule,c,c\n\
            act,9,,not_listed,rule,a,\"A, & b\"\n\
            ,,,uncited,rule,b,b\n";
        assert_eq!(rows, wanted);
    }

    #[test]
    fn the_page_shows_both_ways_and_escapes_what_it_is_given() {
        for locale in Locale::ALL {
            let page = trace_html(&traced(), locale).unwrap();
            assert!(
                page.contains("&#60;P&#62;") && page.contains("2: &#60;more&#62;") && !page.contains("<more>"),
                "{page}"
            );
            let called = format!("<td>{} a</td>", locale.pick("rule", "regel"));
            assert!(page.contains(&called), "{page}");
        }
    }
}
