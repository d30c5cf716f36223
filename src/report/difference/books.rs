//! What a change comes to on the recorded books, as lines that may be shared.

use super::Beside;
use crate::compare::Counted;
use crate::compare::kind_title;
use crate::contrast::Beginning;
use crate::contrast::Line;
use crate::contrast::may_be_shared;
use crate::locale::Locale;
use crate::report::breakdown::may_be_shown;
use crate::report::breakdown::shown_parts;
use crate::vocabulary::ActionKind;

/// A table of counts.
pub(super) struct Counts {
    pub(super) title: &'static str,
    /// What, how often under the old policy, under the new, and the difference.
    pub(super) rows: Vec<[String; 4]>,
    /// What is counted of so few that it stays without a number.
    pub(super) few: Vec<String>,
}

impl Beside<'_> {
    /// Who is treated differently, in a sentence.
    pub(super) fn lead(&self, locale: Locale) -> String {
        let all = whole(self.told.tenancies as u64, locale);
        let Some(first) = self.told.first.map(|day| locale.day(day)) else {
            return match locale {
                Locale::En => format!("On these books nobody is treated differently, out of {all} tenancies."),
                Locale::Nl => {
                    format!("Op deze boeken wordt niemand anders behandeld, van {all} huurovereenkomsten.")
                }
            };
        };
        let count = whole(self.told.differing, locale);
        match (locale, may_be_shown(self.told.differing as f64)) {
            (Locale::En, true) => {
                format!("{count} of {all} tenancies are treated differently, the first on {first}.")
            }
            (Locale::En, false) => format!("Fewer than 10 of {all} tenancies are treated differently."),
            (Locale::Nl, true) => {
                format!("{count} van {all} huurovereenkomsten worden anders behandeld, de eerste op {first}.")
            }
            (Locale::Nl, false) => format!("Minder dan 10 van {all} huurovereenkomsten worden anders behandeld."),
        }
    }

    /// On what it rests.
    pub(super) fn basis(&self, locale: Locale) -> String {
        let (from, to) = (locale.day(self.window.from), locale.day(self.window.to));
        match locale {
            Locale::En => format!(
                "Both policies decide from {from} to {to}, as if in force; payments come as recorded and the desk is \
                 prompt. Computed from rules and books, without assumptions about people."
            ),
            Locale::Nl => format!(
                "Beide beleidsteksten beslissen van {from} tot en met {to}, alsof ze golden; betalingen komen zoals \
                 vastgelegd en alles wordt op tijd uitgevoerd. Berekend uit regels en boeken, zonder aannames over mensen."
            ),
        }
    }

    /// How often what is done.
    pub(super) fn counts(&self, locale: Locale) -> Vec<Counts> {
        let told = self.told;
        let of_kind = |(kind, counts): &(ActionKind, [Counted; 2])| {
            let is_shown = |of: &Counted| may_be_shared(of.times) && may_be_shared(of.tenancies);
            (kind_title(*kind, locale), *counts, counts.iter().all(is_shown))
        };
        let kinds = told.kinds.iter().map(of_kind).collect();
        let lines = |lines: &[Line]| lines.iter().map(|line| (line.title.clone(), line.counts, line.shared)).collect();
        let (rules, breaches) = (lines(&told.rules), lines(&told.breaches));
        let all = [
            counts(locale.pick("what is done", "wat er gedaan wordt"), kinds, locale),
            counts(locale.pick("by rule", "per regel"), rules, locale),
            counts(locale.pick("guarantees breached", "geschonden waarborgen"), breaches, locale),
        ];
        all.into_iter().filter(|of| !of.rows.is_empty() || !of.few.is_empty()).collect()
    }

    /// Whom it touches: by what it begins with, by segment and by stage.
    pub(super) fn groups(&self, locale: Locale) -> Vec<(&'static str, Vec<[String; 2]>)> {
        let told = self.told;
        let begin: Vec<(String, u64)> =
            told.beginnings.iter().map(|(how, count)| (beginning(how, locale), *count)).collect();
        let groups = [
            (locale.pick("begins with", "begint met"), &begin),
            (locale.pick("segment", "segment"), &told.segments),
            (locale.pick("stage", "fase"), &told.stages),
        ];
        let told = groups.into_iter().filter(|(_, cells)| cells.iter().any(|(title, _)| !title.is_empty()));
        told.map(|(title, cells)| (title, parts(cells, locale))).collect()
    }
}

/// With what a difference begins, in words.
fn beginning(how: &Beginning, locale: Locale) -> String {
    let side = |side: &Option<(String, bool)>| match side {
        None => locale.pick("not", "niet").to_owned(),
        Some((title, false)) => title.clone(),
        Some((title, true)) => format!("{title} (later)"),
    };
    format!("{}: {} \u{2192} {}", kind_title(how.kind, locale), side(&how.old), side(&how.new))
}

fn counts(title: &'static str, of: Vec<(String, [Counted; 2], bool)>, locale: Locale) -> Counts {
    let (mut rows, mut few) = (Vec::new(), Vec::new());
    for (name, [old, new], is_shown) in of {
        if is_shown {
            let difference = i64::try_from(new.times).unwrap_or(0) - i64::try_from(old.times).unwrap_or(0);
            let sign = if difference > 0 { "+" } else { "" };
            let difference = format!("{sign}{}", locale.count(difference)).replace('-', "\u{2212}");
            rows.push([name, whole(old.times, locale), whole(new.times, locale), difference]);
        } else {
            few.push(name);
        }
    }
    Counts { title, rows, few }
}

fn parts(cells: &[(String, u64)], locale: Locale) -> Vec<[String; 2]> {
    let (shown, together) = shown_parts(cells);
    let title = |title: &str| if title.is_empty() { locale.pick("none", "geen").to_owned() } else { title.to_owned() };
    let rest = match (shown.is_empty(), together) {
        (_, 0) => None,
        (true, _) => Some([locale.pick("too few to divide", "te weinig om te verdelen").to_owned(), String::new()]),
        (false, _) => Some([locale.pick("others together", "overige samen").to_owned(), whole(together, locale)]),
    };
    shown.iter().map(|(name, count)| [title(name), whole(*count, locale)]).chain(rest).collect()
}

fn whole(number: u64, locale: Locale) -> String {
    locale.count(i64::try_from(number).unwrap_or(i64::MAX))
}
