//! The facts that a policy declares, as the columns of the ledger tell them of a tenancy on a day.

use crate::calendar::Day;
use crate::check::Value;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::program::Declared;
use crate::program::Program;
use crate::tenancy::Attribute;
use crate::tenancy::Tenancy;

/// Puts the values that hold on a day into `declared`, one for each fact that the program declares, in its order. What
/// the ledger does not tell, or not in a form that can be read, is as the policy says.
pub(super) fn declare(program: &Program, columns: &[String], tenancy: &Tenancy, day: Day, declared: &mut Vec<Value>) {
    declared.clear();
    let value = |fact: &Declared| {
        let told = told(fact, columns, tenancy, day);
        told.and_then(|text| program.declared_value(fact, text)).unwrap_or(fact.otherwise)
    };
    declared.extend(program.declared().iter().map(value));
}

/// What the ledger says of a declared fact on a day: the latest of its column.
fn told<'a>(fact: &Declared, columns: &[String], tenancy: &'a Tenancy, day: Day) -> Option<&'a str> {
    let column = columns.iter().position(|column| *column == fact.name)?;
    let known = |attribute: &&Attribute| attribute.name == column && attribute.from <= day;
    let latest = tenancy.attributes.iter().rev().find(known)?;
    Some(latest.value.as_str()).filter(|text| !text.trim().is_empty())
}

/// The first day after this one on which the ledger tells something new; [`Day::NEVER`] when there is none.
pub(super) fn next_change(tenancy: &Tenancy, day: Day) -> Day {
    let changes = tenancy.attributes.iter().map(|attribute| attribute.from);
    changes.filter(|from| *from > day).min().unwrap_or(Day::NEVER)
}

/// How the columns of a ledger tell a fact that a policy declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnFault {
    /// The ledger has no such column: every tenancy has the value that the policy gives instead.
    Missing(String),
    /// So many values cannot be read as the unit of the fact; the policy's value stands instead.
    Unreadable(String, usize),
}

impl ColumnFault {
    /// A warning for people who run this policy.
    #[must_use]
    pub fn phrase(&self, policy: &str) -> Phrase {
        match self {
            ColumnFault::Missing(name) => Phrase::new(
                format!(
                    "warning: the ledger has no column `{name}`; `{policy}` takes its `otherwise` for every tenancy"
                ),
                format!(
                    "let op: het grootboek heeft geen kolom `{name}`; `{policy}` neemt voor elk contract zijn `anders`"
                ),
            ),
            ColumnFault::Unreadable(name, count) => {
                let values = |locale: Locale| locale.several(*count, ["value", "values"], ["waarde", "waarden"]);
                let are = if *count == 1 { "is" } else { "zijn" };
                Phrase::new(
                    format!(
                        "warning: {} of the column `{name}` cannot be read; `{policy}` takes its `otherwise`",
                        values(Locale::En)
                    ),
                    format!(
                        "let op: {} van de kolom `{name}` {are} niet te lezen; `{policy}` neemt zijn `anders`",
                        values(Locale::Nl)
                    ),
                )
            }
        }
    }
}

/// What is amiss with the columns that tell the facts which a program declares.
#[must_use]
pub fn column_faults(program: &Program, columns: &[String], tenancies: &[Tenancy]) -> Vec<ColumnFault> {
    let fault = |fact: &Declared| {
        let Some(column) = columns.iter().position(|column| *column == fact.name) else {
            return Some(ColumnFault::Missing(fact.name.clone()));
        };
        let unreadable = |attribute: &&Attribute| {
            let told = attribute.name == column && !attribute.value.trim().is_empty();
            told && program.declared_value(fact, &attribute.value).is_none()
        };
        let values = tenancies.iter().flat_map(|tenancy| &tenancy.attributes);
        let count = values.filter(unreadable).count();
        (count > 0).then(|| ColumnFault::Unreadable(fact.name.clone(), count))
    };
    program.declared().iter().filter_map(fault).collect()
}
