//! The behaviour that a fit starts from, brought into the shape that is fitted: the steps of days, four kinds of money,
//! every kind of action that was seen. Every number in it is the prior's, with the prior's label.

use crate::behaviour::BaseStep;
use crate::behaviour::Behaviour;
use crate::behaviour::Contact;
use crate::behaviour::Estimate;
use crate::behaviour::Label;
use crate::behaviour::MoneyNumbers;
use crate::vocabulary::ActionKind;

/// Steps of the base of a household that can pay, by days since due.
pub(super) const ABLE_STEPS: [u16; 9] = [0, 1, 3, 7, 14, 30, 35, 61, 121];
/// Steps of the base of one that is short of money, by days since it last paid.
pub(super) const SHORT_STEPS: [u16; 4] = [0, 10, 20, 35];
/// Days of the month from which one that is short of money pays more or less readily than before the first of them.
pub(super) const MONTH_STEPS: [u16; 4] = [7, 13, 19, 25];
/// The kinds of money, from those who are never short of it to those who often are: name, and where the log-odds of
/// becoming short and of recovering are looked for when the prior behaviour does not say.
pub(super) const CLASSES: [(&str, f64, f64); 4] =
    [("steady", -7.0, -1.0), ("seldom", -4.0, -3.5), ("sometimes", -2.5, -1.5), ("often", -1.0, -0.8)];

/// The kinds of action whose effect fades alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fading {
    /// Letters and messages.
    Letters,
    /// Telephone calls.
    Call,
    /// What is said in person, by the landlord or by a partner.
    Personal,
    /// What bailiff and court do.
    Bailiff,
}

impl Fading {
    /// All of them, in order.
    pub const ALL: [Fading; 4] = [Fading::Letters, Fading::Call, Fading::Personal, Fading::Bailiff];

    /// What it is called in diagnostics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Fading::Letters => "letters",
            Fading::Call => "call",
            Fading::Personal => "personal",
            Fading::Bailiff => "bailiff",
        }
    }

    /// How the effect of a kind of action fades, if it can have one that is fitted.
    pub(super) const fn of(kind: ActionKind) -> Option<Fading> {
        match kind {
            ActionKind::PreNotification | ActionKind::Reminder | ActionKind::SecondReminder | ActionKind::WikLetter => {
                Some(Fading::Letters)
            }
            ActionKind::Call => Some(Fading::Call),
            ActionKind::HomeVisit
            | ActionKind::EarlySignal
            | ActionKind::CreditBank
            | ActionKind::HealthService
            | ActionKind::DebtAssistance
            | ActionKind::PlanOffer => Some(Fading::Personal),
            ActionKind::HandOver
            | ActionKind::Demand
            | ActionKind::Writ
            | ActionKind::Judgment
            | ActionKind::EvictionNotice => Some(Fading::Bailiff),
            _ => None,
        }
    }
}

/// The prior behaviour in the shape that is fitted.
pub(super) fn shape(prior: &Behaviour) -> Behaviour {
    let mut shaped = prior.clone();
    shaped.joint = None;
    shaped.able.base = steps(&prior.able.base, &ABLE_STEPS);
    shaped.short.base = steps(&prior.short.base, &SHORT_STEPS);
    shaped.short.by_day_of_month = month_steps(&prior.short.by_day_of_month);
    shaped.money = CLASSES
        .into_iter()
        .map(|(name, becomes_short, recovers)| {
            let numbers = prior
                .money
                .get(name)
                .cloned()
                .unwrap_or_else(|| MoneyNumbers { becomes_short: unknown(becomes_short), recovers: unknown(recovers) });
            (name.to_owned(), numbers)
        })
        .collect();
    for kind in ActionKind::ALL.iter().filter(|kind| Fading::of(**kind).is_some()) {
        let name = kind.word().en;
        shaped
            .contact
            .entry(name.to_owned())
            .or_insert_with(|| Contact { effect: unknown(0.0), half_life_days: about(14.0, 7.0, 30.0) });
        shaped.plans.agreed.entry(name.to_owned()).or_insert_with(|| about(0.02, 0.0, 0.2));
    }
    shaped
}

/// The prior's steps, read at other days.
fn steps(prior: &[BaseStep], days: &[u16]) -> Vec<BaseStep> {
    let on = |day: u16| prior.iter().rev().find(|step| step.from_day <= day).or(prior.first());
    let step =
        |from_day: &u16| on(*from_day).map(|step| BaseStep { from_day: *from_day, log_odds: step.log_odds.clone() });
    days.iter().filter_map(step).collect()
}

/// The prior's steps of the month; nothing is added where it says nothing.
fn month_steps(prior: &[BaseStep]) -> Vec<BaseStep> {
    let on = |day: u16| prior.iter().rev().find(|step| step.from_day <= day);
    let step = |from_day: &u16| BaseStep {
        from_day: *from_day,
        log_odds: on(*from_day).map_or_else(|| unknown(0.0), |step| step.log_odds.clone()),
    };
    MONTH_STEPS.iter().map(step).collect()
}

fn unknown(value: f64) -> Estimate {
    about(value, value - 1.0, value + 1.0)
}

fn about(value: f64, low: f64, high: f64) -> Estimate {
    Estimate { value, low, high, label: Label::Assumed, source: "where a fit starts from".to_owned() }
}
