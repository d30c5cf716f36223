//! One tenant out of a box: values that are plain to read, and that hold together.
//!
//! What nothing is asked of keeps its neutral value where it can; the rest comes as near to that as it can.
//! Always: what is picked makes the formula hold, or nothing is.

use super::dimension::Clock;
use super::dimension::Count;
use super::dimension::DECIMALS;
use super::dimension::Dimension;
use super::formula::Formula;
use super::possible::MONTHS;
use super::possible::RENT;
use super::search::Given;
use super::search::State;
use super::stretch;
use super::values::Values;
use crate::calendar::Day;
use crate::vocabulary::Fact;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// The day on which rent falls due after every example: 1 November 2024, which has 31 days before it.
pub const NEXT_DUE: Day = Day::from_number(20_028);

/// How many days are tried for a clock that is read in months or working days.
const MOST_TRIES: i128 = 250;

/// How many of them on other days than that of examples, and how many such days: four years have every month there is.
const FEW_TRIES: i128 = 40;
const OTHER_DAYS: i32 = 1_461;

/// The longest clock that is read so.
const LONGEST: i128 = 5_000;

/// A value for each dimension; nothing is *never*.
pub(super) type Chosen = BTreeMap<Dimension, Option<i128>>;

/// A tenant that was picked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Picked {
    /// Every value.
    pub(super) values: Chosen,
    /// The dimensions that the formula speaks of.
    pub(super) mentioned: BTreeSet<Dimension>,
    /// The day on which clocks of months and working days stand so, if it is not that of examples.
    pub(super) day: Option<Day>,
}

/// Values in the boxes of a state that make the formula hold, if there are any that can be written.
pub(super) fn pick(
    state: &State,
    formula: &Formula,
    mentioned: &BTreeSet<Dimension>,
    given: Given<'_>,
) -> Option<Picked> {
    rents(state).into_iter().find_map(|rent| {
        let mut state = state.clone();
        if let Some(rent) = rent {
            state.boxes.set(RENT, Values::point(rent));
        }
        let (values, day) = state.propagate().then(|| values(state, given)).flatten()?;
        let value = |dimension: Dimension| values.get(&dimension).copied().unwrap_or_else(|| dimension.neutral());
        (formula.holds(&value) == Some(true) && is_whole_cents(&values)).then(|| Picked {
            mentioned: mentioned.clone(),
            values,
            day,
        })
    })
}

/// The rents that are tried: plain ones, of which more and more parts are whole cents, and the ends of what there is.
fn rents(state: &State) -> Vec<Option<i128>> {
    let Some(own) = state.boxes.get(RENT) else { return vec![None] };
    let plain = [100_000, 10_000_000, 1_000_000_000].into_iter().filter(|rent| own.contains(Some(*rent)));
    plain.chain(own.nearest(100_000)).chain(own.least()).map(Some).collect()
}

/// One value for each dimension of a state.
fn values(mut state: State, given: Given<'_>) -> Option<(Chosen, Option<Day>)> {
    // Settings first, then the months of rent: what the others come to depends on them.
    let is_setting = |dimension: &Dimension| matches!(dimension, Dimension::Setting(..));
    let mut order: Vec<Dimension> = state.boxes.dimensions().collect();
    order.sort_by_key(|dimension| (!is_setting(dimension), *dimension != MONTHS, *dimension));
    for dimension in order {
        let wish = given.settings.get(&dimension).map_or_else(|| dimension.neutral(), |(_, value)| Some(*value));
        state = fixed(state, dimension, wish)?;
    }
    let mut values = state.boxes.sides().map(|(dimension, left)| (dimension, left.least())).collect();
    let day = read_clocks(&state, &mut values)?;
    Some((values, day))
}

/// The state with one value for a dimension: of those that leave something for the others, the nearest to a wish.
fn fixed(state: State, dimension: Dimension, wish: Option<i128>) -> Option<State> {
    if is_read(&state, dimension) {
        return Some(state);
    }
    let candidates = candidates(dimension, state.boxes.get(dimension)?, wish);
    candidates.into_iter().find_map(|candidate| {
        let mut trial = state.clone();
        trial.boxes.set(dimension, candidate);
        trial.propagate().then_some(trial)
    })
}

/// Whether it is a clock that is read in months or working days too: then all of it is read off the same days.
fn is_read(state: &State, dimension: Dimension) -> bool {
    let Dimension::Clock(clock, count) = dimension else { return false };
    let other = |dimension: &Dimension| matches!(dimension, Dimension::Clock(own, count) if *own == clock && *count != Count::Days);
    count != Count::Days || state.boxes.dimensions().any(|dimension| other(&dimension))
}

fn candidates(dimension: Dimension, own: &Values, wish: Option<i128>) -> Vec<Values> {
    let plain = own.least().filter(|_| dimension == MONTHS);
    let plain = plain.and_then(|least| own.around(least)).and_then(plain_decimal);
    let nearest = own.nearest(wish.unwrap_or(0));
    let numbers = plain.into_iter().chain(nearest).chain(own.least()).chain(own.most());
    let mut candidates: Vec<Values> = numbers.map(Values::point).collect();
    if own.may_be_never() {
        let place = if wish.is_none() { 0 } else { candidates.len() };
        candidates.insert(place, Values::only_never());
    }
    candidates
}

/// Of a span of months of rent the plainest decimal near its beginning, as a place on the line.
fn plain_decimal((low, high): (i128, i128)) -> Option<i128> {
    if low % 2 == 0 {
        return Some(low);
    }
    let steps = [10, 2, 1, 100, 1_000, 10_000, 100_000].map(|part| DECIMALS / part);
    let above = |step: &i128| 2 * (low.div_euclid(2).div_euclid(*step) + 1) * step;
    steps.iter().map(above).find(|place| *place <= high)
}

/// The days of clocks that are read in months or working days; and the day on which they are read so, if it is not the
/// day of examples.
fn read_clocks(state: &State, values: &mut Chosen) -> Option<Option<Day>> {
    let mut readings: BTreeMap<Clock, Vec<Count>> = BTreeMap::new();
    for dimension in state.boxes.dimensions() {
        if let Dimension::Clock(clock, count) = dimension
            && count != Count::Days
        {
            readings.entry(clock).or_default().push(count);
        }
    }
    if readings.is_empty() {
        return Some(None);
    }
    let to_due = values.get(&Dimension::Fact(Fact::DaysToDue)).copied().flatten();
    let usual = NEXT_DUE.plus(-i32::try_from(to_due.unwrap_or(30)).ok()?);
    let fits = |day: &Day| to_due.is_none_or(|days| i128::from(day.month().plus(1).first().since(*day)) == days);
    let others = (1..OTHER_DAYS).map(|days| usual.plus(days)).filter(fits);
    let mut days = std::iter::once((usual, MOST_TRIES)).chain(others.map(|day| (day, FEW_TRIES)));
    let (day, read) = days.find_map(|(day, tries)| Some((day, clocks_on(day, tries, state, &readings)?)))?;
    values.extend(read);
    Some((day != usual).then_some(day))
}

/// What clocks come to on a day, if they can be read so that it lies in the boxes.
fn clocks_on(
    today: Day,
    tries: i128,
    state: &State,
    readings: &BTreeMap<Clock, Vec<Count>>,
) -> Option<Vec<(Dimension, Option<i128>)>> {
    let mut values = Vec::new();
    for (clock, counts) in readings {
        let read = |count: &Count| Dimension::Clock(*clock, *count);
        let own = state.boxes.get(read(&Count::Days))?;
        let Some(first) = own.least() else {
            values.extend(counts.iter().chain([&Count::Days]).map(|count| (read(count), None)));
            continue;
        };
        let fits = |days: &i32| {
            let fits = |count: &Count| {
                let place = stretch::place(*count, *days, today);
                state.boxes.get(read(count)).is_some_and(|values| values.contains(Some(place)))
            };
            counts.iter().all(fits)
        };
        let tried = (first..first + tries).filter(|days| *days < LONGEST && own.contains(Some(*days)));
        let found = tried.filter_map(|days| i32::try_from(days).ok()).find(fits)?;
        let all = counts.iter().chain([&Count::Days]);
        values.extend(all.map(|count| (read(count), Some(stretch::place(*count, found, today)))));
    }
    Some(values)
}

/// Whether what is owed in rent is whole cents.
fn is_whole_cents(values: &Chosen) -> bool {
    let number = |dimension: Dimension| values.get(&dimension).copied().flatten();
    let Some(months) = number(MONTHS) else { return true };
    let rent = number(RENT).or(RENT.neutral()).unwrap_or(0);
    let owed = months / 2 * rent;
    let principal = number(Dimension::Fact(Fact::ArrearsPrincipal));
    months % 2 == 0 && owed % DECIMALS == 0 && principal.is_none_or(|principal| owed <= principal * DECIMALS)
}
