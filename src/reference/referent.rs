//! What a word can refer to.

use crate::locale::Word;
use crate::syntax::Namespace;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Channel;
use crate::vocabulary::EndReason;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use crate::vocabulary::HoldCode;
use crate::vocabulary::Kpi;
use crate::vocabulary::MonthCount;
use crate::vocabulary::PartnerKind;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;

/// What a word refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Referent {
    /// A name that the policy gives.
    Own(Namespace),
    /// A fact of a tenancy.
    Fact(Fact),
    /// A question about what was done.
    Function(Function),
    /// A count of past months.
    MonthCount(MonthCount),
    /// A kind of action.
    ActionKind(ActionKind),
    /// A kind of partner.
    PartnerKind(PartnerKind),
    /// Through what an action reaches the tenant.
    Channel(Channel),
    /// A key figure.
    Kpi(Kpi),
    /// A waiting code.
    HoldCode(HoldCode),
    /// What a contract lets.
    TenancyKind(TenancyKind),
    /// How a tenant pays.
    PaymentMethod(PaymentMethod),
    /// Why a tenancy ended.
    EndReason(EndReason),
    /// What is booked.
    EntryKind(EntryKind),
}

impl Referent {
    /// The word of the vocabulary in both languages; none of a name that the policy gives.
    #[must_use]
    pub fn word(self) -> Option<Word> {
        match self {
            Referent::Own(_) => None,
            Referent::Fact(fact) => Some(fact.entry().word),
            Referent::Function(function) => Some(function.entry().word),
            Referent::MonthCount(count) => Some(count.entry().word),
            Referent::ActionKind(kind) => Some(kind.word()),
            Referent::PartnerKind(kind) => Some(kind.word()),
            Referent::Channel(channel) => Some(channel.word()),
            Referent::Kpi(kpi) => Some(kpi.entry().word),
            Referent::HoldCode(code) => Some(code.word()),
            Referent::TenancyKind(kind) => Some(kind.word()),
            Referent::PaymentMethod(method) => Some(method.word()),
            Referent::EndReason(reason) => Some(reason.word()),
            Referent::EntryKind(kind) => Some(kind.word()),
        }
    }
}
