//! What can have been done: which steps a tenancy under the policy can have behind it, where nothing on record counts.
//!
//! # The argument
//! On any morning a tenancy stands inside an episode of arrears, and then something is overdue, or outside, and then no
//! more than the tolerance is. What was done is forgotten when an episode begins or ends, whether in the morning or when
//! the day is paid. After that only two things add to it: the policy's own steps, taken in the evening of a day on whose
//! morning their way was gone, and the steps of bailiff and court. So what was done of the kinds that are the policy's alone
//! is one of the sets reached here from none on. On each day some of the ways that are open are gone together, judged by
//! what was done before; in the evening what they do is added to what was done before, or, where the episode began or ended
//! in the course of the day, to nothing. How often a rule may fire, lists, spacing, the pace of the desk and holds only keep
//! steps from being taken, and all else that conditions ask about is left free: more is reached here than in any tenancy.
//! A guarantee that no reached set lets a step breach is kept.
//!
//! Knows nothing of days: that one thing was done longer ago than another is not seen.

use super::logic::both;
use super::logic::given_done;
use super::logic::kinds_of;
use crate::check::Comparison;
use crate::check::Condition;
use crate::check::Operand;
use crate::check::Space;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use crate::money::Money;
use crate::source::Span;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::VecDeque;

/// How many situations are looked at before it is too much.
const MOST_SITUATIONS: usize = 1_500;
/// How many different things may be open to be done at once: any of them are done together.
const MOST_OPEN: usize = 8;

/// A way, with all that holds when it is gone, of facts alone.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) condition: Condition,
    /// The kinds that it does, a bit each.
    pub(super) kinds: u32,
}

/// Whether a breach is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// By nothing that the policy does.
    Never,
    /// Perhaps, and not before something was done on so many days.
    Perhaps(usize),
    /// There is too much to look at.
    TooMuch,
}

/// Where a tenancy stands on a morning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Situation {
    inside: bool,
    /// The kinds that were done, a bit each.
    done: u32,
}

/// Whether one of the `failing` steps, by their places, can be taken while `lacking` holds.
pub(super) fn reach(
    space: &Space<'_>,
    steps: &[Step],
    failing: &[usize],
    lacking: &Condition,
    tolerance: Money,
) -> Reach {
    let known = relevant(steps, failing, lacking);
    let mut walk = Walk { space, steps, known, tolerance, seen: BTreeMap::new() };
    let begin = [false, true].map(|inside| Situation { inside, done: 0 });
    let mut found = BTreeSet::from(begin);
    let mut open: VecDeque<(Situation, usize)> = begin.into_iter().map(|situation| (situation, 0)).collect();
    while let Some((situation, days)) = open.pop_front() {
        let breaks = failing.iter().filter_map(|place| steps.get(*place));
        let mut lacks = breaks.map(|step| both(step.condition.clone(), lacking.clone()));
        if lacks.any(|condition| walk.may(&condition, situation)) {
            return Reach::Perhaps(days);
        }
        let Some(next) = walk.next(situation) else { return Reach::TooMuch };
        open.extend(next.into_iter().filter(|next| found.insert(*next)).map(|next| (next, days + 1)));
        if found.len() > MOST_SITUATIONS {
            return Reach::TooMuch;
        }
    }
    Reach::Never
}

/// The kinds that matter: those asked about, also by what does one that matters. Bailiff and court go their own way.
fn relevant(steps: &[Step], failing: &[usize], lacking: &Condition) -> u32 {
    let asked = failing.iter().filter_map(|place| steps.get(*place)).map(|step| kinds_of(&step.condition));
    let own =
        ActionKind::ALL.iter().filter(|kind| !kind.is_court_step()).fold(0, |bits, kind| bits | 1 << kind.place());
    let mut known = asked.fold(kinds_of(lacking), |bits, kinds| bits | kinds) & own;
    loop {
        let doing = steps.iter().filter(|step| step.kinds & known != 0);
        let more = doing.fold(known, |bits, step| bits | kinds_of(&step.condition)) & own;
        if more == known {
            return known;
        }
        known = more;
    }
}

struct Walk<'a, 'p> {
    space: &'a Space<'p>,
    steps: &'a [Step],
    known: u32,
    tolerance: Money,
    /// Whether a step is open, by its place, inside or outside, and what was done of the kinds it asks about.
    seen: BTreeMap<(usize, bool, u32), bool>,
}

impl Walk<'_, '_> {
    /// Whether a condition may hold in a situation; what is not to be found out, may.
    fn may(&self, condition: &Condition, situation: Situation) -> bool {
        let here = both(self.arrears(situation.inside), given_done(condition, self.known, situation.done));
        !self.space.condition(&here).is_empty()
    }

    /// What is so of the arrears inside an episode, and outside.
    fn arrears(&self, inside: bool) -> Condition {
        let (sign, amount) =
            if inside { (Comparison::Greater, Money::ZERO) } else { (Comparison::AtMost, self.tolerance) };
        let comparison = Some((sign, Operand::Value(Value::Money(amount))));
        Condition::Test(Test { subject: Subject::Fact(Fact::Arrears), comparison, span: Span::default() })
    }

    fn is_open(&mut self, place: usize, situation: Situation) -> bool {
        let Some(step) = self.steps.get(place) else { return false };
        let key = (place, situation.inside, situation.done & kinds_of(&step.condition));
        if let Some(open) = self.seen.get(&key) {
            return *open;
        }
        let open = self.may(&step.condition, situation);
        self.seen.insert(key, open);
        open
    }

    /// Where a tenancy can stand a day later; nothing, where that is too much.
    fn next(&mut self, situation: Situation) -> Option<BTreeSet<Situation>> {
        let mut adding: BTreeSet<u32> = BTreeSet::new();
        for place in 0..self.steps.len() {
            let adds = self.steps.get(place).map_or(0, |step| step.kinds & self.known);
            if adds != 0 && !adding.contains(&adds) && self.is_open(place, situation) {
                adding.insert(adds);
            }
        }
        if adding.len() > MOST_OPEN {
            return None;
        }
        let mut together = BTreeSet::from([0_u32]);
        for adds in adding {
            let more: Vec<u32> = together.iter().map(|done| done | adds).collect();
            together.extend(more);
        }
        let Situation { inside, done } = situation;
        let stays = together.iter().map(|more| Situation { inside, done: done | more });
        let changes = together.iter().map(|more| Situation { inside: !inside, done: *more });
        Some(stays.chain(changes).collect())
    }
}
