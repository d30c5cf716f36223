//! How long bailiff and court take, and what the court decides.
//!
//! A ledger seldom shows every step. What is hidden between two that it shows is told by the whole of the time.

use super::FEWEST;
use super::put;
use super::share;
use crate::behaviour::Bailiff;
use crate::behaviour::Behaviour;
use crate::behaviour::DeepArrears;
use crate::behaviour::Estimate;
use crate::behaviour::Label;
use crate::behaviour::Observed;
use crate::behaviour::SetBy;
use crate::calendar::Day;
use crate::engine::observe;
use crate::engine::set_by;
use crate::estimation::Measured;
use crate::estimation::wait::Wait;
use crate::estimation::wait::mean_wait;
use crate::ledger::Allocation;
use crate::money::Money;
use crate::tenancy::Plan;
use crate::tenancy::Portfolio;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::PlanOutcome;

/// An eviction within so many days of the end of a settlement needed no judgment of its own.
const AT_ONCE: i32 = 7;

/// A file as its record shows it.
struct File {
    cluster: u32,
    handed_over: Day,
    writ: Option<Day>,
    /// The last day on which it is seen with the bailiff.
    over: Day,
    evicted: Option<Day>,
}

/// Longer than any order of eviction takes.
const MOST_DAYS: i32 = 10_000;

/// The files of a tenancy, in the order of their hand-over.
fn files(cluster: u32, tenancy: &Tenancy, observed: &Observed) -> impl Iterator<Item = File> {
    let done =
        |kind: ActionKind| tenancy.actions.iter().filter(move |action| action.kind == kind).map(|action| action.day);
    done(ActionKind::HandOver).map(move |handed_over| {
        let after = observed.days.iter().filter(|at_risk| at_risk.day > handed_over);
        let last = after.take_while(|at_risk| at_risk.situation.handed_over).last();
        let last = last.map_or(handed_over, |at_risk| at_risk.day);
        // On the day of an eviction nobody is at risk any more.
        let evicted = tenancy.recorded_eviction().filter(|day| *day > handed_over && *day <= last.plus(1));
        let over = evicted.unwrap_or(last);
        let writ = done(ActionKind::Writ).find(|day| *day >= handed_over && *day <= over);
        File { cluster, handed_over, writ, over, evicted }
    })
}

impl File {
    /// A wait that ended on a day, or had not when the file was last seen.
    fn wait(&self, from: Day, ended: Option<Day>) -> Wait {
        let days = f64::from(ended.unwrap_or(self.over).since(from).max(0));
        Wait { cluster: self.cluster, days, ended: ended.is_some() }
    }

    /// The wait from a day for the judgment that no settlement shows. An eviction shows that it came, by the days that notice
    /// and eviction take.
    fn last_judgment(&self, from: Day, to_eviction: f64) -> Option<Wait> {
        let Some(evicted) = self.evicted else { return (from < self.over).then(|| self.wait(from, None)) };
        let days = (f64::from(evicted.since(from)) - to_eviction).max(1.0);
        Some(Wait { cluster: self.cluster, days, ended: true })
    }
}

/// How many there are in each tenancy and how many of them came to something, at arrears that are not deep and at deep ones.
#[derive(Default)]
struct ByDepth([Vec<(usize, usize)>; 2]);

/// From so many months of rent on arrears are deep: in the books by which this was made, courts ordered eviction in one case of
/// twenty below it and in one of five from it on.
const DEEP_MONTHS: f64 = 8.0;

impl ByDepth {
    /// What a tenancy shows: the months of rent in arrears of each, and whether it came to something.
    fn add(&mut self, shown: &[(f64, bool)]) {
        for (counts, deep) in self.0.iter_mut().zip([false, true]) {
            let of_depth = || shown.iter().filter(|(months, _)| (*months >= DEEP_MONTHS) == deep);
            counts.push((of_depth().count(), of_depth().filter(|(_, came)| *came).count()));
        }
    }

    /// The share that came to something: whatever the depth, or at arrears that are not deep and at deep ones.
    fn shares(&self) -> (Option<Measured>, [Option<Measured>; 2]) {
        let [shallow, deep] = &self.0;
        let both = shallow.iter().zip(deep).map(|(one, other)| (one.0 + other.0, one.1 + other.1));
        (share(both), [share(shallow.iter().copied()), share(deep.iter().copied())])
    }
}

/// What the roads of all files came to.
#[derive(Default)]
struct Roads {
    to_writ: Vec<Wait>,
    to_judgment: Vec<Wait>,
    to_new_judgment: Vec<Wait>,
    /// For each tenancy, its verdicts that show, and the orders of eviction among them.
    verdicts: ByDepth,
    /// For each tenancy, its settlements that came to an end with arrears left, and those after which eviction followed at once.
    over: ByDepth,
    instalments: Vec<u32>,
    /// How many days after an instalment fell due its settlement was broken.
    patience: Vec<i32>,
}

pub(super) fn count(portfolio: &Portfolio, behaviour: &mut Behaviour) {
    let Some(last_day) = portfolio.last_day else { return };
    let bailiff = &mut behaviour.bailiff;
    let to_eviction = bailiff.days_to_notice.value + bailiff.days_to_eviction.value;
    let mut roads = Roads::default();
    for (cluster, tenancy) in (0..).zip(&portfolio.tenancies) {
        if tenancy.actions.iter().any(|action| action.kind == ActionKind::HandOver) {
            roads.add(cluster, tenancy, last_day, to_eviction);
        }
    }
    roads.tell(bailiff);
}

impl Roads {
    fn add(&mut self, cluster: u32, tenancy: &Tenancy, last_day: Day, to_eviction: f64) {
        let by_court = |plan: &&Plan| set_by(tenancy, plan) == SetBy::Court;
        let settlements: Vec<&Plan> = tenancy.plans.iter().filter(by_court).collect();
        let observed = observe(tenancy, Allocation::default(), last_day);
        let mut over = Vec::new();
        for file in files(cluster, tenancy, &observed) {
            self.to_writ.push(file.wait(file.handed_over, file.writ));
            if let Some(writ) = file.writ {
                over.extend(self.add_court(&file, writ, &settlements, to_eviction));
            }
        }
        let at = |(day, came): (Day, bool)| (months_behind(&observed, day), came);
        // An order that only its eviction shows came so many days before.
        let before = (0..MOST_DAYS).find(|days| f64::from(*days) >= to_eviction).unwrap_or(0);
        self.over.add(&over.into_iter().map(at).collect::<Vec<_>>());
        let ordered = tenancy.recorded_eviction().filter(|day| !settlements.iter().any(|plan| ends_with(plan, *day)));
        let verdicts =
            settlements.iter().map(|plan| (plan.agreed_on, false)).chain(ordered.map(|day| (day.plus(-before), true)));
        self.verdicts.add(&verdicts.map(at).collect::<Vec<_>>());
        self.instalments.extend(settlements.iter().map(|plan| plan.instalments));
        self.patience.extend(settlements.iter().filter_map(|plan| borne(plan)));
    }

    /// What the court made of a file whose writ was served on a day: the days on which settlements ended with arrears left, and
    /// whether eviction followed at once.
    fn add_court(&mut self, file: &File, writ: Day, settlements: &[&Plan], to_eviction: f64) -> Vec<(Day, bool)> {
        let of_file = |plan: &&&Plan| plan.agreed_on >= writ && plan.agreed_on <= file.over;
        let set: Vec<&&Plan> = settlements.iter().filter(of_file).collect();
        let at_once = file.evicted.filter(|day| set.iter().any(|plan| ends_with(plan, *day)));
        let left = |plan: &&&&Plan| plan.end() < file.over || at_once.is_some_and(|day| ends_with(plan, day));
        let left = set.iter().filter(left).map(|plan| plan.end());
        let over = left.map(|end| (end, at_once.is_some_and(|day| is_at_once(end, day))));
        let over: Vec<(Day, bool)> = over.collect();
        let mut from = writ;
        for (before, plan) in set.iter().enumerate() {
            self.waits_after(before).push(file.wait(from, Some(plan.agreed_on.max(from))));
            from = plan.end().max(from);
        }
        if at_once.is_none() {
            self.waits_after(set.len()).extend(file.last_judgment(from, to_eviction));
        }
        over
    }

    /// The waits for a judgment after so many settlements of the file.
    const fn waits_after(&mut self, settlements: usize) -> &mut Vec<Wait> {
        if settlements == 0 { &mut self.to_judgment } else { &mut self.to_new_judgment }
    }

    /// Writes what was found.
    fn tell(mut self, bailiff: &mut Bailiff) {
        let demand = bailiff.days_to_demand.value;
        let put_wait = |estimate: &mut Estimate, waits: &[Wait], less: f64| {
            let mut measured = mean_wait(waits).ok();
            if let Some(measured) = &mut measured {
                let least = |days: f64| (days - less).max(1.0);
                (measured.value, measured.low, measured.high) =
                    (least(measured.value), least(measured.low), least(measured.high));
            }
            put(estimate, measured, "waits");
        };
        put_wait(&mut bailiff.days_to_writ, &self.to_writ, demand);
        put_wait(&mut bailiff.days_to_judgment, &self.to_judgment, 0.0);
        put_wait(&mut bailiff.days_to_new_judgment, &self.to_new_judgment, 0.0);
        self.tell_orders(bailiff);
        put_middle(&mut bailiff.instalments, self.instalments.iter().map(|n| f64::from(*n)).collect());
        put_middle(&mut bailiff.patience_days, self.patience.drain(..).map(f64::from).collect());
    }

    /// Writes how readily the court orders eviction: at deep arrears apart, where enough is seen of both.
    fn tell_orders(&self, bailiff: &mut Bailiff) {
        let what = "judgments that a settlement or an eviction shows";
        let ended = "settlements that ended with arrears left";
        let (ordered, ordered_by_depth) = self.verdicts.shares();
        let (conditional, conditional_by_depth) = self.over.shares();
        let enough = |measured: &Option<Measured>| measured.is_some_and(|measured| measured.n >= FEWEST);
        if enough(&ordered) {
            put(&mut bailiff.arrangement, ordered.map(others), what);
            // Orders that were not carried out are hidden, and stand among neither.
            let certain = "evictions that the ledger shows; orders that came to nothing are hidden";
            let sure = Estimate { value: 1.0, low: 1.0, high: 1.0, label: Label::Fitted, source: certain.to_owned() };
            bailiff.carried_out = sure;
        }
        if enough(&ordered) || enough(&conditional) {
            bailiff.deep = None;
        }
        put(&mut bailiff.eviction_ordered, ordered, what);
        put(&mut bailiff.conditional_order, conditional, ended);
        if ordered_by_depth.iter().chain(&conditional_by_depth).all(enough) {
            let source = "where the ledger is parted for counting orders of eviction".to_owned();
            let mut deep = DeepArrears {
                from_months: Estimate {
                    value: DEEP_MONTHS,
                    low: DEEP_MONTHS,
                    high: DEEP_MONTHS,
                    label: Label::Assumed,
                    source,
                },
                eviction_ordered: bailiff.eviction_ordered.clone(),
                conditional_order: bailiff.conditional_order.clone(),
            };
            let [shallow, at_depth] = ordered_by_depth;
            put(&mut bailiff.eviction_ordered, shallow, what);
            put(&mut deep.eviction_ordered, at_depth, what);
            let [shallow, at_depth] = conditional_by_depth;
            put(&mut bailiff.conditional_order, shallow, ended);
            put(&mut deep.conditional_order, at_depth, ended);
            bailiff.deep = Some(deep);
        }
    }
}

/// The share of those that came to nothing.
fn others(Measured { value, low, high, n }: Measured) -> Measured {
    Measured { value: 1.0 - value, low: 1.0 - high, high: 1.0 - low, n }
}

/// Months of rent in arrears on a day, or when the tenant was last seen in arrears before it.
fn months_behind(observed: &Observed, day: Day) -> f64 {
    let last = observed.days.iter().take_while(|at_risk| at_risk.day <= day).last();
    last.map_or(0.0, |at_risk| months(at_risk.situation.overdue, at_risk.situation.rent))
}

fn months(overdue: Money, rent: Money) -> f64 {
    overdue.cents() as f64 / rent.cents().max(1) as f64
}

/// Whether an eviction followed at once on the end of a settlement, so that it must have been ordered with it.
fn ends_with(plan: &Plan, eviction: Day) -> bool {
    is_at_once(plan.end(), eviction)
}

/// Whether an eviction followed at once on a day; a settlement breaks some days before its end by the books.
fn is_at_once(end: Day, eviction: Day) -> bool {
    (-Plan::GRACE - 1..=AT_ONCE).contains(&eviction.since(end))
}

/// How many days after its last instalment fell due a settlement was broken.
fn borne(plan: &Plan) -> Option<i32> {
    let end = plan.ended_on.filter(|_| plan.outcome == Some(PlanOutcome::Broken))?;
    let last = i32::try_from(plan.instalments).unwrap_or(0);
    let missed = (0..last).map(|nth| plan.first_due.plus_months(nth)).take_while(|due| *due <= end).last()?;
    Some(end.since(missed))
}

/// Puts the middle of what was seen, between its twentieth parts.
fn put_middle(estimate: &mut Estimate, mut seen: Vec<f64>) {
    if seen.len() < FEWEST {
        return;
    }
    seen.sort_by(f64::total_cmp);
    let at = |twentieths: usize| seen.get((seen.len() - 1) * twentieths / 20).copied().unwrap_or_default();
    let source = format!("counted in the ledger: {} settlements", seen.len());
    *estimate = Estimate { value: at(10), low: at(1), high: at(19), label: Label::Fitted, source };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tenancy::Entry;
    use crate::tenancy::RecordedAction;
    use crate::vocabulary::EndReason;
    use crate::vocabulary::EntryKind;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// A tenant who never paid from so many months before 2024 on: handed over, sued, and settled with by the court, which
    /// settlement broke on 20 July.
    fn settled(id: usize, before: i32, evicted: Option<&str>) -> Tenancy {
        let charge = |month: i32| {
            let due = day("2024-01-01").plus_months(month);
            Entry { due, ..Entry::new(EntryKind::Charge, due, Money::from_cents(60_000)) }
        };
        let done = |on: &str, kind| RecordedAction { day: day(on), kind, outcome: None, channel: None };
        let mut actions = vec![done("2024-04-10", ActionKind::HandOver), done("2024-05-20", ActionKind::Writ)];
        actions.extend(evicted.map(|on| done(on, ActionKind::Eviction)));
        let settlement = Plan {
            agreed_on: day("2024-06-10"),
            instalments: 12,
            amount: Money::from_cents(25_000),
            first_due: day("2024-07-01"),
            ended_on: Some(day("2024-07-20")),
            outcome: Some(PlanOutcome::Broken),
            listed: Vec::new(),
        };
        let end = evicted.map(day);
        let end_reason = if end.is_some() { EndReason::Evicted } else { EndReason::Unknown };
        let entries = (-before..7).map(charge).collect();
        Tenancy {
            end,
            end_reason,
            entries,
            actions,
            plans: vec![settlement],
            ..Tenancy::bare(&format!("T{id}"), day("2020-01-01"))
        }
    }

    fn counted(evictions: &[Option<&str>]) -> Bailiff {
        counted_of(evictions.iter().enumerate().map(|(id, evicted)| settled(id, 0, *evicted)).collect())
    }

    fn counted_of(tenancies: Vec<Tenancy>) -> Bailiff {
        let portfolio = Portfolio { last_day: Some(day("2025-06-30")), ..Portfolio::new(tenancies) };
        let text = include_str!("../../scenarios/behaviours/default.yaml");
        let mut behaviour: Behaviour = serde_yaml::from_str(text).unwrap();
        count(&portfolio, &mut behaviour);
        behaviour.bailiff
    }

    #[test]
    fn an_eviction_on_the_end_of_a_settlement_was_ordered_with_it_and_a_later_one_was_not() {
        let mut evictions = [None; 12];
        (evictions[0], evictions[1], evictions[2]) = (Some("2024-07-20"), Some("2024-07-24"), Some("2024-12-20"));
        let bailiff = counted(&evictions);
        assert_eq!(bailiff.conditional_order.label, Label::Fitted);
        assert!((bailiff.conditional_order.value - 2.0 / 12.0).abs() < 1e-12, "{:?}", bailiff.conditional_order);
        // Of thirteen verdicts that show, one ordered eviction by itself.
        assert!((bailiff.eviction_ordered.value - 1.0 / 13.0).abs() < 1e-12, "{:?}", bailiff.eviction_ordered);
    }

    #[test]
    fn the_court_is_counted_at_deep_arrears_apart_where_both_show() {
        let shallow = (0..20).map(|id| settled(id, 0, (id == 0).then_some("2024-07-20")));
        let deep = (20..40).map(|id| settled(id, 12, (id < 25).then_some("2024-07-20")));
        let bailiff = counted_of(shallow.clone().chain(deep.clone()).collect());
        let at_depth = bailiff.deep.unwrap();
        assert!((bailiff.conditional_order.value - 1.0 / 20.0).abs() < 1e-12, "{:?}", bailiff.conditional_order);
        assert!((at_depth.conditional_order.value - 5.0 / 20.0).abs() < 1e-12, "{at_depth:?}");
        let bailiff = counted_of(shallow.chain(deep.take(5)).collect());
        assert!(bailiff.deep.is_none() && (bailiff.conditional_order.value - 6.0 / 25.0).abs() < 1e-12);
    }

    #[test]
    fn few_settlements_say_nothing() {
        let bailiff = counted(&[None; 9]);
        assert_ne!(bailiff.conditional_order.label, Label::Fitted);
    }
}
