//! Several scenarios as one: the same books, days, luck and assumptions, and the policies of all.
//!
//! Always: whatever policies are compared on is the same for each of them, or the comparison is refused.

use crate::cli::Refusal;
use crate::locale::Phrase;
use crate::scenario::PolicyChoice;
use crate::scenario::ResponseKind;
use crate::scenario::Scenario;
use serde::Serialize;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// A scenario with the place from which its paths are written.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) scenario: Scenario,
    /// The file of the scenario.
    path: PathBuf,
    /// The folder of the scenario.
    pub(super) folder: PathBuf,
    /// The files of its policies and their versions, in their order.
    pub(super) policy_files: Vec<Vec<PathBuf>>,
}

impl Placed {
    pub(super) fn new(scenario: Scenario, path: &Path) -> Placed {
        let folder = path.parent().unwrap_or(Path::new(".")).to_owned();
        let of = |choice: &PolicyChoice| choice.files().iter().map(|(_, file)| folder.join(file)).collect();
        let policy_files = scenario.policies.iter().map(of).collect();
        Placed { scenario, path: path.to_owned(), folder, policy_files }
    }

    /// Everything that the scenario names must be there.
    ///
    /// # Errors
    /// A [`Refusal`] that says by which key of which scenario the first that is not there is named.
    pub(super) fn check_there(&self) -> Result<(), Refusal> {
        let Scenario { ledger, behaviour, backtest, response, .. } = &self.scenario;
        let behaviour = behaviour.as_ref().filter(|_| *response == ResponseKind::Modelled);
        let policies = self.policy_files.iter().flatten().map(|file| ("file", file.clone()));
        let others = [("behaviour", behaviour), ("ledger", Some(ledger)), ("backtest", backtest.as_ref())];
        let others = others.into_iter().filter_map(|(key, name)| Some((key, self.folder.join(name?))));
        let gone = policies.chain(others).find(|(_, path)| !path.exists());
        gone.map_or(Ok(()), |(key, path)| Err(self.not_there(key, &path)))
    }

    fn not_there(&self, key: &str, path: &Path) -> Refusal {
        let (place, scenario) = (path.display(), self.path.display());
        Refusal::new(if key == "ledger" {
            Phrase::new(format!("there is no folder `{place}`"), format!("er is geen map `{place}`"))
        } else {
            Phrase::new(format!("there is no file `{place}`"), format!("er is geen bestand `{place}`"))
        })
        .help(Phrase::new(
            format!("`{key}` in `{scenario}` names it; paths there are written from the place of the scenario"),
            format!("`{key}` in `{scenario}` noemt het; paden zijn daar geschreven vanaf de plaats van het scenario"),
        ))
    }

    fn place_of(&self, name: &str) -> PathBuf {
        same_place(&self.folder.join(name))
    }
}

/// The scenarios as one, under the paths of the first. A policy that returns under its name is there once.
///
/// # Errors
/// A [`Refusal`] that names the key in which two scenarios differ, or the name under which they have two policies.
pub(super) fn join(all: Vec<Placed>) -> Result<Placed, Refusal> {
    let mut rest = all.into_iter();
    let none = || Refusal::new(Phrase::new("no scenario is named", "er is geen scenario genoemd"));
    let mut joined = rest.next().ok_or_else(none)?;
    for other in rest {
        check_same(&joined, &other)?;
        if !joined.scenario.title.split(" + ").any(|title| title == other.scenario.title) {
            joined.scenario.title = format!("{} + {}", joined.scenario.title, other.scenario.title);
        }
        for (choice, files) in other.scenario.policies.iter().zip(&other.policy_files) {
            add(&mut joined, choice, files, &other.path)?;
        }
    }
    Ok(joined)
}

fn add(joined: &mut Placed, choice: &PolicyChoice, files: &[PathBuf], path: &Path) -> Result<(), Refusal> {
    let namesakes = joined.scenario.policies.iter().zip(&joined.policy_files);
    let mut namesakes = namesakes.filter(|(known, _)| known.name == choice.name);
    if let Some((known, known_files)) = namesakes.next() {
        let days = |choice: &PolicyChoice| choice.versions.iter().map(|version| version.from).collect::<Vec<_>>();
        let places = |files: &[PathBuf]| files.iter().map(|file| same_place(file)).collect::<Vec<_>>();
        let same_files = days(known) == days(choice) && places(known_files) == places(files);
        let same = known.settings == choice.settings && same_files;
        return if same { Ok(()) } else { Err(two_policies(&choice.name, &joined.path, path)) };
    }
    joined.scenario.policies.push(choice.clone());
    joined.policy_files.push(files.to_owned());
    Ok(())
}

fn two_policies(name: &str, first: &Path, second: &Path) -> Refusal {
    let (first, second) = (first.display(), second.display());
    Refusal::new(Phrase::new(
        format!("`{first}` and `{second}` mean different policies by `{name}`"),
        format!("`{first}` en `{second}` bedoelen ander beleid met `{name}`"),
    ))
    .help(Phrase::new("give one of them another `name`", "geef een van beide een andere `name`"))
}

fn check_same(first: &Placed, other: &Placed) -> Result<(), Refusal> {
    let (a, b) = (&first.scenario, &other.scenario);
    let behaviour = |placed: &Placed| placed.scenario.behaviour.as_ref().map(|name| placed.place_of(name));
    let past = |placed: &Placed| placed.scenario.backtest.as_ref().map(|name| placed.place_of(name));
    let keys = [
        ("backtest", past(first) == past(other)),
        ("ledger", first.place_of(&a.ledger) == other.place_of(&b.ledger)),
        ("valid", a.valid == b.valid),
        ("synthetic", a.synthetic == b.synthetic),
        ("window", same(&a.window, &b.window)),
        ("warm_up", a.warm_up == b.warm_up),
        ("response", a.response == b.response),
        ("behaviour", behaviour(first) == behaviour(other)),
        ("replications", a.replications == b.replications),
        ("precision", a.precision == b.precision),
        ("seed", a.seed == b.seed),
        ("allocation", same(&a.allocation, &b.allocation)),
        ("fte_hours", a.fte_hours == b.fte_hours),
        ("execution", same(&a.execution, &b.execution)),
        ("capacity", a.capacity == b.capacity),
        ("forecast", same(&a.forecast, &b.forecast)),
        ("shocks", same(&a.shocks, &b.shocks)),
    ];
    let Some((key, _)) = keys.iter().find(|(_, same)| !same) else { return Ok(()) };
    let (first, other) = (first.path.display(), other.path.display());
    Err(Refusal::new(Phrase::new(
        format!("`{first}` and `{other}` differ in `{key}`"),
        format!("`{first}` en `{other}` verschillen in `{key}`"),
    ))
    .help(Phrase::new(
        "scenarios are compared on the same books, days, luck and assumptions; give both the same",
        "scenario's worden vergeleken op dezelfde boeken, dagen, toeval en aannames; geef beide hetzelfde",
    )))
}

/// Whether two values are written the same.
fn same<T: Serialize>(left: &T, right: &T) -> bool {
    serde_json::to_value(left).ok() == serde_json::to_value(right).ok()
}

/// The place that a path leads to, however it is written.
fn same_place(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
