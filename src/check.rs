//! From a syntax tree to a policy in which every name is resolved and every unit agrees.
//!
//! Knows the vocabulary; knows no ledger and no day. Each pass goes on after a mistake, so that all are reported at
//! once, and says nothing about what another finding has said already.
//! Always: a [`Policy`] comes out exactly when there is no error.

mod analysis;
mod condition;
mod declare;
mod example;
mod exception;
mod fact;
mod guess;
mod hold;
mod joined;
mod law;
mod list;
mod lookup;
mod measure;
mod names;
mod partner;
mod plan;
mod policy;
mod region;
mod rule;
mod said;
mod segment;
mod setting;
mod target;
mod terms;
mod timeline;
#[cfg(test)]
mod tests;

pub use example::lasts;
pub use hold::CONTACTS;
pub use hold::MESSAGES;
pub use law::legal_guarantees;
pub use policy::Action;
pub use policy::Batch;
pub use policy::Bound;
pub use policy::Cite;
pub use policy::Comparison;
pub use policy::Condition;
pub use policy::Conventions;
pub use policy::CostsVat;
pub use policy::Evaluate;
pub use policy::Example;
pub use policy::Expectation;
pub use policy::Frequency;
pub use policy::Given;
pub use policy::Guarantee;
pub use policy::Law;
pub use policy::Layer;
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
pub use region::Answer;
pub use region::Knobs;
pub use region::NEXT_DUE;
pub use region::Region;
pub use region::Space;
pub use region::Witness;
pub use region::cannot_be_together;
pub use region::contradiction;
pub use region::given_words;
pub use region::value_words;
pub use terms::Approval;
pub use terms::DeclaredFact;
pub use terms::Exception;
pub use terms::Hold;
pub use terms::Overridden;
pub use terms::PlanTerms;
pub use terms::Spacing;
pub use terms::Stops;
pub use timeline::Event;
pub use timeline::Expected;
pub use timeline::Happening;
pub use timeline::Timeline;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::any_error;
use crate::diagnostic::code;
use crate::locale::Locale;
use crate::source::SourceFile;
use crate::syntax;
use crate::syntax::Ending;
use crate::syntax::Item;
use crate::syntax::ItemKind;
use crate::syntax::Namespace;
use crate::syntax::Parsed;
use crate::syntax::SyntaxTree;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What checking gives.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The policy, if there is no error.
    pub policy: Option<Policy>,
    /// What was found: what is wrong before what is worth a look, each in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses and checks a policy.
#[must_use]
pub fn read(file: &SourceFile) -> Checked {
    conclude(file, &syntax::parse(file))
}

/// Checks a policy that has been parsed: what both found, together.
#[must_use]
pub fn conclude(file: &SourceFile, parsed: &Parsed) -> Checked {
    let checked = check(file, &parsed.tree);
    let mut diagnostics = parsed.diagnostics.clone();
    diagnostics.extend(checked.diagnostics);
    joined::tell(file, &parsed.tree, &mut diagnostics);
    diagnostics.sort_by_key(Diagnostic::rank);
    // A number that has to be whole has no decimal mark at all.
    let not_whole: BTreeSet<usize> =
        diagnostics.iter().filter(|finding| finding.code == code::NOT_WHOLE.id).map(Diagnostic::start).collect();
    let of_mark = |finding: &Diagnostic| finding.code == code::AMBIGUOUS_NUMBER.id;
    diagnostics.retain(|finding| !(of_mark(finding) && not_whole.contains(&finding.start())));
    let wrong = any_error(&diagnostics);
    // What could not be read comes first: what the policy lacks is said afterwards.
    diagnostics.retain(|finding| !wrong || !follows_from_a_mistake(finding));
    Checked { policy: checked.policy.filter(|_| !wrong), diagnostics }
}

/// Checks what could be read. Of a tree with broken items the rest is checked, and no policy comes out.
#[must_use]
pub fn check(file: &SourceFile, tree: &SyntaxTree) -> Checked {
    let mut checker = Checker::new(file, tree);
    let policy = checker.policy(tree);
    checker.name_doubles();
    checker.findings.extend(policy.iter().flat_map(law::findings));
    // A policy with mistakes in it is not looked into: what is found could be the mistake's doing.
    if !any_error(&checker.findings) && checker.everything_read {
        let found: Vec<Diagnostic> = policy.iter().flat_map(|policy| analysis::findings(file, policy)).collect();
        checker.findings.extend(found);
    }
    let policy = policy.filter(|_| checker.everything_read && !any_error(&checker.findings));
    let mut diagnostics = checker.findings;
    let wrong = any_error(&diagnostics);
    // What uses a setting may be the rule that is missing.
    let lacking = diagnostics.iter().any(|finding| finding.code == code::NEVER_ESTABLISHED.id);
    let unused = |finding: &Diagnostic| lacking && finding.code == code::UNUSED_SETTING.id;
    let follows = |finding: &Diagnostic| {
        wrong && follows_from_a_mistake(finding) || unused(finding) || follows_from_torn(finding, tree)
    };
    diagnostics.retain(|finding| !follows(finding));
    diagnostics.sort_by_key(Diagnostic::rank);
    Checked { policy, diagnostics }
}

/// A policy without rules and a setting that nothing uses may well be so because of a mistake elsewhere.
fn follows_from_a_mistake(finding: &Diagnostic) -> bool {
    [code::NO_RULES.id, code::UNUSED_SETTING.id].contains(&finding.code)
}

/// `stage s when kind == dwelling` is read as far as `kind`, `tolerance 25 euro` as far as `25`: that these are only
/// half of something follows from the rest being unreadable.
fn follows_from_torn(finding: &Diagnostic, tree: &SyntaxTree) -> bool {
    let place = tree.items.partition_point(|item| item.span.start <= finding.start());
    let item = place.checked_sub(1).and_then(|place| tree.items.get(place));
    let at_end = |item: &Item| finding.labels.first().is_some_and(|label| label.span.end == item.span.end);
    let half = [code::NO_COMPARISON.id, code::NO_UNIT.id].contains(&finding.code);
    half && item.is_some_and(|item| item.ending == Ending::Torn && at_end(item))
}

/// What is known while a tree is checked, and what was found.
struct Checker<'t> {
    file: &'t SourceFile,
    locale: Locale,
    names: names::Names<'t>,
    /// The facts that the policy declares.
    facts: Vec<DeclaredFact>,
    /// The quoted texts that facts are compared with, each once.
    texts: Vec<String>,
    /// Where each of those texts stands among them.
    text_places: BTreeMap<String, usize>,
    settings: Vec<setting::Use>,
    findings: Vec<Diagnostic>,
    /// Whether no item is broken.
    everything_read: bool,
    /// How many more times the nearest name is looked for: in a file full of mistakes that takes long.
    guesses: usize,
    /// How often each word stands in the text; counted when it is first asked for.
    counted: BTreeMap<&'t str, usize>,
    /// Names declared twice: of which sort, and which finding says so.
    doubles: Vec<(Namespace, usize)>,
    /// Names that nothing has and that are like no other.
    orphans: BTreeSet<(Namespace, String)>,
}

impl<'t> Checker<'t> {
    fn new(file: &'t SourceFile, tree: &'t SyntaxTree) -> Checker<'t> {
        let mut checker = Checker {
            file,
            locale: tree.locale,
            facts: Vec::new(),
            texts: Vec::new(),
            text_places: BTreeMap::new(),
            names: names::Names::default(),
            settings: Vec::new(),
            findings: Vec::new(),
            everything_read: !tree.items.iter().any(|item| matches!(item.kind, ItemKind::Broken(_))),
            guesses: 50,
            counted: BTreeMap::new(),
            doubles: Vec::new(),
            orphans: BTreeSet::new(),
        };
        checker.declare_names(tree);
        checker.setting_units(tree);
        checker.declare_facts(tree);
        checker
    }

    /// Every part is checked before the first missing one ends it, so that nothing goes unsaid.
    fn policy(&mut self, tree: &'t SyntaxTree) -> Option<Policy> {
        let header = self.header(tree);
        let valid_from = self.valid_from(tree);
        let conventions = self.conventions(tree);
        let law = self.law(tree);
        let spacings = self.spacings(tree);
        let sources = self.sources(tree);
        let scope = self.scope(tree);
        let targets = self.targets(tree);
        let actions = self.actions(tree);
        let partners = self.partners(tree);
        let segments = self.segments(tree);
        let stages = self.stages(tree);
        let rules = self.rules(tree);
        let exceptions = self.exceptions(tree);
        self.lists(partners.as_deref().unwrap_or_default(), rules.as_deref(), exceptions.as_deref());
        let plans = self.plans(tree);
        let holds = self.holds(tree);
        if let (Some(holds), Some(rules), Some(exceptions)) = (&holds, &rules, &exceptions) {
            self.stopped_whole(holds, rules, exceptions);
        }
        let guarantees = self.guarantees(tree);
        let examples = self.examples(tree);
        // Last: what a plain number of a setting means is known from where the setting is used.
        let settings = self.settings(tree);
        if let (Some(plans), Some(settings)) = (&plans, &settings) {
            self.ranges_of_instalments(plans, settings);
        }
        self.any_rules(tree, rules.as_deref());
        let (title, version) = header?;
        let (examples, timelines) = examples?;
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
            exceptions: exceptions?,
            plans: plans?,
            holds: holds?,
            spacings: spacings?,
            facts: std::mem::take(&mut self.facts),
            texts: std::mem::take(&mut self.texts),
            law,
            guarantees: guarantees?.into_iter().chain(self.guarantees_of_law(tree)).collect(),
            examples,
            timelines,
        })
    }
}
