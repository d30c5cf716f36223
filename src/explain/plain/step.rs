//! What the corporation does, and how often, in plain words: `sends a reminder by e-mail`.

use super::Plain;
use crate::check::Approval;
use crate::check::Batch;
use crate::check::Frequency;
use crate::check::Per;
use crate::check::StageRange;
use crate::check::Step;
use crate::locale::Locale;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Channel;

impl Plain<'_> {
    /// What steps do, as a sentence with the corporation as its subject.
    #[must_use]
    pub fn steps(&self, steps: &[Step]) -> String {
        let said: Vec<String> = steps.iter().map(|step| self.step(step)).collect();
        let does =
            if said.is_empty() { self.pick("does nothing", "doet niets").to_owned() } else { self.listed(&said) };
        format!("{} {does}", self.pick("the corporation", "de corporatie"))
    }

    /// What one step does: a verb with what belongs to it.
    #[must_use]
    pub fn step(&self, step: &Step) -> String {
        let partner = step.partner.and_then(|place| self.policy.partners.get(place));
        if let Some(partner) = partner {
            return format!("{} {}", self.turns_to(step.kind), partner.named.title);
        }
        let action = step.action.and_then(|place| self.policy.actions.get(place));
        let through = action.and_then(|action| self.through(step.kind, action.channel));
        let title = action.map_or_else(|| step.kind.title().in_locale(self.locale), |action| &action.named.title);
        let told = match self.verb(step.kind) {
            Some(verb) if self.is_usual(step.kind, title) => verb.to_owned(),
            Some(verb) => format!("{verb} (\u{201c}{title}\u{201d})"),
            None => format!("{} \u{201c}{title}\u{201d}", self.pick("does", "doet")),
        };
        through.map_or_else(|| told.clone(), |through| format!("{told} {through}"))
    }

    /// Whether a title says no more than what the kind of action is called anyway.
    fn is_usual(&self, kind: ActionKind, title: &str) -> bool {
        let title = title.to_lowercase();
        Locale::ALL.iter().any(|locale| {
            [kind.word(), kind.title()].iter().any(|word| word.in_locale(*locale).replace('_', " ") == title)
        })
    }

    const fn turns_to(&self, kind: ActionKind) -> &'static str {
        match kind {
            ActionKind::HandOver => self.pick("hands the file over to", "draagt het dossier over aan"),
            ActionKind::EarlySignal => self.pick("gives an early signal to", "geeft een vroegsignaal aan"),
            _ => self.pick("refers the tenant to", "meldt de huurder aan bij"),
        }
    }

    const fn verb(&self, kind: ActionKind) -> Option<&'static str> {
        Some(match kind {
            ActionKind::PreNotification => {
                self.pick("sends a payment request before the due date", "stuurt vooraf een betaalverzoek")
            }
            ActionKind::Reminder => self.pick("sends a reminder", "stuurt een herinnering"),
            ActionKind::SecondReminder => self.pick("sends a second reminder", "stuurt een aanmaning"),
            ActionKind::Call => self.pick("calls the tenant", "belt de huurder"),
            ActionKind::HomeVisit => self.pick("visits the tenant at home", "gaat bij de huurder thuis langs"),
            ActionKind::WikLetter => self.pick("sends the fourteen-day letter", "stuurt de veertiendagenbrief"),
            ActionKind::PlanOffer => self.pick("offers a payment plan", "biedt een betalingsregeling aan"),
            ActionKind::EarlySignal => self.pick("gives an early signal", "geeft een vroegsignaal"),
            ActionKind::HandOver => self.pick("hands the file over", "draagt het dossier over"),
            ActionKind::CollectionCosts => self.pick("charges collection costs", "brengt incassokosten in rekening"),
            ActionKind::StatutoryInterest => {
                self.pick("charges statutory interest", "brengt wettelijke rente in rekening")
            }
            ActionKind::WriteOff => self.pick("writes off what is open", "boekt af wat openstaat"),
            _ => return None,
        })
    }

    /// Through what it reaches the tenant, where the verb does not say so already.
    fn through(&self, kind: ActionKind, channel: Option<Channel>) -> Option<&'static str> {
        let spoken = matches!(kind, ActionKind::Call | ActionKind::HomeVisit);
        Some(match channel? {
            Channel::Letter => self.pick("by letter", "per brief"),
            Channel::Email => self.pick("by e-mail", "per e-mail"),
            Channel::Sms => self.pick("by text message", "per sms"),
            Channel::Phone | Channel::InPerson if spoken => return None,
            Channel::Phone => self.pick("by telephone", "per telefoon"),
            Channel::InPerson => self.pick("in person", "persoonlijk"),
        })
    }

    /// How often a rule fires; empty where it is not bounded.
    #[must_use]
    pub fn how_often(&self, frequency: Frequency) -> String {
        let limit = frequency.limit.map(|(times, per)| self.at_most(times, per));
        let every = frequency.every.map(|days| {
            let days = self.counted_days(&days.to_string());
            format!("{} {days}", self.pick("not again within", "niet opnieuw binnen"))
        });
        limit.into_iter().chain(every).collect::<Vec<String>>().join(", ")
    }

    fn at_most(&self, times: u32, per: Per) -> String {
        let within = match per {
            Per::Episode => self.pick("per episode of arrears", "per achterstand"),
            Per::Stage => self.pick("in each stage", "per fase"),
            Per::Claim => self.pick("for each claim", "per vordering"),
            Per::Month => self.pick("in each calendar month", "per kalendermaand"),
        };
        match times {
            1 => format!("{} {within}", self.pick("once", "eenmaal")),
            _ => format!("{} {times} {} {within}", self.pick("at most", "hoogstens"), self.pick("times", "keer")),
        }
    }

    /// In which stages a tenant must stand.
    #[must_use]
    pub fn in_stages(&self, range: StageRange) -> String {
        let (place, later) = match range {
            StageRange::Only(place) => (place, false),
            StageRange::OrLater(place) => (place, true),
        };
        let title = self.policy.stages.get(place).map_or("", |stage| stage.named.title.as_str());
        let later = if later && place + 1 < self.policy.stages.len() {
            self.pick(" or a later one", " of een latere")
        } else {
            ""
        };
        format!(
            "{} \u{201c}{title}\u{201d}{later}",
            self.pick("the tenant stands in the stage", "de huurder staat in de fase")
        )
    }

    /// Who must agree first.
    #[must_use]
    pub fn approval(&self, approval: Approval) -> String {
        let Approval { assessors, manager } = approval;
        let with = if manager { self.pick(", a manager among them", ", onder wie een leidinggevende") } else { "" };
        match self.locale {
            Locale::En if assessors == 1 => format!("first one assessor must agree{with}"),
            Locale::En => format!("first {assessors} assessors must agree{with}"),
            Locale::Nl if assessors == 1 => format!("eerst moet één beoordelaar akkoord zijn{with}"),
            Locale::Nl => format!("eerst moeten {assessors} beoordelaars akkoord zijn{with}"),
        }
    }

    /// When a partner's list goes, and who still comes on it.
    #[must_use]
    pub fn list(&self, batch: &Batch) -> String {
        match (batch, self.locale) {
            (Batch::Monthly { list_day, cut_off }, Locale::En) => format!(
                "with the list of day {list_day} of the month (the working day on or before it), for those who qualify by \
                 day {cut_off}; who qualifies later goes on the next one"
            ),
            (Batch::Monthly { list_day, cut_off }, Locale::Nl) => format!(
                "met de lijst van dag {list_day} van de maand (de werkdag op of voor die dag), voor wie uiterlijk op dag \
                 {cut_off} in aanmerking komt; wie later in aanmerking komt, gaat mee met de volgende"
            ),
            (Batch::Dates(days), _) => {
                let days: Vec<String> = days.iter().map(|day| self.locale.day(*day)).collect();
                format!("{} {}", self.pick("with the lists of", "met de lijsten van"), self.listed(&days))
            }
        }
    }
}
