//! How long the desk takes to carry out what the policy decides.

use super::luck::Luck;
use super::luck::whole;
use crate::chance::DrawKind;
use crate::vocabulary::ActionKind;

/// Days between the decision and its execution, by kind of action.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Delay<'a> {
    /// On the day of the decision, or the first working day after it.
    Prompt,
    /// A number of days drawn for each tenancy and kind of action, exponential with this mean.
    About(f64),
    /// As the record shows for each tenancy, in the order of the portfolio; drawn with this mean where it shows nothing.
    AsRecorded(&'a [KindDelays], f64),
}

/// The days that one tenancy's actions took on the record, by [`ActionKind::place`].
pub type KindDelays = [Option<u16>; ActionKind::COUNT];

impl Delay<'_> {
    /// The days that an action of this kind takes for the tenancy at this place of the portfolio.
    pub(super) fn days(&self, kind: ActionKind, place: usize, luck: &Luck) -> i32 {
        let drawn = |mean: f64| {
            // The clerk's pace is a trait of the desk, not of a replication.
            let luck = Luck { replication: 0, ..*luck };
            let number = u32::try_from(kind.place()).unwrap_or(0);
            whole(mean * luck.draw(DrawKind::ClerkDelay, 0, number).exponential())
        };
        match self {
            Delay::Prompt => 0,
            Delay::About(mean) => drawn(*mean),
            Delay::AsRecorded(table, mean) => {
                let recorded = table.get(place).and_then(|delays| delays.get(kind.place()).copied().flatten());
                recorded.map_or_else(|| drawn(*mean), i32::from)
            }
        }
    }
}
