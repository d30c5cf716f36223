//! A policy in the languages of other tools: its process as BPMN 2.0, its rules as decision tables in DMN 1.3.
//!
//! Knows the words of a document, no ledger and no run. Always: what is written is well-formed, its ids are unique and
//! every reference has its target, whatever the policy's names and titles hold.
//!
//! # Why
//! Corporations draw their processes in BPMN and their decisions in DMN. Both come from the policy, never the other way:
//! what is drawn says no more than the policy does, and where a form cannot say it, that is written beside it.

mod bpmn;
mod dmn;
mod xml;

pub use bpmn::bpmn;
pub use dmn::dmn;

/// XML that could not be written: a fault of ours.
#[derive(Debug, thiserror::Error)]
#[error("the XML could not be written: {0}")]
pub struct XmlError(String);
