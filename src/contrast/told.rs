//! A contrast in the words of both policies: rules, actions, segments and tenancies by name and title.
//!
//! Always: rows of tenancies stand apart from the totals, since they never leave the corporation.

use super::Contrast;
use super::Differing;
use super::Pair;
use super::Question;
use super::Tally;
use crate::calendar::Day;
use crate::check::Policy;
use crate::check::Rule;
use crate::check::Step;
use crate::compare::Counted;
use crate::engine::ActionDone;
use crate::vocabulary::ActionKind;
use std::collections::BTreeMap;

/// A contrast in words.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// How many tenancies the books hold.
    pub tenancies: usize,
    /// How many of them are treated differently.
    pub differing: u64,
    /// The first day on which any of them is.
    pub first: Option<Day>,
    /// How often each kind of action is done.
    pub kinds: Vec<(ActionKind, [Counted; 2])>,
    /// How often each rule and exception is carried out, in the order of the new policy, then what only the old one has.
    pub rules: Vec<Line>,
    /// How often each guarantee is breached.
    pub breaches: Vec<Line>,
    /// Those treated differently, by their segment under the old policy on the first day that differs; by title.
    pub segments: Vec<(String, u64)>,
    /// Likewise by stage; without one, empty.
    pub stages: Vec<(String, u64)>,
    /// With what the difference begins, most first.
    pub beginnings: Vec<(Beginning, u64)>,
    /// Each tenancy treated differently.
    pub rows: Vec<Row>,
}

/// Something that is counted under both policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its name: of an exception, that of the rule too. Of a guarantee, its title.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it does first; none where it does nothing, and of a guarantee.
    pub kind: Option<ActionKind>,
    /// How often under the old policy and the new.
    pub counts: [Counted; 2],
    /// Whether these counts may be shared: neither is of fewer than ten, and none that is follows from them.
    pub shared: bool,
}

/// Fewer than this many are not counted in what may be shared.
const FEWEST: u64 = 10;

/// Whether a count may be shared: none at all, or enough.
#[must_use]
pub const fn may_be_shared(count: u64) -> bool {
    count == 0 || count >= FEWEST
}

impl Line {
    fn new(name: String, title: String, kind: Option<ActionKind>, counts: [Counted; 2]) -> Line {
        let shared = counts.iter().all(|of| may_be_shared(of.times) && may_be_shared(of.tenancies));
        Line { name, title, kind, counts, shared }
    }
}

/// What is of too few would follow from the sum of its kind and the others: the smallest of these stays back with it.
fn keep_back(lines: &mut [Line]) {
    let few: Vec<ActionKind> = lines.iter().filter(|line| !line.shared).filter_map(|line| line.kind).collect();
    for kind in few {
        let others = lines.iter_mut().filter(|line| line.shared && line.kind == Some(kind));
        if let Some(smallest) = others.min_by_key(|line| line.counts.iter().map(|of| of.times).sum::<u64>()) {
            smallest.shared = false;
        }
    }
}

/// With what a difference begins: the rules on both sides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Beginning {
    /// What is done.
    pub kind: ActionKind,
    /// The rule of the old policy, and whether it comes on a later day; none where that does nothing of the kind any more.
    pub old: Option<(String, bool)>,
    /// The rule of the new policy, likewise.
    pub new: Option<(String, bool)>,
}

/// A tenancy that is treated differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub tenancy: String,
    /// The first day that differs.
    pub first: Day,
    /// Its segment, by title.
    pub segment: String,
    /// Its stage, by title; without one, empty.
    pub stage: String,
    /// What differs on that day.
    pub pairs: Vec<ToldPair>,
}

/// What either policy does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldPair {
    /// What the old policy does.
    pub old: Option<Deed>,
    /// What the new policy does.
    pub new: Option<Deed>,
}

/// Something that a policy does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The day.
    pub day: Day,
    /// What is done.
    pub kind: ActionKind,
    /// The rule, by name; with the exception that decides it.
    pub rule: String,
    /// The same by title.
    pub title: String,
}

impl Contrast {
    /// The contrast in words.
    #[must_use]
    pub fn told(&self, question: &Question<'_>) -> Told {
        let (old, new) = (question.old.policy, question.new.policy);
        let rows: Vec<Row> = self.differing.iter().map(|row| told_row(row, question)).collect();
        let count = |of: fn(&Row) -> &String| {
            let mut counts: BTreeMap<String, u64> = BTreeMap::new();
            rows.iter().for_each(|row| *counts.entry(of(row).clone()).or_default() += 1);
            counts.into_iter().collect()
        };
        Told {
            tenancies: question.portfolio.tenancies.len(),
            differing: rows.len() as u64,
            first: rows.iter().map(|row| row.first).min(),
            kinds: kinds(&self.old, &self.new),
            rules: rules(old, new, [&self.old, &self.new]),
            breaches: breaches(old, new, [&self.old, &self.new]),
            segments: count(|row| &row.segment),
            stages: count(|row| &row.stage),
            beginnings: beginnings(&rows),
            rows,
        }
    }
}

fn kinds(old: &Tally, new: &Tally) -> Vec<(ActionKind, [Counted; 2])> {
    let of = |tally: &Tally, kind| tally.kinds.get(&kind).copied().unwrap_or_default();
    let both = ActionKind::ALL.iter().map(|kind| (*kind, [of(old, *kind), of(new, *kind)]));
    both.filter(|(_, [old, new])| old.times + new.times > 0).collect()
}

fn rules(old: &Policy, new: &Policy, tallies: [&Tally; 2]) -> Vec<Line> {
    let mut names = names_of(new);
    let more = names_of(old).into_iter().filter(|(key, ..)| !names.iter().any(|(known, ..)| known == key));
    let more: Vec<_> = more.collect();
    names.extend(more);
    let line = |(key, title, kind): (Key, String, Option<ActionKind>)| {
        let counts = tallies.map(|tally| tally.rules.get(&key).copied().unwrap_or_default());
        let (rule, exception) = key;
        let name = if exception.is_empty() { rule } else { format!("{rule} / {exception}") };
        Line::new(name, title, kind, counts)
    };
    let lines = names.into_iter().map(line);
    let mut lines: Vec<Line> = lines.filter(|line| line.counts.iter().any(|count| count.times > 0)).collect();
    keep_back(&mut lines);
    lines
}

/// A rule and the exception that decides it, by name.
type Key = (String, String);

/// Every rule, and every rule with each exception, by name, title and what it does first.
fn names_of(policy: &Policy) -> Vec<(Key, String, Option<ActionKind>)> {
    let kind = |steps: &[Step]| steps.first().map(|step| step.kind);
    let of_rule = |rule: &Rule| {
        let (name, title) = (rule.named.name.clone(), rule.named.title.clone());
        let alone = ((name.clone(), String::new()), title.clone(), kind(&rule.steps));
        let with = policy.exceptions.iter().map(move |exception| {
            let key = (name.clone(), exception.named.name.clone());
            (key, format!("{title} ({})", exception.named.title), kind(&exception.steps))
        });
        std::iter::once(alone).chain(with).collect::<Vec<_>>()
    };
    policy.rules.iter().flat_map(of_rule).collect()
}

fn breaches(old: &Policy, new: &Policy, tallies: [&Tally; 2]) -> Vec<Line> {
    let mut titles: Vec<&String> = Vec::new();
    for guarantee in old.guarantees.iter().chain(&new.guarantees) {
        if !titles.contains(&&guarantee.title) {
            titles.push(&guarantee.title);
        }
    }
    let line = |title: &String| {
        let counts = tallies.map(|tally| tally.breaches.get(title).copied().unwrap_or_default());
        Line::new(title.clone(), title.clone(), None, counts)
    };
    titles.into_iter().map(line).filter(|line| line.counts.iter().any(|count| count.times > 0)).collect()
}

fn beginnings(rows: &[Row]) -> Vec<(Beginning, u64)> {
    let mut counts: BTreeMap<Beginning, u64> = BTreeMap::new();
    for row in rows {
        let mut own: Vec<Beginning> = row.pairs.iter().filter_map(|pair| beginning(pair, row.first)).collect();
        own.sort();
        own.dedup();
        own.into_iter().for_each(|beginning| *counts.entry(beginning).or_default() += 1);
    }
    let mut all: Vec<(Beginning, u64)> = counts.into_iter().collect();
    all.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    all
}

fn beginning(pair: &ToldPair, first: Day) -> Option<Beginning> {
    let side = |deed: &Option<Deed>| deed.as_ref().map(|deed| (deed.title.clone(), deed.day > first));
    let kind = pair.old.as_ref().or(pair.new.as_ref())?.kind;
    Some(Beginning { kind, old: side(&pair.old), new: side(&pair.new) })
}

fn told_row(row: &Differing, question: &Question<'_>) -> Row {
    let old = question.old.policy;
    let tenancy = question.portfolio.tenancies.get(row.tenancy);
    let segment = old.segments.get(usize::from(row.segment));
    let stage = row.stage.and_then(|stage| old.stages.get(usize::from(stage)));
    let pair = |pair: &Pair| ToldPair {
        old: pair.old.map(|done| deed(old, &done)),
        new: pair.new.map(|done| deed(question.new.policy, &done)),
    };
    Row {
        tenancy: tenancy.map_or_else(String::new, |tenancy| tenancy.id.clone()),
        first: row.first,
        segment: segment.map_or_else(String::new, |segment| segment.named.title.clone()),
        stage: stage.map_or_else(String::new, |stage| stage.named.title.clone()),
        pairs: row.pairs.iter().map(pair).collect(),
    }
}

fn deed(policy: &Policy, done: &ActionDone) -> Deed {
    let rule = done.rule.and_then(|rule| policy.rules.get(usize::from(rule))).map(|rule| &rule.named);
    let exception = done.exception.and_then(|place| policy.exceptions.get(usize::from(place))).map(|of| &of.named);
    let (name, title) = rule.map_or(("", ""), |named| (&named.name, &named.title));
    let (rule, title) = match exception {
        Some(exception) => (format!("{name} / {}", exception.name), format!("{title} ({})", exception.title)),
        None => (name.to_owned(), title.to_owned()),
    };
    Deed { day: done.day, kind: done.kind, rule, title }
}
