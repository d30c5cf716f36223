//! Whether a formula can hold: a search over boxes, one set of values for each dimension.
//!
//! What follows is worked out before anything is tried, and of an alternative only the parts that can still hold are. What
//! is the same of all searches that ask about the same dimensions is worked out once (`ground`).
//! Always: it ends. What takes more than a bound of steps is undecided, and so is said.

mod ground;

pub(super) use ground::Grounds;

use super::boxes::Boxes;
use super::dimension::Clock;
use super::dimension::Dimension;
use super::formula::Formula;
use super::formula::Order;
use super::pick::Picked;
use super::pick::pick;
use super::possible::MONTHS;
use super::possible::RENT;
use super::stretch;
use super::values::FAR;
use super::values::Values;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How often bounds are passed on before it is left at what they are.
const MOST_ROUNDS: usize = 40;

/// What a search comes to.
#[derive(Clone, Debug)]
pub(super) enum Found {
    /// It can hold: with these values.
    Values(Picked),
    /// It cannot.
    Nothing,
    /// That was not to be found out.
    Undecided,
}

/// What is given to a search beside the formula.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given<'a> {
    /// The range of each setting, and its value in the policy.
    pub(super) settings: &'a BTreeMap<Dimension, (Values, i128)>,
    /// How many texts there are.
    pub(super) texts: usize,
    /// Whether facts of one tenant hang together; without, each is looked at by itself.
    pub(super) related: bool,
    /// Whether values are wanted, or only whether there are any.
    pub(super) tell: bool,
    /// The kinds of action that have not been done.
    pub(super) undone: &'a BTreeSet<ActionKind>,
    /// What was worked out for earlier searches in the same space.
    pub(super) grounds: &'a Grounds,
}

impl Given<'_> {
    fn domain(self, dimension: Dimension) -> Values {
        let nothing = Values::point(0);
        match dimension {
            Dimension::Times(kind) | Dimension::Done(kind) if self.undone.contains(&kind) => nothing,
            Dimension::Clock(Clock::Since(kind), _) if self.undone.contains(&kind) => Values::only_never(),
            // No letter, so none whose term is over.
            Dimension::Fact(Fact::WikExpiredAmount) if self.undone.contains(&ActionKind::WikLetter) => nothing,
            _ => {
                let range = self.settings.get(&dimension).map(|(range, _)| range.clone());
                range.unwrap_or_else(|| dimension.domain(self.texts))
            }
        }
    }
}

/// A part of a formula, or its opposite.
type Part = (Formula, bool);

/// Parts of which one at least holds. Copies share them.
type Clause = Arc<[Part]>;

/// Where a search stands.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) boxes: Boxes,
    clauses: Vec<Clause>,
    orders: Vec<Order>,
    /// Whether it rests on something that was too much to look into.
    unsure: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Holds,
    Fails,
    Open,
}

/// Looks for values with which the formula holds, in so many steps at most; leaves how many are left.
pub(super) fn search(formula: &Formula, given: Given<'_>, steps: &mut usize) -> Found {
    let asked = formula.dimensions();
    let mentioned: BTreeSet<Dimension> = if given.tell { asked.iter().copied().collect() } else { BTreeSet::new() };
    let ground = given.grounds.of(asked, given);
    let mut open: Vec<State> = ground.begin(steps).into_iter().collect();
    open.retain_mut(|first| first.assert(formula, true, steps));
    let mut undecided = false;
    while let Some(mut state) = open.pop() {
        if state.settle(steps) {
            match state.choose() {
                Some(clause) => open.extend(state.branch(clause, steps)),
                // Nobody asks who it is.
                None if !given.tell => return Found::Values(Picked::default()),
                None => match pick(&state, formula, &mentioned, given) {
                    Some(picked) if !state.unsure => return Found::Values(picked),
                    _ => undecided = true,
                },
            }
        }
        if *steps == 0 {
            return Found::Undecided;
        }
    }
    if undecided { Found::Undecided } else { Found::Nothing }
}

impl State {
    /// Takes a part, or its opposite, to hold; says whether that can be.
    fn assert(&mut self, part: &Formula, holds: bool, steps: &mut usize) -> bool {
        *steps = steps.saturating_sub(1);
        match (part, holds) {
            (Formula::Not(part), _) => self.assert(part, !holds, steps),
            (Formula::All(parts), true) | (Formula::Any(parts), false) => {
                parts.iter().all(|part| self.assert(part, holds, steps))
            }
            (Formula::All(parts), false) | (Formula::Any(parts), true) => {
                self.clauses.push(parts.iter().map(|part| (part.clone(), holds)).collect());
                true
            }
            (Formula::In(dimension, values), _) => self.boxes.narrow(*dimension, values, holds),
            (Formula::Order(order), true) => {
                self.orders.push(**order);
                let numbers = Arc::new(Values::span(-FAR * 2, FAR * 2));
                self.boxes.narrow(order.less, &numbers, true) && self.boxes.narrow(order.more, &numbers, true)
            }
            (Formula::Order(order), false) => {
                let (less, more) = (Formula::is_never(order.less), Formula::is_never(order.more));
                let turned = Formula::order(order.turned());
                self.clauses.push([(turned, true), (less, true), (more, true)].into());
                true
            }
            (Formula::Unknown, _) => {
                self.unsure = true;
                true
            }
        }
    }

    /// Works out what follows; says whether anything is left.
    fn settle(&mut self, steps: &mut usize) -> bool {
        let mut statuses: Vec<Status> = Vec::new();
        loop {
            if !self.propagate() || *steps == 0 {
                return false;
            }
            let (mut left, mut forced) = (Vec::with_capacity(self.clauses.len()), Vec::new());
            for clause in std::mem::take(&mut self.clauses) {
                statuses.clear();
                statuses.extend(clause.iter().map(|(part, holds)| self.status(part, *holds, steps)));
                if statuses.contains(&Status::Holds) {
                    continue;
                }
                let open = || clause.iter().zip(&statuses).filter(|(_, status)| **status == Status::Open);
                match open().count() {
                    0 => return false,
                    1 => forced.extend(open().map(|(part, _)| part.clone())),
                    all if all == clause.len() => left.push(clause),
                    _ => left.push(open().map(|(part, _)| part.clone()).collect()),
                }
            }
            self.clauses = left;
            if forced.is_empty() {
                return true;
            }
            if !forced.iter().all(|(part, holds)| self.assert(part, *holds, steps)) {
                return false;
            }
        }
    }

    /// What the boxes show of a part.
    fn status(&self, part: &Formula, holds: bool, steps: &mut usize) -> Status {
        *steps = steps.saturating_sub(1);
        match (part, holds) {
            (Formula::Not(part), _) => self.status(part, !holds, steps),
            (Formula::All(parts), true) | (Formula::Any(parts), false) => {
                self.group(parts, holds, Status::Fails, Status::Holds, steps)
            }
            (Formula::All(parts), false) | (Formula::Any(parts), true) => {
                self.group(parts, holds, Status::Holds, Status::Fails, steps)
            }
            (Formula::In(dimension, values), _) => {
                let Some(own) = self.boxes.get(*dimension) else { return Status::Open };
                match (own.is_within(values), own.is_apart(values)) {
                    (true, _) => shown(holds),
                    (_, true) => shown(!holds),
                    _ => Status::Open,
                }
            }
            (Formula::Order(order), _) => self.order_status(order, holds),
            (Formula::Unknown, _) => Status::Open,
        }
    }

    fn order_status(&self, order: &Order, holds: bool) -> Status {
        let (Some(less), Some(more)) = (self.boxes.get(order.less), self.boxes.get(order.more)) else {
            return Status::Open;
        };
        let bounds = (less.least().zip(less.most()), more.least().zip(more.most()));
        let (Some((least, most)), Some((from, up_to))) = bounds else { return shown(!holds) };
        let in_order = |less: i128, more: i128| order.times * less <= order.by * more + order.offset;
        if !in_order(least, up_to) {
            shown(!holds)
        } else if in_order(most, from) && !less.may_be_never() && !more.may_be_never() {
            shown(holds)
        } else {
            Status::Open
        }
    }

    fn group(&self, parts: &[Formula], holds: bool, decisive: Status, otherwise: Status, steps: &mut usize) -> Status {
        let mut result = otherwise;
        for part in parts {
            match self.status(part, holds, steps) {
                status if status == decisive => return decisive,
                Status::Open => result = Status::Open,
                _ => {}
            }
        }
        result
    }

    /// The alternative with the fewest parts.
    fn choose(&self) -> Option<usize> {
        self.clauses.iter().enumerate().min_by_key(|(_, clause)| clause.len()).map(|(place, _)| place)
    }

    /// The first part of an alternative taken to hold, after it the others with that one taken not to.
    fn branch(mut self, clause: usize, steps: &mut usize) -> Vec<State> {
        let parts = self.clauses.swap_remove(clause);
        let Some(((part, holds), rest)) = parts.split_first() else { return Vec::new() };
        let mut first = self.clone();
        self.clauses.push(rest.into());
        let mut open = Vec::with_capacity(2);
        if self.assert(part, !holds, steps) {
            open.push(self);
        }
        if first.assert(part, *holds, steps) {
            open.push(first);
        }
        open
    }

    /// Passes bounds on until nothing changes; says whether anything is left.
    pub(super) fn propagate(&mut self) -> bool {
        for _ in 0..MOST_ROUNDS {
            let changed = self.pass_orders() | self.pass_rent() | stretch::pass(&mut self.boxes);
            if self.boxes.any_empty() {
                return false;
            }
            if !changed {
                return true;
            }
        }
        self.unsure = true;
        true
    }

    fn pass_orders(&mut self) -> bool {
        let mut changed = false;
        for order in &self.orders {
            let (less, more) = (self.boxes.get(order.less), self.boxes.get(order.more));
            let (Some(low), Some(high)) = (less.and_then(Values::least), more.and_then(Values::most)) else { continue };
            let most = (order.by * high + order.offset).div_euclid(order.times);
            let least = -(order.offset - order.times * low).div_euclid(order.by);
            changed |= self.boxes.lower(order.less, most);
            changed |= self.boxes.raise(order.more, least);
        }
        changed
    }

    /// The months in arrears times the rent are at most the principal.
    fn pass_rent(&mut self) -> bool {
        let principal = Dimension::Fact(Fact::ArrearsPrincipal);
        let least = |dimension| self.boxes.get(dimension).and_then(Values::least);
        let most = self.boxes.get(principal).and_then(Values::most);
        let (Some(months), Some(rent), Some(most)) = (least(MONTHS), least(RENT), most) else { return false };
        // Of a place between two decimals the lower one, so that nothing is left out that can be.
        let months = months.div_euclid(2);
        let units = super::dimension::DECIMALS;
        let floor = if months > 0 { 1 } else { 0 };
        let owed = (-(-(months * rent.max(floor))).div_euclid(units)).max(floor);
        let mut changed = self.boxes.raise(principal, owed);
        if months > 0 {
            changed |= self.boxes.raise(RENT, 1);
            changed |= self.boxes.lower(RENT, (most * units).div_euclid(months));
        }
        if rent > 0 && most < FAR {
            let most = 2 * (most * units).div_euclid(rent) + 1;
            changed |= self.boxes.lower(MONTHS, most);
        }
        changed
    }
}

const fn shown(holds: bool) -> Status {
    if holds { Status::Holds } else { Status::Fails }
}
