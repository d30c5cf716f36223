//! What a scenario says of the time after the books, checked as far as the text alone allows.

use super::file::ResponseKind;
use super::file::Scenario;
use super::place;
use crate::behaviour::Estimate;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::forecast::MOST_MONTHS;
use crate::forecast::Shock;
use crate::forecast::ShockKind;
use crate::locale::Phrase;
use crate::source::SourceFile;
use crate::source::Span;

/// Rents never fall or rise by more than half.
const MOST_RAISED: f64 = 0.5;

/// Log-odds beyond this leave no doubt.
const MOST_LOG_ODDS: f64 = 10.0;

/// A finding for everything about the time after the books that nothing can run.
pub(super) fn check(file: &SourceFile, scenario: &Scenario) -> Vec<Diagnostic> {
    let at = |path: &str| place::value(file.text(), path).unwrap_or_default();
    let mut findings = Vec::new();
    if let Some(ahead) = scenario.forecast {
        if scenario.response == ResponseKind::None {
            findings.push(code::FORECAST.at(at("forecast"), no_response()).help(Phrase::new(
                "write `response: modelled` and name a `behaviour`",
                "schrijf `response: modelled` en noem een `behaviour`",
            )));
        }
        if !(1..=MOST_MONTHS).contains(&ahead.months) {
            findings.push(cannot_look(ahead.months, at("forecast.months")));
        }
        if ahead.rent_increase.is_some_and(|share| !(-MOST_RAISED..=MOST_RAISED).contains(&share)) {
            findings.push(beyond("rent_increase", "-0.5", "0.5", at("forecast.rent_increase")));
        }
    } else if !scenario.shocks.is_empty() {
        let message = Phrase::new("shocks come after the books, and nothing is forecast", no_forecast());
        let help = Phrase::new("add `forecast: {months: 24}`", "voeg toe: `forecast: {months: 24}`");
        findings.push(code::SHOCK.at(at("shocks"), message).help(help));
    }
    for (nth, shock) in scenario.shocks.iter().enumerate() {
        let earlier = scenario.shocks.iter().take(nth);
        let found = faults(shock, scenario).into_iter().chain(raised_before(shock, earlier));
        findings.extend(found.map(|fault| {
            let path = format!("shocks[{nth}]{}", fault.key.map_or_else(String::new, |key| format!(".{key}")));
            code::SHOCK.at(at(&path), fault.message).help(fault.help)
        }));
    }
    findings
}

fn no_response() -> Phrase {
    Phrase::new(
        "beyond the books nobody pays unless households respond",
        "voorbij de boeken betaalt niemand, tenzij huishoudens reageren",
    )
}

const fn no_forecast() -> &'static str {
    "schokken komen na de boeken, en er wordt niet vooruitgekeken"
}

fn cannot_look(months: u32, span: Span) -> Diagnostic {
    let message = Phrase::new(
        format!("nobody can look {months} months ahead here"),
        format!("{months} maanden vooruitkijken kan hier niet"),
    );
    let help = Phrase::new(
        format!("write a whole number of months from 1 to {MOST_MONTHS}"),
        format!("schrijf een geheel aantal maanden van 1 tot en met {MOST_MONTHS}"),
    );
    code::FORECAST.at(span, message).help(help)
}

fn beyond(key: &str, least: &str, most: &str, span: Span) -> Diagnostic {
    let message = Phrase::new(format!("`{key}` lies beyond its bounds"), format!("`{key}` ligt buiten zijn grenzen"));
    code::FORECAST.at(span, message).help(from_to(least, most))
}

fn from_to(least: &str, most: &str) -> Phrase {
    Phrase::new(
        format!("write a number from {least} to {most}"),
        format!("schrijf een getal van {least} tot en met {most}"),
    )
}

/// What is wrong with a shock, at which of its keys.
struct Fault {
    key: Option<&'static str>,
    message: Phrase,
    help: Phrase,
}

/// A key of a shock: whether its kind takes it, and whether it is there with a value that it can have.
struct Key {
    name: &'static str,
    is_taken: bool,
    is_there: bool,
    fits: bool,
    takes: Phrase,
}

fn faults(shock: &Shock, scenario: &Scenario) -> Vec<Fault> {
    let mut faults: Vec<Fault> = keys(shock).iter().filter_map(|key| key.fault(shock.kind)).collect();
    if !scenario.window.contains(shock.from) {
        faults.push(Fault {
            key: Some("from"),
            message: Phrase::new(
                "this shock comes outside the window, and nobody would see it",
                "deze schok komt buiten het venster, en niemand zou hem zien",
            ),
            help: Phrase::new("choose a day within `window`", "kies een dag binnen `window`"),
        });
    }
    faults
}

/// Rents rise once in a month: a second rise in it would come to nothing.
fn raised_before<'a>(shock: &Shock, mut earlier: impl Iterator<Item = &'a Shock>) -> Option<Fault> {
    let raises = |of: &Shock| (of.kind == ShockKind::RentIncrease).then_some(of.from.month());
    let month = raises(shock)?;
    earlier.any(|other| raises(other) == Some(month)).then(|| Fault {
        key: Some("from"),
        message: Phrase::new(
            "two shocks raise the rents in this month",
            "twee schokken verhogen de huren in deze maand",
        ),
        help: Phrase::new(
            "choose another month, or write one shock with the `percent` of both",
            "kies een andere maand, of schrijf één schok met het `percent` van beide",
        ),
    })
}

fn keys(shock: &Shock) -> [Key; 5] {
    let weighs = shock.kind != ShockKind::RentIncrease;
    let within = |value: Option<f64>, least: f64, most: f64| value.is_none_or(|value| (least..=most).contains(&value));
    let estimate = |estimate: &Estimate| {
        let Estimate { value, low, high, .. } = *estimate;
        low <= value && value <= high && -MOST_LOG_ODDS <= low && high <= MOST_LOG_ODDS
    };
    [
        Key {
            name: "share",
            is_taken: shock.kind == ShockKind::IncomeLoss,
            is_there: shock.share.is_some(),
            fits: within(shock.share, 0.0, 1.0),
            takes: from_to("0", "1"),
        },
        Key {
            name: "share_of_rent",
            is_taken: shock.kind == ShockKind::EnergyPrice,
            is_there: shock.share_of_rent.is_some(),
            fits: within(shock.share_of_rent, 0.0, 1.0),
            takes: from_to("0", "1"),
        },
        Key {
            name: "percent",
            is_taken: !weighs,
            is_there: shock.percent.is_some(),
            fits: within(shock.percent, -50.0, 50.0),
            takes: from_to("-50", "50"),
        },
        Key {
            name: "months",
            is_taken: weighs,
            is_there: shock.months.is_some(),
            fits: shock.months.is_none_or(|months| (1..=MOST_MONTHS).contains(&months)),
            takes: from_to("1", "120"),
        },
        Key {
            name: "log_odds",
            is_taken: weighs,
            is_there: shock.log_odds.is_some(),
            fits: shock.log_odds.as_ref().is_none_or(estimate),
            takes: Phrase::same("`{value: -1.0, low: -2.0, high: -0.3, label: assumed, source: \"…\"}`".to_owned()),
        },
    ]
}

impl Key {
    fn fault(&self, kind: ShockKind) -> Option<Fault> {
        let (name, kind) = (self.name, kind.word());
        let (key, message) = match (self.is_taken, self.is_there) {
            (true, false) => (
                None,
                Phrase::new(
                    format!("`{kind}` needs the key `{name}`"),
                    format!("`{kind}` heeft de sleutel `{name}` nodig"),
                ),
            ),
            (false, true) => (
                Some(name),
                Phrase::new(format!("`{kind}` takes no `{name}`"), format!("bij `{kind}` hoort geen `{name}`")),
            ),
            _ if !self.fits => (
                Some(name),
                Phrase::new(format!("`{name}` lies beyond its bounds"), format!("`{name}` ligt buiten zijn grenzen")),
            ),
            _ => return None,
        };
        let help = if self.is_taken {
            Phrase::new(format!("`{name}`: {}", self.takes.en), format!("`{name}`: {}", self.takes.nl))
        } else {
            Phrase::new(format!("leave `{name}` out"), format!("laat `{name}` weg"))
        };
        Some(Fault { key, message, help })
    }
}
