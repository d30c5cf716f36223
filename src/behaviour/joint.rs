//! Numbers that were fitted together: their errors hang together, and a run draws them so.

use super::EstimateError;
use super::NamedEstimate;
use super::money::normal_above;
use crate::chance::DrawKey;
use crate::chance::DrawKind;
use crate::chance::key_of;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;

/// The joint distribution of fitted numbers: normal around their values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Joint {
    /// The numbers, by name.
    pub names: Vec<String>,
    /// For each, on what scale its error is normal.
    pub scales: Vec<Scale>,
    /// The lower triangle of the matrix by which independent standard normal numbers become their errors, a row for each.
    pub root: Vec<Vec<f64>>,
}

/// On what scale the error of a number is normal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// The number itself.
    Plain,
    /// Its logarithm.
    Log,
    /// Its log-odds.
    LogOdds,
}

impl Scale {
    /// Whether every number that lies from the least to the most has an image on it, the ends themselves apart.
    fn suits(self, (least, most): (f64, f64)) -> bool {
        match self {
            Scale::Plain => true,
            Scale::Log => least >= 0.0,
            Scale::LogOdds => least >= 0.0 && most <= 1.0,
        }
    }

    /// The value whose image on this scale lies a distance from that of another.
    #[must_use]
    pub fn moved(self, value: f64, by: f64) -> f64 {
        match self {
            Scale::Plain => value + by,
            Scale::Log => value * libm::exp(by),
            Scale::LogOdds => {
                let odds = value / (1.0 - value) * libm::exp(by);
                if odds.is_finite() { odds / (1.0 + odds) } else { value }
            }
        }
    }
}

impl Joint {
    /// What is wrong with it, given the numbers of the behaviour.
    pub(super) fn fault(&self, estimates: &[NamedEstimate<'_>]) -> Option<EstimateError> {
        let known = |name: &String| estimates.iter().any(|named| named.name == *name);
        if let Some(name) = self.names.iter().find(|name| !known(name)) {
            return Some(EstimateError::UnknownNumber(name.clone()));
        }
        let shaped = self.names.len() == self.scales.len()
            && self.names.len() == self.root.len()
            && self.root.iter().enumerate().all(|(place, row)| row.len() == place + 1)
            && self.root.iter().flatten().all(|part| part.is_finite());
        if !shaped {
            return Some(EstimateError::JointShape);
        }
        let twice =
            self.names.iter().enumerate().find(|(place, name)| self.names.iter().take(*place).any(|n| n == *name));
        if let Some((_, name)) = twice {
            return Some(EstimateError::JointTwice(name.clone()));
        }
        let odd =
            self.names.iter().zip(&self.scales).find(|(name, scale)| !scale.suits(super::estimate::range_of(name)));
        odd.map(|(name, _)| EstimateError::JointScale(name.clone()))
    }

    /// The numbers of one replication, by name. None goes beyond what such a number can be.
    pub(super) fn draw(&self, estimates: &[NamedEstimate<'_>], seed: u64, replication: u32) -> BTreeMap<String, f64> {
        let normal = |name: &String| {
            let (tenancy, kind) = (key_of(name), DrawKind::Parameter);
            normal_above(DrawKey { seed, replication, tenancy, kind, month: 0, number: 1 }.uniform())
        };
        let normals: Vec<f64> = self.names.iter().map(normal).collect();
        let each = self.names.iter().zip(&self.scales).zip(&self.root);
        each.filter_map(|((name, scale), row)| {
            let named = estimates.iter().find(|named| named.name == *name)?;
            let error: f64 = row.iter().zip(&normals).map(|(part, normal)| part * normal).sum();
            let (least, most) = super::estimate::range_of(name);
            Some((name.clone(), scale.moved(named.estimate.value, error).clamp(least, most)))
        })
        .collect()
    }
}
