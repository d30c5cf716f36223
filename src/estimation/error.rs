//! Why there is no estimate, for people.

use crate::locale::Phrase;

/// Why data give no estimate. Places count from 0, in the order in which coefficients were given; what describes the
/// spread between clusters comes after the coefficients.
#[derive(Clone, Debug, PartialEq)]
pub enum FitError {
    /// There is nothing to learn from: no row, or no event at all.
    Empty,
    /// A row has a number that is not finite, a time that cannot be, or a covariate beyond the last coefficient.
    Row {
        /// The row, from 0.
        row: usize,
    },
    /// The options do not fit the rows: a prior too many or too few, no quadrature point, no support point.
    Options,
    /// No row says anything of a coefficient, and it has no prior.
    NoData {
        /// The coefficient.
        place: usize,
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
    /// The data do not show so many kinds of cluster.
    TooManyKinds {
        /// How many were asked.
        count: usize,
    },
    /// The search for the maximum did not end.
    NotConverged {
        /// How many steps were made.
        steps: usize,
    },
    /// The best value of a number lies at the edge of where it was sought.
    AtEdge {
        /// The edge.
        edge: f64,
    },
}

impl FitError {
    /// What is wrong and how to mend it. `name` gives the name of a coefficient by its place.
    #[must_use]
    pub fn phrase(&self, name: impl Fn(usize) -> Phrase) -> Phrase {
        match self {
            FitError::Empty => Phrase::new(
                "there are no events to learn from; use a longer period or more tenancies",
                "er zijn geen gebeurtenissen om van te leren; neem een langere periode of meer huurcontracten",
            ),
            FitError::Row { row } => Phrase::new(
                format!("row {row} has a number that is not finite, a time that cannot be, or an unknown covariate"),
                format!("rij {row} heeft een getal dat niet eindig is, een tijd die niet kan, of een onbekend kenmerk"),
            ),
            FitError::Options => Phrase::new(
                "what is asked does not fit the rows: give an assumed value for each number or for none, and at least \
                 one point",
                "wat is gevraagd past niet bij de rijen: geef een aangenomen waarde voor elk getal of voor geen, en ten \
                 minste één punt",
            ),
            FitError::NoData { place } => about(
                &name(*place),
                "occurs in no row; give it an assumed value with a margin or leave it out",
                "komt in geen enkele rij voor; geef een aangenomen waarde met een marge of laat het weg",
            ),
            FitError::Singular { place } => about(
                &name(*place),
                "cannot be told apart from the others; leave one out or give it an assumed value with a margin",
                "is niet van de andere te onderscheiden; laat er een weg of geef een aangenomen waarde met een marge",
            ),
            FitError::Separated { place } => about(
                &name(*place),
                "has all events on one side, so that no value is extreme enough; give it an assumed value with a margin \
                 or join groups",
                "heeft alle gebeurtenissen aan één kant, zodat geen waarde uiterst genoeg is; geef een aangenomen waarde \
                 met een marge of voeg groepen samen",
            ),
            FitError::TooManyKinds { count } => Phrase::new(
                format!("the data do not show {count} kinds of household; ask for fewer"),
                format!("uit de gegevens blijken geen {count} soorten huishoudens; vraag er minder"),
            ),
            FitError::NotConverged { steps } => Phrase::new(
                format!("the search did not end within {steps} steps; leave numbers out or give them assumed values"),
                format!(
                    "het zoeken eindigde niet binnen {steps} stappen; laat getallen weg of geef ze aangenomen waarden"
                ),
            ),
            FitError::AtEdge { edge } => Phrase::new(
                format!(
                    "the best value lies at the edge of what was searched, {edge}; the data do not tell which it is"
                ),
                format!(
                    "de beste waarde ligt op de rand van wat is doorzocht, {edge}; uit de gegevens blijkt niet welke het is"
                ),
            ),
        }
    }
}

fn about(name: &Phrase, en: &str, nl: &str) -> Phrase {
    Phrase::new(format!("`{}` {en}", name.en), format!("`{}` {nl}", name.nl))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_the_coefficient_in_both_languages() {
        let phrase = FitError::Singular { place: 3 }.phrase(|place| Phrase::same(format!("contact.{place}")));
        assert!(phrase.en.starts_with("`contact.3` cannot be told apart"), "{}", phrase.en);
        assert!(phrase.nl.starts_with("`contact.3` is niet van de andere"), "{}", phrase.nl);
    }
}
