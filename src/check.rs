//! From a syntax tree to a policy in which every name is resolved and every unit agrees.
//!
//! Knows the vocabulary; knows no ledger and no day. Each pass goes on after a mistake, so that all are reported at
//! once, and says nothing about what another finding has said already.
//! Always: a [`Policy`] comes out exactly when there is no error.

mod condition;
mod declare;
mod example;
mod lookup;
mod measure;
mod names;
mod policy;
mod rule;
mod setting;

pub use policy::Action;
pub use policy::Bound;
pub use policy::Cite;
pub use policy::Comparison;
pub use policy::Condition;
pub use policy::Conventions;
pub use policy::Evaluate;
pub use policy::Example;
pub use policy::Expectation;
pub use policy::Frequency;
pub use policy::Given;
pub use policy::Guarantee;
pub use policy::Must;
pub use policy::Named;
pub use policy::Operand;
pub use policy::OverdueFrom;
pub use policy::Partner;
pub use policy::Per;
pub use policy::Policy;
pub use policy::Rule;
pub use policy::Scope;
pub use policy::Segment;
pub use policy::Setting;
pub use policy::Source;
pub use policy::Stage;
pub use policy::StageRange;
pub use policy::Step;
pub use policy::Subject;
pub use policy::Target;
pub use policy::Test;
pub use policy::Value;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::any_error;
use crate::locale::Locale;
use crate::source::SourceFile;
use crate::syntax;
use crate::syntax::ItemKind;
use crate::syntax::SyntaxTree;

/// What checking gives.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The policy, if there is no error.
    pub policy: Option<Policy>,
    /// What was found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses and checks a policy.
#[must_use]
pub fn read(file: &SourceFile) -> Checked {
    let parsed = syntax::parse(file);
    let checked = check(file, &parsed.tree);
    let mut diagnostics = parsed.diagnostics;
    diagnostics.extend(checked.diagnostics);
    diagnostics.sort_by_key(|finding| (finding.start(), finding.code));
    Checked { policy: checked.policy.filter(|_| !any_error(&diagnostics)), diagnostics }
}

/// Checks what could be read. Of a tree with broken items the rest is checked, and no policy comes out.
#[must_use]
pub fn check(file: &SourceFile, tree: &SyntaxTree) -> Checked {
    let mut checker = Checker::new(file, tree);
    let policy = checker.policy(tree);
    let mut diagnostics = checker.findings;
    diagnostics.sort_by_key(|finding| (finding.start(), finding.code));
    let broken = tree.items.iter().any(|item| matches!(item.kind, ItemKind::Broken(_)));
    Checked { policy: policy.filter(|_| !broken && !any_error(&diagnostics)), diagnostics }
}

/// What is known while a tree is checked, and what was found.
struct Checker<'t> {
    file: &'t SourceFile,
    locale: Locale,
    names: names::Names<'t>,
    settings: Vec<setting::Use>,
    findings: Vec<Diagnostic>,
    /// How many more times the nearest name is looked for: in a file full of mistakes that takes long.
    guesses: usize,
}

impl<'t> Checker<'t> {
    fn new(file: &'t SourceFile, tree: &'t SyntaxTree) -> Checker<'t> {
        let mut checker = Checker {
            file,
            locale: tree.locale,
            names: names::Names::default(),
            settings: Vec::new(),
            findings: Vec::new(),
            guesses: 50,
        };
        checker.declare_names(tree);
        checker.setting_units(tree);
        checker
    }

    /// Every part is checked before the first missing one ends it, so that nothing goes unsaid.
    fn policy(&mut self, tree: &'t SyntaxTree) -> Option<Policy> {
        let header = self.header(tree);
        let valid_from = self.valid_from(tree);
        let conventions = self.conventions(tree);
        let sources = self.sources(tree);
        let scope = self.scope(tree);
        let targets = self.targets(tree);
        let actions = self.actions(tree);
        let partners = self.partners(tree);
        let segments = self.segments(tree);
        let stages = self.stages(tree);
        let rules = self.rules(tree);
        let guarantees = self.guarantees(tree);
        let examples = self.examples(tree);
        // Last: what a plain number of a setting means is known from where the setting is used.
        let settings = self.settings(tree);
        let (title, version) = header?;
        Some(Policy {
            title,
            version,
            locale: self.locale,
            valid_from,
            conventions: conventions?,
            sources,
            scope: scope?,
            targets: targets?,
            settings: settings?,
            actions: actions?,
            partners: partners?,
            segments: segments?,
            stages: stages?,
            rules: rules?,
            guarantees: guarantees?,
            examples: examples?,
        })
    }
}
