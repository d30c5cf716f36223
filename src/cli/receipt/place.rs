//! Where the files of a run lie, as may be told to whoever gets to see it.
//!
//! Looks at names only, never at the disk. Always: what is told is no absolute path and has no `..`; it is the same
//! whether the scenario was named from the root or from nearby.

use std::path::Component;
use std::path::Path;
use std::path::PathBuf;

/// A path as it may be told: from the scenario's folder, or from the folder above that; of a file that lies elsewhere, its
/// name alone.
pub(super) fn told(path: &Path, scenario: &Path) -> String {
    let resolved = resolved(path);
    let folder = self::resolved(scenario).and_then(|file| file.parent().map(Path::to_owned));
    let folder = folder.filter(|folder| has_name(folder));
    let above = folder.as_deref().and_then(Path::parent).filter(|above| has_name(above));
    let from = |base: Option<&Path>| Some(resolved.as_deref()?.strip_prefix(base?).ok()?.to_owned());
    let within = from(folder.as_deref()).or_else(|| from(above)).filter(|within| has_name(within));
    within.map_or_else(|| name(path), |within| slashed(&within))
}

/// A path that a scenario gives: as its author wrote it, unless that starts at the root of a machine.
pub(super) fn told_as_written(written: &str, scenario: &Path) -> String {
    let path = Path::new(written);
    if path.has_root() || path.is_absolute() { told(path, scenario) } else { written.to_owned() }
}

/// A path from the root, each `..` taken together with the folder before it.
fn resolved(path: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(path).ok()?;
    let mut resolved = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                resolved.pop();
            }
            _ => resolved.push(part),
        }
    }
    Some(resolved)
}

/// Whether anything but the root of a machine is left.
fn has_name(path: &Path) -> bool {
    path.components().any(|part| matches!(part, Component::Normal(_)))
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The same on every machine.
fn slashed(path: &Path) -> String {
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_from_the_scenario_however_that_was_named() {
        for scenario in
            ["scenarios/s.yaml", "/data/firm/scenarios/s.yaml", "../x/scenarios/s.yaml", "./s.yaml", "s.yaml"]
        {
            let folder = Path::new(scenario).parent().unwrap();
            let of = |file: &str| told(&folder.join(file), Path::new(scenario));
            assert_eq!(of("s.yaml"), "s.yaml", "{scenario}");
            assert_eq!(of("../policies/x.beleid"), "policies/x.beleid", "{scenario}");
            assert_eq!(of("ledgers/a/../b/entries.csv"), "ledgers/b/entries.csv", "{scenario}");
        }
    }

    #[test]
    fn of_what_lies_elsewhere_the_name_alone_is_told() {
        let told = |path: &str| told(Path::new(path), Path::new("/home/jan/scenarios/s.yaml"));
        assert_eq!(told("/srv/books/entries.csv"), "entries.csv");
        assert_eq!(told("/home/piet/x.beleid"), "x.beleid");
        assert_eq!(super::told(Path::new("/srv/books/entries.csv"), Path::new("/tmp/s.yaml")), "entries.csv");
        assert_eq!(super::told(Path::new("/srv/books/entries.csv"), Path::new("/s.yaml")), "entries.csv");
    }

    #[test]
    fn what_an_author_wrote_stands_unless_it_starts_at_the_root() {
        let told = |written| told_as_written(written, Path::new("/home/jan/scenarios/s.yaml"));
        assert_eq!(told("../../policies/x.beleid"), "../../policies/x.beleid");
        assert_eq!(told("/home/jan/policies/x.beleid"), "policies/x.beleid");
        assert_eq!(told("/srv/books"), "books");
    }
}
