//! How strong a number must be, in sentences and a picture.

use super::AskedOf;
use super::Table;
use super::Told;
use super::estimate;
use super::number::number_title;
use crate::behaviour::NamedEstimate;
use crate::compare::Goal;
use crate::compare::Spread;
use crate::compare::quantile;
use crate::locale::Locale;
use crate::question::Aim;
use crate::question::BreakEven;
use crate::question::Point;
use crate::question::Turn;
use crate::report::Picture;
use crate::report::chart::Plot;
use crate::report::chart::TargetLine;
use crate::report::chart::Track;
use crate::report::sections::goal_title;
use crate::report::wording;
use crate::vocabulary::KpiUnit;

/// Tells at which value of a number an answer turns. With a goal, the answer is whether the policy meets it; without, whether
/// its figure is lower than the first policy's.
#[must_use]
pub fn tell_break_even(
    asked: AskedOf<'_>,
    number: &NamedEstimate<'_>,
    goal: Option<&Goal>,
    aim: Aim,
    found: &BreakEven,
) -> Told {
    let told = Teller { asked, number, goal, aim, found };
    Told {
        question: told.question(),
        sentences: [told.answer(), told.unclear(), told.now(), told.runs()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect(),
        pictures: vec![told.picture()],
        tables: vec![told.table()],
        notes: told.notes(),
    }
}

struct Teller<'a> {
    asked: AskedOf<'a>,
    number: &'a NamedEstimate<'a>,
    goal: Option<&'a Goal>,
    aim: Aim,
    found: &'a BreakEven,
}

impl Teller<'_> {
    fn name(&self) -> String {
        format!("{} ({})", number_title(&self.number.name, self.asked.locale), self.number.name)
    }

    fn plain(&self, number: f64) -> String {
        wording::plain(number, self.asked.locale)
    }

    /// What is asked for, as a clause after "then": that a target is met, or that a policy is lower than another.
    fn wish(&self) -> String {
        let AskedOf { locale, policy, .. } = self.asked;
        let (own, base, figure) = (self.asked.title(policy), self.asked.title(0), self.asked.figure());
        match (self.goal.map(|goal| goal_title(goal, locale)), locale) {
            (Some(goal), Locale::En) => format!("{own} meets the target ({goal})"),
            (Some(goal), Locale::Nl) => format!("haalt {own} het doel ({goal})"),
            (None, Locale::En) => format!("{figure} is lower under {own} than under {base}"),
            (None, Locale::Nl) => format!("is {figure} bij {own} lager dan bij {base}"),
        }
    }

    fn question(&self) -> String {
        let AskedOf { locale, policy, .. } = self.asked;
        let name = number_title(&self.number.name, locale);
        let (own, base, figure) = (self.asked.title(policy), self.asked.title(0), self.asked.figure());
        match (self.goal.map(|goal| goal_title(goal, locale)), locale) {
            (Some(goal), Locale::En) => format!("How strong must “{name}” be for {own} to meet its target: {goal}?"),
            (Some(goal), Locale::Nl) => format!("Hoe sterk moet “{name}” zijn om bij {own} het doel te halen: {goal}?"),
            (None, Locale::En) => {
                format!("How strong must “{name}” be for {figure} to be lower under {own} than under {base}?")
            }
            (None, Locale::Nl) => {
                format!("Hoe sterk moet “{name}” zijn om {figure} bij {own} lager te krijgen dan bij {base}?")
            }
        }
    }

    fn answer(&self) -> String {
        let locale = self.asked.locale;
        let (name, wish) = (self.name(), self.wish());
        let ends = self.found.points.first().zip(self.found.points.last());
        let (from, to) = ends.map_or((0.0, 0.0), |(first, last)| (first.at, last.at));
        let (from, to) = (self.plain(from), self.plain(to));
        match (self.found.turn, locale) {
            (Turn::Unmoved, Locale::En) => format!("{name} changes nothing here: no value from {from} to {to} does."),
            (Turn::Unmoved, Locale::Nl) => {
                format!("{name} verandert hier niets: geen waarde van {from} tot {to} maakt verschil.")
            }
            (Turn::Never, Locale::En) => {
                format!("No value of {name} from {from} to {to} does it: at none of them {wish}.")
            }
            (Turn::Never, Locale::Nl) => {
                format!("Geen waarde van {name} van {from} tot {to} doet het: bij geen daarvan {wish}.")
            }
            (Turn::Always, Locale::En) => format!("Whatever the value of {name} from {from} to {to}, {wish}."),
            (Turn::Always, Locale::Nl) => format!("Bij elke waarde van {name} van {from} tot {to} {wish}."),
            (Turn::At { value, is_met_above, others }, _) => self.turning(value, is_met_above, others),
        }
    }

    /// At which value it turns, and how often more.
    fn turning(&self, value: f64, is_met_above: bool, others: usize) -> String {
        let (name, wish, value) = (self.name(), self.wish(), self.plain(value));
        let more = match (others, self.asked.locale) {
            (0, _) => String::new(),
            (_, Locale::En) => format!(" It turns at {others} more; this is the one nearest to the present value."),
            (_, Locale::Nl) => {
                let values = Locale::Nl.several(others, ["value", "values"], ["waarde", "waarden"]);
                format!(" Het keert bij nog {values}; dit is die het dichtst bij de huidige ligt.")
            }
        };
        match (is_met_above, self.asked.locale) {
            (true, Locale::En) => format!("With {name} at least {value}, {wish}, on average over the runs.{more}"),
            (false, Locale::En) => format!("With {name} at most {value}, {wish}, on average over the runs.{more}"),
            (true, Locale::Nl) => format!("Met {name} op minstens {value} {wish}, gemiddeld over de runs.{more}"),
            (false, Locale::Nl) => format!("Met {name} op hoogstens {value} {wish}, gemiddeld over de runs.{more}"),
        }
    }

    /// Around the turn: what the runs cannot tell from luck.
    fn unclear(&self) -> String {
        let Some((from, to)) = self.found.unclear else { return String::new() };
        let (from, to) = (self.plain(from), self.plain(to));
        match self.asked.locale {
            Locale::En => format!(
                "From {from} to {to} these runs cannot tell it from luck; more replications make that stretch narrower."
            ),
            Locale::Nl => format!(
                "Van {from} tot {to} kunnen deze runs het niet van toeval onderscheiden; meer herhalingen maken dat stuk \
                 smaller."
            ),
        }
    }

    /// Where the number stands now.
    fn now(&self) -> String {
        let locale = self.asked.locale;
        let of = self.number.estimate;
        let is_now = |point: &&Point| (point.at - of.value).abs() < 1e-9;
        let Some(figure) = self.found.points.iter().find(is_now).and_then(|point| Spread::of(&point.figures)) else {
            return String::new();
        };
        let size = self.size(figure.mean);
        let is_met = self.aim.is_met_by(figure.mean);
        let inside = match self.found.turn {
            Turn::At { value, .. } if (of.low..=of.high).contains(&value) => locale.pick(
                " The turning point lies within what is held possible: the answer hangs on this number.",
                " Het keerpunt ligt binnen wat mogelijk wordt geacht: het antwoord hangt aan dit getal.",
            ),
            Turn::At { .. } => locale.pick(
                " The turning point lies beyond what is held possible.",
                " Het keerpunt ligt buiten wat mogelijk wordt geacht.",
            ),
            _ => "",
        };
        let stands = estimate(of, locale);
        match (is_met, locale) {
            (true, Locale::En) => {
                format!("It is taken to be {stands}; with that value it holds already: {size}.{inside}")
            }
            (false, Locale::En) => {
                format!("It is taken to be {stands}; with that value it does not hold: {size}.{inside}")
            }
            (true, Locale::Nl) => format!("Nu geldt {stands}; met die waarde klopt het al: {size}.{inside}"),
            (false, Locale::Nl) => format!("Nu geldt {stands}; met die waarde klopt het niet: {size}.{inside}"),
        }
    }

    fn size(&self, figure: f64) -> String {
        let (unit, locale) = (self.asked.measure.unit(), self.asked.locale);
        let name = self.asked.figure();
        match self.goal {
            Some(_) => format!("{name} {}", wording::value(unit, figure, locale)),
            None => {
                let word = locale.pick("difference in", "verschil in");
                format!("{word} {name} {}", wording::difference(unit, figure, locale))
            }
        }
    }

    /// What single runs say, which differ in luck and in every other number.
    fn runs(&self) -> String {
        let turns = &self.found.turns;
        let runs = turns.at.len() + turns.always + turns.never;
        if runs < 2 || self.found.turn == Turn::Unmoved {
            return String::new();
        }
        let (low, high) = (quantile(&turns.at, 0.05), quantile(&turns.at, 0.95));
        let (turning, always, never) = (turns.at.len(), turns.always, turns.never);
        let range = format!("{} … {}", self.plain(low), self.plain(high));
        match (turning, self.asked.locale) {
            (0, Locale::En) => {
                format!(
                    "Of {runs} runs, which differ in luck and in every other number, it always holds in {always} and never in {never}."
                )
            }
            (0, Locale::Nl) => {
                format!(
                    "Van {runs} runs, die verschillen in toeval en in elk ander getal, klopt het in {always} altijd en in {never} nooit."
                )
            }
            (_, Locale::En) => format!(
                "Of {runs} runs, which differ in luck and in every other number, {turning} turn within the range, nine in ten of them at {range}; in {always} it holds whatever the value, in {never} no value does it."
            ),
            (_, Locale::Nl) => format!(
                "Van {runs} runs, die verschillen in toeval en in elk ander getal, keren er {turning} binnen het bereik, negen van de tien daarvan bij {range}; in {always} klopt het bij elke waarde, in {never} bij geen enkele."
            ),
        }
    }

    fn notes(&self) -> Vec<String> {
        let locale = self.asked.locale;
        let tried = self.found.points.len();
        let runs = locale.runs(self.asked.runs);
        vec![
            match locale {
                Locale::En => format!(
                    "{tried} values of the number were tried, each in {runs} with the same luck and the same draws of every other number. Between two values of which one does it and one does not, the middle was tried, eight times over."
                ),
                Locale::Nl => format!(
                    "{tried} waarden van het getal zijn beproefd, elk in {runs} met hetzelfde toeval en dezelfde trekkingen van elk ander getal. Tussen twee waarden waarvan de ene het brengt en de andere niet is achtmaal het midden beproefd."
                ),
            },
            locale
                .pick(
                    "It says what the number would have to be, not what it is.",
                    "Het zegt wat het getal zou moeten zijn, niet wat het is.",
                )
                .to_owned(),
        ]
    }

    fn picture(&self) -> Picture {
        let AskedOf { locale, measure, policy, .. } = self.asked;
        let known = |point: &Point| Some((point.at, Spread::of(&point.figures)?));
        let spreads: Vec<(f64, Spread)> = self.found.points.iter().filter_map(known).collect();
        let band = spreads.iter().filter_map(|(at, spread)| spread.interval.map(|of| (*at, of.low, of.high)));
        let own = self.asked.title(policy);
        let (title, label) = match self.goal {
            Some(goal) => {
                let limit = wording::limit(measure.unit(), goal.limit(), locale);
                (self.asked.figure(), format!("{} {limit}", locale.pick("target", "doel")))
            }
            None => (
                format!(
                    "{}: {} {}",
                    self.asked.figure(),
                    locale.pick("difference with", "verschil met"),
                    self.asked.title(0)
                ),
                locale.pick("no difference", "geen verschil").to_owned(),
            ),
        };
        let track = Track {
            title: own.to_owned(),
            points: spreads.iter().map(|(at, spread)| (*at, spread.mean)).collect(),
            band: band.collect(),
        };
        let mut places =
            vec![TargetLine { label: locale.pick("now", "nu").to_owned(), level: self.number.estimate.value }];
        if let Turn::At { value, .. } = self.found.turn {
            // The present value says so itself when both would stand on each other.
            let ends = self.found.points.first().zip(self.found.points.last()).map_or(1.0, |(a, b)| b.at - a.at);
            let is_near = (value - self.number.estimate.value).abs() < 0.06 * ends;
            let label = if is_near { String::new() } else { self.plain(value) };
            places.push(TargetLine { label, level: value });
        }
        let below = self.name();
        let scene = Plot {
            title: &title,
            unit: measure.unit(),
            mark: if self.goal.is_some() { wording::tick } else { wording::difference_tick },
            below: &below,
            unit_below: KpiUnit::Number,
            tracks: vec![track],
            target: Some(TargetLine { label, level: self.aim.level() }),
            places,
            spots: Vec::new(),
        };
        Picture { name: "break-even", scene: scene.scene(locale), title }
    }

    /// What was tried, but for what lies so near to the one before that nobody would tell them apart; the file has all.
    fn apart(&self) -> impl Iterator<Item = &Point> {
        let ends = self.found.points.first().zip(self.found.points.last()).map_or(0.0, |(a, b)| b.at - a.at);
        let mut last = f64::NEG_INFINITY;
        self.found.points.iter().filter(move |point| {
            let is_told = point.at - last > ends * 0.01;
            last = if is_told { point.at } else { last };
            is_told
        })
    }

    fn table(&self) -> Table {
        let AskedOf { locale, measure, .. } = self.asked;
        let word = if self.goal.is_some() { wording::value } else { wording::difference };
        let met = |figures: &[f64]| figures.iter().filter(|figure| self.aim.is_met_by(**figure)).count();
        let row = |point: &Point| {
            let spread = Spread::of(&point.figures)?;
            Some(vec![
                self.plain(point.at),
                word(measure.unit(), spread.mean, locale),
                wording::range(measure.unit(), spread, locale, word),
                format!("{} / {}", met(&point.figures), point.figures.len()),
            ])
        };
        Table {
            title: locale.pick("What was tried", "Wat beproefd is").to_owned(),
            headings: vec![
                (self.number.name.clone(), true),
                (locale.pick("mean", "gemiddeld").to_owned(), true),
                (locale.pick("where 90 % of the runs lie", "waar 90 % van de runs ligt").to_owned(), true),
                (locale.pick("runs in which it holds", "runs waarin het klopt").to_owned(), true),
            ],
            rows: self.apart().filter_map(row).collect(),
        }
    }
}
