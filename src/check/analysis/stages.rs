//! Stages: nobody in them, gaps between them, and stages that end too late.

use super::Analysis;
use super::clash;
use super::parts;
use super::remark;
use crate::check::StageRange;
use crate::check::policy::Comparison;
use crate::check::policy::Condition;
use crate::check::policy::Stage;
use crate::check::policy::Subject;
use crate::check::policy::Test;
use crate::check::region::Clock;
use crate::check::region::Count;
use crate::check::region::Dimension;
use crate::check::region::FAR;
use crate::check::region::Values;
use crate::check::region::Witness;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::vocabulary::Fact;

/// More stages than this are not laid beside each other two by two.
const MOST_PAIRS: usize = 60;

impl Analysis<'_> {
    pub(super) fn stages(&mut self) {
        for (number, stage) in self.policy.stages.iter().enumerate() {
            if self.any.reaches(number).is_empty() {
                self.empty_stages.insert(number);
                self.impossible_stage(stage);
            } else if self.any.in_stages(StageRange::Only(number)).is_empty() {
                self.empty_stages.insert(number);
                self.hidden_stage(number, stage);
            }
        }
        if let Some(dimension) = self.measure_of_stages() {
            self.gap(dimension);
            self.overlaps(dimension);
        }
    }

    fn impossible_stage(&mut self, stage: &Stage) {
        let name = &stage.named.name;
        let message = Phrase::new(
            format!("nobody can come into the stage `{name}`"),
            format!("niemand kan in de fase `{name}` komen"),
        );
        let help = Phrase::new("change its condition, or leave it out", "verander haar voorwaarde, of laat haar weg");
        let mut finding = code::STAGE_IMPOSSIBLE.at(stage.named.span, message).help(help);
        if let Some((one, other)) = clash(&self.any, &stage.condition) {
            let both = remark("cannot hold together", "kan niet samen gelden");
            let alone = remark("never holds", "geldt nooit");
            let text = if other.is_some() { both } else { alone };
            for span in [Some(one), other].into_iter().flatten().filter_map(|part| self.place(part)) {
                finding = finding.also(span, text.clone());
            }
        }
        self.findings.push(finding);
    }

    fn hidden_stage(&mut self, number: usize, stage: &Stage) {
        let name = &stage.named.name;
        let own = self.any.reaches(number);
        let later = self.policy.stages.iter().enumerate().skip(number + 1).take(MOST_PAIRS);
        let hiding = later.filter(|(later, _)| own.is_within(&self.any.reaches(*later))).map(|(_, stage)| stage).next();
        let message = match hiding {
            Some(other) => {
                let other = &other.named.name;
                Phrase::new(
                    format!("whoever reaches `{name}` is in `{other}` already, which stands after it"),
                    format!("wie `{name}` haalt, zit al in `{other}`, die erna staat"),
                )
            }
            None => Phrase::new(
                format!("whoever reaches `{name}` is in one of the stages after it already"),
                format!("wie `{name}` haalt, zit al in een van de fasen erna"),
            ),
        };
        let help = Phrase::new(
            "put the stages from light to heavy: of those that hold, the last counts",
            "zet de fasen van licht naar zwaar: van wat geldt, telt de laatste",
        );
        let finding = code::STAGE_HIDDEN.at(stage.named.span, message).help(help);
        let there = remark("of the two this one counts", "van de twee telt deze");
        self.findings.push(match hiding {
            Some(other) => finding.also(other.named.span, there),
            None => finding,
        });
    }

    /// What all stages are measured by, if they are by one thing.
    fn measure_of_stages(&self) -> Option<Dimension> {
        let fact = Dimension::Fact;
        let measures = [
            fact(Fact::MonthsInArrears),
            fact(Fact::Arrears),
            fact(Fact::ArrearsPrincipal),
            Dimension::Clock(Clock::Fact(Fact::DaysOverdue), Count::Days),
            fact(Fact::ClaimsOverdue),
        ];
        let stages = 0..self.policy.stages.len();
        let by = |measure: &Dimension| stages.clone().all(|stage| self.set.reaches(stage).asks().contains(measure));
        measures.into_iter().find(by).filter(|_| self.policy.stages.len() > 1)
    }

    /// The first gap: somebody between two stages who is in none.
    fn gap(&mut self, dimension: Dimension) {
        let reach: Vec<Values> =
            (0..self.policy.stages.len()).map(|stage| self.set.reaches(stage).reach(dimension)).collect();
        let all = reach.iter().fold(Values::default(), |all, one| all.join(one));
        let in_none = self.set.scope().without(&self.set.in_stages(StageRange::OrLater(0)));
        for (low, high) in all.holes() {
            let Some(witness) = in_none.with(dimension, Values::span(low, high)).find().witness() else { continue };
            let ends = reach.iter().position(|values| values.contains(Some(low - 1)));
            let begins = reach.iter().position(|values| values.contains(Some(high + 1)));
            let pair = ends
                .zip(begins)
                .and_then(|(one, other)| Some((self.policy.stages.get(one)?, self.policy.stages.get(other)?)));
            let Some((lighter, heavier)) = pair else { continue };
            let (one, other) = (&lighter.named.name, &heavier.named.name);
            let message = Phrase::new(
                format!("between the stages `{one}` and `{other}` a tenant is in no stage"),
                format!("tussen de fasen `{one}` en `{other}` zit een huurder in geen fase"),
            );
            if low == high && self.missed_value((lighter, heavier), dimension, &witness) {
                return;
            }
            let help = Phrase::new(
                format!(
                    "let `{other}` begin where `{one}` ends; or leave the upper bound of `{one}` out: it then goes on up to where `{other}` begins"
                ),
                format!(
                    "laat `{other}` beginnen waar `{one}` ophoudt; of laat de bovengrens van `{one}` weg: die loopt dan door tot waar `{other}` begint"
                ),
            );
            let span = self.place(&lighter.condition).unwrap_or(lighter.named.span);
            let there = remark("begins only here", "begint pas hier");
            let finding = code::STAGE_GAP.at(span, message).help(help).shown_by(self.case(&witness));
            self.findings.push(finding.also(self.place(&heavier.condition).unwrap_or(heavier.named.span), there));
            return;
        }
    }

    /// A gap of one value only: `< 3`, and then `> 3`. Says which value, at the comparison that is off.
    fn missed_value(&mut self, pair: (&Stage, &Stage), dimension: Dimension, witness: &Witness) -> bool {
        let (lighter, heavier) = pair;
        let below = border(&lighter.condition, dimension, Comparison::Less);
        let above = border(&heavier.condition, dimension, Comparison::Greater);
        let Some((below, above)) = below.zip(above) else { return false };
        let (ends, begins) = (self.words(below.span).to_owned(), self.words(above.span).to_owned());
        let Some((_, value)) = begins.rsplit_once('>').map(|(fact, value)| (fact, value.trim().to_owned())) else {
            return false;
        };
        let (one, other) = (&lighter.named.name, &heavier.named.name);
        let exactly = begins.replacen('>', "=", 1);
        let message = Phrase::new(
            format!(
                "with exactly `{exactly}` a tenant is in no stage: `{one}` ends before {value}, and `{other}` begins after it"
            ),
            format!(
                "met precies `{exactly}` zit een huurder in geen fase: `{one}` loopt tot {value}, en `{other}` begint erna"
            ),
        );
        let (at_least, at_most) = (begins.replacen('>', ">=", 1), ends.replacen('<', "<=", 1));
        let help = Phrase::new(
            format!(
                "write `{at_least}` here, if {value} belongs to `{other}`; or `{at_most}` there, if it belongs to `{one}`"
            ),
            format!(
                "schrijf hier `{at_least}` als {value} bij `{other}` hoort; of daar `{at_most}` als het bij `{one}` hoort"
            ),
        );
        let there = Phrase::new(format!("`{one}` ends here"), format!("`{one}` eindigt hier"));
        let finding = code::STAGE_GAP.at(above.span, message).also(below.span, there).help(help);
        self.findings.push(finding.shown_by(self.case(witness)));
        true
    }

    /// Stages with an upper bound that a heavier one does not wait for. One that asks something else besides, such as who has
    /// left, is another matter: there is nothing to end for it.
    fn overlaps(&mut self, dimension: Dimension) {
        let count = self.policy.stages.len().min(MOST_PAIRS);
        for lighter in 0..count {
            if self.empty_stages.contains(&lighter) {
                continue;
            }
            let own = self.set.reaches(lighter);
            let bounded = own.reach(dimension).most().is_some_and(|most| most < FAR);
            if !bounded {
                continue;
            }
            let asked = own.asks();
            let both = (lighter + 1..count).find_map(|heavier| {
                let other = self.set.reaches(heavier);
                if !other.asks().iter().all(|dimension| asked.contains(dimension)) {
                    return None;
                }
                let witness = self.set.scope().and(&own).and(&other).find().witness()?;
                Some((heavier, witness))
            });
            if let Some((heavier, witness)) = both {
                self.overlap(lighter, heavier, &witness);
            }
        }
    }

    fn overlap(&mut self, lighter: usize, heavier: usize, witness: &Witness) {
        let stage = |place: usize| self.policy.stages.get(place);
        let Some((lighter, heavier)) = stage(lighter).zip(stage(heavier)) else { return };
        let (one, other) = (&lighter.named.name, &heavier.named.name);
        let message = Phrase::new(
            format!("`{one}` still holds where `{other}` has begun; there `{other}` counts"),
            format!("`{one}` geldt nog waar `{other}` al is begonnen; daar telt `{other}`"),
        );
        let help = Phrase::new(
            format!("let `{one}` end where `{other}` begins, or leave its upper bound out"),
            format!("laat `{one}` eindigen waar `{other}` begint, of laat de bovengrens weg"),
        );
        let span = self.place(&lighter.condition).unwrap_or(lighter.named.span);
        let there = remark("begins here", "begint hier");
        let finding = code::STAGE_OVERLAP.at(span, message).help(help).shown_by(self.case(witness));
        self.findings.push(finding.also(self.place(&heavier.condition).unwrap_or(heavier.named.span), there));
    }
}

/// The comparison of a condition that bounds it in a dimension.
fn border(condition: &Condition, dimension: Dimension, sign: Comparison) -> Option<&Test> {
    let of = |fact: Fact| {
        dimension == Dimension::Fact(fact)
            || matches!(dimension, Dimension::Clock(Clock::Fact(clock), _) if clock == fact)
    };
    parts(condition).into_iter().find_map(|part| match part {
        Condition::Test(test) => {
            let asked = matches!(test.subject, Subject::Fact(fact) if of(fact));
            (asked && test.comparison.is_some_and(|(own, _)| own == sign)).then_some(test)
        }
        _ => None,
    })
}
