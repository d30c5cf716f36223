//! The examples of a policy, as it checks itself.

use super::Block;
use super::Item;
use super::Section;
use super::Writer;
use super::sentence;
use crate::check::Example;
use crate::check::Expectation;
use crate::check::Must;

impl Writer<'_> {
    pub(super) fn examples(&self) -> Option<Section> {
        let items = self.policy.examples.iter().map(|example| Block::Item(self.example(example)));
        self.section("examples", ("Examples", "Voorbeelden"), items.collect())
    }

    fn example(&self, example: &Example) -> Item {
        let given: Vec<String> = example.given.iter().map(|given| self.plain.is(given.subject, given.value)).collect();
        let told = |must: Must| -> Vec<String> {
            let steps = example.expect.iter().filter(|expected: &&Expectation| expected.must == must);
            steps.map(|expected| self.plain.step(&expected.step)).collect()
        };
        let (follows, not) = (told(Must::Follow), told(Must::NotFollow));
        let given =
            (!given.is_empty()).then(|| format!("{} {}", self.pick("given:", "gegeven:"), self.plain.listed(&given)));
        let follows = (!follows.is_empty()).then(|| {
            format!("{} {}", self.pick("then the corporation", "dan geldt: de corporatie"), self.plain.listed(&follows))
        });
        let not = (!not.is_empty())
            .then(|| format!("{} {}", self.pick("what must not follow:", "wat niet mag volgen:"), not.join("; ")));
        let nothing = example
            .nothing
            .map(|_| self.heading("then the corporation does nothing", "dan geldt: de corporatie doet niets"));
        let says = [given, follows, not, nothing].into_iter().flatten().map(|text| sentence(&text)).collect();
        Item { label: self.heading("example", "voorbeeld"), title: example.title.clone(), says, notes: Vec::new() }
    }
}
