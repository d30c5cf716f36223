//! The words of the books: what a ledger's tables hold.

use super::word_list;

word_list! {
    /// What was booked; the kind gives the sign of the amount.
    EntryKind {
        /// Something the tenant owes.
        Charge = "charge", "vordering";
        /// Something the tenant paid.
        Payment = "payment", "betaling";
        /// A payment that bounced.
        Reversal = "reversal", "storno";
        /// A charge taken back.
        Credit = "credit", "creditering";
        /// Collection or court costs charged to the tenant.
        Cost = "cost", "kosten";
        /// Statutory interest charged to the tenant.
        Interest = "interest", "rente";
        /// A claim given up.
        WriteOff = "write_off", "afboeking";
        /// A credit balance paid back to the tenant.
        Refund = "refund", "terugbetaling";
    }
}

word_list! {
    /// What a charge is for.
    Category {
        /// Net rent.
        Rent = "rent", "huur";
        /// Advances for service costs.
        ServiceCosts = "service_costs", "servicekosten";
        /// The yearly settlement of service costs.
        Settlement = "settlement", "afrekening";
        /// Anything else.
        Other = "other", "overig";
    }
}

word_list! {
    /// What a contract lets.
    TenancyKind {
        /// A home.
        Dwelling = "dwelling", "woning";
        /// Commercial property (BOG).
        Commercial = "commercial", "bog";
        /// Social property (MOG).
        SocialProperty = "social_property", "mog";
        /// Care property (ZOG).
        CareProperty = "care_property", "zog";
    }
}

word_list! {
    /// How a tenant pays.
    PaymentMethod {
        /// Collected by the landlord on a mandate.
        DirectDebit = "direct_debit", "automatische_incasso";
        /// Transferred by the tenant.
        Transfer = "transfer", "overboeking";
        /// Paid through a payment link.
        Ideal = "ideal", "ideal";
        /// Anything else.
        Other = "other", "anders";
    }
}

word_list! {
    /// Why a tenancy ended.
    EndReason {
        /// Nobody said, or it has not ended.
        Unknown = "unknown", "onbekend";
        /// The tenant gave notice.
        Terminated = "terminated", "opgezegd";
        /// The tenant was evicted.
        Evicted = "eviction", "uitzetting";
        /// The tenant died.
        Deceased = "deceased", "overleden";
        /// Anything else.
        Other = "other", "overig";
    }
}

word_list! {
    /// Why collection waits (afwachtcode). Source: Processenboek Incasso, step A.4.1.
    HoldCode {
        /// Debt restructuring by the court.
        Wsnp = "wsnp", "wsnp";
        /// Debt restructuring by agreement.
        Msnp = "msnp", "msnp";
        /// The municipal credit bank negotiates.
        CreditBank = "credit_bank", "kredietbank";
        /// The tenant is bankrupt.
        Bankruptcy = "bankruptcy", "faillissement";
        /// An estate is being settled.
        Estate = "estate", "erfenis";
        /// A complaint is being handled.
        Complaint = "complaint", "klacht";
        /// Help was accepted, and the fixed-cost partner pauses.
        Help = "help", "hulp";
        /// A moratorium of the court.
        Moratorium = "moratorium", "moratorium";
        /// Anything else.
        Other = "other", "overig";
    }
}

word_list! {
    /// How a payment plan ended.
    PlanOutcome {
        /// Paid as agreed.
        Kept = "kept", "nagekomen";
        /// Not paid as agreed.
        Broken = "broken", "verbroken";
        /// Taken back by agreement.
        Withdrawn = "withdrawn", "ingetrokken";
    }
}

impl EntryKind {
    /// Whether the entry adds to what the tenant owes.
    #[must_use]
    pub const fn is_owed(self) -> bool {
        matches!(self, EntryKind::Charge | EntryKind::Cost | EntryKind::Interest)
    }
}

impl Category {
    /// Whether charges of the category make up the monthly rent: rent and service costs.
    #[must_use]
    pub const fn is_monthly_rent(self) -> bool {
        matches!(self, Category::Rent | Category::ServiceCosts)
    }
}
