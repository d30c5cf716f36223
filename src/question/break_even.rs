//! How strong a number must be for an answer to turn: for a target to be met, or for a difference to change its sign.

use super::independent;
use super::is_told_apart;
use super::mean;
use crate::check::Bound;
use crate::compare::quantile;

/// What the figure should come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aim {
    /// A target: the level itself will do.
    Target {
        /// The level.
        level: f64,
        /// From which side.
        bound: Bound,
    },
    /// A difference below nothing: where there is none, it is not lower.
    Lower,
}

/// Over which values a number is tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The least.
    pub from: f64,
    /// The most.
    pub to: f64,
}

/// A value of the number with the figure that it gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The value of the number.
    pub at: f64,
    /// The figure in each run.
    pub figures: Vec<f64>,
}

/// Where an answer turns.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakEven {
    /// What was tried, in ascending order of the number.
    pub points: Vec<Point>,
    /// Where the mean over the runs meets the aim.
    pub turn: Turn,
    /// Where each run does.
    pub turns: Turns,
    /// Around where the mean meets the aim: between which values that could be luck.
    pub unclear: Option<(f64, f64)>,
}

/// Where the mean over the runs meets an aim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Turn {
    /// The number changes nothing in any run.
    Unmoved,
    /// Over the whole range.
    Always,
    /// Nowhere in the range.
    Never,
    /// On one side of a value.
    At {
        /// The value.
        value: f64,
        /// Whether the aim is met above it.
        is_met_above: bool,
        /// How many other values there are at which it turns.
        others: usize,
    },
}

/// Where each run meets an aim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Turns {
    /// The values at which runs turn, in ascending order.
    pub at: Vec<f64>,
    /// How many runs meet the aim over the whole range.
    pub always: usize,
    /// How many runs meet it nowhere.
    pub never: usize,
}

/// Into so many steps the range is cut before it is searched.
const STEPS: u32 = 10;

/// So often the step in which the answer turns is halved.
const HALVINGS: u32 = 8;

/// The log-odds between which a number is tried when nobody says otherwise: these are odds of 148 to 1, beyond which little
/// changes.
const WIDEST: f64 = 5.0;

/// Days and months can be far more than anybody means: ten of them, and ten times the interval, is far enough.
const FAR: f64 = 10.0;

impl Turn {
    /// The same, with how many other values there are by all that was tried.
    fn counted(self, points: &[Point], aim: Aim) -> Turn {
        let is_met = |point: &Point| mean(&point.figures).is_some_and(|figure| aim.is_met_by(figure));
        let turning =
            points.iter().zip(points.iter().skip(1)).filter(|(low, high)| is_met(low) != is_met(high)).count();
        match self {
            Turn::At { value, is_met_above, .. } => Turn::At { value, is_met_above, others: turning.saturating_sub(1) },
            other => other,
        }
    }
}

impl Aim {
    /// Whether a figure meets it.
    #[must_use]
    pub fn is_met_by(&self, figure: f64) -> bool {
        match self {
            Aim::Target { level, bound: Bound::AtMost } => figure <= *level,
            Aim::Target { level, bound: Bound::AtLeast } => figure >= *level,
            Aim::Lower => figure < 0.0,
        }
    }

    /// The level at which it turns.
    #[must_use]
    pub const fn level(&self) -> f64 {
        match self {
            Aim::Target { level, .. } => *level,
            Aim::Lower => 0.0,
        }
    }
}

/// The values over which a number is tried: what it can be, of log-odds, days and months no more than can matter.
#[must_use]
pub fn range_for(possible: (f64, f64), interval: (f64, f64)) -> Range {
    let (least, most) = possible;
    let is_log_odds = least < -WIDEST && most > WIDEST;
    if is_log_odds {
        return Range { from: interval.0.min(-WIDEST), to: interval.1.max(WIDEST) };
    }
    Range { from: least, to: most.min(interval.1.max(1.0) * FAR) }
}

/// Searches for the value nearest to `now` at which the mean of the figure meets the aim or ceases to. `marks` are values that
/// are tried on top of even steps. None when `figures` gives none.
#[must_use]
pub fn break_even(
    range: Range,
    now: f64,
    marks: &[f64],
    aim: Aim,
    figures: &mut dyn FnMut(f64) -> Option<Vec<f64>>,
) -> Option<BreakEven> {
    let step = (range.to - range.from) / f64::from(STEPS);
    let even = (0..=STEPS).map(|nth| range.from + step * f64::from(nth));
    let inside = marks.iter().copied().filter(|mark| range.from < *mark && *mark < range.to);
    let mut places: Vec<f64> = even.chain(inside).collect();
    places.sort_by(f64::total_cmp);
    places.dedup_by(|a, b| (*a - *b).abs() < step * 1e-6);
    let tried = places.into_iter().map(|at| Some(Point { at, figures: figures(at)? }));
    let mut points = tried.collect::<Option<Vec<Point>>>()?;
    let turn = search(&mut points, now, aim, figures)?;
    let rough = turns(&points, now, turn, aim);
    for at in between(&rough.at, &points, step) {
        points.push(Point { at, figures: figures(at)? });
    }
    points.sort_by(|a, b| a.at.total_cmp(&b.at));
    let turn = turn.counted(&points, aim);
    let turns = turns(&points, now, turn, aim);
    let unclear = unclear(&points, turn, aim);
    Some(BreakEven { points, turn, turns, unclear })
}

/// The values around the turn at which the mean lies no farther from the level than other luck could bring it; none where it
/// does not turn.
fn unclear(points: &[Point], turn: Turn, aim: Aim) -> Option<(f64, f64)> {
    let Turn::At { value, .. } = turn else { return None };
    let could_be_luck = |point: &Point| {
        let away: Vec<f64> = point.figures.iter().map(|figure| figure - aim.level()).collect();
        is_told_apart(&independent(&away)) == Some(false)
    };
    let below = points.iter().rev().filter(|point| point.at <= value).take_while(|point| could_be_luck(point));
    let above = points.iter().filter(|point| point.at >= value).take_while(|point| could_be_luck(point));
    let least = below.last().map_or(value, |point| point.at);
    let most = above.last().map_or(value, |point| point.at);
    (most > least).then_some((least, most))
}

/// So many values are tried more where runs turn, so that the straight lines between what was tried are short there.
const MORE: u32 = 7;

/// Even places over where nine in ten runs turn, but for those that were tried already.
fn between(turning: &[f64], points: &[Point], step: f64) -> Vec<f64> {
    let (from, to) = (quantile(turning, 0.05), quantile(turning, 0.95));
    let place = |nth: u32| from + (to - from) * f64::from(nth) / f64::from(MORE - 1);
    let is_new = |at: &f64| points.iter().all(|point| (point.at - at).abs() > step * 1e-3);
    (0..MORE).map(place).filter(|at| at.is_finite()).filter(is_new).collect()
}

fn search(
    points: &mut Vec<Point>,
    now: f64,
    aim: Aim,
    figures: &mut dyn FnMut(f64) -> Option<Vec<f64>>,
) -> Option<Turn> {
    let is_met = |point: &Point| mean(&point.figures).is_some_and(|figure| aim.is_met_by(figure));
    let is_unmoved = points.iter().zip(points.iter().skip(1)).all(|(one, other)| is_same(one, other));
    if is_unmoved {
        return Some(Turn::Unmoved);
    }
    let steps = points.iter().zip(points.iter().skip(1)).map(|(low, high)| (low.clone(), high.clone()));
    let turning: Vec<(Point, Point)> = steps.filter(|(low, high)| is_met(low) != is_met(high)).collect();
    let away = |(low, high): &(Point, Point)| ((low.at + high.at) / 2.0 - now).abs();
    let Some((mut low, mut high)) = turning.iter().min_by(|a, b| away(a).total_cmp(&away(b))).cloned() else {
        return Some(if points.iter().all(is_met) { Turn::Always } else { Turn::Never });
    };
    for _ in 0..HALVINGS {
        let at = (low.at + high.at) / 2.0;
        let middle = Point { at, figures: figures(at)? };
        points.push(middle.clone());
        if is_met(&middle) == is_met(&low) { low = middle } else { high = middle }
    }
    points.sort_by(|a, b| a.at.total_cmp(&b.at));
    Some(Turn::At { value: (low.at + high.at) / 2.0, is_met_above: is_met(&high), others: turning.len() - 1 })
}

fn is_same(one: &Point, other: &Point) -> bool {
    one.figures.iter().zip(&other.figures).all(|(own, other)| own.to_bits() == other.to_bits())
}

/// Where each run turns, on the straight lines between what was tried; of several places the one nearest to where the mean
/// does, or to where the number is now.
fn turns(points: &[Point], now: f64, turn: Turn, aim: Aim) -> Turns {
    let near = if let Turn::At { value, .. } = turn { value } else { now };
    let runs = points.first().map_or(0, |point| point.figures.len());
    let mut turns = Turns::default();
    for run in 0..runs {
        let course: Vec<(f64, f64)> =
            points.iter().filter_map(|point| Some((point.at, *point.figures.get(run)?))).collect();
        let steps = course.iter().zip(course.iter().skip(1));
        let crossing = steps.filter_map(|(low, high)| crossing(*low, *high, aim));
        match crossing.min_by(|a, b| (a - near).abs().total_cmp(&(b - near).abs())) {
            Some(at) => turns.at.push(at),
            None if course.iter().all(|(_, figure)| aim.is_met_by(*figure)) => turns.always += 1,
            None => turns.never += 1,
        }
    }
    turns.at.sort_by(f64::total_cmp);
    turns
}

fn crossing(low: (f64, f64), high: (f64, f64), aim: Aim) -> Option<f64> {
    let turns = aim.is_met_by(low.1) != aim.is_met_by(high.1);
    turns.then(|| low.0 + (high.0 - low.0) * (aim.level() - low.1) / (high.1 - low.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RANGE: Range = Range { from: -10.0, to: 10.0 };
    const ZERO: Aim = Aim::Target { level: 0.0, bound: Bound::AtMost };

    /// Three runs that turn at 1.2, 2.0 and 2.8: the figure falls, ever more slowly.
    fn planted(at: f64) -> Option<Vec<f64>> {
        Some([1.2, 2.0, 2.8].map(|turn: f64| (-at / 4.0).exp() - (-turn / 4.0_f64).exp()).to_vec())
    }

    #[test]
    fn a_planted_threshold_is_found() {
        let found = break_even(RANGE, 0.7, &[0.2, 0.7, 1.3], ZERO, &mut planted).unwrap();
        let Turn::At { value, is_met_above, others } = found.turn else { panic!("{:?}", found.turn) };
        let mean = [1.2, 2.0, 2.8].map(|turn: f64| (-turn / 4.0_f64).exp()).iter().sum::<f64>() / 3.0;
        assert!((value - -4.0 * mean.ln()).abs() < 0.01, "{value}");
        assert_eq!((is_met_above, others), (true, 0));
        assert!(found.points.windows(2).all(|two| two[0].at < two[1].at));
        assert!(found.points.iter().any(|point| (point.at - 0.7).abs() < 1e-12), "the value itself is tried");
    }

    #[test]
    fn each_run_says_where_it_turns() {
        let found = break_even(RANGE, 0.7, &[], ZERO, &mut planted).unwrap();
        assert_eq!((found.turns.always, found.turns.never), (0, 0));
        for (found, planted) in found.turns.at.iter().zip([1.2, 2.0, 2.8]) {
            assert!((found - planted).abs() < 0.03, "{found} is not {planted}");
        }
    }

    #[test]
    fn what_no_value_brings_about_is_said_to_be_so() {
        let with = |level| {
            break_even(RANGE, 0.0, &[], Aim::Target { level, bound: Bound::AtMost }, &mut |at| Some(vec![at * at]))
        };
        assert_eq!(with(-1.0).unwrap().turn, Turn::Never);
        assert_eq!(with(101.0).unwrap().turn, Turn::Always);
        assert_eq!(with(-1.0).unwrap().turns, Turns { at: Vec::new(), always: 0, never: 1 });
    }

    #[test]
    fn of_two_values_the_nearest_to_the_present_one_is_told_and_the_other_counted() {
        let aim = Aim::Target { level: 4.0, bound: Bound::AtMost };
        let found = break_even(RANGE, 3.0, &[], aim, &mut |at| Some(vec![at * at])).unwrap();
        let Turn::At { value, is_met_above, others } = found.turn else { panic!("{:?}", found.turn) };
        assert!((value - 2.0).abs() < 0.01, "{value}");
        assert_eq!((is_met_above, others), (false, 1));
    }

    #[test]
    fn places_at_which_it_turns_are_counted_over_all_that_was_tried() {
        let points: Vec<Point> = [1.0, -1.0, 1.0, -1.0]
            .iter()
            .zip(0..)
            .map(|(of, at)| Point { at: f64::from(at), figures: vec![*of] })
            .collect();
        let found = Turn::At { value: 0.5, is_met_above: true, others: 0 };
        assert_eq!(found.counted(&points, ZERO), Turn::At { value: 0.5, is_met_above: true, others: 2 });
    }

    #[test]
    fn a_number_that_nothing_uses_is_said_to_change_nothing() {
        let found = break_even(RANGE, 0.0, &[], ZERO, &mut |_| Some(vec![0.3, -0.2])).unwrap();
        assert_eq!(found.turn, Turn::Unmoved);
        assert_eq!((found.turns.always, found.turns.never), (1, 1));
    }

    #[test]
    fn policies_that_do_not_differ_are_none_of_them_lower() {
        let found = break_even(RANGE, 0.0, &[], Aim::Lower, &mut |_| Some(vec![0.0, 0.0])).unwrap();
        assert_eq!((found.turn, found.turns.always, found.turns.never), (Turn::Unmoved, 0, 2));
        assert!(Aim::Lower.is_met_by(-1e-12) && !Aim::Lower.is_met_by(0.0) && ZERO.is_met_by(0.0));
    }

    #[test]
    fn chances_are_tried_from_nought_to_one_and_log_odds_where_they_can_matter() {
        assert_eq!(range_for((0.0, 1.0), (0.2, 0.4)), Range { from: 0.0, to: 1.0 });
        assert_eq!(range_for((-30.0, 30.0), (0.2, 1.3)), Range { from: -5.0, to: 5.0 });
        assert_eq!(range_for((0.1, 3650.0), (3.0, 14.0)), Range { from: 0.1, to: 140.0 });
    }

    #[test]
    fn a_number_is_tried_on_both_sides_of_its_interval_however_low_that_lies() {
        for interval in [(0.01, 0.05), (0.0, 0.0)] {
            assert_eq!(range_for((0.0, 1.0), interval), Range { from: 0.0, to: 1.0 });
        }
        assert_eq!(range_for((-0.5, 0.5), (-0.02, -0.01)), Range { from: -0.5, to: 0.5 });
        assert_eq!(range_for((0.0, 3650.0), (0.0, 0.0)), Range { from: 0.0, to: 10.0 });
        assert_eq!(range_for((1.0, 120.0), (12.0, 120.0)), Range { from: 1.0, to: 120.0 });
    }
}
