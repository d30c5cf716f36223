//! Files written whole or not at all.
//!
//! Knows nothing of what stands in them. Always: a file has its old bytes or its new ones, never a part of either
//! (`an_attempt_that_fails_leaves_the_old_file_and_nothing_beside_it`).

use std::fs;
use std::fs::File;
use std::io;
use std::io::Write;
use std::path::Path;

/// Writes beside the place of the file, and moves it there when it is whole.
///
/// # Errors
/// What the system says, when the file cannot be written; an older one is then still whole.
pub fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let part = file.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = fill(&part, bytes).and_then(|()| fs::rename(&part, file));
    if written.is_err() {
        // What is left of the attempt is of no use; that it may not be there is no second fault.
        let _ = fs::remove_file(&part);
    }
    written
}

fn fill(part: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(part)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::write_whole;
    use std::fs;

    #[test]
    fn an_attempt_that_fails_leaves_the_old_file_and_nothing_beside_it() {
        let folder = std::env::temp_dir().join(format!("huurproef-file-{}", std::process::id()));
        fs::create_dir_all(folder.join("taken")).unwrap();
        let file = folder.join("a.txt");
        write_whole(&file, b"old").unwrap();
        write_whole(&file, b"new").unwrap();
        // What is a folder cannot become a file.
        assert!(write_whole(&folder.join("taken"), b"x").is_err());
        let mut names: Vec<String> =
            fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!((names, fs::read(&file).unwrap()), (vec!["a.txt".to_owned(), "taken".to_owned()], b"new".to_vec()));
        fs::remove_dir_all(&folder).unwrap();
    }
}
