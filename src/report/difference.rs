//! What changed between two policies, for a terminal and as a page: the statements side by side, and on the recorded books
//! whom it touches.
//!
//! Always: the page and the totals name no tenancy and nothing of fewer than ten; rows of tenancies are told on the terminal
//! alone, as what stays within the corporation.

mod books;
mod marks;
mod page;
mod text;

pub use text::difference_text;

use super::ReportError;
use crate::calendar::Period;
use crate::contrast::Told;
use crate::difference::Change;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::proof::Between;
use askama::Template;

/// Everything that is told of two policies.
#[derive(Clone, Debug)]
pub struct DifferencePage<'a> {
    /// The language of the page.
    pub locale: Locale,
    /// The old policy by title and version.
    pub old: String,
    /// The new one likewise.
    pub new: String,
    /// The languages in which the old and the new one are written.
    pub written_in: [Locale; 2],
    /// What differs in meaning, and what only goes by another name.
    pub changes: &'a [Change],
    /// What is proved of the two, where that was asked.
    pub proofs: Option<&'a Between>,
    /// What that comes to on the books, where they were asked.
    pub books: Option<Beside<'a>>,
    /// What makes the answer repeatable.
    pub receipt: Vec<String>,
}

/// Two policies on the recorded books.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// The days on which the policies decide.
    pub window: Period,
    /// What was found.
    pub told: &'a Told,
    /// What the books or the replay cannot show.
    pub notes: &'a [Phrase],
}

/// The page as HTML that needs nothing beside itself.
///
/// # Errors
/// [`ReportError`] when it cannot be set.
pub fn difference_html(page: &DifferencePage<'_>) -> Result<String, ReportError> {
    page::DifferenceSections::of(page).render().map_err(|error| ReportError::Template(error.to_string()))
}

impl DifferencePage<'_> {
    const fn pick<'t>(&self, en: &'t str, nl: &'t str) -> &'t str {
        self.locale.pick(en, nl)
    }

    /// How many changes there are, in a sentence; apart from them what only goes by another name.
    fn lead(&self) -> String {
        let renamed = self.changes.iter().filter(|change| change.is_renamed).count();
        let names = match (renamed, self.locale) {
            (0, _) => String::new(),
            (1, Locale::En) => " One statement goes by another name and means the same.".to_owned(),
            (1, Locale::Nl) => " Eén onderdeel heet anders en betekent hetzelfde.".to_owned(),
            (count, Locale::En) => format!(" {count} statements go by another name and mean the same."),
            (count, Locale::Nl) => format!(" {count} onderdelen heten anders en betekenen hetzelfde."),
        };
        self.changed(self.changes.len() - renamed) + &names
    }

    fn changed(&self, count: usize) -> String {
        match (count, self.locale) {
            (0, Locale::En) => "The two policies mean the same.".to_owned(),
            (0, Locale::Nl) => "De twee beleidsteksten betekenen hetzelfde.".to_owned(),
            (1, Locale::En) => "One change in meaning.".to_owned(),
            (1, Locale::Nl) => "Eén wijziging in betekenis.".to_owned(),
            (count, Locale::En) => format!("{count} changes in meaning."),
            (count, Locale::Nl) => format!("{count} wijzigingen in betekenis."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Counted;
    use crate::contrast::Beginning;
    use crate::contrast::Deed;
    use crate::contrast::Line;
    use crate::contrast::Row;
    use crate::contrast::ToldPair;
    use crate::contrast::Total;
    use crate::contrast::What;
    use crate::difference::Kind;
    use crate::money::Money;
    use crate::proof::Claim;
    use crate::proof::Counter;
    use crate::proof::Moment;
    use crate::proof::OfSegment;
    use crate::proof::Taken;
    use crate::vocabulary::ActionKind;

    fn change(kind: Kind, old: Option<&str>, new: Option<&str>) -> Change {
        let [old, new] = [old, new].map(|text| text.map(str::to_owned));
        Change { kind, name: "x".to_owned(), title: "A title".to_owned(), old, new, is_renamed: false }
    }

    fn counted(times: u64, tenancies: u64) -> Counted {
        Counted { times, tenancies }
    }

    fn told<T>(changes: &[Change], count: u64, tell: impl Fn(&DifferencePage<'_>) -> T) -> T {
        proving(None, changes, count, tell)
    }

    fn proving<T>(
        proofs: Option<&Between>,
        changes: &[Change],
        count: u64,
        tell: impl Fn(&DifferencePage<'_>) -> T,
    ) -> T {
        let day = |text: &str| text.parse().unwrap();
        let deed = |on: &str| Deed {
            day: day(on),
            kind: ActionKind::Call,
            rule: "ring".to_owned(),
            title: "Ring".to_owned(),
            charged: Money::ZERO,
        };
        let row = |nth: u64| Row {
            tenancy: format!("H{nth}"),
            first: day("2024-03-11"),
            segment: "Some".to_owned(),
            stage: String::new(),
            pairs: vec![ToldPair { old: Some(deed("2024-03-21")), new: Some(deed("2024-03-11")) }],
        };
        let line = |name: &str, old: Counted, new: Counted| Line {
            name: name.to_owned(),
            title: name.to_owned(),
            kind: None,
            counts: [old, new],
            shared: old.times > 9,
        };
        let total = |what, amounts, shared| Total { what, amounts, tenancies: [30, 40], otherwise: 40, shared };
        let side = |later| Some(("Ring".to_owned(), later));
        let found = Told {
            tenancies: 400,
            differing: count,
            first: (count > 0).then(|| day("2024-03-11")),
            totals: vec![total(What::Charged, [7_243_600, 9_355_900], true), total(What::Work, [600, 720], false)],
            kinds: vec![
                Line { kind: Some(ActionKind::Call), ..line("call", counted(40, 30), counted(60, 45)) },
                Line {
                    kind: Some(ActionKind::HomeVisit),
                    shared: false,
                    ..line("home_visit", counted(12, 11), counted(9, 9))
                },
            ],
            rules: vec![line("ring", counted(40, 30), counted(60, 45)), line("visit", counted(3, 3), counted(20, 20))],
            breaches: Vec::new(),
            segments: vec![("Some".to_owned(), count)],
            stages: Vec::new(),
            beginnings: vec![(Beginning { kind: ActionKind::Call, old: side(true), new: side(false) }, count)],
            rows: (0..count).map(row).collect(),
        };
        let notes = [Phrase::new("plans come as recorded", "regelingen komen zoals vastgelegd")];
        tell(&DifferencePage {
            locale: Locale::En,
            old: "Old 1".to_owned(),
            new: "New 2".to_owned(),
            written_in: [Locale::En, Locale::Nl],
            changes,
            proofs,
            books: Some(Beside {
                window: Period { from: day("2024-01-01"), to: day("2024-12-31") },
                told: &found,
                notes: &notes,
            }),
            receipt: Vec::new(),
        })
    }

    #[test]
    fn old_and_new_stand_side_by_side() {
        let changes = [change(Kind::Rule, Some("when a >= 20\ndo call"), Some("when a >= 5\ndo call"))];
        let text = told(&changes, 0, difference_text);
        assert!(text.lines().any(|line| line.contains("when a >= 20") && line.contains("when a >= 5")), "{text}");
        assert!(text.contains("One change in meaning."), "{text}");
        assert!(text.contains("nobody is treated differently"), "{text}");
    }

    #[test]
    fn what_is_renamed_is_one_change_of_no_meaning() {
        let renamed = Change { is_renamed: true, ..change(Kind::Rule, Some("ring"), Some("ring_up")) };
        let text = told(std::slice::from_ref(&renamed), 0, difference_text);
        assert!(text.contains("The two policies mean the same. One statement goes by another name"), "{text}");
        assert!(text.contains("rule ring \u{2192} x: renamed, means the same"), "{text}");
        let page = told(&[renamed], 0, |page| difference_html(page).unwrap());
        assert!(page.contains("renamed; means the same") && !page.contains("<del>"), "{page}");
    }

    #[test]
    fn a_guarantee_that_goes_is_said_to_be_watched_no_more_and_not_to_decide_nothing() {
        let gone = [change(Kind::Guarantee, Some("call only after done(reminder)"), None)];
        let text = told(&gone, 0, difference_text);
        assert!(text.contains("guarantee \u{201c}x\u{201d}: removed") && text.contains("no longer guarded"), "{text}");
        let page = told(&gone, 0, |page| difference_html(page).unwrap());
        assert!(page.contains("removed; no longer guarded") && !page.contains("decides nothing"), "{page}");
    }

    #[test]
    fn a_text_in_another_language_than_the_page_says_so() {
        // The old policy is in English, as the page is; the new one in Dutch.
        let page = told(&[change(Kind::Hold, Some("stops all"), Some("stopt alles"))], 0, |page| {
            difference_html(page).unwrap()
        });
        assert!(
            page.contains("<td class=\"said\"><del>") && page.contains("<td class=\"said\" lang=\"nl\">"),
            "{page}"
        );
    }

    #[test]
    fn what_is_of_fewer_than_ten_is_named_without_its_number() {
        for tell in [difference_text, |page: &DifferencePage<'_>| difference_html(page).unwrap()] {
            let text = told(&[], 30, tell);
            assert!(text.contains("too few to show"), "{text}");
            assert!(!text.lines().any(|line| line.contains("home visit") && line.contains('9')), "{text}");
        }
    }

    #[test]
    fn what_is_charged_is_told_and_a_total_that_may_not_be_shared_only_on_the_terminal() {
        let page = told(&[], 30, |page| difference_html(page).unwrap());
        assert!(
            page.contains("€ 72,436") && page.contains("€ 93,559") && page.contains("plans come as recorded"),
            "{page}"
        );
        assert!(page.contains("hours of work") && !page.contains(">12<"), "{page}");
        let text = told(&[], 30, difference_text);
        assert!(text.contains("+€ 21,123") && text.contains("hours of work") && text.contains("12"), "{text}");
    }

    #[test]
    fn the_page_names_no_tenancy_and_the_terminal_says_where_its_rows_stay() {
        let page = told(&[], 30, |page| difference_html(page).unwrap());
        assert!(!page.contains("H7") && page.contains("30 of 400"), "{page}");
        let text = told(&[], 30, difference_text);
        assert!(text.contains("H7") && text.contains("stays within the corporation"), "{text}");
        assert!(text.contains("10 more") && !text.contains("H25"), "{text}");
    }

    #[test]
    fn a_few_who_differ_are_not_counted_on_the_page() {
        let page = told(&[], 4, |page| difference_html(page).unwrap());
        assert!(page.contains("Fewer than 10 of 400") && !page.contains("4 of 400"), "{page}");
    }

    #[test]
    fn every_heading_of_the_page_begins_with_a_capital() {
        let page = told(&[], 30, |page| difference_html(page).unwrap());
        let headings: Vec<&str> = page.split("<h2>").skip(1).collect();
        assert!(headings.len() > 2 && headings.iter().all(|of| of.starts_with(char::is_uppercase)), "{page}");
    }

    #[test]
    fn what_comes_in_as_text_is_escaped_and_what_differs_is_marked() {
        let changes = [change(Kind::Hold, Some("stops <b> call"), Some("stops <b> visit"))];
        let page = told(&changes, 0, |page| difference_html(page).unwrap());
        assert!(!page.contains("<b> call") && page.contains("<del>call</del>") && page.contains("<ins>visit</ins>"));
    }

    #[test]
    fn what_is_proved_stands_on_the_page_and_the_terminal_step_by_step() {
        let step = |step: &str, rule: &str| Taken {
            step: step.to_owned(),
            rule: rule.to_owned(),
            outcome: None,
            breaches: false,
        };
        let moment = |day: &str, steps| Moment {
            day: day.parse().unwrap(),
            after: 7,
            arrears: Money::from_cents(60_000),
            steps,
        };
        let counter = Counter::Course {
            tenant: vec![Phrase::same("one who <never> pays")],
            begins: "2024-03-01".parse().unwrap(),
            old: vec![moment("2024-03-08", vec![step("call", "Ring")])],
            new: vec![moment("2024-03-08", vec![step("call", "Ring"), step("hand_over", "Out")])],
        };
        let harsher = OfSegment { segment: Some("Some".to_owned()), claim: Claim::Undecided(Phrase::same("too much")) };
        let found = Between {
            same: Claim::Proved,
            never_harsher: vec![harsher],
            never_earlier_with_bailiff: Claim::Refuted(Box::new(counter)),
        };
        let page = proving(Some(&found), &[], 0, |page| difference_html(page).unwrap());
        assert!(page.contains("Of every possible tenant") && !page.contains("<never>"), "{page}");
        assert!(page.contains("<h3>Proved: the two do the same on every day"), "{page}");
        assert!(page.contains("<td>new</td><td>hand_over</td><td>Out</td>"), "{page}");
        let text = proving(Some(&found), &[], 0, difference_text);
        for line in ["proved: the two do the same", "undecided: the new policy is never harsher on “Some”"] {
            assert!(text.contains(line), "{text}");
        }
        assert!(text.lines().any(|line| ["new", "hand_over", "Out"].iter().all(|word| line.contains(word))), "{text}");
    }
}
