//! Huurproef on inputs that nobody would write: what a fuzzer tries, and what the tests try again of what it kept.
//!
//! Owns what is done with an input and what must be true afterwards; knows of no fuzzer. The targets in `fuzz_targets`
//! hand their inputs to these functions, and `tests/suite/resilience.rs` of the program hands them every input in
//! `corpus`, so that what was mended stays so.
//! Always: whatever the bytes, a trial comes back without a panic; a panic is a find.

#[cfg(feature = "data")]
pub mod books;
pub mod choice;
pub mod editor;
pub mod growth;
pub mod layout;
pub mod made;
pub mod policy;
pub mod statement;
pub mod text;
pub mod yaml;

/// What is done with an input.
pub type Trial = fn(&[u8]);

/// Every target by its name: that of its file in `fuzz_targets` and of its folder in `corpus`.
pub const TRIALS: &[(&str, Trial)] = &[
    ("read", text::read),
    ("layout", layout::layout),
    ("made", made::made),
    ("changed", made::changed),
    ("yaml", yaml::yaml),
    ("messages", editor::messages),
    ("session", editor::session),
    #[cfg(feature = "data")]
    ("books", books::books),
];
