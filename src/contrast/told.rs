//! A contrast in the words of both policies: rules, actions, segments and tenancies by name and title.
//!
//! Always: rows of tenancies stand apart from the totals, since they never leave the corporation.

use super::Act;
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
use crate::disclosure::Summand;
use crate::disclosure::both_may_be_shared;
use crate::disclosure::keep_back;
use crate::disclosure::may_be_shared;
use crate::money::Money;
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
    /// What it comes to in money and work.
    pub totals: Vec<Total>,
    /// How often each kind of action is done.
    pub kinds: Vec<Line>,
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
    /// Its name: of an exception, that of the rule too. Of a guarantee, its title; of a kind of action, its word.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it does first; none where it does nothing, and of a guarantee.
    pub kind: Option<ActionKind>,
    /// How often under the old policy and the new.
    pub counts: [Counted; 2],
    /// Whether these counts may be shared: neither is of fewer than ten, nor is what lies between them, and none that is
    /// follows from them.
    pub shared: bool,
}

/// A total of what a policy does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Collection costs and interest that tenants are charged, in cents.
    Charged,
    /// Direct cost to the corporation, in cents.
    Cost,
    /// Work, in minutes.
    Work,
}

/// A total under both policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// Of what.
    pub what: What,
    /// How much under the old policy and the new.
    pub amounts: [i64; 2],
    /// Due to how many tenancies.
    pub tenancies: [u64; 2],
    /// For how many tenancies it comes out otherwise.
    pub otherwise: u64,
    /// Whether it may be shared.
    pub shared: bool,
}

impl Line {
    fn new(name: String, title: String, kind: Option<ActionKind>, counts: [Counted; 2], touched: u64) -> Line {
        let shared = counts_may_be_shared(counts, touched);
        Line { name, title, kind, counts, shared }
    }
}

/// Whether two counts may stand beside each other, where so many tenancies are treated differently.
fn counts_may_be_shared(counts: [Counted; 2], touched: u64) -> bool {
    let [old, new] = counts;
    let is_enough = both_may_be_shared([old.times, new.times]) && both_may_be_shared([old.tenancies, new.tenancies]);
    is_enough && (old == new || may_be_shared(touched))
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
    /// The costs or interest that are booked with it.
    pub charged: Money,
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
        let touched = rows.len() as u64;
        let (mut kinds, mut rules) = (self.kinds(touched), self.rules((old, new), touched));
        let all_shared = shared(&mut kinds, &mut rules);
        Told {
            tenancies: question.portfolio.tenancies.len(),
            differing: touched,
            first: rows.iter().map(|row| row.first).min(),
            totals: self.totals(touched, all_shared),
            kinds,
            rules: rules.into_iter().map(|ruled| ruled.line).collect(),
            breaches: breaches(old, new, [&self.old, &self.new], touched),
            segments: count(|row| &row.segment),
            stages: count(|row| &row.stage),
            beginnings: beginnings(&rows),
            rows,
        }
    }

    /// How often each kind of action is done.
    fn kinds(&self, touched: u64) -> Vec<Line> {
        let of = |tally: &Tally, kind| tally.kinds.get(&kind).copied().unwrap_or_default();
        let both = ActionKind::ALL.iter().map(|kind| (*kind, [of(&self.old, *kind), of(&self.new, *kind)]));
        let line = |(kind, counts): (ActionKind, [Counted; 2])| {
            Line::new(kind.word().en.to_owned(), String::new(), Some(kind), counts, touched)
        };
        both.filter(|(_, [old, new])| old.times + new.times > 0).map(line).collect()
    }

    /// How often each rule and exception is carried out, with the kinds of action it does.
    fn rules(&self, (old, new): (&Policy, &Policy), touched: u64) -> Vec<Ruled> {
        let mut names = names_of(new);
        let more = names_of(old).into_iter().filter(|(key, ..)| !names.iter().any(|(known, ..)| known == key));
        let more: Vec<_> = more.collect();
        names.extend(more);
        let ruled = |(key, title, kinds): (Key, String, Vec<ActionKind>)| {
            let counts = [&self.old, &self.new].map(|tally| tally.rules.get(&key).copied().unwrap_or_default());
            let (rule, exception) = key;
            let name = if exception.is_empty() { rule } else { format!("{rule} / {exception}") };
            Ruled { line: Line::new(name, title, kinds.first().copied(), counts, touched), kinds }
        };
        let lines = names.into_iter().map(ruled);
        lines.filter(|ruled| ruled.line.counts.iter().any(|count| count.times > 0)).collect()
    }

    /// What it comes to in money and work. What an action costs and takes stands in the policy: with a count that is kept
    /// back these are too, since it would follow from them.
    fn totals(&self, touched: u64, all_shared: bool) -> Vec<Total> {
        let (old, new) = (self.old.sums(), self.new.sums());
        let (behind_old, behind_new, otherwise) = (self.old.behind, self.new.behind, self.otherwise);
        let total = |what, amounts: [i64; 2], tenancies: [u64; 2], otherwise: u64| {
            let is_enough = tenancies.into_iter().all(may_be_shared) && may_be_shared(otherwise);
            let is_enough = is_enough && (otherwise == 0 || may_be_shared(touched));
            let shared = is_enough && (all_shared || what == What::Charged);
            Total { what, amounts, tenancies, otherwise, shared }
        };
        let all = [
            total(
                What::Charged,
                [old.charged, new.charged],
                [behind_old.charged, behind_new.charged],
                otherwise.charged,
            ),
            total(What::Cost, [old.cost, new.cost], [behind_old.cost, behind_new.cost], otherwise.cost),
            total(What::Work, [old.work, new.work], [behind_old.work, behind_new.work], otherwise.work),
        ];
        all.into_iter().filter(|of| of.amounts != [0, 0]).collect()
    }
}

/// A rule or exception with the kinds of action of its steps.
struct Ruled {
    line: Line,
    kinds: Vec<ActionKind>,
}

/// Keeps back what would follow from the counts of kinds and rules together; whether all of them may be shared.
fn shared(kinds: &mut [Line], rules: &mut [Ruled]) -> bool {
    let place = |kind: &ActionKind| kinds.iter().position(|line| line.kind == Some(*kind));
    let summand = |ruled: &Ruled| {
        let mut adds_to = BTreeMap::new();
        ruled.kinds.iter().filter_map(place).for_each(|sum| *adds_to.entry(sum).or_default() += 1);
        Summand { counts: ruled.line.counts.map(|of| of.times), adds_to, shared: ruled.line.shared }
    };
    let mut summands: Vec<Summand> = rules.iter().map(summand).collect();
    let mut sums: Vec<bool> = kinds.iter().map(|line| line.shared).collect();
    keep_back(&mut summands, &mut sums);
    rules.iter_mut().zip(&summands).for_each(|(ruled, of)| ruled.line.shared = of.shared);
    kinds.iter_mut().zip(&sums).for_each(|(line, shared)| line.shared = *shared);
    summands.iter().all(|of| of.shared) && sums.iter().all(|shared| *shared)
}

/// A rule and the exception that decides it, by name.
type Key = (String, String);

/// Every rule, and every rule with each exception, by name, title and what its steps do.
fn names_of(policy: &Policy) -> Vec<(Key, String, Vec<ActionKind>)> {
    let kinds = |steps: &[Step]| steps.iter().map(|step| step.kind).collect::<Vec<ActionKind>>();
    let of_rule = |rule: &Rule| {
        let (name, title) = (rule.named.name.clone(), rule.named.title.clone());
        let alone = ((name.clone(), String::new()), title.clone(), kinds(&rule.steps));
        let with = policy.exceptions.iter().map(move |exception| {
            let key = (name.clone(), exception.named.name.clone());
            (key, format!("{title} ({})", exception.named.title), kinds(&exception.steps))
        });
        std::iter::once(alone).chain(with).collect::<Vec<_>>()
    };
    policy.rules.iter().flat_map(of_rule).collect()
}

fn breaches(old: &Policy, new: &Policy, tallies: [&Tally; 2], touched: u64) -> Vec<Line> {
    let mut titles: Vec<&String> = Vec::new();
    for guarantee in old.guarantees.iter().chain(&new.guarantees) {
        if !titles.contains(&&guarantee.title) {
            titles.push(&guarantee.title);
        }
    }
    let line = |title: &String| {
        let counts = tallies.map(|tally| tally.breaches.get(title).copied().unwrap_or_default());
        Line::new(title.clone(), title.clone(), None, counts, touched)
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
        old: pair.old.map(|act| deed(old, &act)),
        new: pair.new.map(|act| deed(question.new.policy, &act)),
    };
    Row {
        tenancy: tenancy.map_or_else(String::new, |tenancy| tenancy.id.clone()),
        first: row.first,
        segment: segment.map_or_else(String::new, |segment| segment.named.title.clone()),
        stage: stage.map_or_else(String::new, |stage| stage.named.title.clone()),
        pairs: row.pairs.iter().map(pair).collect(),
    }
}

fn deed(policy: &Policy, act: &Act) -> Deed {
    let done = act.done;
    let rule = done.rule.and_then(|rule| policy.rules.get(usize::from(rule))).map(|rule| &rule.named);
    let exception = done.exception.and_then(|place| policy.exceptions.get(usize::from(place))).map(|of| &of.named);
    let (name, title) = rule.map_or(("", ""), |named| (&named.name, &named.title));
    let (rule, title) = match exception {
        Some(exception) => (format!("{name} / {}", exception.name), format!("{title} ({})", exception.title)),
        None => (name.to_owned(), title.to_owned()),
    };
    Deed { day: done.day, kind: done.kind, rule, title, charged: act.charged }
}
