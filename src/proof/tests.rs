use super::Ground;
use super::Path;
use super::Proof;
use super::Range;
use super::Verdict;
use super::Why;
use super::guarantee::prove_looking;
use super::prove;
use crate::check::Policy;
use crate::check::read;
use crate::program::Settings;
use crate::source::SourceFile;

fn policy(text: &str) -> Policy {
    let checked = read(&SourceFile::new("x", format!("policy \"P\" version \"1\"\n{text}")));
    let Some(policy) = checked.policy else { panic!("{:?}", checked.diagnostics) };
    policy
}

fn proofs(text: &str) -> Vec<Proof> {
    prove(&policy(text), &Settings::new()).unwrap()
}

/// The verdict on the one guarantee of a policy.
fn verdict(text: &str) -> Verdict {
    let mut proofs = proofs(text);
    assert_eq!(proofs.len(), 1);
    proofs.remove(0).verdict
}

fn path(text: &str) -> Path {
    match verdict(text) {
        Verdict::Refuted(path) => *path,
        other => panic!("{other:?}"),
    }
}

/// The steps of a path, each with the day on which it is done.
fn steps(path: &Path) -> Vec<(i32, &str)> {
    path.moments.iter().flat_map(|moment| moment.steps.iter().map(|step| (moment.after, step.step.as_str()))).collect()
}

const VISIT_FIRST: &str = "guarantee \"G\" hand_over only after attempted(home_visit)\npartner p is bailiff\n";

#[test]
fn what_a_rule_asks_itself_is_proved_whatever_happened_before() {
    let rule = "rule r when months_in_arrears >= 3 and days_since(home_visit) > 3 do hand over to p once per episode";
    assert_eq!(verdict(&format!("{VISIT_FIRST}{rule}")), Verdict::Proved(Ground::Conditions));
}

#[test]
fn what_is_never_done_breaches_nothing() {
    assert_eq!(verdict("guarantee \"G\" hand_over never"), Verdict::Proved(Ground::NeverDone));
}

/// A plan offers itself, whatever rules do.
#[test]
fn an_offer_is_not_called_never_done_where_a_plan_is_offered() {
    let plan = "rule c when days_overdue >= 7 do call once per episode\n\
                plan s offered after call at most 12 instalments of at least € 25 \
                broken when an instalment is more than 7 days late";
    let never = |plan: &str| verdict(&format!("guarantee \"G\" plan_offer never\n{plan}"));
    assert_eq!(never(plan), Verdict::Undecided(Why::PlansOffered));
    assert_eq!(never(""), Verdict::Proved(Ground::NeverDone));
}

/// A hold that begins later hides none that runs.
#[test]
fn a_second_hold_does_not_hide_the_first() {
    let text = |asked: &str| {
        format!(
            "hold wsnp stops all\nhold complaint stops hand_over\n\
             guarantee \"G\" home_visit never when hold = wsnp\n\
             rule v when days_overdue >= 7 and {asked} do home_visit once per episode"
        )
    };
    assert_eq!(verdict(&text("hold != wsnp")), Verdict::Proved(Ground::Conditions));
    assert_eq!(verdict(&text("not hold = wsnp")), Verdict::Proved(Ground::Conditions));
    let path = path(&text("hold = complaint"));
    assert_eq!(path.tenant.iter().filter(|trait_| trait_.en.contains("waiting code")).count(), 2, "{:?}", path.tenant);
}

/// Each guarantee says how many courses were tried for it.
#[test]
fn the_courses_of_other_guarantees_are_not_counted() {
    let text = "partner p is bailiff\nrule h when days_overdue >= 14 do hand over to p once per episode\n\
                guarantee \"G\" hand_over never when attempted(hand_over)\n\
                guarantee \"H\" hand_over never when attempted(hand_over)";
    let tried: Vec<usize> = proofs(text)
        .into_iter()
        .filter_map(|proof| match proof.verdict {
            Verdict::Undecided(Why::NoTenant { tried, .. }) => Some(tried),
            _ => None,
        })
        .collect();
    assert!(tried.len() == 2 && tried[0] == tried[1], "{tried:?}");
}

#[test]
fn what_the_steps_before_lead_to_is_proved_of_what_the_policy_does() {
    let rules = "rule v when days_overdue >= 20 do home_visit once per episode\n\
                 rule l when attempted(home_visit) and arrears > € 0 do wik_letter once per episode\n\
                 rule h when attempted(wik_letter) and months_in_arrears >= 2 do hand over to p once per episode";
    assert_eq!(verdict(&format!("{VISIT_FIRST}{rules}")), Verdict::Proved(Ground::Steps));
}

/// In the evening of a day on which all was paid a letter still goes that was decided in the morning.
#[test]
fn a_letter_that_crossed_a_payment_keeps_a_proof_from_small_arrears() {
    let rules = "tolerance € 50\n\
                 rule v when days_overdue >= 20 do home_visit once per episode\n\
                 rule l when attempted(home_visit) and arrears > € 0 do wik_letter once per episode\n\
                 rule h when attempted(wik_letter) and arrears > € 0 do hand over to p once per episode";
    assert_ne!(verdict(&format!("{VISIT_FIRST}{rules}")), Verdict::Proved(Ground::Steps));
}

#[test]
fn a_hand_over_without_a_visit_is_refuted_with_the_days_that_lead_to_it() {
    let rules = "rule r when days_overdue >= 7 do reminder once per episode\n\
                 rule h when done(reminder) and months_in_arrears >= 3 do hand over to p once per episode";
    let path = path(&format!("{VISIT_FIRST}{rules}"));
    // 1 March 2024 and the months after it: the third rent falls due on 1 May.
    assert_eq!(steps(&path), [(7, "reminder"), (61, "hand_over (p)")]);
    assert!(path.moments[1].steps[0].breaches && !path.moments[0].steps[0].breaches);
    assert_eq!(path.rule, "h");
    assert!(path.facts.contains(&("attempted(home_visit)".to_owned(), "no".to_owned())), "{:?}", path.facts);
}

/// A rule or exception that does nothing stands among the others and is none of the steps.
#[test]
fn what_does_nothing_proves_nothing() {
    let rules = "rule n when sitting do nothing once per month\n\
                 exception x to n when departed do nothing\n\
                 rule v when days_overdue >= 20 and days_overdue <= 10 do home_visit once per episode\n\
                 rule h when months_in_arrears >= 2 do hand over to p once per episode";
    // The second rent falls due on 1 April 2024, Easter Monday, and the desk works the day after.
    assert_eq!(steps(&path(&format!("{VISIT_FIRST}{rules}"))), [(32, "hand_over (p)")]);
}

#[test]
fn arrears_that_jump_from_under_one_bound_to_over_another_are_found() {
    let rules = "rule v when months_in_arrears >= 2 do home_visit once per episode\n\
                 rule l when days_overdue >= 20 do wik_letter once per episode\n\
                 rule h when done(wik_letter) and months_in_arrears >= 3 do hand over to p once per episode";
    let path = path(&format!("{VISIT_FIRST}{rules}"));
    let last = path.moments.last().unwrap();
    assert_eq!(last.steps.iter().filter(|step| step.breaches).count(), 1, "{path:?}");
    assert!(last.steps.iter().any(|step| step.step == "home_visit"), "on the same day, which is too late: {path:?}");
}

#[test]
fn a_fact_of_the_ledger_that_an_exception_asks_is_found() {
    let rules = "fact urgent is yes_no otherwise no\n\
                 rule h when attempted(home_visit) and months_in_arrears >= 3 do home_visit every 30 days\n\
                 exception e to h when urgent do hand over to p\n\
                 rule v when days_overdue >= 80 do home_visit every 30 days\n\
                 rule u when urgent and months_in_arrears >= 2 do hand over to p once per episode";
    let path = path(&format!("{VISIT_FIRST}{rules}"));
    assert!(path.tenant.iter().any(|trait_| trait_.en.contains("`urgent` = `yes`")), "{:?}", path.tenant);
}

#[test]
fn a_visit_in_vain_is_no_visit_done() {
    let rules = "guarantee \"G\" hand_over only after done(home_visit)\npartner p is bailiff\n\
                 rule v when days_overdue >= 20 do home_visit once per episode\n\
                 rule h when attempted(home_visit) and months_in_arrears >= 2 do hand over to p once per episode";
    let path = path(rules);
    assert_eq!(path.moments[0].steps[0].outcome, Some("not_reached"));
}

#[test]
fn a_hold_lets_new_claims_through_and_the_guarantee_sees_it() {
    let rules = "guarantee \"G\" home_visit never when hold = wsnp\nhold wsnp stops all\n\
                 rule v when days_overdue >= 7 do home_visit once per episode";
    let path = path(rules);
    assert!(path.tenant.iter().any(|trait_| trait_.en.contains("wsnp")), "{:?}", path.tenant);
}

/// The guarantee is about all that is owed, and the rule sees a part of it: the two are not told in one breath.
#[test]
fn what_a_rule_sees_under_a_hold_stands_apart_from_what_is_so() {
    let rules = |asked: &str| {
        format!(
            "hold complaint stops home_visit\nguarantee \"G\" home_visit only after {asked}\n\
             rule v when claims_overdue = 1 and days_overdue >= 5 and not months_in_arrears >= 2 do home_visit once per month"
        )
    };
    let words = |facts: &[(String, String)]| {
        facts.iter().map(|(fact, value)| format!("{fact} = {value}")).collect::<Vec<_>>().join(", ")
    };
    let path = path(&rules("months_in_arrears < 2"));
    assert_eq!(words(&path.facts), "months_in_arrears = 2.00");
    assert_eq!(words(&path.seen), "claims_overdue = 1, months_in_arrears = 1.00, days_overdue = 7");
    let plain = self::path(&rules("attempted(call)"));
    assert_eq!(
        words(&plain.facts),
        "attempted(call) = no, claims_overdue = 1, months_in_arrears = 1.00, days_overdue = 5"
    );
    assert_eq!(words(&plain.seen), "");
}

/// A payment that comes back after the arrears were settled: the letter is forgotten, its term is over.
#[test]
fn an_example_of_the_policy_in_which_a_guarantee_is_breached_refutes_it() {
    let text = |back: &str| {
        format!(
            "partner p is bailiff\nguarantee \"G\" hand_over only after attempted(wik_letter)\n\
             rule l when claims_without_letter >= 1 and days_overdue >= 3 do wik_letter once per claim\n\
             rule h when wik_expired do hand over to p once per episode\n\
             example \"Bounced\" given 2024-10-01 charge € 600 given 2024-10-25 payment € 600\n  {back}expect not reminder before 2025-01-01"
        )
    };
    let path = path(&text("given 2024-12-02 reversal\n  "));
    assert_eq!(path.tenant[0].en, "the one of the example “Bounced”");
    let last = path.moments.last().unwrap();
    assert!(last.steps.iter().any(|step| step.breaches && step.step == "hand_over (p)"), "{path:?}");
    assert_eq!(path.begins.to_string(), "2024-10-01");
    let undecided = verdict(&text(""));
    assert!(matches!(undecided, Verdict::Undecided(Why::NoTenant { .. })), "{undecided:?}");
}

#[test]
fn what_bailiff_and_court_do_is_undecided_and_says_what_the_hand_over_asks() {
    let guarantee = "guarantee \"G\" writ only after attempted(home_visit)\npartner p is bailiff\n";
    let with = "rule h when attempted(home_visit) and months_in_arrears >= 2 do hand over to p once per episode";
    let without = "rule h when months_in_arrears >= 2 do hand over to p once per episode";
    for (rule, at_hand_over) in [(with, true), (without, false)] {
        let verdict = verdict(&format!("{guarantee}{rule}"));
        assert_eq!(verdict, Verdict::Undecided(Why::TakenByOthers { at_hand_over }));
    }
}

#[test]
fn a_setting_that_breaks_a_guarantee_within_its_range_is_told() {
    let rules = "setting wait = 20 between 5 and 30\npartner p is bailiff\n\
                 guarantee \"G\" hand_over only after days_since(wik_letter) >= 15\n\
                 rule l when days_overdue >= 20 do wik_letter once per episode\n\
                 rule h when days_since(wik_letter) >= wait do hand over to p once per episode";
    let proofs = proofs(rules);
    assert_eq!(proofs[0].verdict, Verdict::Proved(Ground::Conditions));
    let Range::Refuted { settings, path } = &proofs[0].range else { panic!("{:?}", proofs[0].range) };
    assert_eq!(settings.len(), 1, "{settings:?}");
    assert!(settings[0].starts_with("wait = ") && path.days() < 40, "{settings:?} {path:?}");
}

#[test]
fn a_range_in_which_nothing_breaks_is_proved_everywhere() {
    let rules = "setting wait = 20 between 15 and 30\npartner p is bailiff\n\
                 guarantee \"G\" hand_over only after days_since(wik_letter) >= 15\n\
                 rule h when days_since(wik_letter) >= wait do hand over to p once per episode";
    assert_eq!(proofs(rules)[0].range, Range::Everywhere);
    let same = "setting wait = 20 between 5 and 30\npartner p is bailiff\n\
                guarantee \"G\" hand_over only after days_since(wik_letter) >= wait\n\
                rule h when days_since(wik_letter) >= wait do hand over to p once per episode";
    assert_eq!(proofs(same)[0].range, Range::Everywhere, "one setting in two places is the same number");
}

#[test]
fn conditions_that_nobody_gets_to_are_undecided_with_the_facts_that_would_be_needed() {
    let rules = "guarantee \"G\" call never when times(reminder) >= 5\n\
                 rule r when days_overdue >= 7 do reminder at most 2 times\n\
                 rule c when days_overdue >= 20 do call once per episode";
    let Verdict::Undecided(Why::NoTenant { rule, facts, tried }) = verdict(rules) else { panic!("not undecided") };
    assert_eq!(rule, "c");
    assert!(facts.iter().any(|fact| fact.contains("times(reminder) = ")), "{facts:?}");
    assert!(tried > 5);
}

/// No false alarm: what is not proved of the policies of the project is taken by others, or is meant to break.
#[test]
fn the_policies_of_the_project_are_proved_or_honestly_undecided() {
    for name in ["wooninvest-2025", "hulp-eerst", "kort-en-strak", "eerder-bellen", "digitaal-waar-het-kan"] {
        let text = std::fs::read_to_string(format!("policies/{name}.beleid")).unwrap();
        let policy = read(&SourceFile::new(name, text)).policy.unwrap();
        for proof in prove(&policy, &Settings::new()).unwrap() {
            let guarantee = &policy.guarantees[proof.guarantee];
            let others = guarantee.kind.is_court_step();
            let told = matches!(proof.verdict, Verdict::Undecided(Why::TakenByOthers { .. }));
            let proved = matches!(proof.verdict, Verdict::Proved(_));
            println!("{name}: {} {:?} {:?}", guarantee.title, proof.verdict, proof.range);
            assert!(proved || others && told, "{name}: {} {proof:?}", guarantee.title);
        }
    }
}

#[test]
fn where_all_that_may_be_looked_into_is_spent_the_rest_is_undecided_and_says_of_which_rule() {
    let rules = "guarantee \"H\" hand_over only after attempted(home_visit)\n\
                 rule r \"First\" when months_in_arrears >= 3 and days_since(home_visit) > 3 do hand over to p once per episode";
    let policy = policy(&format!("{VISIT_FIRST}{rules}"));
    let verdicts = |looks| {
        let proofs = prove_looking(&policy, &Settings::new(), 1, looks).unwrap();
        proofs.into_iter().map(|proof| proof.verdict).collect::<Vec<_>>()
    };
    let (proved, spent) =
        (Verdict::Proved(Ground::Conditions), Verdict::Undecided(Why::TooMuch { rule: "First".to_owned() }));
    assert_eq!(verdicts(2), [proved.clone(), proved.clone()]);
    assert_eq!(verdicts(1), [proved, spent.clone()]);
    assert_eq!(verdicts(0), [spent.clone(), spent]);
}
