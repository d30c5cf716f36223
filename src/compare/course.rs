//! What is followed month by month beside the key figures.

use super::measure::kind_title;
use crate::locale::Locale;
use crate::vocabulary::ActionKind;
use crate::vocabulary::KpiUnit;

/// Something that is counted month by month over the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Course {
    /// Evictions since the window began.
    Evictions,
    /// Euros written off since the window began.
    WriteOffs,
    /// Hours of work in the month.
    Hours,
    /// Hours of work on a kind of action in the month.
    HoursOf(ActionKind),
}

impl Course {
    /// Every course, in the order in which they are shown.
    pub fn all() -> impl Iterator<Item = Course> {
        let kinds = ActionKind::ALL.iter().copied().map(Course::HoursOf);
        [Course::Evictions, Course::WriteOffs, Course::Hours].into_iter().chain(kinds)
    }

    /// Whether every month stands on top of those before it.
    #[must_use]
    pub const fn is_cumulative(self) -> bool {
        matches!(self, Course::Evictions | Course::WriteOffs)
    }

    /// What it is called.
    #[must_use]
    pub fn title(self, locale: Locale) -> String {
        match self {
            Course::Evictions => {
                locale.pick("evictions since the start", "huisuitzettingen sinds het begin").to_owned()
            }
            Course::WriteOffs => locale.pick("written off since the start", "afgeboekt sinds het begin").to_owned(),
            Course::Hours => locale.pick("all work", "al het werk").to_owned(),
            Course::HoursOf(kind) => kind_title(kind, locale),
        }
    }

    /// What it is measured in.
    #[must_use]
    pub const fn unit(self) -> KpiUnit {
        match self {
            Course::WriteOffs => KpiUnit::Euro,
            Course::Evictions | Course::Hours | Course::HoursOf(_) => KpiUnit::Count,
        }
    }
}
