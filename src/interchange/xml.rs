//! A tree of XML, and its text.

use super::XmlError;
use quick_xml::Writer;
use quick_xml::events::BytesDecl;
use quick_xml::events::BytesEnd;
use quick_xml::events::BytesStart;
use quick_xml::events::BytesText;
use quick_xml::events::Event;
use std::io;

/// An element with what is in it.
#[derive(Clone, Debug)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Element>,
    text: Option<String>,
}

impl Element {
    pub(super) const fn new(name: &'static str) -> Element {
        Element { name, attributes: Vec::new(), children: Vec::new(), text: None }
    }

    /// An element with a text and nothing else.
    pub(super) fn of_text(name: &'static str, text: &str) -> Element {
        Element { text: Some(clean(text)), ..Element::new(name) }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl AsRef<str>) -> Element {
        self.attributes.push((name, clean(value.as_ref())));
        self
    }

    pub(super) fn holding(mut self, child: Element) -> Element {
        self.children.push(child);
        self
    }

    pub(super) fn holding_all(mut self, children: impl IntoIterator<Item = Element>) -> Element {
        self.children.extend(children);
        self
    }

    /// The document of which this is the root.
    ///
    /// # Errors
    /// [`XmlError`] when it cannot be written.
    pub(super) fn document(&self) -> Result<String, XmlError> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        let written = writer
            .write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
            .and_then(|()| self.write(&mut writer));
        written.map_err(|error| XmlError(error.to_string()))?;
        let text = String::from_utf8(writer.into_inner()).map_err(|error| XmlError(error.to_string()))?;
        Ok(text + "\n")
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let mut start = BytesStart::new(self.name);
        self.attributes.iter().for_each(|(name, value)| start.push_attribute((*name, value.as_str())));
        if self.children.is_empty() && self.text.is_none() {
            return writer.write_event(Event::Empty(start));
        }
        writer.write_event(Event::Start(start))?;
        if let Some(text) = &self.text {
            writer.write_event(Event::Text(BytesText::new(text)))?;
        }
        self.children.iter().try_for_each(|child| child.write(writer))?;
        writer.write_event(Event::End(BytesEnd::new(self.name)))
    }
}

/// Without the characters that XML 1.0 cannot hold.
fn clean(text: &str) -> String {
    let holds = |letter: &char| {
        matches!(letter, '\t' | '\n') || !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    text.chars().filter(holds).collect()
}

/// Reads XML again: it is well-formed, its ids are unique, and each of the attributes that name an id names one that is
/// there, once what stands before it is taken off.
#[cfg(test)]
pub(super) fn assert_sound(text: &str, references: &[(&str, &str)]) {
    use quick_xml::Reader;
    use std::collections::BTreeSet;
    let mut reader = Reader::from_str(text);
    let (mut ids, mut named, mut depth) = (BTreeSet::new(), BTreeSet::new(), 0);
    loop {
        let event = reader.read_event().unwrap();
        let start = match &event {
            Event::Start(start) => {
                depth += 1;
                start
            }
            Event::Empty(start) => start,
            Event::End(_) => {
                depth -= 1;
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        for attribute in start.attributes() {
            let attribute = attribute.unwrap();
            let name = std::str::from_utf8(attribute.key.as_ref()).unwrap();
            let value = std::str::from_utf8(&attribute.value).unwrap().to_owned();
            if name == "id" {
                let is_name = value.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
                assert!(is_name && !value.starts_with(|letter: char| letter.is_ascii_digit()), "{value}");
                assert!(ids.insert(value.clone()), "twice: {value}");
            }
            if let Some((_, before)) = references.iter().find(|(reference, _)| *reference == name) {
                named.insert(value.strip_prefix(before).unwrap().to_owned());
            }
        }
    }
    assert_eq!(depth, 0);
    assert!(!named.is_empty());
    let lost: Vec<&String> = named.difference(&ids).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[cfg(test)]
mod tests {
    use super::Element;

    #[test]
    fn text_and_attributes_are_escaped_and_what_xml_cannot_hold_is_left_out() {
        let text = Element::new("a").with("b", "<\"&\u{1}").holding(Element::of_text("c", "x < y & \u{8}z")).document();
        let text = text.unwrap();
        assert!(text.contains("b=\"&lt;&quot;&amp;\""), "{text}");
        assert!(text.contains("<c>x &lt; y &amp; z</c>"), "{text}");
    }
}
