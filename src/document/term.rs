//! Partners, payment plans, holds, actions and facts of the ledger's own.

use super::Block;
use super::Item;
use super::Section;
use super::Writer;
use super::sentence;
use crate::check::Operand;
use crate::check::Partner;
use crate::check::PlanTerms;
use crate::check::Step;
use crate::check::Stops;
use crate::check::Value;
use crate::money::Money;
use crate::program::plain_text;
use crate::vocabulary::ActionKind;
use std::collections::BTreeSet;

impl Writer<'_> {
    /// What each partner receives, and when.
    pub(super) fn partners(&self) -> Option<Section> {
        let rows = self.policy.partners.iter().enumerate().map(|(place, partner)| self.partner(place, partner));
        let headings =
            [("partner", "partner"), ("is", "is"), ("receives", "ontvangt"), ("when it goes", "wanneer het gaat")];
        let table = self.table(&headings, rows.collect())?;
        self.section("partners", ("What each partner receives", "Wat elke partner ontvangt"), vec![table])
    }

    fn partner(&self, place: usize, partner: &Partner) -> Vec<String> {
        let goes_there = |steps: &[Step]| steps.iter().any(|step| step.partner == Some(place));
        let rules = self.policy.rules.iter().filter(|rule| goes_there(&rule.steps)).map(|rule| &rule.named.title);
        let exceptions = self.policy.exceptions.iter().filter(|exception| goes_there(&exception.steps));
        let all: Vec<String> = rules
            .chain(exceptions.map(|exception| &exception.named.title))
            .map(|title| format!("\u{201c}{title}\u{201d}"))
            .collect();
        let receives = if all.is_empty() {
            self.heading("nothing: no rule turns to it", "niets: geen regel wendt zich tot haar")
        } else {
            format!("{} {}", self.pick("the cases of", "de zaken van"), self.plain.listed(&all))
        };
        let each = || {
            self.heading(
                "each case by itself, on the working day on which it is decided or the first one after it",
                "elke zaak apart, op de werkdag waarop het besloten wordt of de eerste daarna",
            )
        };
        let when = partner.batch.as_ref().map_or_else(each, |batch| self.plain.list(batch));
        let kind = partner.kind.word().in_locale(self.locale).replace('_', " ");
        vec![partner.named.title.clone(), kind, sentence(&receives), sentence(&when)]
    }

    pub(super) fn plans(&self) -> Option<Section> {
        let items = self.policy.plans.iter().map(|plan| Block::Item(self.plan(plan))).collect();
        self.section("plans", ("Payment plans", "Betalingsregelingen"), items)
    }

    fn plan(&self, plan: &PlanTerms) -> Item {
        let words = self.plain.plan(plan);
        let says = [Some(words.offered), Some(words.terms), words.unable, words.rest, Some(words.broken)];
        let used = [Some(plan.instalments), Some(plan.least), plan.rest, Some(plan.patience)].into_iter().flatten();
        let mut places: BTreeSet<usize> = BTreeSet::new();
        places.extend(used.filter_map(|term| if let Operand::Setting(place) = term { Some(place) } else { None }));
        let notes = [Some(self.rests_on(&plan.cites)), self.settings_note(&places)];
        Item {
            label: format!("{} {}", self.pick("plan", "regeling"), plan.named.name),
            title: plan.named.title.clone(),
            says: says.into_iter().flatten().map(|text| sentence(&text)).collect(),
            notes: notes.into_iter().flatten().collect(),
        }
    }

    pub(super) fn holds(&self) -> Option<Section> {
        let lead = self.pick(
            "While a hold runs, what it stops waits for everything that fell due before the hold began. New rent stays watched.",
            "Zolang een wachtstand loopt, wacht wat hij stopt voor alles wat eerder verviel. Nieuwe huur blijft gevolgd.",
        );
        let rows =
            self.policy.holds.iter().map(|hold| {
                vec![hold.named.title.clone(), sentence(&self.stops(&hold.stops)), self.cites(&hold.cites)]
            });
        let table = self.table(&[("hold", "wachtstand"), ("stops", "stopt"), ("source", "bron")], rows.collect())?;
        self.section(
            "holds",
            ("When collection waits", "Wanneer de incasso wacht"),
            vec![Block::Say(lead.to_owned()), table],
        )
    }

    fn stops(&self, stops: &Stops) -> String {
        let titles = |kinds: &[ActionKind]| self.plain.listed(&self.plain.kind_titles(kinds));
        match stops {
            Stops::AllExcept(kinds) if kinds.is_empty() => self.heading("everything", "alles"),
            Stops::AllExcept(kinds) => format!("{} {}", self.pick("everything except", "alles behalve"), titles(kinds)),
            Stops::Only(kinds) => titles(kinds),
        }
    }

    pub(super) fn actions(&self) -> Option<Section> {
        let rows = self.policy.actions.iter().map(|action| {
            let channel = action.channel.map_or("\u{2013}", |channel| channel.word().in_locale(self.locale));
            let cost = if action.cost == Money::ZERO { "\u{2013}".to_owned() } else { self.locale.money(action.cost) };
            let kind = action.kind.title().in_locale(self.locale).to_owned();
            let channel = channel.replace('_', " ");
            vec![action.named.title.clone(), kind, channel, cost, action.minutes.to_string(), action.staff.to_string()]
        });
        let headings = [
            ("action", "actie"),
            ("is", "is"),
            ("by", "per"),
            ("costs", "kost"),
            ("minutes", "minuten"),
            ("staff", "medewerkers"),
        ];
        let table = self.table(&headings, rows.collect())?;
        self.section("actions", ("Actions, with cost and work", "Acties, met kosten en werk"), vec![table])
    }

    pub(super) fn facts(&self) -> Option<Section> {
        let lead = self.pick(
            "Besides what every ledger has, the policy asks for these columns of the corporation's own.",
            "Naast wat elk grootboek heeft, vraagt het beleid deze kolommen van de corporatie zelf.",
        );
        let rows = self.policy.facts.iter().map(|fact| {
            let otherwise = match fact.otherwise {
                Value::YesNo(true) => self.heading("yes", "ja"),
                Value::YesNo(false) => self.heading("no", "nee"),
                Value::Text(place) => self.policy.texts.get(usize::from(place)).cloned().unwrap_or_default(),
                Value::Money(money) => self.locale.money(money),
                other => plain_text(other),
            };
            let unit = fact.unit.word().in_locale(self.locale).to_owned();
            vec![fact.named.title.clone(), fact.named.name.clone(), unit, otherwise]
        });
        let headings =
            [("fact", "feit"), ("column", "kolom"), ("in", "in"), ("where it is not told", "waar het niet bekend is")];
        let table = self.table(&headings, rows.collect())?;
        let blocks = vec![Block::Say(lead.to_owned()), table];
        self.section("facts", ("Facts of the corporation's own", "Eigen feiten van de corporatie"), blocks)
    }
}
