//! What a change comes to on the recorded books, as lines that may be shared.

use super::Beside;
use crate::compare::Counted;
use crate::compare::kind_title;
use crate::contrast::Beginning;
use crate::contrast::Line;
use crate::contrast::Total;
use crate::contrast::What;
use crate::disclosure::may_be_shared;
use crate::locale::Locale;
use crate::report::breakdown::shown_parts;
use crate::report::wording::difference;
use crate::report::wording::value;
use crate::vocabulary::ActionKind;
use crate::vocabulary::KpiUnit;

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
        match (locale, may_be_shared(self.told.differing)) {
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

    /// What it comes to in money and work, for whom it is told; none where there is nothing to tell.
    pub(super) fn totals(&self, locale: Locale, reader: Reader) -> Option<Counts> {
        let (mut rows, mut few) = (Vec::new(), Vec::new());
        for total in &self.told.totals {
            if reader == Reader::Own || total.shared {
                rows.push(total_row(total, locale));
            } else {
                few.push(what(total.what, locale).to_owned());
            }
        }
        let title = locale.pick("money and work", "geld en werk");
        (!self.told.totals.is_empty()).then_some(Counts { title, rows, few })
    }

    /// How often what is done.
    pub(super) fn counts(&self, locale: Locale) -> Vec<Counts> {
        let told = self.told;
        let title = |line: &Line| line.kind.map_or_else(String::new, |kind| kind_title(kind, locale));
        let kinds = told.kinds.iter().map(|line| (title(line), line.counts, line.shared)).collect();
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

/// For whom something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// Within the corporation, beside the tenancies themselves.
    Own,
    /// Whoever gets the page.
    Anyone,
}

const fn what(of: What, locale: Locale) -> &'static str {
    match of {
        What::Charged => locale.pick("costs and interest charged to tenants", "kosten en rente voor huurders"),
        What::Cost => locale.pick("direct cost", "directe kosten"),
        What::Work => locale.pick("hours of work", "uren werk"),
    }
}

fn total_row(total: &Total, locale: Locale) -> [String; 4] {
    let (unit, whole) = match total.what {
        What::Charged | What::Cost => (KpiUnit::Euro, 100.0),
        What::Work => (KpiUnit::Count, 60.0),
    };
    let [old, new] = total.amounts.map(|amount| amount as f64 / whole);
    let title = what(total.what, locale).to_owned();
    [title, value(unit, old, locale), value(unit, new, locale), difference(unit, new - old, locale)]
}

/// With what a difference begins, in words.
fn beginning(how: &Beginning, locale: Locale) -> String {
    let side = |side: &Option<(String, bool)>| match side {
        None => locale.pick("not", "niet").to_owned(),
        Some((title, false)) => title.clone(),
        Some((title, true)) => format!("{title} (later)"),
    };
    let otherwise = if how.old == how.new {
        let is_charge = matches!(how.kind, ActionKind::CollectionCosts | ActionKind::StatutoryInterest);
        if is_charge {
            locale.pick(" (another amount)", " (ander bedrag)")
        } else {
            locale.pick(" (otherwise)", " (anders)")
        }
    } else {
        ""
    };
    format!("{}: {} \u{2192} {}{otherwise}", kind_title(how.kind, locale), side(&how.old), side(&how.new))
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
