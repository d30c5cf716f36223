//! What fit tells and leaves on disk.

use super::Desk;
use super::done;
use super::json;
use super::refused;
use std::collections::BTreeSet;
use std::fs;

/// A small ledger of people who do not exist.
fn books(desk: &Desk) -> String {
    let books = desk.name("books");
    done(&["synth", "--tenancies", "60", "--months", "14", "--seed", "3", "--out", &books, "--quiet"]);
    books
}

#[test]
fn a_fit_leaves_only_what_may_be_shared_and_the_same_whatever_the_threads() {
    let desk = Desk::new();
    let books = books(&desk);
    let out = |name: &str, threads: &str| {
        let told = done(&["fit", &books, "--quiet", "--lang", "en", "--threads", threads, "--out", &desk.name(name)]);
        assert!(told.starts_with("These books tell ") && told.contains("Not told by these books"), "{told}");
        assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
        desk.files(name)
    };
    let files = out("one", "1");
    assert_eq!(files, out("two", "2"));
    let names: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let fixed = ["share/behaviour.yaml", "share/fit.html", "share/run.json", "share/charts/effects.svg"];
    assert!(names.is_superset(&BTreeSet::from(fixed)) && names.contains("share/charts/calibration.png"), "{names:?}");
    assert!(names.iter().all(|name| name.starts_with("share/")), "{names:?}");
    let here = fs::canonicalize(".").unwrap().display().to_string();
    for (name, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(&here) && !text.contains("H0000"), "{name}");
    }
    let text = |wanted: &str| {
        let (_, bytes) = files.iter().find(|(name, _)| name == wanted).unwrap();
        String::from_utf8(bytes.clone()).unwrap()
    };
    let page = text("share/fit.html");
    assert!(page.contains("The answer") && page.contains("<svg") && !page.contains("<script"), "{page}");
    let receipt = json(&text("share/run.json"));
    assert!(
        receipt["inputs"]
            .as_array()
            .unwrap()
            .iter()
            .any(|input| input["file"].as_str().unwrap().ends_with("entries.parquet")),
        "{receipt}"
    );
}

#[test]
fn what_is_fitted_is_a_behaviour_that_a_scenario_can_name() {
    let desk = Desk::new();
    let books = books(&desk);
    let told = json(&done(&["fit", &books, "--quiet", "--format", "json", "--out", &desk.name("found")]));
    let numbers = told["numbers"].as_array().unwrap();
    assert!(numbers.iter().any(|number| number["label"] == "fitted"), "{told}");
    assert!(numbers.iter().any(|number| number["not_fitted"].is_string()), "{told}");
    let again = desk.path("found/share/behaviour.yaml").display().to_string();
    done(&["fit", &books, "--quiet", "--prior", &again]);
}

#[test]
fn books_of_those_who_stayed_are_fitted_with_a_caution() {
    let desk = Desk::new();
    let (usual, stayed) = (books(&desk), desk.name("stayed"));
    // In these nobody leaves.
    done(&["synth", "--tenancies", "25", "--months", "10", "--seed", "2", "--out", &stayed, "--quiet"]);
    let with = ["fit", &stayed, "--quiet", "--lang", "en"];
    let caution = "No tenancy ended up to ";
    assert!(done(&[&with[..], &["--out", &desk.name("found")]].concat()).contains(caution));
    let page = fs::read_to_string(desk.path("found/share/fit.html")).unwrap();
    assert!(page.contains("<p class=\"alarm\">No tenancy ended up to"), "{page}");
    let told = json(&done(&[&with[..], &["--format", "json"]].concat()));
    assert_eq!(told["cautions"][0], "nobody_left", "{told}");
    assert!(!done(&["fit", &usual, "--quiet", "--lang", "en"]).contains(caution));
}

#[test]
fn books_in_which_nothing_was_late_are_refused() {
    let desk = Desk::new();
    fs::create_dir(desk.path("calm")).unwrap();
    let tenancy = "A,P1,U1,dwelling,C1,Rijswijk,2023-06-01,,,direct_debit\n";
    let headings =
        "tenancy_id,tenant_id,unit_id,kind,complex,municipality,start_date,end_date,end_reason,payment_method\n";
    desk.write("calm/tenancies.csv", &format!("{headings}{tenancy}"));
    let entries =
        "E1,A,2024-01-01,charge,rent,600.00,2024-01-01,,\nE2,A,2024-01-01,payment,rent,600.00,,direct_debit,E1\n";
    let headings = "entry_id,tenancy_id,date,kind,category,amount,due_date,method,refers_to\n";
    desk.write("calm/entries.csv", &format!("{headings}{entries}"));
    let told = refused(&["fit", &desk.name("calm"), "--lang", "en"]);
    assert!(told.contains("nothing in these books was ever overdue"), "{told}");
}

#[test]
fn the_thresholds_of_the_policy_that_was_in_force_are_told_or_not_with_the_reason() {
    let desk = Desk::new();
    let books = books(&desk);
    desk.write(
        "in-force.beleid",
        "policy \"In force\" version \"1\"\n\
         setting from_amount = \u{20ac} 100 between \u{20ac} 50 and \u{20ac} 500\n\
         rule remind \"Remind\" when days_overdue >= 7 do reminder once per episode\n\
         rule call \"Call\" when arrears >= from_amount and days_overdue >= 14 do call once per episode\n",
    );
    let policy = desk.name("in-force.beleid");
    let with = ["fit", &books, "--quiet", "--policy", &policy, "--set", "from_amount=120"];
    let told = json(&done(&[&with[..], &["--format", "json", "--out", &desk.name("found")]].concat()));
    let each = told["thresholds"]["each"].as_array().unwrap();
    assert_eq!(each.len(), 1, "{told}");
    assert_eq!((each[0]["rule"].as_str(), each[0]["value"].as_str()), (Some("Call"), Some("120.00")), "{told}");
    assert!(each[0]["told"].is_null() && each[0]["not_told"].as_str().unwrap().starts_with("Too few"), "{told}");
    assert_eq!(told["thresholds"]["days_or_whole_months"][0], "Remind", "{told}");
    assert!(told["second_look"].as_array().unwrap().iter().any(|of| of["action"] == "reminder"), "{told}");
    let page = String::from_utf8(desk.files("found").into_iter().find(|(name, _)| name == "share/fit.html").unwrap().1);
    assert!(page.unwrap().contains("At the thresholds of In force"));
    let receipt = fs::read_to_string(desk.path("found/share/run.json")).unwrap();
    assert!(receipt.contains("in-force.beleid") && receipt.contains("from_amount=120"), "{receipt}");
    done(&[&with[..], &["--lang", "nl", "--out", &desk.name("gevonden")]].concat());
    let page = fs::read_to_string(desk.path("gevonden/share/fit.html")).unwrap();
    assert!(page.contains("geschat uit de boeken: ") && !page.contains("fitted to the ledger"), "the page is in Dutch");
    let told = refused(&["fit", &books, "--policy", &policy, "--set", "from_amount=5"]);
    assert!(told.contains("from_amount"), "{told}");
}
