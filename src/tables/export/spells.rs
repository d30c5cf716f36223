//! The tables `instalments`, `holds` and `dossiers`, written.

use super::plan_id;
use super::repeated;
use crate::tables::Column;
use crate::tables::Values;
use crate::tenancy::Tenancy;

/// Plans are numbered as in the table `plans`.
pub(super) fn instalment_columns(tenancies: &[Tenancy]) -> Vec<Column> {
    let plans = || tenancies.iter().flat_map(|tenancy| &tenancy.plans);
    let listed = || plans().flat_map(|plan| &plan.listed);
    let ids = plans().enumerate().flat_map(|(number, plan)| std::iter::repeat_n(plan_id(number), plan.listed.len()));
    vec![
        Column::text("plan", ids),
        Column::days("due_date", listed().map(|instalment| instalment.due)),
        Column::amounts("amount", listed().map(|instalment| instalment.amount)),
        Column::new("paid_on", Values::Day(listed().map(|instalment| instalment.paid_on).collect())),
    ]
}

pub(super) fn hold_columns(tenancies: &[Tenancy]) -> Vec<Column> {
    let holds = || tenancies.iter().flat_map(|tenancy| &tenancy.holds);
    vec![
        Column::text("tenancy_id", repeated(tenancies, |tenancy| tenancy.holds.len())),
        Column::text("code", holds().map(|hold| hold.code.word().en)),
        Column::days("from_date", holds().map(|hold| hold.from)),
        Column::new("to_date", Values::Day(holds().map(|hold| hold.to).collect())),
    ]
}

pub(super) fn dossier_columns(tenancies: &[Tenancy]) -> Vec<Column> {
    let dossiers = || tenancies.iter().flat_map(|tenancy| &tenancy.dossiers);
    vec![
        Column::text("tenancy_id", repeated(tenancies, |tenancy| tenancy.dossiers.len())),
        Column::days("opened", dossiers().map(|dossier| dossier.opened)),
        Column::new("writ_on", Values::Day(dossiers().map(|dossier| dossier.writ_on).collect())),
        Column::new("closed", Values::Day(dossiers().map(|dossier| dossier.closed).collect())),
    ]
}
