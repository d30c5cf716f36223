//! The regions of conditions agree with the program that runs them: on every tenant that can be tried, and on every
//! witness that they give.

use huurproef::calendar::Day;
use huurproef::check::Answer;
use huurproef::check::Knobs;
use huurproef::check::NEXT_DUE;
use huurproef::check::Policy;
use huurproef::check::Space;
use huurproef::check::read;
use huurproef::example;
use huurproef::money::Money;
use huurproef::program::Facts;
use huurproef::program::Letters;
use huurproef::program::Months;
use huurproef::program::Program;
use huurproef::program::Settings;
use huurproef::source::SourceFile;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::EndReason;
use huurproef::vocabulary::HoldCode;
use huurproef::vocabulary::TenancyKind;
use proptest::prelude::BoxedStrategy;
use proptest::prelude::Just;
use proptest::prelude::ProptestConfig;
use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prop_oneof;
use proptest::proptest;
use proptest::sample::select;

const HEAD: &str = "policy \"P\" version \"1\"\nsource b \"B\"\nsetting knob = 9 between 2 and 12\n\
    fact team is yes_no otherwise no\nfact area is text otherwise \"East\"\n\
    segment behind when late_months(6) >= 2\nsegment fresh when tenancy_months < 6\nsegment others otherwise\n\
    stage one when months_in_arrears >= 1\nstage two when months_in_arrears >= 2 and sitting\n\
    rule uses_it when days_overdue >= knob do call once per episode cite b \"1\"\n";

fn policy(condition: &str, given: &str) -> Policy {
    let example =
        if given.is_empty() { String::new() } else { format!("example \"W\" given {given} expect reminder\n") };
    let rule = format!("rule r when {condition} do reminder once per episode cite b \"1\"\n");
    let checked = read(&SourceFile::new("x", format!("{HEAD}{rule}{example}")));
    assert!(checked.policy.is_some(), "{condition}\n{given}\n{:?}", checked.diagnostics);
    checked.policy.unwrap()
}

fn compared(term: &'static str, values: &'static [&'static str]) -> BoxedStrategy<String> {
    let signs = select(&["=", "!=", "<", "<=", ">", ">="][..]);
    (signs, select(values)).prop_map(move |(sign, value)| format!("{term} {sign} {value}")).boxed()
}

fn test() -> BoxedStrategy<String> {
    const MONEY: &[&str] = &["€ 0", "€ 0.01", "€ 50", "€ 500", "€ 1000", "€ 1500"];
    const FEW: &[&str] = &["0", "1", "2", "3"];
    const DAYS: &[&str] = &["0", "1", "7", "8", "30", "knob", "1 months", "5 working days"];
    let plain = select(
        &[
            "sitting",
            "departed",
            "plan_active",
            "on_hold",
            "hold = wsnp",
            "hold != wsnp",
            "kind = dwelling",
            "kind != commercial",
            "done(call)",
            "attempted(call)",
            "never(call)",
            "reached",
            "attempted(home_visit)",
            "done(home_visit)",
            "wik_expired",
            "end_reason = deceased",
            "end_reason != unknown",
            "team",
            "municipality = \"A\"",
            "municipality != \"B\"",
            "area = \"East\"",
            "area != \"West\"",
            "segment = behind",
            "segment != fresh",
            "segment = others",
        ][..],
    );
    prop_oneof![
        plain.prop_map(str::to_owned),
        compared("arrears", MONEY),
        compared("arrears_principal", MONEY),
        compared("wik_expired_amount", MONEY),
        compared("monthly_rent", MONEY),
        compared("months_in_arrears", &["0", "0.5", "1", "1.5", "2", "3"]),
        compared("full_months", FEW),
        compared("claims_overdue", FEW),
        compared("claims_without_letter", FEW),
        compared("days_overdue", DAYS),
        compared("days_since_end", DAYS),
        compared("days_since(call)", DAYS),
        compared("times(call)", FEW),
        compared("tenancy_months", &["0", "1", "6", "12"]),
        compared("late_months(6)", FEW),
        compared("late_months(12)", &["0", "2", "7", "12"]),
        compared("days_to_due", &["1", "3", "30", "31"]),
    ]
    .boxed()
}

fn condition() -> BoxedStrategy<String> {
    let several = |parts: BoxedStrategy<String>| proptest::collection::vec(parts, 2..5);
    test()
        .prop_recursive(3, 24, 4, move |part| {
            let part = part.boxed();
            prop_oneof![
                several(part.clone()).prop_map(|parts| format!("({})", parts.join(" and "))),
                several(part.clone()).prop_map(|parts| format!("({})", parts.join(" or "))),
                part.prop_map(|part| format!("not ({part})")),
            ]
        })
        .boxed()
}

/// A tenant as the engine could have one: drawn from the numbers that conditions are about, and those beside them.
fn tenant() -> BoxedStrategy<(Facts, Day)> {
    let cents = || select(&[0_i64, 1, 4_999, 5_000, 5_001, 50_000, 100_000, 150_000, 200_000, 300_000][..]);
    let days = || select(&[0_i32, 1, 6, 7, 8, 9, 27, 28, 30, 31, 40][..]);
    let owed = (
        cents(),
        cents(),
        cents(),
        select(&[1_i64, 50_000, 100_000, 100_001][..]),
        days(),
        1_u16..5,
        0_u16..5,
        cents(),
    );
    let life =
        (0_u8..3, days(), 0_i32..14, any::<bool>(), any::<bool>(), 0_usize..10, 0_usize..3, any::<(bool, bool)>());
    let done = (0_u16..4, 0_u16..4, days(), 0_u16..2, 0_u16..2, any::<bool>());
    let books = (0_u64..4_096, 1_i32..32, 0_u16..3, 0_u16..3, Just(()));
    (owed, life, done, books).prop_map(|(owed, life, done, books)| facts(owed, life, done, books)).boxed()
}

type Owed = (i64, i64, i64, i64, i32, u16, u16, i64);
type Life = (u8, i32, i32, bool, bool, usize, usize, (bool, bool));
type Acts = (u16, u16, i32, u16, u16, bool);
type Books = (u64, i32, u16, u16, ());

fn facts(owed: Owed, life: Life, done: Acts, books: Books) -> (Facts, Day) {
    let (rent_owed, other, costs, rent, overdue, claims, missing, expired) = owed;
    let (phase, since_end, months, plan, team, hold, kind, (deceased, area)) = life;
    let (times, in_vain, since, visits, visits_in_vain, reached) = done;
    let (late, to_due, municipality, _, ()) = books;
    let today = NEXT_DUE.plus(-to_due);
    let mut facts = Facts::neutral(today);
    let money = Money::from_cents;
    facts.monthly_rent = money(rent);
    facts.arrears_of_rent = money(rent_owed);
    facts.arrears_principal = money(rent_owed + other);
    facts.arrears = money(rent_owed + other + costs);
    facts.overdue_since = (facts.arrears > Money::ZERO).then(|| today.plus(-overdue));
    facts.claims_overdue = if facts.arrears_principal > Money::ZERO { claims } else { 0 };
    let missing = missing.min(facts.claims_overdue);
    let expired = if missing < facts.claims_overdue { expired.min(rent_owed + other) } else { 0 };
    facts.letters = Letters { expired: money(expired), next: Day::NEVER, missing };
    match phase {
        0 => facts.start = today.plus(1),
        1 => facts.start = today.plus_months(-months),
        _ => {
            facts.start = today.plus_months(-months - 2).plus(-since_end);
            facts.end = Some(today.plus(-since_end));
            facts.end_reason = if deceased { EndReason::Deceased } else { EndReason::Unknown };
        }
    }
    facts.plan_active = plan;
    facts.holds =
        HoldCode::ALL.get(hold).into_iter().chain(HoldCode::ALL.get(kind * 4 + 1).filter(|_| plan)).copied().collect();
    facts.kind = TenancyKind::ALL.get(kind).copied().unwrap_or(TenancyKind::Dwelling);
    let day = today.plus(-since);
    let mut act = |kind: ActionKind, times: u16, in_vain: u16| {
        for number in 0..times {
            facts.note_done(kind, day, number < in_vain);
        }
    };
    act(ActionKind::Call, times, in_vain);
    act(ActionKind::HomeVisit, visits, visits_in_vain);
    let spoken = [ActionKind::Call, ActionKind::HomeVisit].iter().any(|kind| facts.done(*kind).not_in_vain > 0);
    facts.reached = reached && spoken;
    facts.late = Months { latest: today.month().number() - 1, bits: late };
    facts.municipality = municipality.checked_sub(1);
    facts.declared =
        vec![huurproef::check::Value::YesNo(team), huurproef::check::Value::Text(if area { 0 } else { u16::MAX })];
    (facts, today)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// A region is not called empty while a tenant is in it, and holds everybody with whom the program says so.
    #[test]
    fn a_region_with_a_tenant_in_it_is_not_empty(
        condition in condition(), tenants in proptest::collection::vec(tenant(), 60),
    ) {
        let policy = policy(&condition, "");
        let program = Program::compile(&policy, &Settings::new()).unwrap();
        let spaces = [Knobs::AsWritten, Knobs::Anywhere].map(|knobs| Space::new(&policy, knobs));
        let inside = tenants.into_iter().find(|(facts, today)| {
            let mut facts = facts.clone();
            let standing = program.place(&mut facts, *today);
            program.rule_holds(1, &standing, &facts, *today).holds
        });
        if let Some((facts, today)) = inside {
            for space in &spaces {
                let region = space.rule(1);
                assert!(!region.is_empty(), "{condition}\n{today}: {facts:?}");
                assert_ne!(region.find(), Answer::Impossible, "{condition}\n{today}: {facts:?}");
                assert!(!region.is_apart(&space.everybody()), "{condition}");
            }
        }
    }

    /// A witness, given as an example of the policy, makes the rule fire, and its facts can be true together.
    #[test]
    fn a_witness_makes_the_rule_fire(condition in condition()) {
        let plain = policy(&condition, "");
        let space = Space::new(&plain, Knobs::AsWritten);
        let Answer::Possible(witness) = space.rule(1).find() else { return Ok(()) };
        let words = witness.words(&space);
        let before = words.contains(&"not departed".to_owned());
        // Before a tenancy begins no example plays, and none plays on another day than the examples'.
        let other_text = words.iter().any(|word| word.contains("something else"));
        if words.is_empty() || before || other_text || witness.day().is_some() {
            return Ok(());
        }
        let policy = policy(&condition, &words.join(", "));
        let program = Program::compile(&policy, &Settings::new()).unwrap();
        let result = example::run(&policy, &program, &policy.examples[0]);
        assert!(result.passed(), "{condition}\n{words:?}\n{:?}\n{:?}", result.contradictions, result.failures);
    }
}
