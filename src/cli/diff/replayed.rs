//! Both policies of a difference on the books, and what is written of it.

use super::DiffArguments;
use super::Edited;
use super::export::shared_json;
use crate::calendar::Period;
use crate::cli::Format;
use crate::cli::Refusal;
use crate::cli::Terminal;
use crate::cli::books::Books;
use crate::cli::books::BooksArguments;
use crate::cli::folder::RunFolder;
use crate::cli::output::NewFile;
use crate::cli::print;
use crate::cli::print_aside;
use crate::cli::receipt::columns_amiss;
use crate::cli::receipt::digests;
use crate::cli::receipt::told_columns;
use crate::cli::window::tenancies_bar;
use crate::contrast::Deed;
use crate::contrast::Question;
use crate::contrast::Row;
use crate::contrast::Told;
use crate::contrast::ToldPair;
use crate::contrast::contrast;
use crate::difference::plans_differ;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::money::Money;
use crate::report::Beside;
use crate::report::DifferencePage;
use crate::report::difference_html;
use crate::tables;
use crate::tables::Column;
use crate::tenancy::Portfolio;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// On which books, over which days, and where the answer is kept.
#[derive(Debug, Args)]
#[command(mut_arg("ledger", |arg| arg.help(
    "Also lay both on the books in this folder: which tenancies are treated differently, from when, by which rule"
)))]
pub(super) struct KeptArguments {
    #[command(flatten)]
    books: BooksArguments,
    /// Keep the answer in this folder, which must not exist: `internal/` with the tenancies, `share/` with the page and
    /// what may be shown.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Write the page alone to this file, which must not exist.
    #[arg(long, value_name = "FILE", conflicts_with = "out")]
    page: Option<PathBuf>,
}

/// Where the answer goes; there was nothing there when the command began.
pub(super) struct Place<'a> {
    folder: Option<RunFolder>,
    page: Option<NewFile<'a>>,
}

/// What both policies came to on the books.
pub(super) struct Replayed {
    window: Period,
    told: Told,
    /// What the books or the replay cannot show.
    notes: Vec<Phrase>,
    quarantined: usize,
}

impl Replayed {
    pub(super) fn beside(&self) -> Beside<'_> {
        Beside { window: self.window, told: &self.told, notes: &self.notes }
    }
}

impl KeptArguments {
    /// Makes room for the answer.
    pub(super) fn begin(&self) -> Result<Place<'_>, Refusal> {
        let page = self.page.as_deref().map(|page| NewFile::begin(page, "--page")).transpose()?;
        Ok(Place { folder: self.out.as_deref().map(RunFolder::begin).transpose()?, page })
    }

    /// Runs both policies over the books, if there are any.
    pub(super) fn replay(&self, old: &Edited, new: &Edited, terminal: Terminal) -> Result<Option<Replayed>, Refusal> {
        let Some(books) = self.books.read(terminal)? else { return Ok(None) };
        let Books { portfolio, window, allocation, quarantined } = &books;
        let notes = notes((old, new), portfolio, terminal);
        let (old, new) = (old.side(), new.side());
        let question = Question { old, new, portfolio, window: *window, allocation: *allocation };
        let bar = tenancies_bar(portfolio.tenancies.len(), terminal);
        let found = contrast(&question, &|| bar.inc(1));
        bar.finish_and_clear();
        Ok(Some(Replayed { window: *window, told: found.told(&question), notes, quarantined: *quarantined }))
    }

    /// Writes what was asked for, whole or not at all.
    pub(super) fn write(
        &self,
        place: Place<'_>,
        page: &DifferencePage<'_>,
        (old, new): (&Edited, &Edited),
        format: Format,
        terminal: Terminal,
    ) -> Result<(), Refusal> {
        let html = || difference_html(page).map_err(|error| Refusal::new(Phrase::same(error.to_string())));
        if let (Some(file), Some(path)) = (place.page, &self.page) {
            file.write(&html()?)?;
            tell(&path.display().to_string(), format, terminal.locale);
        }
        let Some(folder) = place.folder else { return Ok(()) };
        if let Some(books) = &page.books {
            folder.table("internal", "tenancies", &columns(&books.told.rows), tables::Format::Csv)?;
        }
        folder.file("share/difference.html", html()?.as_bytes())?;
        let mut shared = shared_json(page, old, new);
        if let Some(keys) = shared.as_object_mut() {
            keys.insert("huurproef".to_owned(), json!(env!("CARGO_PKG_VERSION")));
            let inputs: Vec<PathBuf> =
                [old.path.clone(), new.path.clone()].into_iter().chain(self.books.tables()).collect();
            keys.insert("inputs".to_owned(), json!(digests(&inputs, &old.path)?));
        }
        folder.file("share/difference.json", format!("{shared:#}\n").as_bytes())?;
        folder.finish()?;
        let place = self.out.as_ref().map_or_else(String::new, |out| out.display().to_string());
        tell(&place, format, terminal.locale);
        Ok(())
    }
}

impl DiffArguments {
    /// What makes the answer repeatable, in lines.
    pub(super) fn receipt(&self, replayed: Option<&Replayed>) -> Result<Vec<String>, Refusal> {
        let kept = &self.kept;
        if kept.out.is_none() && kept.page.is_none() {
            return Ok(Vec::new());
        }
        let inputs: Vec<PathBuf> =
            [self.old.clone(), self.new.clone()].into_iter().chain(kept.books.tables()).collect();
        let digests = digests(&inputs, &self.old)?;
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let files =
            digests.iter().filter_map(|of| Some(format!("{}  {}", text(of.get("sha256")?), text(of.get("file")?))));
        let rows = replayed.map(|of| format!("quarantined_rows: {}", of.quarantined));
        let first = format!("huurproef {}", env!("CARGO_PKG_VERSION"));
        Ok(std::iter::once(first).chain(rows).chain(files).collect())
    }
}

/// What the books do not tell of what the policies read, which is said at once too, and what a replay cannot show.
fn notes((old, new): (&Edited, &Edited), portfolio: &Portfolio, terminal: Terminal) -> Vec<Phrase> {
    let [of_old, of_new] = [old.title(new), new.title(old)];
    let programs = [(of_old.as_str(), &old.program), (of_new.as_str(), &new.program)];
    let columns = told_columns(&columns_amiss(programs.into_iter(), portfolio));
    let word = terminal.locale.pick("warning", "let op");
    for phrase in &columns {
        print_aside(&format!("{word}: {}\n", phrase.in_locale(terminal.locale)));
    }
    let plans = plans_differ(old.edition(), new.edition()).then(|| {
        Phrase::new(
            "The terms of a payment plan differ: plans run here as they are recorded, so what other terms do is not seen. \
             Compare the two in a scenario that models how households respond.",
            "De voorwaarden van een betalingsregeling verschillen: regelingen lopen hier zoals ze zijn vastgelegd, dus wat \
             andere voorwaarden doen is niet te zien. Vergelijk de twee in een scenario dat modelleert hoe huishoudens reageren.",
        )
    });
    let sentence = |of: &Phrase| Phrase::new(stated(of.in_locale(Locale::En)), stated(of.in_locale(Locale::Nl)));
    columns.iter().map(sentence).chain(plans).collect()
}

/// A message as a sentence.
fn stated(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// Says where the answer was written, to whoever reads it.
fn tell(place: &str, format: Format, locale: Locale) {
    if format == Format::Text {
        let written = locale.pick("written to", "geschreven naar");
        print(&format!("{written} {place}\n"));
    }
}

/// The tenancies that are treated differently, a row for each thing that differs on the first day.
fn columns(rows: &[Row]) -> Vec<Column> {
    let pairs: Vec<(&Row, &ToldPair)> =
        rows.iter().flat_map(|row| row.pairs.iter().map(move |pair| (row, pair))).collect();
    let word = |of: Option<&Deed>| of.map_or("", |deed| deed.kind.word().en);
    let action = |pair: &ToldPair| word(pair.old.as_ref().or(pair.new.as_ref()));
    let day = |of: Option<&Deed>| of.map_or_else(String::new, |deed| deed.day.to_string());
    let charged = |of: &Option<Deed>| of.as_ref().map_or(Money::ZERO, |deed| deed.charged);
    let rule = |of: &'_ Option<Deed>| of.as_ref().map_or_else(String::new, |deed| deed.rule.clone());
    vec![
        Column::text("tenancy_id", pairs.iter().map(|(row, _)| row.tenancy.as_str())),
        Column::days("first_date", pairs.iter().map(|(row, _)| row.first)),
        Column::text("segment", pairs.iter().map(|(row, _)| row.segment.as_str())),
        Column::text("stage", pairs.iter().map(|(row, _)| row.stage.as_str())),
        Column::text("action", pairs.iter().map(|(_, pair)| action(pair))),
        Column::text("old_date", pairs.iter().map(|(_, pair)| day(pair.old.as_ref()))),
        Column::text("old_rule", pairs.iter().map(|(_, pair)| rule(&pair.old))),
        Column::amounts("old_charged", pairs.iter().map(|(_, pair)| charged(&pair.old))),
        Column::text("new_date", pairs.iter().map(|(_, pair)| day(pair.new.as_ref()))),
        Column::text("new_rule", pairs.iter().map(|(_, pair)| rule(&pair.new))),
        Column::amounts("new_charged", pairs.iter().map(|(_, pair)| charged(&pair.new))),
    ]
}
