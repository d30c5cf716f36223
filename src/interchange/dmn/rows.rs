//! Conditions as rows of a decision table: in a row all cells must hold, of several rows one is enough.
//!
//! Always: the rows hold exactly when the condition does (`the_rows_of_every_rule_hold_exactly_when_the_rule_does`), or it
//! is said why a condition has none.

use crate::check::Comparison;
use crate::check::Condition;
use crate::check::Operand;
use crate::check::Policy;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use crate::locale::Word;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The most rows that one rule may take: beyond that nobody reads a table.
const MOST: usize = 16;

/// What is asked of one input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// It is yes, or it is no.
    Is(bool),
    /// It compares so with a value.
    Compares(Comparison, Value),
    /// It does not compare so with a value, or it is a clock that does not run.
    NotCompares(Comparison, Value),
    /// It is one of these.
    OneOf(Vec<Value>),
}

impl Cell {
    /// The values it compares with.
    fn values(&self) -> Vec<Value> {
        match self {
            Cell::Is(_) => Vec::new(),
            Cell::Compares(_, value) | Cell::NotCompares(_, value) => vec![*value],
            Cell::OneOf(values) => values.clone(),
        }
    }
}

/// The cells of a row by their inputs: of one input, all must hold.
pub(super) type Row = BTreeMap<Subject, Vec<Cell>>;

/// Why a condition does not fit a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unfit {
    /// It counts working days.
    WorkingDays,
    /// It compares a clock of days with calendar months.
    CalendarMonths,
    /// It would take more rows than anybody reads.
    TooMany,
}

impl Unfit {
    pub(super) const fn word(self) -> Word {
        match self {
            Unfit::WorkingDays => {
                Word::new("it counts working days, which FEEL does not know", "telt werkdagen, die FEEL niet kent")
            }
            Unfit::CalendarMonths => Word::new(
                "it measures a clock of days in calendar months",
                "meet een teller van dagen in kalendermaanden",
            ),
            Unfit::TooMany => {
                Word::new("it would take more rows than can be read", "zou meer rijen vragen dan te lezen zijn")
            }
        }
    }
}

/// The rows of a condition.
///
/// # Errors
/// [`Unfit`] when it does not fit.
pub(super) fn rows(condition: &Condition, policy: &Policy) -> Result<Vec<Row>, Unfit> {
    let mut rows = Splitter { policy }.split(condition, true)?;
    rows.retain(|row| row.iter().all(|(subject, cells)| may_hold(*subject, cells)));
    Ok(rows)
}

/// Whether all of what is asked of one input can be so at once: for one of the values it is compared with, for something
/// between or beside them, or for a clock that does not run.
fn may_hold(subject: Subject, cells: &[Cell]) -> bool {
    let mut known: Vec<Value> = cells.iter().flat_map(Cell::values).collect();
    known.sort_by(|one, other| order(*one, *other));
    known.dedup();
    let is_choice = known.iter().any(|value| matches!(value, Value::Choice(_) | Value::Text(_)));
    let stands = |place: usize, cell: &Cell| {
        let asked = |comparison: Comparison, value: Value| {
            let at = 2 * known.iter().position(|of| *of == value).unwrap_or(0) + 1;
            comparison.accepts(place.cmp(&at))
        };
        match cell {
            Cell::Is(_) => true,
            Cell::Compares(comparison, value) => asked(*comparison, *value),
            Cell::NotCompares(comparison, value) => !asked(*comparison, *value),
            Cell::OneOf(values) => values.iter().any(|value| asked(Comparison::Equal, *value)),
        }
    };
    let is_both = cells.contains(&Cell::Is(true)) && cells.contains(&Cell::Is(false));
    let never = may_be_never(subject) && cells.iter().all(|cell| matches!(cell, Cell::NotCompares(..)));
    // Odd places are the values themselves, even places what lies between and beside them: of choices there is only beside.
    let mut places = (0..=2 * known.len()).filter(|place| !is_choice || place % 2 == 1 || *place == 0);
    !is_both && (never || places.any(|place| cells.iter().all(|cell| stands(place, cell))))
}

/// In which order two values of one input stand.
fn order(one: Value, other: Value) -> Ordering {
    match (one, other) {
        (Value::Money(one), Value::Money(other)) => one.cmp(&other),
        (Value::MonthsOfRent(one), Value::MonthsOfRent(other)) => one.cmp(&other),
        (Value::Choice(one) | Value::Text(one), Value::Choice(other) | Value::Text(other)) => one.cmp(&other),
        _ => number(one).cmp(&number(other)),
    }
}

const fn number(value: Value) -> i64 {
    match value {
        Value::Days(days) | Value::WorkingDays(days) | Value::Months(days) => days as i64,
        Value::Count(count) => count,
        _ => 0,
    }
}

struct Splitter<'a> {
    policy: &'a Policy,
}

impl Splitter<'_> {
    fn split(&self, condition: &Condition, holds: bool) -> Result<Vec<Row>, Unfit> {
        match (condition, holds) {
            (Condition::Not(part), _) => self.split(part, !holds),
            (Condition::Test(test), _) => Ok(vec![self.test(test, holds)?]),
            (Condition::All(parts), true) | (Condition::Any(parts), false) => self.all(parts, holds),
            (Condition::Any(parts), true) | (Condition::All(parts), false) => self.any(parts, holds),
        }
    }

    fn all(&self, parts: &[Condition], holds: bool) -> Result<Vec<Row>, Unfit> {
        let mut all = vec![Row::new()];
        for part in parts {
            let of_part = self.split(part, holds)?;
            if all.len() * of_part.len() > MOST {
                return Err(Unfit::TooMany);
            }
            all = all.iter().flat_map(|row| of_part.iter().map(|other| joined(row, other))).collect();
        }
        Ok(all)
    }

    fn any(&self, parts: &[Condition], holds: bool) -> Result<Vec<Row>, Unfit> {
        let mut rows: Vec<Row> = Vec::new();
        for part in parts {
            rows.extend(self.split(part, holds)?);
        }
        Ok(of_one_input(&rows).map_or(rows, |row| vec![row]))
    }

    fn test(&self, test: &Test, holds: bool) -> Result<Row, Unfit> {
        let cell = match test.comparison {
            None => Cell::Is(holds),
            Some((comparison, operand)) => {
                let value = match operand {
                    Operand::Value(value) => Some(value),
                    Operand::Setting(place) => self.policy.settings.get(place).map(|setting| setting.value),
                };
                let value = self.fitting(test.subject, value.unwrap_or(Value::Count(0)))?;
                if holds { Cell::Compares(comparison, value) } else { Cell::NotCompares(comparison, value) }
            }
        };
        Ok(Row::from([(test.subject, vec![cell])]))
    }

    /// A value that FEEL can compare with what is read.
    fn fitting(&self, subject: Subject, value: Value) -> Result<Value, Unfit> {
        let is_clock_of_months =
            subject == Subject::Fact(Fact::TenancyMonths) || matches!(subject, Subject::Declared(_));
        match value {
            Value::WorkingDays(_) => Err(Unfit::WorkingDays),
            Value::Months(_) if !is_clock_of_months => Err(Unfit::CalendarMonths),
            _ => Ok(value),
        }
    }
}

fn joined(row: &Row, other: &Row) -> Row {
    let mut both = row.clone();
    for (subject, cells) in other {
        let own = both.entry(*subject).or_default();
        own.extend(cells.iter().filter(|cell| !own.contains(cell)).cloned().collect::<Vec<Cell>>());
    }
    both
}

/// Rows that each ask one input to be one value are one row with several values.
fn of_one_input(rows: &[Row]) -> Option<Row> {
    let mut values = Vec::new();
    let subject = *rows.first()?.keys().next()?;
    for row in rows {
        match row.get(&subject).map(Vec::as_slice) {
            Some([Cell::Compares(Comparison::Equal, value)]) if row.len() == 1 => values.push(*value),
            _ => return None,
        }
    }
    (values.len() > 1).then(|| Row::from([(subject, vec![Cell::OneOf(values)])]))
}

/// Whether an input may have no value at all: a clock that does not run.
pub(super) const fn may_be_never(subject: Subject) -> bool {
    match subject {
        Subject::Fact(fact) => fact.is_clock() && !matches!(fact, Fact::WikExpired | Fact::WikExpiredAmount),
        Subject::Function(function, _) => matches!(function, Function::DaysSince),
        Subject::LastMonths(..) | Subject::Declared(_) => false,
    }
}
