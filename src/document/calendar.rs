//! The calendar of somebody who stops paying: on which day of the arrears each rule first comes, as the engine does it.
//!
//! Nothing is estimated: a tenancy of ten years that always paid, and from a month on pays nothing, goes through the same
//! engine that runs the books. Always: what stands in the calendar is what a replay of those books would do.

use super::Block;
use super::Section;
use super::Writer;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Policy;
use crate::engine::History;
use crate::engine::Run;
use crate::engine::Simulator;
use crate::locale::Locale;
use crate::money::Money;
use crate::program::Program;
use crate::tenancy::Entry;
use crate::tenancy::Tenancy;
use crate::vocabulary::Category;
use crate::vocabulary::EntryKind;
use crate::vocabulary::PaymentMethod;

/// The rent of a month of whoever stops paying.
const RENT: Money = Money::from_cents(60_000);
/// How many months the books go back before that, all paid in time.
const PAID_MONTHS: i32 = 24;
/// For how many months the rent goes on unpaid.
const UNPAID_MONTHS: i32 = 12;
/// The month in which the rent stops, for a policy that does not say from when it rules.
const WITHOUT_DATE: i32 = 2025;

/// The first time that a rule comes for somebody who stops paying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fired {
    /// The day.
    pub day: Day,
    /// How many days that is after the first due date that was not met.
    pub after: i32,
    /// The rule, by its place.
    pub rule: usize,
    /// The exception whose steps were taken instead, by its place.
    pub exception: Option<usize>,
    /// The arrears at the end of that day.
    pub arrears: Money,
}

/// What comes of somebody who stops paying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpaid {
    /// The due date of the first rent that is not paid.
    pub from: Day,
    /// The first time of each rule that came, in order of day.
    pub fired: Vec<Fired>,
}

/// Lets somebody stop paying in the first month in which the policy rules, for a year.
#[must_use]
pub fn unpaid(policy: &Policy, program: &Program) -> Unpaid {
    let start = policy.valid_from.or_else(|| Day::from_ymd(WITHOUT_DATE, 1, 1)).unwrap_or(Day::DAWN);
    let from = if start.of_month() == 1 { start } else { start.month().plus(1).first() };
    let window = Period { from, to: from.month().plus(UNPAID_MONTHS - 1).last() };
    let mut simulator = Simulator::default();
    let history = simulator.simulate(&Run::replay(program, window), 0, &never_pays_from(from));
    Unpaid { from, fired: first_times(history, from) }
}

fn first_times(history: &History, from: Day) -> Vec<Fired> {
    let mut fired: Vec<Fired> = Vec::new();
    for done in &history.actions {
        let Some(rule) = done.rule.map(usize::from) else { continue };
        let exception = done.exception.map(usize::from);
        if fired.iter().all(|first| (first.rule, first.exception) != (rule, exception)) {
            let arrears = history.arrears_on(done.day);
            fired.push(Fired { day: done.day, after: done.day.since(from), rule, exception, arrears });
        }
    }
    fired.sort_by_key(|first| (first.day, first.rule));
    fired
}

/// A tenancy of ten years, paid on every due date until the one that is not met.
fn never_pays_from(from: Day) -> Tenancy {
    let entry = |day: Day, kind: EntryKind, due: Day| Entry {
        day,
        kind,
        category: Category::Rent,
        amount: RENT,
        due,
        method: PaymentMethod::Transfer,
        refers_to: None,
    };
    let months = (-PAID_MONTHS..UNPAID_MONTHS).map(|months| from.plus_months(months));
    let entries = months.flat_map(|day| {
        let paid = (day < from).then(|| entry(day, EntryKind::Payment, Day::NEVER));
        [entry(day, EntryKind::Charge, day)].into_iter().chain(paid)
    });
    Tenancy { entries: entries.collect(), ..Tenancy::bare("", from.plus_months(-120)) }
}

impl Writer<'_> {
    pub(super) fn calendar(&self) -> Option<Section> {
        let unpaid = self.unpaid;
        let rows: Vec<Vec<String>> = unpaid.fired.iter().map(|fired| self.fired(fired)).collect();
        let headings = [
            ("day", "dag"),
            ("date", "datum"),
            ("arrears that evening", "achterstand die avond"),
            ("rule", "regel"),
            ("what happens", "wat er gebeurt"),
        ];
        let table = self.table(&headings, rows);
        let none = self.heading("Nothing happens in that year.", "In dat jaar gebeurt er niets.");
        let blocks = [
            Some(Block::Say(self.lead(unpaid))),
            table.or(Some(Block::Say(none))),
            self.absent(unpaid).map(Block::Say),
        ];
        let title = ("Calendar of somebody who stops paying", "Kalender van wie stopt met betalen");
        self.section("calendar", title, blocks.into_iter().flatten().collect())
    }

    fn lead(&self, unpaid: &Unpaid) -> String {
        let (from, rent) = (self.locale.day(unpaid.from), self.locale.money(RENT));
        match self.locale {
            Locale::En => format!(
                "As the engine does it, to the day, for one tenant: a home of {rent} a month for ten years, always paid in \
                 time, and from {from} nothing any more for a year. No plan is agreed, no help accepted, nobody objects, and \
                 every call and visit counts as made. Day 0 is the first due date that is not met; each rule stands where it \
                 first comes. Weekends and holidays make the days differ a little from month to month."
            ),
            Locale::Nl => format!(
                "Zoals de rekenkern het doet, op de dag af, voor één huurder: een woning van {rent} per maand, tien jaar \
                 lang altijd op tijd betaald, en vanaf {from} een jaar lang niets meer. Er komt geen regeling, er wordt geen \
                 hulp aanvaard, er is geen bezwaar, en elke belactie en elk bezoek telt als gedaan. Dag 0 is de eerste \
                 vervaldag die niet gehaald wordt; elke regel staat waar zij voor het eerst komt. Weekenden en feestdagen \
                 verschuiven de dagen per maand een beetje."
            ),
        }
    }

    fn fired(&self, fired: &Fired) -> Vec<String> {
        let rule = self.policy.rules.get(fired.rule);
        let exception = fired.exception.and_then(|place| self.policy.exceptions.get(place));
        let steps = exception.map(|exception| &exception.steps).or(rule.map(|rule| &rule.steps));
        let title = rule.map_or("", |rule| rule.named.title.as_str());
        let title = exception.map_or_else(|| title.to_owned(), |other| format!("{title} ({})", other.named.title));
        vec![
            fired.after.to_string(),
            self.locale.day(fired.day),
            self.locale.money(fired.arrears),
            title,
            super::sentence(&self.plain.steps(steps.map_or(&[][..], |steps| steps))),
        ]
    }

    /// The rules that this tenant never meets.
    fn absent(&self, unpaid: &Unpaid) -> Option<String> {
        let never = self.policy.rules.iter().enumerate();
        let never = never.filter(|(place, _)| unpaid.fired.iter().all(|fired| fired.rule != *place));
        let titles: Vec<String> = never.map(|(_, rule)| format!("\u{201c}{}\u{201d}", rule.named.title)).collect();
        let lead =
            self.pick("In that year this tenant does not meet:", "In dat jaar krijgt deze huurder niet te maken met:");
        (!titles.is_empty()).then(|| format!("{lead} {}.", titles.join(", ")))
    }
}
