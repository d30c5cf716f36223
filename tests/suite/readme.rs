//! What the README shows is what the program prints.

use std::collections::BTreeSet;
use std::fs;
use tempfile::TempDir;

/// A command with the lines that stand below it.
struct Shown {
    arguments: Vec<String>,
    lines: Vec<String>,
}

/// The commands of a page that it shows output of, and after the first command what the terminal says of it elsewhere.
fn shown(page: &str) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    let text = page.replace(" \\\n       ", "");
    for line in text.lines() {
        let Some(line) = line.strip_prefix("    ") else { continue };
        let command = line.strip_prefix("$ huurproef ").or_else(|| line.strip_prefix("cargo run --release -- "));
        match command {
            Some(command) => {
                let arguments = command.split_whitespace().map(str::to_owned).collect();
                all.push(Shown { arguments, lines: Vec::new() });
            }
            None if line.starts_with("cargo ") => {}
            None => all.last_mut().into_iter().for_each(|shown| shown.lines.push(line.trim_end().to_owned())),
        }
    }
    all.retain(|shown| !shown.lines.is_empty());
    all
}

/// Runs a command with what it writes elsewhere, and returns what it prints.
fn printed(arguments: &[String], elsewhere: &TempDir) -> String {
    let moved = elsewhere.path().join("out").display().to_string();
    let mut own = arguments.to_vec();
    let out = own.iter().position(|word| word == "--out").map(|at| at + 1);
    let named = out.map(|at| std::mem::replace(&mut own[at], moved.clone()));
    let ran = assert_cmd::Command::new(env!("CARGO_BIN_EXE_huurproef"))
        .args(&own)
        .env("HUURPROEF_LANG", "en")
        .output()
        .unwrap();
    assert!(ran.status.success(), "{own:?}: {}", String::from_utf8_lossy(&ran.stderr));
    let text = String::from_utf8(ran.stdout).unwrap();
    named.map_or(text.clone(), |named| text.replace(&moved, &named))
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let readme = fs::read_to_string("README.md").unwrap();
    let shown = shown(&readme);
    assert!(shown.len() > 10, "{}", shown.len());
    for Shown { arguments, lines } in shown {
        let out = printed(&arguments, &TempDir::new().unwrap());
        let printed: BTreeSet<&str> = out.lines().map(str::trim_end).collect();
        for line in lines.iter().filter(|line| !line.is_empty() && *line != "…") {
            let shortened = line.strip_suffix('…').map(str::trim_end);
            let is_there = match shortened {
                Some(start) => printed.iter().any(|printed| printed.starts_with(start)),
                None => printed.contains(line.as_str()),
            };
            assert!(is_there, "{arguments:?} does not print\n{line}\nbut\n{out}");
        }
    }
}
