//! The structure words of the policy language in both languages. The grammar knows exactly these: a test compares.

use crate::locale::Word;

/// Every structure word, English and Dutch, in the order in which a policy uses them. A phrase of several words stands
/// here as its separate words; a word that serves in several phrases stands here once a meaning.
pub const STRUCTURE: &[Word] = &[];
