//! Segments that nobody can fall into.

use super::Analysis;
use super::clash;
use super::remark;
use crate::diagnostic::code;
use crate::locale::Phrase;

/// Beside so many earlier segments one is laid to say which of them takes its tenants.
const MOST_BEFORE: usize = 60;

impl Analysis<'_> {
    /// The last resort may be empty: a policy has to have one.
    pub(super) fn segments(&mut self) {
        for (number, segment) in self.policy.segments.iter().enumerate() {
            let Some(condition) = &segment.condition else { continue };
            let own = self.any.condition(condition);
            if own.is_empty() {
                self.impossible_segment(number);
            } else if self.any.segment(number).is_empty() {
                self.hidden_segment(number);
            }
        }
    }

    fn impossible_segment(&mut self, number: usize) {
        let Some(segment) = self.policy.segments.get(number) else { return };
        let name = &segment.named.name;
        let message =
            Phrase::new(format!("nobody is in the segment `{name}`"), format!("niemand zit in het segment `{name}`"));
        let help = Phrase::new("change its condition, or leave it out", "verander de voorwaarde, of laat het weg");
        let mut finding = code::SEGMENT_IMPOSSIBLE.at(segment.named.span, message).help(help);
        let condition = segment.condition.as_ref();
        if let Some((one, other)) = condition.and_then(|condition| clash(&self.any, condition)) {
            let both = remark("cannot hold together", "kan niet samen gelden");
            let text = if other.is_some() { both } else { remark("never holds", "geldt nooit") };
            for span in [Some(one), other].into_iter().flatten().filter_map(|part| self.place(part)) {
                finding = finding.also(span, text.clone());
            }
        }
        self.findings.push(finding);
    }

    fn hidden_segment(&mut self, number: usize) {
        let Some(segment) = self.policy.segments.get(number) else { return };
        let own = segment.condition.as_ref().map(|condition| self.any.condition(condition));
        let takes = |other: usize| {
            let earlier = self.policy.segments.get(other)?.condition.as_ref()?;
            own.as_ref().filter(|own| own.is_within(&self.any.condition(earlier))).map(|_| other)
        };
        let taker = (0..number).take(MOST_BEFORE).find_map(takes).and_then(|other| self.policy.segments.get(other));
        let name = &segment.named.name;
        let message = match taker {
            Some(other) => {
                let other = &other.named.name;
                Phrase::new(
                    format!("nobody is in the segment `{name}`: they all fall into `{other}`, which stands before it"),
                    format!("niemand zit in het segment `{name}`: iedereen valt al onder `{other}`, dat ervoor staat"),
                )
            }
            None => Phrase::new(
                format!("nobody is in the segment `{name}`: the segments before it take them all"),
                format!("niemand zit in het segment `{name}`: iedereen valt al onder de segmenten ervoor"),
            ),
        };
        let help = match taker.map(|other| &other.named.name) {
            Some(other) => Phrase::new(
                format!("put `{name}` before `{other}`: the first segment that holds counts"),
                format!("zet `{name}` voor `{other}`: het eerste segment dat geldt, telt"),
            ),
            None => Phrase::new(
                "put the narrower segment first: the first that holds counts",
                "zet het engere segment vooraan: het eerste dat geldt, telt",
            ),
        };
        let finding = code::SEGMENT_HIDDEN.at(segment.named.span, message).help(help);
        let there = remark("everybody falls under this already", "iedereen valt hier al onder");
        self.findings.push(match taker {
            Some(other) => finding.also(other.named.span, there),
            None => finding,
        });
    }
}
