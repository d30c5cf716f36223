//! The figures that are predicted and held against the record.

use crate::kpi::KpiTable;
use crate::locale::Locale;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Kpi;
use crate::vocabulary::KpiUnit;
use serde::Deserialize;
use serde::Serialize;

/// A figure that stands at the end of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Arrears of sitting tenants as a share of a year's rent (HAP 2).
    ArrearsRateSitting,
    /// Sitting tenancies with arrears.
    TenantsInArrears,
    /// The share of those that owe more than six months of rent.
    DeepShare,
}

impl Level {
    /// Those that are told by month.
    pub const BY_MONTH: [Level; 2] = [Level::ArrearsRateSitting, Level::TenantsInArrears];
    /// Those that must come out with nothing known.
    pub const FRESH: [Level; 3] = [Level::ArrearsRateSitting, Level::TenantsInArrears, Level::DeepShare];

    /// The figure at the date of this place; none where it is not defined.
    #[must_use]
    pub fn of(self, table: &KpiTable, at: usize) -> Option<f64> {
        let tally = table.tallies.get(at)?;
        match self {
            Level::ArrearsRateSitting => table.figure(Kpi::ArrearsRateSitting, at).as_f64(),
            Level::TenantsInArrears => table.figure(Kpi::TenantsInArrears, at).as_f64(),
            Level::DeepShare => {
                (tally.in_arrears_sitting > 0).then(|| real(tally.deep_sitting) / real(tally.in_arrears_sitting))
            }
        }
    }

    /// How many tenancies it rests on, at the date of this place.
    pub(super) fn rests_on(self, table: &KpiTable, at: usize) -> f64 {
        let tally = table.tallies.get(at);
        real(tally.map_or(0, |tally| match self {
            Level::DeepShare => tally.deep_sitting,
            _ => tally.in_arrears_sitting,
        }))
    }

    /// What it is measured in.
    #[must_use]
    pub const fn unit(self) -> KpiUnit {
        match self {
            Level::TenantsInArrears => KpiUnit::Count,
            Level::ArrearsRateSitting | Level::DeepShare => KpiUnit::Rate,
        }
    }

    /// The key figure that it is; none where no report has it.
    #[must_use]
    pub const fn kpi(self) -> Option<Kpi> {
        match self {
            Level::ArrearsRateSitting => Some(Kpi::ArrearsRateSitting),
            Level::TenantsInArrears => Some(Kpi::TenantsInArrears),
            Level::DeepShare => None,
        }
    }

    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::ArrearsRateSitting => Kpi::ArrearsRateSitting.entry().word.en,
            Level::TenantsInArrears => Kpi::TenantsInArrears.entry().word.en,
            Level::DeepShare => "deep_share",
        }
    }

    /// What it is called.
    #[must_use]
    pub fn title(self, locale: Locale) -> &'static str {
        match self {
            Level::ArrearsRateSitting => Kpi::ArrearsRateSitting.entry().title.in_locale(locale),
            Level::TenantsInArrears => Kpi::TenantsInArrears.entry().title.in_locale(locale),
            Level::DeepShare => locale.pick(
                "of the tenants in arrears, more than 6 months behind",
                "van de huurders met achterstand, meer dan 6 maanden achter",
            ),
        }
    }
}

/// Something that adds up over a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Flow {
    /// Evictions carried out.
    Evictions,
    /// What was written off, in euros.
    WriteOffs,
    /// How often something was done.
    Actions(ActionKind),
}

impl Flow {
    /// All of them; evictions stand apart, however they are recorded.
    pub(super) fn all() -> impl Iterator<Item = Flow> {
        let kinds = ActionKind::ALL.iter().copied().filter(|kind| *kind != ActionKind::Eviction);
        [Flow::Evictions, Flow::WriteOffs].into_iter().chain(kinds.map(Flow::Actions))
    }

    /// What it comes to over all dates of a table.
    pub(super) fn over(self, table: &KpiTable) -> f64 {
        let sum = table.tallies.iter().map(|tally| match self {
            Flow::Evictions => tally.evictions,
            Flow::WriteOffs => tally.written_off,
            Flow::Actions(kind) => tally.actions.get(kind.place()).copied().unwrap_or(0),
        });
        let sum = real(sum.sum());
        if self == Flow::WriteOffs { sum / 100.0 } else { sum }
    }

    /// What it is measured in.
    #[must_use]
    pub const fn unit(self) -> KpiUnit {
        match self {
            Flow::WriteOffs => KpiUnit::Euro,
            Flow::Evictions | Flow::Actions(_) => KpiUnit::Count,
        }
    }

    /// Its name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Flow::Evictions => "evictions",
            Flow::WriteOffs => "write_offs",
            Flow::Actions(kind) => kind.word().en,
        }
    }

    /// What it is called.
    #[must_use]
    pub fn title(self, locale: Locale) -> String {
        match self {
            Flow::Evictions => locale.pick("evictions", "huisuitzettingen").to_owned(),
            Flow::WriteOffs => locale.pick("write-offs", "afboekingen").to_owned(),
            Flow::Actions(kind) => crate::compare::kind_title(kind, locale),
        }
    }
}

impl From<Flow> for String {
    fn from(flow: Flow) -> String {
        flow.name().to_owned()
    }
}

impl TryFrom<String> for Flow {
    type Error = String;

    fn try_from(name: String) -> Result<Flow, String> {
        Flow::all().find(|flow| flow.name() == name).ok_or(name)
    }
}

/// A count or a sum of cents, which stay far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "sums of cents stay far below 2^53")]
fn real(count: i64) -> f64 {
    count as f64
}
