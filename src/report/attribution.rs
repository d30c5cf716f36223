//! How the difference between two policies comes about: figure by figure, the part of each change.
//!
//! Always: parts stand in one order under every figure, so that figures can be laid beside each other.

mod answer;
mod page;
mod picture;
mod text;

pub use picture::attribution_pictures;
pub use text::attribution_text;

use super::People;
use super::ReportError;
use crate::attribution::Attributed;
use crate::attribution::Attribution;
use crate::attribution::Group;
use crate::compare::Measure;
use crate::compare::Verdict;
use crate::difference::Change;
use crate::difference::Kind;
use crate::locale::Locale;
use crate::vocabulary::Kpi;
use askama::Template;

/// Everything that is told of an attribution.
#[derive(Clone, Debug)]
pub struct AttributionPage<'a> {
    /// The language of the page.
    pub locale: Locale,
    /// What was tried, in the author's words.
    pub title: &'a str,
    /// The title of the old policy.
    pub old: &'a str,
    /// The title of the new policy.
    pub new: &'a str,
    /// The figures.
    pub attribution: &'a Attribution,
    /// Every change between the policies.
    pub changes: &'a [Change],
    /// The changes that are told together.
    pub groups: &'a [Group],
    /// Whether the people in the ledger exist.
    pub people: People,
    /// What is compared, in sentences.
    pub compared: Vec<String>,
    /// How many of the numbers behind the figures are assumed.
    pub assumed: usize,
    /// What the model leaves out, in sentences.
    pub left_out: Vec<String>,
    /// What the books or the tables do not tell, in sentences.
    pub untold: Vec<String>,
    /// What makes the run repeatable.
    pub receipt: Vec<String>,
}

/// The page as HTML that needs nothing beside itself.
///
/// # Errors
/// [`ReportError`] when a picture cannot be painted.
pub fn attribution_html(page: &AttributionPage<'_>) -> Result<String, ReportError> {
    let sections = page::AttributionSections::of(page)?;
    sections.render().map_err(|error| ReportError::Template(error.to_string()))
}

impl AttributionPage<'_> {
    const fn pick<'t>(&self, en: &'t str, nl: &'t str) -> &'t str {
        self.locale.pick(en, nl)
    }

    /// A group of changes in a few words: what it does with a rule says most of it.
    fn label(&self, group: &Group) -> String {
        let changes = || group.changes.iter().filter_map(|place| self.changes.get(*place));
        let Some(first) = changes().find(|change| change.kind == Kind::Rule).or_else(|| changes().next()) else {
            return String::new();
        };
        let headline = first.headline(self.locale);
        match group.changes.len() - 1 {
            0 => headline,
            1 => format!("{headline} {}", self.pick("+ 1 other", "+ 1 andere")),
            more => format!("{headline} + {more} {}", self.pick("others", "andere")),
        }
    }

    /// What a label of several changes stands for.
    fn members(&self) -> Vec<String> {
        let several = self.groups.iter().filter(|group| group.changes.len() > 1);
        let told = |group: &Group| {
            let changes = group.changes.iter().filter_map(|place| self.changes.get(*place));
            let all = changes.map(|change| change.headline(self.locale)).collect::<Vec<String>>().join("; ");
            format!("{}: {all}", self.label(group))
        };
        several.map(told).collect()
    }

    fn labels(&self) -> Vec<String> {
        self.groups.iter().map(|group| self.label(group)).collect()
    }

    /// What differs without a part in any figure, since it decides nothing.
    fn undivided(&self) -> Vec<String> {
        let is_in_group = |place: usize| self.groups.iter().any(|group| group.changes.contains(&place));
        let rest = self.changes.iter().enumerate().filter(|(place, _)| !is_in_group(*place));
        rest.map(|(_, change)| change.headline(self.locale)).collect()
    }

    /// Why changes go together.
    fn ties(&self) -> Vec<String> {
        let reasons = self.groups.iter().flat_map(|group| &group.ties);
        reasons.map(|tie| tie.reason.in_locale(self.locale).to_owned()).collect()
    }

    /// How the ranges are to be read.
    fn runs(&self) -> String {
        let (runs, policies) = (self.attribution.replications, self.attribution.policies);
        match self.locale {
            Locale::En if runs < 2 => format!("{policies} policies were run once, on the same books and luck"),
            Locale::Nl if runs < 2 => {
                format!(
                    "{policies} beleidsvarianten zijn eenmaal doorgerekend, op dezelfde boeken met hetzelfde toeval"
                )
            }
            Locale::En => {
                format!("a … b: where 90 % of {runs} runs lie; {policies} policies, all with the same luck")
            }
            Locale::Nl => {
                format!("a … b: waar 90 % van {runs} runs ligt; {policies} beleidsvarianten, alle met hetzelfde toeval")
            }
        }
    }
}

/// Whether a figure happens so seldom that no difference in it could be seen: evictions of which neither policy has one a
/// year, unless they are told apart all the same.
fn is_too_rare(of: &Attributed) -> bool {
    let is_seldom = of.old.mean < 1.0 && of.new.mean < 1.0;
    of.measure == Measure::Kpi(Kpi::Evictions) && is_seldom && !is_told(of.total.verdict)
}

/// Whether a difference is there for certain, as far as the runs can tell.
const fn is_told(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Higher | Verdict::Lower | Verdict::Computed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::Contribution;
    use crate::calendar::Period;
    use crate::compare::Chance;
    use crate::compare::Difference;
    use crate::compare::Spread;
    use std::collections::BTreeSet;

    fn difference(values: [f64; 5]) -> Difference {
        Difference::of(&values, Chance::Households).unwrap()
    }

    /// A figure that goes from 10, or from nearly nothing, with one part that is clear and one that is not.
    fn attributed(measure: Measure, old: f64) -> Attributed {
        let (clear, unclear) = (difference([-3.0, -2.0, -2.5, -2.0, -3.0]), difference([-1.0, 1.0, 0.0, 2.0, -2.0]));
        let total = if old < 1.0 { unclear } else { clear };
        let contributions = [clear, unclear].map(|part| Contribution { part, alone: part }).to_vec();
        let spread = |mean| Spread { mean, interval: None };
        Attributed { measure, old: spread(old), new: spread(old), total, contributions, interplay: unclear }
    }

    fn told<T>(tell: impl Fn(&AttributionPage<'_>) -> T) -> T {
        let day = "2024-01-01".parse().unwrap();
        let measures = vec![attributed(Measure::Hours, 10.0), attributed(Measure::Kpi(Kpi::Evictions), 0.2)];
        let attribution = Attribution {
            window: Period { from: day, to: day },
            chance: Chance::Households,
            replications: 5,
            policies: 4,
            measures,
            interest_known_to: None,
        };
        let change = |kind, name: &str, new: Option<&str>| Change {
            kind,
            name: name.to_owned(),
            title: String::new(),
            old: Some("20 <b>".to_owned()),
            new: new.map(str::to_owned),
            is_renamed: false,
        };
        let changes = [
            change(Kind::Setting, "call_day", Some("5")),
            change(Kind::Rule, "visit", None),
            change(Kind::Hold, "wsnp", None),
        ];
        let group =
            |places: &[usize]| Group { changes: places.iter().copied().collect::<BTreeSet<_>>(), ties: Vec::new() };
        tell(&AttributionPage {
            locale: Locale::En,
            title: "t",
            old: "Old",
            new: "New",
            attribution: &attribution,
            changes: &changes,
            groups: &[group(&[0]), group(&[1, 2])],
            people: People::Real,
            compared: Vec::new(),
            assumed: 0,
            left_out: Vec::new(),
            untold: Vec::new(),
            receipt: Vec::new(),
        })
    }

    #[test]
    fn a_clear_part_is_told_apart_from_one_that_is_not() {
        let sentences = told(answer::sentences);
        assert!(sentences[0].starts_with("hours of work a year: −2.5 (−3.0 … −2.0); of which −2.5"), "{sentences:?}");
        assert!(sentences[0].contains("by “call_day 20 <b> → 5”"), "{sentences:?}");
        assert!(sentences[0].ends_with("nothing: “rule visit: removed + 1 other”."), "{sentences:?}");
    }

    #[test]
    fn what_is_too_rare_has_no_part_and_no_picture() {
        let text = told(attribution_text);
        assert!(text.contains("cannot be told apart") && text.contains("too rare to tell"), "{text}");
        assert_eq!(text.matches("call_day").count(), 1, "{text}");
        assert_eq!(told(attribution_pictures).len(), 1);
        assert!(told(answer::sentences)[1].starts_with("Too rare in these books to tell: evictions"));
    }

    #[test]
    fn what_comes_in_as_text_is_escaped() {
        let page = told(|page| attribution_html(page).unwrap());
        assert!(!page.contains("20 <b>") && page.contains("20 &#60;b&#62;"), "{page}");
    }
}
