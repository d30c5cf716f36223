//! What lies beside a policy on disk, as the server is told of it: it reads no file itself.

use crate::check::Policy;
use crate::diagnostic::Diagnostic;

/// Who knows what lies beside a policy. Each is given the address of the policy.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings {
    /// What else is found of a policy, beside its own text.
    pub findings: fn(&str, &Policy) -> Vec<Diagnostic>,
    /// What becomes of the file of clauses of a source that is given another name: the old name, and the new one.
    pub clause_file: fn(&str, &str, &str) -> ClauseFile,
}

impl Surroundings {
    /// Nothing lies beside any policy.
    pub const NONE: Surroundings =
        Surroundings { findings: |_, _| Vec::new(), clause_file: |_, _, _| ClauseFile::Stays };
}

/// What becomes of the file with the clauses of a source, which bears the name of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClauseFile {
    /// Nothing: there is no such file, or the same clauses stand under the new name already.
    Stays,
    /// It takes the new name too.
    Moves {
        /// Its address now.
        from: String,
        /// And then.
        to: String,
    },
    /// Other clauses stand under the new name.
    Taken,
    /// Other policies, by the names of their files, cite it under the old name.
    Shared(Vec<String>),
}
