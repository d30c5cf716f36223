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
use crate::behaviour::MEMORY_DAYS;
use crate::behaviour::Scale;
use crate::vocabulary::ActionKind;

/// The numbers at one point.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    point: Vec<f64>,
    /// e to the tendency: of those who can pay, and of those who are short of money.
    pub(super) weights: [Lanes; 2],
    pub(super) tendencies: Lanes,
    /// By kind of action.
    pub(super) fading: Vec<Fades>,
    pub(super) purse: PurseNumbers,
    pub(super) fortunes: [FortuneNumbers; MONEYS],
    /// Log-chances of a debit: able and short; that it succeeds, that it bounces.
    pub(super) debit: [[f64; 2]; 2],
    pub(super) bounces: [f64; 2],
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

/// What those pay who are short of money.
#[derive(Clone, Copy, Debug)]
pub(super) struct PurseNumbers {
    pub(super) log_months: f64,
    pub(super) growth: f64,
    pub(super) spread: f64,
    pub(super) log_spread: f64,
    pub(super) part: f64,
}

/// The chances of a kind of money, without help and with it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FortuneNumbers {
    pub(super) becomes_short: [f64; 2],
    pub(super) recovers: [f64; 2],
}

impl FortuneNumbers {
    /// The chances of becoming short of money and of recovering.
    #[inline]
    pub(super) const fn changes(&self, helped: bool) -> (f64, f64) {
        let ([falls, falls_helped], [rises, rises_helped]) = (self.becomes_short, self.recovers);
        if helped { (falls_helped, rises_helped) } else { (falls, rises) }
    }

    /// The share of time for which a household without help is short.
    pub(super) fn short_share(&self) -> f64 {
        self.becomes_short[0] / (self.becomes_short[0] + self.recovers[0])
    }
}

impl Numbers {
    pub(super) fn new(point: &[f64], layout: &Layout) -> Numbers {
        let at = |place: usize| point.get(place).copied().unwrap_or(0.0);
        let odds = |value: f64| off_scale(Scale::LogOdds, value);
        let fortune = |class: usize| {
            let (becomes, recovers) = (at(place::BECOMES_SHORT + class), at(place::RECOVERS + class));
            FortuneNumbers {
                becomes_short: [odds(becomes), odds(becomes + at(place::HELP_BECOMES_SHORT))],
                recovers: [odds(recovers), odds(recovers + at(place::HELP_RECOVERS))],
            }
        };
        let bounces = [odds(at(place::BOUNCES_ABLE)), odds(at(place::BOUNCES_SHORT))];
        let left = at(place::SHORT_TENDENCY);
        Numbers {
            weights: [Lanes(TENDENCIES).map(libm::exp), Lanes(TENDENCIES).map(|tendency| libm::exp(left * tendency))],
            tendencies: Lanes(TENDENCIES),
            fading: ActionKind::ALL.iter().map(|kind| fades(*kind, &at, layout)).collect(),
            purse: PurseNumbers {
                log_months: at(place::MONTHS),
                growth: at(place::GROWTH),
                spread: libm::exp(at(place::SPREAD)),
                log_spread: at(place::SPREAD),
                part: odds(at(place::PART_WHEN_ABLE)),
            },
            fortunes: std::array::from_fn(fortune),
            debit: bounces.map(|chance| [libm::log(1.0 - chance), libm::log(chance)]),
            bounces,
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
