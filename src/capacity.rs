//! What becomes of work when there are so many hours a week: who waits, how long, and which rules starve.
//!
//! Knows jobs and days; no policy, no household, no scenario. Whoever calls says what was decided when, and what came of it.
//! Always: more hours never leave more work undone at the end of a week (`more_hours_never_leave_more_undone`); with hours
//! enough nothing waits (`with_hours_enough_nothing_waits`).
//!
//! # Why
//! The order is that of the worklist: the heaviest goes first. Of what weighs the same the oldest goes first, of what was
//! decided on one day the most arrears, and then who comes first in the books.

mod queue;
mod tally;

pub use queue::End;
pub use queue::Hours;
pub use queue::Job;
pub use queue::Way;
pub use queue::Week;
pub use queue::serve;
pub use queue::weeks;
pub use tally::A_WEEK;
pub use tally::IN_TIME;
pub use tally::RuleTally;
pub use tally::Served;
pub use tally::tally;
