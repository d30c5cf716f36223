//! Tables out: a ledger and results as Parquet or CSV, written whole or not at all.
//!
//! The home of `polars`, which writes Parquet (`tables/parquet.rs`). Knows what a ledger's tables hold; knows no policy
//! and no settling. Always: the same columns give the same bytes (`tests/suite/books.rs`).

mod cells;
mod column;
mod csv;
mod dialect;
mod encoding;
mod error;
mod export;
mod findings;
mod ledger;
mod parquet;
mod rule;
mod sheet;
mod write;

pub use column::Column;
pub use column::Values;
pub use error::Mixed;
pub use error::TableError;
pub use error::TableFault;
pub use export::write_ledger;
pub use findings::Fault;
pub use findings::Findings;
pub use findings::TableCount;
pub use findings::Total;
pub use findings::Warned;
pub use ledger::LedgerRead;
pub use ledger::read_ledger;
pub use rule::Rule;
pub use rule::Severity;
pub use write::Format;
pub use write::write;
pub use write::write_whole;
