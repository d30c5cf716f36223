//! A policy carried out with so many hours a week: work waits in one queue for all tenancies, which live apart.
//!
//! # Why
//! Whom the desk comes to first hangs on everybody's work, and everybody's work hangs on when the desk came. Nothing that is
//! done on a day can change what happened before it, so there is exactly one answer. It is found in rounds: all tenancies run
//! with the turns that they have, the queue is served with what was decided, and who got another turn runs again, on the same
//! luck. Each round is right from the first day up to a later one than the round before; when nobody's turn changes the answer
//! is that of a desk and all its tenants run together, to the day.

#[cfg(test)]
mod tests;

use super::Plan;
use super::chosen::Chosen;
use super::labour::Rota;
use super::labour::minutes_of;
use super::shown::widened;
use super::step::step_of;
use super::step::work_of;
use super::throw::Throw;
use crate::calendar::Day;
use crate::capacity::End;
use crate::capacity::Hours;
use crate::capacity::Job;
use crate::capacity::Served;
use crate::capacity::Way;
use crate::capacity::serve;
use crate::engine::Decision;
use crate::engine::Fate;
use crate::engine::History;
use crate::engine::KindDelays;
use crate::engine::Run;
use crate::engine::Simulator;
use crate::engine::Support;
use crate::engine::Turn;
use crate::engine::Version;
use crate::kpi::KpiTable;
use rayon::iter::IntoParallelIterator;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

/// So many rounds are enough, or the answer says that they were not.
const MOST_ROUNDS: u32 = 300;

/// The jobs of each tenancy, in the order of the books.
type Lives = Vec<Vec<Job>>;

/// The turns of each tenancy, likewise.
type Turns = Vec<Vec<Turn>>;

/// A policy of a plan, ready to be carried out with any number of hours on the same luck.
#[derive(Debug)]
pub struct Desk<'a> {
    plan: &'a Plan<'a>,
    chosen: &'a Chosen,
    /// Who has work.
    pub rota: Rota,
    throws: Vec<Throw>,
    later: Vec<Version<'a>>,
    support: Option<Support>,
    recorded: Vec<KindDelays>,
    /// With hours enough for everything: for each throw.
    at_once: Vec<Lives>,
}

/// What a policy came to with so many hours.
#[derive(Clone, Debug)]
pub struct Staffed {
    /// The key figures, one table a throw.
    pub tables: Vec<KpiTable>,
    /// How often each guarantee was breached, in the order of [`Chosen::guarantees`], over all throws.
    pub breaches: Vec<u64>,
    /// The work of each throw.
    pub runs: Vec<Served>,
    /// How the rounds ended.
    pub settled: Settled,
}

/// How the rounds ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// How many rounds were run.
    pub rounds: u32,
    /// How many tenancies, over all throws, had another turn in the last; none when the answer is exact.
    pub moving: u64,
    /// The first day on which a turn still moved.
    pub from: Option<Day>,
}

impl<'a> Desk<'a> {
    /// A policy of a plan, by its place, with the throws of the plan. None when there is no such policy. `passed` is told each
    /// time a tenancy has been run through.
    #[must_use]
    pub fn new(plan: &'a Plan<'a>, policy: usize, passed: &(dyn Fn() + Sync)) -> Option<Desk<'a>> {
        let chosen = plan.policies.get(policy)?;
        let shown = plan.shown_together();
        let throws = plan.throws(0..plan.scenario.replications);
        let throws = widened(&throws, &shown.wider, plan.scenario.seed);
        let rota = Rota::of(chosen, plan.scenario.capacity.as_ref());
        let (later, recorded) = (chosen.later_versions(), plan.recorded_delays());
        let mut desk =
            Desk { plan, chosen, rota, throws, later, support: shown.support, recorded, at_once: Vec::new() };
        let nobody = desk.nobody();
        let mut lives: Vec<Lives> = vec![vec![Vec::new(); desk.plan.portfolio.tenancies.len()]; desk.throws.len()];
        desk.run_again(&mut lives, &nobody, |_, _| true, passed);
        desk.at_once = lives;
        Some(desk)
    }

    /// Minutes of work a week, with hours enough for everything, over the window and all throws.
    #[must_use]
    pub fn asked_a_week(&self) -> f64 {
        let window = self.plan.scenario.measured();
        let done = |job: &&Job| matches!(job.end, End::Done(day) | End::Spared(day) if window.contains(day));
        let jobs = self.at_once.iter().flatten().flatten().filter(done);
        let minutes: f64 = jobs.map(|job| f64::from(job.minutes)).sum();
        let weeks = f64::from(window.to.since(window.from) + 1) / 7.0;
        minutes / weeks / self.throws.len().max(1) as f64
    }

    /// Carries the policy out with so many minutes a week; without a number, with as many as it takes.
    #[must_use]
    pub fn with(&self, minutes_a_week: Option<u32>, passed: &(dyn Fn() + Sync)) -> Staffed {
        let mut lives = self.at_once.clone();
        let mut turns = self.nobody();
        let mut settled = Settled::default();
        if let Some(minutes_a_week) = minutes_a_week {
            let hours = Hours { minutes_a_week, working_days: self.chosen.program.conventions().working_days };
            let mut moving = vec![true; self.throws.len()];
            loop {
                let next = self.next_turns(&lives, &turns, &mut moving, hours);
                settled = self.moved(&turns, &next, settled.rounds);
                if settled.moving == 0 || settled.rounds == MOST_ROUNDS {
                    break;
                }
                settled.rounds += 1;
                let changed = |throw: usize, place: usize| at(&turns, throw, place) != at(&next, throw, place);
                self.run_again(&mut lives, &next, changed, passed);
                turns = next;
            }
        }
        self.measured(&turns, lives, settled, passed)
    }

    fn nobody(&self) -> Vec<Turns> {
        vec![vec![Vec::new(); self.plan.portfolio.tenancies.len()]; self.throws.len()]
    }

    fn moved(&self, turns: &[Turns], next: &[Turns], rounds: u32) -> Settled {
        let pairs = turns.iter().flatten().zip(next.iter().flatten()).filter(|(now, next)| now != next);
        let first = |turns: &[Turn]| turns.iter().map(|turn| turn.on.min(turn.decided)).min();
        let differing = pairs.map(|(now, next)| {
            let other = |turn: &&Turn| !next.contains(turn);
            let new = |turn: &&Turn| !now.contains(turn);
            let both = now.iter().filter(other).chain(next.iter().filter(new)).copied().collect::<Vec<Turn>>();
            first(&both)
        });
        let from: Vec<Option<Day>> = differing.collect();
        Settled { rounds, moving: from.len() as u64, from: from.into_iter().flatten().min() }
    }

    /// The turns that the queue gives to the jobs of a throw.
    fn turns(&self, lives: &Lives, hours: Hours) -> Turns {
        let jobs: Vec<Job> = lives.iter().flatten().copied().collect();
        let served = serve(&jobs, hours, self.plan.scenario.window);
        let mut turns: Turns = vec![Vec::new(); lives.len()];
        for (job, served) in jobs.iter().zip(served).filter(|(job, _)| job.way == Way::Queue) {
            let on = served.unwrap_or(Day::NEVER);
            let on = match job.end {
                // It lapses when it would be done with hours enough.
                End::Lapsed(day) if day == job.ready => continue,
                // It lapses before the desk comes to it, whenever that is.
                End::Lapsed(day) if day < on && on > job.ready => Day::NEVER,
                _ => on,
            };
            let tenancy = usize::try_from(job.tenancy).ok().and_then(|place| turns.get_mut(place));
            if let Some(tenancy) = tenancy.filter(|_| on > job.ready) {
                tenancy.push(Turn { rule: job.place, decided: job.decided, on });
            }
        }
        turns
    }

    /// The turns that the queue gives now, of the throws in which any still moved.
    fn next_turns(&self, lives: &[Lives], turns: &[Turns], moving: &mut [bool], hours: Hours) -> Vec<Turns> {
        let throws: Vec<(&Lives, &Turns, bool)> =
            lives.iter().zip(turns).zip(&*moving).map(|((lives, turns), moves)| (lives, turns, *moves)).collect();
        let next = |(lives, turns, moves): &(&Lives, &Turns, bool)| {
            if *moves { self.turns(lives, hours) } else { (*turns).clone() }
        };
        let next: Vec<Turns> = throws.par_iter().map(next).collect();
        for ((moves, now), next) in moving.iter_mut().zip(turns).zip(&next) {
            *moves = now != next;
        }
        next
    }

    /// Runs tenancies again that must be; the others lived as they did.
    fn run_again(
        &self,
        lives: &mut [Lives],
        turns: &[Turns],
        must: impl Fn(usize, usize) -> bool + Sync,
        passed: &(dyn Fn() + Sync),
    ) {
        let moves = |place: &usize| (0..self.throws.len()).any(|throw| must(throw, *place));
        let places: Vec<usize> = (0..self.plan.portfolio.tenancies.len()).filter(moves).collect();
        let known: &[Lives] = lives;
        let anew: Vec<Vec<(usize, Vec<Job>)>> = places
            .par_iter()
            .map_init(Simulator::default, |simulator, place| {
                let mut anew = Vec::new();
                let wanted = |throw: usize| must(throw, *place);
                self.live(simulator, *place, turns, wanted, |throw, _, history| {
                    anew.push((throw, self.jobs(*place, history, at(known, throw, *place))));
                });
                passed();
                anew
            })
            .collect();
        for (place, anew) in places.into_iter().zip(anew) {
            for (throw, jobs) in anew {
                let of = lives.get_mut(throw).and_then(|lives| lives.get_mut(place));
                of.into_iter().for_each(|own| own.clone_from(&jobs));
            }
        }
    }

    /// Runs a tenancy in the throws that are wanted.
    fn live(
        &self,
        simulator: &mut Simulator,
        place: usize,
        turns: &[Turns],
        wanted: impl Fn(usize) -> bool,
        mut told: impl FnMut(usize, &crate::tenancy::Tenancy, &History),
    ) {
        let Some(tenancy) = self.plan.portfolio.tenancies.get(place) else { return };
        let delay = self.plan.delay(&self.recorded);
        let mut first = true;
        for (nth, throw) in self.throws.iter().enumerate().filter(|(nth, _)| wanted(*nth)) {
            let course = self.plan.future.and_then(|future| future.course(place, throw.given()));
            let tenancy = course.as_ref().map_or(tenancy, |course| &course.tenancy);
            // What is to come differs from one replication to the next.
            first |= course.is_some();
            let run = self.plan.run_of(self.chosen, throw.numbers.as_ref(), delay, throw.luck);
            let (beyond, support, turns) = (course.as_ref(), self.support.as_ref(), at(turns, nth, place));
            let run = Run { later: &self.later, beyond, support, turns, ..run };
            let history = if std::mem::take(&mut first) {
                simulator.simulate(&run, place, tenancy)
            } else {
                simulator.simulate_beside(&run, place, tenancy)
            };
            told(nth, tenancy, history);
        }
    }

    /// What a history asked of the desk. What was known of a job before says when it could have been done.
    fn jobs(&self, place: usize, history: &History, known: &[Job]) -> Vec<Job> {
        let mut jobs: Vec<Job> = Vec::new();
        // The jobs that wait, by the number of their rule.
        let mut waiting: Vec<(u16, usize)> = Vec::new();
        for decision in &history.decisions {
            let Some(duty) = self.rota.duty(self.version_on(decision.day), decision.rule) else { continue };
            let at = waiting.iter().position(|(number, _)| *number == duty.number);
            let ready = match decision.fate {
                Fate::Waits(turn) => turn,
                Fate::Spaced(_) | Fate::Done => decision.day,
                Fate::Dropped | Fate::Withheld(_) | Fate::Nothing => {
                    let ended = at.map(|at| waiting.remove(at).1).and_then(|job| jobs.get_mut(job));
                    let end = |job: &Job| match job.end {
                        End::Done(day) => End::Spared(day),
                        _ => End::Lapsed(decision.day),
                    };
                    ended.into_iter().for_each(|job| job.end = end(job));
                    continue;
                }
            };
            let job = at.and_then(|at| waiting.get(at)).map_or(jobs.len(), |(_, job)| *job);
            if job == jobs.len() {
                let is_this = |job: &&Job| job.decided == decision.day && job.rule == duty.number;
                let before = known.iter().find(is_this);
                jobs.push(Job {
                    tenancy: u32::try_from(place).unwrap_or(u32::MAX),
                    rule: duty.number,
                    place: decision.rule,
                    decided: decision.day,
                    ready: before.map_or(ready, |before| before.ready),
                    weight: duty.weight,
                    // Of the evening before: nothing that is done on the day itself moves anybody in the queue.
                    arrears: history.arrears_on(decision.day.plus(-1)),
                    minutes: before.map_or(duty.minutes, |before| before.minutes),
                    way: duty.way,
                    end: End::Open,
                });
                waiting.push((duty.number, job));
            }
            if let Some(job) = jobs.get_mut(job) {
                // What is spaced takes its time when the desk comes to it, whatever it comes to some days later.
                let comes = matches!(decision.fate, Fate::Done | Fate::Spaced(_)) && job.end == End::Open;
                if comes && decision.fate == Fate::Done {
                    job.minutes = self.minutes(history, decision);
                }
                job.end = if comes { End::Done(decision.day) } else { job.end };
                if decision.fate == Fate::Done {
                    waiting.retain(|(number, _)| *number != duty.number);
                }
            }
        }
        // What waited keeps its place, though an exception that needs nobody may hold by then.
        let waited = |job: &Job| known.iter().any(|other| (other.rule, other.decided) == (job.rule, job.decided));
        jobs.retain(|job| job.minutes > 0 || waited(job));
        jobs
    }

    /// The minutes of what was done by a decision, an exception's steps perhaps.
    fn minutes(&self, history: &History, decision: &Decision) -> u32 {
        let policy = self.chosen.policy_on(decision.day);
        let by_it = history.actions.iter().filter(|done| done.day == decision.day && done.rule == Some(decision.rule));
        let capacity = self.plan.scenario.capacity.as_ref();
        by_it.filter_map(|done| step_of(policy, done)).map(|step| minutes_of(policy, &step, capacity)).sum()
    }

    fn version_on(&self, day: Day) -> usize {
        self.chosen.later.iter().filter(|ruling| ruling.from <= day).count()
    }

    /// The key figures with the turns as they are.
    fn measured(&self, turns: &[Turns], lives: Vec<Lives>, settled: Settled, passed: &(dyn Fn() + Sync)) -> Staffed {
        let scenario = self.plan.scenario;
        let start = self.plan.portfolio.first_day.unwrap_or(scenario.window.from);
        let table = KpiTable::new(scenario.measured().month_ends(), start, self.plan.known(self.chosen));
        let empty = || (vec![table.clone(); self.throws.len()], vec![0_u64; self.chosen.guarantees().count()]);
        let (tables, breaches) = (0..self.plan.portfolio.tenancies.len())
            .into_par_iter()
            .fold(
                || (empty(), Simulator::default()),
                |((mut tables, mut breaches), mut simulator), place| {
                    self.live(
                        &mut simulator,
                        place,
                        turns,
                        |_| true,
                        |throw, tenancy, history| {
                            let work =
                                |done: &crate::engine::ActionDone| work_of(self.chosen.policy_on(done.day), done);
                            tables
                                .iter_mut()
                                .skip(throw)
                                .take(1)
                                .for_each(|table| table.measure(tenancy, history, work));
                            for breach in &history.breaches {
                                let before = self.chosen.guarantees_before(breach.day);
                                let guarantee = before + usize::from(breach.guarantee);
                                breaches.iter_mut().skip(guarantee).take(1).for_each(|count| *count += 1);
                            }
                        },
                    );
                    passed();
                    ((tables, breaches), simulator)
                },
            )
            .map(|(sums, _)| sums)
            .reduce(empty, |(mut tables, mut breaches), (other, more)| {
                tables.iter_mut().zip(&other).for_each(|(table, other)| table.merge(other));
                breaches.iter_mut().zip(more).for_each(|(count, more)| *count += more);
                (tables, breaches)
            });
        let runs = lives.into_iter().map(|lives| Served { jobs: lives.into_iter().flatten().collect() }).collect();
        Staffed { tables, breaches, runs, settled }
    }
}

/// Of each throw and tenancy, by their places.
fn at<T>(of: &[Vec<Vec<T>>], throw: usize, place: usize) -> &[T] {
    of.get(throw).and_then(|of| of.get(place)).map_or(&[], Vec::as_slice)
}
