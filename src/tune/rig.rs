//! Candidates run as policies of a scenario, beside the baseline: what they share is read back once.

use super::Asked;
use super::Came;
use super::Evaluator;
use super::Knob;
use super::Places;
use super::Stage;
use super::changes;
use super::with_settings;
use crate::behaviour::Behaviour;
use crate::compare::Runs;
use crate::program::Settings;
use crate::scenario::Chosen;
use crate::scenario::Outcome;
use crate::scenario::Plan;
use crate::scenario::Replayed;
use crate::scenario::Scenario;
use crate::scenario::replay;
use crate::scenario::run;
use crate::tenancy::Portfolio;

/// A scenario of which the first policy is tried with other settings.
pub struct Rig<'a> {
    /// The scenario; of its policies only the first counts.
    pub scenario: &'a Scenario,
    /// The books.
    pub portfolio: &'a Portfolio,
    /// How households respond; none replays the payments as recorded.
    pub behaviour: Option<&'a Behaviour>,
    /// The policy with the settings that the scenario gives it.
    pub baseline: &'a Chosen,
    /// Those settings.
    pub base: &'a Settings,
    /// What is searched.
    pub knobs: &'a [Knob],
    /// Told before each batch for what it is and how many candidates it has.
    pub begun: &'a dyn Fn(Asked, usize),
    /// Told each time a tenancy has been run through, with how many runs of candidates that was.
    pub passed: &'a (dyn Fn(u64) + Sync),
}

impl Evaluator for Rig<'_> {
    fn evaluate(&self, candidates: &[Places], asked: Asked) -> Vec<Came> {
        (self.begun)(asked, candidates.len());
        let policies: Vec<Chosen> =
            [self.baseline.clone()].into_iter().chain(candidates.iter().map(|places| self.policy(places))).collect();
        let scenario = Scenario { seed: asked.seed, replications: asked.replications, ..self.scenario.clone() };
        let plan = Plan {
            scenario: &scenario,
            portfolio: self.portfolio,
            policies: &policies,
            behaviour: self.behaviour,
            future: None,
        };
        let runs = candidates.len() as u64 * u64::from(asked.replications);
        let outcomes = run(&plan, &|| (self.passed)(runs));
        let counts_books = matches!(asked.stage, Stage::Baseline | Stage::Finalists);
        let replayed = if counts_books { replay(&plan, &|| ()) } else { Vec::new() };
        let each = policies.iter().zip(outcomes).enumerate();
        each.map(|(place, (policy, outcome))| came(policy, outcome, replayed.get(place))).collect()
    }
}

impl Rig<'_> {
    /// The policy of a candidate. The grid holds only values that every version takes.
    fn policy(&self, places: &Places) -> Chosen {
        let settings = self.base.iter().map(|(name, value)| (name.clone(), value.clone()));
        let settings: Settings = settings.chain(changes(self.knobs, places)).collect();
        with_settings(self.baseline, &settings).unwrap_or_else(|_| self.baseline.clone())
    }
}

/// Breaches in runs and on the recorded books count alike.
fn came(policy: &Chosen, outcome: Outcome, replayed: Option<&Replayed>) -> Came {
    let on_books = |nth: usize| replayed.and_then(|of| of.books.breaches.get(nth)).copied().unwrap_or(0);
    let breaches = outcome.breaches.iter().enumerate().map(|(nth, count)| count + on_books(nth)).collect();
    let runs = Runs {
        name: policy.name.clone(),
        title: policy.policy.title.clone(),
        tables: outcome.tables,
        beside: outcome.beside,
    };
    Came { runs, breaches }
}
