//! The numbers at one point of the search, as the sums over days and months want them.

use super::lanes::Lanes;
use super::layout::KINDS;
use super::layout::Layout;
use super::layout::MONEYS;
use super::layout::TENDENCIES;
use super::layout::agreed_of;
use super::layout::effect_of;
use super::layout::off_scale;
use super::layout::place;
use super::layout::weights_of;
use super::shape::Fading;
use super::shape::SHORT_STEPS;
use crate::behaviour::MEMORY_DAYS;
use crate::behaviour::Scale;
use crate::vocabulary::ActionKind;

/// The numbers at one point.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    point: Vec<f64>,
    /// e to the tendency.
    pub(super) weights: Lanes,
    /// The shares of the push that are left when short of money, by step.
    pub(super) left_when_short: [f64; SHORT_STEPS.len()],
    /// By kind of action.
    pub(super) fading: Vec<Fades>,
    pub(super) purse: PurseNumbers,
    pub(super) fortunes: [FortuneNumbers; MONEYS],
    /// The share that has a reserve when the record begins: of those who rented before, and of those who move in.
    pub(super) reserved_at_first: [f64; 2],
    /// The shares of the push that are left: in the month of a part payment; beside a plan, of the policy and of the court.
    pub(super) pays_again: f64,
    pub(super) pays_beside: [f64; 2],
    /// Logarithms of the shares of the kinds of households: of those who pay by transfer, and by debit.
    shares: [[Lanes; MONEYS]; 2],
}

/// How the effect of a kind of action fades.
#[derive(Clone, Debug, Default)]
pub(super) struct Fades {
    /// The place of its effect.
    pub(super) effect_place: usize,
    /// The place of its half-life, if that is fitted.
    pub(super) half_life_place: Option<usize>,
    /// What is left after so many days: the share, the effect, and by how much that grows with the logarithm of the
    /// half-life.
    pub(super) left: Vec<[f64; 3]>,
}

/// What households have when they pay ([`crate::behaviour::Purse`]): middles are logarithms of months of rent.
#[derive(Clone, Copy, Debug)]
pub(super) struct PurseNumbers {
    pub(super) most: f64,
    pub(super) most_spread: f64,
    pub(super) refill: f64,
    pub(super) short: f64,
    pub(super) growth: f64,
    pub(super) spread: f64,
    pub(super) part: f64,
}

/// The chances of a kind of money, without help and with it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FortuneNumbers {
    changes: [Changes; 2],
    /// The chance that a debit bounces: able and short.
    pub(super) bounces: [f64; 2],
}

/// The chances by which a household's standing changes before the next month.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Changes {
    /// Becomes short of money, without a reserve.
    pub(super) falls: f64,
    /// With one.
    pub(super) falls_reserved: f64,
    /// Comes to have a reserve, of those who are able and stay so.
    pub(super) builds_up: f64,
    /// Gets over being short.
    pub(super) rises: f64,
}

impl FortuneNumbers {
    #[inline]
    pub(super) const fn changes(&self, helped: bool) -> &Changes {
        let [without, with] = &self.changes;
        if helped { with } else { without }
    }

    /// How likely debits that succeeded and that bounced are, able and short.
    #[inline]
    pub(super) fn of_debits(&self, [good, bounced]: [u32; 2]) -> [f64; 2] {
        let power = |chance: f64, times: u32| (0..times).fold(1.0, |product, _| product * chance);
        self.bounces.map(|chance| power(1.0 - chance, good) * power(chance, bounced))
    }

    /// The share of time for which a household without help and reserve is short.
    pub(super) fn short_share(&self) -> f64 {
        let Changes { falls, rises, .. } = *self.changes(false);
        falls / (falls + rises)
    }
}

impl Numbers {
    pub(super) fn new(point: &[f64], layout: &Layout) -> Numbers {
        let at = |place: usize| point.get(place).copied().unwrap_or(0.0);
        let odds = |value: f64| off_scale(Scale::LogOdds, value);
        let when_short = odds(at(place::BOUNCES_SHORT));
        let fortune = |class: usize| {
            let (becomes, recovers) = (at(place::BECOMES_SHORT + class), at(place::RECOVERS + class));
            let (reserved, builds_up) = (at(place::RESERVED_BECOMES_SHORT), odds(at(place::BUILDS_UP)));
            let changes = |less: f64, more: f64| Changes {
                falls: odds(becomes + less),
                falls_reserved: odds(becomes + less + reserved),
                builds_up,
                rises: odds(recovers + more),
            };
            FortuneNumbers {
                bounces: [odds(at(place::BOUNCES + class)), when_short],
                changes: [changes(0.0, 0.0), changes(at(place::HELP_BECOMES_SHORT), at(place::HELP_RECOVERS))],
            }
        };
        Numbers {
            weights: Lanes(TENDENCIES).map(libm::exp),
            left_when_short: std::array::from_fn(|step| odds(at(place::SHORT_PUSH + step))),
            fading: ActionKind::ALL.iter().map(|kind| fades(*kind, &at, layout)).collect(),
            purse: PurseNumbers {
                most: at(place::MOST),
                most_spread: libm::exp(at(place::MOST_SPREAD)),
                refill: at(place::REFILL),
                short: at(place::SHORT_PURSE),
                growth: at(place::GROWTH),
                spread: libm::exp(at(place::SPREAD)),
                part: odds(at(place::PART_WHEN_ABLE)),
            },
            fortunes: std::array::from_fn(fortune),
            reserved_at_first: [place::RESERVE_SITTING, place::RESERVE_NEW].map(|place| odds(at(place))),
            pays_again: odds(at(place::PAYS_AGAIN)),
            pays_beside: [place::UNDER_PLAN, place::UNDER_SETTLEMENT].map(|place| odds(at(place))),
            shares: [shares(point, false), shares(point, true)],
            point: point.to_vec(),
        }
    }

    /// The number at a place, on its scale.
    pub(super) fn at(&self, place: usize) -> f64 {
        self.point.get(place).copied().unwrap_or(0.0)
    }

    /// Logarithms of the shares by place among the weights.
    pub(super) fn shares_in_order(&self, by_debit: bool) -> [f64; KINDS] {
        let shares = self.shares_of(by_debit);
        std::array::from_fn(|kind| {
            let of_money = shares.get(kind % MONEYS);
            of_money.and_then(|shares| shares.0.get(kind / MONEYS)).copied().unwrap_or(f64::NEG_INFINITY)
        })
    }

    /// The chance that a kind of action ends in a plan, of a household short of money.
    pub(super) fn agreed(&self, kind: ActionKind) -> f64 {
        off_scale(Scale::LogOdds, self.at(agreed_of(kind)))
    }

    /// Logarithms of the shares of the kinds of households: by money, then by tendency.
    pub(super) const fn shares_of(&self, by_debit: bool) -> &[Lanes; MONEYS] {
        let [by_transfer, debit] = &self.shares;
        if by_debit { debit } else { by_transfer }
    }
}

fn fades(kind: ActionKind, at: &impl Fn(usize) -> f64, layout: &Layout) -> Fades {
    let effect_place = effect_of(kind);
    let own = layout.half_lives.get(kind.place()).copied().flatten();
    let Some(own) = own else { return Fades { effect_place, ..Fades::default() } };
    let group = Fading::of(kind).map(|group| place::HALF_LIVES + group as usize);
    let half_life_place = group.filter(|place| layout.is_free(*place) && layout.is_free(effect_place));
    let half_life = half_life_place.map_or(own, |place| libm::exp(at(place))).max(0.1);
    let effect = at(effect_place);
    let left = |days: i32| {
        let halvings = f64::from(days) / half_life;
        let share = libm::exp2(-halvings);
        [share, effect * share, effect * share * halvings * std::f64::consts::LN_2]
    };
    Fades { effect_place, half_life_place, left: (0..MEMORY_DAYS).map(left).collect() }
}

fn shares(point: &[f64], by_debit: bool) -> [Lanes; MONEYS] {
    let weights = point.get(weights_of(by_debit)..weights_of(by_debit) + KINDS).unwrap_or(&[]);
    let most = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total = most + libm::log(weights.iter().map(|weight| libm::exp(weight - most)).sum());
    let mut shares = [Lanes::ZERO; MONEYS];
    for (node, of_node) in weights.chunks(MONEYS).enumerate() {
        for (share, weight) in shares.iter_mut().zip(of_node) {
            share.0.get_mut(node).into_iter().for_each(|share| *share = weight - total);
        }
    }
    shares
}
