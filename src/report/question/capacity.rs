//! What becomes of a policy with so many hours a week, in sentences, pictures and tables.

mod tables;

use super::AskedOf;
use super::Told;
use crate::capacity::RuleTally;
use crate::compare::Goal;
use crate::compare::Spread;
use crate::compare::kind_title;
use crate::locale::Locale;
use crate::question::Capacity;
use crate::question::Enough;
use crate::question::Level;
use crate::question::STATUTORY;
use crate::report::Picture;
use crate::report::chart::Curve;
use crate::report::chart::Curves;
use crate::report::chart::Plot;
use crate::report::chart::TargetLine;
use crate::report::chart::Track;
use crate::report::sections::goal_title;
use crate::report::wording;
use crate::scenario::Capacity as Minutes;
use crate::scenario::Rota;
use crate::vocabulary::ActionKind;
use crate::vocabulary::KpiUnit;
use std::collections::BTreeSet;

/// About what hours are asked.
#[derive(Clone, Debug)]
pub struct Staffing<'a> {
    /// The figure, the policy and the runs.
    pub asked: AskedOf<'a>,
    /// The target for the figure, if there is one.
    pub goal: Option<Goal>,
    /// The guarantees of the policy, law and agreement among them.
    pub guarantees: Vec<String>,
    /// Who has work.
    pub rota: &'a Rota,
    /// What the scenario says of minutes.
    pub capacity: Option<&'a Minutes>,
}

/// Tells what hours do to a policy.
#[must_use]
pub fn tell_capacity(staffing: &Staffing<'_>, found: &Capacity) -> Told {
    let teller = Teller { staffing, found, locale: staffing.asked.locale };
    let starving = teller.asked().map(|level| teller.starving(level));
    let sentences = [teller.target(), teller.work(), teller.prompt()];
    let sentences = sentences.into_iter().chain(starving).chain(teller.statutory()).chain(teller.breached());
    Told {
        question: teller.question(),
        sentences: sentences.chain([teller.unsettled()]).filter(|text| !text.is_empty()).collect(),
        pictures: vec![teller.figure_picture(), teller.backlog_picture()],
        tables: vec![teller.by_hours(), teller.waits(), teller.done()],
        notes: teller.notes(),
    }
}

struct Teller<'a> {
    staffing: &'a Staffing<'a>,
    found: &'a Capacity,
    locale: Locale,
}

impl<'a> Teller<'a> {
    fn title(&self) -> &str {
        self.staffing.asked.title(self.staffing.asked.policy)
    }

    /// The levels that were asked for, as many as it takes among them.
    fn asked(&self) -> impl Iterator<Item = &'a Level> + use<'a> {
        self.found.levels.iter().filter(|level| level.is_asked)
    }

    /// With hours enough for everything.
    fn unlimited(&self) -> Option<&'a Level> {
        self.found.levels.iter().find(|level| level.minutes.is_none())
    }

    fn number(&self, number: f64) -> String {
        wording::value(KpiUnit::Count, number, self.locale)
    }

    /// `7.5 hours`.
    fn hours(&self, minutes: u32) -> String {
        let hours = wording::plain(f64::from(minutes) / 60.0, self.locale);
        let word = match (minutes == 60, self.locale) {
            (true, Locale::En) => "hour",
            (false, Locale::En) => "hours",
            (_, Locale::Nl) => "uur",
        };
        format!("{hours} {word}")
    }

    /// From where on something holds: known to half an hour, or only that it lies between two numbers that were tried.
    fn from(&self, too_few: u32, enough: u32) -> String {
        if enough.saturating_sub(too_few) <= 30 {
            return self.hours(enough);
        }
        let low = wording::plain(f64::from(too_few) / 60.0, self.locale);
        match self.locale {
            Locale::En => format!("a point between {low} and {}", self.hours(enough)),
            Locale::Nl => format!("een punt tussen {low} en {}", self.hours(enough)),
        }
    }

    fn ends(&self) -> (String, String) {
        let minutes = || self.found.levels.iter().filter_map(|level| level.minutes);
        (self.hours(minutes().min().unwrap_or(0)), self.hours(minutes().max().unwrap_or(0)))
    }

    fn question(&self) -> String {
        let title = self.title();
        match self.locale {
            Locale::En => format!("What becomes of {title} with so many hours of work a week?"),
            Locale::Nl => format!("Wat wordt er van {title} met zoveel uren werk per week?"),
        }
    }

    /// With how many hours the target is met.
    fn target(&self) -> String {
        let (Some(goal), Some(enough)) = (&self.staffing.goal, self.found.target) else {
            return self.no_target();
        };
        let (goal, (least, most)) = (goal_title(goal, self.locale), self.ends());
        match (enough, self.locale) {
            (Enough::Always, Locale::En) => {
                format!("The target ({goal}) is met with {least} a week already, on average over the runs.")
            }
            (Enough::Always, Locale::Nl) => {
                format!("Het doel ({goal}) wordt al met {least} per week gehaald, gemiddeld over de runs.")
            }
            (Enough::From { too_few, enough }, Locale::En) => {
                format!(
                    "The target ({goal}) is met from {} a week on, on average over the runs.",
                    self.from(too_few, enough)
                )
            }
            (Enough::From { too_few, enough }, Locale::Nl) => {
                format!(
                    "Het doel ({goal}) wordt gehaald vanaf {} per week, gemiddeld over de runs.",
                    self.from(too_few, enough)
                )
            }
            (Enough::Beyond, Locale::En) => {
                format!("The target ({goal}) is not met with {most} a week; with hours enough for everything it is.")
            }
            (Enough::Beyond, Locale::Nl) => {
                format!("Het doel ({goal}) wordt met {most} per week niet gehaald; met uren genoeg voor alles wel.")
            }
            (Enough::Never, Locale::En) => {
                format!("The target ({goal}) is not met, not even with hours enough for everything.")
            }
            (Enough::Never, Locale::Nl) => {
                format!("Het doel ({goal}) wordt niet gehaald, ook niet met uren genoeg voor alles.")
            }
        }
    }

    fn no_target(&self) -> String {
        let figure = self.staffing.asked.figure();
        match self.locale {
            Locale::En => format!("No policy has a target for {figure}."),
            Locale::Nl => format!("Geen beleid heeft een doel voor {figure}."),
        }
    }

    /// How much work there is.
    fn work(&self) -> String {
        let hours = self.number(self.found.asked_a_week);
        match self.locale {
            Locale::En => {
                format!("With hours enough for everything the work comes to {hours} hours a week on average.")
            }
            Locale::Nl => format!("Met uren genoeg voor alles komt het werk gemiddeld op {hours} uur per week."),
        }
    }

    /// From how many hours on nothing waits.
    fn prompt(&self) -> String {
        let (least, most) = self.ends();
        match (self.found.prompt, self.locale) {
            (Enough::Always, Locale::En) => format!("With {least} a week nothing waits longer than a week already."),
            (Enough::Always, Locale::Nl) => format!("Al met {least} per week wacht niets langer dan een week."),
            (Enough::From { too_few, enough }, Locale::En) => {
                format!("From {} a week on nothing waits longer than a week, in any run.", self.from(too_few, enough))
            }
            (Enough::From { too_few, enough }, Locale::Nl) => {
                format!(
                    "Vanaf {} per week wacht niets langer dan een week, in geen enkele run.",
                    self.from(too_few, enough)
                )
            }
            (_, Locale::En) => format!("With {most} a week something still waits longer than a week."),
            (_, Locale::Nl) => format!("Ook met {most} per week wacht er werk langer dan een week."),
        }
    }

    /// Which rules starve with so many hours, since when, and what lies there at the end.
    fn starving(&self, level: &Level) -> String {
        let Some(minutes) = level.minutes else { return String::new() };
        let named = self.staffing.rota.titles.iter().zip(&level.rules);
        let starved: Vec<String> = named
            .filter_map(|(title, rule)| Some(self.starved(title, rule, &self.locale.day(rule.starves_from()?))))
            .collect();
        if starved.is_empty() {
            return String::new();
        }
        let (hours, starved) = (self.hours(minutes), starved.join("; "));
        let left = self.number(level.backlog().last().map_or(0.0, |(_, hours)| *hours));
        match self.locale {
            Locale::En => format!("With {hours} a week these starve: {starved}. At the end {left} hours of work wait."),
            Locale::Nl => {
                format!("Met {hours} per week blijft liggen: {starved}. Aan het eind wacht er {left} uur werk.")
            }
        }
    }

    fn starved(&self, title: &str, rule: &RuleTally, from: &str) -> String {
        let (in_time, judged) = rule.in_time();
        let share = wording::part(in_time as f64 / (judged.max(1)) as f64);
        match (rule.done, self.locale) {
            (0, Locale::En) => format!("“{title}” from the week of {from} (none done)"),
            (0, Locale::Nl) => format!("“{title}” vanaf de week van {from} (niets gedaan)"),
            (_, Locale::En) => format!("“{title}” from the week of {from} ({share} within 30 days)"),
            (_, Locale::Nl) => format!("“{title}” vanaf de week van {from} ({share} binnen 30 dagen)"),
        }
    }

    /// What becomes of acts that the law asks for, where hours change it: held up themselves, or by what goes before them.
    fn statutory(&self) -> Vec<String> {
        let Some(all) = self.unlimited() else { return Vec::new() };
        STATUTORY.iter().filter_map(|kind| self.act(*kind, all)).collect()
    }

    fn act(&self, kind: ActionKind, all: &Level) -> Option<String> {
        let of = |level: &Level| level.act(kind);
        // What comes less than once a year is too rare to compare.
        let whole = of(all).filter(|times| *times >= 1.0)?;
        let number = |times: f64| self.number(times);
        let is_held_up = self.asked().any(|level| level.holds_up(kind, all));
        let each: Vec<String> = self
            .asked()
            .filter(|level| level.holds_up(kind, all))
            .filter_map(|level| Some((level.minutes?, of(level)?)))
            .map(|(minutes, times)| format!("{} ({})", number(times), self.hours(minutes)))
            .collect();
        let (title, each, whole) = (kind_title(kind, self.locale), each.join(", "), number(whole));
        Some(match (is_held_up, self.locale) {
            (true, Locale::En) => format!(
                "The law asks for this act, and it is done less with too few hours, itself or what must go before it: \
                 {title}, {whole} a year with hours enough; {each}."
            ),
            (true, Locale::Nl) => format!(
                "De wet vraagt om deze handeling, en met te weinig uren gebeurt zij minder, zijzelf of wat eraan vooraf moet \
                 gaan: {title}, {whole} per jaar met uren genoeg; {each}."
            ),
            (false, Locale::En) => {
                format!("The law asks for this act, and hours do not keep it back: {title}, {whole} a year.")
            }
            (false, Locale::Nl) => format!(
                "De wet vraagt om deze handeling, en de uren houden haar niet tegen: {title}, {whole} per jaar."
            ),
        })
    }

    /// Guarantees that are broken more often than with hours enough.
    fn breached(&self) -> Vec<String> {
        let runs = f64::from(self.staffing.asked.runs.max(1));
        let count = |level: &Level, nth: usize| level.breaches.get(nth).copied().unwrap_or(0);
        let mut told = Vec::new();
        for level in self.asked() {
            for (nth, title) in self.staffing.guarantees.iter().enumerate() {
                let (own, base) = (count(level, nth), self.unlimited().map_or(0, |all| count(all, nth)));
                let Some(minutes) = level.minutes.filter(|_| own > base) else { continue };
                let (hours, own, base) =
                    (self.hours(minutes), self.number(own as f64 / runs), self.number(base as f64 / runs));
                told.push(match self.locale {
                    Locale::En => format!(
                        "With {hours} a week this guarantee is broken {own} times a run (with hours enough {base}): “{title}”."
                    ),
                    Locale::Nl => format!(
                        "Met {hours} per week wordt deze waarborg {own} keer per run geschonden (met uren genoeg {base}): \
                         “{title}”."
                    ),
                });
            }
        }
        told
    }

    /// Where the rounds did not come to an end.
    fn unsettled(&self) -> String {
        let moving = self.found.levels.iter().filter(|level| level.settled.moving > 0);
        let each: Vec<String> = moving
            .filter_map(|level| {
                Some(format!("{} ({})", self.hours(level.minutes?), self.locale.day(level.settled.from?)))
            })
            .collect();
        if each.is_empty() {
            return String::new();
        }
        let each = each.join(", ");
        match self.locale {
            Locale::En => format!(
                "The order of the queue was still moving after the last round, from the day between parentheses on: {each}. \
                 What comes before that day is exact, what comes after it is not."
            ),
            Locale::Nl => format!(
                "De volgorde van de wachtrij bewoog na de laatste ronde nog, vanaf de dag tussen haakjes: {each}. Wat voor die \
                 dag komt is exact, wat erna komt niet."
            ),
        }
    }

    fn figure_picture(&self) -> Picture {
        let AskedOf { locale, measure, .. } = self.staffing.asked;
        let known = |level: &Level| Some((f64::from(level.minutes?) / 60.0, Spread::of(&level.figures)?));
        let spreads: Vec<(f64, Spread)> = self.found.levels.iter().filter_map(known).collect();
        let band = spreads.iter().filter_map(|(at, spread)| spread.interval.map(|of| (*at, of.low, of.high)));
        let track = Track {
            title: self.title().to_owned(),
            points: spreads.iter().map(|(at, spread)| (*at, spread.mean)).collect(),
            band: band.collect(),
        };
        let all = self.unlimited().and_then(|level| Spread::of(&level.figures));
        let target = self.staffing.goal.map(|goal| TargetLine {
            label: format!(
                "{} {}",
                locale.pick("target", "doel"),
                wording::limit(measure.unit(), goal.limit(), locale)
            ),
            level: goal.limit(),
        });
        let enough = all.map(|all| TargetLine {
            label: locale.pick("with hours enough for everything", "met uren genoeg voor alles").to_owned(),
            level: all.mean,
        });
        let title = self.staffing.asked.figure();
        let plot = Plot {
            title: &title,
            unit: measure.unit(),
            mark: wording::tick,
            below: locale.pick("hours of work a week", "uren werk per week"),
            unit_below: KpiUnit::Number,
            tracks: vec![track],
            spots: Vec::new(),
            target: target.or(enough),
            places: vec![TargetLine {
                label: locale.pick("all the work there is", "al het werk dat er is").to_owned(),
                level: self.found.asked_a_week,
            }],
        };
        Picture { name: "hours", scene: plot.scene(locale), title }
    }

    fn backlog_picture(&self) -> Picture {
        let levels: Vec<(String, &Level)> =
            self.asked().filter_map(|level| Some((self.hours(level.minutes?), level))).collect();
        let title = self.locale.pick(
            "hours of work that wait at the end of each week",
            "uren werk die aan het eind van elke week wachten",
        );
        let curves =
            levels.iter().map(|(title, level)| Curve { title, points: level.backlog(), band: Vec::new() }).collect();
        let scene = Curves { title, unit: KpiUnit::Count, curves, target: None, forecast_from: None };
        Picture { name: "backlog", scene: scene.scene(self.locale), title: title.to_owned() }
    }

    fn notes(&self) -> Vec<String> {
        let runs = self.locale.runs(self.staffing.asked.runs);
        let how = match self.locale {
            Locale::En => format!(
                "Each working day brings its share of the week's hours, a public holiday none; what a day leaves is gone after \
                 the week. The heaviest goes first, as on the worklist; of the same weight the oldest, then the most arrears. \
                 Who has paid while waiting leaves the queue. {runs} with the same luck for each number of hours; a wait \
                 counts from the day on which it could have been done. A rule starves when from some week on less than half of \
                 what it asks is done within 30 days; who pays within a week does not count for that."
            ),
            Locale::Nl => format!(
                "Elke werkdag brengt zijn deel van de uren van de week, een feestdag niet; wat een dag overlaat is na die week \
                 weg. Het zwaarste gaat voor, zoals op de werklijst; van wat even zwaar is het oudste, dan de hoogste \
                 achterstand. Wie betaalt terwijl hij wacht verlaat de rij. {runs} met hetzelfde toeval voor elk aantal \
                 uren; wachten telt vanaf de dag waarop het gedaan had kunnen worden. Een regel blijft liggen als vanaf een week \
                 minder dan de helft van wat hij vraagt binnen 30 dagen gebeurt; wie binnen een week betaalt telt daarvoor niet \
                 mee."
            ),
        };
        [how, self.minutes(), self.nobody(), self.lists()].into_iter().filter(|note| !note.is_empty()).collect()
    }

    /// Where the minutes come from.
    fn minutes(&self) -> String {
        let given = self.staffing.capacity.filter(|given| !given.minutes.is_empty());
        let own: Vec<String> =
            given.iter().flat_map(|given| &given.minutes).map(|(kind, minutes)| format!("{kind} {minutes}")).collect();
        let own = own.join(", ");
        match (own.is_empty(), self.locale) {
            (true, Locale::En) => "The minutes that work takes are those of the policy: assumed.".to_owned(),
            (true, Locale::Nl) => "De minuten die werk kost zijn die van het beleid: aangenomen.".to_owned(),
            (false, Locale::En) => {
                format!("The minutes that work takes are those of the policy, and of the scenario ({own}): assumed.")
            }
            (false, Locale::Nl) => {
                format!("De minuten die werk kost zijn die van het beleid, en van het scenario ({own}): aangenomen.")
            }
        }
    }

    /// What is taken to need nobody.
    fn nobody(&self) -> String {
        let kinds: Vec<String> = self.staffing.rota.nobody.iter().map(|kind| kind_title(*kind, self.locale)).collect();
        let kinds = kinds.join(", ");
        match (kinds.is_empty(), self.locale) {
            (true, _) => String::new(),
            (false, Locale::En) => format!(
                "Nobody says how many minutes these take, or they take none: they are done at once, whatever the hours. {kinds}."
            ),
            (false, Locale::Nl) => format!(
                "Van deze zegt niemand hoeveel minuten zij kosten, of zij kosten er geen: zij gebeuren meteen, wat de uren ook \
                 zijn. {kinds}."
            ),
        }
    }

    /// What goes with the list of a partner.
    fn lists(&self) -> String {
        let rota = self.staffing.rota;
        let titles = rota.titles.iter().enumerate().filter(|(rule, _)| rota.goes_with_list(*rule));
        let titles: BTreeSet<String> = titles.map(|(_, title)| format!("“{title}”")).collect();
        let titles = titles.into_iter().collect::<Vec<String>>().join(", ");
        match (titles.is_empty(), self.locale) {
            (true, _) => String::new(),
            (false, Locale::En) => {
                format!("What goes with the list of a partner goes on its day, before anything else: {titles}.")
            }
            (false, Locale::Nl) => {
                format!("Wat met de lijst van een partner meegaat, gaat op die dag, voor al het andere: {titles}.")
            }
        }
    }
}

/// A wait in days, or that it was not done.
fn wait(days: Option<i32>, locale: Locale) -> String {
    days.map_or_else(|| locale.pick("not done", "niet gedaan").to_owned(), |days| days.to_string())
}
