//! On what a difference rests: everything, nothing or a part of it on what is merely assumed.

use super::Desk;
use super::done;
use super::json;
use std::fs;

const CALL: &str = "effect: {value: 0.7, low: 0.2, high: 1.3, label: assumed";

/// A policy that calls so many days after a claim is due, and does nothing else.
fn calling(desk: &Desk, name: &str, day: u32) -> String {
    let text = format!(
        "policy \"{name}\" version \"1\"\nsource book \"A book\"\n\
         action chat \"A call\" is call by phone costs € 1 takes 15 minutes\n\
         rule ring \"Call\" when days_overdue >= {day} do chat once per episode cite book \"1\"\n"
    );
    desk.write(&format!("{name}.beleid"), &text)
}

/// A run in which a call does much and every number has the same label: one policy calls soon, the other hardly ever.
fn compared(desk: &Desk, label: &str, more: &[&str]) -> (String, Vec<(String, Vec<u8>)>) {
    let name = format!("run{}", more.concat());
    let behaviour = fs::read_to_string("scenarios/behaviours/default.yaml").unwrap();
    assert!(behaviour.contains(CALL));
    let behaviour = behaviour.replace(CALL, "effect: {value: 6.0, low: 5.0, high: 7.0, label: assumed");
    let other = |text: String, old: &str| text.replace(&format!("label: {old}"), &format!("label: {label}"));
    let behaviour = desk.write("b.yaml", &other(other(behaviour, "literature"), "assumed"));
    let (quiet, loud) = (calling(desk, "Quiet", 200), calling(desk, "Loud", 2));
    let own = [("quiet", quiet.as_str()), ("loud", loud.as_str())];
    let scenario = fs::read_to_string(desk.scenario("s.yaml", &own, "replications: 8\n")).unwrap();
    let default = fs::canonicalize("scenarios/behaviours/default.yaml").unwrap().display().to_string();
    let scenario = desk.write("s.yaml", &scenario.replace(&default, &behaviour));
    let out = desk.name(&name);
    let told = done(&[&["compare", &scenario, "--quiet", "--out", &out], more].concat());
    (told.replace(&out, ""), desk.files(&name))
}

fn text_of<'a>(files: &'a [(String, Vec<u8>)], name: &str) -> &'a str {
    let (_, bytes) = files.iter().find(|(own, _)| own == name).unwrap();
    std::str::from_utf8(bytes).unwrap()
}

/// A cell of the differences, by figure and column.
fn cell<'a>(files: &'a [(String, Vec<u8>)], kpi: &str, column: &str) -> &'a str {
    let mut rows = text_of(files, "share/differences.csv").lines().map(|row| row.split(',').collect::<Vec<&str>>());
    let head = rows.next().unwrap();
    let at = |row: &[&'a str], name: &str| head.iter().zip(row).find(|(own, _)| **own == name).map(|(_, cell)| *cell);
    let row = rows.find(|row| at(row, "scenario") == Some("loud") && at(row, "kpi") == Some(kpi)).unwrap();
    at(&row, column).unwrap()
}

#[test]
fn where_all_that_acts_do_is_assumed_all_of_the_difference_rests_on_it() {
    let desk = Desk::new();
    let (told, files) = compared(&desk, "assumed", &["--threads=1"]);
    assert_eq!(cell(&files, "tenants_in_arrears", "evidence"), "share_assumed", "{told}");
    let share: f64 = cell(&files, "tenants_in_arrears", "share_assumed").parse().unwrap();
    assert!(share > 0.95, "{share}");
    assert!(told.contains("all on assumptions") && told.contains("6 runs again, with the same luck"), "{told}");
    let page = text_of(&files, "share/report.html");
    assert!(page.contains("all on assumptions</small>") && page.contains("6 runs again"), "{page}");
    let receipt = json(text_of(&files, "share/run.json"));
    assert_eq!(receipt["assumed"]["replications_without_effects"], 6);
    let named = |list: &str, name: &str| receipt["assumed"][list].as_array().unwrap().iter().any(|own| own == name);
    assert!(named("effects", "contact.call.effect") && named("others", "contact.call.half_life_days"), "{receipt}");
    assert!(!named("effects", "contact.writ.effect") && !named("effects", "reached.call"), "{receipt}");
    // Work is what the policy asks for, whatever it does to people.
    let share: f64 = cell(&files, "hours_of_work", "share_assumed").parse().unwrap();
    assert!(share < 0.05, "{share}");
    let (_, again) = compared(&desk, "assumed", &["--threads=2"]);
    assert!(files == again, "the number of threads changes what is told");
}

#[test]
fn where_all_is_fitted_nothing_is_run_again_and_every_difference_is_called_so() {
    let desk = Desk::new();
    let (told, files) = compared(&desk, "fitted", &[]);
    assert_eq!(cell(&files, "tenants_in_arrears", "evidence"), "fitted", "{told}");
    assert_eq!(cell(&files, "tenants_in_arrears", "share_assumed"), "");
    assert!(told.contains("fitted to these books") && !told.contains("runs again"), "{told}");
    assert_eq!(json(text_of(&files, "share/run.json"))["assumed"]["replications_without_effects"], 0);
}

#[test]
fn where_no_effect_is_assumed_but_published_it_rests_on_no_assumption() {
    let desk = Desk::new();
    let (told, files) = compared(&desk, "literature", &[]);
    assert_eq!(cell(&files, "tenants_in_arrears", "evidence"), "no_assumed_effect", "{told}");
    assert!(told.contains("on no assumed effect") && !told.contains("runs again"), "{told}");
}
