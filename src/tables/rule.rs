//! What a row of a ledger must keep to, each rule with its name for machines and its words for people.

use crate::locale::Locale;

/// Whether a row that breaks a rule can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The row goes into quarantine.
    Error,
    /// The row is used; somebody should look.
    Warning,
}

/// A rule that a row broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The row has more or fewer fields than the header.
    FieldCount,
    /// A cell that must be filled is empty.
    Missing,
    /// `2023-02-29`, `1 maart`.
    NotADate,
    /// `12a`.
    NotAnAmount,
    /// `12.345`.
    TooPrecise,
    /// More than a booking can be.
    TooLarge,
    /// Zero or less: the kind gives the sign.
    NotPositive,
    /// Not a whole number above zero, or more than a plan can have.
    NotACount,
    /// A score of a survey that is no number, or less than zero.
    NotAScore,
    /// A word outside a closed list that has no `other`.
    UnknownWord,
    /// The id of an earlier row.
    Duplicate,
    /// A tenancy that `tenancies` does not have.
    UnknownTenancy,
    /// A tenancy that ends before it starts.
    EndBeforeStart,
    /// A plan that `plans` does not have.
    UnknownPlan,
    /// An entry that `entries` does not have.
    RefersToNothing,
    /// An entry of another tenancy.
    RefersElsewhere,
    /// A reversal that names no payment, or anything else that names no charge.
    RefersToWrongKind,
    /// A reversal for which there is no payment that it can undo.
    ReversalWithoutPayment,
    /// A reversal of a payment that was reversed before.
    ReversedTwice,
    /// A reversal booked before its payment.
    ReversalTooEarly,
    /// A row of a tenancy in quarantine.
    TenancyInQuarantine,
    /// A row that names an entry in quarantine.
    EntryInQuarantine,
    /// An instalment of a plan in quarantine.
    PlanInQuarantine,
    /// A charge on or after the day the tenancy ended.
    ChargeAfterEnd,
    /// A payment before the tenancy started.
    PaymentBeforeStart,
    /// A month without rent between two with rent.
    ChargeGap,
    /// A month's rent that differs more than a tenth from that of the month before.
    RentJump,
    /// A word outside the list, read as `other`.
    ReadAsOther,
    /// An outcome or channel outside the list, which is left out.
    LeftOut,
    /// A charge that does not say what it is for, read as `other`.
    NoCategory,
    /// A reversal without a reference, matched to a payment by its amount.
    ReversalGuessed,
    /// A payment or credit that names a charge of a later day: the reference is not used.
    NamesLater,
    /// A table without `due_date`: charges are taken to be due on their booking date.
    NoDueDate,
    /// A plan with another number or amount of instalments than are listed for it.
    ListedOtherwise,
}

impl Rule {
    /// Every rule, errors before warnings.
    pub const ALL: [Rule; 34] = [
        Rule::FieldCount,
        Rule::Missing,
        Rule::NotADate,
        Rule::NotAnAmount,
        Rule::TooPrecise,
        Rule::TooLarge,
        Rule::NotPositive,
        Rule::NotACount,
        Rule::NotAScore,
        Rule::UnknownWord,
        Rule::Duplicate,
        Rule::UnknownTenancy,
        Rule::EndBeforeStart,
        Rule::UnknownPlan,
        Rule::RefersToNothing,
        Rule::RefersElsewhere,
        Rule::RefersToWrongKind,
        Rule::ReversalWithoutPayment,
        Rule::ReversedTwice,
        Rule::ReversalTooEarly,
        Rule::TenancyInQuarantine,
        Rule::EntryInQuarantine,
        Rule::PlanInQuarantine,
        Rule::ChargeAfterEnd,
        Rule::PaymentBeforeStart,
        Rule::ChargeGap,
        Rule::RentJump,
        Rule::ReadAsOther,
        Rule::LeftOut,
        Rule::NoCategory,
        Rule::ReversalGuessed,
        Rule::NamesLater,
        Rule::NoDueDate,
        Rule::ListedOtherwise,
    ];

    /// Whether a row that breaks it can be used.
    #[must_use]
    pub fn severity(self) -> Severity {
        if self < Rule::ChargeAfterEnd { Severity::Error } else { Severity::Warning }
    }

    /// Whether the row itself is right, and only depends on one that is not.
    #[must_use]
    pub const fn is_dependence(self) -> bool {
        matches!(self, Rule::TenancyInQuarantine | Rule::EntryInQuarantine | Rule::PlanInQuarantine)
    }

    /// Its name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.words().0
    }

    /// What is wrong, for people.
    #[must_use]
    pub const fn text(self, locale: Locale) -> &'static str {
        let (_, en, nl) = self.words();
        locale.pick(en, nl)
    }

    const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Rule::FieldCount => (
                "field_count",
                "fields that do not match the header: quote a text or amount that holds the separator",
                "velden die niet bij de kopregel passen: zet een tekst of bedrag met het scheidingsteken tussen aanhalingstekens",
            ),
            Rule::Missing => ("missing", "must be filled", "moet gevuld zijn"),
            Rule::NotADate => ("not_a_date", "is no date, such as 2024-03-01", "is geen datum, zoals 2024-03-01"),
            Rule::NotAnAmount => ("not_an_amount", "is no amount, such as 1234.50", "is geen bedrag, zoals 1234.50"),
            Rule::TooPrecise => ("too_precise", "has more than two decimals", "heeft meer dan twee decimalen"),
            Rule::TooLarge => ("too_large", "is larger than a booking can be", "is groter dan een boeking kan zijn"),
            Rule::NotPositive => (
                "not_positive",
                "is not above zero: the kind gives the sign",
                "is niet groter dan nul: de soort bepaalt het teken",
            ),
            Rule::NotACount => {
                ("not_a_count", "is no whole number from 1 to 600", "is geen heel getal van 1 tot en met 600")
            }
            Rule::NotAScore => ("not_a_score", "is no score, such as 7.5", "is geen score, zoals 7.5"),
            Rule::UnknownWord => ("unknown_word", "is not a word for this column", "is geen woord voor deze kolom"),
            Rule::Duplicate => ("duplicate", "stands in an earlier row as well", "staat ook in een eerdere rij"),
            Rule::UnknownTenancy => ("unknown_tenancy", "is not in `tenancies`", "staat niet in `tenancies`"),
            Rule::EndBeforeStart => ("end_before_start", "is before the start", "ligt vóór het begin"),
            _ => self.words_of_references(),
        }
    }

    const fn words_of_references(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Rule::UnknownPlan => ("unknown_plan", "is no `plan_id` of `plans`", "is geen `plan_id` van `plans`"),
            Rule::RefersToNothing => ("refers_to_nothing", "is not in `entries`", "staat niet in `entries`"),
            Rule::RefersElsewhere => {
                ("refers_elsewhere", "is an entry of another tenancy", "is een boeking van een ander contract")
            }
            Rule::RefersToWrongKind => (
                "refers_to_wrong_kind",
                "is no payment for a reversal, or no charge for another entry",
                "is geen betaling bij een storno, of geen vordering bij een andere boeking",
            ),
            Rule::ReversalWithoutPayment => (
                "reversal_without_payment",
                "is reversed, and no payment of it in the 13 months before can be",
                "is gestorneerd, en van de betalingen in de 13 maanden ervoor past er geen",
            ),
            Rule::ReversedTwice => {
                ("reversed_twice", "is a payment that was reversed before", "is een betaling die al gestorneerd was")
            }
            Rule::ReversalTooEarly => (
                "reversal_too_early",
                "is a payment that was booked after its reversal",
                "is een betaling die ná de storno geboekt is",
            ),
            Rule::TenancyInQuarantine => {
                ("tenancy_in_quarantine", "is a tenancy in quarantine", "is een contract in quarantaine")
            }
            Rule::EntryInQuarantine => {
                ("entry_in_quarantine", "is an entry in quarantine", "is een boeking in quarantaine")
            }
            Rule::PlanInQuarantine => {
                ("plan_in_quarantine", "is a plan in quarantine", "is een regeling in quarantaine")
            }
            _ => self.words_of_warnings(),
        }
    }

    const fn words_of_warnings(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Rule::ChargeAfterEnd => {
                ("charge_after_end", "is charged after the tenancy ended", "is gevorderd na het einde van het contract")
            }
            Rule::PaymentBeforeStart => (
                "payment_before_start",
                "is paid before the tenancy started",
                "is betaald vóór het begin van het contract",
            ),
            Rule::ChargeGap => ("charge_gap", "follows a month without rent", "volgt op een maand zonder huur"),
            Rule::RentJump => (
                "rent_jump",
                "is over 10 % more or less than a month's rent before",
                "is meer dan 10 % hoger of lager dan de maandhuur ervoor",
            ),
            Rule::ReadAsOther => {
                ("read_as_other", "is an unknown word, read as `other`", "is een onbekend woord, gelezen als `other`")
            }
            Rule::LeftOut => {
                ("left_out", "is an unknown word, and is left out", "is een onbekend woord, en is weggelaten")
            }
            Rule::NoCategory => (
                "no_category",
                "must say what a charge is for, read as `other`",
                "moet zeggen waar een vordering voor is, gelezen als `other`",
            ),
            Rule::ReversalGuessed => (
                "reversal_guessed",
                "is reversed without a reference: matched to a payment by its amount",
                "is gestorneerd zonder verwijzing: op bedrag aan een betaling gekoppeld",
            ),
            Rule::NamesLater => (
                "names_later",
                "is booked later: the reference is not used",
                "is later geboekt: de verwijzing blijft buiten gebruik",
            ),
            Rule::ListedOtherwise => (
                "listed_otherwise",
                "is not what `instalments` lists for this plan",
                "is niet wat `instalments` voor deze regeling opsomt",
            ),
            _ => (
                "no_due_date",
                "is missing: charges are taken to be due on their booking date",
                "ontbreekt: vorderingen gelden als vervallen op hun boekdatum",
            ),
        }
    }
}
