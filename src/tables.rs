//! Tables out: a ledger and results as Parquet or CSV, written whole or not at all.
//!
//! The home of `polars`, which writes Parquet (`tables/parquet.rs`). Knows what a ledger's tables hold; knows no policy
//! and no settling. Always: the same columns give the same bytes (`tests/suite/books.rs`).

mod column;
mod csv;
mod error;
mod export;
mod parquet;
mod write;

pub use column::Column;
pub use column::Values;
pub use error::Mixed;
pub use error::TableError;
pub use error::TableFault;
pub use export::write_ledger;
pub use write::Format;
pub use write::write;
pub use write::write_whole;
