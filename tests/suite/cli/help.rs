//! What the program says of itself: every command shows an example, and the example works from the folder of the project.

use super::Desk;
use super::done;
use super::huurproef;

/// The commands that the program lists.
fn commands() -> Vec<String> {
    let help = done(&["--help"]);
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let (list, _) = list.split_once("\n\n").unwrap();
    let is_named = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    let named = list.lines().filter(is_named).filter_map(|line| line.split_whitespace().next());
    named.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// The words of the example below the help of a command, without the program's name.
fn example(command: &str) -> Vec<String> {
    let help = done(&[command, "-h"]);
    assert!(help.contains("Example:\n"), "`{command}` has no example\n{help}");
    let (_, below) = help.split_once("Example:\n").unwrap();
    let whole = below.replace("\\\n", " ");
    let line = whole.lines().next().unwrap();
    let mut words = line.split_whitespace().map(str::to_owned);
    assert_eq!(words.next().as_deref(), Some("huurproef"), "{line}");
    words.collect()
}

#[test]
fn every_command_shows_an_example_that_works() {
    let commands = commands();
    assert!(commands.len() > 9, "{commands:?}");
    // An editor speaks with `lsp`, and a test of its own does.
    for command in commands.into_iter().filter(|command| command != "lsp") {
        let desk = Desk::new();
        let mut words = example(&command);
        assert_eq!(words.first(), Some(&command));
        if let Some(place) = words.iter().position(|word| word == "--out") {
            words[place + 1] = desk.name("out");
        }
        if ["simulate", "compare", "attribute"].contains(&command.as_str()) {
            words.extend(["--replications", "1"].map(str::to_owned));
        }
        if command == "tune" {
            // A few combinations are enough to see that it works.
            let last = words.iter().position(|word| word == "bel_dag").unwrap();
            words[last] = "bel_dag=10,20".to_owned();
            words.extend(["--replications", "1"].map(str::to_owned));
        }
        if command == "backtest" {
            words.extend(["--replications", "2"].map(str::to_owned));
        }
        // A thousand homes are a minute's work for a program that was built to be tested.
        words.iter_mut().filter(|word| *word == "1000").for_each(|word| *word = "20".to_owned());
        let ended = huurproef(&words);
        assert!(ended.code < 2, "{words:?}\n{}", ended.err);
        assert!(!ended.out.is_empty() || desk.path("out").exists(), "{words:?}");
    }
}
