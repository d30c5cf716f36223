//! The facts a condition may read: name, unit, meaning, and where each comes from.
//!
//! A fact is constant between the events of a tenancy, or it is a clock that runs from a day. Nothing else exists,
//! which is what lets the engine ask "true, and until which day?".

use super::book::EndReason;
use super::book::HoldCode;
use super::book::PaymentMethod;
use super::book::TenancyKind;
use super::step::ActionKind;
use crate::locale::Locale;
use crate::locale::Word;

/// What a fact is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Euros and cents.
    Money,
    /// Months of rent: an exact fraction.
    MonthsOfRent,
    /// Whole days, counted by a clock.
    Days,
    /// Whole calendar months, counted by a clock.
    Months,
    /// How many.
    Count,
    /// Yes or no.
    YesNo,
    /// One of the kinds of tenancy.
    TenancyKind,
    /// One of the payment methods.
    PaymentMethod,
    /// One of the segments of the policy.
    Segment,
    /// One of the waiting codes.
    HoldCode,
    /// One of the reasons why a tenancy ended.
    EndReason,
    /// A text of the ledger.
    Text,
}

/// A fact of a tenancy on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// All that is overdue.
    Arrears,
    /// Overdue rent and service costs in months of rent.
    MonthsInArrears,
    /// The whole months of [`Fact::MonthsInArrears`].
    FullMonths,
    /// Days since the oldest overdue claim fell due.
    DaysOverdue,
    /// The rent of a month.
    MonthlyRent,
    /// Whole months since the start of the tenancy.
    TenancyMonths,
    /// The tenancy runs.
    Sitting,
    /// The tenancy has ended.
    Departed,
    /// Days since the tenancy ended.
    DaysSinceEnd,
    /// A payment plan runs.
    PlanActive,
    /// What the contract lets.
    Kind,
    /// How the tenant pays.
    PaymentMethod,
    /// The segment of the tenant.
    Segment,
    /// What is overdue without costs and interest.
    ArrearsPrincipal,
    /// How many charges are overdue.
    ClaimsOverdue,
    /// The letter's term is over for some overdue charge.
    WikExpired,
    /// What is overdue of charges whose letter's term is over.
    WikExpiredAmount,
    /// How many overdue charges have no letter.
    ClaimsWithoutLetter,
    /// A waiting code runs.
    OnHold,
    /// The waiting codes that run.
    Hold,
    /// Days since a plan was last broken.
    DaysSinceBrokenPlan,
    /// A plan was refused for the arrears at hand.
    PlanRefused,
    /// Bailiff or agency has the file.
    HandedOver,
    /// The last call or visit reached the tenant.
    Reached,
    /// Days since help was last accepted.
    DaysSinceHelp,
    /// The latest payment was a direct debit.
    DirectDebit,
    /// The first rent was paid.
    FirstRentPaid,
    /// Days until rent falls due again.
    DaysToDue,
    /// Why the tenancy ended.
    EndReason,
    /// The municipality.
    Municipality,
    /// The complex.
    Complex,
}

/// A fact as the vocabulary describes it.
#[derive(Clone, Copy, Debug)]
pub struct FactEntry {
    /// The fact.
    pub fact: Fact,
    /// Its name.
    pub word: Word,
    /// Its unit.
    pub unit: Unit,
    /// What it means.
    pub meaning: Word,
    /// What it is taken to be in an example that does not give it.
    pub neutral: Word,
}

/// Every fact, in the order of [`Fact`].
pub static FACTS: [FactEntry; 31] = [
    FactEntry {
        fact: Fact::Arrears,
        word: Word::new("arrears", "achterstand"),
        unit: Unit::Money,
        meaning: Word::new(
            "all overdue open charges, costs and interest",
            "alle opeisbare open vorderingen, kosten en rente",
        ),
        neutral: Word::new(
            "what months_in_arrears comes to at a rent of € 1000",
            "wat maanden_achterstand is bij een huur van € 1000",
        ),
    },
    FactEntry {
        fact: Fact::MonthsInArrears,
        word: Word::new("months_in_arrears", "maanden_achterstand"),
        unit: Unit::MonthsOfRent,
        meaning: Word::new(
            "overdue rent and service costs divided by the monthly rent, exact",
            "opeisbare huur en servicekosten gedeeld door de maandhuur, exact",
        ),
        neutral: Word::new("0", "0"),
    },
    FactEntry {
        fact: Fact::FullMonths,
        word: Word::new("full_months", "volle_maanden"),
        unit: Unit::Count,
        meaning: Word::new("the whole months of months_in_arrears", "de hele maanden van maanden_achterstand"),
        neutral: Word::new("the whole months of months_in_arrears", "de hele maanden van maanden_achterstand"),
    },
    FactEntry {
        fact: Fact::DaysOverdue,
        word: Word::new("days_overdue", "dagen_te_laat"),
        unit: Unit::Days,
        meaning: Word::new(
            "days since the oldest overdue claim fell due; never, when nothing is overdue",
            "dagen sinds de oudste opeisbare vordering verviel; nooit, als niets opeisbaar is",
        ),
        neutral: Word::new("never", "nooit"),
    },
    FactEntry {
        fact: Fact::MonthlyRent,
        word: Word::new("monthly_rent", "maandhuur"),
        unit: Unit::Money,
        meaning: Word::new(
            "rent and service costs of the latest fully charged month",
            "huur en servicekosten van de laatste geheel in rekening gebrachte maand",
        ),
        neutral: Word::new("€ 1000", "€ 1000"),
    },
    FactEntry {
        fact: Fact::TenancyMonths,
        word: Word::new("tenancy_months", "huurmaanden"),
        unit: Unit::Months,
        meaning: Word::new("whole months since the tenancy started", "hele maanden sinds het begin van de huur"),
        neutral: Word::new("120 months", "120 maanden"),
    },
    FactEntry {
        fact: Fact::Sitting,
        word: Word::new("sitting", "zittend"),
        unit: Unit::YesNo,
        meaning: Word::new("the tenancy runs: start ≤ day < end", "de huur loopt: begin ≤ dag < einde"),
        neutral: Word::new("yes", "ja"),
    },
    FactEntry {
        fact: Fact::Departed,
        word: Word::new("departed", "vertrokken"),
        unit: Unit::YesNo,
        meaning: Word::new("the tenancy has ended: end ≤ day", "de huur is geëindigd: einde ≤ dag"),
        neutral: Word::new("no", "nee"),
    },
    FactEntry {
        fact: Fact::DaysSinceEnd,
        word: Word::new("days_since_end", "dagen_sinds_einde"),
        unit: Unit::Days,
        meaning: Word::new(
            "days since the tenancy ended; never, while it runs",
            "dagen sinds het einde van de huur; nooit, zolang die loopt",
        ),
        neutral: Word::new("never", "nooit"),
    },
    FactEntry {
        fact: Fact::PlanActive,
        word: Word::new("plan_active", "regeling_loopt"),
        unit: Unit::YesNo,
        meaning: Word::new("a payment plan runs", "er loopt een betalingsregeling"),
        neutral: Word::new("no", "nee"),
    },
    FactEntry {
        fact: Fact::Kind,
        word: Word::new("kind", "soort"),
        unit: Unit::TenancyKind,
        meaning: Word::new("what the contract lets", "wat het contract verhuurt"),
        neutral: Word::new("dwelling", "woning"),
    },
    FactEntry {
        fact: Fact::PaymentMethod,
        word: Word::new("payment_method", "betaalwijze"),
        unit: Unit::PaymentMethod,
        meaning: Word::new(
            "how the tenant pays, as known at the end of the data",
            "hoe de huurder betaalt, zoals bekend aan het einde van de gegevens",
        ),
        neutral: Word::new("transfer", "overboeking"),
    },
    FactEntry {
        fact: Fact::Segment,
        word: Word::new("segment", "segment"),
        unit: Unit::Segment,
        meaning: Word::new("the first segment of the policy that holds", "het eerste segment van het beleid dat geldt"),
        neutral: Word::new("the first that holds", "het eerste dat geldt"),
    },
    FactEntry {
        fact: Fact::ArrearsPrincipal,
        word: Word::new("arrears_principal", "hoofdsom"),
        unit: Unit::Money,
        meaning: Word::new("arrears without costs and interest", "de achterstand zonder kosten en rente"),
        neutral: Word::new("arrears", "achterstand"),
    },
    FactEntry {
        fact: Fact::ClaimsOverdue,
        word: Word::new("claims_overdue", "opeisbare_vorderingen"),
        unit: Unit::Count,
        meaning: Word::new("how many charges are overdue", "hoeveel vorderingen opeisbaar zijn"),
        neutral: Word::new("0", "0"),
    },
    FactEntry {
        fact: Fact::WikExpired,
        word: Word::new("wik_expired", "wik_verlopen"),
        unit: Unit::YesNo,
        meaning: Word::new(
            "the fourteen days of the letter are over for at least one overdue charge",
            "de veertien dagen van de brief zijn om voor ten minste één opeisbare vordering",
        ),
        neutral: Word::new("no", "nee"),
    },
    FactEntry {
        fact: Fact::WikExpiredAmount,
        word: Word::new("wik_expired_amount", "wik_verlopen_bedrag"),
        unit: Unit::Money,
        meaning: Word::new(
            "what is overdue of charges for which the fourteen days of the letter are over",
            "wat opeisbaar is van vorderingen waarvoor de veertien dagen van de brief om zijn",
        ),
        neutral: Word::new("€ 0", "€ 0"),
    },
    FactEntry {
        fact: Fact::ClaimsWithoutLetter,
        word: Word::new("claims_without_letter", "vorderingen_zonder_brief"),
        unit: Unit::Count,
        meaning: Word::new(
            "how many overdue charges no fourteen-day letter was sent for",
            "voor hoeveel opeisbare vorderingen geen veertiendagenbrief is gestuurd",
        ),
        neutral: Word::new("0", "0"),
    },
    FactEntry {
        fact: Fact::OnHold,
        word: Word::new("on_hold", "in_de_wacht"),
        unit: Unit::YesNo,
        meaning: Word::new("a waiting code runs", "er loopt een wachtcode"),
        neutral: Word::new("no", "nee"),
    },
    FactEntry {
        fact: Fact::Hold,
        word: Word::new("hold", "wachtstand"),
        unit: Unit::HoldCode,
        meaning: Word::new(
            "the waiting codes that run: `=` asks whether this one is among them",
            "de wachtcodes die lopen: `=` vraagt of deze erbij is",
        ),
        neutral: Word::new("none of them", "geen ervan"),
    },
    FactEntry {
        fact: Fact::DaysSinceBrokenPlan,
        word: Word::new("days_since_broken_plan", "dagen_sinds_verbroken_regeling"),
        unit: Unit::Days,
        meaning: Word::new(
            "days since a payment plan was last broken; never, when none was",
            "dagen sinds een betalingsregeling laatst is verbroken; nooit, als dat niet gebeurde",
        ),
        neutral: Word::new("never", "nooit"),
    },
    FactEntry {
        fact: Fact::PlanRefused,
        word: Word::new("plan_refused", "regeling_geweigerd"),
        unit: Unit::YesNo,
        meaning: Word::new(
            "the tenant refused a plan for these arrears",
            "de huurder heeft voor deze achterstand een regeling geweigerd",
        ),
        neutral: Word::new("no", "nee"),
    },
    FactEntry {
        fact: Fact::HandedOver,
        word: Word::new("handed_over", "overgedragen"),
        unit: Unit::YesNo,
        meaning: Word::new("bailiff or agency has the file", "deurwaarder of bureau heeft het dossier"),
        neutral: Word::new("no", "nee"),
    },
    FactEntry {
        fact: Fact::Reached,
        word: Word::new("reached", "bereikt"),
        unit: Unit::YesNo,
        meaning: Word::new(
            "the last call or visit for these arrears reached the tenant",
            "de laatste belactie of het laatste bezoek voor deze achterstand heeft de huurder bereikt",
        ),
        neutral: Word::new("no", "nee"),
    },
    FactEntry {
        fact: Fact::DaysSinceHelp,
        word: Word::new("days_since_help", "dagen_sinds_hulp"),
        unit: Unit::Days,
        meaning: Word::new(
            "days since help was last accepted; never, when it was not",
            "dagen sinds hulp laatst is aanvaard; nooit, als dat niet gebeurde",
        ),
        neutral: Word::new("never", "nooit"),
    },
    FactEntry {
        fact: Fact::DirectDebit,
        word: Word::new("direct_debit", "met_incasso"),
        unit: Unit::YesNo,
        meaning: Word::new("the latest payment was a direct debit", "de laatste betaling was een automatische incasso"),
        neutral: Word::new("no", "nee"),
    },
    FactEntry {
        fact: Fact::FirstRentPaid,
        word: Word::new("first_rent_paid", "eerste_huur_betaald"),
        unit: Unit::YesNo,
        meaning: Word::new("the first rent was paid", "de eerste huur is betaald"),
        neutral: Word::new("yes", "ja"),
    },
    FactEntry {
        fact: Fact::DaysToDue,
        word: Word::new("days_to_due", "dagen_tot_vervaldag"),
        unit: Unit::Days,
        meaning: Word::new(
            "days until the first of the next month, when rent falls due",
            "dagen tot de eerste van de volgende maand, als de huur vervalt",
        ),
        neutral: Word::new("30", "30"),
    },
    FactEntry {
        fact: Fact::EndReason,
        word: Word::new("end_reason", "reden_einde"),
        unit: Unit::EndReason,
        meaning: Word::new("why the tenancy ended", "waarom de huur eindigde"),
        neutral: Word::new("unknown", "onbekend"),
    },
    FactEntry {
        fact: Fact::Municipality,
        word: Word::new("municipality", "gemeente"),
        unit: Unit::Text,
        meaning: Word::new("the municipality of the home", "de gemeente van de woning"),
        neutral: Word::new("empty", "leeg"),
    },
    FactEntry {
        fact: Fact::Complex,
        word: Word::new("complex", "complex"),
        unit: Unit::Text,
        meaning: Word::new("the complex of the home", "het complex van de woning"),
        neutral: Word::new("empty", "leeg"),
    },
];

impl Fact {
    /// The fact that a word of one language names.
    #[must_use]
    pub fn named(text: &str, locale: Locale) -> Option<Fact> {
        FACTS.iter().find(|entry| entry.word.in_locale(locale) == text).map(|entry| entry.fact)
    }

    /// Whether it is read from the claims that are overdue, so that it says nothing where nothing is.
    #[must_use]
    pub const fn is_of_claims(self) -> bool {
        matches!(
            self,
            Fact::Arrears
                | Fact::MonthsInArrears
                | Fact::FullMonths
                | Fact::DaysOverdue
                | Fact::ArrearsPrincipal
                | Fact::ClaimsOverdue
                | Fact::WikExpired
                | Fact::WikExpiredAmount
                | Fact::ClaimsWithoutLetter
        )
    }

    /// The kinds of action that make something else of it when they are done: themselves, or by what comes of them.
    #[must_use]
    pub const fn hangs_on(self) -> &'static [ActionKind] {
        match self {
            Fact::Arrears | Fact::DaysOverdue => {
                &[ActionKind::CollectionCosts, ActionKind::StatutoryInterest, ActionKind::WriteOff]
            }
            Fact::MonthsInArrears | Fact::FullMonths | Fact::ArrearsPrincipal | Fact::ClaimsOverdue => {
                &[ActionKind::WriteOff]
            }
            Fact::WikExpired | Fact::WikExpiredAmount | Fact::ClaimsWithoutLetter => {
                &[ActionKind::WikLetter, ActionKind::WriteOff]
            }
            Fact::PlanActive | Fact::DaysSinceBrokenPlan | Fact::PlanRefused => &[ActionKind::PlanOffer],
            Fact::HandedOver => &[ActionKind::HandOver],
            Fact::Reached => &[ActionKind::Call, ActionKind::HomeVisit],
            Fact::DaysSinceHelp => &[
                ActionKind::EarlySignal,
                ActionKind::CreditBank,
                ActionKind::HealthService,
                ActionKind::DebtAssistance,
            ],
            Fact::MonthlyRent
            | Fact::TenancyMonths
            | Fact::Sitting
            | Fact::Departed
            | Fact::DaysSinceEnd
            | Fact::Kind
            | Fact::PaymentMethod
            | Fact::Segment
            | Fact::OnHold
            | Fact::Hold
            | Fact::DirectDebit
            | Fact::FirstRentPaid
            | Fact::DaysToDue
            | Fact::EndReason
            | Fact::Municipality
            | Fact::Complex => &[],
        }
    }

    /// Whether the passing of time alone changes it.
    #[must_use]
    pub const fn is_clock(self) -> bool {
        matches!(
            self,
            Fact::DaysOverdue
                | Fact::TenancyMonths
                | Fact::DaysSinceEnd
                | Fact::WikExpired
                | Fact::WikExpiredAmount
                | Fact::DaysSinceBrokenPlan
                | Fact::DaysSinceHelp
                | Fact::DaysToDue
        )
    }

    /// The fact as the vocabulary describes it.
    #[must_use]
    pub fn entry(self) -> &'static FactEntry {
        // The table is in the order of the enum: a test holds it to that.
        FACTS.get(self as usize).unwrap_or(&FACTS[0])
    }
}

impl Unit {
    /// Whether values of the unit have an order, so that `>=` means something.
    #[must_use]
    pub const fn is_ordered(self) -> bool {
        matches!(self, Unit::Money | Unit::MonthsOfRent | Unit::Days | Unit::Months | Unit::Count)
    }

    /// The word for one of a list that the language has; none for what a policy names itself.
    #[must_use]
    pub fn choice(self, place: usize) -> Option<Word> {
        match self {
            Unit::TenancyKind => TenancyKind::ALL.get(place).map(|of| of.word()),
            Unit::PaymentMethod => PaymentMethod::ALL.get(place).map(|of| of.word()),
            Unit::HoldCode => HoldCode::ALL.get(place).map(|of| of.word()),
            Unit::EndReason => EndReason::ALL.get(place).map(|of| of.word()),
            _ => None,
        }
    }

    /// The unit in words.
    #[must_use]
    pub const fn word(self) -> Word {
        match self {
            Unit::Money => Word::new("euros", "euro's"),
            Unit::MonthsOfRent => Word::new("months of rent", "maanden huur"),
            Unit::Days => Word::new("days", "dagen"),
            Unit::Months => Word::new("months", "maanden"),
            Unit::Count => Word::new("a count", "een aantal"),
            Unit::YesNo => Word::new("yes or no", "ja of nee"),
            Unit::TenancyKind => Word::new("a kind of tenancy", "een soort verhuring"),
            Unit::PaymentMethod => Word::new("a payment method", "een betaalwijze"),
            Unit::Segment => Word::new("a segment", "een segment"),
            Unit::HoldCode => Word::new("a waiting code", "een wachtcode"),
            Unit::EndReason => Word::new("a reason why the tenancy ended", "een reden van einde"),
            Unit::Text => Word::new("a text", "een tekst"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_the_order_of_their_enums() {
        for (place, entry) in FACTS.iter().enumerate() {
            assert_eq!(entry.fact as usize, place);
        }
    }
}
