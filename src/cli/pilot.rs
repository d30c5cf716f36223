//! `huurproef pilot`: learning on purpose, before the trial and after it.

mod allocation;
mod answer;
mod design;
mod filed;
mod number;
mod read;
mod refusals;

use super::Outcome;
use super::Refusal;
use super::Terminal;
use crate::behaviour::Behaviour;
use crate::locale::Phrase;
use crate::pilot::Cases;
use crate::pilot::EntryRule;
use crate::pilot::FEWEST;
use crate::pilot::cases;
use crate::scenario::Plan;
use crate::scenario::Throw;
use clap::Args;
use clap::Subcommand;

const EXAMPLE: &str = "Example:
  huurproef pilot design scenarios/s5-zonder-huisbezoek.yaml --number contact.home_visit.effect --replications 2

Afterwards: `huurproef pilot read DESIGN --ledger LEDGER`. docs/pilot.md tells more of each.";

/// The name of the design within its folder.
const DESIGN: &str = "share/pilot.yaml";
/// The name of the receipt.
const RECEIPT: &str = "share/run.json";
/// The name of the allocation, for the corporation alone.
const ALLOCATION: &str = "internal/allocation.csv";

/// The arguments of `huurproef pilot`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct PilotArguments {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, Subcommand)]
enum Step {
    /// How many tenants for how many months a split needs, and who goes to which arm.
    Design(design::DesignArguments),
    /// What the books say of a trial that was held.
    Read(read::ReadArguments),
}

pub(super) fn pilot(arguments: &PilotArguments, terminal: Terminal) -> Outcome {
    match &arguments.step {
        Step::Design(arguments) => design::design(arguments, terminal),
        Step::Read(arguments) => read::read(arguments, terminal),
    }
}

/// Plays both policies with a number at a value, the others at theirs.
fn played(
    plan: &Plan<'_>,
    behaviour: &Behaviour,
    at: (&str, f64),
    rule: EntryRule,
    runs: u32,
    passed: &(dyn Fn() + Sync),
) -> Option<Cases> {
    let behaviour = behaviour.with(at.0, at.1)?;
    let throws: Vec<Throw> = (0..runs).map(|luck| Throw::central(&behaviour, luck)).collect();
    Some(cases(plan, rule, &throws, passed))
}

/// A count of tenancies as others may see it; few are not told.
fn cell(count: usize) -> Option<usize> {
    (count == 0 || count >= FEWEST).then_some(count)
}

fn nobody_responds() -> Refusal {
    Refusal::new(Phrase::new(
        "nobody responds in this scenario: there is no number to learn",
        "niemand reageert in dit scenario: er valt geen getal te leren",
    ))
    .help(Phrase::new(
        "write `response: modelled` and name a `behaviour`",
        "schrijf `response: modelled` en noem een `behaviour`",
    ))
}
