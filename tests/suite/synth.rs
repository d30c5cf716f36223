//! The invented portfolio looks like a corporation of 8,600 homes. Ranges: what Dutch corporations report.

#[cfg(feature = "data")]
use assert_cmd::Command;
use huurproef::calendar::Day;
use huurproef::calendar::Month;
use huurproef::ledger::Account;
use huurproef::ledger::Allocation;
use huurproef::synth::SynthOptions;
use huurproef::synth::invent;
use huurproef::tenancy::Portfolio;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::EndReason;
use huurproef::vocabulary::EntryKind;
use huurproef::vocabulary::PaymentMethod;
use huurproef::vocabulary::PlanOutcome;
#[cfg(feature = "data")]
use std::fs;
use std::ops::Range;
#[cfg(feature = "data")]
use std::path::Path;
use std::sync::OnceLock;

const HOMES: u32 = 8_600;
const MONTHS: u32 = 60;

fn options(tenancies: u32, seed: u64) -> SynthOptions {
    SynthOptions { tenancies, months: MONTHS, seed, first_month: first_month() }
}

fn first_month() -> Month {
    Day::from_ymd(2020, 1, 1).unwrap().month()
}

/// Sums over the last four years.
#[derive(Default)]
struct Seen {
    sitting: f64,
    in_arrears: f64,
    owing_1_to_3_months: f64,
    late_on_day_5: f64,
    arrears: f64,
    charged_a_month: f64,
    on_direct_debit: f64,
    collections: f64,
    reversals: f64,
    evictions: f64,
}

fn seen() -> &'static Seen {
    static SEEN: OnceLock<Seen> = OnceLock::new();
    SEEN.get_or_init(|| {
        let portfolio = invent(options(HOMES, 1));
        let mut seen = Seen::default();
        for tenancy in &portfolio.tenancies {
            seen.add(tenancy);
        }
        seen
    })
}

impl Seen {
    fn add(&mut self, tenancy: &Tenancy) {
        let (from, to) = (first_month().plus(12).first(), first_month().plus(60).first());
        let mut account = Account::default();
        account.open(Allocation::Statutory, tenancy.start, tenancy.end);
        let mut booked = 0;
        let mut book_to = |day: Day, account: &mut Account| {
            while let Some(entry) = tenancy.entries.get(booked).filter(|entry| entry.day <= day) {
                account.book(entry, u32::try_from(booked).unwrap());
                booked += 1;
            }
        };
        for nth in 12..60 {
            let month = first_month().plus(nth);
            book_to(month.first().plus(5), &mut account);
            if tenancy.is_sitting(month.first().plus(5)) && account.overdue(month.first().plus(5)).cents() > 0 {
                self.late_on_day_5 += 1.0;
            }
            book_to(month.last(), &mut account);
            if tenancy.is_sitting(month.last()) {
                self.look_at(tenancy, account.overdue(month.last()).cents(), account.monthly_rent().cents());
            }
        }
        let in_time = |day: Day| from <= day && day < to;
        for entry in tenancy.entries.iter().filter(|entry| in_time(entry.day)) {
            match entry.kind {
                EntryKind::Charge => self.charged_a_month += entry.amount.cents() as f64 / 48.0,
                EntryKind::Payment if entry.method == PaymentMethod::DirectDebit => self.collections += 1.0,
                EntryKind::Reversal => self.reversals += 1.0,
                _ => {}
            }
        }
        let evictions = tenancy.actions.iter().filter(|action| action.kind == ActionKind::Eviction);
        self.evictions += evictions.filter(|action| in_time(action.day)).count() as f64;
    }

    fn look_at(&mut self, tenancy: &Tenancy, overdue: i64, rent: i64) {
        self.sitting += 1.0;
        self.arrears += overdue as f64 / 48.0;
        self.on_direct_debit += f64::from(u8::from(tenancy.payment_method == PaymentMethod::DirectDebit));
        self.in_arrears += f64::from(u8::from(overdue > 0));
        self.owing_1_to_3_months += f64::from(u8::from(overdue > 0 && rent <= overdue && overdue <= 3 * rent));
    }
}

fn assert_in(what: &str, figure: f64, range: Range<f64>) {
    assert!(range.contains(&figure), "{what}: {figure} is not in {range:?}");
}

#[test]
fn four_to_eight_percent_of_sitting_tenants_are_in_arrears() {
    assert_in("in arrears at month ends", seen().in_arrears / seen().sitting, 0.04..0.08);
}

#[test]
fn sitting_tenants_owe_one_to_two_percent_of_a_years_rent() {
    assert_in("arrears rate", seen().arrears / (12.0 * seen().charged_a_month), 0.008..0.02);
}

#[test]
fn a_bit_over_half_of_those_in_arrears_owe_one_to_three_months() {
    assert_in("owing 1-3 months", seen().owing_1_to_3_months / seen().in_arrears, 0.45..0.75);
}

#[test]
fn three_in_four_are_on_direct_debit_and_a_few_collections_bounce() {
    assert_in("on direct debit", seen().on_direct_debit / seen().sitting, 0.70..0.80);
    assert_in("reversals", seen().reversals / seen().collections, 0.01..0.03);
}

#[test]
fn about_one_in_ten_is_late_on_day_five() {
    assert_in("late on day 5", seen().late_on_day_5 / seen().sitting, 0.08..0.13);
}

#[test]
fn evictions_are_rare() {
    assert_in("evictions per 1,000 a year", seen().evictions / 4.0 / f64::from(HOMES) * 1000.0, 0.2..1.2);
}

#[test]
fn the_same_options_give_the_same_people_on_any_number_of_threads() {
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let (first, second) = (alone.install(|| invent(options(200, 7))), invent(options(200, 7)));
    assert_eq!(written(&first), written(&second));
    assert_ne!(written(&first), written(&invent(options(200, 8))));
}

#[test]
fn a_neighbour_more_changes_nobodys_life() {
    let (fewer, more) = (invent(options(50, 7)), invent(options(51, 7)));
    for tenancy in &fewer.tenancies {
        assert_eq!(format!("{tenancy:?}"), format!("{:?}", more.find(&tenancy.id).unwrap()));
    }
}

#[test]
fn over_half_of_the_plans_end_with_nothing_open() {
    let portfolio = invent(options(1_500, 5));
    let last = portfolio.last_day.unwrap();
    let (mut ended, mut paid) = (0.0, 0.0);
    for tenancy in &portfolio.tenancies {
        for plan in tenancy.plans.iter().filter(|plan| plan.end() <= last) {
            ended += 1.0;
            paid += f64::from(u8::from(overdue_on(tenancy, plan.end()) < plan.amount.cents()));
        }
    }
    assert!(ended > 100.0, "{ended}");
    assert_in("plans that were paid", paid / ended, 0.5..0.8);
}

#[test]
fn plans_say_how_they_ended_and_55_to_80_percent_are_kept() {
    let portfolio = invent(options(1_500, 5));
    let plans: Vec<_> = portfolio.tenancies.iter().flat_map(|tenancy| &tenancy.plans).collect();
    let ended = |outcome| plans.iter().filter(|plan| plan.outcome == Some(outcome)).count() as f64;
    let (kept, broken) = (ended(PlanOutcome::Kept), ended(PlanOutcome::Broken));
    assert!(kept + broken > 100.0, "{kept} {broken}");
    assert_in("plans kept", kept / (kept + broken), 0.55..0.80);
    for plan in plans {
        let listed = plan.listed.iter();
        let total: i64 = listed.clone().map(|one| one.amount.cents()).sum();
        assert!(total <= plan.amount.cents() * i64::from(plan.instalments), "{plan:?}");
        assert!(listed.clone().is_sorted_by_key(|one| one.due), "{plan:?}");
        assert!(listed.clone().all(|one| one.paid_on.is_none_or(|paid| paid >= plan.agreed_on)), "{plan:?}");
    }
}

#[test]
fn files_holds_and_ends_are_recorded_as_they_come() {
    let portfolio = invent(options(1_500, 5));
    let last = portfolio.last_day.unwrap();
    let (mut files, mut holds, mut reasons) = (0, 0, Vec::new());
    for tenancy in &portfolio.tenancies {
        let handed_over = tenancy.actions.iter().filter(|action| action.kind == ActionKind::HandOver).count();
        assert!(handed_over <= tenancy.dossiers.len(), "{}", tenancy.id);
        files += tenancy.dossiers.len();
        for file in &tenancy.dossiers {
            assert!(file.writ_on.is_none_or(|writ| file.opened < writ), "{}: {file:?}", tenancy.id);
            assert!(file.closed.is_none_or(|closed| file.writ_on.unwrap_or(file.opened) <= closed), "{file:?}");
        }
        holds += tenancy.holds.len();
        assert!(tenancy.holds.iter().all(|hold| hold.from <= last), "{}: {:?}", tenancy.id, tenancy.holds);
        assert_eq!(tenancy.end.is_none(), tenancy.end_reason == EndReason::Unknown, "{}", tenancy.id);
        reasons.push(tenancy.end_reason);
        assert!(tenancy.attributes.iter().all(|one| one.from <= last), "{}", tenancy.id);
    }
    assert!(files > 20 && holds > 50, "{files} files, {holds} holds");
    for reason in [EndReason::Terminated, EndReason::Deceased, EndReason::Evicted] {
        assert!(reasons.contains(&reason), "{reason:?}");
    }
}

fn overdue_on(tenancy: &Tenancy, day: Day) -> i64 {
    let mut account = Account::default();
    account.open(Allocation::Statutory, tenancy.start, tenancy.end);
    for (place, entry) in (0..).zip(tenancy.entries.iter().filter(|entry| entry.day <= day)) {
        account.book(entry, place);
    }
    account.overdue(day).cents()
}

#[test]
fn a_year_and_a_half_after_the_end_nothing_is_open() {
    let portfolio = invent(options(1_500, 5));
    let last = portfolio.last_day.unwrap();
    let long_gone = |tenancy: &&Tenancy| tenancy.end.is_some_and(|end| last.since(end) > 550);
    let gone: Vec<_> = portfolio.tenancies.iter().filter(long_gone).collect();
    assert!(gone.len() > 100, "{}", gone.len());
    for tenancy in gone {
        assert_eq!(overdue_on(tenancy, last), 0, "{}", tenancy.id);
    }
}

#[test]
fn bookings_stand_in_order_and_references_point_back() {
    for tenancy in &invent(options(400, 3)).tenancies {
        assert!(tenancy.entries.is_sorted_by_key(|entry| entry.day), "{}", tenancy.id);
        assert!(tenancy.actions.is_sorted_by_key(|action| action.day), "{}", tenancy.id);
        assert!(tenancy.entries.iter().all(|entry| entry.amount.cents() > 0), "{}", tenancy.id);
        for (place, entry) in tenancy.entries.iter().enumerate() {
            let Some(named) = entry.refers_to else { continue };
            assert!((named as usize) < place, "{}", tenancy.id);
            let undone = tenancy.entries[named as usize];
            let right = match entry.kind {
                EntryKind::Reversal => undone.kind == EntryKind::Payment && undone.amount == entry.amount,
                _ => undone.kind == EntryKind::Charge,
            };
            assert!(right, "{}: {entry:?} names {undone:?}", tenancy.id);
        }
    }
}

fn written(portfolio: &Portfolio) -> String {
    format!("{portfolio:?}")
}

#[test]
#[cfg(feature = "data")]
fn the_small_ledger_in_the_project_is_what_its_readme_says() {
    let shown = Path::new("scenarios/ledgers/voorbeeld");
    let readme = fs::read_to_string(shown.join("README.txt")).unwrap();
    assert!(readme.contains("SYNTHETIC PEOPLE") && readme.contains("VERZONNEN MENSEN"), "{readme}");
    let command = readme.lines().find_map(|line| line.trim().strip_prefix("huurproef ")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("made");
    let arguments = command.split_whitespace().filter(|word| *word != "DIR");
    Command::cargo_bin("huurproef").unwrap().args(arguments).arg(&made).assert().success();
    for name in [
        "tenancies.csv",
        "entries.csv",
        "actions.csv",
        "plans.csv",
        "instalments.csv",
        "holds.csv",
        "dossiers.csv",
        "attributes.csv",
        "README.txt",
    ] {
        let same = fs::read(made.join(name)).unwrap() == fs::read(shown.join(name)).unwrap();
        assert!(same, "{name}: run `{command}` again and read what changed");
    }
}

#[test]
#[cfg(feature = "data")]
fn invented_books_are_never_written_over_others() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("entries.csv"), "real").unwrap();
    let mut synth = Command::cargo_bin("huurproef").unwrap();
    let arguments = ["--lang", "en", "synth", "--tenancies", "2", "--months", "2", "--out"];
    let refused = synth.args(arguments).arg(folder.path()).assert().code(2);
    let said = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(said.contains("is not an empty folder") && said.contains("does not exist yet"), "{said}");
    assert_eq!(fs::read_to_string(folder.path().join("entries.csv")).unwrap(), "real");
}
