//! Parts of conditions: comparisons that never say anything else, and parts that add nothing.
//!
//! A part is only said to add nothing where another part compares the same fact: `departed and days_since_end >= 30` says
//! one thing twice, and reads well.

use super::Analysis;
use super::remark;
use crate::check::policy::Condition;
use crate::check::policy::Subject;
use crate::check::policy::Test;
use crate::check::region::Dimension;
use crate::check::region::Region;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::vocabulary::Fact;

/// Of more parts than this none is laid beside the others.
const MOST_PARTS: usize = 40;

impl<'p> Analysis<'p> {
    pub(super) fn conditions(&mut self) {
        let policy: &'p crate::check::Policy = self.policy;
        let scope = policy.scope.iter().map(|scope| &scope.condition);
        let segments = policy.segments.iter().filter_map(|segment| segment.condition.as_ref());
        let stages = policy.stages.iter().map(|stage| &stage.condition);
        let rules = policy.rules.iter().map(|rule| &rule.condition);
        let exceptions = policy.exceptions.iter().map(|exception| &exception.condition);
        let plans = policy.plans.iter().map(|plan| &plan.condition);
        for condition in scope.chain(segments).chain(stages).chain(rules).chain(exceptions).chain(plans) {
            let before = self.findings.len();
            self.constants(condition);
            // What never holds makes everything beside it superfluous.
            if self.findings.len() == before {
                self.superfluous(condition);
            }
        }
    }

    fn constants(&mut self, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| self.constants(part)),
            Condition::Not(part) => self.constants(part),
            Condition::Test(test) => self.constant(test),
        }
    }

    fn constant(&mut self, test: &Test) {
        if test.comparison.is_none() || test.subject == Subject::Fact(Fact::Segment) {
            return;
        }
        let Some(always) = self.any.condition(&Condition::Test(test.clone())).constant() else { return };
        let words = self.words(test.span);
        let (code, message) = if always {
            (code::ALWAYS_TRUE, Phrase::new(format!("`{words}` always holds"), format!("`{words}` geldt altijd")))
        } else {
            (code::ALWAYS_FALSE, Phrase::new(format!("`{words}` never holds"), format!("`{words}` geldt nooit")))
        };
        let help = Phrase::new(
            "compare with a value that the fact can have, or leave it out",
            "vergelijk met een waarde die het feit kan hebben, of laat het weg",
        );
        self.findings.push(code.at(test.span, message).help(help));
    }

    fn superfluous(&mut self, condition: &Condition) {
        match condition {
            Condition::All(parts) => self.superfluous_parts(parts, true),
            Condition::Any(parts) => self.superfluous_parts(parts, false),
            Condition::Not(part) => self.superfluous(part),
            Condition::Test(_) => {}
        }
    }

    /// A part that follows from the others, or of alternatives one that is among the others. The later goes first.
    fn superfluous_parts(&mut self, parts: &[Condition], all: bool) {
        parts.iter().for_each(|part| self.superfluous(part));
        if parts.len() < 2 || parts.len() > MOST_PARTS {
            return;
        }
        let regions: Vec<(Region, Vec<Dimension>)> =
            parts.iter().map(|part| self.any.condition(part)).map(|region| (region.clone(), region.asks())).collect();
        let mut left: Vec<bool> = vec![true; parts.len()];
        for place in (0..parts.len()).rev() {
            let Some((own, asked)) = regions.get(place) else { continue };
            let others = || {
                let beside =
                    regions.iter().zip(&left).enumerate().filter(|(other, (_, left))| *other != place && **left);
                beside.map(|(_, ((region, asked), _))| (region, asked))
            };
            // Only what compares the same facts can make it superfluous.
            let related: Vec<&Region> =
                others().filter(|(_, theirs)| share(theirs, asked)).map(|(region, _)| region).collect();
            let Some(rest) = related
                .iter()
                .copied()
                .cloned()
                .reduce(|rest, part| if all { rest.and(&part) } else { rest.or(&part) })
            else {
                continue;
            };
            // An alternative that nobody can be in is no repetition: of a segment behind a wider one that has been said.
            let adds_nothing = if all {
                rest.is_plainly_within(own) && !rest.is_empty()
            } else {
                own.is_plainly_within(&rest) && !own.is_empty()
            };
            if adds_nothing && let Some(left) = left.get_mut(place) {
                *left = false;
                let because = related
                    .iter()
                    .position(|other| if all { other.is_plainly_within(own) } else { own.is_plainly_within(other) });
                let other = because.and_then(|because| {
                    let related = regions
                        .iter()
                        .enumerate()
                        .filter(|(other, (_, theirs))| *other != place && share(theirs, asked));
                    related.map(|(other, _)| other).nth(because)
                });
                self.adds_nothing(parts.get(place), other.and_then(|other| parts.get(other)));
            }
        }
    }

    fn adds_nothing(&mut self, part: Option<&Condition>, because: Option<&Condition>) {
        let Some(span) = part.and_then(|part| self.place(part)) else { return };
        let words = self.words(span);
        let message = Phrase::new(
            format!("`{words}` adds nothing to this condition"),
            format!("`{words}` voegt niets toe aan deze voorwaarde"),
        );
        let help = Phrase::new("leave it out, or change it", "laat het weg, of verander het");
        let finding = code::REDUNDANT.at(span, message).help(help);
        let there = remark("says it already", "zegt het al");
        self.findings.push(match because.and_then(|part| self.place(part)) {
            Some(other) => finding.also(other, there),
            None => finding,
        });
    }
}

/// Whether two ask about a dimension both.
fn share(one: &[Dimension], other: &[Dimension]) -> bool {
    one.iter().any(|dimension| other.contains(dimension))
}
