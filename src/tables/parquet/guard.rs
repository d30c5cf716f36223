//! Reading what may be broken: on some broken files the package panics, which is a fault of the file and none of ours.

use std::cell::Cell;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::sync::Once;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;

/// How many readings are under way.
static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);
static INSTALLED: Once = Once::new();

thread_local! {
    static READS: Cell<bool> = const { Cell::new(false) };
}

/// What a reading returns; none when it panicked, of which nothing is printed.
pub(super) fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    INSTALLED.call_once(silence_readers);
    UNDER_WAY.fetch_add(1, Ordering::SeqCst);
    READS.set(true);
    // Nothing that the reading touched is looked at after a panic.
    let result = catch_unwind(AssertUnwindSafe(read));
    READS.set(false);
    UNDER_WAY.fetch_sub(1, Ordering::SeqCst);
    result.ok()
}

/// Panics are printed as before, except those of a thread that reads, or reads for another.
fn silence_readers() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let helps = || thread::current().name().is_some_and(|name| name.starts_with("polars"));
        if !(READS.get() || UNDER_WAY.load(Ordering::SeqCst) > 0 && helps()) {
            print(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_while_reading_is_no_panic_of_ours() {
        assert_eq!(guarded(|| 1), Some(1));
        assert_eq!(guarded(|| -> i32 { panic!("broken file") }), None);
    }
}
