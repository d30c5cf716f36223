//! The Kaplan–Meier curve: what part is still without the event, by time, where some are no longer followed.

use super::NORMAL_95;

/// A time at risk: after `start`, until and with `stop`, at which the event came or following ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Followed {
    /// At risk after this time.
    pub start: f64,
    /// Until and with this time.
    pub stop: f64,
    /// Whether the event came at `stop`.
    pub event: bool,
}

/// The curve at a time at which events came, until the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The time.
    pub time: f64,
    /// How many were at risk.
    pub at_risk: usize,
    /// How many events came.
    pub events: usize,
    /// The part that is without the event after it.
    pub survival: f64,
    /// The standard error of that part (Greenwood).
    pub error: f64,
}

/// A curve.
#[derive(Clone, Debug, PartialEq)]
pub struct KaplanMeier {
    /// Its steps, in order of time.
    pub steps: Vec<Step>,
}

/// A time with its 95 % interval; what lies beyond what was followed is `None`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reached {
    /// The time.
    pub time: Option<f64>,
    /// The least it may be.
    pub low: Option<f64>,
    /// The most it may be.
    pub high: Option<f64>,
}

impl KaplanMeier {
    /// The curve of those who were followed.
    #[must_use]
    pub fn new(followed: &[Followed]) -> KaplanMeier {
        let sorted = |pick: fn(&Followed) -> f64| {
            let mut times: Vec<f64> = followed.iter().map(pick).collect();
            times.sort_by(f64::total_cmp);
            times
        };
        let (starts, stops) = (sorted(|one| one.start), sorted(|one| one.stop));
        let mut times: Vec<f64> = followed.iter().filter(|one| one.event).map(|one| one.stop).collect();
        times.sort_by(f64::total_cmp);
        let (mut survival, mut greenwood) = (1.0, 0.0);
        let mut steps = Vec::new();
        for same in times.chunk_by(|a, b| a.total_cmp(b).is_eq()) {
            let Some(time) = same.first().copied() else { continue };
            let entered = starts.partition_point(|start| *start < time);
            let at_risk = entered - stops.partition_point(|stop| *stop < time);
            let (n, d) = (at_risk as f64, same.len() as f64);
            survival *= (n - d) / n;
            greenwood += d / (n * (n - d));
            let error = if survival > 0.0 { survival * libm::sqrt(greenwood) } else { 0.0 };
            steps.push(Step { time, at_risk, events: same.len(), survival, error });
        }
        KaplanMeier { steps }
    }

    /// The curve at a time; before the first event, all are without it.
    #[must_use]
    pub fn at(&self, time: f64) -> Step {
        let past = self.steps.partition_point(|step| step.time <= time);
        let none = Step { time, at_risk: 0, events: 0, survival: 1.0, error: 0.0 };
        past.checked_sub(1).and_then(|last| self.steps.get(last)).copied().unwrap_or(none)
    }

    /// The time at which half have had the event; the interval is that of the logarithm of the curve.
    #[must_use]
    pub fn median(&self) -> Reached {
        let bound = |sign: f64| {
            move |step: &Step| {
                // Where none are left the interval of the logarithm is no interval: there the curve itself decides.
                if step.survival > 0.0 {
                    (step.survival * libm::exp(sign * NORMAL_95 * step.error / step.survival)).min(1.0)
                } else {
                    0.0
                }
            }
        };
        let high = if self.steps.last().is_some_and(|last| last.survival > 0.0) {
            self.falls_to_half(bound(1.0))
        } else {
            let seen = self.steps.split_last().map_or(&[][..], |(_, before)| before);
            KaplanMeier { steps: seen.to_vec() }.falls_to_half(bound(1.0))
        };
        Reached { time: self.falls_to_half(|step| step.survival), low: self.falls_to_half(bound(-1.0)), high }
    }

    /// The first time at which a curve is at half or below; where it lies at half until the next step, the middle of
    /// the two.
    fn falls_to_half(&self, curve: impl Fn(&Step) -> f64) -> Option<f64> {
        let mut from_here = self.steps.iter().skip_while(|step| curve(step) > 0.5 + 1e-9);
        let first = from_here.next()?;
        let flat = (curve(first) - 0.5).abs() <= 1e-9;
        match from_here.next() {
            Some(next) if flat => Some(0.5 * (first.time + next.time)),
            _ => Some(first.time),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(start: f64, stop: f64, event: bool) -> Followed {
        Followed { start, stop, event }
    }

    #[test]
    fn who_is_no_longer_followed_counts_until_then() {
        let curve =
            KaplanMeier::new(&[one(0.0, 1.0, true), one(0.0, 2.0, false), one(0.0, 3.0, true), one(0.0, 4.0, false)]);
        let survival: Vec<f64> = curve.steps.iter().map(|step| step.survival).collect();
        assert_eq!(survival, [0.75, 0.375]);
        assert!((curve.at(0.5).survival - 1.0).abs() < 1e-15 && (curve.at(2.9).survival - 0.75).abs() < 1e-15);
    }

    #[test]
    fn who_comes_later_is_not_at_risk_before() {
        let curve = KaplanMeier::new(&[one(0.0, 1.0, true), one(1.0, 2.0, true), one(0.0, 3.0, false)]);
        assert_eq!(curve.steps.iter().map(|step| step.at_risk).collect::<Vec<_>>(), [2, 2]);
    }

    #[test]
    fn a_median_that_was_not_reached_is_no_number() {
        let curve = KaplanMeier::new(&[one(0.0, 1.0, true), one(0.0, 2.0, false), one(0.0, 2.0, false)]);
        assert_eq!(curve.median().time, None);
    }
}
