//! What policies come to on the recorded books: counts and sums that follow from the rules, without assumptions.

use crate::calendar::Day;
use crate::locale::Locale;
use crate::money::Money;
use crate::vocabulary::ActionKind;

/// What one policy comes to over the window, with every payment as recorded and everything done on its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnTheBooks {
    /// Tenancies to which the policy does anything.
    pub tenancies: u64,
    /// What it does, by [`ActionKind::place`].
    pub done: [Counted; ActionKind::COUNT],
    /// Minutes of work.
    pub minutes: i64,
    /// Direct cost.
    pub cost: Money,
    /// Collection costs and interest booked to tenants.
    pub charged: Money,
    /// The tenancies to which those are booked.
    pub charged_tenancies: u64,
    /// How often each guarantee is breached, in the order of the policy.
    pub breaches: Vec<u64>,
    /// The tenancies that are treated otherwise than under the baseline.
    pub affected: Affected,
}

/// How often something is done, and to how many tenancies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// How often.
    pub times: u64,
    /// To how many tenancies.
    pub tenancies: u64,
}

/// Tenancies that two policies treat differently.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affected {
    /// How many.
    pub tenancies: u64,
    /// The first day on which any of them is.
    pub first: Option<Day>,
    /// Who they are, in several ways; each adds up to all of them.
    pub groups: Vec<Group>,
}

/// The affected, divided in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// By what.
    pub by: Grouping,
    /// The title of each part and how many are in it; empty where the books or the policy do not say.
    pub cells: Vec<(String, u64)>,
}

/// By what tenancies are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// The segment of the baseline on the first day that differs.
    Segment,
    /// The stage of the baseline on that day.
    Stage,
    /// The municipality.
    Municipality,
    /// The complex.
    Complex,
}

impl Grouping {
    /// What it is called.
    #[must_use]
    pub fn title(self, locale: Locale) -> &'static str {
        match self {
            Grouping::Segment => locale.pick("segment", "segment"),
            Grouping::Stage => locale.pick("stage", "fase"),
            Grouping::Municipality => locale.pick("municipality", "gemeente"),
            Grouping::Complex => locale.pick("complex", "complex"),
        }
    }
}

impl OnTheBooks {
    /// Nothing done yet, by a policy with so many guarantees.
    #[must_use]
    pub fn nothing(guarantees: usize) -> OnTheBooks {
        OnTheBooks {
            tenancies: 0,
            done: [Counted::default(); ActionKind::COUNT],
            minutes: 0,
            cost: Money::ZERO,
            charged: Money::ZERO,
            charged_tenancies: 0,
            breaches: vec![0; guarantees],
            affected: Affected::default(),
        }
    }

    /// How often something of a kind is done, and to how many tenancies.
    #[must_use]
    pub fn done(&self, kind: ActionKind) -> Counted {
        self.done.get(kind.place()).copied().unwrap_or_default()
    }

    /// Counts something done more.
    pub fn count(&mut self, kind: ActionKind, more: Counted) {
        if let Some(counted) = self.done.get_mut(kind.place()) {
            counted.times += more.times;
            counted.tenancies += more.tenancies;
        }
    }

    /// Adds what the policy comes to on other tenancies; who is affected is counted when all are there.
    pub fn merge(&mut self, other: &OnTheBooks) {
        self.tenancies += other.tenancies;
        self.minutes += other.minutes;
        self.cost += other.cost;
        self.charged += other.charged;
        self.charged_tenancies += other.charged_tenancies;
        for (own, more) in self.done.iter_mut().zip(&other.done) {
            own.times += more.times;
            own.tenancies += more.tenancies;
        }
        self.breaches.iter_mut().zip(&other.breaches).for_each(|(own, more)| *own += more);
    }
}
