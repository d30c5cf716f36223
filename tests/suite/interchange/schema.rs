//! Holds an XML text to rules of a schema: which elements an element may hold and in which order, its attributes and
//! their types, ids, and that what is referred to is there.
//!
//! Rules are lines of a table, `type < base | what it holds | attributes`. What an element holds stands in order, with `?`,
//! `*`, `+` or `2+` behind what may be absent or come more than once, and `|` between what may take a place; what a base
//! holds comes first. Behind an attribute stands its type unless any text will do, and `!` where it must be there. A type
//! whose name stands in `texts` may hold text. Whatever no rule allows is a fault, so the tables need no more than is used.

use super::xml::Document;
use super::xml::Element;
use super::xml::Spaces;
use super::xml::document;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// The rules of a schema.
pub(super) struct Schema {
    pub(super) spaces: Spaces,
    pub(super) root: &'static str,
    /// `type < base | what it holds | attributes`, a line each.
    pub(super) types: &'static str,
    /// `type: elements of that type`, a line each.
    pub(super) elements: &'static str,
    /// `what stands for several elements: those elements`, a line each.
    pub(super) groups: &'static str,
    /// Types that may hold text; those of them that are references are checked as such.
    pub(super) texts: &'static [&'static str],
}

/// A type, with what its bases have.
#[derive(Clone, Debug, Default)]
struct Type {
    holds: Vec<&'static str>,
    attributes: Vec<&'static str>,
    bases: Vec<&'static str>,
}

struct Judge<'d> {
    schema: &'d Schema,
    document: &'d Document,
    ids: BTreeSet<&'d str>,
    faults: Vec<String>,
}

/// What a text does not do that the rules ask.
pub(super) fn faults(schema: &Schema, text: &str) -> Vec<String> {
    let document = match document(text, schema.spaces) {
        Ok(document) => document,
        Err(why) => return vec![why],
    };
    let mut judge = Judge { schema, document: &document, ids: BTreeSet::new(), faults: Vec::new() };
    judge.number();
    if document.root.name == schema.root {
        judge.element(&document.root);
    } else {
        judge.faults.push(format!("the root is {}, not {}", document.root.name, schema.root));
    }
    judge.faults
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn listed(table: &'static str, of: &str) -> Vec<&'static str> {
    let own = lines(table).filter_map(|line| line.split_once(':')).find(|(name, _)| *name == of);
    own.map_or_else(Vec::new, |(_, list)| list.split_whitespace().collect())
}

impl Schema {
    fn named(&self, name: &str) -> Option<Type> {
        let line = lines(self.types).find(|line| line.split([' ', '|']).next() == Some(name))?;
        let mut columns = line.trim_end_matches(" |").split(" | ");
        let head = columns.next()?;
        let mut whole = Type::default();
        if let Some((_, base)) = head.split_once(" < ") {
            whole = self.named(base.trim()).unwrap_or_else(|| panic!("no type {base}"));
            whole.bases.push(base.trim());
        }
        whole.holds.extend(columns.next().into_iter().flat_map(str::split_whitespace));
        whole.attributes.extend(columns.next().into_iter().flat_map(str::split_whitespace));
        Some(whole)
    }

    /// The type of an element.
    fn type_of(&self, element: &str) -> Option<&'static str> {
        let line = lines(self.elements).find(|line| line.split_whitespace().skip(1).any(|one| one == element))?;
        line.split(':').next()
    }

    /// Whether an element may take a place.
    fn takes(&self, place: &'static str, element: &str) -> bool {
        place.split('|').any(|one| one == element || listed(self.groups, one).contains(&element))
    }
}

/// What stands at a place, how often at least, and how often at most.
fn place(rule: &'static str) -> (&'static str, usize, usize) {
    for (mark, least, most) in [("2+", 2, usize::MAX), ("+", 1, usize::MAX), ("*", 0, usize::MAX), ("?", 0, 1)] {
        if let Some(name) = rule.strip_suffix(mark) {
            return (name, least, most);
        }
    }
    (rule, 1, 1)
}

fn is_nc_name(text: &str) -> bool {
    let inner = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.');
    text.starts_with(|first: char| first.is_alphabetic() || first == '_') && text.chars().all(inner)
}

impl<'d> Judge<'d> {
    /// Every id is a name, and no other.
    fn number(&mut self) {
        for element in self.document.root.all() {
            let Some(id) = element.attributes.get("id") else { continue };
            if !is_nc_name(id) {
                self.faults.push(format!("the id `{id}` is no name"));
            }
            if !self.ids.insert(id) {
                self.faults.push(format!("the id `{id}` stands twice"));
            }
        }
    }

    fn element(&mut self, element: &'d Element) {
        let Some(declared) = self.schema.type_of(&element.name) else {
            self.faults.push(format!("nothing is known of {}", element.name));
            return;
        };
        let name = self.own_type(element, declared);
        let known = self.schema.named(name).unwrap_or_else(|| panic!("no type {name}"));
        self.attributes(element, name, &known);
        self.order(element, name, &known);
        let may_hold_text =
            self.schema.texts.contains(&name) || known.bases.iter().any(|base| self.schema.texts.contains(base));
        if !may_hold_text && !element.text.trim().is_empty() {
            self.faults.push(format!("{} ({name}) holds text", element.name));
        }
        if name == "QName" {
            self.reference(element, "its text", element.text.trim());
        }
        element.children.iter().for_each(|child| self.element(child));
    }

    /// The type that an element says it is of, which must come of the one that its name has.
    fn own_type(&mut self, element: &Element, declared: &'static str) -> &'static str {
        let Some(said) = element.attributes.get("xsi:type") else { return declared };
        let (prefix, local) = said.split_once(':').unwrap_or(("", said));
        let space = self.document.prefixes.get(prefix);
        let is_known = space.is_some_and(|uri| self.schema.spaces.iter().any(|(_, known)| known == uri));
        let all = lines(self.schema.types).filter_map(|line| line.split([' ', '|']).next());
        let own = all.filter(|one| *one == local && is_known).find(|one| {
            *one == declared || self.schema.named(one).is_some_and(|known| known.bases.contains(&declared))
        });
        own.unwrap_or_else(|| {
            self.faults.push(format!("{} is of type `{said}`, which is no {declared}", element.name));
            declared
        })
    }

    fn order(&mut self, element: &Element, name: &str, known: &Type) {
        let mut rest = element.children.iter().map(|child| child.name.as_str()).peekable();
        for rule in &known.holds {
            let (place, least, most) = place(rule);
            let mut count = 0;
            while count < most && rest.next_if(|child| self.schema.takes(place, child)).is_some() {
                count += 1;
            }
            if count < least {
                self.faults.push(format!("{} ({name}) needs {least} of {place}, and has {count}", element.name));
            }
        }
        if let Some(child) = rest.next() {
            self.faults.push(format!("{child} is out of place in {} ({name})", element.name));
        }
    }

    fn attributes(&mut self, element: &'d Element, name: &str, known: &Type) {
        let rules = known.attributes.iter().map(|rule| {
            let (rule, needed) = rule.strip_suffix('!').map_or((*rule, false), |rule| (rule, true));
            let (attribute, kind) = rule.split_once(':').unwrap_or((rule, "string"));
            (attribute, (kind, needed))
        });
        let rules: BTreeMap<&str, (&str, bool)> = rules.collect();
        for (attribute, (kind, needed)) in &rules {
            match element.attributes.get(*attribute) {
                Some(value) => self.value(element, attribute, kind, value),
                None if *needed => self.faults.push(format!("{} ({name}) has no {attribute}", element.name)),
                None => {}
            }
        }
        let unknown = element.attributes.keys().filter(|key| *key != "xsi:type" && !rules.contains_key(key.as_str()));
        let unknown: Vec<String> =
            unknown.map(|key| format!("{} ({name}) knows no attribute {key}", element.name)).collect();
        self.faults.extend(unknown);
    }

    fn value(&mut self, element: &Element, attribute: &str, kind: &str, value: &str) {
        let fits = match kind {
            "string" | "ID" => true,
            "boolean" => matches!(value, "true" | "false" | "1" | "0"),
            "double" => value.parse::<f64>().is_ok(),
            "anyURI" => !value.contains([' ', '<', '>', '"']),
            "IDREF" | "QName" => {
                self.reference(element, attribute, value);
                true
            }
            "href" => {
                self.reference(element, attribute, value.strip_prefix('#').unwrap_or(""));
                true
            }
            choices => choices.split('|').any(|choice| choice == value),
        };
        if !fits {
            self.faults.push(format!("{attribute}=\"{value}\" of {} is no {kind}", element.name));
        }
    }

    /// What is referred to is there. No export refers to anything outside itself.
    fn reference(&mut self, element: &Element, whence: &str, id: &str) {
        if !self.ids.contains(id) {
            self.faults.push(format!("{whence} of {} names `{id}`, which is not there", element.name));
        }
    }
}
