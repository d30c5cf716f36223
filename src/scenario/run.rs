//! Running a scenario: every policy on every tenancy in every replication, on the same luck.

use super::chosen::Chosen;
use super::file::Execution;
use super::file::Scenario;
use super::shown::Shown;
use super::shown::widened;
use super::step::work_of;
use super::throw::Throw;
use crate::behaviour::Behaviour;
use crate::behaviour::Drawn;
use crate::calendar::Day;
use crate::compare::Chance;
use crate::engine::ActionDone;
use crate::engine::Breach;
use crate::engine::Delay;
use crate::engine::History;
use crate::engine::KindDelays;
use crate::engine::Run;
use crate::engine::Simulator;
use crate::engine::Support;
use crate::engine::Version;
use crate::engine::delays;
use crate::engine::shadow;
use crate::forecast::Future;
use crate::kpi::Known;
use crate::kpi::KpiTable;
use crate::locale::Word;
use crate::tenancy::Portfolio;
use crate::vocabulary::ActionKind;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;

/// A scenario with everything that it names.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The books.
    pub portfolio: &'a Portfolio,
    /// The policies, in the order of the scenario.
    pub policies: &'a [Chosen],
    /// How households respond; none replays the payments as recorded.
    pub behaviour: Option<&'a Behaviour>,
    /// How the books are continued, in a run that goes on after them: then [`Plan::portfolio`] is that of the future.
    pub future: Option<&'a Future>,
}

/// What one policy came to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The key figures, one table a throw of the dice.
    pub tables: Vec<KpiTable>,
    /// Those of the first policy in the same throws, where numbers are drawn wider for this one than for the first; else none.
    pub beside: Vec<KpiTable>,
    /// How often each guarantee was breached, in the order of [`Chosen::guarantees`], over all replications.
    pub breaches: Vec<u64>,
    /// What was done by the policy in the first replication, in order of tenancy and day.
    pub actions: Vec<ActionRow>,
    /// The last day for which a rate of statutory interest is known, where interest was charged beyond it.
    pub interest_known_to: Option<Day>,
    /// The breaches of the first replication, in order of tenancy and day.
    pub breach_rows: Vec<BreachRow>,
    /// How often each kind of action was done in the first replication at a depth at which history does not show it, by
    /// [`ActionKind::place`].
    pub beyond: [u64; ActionKind::COUNT],
    /// The kinds of action that seldom came alone on the record, and that this policy leaves out where the first does them.
    pub left_out: Vec<ActionKind>,
}

/// Something done to a tenancy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActionRow {
    /// The tenancy's place in the portfolio.
    pub tenancy: usize,
    /// What was done.
    pub done: ActionDone,
}

/// A breach of a guarantee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreachRow {
    /// The tenancy's place in the portfolio.
    pub tenancy: usize,
    /// The breach.
    pub breach: Breach,
}

/// What the model of households leaves out, for the list of assumptions in a report.
#[must_use]
pub const fn limits() -> [Word; 6] {
    [
        Word::new(
            "a policy without payment plans keeps the recorded ones, whatever it does; instalments too",
            "een beleid zonder betalingsregelingen houdt de vastgelegde, wat het ook doet; termijnen ook",
        ),
        Word::new(
            "whether an instalment comes hangs on the record and the dice, not on the household's money of that month; beside them a household may pay of its own accord",
            "of een termijn komt hangt van de boeken en de dobbelstenen af, niet van het geld van het huishouden in die maand; daarnaast kan een huishouden uit zichzelf betalen",
        ),
        Word::new(
            "direct debits come on the recorded days; whether they bounce hangs on the household's money, and they stop at a hand-over that the record does not have",
            "automatische incasso's komen op de vastgelegde dagen; of zij storneren hangt van het geld van het huishouden af, en zij stoppen bij een overdracht die de boeken niet kennen",
        ),
        Word::new(
            "what is done changes who is short of money only by help that is accepted, not by threats, costs or stress",
            "wat er gedaan wordt verandert alleen door aanvaarde hulp wie krap zit, niet door dreiging, kosten of zorgen",
        ),
        Word::new(
            "who accepts help pays more readily and is short of money less for some months; debts elsewhere and their restructuring are not modelled",
            "wie hulp aanvaardt betaalt enkele maanden eerder en zit minder krap; schulden elders en hun sanering zijn niet gemodelleerd",
        ),
        Word::new(
            "a policy without a rule for write-offs keeps the recorded ones",
            "een beleid zonder regel voor afboeken houdt de vastgelegde afboekingen",
        ),
    ]
}

/// Runs a scenario. `passed` is told each time a tenancy has been run through.
#[must_use]
pub fn run(plan: &Plan<'_>, passed: &(dyn Fn() + Sync)) -> Vec<Outcome> {
    run_paired(plan, &plan.throws(0..plan.scenario.replications), passed)
}

/// Runs a scenario with these throws of the dice, in their order: one table of key figures a throw. What a policy leaves out is
/// drawn wider for that policy, and for the first one beside it, and for no other: what else is in the scenario moves nothing.
#[must_use]
pub fn run_paired(plan: &Plan<'_>, throws: &[Throw], passed: &(dyn Fn() + Sync)) -> Vec<Outcome> {
    let shown = plan.shown();
    let left_out = |chosen: &Chosen| plan.policies.first().map(|first| shown.left_out(first, chosen));
    let left_out: Vec<Vec<ActionKind>> = plan.policies.iter().filter_map(left_out).collect();
    let lineup = Lineup::paired(&left_out, throws, plan.scenario.seed, shown.support.as_ref());
    let mut outcomes: Vec<(usize, Outcome)> = Vec::with_capacity(left_out.len());
    let mut beside = Vec::new();
    for (turn, outcome) in lineup.turns.iter().zip(run_turns(plan, &lineup, passed)) {
        if turn.place == 0 && turn.numbers > 0 {
            beside = outcome.tables;
        } else {
            let left_out = left_out.get(turn.place).cloned().unwrap_or_default();
            outcomes.push((turn.place, Outcome { beside: beside.clone(), left_out, ..outcome }));
        }
    }
    outcomes.sort_by_key(|(place, _)| *place);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

/// Runs a scenario with these throws of the dice, in their order, every policy with the same numbers: one table of key figures
/// a throw.
#[must_use]
pub fn run_alike(plan: &Plan<'_>, throws: &[Throw], shown: &Shown, passed: &(dyn Fn() + Sync)) -> Vec<Outcome> {
    let turns = (0..plan.policies.len()).map(|place| Turn { place, numbers: 0 }).collect();
    let throws = vec![widened(throws, &shown.wider, plan.scenario.seed)];
    run_turns(plan, &Lineup { turns, throws, support: shown.support.as_ref() }, passed)
}

/// What is run on each tenancy.
struct Lineup<'a> {
    /// In this order.
    turns: Vec<Turn>,
    /// The throws, once for each set of numbers.
    throws: Vec<Vec<Throw>>,
    support: Option<&'a Support>,
}

/// A policy with numbers.
#[derive(Clone, Copy)]
struct Turn {
    /// Which policy.
    place: usize,
    /// Which of the throws of the line-up.
    numbers: usize,
}

impl<'a> Lineup<'a> {
    /// Every policy with what it leaves out drawn wider, by policy; before those that leave out the same, the first with the
    /// same numbers.
    fn paired(left_out: &[Vec<ActionKind>], throws: &[Throw], seed: u64, support: Option<&'a Support>) -> Lineup<'a> {
        let mut wider: Vec<&[ActionKind]> = vec![&[]];
        for kinds in left_out {
            if !wider.contains(&kinds.as_slice()) {
                wider.push(kinds);
            }
        }
        let mut turns = Vec::new();
        for (numbers, kinds) in wider.iter().enumerate() {
            let with_these = left_out.iter().enumerate().filter(|(place, own)| *place == 0 || own == kinds);
            turns.extend(with_these.map(|(place, _)| Turn { place, numbers }));
        }
        Lineup { turns, throws: wider.iter().map(|kinds| widened(throws, kinds, seed)).collect(), support }
    }
}

/// Runs a line-up: one outcome a turn.
fn run_turns(plan: &Plan<'_>, lineup: &Lineup<'_>, passed: &(dyn Fn() + Sync)) -> Vec<Outcome> {
    let table = plan.recorded_delays();
    let delay = plan.delay(&table);
    let empty = || (Sums::new(plan.empty(lineup)), Simulator::default());
    (0..plan.portfolio.tenancies.len())
        .into_par_iter()
        .fold(empty, |(mut sums, mut simulator), place| {
            plan.run_tenancy(place, lineup, delay, &mut simulator, &mut sums);
            passed();
            (sums, simulator)
        })
        .map(|(sums, _)| sums.outcomes())
        .reduce(|| plan.empty(lineup), merge)
}

/// What the tenancies run through so far came to.
struct Sums {
    outcomes: Vec<Outcome>,
    /// For each turn, those whose history no dice change, once for all replications.
    of_all: Vec<OfAll>,
}

/// What holds of every replication.
struct OfAll {
    table: KpiTable,
    /// Whether the tenancy at hand has the same history in every replication.
    settled: bool,
}

impl Sums {
    fn new(outcomes: Vec<Outcome>) -> Sums {
        let of_all = |outcome: &Outcome| Some(OfAll { table: outcome.tables.first()?.clone(), settled: false });
        let of_all = outcomes.iter().filter_map(of_all).collect();
        Sums { outcomes, of_all }
    }

    /// What every replication came to.
    fn outcomes(mut self) -> Vec<Outcome> {
        for (outcome, of_all) in self.outcomes.iter_mut().zip(&self.of_all) {
            outcome.tables.iter_mut().for_each(|table| table.merge(&of_all.table));
        }
        self.outcomes
    }
}

impl Plan<'_> {
    /// What is left to chance in a run.
    #[must_use]
    pub const fn chance(&self) -> Chance {
        match self.behaviour {
            Some(_) => Chance::Households,
            None if self.scenario.execution.about > 0.0 => Chance::Delays,
            None => Chance::Nothing,
        }
    }

    /// How long the desk takes, given what the record took.
    pub(super) fn delay<'a>(&self, recorded: &'a [KindDelays]) -> Delay<'a> {
        let Execution { about, from_record } = self.scenario.execution;
        if from_record { Delay::AsRecorded(recorded, about) } else { Delay::About(about) }
    }

    /// How long the record took for each tenancy and kind of action, beside the first policy.
    pub(super) fn recorded_delays(&self) -> Vec<KindDelays> {
        let Some(first) = self.policies.first().filter(|_| self.scenario.execution.from_record) else {
            return Vec::new();
        };
        let working_days = first.program.conventions().working_days;
        let later = first.later_versions();
        let watch = |simulator: &mut Simulator, place: usize| {
            let tenancy = self.portfolio.tenancies.get(place);
            let run = Run { later: &later, ..self.run_of(first, None, Delay::Prompt, 0) };
            tenancy.map_or_else(Vec::new, |tenancy| shadow(simulator, &run, place, tenancy))
        };
        (0..self.portfolio.tenancies.len())
            .into_par_iter()
            .map_init(Simulator::default, |simulator, place| delays(&watch(simulator, place), working_days))
            .collect()
    }

    pub(super) fn run_of<'a>(
        &'a self,
        chosen: &'a Chosen,
        drawn: Option<&'a Drawn>,
        delay: Delay<'a>,
        replication: u32,
    ) -> Run<'a> {
        Run {
            columns: &self.portfolio.attributes,
            allocation: self.scenario.allocation,
            behaviour: drawn,
            delay,
            seed: self.scenario.seed,
            replication,
            last_day: self.portfolio.last_day.unwrap_or(Day::DAWN),
            plans_listed: self.portfolio.has_plans,
            rules_from: chosen.rules_from,
            ..Run::replay(&chosen.program, self.scenario.window)
        }
    }

    fn run_tenancy(
        &self,
        place: usize,
        lineup: &Lineup<'_>,
        delay: Delay<'_>,
        simulator: &mut Simulator,
        sums: &mut Sums,
    ) {
        let Some(tenancy) = self.portfolio.tenancies.get(place) else { return };
        let later: Vec<Vec<Version<'_>>> = self.policies.iter().map(Chosen::later_versions).collect();
        let runs = lineup.throws.iter().map(Vec::len).min().unwrap_or(0);
        // With which numbers the record was read back last.
        let mut read_with = None;
        for nth in 0..runs {
            let Some(throw) = lineup.throws.first().and_then(|throws| throws.get(nth)) else { break };
            let (luck, given) = (throw.luck, throw.given());
            let course = self.future.and_then(|future| future.course(place, given));
            let tenancy = course.as_ref().map_or(tenancy, |course| &course.tenancy);
            if course.is_some() {
                // What is to come differs from one replication to the next.
                read_with = None;
            }
            for ((turn, outcome), of_all) in lineup.turns.iter().zip(&mut sums.outcomes).zip(&mut sums.of_all) {
                let (chosen, later) = (self.policies.get(turn.place), later.get(turn.place));
                let (Some(chosen), Some(later), false) = (chosen, later, nth > 0 && of_all.settled) else { continue };
                let numbers = lineup.throws.get(turn.numbers).and_then(|throws| throws.get(nth)?.numbers.as_ref());
                let run = self.run_of(chosen, numbers, delay, luck);
                let run = Run { later, beyond: course.as_ref(), support: lineup.support, ..run };
                match read_with.replace(turn.numbers) {
                    None => simulator.simulate(&run, place, tenancy),
                    Some(numbers) => {
                        if numbers != turn.numbers {
                            simulator.draw_anew();
                        }
                        simulator.simulate_beside(&run, place, tenancy)
                    }
                };
                of_all.settled = nth == 0 && !simulator.is_drawn() && course.is_none();
                let table = if of_all.settled { Some(&mut of_all.table) } else { outcome.tables.get_mut(nth) };
                let times = if of_all.settled { runs as u64 } else { 1 };
                let history = simulator.history();
                let work = |done: &ActionDone| work_of(chosen.policy_on(done.day), done);
                if let Some(table) = table {
                    table.measure(tenancy, history, work);
                }
                if nth == 0 {
                    outcome.beyond.iter_mut().zip(simulator.beyond()).for_each(|(sum, more)| *sum += u64::from(*more));
                }
                outcome.note(chosen, place, history, times, nth == 0 && luck == 0);
            }
        }
    }

    fn empty(&self, lineup: &Lineup<'_>) -> Vec<Outcome> {
        let throws = lineup.throws.first().map_or(0, Vec::len);
        let dates = self.scenario.measured().month_ends();
        let start = self.portfolio.first_day.unwrap_or(self.scenario.window.from);
        let outcome = |chosen: &Chosen| Outcome {
            tables: vec![KpiTable::new(dates.clone(), start, self.known(chosen)); throws],
            beside: Vec::new(),
            breaches: vec![0; chosen.guarantees().count()],
            actions: Vec::new(),
            interest_known_to: None,
            breach_rows: Vec::new(),
            beyond: [0; ActionKind::COUNT],
            left_out: Vec::new(),
        };
        lineup.turns.iter().filter_map(|turn| self.policies.get(turn.place).map(outcome)).collect()
    }
}

impl Plan<'_> {
    /// What the histories of a policy tell: plans as the books list them, files with the bailiff as recorded, the court as
    /// recorded or modelled. What tenants would have thought of it nobody knows.
    pub(super) fn known(&self, chosen: &Chosen) -> Known {
        let is_modelled = self.behaviour.is_some();
        let has_minutes = chosen.policies().flat_map(|policy| &policy.actions).any(|action| action.minutes > 0);
        Known {
            actions: true,
            court: is_modelled || self.portfolio.has_actions,
            plans: self.portfolio.has_plans,
            dossiers: !is_modelled && self.portfolio.has_dossiers,
            survey: false,
            hours_of_fte: has_minutes.then_some(self.scenario.fte_hours.into()),
        }
    }
}

impl Outcome {
    /// The key figures of the first policy with the numbers of this one, given what the first came to.
    #[must_use]
    pub fn base<'a>(&'a self, first: &'a Outcome) -> &'a [KpiTable] {
        if self.beside.is_empty() { &first.tables } else { &self.beside }
    }

    fn note(&mut self, chosen: &Chosen, tenancy: usize, history: &History, times: u64, keep_rows: bool) {
        for breach in &history.breaches {
            let guarantee = chosen.guarantees_before(breach.day) + usize::from(breach.guarantee);
            if let Some(count) = self.breaches.get_mut(guarantee) {
                *count += times;
            }
        }
        self.interest_known_to = self.interest_known_to.max(history.interest_known_to);
        if keep_rows {
            let by_policy = history.actions.iter().filter(|done| done.rule.is_some());
            self.actions.extend(by_policy.map(|done| ActionRow { tenancy, done: *done }));
            self.breach_rows.extend(history.breaches.iter().map(|breach| BreachRow { tenancy, breach: *breach }));
        }
    }
}

/// Adds outcomes of other tenancies, later in the portfolio.
fn merge(mut left: Vec<Outcome>, right: Vec<Outcome>) -> Vec<Outcome> {
    for (outcome, other) in left.iter_mut().zip(right) {
        outcome.tables.iter_mut().zip(&other.tables).for_each(|(table, more)| table.merge(more));
        outcome.breaches.iter_mut().zip(&other.breaches).for_each(|(count, more)| *count += more);
        outcome.interest_known_to = outcome.interest_known_to.max(other.interest_known_to);
        outcome.actions.extend(other.actions);
        outcome.breach_rows.extend(other.breach_rows);
        outcome.beyond.iter_mut().zip(&other.beyond).for_each(|(sum, more)| *sum += more);
    }
    left
}
