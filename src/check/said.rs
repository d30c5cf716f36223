//! What a policy itself calls an action: in its own language, and by the name that it gives. What is told so can be typed.

use super::policy::Policy;
use super::policy::Step;
use crate::vocabulary::ActionKind;
use crate::vocabulary::PartnerKind;

impl Policy {
    /// What the policy calls a kind of action: its only action of that kind, else the word of the kind.
    #[must_use]
    pub fn called(&self, kind: ActionKind) -> &str {
        let mut actions = self.actions.iter().filter(|action| action.kind == kind);
        let only = actions.next().filter(|_| actions.next().is_none());
        only.map_or_else(|| kind.word().in_locale(self.locale), |action| &action.named.name)
    }

    /// How a rule of the policy says that something of a kind is to be done.
    #[must_use]
    pub fn doing(&self, kind: ActionKind) -> String {
        let partners = PartnerKind::ALL.iter().find(|partner| partner.referral() == kind);
        let verb = self.locale.pick("do", "doe");
        match partners {
            Some(partner) => format!("{verb} {}", self.to_partner(*partner, self.partner_called(*partner))),
            None => format!("{verb} {}", self.called(kind)),
        }
    }

    /// A step as the policy writes it.
    #[must_use]
    pub fn step_said(&self, step: &Step) -> String {
        let action = step.action.and_then(|place| self.actions.get(place));
        match (action, step.partner.and_then(|place| self.partners.get(place))) {
            (Some(action), _) => action.named.name.clone(),
            (None, Some(partner)) => self.to_partner(partner.kind, &partner.named.name),
            (None, None) => step.kind.word().in_locale(self.locale).to_owned(),
        }
    }

    fn partner_called(&self, kind: PartnerKind) -> &str {
        self.partners.iter().find(|partner| partner.kind == kind).map_or("…", |partner| partner.named.name.as_str())
    }

    fn to_partner(&self, kind: PartnerKind, name: &str) -> String {
        let verb = match kind {
            PartnerKind::Bailiff => self.locale.pick("hand over to", "overdragen aan"),
            _ => self.locale.pick("refer to", "aanmelden bij"),
        };
        format!("{verb} {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn policy(text: &str) -> Policy {
        crate::check::read(&SourceFile::new("x", format!("beleid \"P\" versie \"1\"\n{text}"))).policy.unwrap()
    }

    #[test]
    fn an_action_is_called_as_the_policy_calls_it_and_by_its_kind_where_it_has_two_names() {
        let one = policy("actie bezoek is huisbezoek\n");
        assert_eq!((one.called(ActionKind::HomeVisit), one.called(ActionKind::Call)), ("bezoek", "belactie"));
        let two = policy("actie bezoek is huisbezoek\nactie bezoek_twee is huisbezoek\n");
        assert_eq!(two.called(ActionKind::HomeVisit), "huisbezoek");
    }

    #[test]
    fn a_partner_has_its_verb() {
        let policy = policy("partner agin is deurwaarder\n");
        assert_eq!(policy.doing(ActionKind::HandOver), "doe overdragen aan agin");
        assert_eq!(policy.doing(ActionKind::EarlySignal), "doe aanmelden bij …");
        assert_eq!(policy.doing(ActionKind::WikLetter), "doe wik_brief");
    }
}
