//! Partners, and the lists with which some of them work.

use super::Checker;
use super::condition::every;
use super::declare::named;
use super::policy::Batch;
use super::policy::Partner;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::source::Span;
use crate::syntax;
use crate::syntax::Count;
use crate::syntax::ItemKind;
use crate::syntax::Namespace;
use crate::syntax::PartnerList;
use crate::syntax::SyntaxTree;

/// The last day that every month has.
const LAST_DAY: u32 = 28;

impl<'t> Checker<'t> {
    pub(super) fn partners(&mut self, tree: &'t SyntaxTree) -> Option<Vec<Partner>> {
        every(tree.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Partner(partner) => Some(self.partner(partner)),
            _ => None,
        }))
    }

    fn partner(&mut self, partner: &syntax::Partner) -> Option<Partner> {
        let batch = match &partner.list {
            Some(list) => self.batch(list).map(Some),
            None => Some(None),
        };
        let entry = self.names.find(Namespace::Partner, &partner.declared.name.text)?;
        Some(Partner { named: named(&partner.declared), kind: entry.partner?, batch: batch? })
    }

    fn batch(&mut self, list: &PartnerList) -> Option<Batch> {
        match list {
            PartnerList::Dates(dates) => {
                let mut dates = every(dates.iter().copied())?;
                dates.sort_unstable();
                dates.dedup();
                Some(Batch::Dates(dates))
            }
            PartnerList::Monthly(day, last) => {
                let (list_day, cut_off) = (self.day_of_month(*day), self.day_of_month(*last));
                let (list_day, cut_off) = (list_day?, cut_off?);
                if cut_off > list_day {
                    self.closes_late(day.span, last.span);
                }
                Some(Batch::Monthly { list_day, cut_off })
            }
        }
    }

    /// A day that every month has.
    pub(super) fn day_of_month(&mut self, count: Count) -> Option<u32> {
        let day = count.value?;
        if (1..=LAST_DAY).contains(&day) {
            return Some(day);
        }
        let message =
            Phrase::new(format!("not every month has a day `{day}`"), format!("niet elke maand heeft een dag `{day}`"));
        let help = Phrase::new(
            format!("write a day from 1 to {LAST_DAY}"),
            format!("schrijf een dag van 1 tot en met {LAST_DAY}"),
        );
        self.findings.push(code::MONTH_DAY.at(count.span, message).help(help));
        None
    }

    fn closes_late(&mut self, day: Span, last: Span) {
        let message = Phrase::new(
            format!("the list goes on day `{}` and closes only after it", self.file.slice(day)),
            format!("de lijst gaat op dag `{}` weg en sluit pas daarna", self.file.slice(day)),
        );
        let goes = Phrase::new("the list goes on this day", "op deze dag gaat de lijst weg");
        let help = Phrase::new(
            format!("write a day up to {}", self.file.slice(day)),
            format!("schrijf een dag tot en met {}", self.file.slice(day)),
        );
        self.findings.push(code::CLOSES_LATE.at(last, message).also(day, goes).help(help));
    }
}
