//! How a line is drawn: whole, or in dashes that run on around its corners.

/// The lengths of dash and gap, in turn, in pixels; none is a whole line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stroke(&'static [f64]);

impl Stroke {
    pub(super) const SOLID: Stroke = Stroke(&[]);
    /// A target.
    pub(super) const DOTTED: Stroke = Stroke(&[2.0, 4.0]);

    /// The stroke of the scenario at a place: the first is whole, and no two of the first six are alike.
    pub(super) fn of_scenario(place: usize) -> Stroke {
        const PATTERNS: [&[f64]; 6] =
            [&[], &[9.0, 4.0], &[12.0, 3.0, 3.0, 3.0], &[4.0, 3.0], &[18.0, 4.0], &[9.0, 3.0, 3.0, 3.0, 3.0, 3.0]];
        Stroke(PATTERNS.get(place % PATTERNS.len()).copied().unwrap_or_default())
    }

    /// The line cut into its dashes.
    pub(super) fn pieces(self, points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        let mut lengths = self.0.iter().cycle();
        let Some(first) = lengths.next() else { return vec![points.to_vec()] };
        let (mut left, mut is_dash) = (*first, true);
        let mut pieces: Vec<Vec<(f64, f64)>> = points.first().map(|start| vec![*start]).into_iter().collect();
        for (from, to) in points.iter().zip(points.iter().skip(1)) {
            let length = libm::hypot(to.0 - from.0, to.1 - from.1);
            let mut passed = 0.0;
            while length - passed > left {
                passed += left;
                let at = between(*from, *to, passed / length);
                match pieces.last_mut() {
                    Some(piece) if is_dash => piece.push(at),
                    _ => pieces.push(vec![at]),
                }
                is_dash = !is_dash;
                left = lengths.next().copied().unwrap_or(1.0);
            }
            left -= length - passed;
            if let Some(piece) = pieces.last_mut().filter(|_| is_dash) {
                piece.push(*to);
            }
        }
        pieces.retain(|piece| piece.len() > 1);
        pieces
    }
}

fn between(from: (f64, f64), to: (f64, f64), share: f64) -> (f64, f64) {
    (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_run_on_around_a_corner() {
        let line = [(0.0, 0.0), (5.0, 0.0), (5.0, 10.0)];
        assert_eq!(Stroke::SOLID.pieces(&line), [line.to_vec()]);
        let pieces = Stroke(&[6.0, 2.0]).pieces(&line);
        assert_eq!(pieces, [vec![(0.0, 0.0), (5.0, 0.0), (5.0, 1.0)], vec![(5.0, 3.0), (5.0, 9.0)]]);
        assert!(Stroke(&[6.0, 2.0]).pieces(&[]).is_empty());
    }

    #[test]
    fn no_two_of_the_first_scenarios_are_drawn_alike() {
        let strokes: Vec<Stroke> = (0..6).map(Stroke::of_scenario).collect();
        assert!(strokes.iter().enumerate().all(|(place, stroke)| !strokes.iter().skip(place + 1).any(|s| s == stroke)));
    }
}
