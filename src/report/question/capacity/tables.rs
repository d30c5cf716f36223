//! The tables behind an answer about hours: by hours, and by rule.

use super::Teller;
use super::wait;
use crate::capacity::RuleTally;
use crate::compare::Spread;
use crate::question::Level;
use crate::report::question::Table;
use crate::report::wording;
use crate::vocabulary::KpiUnit;

impl Teller<'_> {
    fn head(&self, level: &Level) -> String {
        let enough = self.locale.pick("enough", "genoeg").to_owned();
        level.minutes.map_or(enough, |minutes| wording::plain(f64::from(minutes) / 60.0, self.locale))
    }

    /// What each number of hours comes to, those that were tried in search of an answer among them.
    pub(super) fn by_hours(&self) -> Table {
        let (locale, measure) = (self.locale, self.staffing.asked.measure);
        let text = |en: &'static str, nl: &'static str| (locale.pick(en, nl).to_owned(), true);
        let beside = || self.found.levels.first().into_iter().flat_map(|level| &level.beside);
        let mut headings = vec![text("hours a week", "uren per week"), (self.staffing.asked.figure(), true)];
        headings.push(text("where 90 % of the runs lie", "waar 90 % van de runs ligt"));
        headings.extend(beside().map(|(other, _)| (other.title(locale), true)));
        headings.push(text("hours worked", "uren gewerkt"));
        headings.push(text("hours waiting at the end", "uren wachtend aan het eind"));
        headings.push(text("rules that starve", "regels die blijven liggen"));
        headings.push(text("longest wait, days", "langst gewacht, dagen"));
        let row = |level: &Level| {
            let spread = Spread::of(&level.figures)?;
            let range = wording::range(measure.unit(), spread, locale, wording::value);
            let mut cells = vec![self.head(level), wording::value(measure.unit(), spread.mean, locale), range];
            cells.extend(level.beside.iter().map(|(other, value)| wording::value(other.unit(), *value, locale)));
            let number = |value: f64| wording::value(KpiUnit::Count, value, locale);
            cells.push(number(level.worked()));
            cells.push(number(level.backlog().last().map_or(0.0, |(_, hours)| *hours)));
            cells.push(level.rules.iter().filter(|rule| rule.starves_from().is_some()).count().to_string());
            cells.push(self.longest(level));
            Some(cells)
        };
        Table {
            title: locale.pick("By hours a week", "Naar uren per week").to_owned(),
            headings,
            rows: self.found.levels.iter().filter_map(row).collect(),
        }
    }

    fn longest(&self, level: &Level) -> String {
        let longest = level.rules.iter().filter(|rule| rule.asked > 0).map(RuleTally::waited_longest).max();
        longest.map_or_else(String::new, |days| days.to_string())
    }

    /// How long each rule waits.
    pub(super) fn waits(&self) -> Table {
        let cell = |rule: &RuleTally| {
            let [median, ninety] = [rule.wait(0.5), rule.wait(0.9)].map(|days| wait(days, self.locale));
            if rule.asked == rule.lapsed { "–".to_owned() } else { format!("{median} / {ninety}") }
        };
        let title = self.locale.pick(
            "Days of waiting by rule: half wait no longer than / nine in ten",
            "Dagen wachten per regel: de helft wacht niet langer dan / negen van de tien",
        );
        self.by_rule(title, cell)
    }

    /// How much of what each rule asks is done.
    pub(super) fn done(&self) -> Table {
        let runs = f64::from(self.staffing.asked.runs.max(1));
        let number = |count: u64| wording::value(KpiUnit::Count, count as f64 / runs, self.locale);
        let cell = |rule: &RuleTally| {
            let (in_time, judged) = rule.in_time();
            let share = if judged > 0 { wording::part(in_time as f64 / judged as f64) } else { "–".to_owned() };
            format!("{} / {} / {} · {share}", number(rule.done), number(rule.asked), number(rule.lapsed))
        };
        let title = self.locale.pick(
            "By rule in a run: done / asked / reason gone · of what was kept waiting or done, the part done within 30 days",
            "Per regel in een run: gedaan / gevraagd / reden vervallen · van wat bleef staan of gedaan is, het deel binnen 30 dagen",
        );
        self.by_rule(title, cell)
    }

    /// A row for each rule, a column for each number of hours that was asked for.
    fn by_rule(&self, title: &str, cell: impl Fn(&RuleTally) -> String) -> Table {
        let levels: Vec<&Level> = self.asked().collect();
        let of = |rule: usize| levels.iter().filter_map(move |level| level.rules.get(rule));
        let rules = self.staffing.rota.titles.iter().enumerate();
        let rows = rules.filter(|(rule, _)| of(*rule).any(|tally| tally.asked > 0)).map(|(rule, title)| {
            let minutes = self.staffing.rota.minutes(rule).to_string();
            [title.clone(), minutes].into_iter().chain(of(rule).map(&cell)).collect()
        });
        let first = (self.locale.pick("rule", "regel").to_owned(), false);
        let minutes = (self.locale.pick("minutes", "minuten").to_owned(), true);
        let head = |level: &&Level| {
            let hours = self.head(level);
            (if level.minutes.is_some() { format!("{hours} {}", self.locale.pick("h", "uur")) } else { hours }, true)
        };
        Table {
            title: title.to_owned(),
            headings: [first, minutes].into_iter().chain(levels.iter().map(head)).collect(),
            rows: rows.collect(),
        }
    }
}
