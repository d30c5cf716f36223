//! Whether a new policy is ever harsher on a segment: whether it takes a step, with the same facts, that is heavier than all
//! that the old one takes.
//!
//! Always: `proved` of a segment only where every way of the new policy that weighs anything lies, within the segment,
//! inside ways of the old one that weigh as much and may be gone at least as often; and no hold lets through what it stopped.

use super::Claim;
use super::Counter;
use super::OfSegment;
use super::Pair;
use super::office::Office;
use super::same::counts_alike;
use super::same::region;
use super::same::same_parts;
use crate::check::Answer;
use crate::check::Comparison;
use crate::check::Condition;
use crate::check::Frequency;
use crate::check::Operand;
use crate::check::Per;
use crate::check::Region;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use crate::locale::Phrase;
use crate::source::Span;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use crate::vocabulary::HoldCode;
use crate::vocabulary::Weight;

/// What comes of the claim for every segment of the old policy.
pub(super) fn claims(pair: &Pair<'_>) -> Vec<OfSegment> {
    let segments = &pair.old.policy.segments;
    if segments.is_empty() {
        return vec![OfSegment { segment: None, claim: claim(pair, &pair.old.space.everybody()) }];
    }
    let of = |(place, segment): (usize, &crate::check::Segment)| OfSegment {
        segment: Some(segment.named.title.clone()),
        claim: claim(pair, &pair.old.space.segment(place)),
    };
    segments.iter().enumerate().map(of).collect()
}

/// What one question comes to.
enum Found {
    Nothing,
    Counter(Box<Counter>),
    Unclear(Phrase),
}

fn claim(pair: &Pair<'_>, within: &Region) -> Claim {
    if let Some(differs) = counts_alike(pair) {
        return Claim::Undecided(differs);
    }
    let weighing = (0..pair.new.ways.len()).filter(|way| pair.new.weight(*way) > Weight::None);
    let mut unclear = None;
    for way in weighing {
        for found in [heavier(pair, within, way), more_often(pair, within, way), through_holds(pair, within, way)] {
            match found {
                Found::Nothing => {}
                Found::Counter(counter) => return Claim::Refuted(counter),
                Found::Unclear(why) => unclear = unclear.or(Some(why)),
            }
        }
    }
    unclear.map_or(Claim::Proved, Claim::Undecided)
}

/// A tenant of a region with whom the new policy takes a heavier step than the old one, if there is one.
fn found(pair: &Pair<'_>, region: &Region, otherwise: impl FnOnce() -> Phrase) -> Found {
    match plainest(pair, region) {
        Answer::Impossible => Found::Nothing,
        Answer::Undecided => Found::Unclear(otherwise()),
        Answer::Possible(witness) => match pair.tried(&witness) {
            Some(tried) if tried.heaviest.1 > tried.heaviest.0 => Found::Counter(tried.counter()),
            _ => Found::Unclear(otherwise()),
        },
    }
}

/// Somebody in a region: who sits, where that can be.
pub(super) fn plainest(pair: &Pair<'_>, region: &Region) -> Answer {
    let sitting = Test { subject: Subject::Fact(Fact::Sitting), comparison: None, span: Span::default() };
    match region.and(&pair.new.space.condition(&Condition::Test(sitting))).find() {
        Answer::Possible(witness) => Answer::Possible(witness),
        Answer::Impossible | Answer::Undecided => region.find(),
    }
}

/// With the same facts, where no way of the old policy weighs as much.
fn heavier(pair: &Pair<'_>, within: &Region, way: usize) -> Found {
    let heavy = as_heavy(&pair.old, pair.new.weight(way));
    let old = region(&pair.old, &same_sight(pair, way, &heavy));
    let own = region(&pair.new, &[way]).and(within);
    // Where the two see other claims, a hold shows it.
    let unlike =
        pair.old.holds().into_iter().filter(|_| !heavy.iter().all(|old| same_sight(pair, way, &[*old]).len() == 1));
    for (code, _) in unlike {
        let on_hold = own.and(&pair.new.space.condition(&holds_on(code)));
        if let counter @ Found::Counter(_) = found(pair, &on_hold, || Phrase::same("")) {
            return counter;
        }
    }
    found(pair, &own.without(&old), || {
        let title = title(&pair.new, way);
        Phrase::new(
            format!("`{title}` may be heavier than what the old policy does, and no tenant was found who shows it"),
            format!(
                "`{title}` kan zwaarder zijn dan wat het oude beleid doet, en er is geen huurder gevonden die het toont"
            ),
        )
    })
}

/// Of some ways of the old policy those that are looked at on the same claims as a way of the new one, whatever hold runs.
fn same_sight(pair: &Pair<'_>, way: usize, old: &[usize]) -> Vec<usize> {
    let cover = pair.new.cover(way);
    let same = |old: &usize| cover.is_some() && pair.old.cover(*old) == cover || same_parts(pair, *old, way);
    old.iter().copied().filter(same).collect()
}

fn as_heavy(office: &Office<'_>, weight: Weight) -> Vec<usize> {
    (0..office.ways.len()).filter(|way| office.weight(*way) >= weight).collect()
}

fn title(office: &Office<'_>, way: usize) -> String {
    let rule = office.ways.get(way).and_then(|way| office.policy.rules.get(way.rule));
    rule.map_or_else(String::new, |rule| rule.named.title.clone())
}

fn frequency(office: &Office<'_>, way: usize) -> Frequency {
    office.ways.get(way).map_or(Frequency { limit: None, every: None }, |way| office.bench.program.frequency(way.rule))
}

/// Where the old policy does as much, but less often.
fn more_often(pair: &Pair<'_>, within: &Region, way: usize) -> Found {
    let own = frequency(&pair.new, way);
    let heavy = as_heavy(&pair.old, pair.new.weight(way));
    let (as_often, less): (Vec<usize>, Vec<usize>) =
        same_sight(pair, way, &heavy).into_iter().partition(|old| allows(frequency(&pair.old, *old), own));
    let here = region(&pair.new, &[way]).and(within);
    let left = here.without(&region(&pair.old, &as_often)).and(&region(&pair.old, &less));
    if left.is_empty() {
        return Found::Nothing;
    }
    let unclear = || {
        let title = title(&pair.new, way);
        Phrase::new(
            format!("`{title}` may come more often than what the old policy does instead"),
            format!("`{title}` kan vaker komen dan wat het oude beleid in plaats daarvan doet"),
        )
    };
    let again = pair.new.space.condition(&done_before(pair, way, &less));
    match found(pair, &left.and(&again), unclear) {
        Found::Nothing => Found::Unclear(unclear()),
        found => found,
    }
}

/// Whether whatever the one frequency lets fire, the other lets fire too, each of its own rule.
fn allows(wide: Frequency, narrow: Frequency) -> bool {
    let limit = match (wide.limit, narrow.limit) {
        (None, _) => true,
        (Some((wide, per)), Some((narrow, other))) => {
            let within = per == other || (per, other) == (Per::Stage, Per::Episode);
            within && wide >= narrow
        }
        (Some(_), None) => false,
    };
    let every = match (wide.every, narrow.every) {
        (None, _) => true,
        (Some(wide), Some(narrow)) => wide <= narrow,
        (Some(_), None) => false,
    };
    limit && every
}

/// That what the old policy would do has been done as often as it may be, and as long ago as the new one asks.
fn done_before(pair: &Pair<'_>, way: usize, less: &[usize]) -> Condition {
    let own = frequency(&pair.new, way);
    let done = less.iter().filter_map(|old| {
        let kind = pair.old.ways.get(*old)?.steps.first()?.kind;
        let limit = frequency(&pair.old, *old).limit.map_or(1, |(limit, _)| i64::from(limit.max(1)));
        let days = own.every.unwrap_or(1);
        Some(Condition::All(vec![
            test(Function::Times, kind, Comparison::Equal, Value::Count(limit)),
            test(Function::DaysSince, kind, Comparison::Equal, Value::Days(days)),
        ]))
    });
    Condition::All(done.collect())
}

fn test(function: Function, kind: ActionKind, sign: Comparison, value: Value) -> Condition {
    let (subject, comparison) = (Subject::Function(function, kind), Some((sign, Operand::Value(value))));
    Condition::Test(Test { subject, comparison, span: Span::default() })
}

/// What a hold of the old policy stops and the new one lets through.
fn through_holds(pair: &Pair<'_>, within: &Region, way: usize) -> Found {
    let kinds = pair.new.ways.get(way).map_or(0, crate::proof::way::Way::kinds);
    let stopped = |office: &Office<'_>, code: HoldCode| {
        office.holds().iter().find(|(named, _)| *named == code).map_or(0, |(_, stopped)| *stopped)
    };
    for (code, old) in pair.old.holds() {
        let through = kinds & old & !stopped(&pair.new, code);
        if through == 0 {
            continue;
        }
        let on_hold = pair.new.space.condition(&holds_on(code));
        let left = region(&pair.new, &[way]).and(within).and(&on_hold);
        let unclear = || {
            let (en, nl) = (code.word().en, code.word().nl);
            let title = title(&pair.new, way);
            Phrase::new(
                format!("`{title}` may go on during the hold `{en}`, which stopped it"),
                format!("`{title}` kan doorgaan tijdens de wachtstand `{nl}`, die het tegenhield"),
            )
        };
        match found(pair, &left, unclear) {
            Found::Nothing => {}
            found => return found,
        }
    }
    Found::Nothing
}

fn holds_on(code: HoldCode) -> Condition {
    let place = HoldCode::ALL.iter().position(|known| *known == code).and_then(|at| u16::try_from(at).ok());
    let comparison = place.map(|place| (Comparison::Equal, Operand::Value(Value::Choice(place))));
    Condition::Test(Test { subject: Subject::Fact(Fact::Hold), comparison, span: Span::default() })
}
