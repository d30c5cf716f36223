//! The ledger's own columns, written: what is known at the end of the data as extra columns of `tenancies`, what holds
//! from a day on in the table `attributes`.

use crate::calendar::Day;
use crate::tables::Column;
use crate::tables::Values;
use crate::tenancy::Attribute;
use crate::tenancy::Portfolio;

/// A column for each name, except for names of which everything has a day.
pub(super) fn static_columns(portfolio: &Portfolio) -> Vec<Column> {
    let tenancies = &portfolio.tenancies;
    let all = || tenancies.iter().flat_map(|tenancy| &tenancy.attributes);
    let is_dated = |name: usize| all().any(|one| one.name == name) && !all().any(|one| is_static(one, name));
    let value = |name: usize| {
        let of_tenancy =
            tenancies.iter().map(move |tenancy| tenancy.attributes.iter().find(|one| is_static(one, name)));
        Values::Text(of_tenancy.map(|one| one.map(|one| one.value.clone())).collect())
    };
    let names = portfolio.attributes.iter().enumerate().filter(|(place, _)| !is_dated(*place));
    names.map(|(place, name)| Column::new(name, value(place))).collect()
}

pub(super) fn dated_columns(portfolio: &Portfolio) -> Vec<Column> {
    let dated = || {
        let tenancies = portfolio.tenancies.iter();
        let all = tenancies.flat_map(|tenancy| tenancy.attributes.iter().map(move |one| (&tenancy.id, one)));
        all.filter(|(_, one)| one.from != Day::DAWN)
    };
    let name = |place: usize| portfolio.attributes.get(place).map_or("", String::as_str);
    vec![
        Column::text("tenancy_id", dated().map(|(id, _)| id)),
        Column::days("from_date", dated().map(|(_, one)| one.from)),
        Column::text("name", dated().map(|(_, one)| name(one.name))),
        Column::text("value", dated().map(|(_, one)| &one.value)),
    ]
}

fn is_static(attribute: &Attribute, name: usize) -> bool {
    attribute.name == name && attribute.from == Day::DAWN
}
