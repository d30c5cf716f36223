//! Whether two policies do the same: rules are paired that do the same, as often, on the same tenants.
//!
//! Always: `proved` only where every rule that does something has its like, and all that counts beside rules is the same.

use super::Claim;
use super::Counter;
use super::Pair;
use super::harsher::plainest;
use super::office::Deed;
use super::office::Duty;
use super::office::Office;
use super::office::alike;
use crate::check::Answer;
use crate::check::Condition;
use crate::check::Region;
use crate::engine::ActionDone;
use crate::engine::History;
use crate::locale::Phrase;
use crate::proof::course::Course;
use crate::proof::logic::with_settings;
use crate::proof::path::moments;
use crate::proof::path::tenant;
use crate::proof::search::groups;

/// Whether the two do the same.
pub(super) fn claim(pair: &mut Pair<'_>) -> Claim {
    let differs = beside_rules(pair);
    let paired = paired(pair);
    if differs.is_none() && paired.all && paired.in_order {
        return Claim::Proved;
    }
    if let Some(counter) = on_one_day(pair).or_else(|| in_time(pair)) {
        return Claim::Refuted(counter);
    }
    Claim::Undecided(differs.unwrap_or_else(|| {
        Phrase::new(
            "some rules have no like in the other policy, and no tenant was found with whom that shows",
            "sommige regels hebben geen gelijke in het andere beleid, en er is geen huurder gevonden bij wie dat blijkt",
        )
    }))
}

/// Which duties of the new policy are like which of the old one.
pub(super) struct Paired {
    /// For each duty of the new policy, that of the old one.
    pub(super) pairs: Vec<(Duty, Duty)>,
    /// Whether all of both have their like.
    pub(super) all: bool,
    /// Whether those that wait for each other go in the same order.
    pub(super) in_order: bool,
}

pub(super) fn paired(pair: &Pair<'_>) -> Paired {
    let (olds, news) = (pair.old.duties(), pair.new.duties());
    let mut left: Vec<Option<&Duty>> = olds.iter().map(Some).collect();
    let mut found: Vec<(usize, Duty, Duty)> = Vec::new();
    let name = |office: &Office<'_>, duty: &Duty| {
        office.policy.rules.get(duty.rule).map_or_else(String::new, |rule| rule.named.name.clone())
    };
    let mut alone = 0;
    for new in &news {
        let own = name(&pair.new, new);
        // Of the same name first: that is nearly always the one.
        let mut order: Vec<usize> = (0..olds.len()).collect();
        order.sort_by_key(|place| olds.get(*place).is_none_or(|old| name(&pair.old, old) != own));
        let like = order
            .into_iter()
            .find(|place| left.get(*place).copied().flatten().is_some_and(|old| is_like(pair, old, new)));
        match like.and_then(|place| Some((place, left.get_mut(place)?.take()?))) {
            Some((place, old)) => found.push((place, old.clone(), new.clone())),
            None => alone += usize::from(!is_idle(&pair.new, new)),
        }
    }
    let forgotten = left.iter().flatten().filter(|old| !is_idle(&pair.old, old)).count();
    let places: Vec<usize> = spaced(pair, &found);
    Paired {
        all: alone == 0 && forgotten == 0,
        in_order: places.is_sorted(),
        pairs: found.into_iter().map(|(_, old, new)| (old, new)).collect(),
    }
}

/// The places in the old policy of what waits for one another by spacing, in the order of the new one: of those that weigh
/// the same the first goes.
fn spaced(pair: &Pair<'_>, found: &[(usize, Duty, Duty)]) -> Vec<usize> {
    let groups = pair.new.spacings().iter().fold(0, |kinds, (_, more)| kinds | more);
    found.iter().filter(|(_, _, new)| pair.new.kinds(new) & groups != 0).map(|(place, _, _)| *place).collect()
}

/// Whether nobody is in any of the conditions in which a duty does something.
fn is_idle(office: &Office<'_>, duty: &Duty) -> bool {
    let done = duty.outcomes.iter().filter(|(deeds, _)| !deeds.is_empty());
    office.bench.policy.holds.is_empty() && done.into_iter().all(|(_, ways)| region(office, ways).is_empty())
}

/// The tenants with whom one of some ways is gone, with everything in sight.
pub(super) fn region(office: &Office<'_>, ways: &[usize]) -> Region {
    let conditions = ways.iter().filter_map(|way| office.ways.get(*way)).map(|way| way.condition());
    office.space.condition(&Condition::Any(conditions.collect()))
}

fn is_like(pair: &Pair<'_>, old: &Duty, new: &Duty) -> bool {
    let outcome = |deeds: &[Deed]| old.outcomes.iter().find(|(known, _)| known == deeds);
    old.frequency == new.frequency
        && old.approval == new.approval
        && old.outcomes.len() == new.outcomes.len()
        && new
            .outcomes
            .iter()
            .all(|(deeds, ways)| outcome(deeds).is_some_and(|(_, old_ways)| same_ways(pair, old_ways, ways)))
}

/// Whether the ways are gone with the same tenants: to the letter, or as their conditions come to the same.
fn same_ways(pair: &Pair<'_>, old: &[usize], new: &[usize]) -> bool {
    let to_the_letter = old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same_parts(pair, *old, *new));
    if to_the_letter {
        return true;
    }
    let covers = |office: &Office<'_>, ways: &[usize]| {
        let mut covers: Vec<Option<u32>> = ways.iter().map(|way| office.cover(*way)).collect();
        covers.dedup();
        covers
    };
    let (old_covers, new_covers) = (covers(&pair.old, old), covers(&pair.new, new));
    let one_view = old_covers.len() == 1 && old_covers == new_covers && old_covers.iter().all(Option::is_some);
    let (old, new) = (region(&pair.old, old), region(&pair.new, new));
    one_view && old.is_within(&new) && new.is_within(&old)
}

pub(super) fn same_parts(pair: &Pair<'_>, old: usize, new: usize) -> bool {
    let (Some(one), Some(other)) = (pair.old.ways.get(old), pair.new.ways.get(new)) else { return false };
    let same = |(one, other): (&crate::proof::way::Part<'_>, &crate::proof::way::Part<'_>)| {
        pair.old.covered(one.seen_for) == pair.new.covered(other.seen_for)
            && alike(&one.condition, &pair.old, &other.condition, &pair.new)
    };
    one.parts.len() == other.parts.len() && one.parts.iter().zip(&other.parts).all(same)
}

/// What differs between two policies beside what rules do, and counts for what is done; nothing, where nothing does.
pub(super) fn beside_rules(pair: &Pair<'_>) -> Option<Phrase> {
    let (old, new) = (pair.old.policy, pair.new.policy);
    let differs = |is: bool, en: &str, nl: &str| {
        is.then(|| Phrase::new(format!("the two differ in {en}"), format!("de twee verschillen in {nl}")))
    };
    counts_alike(pair)
        .or_else(|| differs(pair.old.holds() != pair.new.holds(), "their holds", "hun wachtstanden"))
        .or_else(|| differs(pair.old.spacings() != pair.new.spacings(), "their spacing", "hun tussenruimte"))
        .or_else(|| differs(!same_stages(pair), "their stages", "hun fasen"))
        .or_else(|| {
            differs(
                old.conventions.evaluate != new.conventions.evaluate
                    || old.conventions.working_days != new.conventions.working_days
                    || old.conventions.costs_vat != new.conventions.costs_vat,
                "when they are looked at, their working days or their VAT",
                "wanneer ze worden beoordeeld, hun werkdagen of hun btw",
            )
        })
        .or_else(|| differs(!same_plans(pair), "their payment plans", "hun betalingsregelingen"))
}

/// What makes the same books give different facts; nothing, where they give the same.
pub(super) fn counts_alike(pair: &Pair<'_>) -> Option<Phrase> {
    let (old, new) = (pair.old.policy, pair.new.policy);
    let (one, other) = (old.conventions, new.conventions);
    let counted = one.overdue_from == other.overdue_from
        && one.grace == other.grace
        && one.tolerance == other.tolerance
        && one.working_days == other.working_days;
    let told = new.facts.iter().all(|fact| {
        let there = old.facts.iter().find(|there| there.named.name == fact.named.name);
        there.is_none_or(|there| there.unit == fact.unit && there.otherwise == fact.otherwise)
    });
    // Clocks stand still under holds that a policy names.
    let codes = |office: &Office<'_>| office.holds().into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    let paused = codes(&pair.old) == codes(&pair.new);
    (!(counted && told && paused)).then(|| {
        Phrase::new(
            "the two read different facts from the same books: from which day rent is late, tolerance, grace, working days, \
             the holds they name, or what holds where a column tells nothing",
            "de twee lezen uit dezelfde boeken andere feiten: vanaf welke dag huur te laat is, tolerantie, coulance, werkdagen, \
             de wachtstanden die ze noemen, of wat geldt waar een kolom niets zegt",
        )
    })
}

/// Whether the stages are the same, where anything is counted within them.
fn same_stages(pair: &Pair<'_>) -> bool {
    let counts = |office: &Office<'_>| office.duties().iter().any(Office::is_per_stage);
    let stages =
        |office: &Office<'_>| (0..office.policy.stages.len()).map(|stage| office.space.reaches(stage)).collect();
    let (old, new): (Vec<Region>, Vec<Region>) = (stages(&pair.old), stages(&pair.new));
    let in_words = || {
        let conditions = pair.old.policy.stages.iter().zip(&pair.new.policy.stages);
        conditions.into_iter().all(|(one, other)| alike(&one.condition, &pair.old, &other.condition, &pair.new))
    };
    !(counts(&pair.old) || counts(&pair.new))
        || old.len() == new.len()
            && (in_words() || old.iter().zip(&new).all(|(old, new)| old.is_within(new) && new.is_within(old)))
}

fn same_plans(pair: &Pair<'_>) -> bool {
    let (old, new) = (pair.old.bench.program.plan_terms(), pair.new.bench.program.plan_terms());
    let (plans, others) = (&pair.old.policy.plans, &pair.new.policy.plans);
    let same_after = plans.iter().zip(others).all(|(one, other)| one.after == other.after);
    let same_conditions = plans.iter().zip(others).all(|(one, other)| {
        alike(&one.condition, &pair.old, &other.condition, &pair.new) || {
            let (one, other) = (pair.old.space.condition(&one.condition), pair.new.space.condition(&other.condition));
            one.is_within(&other) && other.is_within(&one)
        }
    });
    plans.len() == others.len() && same_after && old == new && same_conditions
}

/// A tenant of one day of whom the two decide different steps.
fn on_one_day(pair: &Pair<'_>) -> Option<Box<Counter>> {
    let mut deeds: Vec<Deed> = Vec::new();
    let all = |office: &Office<'_>| (0..office.ways.len()).flat_map(|way| office.deeds(way)).collect::<Vec<_>>();
    for deed in all(&pair.old).into_iter().chain(all(&pair.new)) {
        if !deeds.contains(&deed) {
            deeds.push(deed);
        }
    }
    deeds.iter().find_map(|deed| {
        let doing = |office: &Office<'_>| {
            let ways: Vec<usize> = (0..office.ways.len()).filter(|way| office.deeds(*way).contains(deed)).collect();
            region(office, &ways)
        };
        let (old, new) = (doing(&pair.old), doing(&pair.new));
        [new.without(&old), old.without(&new)].iter().find_map(|region| {
            let Answer::Possible(witness) = plainest(pair, region) else { return None };
            let tried = pair.tried(&witness)?;
            let steps = |taken: &[crate::proof::Taken]| {
                let mut steps: Vec<String> = taken.iter().map(|taken| taken.step.clone()).collect();
                steps.sort_unstable();
                steps
            };
            (steps(&tried.old) != steps(&tried.new)).then(|| tried.counter())
        })
    })
}

/// A tenant with whom the two do different things in the course of time.
fn in_time(pair: &mut Pair<'_>) -> Option<Box<Counter>> {
    let conditions = |office: &Office<'_>| {
        let values = office.bench.program.settings();
        office.ways.iter().map(|way| with_settings(&way.condition(), values)).collect::<Vec<_>>()
    };
    let (old, new) = (conditions(&pair.old), conditions(&pair.new));
    let all: Vec<Condition> = old.into_iter().chain(new).collect();
    let tenants = groups(pair.new.policy, &all);
    first_difference(pair, tenants.into_iter().flatten(), |old, new| {
        let (old, new) = (deeds(old), deeds(new));
        let at = old.iter().zip(&new).position(|(old, new)| old != new);
        let at = at.or_else(|| (old.len() != new.len()).then(|| old.len().min(new.len())))?;
        let day = |deeds: &[ActionDone]| deeds.get(at).map(|done| done.day);
        [day(&old), day(&new)].into_iter().flatten().min()
    })
}

/// What was done, whatever it is called and whatever asked for it.
fn deeds(history: &History) -> Vec<ActionDone> {
    let bare = |done: &ActionDone| ActionDone { rule: done.rule.map(|_| 0), exception: None, step: 0, ..*done };
    let mut deeds: Vec<ActionDone> = history.actions.iter().map(bare).collect();
    deeds.sort_by_key(|done| (done.day, done.kind));
    deeds
}

/// The first of the tenants of whom the two courses differ, with both courses up to the day that `differ` tells.
pub(super) fn first_difference(
    pair: &mut Pair<'_>,
    tenants: impl Iterator<Item = crate::proof::search::Candidate>,
    differ: impl Fn(&History, &History) -> Option<crate::calendar::Day>,
) -> Option<Box<Counter>> {
    let most = pair.most / pair.old.bench.program.rule_count().max(pair.new.bench.program.rule_count()).max(1);
    for candidate in tenants.take(most) {
        // What people answer is not tried here: the two might be asked on different days.
        let unsaid = crate::proof::course::Answers::Unsaid;
        if candidate.answers != unsaid {
            continue;
        }
        let run = |office: &mut Office<'_>| office.bench.course(&candidate.traits, unsaid, |_| false);
        let (old, new) = (run(&mut pair.old), run(&mut pair.new));
        if let Some(day) = differ(&old.history, &new.history) {
            return Some(told(pair, &old, &new, day));
        }
    }
    None
}

fn told(pair: &mut Pair<'_>, old: &Course, new: &Course, day: crate::calendar::Day) -> Box<Counter> {
    Box::new(Counter::Course {
        tenant: tenant(&new.traits, pair.new.policy),
        begins: new.traits.begins,
        old: moments(&mut pair.old.bench, old, day, &|_| false),
        new: moments(&mut pair.new.bench, new, day, &|_| false),
    })
}
