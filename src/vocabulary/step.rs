//! The words of the process: what is done to collect rent, by whom, through what, and what came of it.

use super::word_list;
use crate::locale::Word;

word_list! {
    /// A kind of action. The list is closed: an action of a policy *is* one of these, and so is every recorded one.
    /// Source: Processenboek Incasso, steps A.1.2 to B.2.6.
    ActionKind {
        /// A payment request before the due date (A.1.2).
        PreNotification = "pre_notification", "prenotificatie";
        /// A first reminder (A.2.1).
        Reminder = "reminder", "herinnering";
        /// A second, firmer reminder (A.2.1).
        SecondReminder = "second_reminder", "aanmaning";
        /// A telephone call (A.2.2).
        Call = "call", "belactie";
        /// A visit to the home (A.2.3).
        HomeVisit = "home_visit", "huisbezoek";
        /// The fourteen-day letter of art. 6:96 lid 6 BW (A.2.4).
        WikLetter = "wik_letter", "wik_brief";
        /// The offer of a payment plan (A.3).
        PlanOffer = "plan_offer", "regelingsvoorstel";
        /// A signal to the municipality (Wgs).
        EarlySignal = "early_signal", "vroegsignaal";
        /// A referral to the municipal credit bank.
        CreditBank = "credit_bank", "kredietbank_aanmelding";
        /// A referral to the health service (GGD).
        HealthService = "health_service", "ggd_aanmelding";
        /// Guidance to debt assistance.
        DebtAssistance = "debt_assistance", "schuldhulp_aanmelding";
        /// Hand-over of the file to a collection agency or bailiff (A.2.5).
        HandOver = "hand_over", "overdracht";
        /// The bailiff's demand (B.1.1).
        Demand = "demand", "sommatie";
        /// The writ (B.2.1).
        Writ = "writ", "dagvaarding";
        /// The judgment (B.2.2).
        Judgment = "judgment", "vonnis";
        /// The notice of eviction (B.2.3).
        EvictionNotice = "eviction_notice", "ontruimingsaanzegging";
        /// The notice to the municipality (B.2.4).
        MunicipalityNotice = "municipality_notice", "gemeentemelding";
        /// The eviction (B.2.5).
        Eviction = "eviction", "ontruiming";
        /// Recovery after eviction (B.2.6).
        Recovery = "recovery", "invordering";
        /// Charging collection costs to the tenant.
        CollectionCosts = "collection_costs", "incassokosten";
        /// Charging statutory interest to the tenant.
        StatutoryInterest = "statutory_interest", "wettelijke_rente";
        /// Giving up what is open.
        WriteOff = "write_off", "afboeking";
        /// Anything else.
        Other = "other", "overig";
    }
}

word_list! {
    /// What came of an action.
    Outcome {
        /// The tenant was spoken to.
        Reached = "reached", "bereikt";
        /// The tenant was not there or did not answer.
        NotReached = "not_reached", "niet_bereikt";
        /// A payment plan was agreed.
        Agreed = "agreed", "overeengekomen";
        /// A payment plan was refused.
        Refused = "refused", "geweigerd";
        /// Help was accepted.
        Accepted = "accepted", "aanvaard";
        /// Help was declined.
        Declined = "declined", "afgewezen";
        /// The court ordered payment.
        PaymentOrder = "payment_order", "betaalvonnis";
        /// The court left room for an arrangement.
        Arrangement = "arrangement", "schikking";
        /// The court ordered eviction.
        EvictionOrder = "eviction_order", "ontruimingsvonnis";
        /// The step was put off.
        Suspended = "suspended", "opgeschort";
    }
}

word_list! {
    /// Through what an action reaches the tenant.
    Channel {
        /// A letter.
        Letter = "letter", "brief";
        /// An e-mail.
        Email = "email", "mail";
        /// A text message.
        Sms = "sms", "sms";
        /// A telephone call.
        Phone = "phone", "telefoon";
        /// In person.
        InPerson = "in_person", "persoonlijk";
    }
}

word_list! {
    /// What a partner is.
    PartnerKind {
        /// The municipality's early signalling team.
        EarlySignalling = "early_signalling", "vroegsignalering";
        /// A municipal credit bank.
        CreditBank = "credit_bank", "kredietbank";
        /// A municipal health service.
        HealthService = "health_service", "ggd";
        /// An organisation that helps with debts.
        DebtAssistance = "debt_assistance", "schuldhulpverlening";
        /// A bailiff or collection agency.
        Bailiff = "bailiff", "deurwaarder";
    }
}

/// How heavy a step is on the tenant, from light to heavy. What helps, offers or gives up weighs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It asks nothing: help, an offer, a signal to the municipality, a write-off, anything else.
    None,
    /// It asks for the rent: a reminder, a call, a visit.
    Contact,
    /// It demands, and announces what follows: a second reminder, the fourteen-day letter.
    Demand,
    /// It makes the debt grow: collection costs, interest.
    Costs,
    /// It brings in the bailiff.
    Bailiff,
    /// It goes to court.
    Court,
    /// It takes the home.
    Home,
}

impl Weight {
    /// The weight in words.
    #[must_use]
    pub const fn word(self) -> Word {
        match self {
            Weight::None => Word::new("no pressure", "geen druk"),
            Weight::Contact => Word::new("contact", "contact"),
            Weight::Demand => Word::new("demand", "aanmaning"),
            Weight::Costs => Word::new("costs", "kosten"),
            Weight::Bailiff => Word::new("bailiff", "deurwaarder"),
            Weight::Court => Word::new("court", "rechter"),
            Weight::Home => Word::new("the home", "de woning"),
        }
    }
}

impl PartnerKind {
    /// The kind of action that turning to such a partner is.
    #[must_use]
    pub const fn referral(self) -> ActionKind {
        match self {
            PartnerKind::EarlySignalling => ActionKind::EarlySignal,
            PartnerKind::CreditBank => ActionKind::CreditBank,
            PartnerKind::HealthService => ActionKind::HealthService,
            PartnerKind::DebtAssistance => ActionKind::DebtAssistance,
            PartnerKind::Bailiff => ActionKind::HandOver,
        }
    }
}

impl ActionKind {
    /// How many kinds there are.
    pub const COUNT: usize = ActionKind::ALL.len();

    /// The place of the kind in [`ActionKind::ALL`].
    #[must_use]
    pub const fn place(self) -> usize {
        self as usize
    }

    /// What people call the kind; its [word](ActionKind::word) is what policies and files hold.
    #[must_use]
    pub const fn title(self) -> Word {
        match self {
            ActionKind::PreNotification => Word::new("payment request before the due date", "betaalverzoek vooraf"),
            ActionKind::Reminder => Word::new("reminder", "herinnering"),
            ActionKind::SecondReminder => Word::new("second reminder", "aanmaning"),
            ActionKind::Call => Word::new("telephone call", "belactie"),
            ActionKind::HomeVisit => Word::new("home visit", "huisbezoek"),
            ActionKind::WikLetter => Word::new("fourteen-day letter", "veertiendagenbrief"),
            ActionKind::PlanOffer => Word::new("offer of a payment plan", "voorstel voor een betalingsregeling"),
            ActionKind::EarlySignal => Word::new("early signal to the municipality", "vroegsignaal aan de gemeente"),
            ActionKind::CreditBank => Word::new("referral to the credit bank", "aanmelding bij de Kredietbank"),
            ActionKind::HealthService => Word::new("referral to the health service", "aanmelding bij de GGD"),
            ActionKind::DebtAssistance => Word::new("referral to debt assistance", "aanmelding bij schuldhulp"),
            ActionKind::HandOver => Word::new("hand-over to agency or bailiff", "overdracht aan bureau of deurwaarder"),
            ActionKind::Demand => Word::new("demand by the bailiff", "sommatie door de deurwaarder"),
            ActionKind::Writ => Word::new("writ", "dagvaarding"),
            ActionKind::Judgment => Word::new("judgment", "vonnis"),
            ActionKind::EvictionNotice => Word::new("notice of eviction", "ontruimingsaanzegging"),
            ActionKind::MunicipalityNotice => Word::new("notice to the municipality", "melding bij de gemeente"),
            ActionKind::Eviction => Word::new("eviction", "ontruiming"),
            ActionKind::Recovery => Word::new("recovery after eviction", "invordering na ontruiming"),
            ActionKind::CollectionCosts => Word::new("collection costs charged", "incassokosten in rekening"),
            ActionKind::StatutoryInterest => Word::new("statutory interest charged", "wettelijke rente in rekening"),
            ActionKind::WriteOff => Word::new("write-off", "afboeking"),
            ActionKind::Other => Word::new("other action", "andere actie"),
        }
    }

    /// How heavy the step is on the tenant.
    #[must_use]
    pub const fn weight(self) -> Weight {
        match self {
            ActionKind::PlanOffer
            | ActionKind::EarlySignal
            | ActionKind::CreditBank
            | ActionKind::HealthService
            | ActionKind::DebtAssistance
            | ActionKind::MunicipalityNotice
            | ActionKind::WriteOff
            | ActionKind::Other => Weight::None,
            ActionKind::PreNotification | ActionKind::Reminder | ActionKind::Call | ActionKind::HomeVisit => {
                Weight::Contact
            }
            ActionKind::SecondReminder | ActionKind::WikLetter => Weight::Demand,
            ActionKind::CollectionCosts | ActionKind::StatutoryInterest => Weight::Costs,
            ActionKind::HandOver | ActionKind::Demand | ActionKind::Recovery => Weight::Bailiff,
            ActionKind::Writ | ActionKind::Judgment => Weight::Court,
            ActionKind::EvictionNotice | ActionKind::Eviction => Weight::Home,
        }
    }

    /// Whether the step is taken by bailiff, court or municipality and not decided by the policy.
    #[must_use]
    pub const fn is_court_step(self) -> bool {
        matches!(
            self,
            ActionKind::Demand
                | ActionKind::Writ
                | ActionKind::Judgment
                | ActionKind::EvictionNotice
                | ActionKind::MunicipalityNotice
                | ActionKind::Eviction
                | ActionKind::Recovery
        )
    }
}

#[cfg(test)]
mod tests {
    use super::ActionKind;
    use crate::locale::Locale;

    #[test]
    fn every_kind_has_a_title_of_its_own_in_words_people_use() {
        for locale in Locale::ALL {
            let mut titles: Vec<&str> = ActionKind::ALL.iter().map(|kind| kind.title().in_locale(locale)).collect();
            assert!(titles.iter().all(|title| !title.is_empty() && !title.contains('_')), "{titles:?}");
            titles.sort_unstable();
            titles.dedup();
            assert_eq!(titles.len(), ActionKind::COUNT);
        }
    }
}
