//! The lines of a policy before they are lined up: cells of words, and a remark at the end.

/// The widest a line becomes by what is broken; titles and what cannot be broken may make it wider.
pub(super) const WIDEST: usize = 128;

/// How far a line goes in that goes on where another stopped.
pub(super) const GOES_ON: usize = 4;

/// A line in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// How many blanks it begins with.
    pub indent: usize,
    /// Its words, in the columns of a table where it belongs to one; an empty cell is a column it lacks.
    pub cells: Vec<String>,
    /// The comment at its end.
    pub remark: Option<String>,
}

impl Row {
    pub(super) fn new(indent: usize, text: impl Into<String>) -> Row {
        Row { indent, cells: vec![text.into()], remark: None }
    }
}

/// How many characters wide a text is.
pub(super) fn width(text: &str) -> usize {
    text.chars().count()
}
