//! What each kind of action is called in a sentence, and the word for carrying it out.

use super::is_one;
use crate::locale::Locale;
use crate::vocabulary::ActionKind;

/// A kind of action in a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noun {
    en: (&'static str, &'static str),
    nl: (&'static str, &'static str),
}

impl Noun {
    pub(super) const fn of(kind: ActionKind) -> Noun {
        let (en, nl) = match kind {
            ActionKind::PreNotification => (("pre-notification", "sent"), ("prenotificatie", "gestuurd")),
            ActionKind::Reminder => (("reminder", "sent"), ("herinnering", "gestuurd")),
            ActionKind::SecondReminder => (("second reminder", "sent"), ("aanmaning", "gestuurd")),
            ActionKind::Call => (("call", "made"), ("belactie", "gedaan")),
            ActionKind::HomeVisit => (("home visit", "made"), ("huisbezoek", "gedaan")),
            ActionKind::WikLetter => (("fourteen-day letter", "sent"), ("veertiendagenbrief", "gestuurd")),
            ActionKind::PlanOffer => (("payment plan", "offered"), ("betalingsregeling", "aangeboden")),
            ActionKind::EarlySignal => (("early signal", "given"), ("vroegsignaal", "gegeven")),
            ActionKind::CreditBank => {
                (("referral to the credit bank", "made"), ("aanmelding bij de kredietbank", "gedaan"))
            }
            ActionKind::HealthService => {
                (("referral to the health service", "made"), ("aanmelding bij de GGD", "gedaan"))
            }
            ActionKind::DebtAssistance => {
                (("referral to debt assistance", "made"), ("aanmelding bij de schuldhulp", "gedaan"))
            }
            ActionKind::HandOver => (("hand-over", "done"), ("overdracht", "gedaan")),
            ActionKind::Demand => (("demand by the bailiff", "made"), ("sommatie", "gedaan")),
            ActionKind::Writ => (("writ", "served"), ("dagvaarding", "uitgebracht")),
            ActionKind::Judgment => (("judgment", "given"), ("vonnis", "gewezen")),
            ActionKind::EvictionNotice => (("eviction notice", "given"), ("ontruimingsaanzegging", "gedaan")),
            ActionKind::MunicipalityNotice => {
                (("notice to the municipality", "given"), ("melding bij de gemeente", "gedaan"))
            }
            ActionKind::Eviction => (("eviction", "carried out"), ("ontruiming", "uitgevoerd")),
            ActionKind::Recovery => (("recovery", "begun"), ("invordering", "begonnen")),
            ActionKind::CollectionCosts => {
                (("charge of collection costs", "made"), ("rekening voor incassokosten", "gestuurd"))
            }
            ActionKind::StatutoryInterest => (("charge of interest", "made"), ("rekening voor rente", "gestuurd")),
            ActionKind::WriteOff => (("write-off", "made"), ("afboeking", "gedaan")),
            ActionKind::Other => (("other action", "taken"), ("andere actie", "gedaan")),
        };
        Noun { en, nl }
    }

    pub(super) fn some(self, locale: Locale) -> String {
        let ((noun, verb), (zaak, gedaan)) = (self.en, self.nl);
        match locale {
            Locale::En => format!("{} {noun} was {verb}", article(noun)),
            Locale::Nl => format!("er is een {zaak} {gedaan}"),
        }
    }

    pub(super) fn none(self, locale: Locale) -> String {
        let ((noun, verb), (zaak, gedaan)) = (self.en, self.nl);
        match locale {
            Locale::En => format!("no {noun} was {verb}"),
            Locale::Nl => format!("er is geen {zaak} {gedaan}"),
        }
    }

    pub(super) fn tried(self, locale: Locale) -> String {
        let ((noun, _), (zaak, _)) = (self.en, self.nl);
        match locale {
            Locale::En => format!("{} {noun} was attempted", article(noun)),
            Locale::Nl => format!("er is een {zaak} geprobeerd"),
        }
    }

    /// `days` with its unit.
    pub(super) fn ago(self, locale: Locale, days: &str) -> String {
        let ((noun, verb), (zaak, gedaan)) = (self.en, self.nl);
        match locale {
            Locale::En => format!("{} {noun} was last {verb} {days} ago", article(noun)),
            Locale::Nl => format!("{days} geleden is voor het laatst een {zaak} {gedaan}"),
        }
    }

    pub(super) fn times(self, locale: Locale, times: &str) -> String {
        let ((noun, verb), (zaak, gedaan)) = (self.en, self.nl);
        match locale {
            Locale::En => {
                let unit = if is_one(times) { "time" } else { "times" };
                format!("{} {noun} was {verb} {times} {unit}", article(noun))
            }
            Locale::Nl => format!("er is {times} keer een {zaak} {gedaan}"),
        }
    }
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}
