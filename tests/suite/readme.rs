//! What the README shows is what the program prints.

use std::collections::BTreeSet;
use std::fs;
use tempfile::TempDir;

/// A command with the lines that stand below it.
struct Shown {
    arguments: Vec<String>,
    lines: Vec<String>,
}

/// The commands of a page that it shows output of: the lines of their block below them.
fn shown(page: &str) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    let mut is_open = false;
    for line in page.replace(" \\\n       ", "").lines() {
        let Some(line) = line.strip_prefix("    ").or_else(|| line.is_empty().then_some("")) else {
            is_open = false;
            continue;
        };
        if let Some(command) = line.strip_prefix("$ huurproef ") {
            let arguments = command.split_whitespace().map(str::to_owned).collect();
            all.push(Shown { arguments, lines: Vec::new() });
            is_open = true;
        } else if is_open && !line.is_empty() {
            all.last_mut().into_iter().for_each(|shown| shown.lines.push(line.trim_end().to_owned()));
        }
    }
    all.retain(|shown| !shown.lines.is_empty());
    all
}

/// Runs a command with what it writes elsewhere, and returns what it prints.
fn printed(arguments: &[String], elsewhere: &TempDir) -> String {
    let moved = elsewhere.path().join("out").display().to_string();
    let mut own = arguments.to_vec();
    let out = own.iter_mut().skip_while(|word| *word != "--out").nth(1);
    let named = out.map(|out| std::mem::replace(out, moved.clone()));
    let ran = assert_cmd::Command::new(env!("CARGO_BIN_EXE_huurproef"))
        .args(&own)
        .env("HUURPROEF_LANG", "en")
        .output()
        .unwrap();
    // Findings are an answer too.
    assert!(ran.status.code().is_some_and(|code| code < 2), "{own:?}: {}", String::from_utf8_lossy(&ran.stderr));
    let text = String::from_utf8(ran.stdout).unwrap();
    named.map_or(text.clone(), |named| text.replace(&moved, &named))
}

/// Whether a line stands in what was printed; `…` at its end stands for the rest of it.
fn stands_in(line: &str, printed: &BTreeSet<&str>) -> bool {
    match line.strip_suffix('…').map(str::trim_end) {
        Some(start) => printed.iter().any(|printed| printed.starts_with(start)),
        None => printed.contains(line),
    }
}

fn prints_what_it_shows(page: &str, fewest: usize) {
    let shown = shown(&fs::read_to_string(page).unwrap());
    assert!(shown.len() >= fewest, "{page}: {}", shown.len());
    for Shown { arguments, lines } in shown {
        let out = printed(&arguments, &TempDir::new().unwrap());
        let printed: BTreeSet<&str> = out.lines().map(str::trim_end).collect();
        for line in &lines {
            assert!(stands_in(line, &printed), "{page}: {arguments:?} does not print\n{line}\nbut\n{out}");
        }
    }
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    prints_what_it_shows("README.md", 13);
}

#[test]
fn the_pages_on_attribution_and_backtests_show_what_the_program_prints() {
    prints_what_it_shows("docs/attribution.md", 1);
    prints_what_it_shows("docs/backtest.md", 1);
}
