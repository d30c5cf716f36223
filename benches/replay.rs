//! Replay.
fn main() {}
