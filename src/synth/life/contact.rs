//! What the desk and the bailiff do to a household, and how it takes it.

use super::Life;
use crate::calendar::Day;
use crate::calendar::Month;
use crate::money::Money;
use crate::money::Share;
use crate::synth::bailiff::Dossier;
use crate::synth::bailiff::verdict;
use crate::synth::desk::View;
use crate::synth::luck::Matter;
use crate::synth::person::in_euros;
use crate::synth::plan::Running;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Category;
use crate::vocabulary::EndReason;
use crate::vocabulary::EntryKind;
use crate::vocabulary::HoldCode;
use crate::vocabulary::Outcome;
use crate::vocabulary::PlanOutcome;

/// Arrears up to this amount are let be.
const LET_BE: Money = Money::from_cents(2_500);

/// Days after the end of a tenancy before what is open is given up.
const GIVEN_UP_AFTER: i32 = 365;

/// On how many of its working days in arrears a household complains.
const COMPLAINS: f64 = 0.0006;

impl Life {
    /// What the landlord does on a working day.
    pub(super) fn office(&mut self, day: Day) {
        let open = self.sheet.overdue(day);
        if !self.is_sitting(day) {
            self.give_up(day, open);
        } else if open == Money::ZERO {
            self.close_files(day);
        } else if let Some(dossier) = self.dossier {
            self.follow(dossier, day);
        } else if open > LET_BE && !self.has_left_soon(day) {
            self.collect_arrears(day, open);
        }
    }

    fn close_files(&mut self, day: Day) {
        self.desk.close();
        self.end_file(day);
        self.is_aware = false;
        if let Some(plan) = self.plan.take() {
            plan.end(&mut self.sheet, Some(day), PlanOutcome::Kept);
        }
    }

    /// The bailiff is done with the file.
    fn end_file(&mut self, day: Day) {
        self.dossier = None;
        self.sheet.close_file(day);
    }

    /// Nobody starts a routine in the last weeks.
    fn has_left_soon(&self, day: Day) -> bool {
        self.end.is_some_and(|end| end.since(day) < 14)
    }

    fn collect_arrears(&mut self, day: Day, open: Money) {
        let Some(oldest) = self.sheet.oldest(day).filter(|_| !self.waits(day)) else { return };
        let view = View { oldest, tenths: self.tenths(open), has_plan: self.plan.is_some() };
        let Some(kind) = self.desk.next_action(day, view, self.luck) else { return };
        let outcome = self.outcome(day, kind);
        self.sheet.act(day, kind, outcome);
        self.take_in(day, kind, outcome);
        match (kind, outcome) {
            (ActionKind::HandOver, _) => self.hand_over(day),
            (ActionKind::Call | ActionKind::HomeVisit, Some(Outcome::Reached)) => self.offer_plan(day),
            (_, Some(Outcome::Accepted)) => self.accept_help(day, kind),
            _ => {}
        }
    }

    fn hand_over(&mut self, day: Day) {
        self.dossier = Some(Dossier::open(day, self.luck));
        self.sheet.open_file(day);
    }

    /// Help lowers what life costs; while a partner negotiates, collection waits.
    fn accept_help(&mut self, day: Day, kind: ActionKind) {
        self.purse.help();
        let (code, low, high) = match kind {
            ActionKind::CreditBank => (HoldCode::CreditBank, 30, 90),
            ActionKind::DebtAssistance => (HoldCode::Msnp, 60, 120),
            _ => (HoldCode::Help, 21, 45),
        };
        let to = day.plus(self.luck.days_on(day, Matter::HoldLength, low, high));
        self.sheet.hold(code, day.plus(1), to);
    }

    /// Whether collection waits for help, an estate or a complaint, which may come in today.
    fn waits(&mut self, day: Day) -> bool {
        if self.sheet.holds.iter().any(|hold| hold.from <= day && hold.to.is_none_or(|to| day < to)) {
            return true;
        }
        let complains = self.luck.uniform_on(day, Matter::Complaint) < COMPLAINS;
        if complains {
            self.sheet.hold(HoldCode::Complaint, day, day.plus(self.luck.days_on(day, Matter::HoldLength, 10, 35)));
        }
        complains
    }

    fn tenths(&self, open: Money) -> i64 {
        open.cents() * 10 / self.monthly().cents().max(1)
    }

    fn outcome(&self, day: Day, kind: ActionKind) -> Option<Outcome> {
        let reached = |share: f64| {
            let reaches = self.luck.uniform_on(day, Matter::Reaches) < share;
            Some(if reaches { Outcome::Reached } else { Outcome::NotReached })
        };
        let accepted = |share: f64| {
            let accepts = self.luck.uniform_on(day, Matter::AcceptsHelp) < share * self.person.yielding;
            Some(if accepts { Outcome::Accepted } else { Outcome::Declined })
        };
        match kind {
            ActionKind::Call => reached(0.55),
            ActionKind::HomeVisit => reached(0.46),
            ActionKind::EarlySignal => accepted(0.18),
            ActionKind::CreditBank | ActionKind::DebtAssistance => accepted(0.5),
            _ => None,
        }
    }

    /// A letter is read or not; what is read weighs, and sooner or later the household sits down to it.
    fn take_in(&mut self, day: Day, kind: ActionKind, outcome: Option<Outcome>) {
        let (read, weight) = match (kind, outcome) {
            (ActionKind::Call | ActionKind::HomeVisit, Some(Outcome::Reached)) => (1.0, 0.6),
            (ActionKind::Call, _) => (0.15, 0.1),
            (ActionKind::Reminder, _) => (0.7, 0.15),
            (ActionKind::SecondReminder, _) => (0.5, 0.25),
            (ActionKind::HandOver | ActionKind::Demand | ActionKind::Judgment, _) => (0.8, 0.5),
            (ActionKind::Writ | ActionKind::EvictionNotice, _) => (0.95, 0.9),
            _ => (0.55, 0.35),
        };
        if self.luck.uniform_on(day, Matter::Reacts) < read * (0.3 + 0.7 * self.person.yielding) {
            self.purse.press(&self.person, weight);
            self.is_aware = true;
            self.sit_down(day.plus(1 + self.luck.days_on(day, Matter::Notices, 0, 4)));
        }
    }

    /// In a talk, who cannot pay at once may agree on instalments.
    fn offer_plan(&mut self, day: Day) {
        let open = self.sheet.overdue(day);
        let can_pay = self.purse.cash - self.purse.kept_back(&self.person) >= in_euros(open);
        let broke_one = self.sheet.plans.iter().any(|plan| day.since(plan.end()) < 180);
        if can_pay || broke_one || self.plan.is_some() || self.tenths(open) < 7 {
            return;
        }
        let agrees = self.luck.uniform_on(day, Matter::AgreesPlan) < 0.3 + 0.6 * self.person.yielding;
        self.sheet.act(day, ActionKind::PlanOffer, Some(if agrees { Outcome::Agreed } else { Outcome::Refused }));
        if agrees {
            self.agree(day, open);
        }
    }

    fn agree(&mut self, day: Day, open: Money) {
        let monthly = self.monthly();
        self.plan = Some(Running::agree(&mut self.sheet, day, open, monthly));
    }

    /// The bailiff takes the next step when its day has come.
    fn follow(&mut self, dossier: Dossier, day: Day) {
        if day < dossier.on {
            return;
        }
        let open = self.sheet.overdue(day);
        let outcome = (dossier.next == ActionKind::Judgment).then(|| verdict(day, self.tenths(open), self.luck));
        self.sheet.act(day, dossier.next, outcome);
        if dossier.next == ActionKind::Writ {
            self.sheet.note_writ(day);
        }
        self.take_in(day, dossier.next, outcome);
        self.dossier = dossier.after_step(day, outcome, self.luck);
        if self.dossier.is_none() && dossier.next != ActionKind::Eviction {
            self.sheet.close_file(day);
        }
        match (dossier.next, outcome) {
            (_, Some(Outcome::Arrangement)) => self.agree(day, open),
            (ActionKind::EvictionNotice, _) => self.face_eviction(day, open),
            (ActionKind::Eviction, _) => self.leave(day),
            _ => {}
        }
    }

    /// An announced eviction brings out family, a fund or the credit bank in most cases.
    fn face_eviction(&mut self, day: Day, open: Money) {
        self.sheet.act(day, ActionKind::MunicipalityNotice, None);
        let draw = self.luck.uniform_on(day, Matter::Rescue);
        if draw < 0.42 {
            self.purse.cash += in_euros(open) + in_euros(self.monthly());
            self.sit_down(day.plus(1 + self.luck.days_on(day, Matter::Notices, 1, 14)));
        } else if draw < 0.82 {
            self.purse.help();
            self.end_file(day);
            self.agree(day, open);
        }
    }

    /// The home is cleared: the rent of the days that are left is taken back.
    fn leave(&mut self, day: Day) {
        self.end = Some(day);
        self.end_reason = EndReason::Evicted;
        let month: Month = day.month();
        let days_left = i64::from(month.last().since(day) + 1);
        let whole = i64::from(month.last().since(month.first()) + 1);
        let charges: Vec<(u32, Category, Money)> = (0..)
            .zip(&self.sheet.entries)
            .filter(|(_, entry)| entry.kind == EntryKind::Charge && entry.category.is_monthly_rent())
            .filter(|(_, entry)| entry.due == month.first())
            .map(|(place, entry)| (place, entry.category, entry.amount))
            .collect();
        for (place, category, amount) in charges {
            let part = amount.share(Share { part: days_left, whole });
            self.sheet.credit_charge(day, category, part, Some(place));
        }
        self.sheet.act(day, ActionKind::Recovery, None);
    }

    /// A year after the end what is open is written off.
    fn give_up(&mut self, day: Day, open: Money) {
        let Some(end) = self.end else { return };
        let wait = GIVEN_UP_AFTER + self.luck.days(end.month(), Matter::WriteOffWait, 0, 45);
        if open > Money::ZERO && day.since(end) >= wait && !self.written_off {
            self.sheet.write_off(day, open);
            self.sheet.act(day, ActionKind::WriteOff, None);
            self.written_off = true;
        }
    }
}
