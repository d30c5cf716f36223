//! The decisions of a policy as tables: segment, scope, stage, and what is done.

use super::feel::Feel;
use super::feel::text;
use super::rows::Row;
use super::rows::Unfit;
use super::rows::rows;
use crate::calendar::Day;
use crate::check::Condition;
use crate::check::Overridden;
use crate::check::Policy;
use crate::check::Rule;
use crate::check::StageRange;
use crate::check::Step;
use crate::check::Subject;
use crate::explain::Plain;
use crate::locale::Locale;
use crate::vocabulary::Fact;
use std::collections::BTreeSet;

/// A decision table.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) which: Which,
    pub(super) outputs: Vec<&'static str>,
    pub(super) notes: Vec<&'static str>,
    pub(super) lines: Vec<Line>,
}

/// Which decision it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Which {
    Segment,
    Applies,
    Stage,
    Actions,
}

/// A row with what it comes to.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// In which stages, by their places; everywhere, if that is not asked.
    pub(super) stages: Option<Vec<usize>>,
    pub(super) row: Row,
    pub(super) outputs: Vec<String>,
    pub(super) notes: Vec<String>,
}

impl Line {
    fn plain(row: Row, output: String) -> Line {
        Line { stages: None, row, outputs: vec![output], notes: Vec::new() }
    }
}

impl Table {
    /// What it reads of a tenancy.
    pub(super) fn subjects(&self) -> BTreeSet<Subject> {
        self.lines.iter().flat_map(|line| line.row.keys().copied()).collect()
    }

    /// Whether it reads the stage.
    pub(super) fn asks_stage(&self) -> bool {
        self.lines.iter().any(|line| line.stages.is_some())
    }
}

/// The tables of a policy, and what does not fit in one, by its title.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    pub(super) tables: Vec<Table>,
    pub(super) unfit: Vec<(String, Unfit)>,
}

impl Tables {
    pub(super) fn has(&self, which: Which) -> bool {
        self.tables.iter().any(|table| table.which == which)
    }
}

pub(super) fn tables(policy: &Policy, locale: Locale) -> Tables {
    let plain = Plain { policy, locale, day: Day::from_number(0) };
    let writer = Writer { policy, locale, plain };
    let mut unfit = Vec::new();
    let mut kept = |title: &str, table: Result<Option<Table>, Unfit>| match table {
        Ok(table) => table,
        Err(why) => {
            unfit.push((title.to_owned(), why));
            None
        }
    };
    let mut tables: Vec<Table> = Vec::new();
    tables.extend(kept(locale.pick("the segments", "de segmenten"), writer.segments()));
    tables.extend(kept(locale.pick("the scope", "de reikwijdte"), writer.scope()));
    tables.extend(kept(locale.pick("the stages", "de fasen"), writer.stages()));
    tables.push(writer.actions(&mut unfit));
    Tables { tables, unfit }
}

struct Writer<'a> {
    policy: &'a Policy,
    locale: Locale,
    plain: Plain<'a>,
}

impl Writer<'_> {
    const fn pick(&self, en: &'static str, nl: &'static str) -> &'static str {
        self.locale.pick(en, nl)
    }

    /// The first that holds, in the policy's order.
    fn segments(&self) -> Result<Option<Table>, Unfit> {
        let mut lines = Vec::new();
        for segment in &self.policy.segments {
            let always = Condition::always();
            let of = rows(segment.condition.as_ref().unwrap_or(&always), self.policy)?;
            lines.extend(of.into_iter().map(|row| Line::plain(row, text(&segment.named.name))));
        }
        let output = Fact::Segment.entry().word.in_locale(self.locale);
        Ok((!lines.is_empty()).then(|| Table {
            which: Which::Segment,
            outputs: vec![output],
            notes: Vec::new(),
            lines,
        }))
    }

    fn scope(&self) -> Result<Option<Table>, Unfit> {
        let Some(scope) = &self.policy.scope else { return Ok(None) };
        let yes = rows(&scope.condition, self.policy)?.into_iter().map(|row| Line::plain(row, "true".to_owned()));
        let lines = yes.chain([Line::plain(Row::new(), "false".to_owned())]).collect();
        let outputs = vec![self.pick("applies", "geldt")];
        Ok(Some(Table { which: Which::Applies, outputs, notes: Vec::new(), lines }))
    }

    /// The heaviest that holds stands first.
    fn stages(&self) -> Result<Option<Table>, Unfit> {
        let mut lines = Vec::new();
        for stage in self.policy.stages.iter().rev() {
            let of = rows(&stage.condition, self.policy)?;
            lines.extend(of.into_iter().map(|row| Line::plain(row, text(&stage.named.name))));
        }
        if lines.is_empty() {
            return Ok(None);
        }
        lines.push(Line::plain(Row::new(), "null".to_owned()));
        let outputs = vec![self.pick("stage", "fase")];
        Ok(Some(Table { which: Which::Stage, outputs, notes: Vec::new(), lines }))
    }

    fn actions(&self, unfit: &mut Vec<(String, Unfit)>) -> Table {
        let mut lines = Vec::new();
        let mut keep = |title: &str, of: Result<Vec<Line>, Unfit>| match of {
            Ok(of) => lines.extend(of),
            Err(why) => unfit.push((title.to_owned(), why)),
        };
        for (place, rule) in self.policy.rules.iter().enumerate() {
            keep(&rule.named.title, self.rule(place));
        }
        for (place, exception) in self.policy.exceptions.iter().enumerate() {
            if !exception.steps.is_empty() {
                keep(&exception.named.title, self.exception(place));
            }
        }
        let outputs = vec![self.pick("rule", "regel"), self.pick("action", "actie")];
        let notes = vec![
            self.pick("title", "titel"),
            self.pick("how often", "hoe vaak"),
            self.pick("who agrees", "wie akkoord gaat"),
            self.pick("source", "bron"),
        ];
        Table { which: Which::Actions, outputs, notes, lines }
    }

    fn rule(&self, place: usize) -> Result<Vec<Line>, Unfit> {
        let Some(rule) = self.policy.rules.get(place) else { return Ok(Vec::new()) };
        let cites: Vec<String> = rule.cites.iter().map(|cite| cite.text(self.policy)).collect();
        let often = self.plain.how_often(rule.frequency);
        let notes = vec![rule.named.title.clone(), often, self.approval(Some(rule)), cites.join("; ")];
        self.lines(Overridden::Rule(place), rule.stages, &rule.named.name, &rule.steps, &notes)
    }

    fn exception(&self, place: usize) -> Result<Vec<Line>, Unfit> {
        let Some(exception) = self.policy.exceptions.get(place) else { return Ok(Vec::new()) };
        let cites: Vec<String> = exception.cites.iter().map(|cite| cite.text(self.policy)).collect();
        let rule = rule_under(self.policy, place).and_then(|place| self.policy.rules.get(place));
        let often = rule.map_or_else(String::new, |rule| self.plain.how_often(rule.frequency));
        let notes = vec![exception.named.title.clone(), often, self.approval(rule), cites.join("; ")];
        let stages = rule.and_then(|rule| rule.stages);
        self.lines(Overridden::Exception(place), stages, &exception.named.name, &exception.steps, &notes)
    }

    /// Who must agree before a rule, or an exception to it, is carried out.
    fn approval(&self, rule: Option<&Rule>) -> String {
        rule.and_then(|rule| rule.approval).map_or_else(String::new, |approval| self.plain.approval(approval))
    }

    fn lines(
        &self,
        of: Overridden,
        stages: Option<StageRange>,
        name: &str,
        steps: &[Step],
        notes: &[String],
    ) -> Result<Vec<Line>, Unfit> {
        let last = self.policy.stages.len();
        let stages = stages.map(|range| match range {
            StageRange::Only(place) => vec![place],
            StageRange::OrLater(first) => (first..last).collect(),
        });
        let outputs = vec![text(name), text(&self.plain.steps(steps))];
        let line = |row| Line { stages: stages.clone(), row, outputs: outputs.clone(), notes: notes.to_vec() };
        Ok(rows(&decides(self.policy, of), self.policy)?.into_iter().map(line).collect())
    }
}

/// When a rule or exception decides: it holds, with all it is an exception to, and no exception to it does.
pub(super) fn decides(policy: &Policy, of: Overridden) -> Condition {
    let to_it = policy.exceptions.iter().filter(|exception| exception.overrides == of);
    let none = to_it.map(|exception| Condition::Not(Box::new(exception.condition.clone())));
    Condition::All(reaches(policy, of).into_iter().chain(none).collect())
}

/// When it is come to: its own condition, that of what it is an exception to, and none that goes before it.
fn reaches(policy: &Policy, of: Overridden) -> Vec<Condition> {
    let mut all = Vec::new();
    let mut next = Some(of);
    // Never more steps than there are exceptions and a rule, even if they stood in a circle.
    for _ in 0..=policy.exceptions.len() {
        let Some(of) = next else { break };
        next = None;
        match of {
            Overridden::Rule(place) => all.extend(policy.rules.get(place).map(|rule| rule.condition.clone())),
            Overridden::Exception(place) => {
                let Some(own) = policy.exceptions.get(place) else { break };
                let before = policy
                    .exceptions
                    .iter()
                    .filter(|other| other.overrides == own.overrides && other.stands_above(place));
                all.extend(before.map(|other| Condition::Not(Box::new(other.condition.clone()))));
                all.push(own.condition.clone());
                next = Some(own.overrides);
            }
        }
    }
    all
}

/// The rule to which an exception is one, directly or through others.
pub(super) fn rule_under(policy: &Policy, exception: usize) -> Option<usize> {
    let mut next = Overridden::Exception(exception);
    for _ in 0..=policy.exceptions.len() {
        match next {
            Overridden::Rule(place) => return Some(place),
            Overridden::Exception(place) => next = policy.exceptions.get(place)?.overrides,
        }
    }
    None
}

/// The names of stages as one entry.
pub(super) fn stage_entry(policy: &Policy, stages: Option<&Vec<usize>>) -> String {
    let Some(stages) = stages else { return "-".to_owned() };
    let names = stages.iter().filter_map(|place| policy.stages.get(*place)).map(|stage| text(&stage.named.name));
    names.collect::<Vec<String>>().join(", ")
}

impl Feel<'_> {
    /// What the output of a decision is called, as an input of others.
    pub(super) fn output(&self, which: Which) -> &'static str {
        match which {
            Which::Segment => Fact::Segment.entry().word.in_locale(self.locale),
            Which::Applies => self.locale.pick("applies", "geldt"),
            Which::Stage => self.locale.pick("stage", "fase"),
            Which::Actions => self.locale.pick("actions", "acties"),
        }
    }
}
