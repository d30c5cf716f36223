//! Books of people who do not exist, with a call from a hundred euros on and what it does known.

use super::InForce;
use super::Ruled;
use super::Thresholds;
use super::thresholds;
use crate::behaviour::chance;
use crate::calendar::Day;
use crate::chance::DrawKey;
use crate::chance::DrawKind;
use crate::check::Policy;
use crate::check::read;
use crate::estimation::discontinuity::Discontinuity;
use crate::estimation::discontinuity::Untold;
use crate::ledger::Allocation;
use crate::money::Money;
use crate::program::Settings;
use crate::source::SourceFile;
use crate::tenancy::Entry;
use crate::tenancy::Portfolio;
use crate::tenancy::RecordedAction;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EntryKind;

const RULES: &str = r#"
setting call_from = € 100 between € 50 and € 500
stage owing "Owing" when arrears > € 5
rule call "Call" in stage owing when arrears >= call_from and days_overdue >= 5 do call once per episode
"#;

fn policy(rules: &str) -> Policy {
    let checked = read(&SourceFile::new("policy", format!("policy \"P\" version \"1\"\n{rules}")));
    checked.policy.unwrap_or_else(|| panic!("{:?}", checked.diagnostics))
}

/// Six bills each, two months apart; who is called is likelier to pay on each day after it.
struct World {
    tenancies: u32,
    effect: f64,
    /// The chance of a call on the day on which it may come.
    called: f64,
    /// Whole tens of euros only, in which amounts heap up.
    rounded: bool,
    seed: u64,
}

const WORLD: World = World { tenancies: 500, effect: 1.2, called: 0.9, rounded: false, seed: 0 };

impl World {
    fn draw(&self, tenancy: u32, number: u32) -> f64 {
        let (tenancy, kind) = (u64::from(tenancy), DrawKind::Synthesis);
        DrawKey { seed: self.seed, replication: 0, tenancy, kind, month: 0, number }.uniform()
    }

    fn tenancy(&self, number: u32) -> Tenancy {
        let start: Day = "2023-01-01".parse().unwrap();
        let mut tenancy = Tenancy::bare(&format!("T{number:04}"), start);
        let tendency = 1.5 * (self.draw(number, 0) - 0.5);
        for bill in 0..6_u32 {
            let draw = |of: u32| self.draw(number, 1_000 * (bill + 1) + of);
            let due = start.plus_months(2 * bill.cast_signed());
            let cents = (2_000.0 + 18_000.0 * draw(0)).round();
            let cents = if self.rounded { (cents / 4_000.0).round() * 4_000.0 } else { cents };
            let owed = Money::from_cents(format!("{cents}").parse().unwrap());
            tenancy.entries.push(Entry { due, ..Entry::new(EntryKind::Charge, due, owed) });
            let mut called = false;
            for day in 0..55_u32 {
                // Who owes more pays more readily anyway.
                let push = -3.6 + tendency + cents / 20_000.0 + if called { self.effect } else { 0.0 };
                if day == 54 || draw(100 + day) < chance(push) {
                    tenancy.entries.push(Entry::new(EntryKind::Payment, due.plus(day.cast_signed()), owed));
                    break;
                }
                if day == 5 && owed >= Money::from_cents(10_000) && draw(1) < self.called {
                    let (day, kind) = (due.plus(5), ActionKind::Call);
                    tenancy.actions.push(RecordedAction { day, kind, outcome: None, channel: None });
                    called = true;
                }
            }
        }
        tenancy
    }

    fn portfolio(&self) -> Portfolio {
        let tenancies = (0..self.tenancies).map(|number| self.tenancy(number)).collect();
        let (first_day, last_day) = ("2023-01-01".parse().ok(), "2023-12-31".parse().ok());
        Portfolio { tenancies, first_day, last_day, has_actions: true, ..Portfolio::default() }
    }

    fn thresholds(&self, rules: &str) -> Thresholds {
        self.of_policy(&policy(rules), Ruled::AsWritten)
    }

    fn of_policy(&self, policy: &Policy, ruled: Ruled) -> Thresholds {
        let (portfolio, settings) = (self.portfolio(), Settings::new());
        let (settings, portfolio) = (&settings, &portfolio);
        thresholds(&InForce { policy, settings, portfolio, allocation: Allocation::Statutory, ruled })
    }

    /// What changes at the hundred euros.
    fn found(&self) -> Discontinuity {
        let mut each = self.thresholds(RULES).each;
        assert_eq!(each.len(), 2, "five euros, and a hundred: {each:?}");
        each.remove(1).found.unwrap()
    }

    /// What a call that came changes of the share paid within thirty days after it, at a hundred euros.
    fn truth(&self) -> f64 {
        let of = |tendency: f64| {
            let daily = |effect: f64| chance(-3.6 + tendency + 0.5 + effect);
            // The day itself comes before the call.
            let left = |effect: f64| (1.0 - daily(effect)).powi(29);
            left(0.0) - left(self.effect)
        };
        // Of those who had not paid by then.
        let weight = |tendency: f64| (1.0 - chance(-3.1 + tendency)).powi(6);
        let points = || (0..300).map(|place| 1.5 * ((f64::from(place) + 0.5) / 300.0 - 0.5));
        points().map(|at| of(at) * weight(at)).sum::<f64>() / points().map(weight).sum::<f64>()
    }
}

#[test]
fn what_a_call_does_is_found_at_the_amount_from_which_it_comes() {
    let truth = WORLD.truth();
    let sets: Vec<Discontinuity> = (0..40).map(|seed| World { seed, ..WORLD }.found()).collect();
    let found = sets.iter().filter(|set| set.is_found() && set.outcome.value > 0.0).count();
    let inside = sets.iter().filter_map(|set| set.effect).filter(|effect| (effect.low..=effect.high).contains(&truth));
    let treated = sets.iter().map(|set| set.treated.value).sum::<f64>() / 40.0;
    assert!((treated - WORLD.called * 0.97).abs() < 0.05, "{treated} called");
    assert!(found >= 30 && inside.count() >= 35, "{found} found of 40");
}

#[test]
fn a_call_that_does_nothing_is_not_found() {
    let found = (0..40).filter(|seed| World { seed: *seed, effect: 0.0, ..WORLD }.found().is_found()).count();
    assert!(found <= 4, "{found} of 40");
}

#[test]
fn whole_tens_and_few_households_and_days_tell_nothing() {
    let told = |world: &World, rules: &str| world.thresholds(rules).each.remove(0).found;
    let rule = r#"rule call "Call" when arrears >= € 100 and days_overdue >= 5 do call once per episode"#;
    assert!(matches!(told(&World { rounded: true, ..WORLD }, rule), Err(Untold::Heaped { .. })));
    assert!(matches!(told(&World { tenancies: 15, ..WORLD }, rule), Err(Untold::TooFew { .. })));
    let days = WORLD.thresholds(r#"rule call "Call" when days_overdue >= 5 do call once per episode"#);
    assert!(days.each.is_empty() && days.coarse == ["Call"], "{days:?}");
}

#[test]
fn what_was_decided_before_the_policy_ruled_is_left_out() {
    let cases = |from: &str| WORLD.thresholds(&format!("{from}\n{RULES}")).each.remove(1).cases;
    let (all, half) = (cases(""), cases("valid from 2023-07-01"));
    assert!(half > all / 3 && half < all * 3 / 5, "{half} of {all}");
}

#[test]
fn a_policy_that_came_after_the_books_tells_nothing_of_them_unless_it_is_taken_as_if_it_ruled() {
    let policy = policy(&format!("valid from 2023-12-20\n{RULES}"));
    let cases = |ruled| WORLD.of_policy(&policy, ruled).each.remove(1).cases;
    assert_eq!(cases(Ruled::AsWritten), 0);
    assert!(cases(Ruled::AsIf) > 100);
    let (written, as_if) = (WORLD.of_policy(&policy, Ruled::AsWritten), WORLD.of_policy(&policy, Ruled::AsIf));
    assert_eq!((written.from, written.as_if), (policy.valid_from, None));
    assert_eq!((as_if.from, as_if.as_if), (None, policy.valid_from));
}
