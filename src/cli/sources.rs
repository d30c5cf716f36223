//! The clauses of the documents that a policy cites: `sources/NAME.yaml` in the folder of the policy.

use super::Refusal;
use super::Terminal;
use super::load::show;
use super::policy::read_policy;
use crate::check::Policy;
use crate::clause::Clauses;
use crate::scenario::read_clauses;
use std::path::Path;

/// The clauses of each source of a policy, in its order; none, where there is no file of them.
///
/// # Errors
/// A [`Refusal`] when there is one and it cannot be read.
pub(super) fn load_clauses(path: &Path, policy: &Policy, terminal: Terminal) -> Result<Vec<Option<Clauses>>, Refusal> {
    let folder = path.parent().unwrap_or(Path::new("")).join("sources");
    let names = policy.sources.iter().map(|source| source.named.name.as_str());
    names.map(|name| load(&folder.join(format!("{name}.yaml")), terminal)).collect()
}

fn load(path: &Path, terminal: Terminal) -> Result<Option<Clauses>, Refusal> {
    if !path.exists() {
        return Ok(None);
    }
    let file = read_policy(path)?;
    read_clauses(&file).map(Some).map_err(|findings| show(&file, &findings, terminal))
}
