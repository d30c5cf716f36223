//! Huurproef makes a rent collection policy executable: what is written is what runs.
//!
//! ```text
//! policies/*.beleid ─parse→ SyntaxTree ─check→ Policy ─compile→ Program ─┐
//! scenarios/*.yaml ─load──→ Scenario (portfolio, behaviour, window, seed) ┤
//!                                                                simulate one tenancy
//!                                                                         ↓
//! report ←── Comparison ←─compare── KpiTable ←─measure───┬──────────── History
//!            Explanation ←─why───────────────────────────┘
//! ```
//!
//! The modules below stand bottom-up, and that order is the architecture: a module names only
//! modules above it. `language` and `world` are strangers; they share only `words`.

// words: what every module may say
pub mod money;
pub mod calendar;
pub mod locale;
pub mod chance;
pub mod source;
pub mod diagnostic;
pub mod vocabulary;
pub mod law;

// numbers: what can be learnt from what happened; knows no policy, no tenant
pub mod estimation;

// language: from text to something that can decide; knows no ledger, no tenant
pub mod syntax;
pub mod check;
pub mod reference;
pub mod layout;
pub mod clause;
pub mod program;
pub mod difference;

// world: what happens outside the policy; knows no policy
pub mod tenancy;
pub mod ledger;
pub mod behaviour;
pub mod fit;
pub mod synth;
pub mod forecast;

// time: the only place where language and world meet
pub mod engine;

// questions: read History, change nothing
pub mod disclosure;
pub mod counting;
pub mod threshold;
pub mod kpi;
pub mod compare;
pub mod explain;
pub mod worklist;
pub mod contrast;
pub mod example;
pub mod coverage;
pub mod mutation;
pub mod proof;
pub mod capacity;
pub mod scenario;
pub mod backtest;
pub mod attribution;
pub mod question;
pub mod pilot;
pub mod tune;
pub mod trace;
pub mod document;

// doors: the outside world enters and leaves here
pub mod file;
#[cfg(feature = "data")]
pub mod tables;
pub mod report;
pub mod interchange;
pub mod lsp;
pub mod cli;
