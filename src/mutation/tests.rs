use super::Fate;
use super::Mutant;
use super::Mutated;
use super::USUAL_EFFORT;
use super::mutate;
use crate::check::Policy;
use crate::check::cannot_be_together;
use crate::check::read;
use crate::example::course_passes;
use crate::example::passes;
use crate::program::Program;
use crate::program::Settings;
use crate::source::SourceFile;

const POLICY: &str = "policy \"P\" version \"1\"
setting first_day = 7 between 1 and 30
applies when kind = dwelling
segment complaint \"Complaint\" when on_hold
segment rest \"Rest\" otherwise
stage one \"One month\" when months_in_arrears >= 1
rule remind \"Remind\" when days_overdue >= first_day and not plan_active do reminder once per episode
rule ring \"Ring\" in stage one when attempted(reminder) or reached do call every 14 days
exception kindly \"Kindly\" to ring when segment = complaint do nothing
";

fn answer(examples: &str) -> (Policy, Program, Mutated) {
    let file = SourceFile::new("policy", format!("{POLICY}{examples}"));
    let policy = read(&file).policy.unwrap();
    let program = Program::compile(&policy, &Settings::new()).unwrap();
    let mutated = mutate(&file, &policy, &program, USUAL_EFFORT, &|| ());
    (policy, program, mutated)
}

fn told(mutated: &Mutated, policy: &Policy) -> Vec<String> {
    let word = |fate: &Fate| match fate {
        Fate::Noticed(_) => "noticed",
        Fate::Missed(_) => "missed",
        Fate::Equivalent => "equivalent",
        Fate::Impossible => "impossible",
        Fate::Undecided(_) => "undecided",
        Fate::Unseen => "unseen",
    };
    let line = |(mutant, fate): &(Mutant, Fate)| {
        let site = mutant.site.told(policy, policy.locale);
        format!("{site}: {}: {}", mutant.alteration.phrase().en, word(fate))
    };
    mutated.mutants.iter().map(line).collect()
}

#[test]
fn every_threshold_comparison_part_and_exception_is_changed_once() {
    let (policy, _, mutated) = answer("");
    let told = told(&mutated, &policy);
    for wanted in [
        "applies when: `kind = dwelling` the other way round",
        "applies when: without `kind = dwelling`",
        "segment complaint: `on_hold` the other way round",
        "stage one: `months_in_arrears >= 1` with 0.99",
        "stage one: `months_in_arrears >= 1` with 1.01",
        "rule remind: `days_overdue >= first_day` with 6",
        "rule remind: `days_overdue >= first_day` with 8",
        "rule remind: `days_overdue >= first_day` the other way round",
        "rule remind: without `days_overdue >= first_day`",
        "rule remind: `not plan_active` the other way round",
        "rule remind: without `not plan_active`",
        "rule ring: without `attempted(reminder)`",
        "rule ring: without `reached`",
        "rule ring: 15 instead of 14",
        "rule ring: 13 instead of 14",
        "rule ring: without `every 14 days`",
        "rule remind: 2 instead of 1",
        "rule remind: `once per month` instead of `once per episode`",
        "rule remind: without `once per episode`",
        "exception kindly: left out",
    ] {
        assert_eq!(told.iter().filter(|line| line.starts_with(wanted)).count(), 1, "{wanted}\n{}", told.join("\n"));
    }
}

#[test]
fn without_examples_every_change_that_matters_is_missed_and_an_example_proposed() {
    let (policy, _, mutated) = answer("");
    let told = told(&mutated, &policy);
    let left: Vec<&String> = told.iter().filter(|line| !line.ends_with(": missed")).collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(mutated.proposals.len() < mutated.mutants.len(), "one example notices several changes");
}

#[test]
fn what_is_proposed_passes_on_the_policy_and_fails_on_the_change() {
    let (_, _, mutated) = answer("");
    let file = SourceFile::new("policy", format!("{POLICY}{}", mutated.proposals.join("\n")));
    let policy = read(&file).policy.unwrap();
    let program = Program::compile(&policy, &Settings::new()).unwrap();
    assert!(passing(&policy, &policy, &program), "{}", file.text());
    for (mutant, fate) in &mutated.mutants {
        let Fate::Missed(place) = fate else { continue };
        let changed = Program::compile(&mutant.policy, &Settings::new()).unwrap();
        let proposal = &mutated.proposals[*place];
        let alone = read(&SourceFile::new("policy", format!("{POLICY}{proposal}"))).policy.unwrap();
        assert!(!passing(&alone, &mutant.policy, &changed), "{proposal}: {:?}", mutant.alteration);
    }
    // Put into the policy, the same changes are noticed.
    let again = mutate(&file, &policy, &program, USUAL_EFFORT, &|| ());
    assert_eq!(again.count(|fate| matches!(fate, Fate::Missed(_))), 0);
    assert_eq!(again.proposals, [""; 0]);
}

/// Whether all examples of the one policy pass on the other.
fn passing(examples: &Policy, policy: &Policy, program: &Program) -> bool {
    examples.examples.iter().all(|example| passes(policy, program, example))
        && examples.timelines.iter().all(|timeline| course_passes(policy, program, timeline))
}

#[test]
fn an_example_on_the_boundary_notices_what_one_beside_it_does_not() {
    let fate = |examples: &str| {
        let (policy, _, mutated) = answer(examples);
        let told = told(&mutated, &policy);
        told.into_iter().find(|line| line.contains("first_day` with 8")).unwrap()
    };
    assert!(fate("example \"E\" given days_overdue = 7 expect reminder\n").ends_with(": noticed"));
    assert!(fate("example \"E\" given days_overdue = 9 expect reminder\n").ends_with(": missed"));
    // One that fails on the policy itself notices nothing.
    assert!(fate("example \"E\" given days_overdue = 7 expect nothing\n").ends_with(": missed"));
}

#[test]
fn an_example_over_time_notices_too() {
    let (policy, _, mutated) = answer(
        "example \"E\" given 2024-10-01 charge € 600 expect reminder on 2024-10-08 expect nothing before 2024-10-08\n",
    );
    let told = told(&mutated, &policy);
    for shift in ["6", "8"] {
        let line = told.iter().find(|line| line.contains(&format!("first_day` with {shift}"))).unwrap();
        assert!(line.ends_with(": noticed"), "{line}");
    }
}

#[test]
fn a_change_that_changes_nothing_is_told_as_such() {
    let text = POLICY.replace("when days_overdue >= first_day", "when days_overdue >= first_day and days_overdue >= 3");
    let file = SourceFile::new("policy", text);
    let policy = read(&file).policy.unwrap();
    let program = Program::compile(&policy, &Settings::new()).unwrap();
    let mutated = mutate(&file, &policy, &program, USUAL_EFFORT, &|| ());
    let told = told(&mutated, &policy);
    for same in ["without `days_overdue >= 3`", "`days_overdue >= 3` with 2", "`days_overdue >= 3` with 4"] {
        assert!(told.iter().any(|line| line.contains(same) && line.ends_with(": equivalent")), "{}", told.join("\n"));
    }
}

#[test]
fn with_little_effort_it_says_that_it_gave_up() {
    let file = SourceFile::new("policy", POLICY);
    let policy = read(&file).policy.unwrap();
    let program = Program::compile(&policy, &Settings::new()).unwrap();
    let mutated = mutate(&file, &policy, &program, 1, &|| ());
    assert!(mutated.count(|fate| matches!(fate, Fate::Undecided(_))) > 0);
    assert_eq!(mutated.count(|fate| *fate == Fate::Equivalent), 0);
}

const WAITING: &str = "policy \"P\" version \"1\"
spacing 3 days between messages
stage one \"One month\" when months_in_arrears >= 1
stage two \"Two months\" when months_in_arrears >= 2
rule remind \"Remind\" when days_overdue >= 7 do reminder once per episode
rule again \"Again\" when days_overdue >= 8 do second_reminder once per claim
rule ring \"Ring\" in stage one or later when days_overdue >= 14 do call once per stage
rule visit \"Visit\" when months_in_arrears >= 2 do home_visit once per month
plan standard \"Standard\" offered after call, home_visit when reached at most 12 instalments of at least € 25
  not within 180 days of a broken plan only if unable to pay at once broken when an instalment is more than 7 days late
hold wsnp \"Restructuring\" stops all except home_visit
hold complaint \"Complaint\" stops call
";

/// What becomes of every change to a policy without examples, and the examples that are proposed.
fn waiting() -> (Policy, Mutated) {
    let file = SourceFile::new("policy", WAITING);
    let policy = read(&file).policy.unwrap();
    let program = Program::compile(&policy, &Settings::new()).unwrap();
    let mutated = mutate(&file, &policy, &program, USUAL_EFFORT, &|| ());
    (policy, mutated)
}

#[test]
fn a_frequency_a_hold_and_the_days_between_are_changed_and_each_change_can_be_noticed() {
    let (policy, mutated) = waiting();
    let told = told(&mutated, &policy);
    for wanted in [
        "rule again: `once per episode` instead of `once per claim`",
        "rule again: without `once per claim`",
        "rule ring: `once per episode` instead of `once per stage`",
        "rule ring: without `once per stage`",
        "rule visit: `once per episode` instead of `once per month`",
        "rule visit: without `once per month`",
        "hold wsnp: left out",
        "hold wsnp: without `home_visit`",
        "hold complaint: left out",
        "spacing: days between: 2 instead of 3",
        "spacing: days between: 4 instead of 3",
    ] {
        let found: Vec<&String> = told.iter().filter(|line| line.starts_with(wanted)).collect();
        assert_eq!(found, [&format!("{wanted}: missed")], "{}", told.join("\n"));
    }
}

#[test]
fn no_change_to_a_hold_lets_it_stop_a_part_of_a_rule() {
    let holds = |rule: &str| {
        let text = format!(
            "policy \"P\" version \"1\"\n{rule}hold wsnp \"W\" stops all except call, home_visit\n\
             hold complaint \"C\" stops call, home_visit\n"
        );
        let (told, _) = fates(&text);
        told.into_iter().filter(|line| line.starts_with("hold") && line.contains("without")).count()
    };
    assert_eq!(holds("rule a \"A\" when days_overdue >= 7 do call once per episode\n"), 4);
    assert_eq!(holds("rule a \"A\" when days_overdue >= 7 do call, home_visit once per episode\n"), 0);
}

#[test]
fn what_only_a_course_of_days_tells_is_proposed_as_an_example_over_time() {
    let (_, mutated) = waiting();
    let file = SourceFile::new("policy", format!("{WAITING}{}", mutated.proposals.join("\n")));
    let policy = read(&file).policy.unwrap();
    let program = Program::compile(&policy, &Settings::new()).unwrap();
    assert!(!policy.timelines.is_empty() && passing(&policy, &policy, &program), "{}", file.text());
    let again = mutate(&file, &policy, &program, USUAL_EFFORT, &|| ());
    assert_eq!(again.proposals, [""; 0], "what was proposed notices what it was proposed for");
}

#[test]
fn the_terms_of_a_plan_are_changed_and_no_example_can_notice() {
    let (policy, mutated) = waiting();
    let told = told(&mutated, &policy);
    for wanted in [
        "plan standard: the most instalments: 11 instead of 12",
        "plan standard: the most instalments: 13 instead of 12",
        "plan standard: the least instalment: 24.99 instead of 25.00",
        "plan standard: the day of the month: 2 instead of 1",
        "plan standard: days after a broken plan: 179 instead of 180",
        "plan standard: days that an instalment may be late: 8 instead of 7",
        "plan standard: without `only if unable to pay at once`",
        "plan standard: without `call`",
        "plan standard: without `reached`",
    ] {
        assert!(told.contains(&format!("{wanted}: unseen")), "{wanted}\n{}", told.join("\n"));
    }
}

/// What becomes of every change to a policy, in words, and the examples that are proposed.
fn fates(text: &str) -> (Vec<String>, Vec<String>) {
    let file = SourceFile::new("policy", text);
    let policy = read(&file).policy.unwrap();
    let program = Program::compile(&policy, &Settings::new()).unwrap();
    let mutated = mutate(&file, &policy, &program, USUAL_EFFORT, &|| ());
    (told(&mutated, &policy), mutated.proposals)
}

#[test]
fn how_often_a_rule_fires_at_most_makes_a_difference() {
    let head = "policy \"P\" version \"1\"\nstage one \"One\" when months_in_arrears >= 1\n";
    let (told, proposals) = fates(&format!("{head}rule a \"A\" when days_overdue >= 7 do call at most 3 times\n"));
    for wanted in ["rule a: 4 instead of 3: missed", "rule a: 2 instead of 3: missed"] {
        assert!(told.iter().any(|line| line == wanted), "{wanted}\n{}", told.join("\n"));
    }
    assert!(proposals.iter().any(|example| example.contains("times(call) = 3")), "{}", proposals.join("\n"));
    // Per stage no case of one day tells it, and nothing says that none can.
    let staged = "rule a \"A\" in stage one when days_overdue >= 7 do call every 5 days, at most 3 times\n";
    let (told, _) = fates(&format!("{head}{staged}"));
    assert!(
        !told.iter().any(|line| line.contains("instead of 3") && line.ends_with("equivalent")),
        "{}",
        told.join("\n")
    );
}

#[test]
fn a_part_that_another_exception_hides_makes_a_difference_where_that_does_not_hold() {
    let (told, _) = fates(
        "policy \"P\" version \"1\"
rule r \"R\" when days_overdue >= 14 do call once per episode
exception s \"S\" to r above e when not plan_active do nothing
exception e \"E\" to r when arrears >= € 500 do reminder
example \"X\" given days_overdue = 3, arrears = € 100 expect nothing
",
    );
    assert!(!told.iter().any(|line| line.ends_with("equivalent")), "{}", told.join("\n"));
    for wanted in ["exception e: left out: missed", "rule r: `days_overdue >= 14` with 15: missed"] {
        assert!(told.iter().any(|line| line == wanted), "{wanted}\n{}", told.join("\n"));
    }
}

#[test]
fn no_tenant_is_proposed_that_cannot_be() {
    let (told, proposals) = fates(
        "policy \"P\" version \"1\"
rule a \"A\" when months_in_arrears >= 2 and arrears > € 50 do call once per episode
rule b \"B\" when claims_without_letter >= 1 and claims_overdue >= 1 do wik_letter once per claim
",
    );
    // Nor one of whom a letter is missing for claims that are not there.
    let none_overdue = "rule b: `claims_overdue >= 1` with 0: impossible";
    assert!(told.iter().any(|line| line == none_overdue), "{}", told.join("\n"));
    let mut tenants = 0;
    for proposal in proposals {
        let file =
            SourceFile::new("policy", format!("policy \"P\" version \"1\"\nrule a do call once per claim\n{proposal}"));
        let policy = read(&file).policy.unwrap();
        // What an example over time books can be.
        let Some(example) = policy.examples.first() else { continue };
        assert!(!cannot_be_together(&policy, &example.given), "{proposal}");
        tenants += 1;
    }
    assert!(tenants > 0);
}
