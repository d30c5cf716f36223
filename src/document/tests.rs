//! What a document says of a small policy, in both languages, and that nothing of the flagship is left out.

use super::Block;
use super::Document;
use super::Item;
use super::document;
use super::unpaid;
use crate::check::Policy;
use crate::check::read;
use crate::locale::Locale;
use crate::program::Program;
use crate::program::Settings;
use crate::source::SourceFile;

const FLAGSHIP: &str = include_str!("../../policies/wooninvest-2025.beleid");
const SMALL: &str = r#"
policy "Small" version "2"
valid from 2025-01-01
law nl
source book "The book"
working days all
tolerance € 25
applies when kind = dwelling cite book "1"
target evictions at most 3 per year cite book "1"
setting call_day = 9 between 3 and 30
action visit "Knock on the door" is home_visit by in_person
partner early "Early team" is early_signalling list on day 24 of those who qualify by day 22
stage one "One month" when months_in_arrears >= 1
stage two "Two months" when months_in_arrears >= 2
rule ring "Ring up" in stage one or later
  when days_overdue >= call_day and not plan_active do call every 14 days, at most 3 times cite book "2"
rule signal "Tell the team" in stage two when days_overdue >= 30 and attempted(call) and done(reminder)
  do refer to early once per episode
exception ill "Not the ill" to ring when days_since_help < 30 do visit cite book "3"
rule remind "Remind" when days_overdue >= 7 do reminder once per episode cite book "2"
write off gone when departed and arrears > € 0 approved by 2 including manager cite book "4"
hold wsnp "Court" stops all except write_off
guarantee "No visit without a call" home_visit only after attempted(call)
example "A week" given months_in_arrears = 0.5, days_overdue = 7 expect reminder, not call
example "Rung up, and left alone" given tenancy_months = 3
  given 2025-02-01 every month charge € 600 given 2025-03-05 payment € 600, hold = wsnp until 2025-05-01
  expect reminder on 2025-02-08, not call before 2025-02-10, call on 2025-02-10
  expect nothing from 2025-03-06 to 2025-03-31
"#;

fn told(text: &str, locale: Locale) -> (Policy, Document) {
    let checked = read(&SourceFile::new("p", text));
    let policy = checked.policy.unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
    let program = Program::compile(&policy, &Settings::new()).unwrap();
    let document = document(&policy, &program, locale);
    (policy, document)
}

fn items(document: &Document) -> Vec<&Item> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    blocks.filter_map(|block| if let Block::Item(item) = block { Some(item) } else { None }).collect()
}

fn item<'a>(document: &'a Document, title: &str) -> &'a Item {
    items(document).into_iter().find(|item| item.title == title).unwrap()
}

/// The rows of the table of a section.
fn rows<'a>(document: &'a Document, section: &str) -> &'a [Vec<String>] {
    let section = document.sections.iter().find(|of| of.id == section).unwrap();
    let table =
        section.blocks.iter().find_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    &table.unwrap().rows
}

#[test]
fn a_rule_is_a_sentence_with_its_exception_source_and_setting_in_dutch() {
    let (_, document) = told(SMALL, Locale::Nl);
    let ring = item(&document, "Ring up");
    assert_eq!(
        ring.says,
        [
            "De corporatie belt de huurder zodra dit alles geldt: de huurder staat in de fase “One month” of een latere, de \
             oudste vordering is ten minste 9 dagen te laat en er loopt geen betalingsregeling.",
            "Hoogstens 3 keer per achterstand, niet opnieuw binnen 14 dagen.",
            "Uitzondering “Not the ill”: geldt ook dit, minder dan 30 dagen geleden is hulp aanvaard, dan is het in plaats \
             daarvan zo: de corporatie gaat bij de huurder thuis langs (“Knock on the door”) (book “3”).",
        ]
    );
    assert_eq!(ring.notes, ["Bron: book “2”", "Instelling: call_day"]);
    assert_eq!(ring.label, "regel ring");
}

#[test]
fn the_same_rule_in_english_whatever_the_language_of_the_policy() {
    let (_, document) = told(SMALL, Locale::En);
    let signal = item(&document, "Tell the team");
    assert_eq!(
        signal.says,
        [
            "The corporation gives an early signal to Early team as soon as all this holds: the tenant stands in the stage \
             “Two months”, the oldest claim is at least 30 days overdue, a call was attempted and a reminder was sent.",
            "Once per episode of arrears.",
            "It goes with the list of day 24 of the month (the working day on or before it), for those who qualify by day \
             22; who qualifies later goes on the next one.",
        ]
    );
    assert_eq!(signal.notes, ["Rests on no source."]);
    let gone = item(&document, "gone");
    assert_eq!(gone.says[1], "First 2 assessors must agree, a manager among them.");
    let (_, dutch) = told(FLAGSHIP, Locale::En);
    assert_eq!(
        item(&dutch, "Eerste herinnering").says[0],
        "The corporation sends a reminder by e-mail as soon as all this holds: the oldest claim is at least 7 days overdue, \
         no payment plan runs and no hand-over was done."
    );
    assert!(dutch.particulars.iter().any(|line| line.contains("written in Dutch")), "{:?}", dutch.particulars);
}

#[test]
fn every_rule_exception_plan_guarantee_and_example_of_the_flagship_stands_in_it_once() {
    for locale in Locale::ALL {
        let (policy, document) = told(FLAGSHIP, locale);
        let titles: Vec<&str> = items(&document).iter().map(|item| item.title.as_str()).collect();
        let own = policy.guarantees.iter().filter(|of| of.layer == crate::check::Layer::Own).map(|of| &of.title);
        let wanted = policy.rules.iter().map(|rule| &rule.named.title).chain(own);
        let wanted = wanted.chain(policy.plans.iter().map(|plan| &plan.named.title));
        let wanted = wanted.chain(policy.timelines.iter().map(|example| &example.title));
        let wanted: Vec<&String> = wanted.chain(policy.examples.iter().map(|example| &example.title)).collect();
        assert!(!policy.timelines.is_empty());
        for title in &wanted {
            assert_eq!(titles.iter().filter(|told| *told == title).count(), 1, "{title}");
        }
        assert_eq!(titles.len(), wanted.len());
        let says: Vec<&String> = items(&document).iter().flat_map(|item| &item.says).collect();
        for exception in &policy.exceptions {
            let named = format!("\u{201c}{}\u{201d}", exception.named.title);
            let head = locale.pick("Exception", "Uitzondering");
            let own = says.iter().filter(|line| line.starts_with(&format!("{head} {named}"))).count();
            assert_eq!(own, 1, "{named}");
        }
        assert_eq!(rows(&document, "settings").len(), policy.settings.len());
        assert_eq!(rows(&document, "partners").len(), policy.partners.len());
        assert_eq!(rows(&document, "holds").len(), policy.holds.len());
        assert_eq!(rows(&document, "law").len(), 8);
    }
}

/// The tables of a section, in order.
fn tables<'a>(document: &'a Document, section: &str) -> Vec<&'a [Vec<String>]> {
    let section = document.sections.iter().find(|of| of.id == section).unwrap();
    let table = |block: &'a Block| if let Block::Table(table) = block { Some(table.rows.as_slice()) } else { None };
    section.blocks.iter().filter_map(table).collect()
}

#[test]
fn a_threshold_says_what_it_decides_and_from_which_setting_it_comes() {
    let (_, document) = told(SMALL, Locale::En);
    let found = rows(&document, "thresholds");
    let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
    assert!(found.contains(&row([
        "The oldest claim is at least 9 days overdue",
        "call_day",
        "rule \u{201c}Ring up\u{201d}"
    ])));
    let stage = "stage \u{201c}Two months\u{201d}";
    assert!(found.contains(&row(["The arrears are at least 2 months of rent", "", stage])), "{found:?}");
    // Of the law: the guarantee has a threshold that no rule has, and shares one with a rule.
    let thirty = found.iter().find(|row| row[0] == "The oldest claim is at least 30 days overdue").unwrap();
    assert!(thirty[2].starts_with("rule \u{201c}Tell the team\u{201d}; agreement \u{201c}"), "{thirty:?}");
    let setting = &rows(&document, "settings")[0];
    assert_eq!(setting[..5], ["call_day", "9 days", "3 days", "30 days", "rule \u{201c}Ring up\u{201d}"]);
}

#[test]
fn thresholds_of_a_fact_stand_from_small_to_large_and_not_by_their_letters() {
    let text = "policy \"P\" version \"1\"\nworking days all\n\
        segment s \"S\" when arrears > € 1000 and months_in_arrears >= 10\nsegment t \"T\" otherwise\n\
        rule r when arrears > € 25 and months_in_arrears >= 1.5 and days_since(reminder) >= 3 weeks do call once per episode\n\
        exception e to r when arrears > € 200 and days_since(reminder) >= 16 working days do nothing\n\
        guarantee \"G\" call only after arrears > € 5000 or days_since(reminder) >= 1 months\n";
    let (_, document) = told(text, Locale::En);
    let found: Vec<&str> = tables(&document, "thresholds")[0].iter().map(|row| row[0].as_str()).collect();
    let arrears = |amount: &str| format!("The arrears are more than € {amount}");
    let since = |days: &str| format!("A reminder was last sent at least {days} ago");
    let wanted = [
        arrears("25.00"),
        arrears("200.00"),
        arrears("1,000.00"),
        arrears("5,000.00"),
        "The arrears are at least 1.5 months of rent".to_owned(),
        "The arrears are at least 10 months of rent".to_owned(),
        since("21 days"),
        since("16 working days"),
        since("1 month"),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn every_number_that_a_policy_compares_with_is_told() {
    // Counted in the text itself, apart from what the document makes of it.
    let compared = |text: &str| {
        let is_sign = |word: &&str| matches!(*word, ">=" | "<=" | ">" | "<");
        let lines = text.lines().filter(|line| !line.trim_start().starts_with(['#', 'v', 'g']));
        lines.flat_map(|line| line.split_whitespace().filter(is_sign).collect::<Vec<_>>()).count()
    };
    let (policy, document) = told(FLAGSHIP, Locale::Nl);
    let uses: usize = tables(&document, "thresholds")[0].iter().map(|row| row[2].split("; ").count()).sum();
    let of_law: usize = policy
        .guarantees
        .iter()
        .filter(|guarantee| guarantee.layer != crate::check::Layer::Own)
        .map(|guarantee| super::threshold::tests_of(&guarantee.only_after))
        .map(|tests| {
            tests
                .iter()
                .filter(|test| matches!(test.comparison, Some((of, _)) if of != crate::check::Comparison::Equal))
                .count()
        })
        .sum();
    assert!(of_law > 1);
    assert_eq!(uses, compared(FLAGSHIP) + of_law);
    let terms = tables(&document, "thresholds")[1];
    for told in [
        "Een achterstand tot en met € 25,00 start niets",
        "Hoogstens 6 maandelijkse termijnen",
        "Niet binnen 365 dagen",
    ] {
        assert!(terms.iter().any(|row| row[0].starts_with(told)), "{told} in {terms:?}");
    }
}

fn flow(document: &Document) -> &super::Flow {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    blocks.filter_map(|block| if let Block::Flow(flow) = block { Some(flow) } else { None }).next().unwrap()
}

fn words(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn told_rules(band: &super::Band) -> Vec<(&str, Vec<&str>)> {
    band.rules.iter().map(|rule| (rule.title.as_str(), words(&rule.waits))).collect()
}

#[test]
fn a_rule_stands_where_it_can_first_come_and_says_from_when() {
    let text = "policy \"P\" version \"1\"\nworking days all\n\
        stage one \"One\" when months_in_arrears >= 1\nstage two \"Two\" when months_in_arrears >= 2\n\
        stage four \"Four\" when months_in_arrears >= 4\n\
        rule visit_late \"Visit\" in stage one or later when months_in_arrears >= 2.5 do home_visit once per episode\n\
        rule ring \"Ring\" when days_overdue >= 20 do call once per episode\n\
        rule in_writing \"Write\" when days_overdue >= 7 and not plan_active do reminder once per episode\n\
        rule far \"Far\" when full_months >= 4 do second_reminder once per episode\n\
        rule gone \"Gone\" when days_since_end >= 30 and arrears > € 50 do second_reminder once per episode\n\
        rule tell \"Tell\" when tenancy_months < 1 do reminder every 90 days\n\
        write off small when departed and arrears > € 0 approved by 1\n";
    let (_, document) = told(text, Locale::En);
    let wanted = vec![
        ("Also without arrears", vec![("Tell", vec!["less than 1 month a tenant"])]),
        (
            "With any arrears, in every stage and before it",
            vec![("Write", vec!["from 7 days overdue"]), ("Ring", vec!["from 20 days overdue"])],
        ),
        ("One", vec![]),
        ("Two", vec![("Visit", vec!["from 2.5 months of rent in arrears"])]),
        ("Four", vec![("Far", vec![])]),
        (
            "After the tenant has left",
            vec![("Gone", vec!["from 30 days after the tenancy ended", "more than € 50.00 of arrears"])],
        ),
        ("Writing off", vec![("small", vec![])]),
    ];
    let found: Vec<_> = flow(&document).bands.iter().map(|band| (band.title.as_str(), told_rules(band))).collect();
    assert_eq!(found, wanted);
}

#[test]
fn a_stage_says_what_leads_into_it_and_out_of_it() {
    let (_, document) = told(FLAGSHIP, Locale::Nl);
    let two = flow(&document).bands.iter().find(|band| band.title == "2 maanden huurachterstand").unwrap();
    assert_eq!(two.when, "de achterstand is ten minste 2 maanden huur");
    assert_eq!(two.until, "de achterstand is minder dan 2 maanden huur");
    let titles: Vec<&str> = two.rules.iter().map(|rule| rule.title.as_str()).collect();
    // They name the stage of one month, and wait for two.
    assert!(titles.contains(&"Aanmelding bij de Kredietbank"), "{titles:?}");
}

#[test]
fn the_calendar_is_what_the_engine_does_and_moves_with_a_setting() {
    let (policy, _) = told(SMALL, Locale::En);
    let after = |settings: &Settings| -> Vec<(String, i32)> {
        let program = Program::compile(&policy, settings).unwrap();
        let fired = unpaid(&policy, &program).fired;
        fired.iter().map(|fired| (policy.rules[fired.rule].named.name.clone(), fired.after)).collect()
    };
    // On day 31 the second rent falls due; the team's list of day 24 of February has day 22 as its cut-off.
    let list = 31 + 23;
    let wanted = |call: i32| [("remind".to_owned(), 7), ("ring".to_owned(), call), ("signal".to_owned(), list)];
    assert_eq!(after(&Settings::new()), wanted(9));
    assert_eq!(after(&Settings::from([("call_day".to_owned(), "20".to_owned())])), wanted(20));
}

#[test]
fn an_example_is_told_as_given_and_expected() {
    let (_, document) = told(SMALL, Locale::En);
    assert_eq!(
        item(&document, "A week").says,
        [
            "Given: the arrears are 0.5 months of rent and the oldest claim is 7 days overdue.",
            "Then the corporation sends a reminder.",
            "What must not follow: calls the tenant.",
        ]
    );
}

#[test]
fn an_example_over_time_is_told_day_by_day_in_both_languages() {
    let (_, document) = told(SMALL, Locale::En);
    let rung = item(&document, "Rung up, and left alone");
    assert_eq!(rung.label, "example over time");
    assert_eq!(
        rung.says,
        [
            "Given: the tenancy has run for 3 months.",
            "On 1 February 2025 and each month after: rent of € 600.00 falls due.",
            "On 5 March 2025: € 600.00 is paid.",
            "On 5 March 2025: the hold is “Court” until 1 May 2025.",
            "On 8 February 2025: the corporation sends a reminder.",
            "Before 10 February 2025, what must not be done: calls the tenant.",
            "On 10 February 2025: the corporation calls the tenant.",
            "From 6 March 2025 to 31 March 2025: the corporation does nothing.",
        ]
    );
    let (_, document) = told(SMALL, Locale::Nl);
    let says = &item(&document, "Rung up, and left alone").says;
    assert_eq!(says[1], "Op 1 februari 2025 en elke maand daarna: een huur van € 600,00 vervalt.");
    assert_eq!(says[7], "Van 6 maart 2025 tot en met 31 maart 2025: de corporatie doet niets.");
}

#[test]
fn a_policy_without_anything_has_a_document_all_the_same() {
    for locale in Locale::ALL {
        let (_, document) = told("policy \"Nothing\" version \"1\"", locale);
        let ids: Vec<&str> = document.sections.iter().map(|section| section.id).collect();
        assert_eq!(ids, ["purpose", "calendar", "law"]);
    }
}
