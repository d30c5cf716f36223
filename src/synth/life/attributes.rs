//! What an invented corporation knows of a household beside its payments.

use crate::calendar::Day;
use crate::synth::luck::Luck;
use crate::synth::luck::Matter;
use crate::synth::luck::spread;
use crate::tenancy::Attribute;

/// The names, by which [`Attribute::name`] counts.
pub(in crate::synth) const NAMES: [&str; 2] = ["contact_language", "household_size"];

/// Languages in which tenants like to be written to, and up to which draw.
const LANGUAGES: [(f64, &str); 5] = [(0.84, "nl"), (0.90, "en"), (0.94, "ar"), (0.97, "tr"), (1.0, "pl")];

/// The language as it is known at the end of the data, and the size of the household from the days on which it changed,
/// up to the last that is known.
pub(super) fn of(luck: Luck, start: Day, last: Day) -> Vec<Attribute> {
    let draw = luck.trait_of(Matter::Language);
    let language = LANGUAGES.iter().find(|(up_to, _)| draw < *up_to).map_or("nl", |(_, language)| language);
    let size = size_of(luck.trait_of(Matter::HouseholdSize));
    let mut all = vec![said(0, Day::DAWN, language.to_owned()), said(1, start, size.to_string())];
    let later = start.plus_months(luck.days(start.month(), Matter::HouseholdSize, 6, 120));
    if luck.uniform(start.month().plus(1), Matter::HouseholdSize) < 0.3 && later < last {
        let grows = luck.uniform(start.month().plus(2), Matter::HouseholdSize) < 0.6 || size == 1;
        let size = if grows { size + 1 } else { size - 1 };
        all.push(said(1, later, size.to_string()));
    }
    all
}

const fn said(name: usize, from: Day, value: String) -> Attribute {
    Attribute { name, from, value }
}

/// Half of those who rent live alone.
fn size_of(draw: f64) -> i32 {
    if draw < 0.5 { 1 } else { spread((draw - 0.5) * 2.0, 2, 5) }
}
