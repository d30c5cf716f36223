//! The law under which a policy stands, with its articles.

use super::Block;
use super::Section;
use super::Writer;
use super::sentence;
use crate::check::Law;
use crate::check::Layer;
use crate::check::legal_guarantees;

impl Writer<'_> {
    pub(super) fn law(&self) -> Option<Section> {
        let title = ("The law that applies", "Het recht dat geldt");
        if self.policy.law == Law::Unsaid {
            let says = self.heading(
                "The policy does not say under which law it stands, so it is not held to any.",
                "Het beleid zegt niet onder welk recht het staat, en wordt dus aan geen recht gehouden.",
            );
            return self.section("law", title, vec![Block::Say(says)]);
        }
        let lead = self.heading(
            "The policy stands under Dutch law. Besides its own rules it is held to this:",
            "Het beleid staat onder Nederlands recht. Naast zijn eigen regels wordt het hieraan gehouden:",
        );
        let guarantees = legal_guarantees(self.locale);
        let rows = guarantees.iter().map(|guarantee| {
            let layer = match guarantee.layer {
                Layer::Law => self.pick("law", "wet"),
                Layer::Agreement => self.pick("national agreement", "landelijk convenant"),
                Layer::Own => self.pick("policy", "beleid"),
            };
            let asks = sentence(&self.guarantee(guarantee));
            vec![guarantee.title.clone(), asks, layer.to_owned(), guarantee.basis.clone()]
        });
        let headings = [
            ("what is asked", "wat gevraagd wordt"),
            ("exactly", "precies"),
            ("who says so", "wie zegt het"),
            ("article", "artikel"),
        ];
        let table = self.table(&headings, rows.collect())?;
        self.section("law", title, vec![Block::Say(lead), table])
    }
}
