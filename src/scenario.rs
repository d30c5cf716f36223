//! A scenario: which policies, on which books, over which days, under which assumptions, with which dice.
//!
//! The home of YAML. Reads texts, never files: whoever calls brings the text and says where it came from. Running a
//! scenario gives one [`Outcome`] a policy, on the same households with the same luck.

mod agreement;
mod ahead;
mod chosen;
mod file;
mod finding;
mod key;
mod labour;
mod learn;
mod place;
mod precision;
mod queue;
mod read;
mod readable;
mod replay;
mod run;
mod shown;
mod step;
mod throw;
mod versions;
mod write;

pub use agreement::Agreement;
pub use agreement::agreement;
pub use chosen::Chosen;
pub use chosen::Ruling;
pub use file::Capacity;
pub use file::Execution;
pub use file::PolicyChoice;
pub use file::Precision;
pub use file::ResponseKind;
pub use file::Scenario;
pub use file::Validity;
pub use file::VersionChoice;
pub use file::Written;
pub use key::keys;
pub use labour::Rota;
pub use learn::learn;
pub use learn::second_look;
pub use precision::BATCH;
pub use precision::NotDefined;
pub use precision::Stopped;
pub use precision::StoppedBy;
pub use precision::run_until;
pub use queue::Desk;
pub use queue::Settled;
pub use queue::Staffed;
pub use read::MOST_REPLICATIONS;
pub use read::read_behaviour;
pub use read::read_clauses;
pub use read::read_scenario;
pub use readable::write_behaviour;
pub use replay::Differing;
pub use replay::Replayed;
pub use replay::replay;
pub use run::ActionRow;
pub use run::Outcome;
pub use run::Plan;
pub use run::limits;
pub use run::run;
pub use run::run_throws;
pub use step::step_of;
pub use throw::Throw;
pub use write::scenario_text;
