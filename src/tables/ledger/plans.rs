//! The tables `plans` and `instalments`.

use super::ids::Ids;
use super::tenancies::Contracts;
use super::trial::Trial;
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
use crate::tenancy::Instalment;
use crate::tenancy::Plan;
use crate::vocabulary::PlanOutcome;
use std::collections::BTreeSet;

pub(super) const COLUMNS: [&str; 8] =
    ["plan_id", "tenancy_id", "agreed_on", "instalments", "amount", "first_due", "ended_on", "outcome"];
pub(super) const INSTALMENT_COLUMNS: [&str; 4] = ["plan", "due_date", "amount", "paid_on"];

struct Columns<'a> {
    agreed_on: Days<'a>,
    instalments: &'a Cells,
    amount: Amounts<'a>,
    first_due: Days<'a>,
    ended_on: Option<Days<'a>>,
    outcome: Option<&'a Cells>,
}

/// Where the plan of each row stands: the row of its tenancy, and its place there; none where it is in quarantine.
type Places = Vec<Option<(usize, usize)>>;

/// Reads the plans with the instalments that are listed, and gives each tenancy its own, in order. A plan without a
/// recorded end ends when the next one begins.
pub(super) fn read(
    plans: Option<&Sheet>,
    instalments: Option<&Sheet>,
    contracts: &mut Contracts<'_>,
    findings: &mut Findings,
) -> Result<(), TableError> {
    let ids = match (plans, instalments) {
        (Some(sheet), Some(_)) => sheet.column("plan_id")?.texts(sheet.rows).into_owned(),
        (Some(sheet), None) => {
            sheet.optional("plan_id")?.map(|cells| cells.texts(sheet.rows).into_owned()).unwrap_or_default()
        }
        (None, _) => Texts::default(),
    };
    let found = Ids::of(&ids);
    let places = plans.map(|sheet| read_plans(sheet, &found, contracts, findings)).transpose()?.unwrap_or_default();
    if let Some(sheet) = instalments {
        read_instalments(sheet, &found, &places, contracts, findings)?;
    }
    if let Some(sheet) = plans {
        compare(sheet, &places, contracts, findings);
    }
    contracts.used().for_each(|tenancy| put_in_order(&mut tenancy.plans));
    Ok(())
}

fn read_plans(
    sheet: &Sheet,
    ids: &Ids<'_>,
    contracts: &mut Contracts<'_>,
    findings: &mut Findings,
) -> Result<Places, TableError> {
    let tenancy = sheet.column("tenancy_id")?.texts(sheet.rows);
    let columns = Columns {
        agreed_on: sheet.days("agreed_on", sheet.column("agreed_on")?, findings)?,
        instalments: sheet.column("instalments")?,
        amount: sheet.amounts("amount", sheet.column("amount")?, findings)?,
        first_due: sheet.days("first_due", sheet.column("first_due")?, findings)?,
        ended_on: sheet.days_if_any("ended_on", findings)?,
        outcome: sheet.optional("outcome")?,
    };
    let mut trial = Trial::new(sheet, findings);
    ids.repeated().into_iter().for_each(|row| trial.note(row, "plan_id", Rule::Duplicate));
    let mut amounts = vec![None; sheet.rows];
    let mut places = vec![None; sheet.rows];
    for (row, (unsigned, place)) in amounts.iter_mut().zip(&mut places).enumerate().filter(|(row, _)| sheet.fits(*row))
    {
        let owner = trial.owner(row, contracts, &tenancy);
        let plan = columns.plan(row, unsigned, &mut trial);
        if let (Some(owner), Some(plan), false) = (owner, plan, trial.is_out(row))
            && let Some(tenancy) = contracts.get_mut(owner)
        {
            *place = Some((owner, tenancy.plans.len()));
            tenancy.plans.push(plan);
        }
    }
    trial.close(&amounts);
    Ok(places)
}

impl Columns<'_> {
    /// The plan of a row; its amount is noted without sign as soon as it can be read.
    fn plan(&self, row: usize, unsigned: &mut Option<Money>, trial: &mut Trial<'_>) -> Option<Plan> {
        let agreed_on = trial.day(row, "agreed_on", self.agreed_on);
        let instalments = trial.required(row, "instalments", self.instalments.count(row));
        let amount = trial.amount(row, self.amount, unsigned);
        let first_due = trial.day(row, "first_due", self.first_due);
        let ended_on = trial.day_if_any(row, "ended_on", self.ended_on);
        trial.in_order(row, "ended_on", agreed_on, ended_on);
        Some(Plan {
            agreed_on: agreed_on?,
            instalments: instalments?,
            amount: amount?,
            first_due: first_due?,
            ended_on,
            outcome: self.outcome.and_then(|cells| came_of_it(cells, row, trial)),
            listed: Vec::new(),
        })
    }
}

/// How a plan ended; a word outside the list says nothing that can be used.
fn came_of_it(cells: &Cells, row: usize, trial: &mut Trial<'_>) -> Option<PlanOutcome> {
    let outcome = PlanOutcome::named(&cells.text(row)?, Locale::En);
    if outcome.is_none() {
        trial.note(row, "outcome", Rule::LeftOut);
    }
    outcome
}

fn read_instalments(
    sheet: &Sheet,
    ids: &Ids<'_>,
    places: &Places,
    contracts: &mut Contracts<'_>,
    findings: &mut Findings,
) -> Result<(), TableError> {
    let plan = sheet.column("plan")?.texts(sheet.rows);
    let due = sheet.days("due_date", sheet.column("due_date")?, findings)?;
    let amount = sheet.amounts("amount", sheet.column("amount")?, findings)?;
    let paid_on = sheet.days_if_any("paid_on", findings)?;
    let mut trial = Trial::new(sheet, findings);
    let mut amounts = vec![None; sheet.rows];
    let mut seen: BTreeSet<(usize, usize, Day)> = BTreeSet::new();
    for (row, unsigned) in amounts.iter_mut().enumerate().filter(|(row, _)| sheet.fits(*row)) {
        let place = trial.required(row, "plan", place_of(plan.get(row), ids, places).map(Some));
        let due = trial.day(row, "due_date", due);
        let amount = trial.amount(row, amount, unsigned);
        let paid_on = trial.day_if_any(row, "paid_on", paid_on);
        let (Some((owner, place)), Some(due), Some(amount), false) = (place, due, amount, trial.is_out(row)) else {
            continue;
        };
        if !seen.insert((owner, place, due)) {
            trial.note(row, "due_date", Rule::Duplicate);
        } else if let Some(plan) = contracts.get_mut(owner).and_then(|tenancy| tenancy.plans.get_mut(place)) {
            plan.listed.push(Instalment { due, amount, paid_on });
        }
    }
    trial.close(&amounts);
    Ok(())
}

/// Warns of plans whose own number or amount is not that of the instalments listed. The last one may be a remainder.
fn compare(sheet: &Sheet, places: &Places, contracts: &Contracts<'_>, findings: &mut Findings) {
    for (row, place) in places.iter().enumerate() {
        let Some((owner, place)) = *place else { continue };
        let Some(plan) = contracts.get(owner).and_then(|tenancy| tenancy.plans.get(place)) else { continue };
        let Some(last) = plan.listed.iter().map(|instalment| instalment.due).max() else { continue };
        if u32::try_from(plan.listed.len()) != Ok(plan.instalments) {
            findings.add(sheet.fault(row, "instalments", Rule::ListedOtherwise));
        }
        if plan.listed.iter().any(|instalment| instalment.due < last && instalment.amount != plan.amount) {
            findings.add(sheet.fault(row, "amount", Rule::ListedOtherwise));
        }
    }
}

fn place_of(id: Option<&str>, ids: &Ids<'_>, places: &Places) -> Result<(usize, usize), Rule> {
    let row = ids.find(id.ok_or(Rule::Missing)?).ok_or(Rule::UnknownPlan)?;
    places.get(row).copied().flatten().ok_or(Rule::PlanInQuarantine)
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
