//! The process of a policy as BPMN 2.0, with the picture.
//!
//! How a policy is drawn (`docs/document.md` says the same for users):
//! - a pool for the corporation, and one without contents for each partner that receives something;
//! - a sub-process for as long as the policy applies, and one for each stage *or a later one*: each starts the next without
//!   ending itself (a boundary event that does not interrupt), and ends when its stage no longer holds;
//! - in these an event sub-process for each rule that begins there. It starts whenever the rule's condition comes to hold,
//!   beside all others, which is how rules fire; an exclusive gateway in it for the exceptions to the rule;
//! - a task for each step, a user task before it where somebody must agree, a timer before it where a partner has lists, and
//!   a message to the partner it goes to.
//!
//! Always: every rule stands in it once; no two shapes overlap unless one holds the other
//! (`no_shape_lies_over_another`); how often a rule fires stands in its name, what holds stop and what spacing asks in a note.

mod about;
mod draw;
mod pool;
mod rule;
mod scope;
#[cfg(test)]
mod tests;

use super::XmlError;
use super::xml::Element;
use crate::calendar::Day;
use crate::check::Policy;
use crate::explain::Plain;
use crate::locale::Locale;
use draw::Drawing;

const MODEL: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
const DI: &str = "http://www.omg.org/spec/BPMN/20100524/DI";
const DC: &str = "http://www.omg.org/spec/DD/20100524/DC";
const DD: &str = "http://www.omg.org/spec/DD/20100524/DI";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const OWN: &str = "urn:huurproef:bpmn";

/// The process of a policy as BPMN 2.0 XML, in the reader's language.
///
/// # Errors
/// [`XmlError`] when it cannot be written.
pub fn bpmn(policy: &Policy, locale: Locale) -> Result<String, XmlError> {
    let (semantics, drawing) = drawn(policy, locale);
    let plane = Element::new("bpmndi:BPMNPlane").with("id", "plane").with("bpmnElement", "collaboration");
    let diagram = Element::new("bpmndi:BPMNDiagram")
        .with("id", "diagram")
        .with("name", &policy.title)
        .holding(plane.holding_all(drawing.elements()));
    Element::new("bpmn:definitions")
        .with("xmlns:bpmn", MODEL)
        .with("xmlns:bpmndi", DI)
        .with("xmlns:dc", DC)
        .with("xmlns:di", DD)
        .with("xmlns:xsi", XSI)
        .with("id", "definitions")
        .with("name", &policy.title)
        .with("targetNamespace", OWN)
        .with("exporter", "huurproef")
        .with("exporterVersion", env!("CARGO_PKG_VERSION"))
        .holding_all(semantics)
        .holding(diagram)
        .document()
}

/// What the process means, and what it looks like.
fn drawn(policy: &Policy, locale: Locale) -> (Vec<Element>, Drawing) {
    Author { policy, locale, plain: Plain { policy, locale, day: Day::from_number(0) } }.collaboration()
}

/// Draws a policy.
#[derive(Clone, Copy, Debug)]
struct Author<'a> {
    policy: &'a Policy,
    locale: Locale,
    plain: Plain<'a>,
}

impl Author<'_> {
    const fn pick(&self, en: &'static str, nl: &'static str) -> &'static str {
        self.locale.pick(en, nl)
    }
}

/// With a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
