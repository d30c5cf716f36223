//! XML as a tree, with every name in its namespace.

use quick_xml::NsReader;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;
use quick_xml::name::ResolveResult;
use std::collections::BTreeMap;

/// The namespaces that are known, by the prefix under which they are told of.
pub(super) type Spaces = &'static [(&'static str, &'static str)];

/// An element.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// With the prefix of its namespace, whatever that is called in the text.
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) children: Vec<Element>,
    pub(super) text: String,
}

/// A text that is read: its root, and the namespaces by the prefixes of the text.
pub(super) struct Document {
    pub(super) root: Element,
    pub(super) prefixes: BTreeMap<String, String>,
}

impl Element {
    /// It and all that is in it.
    pub(super) fn all(&self) -> Vec<&Element> {
        std::iter::once(self).chain(self.children.iter().flat_map(Element::all)).collect()
    }

    pub(super) fn get(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }
}

/// The tree of a text.
///
/// # Errors
/// What is not well-formed.
pub(super) fn document(text: &str, spaces: Spaces) -> Result<Document, String> {
    let mut reader = NsReader::from_str(text);
    let mut open = vec![Element::default()];
    let mut prefixes = BTreeMap::new();
    loop {
        let event = reader.read_event().map_err(|error| format!("not well-formed: {error}"))?;
        match &event {
            Event::Start(start) => open.push(element(&reader, start, spaces, &mut prefixes)?),
            Event::Empty(start) => {
                let empty = element(&reader, start, spaces, &mut prefixes)?;
                open.last_mut().unwrap().children.push(empty);
            }
            Event::End(_) => {
                let ended = open.pop().unwrap();
                open.last_mut().ok_or("not well-formed: an end too many")?.children.push(ended);
            }
            Event::Text(text) => open.last_mut().unwrap().text += &text.decode().map_err(|error| error.to_string())?,
            // A letter that is written as a reference is a letter.
            Event::GeneralRef(_) => open.last_mut().unwrap().text.push('&'),
            Event::Eof => break,
            _ => {}
        }
    }
    let [ref mut whole] = open[..] else { return Err("not well-formed: something is never ended".to_owned()) };
    let root = whole.children.pop().filter(|_| whole.children.is_empty() && whole.text.trim().is_empty());
    Ok(Document { root: root.ok_or("not well-formed: there is more than one root, or none")?, prefixes })
}

fn element(
    reader: &NsReader<&[u8]>,
    start: &BytesStart<'_>,
    spaces: Spaces,
    prefixes: &mut BTreeMap<String, String>,
) -> Result<Element, String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let known = |space: ResolveResult<'_>, name: &str| match space {
        ResolveResult::Bound(uri) => {
            let uri = text(uri.as_ref());
            let known = spaces.iter().find(|(_, known)| *known == uri).map(|(prefix, _)| format!("{prefix}:{name}"));
            known.unwrap_or_else(|| format!("{{{uri}}}{name}"))
        }
        ResolveResult::Unbound => name.to_owned(),
        ResolveResult::Unknown(prefix) => format!("{{{}}}{name}", text(&prefix)),
    };
    let (space, name) = reader.resolver().resolve_element(start.name());
    let mut element = Element { name: known(space, &text(name.as_ref())), ..Element::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| format!("not well-formed: {error}"))?;
        let key = text(attribute.key.as_ref());
        let value = attribute.unescape_value().map_err(|error| format!("not well-formed: {error}"))?.into_owned();
        match key.strip_prefix("xmlns") {
            Some(prefix) => {
                prefixes.insert(prefix.trim_start_matches(':').to_owned(), value);
            }
            None => {
                let (space, name) = reader.resolver().resolve_attribute(attribute.key);
                element.attributes.insert(known(space, &text(name.as_ref())), value);
            }
        }
    }
    Ok(element)
}
