//! The label of evidence beside a difference: on the books, on what is fitted to them, or on assumptions, and how far.

use crate::compare::Difference;
use crate::compare::Part;
use crate::compare::Resting;
use crate::locale::Locale;

/// How many assumed numbers were weighed, and in how many runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestsOn {
    /// Assumed numbers that say what an act does.
    pub effects: usize,
    /// Other assumed numbers: they stay as they are.
    pub others: usize,
    /// Replications that were run again without the effects; 0, none.
    pub replications: u32,
}

/// The label of a difference; empty where nobody asked or it is not told apart.
pub(super) fn ground(difference: &Difference, locale: Locale) -> String {
    let Some(ground) = difference.ground else { return String::new() };
    let resting = match ground.resting {
        Resting::Recorded => locale.pick("on recorded payments", "op vastgelegde betalingen").to_owned(),
        Resting::Fitted => locale.pick("fitted to these books", "geschat uit deze boeken").to_owned(),
        Resting::NoAssumedEffect => part(0, locale),
        Resting::Assumed(of) => share(of, locale),
        Resting::NotKnown => unknown(locale),
    };
    let beyond = locale.pick("; partly beyond the books", "; deels voorbij de boeken");
    if ground.is_beyond { resting + beyond } else { resting }
}

/// A share of a little less or more than all is all; only what is surely beyond the whole, or below nothing, is told as such. Of
/// one that is not steady only what is sure.
fn share(of: Part, locale: Locale) -> String {
    let percent = libm::round(of.share * 100.0);
    if percent > 105.0 && of.low > 1.0 {
        return locale.pick("on assumptions: other sign without them", "op aannames: zonder andersom").to_owned();
    }
    if percent < -5.0 && of.high < 0.0 {
        return locale.pick("larger without assumptions", "groter zonder aannames").to_owned();
    }
    if of.is_steady() {
        return part(WORDS.iter().take_while(|(from, ..)| percent >= *from).count(), locale);
    }
    match of {
        _ if of.low >= 0.5 => locale.pick("mostly on assumptions", "grotendeels op aannames").to_owned(),
        _ if of.high <= 0.5 => {
            locale.pick("at most half on assumptions", "hoogstens voor de helft op aannames").to_owned()
        }
        _ => unknown(locale),
    }
}

fn unknown(locale: Locale) -> String {
    locale.pick("unclear how much on assumptions", "onduidelijk hoeveel op aannames").to_owned()
}

/// From which percentage on which word is used; below the first it is nothing.
const WORDS: [(f64, &str, &str); 8] = [
    (5.0, "a small part on assumptions", "voor een klein deel op aannames"),
    (15.0, "about a quarter on assumptions", "voor ongeveer een kwart op aannames"),
    (29.0, "about a third on assumptions", "voor ongeveer een derde op aannames"),
    (42.0, "about half on assumptions", "voor ongeveer de helft op aannames"),
    (58.0, "about two thirds on assumptions", "voor ongeveer twee derde op aannames"),
    (71.0, "about three quarters on assumptions", "voor ongeveer drie kwart op aannames"),
    (85.0, "nearly all on assumptions", "bijna geheel op aannames"),
    (95.0, "all on assumptions", "geheel op aannames"),
];

fn part(words: usize, locale: Locale) -> String {
    let told = words.checked_sub(1).and_then(|nth| WORDS.get(nth));
    let (en, nl) = told.map_or(("on no assumed effect", "niet op aangenomen effecten"), |(_, en, nl)| (*en, *nl));
    locale.pick(en, nl).to_owned()
}

/// What the labels mean, in a line; empty where none says anything of assumptions.
#[must_use]
pub fn ground_line(rests: Option<RestsOn>, locale: Locale) -> String {
    let Some(RestsOn { effects, others, replications }) = rests else { return String::new() };
    let numbers = locale.several(effects, ["number", "numbers"], ["getal", "getallen"]);
    let runs = locale.runs(replications);
    let stay = locale.several(
        others,
        ["other assumed number, such as a duration, stays", "other assumed numbers, such as durations, stay"],
        ["ander aangenomen getal, zoals een duur, blijft", "andere aangenomen getallen, zoals duren, blijven"],
    );
    match (effects, replications, locale) {
        (0, _, _) if others == 0 => String::new(),
        (0, _, Locale::En) => {
            format!("Of what acts do nothing is merely assumed. Other assumed numbers, such as durations: {others}.")
        }
        (0, _, Locale::Nl) => format!(
            "Van wat acties doen is niets alleen aangenomen. Andere aangenomen getallen, zoals duren: {others}."
        ),
        (_, 0, _) => String::new(),
        (_, _, Locale::En) => format!(
            "On assumptions: the part of a difference that is gone once every assumed effect of an act ({numbers}) is \
             nothing; {runs} again, with the same luck. {stay}."
        ),
        (_, _, Locale::Nl) => format!(
            "Op aannames: het deel van een verschil dat weg is zodra elk aangenomen effect van een actie ({numbers}) \
             niets is; {runs} nog eens, met hetzelfde toeval. {stay}."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(share: f64, reach: f64) -> String {
        super::share(Part { share, low: share - reach, high: share + reach }, Locale::En)
    }

    #[test]
    fn one_of_each_is_told_as_one() {
        let line = |count| ground_line(Some(RestsOn { effects: count, others: count, replications: 1 }), Locale::En);
        assert!(
            line(1).contains("(1 number) is nothing; 1 run again") && line(1).contains("1 other assumed number, such")
        );
        assert!(
            line(2).contains("(2 numbers)") && line(2).ends_with("2 other assumed numbers, such as durations, stay.")
        );
    }

    #[test]
    fn a_share_is_told_in_words_and_what_is_beyond_the_whole_only_when_it_surely_is() {
        assert_eq!(told(0.01, 0.1), "on no assumed effect");
        assert_eq!(told(0.34, 0.1), "about a third on assumptions");
        assert_eq!(told(0.96, 0.1), "all on assumptions");
        assert_eq!(told(1.1, 0.2), "all on assumptions");
        assert_eq!(told(1.4, 0.3), "on assumptions: other sign without them");
        assert_eq!(told(-0.2, 0.22), "on no assumed effect");
        assert_eq!(told(-0.4, 0.3), "larger without assumptions");
        assert_eq!(told(0.9, 0.4), "mostly on assumptions");
        assert_eq!(told(0.1, 0.4), "at most half on assumptions");
        assert_eq!(told(0.6, 0.4), "unclear how much on assumptions");
    }
}
