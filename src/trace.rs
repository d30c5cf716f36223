//! Clause by clause: what of a policy rests on it, and back; which clauses nobody implements, and which citations name no
//! clause.
//!
//! Knows no ledger. Always: a clause is implemented when something of the policy that acts cites it; one that only a guarantee,
//! a definition, the scope or a target cites is told as such (`a_clause_that_only_a_target_cites_is_not_implemented`). A heading
//! is told by its parts. Nothing is inferred from what a rule does.

use crate::check::Cite;
use crate::check::Layer;
use crate::check::Named;
use crate::check::Policy;
use crate::clause::Clause;
use crate::clause::Clauses;
use crate::clause::Computable;
use crate::clause::is_part;
use crate::locale::Word;
use serde::Serialize;

/// A policy beside the documents it cites.
#[derive(Clone, Debug, Serialize)]
pub struct Trace {
    /// The policy's title.
    pub policy: String,
    /// The documents, in the order of the policy.
    pub sources: Vec<TracedSource>,
    /// Everything in the policy that can rest on a clause, in its order.
    pub items: Vec<Item>,
    /// What of it rests on no clause at all.
    pub uncited: Vec<ItemName>,
    /// The citations of clauses that their source does not have.
    pub unknown: Vec<UnknownCitation>,
}

/// A document with its clauses.
#[derive(Clone, Debug, Serialize)]
pub struct TracedSource {
    /// Its name in the policy.
    pub name: String,
    /// Its title in the policy.
    pub title: String,
    /// Its clauses; none, when there is no list of them beside the policy.
    pub clauses: Option<Vec<TracedClause>>,
}

/// A clause and what rests on it.
#[derive(Clone, Debug, Serialize)]
pub struct TracedClause {
    /// How a policy cites it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it says.
    pub says: String,
    /// The number of the rule that was read in it.
    pub rule: Option<String>,
    /// Whether a policy can carry it out.
    pub computable: Computable,
    /// Why not.
    pub reason: Option<String>,
    /// Whether it has parts.
    pub heading: bool,
    /// What of the policy cites it and acts: rules, exceptions, plans and holds.
    pub implemented_by: Vec<ItemName>,
    /// All of the policy that cites it.
    pub cited_by: Vec<ItemName>,
    /// How it stands.
    pub status: Status,
}

/// How a clause stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A rule, exception, plan or hold cites it.
    Implemented,
    /// Nothing that acts cites it, but a guarantee does.
    Guarded,
    /// Only a stage, a segment or a setting does: what rules speak in.
    LaidDown,
    /// Only the scope does.
    ScopeOnly,
    /// Only a target does: it is measured and steers nothing.
    TargetOnly,
    /// It is a heading, and something cites one of its parts.
    ByItsParts,
    /// Nothing cites it, and nobody can compute it.
    NotComputable,
    /// Nothing cites it.
    Missing,
}

/// Something in a policy that can rest on a clause.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// Which it is.
    #[serde(flatten)]
    pub what: ItemName,
    /// What it cites, as source and clause.
    pub cite: Vec<Citation>,
}

/// What people call something in a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemName {
    /// What it is.
    pub kind: ItemKind,
    /// Its name; empty for what has a title only.
    pub name: String,
    /// Its title for people.
    pub title: String,
}

/// A source and a clause of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The source by its name in the policy.
    pub source: String,
    /// The clause as written.
    pub clause: String,
}

/// What an item of a policy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// To whom the policy applies.
    Scope,
    /// What it aims at.
    Target,
    /// A knob.
    Setting,
    /// A kind of tenants.
    Segment,
    /// A stage.
    Stage,
    /// A rule.
    Rule,
    /// An exception.
    Exception,
    /// A payment plan.
    Plan,
    /// A waiting code.
    Hold,
    /// A guarantee.
    Guarantee,
}

/// A citation of a clause that does not exist.
#[derive(Clone, Debug, Serialize)]
pub struct UnknownCitation {
    /// What is cited.
    #[serde(flatten)]
    pub citation: Citation,
    /// What cites it.
    pub cited_by: ItemName,
    /// The clause that is most like it.
    pub nearest: Option<String>,
}

impl Status {
    /// Every way, from what is carried out to what is not.
    pub const ALL: [Status; 8] = [
        Status::Implemented,
        Status::Guarded,
        Status::LaidDown,
        Status::ScopeOnly,
        Status::TargetOnly,
        Status::ByItsParts,
        Status::Missing,
        Status::NotComputable,
    ];

    /// The word for people.
    #[must_use]
    pub const fn word(self) -> Word {
        match self {
            Status::Implemented => Word::new("implemented", "uitgevoerd"),
            Status::Guarded => Word::new("guarded only", "alleen bewaakt"),
            Status::LaidDown => Word::new("laid down only", "alleen vastgelegd"),
            Status::ScopeOnly => Word::new("scope only", "alleen reikwijdte"),
            Status::TargetOnly => Word::new("target only", "alleen een doel"),
            Status::ByItsParts => Word::new("see its parts", "zie de delen"),
            Status::NotComputable => Word::new("not computable", "niet uit te rekenen"),
            Status::Missing => Word::new("not implemented", "niet uitgevoerd"),
        }
    }

    /// The word for machines, as JSON has it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Status::Implemented => "implemented",
            Status::Guarded => "guarded",
            Status::LaidDown => "laid_down",
            Status::ScopeOnly => "scope_only",
            Status::TargetOnly => "target_only",
            Status::ByItsParts => "by_its_parts",
            Status::NotComputable => "not_computable",
            Status::Missing => "missing",
        }
    }
}

impl ItemKind {
    /// Every kind, in the order of a policy.
    pub const ALL: [ItemKind; 10] = [
        ItemKind::Scope,
        ItemKind::Target,
        ItemKind::Setting,
        ItemKind::Segment,
        ItemKind::Stage,
        ItemKind::Rule,
        ItemKind::Exception,
        ItemKind::Plan,
        ItemKind::Hold,
        ItemKind::Guarantee,
    ];

    /// The word for machines, as JSON has it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.word().en
    }

    /// How a clause stands that only such statements cite.
    const fn carries(self) -> Status {
        match self {
            ItemKind::Rule | ItemKind::Exception | ItemKind::Plan | ItemKind::Hold => Status::Implemented,
            ItemKind::Guarantee => Status::Guarded,
            ItemKind::Stage | ItemKind::Segment | ItemKind::Setting => Status::LaidDown,
            ItemKind::Scope => Status::ScopeOnly,
            ItemKind::Target => Status::TargetOnly,
        }
    }

    /// Whether it does something, and so can implement a clause.
    #[must_use]
    pub fn acts(self) -> bool {
        self.carries() == Status::Implemented
    }

    /// The word for people.
    #[must_use]
    pub const fn word(self) -> Word {
        match self {
            ItemKind::Scope => Word::new("scope", "reikwijdte"),
            ItemKind::Target => Word::new("target", "doel"),
            ItemKind::Setting => Word::new("setting", "instelling"),
            ItemKind::Segment => Word::new("segment", "segment"),
            ItemKind::Stage => Word::new("stage", "fase"),
            ItemKind::Rule => Word::new("rule", "regel"),
            ItemKind::Exception => Word::new("exception", "uitzondering"),
            ItemKind::Plan => Word::new("plan", "regeling"),
            ItemKind::Hold => Word::new("hold", "wachtstand"),
            ItemKind::Guarantee => Word::new("guarantee", "waarborg"),
        }
    }
}

/// Lays a policy beside its documents. `clauses` stands beside the sources of the policy.
#[must_use]
pub fn trace(policy: &Policy, clauses: &[Option<Clauses>]) -> Trace {
    let items = items(policy);
    let list = |place: usize| clauses.get(place).and_then(Option::as_ref);
    let sources = policy.sources.iter().enumerate().map(|(place, source)| TracedSource {
        name: source.named.name.clone(),
        title: source.named.title.clone(),
        clauses: list(place).map(|clauses| traced(clauses, &source.named.name, &items)),
    });
    let sources: Vec<TracedSource> = sources.collect();
    let unknown = unknown(policy, clauses, &items);
    let uncited = items.iter().filter(|item| item.cite.is_empty()).map(|item| item.what.clone()).collect();
    Trace { policy: policy.title.clone(), sources, items, uncited, unknown }
}

fn traced(clauses: &Clauses, source: &str, items: &[Item]) -> Vec<TracedClause> {
    let cited = |id: &str| -> Vec<ItemName> {
        let cites = |item: &&Item| item.cite.iter().any(|cite| cite.source == source && cite.clause == id);
        items.iter().filter(cites).map(|item| item.what.clone()).collect()
    };
    let part_cited = |id: &str| clauses.clauses.iter().any(|part| is_part(&part.id, id) && !cited(&part.id).is_empty());
    let of = |clause: &Clause| {
        let cited_by = cited(&clause.id);
        // The first of the ways is the strongest.
        let status = cited_by.iter().map(|item| item.kind.carries()).min();
        let status = status.unwrap_or_else(|| match clause.computable {
            _ if part_cited(&clause.id) => Status::ByItsParts,
            Computable::No => Status::NotComputable,
            Computable::Yes => Status::Missing,
        });
        TracedClause {
            id: clause.id.clone(),
            title: clause.title.clone(),
            says: clause.says.clone(),
            rule: clause.rule.clone(),
            computable: clause.computable,
            reason: clause.reason.clone(),
            heading: clauses.is_heading(&clause.id),
            implemented_by: cited_by.iter().filter(|item| item.kind.acts()).cloned().collect(),
            cited_by,
            status,
        }
    };
    clauses.clauses.iter().map(of).collect()
}

fn unknown(policy: &Policy, clauses: &[Option<Clauses>], items: &[Item]) -> Vec<UnknownCitation> {
    let list_of = |name: &str| {
        let place = policy.sources.iter().position(|source| source.named.name == name)?;
        clauses.get(place)?.as_ref()
    };
    let cited = items.iter().flat_map(|item| item.cite.iter().map(move |cite| (&item.what, cite)));
    cited
        .filter_map(|(what, citation)| {
            let list = list_of(&citation.source).filter(|list| list.find(&citation.clause).is_none())?;
            let nearest = list.nearest(&citation.clause).map(str::to_owned);
            Some(UnknownCitation { citation: citation.clone(), cited_by: what.clone(), nearest })
        })
        .collect()
}

/// Everything of a policy that can rest on a clause. What law and agreement guarantee is not the policy's own.
fn items(policy: &Policy) -> Vec<Item> {
    let locale = policy.locale;
    let maker = Maker { policy };
    let scope = policy.scope.iter().map(|scope| maker.untitled(ItemKind::Scope, &scope.cites));
    let targets = policy.targets.iter().map(|target| {
        let entry = target.kpi.entry();
        let (name, title) = (entry.word.in_locale(locale), entry.title.in_locale(locale));
        maker.item(ItemKind::Target, name, title, &target.cites)
    });
    let guarantees = policy.guarantees.iter().filter(|guarantee| guarantee.layer == Layer::Own);
    let guarantees = guarantees.map(|own| maker.item(ItemKind::Guarantee, "", &own.title, &own.cites));
    let named = |kind| move |(named, cites): (&Named, &Vec<Cite>)| maker.item(kind, &named.name, &named.title, cites);
    let settings = policy.settings.iter().map(|setting| (&setting.named, &setting.cites));
    let segments = policy.segments.iter().map(|segment| (&segment.named, &segment.cites));
    let stages = policy.stages.iter().map(|stage| (&stage.named, &stage.cites));
    let rules = policy.rules.iter().map(|rule| (&rule.named, &rule.cites));
    let exceptions = policy.exceptions.iter().map(|exception| (&exception.named, &exception.cites));
    let plans = policy.plans.iter().map(|plan| (&plan.named, &plan.cites));
    let holds = policy.holds.iter().map(|hold| (&hold.named, &hold.cites));
    scope
        .chain(targets)
        .chain(settings.map(named(ItemKind::Setting)))
        .chain(segments.map(named(ItemKind::Segment)))
        .chain(stages.map(named(ItemKind::Stage)))
        .chain(rules.map(named(ItemKind::Rule)))
        .chain(exceptions.map(named(ItemKind::Exception)))
        .chain(plans.map(named(ItemKind::Plan)))
        .chain(holds.map(named(ItemKind::Hold)))
        .chain(guarantees)
        .collect()
}

#[derive(Clone, Copy)]
struct Maker<'a> {
    policy: &'a Policy,
}

impl Maker<'_> {
    fn untitled(self, kind: ItemKind, cites: &[Cite]) -> Item {
        self.item(kind, "", "", cites)
    }

    fn item(self, kind: ItemKind, name: &str, title: &str, cites: &[Cite]) -> Item {
        let source = |cite: &Cite| self.policy.sources.get(cite.source).map(|source| source.named.name.clone());
        let citation = |cite: &Cite| Citation { source: source(cite).unwrap_or_default(), clause: cite.clause.clone() };
        let what = ItemName { kind, name: name.to_owned(), title: title.to_owned() };
        Item { what, cite: cites.iter().map(citation).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::read;
    use crate::clause::unknown_clauses;
    use crate::scenario::read_clauses;
    use crate::source::SourceFile;

    const POLICY: &str = r#"
policy "Two steps" version "1"
source book "A book"
source act "A law"
applies when sitting cite book "1"
stage one "One month" when months_in_arrears >= 1 cite book "2.a"
rule remind "Remind" when days_overdue >= 7 do reminder once per episode cite book "2.b", act "6:96"
rule visit "Visit" when done(reminder) do home_visit once per episode cite book "2.bb"
"#;
    const CLAUSES: &str = "source: A book\nclauses:\n\
        \x20 - {id: \"1\", title: Whom, says: all}\n\
        \x20 - {id: \"2\", title: How, says: so}\n\
        \x20 - {id: \"2.a\", title: Stage, says: one}\n\
        \x20 - {id: \"2.b\", title: Letter, says: write}\n\
        \x20 - {id: \"3\", title: Kindly, says: be kind, computable: no, reason: not in the books}\n\
        \x20 - {id: \"4\", title: Later, says: more}\n";

    fn traced() -> (Trace, Vec<String>) {
        let policy = read(&SourceFile::new("two.beleid", POLICY)).policy.unwrap();
        let clauses = read_clauses(&SourceFile::new("book.yaml", CLAUSES)).unwrap();
        let clauses = [Some(clauses), None];
        let warnings = unknown_clauses(&policy, &clauses).into_iter().map(|finding| finding.message.en).collect();
        (trace(&policy, &clauses), warnings)
    }

    #[test]
    fn every_clause_says_how_it_stands() {
        let (trace, _) = traced();
        let clauses = trace.sources[0].clauses.as_ref().unwrap();
        let status: Vec<(&str, Status)> = clauses.iter().map(|clause| (clause.id.as_str(), clause.status)).collect();
        let wanted = [
            ("1", Status::ScopeOnly),
            ("2", Status::ByItsParts),
            ("2.a", Status::LaidDown),
            ("2.b", Status::Implemented),
            ("3", Status::NotComputable),
            ("4", Status::Missing),
        ];
        assert_eq!(status, wanted);
        let remind = &clauses[3].implemented_by[0];
        assert_eq!((remind.kind, remind.name.as_str()), (ItemKind::Rule, "remind"));
    }

    #[test]
    fn a_clause_that_only_a_target_cites_is_not_implemented() {
        let with = |more: &str| {
            let policy = read(&SourceFile::new("two.beleid", format!("{POLICY}{more}\n"))).policy.unwrap();
            let clauses = read_clauses(&SourceFile::new("book.yaml", CLAUSES)).unwrap();
            let clause = trace(&policy, &[Some(clauses), None]).sources[0].clauses.as_ref().unwrap()[5].clone();
            (clause.status, clause.implemented_by.len(), clause.cited_by.len())
        };
        let target = "target evictions at most 3 per year cite book \"4\"";
        let guarantee = "guarantee \"G\" home_visit only after done(reminder) cite book \"4\"";
        let rule = "rule r when sitting do call once per episode cite book \"4\"";
        assert_eq!(with(target), (Status::TargetOnly, 0, 1));
        assert_eq!(with(&format!("{target}\n{guarantee}")), (Status::Guarded, 0, 2));
        assert_eq!(with(&format!("{target}\n{guarantee}\n{rule}")), (Status::Implemented, 1, 3));
    }

    #[test]
    fn a_clause_that_does_not_exist_comes_with_the_nearest() {
        let (trace, warnings) = traced();
        let [unknown] = trace.unknown.as_slice() else { panic!("{:?}", trace.unknown) };
        assert_eq!((unknown.citation.clause.as_str(), unknown.nearest.as_deref()), ("2.bb", Some("2.b")));
        assert_eq!(unknown.cited_by.name, "visit");
        assert_eq!(warnings, ["“A book” (`book`) has no clause `2.bb`"]);
    }

    #[test]
    fn what_rests_on_nothing_is_told() {
        let text = POLICY.replace(" cite book \"2.b\", act \"6:96\"", "");
        let policy = read(&SourceFile::new("two.beleid", text)).policy.unwrap();
        let uncited = trace(&policy, &[None, None]).uncited;
        let names: Vec<(ItemKind, &str)> = uncited.iter().map(|item| (item.kind, item.name.as_str())).collect();
        assert_eq!(names, [(ItemKind::Rule, "remind")]);
        assert!(traced().0.uncited.is_empty());
    }

    #[test]
    fn words_for_machines_are_those_of_the_json() {
        let (trace, _) = traced();
        for clause in trace.sources[0].clauses.iter().flatten() {
            assert_eq!(serde_json::to_value(clause.status).unwrap(), clause.status.tag());
        }
        for status in Status::ALL {
            assert_eq!(serde_json::to_value(status).unwrap(), status.tag());
        }
        for kind in ItemKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.tag());
        }
    }

    #[test]
    fn a_source_without_a_list_is_not_judged() {
        let (trace, _) = traced();
        assert!(trace.sources[1].clauses.is_none());
        assert!(trace.unknown.iter().all(|unknown| unknown.citation.source != "act"));
    }
}
