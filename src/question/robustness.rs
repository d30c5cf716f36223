//! Whether the order of policies holds whatever the numbers are, and where it does not.

use super::Figures;
use super::is_told_apart;
use super::mean;
use crate::behaviour::Behaviour;
use crate::behaviour::Label;
use crate::check::Bound;
use crate::compare::Measure;
use crate::vocabulary::Kpi;

/// Which of two figures is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The lower.
    Lower,
    /// The higher.
    Higher,
}

impl Better {
    /// Which is better of a figure: as its target says, else the lower, except of shares that one would see grow.
    #[must_use]
    pub const fn of(measure: Measure, target: Option<Bound>) -> Better {
        let grows = matches!(
            measure,
            Measure::Kpi(Kpi::DirectDebitShare | Kpi::PlansKept | Kpi::PlanShare | Kpi::Satisfaction)
        );
        match (target, grows) {
            (Some(Bound::AtLeast), _) | (None, true) => Better::Higher,
            _ => Better::Lower,
        }
    }

    /// By how much a figure is worse than another; below zero when it is better.
    #[must_use]
    pub fn worse_by(self, figure: f64, other: f64) -> f64 {
        match self {
            Better::Lower => figure - other,
            Better::Higher => other - figure,
        }
    }
}

/// How policies stand to each other over draws of the numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Robustness {
    /// Of each draw, the figure of each policy: the mean over the same luck.
    pub draws: Vec<Vec<f64>>,
    /// In how many draws each policy is best, alone.
    pub best: Vec<usize>,
    /// In how many draws several are best together.
    pub shared: usize,
    /// In how many draws the policy of the row is better than that of the column.
    pub better: Vec<Vec<usize>>,
    /// How much worse each policy is than the best of a draw: on average, and in the worst draw.
    pub regret: Vec<Regret>,
}

/// How much worse a policy is than the best.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Regret {
    /// On average.
    pub mean: f64,
    /// At worst.
    pub worst: f64,
}

/// A stretch of a number over which another policy is best than when every number is as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Flip {
    /// The name of the number.
    pub name: String,
    /// Where it comes from.
    pub label: Label,
    /// Its least, its value and its most.
    pub interval: [f64; 3],
    /// From where to where another is best.
    pub stretch: (f64, f64),
    /// The place of the policy that is best at the end of the stretch farthest from the value.
    pub best: usize,
}

/// What each number by itself does to the order.
#[derive(Clone, Debug, PartialEq)]
pub struct Flips {
    /// The figure of each policy when every number is as it is.
    pub figures: Vec<f64>,
    /// The place of the policy that is best then.
    pub best: usize,
    /// How many numbers were tried.
    pub tried: usize,
    /// The stretches over which another is best.
    pub flips: Vec<Flip>,
}

/// How policies stand to each other, given their figures by draw, policy and run. None without draws or policies.
#[must_use]
pub fn robustness(figures: &[Figures], better: Better) -> Option<Robustness> {
    let draws = figures.iter().map(means).collect::<Option<Vec<Vec<f64>>>>()?;
    let policies = draws.first().map(Vec::len).filter(|policies| *policies > 0)?;
    let mut found = Robustness {
        best: vec![0; policies],
        shared: 0,
        better: vec![vec![0; policies]; policies],
        regret: vec![Regret::default(); policies],
        draws: Vec::new(),
    };
    for draw in &draws {
        found.count(draw, better);
    }
    let count = draws.len() as f64;
    found.regret.iter_mut().for_each(|regret| regret.mean /= count);
    Some(Robustness { draws, ..found })
}

impl Robustness {
    fn count(&mut self, draw: &[f64], better: Better) {
        let Some(best) = best_of(draw, better).and_then(|best| draw.get(best)) else { return };
        let is_best: Vec<bool> = draw.iter().map(|figure| better.worse_by(*figure, *best) <= 0.0).collect();
        let is_shared = is_best.iter().filter(|is_best| **is_best).count() > 1;
        self.shared += usize::from(is_shared);
        for (count, is_best) in self.best.iter_mut().zip(&is_best) {
            *count += usize::from(*is_best && !is_shared);
        }
        for (row, own) in self.better.iter_mut().zip(draw) {
            for (count, other) in row.iter_mut().zip(draw) {
                *count += usize::from(better.worse_by(*own, *other) < 0.0);
            }
        }
        for (regret, figure) in self.regret.iter_mut().zip(draw) {
            let worse = better.worse_by(*figure, *best);
            *regret = Regret { mean: regret.mean + worse, worst: regret.worst.max(worse) };
        }
    }
}

/// The place of the best figure; of several the first.
fn best_of(figures: &[f64], better: Better) -> Option<usize> {
    let places = figures.iter().enumerate();
    places.min_by(|(_, a), (_, b)| better.worse_by(**a, **b).total_cmp(&0.0)).map(|(place, _)| place)
}

/// So often the edge of a stretch is sought out by halving.
const HALVINGS: u32 = 5;

/// Tries each number over its interval, all others at their values, and tells where another policy is best. None when `ask`
/// gives none.
#[must_use]
pub fn flips(
    behaviour: &Behaviour,
    better: Better,
    ask: &mut dyn FnMut(&Behaviour) -> Option<Figures>,
) -> Option<Flips> {
    let runs = ask(behaviour)?;
    let figures = means(&runs)?;
    let best = best_of(&figures, better)?;
    let mut found = Flips { best, tried: 0, flips: Vec::new(), figures };
    for named in behaviour.estimates() {
        let estimate = named.estimate;
        if estimate.high <= estimate.low {
            continue;
        }
        found.tried += 1;
        let mut at = |value: f64| ask(&behaviour.with(&named.name, value)?);
        for end in [estimate.low, estimate.high] {
            if let Some((stretch, best)) = stretch(estimate.value, end, (&runs, best), better, &mut at)? {
                found.flips.push(Flip {
                    name: named.name.clone(),
                    label: estimate.label,
                    interval: [estimate.low, estimate.value, estimate.high],
                    stretch,
                    best,
                });
            }
        }
    }
    Some(found)
}

fn means(figures: &Figures) -> Option<Vec<f64>> {
    figures.iter().map(|runs| mean(runs)).collect()
}

/// Whether another policy is better than this one by more than other luck could bring about.
fn is_beaten(figures: &Figures, policy: usize, better: Better) -> bool {
    let own = figures.get(policy).map_or(&[][..], Vec::as_slice);
    figures.iter().any(|other| {
        let worse: Vec<f64> = own.iter().zip(other).map(|(own, other)| better.worse_by(*own, *other)).collect();
        mean(&worse).is_some_and(|worse| worse > 0.0) && is_told_apart(&worse) == Some(true)
    })
}

/// From where to where another policy is best, and which; the outer none when nothing was told.
type Stretch = Option<Option<((f64, f64), usize)>>;

/// Tries a number between its value and an end of its interval, half-way and at the end.
fn stretch(
    value: f64,
    end: f64,
    (figures, best): (&Figures, usize),
    better: Better,
    at: &mut impl FnMut(f64) -> Option<Figures>,
) -> Stretch {
    if (end - value).abs() <= 0.0 {
        return Some(None);
    }
    let far = at(end)?;
    let same = |(one, other): (&Vec<f64>, &Vec<f64>)| one.iter().zip(other).all(|(a, b)| a.to_bits() == b.to_bits());
    if far.iter().zip(figures).all(same) {
        return Some(None);
    }
    let middle = (value + end) / 2.0;
    let tried = [(value, figures.clone()), (middle, at(middle)?), (end, far)];
    let beaten: Vec<bool> = tried.iter().map(|(_, figures)| is_beaten(figures, best, better)).collect();
    let Some(first) = beaten.iter().position(|beaten| *beaten).filter(|first| *first > 0) else { return Some(None) };
    let last = beaten.iter().rposition(|beaten| *beaten).unwrap_or(first);
    let place = |nth: usize| tried.get(nth).map_or(value, |(at, _)| *at);
    let (mut held, mut turned) = (place(first - 1), place(first));
    for _ in 0..HALVINGS {
        let between = (held + turned) / 2.0;
        if is_beaten(&at(between)?, best, better) { turned = between } else { held = between }
    }
    let there = tried.get(last).and_then(|(_, figures)| best_of(&means(figures)?, better)).unwrap_or(best);
    let to = place(last);
    Some(Some(((turned.min(to), turned.max(to)), there)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::read_behaviour;
    use crate::source::SourceFile;

    #[test]
    fn an_order_that_cannot_flip_holds_always() {
        let draws: Vec<Figures> = (0..20).map(|nth| vec![vec![f64::from(nth)], vec![f64::from(nth) + 0.5]]).collect();
        let found = robustness(&draws, Better::Lower).unwrap();
        assert_eq!((found.best, found.shared), (vec![20, 0], 0));
        assert_eq!(found.better, [[0, 20], [0, 0]]);
        assert_eq!(found.regret[0], Regret { mean: 0.0, worst: 0.0 });
        assert!((found.regret[1].worst - 0.5).abs() < 1e-12);
        let turned = robustness(&draws, Better::Higher).unwrap();
        assert_eq!(turned.best, [0, 20]);
    }

    #[test]
    fn shares_and_regret_are_counted_draw_by_draw() {
        let draws = [[1.0, 2.0, 4.0], [5.0, 2.0, 4.0], [3.0, 3.0, 9.0]];
        let figures: Vec<Figures> =
            draws.iter().map(|draw| draw.iter().map(|of| vec![of - 1.0, of + 1.0]).collect()).collect();
        let found = robustness(&figures, Better::Lower).unwrap();
        assert_eq!((found.best.as_slice(), found.shared), (&[1, 1, 0][..], 1));
        assert_eq!(found.better, [[0, 1, 2], [1, 0, 3], [1, 0, 0]]);
        assert!((found.regret[0].worst - 3.0).abs() < 1e-12 && (found.regret[0].mean - 1.0).abs() < 1e-12);
        assert!((found.regret[2].worst - 6.0).abs() < 1e-12);
    }

    #[test]
    fn a_policy_beside_itself_is_never_better() {
        let draws: Vec<Figures> = (0..5).map(|nth| vec![vec![f64::from(nth)]; 2]).collect();
        let found = robustness(&draws, Better::Lower).unwrap();
        assert_eq!((found.best, found.shared), (vec![0, 0], 5));
    }

    /// Two policies on the same luck: the second is better once calls do more than 0.45, in an interval of 0.2 to 1.3 around 0.7.
    fn ask(behaviour: &Behaviour) -> Option<Figures> {
        let (call, level) = (behaviour.number("contact.call.effect")?, behaviour.number("contact.home_visit.effect")?);
        let runs = |mean: f64| vec![level + mean - 0.1, level + mean + 0.1];
        Some(vec![runs(0.45), runs(call)])
    }

    #[test]
    fn the_stretch_over_which_another_policy_is_best_is_found_for_the_number_that_does_it_and_no_other() {
        let text = std::fs::read_to_string("scenarios/behaviours/default.yaml").unwrap();
        let behaviour = read_behaviour(&SourceFile::new("default", text)).unwrap();
        let found = flips(&behaviour, Better::Higher, &mut ask).unwrap();
        assert_eq!((found.best, found.flips.len()), (1, 1));
        let flip = &found.flips[0];
        assert_eq!((flip.name.as_str(), flip.best), ("contact.call.effect", 0));
        assert!((flip.stretch.0 - 0.2).abs() < 1e-12 && (flip.stretch.1 - 0.45).abs() < 0.02, "{:?}", flip.stretch);
        assert!(found.tried > 40);
    }

    #[test]
    fn what_luck_could_bring_about_is_no_flip() {
        // The other is better by the mean, and worse in half of the runs.
        let figures = vec![vec![1.0, 2.0, 3.0, 4.0], vec![0.2, 2.9, 2.0, 4.8]];
        assert!(!is_beaten(&figures, 0, Better::Lower));
        assert!(is_beaten(&vec![vec![1.0, 2.0, 3.0], vec![0.5, 1.4, 2.5]], 0, Better::Lower));
    }
}
