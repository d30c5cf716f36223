//! Following the record: which of its entries and actions happen in this run too, and what they amount to here.
//!
//! Always: before the window everything happens as recorded. Costs and interest on the record are never booked beside those
//! that the policy charges itself.

use super::Scene;
use super::Simulator;
use crate::calendar::Day;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Outcome;

/// Which recorded actions of a day are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecordPart {
    /// Those of bailiff and court, before the policy looks.
    Court,
    /// All others, in the course of the day.
    Desk,
}

impl Scene<'_> {
    /// Whether the policy books its own costs or interest instead of these; with them goes the credit that takes them back.
    fn replaces(&self, entry: &Entry) -> bool {
        let own = |kind| self.rules(entry.day) && self.run.does(kind);
        match entry.kind {
            EntryKind::Cost => own(ActionKind::CollectionCosts),
            EntryKind::Interest => own(ActionKind::StatutoryInterest),
            EntryKind::Credit => self.named_by(entry).is_some_and(|named| {
                matches!(named.kind, EntryKind::Cost | EntryKind::Interest) && self.replaces(named)
            }),
            _ => false,
        }
    }

    fn named_by(&self, entry: &Entry) -> Option<&Entry> {
        self.tenancy.entries.get(entry.refers_to? as usize)
    }
}

impl Simulator {
    /// What a recorded entry amounts to in this run: nothing where the policy books its own instead.
    pub(super) fn amount_here(&self, scene: &Scene<'_>, entry: &Entry) -> Money {
        if scene.replaces(entry) {
            Money::ZERO
        } else if scene.responding(entry.day).is_some() {
            self.modelled_amount(scene, entry)
        } else {
            entry.amount
        }
    }

    /// What a recorded entry amounts to where the household responds: nothing for rent after an end that came before the
    /// household left on the record, and for a correction no more than what it corrects.
    fn modelled_amount(&self, scene: &Scene<'_>, entry: &Entry) -> Money {
        let recorded = scene.tenancy;
        let earlier = |end: &Day| Some(*end) != recorded.end && recorded.left_on().is_none_or(|left| *end < left);
        let after_end = self.end.filter(earlier).is_some_and(|end| end <= entry.day);
        match (entry.kind, entry.refers_to) {
            (EntryKind::Charge, _) if after_end && entry.category.is_monthly_rent() => Money::ZERO,
            (EntryKind::Reversal, Some(named)) if self.household.leaves_out_reversal_of(named as usize) => Money::ZERO,
            (EntryKind::Reversal | EntryKind::Credit, Some(named)) => {
                entry.amount.min(self.books.followed(named, &self.history))
            }
            _ => entry.amount,
        }
    }

    /// Follows the recorded actions of today: all of them before the window, in it only those of bailiff and court, and only
    /// where these are not modelled. Returns how many actions the record has today.
    pub(super) fn follow_record(&mut self, scene: &Scene<'_>, day: Day, part: RecordPart) -> usize {
        let later = scene.tenancy.actions.get(self.next_action..).unwrap_or(&[]);
        let of_day = later.get(..later.partition_point(|action| action.day <= day)).unwrap_or(&[]);
        for action in of_day.iter().filter(|action| action.kind.is_court_step() == (part == RecordPart::Court)) {
            if !scene.decides(day) {
                self.follow_action(scene, action.kind, action.outcome, day);
            } else if scene.response.is_none() && part == RecordPart::Court {
                self.happen(scene, action.kind, action.outcome, day);
            }
        }
        of_day.len()
    }

    /// A recorded action from before the window: it counts as if the policy had done it.
    fn follow_action(&mut self, scene: &Scene<'_>, kind: ActionKind, outcome: Option<Outcome>, day: Day) {
        self.happen(scene, kind, outcome, day);
        self.case.count_recorded(scene.program(day), kind, day);
        if matches!(kind, ActionKind::CollectionCosts | ActionKind::StatutoryInterest) {
            // Booked as recorded; not charged again.
            let _ = self.claim(scene.program(day), kind, &[], day);
        }
        if !kind.is_court_step() {
            self.occasions.next(self.oldest, kind);
        }
        let Some(response) = &scene.response else { return };
        match &mut self.road {
            Some(_) if kind == ActionKind::Eviction => self.road = None,
            Some(road) => road.follow(kind, outcome, day, response),
            None if kind == ActionKind::HandOver => self.hand_over(response, day),
            None => {}
        }
    }
}
