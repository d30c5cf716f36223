//! What a ledger says of tenancies in columns of its own: extra columns of `tenancies`, and the table `attributes`.
//!
//! What an extra column holds is known at the end of the data only; a row of `attributes` says from which day on.
//! Always: numbers have a decimal point and dates are ISO, however the file writes them; all else stands as it is.

use super::tenancies::Contracts;
use super::trial::Trial;
use crate::calendar::Day;
use crate::locale::Phrase;
use crate::money::Number;
use crate::tables::cells::Cells;
use crate::tables::dialect::DateForm;
use crate::tables::error::TableError;
use crate::tables::findings::Findings;
use crate::tables::rule::Rule;
use crate::tables::sheet::Sheet;
use crate::tenancy::Attribute;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

pub(super) const COLUMNS: [&str; 4] = ["tenancy_id", "from_date", "name", "value"];

/// The names of the ledger's own columns, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Names(Vec<String>);

/// How the values of one name are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// As it is read.
    Plainly,
    /// With decimal commas.
    WithCommas,
    /// Day, month, year.
    AsDutchDays,
}

impl Names {
    fn place_of(&mut self, name: &str) -> usize {
        self.0.iter().position(|known| known == name).unwrap_or_else(|| {
            self.0.push(name.to_owned());
            self.0.len() - 1
        })
    }

    /// The names in order of the alphabet, with which the attributes of all tenancies are numbered anew.
    pub(super) fn settle(self, contracts: &mut Contracts<'_>) -> Vec<String> {
        let mut sorted = self.0.clone();
        sorted.sort();
        let place = |name: &String| sorted.binary_search(name).unwrap_or(0);
        let places: Vec<usize> = self.0.iter().map(place).collect();
        for attribute in contracts.used().flat_map(|tenancy| &mut tenancy.attributes) {
            attribute.name = places.get(attribute.name).copied().unwrap_or(attribute.name);
        }
        sorted
    }
}

/// Takes the extra columns of `tenancies`, and notes each: one may be a known column, misspelt. An empty cell says nothing.
pub(super) fn take_columns(
    sheet: &Sheet,
    known: &[&str],
    contracts: &mut Contracts<'_>,
    names: &mut Names,
    findings: &mut Findings,
) {
    for (column, cells) in sheet.others(known) {
        findings.notes.push(taken(&sheet.file, column, cells));
        if matches!(cells, Cells::Other(_)) {
            continue;
        }
        let texts = cells.texts(sheet.rows);
        let written = Written::of(&texts.filled().map(|(_, text)| text));
        written.note(&sheet.file, column, findings);
        let name = names.place_of(column);
        for (row, text) in texts.filled() {
            if let Some(tenancy) = contracts.get_mut(row) {
                tenancy.attributes.push(Attribute { name, from: Day::DAWN, value: written.plainly(text) });
            }
        }
    }
}

fn taken(file: &str, column: &str, cells: &Cells) -> Phrase {
    match cells {
        Cells::Other(holds) => Phrase::new(
            format!("the column `{column}` of `{file}` holds {holds}, and is not used"),
            format!("de kolom `{column}` van `{file}` heeft het type {holds}, en wordt niet gebruikt"),
        ),
        _ => Phrase::new(
            format!("the column `{column}` of `{file}` is an attribute, as known at the end of the data"),
            format!("de kolom `{column}` van `{file}` is een kenmerk, zoals bekend aan het eind van de gegevens"),
        ),
    }
}

/// A row of `attributes` that can be used.
struct Said {
    owner: usize,
    name: usize,
    from: Day,
    value: String,
}

/// Reads the table `attributes`. Without a day, or without that column, what it says is known at the end of the data only.
pub(super) fn read(
    sheet: &Sheet,
    contracts: &mut Contracts<'_>,
    names: &mut Names,
    findings: &mut Findings,
) -> Result<(), TableError> {
    let tenancy = sheet.column("tenancy_id")?.texts(sheet.rows);
    let from = sheet.days_if_any("from_date", findings)?;
    let (name, value) = (sheet.column("name")?, sheet.column("value")?);
    let mut trial = Trial::new(sheet, findings);
    let mut said = Vec::new();
    let mut seen: BTreeSet<(usize, usize, Day)> = BTreeSet::new();
    for row in (0..sheet.rows).filter(|row| sheet.fits(*row)) {
        let owner = trial.owner(row, contracts, &tenancy);
        let from = trial.day_if_any(row, "from_date", from).unwrap_or(Day::DAWN);
        let name = trial.required(row, "name", Ok(name.text(row))).map(|name| names.place_of(&name));
        let value = trial.required(row, "value", Ok(value.text(row)));
        let (Some(owner), Some(name), Some(value), false) = (owner, name, value, trial.is_out(row)) else { continue };
        let is_static = |contracts: &Contracts<'_>| {
            let known = contracts.get(owner).map(|tenancy| tenancy.attributes.as_slice()).unwrap_or_default();
            from == Day::DAWN && known.iter().any(|known| known.name == name)
        };
        if is_static(contracts) || !seen.insert((owner, name, from)) {
            trial.note(row, "name", Rule::Duplicate);
        } else {
            said.push(Said { owner, name, from, value: value.into_owned() });
        }
    }
    trial.close(&[]);
    hand_out(said, contracts);
    Ok(())
}

fn hand_out(said: Vec<Said>, contracts: &mut Contracts<'_>) {
    let mut values: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for one in &said {
        values.entry(one.name).or_default().push(&one.value);
    }
    let written: BTreeMap<usize, Written> =
        values.into_iter().map(|(name, values)| (name, Written::of(&values.into_iter()))).collect();
    for Said { owner, name, from, value } in said {
        let written = written.get(&name).copied().unwrap_or(Written::Plainly);
        if let Some(tenancy) = contracts.get_mut(owner) {
            tenancy.attributes.push(Attribute { name, from, value: written.plainly(&value) });
        }
    }
}

impl Written {
    /// How values are written; as read, unless all are numbers of which some have a comma, or all are Dutch dates.
    fn of<'a>(values: &(impl Iterator<Item = &'a str> + Clone)) -> Written {
        let has_dots = values.clone().any(|value| value.contains('.'));
        let has_commas = values.clone().any(|value| value.contains(','));
        if values.clone().next().is_none() {
            Written::Plainly
        } else if has_commas && !has_dots && values.clone().all(|value| Number::parse(&with_point(value)).is_ok()) {
            Written::WithCommas
        } else if values.clone().all(|value| DateForm::Dutch.parse(value).is_some()) {
            Written::AsDutchDays
        } else {
            Written::Plainly
        }
    }

    fn plainly(self, value: &str) -> String {
        match self {
            Written::Plainly => value.to_owned(),
            Written::WithCommas => with_point(value),
            Written::AsDutchDays => {
                DateForm::Dutch.parse(value).map_or_else(|| value.to_owned(), |day| day.to_string())
            }
        }
    }

    fn note(self, file: &str, column: &str, findings: &mut Findings) {
        match self {
            Written::Plainly => {}
            Written::WithCommas => {
                findings.note_form(file, Phrase::new("decimal commas", "decimale komma's"), column);
            }
            Written::AsDutchDays => findings.note_form(file, DateForm::Dutch.phrase(), column),
        }
    }
}

fn with_point(number: &str) -> String {
    number.replace(',', ".")
}

#[cfg(test)]
mod tests {
    use super::Written;

    fn written(values: &[&str]) -> Vec<String> {
        let written = Written::of(&values.iter().copied());
        values.iter().map(|value| written.plainly(value)).collect()
    }

    #[test]
    fn numbers_and_dates_of_excel_are_read_and_texts_are_left_alone() {
        assert_eq!(written(&["2,5", "3"]), ["2.5", "3"]);
        assert_eq!(written(&["1-3-2024", "31-12-2024"]), ["2024-03-01", "2024-12-31"]);
        // One that is no number, and nothing of the column is touched.
        assert_eq!(written(&["2,5", "none"]), ["2,5", "none"]);
        assert_eq!(written(&["2,5", "2.5"]), ["2,5", "2.5"]);
        assert_eq!(written(&["2-4-2024", "2024-04-02"]), ["2-4-2024", "2024-04-02"]);
    }
}
