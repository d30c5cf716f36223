//! Whether the guarantees of a policy hold of every tenant it could meet, and how two policies stand to each other: argued
//! from the text, with no ledger.
//!
//! Owns the argument; knows the policy, the regions of the space of facts, and the engine, which has to go every path that
//! is told. Always: what is called proved is kept in every run (`proved_guarantees_are_kept_in_every_run`); what is called
//! refuted has been breached by the engine on the books of the tenant that is told; everything else is undecided, and why.
//!
//! # Why it is proved
//! In a run a guarantee is looked at on the morning of a day on which something of its kind is to be done, with the facts
//! of that morning (`engine::simulator::acting`). What a policy does, it does by a rule, or by an exception that decides
//! the rule, and whatever waited for the desk, a list or a working day is judged again on the day of its execution, on the
//! same facts: so on that morning the scope, the stage, the rule's condition, that of each exception on the way, and the
//! opposite of each that stands above or would decide it, hold. If all these and the opposite of what the guarantee asks
//! leave no room for a tenant, no run breaches it, whatever happened before, whatever is on record, whatever plans run, and
//! however the desk and the household behave. One thing differs: while a hold covers claims, a rule sees only the others,
//! and the guarantee all of them. Then what the rule saw is weakened to what follows for all claims (`logic::of_all_claims`).
//!
//! Where conditions alone leave room, what can have been done before may not (`done`). That is argued for what the policy
//! does itself: a ledger can show anything as done before the policy began to rule.
//!
//! # What is not proved
//! - Steps of bailiff, court and municipality: no policy takes them. They are looked at in runs.
//! - What only the order of days could show: that something was done longer ago than something else.
//!
//! # Why it is refuted
//! Only by trying: tenants are made from what the conditions ask about (`search`), and the engine follows them. A path is the
//! course of one of them, of those that were tried the one with the fewest steps, then the fewest days.

mod between;
mod course;
mod done;
mod guarantee;
mod logic;
mod path;
mod search;
mod tenant;
#[cfg(test)]
mod tests;
mod way;

pub use between::Between;
pub use between::Claim;
pub use between::Counter;
pub use between::OfSegment;
pub use between::between;
pub use between::between_within;
pub use guarantee::Ground;
pub use guarantee::Proof;
pub use guarantee::Range;
pub use guarantee::Verdict;
pub use guarantee::Why;
pub use guarantee::prove;
pub use guarantee::prove_within;
pub use path::Moment;
pub use path::Path;
pub use path::Taken;
