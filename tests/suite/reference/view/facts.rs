//! The facts beyond plain arrears: claims and their letters, holds and paused clocks, months, files, and the ledger's columns.
#![expect(clippy::indexing_slicing, reason = "a test that cannot go on should stop loudly")]

use super::Answer;
use super::View;
use crate::reference::tenancies::COLUMNS;
use huurproef::calendar::Day;
use huurproef::check::DeclaredFact;
use huurproef::check::Value;
use huurproef::law::letter_last_day;
use huurproef::ledger::OpenItem;
use huurproef::money::Money;
use huurproef::tenancy::HoldPeriod;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::EndReason;
use huurproef::vocabulary::EntryKind;
use huurproef::vocabulary::Fact;
use huurproef::vocabulary::MonthCount;
use huurproef::vocabulary::Outcome;
use huurproef::vocabulary::PaymentMethod;
use huurproef::vocabulary::PlanOutcome;
use huurproef::vocabulary::Unit;

impl View<'_> {
    /// What is overdue and not covered.
    pub(crate) fn overdue(&self) -> Vec<OpenItem> {
        self.account.overdue_items(self.overdue_up_to()).filter(|item| item.due >= self.cover).collect()
    }

    pub(crate) fn charges(&self) -> Vec<OpenItem> {
        self.overdue().into_iter().filter(|item| item.is_principal).collect()
    }

    pub(crate) fn newest_overdue(&self) -> Option<Day> {
        self.charges().iter().map(|item| item.due).max()
    }

    pub(super) fn further_fact(&self, fact: Fact) -> Answer {
        let (day, tenancy) = (self.day, self.tenancy);
        match fact {
            Fact::ArrearsPrincipal => Answer::Whole(sum(self.charges().iter())),
            Fact::ClaimsOverdue => count(self.charges().len()),
            Fact::WikExpired => Answer::YesNo(self.expired() > 0),
            Fact::WikExpiredAmount => Answer::Whole(self.expired()),
            Fact::ClaimsWithoutLetter => {
                count(self.charges().iter().filter(|item| self.letter_of(item.due).is_none()).count())
            }
            Fact::OnHold => Answer::YesNo(self.holds_running().next().is_some()),
            Fact::Hold => Answer::Several(self.holds_running().map(|hold| hold.code as i64).collect()),
            Fact::DaysSinceBrokenPlan => {
                let broken = tenancy.plans.iter().filter(|plan| plan.outcome == Some(PlanOutcome::Broken));
                self.days_from(broken.map(|plan| plan.end()).filter(|end| *end <= day).max())
            }
            Fact::PlanRefused => Answer::YesNo(self.deeds.iter().any(|deed| deed.outcome == Some(Outcome::Refused))),
            Fact::HandedOver => Answer::YesNo(self.handed_over()),
            Fact::Reached => {
                let spoken = |kind| matches!(kind, ActionKind::Call | ActionKind::HomeVisit);
                let last = self.deeds.iter().rev().find(|deed| spoken(deed.kind));
                // Who agrees or refuses was spoken to.
                let answered = [Outcome::Reached, Outcome::Agreed, Outcome::Refused].map(Some);
                Answer::YesNo(last.is_some_and(|deed| answered.contains(&deed.outcome)))
            }
            Fact::DaysSinceHelp => self.days_from(self.past.help),
            Fact::DirectDebit => {
                let last = self.past.log.iter().rev().find(|entry| entry.kind == EntryKind::Payment);
                Answer::YesNo(last.is_some_and(|entry| entry.method == PaymentMethod::DirectDebit))
            }
            Fact::FirstRentPaid => {
                let first = self.account.first_rent();
                let in_books = first.filter(|(due, _)| due.month() <= tenancy.start.month().plus(1));
                Answer::YesNo(in_books.is_none_or(|(_, open)| open == Money::ZERO))
            }
            Fact::DaysToDue => Answer::Whole(i64::from(day.month().plus(1).first().since(day))),
            Fact::EndReason => {
                let ended = tenancy.end.is_some_and(|end| end <= day);
                Answer::Whole(if ended { tenancy.end_reason } else { EndReason::Unknown } as i64)
            }
            Fact::Municipality => self.text(&tenancy.municipality),
            Fact::Complex => self.text(&tenancy.complex),
            other => unreachable!("no random policy asks this: {other:?}"),
        }
    }

    fn text(&self, text: &str) -> Answer {
        let place = self.policy.texts.iter().position(|known| known == text);
        place.map_or(Answer::Whole(-1), count)
    }

    /// What a column tells today, or else what the policy says.
    pub(super) fn declared(&self, place: usize) -> Answer {
        let fact = &self.policy.facts[place];
        let told = COLUMNS.iter().position(|column| *column == fact.named.name).and_then(|column| {
            let mut known = self.tenancy.attributes.iter().filter(|told| told.name == column && told.from <= self.day);
            known.next_back().map(|told| told.value.as_str()).filter(|value| !value.is_empty())
        });
        told.and_then(|text| self.read(fact, text)).unwrap_or_else(|| self.constant(fact.otherwise))
    }

    fn read(&self, fact: &DeclaredFact, text: &str) -> Option<Answer> {
        match fact.unit {
            Unit::Money => Money::parse(text).ok().map(|money| Answer::Whole(money.cents())),
            Unit::Count | Unit::Days => text.parse().ok().map(Answer::Whole),
            Unit::YesNo if text == "yes" || text == "no" => Some(Answer::YesNo(text == "yes")),
            Unit::Text => Some(self.text(text)),
            _ => None,
        }
    }

    fn constant(&self, value: Value) -> Answer {
        match value {
            Value::YesNo(yes) => Answer::YesNo(yes),
            other => Answer::Whole(super::whole(other)),
        }
    }

    /// In how many of the last whole months it was so.
    pub(super) fn months(&self, asked: MonthCount, back: u8) -> Answer {
        let this = self.day.month().number();
        let reversed = |month: i32| {
            let bounced = |entry: &&huurproef::tenancy::Entry| entry.kind == EntryKind::Reversal;
            self.past.log.iter().filter(bounced).any(|entry| entry.day.month().number() == month)
        };
        let was = |month: &i32| match asked {
            MonthCount::Late => self.past.late.contains(month),
            MonthCount::Reversed => reversed(*month),
        };
        count((this - i32::from(back)..this).filter(was).count())
    }

    /// The first letter that was sent on or after a charge fell due.
    fn letter_of(&self, due: Day) -> Option<Day> {
        self.past.letters.iter().copied().filter(|sent| *sent >= due).min()
    }

    fn expired(&self) -> i64 {
        sum(self.charges().iter().filter(|item| self.has_expired(item)))
    }

    pub(crate) fn has_expired(&self, item: &OpenItem) -> bool {
        self.letter_of(item.due).is_some_and(|sent| letter_is_over(sent, self.day))
    }

    pub(crate) fn handed_over(&self) -> bool {
        let day = self.day;
        let followed = || self.tenancy.dossiers.iter().filter(|d| d.opened <= day && d.opened < self.past.files_before);
        let back = |closed: Option<Day>| closed.filter(|closed| *closed <= day);
        let handed = self.deeds.iter().filter(|deed| deed.kind == ActionKind::HandOver).map(|deed| deed.day).max();
        let came_back = |handed: Day| followed().filter_map(|d| back(d.closed)).any(|closed| closed > handed);
        followed().any(|d| back(d.closed).is_none()) || handed.is_some_and(|handed| !came_back(handed))
    }

    fn holds_running(&self) -> impl Iterator<Item = &HoldPeriod> {
        let runs = |hold: &&HoldPeriod| hold.from <= self.day && hold.to.is_none_or(|to| self.day < to);
        self.tenancy.holds.iter().filter(runs)
    }

    /// Days since, without those of named holds that began after it and have ended.
    pub(super) fn days_of_clock(&self, since: Option<Day>) -> Answer {
        let Some(since) = since else { return Answer::Never };
        let stood_still = |day: Day| {
            let named = |hold: &&HoldPeriod| self.policy.holds.iter().any(|named| named.code == hold.code);
            self.tenancy.holds.iter().filter(named).any(|hold| {
                let ended = hold.to.is_some_and(|to| to <= self.day && day < to);
                ended && since < hold.from && hold.from <= day
            })
        };
        let days = (1..=self.day.since(since)).filter(|later| !stood_still(since.plus(*later)));
        count(days.count())
    }

    /// The oldest claim is the one whose clock ran longest.
    pub(super) fn days_overdue(&self) -> Answer {
        let days = |item: &OpenItem| match self.days_of_clock(Some(item.due)) {
            Answer::Whole(days) => Some(days),
            _ => None,
        };
        self.overdue().iter().filter_map(days).max().map_or(Answer::Never, Answer::Whole)
    }
}

fn letter_is_over(sent: Day, day: Day) -> bool {
    day > letter_last_day(sent)
}

pub(super) fn sum<'a>(items: impl Iterator<Item = &'a OpenItem>) -> i64 {
    items.map(|item| item.open.cents()).sum()
}

fn count(number: usize) -> Answer {
    Answer::Whole(i64::try_from(number).unwrap())
}
