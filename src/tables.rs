//! Tables in and out: a ledger read with all its faults, and results written whole or not at all.
//!
//! The home of `polars`, which reads and writes Parquet (`tables/parquet.rs`). Knows what a ledger's tables hold; knows no
//! policy and no settling.
//! Always: rows and amounts read are those used and those in quarantine, to the cent; the same books give the same bytes
//! (`tests/suite/books/read.rs`).
//!
//! # Why
//! CSV is cut by a few lines of our own. It comes out of Excel with a field too many in one row and a quote never closed in
//! another: the reader must go on past such a row and name its line, which a reader made for speed does not do.

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
mod privacy;
mod rule;
mod sheet;
mod write;

pub use column::Column;
pub use column::Values;
pub use error::Mixed;
pub use error::TableError;
pub use error::TableFault;
pub use error::refused_by_system;
pub use error::refused_in_words;
pub use export::write_ledger;
pub use findings::Fault;
pub use findings::Findings;
pub use findings::TableCount;
pub use findings::Total;
pub use findings::Warned;
pub use ledger::LedgerRead;
pub use ledger::read_ledger;
pub use ledger::read_tenancy;
pub use privacy::Personal;
pub use rule::Rule;
pub use rule::Severity;
pub use write::Format;
pub use write::write;
pub use write::write_whole;
