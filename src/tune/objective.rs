//! What is sought: less of each of these. And which of them books can tell anything about.

use crate::compare::Compared;
use crate::compare::Measure;
use crate::locale::Locale;
use crate::vocabulary::Kpi;

/// Something of which less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Objective {
    /// The arrears rate of sitting tenants, HAP 2.
    Arrears,
    /// Evictions a year.
    Evictions,
    /// Write-offs a year.
    WriteOffs,
    /// Collection costs charged to tenants a year.
    Charged,
    /// Hours of work a year.
    Hours,
}

/// Why an objective says nothing on these books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silent {
    /// It is not defined on them, or nobody said what an action takes.
    Unknown,
    /// It happens less than once a year.
    TooRare,
}

/// Below so many a year a difference is luck.
const RARE: f64 = 1.0;

impl Objective {
    /// Every objective, in the order in which they are told.
    pub const ALL: [Objective; 5] =
        [Objective::Arrears, Objective::Hours, Objective::Charged, Objective::WriteOffs, Objective::Evictions];

    /// The objective of a name on the command line.
    #[must_use]
    pub fn named(name: &str) -> Option<Objective> {
        Objective::ALL.into_iter().find(|objective| objective.name() == name)
    }

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Objective::Arrears => "arrears",
            Objective::Evictions => "evictions",
            Objective::WriteOffs => "write-offs",
            Objective::Charged => "charged",
            Objective::Hours => "hours",
        }
    }

    /// What it is measured by.
    #[must_use]
    pub const fn measure(self) -> Measure {
        match self {
            Objective::Arrears => Measure::Kpi(Kpi::ArrearsRateSitting),
            Objective::Evictions => Measure::Kpi(Kpi::Evictions),
            Objective::WriteOffs => Measure::Kpi(Kpi::WriteOffs),
            Objective::Charged => Measure::Kpi(Kpi::CollectionCosts),
            Objective::Hours => Measure::Hours,
        }
    }

    /// What it is called at the head of a column.
    #[must_use]
    pub const fn title(self, locale: Locale) -> &'static str {
        match self {
            Objective::Arrears => locale.pick("arrears rate", "huurachterstand"),
            Objective::Evictions => locale.pick("evictions a year", "ontruimingen per jaar"),
            Objective::WriteOffs => locale.pick("write-offs a year", "afgeboekt per jaar"),
            Objective::Charged => locale.pick("costs charged a year", "incassokosten klant per jaar"),
            Objective::Hours => locale.pick("hours of work a year", "uren werk per jaar"),
        }
    }

    /// What it is called where there is little room.
    #[must_use]
    pub const fn short(self, locale: Locale) -> &'static str {
        match self {
            Objective::Arrears => locale.pick("arrears", "achterstand"),
            Objective::Evictions => locale.pick("evictions", "ontruimingen"),
            Objective::WriteOffs => locale.pick("write-offs", "afgeboekt"),
            Objective::Charged => locale.pick("charged", "kosten klant"),
            Objective::Hours => locale.pick("hours", "uren"),
        }
    }

    /// Why it says nothing under a policy; none where it does say something.
    #[must_use]
    pub fn silent(self, baseline: &Compared) -> Option<Silent> {
        match (self, baseline.figures.get(&self.measure())) {
            (_, None) => Some(Silent::Unknown),
            (Objective::Hours, Some(figure)) if figure.mean <= 0.0 => Some(Silent::Unknown),
            (Objective::Evictions, Some(figure)) if figure.mean < RARE => Some(Silent::TooRare),
            _ => None,
        }
    }
}
