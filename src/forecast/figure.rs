//! What a forecast rests on, number by number, for the list in a report.

use super::Future;
use super::Shock;
use super::ShockKind;
use super::habit::Habit;
use super::turnover::pick;
use crate::behaviour::Label;
use crate::locale::Phrase;

/// A number that a forecast rests on.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What it is.
    pub name: String,
    /// The number.
    pub value: f64,
    /// Between what numbers it lies.
    pub interval: Option<(f64, f64)>,
    /// What kind of knowledge it is.
    pub label: Label,
    /// Where it comes from.
    pub source: Phrase,
}

impl Future {
    /// Every number that the forecast rests on.
    #[must_use]
    pub fn figures(&self) -> Vec<Figure> {
        let mut figures = self.of_turnover();
        let transfers = Phrase::new("rents of tenants who pay themselves", "huren van huurders die zelf betalen");
        let debits = Phrase::new("direct debits", "automatische incasso's");
        figures.push(share("forecast.rent_missed", &self.pool.own, self.pool.borrowed.0, &transfers));
        figures.push(share("forecast.debits_bounced", &self.pool.debit, self.pool.borrowed.1, &debits));
        figures.extend(self.of_season());
        figures.extend(self.of_rent());
        figures.extend(self.shocks.iter().zip(0..).flat_map(|(shock, number)| of_shock(shock, number)));
        figures
    }

    fn of_turnover(&self) -> Vec<Figure> {
        let turnover = &self.turnover;
        let (ends, months) = (f64::from(turnover.ends), f64::from(turnover.months.max(1)));
        let yearly = 12.0 * turnover.monthly();
        let off = 1.645 * libm::sqrt(ends) * 12.0 / months;
        let seen = turnover.vacancies.len();
        let days = pick(&turnover.vacancies, 0.5).map_or(f64::from(0), f64::from);
        let edge = |at: f64| pick(&turnover.vacancies, at).map_or(days, f64::from);
        vec![
            Figure {
                name: "forecast.ends_a_year".to_owned(),
                value: yearly,
                interval: Some(((yearly - off).max(0.0), yearly + off)),
                label: Label::Fitted,
                source: Phrase::new(
                    format!("{ends} contracts ended in {months} months that contracts ran, evictions left out"),
                    format!("{ends} contracten eindigden in {months} contractmaanden, zonder ontruimingen"),
                ),
            },
            Figure {
                name: "forecast.days_empty".to_owned(),
                value: days,
                interval: Some((edge(0.05), edge(0.95))),
                label: if seen == 0 { Label::Assumed } else { Label::Fitted },
                source: Phrase::new(
                    format!("the middle of {seen} homes let again, and nine in ten of them"),
                    format!("het midden van {seen} opnieuw verhuurde woningen, en negen op de tien ervan"),
                ),
            },
        ]
    }

    /// The months of the year that stand out most.
    fn of_season(&self) -> Vec<Figure> {
        let season = &self.season;
        if !self.ahead.season {
            return Vec::new();
        }
        let each = (1..).zip(season.factors).zip(season.missed.iter().zip(season.seen));
        let figure = |((month, value), (missed, seen)): ((i32, f64), (&u32, u32))| Figure {
            name: format!("forecast.season.{month}"),
            value,
            interval: None,
            label: Label::Fitted,
            source: Phrase::new(
                format!("{missed} misses in {seen} months of rent, drawn towards 1"),
                format!("{missed} gemist van {seen} maanden huur, naar 1 toe getrokken"),
            ),
        };
        each.map(figure).collect()
    }

    /// The rent increase that a scenario gives itself; that of the behaviour is in its own list.
    fn of_rent(&self) -> Option<Figure> {
        self.ahead.rent_increase.map(|value| Figure {
            name: "forecast.rent_increase".to_owned(),
            value,
            interval: None,
            label: Label::Assumed,
            source: scenario(),
        })
    }
}

fn scenario() -> Phrase {
    Phrase::new("the scenario says so", "het scenario zegt het")
}

fn share(name: &str, habit: &Habit, borrowed: f64, of: &Phrase) -> Figure {
    let weight = libm::round(borrowed);
    let (misses, months, share) = (habit.misses(), habit.months(), habit.share());
    let off = 1.645 * libm::sqrt(share * (1.0 - share) / f64::from(months.max(1)));
    Figure {
        name: name.to_owned(),
        value: share,
        interval: Some(((share - off).max(0.0), (share + off).min(1.0))),
        label: Label::Fitted,
        source: Phrase::new(
            format!(
                "{misses} of {months} {}; each tenancy has its own share, with {weight} months of all added",
                of.en
            ),
            format!(
                "{misses} van {months} {}; elk contract heeft een eigen deel, met {weight} maanden van allen erbij",
                of.nl
            ),
        ),
    }
}

/// What a scenario says of a shock.
fn of_shock(shock: &Shock, number: usize) -> Vec<Figure> {
    let name = |key: &str| format!("shocks[{number}].{}.{key}", shock.kind.word());
    let plain = |key: &str, value: Option<f64>| {
        value.map(|value| Figure { name: name(key), value, interval: None, label: Label::Assumed, source: scenario() })
    };
    let effect = shock.log_odds.as_ref().map(|estimate| Figure {
        name: name("log_odds"),
        value: estimate.value,
        interval: Some((estimate.low, estimate.high)),
        label: estimate.label,
        source: Phrase::same(estimate.source.clone()),
    });
    let size = match shock.kind {
        ShockKind::IncomeLoss => plain("share", shock.share),
        ShockKind::EnergyPrice => plain("share_of_rent", shock.share_of_rent),
        ShockKind::RentIncrease => plain("percent", shock.percent),
    };
    [size, effect].into_iter().flatten().collect()
}
