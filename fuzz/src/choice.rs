//! Choices made of bytes, so that a fuzzer that changes bytes changes choices.
//!
//! Always: when the bytes are used up every choice is the first one, so that whatever is made of them ends.

use std::slice::Iter;

/// Choices, one after another.
pub struct Choices<'b> {
    bytes: Iter<'b, u8>,
}

impl<'b> Choices<'b> {
    /// The choices that bytes make.
    pub fn of(bytes: &'b [u8]) -> Choices<'b> {
        Choices { bytes: bytes.iter() }
    }

    /// A number below a limit of at most 256; nought where there is no such number.
    pub fn below(&mut self, limit: usize) -> usize {
        let byte = self.bytes.next().copied().map_or(0, usize::from);
        byte.checked_rem(limit).unwrap_or(0)
    }

    /// Whether it is the last of so many: no, when there is nothing left to choose with.
    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) + 1 == many
    }

    /// One of a list; `None` of an empty one.
    pub fn pick<'t, T>(&mut self, list: &'t [T]) -> Option<&'t T> {
        let place = self.below(list.len());
        list.get(place)
    }

    /// One of a list of words; the empty word of an empty one.
    pub fn word<'t>(&mut self, list: &[&'t str]) -> &'t str {
        self.pick(list).copied().unwrap_or("")
    }

    /// What is left, as bytes.
    pub fn rest(&self) -> &'b [u8] {
        self.bytes.as_slice()
    }

    /// Whether there is nothing left to choose with.
    pub fn is_spent(&self) -> bool {
        self.rest().is_empty()
    }
}
