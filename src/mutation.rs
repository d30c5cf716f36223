//! Small changes to a policy that its examples should notice: a threshold by one, a comparison turned round, a part of a
//! condition, an exception or a hold left out, another frequency. A change that no example notices is a missing example, and
//! one is proposed: of one day, or over time where only a course of days tells.
//!
//! Changes are made in what the policy means, not in its text; what is proposed is text, read again and run on both before it
//! is told. Always: a proposed example passes on the policy and fails on the changed one
//! (`what_is_proposed_passes_on_the_policy_and_fails_on_the_change`); the same policy gives the same answer.

mod alter;
mod boundary;
mod cell;
mod mutant;
mod often;
mod sequence;
mod terms;
#[cfg(test)]
mod tests;
mod written;

pub use mutant::Alteration;
pub use mutant::Mutant;
pub use mutant::Site;
pub use mutant::mutants;

use crate::check::Example;
use crate::check::Policy;
use crate::check::Timeline;
use crate::example::course_passes;
use crate::example::passes;
use crate::program::Program;
use crate::program::Settings;
use crate::source::SourceFile;
use boundary::Search;
use boundary::Sought;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

/// How many cases are tried for each change that no example notices, if nothing else is asked.
pub const USUAL_EFFORT: usize = 3_000;

/// What came of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// An example of the policy notices it, by its title.
    Noticed(String),
    /// No example notices it; this one would, by its place in [`Mutated::proposals`].
    Missed(usize),
    /// It changes no decision, whatever the facts: every case was tried.
    Equivalent,
    /// It changes a decision only where facts stand beside each other that cannot be true together.
    Impossible,
    /// So many cases and courses were tried, and none told them apart.
    Undecided(usize),
    /// No example can notice it: plans are agreed in runs with households that respond.
    Unseen,
}

/// The changes to a policy, each with what came of it.
#[derive(Clone, Debug)]
pub struct Mutated {
    /// In the order of the policy.
    pub mutants: Vec<(Mutant, Fate)>,
    /// Examples in the language of the policy, ready to be put into it. Each notices at least one change that none before
    /// it does.
    pub proposals: Vec<String>,
}

impl Mutated {
    /// How many changes had a fate like this.
    pub fn count(&self, is: impl Fn(&Fate) -> bool) -> usize {
        self.mutants.iter().filter(|(_, fate)| is(fate)).count()
    }
}

/// Makes every change to a policy and looks which examples notice. `passed` is told each time a change is done with.
#[must_use]
pub fn mutate(
    file: &SourceFile,
    policy: &Policy,
    program: &Program,
    effort: usize,
    passed: &(dyn Fn() + Sync),
) -> Mutated {
    let all = mutants(file, policy, program);
    let standing = Standing::of(policy, program);
    let noticed: Vec<Option<String>> = all
        .par_iter()
        .map(|mutant| {
            let noticed = standing.noticed_by(mutant);
            passed();
            noticed
        })
        .collect();
    let mut proposals = Vec::new();
    let mut known: Vec<Proposed> = Vec::new();
    let mut told = Vec::new();
    for (mutant, noticed) in all.into_iter().zip(noticed) {
        let fate = match noticed {
            Some(title) => Fate::Noticed(title),
            None => missed(&mutant, (file, policy, program), effort, &mut proposals, &mut known),
        };
        passed();
        told.push((mutant, fate));
    }
    Mutated { mutants: told, proposals }
}

/// What is to be said of a change that no example notices: one of those proposed does, or a new one, or none can.
fn missed(
    mutant: &Mutant,
    (file, policy, program): (&SourceFile, &Policy, &Program),
    effort: usize,
    proposals: &mut Vec<String>,
    known: &mut Vec<Proposed>,
) -> Fate {
    if matches!(mutant.site, Site::Plan(_)) {
        return Fate::Unseen;
    }
    let Ok(changed) = Program::compile(&mutant.policy, &Settings::new()) else { return Fate::Undecided(0) };
    if let Some(place) = known.iter().position(|of| of.notices(mutant, &changed)) {
        return Fate::Missed(place);
    }
    let search = Search { file, policy, program, mutant, changed: &changed, effort };
    let sought = match search.find() {
        Sought::GaveUp(tried) => search.in_course(tried),
        sought => sought,
    };
    match sought {
        Sought::Found(proposed) => {
            proposals.push(proposed.text.clone());
            known.push(*proposed);
            Fate::Missed(proposals.len() - 1)
        }
        Sought::Nowhere => Fate::Equivalent,
        Sought::OnlyImpossible => Fate::Impossible,
        Sought::GaveUp(tried) => Fate::Undecided(tried),
    }
}

/// An example that was proposed, as text and as it was read again.
struct Proposed {
    text: String,
    read: Noticing,
}

/// What notices a change.
enum Noticing {
    /// An example of one day.
    Day(Example),
    /// One over time.
    Course(Timeline),
}

impl Proposed {
    fn notices(&self, mutant: &Mutant, changed: &Program) -> bool {
        match &self.read {
            Noticing::Day(example) => !passes(&mutant.policy, changed, example),
            Noticing::Course(timeline) => !course_passes(&mutant.policy, changed, timeline),
        }
    }
}

/// The examples that pass on the policy as it is: only these can notice anything.
struct Standing<'a> {
    policy: &'a Policy,
    examples: Vec<usize>,
    timelines: Vec<usize>,
}

impl<'a> Standing<'a> {
    fn of(policy: &'a Policy, program: &Program) -> Standing<'a> {
        let examples = policy.examples.iter().enumerate().filter(|(_, of)| passes(policy, program, of));
        let timelines = policy.timelines.iter().enumerate().filter(|(_, of)| course_passes(policy, program, of));
        Standing {
            policy,
            examples: examples.map(|(place, _)| place).collect(),
            timelines: timelines.map(|(place, _)| place).collect(),
        }
    }

    /// The title of the first example that notices a change.
    fn noticed_by(&self, mutant: &Mutant) -> Option<String> {
        let changed = Program::compile(&mutant.policy, &Settings::new()).ok()?;
        let example = self.examples.iter().filter_map(|place| self.policy.examples.get(*place));
        let of_a_day = example.into_iter().find(|example| !passes(&mutant.policy, &changed, example));
        let over_time = || {
            let all = self.timelines.iter().filter_map(|place| self.policy.timelines.get(*place));
            all.into_iter().find(|timeline| !course_passes(&mutant.policy, &changed, timeline))
        };
        of_a_day.map(|example| example.title.clone()).or_else(|| over_time().map(|timeline| timeline.title.clone()))
    }
}
