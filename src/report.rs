//! Answers laid out for people. Reads what others found out; changes and recomputes nothing.

mod table;

pub use table::Align;
pub use table::aligned;
