//! The page of a fit, as texts that the template only has to set.

use super::FEWEST_TOLD;
use super::FitPage;
use super::answer;
use super::numbers;
use super::numbers::Section;
use super::picture::fit_pictures;
use super::second;
use super::second::SecondRow;
use super::threshold;
use super::threshold::ThresholdRow;
use crate::fit::Timing;
use crate::locale::Locale;
use crate::report::ReportError;
use crate::report::sections::inline;
use crate::report::sections::unbreakable;
use crate::report::wording;
use askama::Template;

/// The whole page.
#[derive(Template)]
#[template(path = "fit.html")]
pub(super) struct FitSections {
    locale: Locale,
    books: String,
    lead: String,
    sentences: Vec<String>,
    caution: &'static str,
    cautions: Vec<String>,
    figures: Vec<Figure>,
    timings: Vec<TimingRow>,
    second: Vec<SecondRow>,
    second_caution: &'static str,
    policy: Option<String>,
    threshold_how: String,
    threshold_sentences: Vec<String>,
    threshold_rows: Vec<ThresholdRow>,
    threshold_figures: Vec<Figure>,
    untold: Vec<Untold>,
    sections: Vec<Section>,
    course: Vec<String>,
    receipt: Vec<String>,
}

/// A picture on the page.
struct Figure {
    title: String,
    svg: String,
}

/// When a kind of action came.
struct TimingRow {
    kind: String,
    cells: [String; 5],
}

/// Numbers that the books do not tell for one reason.
struct Untold {
    reason: String,
    names: String,
}

impl FitSections {
    pub(super) fn of(page: &FitPage<'_>) -> Result<FitSections, ReportError> {
        let (mut figures, mut threshold_figures) = (Vec::new(), Vec::new());
        for of in fit_pictures(page) {
            let figures = if of.name.starts_with("threshold") { &mut threshold_figures } else { &mut figures };
            figures.push(Figure { svg: inline(&of.scene.svg()?), title: of.title });
        }
        let seen = page.fitted.diagnostics.timings.iter().filter(|timing| timing.contacts >= FEWEST_TOLD);
        let untold = numbers::untold(page).into_iter();
        Ok(FitSections {
            locale: page.locale,
            books: page.books.clone(),
            lead: answer::lead(page),
            sentences: answer::sentences(page).iter().map(|text| unbreakable(text)).collect(),
            caution: answer::caution(page),
            cautions: page.cautions().map(|text| unbreakable(&text)).collect(),
            figures,
            timings: seen.map(|timing| timing_row(page, timing)).collect(),
            second: second::rows(page),
            second_caution: second::caution(page),
            policy: page.thresholds.map(|all| all.policy.clone()),
            threshold_how: threshold::how(page),
            threshold_sentences: threshold::sentences(page).iter().map(|text| unbreakable(text)).collect(),
            threshold_rows: threshold::rows(page),
            threshold_figures,
            untold: untold.map(|(reason, names)| Untold { reason, names: names.join(", ") }).collect(),
            sections: numbers::sections(page),
            course: course(page),
            receipt: page.receipt.clone(),
        })
    }

    fn pick(&self, en: &'static str, nl: &'static str) -> &'static str {
        self.locale.pick(en, nl)
    }
}

fn timing_row(page: &FitPage<'_>, timing: &Timing) -> TimingRow {
    let days = |days: f64| wording::plain(libm::round(days * 10.0) / 10.0, page.locale);
    let payments = if timing.payments < FEWEST_TOLD { format!("< {FEWEST_TOLD}") } else { page.count(timing.payments) };
    TimingRow {
        kind: timing.kind.title().in_locale(page.locale).to_owned(),
        cells: [
            page.count(timing.contacts),
            payments,
            format!("{} ± {}", days(timing.mean_days), days(timing.spread_days)),
            wording::part(timing.on_usual_day),
            wording::part(timing.without),
        ],
    }
}

/// How the numbers came about.
fn course(page: &FitPage<'_>) -> Vec<String> {
    let of = &page.fitted.diagnostics;
    let counted = match page.locale {
        Locale::En => format!(
            "{} tenancies with {} months together, {} days on which something was overdue, {} payments on them",
            page.count(of.tenancies as u64),
            page.count(of.months),
            page.count(of.days),
            page.count(of.payments)
        ),
        Locale::Nl => format!(
            "{} huurovereenkomsten met samen {} maanden, {} dagen waarop iets te laat was, {} betalingen daarop",
            page.count(of.tenancies as u64),
            page.count(of.months),
            page.count(of.days),
            page.count(of.payments)
        ),
    };
    let arrived = match page.locale {
        Locale::En => format!("the last search took {} steps; log-likelihood {:.1}", of.steps, of.log_likelihood),
        Locale::Nl => format!("het laatste zoeken nam {} stappen; log-likelihood {:.1}", of.steps, of.log_likelihood),
    };
    let measured = if of.measured {
        page.pick(
            "intervals: from how the likelihood bends and how much its slopes differ from tenancy to tenancy",
            "intervallen: uit hoe de likelihood buigt en hoe sterk haar hellingen per huurovereenkomst verschillen",
        )
    } else {
        page.pick(
            "intervals rest on how much the slopes differ from tenancy to tenancy alone: how the likelihood bends could not be measured",
            "intervallen steunen alleen op hoe sterk de hellingen per huurovereenkomst verschillen: hoe de likelihood buigt was niet te meten",
        )
    };
    vec![counted, arrived, measured.to_owned()]
}
