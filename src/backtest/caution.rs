//! What makes books say too little of how people pay, however well a model fits them.

use crate::calendar::Day;
use crate::engine::History;
use crate::engine::record;
use crate::ledger::Account;
use crate::ledger::Allocation;
use crate::locale::Locale;
use crate::money::Money;
use crate::tenancy::Portfolio;
use crate::tenancy::Tenancy;
use serde::Deserialize;
use serde::Serialize;

/// A tenancy is new for so many months: it has hardly had time to fall behind and be written to.
const NEW_FOR: i32 = 6;
/// Where more of those who live there are new than this, what they have not had time for weighs in the fit. In a usual half
/// year about one in twenty homes changes hands.
const MANY_NEW: f64 = 0.2;
/// Of fewer tenancies nothing is told apart.
const FEWEST: usize = 10;

/// Why the books of a day say too little.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Caution {
    /// Many tenancies have hardly any history.
    ManyAreNew {
        /// The share of the running tenancies that began in the months before.
        share: f64,
        /// The share of those that was ever behind; none when they are too few.
        behind: Option<f64>,
        /// The share of the others that was ever behind; none when they are too few.
        others_behind: Option<f64>,
    },
    /// No tenancy ended: the books may hold only those who stayed.
    NobodyLeft,
}

/// Why the books as they stood at the end of a day say too little; mostly nothing.
#[must_use]
pub fn cautions(known: &Portfolio, day: Day, allocation: Allocation) -> Vec<Caution> {
    [many_are_new(known, day, allocation), nobody_left(known, day)].into_iter().flatten().collect()
}

fn many_are_new(known: &Portfolio, day: Day, allocation: Allocation) -> Option<Caution> {
    let running = known.tenancies.iter().filter(|tenancy| tenancy.is_sitting(day));
    let (new, others): (Vec<&Tenancy>, Vec<&Tenancy>) =
        running.partition(|tenancy| tenancy.start > day.plus_months(-NEW_FOR));
    let share = new.len() as f64 / (new.len() + others.len()).max(1) as f64;
    (share > MANY_NEW).then(|| Caution::ManyAreNew {
        share,
        behind: behind(&new, day, allocation),
        others_behind: behind(&others, day, allocation),
    })
}

/// The share of tenancies that was ever behind, up to a day; none when they are too few to tell.
fn behind(tenancies: &[&Tenancy], day: Day, allocation: Allocation) -> Option<f64> {
    let (mut account, mut history) = (Account::default(), History::default());
    let mut was_behind = |tenancy: &&&Tenancy| {
        record(tenancy, allocation, &mut account, &mut history);
        let until_then = history.arrears.iter().take_while(|step| step.day <= day);
        until_then.into_iter().any(|step| step.arrears > Money::ZERO)
    };
    let count = tenancies.iter().filter(|tenancy| was_behind(tenancy)).count();
    (tenancies.len() >= FEWEST).then(|| count as f64 / tenancies.len() as f64)
}

fn nobody_left(known: &Portfolio, day: Day) -> Option<Caution> {
    let has_ended = |tenancy: &Tenancy| tenancy.end.is_some_and(|end| end <= day);
    let is_enough = known.tenancies.len() >= FEWEST;
    (is_enough && !known.tenancies.iter().any(has_ended)).then_some(Caution::NobodyLeft)
}

impl Caution {
    /// What it means, as a sentence about the books of a day.
    #[must_use]
    pub fn sentence(&self, day: Day, locale: Locale) -> String {
        let day = locale.day(day);
        let percent = |share: f64| format!("{} %", locale.decimal(&format!("{:.0}", share * 100.0)));
        match self {
            Caution::ManyAreNew { share, behind, others_behind } => {
                let told = behind.zip(*others_behind).map_or_else(String::new, |(new, others)| match locale {
                    Locale::En => {
                        format!("; of those {} was ever behind, of the others {}", percent(new), percent(others))
                    }
                    Locale::Nl => {
                        format!("; daarvan liep {} ooit achter, van de andere {}", percent(new), percent(others))
                    }
                });
                match locale {
                    Locale::En => format!(
                        "Of the tenancies that run on {day}, {} began less than {NEW_FOR} months before{told}. They have \
                         hardly had time to fall behind: payment may look better than it is.",
                        percent(*share)
                    ),
                    Locale::Nl => format!(
                        "Van de huurovereenkomsten die lopen op {day} begon {} minder dan {NEW_FOR} maanden eerder{told}. Zij \
                         hadden nauwelijks tijd om achter te raken: het betalen kan beter lijken dan het is.",
                        percent(*share)
                    ),
                }
            }
            Caution::NobodyLeft => match locale {
                Locale::En => format!(
                    "No tenancy ended up to {day}. Where the books hold only those who stayed, those who left with a debt are \
                     missing, and payment looks better than it is."
                ),
                Locale::Nl => format!(
                    "Tot en met {day} eindigde geen enkele huurovereenkomst. Staan in de boeken alleen de blijvers, dan missen \
                     wie met een schuld vertrok, en lijkt het betalen beter dan het is."
                ),
            },
        }
    }
}
