//! How long the desk takes to carry out what the policy decides.

use super::luck::Luck;
use super::luck::whole;
use crate::calendar::Day;
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

/// When the desk comes to something that was decided for a tenancy, where work waits in a queue. What is not listed is done
/// at the pace of the [`Delay`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The rule, by its place in the policy that ruled then.
    pub rule: u16,
    /// The day of the decision.
    pub decided: Day,
    /// The working day on which the desk comes to it, later than by its pace alone; [`Day::NEVER`] when it never does.
    pub on: Day,
}

/// What the record tells of the days that one tenancy's actions take, by [`ActionKind::place`].
pub type KindDelays = [Pace; ActionKind::COUNT];

/// What the record tells of the days that a kind of action takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// The days that it took.
    pub taken: Option<u16>,
    /// The most days that it was asked for in vain: where it was never done, it takes longer.
    pub in_vain: Option<u16>,
    /// Since when it was taken up, where it was asked for when the window began.
    pub under_way: Option<Day>,
}

impl Delay<'_> {
    /// The days that an action of this kind takes for the tenancy at this place of the portfolio.
    pub(super) fn days(&self, kind: ActionKind, place: usize, luck: &Luck) -> i32 {
        match self {
            Delay::Prompt => 0,
            Delay::About(mean) => drawn(*mean, kind, luck),
            Delay::AsRecorded(table, mean) => {
                let pace = table.get(place).and_then(|paces| paces.get(kind.place())).copied().unwrap_or_default();
                // Who did not come within so many days takes as long again as anybody.
                let longer = pace.in_vain.map_or(0, |days| i32::from(days) + 1);
                pace.taken.map_or_else(|| longer + drawn(*mean, kind, luck), i32::from)
            }
        }
    }

    /// Since when the desk had an action of this kind in hand for the tenancy at this place when the window began.
    pub(super) fn under_way(&self, kind: ActionKind, place: usize) -> Option<Day> {
        let Delay::AsRecorded(table, _) = self else { return None };
        table.get(place)?.get(kind.place())?.under_way
    }
}

/// The pace of the clerk is a trait of the desk, not of a replication.
fn drawn(mean: f64, kind: ActionKind, luck: &Luck) -> i32 {
    let luck = Luck { replication: 0, ..*luck };
    let number = u32::try_from(kind.place()).unwrap_or(0);
    whole(mean * luck.draw(DrawKind::ClerkDelay, 0, number).exponential())
}
