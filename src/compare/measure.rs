//! What scenarios are compared on.

use crate::locale::Locale;
use crate::locale::Word;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Kpi;
use crate::vocabulary::KpiUnit;

/// A figure over the whole window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// A key figure: the mean of its month-end values; of evictions, write-offs,
    /// costs charged and court cases, the sum a year.
    Kpi(Kpi),
    /// Hours of collection work a year.
    Hours,
    /// Direct cost in euros a year.
    Cost,
    /// Actions of a kind a year.
    Actions(ActionKind),
}

impl Measure {
    /// Every measure, in the order in which they are shown.
    pub fn all() -> impl Iterator<Item = Measure> {
        // Referrals are actions of a kind: those stand at the end, a year's worth each.
        let kpis = crate::vocabulary::KPIS.iter().map(|entry| entry.kpi).filter(|kpi| kpi.referral().is_none());
        let kpis = kpis.map(Measure::Kpi);
        let actions = ActionKind::ALL.iter().copied().map(Measure::Actions);
        kpis.chain([Measure::Hours, Measure::Cost]).chain(actions)
    }

    /// The measure of which this is the name in files; of a key figure, also its name in Dutch.
    #[must_use]
    pub fn named(name: &str) -> Option<Measure> {
        let is_meant = |measure: &Measure| {
            measure.name() == name || matches!(measure, Measure::Kpi(kpi) if kpi.entry().word.nl == name)
        };
        Measure::all().find(is_meant)
    }

    /// Whether the figure is a sum a year, and not the mean of what stood at the month ends.
    #[must_use]
    pub const fn is_yearly(self) -> bool {
        !matches!(self, Measure::Kpi(kpi) if !Measure::adds_up(kpi))
    }

    /// Whether a key figure is a sum over a year or quarter, so that its mean would say little.
    const fn adds_up(kpi: Kpi) -> bool {
        matches!(kpi, Kpi::Evictions | Kpi::WriteOffs | Kpi::CollectionCosts | Kpi::CourtCases)
    }

    /// The name of the figure in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Measure::Kpi(kpi) => kpi.entry().word.en,
            Measure::Hours => "hours_of_work",
            Measure::Cost => "direct_cost",
            Measure::Actions(kind) => kind.word().en,
        }
    }

    /// What the figure is called.
    #[must_use]
    pub fn title(self, locale: Locale) -> String {
        let word = match self {
            Measure::Kpi(Kpi::Evictions) => Word::new("evictions a year", "huisuitzettingen per jaar"),
            Measure::Kpi(Kpi::WriteOffs) => Word::new("write-offs a year", "afboekingen per jaar"),
            Measure::Kpi(Kpi::CollectionCosts) => {
                Word::new("collection costs charged a year", "incassokosten rekening klant per jaar")
            }
            Measure::Kpi(Kpi::CourtCases) => Word::new("court cases a year", "procedures per jaar"),
            Measure::Kpi(kpi) => kpi.entry().title,
            Measure::Hours => Word::new("hours of work a year", "uren werk per jaar"),
            Measure::Cost => Word::new("direct cost a year", "directe kosten per jaar"),
            Measure::Actions(kind) => {
                return format!("{} ({})", kind_title(kind, locale), locale.pick("a year", "per jaar"));
            }
        };
        word.in_locale(locale).to_owned()
    }

    /// What it is measured in.
    #[must_use]
    pub fn unit(self) -> KpiUnit {
        match self {
            Measure::Kpi(kpi) => kpi.entry().unit,
            Measure::Cost => KpiUnit::Euro,
            Measure::Hours | Measure::Actions(_) => KpiUnit::Count,
        }
    }
}

/// What people call a kind of action.
#[must_use]
pub fn kind_title(kind: ActionKind, locale: Locale) -> String {
    kind.title().in_locale(locale).to_owned()
}
