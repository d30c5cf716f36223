//! Why there is no estimate.

/// Why data give no estimate. Places count from 0, in the order in which coefficients were given.
#[derive(Clone, Debug, PartialEq)]
pub enum FitError {
    /// There is nothing to learn from: no row, or no event at all.
    Empty,
    /// A row has a number that is not finite, or a time that cannot be.
    Row {
        /// The row, from 0.
        row: usize,
    },
    /// What the data say of a coefficient follows from what they say of others.
    Singular {
        /// The coefficient.
        place: usize,
    },
    /// The likelihood goes on rising as a coefficient grows without end: all events lie on one side of it.
    Separated {
        /// The coefficient.
        place: usize,
    },
    /// The search for the maximum did not end.
    NotConverged {
        /// How many steps were made.
        steps: usize,
    },
}
