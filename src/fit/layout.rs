//! The numbers that are fitted, in one list: what each is called, on what scale it is free, and how weakly the prior
//! behaviour holds it.
//!
//! # The priors
//! Each is normal on the scale of the number, and weak: it decides only where the data say little. The mean is the value of
//! the prior behaviour, but for help, of which nothing is taken for granted (mean 0). Steps of days are held together as
//! well: each lies near the one before (spread 0.5), so that one which little speaks for does not run off.

use super::shape::ABLE_STEPS;
use super::shape::CLASSES;
use super::shape::Fading;
use super::shape::MONTH_STEPS;
use super::shape::SHORT_STEPS;
use crate::behaviour::Behaviour;
use crate::behaviour::Scale;
use crate::vocabulary::ActionKind;
use std::collections::BTreeMap;

/// The tendencies that households can have.
pub(super) const TENDENCIES: [f64; NODES] =
    [-4.5, -3.7, -3.1, -2.6, -2.1, -1.7, -1.3, -0.9, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.6, 3.4];
/// How many there are. Nine of them, twice as far apart, told households apart far worse; twenty-four hardly better.
pub(super) const NODES: usize = 16;
/// How many kinds of money there are.
pub(super) const MONEYS: usize = CLASSES.len();
/// How many kinds of households there are.
pub(super) const KINDS: usize = NODES * MONEYS;

/// Where each number has its place.
pub(super) mod place {
    pub(in crate::fit) const BASE: usize = 0;
    pub(in crate::fit) const BEHIND_ONE: usize = 9;
    pub(in crate::fit) const BEHIND_THREE: usize = 10;
    pub(in crate::fit) const HANDED_OVER: usize = 11;
    pub(in crate::fit) const DEPARTED: usize = 12;
    pub(in crate::fit) const UNDER_PLAN: usize = 13;
    pub(in crate::fit) const UNDER_SETTLEMENT: usize = 14;
    pub(in crate::fit) const SHORT_BASE: usize = 15;
    pub(in crate::fit) const SHORT_MONTH: usize = 19;
    pub(in crate::fit) const SHORT_TENDENCY: usize = 23;
    pub(in crate::fit) const SHORT_CONTACT: usize = 24;
    pub(in crate::fit) const SHORT_HANDED_OVER: usize = 25;
    pub(in crate::fit) const SHORT_DEPARTED: usize = 26;
    pub(in crate::fit) const SHORT_BY_DEBIT: usize = 27;
    pub(in crate::fit) const MONTHS: usize = 28;
    pub(in crate::fit) const GROWTH: usize = 29;
    pub(in crate::fit) const SPREAD: usize = 30;
    pub(in crate::fit) const PART_WHEN_ABLE: usize = 31;
    pub(in crate::fit) const BOUNCES_ABLE: usize = 32;
    pub(in crate::fit) const BOUNCES_SHORT: usize = 33;
    pub(in crate::fit) const HELP: usize = 34;
    pub(in crate::fit) const HELP_BECOMES_SHORT: usize = 35;
    pub(in crate::fit) const HELP_RECOVERS: usize = 36;
    pub(in crate::fit) const BECOMES_SHORT: usize = 37;
    pub(in crate::fit) const RECOVERS: usize = BECOMES_SHORT + super::MONEYS;
    pub(in crate::fit) const HALF_LIVES: usize = RECOVERS + super::MONEYS;
    /// From here on the effects of the kinds of action, then their agreed plans, in the order of all kinds.
    pub(in crate::fit) const EFFECTS: usize = HALF_LIVES + super::Fading::ALL.len();
}

/// A number that can be fitted.
#[derive(Clone, Debug)]
pub(super) struct Parameter {
    /// Its name in a behaviour; of a half-life, its group.
    pub(super) name: String,
    /// The scale on which it is free.
    pub(super) scale: Scale,
    /// Its value in the prior behaviour, on that scale.
    pub(super) start: f64,
    /// Where the weak prior has it, on that scale.
    pub(super) mean: f64,
    /// The spread of that prior.
    pub(super) spread: f64,
    /// Whether it is fitted; else it stays where the prior behaviour has it.
    pub(super) free: bool,
}

/// All of them.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) parameters: Vec<Parameter>,
    /// The half-life of each kind of action in the prior behaviour, by place; none of a kind without effect.
    pub(super) half_lives: Vec<Option<f64>>,
    /// For how many days help works.
    pub(super) help_days: f64,
}

/// The place of the effect of a kind of action.
pub(super) const fn effect_of(kind: ActionKind) -> usize {
    place::EFFECTS + kind.place()
}

/// The place of the chance that a kind of action ends in a plan.
pub(super) const fn agreed_of(kind: ActionKind) -> usize {
    place::EFFECTS + ActionKind::COUNT + kind.place()
}

/// The first place of the weights of the kinds of households.
pub(super) const fn weights_of(by_debit: bool) -> usize {
    STRUCTURE + if by_debit { KINDS } else { 0 }
}

/// How many numbers there are before the weights.
pub(super) const STRUCTURE: usize = place::EFFECTS + 2 * ActionKind::COUNT;
/// How many there are with them.
pub(super) const ALL: usize = STRUCTURE + 2 * KINDS;

/// A value on the scale on which it is free.
pub(super) fn on_scale(scale: Scale, value: f64) -> f64 {
    match scale {
        Scale::Plain => value,
        Scale::Log => libm::log(value.max(1e-6)),
        Scale::LogOdds => {
            let value = value.clamp(1e-6, 1.0 - 1e-6);
            libm::log(value / (1.0 - value))
        }
    }
}

/// The value that has this image on a scale.
pub(super) fn off_scale(scale: Scale, image: f64) -> f64 {
    match scale {
        Scale::Plain => image,
        Scale::Log => libm::exp(image),
        Scale::LogOdds => 1.0 / (1.0 + libm::exp(-image)),
    }
}

impl Layout {
    /// The list for a prior behaviour that was brought into shape.
    pub(super) fn new(shaped: &Behaviour) -> Layout {
        let known: BTreeMap<String, f64> =
            shaped.estimates().into_iter().map(|named| (named.name, named.estimate.value)).collect();
        let mut parameters: Vec<Parameter> = Vec::with_capacity(ALL);
        let mut add = |name: String, scale: Scale, spread: f64| {
            let start = known.get(&name).map_or(0.0, |value| on_scale(scale, *value));
            let mean = if name.starts_with("help.") { 0.0 } else { start };
            let free = known.contains_key(&name);
            parameters.push(Parameter { name, scale, start, mean, spread, free });
        };
        table(&mut add);
        let half_lives = |kind: &ActionKind| known.get(&format!("contact.{}.half_life_days", kind.word().en)).copied();
        let half_lives: Vec<Option<f64>> = ActionKind::ALL.iter().map(half_lives).collect();
        place_half_lives(&mut parameters, &half_lives);
        parameters.extend((0..2 * KINDS).map(|kind| Parameter {
            name: String::new(),
            scale: Scale::Plain,
            start: if kind % MONEYS == 0 { 1.0 } else { 0.0 } - 0.15 * tendency_of(kind) * tendency_of(kind),
            mean: 0.0,
            spread: 10.0,
            free: true,
        }));
        Layout { parameters, half_lives, help_days: shaped.help.months.value * 30.4 }
    }

    /// Where every number starts.
    pub(super) fn start(&self) -> Vec<f64> {
        self.parameters.iter().map(|parameter| parameter.start).collect()
    }

    /// Whether the number at a place is fitted.
    pub(super) fn is_free(&self, place: usize) -> bool {
        self.parameters.get(place).is_some_and(|parameter| parameter.free)
    }
}

/// The tendency of a kind of household: kinds go by tendency, and within one by money.
fn tendency_of(kind: usize) -> f64 {
    TENDENCIES.get(kind % KINDS / MONEYS).copied().unwrap_or(0.0)
}

/// Every number before the weights, with its scale and the spread of its prior.
fn table(add: &mut impl FnMut(String, Scale, f64)) {
    ABLE_STEPS.iter().for_each(|day| add(format!("able.base.{day}"), Scale::Plain, 3.0));
    let plain = [
        ("able.behind_one_month", 1.0),
        ("able.behind_three_months", 1.0),
        ("able.handed_over", 1.0),
        ("able.departed", 1.0),
        ("plans.pays_beside", 2.0),
        ("bailiff.pays_beside", 2.0),
    ];
    plain.into_iter().for_each(|(name, spread)| add(name.to_owned(), Scale::Plain, spread));
    SHORT_STEPS.iter().for_each(|day| add(format!("short.base.{day}"), Scale::Plain, 3.0));
    MONTH_STEPS.iter().for_each(|day| add(format!("short.by_day_of_month.{day}"), Scale::Plain, 1.0));
    let rest = [
        ("short.tendency", Scale::Plain, 0.5),
        ("short.contact", Scale::Plain, 0.5),
        ("short.handed_over", Scale::Plain, 1.0),
        ("short.departed", Scale::Plain, 1.0),
        ("short.by_debit", Scale::Plain, 1.0),
        ("short.months", Scale::Log, 1.0),
        ("short.growth", Scale::Plain, 1.0),
        ("short.spread", Scale::Log, 1.0),
        ("short.part_when_able", Scale::LogOdds, 2.0),
        ("debit_bounces.able", Scale::LogOdds, 2.0),
        ("debit_bounces.short", Scale::LogOdds, 2.0),
        ("help.effect", Scale::Plain, 0.7),
        ("help.becomes_short", Scale::Plain, 0.7),
        ("help.recovers", Scale::Plain, 0.7),
    ];
    rest.into_iter().for_each(|(name, scale, spread)| add(name.to_owned(), scale, spread));
    CLASSES.iter().for_each(|(name, ..)| add(format!("money.{name}.becomes_short"), Scale::Plain, 1.5));
    CLASSES.iter().for_each(|(name, ..)| add(format!("money.{name}.recovers"), Scale::Plain, 1.0));
    Fading::ALL.iter().for_each(|group| add(group.name().to_owned(), Scale::Log, 1.0));
    for (list, number, scale, spread) in
        [("contact", ".effect", Scale::Plain, 1.0), ("plans.agreed", "", Scale::LogOdds, 2.0)]
    {
        ActionKind::ALL.iter().for_each(|kind| add(format!("{list}.{}{number}", kind.word().en), scale, spread));
    }
}

/// A group's half-life starts where the prior behaviour has its kinds on average.
fn place_half_lives(parameters: &mut [Parameter], half_lives: &[Option<f64>]) {
    for (group, parameter) in Fading::ALL.iter().zip(parameters.iter_mut().skip(place::HALF_LIVES)) {
        let of_group = ActionKind::ALL.iter().zip(half_lives).filter(|(kind, _)| Fading::of(**kind) == Some(*group));
        let logs: Vec<f64> = of_group.filter_map(|(_, days)| days.map(libm::log)).collect();
        parameter.start = logs.iter().sum::<f64>() / (logs.len().max(1) as f64);
        parameter.mean = parameter.start;
        parameter.free = !logs.is_empty();
    }
}
