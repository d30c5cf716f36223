//! The table `tenancies`.

use super::ids::Ids;
use super::trial::Trial;
use crate::calendar::Day;
use crate::locale::Locale;
use crate::tables::cells::Cells;
use crate::tables::cells::Texts;
use crate::tables::error::TableError;
use crate::tables::findings::Findings;
use crate::tables::rule::Rule;
use crate::tables::sheet::Days;
use crate::tables::sheet::Sheet;
use crate::tenancy::Tenancy;
use crate::vocabulary::EndReason;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;

pub(super) const COLUMNS: [&str; 10] = [
    "tenancy_id",
    "tenant_id",
    "unit_id",
    "kind",
    "complex",
    "municipality",
    "start_date",
    "end_date",
    "end_reason",
    "payment_method",
];

/// The tenancies by their row; none where the row is in quarantine.
pub(super) struct Contracts<'a> {
    ids: Ids<'a>,
    tenancies: Vec<Option<Tenancy>>,
}

impl Contracts<'_> {
    /// The row of the tenancy that a row of another table belongs to.
    pub(super) fn find(&self, id: Option<&str>) -> Result<usize, Rule> {
        let row = self.ids.find(id.ok_or(Rule::Missing)?).ok_or(Rule::UnknownTenancy)?;
        self.get(row).map(|_| row).ok_or(Rule::TenancyInQuarantine)
    }

    pub(super) fn get(&self, row: usize) -> Option<&Tenancy> {
        self.tenancies.get(row).and_then(Option::as_ref)
    }

    pub(super) fn get_mut(&mut self, row: usize) -> Option<&mut Tenancy> {
        self.tenancies.get_mut(row).and_then(Option::as_mut)
    }

    pub(super) fn rows(&self) -> usize {
        self.tenancies.len()
    }

    pub(super) fn used(&mut self) -> impl Iterator<Item = &mut Tenancy> {
        self.tenancies.iter_mut().flatten()
    }

    pub(super) fn into_tenancies(self) -> Vec<Tenancy> {
        self.tenancies.into_iter().flatten().collect()
    }
}

struct Columns<'a> {
    tenant: &'a Cells,
    unit: &'a Cells,
    kind: &'a Cells,
    complex: Option<&'a Cells>,
    municipality: Option<&'a Cells>,
    start: Days<'a>,
    end: Days<'a>,
    end_reason: Option<&'a Cells>,
    method: &'a Cells,
}

/// Reads the tenancies. `ids` are the texts of the column `tenancy_id`.
pub(super) fn read<'a>(sheet: &Sheet, ids: &'a Texts, findings: &mut Findings) -> Result<Contracts<'a>, TableError> {
    let columns = Columns {
        tenant: sheet.column("tenant_id")?,
        unit: sheet.column("unit_id")?,
        kind: sheet.column("kind")?,
        complex: sheet.optional("complex")?,
        municipality: sheet.optional("municipality")?,
        start: sheet.days("start_date", sheet.column("start_date")?, findings)?,
        end: sheet.days("end_date", sheet.column("end_date")?, findings)?,
        end_reason: sheet.optional("end_reason")?,
        method: sheet.column("payment_method")?,
    };
    let mut trial = Trial::new(sheet, findings);
    let found = Ids::of(ids);
    found.repeated().into_iter().for_each(|row| trial.note(row, "tenancy_id", Rule::Duplicate));
    let mut tenancies: Vec<_> = (0..sheet.rows).map(|row| columns.tenancy(row, ids, &mut trial)).collect();
    for (out, tenancy) in trial.close(&[]).into_iter().zip(&mut tenancies) {
        if out {
            *tenancy = None;
        }
    }
    Ok(Contracts { ids: found, tenancies })
}

impl Columns<'_> {
    fn tenancy(&self, row: usize, ids: &Texts, trial: &mut Trial<'_>) -> Option<Tenancy> {
        let id = trial.required(row, "tenancy_id", Ok(ids.get(row).map(str::to_owned)));
        let kind = self.kind.text(row).map(|word| TenancyKind::named(&word, Locale::En).ok_or(Rule::UnknownWord));
        let kind = trial.required(row, "kind", kind.transpose());
        let start = trial.required(row, "start_date", self.start.cells.day(row, self.start.form));
        let end = self.end(row, start, trial);
        Some(Tenancy {
            id: id?,
            tenant: text(Some(self.tenant), row).unwrap_or_default(),
            unit: trial.required(row, "unit_id", Ok(text(Some(self.unit), row)))?,
            kind: kind?,
            complex: text(self.complex, row).unwrap_or_default(),
            municipality: text(self.municipality, row).unwrap_or_default(),
            start: start?,
            end,
            end_reason: self.end_reason(row, trial),
            payment_method: self.method(row, trial),
            entries: Vec::new(),
            actions: Vec::new(),
            plans: Vec::new(),
            holds: Vec::new(),
            dossiers: Vec::new(),
            attributes: Vec::new(),
        })
    }

    fn end(&self, row: usize, start: Option<Day>, trial: &mut Trial<'_>) -> Option<Day> {
        let end = trial.optional(row, "end_date", self.end.cells.day(row, self.end.form));
        if let (Some(start), Some(end)) = (start, end)
            && end < start
        {
            trial.note(row, "end_date", Rule::EndBeforeStart);
        }
        end
    }

    fn end_reason(&self, row: usize, trial: &mut Trial<'_>) -> EndReason {
        let Some(word) = self.end_reason.and_then(|cells| cells.text(row)) else { return EndReason::Unknown };
        EndReason::named(&word, Locale::En).unwrap_or_else(|| {
            trial.note(row, "end_reason", Rule::ReadAsOther);
            EndReason::Other
        })
    }

    fn method(&self, row: usize, trial: &mut Trial<'_>) -> PaymentMethod {
        let Some(word) = self.method.text(row) else { return PaymentMethod::Other };
        PaymentMethod::named(&word, Locale::En).unwrap_or_else(|| {
            trial.note(row, "payment_method", Rule::ReadAsOther);
            PaymentMethod::Other
        })
    }
}

fn text(cells: Option<&Cells>, row: usize) -> Option<String> {
    cells.and_then(|cells| cells.text(row)).map(std::borrow::Cow::into_owned)
}
