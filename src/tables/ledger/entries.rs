//! The table `entries`: each row tried by itself, then with the entries it names, then handed to its tenancy in order.

use super::ids::Ids;
use super::references;
use super::tenancies::Contracts;
use super::trial::Trial;
use super::watch;
use crate::calendar::Day;
use crate::locale::Locale;
use crate::money::Money;
use crate::tables::cells::Cells;
use crate::tables::cells::Texts;
use crate::tables::error::TableError;
use crate::tables::findings::Findings;
use crate::tables::rule::Rule;
use crate::tables::sheet::Amounts;
use crate::tables::sheet::Days;
use crate::tables::sheet::Sheet;
use crate::tenancy::Entry;
use crate::vocabulary::Category;
use crate::vocabulary::EntryKind;
use crate::vocabulary::PaymentMethod;

pub(super) const COLUMNS: [&str; 9] =
    ["entry_id", "tenancy_id", "date", "kind", "category", "amount", "due_date", "method", "refers_to"];

/// A row that can be read by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Booked {
    pub(super) entry: Entry,
    /// The row of its tenancy.
    pub(super) tenancy: usize,
    /// The row of the entry it names.
    pub(super) names: Option<usize>,
}

struct Columns<'a> {
    id: &'a Texts,
    /// Where each id stands.
    ids: Ids<'a>,
    tenancy: &'a Texts,
    date: Days<'a>,
    kind: &'a Cells,
    category: &'a Cells,
    amount: Amounts<'a>,
    due: Option<Days<'a>>,
    method: &'a Cells,
    refers_to: Option<&'a Texts>,
}

/// Reads the entries and gives each tenancy its own, in order.
pub(super) fn read(sheet: &Sheet, contracts: &mut Contracts<'_>, findings: &mut Findings) -> Result<(), TableError> {
    let id = sheet.column("entry_id")?.texts(sheet.rows);
    let tenancy = sheet.column("tenancy_id")?.texts(sheet.rows);
    let refers_to = sheet.optional("refers_to")?.map(|cells| cells.texts(sheet.rows));
    let columns = Columns::of(sheet, &id, &tenancy, refers_to.as_deref(), findings)?;
    let mut trial = Trial::new(sheet, findings);
    if columns.due.is_none() {
        trial.note(0, "due_date", Rule::NoDueDate);
    }
    columns.ids.repeated().into_iter().for_each(|row| trial.note(row, "entry_id", Rule::Duplicate));
    let mut unsigned = vec![None; sheet.rows];
    let mut booked: Vec<Option<Booked>> = Vec::with_capacity(sheet.rows);
    for (row, unsigned) in unsigned.iter_mut().enumerate() {
        // What does not fit the header may have any cell in any column.
        let fits = sheet.fits(row);
        booked.push(if fits { columns.booked(row, unsigned, contracts, &mut trial) } else { None });
    }
    references::check(&booked, &mut trial);
    hand_out(&mut booked, contracts, &mut trial);
    trial.close(&unsigned);
    Ok(())
}

/// Gives each tenancy its entries: in order of day, and within a day of row.
fn hand_out(booked: &mut [Option<Booked>], contracts: &mut Contracts<'_>, trial: &mut Trial<'_>) {
    let mut rows_of: Vec<Vec<usize>> = vec![Vec::new(); contracts.rows()];
    for (row, booked) in booked.iter().enumerate().filter(|(row, _)| !trial.is_out(*row)) {
        if let Some(rows) = booked.as_ref().and_then(|booked| rows_of.get_mut(booked.tenancy)) {
            rows.push(row);
        }
    }
    let mut places = vec![u32::MAX; booked.len()];
    for (tenancy, mut rows) in rows_of.into_iter().enumerate() {
        let day = |row: &usize| booked.get(*row).and_then(Option::as_ref).map(|booked| booked.entry.day);
        rows.sort_by_key(day);
        references::resolve(&mut rows, booked, &mut places, trial);
        let entries: Vec<Entry> = rows.iter().filter_map(|row| placed(*row, booked, &places)).collect();
        if let Some(tenancy) = contracts.get_mut(tenancy) {
            tenancy.entries = entries;
            watch::watch(tenancy, &rows, trial);
        }
    }
}

/// An entry with its reference as a place among the entries of its tenancy.
fn placed(row: usize, booked: &[Option<Booked>], places: &[u32]) -> Option<Entry> {
    let booked = booked.get(row).copied().flatten()?;
    let refers_to = booked.names.and_then(|named| places.get(named).copied());
    Some(Entry { refers_to, ..booked.entry })
}

impl<'a> Columns<'a> {
    fn of(
        sheet: &'a Sheet,
        id: &'a Texts,
        tenancy: &'a Texts,
        refers_to: Option<&'a Texts>,
        findings: &mut Findings,
    ) -> Result<Columns<'a>, TableError> {
        let due = sheet.optional("due_date")?;
        Ok(Columns {
            id,
            ids: Ids::of(id),
            tenancy,
            date: sheet.days("date", sheet.column("date")?, findings)?,
            kind: sheet.column("kind")?,
            category: sheet.column("category")?,
            amount: sheet.amounts("amount", sheet.column("amount")?, findings)?,
            due: due.map(|cells| sheet.days("due_date", cells, findings)).transpose()?,
            method: sheet.column("method")?,
            refers_to,
        })
    }

    /// What a row books; its amount is noted without sign as soon as it can be read.
    fn booked(
        &self,
        row: usize,
        unsigned: &mut Option<Money>,
        contracts: &Contracts<'_>,
        trial: &mut Trial<'_>,
    ) -> Option<Booked> {
        trial.required(row, "entry_id", Ok(self.id.get(row)));
        let tenancy = trial.required(row, "tenancy_id", contracts.find(self.tenancy.get(row)).map(Some));
        let entry = self.entry(row, unsigned, trial);
        let named = self.refers_to.and_then(|texts| texts.get(row));
        let named = named.map(|id| self.ids.find(id).ok_or(Rule::RefersToNothing)).transpose();
        let names = trial.optional(row, "refers_to", named);
        Some(Booked { entry: entry?, tenancy: tenancy?, names })
    }

    fn entry(&self, row: usize, unsigned: &mut Option<Money>, trial: &mut Trial<'_>) -> Option<Entry> {
        let day = trial.required(row, "date", self.date.cells.day(row, self.date.form));
        let kind = self.kind.text(row).map(|word| EntryKind::named(&word, Locale::En).ok_or(Rule::UnknownWord));
        let kind = trial.required(row, "kind", kind.transpose());
        let amount = trial.amount(row, self.amount, unsigned);
        let due = match self.due {
            Some(due) => trial.optional(row, "due_date", due.cells.day(row, due.form)).or(Some(Day::NEVER)),
            None => day,
        };
        let (day, kind, amount) = (day?, kind?, amount?);
        let due = if kind.is_owed() { due? } else { Day::NEVER };
        let category = self.category(row, kind, trial);
        Some(Entry { day, kind, category, amount, due, method: self.method(row, kind, trial), refers_to: None })
    }

    fn category(&self, row: usize, kind: EntryKind, trial: &mut Trial<'_>) -> Category {
        let Some(word) = self.category.text(row) else {
            if kind == EntryKind::Charge {
                trial.note(row, "category", Rule::NoCategory);
            }
            return Category::Other;
        };
        Category::named(&word, Locale::En).unwrap_or_else(|| {
            trial.note(row, "category", Rule::ReadAsOther);
            Category::Other
        })
    }

    fn method(&self, row: usize, kind: EntryKind, trial: &mut Trial<'_>) -> PaymentMethod {
        let word = self.method.text(row).filter(|_| kind == EntryKind::Payment);
        let Some(word) = word else { return PaymentMethod::Other };
        PaymentMethod::named(&word, Locale::En).unwrap_or_else(|| {
            trial.note(row, "method", Rule::ReadAsOther);
            PaymentMethod::Other
        })
    }
}
