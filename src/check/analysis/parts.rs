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
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;

/// Of more parts than this none is laid beside the others.
const MOST_PARTS: usize = 40;

/// What stands beside a part of a condition.
#[derive(Clone, Copy)]
enum Beside {
    /// Other parts that must hold too.
    All,
    /// Other parts of which one is enough.
    Any,
    /// Nothing, or a `not` stands before it.
    Nothing,
}

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
            self.constants(condition, Beside::Nothing);
            // What never holds makes everything beside it superfluous.
            if self.findings.len() == before {
                self.superfluous(condition);
            }
        }
    }

    fn constants(&mut self, condition: &Condition, beside: Beside) {
        match condition {
            Condition::All(parts) => {
                let beside = if parts.len() > 1 { Beside::All } else { beside };
                parts.iter().for_each(|part| self.constants(part, beside));
            }
            Condition::Any(parts) => {
                let beside = if parts.len() > 1 { Beside::Any } else { beside };
                parts.iter().for_each(|part| self.constants(part, beside));
            }
            Condition::Not(part) => self.constants(part, Beside::Nothing),
            Condition::Test(test) => self.constant(test, beside),
        }
    }

    fn constant(&mut self, test: &Test, beside: Beside) {
        if test.comparison.is_none() || test.subject == Subject::Fact(Fact::Segment) {
            return;
        }
        let Some(always) = self.any.condition(&Condition::Test(test.clone())).constant() else { return };
        // Of what can never be so because of it, that has been said.
        let is_here = |finding: &Diagnostic| finding.labels.iter().skip(1).any(|label| label.span == test.span);
        if !always && self.findings.iter().any(is_here) {
            return;
        }
        let words = self.words(test.span);
        let Phrase { en, nl } = self.why_constant(&Condition::Test(test.clone()));
        let (code, message) = if always {
            (
                code::ALWAYS_TRUE,
                Phrase::new(format!("`{words}` always holds{en}"), format!("`{words}` geldt altijd{nl}")),
            )
        } else {
            (
                code::ALWAYS_FALSE,
                Phrase::new(format!("`{words}` never holds{en}"), format!("`{words}` geldt nooit{nl}")),
            )
        };
        // Left out elsewhere, the condition would say something else.
        let can_go = matches!((always, beside), (true, Beside::All) | (false, Beside::Any));
        let (or, of) = if can_go {
            (", or leave it out: that changes nothing", ", of laat het weg: dat verandert niets")
        } else {
            ("", "")
        };
        let help = Phrase::new(
            format!("compare with a value that the fact can have{or}"),
            format!("vergelijk met een waarde die het feit kan hebben{of}"),
        );
        self.findings.push(code.at(test.span, message).help(help));
    }

    /// Between which values a fact lies, behind a message; nothing, where its unit says that.
    pub(super) fn why_constant(&self, part: &Condition) -> Phrase {
        let Condition::Test(Test { subject, .. }) = part else { return Phrase::same("") };
        let subject = *subject;
        let name = self.policy.subject_name(subject, self.policy.locale);
        let range = |least: u8, most: u8| {
            Phrase::new(
                format!(": `{name}` goes from {least} to {most}"),
                format!(": `{name}` loopt van {least} tot en met {most}"),
            )
        };
        match subject {
            Subject::LastMonths(_, back) => range(0, back),
            Subject::Fact(Fact::DaysToDue) => range(1, 31),
            Subject::Fact(fact) if fact.entry().unit.is_ordered() => {
                Phrase::new(format!(": `{name}` is never below zero"), format!(": `{name}` is nooit minder dan nul"))
            }
            Subject::Function(Function::Times, _) => {
                Phrase::new(format!(": `{name}` is never below zero"), format!(": `{name}` is nooit minder dan nul"))
            }
            _ => Phrase::same(""),
        }
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
