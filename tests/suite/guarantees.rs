//! What is proved of a policy is kept in every run, and what is proved of two is seen in no pair of runs otherwise.

use crate::identity::hurried_numbers;
use crate::reference::cases;
use crate::reference::policies::guarded;
use crate::reference::policies::policy;
use crate::reference::policies::two_policies;
use crate::reference::tenancies::columns;
use crate::reference::tenancies::day;
use crate::reference::tenancies::tenancy;
use crate::reference::window;
use huurproef::behaviour::Drawn;
use huurproef::calendar::Day;
use huurproef::calendar::Period;
use huurproef::calendar::WorkingDays;
use huurproef::check::Condition;
use huurproef::check::Policy;
use huurproef::check::read;
use huurproef::diagnostic::Colour;
use huurproef::diagnostic::render_text;
use huurproef::engine::Delay;
use huurproef::engine::History;
use huurproef::engine::Run;
use huurproef::engine::Simulator;
use huurproef::program::Program;
use huurproef::program::Settings;
use huurproef::proof::Claim;
use huurproef::proof::Ground;
use huurproef::proof::Proof;
use huurproef::proof::Verdict;
use huurproef::proof::between;
use huurproef::proof::between_within;
use huurproef::proof::prove;
use huurproef::proof::prove_within;
use huurproef::report::guarantees_text;
use huurproef::report::refuted_findings;
use huurproef::source::SourceFile;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::Weight;
use proptest::prelude::BoxedStrategy;
use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prop_assert;
use proptest::prop_assert_eq;
use proptest::proptest;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// Each policy beside all that is told of it, in its language: the findings, then the guarantees with the paths that breach
/// them.
#[test]
fn what_refutes_a_guarantee_is_told_as_it_was_before() {
    let folder = Path::new("tests/bad/guarantees");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "beleid"));
    paths.sort();
    assert!(paths.len() > 1);
    let mut changed = Vec::new();
    for path in paths {
        let file = SourceFile::new(path.display().to_string(), fs::read_to_string(&path).unwrap());
        let checked = read(&file);
        let policy = checked.policy.unwrap();
        let proofs = prove(&policy, &Settings::new()).unwrap();
        let findings = refuted_findings(&policy, &proofs);
        assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["G01"], "{}", path.display());
        assert!(checked.diagnostics.is_empty(), "{}: {:?}", path.display(), checked.diagnostics);
        let told = render_text(&file, &findings, policy.locale, Colour::Plain)
            + &guarantees_text(&policy, &proofs, policy.locale);
        let expected = path.with_extension("txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected, &told).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != told {
            changed.push(format!("{}\n{told}", path.display()));
        }
    }
    assert!(changed.is_empty(), "accept with BLESS=1 and read the difference:\n{}", changed.join("\n"));
}

/// A random policy with guarantees that have a chance: of each kind that it does, one that asks a part of what every rule
/// and exception that does it asks.
fn hopeful() -> BoxedStrategy<Policy> {
    (policy(), any::<usize>()).prop_map(|(policy, which)| with_hope(policy, which)).boxed()
}

fn with_hope(mut policy: Policy, which: usize) -> Policy {
    let part = |condition: &Condition| match condition {
        Condition::All(parts) if !parts.is_empty() => parts.get(which % parts.len()).unwrap().clone(),
        other => other.clone(),
    };
    let mut asked: BTreeMap<ActionKind, Vec<Condition>> = BTreeMap::new();
    for (steps, condition) in policy
        .rules
        .iter()
        .map(|rule| (&rule.steps, &rule.condition))
        .chain(policy.exceptions.iter().map(|exception| (&exception.steps, &exception.condition)))
    {
        for step in steps {
            asked.entry(step.kind).or_default().push(part(condition));
        }
    }
    policy.guarantees.extend(asked.into_iter().map(|(kind, parts)| guarded(kind, Condition::Any(parts))));
    policy
}

fn proofs(policy: &Policy) -> Vec<Proof> {
    // What is not proved is not looked for: that takes long.
    prove_within(policy, &Settings::new(), 0).unwrap()
}

fn proved(proofs: &[Proof], grounds: &[Ground]) -> Vec<u16> {
    let is = |proof: &&Proof| matches!(proof.verdict, Verdict::Proved(ground) if grounds.contains(&ground));
    proofs.iter().filter(is).map(|proof| u16::try_from(proof.guarantee).unwrap()).collect()
}

/// A run of a policy on one tenancy: a replay, or with a household that responds.
fn run(policy: &Policy, tenancy: &Tenancy, window: Period, delay: Delay<'_>, drawn: Option<&Drawn>) -> History {
    let program = Program::compile(policy, &Settings::new()).unwrap();
    let columns = columns();
    let last_day = if drawn.is_some() { day(20) } else { window.to };
    let replay = Run::replay(&program, window);
    let run = Run { columns: &columns, plans_listed: true, delay, behaviour: drawn, last_day, ..replay };
    Simulator::default().simulate(&run, 0, tenancy).clone()
}

/// The breaches of guarantees by rules of the policy, of those at these places.
fn breaches(history: &History, of: &[u16]) -> Vec<(Day, u16)> {
    let by_rule = history.breaches.iter().filter(|breach| breach.rule.is_some() && of.contains(&breach.guarantee));
    by_rule.map(|breach| (breach.day, breach.guarantee)).collect()
}

/// Somebody for whom nothing was done before, and who begins within the window.
fn untouched(tenancy: Tenancy) -> Tenancy {
    let court = tenancy.actions.into_iter().filter(|action| action.kind.is_court_step()).collect();
    Tenancy { actions: court, ..tenancy }
}

fn from_the_first_day() -> Period {
    Period { from: day(-60), to: day(320) }
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn proved_guarantees_are_kept_in_every_run(
        policy in hopeful(),
        tenancy in tenancy(),
        window in window(),
        mean in proptest::sample::select(vec![0.0, 2.0, 9.0]),
    ) {
        let proofs = proofs(&policy);
        let always = proved(&proofs, &[Ground::NeverDone, Ground::Conditions]);
        let delay = if mean > 0.0 { Delay::About(mean) } else { Delay::Prompt };
        let replay = run(&policy, &tenancy, window, delay, None);
        prop_assert_eq!(breaches(&replay, &always), vec![]);
        let drawn = hurried_numbers();
        let lived = run(&policy, &tenancy, window, delay, Some(&drawn));
        prop_assert_eq!(breaches(&lived, &always), vec![]);
        let all = proved(&proofs, &[Ground::NeverDone, Ground::Conditions, Ground::Steps]);
        let fresh = run(&policy, &untouched(tenancy), from_the_first_day(), delay, None);
        prop_assert_eq!(breaches(&fresh, &all), vec![]);
    }

    #[test]
    fn a_policy_beside_itself_is_the_same_never_harsher_and_never_earlier(policy in policy()) {
        let between = between(&policy, &policy).unwrap();
        prop_assert_eq!(between.same, Claim::Proved);
        prop_assert_eq!(between.never_earlier_with_bailiff, Claim::Proved);
        for of in between.never_harsher {
            // What takes too long to look into is not called harsher.
            prop_assert!(!matches!(of.claim, Claim::Refuted(_)), "{:?}", of.claim);
        }
    }

    #[test]
    fn what_is_proved_of_two_policies_is_so_in_their_runs(
        (old, new) in changed(),
        tenancy in tenancy(),
        window in window(),
    ) {
        let between = between(&old, &new).unwrap();
        let course = |policy| run(policy, &tenancy, window, Delay::Prompt, None);
        let (one, other) = (course(&old), course(&new));
        if between.same == Claim::Proved {
            prop_assert_eq!(deeds(&one), deeds(&other));
        }
        let handed_over_before = tenancy.actions.iter().any(|action| action.kind == ActionKind::HandOver);
        if between.never_earlier_with_bailiff == Claim::Proved && !handed_over_before {
            let (old, new) = (first_hand_over(&one), first_hand_over(&other));
            prop_assert!(new.is_none() || old.is_some_and(|old| Some(old) <= new), "{:?} {:?}", old, new);
        }
    }
}

proptest! {
    #![proptest_config(cases(160))]

    /// It is said of one day with given facts, so that both policies look at the same books and the same record on each of
    /// many days.
    #[test]
    fn a_policy_that_is_never_harsher_takes_nothing_heavier_on_any_day(
        (old, new) in changed(),
        tenancies in proptest::collection::vec(tenancy(), 3),
        first in 0_i32..9,
    ) {
        let (old, new) = (at_once(old), at_once(new));
        if never_harsher(&old, &new) {
            let days: Vec<Day> = (0..40).map(|place| day(first + 9 * place)).collect();
            for tenancy in tenancies {
                let (one, other) = (heaviest(&old, &tenancy, &days), heaviest(&new, &tenancy, &days));
                for ((today, one), other) in days.iter().zip(one).zip(other) {
                    prop_assert!(other <= one, "{}: {:?} and {:?}", today, one, other);
                }
            }
        }
    }
}

/// The policy without what lets a step wait that it takes: lists, days off, and days between actions.
fn at_once(mut policy: Policy) -> Policy {
    policy.conventions.working_days = WorkingDays::All;
    policy.spacings.clear();
    policy.partners.iter_mut().for_each(|partner| partner.batch = None);
    policy
}

/// Whether a new policy is proved never to be harsher on any segment.
fn never_harsher(old: &Policy, new: &Policy) -> bool {
    let between = between_within(old, new, 0).unwrap();
    between.never_harsher.iter().all(|of| of.claim == Claim::Proved)
}

/// The heaviest of what a policy does by itself on each of some days, after what is on record up to it; what bailiff and court
/// do is not its own.
fn heaviest(policy: &Policy, tenancy: &Tenancy, days: &[Day]) -> Vec<Option<Weight>> {
    let program = Program::compile(policy, &Settings::new()).unwrap();
    let columns = columns();
    let mut simulator = Simulator::default();
    let mut on = |today: &Day| {
        let replay = Run::replay(&program, Period { from: *today, to: *today });
        let history = simulator.simulate(&Run { columns: &columns, plans_listed: true, ..replay }, 0, tenancy);
        let own = history.actions.iter().filter(|done| done.day == *today && done.rule.is_some());
        own.map(|done| done.kind.weight()).filter(|weight| *weight > Weight::None).max()
    };
    days.iter().map(&mut on).collect()
}

/// A policy, and another that differs from it in one condition, frequency or rule.
fn changed() -> BoxedStrategy<(Policy, Policy)> {
    (two_policies(), 0_usize..6, any::<usize>())
        .prop_map(|((old, other), what, which)| {
            let mut new = old.clone();
            let place = which % new.rules.len();
            let extra = other.rules.first().unwrap().condition.clone();
            let rule = new.rules.get_mut(place).unwrap();
            match what {
                0 => rule.condition = Condition::All(vec![rule.condition.clone(), extra]),
                1 => rule.condition = Condition::Any(vec![rule.condition.clone(), extra]),
                2 => rule.condition = Condition::Not(Box::new(Condition::Not(Box::new(rule.condition.clone())))),
                3 => rule.frequency = other.rules.first().unwrap().frequency,
                4 => new.rules.reverse(),
                _ => rule.named.title = "another title".to_owned(),
            }
            // An exception to a rule goes by its place.
            if what == 4 && !new.exceptions.is_empty() {
                new.rules.reverse();
            }
            (old, new)
        })
        .boxed()
}

fn deeds(history: &History) -> Vec<(Day, ActionKind)> {
    let mut deeds: Vec<_> = history.actions.iter().map(|done| (done.day, done.kind)).collect();
    deeds.sort_unstable();
    deeds
}

fn first_hand_over(history: &History) -> Option<Day> {
    let own = history.actions.iter().filter(|done| done.kind == ActionKind::HandOver && done.rule.is_some());
    own.map(|done| done.day).min()
}

/// How much the properties above have to say.
#[test]
fn random_policies_have_guarantees_that_are_proved_on_every_ground_and_pairs_with_every_answer() {
    let mut runner = TestRunner::deterministic();
    let mut grounds = [0, 0, 0];
    let (mut same, mut other, mut never_earlier, mut not_harsher, mut harsher) = (0, 0, 0, 0, 0);
    for _ in 0..60 {
        let proofs = proofs(&hopeful().new_tree(&mut runner).unwrap().current());
        for (place, ground) in [Ground::NeverDone, Ground::Conditions, Ground::Steps].into_iter().enumerate() {
            grounds[place] += proved(&proofs, &[ground]).len();
        }
        let (old, new) = changed().new_tree(&mut runner).unwrap().current();
        let between = between(&old, &new).unwrap();
        same += u32::from(between.same == Claim::Proved);
        other += u32::from(matches!(between.same, Claim::Refuted(_)));
        never_earlier += u32::from(between.never_earlier_with_bailiff == Claim::Proved);
        not_harsher += u32::from(between.same != Claim::Proved && never_harsher(&at_once(old.clone()), &at_once(new)));
        harsher += u32::from(between.never_harsher.iter().any(|of| matches!(of.claim, Claim::Refuted(_))));
    }
    assert!(grounds[0] > 10 && grounds[1] > 20, "{grounds:?}");
    assert!(same > 8 && other > 8 && never_earlier > 12, "{same} {other} {never_earlier}");
    assert!(not_harsher > 2 && harsher > 2, "{not_harsher} {harsher}");
}
