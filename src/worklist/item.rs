//! The words of a single piece of work.

use crate::check::Approval;
use crate::locale::Locale;
use crate::money::Money;
use serde::Serializer;
use serde::ser::Error;

/// Who must agree, in words.
pub(super) fn approval_text(approval: Approval, locale: Locale) -> String {
    let Approval { assessors, manager } = approval;
    let with_manager = match (locale, manager) {
        (_, false) => "",
        (Locale::En, true) => ", a manager among them",
        (Locale::Nl, true) => ", onder wie een leidinggevende",
    };
    match locale {
        Locale::En => format!("proposal: needs {assessors} assessors{with_manager}"),
        Locale::Nl => format!("voorstel: vraagt {assessors} beoordelaars{with_manager}"),
    }
}

/// An amount as a JSON number, exact to the cent.
pub(super) fn euros<S: Serializer>(amount: &Money, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(amount.to_plain().parse().map_err(Error::custom)?)
}
