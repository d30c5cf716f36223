//! The search from its question to its points: try many briefly, the promising ones at length, and the front once more.

use super::Asked;
use super::Chosen;
use super::Evaluator;
use super::Fate;
use super::Method;
use super::Objective;
use super::Places;
use super::Point;
use super::Question;
use super::Silent;
use super::Stage;
use super::Standing;
use super::Tried;
use super::TuneError;
use super::Tuned;
use super::Used;
use super::bench::Bench;
use super::bench::Judged;
use super::nsga;
use super::pareto::Score;
use super::pareto::best;
use super::pareto::ranks;
use super::pareto::spread_out;
use super::recheck::standings;
use super::trim::trimmed;
use crate::compare::Chance;
use crate::compare::Compared;
use crate::compare::Comparison;
use std::collections::BTreeMap;

/// Searches, and judges what it finds on other luck.
///
/// # Errors
/// A [`TuneError`] when what is sought says nothing on these books.
pub fn tune(question: &Question<'_>, evaluator: &dyn Evaluator) -> Result<Tuned, TuneError> {
    let mut bench = Bench { evaluator, window: question.window, chance: question.chance, used: Used::default() };
    let (baseline, baseline_breaches) = bench.baseline(question.asked(Stage::Baseline));
    let silent = silent(question, &baseline);
    let objectives = sought(question, &silent)?;
    let hunt = Hunt { question, objectives: &objectives, baseline: &baseline, baseline_breaches: &baseline_breaches };
    let mut tried = hunt.tried(&mut bench);
    let (order, baseline_stands) = hunt.front(&mut tried);
    let places: Vec<Places> = order.iter().filter_map(|place| Some(tried.get(*place)?.places.clone())).collect();
    let found = hunt.found(&tried, &order);
    let (points, fresh) = hunt.again(&mut bench, places);
    let used = bench.used;
    Ok(Tuned { objectives, silent, tried, baseline_breaches, baseline_stands, found, fresh, points, used })
}

/// The objectives that say nothing, or little, under the baseline.
fn silent(question: &Question<'_>, baseline: &Comparison) -> Vec<(Objective, Silent)> {
    let Some(first) = baseline.scenarios.first() else { return Vec::new() };
    question.objectives.iter().filter_map(|objective| Some((*objective, objective.silent(first)?))).collect()
}

fn sought(question: &Question<'_>, silent: &[(Objective, Silent)]) -> Result<Vec<Objective>, TuneError> {
    let unknown = silent.iter().find(|(_, why)| *why == Silent::Unknown);
    if let Some((objective, _)) = unknown.filter(|_| question.chosen == Chosen::ByName) {
        return Err(TuneError::Unknown(*objective));
    }
    let is_left_out = |objective: &Objective| {
        question.chosen == Chosen::ByDefault && silent.iter().any(|(other, _)| other == objective)
    };
    let sought: Vec<Objective> = question.objectives.iter().copied().filter(|own| !is_left_out(own)).collect();
    if sought.len() < 2 { Err(TuneError::OneObjective) } else { Ok(sought) }
}

/// How many candidates live at a time in a search of so many.
fn population(candidates: usize) -> usize {
    (candidates / 12).clamp(12, 100)
}

impl Question<'_> {
    fn asked(&self, stage: Stage) -> Asked {
        let Question { division, seed, fresh_seed, .. } = self;
        let is_brief = matches!(stage, Stage::Search | Stage::Trim);
        let replications = if is_brief { division.brief } else { division.full };
        Asked { seed: if stage == Stage::Recheck { *fresh_seed } else { *seed }, replications, stage }
    }

    fn own(&self) -> Places {
        self.knobs.iter().map(|knob| knob.own).collect()
    }

    /// How many settings differ from the baseline's.
    fn changed(&self, places: &Places) -> usize {
        self.knobs.iter().zip(places).filter(|(knob, place)| knob.own != **place).count()
    }

    /// Every combination but the baseline's, the last setting first to change.
    fn all(&self) -> Vec<Places> {
        let mut all: Vec<Places> = vec![Vec::new()];
        for knob in self.knobs {
            let longer = |places: &Places| {
                (0..knob.values.len()).map(|place| places.iter().copied().chain([place]).collect()).collect::<Vec<_>>()
            };
            all = all.iter().flat_map(longer).collect();
        }
        let own = self.own();
        all.retain(|places| *places != own);
        all
    }
}

/// What a search goes by.
struct Hunt<'a> {
    question: &'a Question<'a>,
    objectives: &'a [Objective],
    baseline: &'a Comparison,
    baseline_breaches: &'a [u64],
}

impl Hunt<'_> {
    fn score(&self, compared: &Compared, breaches: &[u64]) -> Score {
        let figure =
            |objective: &Objective| compared.figures.get(&objective.measure()).map_or(f64::INFINITY, |of| of.mean);
        Score { objectives: self.objectives.iter().map(figure).collect(), breaches: breaches.iter().sum() }
    }

    fn baseline_score(&self) -> Score {
        let first = self.baseline.scenarios.first();
        let nothing = || Score { objectives: Vec::new(), breaches: u64::MAX };
        first.map_or_else(nothing, |first| self.score(first, self.baseline_breaches))
    }

    /// Everything that is tried, each as long as it deserves.
    fn tried(&self, bench: &mut Bench<'_>) -> Vec<Tried> {
        let division = self.question.division;
        if division.method == Method::Exhaustive {
            let asked = self.question.asked(Stage::Finalists);
            let judged = bench.judge(&self.question.all(), asked);
            return judged.into_iter().map(|judged| tried_out(judged, asked)).collect();
        }
        let asked = self.question.asked(Stage::Search);
        let judged = match division.method {
            Method::Search => self.search(bench, asked),
            Method::Exhaustive | Method::Screened => bench.judge(&self.question.all(), asked),
        };
        let mut tried: Vec<Tried> = judged.into_iter().map(|judged| tried_out(judged, asked)).collect();
        if self.question.chance != Chance::Nothing {
            self.at_length(bench, &mut tried);
        }
        tried
    }

    /// A search that starts from the baseline.
    fn search(&self, bench: &mut Bench<'_>, asked: Asked) -> Vec<Judged> {
        let axes: Vec<usize> = self.question.knobs.iter().map(|knob| knob.values.len()).collect();
        let start = bench.baseline(asked);
        let start_score =
            start.0.scenarios.first().map_or_else(|| self.baseline_score(), |of| self.score(of, &start.1));
        let candidates = self.question.division.candidates;
        let effort = nsga::Effort { population: population(candidates), candidates, seed: self.question.seed };
        let mut all: Vec<Judged> = Vec::new();
        let _ = nsga::search(&axes, (self.question.own(), start_score), effort, &mut |places| {
            let judged = bench.judge(places, asked);
            let scores = judged.iter().map(|judged| self.score(&judged.compared, &judged.breaches)).collect();
            all.extend(judged);
            scores
        });
        all
    }

    /// Tries the promising ones at length, without the changes that do not matter, and leaves the others.
    fn at_length(&self, bench: &mut Bench<'_>, tried: &mut Vec<Tried>) {
        let open: Vec<usize> = self.distinct(tried, (0..tried.len()).filter(|place| is_open(tried, *place)).collect());
        let scores: Vec<Score> = open.iter().filter_map(|place| Some(self.score_of(tried.get(*place)?))).collect();
        let promising = best(&scores, self.question.division.finalists);
        tried.iter_mut().filter(|of| of.fate != Fate::Refused).for_each(|of| of.fate = Fate::NotPromising);
        let mut finalists: Vec<Places> = Vec::new();
        for (nth, place) in promising.into_iter().filter_map(|nth| open.get(nth).copied()).enumerate() {
            let Some(of) = tried.get_mut(place) else { continue };
            let places = if nth < self.question.division.trimmed { self.trim(bench, of) } else { of.places.clone() };
            if places != self.question.own() && !finalists.contains(&places) {
                finalists.push(places);
            }
        }
        let asked = self.question.asked(Stage::Finalists);
        for judged in bench.judge(&finalists, asked) {
            let known = tried.iter().position(|of| of.places == judged.places);
            match known.and_then(|place| tried.get_mut(place)) {
                Some(own) => *own = tried_out(judged, asked),
                None => tried.push(tried_out(judged, asked)),
            }
        }
    }

    /// What is left of a candidate's changes.
    fn trim(&self, bench: &mut Bench<'_>, of: &mut Tried) -> Places {
        let asked = self.question.asked(Stage::Trim);
        let left = trimmed(bench, &self.question.own(), &of.places, asked, self.objectives);
        if left != of.places {
            of.fate = Fate::Trimmed;
        }
        left
    }

    fn score_of(&self, tried: &Tried) -> Score {
        self.score(&tried.compared, &tried.breaches)
    }

    /// Of those that come to exactly the same, the one with the fewest changes.
    fn distinct(&self, tried: &[Tried], open: Vec<usize>) -> Vec<usize> {
        let mut by_score: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
        let changes = |place: usize| tried.get(place).map_or(usize::MAX, |of| self.question.changed(&of.places));
        for place in open {
            let Some(of) = tried.get(place) else { continue };
            let key: Vec<u64> = self.score_of(of).objectives.iter().map(|value| value.to_bits()).collect();
            let kept = by_score.entry(key).or_insert(place);
            if changes(place) < changes(*kept) {
                *kept = place;
            }
        }
        let mut distinct: Vec<usize> = by_score.into_values().collect();
        distinct.sort_unstable();
        distinct
    }

    /// The points of the front by their places among what was tried, in order of the first objective, and whether the
    /// baseline stands beside them.
    fn front(&self, tried: &mut [Tried]) -> (Vec<usize>, bool) {
        let open = self.distinct(tried, (0..tried.len()).filter(|place| is_open(tried, *place)).collect());
        let own = self.baseline_score();
        let scores: Vec<Score> = open.iter().filter_map(|place| Some(self.score_of(tried.get(*place)?))).collect();
        let all: Vec<Score> = scores.iter().cloned().chain([own.clone()]).collect();
        let ranks = ranks(&all);
        let stands = ranks.last() == Some(&0) && own.breaches == 0;
        // What comes to the same as the baseline is no change worth making.
        let is_front = |nth: &usize| ranks.get(*nth) == Some(&0) && scores.get(*nth) != Some(&own);
        let front: Vec<usize> = (0..open.len()).filter(is_front).collect();
        let mut kept = spread_out(front.clone(), &scores, self.question.division.points);
        let first =
            |nth: &usize| scores.get(*nth).and_then(|score| score.objectives.first()).copied().unwrap_or(f64::NAN);
        kept.sort_by(|a, b| first(a).total_cmp(&first(b)));
        for nth in 0..open.len() {
            let fate = match kept.iter().position(|own| *own == nth) {
                Some(point) => Fate::OnFront(point),
                None if front.contains(&nth) => Fate::LeftOut,
                None => Fate::Dominated,
            };
            if let Some(of) = open.get(nth).and_then(|place| tried.get_mut(*place)) {
                of.fate = fate;
            }
        }
        (kept.into_iter().filter_map(|nth| open.get(nth).copied()).collect(), stands)
    }

    /// The baseline and the points on the luck of the search.
    fn found(&self, tried: &[Tried], order: &[usize]) -> Comparison {
        let points = order.iter().enumerate().filter_map(|(nth, place)| {
            let compared = tried.get(*place)?.compared.clone();
            Some(Compared { name: point_name(nth), title: point_name(nth), ..compared })
        });
        let mut found = self.baseline.clone();
        found.scenarios.extend(points);
        found
    }

    /// The points once more, on other luck.
    fn again(&self, bench: &mut Bench<'_>, places: Vec<Places>) -> (Vec<Point>, Option<Comparison>) {
        let exact = |places: Places| Point { places, breaches: Vec::new(), standing: Standing::Exact };
        if places.is_empty() || self.question.chance == Chance::Nothing {
            return (places.into_iter().map(exact).collect(), None);
        }
        let mut came = bench.runs(&places, self.question.asked(Stage::Recheck));
        for (nth, came) in came.iter_mut().skip(1).enumerate() {
            came.runs.name = point_name(nth);
            came.runs.title = point_name(nth);
        }
        let standings = standings(bench, &came, self.objectives);
        let breaches = came.iter().skip(1).map(|came| came.breaches.clone());
        let each = places.into_iter().zip(standings).zip(breaches);
        let points = each.map(|((places, standing), breaches)| Point { places, breaches, standing });
        (points.collect(), Some(bench.beside(&came)))
    }
}

/// Whether a candidate may still be a point: it breached nothing, and was tried at length where that matters.
fn is_open(tried: &[Tried], place: usize) -> bool {
    tried.get(place).is_some_and(|of| of.fate == Fate::Dominated)
}

fn tried_out(judged: Judged, asked: Asked) -> Tried {
    let Judged { places, compared, breaches } = judged;
    // Dominated until the front says otherwise.
    let fate = if breaches.iter().any(|count| *count > 0) { Fate::Refused } else { Fate::Dominated };
    Tried { places, compared, replications: asked.replications, breaches, fate }
}

/// The name of a point, by its place from 0: `p01`.
fn point_name(nth: usize) -> String {
    format!("p{:02}", nth + 1)
}
