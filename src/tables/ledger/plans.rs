//! The table `plans`.

use super::tenancies::Contracts;
use super::trial::Trial;
use crate::money::Money;
use crate::tables::cells::Cells;
use crate::tables::error::TableError;
use crate::tables::findings::Findings;
use crate::tables::rule::Rule;
use crate::tables::sheet::Amounts;
use crate::tables::sheet::Days;
use crate::tables::sheet::Sheet;
use crate::tenancy::Plan;

pub(super) const COLUMNS: [&str; 7] =
    ["tenancy_id", "agreed_on", "instalments", "amount", "first_due", "ended_on", "outcome"];

struct Columns<'a> {
    agreed_on: Days<'a>,
    instalments: &'a Cells,
    amount: Amounts<'a>,
    first_due: Days<'a>,
    ended_on: Option<Days<'a>>,
}

/// Reads the plans and gives each tenancy its own, in order. A plan without a recorded end ends when the next one begins.
pub(super) fn read(sheet: &Sheet, contracts: &mut Contracts<'_>, findings: &mut Findings) -> Result<(), TableError> {
    let tenancy = sheet.column("tenancy_id")?.texts(sheet.rows);
    let ended_on = sheet.optional("ended_on")?;
    let columns = Columns {
        agreed_on: sheet.days("agreed_on", sheet.column("agreed_on")?, findings)?,
        instalments: sheet.column("instalments")?,
        amount: sheet.amounts("amount", sheet.column("amount")?, findings)?,
        first_due: sheet.days("first_due", sheet.column("first_due")?, findings)?,
        ended_on: ended_on.map(|cells| sheet.days("ended_on", cells, findings)).transpose()?,
    };
    let mut trial = Trial::new(sheet, findings);
    let mut amounts = vec![None; sheet.rows];
    for (row, unsigned) in amounts.iter_mut().enumerate().filter(|(row, _)| sheet.fits(*row)) {
        let owner = trial.required(row, "tenancy_id", contracts.find(tenancy.get(row)).map(Some));
        let plan = columns.plan(row, unsigned, &mut trial);
        if let (Some(owner), Some(plan), false) = (owner, plan, trial.is_out(row))
            && let Some(tenancy) = contracts.get_mut(owner)
        {
            tenancy.plans.push(plan);
        }
    }
    trial.close(&amounts);
    contracts.used().for_each(|tenancy| put_in_order(&mut tenancy.plans));
    Ok(())
}

impl Columns<'_> {
    /// The plan of a row; its amount is noted without sign as soon as it can be read.
    fn plan(&self, row: usize, unsigned: &mut Option<Money>, trial: &mut Trial<'_>) -> Option<Plan> {
        let agreed_on = trial.required(row, "agreed_on", self.agreed_on.cells.day(row, self.agreed_on.form));
        let instalments = trial.required(row, "instalments", self.instalments.count(row));
        let amount = trial.amount(row, self.amount, unsigned);
        let first_due = trial.required(row, "first_due", self.first_due.cells.day(row, self.first_due.form));
        let ended_on = self.ended_on.map(|days| days.cells.day(row, days.form)).unwrap_or(Ok(None));
        let ended_on = trial.optional(row, "ended_on", ended_on);
        if ended_on.is_some_and(|end| agreed_on.is_some_and(|agreed_on| end < agreed_on)) {
            trial.note(row, "ended_on", Rule::EndBeforeStart);
        }
        Some(Plan {
            agreed_on: agreed_on?,
            instalments: instalments?,
            amount: amount?,
            first_due: first_due?,
            ended_on,
            outcome: None,
            listed: Vec::new(),
        })
    }
}

fn put_in_order(plans: &mut [Plan]) {
    plans.sort_by_key(|plan| plan.agreed_on);
    let nexts: Vec<_> = plans.iter().skip(1).map(|plan| plan.agreed_on).collect();
    for (plan, next) in plans.iter_mut().zip(nexts) {
        if plan.ended_on.is_none() && next < plan.end() {
            plan.ended_on = Some(next);
        }
    }
}
