//! What happens when somebody stops the program (Ctrl-C, or a request to end): what is half made is removed, and the
//! exit code is 130.
//!
//! The home of `ctrlc`. Always: a folder is either in its place and whole, or nowhere.

use super::Ending;
use super::Terminal;
use super::print_aside;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

/// A folder in the making.
#[derive(Clone, Debug)]
pub(super) struct Scaffold {
    /// What is being filled.
    pub(super) partial: PathBuf,
    /// The folders above it that did not exist before, innermost first.
    pub(super) made: Vec<PathBuf>,
}

/// What is half made. Whoever makes, moves or removes it holds this.
static HALF_MADE: Mutex<Vec<Scaffold>> = Mutex::new(Vec::new());

/// How often the removal is tried while another thread still writes.
const TRIES: usize = 20;

/// From here on, stopping the program leaves nothing half made.
pub(super) fn watch(terminal: Terminal) {
    // Fails only when there is a handler already, and nothing before this set one.
    let _ = ctrlc::set_handler(move || {
        let half_made = hold();
        half_made.iter().for_each(Scaffold::remove);
        print_aside(
            terminal.locale.pick("\ninterrupted; nothing was written\n", "\nafgebroken; er is niets geschreven\n"),
        );
        // The lock is still held: nothing moves to its place any more.
        std::process::exit(Ending::Interrupted as i32);
    });
}

fn hold() -> MutexGuard<'static, Vec<Scaffold>> {
    HALF_MADE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes a folder that is removed when the program is stopped.
pub(super) fn raise(scaffold: &Scaffold, make: impl FnOnce(&Path) -> std::io::Result<()>) -> std::io::Result<()> {
    let mut half_made = hold();
    half_made.push(scaffold.clone());
    make(&scaffold.partial)
}

/// Moves a folder to its place, or removes it.
pub(super) fn lower(scaffold: &Scaffold, target: Option<&Path>) -> std::io::Result<()> {
    let mut half_made = hold();
    let moved = target.map_or(Ok(()), |target| fs::rename(&scaffold.partial, target));
    if target.is_none() {
        scaffold.remove();
    }
    if moved.is_ok() {
        half_made.retain(|other| other.partial != scaffold.partial);
    }
    moved
}

impl Scaffold {
    fn remove(&self) {
        for _ in 0..TRIES {
            let _ = fs::remove_dir_all(&self.partial);
            if !self.partial.exists() {
                break;
            }
        }
        for folder in &self.made {
            // Takes only what is empty.
            let _ = fs::remove_dir(folder);
        }
    }
}
