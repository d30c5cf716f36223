//! The verdict on each guarantee of a policy.
//!
//! Always: one for every guarantee, in the order of the policy.

use super::course::Bench;
use super::course::Course;
use super::course::first_breach;
use super::done::Reach;
use super::done::Step;
use super::done::reach;
use super::logic::both;
use super::logic::kinds_behind;
use super::logic::opposite;
use super::logic::settings_of;
use super::logic::with_settings;
use super::logic::without_segments;
use super::path::Path;
use super::path::told;
use super::search::Candidate;
use super::search::groups;
use super::way::Way;
use super::way::ways;
use crate::calendar::Day;
use crate::check::Answer;
use crate::check::Condition;
use crate::check::Guarantee;
use crate::check::Knobs;
use crate::check::Policy;
use crate::check::Space;
use crate::check::Value;
use crate::program::SettingError;
use crate::program::Settings;
use crate::program::plain_text;
use crate::vocabulary::ActionKind;
use std::cell::Cell;
use std::sync::Arc;

/// How many rules are followed through courses before no more tenants are tried: many tenants of a small policy, few of a
/// large one.
const MOST_RULES_TRIED: usize = 60_000;

/// How many ways are looked into for all guarantees together before the rest is undecided: a real policy has hundreds of ways
/// and some tens of guarantees, and one of ten thousand rules under the law stays far below.
const MOST_LOOKED_INTO: usize = 200_000;

/// What is to be said of a guarantee without data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The guarantee, by its place in the policy.
    pub guarantee: usize,
    /// What comes of it with the settings as they are.
    pub verdict: Verdict,
    /// Whether what is proved stands wherever the settings lie within their ranges.
    pub range: Range,
}

/// Whether a guarantee holds of every tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It does, and on which ground.
    Proved(Ground),
    /// It does not: this path leads to a breach.
    Refuted(Box<Path>),
    /// That cannot be said from the policy alone, and why.
    Undecided(Why),
}

/// On what a proof rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The policy never does what is guarded.
    NeverDone,
    /// What the guarantee asks follows from what must hold when the step is taken: whatever happened before.
    Conditions,
    /// What the policy does before leads to it: of all that is done under the policy. A record from before may break it.
    Steps,
}

/// Why a guarantee is undecided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Bailiff, court or municipality take the step. `at_hand_over` says that every hand-over of the policy has what is
    /// asked on its day.
    TakenByOthers {
        /// Whether what is asked holds on the day of every hand-over by the policy.
        at_hand_over: bool,
    },
    /// The step is an offer of a plan, and plans are offered in the course of other actions too.
    PlansOffered,
    /// The conditions leave room, and none of the tenants tried gets there.
    NoTenant {
        /// The title of a rule whose conditions leave room.
        rule: String,
        /// With which facts, in the words of the policy.
        facts: Vec<String>,
        /// How many courses were tried.
        tried: usize,
    },
    /// The conditions take too long to look into.
    TooMuch {
        /// The title of the rule.
        rule: String,
    },
}

/// Whether a proof stands for other values of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Range {
    /// Nothing in the argument hangs on a setting, or nothing was proved.
    NoSettings,
    /// It stands wherever they lie.
    Everywhere,
    /// With these values it is refuted.
    Refuted {
        /// The values, in the words of the policy.
        settings: Vec<String>,
        /// The path that leads to a breach with them.
        path: Box<Path>,
    },
    /// That was not found out.
    Unclear,
}

/// The verdicts on all guarantees of a policy, with its settings as these say.
///
/// # Errors
/// What is wrong with the settings.
pub fn prove(policy: &Policy, settings: &Settings) -> Result<Vec<Proof>, Vec<SettingError>> {
    prove_within(policy, settings, MOST_RULES_TRIED)
}

/// The same, where for each guarantee no more than so many rules are followed through courses of tenants: with few, more is
/// undecided, and nothing else changes.
///
/// # Errors
/// What is wrong with the settings.
pub fn prove_within(policy: &Policy, settings: &Settings, most: usize) -> Result<Vec<Proof>, Vec<SettingError>> {
    prove_looking(policy, settings, most, MOST_LOOKED_INTO)
}

/// The same, where for all guarantees together no more than so many ways are looked into.
pub(super) fn prove_looking(
    policy: &Policy,
    settings: &Settings,
    most: usize,
    looks: usize,
) -> Result<Vec<Proof>, Vec<SettingError>> {
    let bench = Bench::new(policy, settings)?;
    let values = bench.program.settings().to_vec();
    let [set, any] = [Knobs::AsWritten, Knobs::Anywhere].map(|knobs| Arc::new(Space::new(policy, knobs)));
    let looks = Cell::new(looks);
    let mut court = Court { policy, ways: ways(policy), values, set, any, bench, most, looks, examples: None };
    Ok((0..policy.guarantees.len()).filter_map(|place| court.verdict(place)).collect())
}

/// What verdicts are made of.
struct Court<'p> {
    policy: &'p Policy,
    ways: Vec<Way<'p>>,
    values: Vec<Value>,
    /// With the settings as they are, and anywhere in their range: what one guarantee had worked out serves the next.
    set: Arc<Space<'p>>,
    any: Arc<Space<'p>>,
    bench: Bench<'p>,
    /// How many rules are followed through courses for one guarantee.
    most: usize,
    /// How many more ways are looked into.
    looks: Cell<usize>,
    /// The courses of the policy's own examples in which a rule breaches something, from when they are first asked for.
    examples: Option<Vec<Course>>,
}

/// What the conditions of the ways say.
enum Room {
    /// None leaves room for a breach.
    None,
    /// These ways may, by their places, with facts of one where there are.
    Some(Vec<usize>, Vec<String>),
    /// Of this way it takes too long to find out.
    Unclear(usize),
}

impl<'p> Court<'p> {
    fn verdict(&mut self, place: usize) -> Option<Proof> {
        let policy = self.policy;
        let guarantee = policy.guarantees.get(place)?;
        let lacking = opposite(without_segments(&guarantee.only_after, policy));
        let verdict = if guarantee.kind.is_court_step() {
            self.of_others(&lacking)
        } else {
            self.of_own_step(place, guarantee, &lacking)
        };
        let proved = matches!(verdict, Verdict::Proved(_));
        let range = if proved { self.range(place, guarantee, &lacking) } else { Range::NoSettings };
        Some(Proof { guarantee: place, verdict, range })
    }

    /// Of a step that no policy takes.
    fn of_others(&self, lacking: &Condition) -> Verdict {
        let space = Arc::clone(&self.set);
        let lacking = with_settings(lacking, &self.values);
        if space.condition(&lacking).is_empty() {
            return Verdict::Proved(Ground::Conditions);
        }
        let hands_over = self.doing(ActionKind::HandOver);
        let has_it = !hands_over.is_empty() && matches!(self.room(&space, &hands_over, &lacking), Room::None);
        Verdict::Undecided(Why::TakenByOthers { at_hand_over: has_it })
    }

    fn of_own_step(&mut self, place: usize, guarantee: &Guarantee, lacking: &Condition) -> Verdict {
        let doing = self.doing(guarantee.kind);
        let space = Arc::clone(&self.set);
        let lacking = with_settings(lacking, &self.values);
        if guarantee.kind == ActionKind::PlanOffer
            && !self.policy.plans.is_empty()
            && !space.condition(&lacking).is_empty()
        {
            return Verdict::Undecided(Why::PlansOffered);
        }
        if doing.is_empty() {
            return Verdict::Proved(Ground::NeverDone);
        }
        let (failing, facts) = match self.room(&space, &doing, &lacking) {
            Room::None => return Verdict::Proved(Ground::Conditions),
            Room::Some(failing, facts) => (failing, facts),
            Room::Unclear(way) => return Verdict::Undecided(Why::TooMuch { rule: self.title(way) }),
        };
        let rule = failing.first().map_or_else(String::new, |way| self.title(*way));
        // Every way counts in what can have been done before.
        if !self.may_look_into(self.ways.len()) {
            return Verdict::Undecided(Why::TooMuch { rule });
        }
        let steps = self.steps();
        let reached = reach(&space, &steps, &failing, &lacking, self.policy.conventions.tolerance);
        if reached == Reach::Never {
            return Verdict::Proved(Ground::Steps);
        }
        let conditions = self.conditions_at_hand(&failing, &lacking);
        let before = self.bench.tried;
        let path = refute(&mut self.bench, place, &conditions, self.most);
        match path.or_else(|| self.refute_by_example(place)) {
            Some(path) => Verdict::Refuted(Box::new(path)),
            None => Verdict::Undecided(Why::NoTenant { rule, facts, tried: self.bench.tried - before }),
        }
    }

    /// An example of the policy in whose course the guarantee is breached: what nobody thinks up may be told in one.
    fn refute_by_example(&mut self, guarantee: usize) -> Option<Path> {
        let (bench, most) = (&mut self.bench, self.most / self.policy.rules.len().max(1));
        let timelines = self.policy.timelines.iter().take(most);
        let courses = self.examples.get_or_insert_with(|| {
            let all = timelines.map(|timeline| bench.of_example(timeline));
            all.filter(|course| course.history.breaches.iter().any(|breach| breach.rule.is_some())).collect()
        });
        let breached = courses.iter().filter_map(|course| Some((course, first_breach(&course.history, guarantee)?)));
        let (course, _) = breached.min_by_key(|(course, breached)| cost(course, breached.day))?;
        let breached = bench.breach(course, guarantee)?;
        Some(told(bench, course, breached, guarantee))
    }

    /// Whether what was proved stands for every value of the settings.
    fn range(&mut self, place: usize, guarantee: &Guarantee, lacking: &Condition) -> Range {
        let doing = self.doing(guarantee.kind);
        let asks = |way: &usize| self.ways.get(*way).is_some_and(|way| !settings_of(&way.condition()).is_empty());
        if settings_of(lacking).is_empty() && !doing.iter().any(asks) {
            return Range::NoSettings;
        }
        let space = Arc::clone(&self.any);
        let mut open = false;
        for way in doing {
            for condition in self.ways.get(way).into_iter().flat_map(|way| seen(way, self.policy)) {
                if !self.may_look_into(1) {
                    return Range::Unclear;
                }
                match space.condition(&both(condition, lacking.clone())).find() {
                    Answer::Impossible => {}
                    Answer::Undecided => open = true,
                    Answer::Possible(witness) => {
                        open = true;
                        let changed = witness.settings(&space);
                        if let Some(path) = self.refute_with(place, &changed, way, lacking) {
                            return Range::Refuted { settings: witness.setting_words(&space), path: Box::new(path) };
                        }
                    }
                }
            }
        }
        if open { Range::Unclear } else { Range::Everywhere }
    }

    fn refute_with(&self, place: usize, changed: &[(usize, Value)], way: usize, lacking: &Condition) -> Option<Path> {
        let named = |(place, value): &(usize, Value)| {
            Some((self.policy.settings.get(*place)?.named.name.clone(), plain_text(*value)))
        };
        let settings: Settings = changed.iter().filter_map(named).collect();
        let mut bench = Bench::new(self.policy, &settings).ok()?;
        let values = bench.program.settings().to_vec();
        let conditions = self.conditions_at_hand(&[way], lacking);
        let conditions: Vec<Condition> = conditions.iter().map(|one| with_settings(one, &values)).collect();
        refute(&mut bench, place, &conditions, self.most)
    }

    /// Whether so many ways more may be looked into.
    fn may_look_into(&self, ways: usize) -> bool {
        let left = self.looks.get().checked_sub(ways);
        self.looks.set(left.unwrap_or(0));
        left.is_some()
    }

    /// The ways in which something of a kind is done, by their places.
    fn doing(&self, kind: ActionKind) -> Vec<usize> {
        (0..self.ways.len()).filter(|place| self.ways.get(*place).is_some_and(|way| way.does(kind))).collect()
    }

    fn room(&self, space: &Space<'_>, ways: &[usize], lacking: &Condition) -> Room {
        let (mut failing, mut facts) = (Vec::new(), Vec::new());
        for place in ways {
            let Some(way) = self.ways.get(*place) else { continue };
            for condition in seen(way, self.policy) {
                if !self.may_look_into(1) {
                    return Room::Unclear(*place);
                }
                let condition = with_settings(&condition, &self.values);
                match space.condition(&both(condition, lacking.clone())).find() {
                    Answer::Impossible => {}
                    Answer::Undecided => return Room::Unclear(*place),
                    Answer::Possible(witness) => {
                        if facts.is_empty() {
                            facts = witness.words(space);
                        }
                        failing.push(*place);
                        break;
                    }
                }
            }
        }
        if failing.is_empty() { Room::None } else { Room::Some(failing, facts) }
    }

    /// Every way as something that is done, whatever hold runs, in their order.
    fn steps(&self) -> Vec<Step> {
        let one = |way: &Way<'_>| {
            let seen = seen(way, self.policy).iter().map(|one| with_settings(one, &self.values)).collect();
            Step { condition: Condition::Any(seen), kinds: way.kinds() }
        };
        self.ways.iter().map(one).collect()
    }

    /// The conditions that a path to a breach has to do with: those of the failing ways, of all that does what they ask
    /// about, and what is lacking.
    fn conditions_at_hand(&self, failing: &[usize], lacking: &Condition) -> Vec<Condition> {
        let at = |way: &usize| self.ways.get(*way);
        let mut asked = failing.iter().filter_map(at).fold(0, |kinds, way| kinds | kinds_behind(&way.condition()));
        loop {
            let doing = self.ways.iter().filter(|way| way.kinds() & asked != 0);
            let more = doing.fold(asked, |kinds, way| kinds | kinds_behind(&way.condition()));
            if more == asked {
                break;
            }
            asked = more;
        }
        let others = self.ways.iter().filter(|way| way.kinds() & asked != 0);
        let conditions = failing.iter().filter_map(at).chain(others).map(Way::condition).chain([lacking.clone()]);
        conditions.map(|condition| with_settings(&condition, &self.values)).collect()
    }

    fn title(&self, way: usize) -> String {
        let rule = self.ways.get(way).and_then(|way| self.policy.rules.get(way.rule));
        rule.map_or_else(String::new, |rule| rule.named.title.clone())
    }
}

/// What holds of all claims when a way is gone: with everything in sight, and under a hold that covers claims.
fn seen(way: &Way<'_>, policy: &Policy) -> Vec<Condition> {
    std::iter::once(way.condition()).chain(way.under_hold(policy)).collect()
}

/// Looks for a tenant whose course breaches a guarantee.
fn refute(bench: &mut Bench<'_>, guarantee: usize, conditions: &[Condition], most: usize) -> Option<Path> {
    let most = bench.tried + most / bench.program.rule_count().max(1);
    for group in groups(bench.policy, conditions) {
        let mut best: Option<(usize, i32, Course)> = None;
        for Candidate { traits, answers, .. } in group {
            if bench.tried >= most {
                break;
            }
            let course = bench.course(&traits, answers, |history| first_breach(history, guarantee).is_some());
            let Some(breached) = bench.breach(&course, guarantee) else { continue };
            let (steps, days) = cost(&course, breached.day);
            if best.as_ref().is_none_or(|(fewest, soonest, _)| (steps, days) < (*fewest, *soonest)) {
                best = Some((steps, days, course));
            }
        }
        if let Some((_, _, course)) = best {
            let breached = bench.breach(&course, guarantee)?;
            return Some(told(bench, &course, breached, guarantee));
        }
    }
    None
}

/// How many steps come before the last day of a course, and how many days it takes: the fewer, the plainer.
fn cost(course: &Course, last: Day) -> (usize, i32) {
    let before = course.history.actions.iter().filter(|done| done.day < last).count();
    (before, last.since(course.traits.begins))
}
