//! The clauses of a document that policies cite: what each says in one line, and which of them nobody can compute.
//!
//! Knows policies, never files. Always: what a policy may cite of a document is exactly what stands in its list.

use crate::check::Cite;
use crate::check::Policy;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::diagnostic::did_you_mean;
use crate::diagnostic::nearest;
use crate::diagnostic::quoted_list;
use crate::locale::Locale;
use crate::locale::Phrase;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeSet;

/// More clauses than this are not listed where one is unknown.
const FEW: usize = 12;

/// The clauses of one document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clauses {
    /// The document, as people call it.
    pub source: String,
    /// Its clauses, in its order.
    pub clauses: Vec<Clause>,
}

/// One clause of a document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// How a policy cites it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it says, in one line.
    pub says: String,
    /// The number of the rule that was read in it, where rules are numbered.
    #[serde(default)]
    pub rule: Option<String>,
    /// Whether a policy can carry it out.
    #[serde(default)]
    pub computable: Computable,
    /// Why not, where it cannot.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Whether a policy can carry out a clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Computable {
    /// It says what is to be done, or measured, in terms of the books.
    #[default]
    Yes,
    /// It does not.
    No,
}

impl Clauses {
    /// The clause with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.id == id)
    }

    /// The id that is most like one that does not exist: a typing mistake away, the same words in other case, or one that
    /// begins or is begun by it.
    #[must_use]
    pub fn nearest(&self, id: &str) -> Option<&str> {
        let ids = || self.clauses.iter().map(|clause| clause.id.as_str());
        let wanted = id.to_lowercase();
        let begins = |known: &&str| {
            let known = known.to_lowercase();
            known.starts_with(&wanted) || wanted.starts_with(&known)
        };
        nearest(id, ids()).or_else(|| ids().filter(begins).max_by_key(|known| known.len()))
    }

    /// Whether any clause is a part of this one: `A.2.1` of `A.2`, `2 Flexibiliteit` of `2`.
    #[must_use]
    pub fn is_heading(&self, id: &str) -> bool {
        self.clauses.iter().any(|clause| is_part(&clause.id, id))
    }
}

/// Whether the first clause is a part of the second, by their ids.
#[must_use]
pub fn is_part(id: &str, of: &str) -> bool {
    id.strip_prefix(of).is_some_and(|rest| rest.starts_with(|next: char| !next.is_alphanumeric()))
}

/// A warning for every citation of a clause that its document does not have. `clauses` stands beside the sources of the
/// policy; a source without a list is not looked at.
#[must_use]
pub fn unknown_clauses(policy: &Policy, clauses: &[Option<Clauses>]) -> Vec<Diagnostic> {
    let mut findings: Vec<Diagnostic> =
        citations(policy).filter_map(|cite| unknown(policy, clauses.get(cite.source)?.as_ref()?, cite)).collect();
    findings.sort_by_key(Diagnostic::start);
    findings
}

/// The names of the sources that a policy cites and of which no list of clauses is at hand, in its order.
#[must_use]
pub fn unlisted<'p>(policy: &'p Policy, clauses: &[Option<Clauses>]) -> Vec<&'p str> {
    let cited: BTreeSet<usize> = citations(policy).map(|cite| cite.source).collect();
    let without = policy
        .sources
        .iter()
        .enumerate()
        .filter(|(place, _)| cited.contains(place) && clauses.get(*place).is_none_or(Option::is_none));
    without.map(|(_, source)| source.named.name.as_str()).collect()
}

/// Every citation of a policy, whatever it belongs to.
pub fn citations(policy: &Policy) -> impl Iterator<Item = &Cite> {
    let scope = policy.scope.iter().map(|scope| &scope.cites);
    let targets = policy.targets.iter().map(|target| &target.cites);
    let settings = policy.settings.iter().map(|setting| &setting.cites);
    let segments = policy.segments.iter().map(|segment| &segment.cites);
    let stages = policy.stages.iter().map(|stage| &stage.cites);
    let rules = policy.rules.iter().map(|rule| &rule.cites);
    let exceptions = policy.exceptions.iter().map(|exception| &exception.cites);
    let plans = policy.plans.iter().map(|plan| &plan.cites);
    let holds = policy.holds.iter().map(|hold| &hold.cites);
    let guarantees = policy.guarantees.iter().map(|guarantee| &guarantee.cites);
    let placed = scope.chain(targets).chain(settings).chain(segments).chain(stages);
    placed.chain(rules).chain(exceptions).chain(plans).chain(holds).chain(guarantees).flatten()
}

fn unknown(policy: &Policy, clauses: &Clauses, cite: &Cite) -> Option<Diagnostic> {
    if clauses.find(&cite.clause).is_some() {
        return None;
    }
    let source = policy.sources.get(cite.source)?;
    let (name, title, clause) = (&source.named.name, &source.named.title, &cite.clause);
    let message = Phrase::new(
        format!("“{title}” (`{name}`) has no clause `{clause}`"),
        format!("“{title}” (`{name}`) heeft geen paragraaf `{clause}`"),
    );
    let file = format!("sources/{name}.yaml");
    let ids: Vec<&str> = clauses.clauses.iter().map(|clause| clause.id.as_str()).collect();
    let help = match clauses.nearest(clause) {
        Some(meant) => did_you_mean(meant),
        None if (1..=FEW).contains(&ids.len()) => Phrase::new(
            format!("it has {}; or add this one in `{file}`", quoted_list(&ids, Locale::En)),
            format!("er zijn {}; of voeg deze toe in `{file}`", quoted_list(&ids, Locale::Nl)),
        ),
        None => Phrase::new(
            format!("see `{file}` for its clauses, or add this one there"),
            format!("zie `{file}` voor de paragrafen, of voeg deze daar toe"),
        ),
    };
    Some(code::UNKNOWN_CLAUSE.at(cite.span, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clauses(ids: &[&str]) -> Clauses {
        let clause = |id: &&str| Clause {
            id: (*id).to_owned(),
            title: String::new(),
            says: String::new(),
            rule: None,
            computable: Computable::Yes,
            reason: None,
        };
        Clauses { source: String::new(), clauses: ids.iter().map(clause).collect() }
    }

    #[test]
    fn a_part_is_told_from_a_number_that_only_begins_alike() {
        assert!(is_part("A.2.1", "A.2") && is_part("2 Flexibiliteit", "2") && is_part("3, 1 maand", "3"));
        assert!(!is_part("KPI 10", "KPI 1") && !is_part("A.2", "A.2") && !is_part("A.2", "A.2.1"));
    }

    #[test]
    fn the_nearest_clause_is_a_typing_mistake_away_or_begins_alike() {
        let clauses = clauses(&["2", "2 Proactieve communicatie", "4 Kredietbank"]);
        assert_eq!(clauses.nearest("4 Kreditbank"), Some("4 Kredietbank"));
        assert_eq!(clauses.nearest("2 Proactieve"), Some("2 Proactieve communicatie"));
        assert_eq!(clauses.nearest("2 proactieve Communicatie, derde zin"), Some("2 Proactieve communicatie"));
        assert_eq!(clauses.nearest("9"), None);
    }
}
