//! The trial of the rows of one table: which can be used, and which go into quarantine and why.

use super::tenancies::Contracts;
use crate::calendar::Day;
use crate::money::Money;
use crate::tables::cells::Texts;
use crate::tables::findings::Findings;
use crate::tables::findings::TableCount;
use crate::tables::findings::Total;
use crate::tables::rule::Rule;
use crate::tables::rule::Severity;
use crate::tables::sheet::Amounts;
use crate::tables::sheet::Days;
use crate::tables::sheet::Sheet;

/// The rows of one table, each in or out.
pub(super) struct Trial<'a> {
    sheet: &'a Sheet,
    findings: &'a mut Findings,
    out: Vec<bool>,
}

impl<'a> Trial<'a> {
    /// All rows are in, except those that do not fit the header: their cells may stand in any column.
    pub(super) fn new(sheet: &'a Sheet, findings: &'a mut Findings) -> Trial<'a> {
        let mut trial = Trial { sheet, findings, out: vec![false; sheet.rows] };
        for (row, fields) in &sheet.misfits {
            let mut fault = sheet.fault(*row, "", Rule::FieldCount);
            fault.value = fields.to_string();
            trial.put_out(*row);
            trial.findings.add(fault);
        }
        trial
    }

    pub(super) fn is_out(&self, row: usize) -> bool {
        self.out.get(row).copied().unwrap_or(true)
    }

    /// Notes that a row breaks a rule; an error puts it out.
    pub(super) fn note(&mut self, row: usize, column: &'static str, rule: Rule) {
        if rule.severity() == Severity::Error {
            self.put_out(row);
        }
        self.findings.add(self.sheet.fault(row, column, rule));
    }

    /// What a cell holds, or nothing; a cell that cannot be read puts its row out.
    pub(super) fn optional<T>(&mut self, row: usize, column: &'static str, read: Result<Option<T>, Rule>) -> Option<T> {
        read.unwrap_or_else(|rule| {
            self.note(row, column, rule);
            None
        })
    }

    /// What a cell holds; an empty cell, or one that cannot be read, puts its row out.
    pub(super) fn required<T>(&mut self, row: usize, column: &'static str, read: Result<Option<T>, Rule>) -> Option<T> {
        self.optional(row, column, read.and_then(|value| value.ok_or(Rule::Missing).map(Some)))
    }

    /// The row of the tenancy that a row belongs to.
    pub(super) fn owner(&mut self, row: usize, contracts: &Contracts<'_>, ids: &Texts) -> Option<usize> {
        self.required(row, "tenancy_id", contracts.find(ids.get(row)).map(Some))
    }

    /// A day that must be there.
    pub(super) fn day(&mut self, row: usize, column: &'static str, days: Days<'_>) -> Option<Day> {
        self.required(row, column, days.cells.day(row, days.form))
    }

    /// A day that may be left out, as may its column.
    pub(super) fn day_if_any(&mut self, row: usize, column: &'static str, days: Option<Days<'_>>) -> Option<Day> {
        let days = days?;
        self.optional(row, column, days.cells.day(row, days.form))
    }

    /// Puts a row out whose later day, of this column, comes before its earlier one.
    pub(super) fn in_order(&mut self, row: usize, column: &'static str, earlier: Option<Day>, later: Option<Day>) {
        if let (Some(earlier), Some(later)) = (earlier, later)
            && later < earlier
        {
            self.note(row, column, Rule::EndBeforeStart);
        }
    }

    /// The amount of a row, which must be above zero; noted without its sign as soon as it can be read.
    pub(super) fn amount(&mut self, row: usize, amounts: Amounts<'_>, unsigned: &mut Option<Money>) -> Option<Money> {
        let amount = self.required(row, "amount", amounts.cells.amount(row, amounts.form))?;
        *unsigned = Some(if amount < Money::ZERO { -amount } else { amount });
        if amount <= Money::ZERO {
            self.note(row, "amount", Rule::NotPositive);
        }
        Some(amount)
    }

    /// Counts what was read, used and put in quarantine. `amounts` are those of the rows, where one can be read.
    pub(super) fn close(self, amounts: &[Option<Money>]) -> Vec<bool> {
        let mut count = TableCount::default();
        for (row, out) in self.out.iter().enumerate() {
            let amount = amounts.get(row).copied().flatten();
            add(&mut count.read, amount);
            add(if *out { &mut count.quarantined } else { &mut count.used }, amount);
            count.without_amount += usize::from(*out && amount.is_none());
        }
        self.findings.tables.insert(self.sheet.table, count);
        self.out
    }

    fn put_out(&mut self, row: usize) {
        if let Some(out) = self.out.get_mut(row) {
            *out = true;
        }
    }
}

fn add(total: &mut Total, amount: Option<Money>) {
    total.rows += 1;
    total.amount += amount.unwrap_or_default();
}
