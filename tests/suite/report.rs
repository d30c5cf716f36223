//! What people get to see of a comparison: the page, the pictures, the table in the terminal.

use huurproef::behaviour::Label;
use huurproef::calendar::Day;
use huurproef::calendar::Period;
use huurproef::check::Bound;
use huurproef::check::Layer;
use huurproef::compare::Affected;
use huurproef::compare::Chance;
use huurproef::compare::Compared;
use huurproef::compare::Comparison;
use huurproef::compare::Counted;
use huurproef::compare::Course;
use huurproef::compare::Difference;
use huurproef::compare::Goal;
use huurproef::compare::GoalMet;
use huurproef::compare::Ground;
use huurproef::compare::Group;
use huurproef::compare::Grouping;
use huurproef::compare::Measure;
use huurproef::compare::OnTheBooks;
use huurproef::compare::Part;
use huurproef::compare::Resting;
use huurproef::compare::Spread;
use huurproef::compare::Verdict;
use huurproef::locale::Locale;
use huurproef::money::Money;
use huurproef::money::Number;
use huurproef::report::Assumption;
use huurproef::report::BreachCount;
use huurproef::report::Computed;
use huurproef::report::Page;
use huurproef::report::People;
use huurproef::report::ReportError;
use huurproef::report::RestsOn;
use huurproef::report::breach_lines;
use huurproef::report::computed_lines;
use huurproef::report::pictures;
use huurproef::report::pictures_of;
use huurproef::report::shown_at;
use huurproef::report::shown_measures;
use huurproef::report::summary;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::Kpi;
use std::collections::BTreeMap;
use std::fs;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Three replications around a middle.
fn spread(middle: f64, half: f64) -> Spread {
    Spread::of(&[middle - half, middle, middle + half]).unwrap()
}

fn scenario(name: &str, title: &str, window: Period, rates: (f64, f64)) -> Compared {
    let dates = window.month_ends();
    let (from, to) = rates;
    let line = (0_i32..).zip(&dates).map(|(nth, _)| {
        let along = f64::from(nth) / (dates.len() as f64 - 1.0);
        Some(spread(from + (to - from) * along, 0.0006 + 0.0008 * along))
    });
    let series: Vec<Option<Spread>> = line.collect();
    let tenants = series.iter().map(|rate| rate.map(|rate| spread(rate.mean * 40_000.0, 25.0))).collect();
    Compared {
        name: name.to_owned(),
        title: title.to_owned(),
        series: BTreeMap::from([(Kpi::ArrearsRateSitting, series), (Kpi::TenantsInArrears, tenants)]),
        figures: BTreeMap::from([
            (Measure::Kpi(Kpi::ArrearsRateSitting), spread((from + to) / 2.0, 0.0011)),
            (Measure::Kpi(Kpi::TenantsInArrears), spread((from + to) * 20_000.0, 30.0)),
        ]),
        courses: BTreeMap::from([
            (Course::Evictions, (0..24).map(|nth| spread(f64::from(nth / 3), 1.0)).collect()),
            (Course::WriteOffs, (0..24).map(|nth| spread(f64::from(nth) * 15_000.0, 4_000.0)).collect()),
            (Course::Hours, (0..24).map(|nth| spread(240.0 + f64::from(nth % 4) * 9.0, 12.0)).collect()),
            (Course::HoursOf(ActionKind::Call), (0..24).map(|nth| spread(40.0 - f64::from(nth), 3.0)).collect()),
        ]),
        splits: BTreeMap::new(),
        differences: BTreeMap::new(),
        goals: vec![GoalMet { met: 1, of: 3 }, GoalMet { met: 0, of: 0 }, GoalMet { met: 0, of: 0 }],
    }
}

fn comparison() -> Comparison {
    let window = Period { from: day("2024-01-01"), to: day("2025-12-31") };
    let mut current = scenario("huidig", "Current policy", window, (0.0142, 0.0146));
    let mut earlier = scenario("bellen10", "Call on <day 10> & visit", window, (0.0142, 0.0118));
    let mut third = scenario("kb1", "Credit bank at one month", window, (0.0142, 0.0139));
    for (scenario, scale) in [(&mut current, 1.0), (&mut earlier, 1.4), (&mut third, 1.02)] {
        scenario.figures.insert(Measure::Kpi(Kpi::Evictions), spread(4.0 / scale, 1.5));
        scenario.figures.insert(Measure::Kpi(Kpi::WriteOffs), spread(182_000.0 / scale, 20_000.0));
        scenario.figures.insert(Measure::Hours, spread(2_900.0 * scale, 90.0));
        for (kind, count) in [(ActionKind::Reminder, 7_420.0), (ActionKind::Call, 1_810.0), (ActionKind::Writ, 4.0)] {
            scenario.figures.insert(Measure::Actions(kind), spread(count * scale, count * 0.04));
        }
    }
    for (scenario, rate, verdict) in
        [(&mut earlier, -0.0014, Verdict::Lower), (&mut third, -0.0002, Verdict::CannotBeToldApart)]
    {
        let differs =
            |middle, half, verdict| Difference { spread: spread(middle, half), verdict, split: None, ground: None };
        scenario.differences.insert(Measure::Kpi(Kpi::ArrearsRateSitting), differs(rate, 0.0004, verdict));
        let evictions = differs(-0.3, 0.9, Verdict::CannotBeToldApart);
        scenario.differences.insert(Measure::Kpi(Kpi::Evictions), evictions);
        scenario.differences.insert(Measure::Hours, differs(rate * -600_000.0, 60.0, Verdict::Higher));
    }
    let limit = Number::parse("0.0135").unwrap();
    let share = Number::parse("0.9").unwrap();
    let goals = vec![
        Goal { kpi: Kpi::ArrearsRateSitting, bound: Bound::AtMost, value: limit, by: None },
        Goal { kpi: Kpi::DirectDebitShare, bound: Bound::AtLeast, value: share, by: None },
        Goal { kpi: Kpi::ArrearsRateSitting, bound: Bound::AtMost, value: limit, by: Some(day("2028-01-01")) },
    ];
    let dates = window.month_ends();
    Comparison {
        window,
        dates,
        forecast_from: None,
        chance: Chance::Households,
        replications: 3,
        scenarios: vec![current, earlier, third],
        goals,
    }
}

/// What the three scenarios come to on the books: the second reaches many, the third few.
fn books() -> Vec<OnTheBooks> {
    let affected = |counts: &[u64]| Affected {
        tenancies: counts.iter().sum(),
        first: (!counts.is_empty()).then(|| day("2024-01-08")),
        groups: vec![Group {
            by: Grouping::Segment,
            cells: (0..).zip(counts).map(|(nth, count)| (format!("segment {nth}"), *count)).collect(),
        }],
    };
    let books = |calls, writs, counts: &[u64]| {
        let mut books = OnTheBooks::nothing(1);
        books.tenancies = 900;
        books.count(ActionKind::Call, Counted { times: calls, tenancies: calls / 2 });
        books.count(ActionKind::HomeVisit, Counted { times: writs, tenancies: writs });
        books.minutes = i64::try_from(calls).unwrap() * 15;
        books.charged = Money::from_cents(123_400);
        books.charged_tenancies = 31;
        books.affected = affected(counts);
        books
    };
    vec![books(1_810, 4, &[]), books(2_534, 3, &[40, 15, 4, 20]), books(1_846, 6, &[2])]
}

/// The replays beside each other: only the work differs.
fn replays(comparison: &Comparison) -> Comparison {
    let mut exact = comparison.clone();
    (exact.chance, exact.replications) = (Chance::Nothing, 1);
    for scenario in &mut exact.scenarios {
        let hours = scenario.differences.remove(&Measure::Hours);
        scenario.differences.clear();
        if let Some(hours) = hours {
            let spread = Spread { mean: hours.spread.mean * 0.75, interval: None };
            scenario
                .differences
                .insert(Measure::Hours, Difference { spread, verdict: Verdict::Computed, split: None, ground: None });
        }
    }
    exact
}

/// The page of a comparison, in both its parts.
fn html(page: &Page<'_>) -> Result<String, ReportError> {
    let (exact, books) = (replays(page.comparison), books());
    huurproef::report::html(&Page { computed: Computed { comparison: &exact, books: &books }, ..page.clone() })
}

fn page(comparison: &Comparison, locale: Locale) -> Page<'_> {
    Page {
        locale,
        title: locale.pick("Calling earlier", "Eerder bellen"),
        comparison,
        computed: Computed { comparison, books: &[] },
        people: People::Synthetic,
        tenancies: 12_000,
        assumptions: vec![Assumption {
            name: "effect of a call".to_owned(),
            value: "0.40".to_owned(),
            interval: "0.20 – 0.60".to_owned(),
            label: Label::Assumed,
            source: "<b>nobody measured it</b>".to_owned(),
        }],
        rests_on: None,
        left_out: vec!["plans run as recorded".to_owned()],
        breaches: vec![BreachCount {
            scenario: "Current policy".to_owned(),
            layer: Layer::Law,
            guarantee: "plan first".to_owned(),
            basis: "art. 1".to_owned(),
            count: 4,
            runs: 1,
            on_the_books: 12,
        }],
        compared: vec!["Current policy, version 1.".to_owned()],
        past: vec!["It was off by 3 % before.".to_owned()],
        untold: vec!["the ledger has no column heirs".to_owned()],
        stopped: String::new(),
        receipt: vec!["huurproef 0.1.0".to_owned(), "seed 1".to_owned()],
    }
}

#[test]
fn the_page_has_every_section_in_both_languages() {
    let comparison = comparison();
    for (locale, answer) in [(Locale::En, "The answer"), (Locale::Nl, "Het antwoord")] {
        let page = html(&page(&comparison, locale)).unwrap();
        let sections = [
            "answer",
            "computed",
            "affected",
            "pictures",
            "differences",
            "targets",
            "guarantees",
            "assumptions",
            "receipt",
        ];
        for section in sections {
            assert!(page.contains(&format!("<section id=\"{section}\">")), "{section}");
        }
        assert!(page.contains(answer) && page.contains("seed 1"));
        assert_eq!(page.matches("<svg").count(), 6);
        assert!(!page.contains("<script") && !page.contains("http://localhost"), "the page stands alone");
    }
}

#[test]
fn the_answer_says_where_the_rate_lies_and_what_cannot_be_told_apart() {
    let page = html(&page(&comparison(), Locale::En)).unwrap().replace('\u{a0}', " ");
    for sentence in [
        "Sitting tenants owe 1.30 % (1.20 % … 1.40 %) of a year&#39;s rent on average: the target of 1.35 % lies within",
        "Lower than under Current policy, with too few runs to know what is luck: arrears rate, sitting tenants (HAP 2) \
         −0.14 pp (−0.18 pp … −0.10 pp; assumed).",
        "That target is met in 1 of 3 runs.",
        "hours of work a year +840 (+786 … +894; computed +630, assumed +210).",
        "Cannot be told apart from Current policy: evictions a year (−1.1 … +0.5).",
        "Guarantees kept: the law 0 of 1.",
        "One of the numbers behind it is assumed: this is a range and not a probability",
    ] {
        assert!(page.contains(sentence), "{sentence}\n{}", text_of(&page, "answer"));
    }
}

fn text_of<'a>(page: &'a str, section: &str) -> &'a str {
    let from = page.find(&format!("<section id=\"{section}\">")).unwrap();
    &page[from..from + page[from..].find("</section>").unwrap()]
}

#[test]
fn what_comes_in_as_text_is_escaped() {
    let page = html(&page(&comparison(), Locale::Nl)).unwrap();
    assert!(!page.contains("<b>nobody") && !page.contains("<day 10>"));
    assert!(page.contains("&#60;b&#62;nobody measured it"), "{}", text_of(&page, "assumptions"));
}

#[test]
fn invented_people_are_said_to_be_invented_and_real_ones_are_not() {
    let comparison = comparison();
    let invented = page(&comparison, Locale::En);
    let real = Page { people: People::Real, ..invented.clone() };
    assert!(html(&invented).unwrap().contains("Synthetic people"));
    assert!(!html(&real).unwrap().contains("Synthetic people"));
}

#[test]
fn few_stay_unnamed_and_what_is_not_defined_stays_empty() {
    let page = html(&page(&comparison(), Locale::En)).unwrap();
    let differences = text_of(&page, "differences");
    assert!(differences.contains("Fewer than 10 a year and therefore not shown: writ"), "{differences}");
    assert!(!differences.contains("<td>writ</td>"), "{differences}");
    assert!(text_of(&page, "guarantees").contains("fewer than 10"));
    let targets = text_of(&page, "targets");
    assert!(targets.contains("<td class=\"n\"></td>"), "a goal on an undefined figure: {targets}");
    assert!(targets.contains("not in this window"), "a goal after the window: {targets}");
    assert!(!targets.contains("0 of 0"), "{targets}");
}

#[test]
fn an_average_over_few_is_not_shared() {
    let mut few = comparison();
    let average = Measure::Kpi(Kpi::AverageArrearsDeparted);
    for (scenario, tenancies) in few.scenarios.iter_mut().zip([10.0, 30.0, 12.0]) {
        scenario.figures.insert(average, spread(300.0, 0.0));
        scenario.figures.insert(Measure::Kpi(Kpi::ArrearsDeparted), spread(300.0 * tenancies, 0.0));
        scenario.series.insert(Kpi::AverageArrearsDeparted, vec![Some(spread(300.0, 0.0)); 2]);
        let totals = vec![Some(spread(300.0 * tenancies, 0.0)), Some(spread(300.0 * 9.0, 0.0))];
        scenario.series.insert(Kpi::ArrearsDeparted, totals);
    }
    assert!(shown_measures(&few).contains(&average));
    let at = |date| shown_at(&few.scenarios[0], Kpi::AverageArrearsDeparted, date);
    assert!(at(0).is_some() && at(1).is_none() && at(2).is_none());
    assert!(shown_at(&few.scenarios[0], Kpi::ArrearsDeparted, 1).is_some(), "a total");
    few.scenarios[2].figures.insert(Measure::Kpi(Kpi::ArrearsDeparted), spread(300.0 * 9.0, 0.0));
    assert!(!shown_measures(&few).contains(&average));
    let page = html(&page(&few, Locale::En)).unwrap();
    assert!(!text_of(&page, "differences").contains("average arrears, departed"));
}

#[test]
fn guarantees_are_told_a_run_and_those_that_held_are_kept() {
    let comparison = comparison();
    let kept = |count| BreachCount {
        scenario: "Current policy".to_owned(),
        layer: Layer::Own,
        guarantee: "visit".to_owned(),
        basis: String::new(),
        count,
        runs: 1,
        on_the_books: count,
    };
    let mut some = page(&comparison, Locale::En);
    some.breaches.push(kept(0));
    let text = html(&some).unwrap();
    let guarantees = text_of(&text, "guarantees");
    assert!(guarantees.contains("12 times on the recorded books") && guarantees.contains(">kept<"), "{guarantees}");
    some.breaches = vec![kept(0)];
    let text = html(&some).unwrap();
    assert!(text_of(&text, "guarantees").contains("No guarantee was breached") && text.contains(">kept<"));
}

#[test]
fn what_the_model_leaves_out_is_no_number() {
    let text = html(&page(&comparison(), Locale::En)).unwrap();
    let assumptions = text_of(&text, "assumptions");
    assert!(assumptions.contains("<li>plans run as recorded</li>"), "{assumptions}");
    assert!(text_of(&text, "answer").contains("One of the numbers"));
    assert!(text_of(&text, "differences").contains("<td>telephone call (a year)</td>"));
}

#[test]
fn a_run_without_chance_speaks_of_none() {
    let mut exact = comparison();
    (exact.chance, exact.replications) = (Chance::Nothing, 1);
    for scenario in &mut exact.scenarios {
        scenario.figures.values_mut().for_each(|figure| figure.interval = None);
        for difference in scenario.differences.values_mut() {
            difference.spread.interval = None;
            difference.verdict = Verdict::Computed;
        }
    }
    let page = html(&page(&exact, Locale::En)).unwrap();
    assert!(text_of(&page, "answer").contains("Current policy, computed on the recorded payments: "));
    assert!(text_of(&page, "answer").contains("Payments are fixed as recorded"));
    assert!(text_of(&page, "targets").contains(">met</small>"), "{}", text_of(&page, "targets"));
    for text in [page, summary(&exact, Locale::En)] {
        assert!(text.contains("computed on the recorded payments"), "{text}");
        assert!(!text.contains("luck") && !text.contains("too few runs"), "{text}");
    }
}

#[test]
fn work_that_nobody_counted_is_not_called_zero() {
    let mut uncounted = comparison();
    for scenario in &mut uncounted.scenarios {
        scenario.figures.insert(Measure::Hours, spread(0.0, 0.0));
        scenario.differences.insert(
            Measure::Hours,
            Difference { spread: spread(0.0, 0.0), verdict: Verdict::Same, split: None, ground: None },
        );
    }
    assert!(summary(&comparison(), Locale::En).contains("hours of work"));
    assert!(!summary(&uncounted, Locale::En).contains("hours of work"));
    let page = html(&page(&uncounted, Locale::En)).unwrap().to_lowercase();
    assert!(!page.contains("hours of work a year"), "{}", text_of(&page, "answer"));
    assert!(text_of(&page, "differences").contains("hours of work and direct cost are not counted"));
}

#[test]
fn one_run_has_no_interval_anywhere() {
    let mut one = comparison();
    one.replications = 1;
    for scenario in &mut one.scenarios {
        let alone = |spread: &mut Spread| spread.interval = None;
        scenario.figures.values_mut().for_each(alone);
        scenario.series.values_mut().flatten().flatten().for_each(alone);
        for difference in scenario.differences.values_mut() {
            difference.spread.interval = None;
            difference.verdict = Verdict::TooFewRuns;
        }
    }
    let page = html(&page(&one, Locale::En)).unwrap();
    assert!(text_of(&page, "answer").contains("too few runs to know what is luck: "));
    assert!(page.contains("This is one run") && !page.contains('…'), "{}", text_of(&page, "answer"));
    assert!(!summary(&one, Locale::En).contains('…'));
}

#[test]
fn the_table_in_the_terminal_is_as_it_was() {
    for (locale, file) in [(Locale::En, "summary.en.txt"), (Locale::Nl, "summary.nl.txt")] {
        let path = format!("tests/golden/report/{file}");
        let text = summary(&comparison(), locale);
        if std::env::var_os("BLESS").is_some() {
            fs::create_dir_all("tests/golden/report").unwrap();
            fs::write(&path, &text).unwrap();
        }
        assert_eq!(text, fs::read_to_string(&path).unwrap_or_default(), "{path}: accept with BLESS=1");
    }
}

#[test]
fn a_picture_is_the_same_every_time_and_names_its_target() {
    let folder = tempfile::tempdir().unwrap();
    let (comparison, path) = (comparison(), folder.path().join("chart.png"));
    for picture in pictures(&comparison, Locale::Nl) {
        assert_eq!(picture.scene.svg(), picture.scene.svg(), "{}", picture.name);
        if !["arrears-rate", "workload"].contains(&picture.name) {
            continue;
        }
        picture.scene.write_png(&path).unwrap();
        let first = fs::read(&path).unwrap();
        picture.scene.write_png(&path).unwrap();
        assert!(first.starts_with(b"\x89PNG") && first == fs::read(&path).unwrap(), "{}", picture.name);
    }
    let rate = pictures(&comparison, Locale::Nl).remove(0);
    assert!(rate.scene.svg().unwrap().contains("doel 1,35 %"));
}

#[test]
fn a_target_far_away_is_named_and_does_not_flatten_the_curves() {
    let mut far = comparison();
    far.goals[0].value = Number::parse("0.5").unwrap();
    let drawn = pictures(&far, Locale::En).remove(0);
    assert!(drawn.title.contains("target 50 %: beyond this picture"), "{}", drawn.title);
    let near = pictures(&comparison(), Locale::En).remove(0);
    assert!(!near.title.contains("beyond"), "{}", near.title);
}

#[test]
fn a_date_without_a_figure_leaves_the_curve_out_and_not_at_zero() {
    let mut gaps = comparison();
    for scenario in &mut gaps.scenarios {
        scenario.series.values_mut().for_each(|series| series.fill(None));
    }
    let names: Vec<&str> = pictures(&gaps, Locale::En).iter().map(|picture| picture.name).collect();
    assert_eq!(names, ["evictions", "write-offs", "workload", "action-counts"]);
}

#[test]
fn what_is_computed_stands_before_what_is_assumed_and_has_no_range() {
    let page = html(&page(&comparison(), Locale::En)).unwrap();
    let answer = text_of(&page, "answer");
    let (computed, assumed) = answer.split_once("If these assumptions hold").unwrap();
    for sentence in [
        "79 tenancies are treated differently than under Current policy, the first from 8 January 2024 on.",
        "telephone call 2,534 instead of 1,810",
        "It takes 634 hours of work (+181) on the recorded books",
    ] {
        assert!(computed.contains(sentence), "{sentence}\n{computed}");
    }
    assert!(!computed.contains('…') && assumed.contains('…'), "{computed}");
    let table = text_of(&page, "computed");
    assert!(table.contains("2,534 (1,267)") && table.contains("€ 1,234 (31)"), "{table}");
    assert!(table.contains("therefore not shown: home visit") && !table.contains("<td>home visit"), "{table}");
}

#[test]
fn who_is_affected_names_no_part_of_few_nor_what_gives_it_away() {
    let page = html(&page(&comparison(), Locale::En)).unwrap();
    let affected = text_of(&page, "affected");
    assert!(affected.contains("<td>segment 0</td><td class=\"n\">40</td>"), "{affected}");
    assert!(affected.contains("others together</td><td class=\"n\">19</td>"), "{affected}");
    assert!(!affected.contains(">15<") && !affected.contains(">4<") && !affected.contains(">2<"), "{affected}");
}

#[test]
fn a_breach_of_the_law_stands_above_the_answer() {
    let page = html(&page(&comparison(), Locale::Nl)).unwrap();
    let answer = text_of(&page, "answer");
    let alarm = "Current policy overtreedt de wet: “plan first” (art. 1), minder dan 10 keer per run, 12 keer op de \
                 vastgelegde boeken.";
    assert!(answer.find(alarm).unwrap() < answer.find("Berekend").unwrap(), "{answer}");
    assert!(text_of(&page, "guarantees").contains("<td>de wet</td>"));
}

#[test]
fn the_terminal_says_what_is_computed() {
    let (comparison, books) = (comparison(), books());
    let exact = replays(&comparison);
    let told = computed_lines(Computed { comparison: &exact, books: &books }, Locale::Nl);
    assert!(told.starts_with("berekend op de vastgelegde boeken, zonder aannames:\n"), "{told}");
    assert!(told.contains("Call on <day 10> & visit\n  79 huurovereenkomsten worden anders behandeld"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
}

#[test]
fn an_end_on_the_other_side_of_the_target_is_told() {
    let mut crossing = comparison();
    let rate = Measure::Kpi(Kpi::ArrearsRateSitting);
    for (scenario, whole, last) in [(0, 0.0120, 0.0150), (1, 0.0142, 0.0118), (2, 0.0142, 0.0139)] {
        crossing.scenarios[scenario].figures.insert(rate, spread(whole, 0.0002));
        *crossing.scenarios[scenario].series.get_mut(&Kpi::ArrearsRateSitting).unwrap().last_mut().unwrap() =
            Some(spread(last, 0.0002));
    }
    let text = html(&page(&crossing, Locale::Nl)).unwrap().replace('\u{a0}', " ");
    let answer = text_of(&text, "answer");
    for told in ["venster 1,50 %: boven het doel.", "venster 1,18 %: onder het doel."] {
        assert!(answer.contains(&format!("Aan het einde van het {told}")), "{answer}");
    }
    assert_eq!(answer.matches("einde van het venster").count(), 2, "{answer}");
    let english = html(&page(&crossing, Locale::En)).unwrap().replace('\u{a0}', " ");
    assert!(english.contains("At the end of the window 1.50 %: above the target."));
}

#[test]
fn the_level_in_the_books_themselves_stands_beside_the_modelled_one() {
    let comparison = comparison();
    let mut exact = replays(&comparison);
    let recorded = Spread { mean: 0.0097, interval: None };
    exact.scenarios[0].figures.insert(Measure::Kpi(Kpi::ArrearsRateSitting), recorded);
    let told = |comparison: &Comparison, locale| {
        let computed = Computed { comparison: &exact, books: &books() };
        huurproef::report::html(&Page { computed, ..page(comparison, locale) }).unwrap().replace('\u{a0}', " ")
    };
    let line = "<li>In de boeken zelf, over hetzelfde venster: 0,97 %; het verschil met het model is aanname.</li>";
    let dutch = told(&comparison, Locale::Nl);
    assert_eq!(dutch.matches(line).count(), 1, "{dutch}");
    assert!(dutch.find(line).unwrap() > dutch.find("Als deze aannames kloppen").unwrap());
    assert!(told(&comparison, Locale::En).contains("0.97 %; the difference with the model is assumed."));
    let delays = Comparison { chance: Chance::Delays, ..comparison };
    assert!(!told(&delays, Locale::Nl).contains("In de boeken zelf"));
}

#[test]
fn the_narrowest_of_number_average_and_rate_is_named() {
    let mut three = comparison();
    let goal = |kpi, value: &str| Goal { kpi, bound: Bound::AtMost, value: Number::parse(value).unwrap(), by: None };
    three.goals = vec![
        goal(Kpi::TenantsInArrears, "1000"),
        goal(Kpi::AverageArrearsSitting, "1200"),
        goal(Kpi::ArrearsRateSitting, "0.0135"),
    ];
    three.scenarios[0].figures.insert(Measure::Kpi(Kpi::Invoiced12m), spread(67_000_000.0, 0.0));
    let text = html(&page(&three, Locale::En)).unwrap();
    let targets = text_of(&text, "targets");
    for told in ["is € 904,500", "would owe € 1,200,000", "The rate binds", "€ 904 on average", "there may be 753"]
    {
        assert!(targets.contains(told) || told == "€ 904 on average", "{told}\n{targets}");
    }
    let few = html(&Page { tenancies: 1_000, ..page(&three, Locale::Nl) }).unwrap();
    let targets = text_of(&few, "targets");
    assert_eq!(targets.matches("zegt niets op 1.000 huurovereenkomsten").count(), 3, "one a scenario: {targets}");
    assert!(
        !targets.contains("in 1 van 3 runs") && !targets.contains("knelt") && !targets.contains("knellen"),
        "{targets}"
    );
}

#[test]
fn evictions_too_rare_to_compare_are_said_to_be_and_not_called_the_same() {
    let mut rare = comparison();
    let evictions = Measure::Kpi(Kpi::Evictions);
    for (scenario, mean) in rare.scenarios.iter_mut().zip([0.0, 0.2, 0.0]) {
        scenario.figures.insert(evictions, spread(mean, mean));
    }
    rare.scenarios[2]
        .differences
        .insert(evictions, Difference { spread: spread(0.0, 0.0), verdict: Verdict::Same, split: None, ground: None });
    let text = html(&page(&rare, Locale::En)).unwrap();
    let answer = text_of(&text, "answer");
    assert!(answer.contains("Evictions are too rare in these books") && answer.contains("0.2 a year"), "{answer}");
    assert!(answer.contains("too rare to tell") && !answer.contains("evictions a year ("), "{answer}");
    assert!(pictures(&rare, Locale::En).iter().all(|picture| picture.name != "evictions"));
    assert!(summary(&rare, Locale::En).contains("too rare to tell"));
    rare.scenarios[1].differences.insert(
        evictions,
        Difference { spread: spread(0.2, 0.1), verdict: Verdict::Higher, split: None, ground: None },
    );
    assert!(!html(&page(&rare, Locale::En)).unwrap().contains("too rare"), "they are told apart all the same");
}

#[test]
fn a_breach_is_counted_over_all_runs_and_told_with_what_it_rests_on() {
    let breach = |count, on_the_books| BreachCount {
        scenario: "A".to_owned(),
        layer: Layer::Own,
        guarantee: "visit first".to_owned(),
        basis: "Policy 2".to_owned(),
        count,
        runs: 20,
        on_the_books,
    };
    let told = breach_lines(&[breach(3, 0), BreachCount { layer: Layer::Law, ..breach(0, 0) }], Locale::En);
    let first = "A: BREACHED guarantee \u{201c}visit first\u{201d} (own policy, Policy 2): 3 times in 20 runs\n";
    assert_eq!(told, format!("{first}A: guarantees kept: the law 1 of 1, own policy 0 of 1\n"));
    let comparison = comparison();
    for (count, said) in [(3, "less than once a run"), (100, "fewer than 10 times a run"), (400, "20 times a run")] {
        let text = html(&Page { breaches: vec![breach(count, 0)], ..page(&comparison, Locale::En) }).unwrap();
        let alarm = format!("A breaks its own guarantees: “visit first” (Policy 2), {said}.");
        assert!(text_of(&text, "answer").contains(&alarm), "{said}");
    }
}

#[test]
fn a_page_says_what_is_compared_and_what_the_books_do_not_tell() {
    let comparison = comparison();
    let text = html(&page(&comparison, Locale::En)).unwrap();
    assert!(text.find("Current policy, version 1.").unwrap() < text.find("<section id=\"answer\">").unwrap());
    assert!(text_of(&text, "assumptions").contains("<li>the ledger has no column heirs</li>"));
    let real = Page { people: People::Real, ..page(&comparison, Locale::En) };
    let noted = |page: &Page<'_>| pictures_of(page)[0].scene.svg().unwrap().contains("synthetic people");
    assert!(noted(&page(&comparison, Locale::En)) && !noted(&real));
}

#[test]
fn a_forecast_says_so_and_no_part_of_it_is_told_as_computed() {
    let comparison = comparison();
    let exact = replays(&comparison);
    let ahead = Comparison { forecast_from: Some(day("2024-07-01")), ..comparison.clone() };
    let told = |comparison: &Comparison, locale| {
        let computed = Computed { comparison: &exact, books: &books() };
        huurproef::report::html(&Page { computed, ..page(comparison, locale) }).unwrap().replace('\u{a0}', " ")
    };
    let (within, beyond) = (told(&comparison, Locale::En), told(&ahead, Locale::En));
    assert!(within.contains("; computed +") && !within.contains("this is a forecast"));
    assert!(!beyond.contains("; computed +") && !beyond.contains("In the books themselves"));
    assert!(beyond.contains("From 1 July 2024 on this is a forecast"));
    assert!(beyond.contains("forecast →") && !within.contains("forecast →"));
    assert!(told(&ahead, Locale::Nl).contains("Vanaf 1 juli 2024 is dit een vooruitblik"));
}

#[test]
fn beside_a_difference_stands_on_what_it_rests_and_beside_one_not_told_apart_nothing() {
    let mut comparison = comparison();
    let part = Part { share: 0.35, low: 0.25, high: 0.45 };
    for scenario in &mut comparison.scenarios {
        for difference in scenario.differences.values_mut().filter(|difference| difference.verdict == Verdict::Lower) {
            difference.ground = Some(Ground { resting: Resting::Assumed(part), is_beyond: true });
        }
    }
    let label = "voor ongeveer een derde op aannames; deels voorbij de boeken";
    let text = summary(&comparison, Locale::Nl);
    assert!(text.lines().any(|line| line.contains("−0,14 pp") && line.ends_with(label)), "{text}");
    assert!(text.lines().filter(|line| line.contains("niet te onderscheiden")).all(|line| !line.contains("aannames")));
    let rests_on = Some(RestsOn { effects: 3, others: 5, replications: 10 });
    let page = html(&Page { rests_on, ..page(&comparison, Locale::Nl) }).unwrap();
    assert!(page.contains(label) && page.contains("(3 getallen)") && page.contains("10 runs nog eens"), "{page}");
}
