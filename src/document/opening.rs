//! What a policy is for, to whom it applies, how it counts, and on what it rests.

use super::Block;
use super::Section;
use super::Writer;
use super::sentence;
use crate::calendar::WorkingDays;
use crate::check::CostsVat;
use crate::check::Evaluate;
use crate::check::MESSAGES;
use crate::check::OverdueFrom;
use crate::check::Spacing;
use crate::locale::Locale;

impl Writer<'_> {
    pub(super) fn particulars(&self) -> Vec<String> {
        let policy = self.policy;
        let version = format!("{} {}", self.pick("Version", "Versie"), policy.version);
        let valid = policy
            .valid_from
            .map(|day| format!("{} {}", self.pick("Valid from", "Geldig vanaf"), self.locale.day(day)));
        let language = match (policy.locale, self.locale) {
            (Locale::Nl, Locale::En) => Some("The policy is written in Dutch; its own titles stand as written."),
            (Locale::En, Locale::Nl) => {
                Some("Het beleid is in het Engels geschreven; eigen titels staan er zoals geschreven.")
            }
            _ => None,
        };
        [Some(version), valid, language.map(str::to_owned)].into_iter().flatten().collect()
    }

    /// To whom it applies, and how it counts time and money.
    pub(super) fn purpose(&self) -> Option<Section> {
        let mut blocks = vec![Block::Say(self.scope())];
        let holds = self.pick(
            "All rules whose conditions hold on a day apply on that day, each as often as it says; their order does not \
             matter. What is said here is made from the policy itself, so it is what runs.",
            "Alle regels waarvan de voorwaarden op een dag gelden, worden die dag toegepast, elk zo vaak als erbij staat; de \
             volgorde maakt niet uit. Wat hier staat is uit het beleid zelf gemaakt: zo wordt het uitgevoerd.",
        );
        blocks.push(Block::Say(holds.to_owned()));
        blocks.push(Block::List(self.conventions()));
        self.section("purpose", ("Purpose and scope", "Doel en reikwijdte"), blocks)
    }

    fn scope(&self) -> String {
        let policy = self.policy;
        let Some(scope) = &policy.scope else {
            return self.heading(
                "This policy says how the corporation collects rent. It applies to every tenancy.",
                "Dit beleid zegt hoe de corporatie huur int. Het geldt voor elke huur.",
            );
        };
        let condition = self.plain.condition(&scope.condition);
        let rests = if scope.cites.is_empty() { String::new() } else { format!(" ({})", self.cites(&scope.cites)) };
        match self.locale {
            Locale::En => format!(
                "This policy says how the corporation collects rent. It applies to a tenancy on every day on which this \
                 holds: {condition}{rests}."
            ),
            Locale::Nl => format!(
                "Dit beleid zegt hoe de corporatie huur int. Het geldt voor een huur op elke dag waarop dit zo is: \
                 {condition}{rests}."
            ),
        }
    }

    fn conventions(&self) -> Vec<String> {
        let of = self.policy.conventions;
        let days = match of.working_days {
            WorkingDays::Nl => ("on working days, not on Dutch public holidays", "op werkdagen, niet op feestdagen"),
            WorkingDays::Weekdays => ("from Monday to Friday", "van maandag tot en met vrijdag"),
            WorkingDays::All => ("on every day of the week", "op elke dag van de week"),
        };
        let evaluate = match of.evaluate {
            Evaluate::Morning => (
                "each morning the policy is looked at, with the payments up to the day before",
                "elke ochtend wordt het beleid toegepast, met de betalingen tot en met de dag ervoor",
            ),
            Evaluate::Evening => (
                "each evening the policy is looked at, with the payments of that day",
                "elke avond wordt het beleid toegepast, met de betalingen van die dag",
            ),
        };
        let overdue = match of.overdue_from {
            OverdueFrom::DueDate => {
                ("a claim is overdue from its due date on", "een vordering is te laat vanaf haar vervaldag")
            }
            OverdueFrom::DayAfter => (
                "a claim is overdue from the day after its due date",
                "een vordering is te laat vanaf de dag na haar vervaldag",
            ),
        };
        let vat = match of.costs_vat {
            CostsVat::Never => ("no VAT is added to collection costs", "over incassokosten komt geen btw"),
            CostsVat::AgencyOnly => (
                "VAT is added to collection costs only when an agency has the file",
                "over incassokosten komt alleen btw als een bureau het dossier heeft",
            ),
            CostsVat::Always => ("VAT is added to collection costs", "over incassokosten komt btw"),
        };
        let fixed = [evaluate, days, overdue, vat].map(|(en, nl)| self.pick(en, nl).to_owned());
        let [evaluate, days, overdue, vat] = fixed;
        let days =
            format!("{} {days}", self.pick("what was decided is carried out", "wat besloten is wordt uitgevoerd"));
        let small = format!(
            "{} {} {}",
            self.pick("arrears up to", "een achterstand tot en met"),
            self.locale.money(of.tolerance),
            self.pick("start nothing", "start niets")
        );
        let episode = self.heading(
            "an episode of arrears lasts from the first day above that amount until nothing is overdue",
            "een achterstand loopt van de eerste dag boven dat bedrag tot er niets meer te laat is",
        );
        let spacings = self.policy.spacings.iter().map(|spacing| self.spacing(spacing));
        let all = [evaluate, days, overdue, small, episode]
            .into_iter()
            .chain(self.grace(of.grace))
            .chain([vat])
            .chain(spacings);
        all.map(|text| sentence(&text)).collect()
    }

    /// How late a payment may come; nothing where it may not.
    pub(super) fn grace(&self, days: i32) -> Option<String> {
        let told = match (self.locale, days) {
            (_, ..=0) => return None,
            (Locale::En, 1) => "a payment up to 1 day after the due date counts as in time".to_owned(),
            (Locale::Nl, 1) => "een betaling tot en met 1 dag na de vervaldag telt als op tijd".to_owned(),
            (Locale::En, _) => format!("a payment up to {days} days after the due date counts as in time"),
            (Locale::Nl, _) => format!("een betaling tot en met {days} dagen na de vervaldag telt als op tijd"),
        };
        Some(told)
    }

    fn spacing(&self, spacing: &Spacing) -> String {
        let (group, days) = (self.group(spacing), self.plain.counted_days(&spacing.days.to_string()));
        match self.locale {
            Locale::En => format!(
                "between {group} lie at least {days}: of several that are due the heaviest goes, the others wait"
            ),
            Locale::Nl => format!(
                "tussen {group} liggen ten minste {days}: zijn er meer tegelijk aan de beurt, dan gaat het zwaarste en \
                 wacht de rest"
            ),
        }
    }

    /// How many days must lie between what.
    pub(super) fn spacing_in_short(&self, spacing: &Spacing) -> String {
        let days = self.plain.counted_days(&spacing.days.to_string());
        format!(
            "{} {days} {} {}",
            self.pick("at least", "ten minste"),
            self.pick("between", "tussen"),
            self.group(spacing)
        )
    }

    fn group(&self, spacing: &Spacing) -> String {
        let is_messages =
            spacing.kinds.len() == MESSAGES.len() && MESSAGES.iter().all(|kind| spacing.kinds.contains(kind));
        if is_messages {
            return self.heading("messages to a tenant", "berichten aan een huurder");
        }
        self.plain.listed(&self.plain.kind_titles(&spacing.kinds))
    }

    pub(super) fn segments(&self) -> Option<Section> {
        let lead = self.pick(
            "Each day a tenant belongs to the first of these kinds that holds.",
            "Elke dag hoort een huurder bij de eerste van deze soorten die geldt.",
        );
        let rows = self.policy.segments.iter().map(|segment| {
            let otherwise = || self.heading("everybody else", "alle anderen");
            let when = segment.condition.as_ref().map_or_else(otherwise, |condition| self.plain.condition(condition));
            vec![segment.named.title.clone(), sentence(&when), self.cites(&segment.cites)]
        });
        let table = self
            .table(&[("kind of tenant", "soort huurder"), ("when", "wanneer"), ("source", "bron")], rows.collect())?;
        self.section("segments", ("Kinds of tenants", "Soorten huurders"), vec![Block::Say(lead.to_owned()), table])
    }

    pub(super) fn sources(&self) -> Option<Section> {
        let rows = self.policy.sources.iter().map(|source| vec![source.named.name.clone(), source.named.title.clone()]);
        let table = self.table(&[("called here", "hier genoemd"), ("document", "document")], rows.collect())?;
        self.section("sources", ("Sources", "Bronnen"), vec![table])
    }
}
