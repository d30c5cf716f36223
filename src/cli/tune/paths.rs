//! Where the files of a scenario lie, seen from a file that was not there before.
//!
//! Always: what is told starts at no root of a machine, and names no folder above the one that both share.

use std::fs;
use std::path::Component;
use std::path::Path;
use std::path::PathBuf;

/// The way from a folder, which need not exist yet, to a file; none where they share no folder but the root.
pub(super) fn way(folder: &Path, file: &Path) -> Option<String> {
    let (from, to) = (real(folder)?, real(file)?);
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) = (from.components().collect(), to.components().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let is_named = from.iter().take(shared).any(|part| matches!(part, Component::Normal(_)));
    let up = from.iter().skip(shared).map(|_| "..".to_owned());
    let down = to.iter().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    is_named.then(|| up.chain(down).collect::<Vec<String>>().join("/"))
}

/// The place on disk, of what exists; what does not exist yet lies below that.
fn real(path: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(path).ok()?;
    let (base, real) = whole.ancestors().find_map(|above| Some((above, fs::canonicalize(above).ok()?)))?;
    Some(real.join(whole.strip_prefix(base).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_goes_up_to_the_folder_that_both_share_and_no_further() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("scenarios")).unwrap();
        fs::write(at("scenarios/b.yaml"), "").unwrap();
        let from = at("runs/x/share/settings");
        assert_eq!(way(&from, &at("scenarios/b.yaml")).as_deref(), Some("../../../../scenarios/b.yaml"));
        assert_eq!(way(&from, &at("scenarios/../scenarios/b.yaml")).as_deref(), Some("../../../../scenarios/b.yaml"));
    }

    #[test]
    fn where_nothing_but_the_root_is_shared_there_is_no_way() {
        assert_eq!(way(Path::new("/one-folder/share"), Path::new("/another-folder/policy.beleid")), None);
    }
}
