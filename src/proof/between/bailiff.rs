//! Whether a new policy ever brings in the bailiff earlier.
//!
//! Always: `proved` only on the ground that `between` states; a tenant who refutes it has been followed under both policies.

use super::Claim;
use super::Pair;
use super::office::Duty;
use super::office::Office;
use super::same::beside_rules;
use super::same::first_difference;
use super::same::paired;
use super::same::region;
use crate::calendar::Day;
use crate::check::Condition;
use crate::engine::History;
use crate::locale::Phrase;
use crate::proof::logic::kinds_behind;
use crate::proof::logic::with_settings;
use crate::proof::search::groups;
use crate::vocabulary::ActionKind;

const HAND_OVER: u32 = 1 << ActionKind::HandOver.place();
/// What changes the books themselves.
const BOOKS: u32 = 1 << ActionKind::CollectionCosts.place()
    | 1 << ActionKind::StatutoryInterest.place()
    | 1 << ActionKind::WriteOff.place();
const PLAN_OFFER: u32 = 1 << ActionKind::PlanOffer.place();

/// What comes of the claim.
pub(super) fn claim(pair: &mut Pair<'_>) -> Claim {
    let hands_over = doing(&pair.new);
    if hands_over.is_empty() {
        return Claim::Proved;
    }
    let why = beside_rules(pair).or_else(|| lacks(pair, &hands_over));
    let Some(why) = why else { return Claim::Proved };
    let conditions = |office: &Office<'_>| {
        let values = office.bench.program.settings();
        let ways = doing(office).into_iter().filter_map(|way| office.ways.get(way));
        ways.map(|way| with_settings(&way.condition(), values)).collect::<Vec<_>>()
    };
    let all: Vec<Condition> = conditions(&pair.old).into_iter().chain(conditions(&pair.new)).collect();
    let tenants = groups(pair.new.policy, &all).into_iter().flatten();
    let counter = first_difference(pair, tenants, |old, new| {
        let (old, new) = (first(old), first(new)?);
        old.is_none_or(|old| new < old).then_some(new)
    });
    counter.map_or(Claim::Undecided(why), Claim::Refuted)
}

/// The first day on which a history shows a file handed over by the policy.
fn first(history: &History) -> Option<Day> {
    let handed = history.actions.iter().filter(|done| done.kind == ActionKind::HandOver && done.rule.is_some());
    handed.map(|done| done.day).min()
}

/// The ways in which a file is handed over.
fn doing(office: &Office<'_>) -> Vec<usize> {
    (0..office.ways.len()).filter(|way| kinds(office, *way) & HAND_OVER != 0).collect()
}

fn kinds(office: &Office<'_>, way: usize) -> u32 {
    office.ways.get(way).map_or(0, crate::proof::way::Way::kinds)
}

/// What keeps the claim from being proved; nothing, where nothing does.
fn lacks(pair: &Pair<'_>, hands_over: &[usize]) -> Option<Phrase> {
    let paired = paired(pair);
    let shared = |duties: &[Duty], office: &Office<'_>, kinds: u32, is_new: bool| {
        let known = |duty: &Duty| {
            paired.pairs.iter().any(|(old, new)| if is_new { new.rule == duty.rule } else { old.rule == duty.rule })
        };
        duties.iter().filter(|duty| office.kinds(duty) & kinds != 0).all(known)
    };
    let before = asked_before(pair);
    let (olds, news) = (pair.old.duties(), pair.new.duties());
    if !shared(&olds, &pair.old, before, false) || !shared(&news, &pair.new, before, true) || !paired.in_order {
        return Some(Phrase::new(
            "what has to be done before a hand-over is not done by the same rules in both",
            "wat voor een overdracht moet zijn gedaan, wordt in de twee niet door dezelfde regels gedaan",
        ));
    }
    // A hand-over that is the same to the letter of its meaning comes on the same day, whatever the desk does.
    if shared(&olds, &pair.old, HAND_OVER, false) && shared(&news, &pair.new, HAND_OVER, true) {
        return None;
    }
    let spaced = pair.old.spacings().iter().any(|(_, kinds)| kinds & HAND_OVER != 0);
    let listed = |office: &Office<'_>, ways: &[usize]| {
        ways.iter().any(|way| office.deeds(*way).iter().any(|deed| deed.batch.is_some()))
    };
    if spaced || listed(&pair.old, &doing(&pair.old)) || listed(&pair.new, hands_over) {
        return Some(Phrase::new(
            "hand-overs wait for a list or for other actions, and are asked for by other rules",
            "overdrachten wachten op een lijst of op andere acties, en worden door andere regels gevraagd",
        ));
    }
    hands_over.iter().find_map(|way| wider(pair, *way))
}

/// All that a hand-over asks to have been done, and what that asks, but the hand-over itself: a bit a kind.
fn asked_before(pair: &Pair<'_>) -> u32 {
    let asked = |office: &Office<'_>, kinds: u32| {
        let ways = (0..office.ways.len()).filter(|way| self::kinds(office, *way) & (kinds | HAND_OVER) != 0);
        // Another way of the same rule takes its turns, so that it counts too.
        let rules: Vec<usize> = ways.filter_map(|way| office.ways.get(way)).map(|way| way.rule).collect();
        let ways = office.ways.iter().filter(|way| rules.contains(&way.rule));
        ways.fold(0, |kinds, way| kinds | kinds_behind(&way.condition()))
    };
    let spacings = pair.old.spacings();
    let mut before = BOOKS;
    loop {
        let more = before | asked(&pair.old, before) | asked(&pair.new, before);
        // A plan is offered in the course of other actions.
        let offered = |office: &Office<'_>| if more & PLAN_OFFER == 0 { 0 } else { office.offer_plans() };
        let more = more | offered(&pair.old) | offered(&pair.new);
        let spaced = spacings.iter().filter(|(_, kinds)| kinds & more & !HAND_OVER != 0);
        let more = spaced.fold(more, |all, (_, kinds)| all | kinds) & !HAND_OVER;
        if more == before {
            return before;
        }
        before = more;
    }
}

/// What is to be said of a way of the new policy that does not lie within ways of the old one that hand over too.
fn wider(pair: &Pair<'_>, way: usize) -> Option<Phrase> {
    // A duty that does nothing else has not been done before in either, and so is free to be.
    let duties = pair.old.duties();
    let only_hands_over = |duty: &&Duty| {
        duty.outcomes
            .iter()
            .all(|(deeds, _)| deeds.iter().all(|deed| deed.kind == ActionKind::HandOver) && !deeds.is_empty())
            && duty.frequency.limit.is_none_or(|(limit, _)| limit > 0)
    };
    let free: Vec<usize> = duties.iter().filter(only_hands_over).map(|duty| duty.rule).collect();
    let first_time = |old: &usize| pair.old.ways.get(*old).is_some_and(|way| free.contains(&way.rule));
    let cover = pair.new.cover(way);
    let same_sight = |old: &usize| cover.is_some() && pair.old.cover(*old) == cover;
    let within: Vec<usize> = doing(&pair.old).into_iter().filter(|old| first_time(old) && same_sight(old)).collect();
    let lies = region(&pair.new, &[way]).is_within(&region(&pair.old, &within));
    (!lies).then(|| {
        let rule = pair.new.ways.get(way).and_then(|way| pair.new.policy.rules.get(way.rule));
        let title = rule.map_or("", |rule| &rule.named.title);
        Phrase::new(
            format!("`{title}` can hand over where the old policy does not, and no tenant was found who shows it"),
            format!("`{title}` kan overdragen waar het oude beleid dat niet doet, en er is geen huurder gevonden die het toont"),
        )
    })
}
