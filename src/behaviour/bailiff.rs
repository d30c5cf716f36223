//! What bailiff and court do with a file: how long each step takes, and what the court decides.

use super::Estimate;
use serde::Deserialize;
use serde::Serialize;

/// What bailiff and court do after hand-over, as long as the debt stands and neither a plan nor a hold stops them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bailiff {
    /// Mean days from hand-over to the demand.
    pub days_to_demand: Estimate,
    /// Mean days from the demand to the writ.
    pub days_to_writ: Estimate,
    /// Mean days from the writ to the judgment.
    pub days_to_judgment: Estimate,
    /// Mean days from the end of a settlement that left arrears to the next judgment.
    pub days_to_new_judgment: Estimate,
    /// Mean days from an order of eviction to its notice.
    pub days_to_notice: Estimate,
    /// Mean days from the notice to the eviction.
    pub days_to_eviction: Estimate,
    /// Months of rent in arrears from which a writ is served.
    pub months_for_writ: Estimate,
    /// Months of rent in arrears from which an eviction is carried out.
    pub months_for_eviction: Estimate,
    /// The chance that the court orders an eviction.
    pub eviction_ordered: Estimate,
    /// The chance that the court settles in instalments; what is left of the chances is an order to pay.
    pub arrangement: Estimate,
    /// The chance that a settlement came with an order of eviction for when it would not be kept: where it ends with arrears
    /// left, notice is given at once.
    pub conditional_order: Estimate,
    /// The chance that an eviction of which notice was given is carried out.
    pub carried_out: Estimate,
    /// In how many instalments the court settles.
    pub instalments: Estimate,
    /// After how many days a late instalment breaks its settlement.
    pub patience_days: Estimate,
    /// The chance that such an instalment is paid on its day.
    pub instalment_kept: Estimate,
    /// The chance that the rent of a month is paid beside them.
    pub rent_paid_beside: Estimate,
    /// What is added to the log-odds of paying on a day, of one's own accord, while they run.
    pub pays_beside: Estimate,
}

/// The numbers about bailiff and court of one replication.
#[derive(Clone, Copy, Debug)]
pub struct DrawnBailiff {
    /// Mean days from hand-over to the demand.
    pub days_to_demand: f64,
    /// Mean days from the demand to the writ.
    pub days_to_writ: f64,
    /// Mean days from the writ to the judgment.
    pub days_to_judgment: f64,
    /// Mean days from the end of a settlement that left arrears to the next judgment.
    pub days_to_new_judgment: f64,
    /// Mean days from an order of eviction to its notice.
    pub days_to_notice: f64,
    /// Mean days from the notice to the eviction.
    pub days_to_eviction: f64,
    /// Months of rent from which a writ is served.
    pub months_for_writ: f64,
    /// Months of rent from which an eviction is carried out.
    pub months_for_eviction: f64,
    /// The chance that the court orders an eviction.
    pub eviction_ordered: f64,
    /// The chance that it settles in instalments.
    pub arrangement: f64,
    /// The chance that a settlement came with an order of eviction for when it would not be kept.
    pub conditional_order: f64,
    /// The chance that an eviction of which notice was given is carried out.
    pub carried_out: f64,
    /// In how many instalments the court settles.
    pub instalments: f64,
    /// After how many days a late instalment breaks its settlement.
    pub patience_days: f64,
    /// The chance that such an instalment is paid on its day.
    pub instalment_kept: f64,
    /// The chance that the rent of a month is paid beside them.
    pub rent_paid_beside: f64,
}

impl Bailiff {
    /// Every number with its name, in the order of the file.
    const fn named(&self) -> [(&'static str, &Estimate); 17] {
        [
            ("days_to_demand", &self.days_to_demand),
            ("days_to_writ", &self.days_to_writ),
            ("days_to_judgment", &self.days_to_judgment),
            ("days_to_new_judgment", &self.days_to_new_judgment),
            ("days_to_notice", &self.days_to_notice),
            ("days_to_eviction", &self.days_to_eviction),
            ("months_for_writ", &self.months_for_writ),
            ("months_for_eviction", &self.months_for_eviction),
            ("eviction_ordered", &self.eviction_ordered),
            ("arrangement", &self.arrangement),
            ("conditional_order", &self.conditional_order),
            ("carried_out", &self.carried_out),
            ("instalments", &self.instalments),
            ("patience_days", &self.patience_days),
            ("instalment_kept", &self.instalment_kept),
            ("rent_paid_beside", &self.rent_paid_beside),
            ("pays_beside", &self.pays_beside),
        ]
    }

    pub(super) fn each<'a>(&'a self, add: &mut impl FnMut(String, &'a Estimate)) {
        self.named().into_iter().for_each(|(name, estimate)| add(format!("bailiff.{name}"), estimate));
    }

    pub(super) fn draw(&self, value: &impl Fn(&str, &Estimate) -> f64) -> DrawnBailiff {
        let [
            demand,
            writ,
            judgment,
            new_judgment,
            notice,
            eviction,
            for_writ,
            for_eviction,
            ordered,
            arrangement,
            conditional,
            carried,
            of,
            patience,
            kept,
            beside,
            _,
        ] = self.named().map(|(name, estimate)| value(&format!("bailiff.{name}"), estimate));
        DrawnBailiff {
            days_to_demand: demand,
            days_to_writ: writ,
            days_to_judgment: judgment,
            days_to_new_judgment: new_judgment,
            days_to_notice: notice,
            days_to_eviction: eviction,
            months_for_writ: for_writ,
            months_for_eviction: for_eviction,
            eviction_ordered: ordered,
            arrangement,
            conditional_order: conditional,
            carried_out: carried,
            instalments: of,
            patience_days: patience,
            instalment_kept: kept,
            rent_paid_beside: beside,
        }
    }
}
