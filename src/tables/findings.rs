//! What reading a ledger found: what was read, used and put in quarantine, and why.

use super::rule::Rule;
use super::rule::Severity;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::money::Money;
use crate::money::Share;
use crate::vocabulary::EntryKind;
use crate::vocabulary::TenancyKind;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// How many warnings of a rule are kept to show.
const SHOWN: usize = 5;

/// A row that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The table.
    pub table: &'static str,
    /// The row, counted from 1 below the header.
    pub row: usize,
    /// Its first line in a CSV file.
    pub line: Option<u32>,
    /// The column; empty when it is the whole row.
    pub column: &'static str,
    /// What stands there.
    pub value: String,
    /// The rule it breaks.
    pub rule: Rule,
}

/// The warnings of one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Warned {
    /// How many there are.
    pub count: usize,
    /// The first few.
    pub first: Vec<Fault>,
}

/// What of a table was read, used and put in quarantine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableCount {
    /// All rows.
    pub read: Total,
    /// The rows in the portfolio.
    pub used: Total,
    /// The rows in quarantine.
    pub quarantined: Total,
    /// Of the rows in quarantine, those whose amount cannot be read; they add nothing to any sum.
    pub without_amount: usize,
}

/// Rows and the sum of their amounts, without sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// How many rows.
    pub rows: usize,
    /// The sum of their amounts, a negative one counted as positive. Zero in a table without amounts.
    pub amount: Money,
}

/// What reading a ledger found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The tables that were there.
    pub tables: BTreeMap<&'static str, TableCount>,
    /// Why rows are in quarantine, in order of table, row and column; a row may stand here more than once.
    pub errors: Vec<Fault>,
    /// What somebody should look at.
    pub warnings: BTreeMap<Rule, Warned>,
    /// What was taken from how the files are written.
    pub notes: Vec<Phrase>,
    forms: Vec<Form>,
}

/// Columns of a file that are written in another way than the plain one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Form {
    file: String,
    form: Phrase,
    columns: Vec<String>,
}

impl Fault {
    /// The fault as a line for people.
    #[must_use]
    pub fn describe(&self, locale: Locale) -> String {
        let line = self.line.map(|line| format!(" ({} {line})", locale.pick("line", "regel"))).unwrap_or_default();
        let value = if self.value.is_empty() { String::new() } else { format!(" `{}`", self.value) };
        let column = if self.column.is_empty() { String::new() } else { format!(" {}", self.column) };
        let row = locale.pick("row", "rij");
        format!("{} {row} {}{line}:{column}{value} {}", self.table, self.row, self.reason(locale))
    }

    /// What is wrong, and where words are closed, which ones there are.
    #[must_use]
    pub fn reason(&self, locale: Locale) -> String {
        let reason = self.rule.text(locale);
        let words: Vec<&str> = match (self.rule, self.table) {
            (Rule::UnknownWord, "entries") => EntryKind::ALL.iter().map(|kind| kind.word().en).collect(),
            (Rule::UnknownWord, _) => TenancyKind::ALL.iter().map(|kind| kind.word().en).collect(),
            _ => return reason.to_owned(),
        };
        format!("{reason}; {} {}", locale.pick("write one of", "schrijf een van"), words.join(", "))
    }
}

impl Findings {
    /// Keeps a fault: an error as it is, a warning counted.
    pub(super) fn add(&mut self, fault: Fault) {
        match fault.rule.severity() {
            Severity::Error => self.errors.push(fault),
            Severity::Warning => {
                let warned = self.warnings.entry(fault.rule).or_default();
                warned.count += 1;
                // Rows come by tenancy; the first are those that stand first in the table.
                warned.first.push(fault);
                warned.first.sort();
                warned.first.truncate(SHOWN);
            }
        }
    }

    /// Keeps that a column is written in another way than the plain one.
    pub(super) fn note_form(&mut self, file: &str, form: Phrase, column: &str) {
        match self.forms.iter_mut().find(|known| known.file == file && known.form == form) {
            Some(known) => known.columns.push(column.to_owned()),
            None => self.forms.push(Form { file: file.to_owned(), form, columns: vec![column.to_owned()] }),
        }
    }

    /// Puts all in order, once everything has been read.
    pub(super) fn close(&mut self) {
        self.errors.sort();
        for Form { file, form, columns } in self.forms.drain(..) {
            let columns = columns.join("`, `");
            let en = format!("`{file}` is read with {} in `{columns}`", form.en);
            self.notes.push(Phrase::new(en, format!("`{file}` is gelezen met {} in `{columns}`", form.nl)));
        }
    }

    /// How many rows are in quarantine.
    #[must_use]
    pub fn quarantined_rows(&self) -> usize {
        self.tables.values().map(|table| table.quarantined.rows).sum()
    }

    /// How many rows are in quarantine only because they depend on another.
    #[must_use]
    pub fn dependent_rows(&self) -> usize {
        let rows = |dependence: bool| -> BTreeSet<(&str, usize)> {
            let faults = self.errors.iter().filter(|fault| fault.rule.is_dependence() == dependence);
            faults.map(|fault| (fault.table, fault.row)).collect()
        };
        rows(true).difference(&rows(false)).count()
    }

    /// The part of the booked amounts that is in quarantine. An entry whose amount cannot be read counts as an average
    /// one: it has no amount, and it is missing all the same.
    #[must_use]
    pub fn quarantined_share(&self) -> Share {
        let Some(entries) = self.tables.get("entries") else { return Share { part: 0, whole: 0 } };
        let readable = entries.read.rows.saturating_sub(entries.without_amount);
        let (readable, unreadable) = (as_count(readable), as_count(entries.without_amount));
        if readable == 0 {
            return Share { part: unreadable, whole: unreadable };
        }
        let missing = entries.read.amount.share(Share { part: unreadable, whole: readable });
        Share { part: (entries.quarantined.amount + missing).cents(), whole: (entries.read.amount + missing).cents() }
    }
}

fn as_count(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}
