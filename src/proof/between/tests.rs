use super::Between;
use super::Claim;
use super::Counter;
use super::between;
use crate::check::Policy;
use crate::check::read;
use crate::source::SourceFile;

const HEAD: &str = "policy \"P\" version \"1\"\npartner p is bailiff\n";
const REMINDER: &str = "rule r when days_overdue >= 7 do reminder once per episode\n";
const HAND_OVER: &str = "rule h when done(reminder) and months_in_arrears >= 3 do hand over to p once per episode\n";

fn policy(text: &str) -> Policy {
    let checked = read(&SourceFile::new("x", format!("{HEAD}{text}")));
    let Some(policy) = checked.policy else { panic!("{:?}", checked.diagnostics) };
    policy
}

fn laid(old: &str, new: &str) -> Between {
    between(&policy(old), &policy(new)).unwrap()
}

fn harsher(old: &str, new: &str) -> Claim {
    laid(old, new).never_harsher.remove(0).claim
}

const fn is_refuted(claim: &Claim) -> bool {
    matches!(claim, Claim::Refuted(_))
}

/// The steps of old and new on a day that shows a difference.
fn steps(claim: &Claim) -> (Vec<&str>, Vec<&str>) {
    let Claim::Refuted(counter) = claim else { panic!("{claim:?}") };
    let Counter::Facts { old, new, .. } = &**counter else { panic!("{counter:?}") };
    (old.iter().map(|taken| taken.step.as_str()).collect(), new.iter().map(|taken| taken.step.as_str()).collect())
}

#[test]
fn names_titles_and_the_order_of_rules_change_nothing() {
    let old = format!("{REMINDER}{HAND_OVER}");
    let new = format!("{}{}", HAND_OVER.replace("rule h", "rule g \"Off\""), REMINDER.replace("rule r", "rule q"));
    assert_eq!(laid(&old, &new).same, Claim::Proved);
}

#[test]
fn conditions_that_come_to_the_same_are_the_same() {
    let old = "rule r when days_overdue >= 7 and not plan_active do reminder once per episode";
    let new = "setting d = 6 between 1 and 9\n\
               rule r when not (plan_active or days_overdue <= d) and arrears > € 0 do reminder once per episode";
    assert_eq!(laid(old, new).same, Claim::Proved);
    assert!(is_refuted(&laid(old, &new.replace("d = 6", "d = 7")).same));
}

#[test]
fn one_day_more_is_shown_on_that_day() {
    let between = laid(REMINDER, &REMINDER.replace("7", "8"));
    assert_eq!(steps(&between.same), (vec!["reminder"], Vec::new()));
    assert_eq!(between.never_harsher[0].claim, Claim::Proved, "later is not harsher");
    let (old, new) = (REMINDER, REMINDER.replace("7", "6"));
    assert_eq!(steps(&harsher(old, &new)), (Vec::new(), vec!["reminder"]));
}

#[test]
fn a_rule_that_can_never_fire_makes_no_difference() {
    let never = "rule n when days_overdue < 5 and days_overdue > 9 do call once per episode\n";
    assert_eq!(laid(REMINDER, &format!("{REMINDER}{never}")).same, Claim::Proved);
}

#[test]
fn another_frequency_is_another_policy_and_more_often_is_harsher() {
    let often = REMINDER.replace("once per episode", "every 7 days");
    let between = laid(REMINDER, &often);
    assert!(is_refuted(&between.same), "{between:?}");
    assert!(is_refuted(&between.never_harsher[0].claim), "{between:?}");
    let thrice = REMINDER.replace("once per episode", "at most 3 times");
    assert_eq!(harsher(&thrice, REMINDER), Claim::Proved);
    // What is counted in days goes on when other arrears begin: then once per episode may come where every week may not.
    assert!(matches!(harsher(&often, REMINDER), Claim::Undecided(_)));
}

#[test]
fn what_helps_is_never_harsher_and_what_weighs_as_much_instead_is_not() {
    let help = "rule r when days_overdue >= 7 do plan_offer, call once per episode\n";
    assert_eq!(harsher(REMINDER, help), Claim::Proved);
    let demand = "rule r when days_overdue >= 7 do wik_letter once per episode\n";
    assert_eq!(steps(&harsher(REMINDER, demand)), (vec!["reminder"], vec!["wik_letter"]));
}

#[test]
fn harsher_is_said_of_each_segment_by_itself() {
    let segments = "segment young \"Young\" when tenancy_months < 12\nsegment old \"Old\" otherwise\n";
    let old = format!("{segments}{REMINDER}");
    let new = format!("{old}rule c when segment = young and days_overdue >= 3 do call once per episode\n");
    let never_harsher = laid(&old, &new).never_harsher;
    let titles: Vec<Option<&str>> = never_harsher.iter().map(|of| of.segment.as_deref()).collect();
    assert_eq!(titles, [Some("Young"), Some("Old")]);
    assert!(is_refuted(&never_harsher[0].claim), "{never_harsher:?}");
    assert_eq!(never_harsher[1].claim, Claim::Proved);
}

#[test]
fn a_hold_that_no_longer_stops_a_step_is_harsher() {
    let old = format!("hold help stops reminder\n{REMINDER}");
    let new = format!("hold help stops wik_letter\n{REMINDER}");
    assert!(is_refuted(&harsher(&old, &new)), "{:?}", harsher(&old, &new));
    assert_eq!(harsher(&new, &new), Claim::Proved);
}

#[test]
fn a_bailiff_at_a_higher_bound_is_never_earlier_and_at_a_lower_one_is() {
    let old = format!("{REMINDER}{HAND_OVER}");
    let later = old.replace(">= 3", ">= 4");
    assert_eq!(laid(&old, &later).never_earlier_with_bailiff, Claim::Proved);
    let Claim::Refuted(counter) = laid(&later, &old).never_earlier_with_bailiff else { panic!("not refuted") };
    let Counter::Course { old, new, .. } = *counter else { panic!("{counter:?}") };
    let hands_over = |moments: &[crate::proof::Moment]| {
        moments.iter().flat_map(|moment| &moment.steps).any(|taken| taken.step.starts_with("hand_over"))
    };
    assert!(hands_over(&new) && !hands_over(&old), "{old:?} {new:?}");
}

/// The hand-over asks the same, and what it asks is done earlier.
#[test]
fn an_earlier_step_before_the_hand_over_may_bring_the_bailiff_earlier() {
    let hand_over = "rule h when days_since(reminder) >= 30 do hand over to p once per episode\n";
    let (old, new) = (format!("{REMINDER}{hand_over}"), format!("{}{hand_over}", REMINDER.replace("7", "3")));
    assert!(is_refuted(&laid(&old, &new).never_earlier_with_bailiff));
    assert_ne!(laid(&new, &old).never_earlier_with_bailiff, Claim::Proved, "later, but that is not argued");
}

/// The hand-over asks the same, and what it asks comes of a step that is done earlier.
#[test]
fn what_comes_of_an_earlier_step_may_bring_the_bailiff_earlier() {
    let help = "partner k is credit_bank\n";
    let cases = [
        ("", "do wik_letter once per claim", "wik_expired", (10, 1), true),
        ("", "do wik_letter once per claim", "wik_expired_amount >= € 1", (10, 1), true),
        ("", "do wik_letter once per claim", "claims_without_letter = 0 and days_overdue >= 10", (30, 5), true),
        ("", "do call once per claim", "reached and days_overdue >= 20", (10, 1), false),
        ("", "do plan_offer once per claim", "plan_refused and days_overdue >= 20", (10, 1), false),
        (help, "do refer to k once per episode", "not days_since_help <= 60 and days_overdue >= 20", (30, 3), false),
    ];
    for (terms, step, asked, (late, early), is_shown) in cases {
        let policy = |days: i32| {
            format!(
                "{terms}rule w when days_overdue >= {days} {step}\n\
                 rule h when {asked} do hand over to p once per episode\n"
            )
        };
        let claim = |old: i32, new: i32| laid(&policy(old), &policy(new)).never_earlier_with_bailiff;
        let there = [claim(late, early), claim(early, late)];
        assert!(!there.contains(&Claim::Proved), "{asked}: {there:?}");
        assert_eq!(there.iter().any(is_refuted), is_shown, "{asked}: {there:?}");
        assert_eq!(claim(late, late), Claim::Proved, "{asked}");
    }
}

/// What is given up is not owed when the hand-over comes.
#[test]
fn a_write_off_that_is_left_out_brings_the_bailiff_earlier() {
    let write_off = "write off small when days_overdue >= 30 and arrears > € 0\n";
    let hand_over = "rule h when days_overdue >= 60 do hand over to p once per episode\n";
    let old = format!("{write_off}{hand_over}");
    assert_ne!(laid(&old, hand_over).never_earlier_with_bailiff, Claim::Proved);
    assert_eq!(laid(&old, &old).never_earlier_with_bailiff, Claim::Proved);
}

/// A rule that a hold stops altogether does not see the claims before it; one that it stops in part does.
#[test]
fn what_sees_claims_that_a_hold_covers_is_not_within_what_does_not() {
    let terms = "hold complaint stops hand_over\n";
    let old = format!("{terms}rule h when days_overdue >= 60 do hand over to p once per episode\n");
    let excepted = format!(
        "{terms}rule h when days_overdue >= 60 do call once per episode\n\
         exception e to h when arrears >= € 0.01 do hand over to p\n"
    );
    assert!(is_refuted(&harsher(&old, &excepted)), "{:?}", harsher(&old, &excepted));
    assert_eq!(harsher(&old, &old), Claim::Proved);
}

#[test]
fn who_must_agree_is_part_of_what_is_done() {
    let write_off = "write off small when days_overdue >= 30 and arrears > € 0";
    let approved = format!("{write_off} approved by 2 including manager");
    assert_ne!(laid(&approved, write_off).same, Claim::Proved);
    assert_eq!(laid(&approved, &approved).same, Claim::Proved);
}

#[test]
fn who_never_hands_over_is_never_earlier() {
    let old = format!("{REMINDER}{HAND_OVER}");
    assert_eq!(laid(&old, REMINDER).never_earlier_with_bailiff, Claim::Proved);
}

#[test]
fn a_list_that_both_wait_for_keeps_an_earlier_chance_from_being_earlier_for_certain() {
    let listed = "partner l is bailiff list on day 24 of those who qualify by day 22\n";
    let rule = |months: &str| {
        format!("{listed}rule h when months_in_arrears >= {months} do hand over to l once per episode\n")
    };
    assert!(matches!(laid(&rule("3"), &rule("4")).never_earlier_with_bailiff, Claim::Undecided(_)));
    assert_eq!(laid(&rule("3"), &rule("3")).never_earlier_with_bailiff, Claim::Proved);
}

#[test]
fn another_way_of_counting_leaves_it_undecided() {
    let later = format!("overdue from day_after\n{REMINDER}");
    assert!(matches!(harsher(REMINDER, &later), Claim::Undecided(_)));
}

#[test]
fn every_policy_of_the_project_is_the_same_as_itself() {
    for entry in std::fs::read_dir("policies").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "beleid") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let policy = read(&SourceFile::new("x", text)).policy.unwrap();
        let Between { same, never_harsher, never_earlier_with_bailiff } = between(&policy, &policy).unwrap();
        assert_eq!(same, Claim::Proved, "{}", path.display());
        assert_eq!(never_earlier_with_bailiff, Claim::Proved, "{}", path.display());
        assert!(never_harsher.iter().all(|of| of.claim == Claim::Proved), "{}: {never_harsher:?}", path.display());
    }
}
