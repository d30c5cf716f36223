//! The names that the author gives: each once in its namespace, none of them a structure word, and none that makes
//! an action or partner sound like something else.

use super::Checker;
use super::lookup::known;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::locale::Word;
use crate::source::Span;
use crate::syntax::Declared;
use crate::syntax::Item;
use crate::syntax::ItemKind;
use crate::syntax::Namespace;
use crate::syntax::SyntaxTree;
use crate::syntax::Written;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Function;
use crate::vocabulary::PartnerKind;
use crate::vocabulary::is_reserved;
use std::collections::BTreeMap;

/// A name that is declared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Its place in the list of the policy; nothing for one whose item is broken, of which no more is said.
    pub place: Option<usize>,
    /// Where it is declared.
    pub span: Span,
    /// Of an action or partner: the kind of action it stands for, if that is known.
    pub kind: Option<ActionKind>,
    /// Of a partner: what it is, if that is known.
    pub partner: Option<PartnerKind>,
}

/// Every name that is declared.
#[derive(Debug, Default)]
pub(super) struct Names<'t> {
    spaces: BTreeMap<Namespace, BTreeMap<&'t str, Entry>>,
    counts: BTreeMap<Namespace, usize>,
}

impl<'t> Names<'t> {
    pub(super) fn find(&self, space: Namespace, name: &str) -> Option<Entry> {
        self.spaces.get(&space)?.get(name).copied()
    }

    pub(super) fn all(&self, space: Namespace) -> impl Iterator<Item = &'t str> {
        self.spaces.get(&space).into_iter().flat_map(|names| names.keys().copied())
    }

    fn next_place(&mut self, space: Namespace) -> usize {
        let count = self.counts.entry(space).or_default();
        *count += 1;
        *count - 1
    }

    fn add(&mut self, space: Namespace, name: &'t str, entry: Entry) -> Option<Entry> {
        let names = self.spaces.entry(space).or_default();
        match names.get(name) {
            Some(earlier) => Some(*earlier),
            None => names.insert(name, entry),
        }
    }
}

impl<'t> Checker<'t> {
    pub(super) fn declare_names(&mut self, tree: &'t SyntaxTree) {
        for item in &tree.items {
            self.declare_broken(item);
            if let Some((space, declared)) = declared(item) {
                let (kind, partner) = self.meaning(item);
                let place = Some(self.names.next_place(space));
                self.declare(space, &declared.name, Entry { place, span: declared.name.span, kind, partner });
            }
        }
        self.find_two_meanings();
        self.find_shared_names();
    }

    fn declare_broken(&mut self, item: &'t Item) {
        if let ItemKind::Broken(broken) = &item.kind
            && let Some((space, name)) = &broken.declares
        {
            let entry = Entry { place: None, span: name.span, kind: None, partner: None };
            self.names.add(*space, &name.text, entry);
        }
    }

    fn declare(&mut self, space: Namespace, name: &'t Written, entry: Entry) {
        // A hold is named after its waiting code, which is a word of the vocabulary.
        if space != Namespace::Hold && is_reserved(&name.text) {
            self.reserved(name);
        } else if [Namespace::Setting, Namespace::Fact].contains(&space) && is_fact(&name.text) {
            self.built_in(name);
        } else if space == Namespace::Fact && is_booked(&name.text) {
            self.booked(name);
        }
        if let Some(earlier) = self.names.add(space, &name.text, entry) {
            self.duplicate(name, earlier, Some(space));
        }
    }

    fn reserved(&mut self, name: &Written) {
        let text = &name.text;
        let message = Phrase::new(
            format!("`{text}` is a word of the language and cannot be a name"),
            format!("`{text}` is een woord van de taal en kan geen naam zijn"),
        );
        let help = Phrase::new(
            format!("write another name such as `{text}_1`"),
            format!("schrijf een andere naam zoals `{text}_1`"),
        );
        self.findings.push(code::RESERVED.at(name.span, message).help(help));
    }

    /// A fact or setting stands where facts of the vocabulary stand, in either language.
    fn built_in(&mut self, name: &Written) {
        let text = &name.text;
        let message = Phrase::new(
            format!("`{text}` is a fact of the language and cannot be a name here"),
            format!("`{text}` is een feit van de taal en kan hier geen naam zijn"),
        );
        let help = Phrase::new(
            format!("write another name such as `{text}_1`, or use the fact itself"),
            format!("schrijf een andere naam zoals `{text}_1`, of gebruik het feit zelf"),
        );
        self.findings.push(code::RESERVED.at(name.span, message).help(help));
    }

    /// On a day of an example a fact stands where what is booked does, in either language.
    fn booked(&mut self, name: &Written) {
        let text = &name.text;
        let message = Phrase::new(
            format!("`{text}` is what an example books and cannot be the name of a fact"),
            format!("`{text}` is wat een voorbeeld boekt en kan niet de naam van een feit zijn"),
        );
        let help = Phrase::new(
            format!("write another name such as `{text}_1`"),
            format!("schrijf een andere naam zoals `{text}_1`"),
        );
        self.findings.push(code::RESERVED.at(name.span, message).help(help));
    }

    /// Settings and facts stand in the same places, and so do rules and exceptions.
    fn find_shared_names(&mut self) {
        let pairs = [(Namespace::Fact, Namespace::Setting), (Namespace::Exception, Namespace::Rule)];
        let shared: Vec<(&str, Entry, Entry)> = pairs
            .into_iter()
            .flat_map(|(one, other)| {
                let names = &self.names;
                names.all(one).filter_map(move |name| Some((name, names.find(one, name)?, names.find(other, name)?)))
            })
            .collect();
        for (name, one, other) in shared {
            let (first, second) = if one.span.start < other.span.start { (one, other) } else { (other, one) };
            self.duplicate(&Written { text: name.to_owned(), span: second.span }, first, None);
        }
    }

    /// Two with one name; of one sort, where that is known.
    fn duplicate(&mut self, name: &Written, earlier: Entry, space: Option<Namespace>) {
        let text = &name.text;
        let message = match space.map(plural) {
            Some(all) => {
                Phrase::new(format!("two {} are called `{text}`", all.en), format!("twee {} heten `{text}`", all.nl))
            }
            None => Phrase::new(format!("`{text}` is declared twice"), format!("`{text}` wordt tweemaal gegeven")),
        };
        let help = Phrase::new("give one of the two another name", "geef een van de twee een andere naam");
        let first = Phrase::new("the first time", "de eerste keer");
        self.doubles.extend(space.map(|space| (space, self.findings.len())));
        self.findings.push(code::DUPLICATE.at(name.span, message).also(earlier.span, first).help(help));
    }

    /// Two of one name, and another name of that sort that nothing has: probably one of the two should have it. That is told
    /// at the two; that the other name is unknown follows from it.
    pub(super) fn name_doubles(&mut self) {
        let mut told: Vec<String> = Vec::new();
        for (space, finding) in std::mem::take(&mut self.doubles) {
            let mut orphans = self.orphans.iter().filter(|(sort, _)| *sort == space).map(|(_, name)| name.clone());
            let (Some(name), None) = (orphans.next(), orphans.next()) else { continue };
            if let Some(finding) = self.findings.get_mut(finding) {
                finding.help = Some(Phrase::new(
                    format!("should one of the two be called `{name}`? That name is used, and nothing has it"),
                    format!("moet een van de twee `{name}` heten? Die naam wordt gebruikt, en niets heet zo"),
                ));
                told.push(name);
            }
        }
        let file = self.file;
        let is_told = |finding: &Diagnostic| {
            let words = finding.labels.first().map_or("", |label| file.slice(label.span));
            finding.code == code::UNKNOWN.id && told.iter().any(|name| name == words)
        };
        self.findings.retain(|finding| !is_told(finding));
    }

    fn meaning(&mut self, item: &Item) -> (Option<ActionKind>, Option<PartnerKind>) {
        match &item.kind {
            ItemKind::Action(action) => (self.action_kind(&action.kind), None),
            ItemKind::Partner(partner) => {
                let partner = self.partner_kind(&partner.kind);
                (partner.map(PartnerKind::referral), partner)
            }
            _ => (None, None),
        }
    }

    /// `done(x)` counts everything of the kind of `x`, be it action, partner or the kind itself: `x` has to stand
    /// for one kind only, in whichever language the policy is shown.
    fn find_two_meanings(&mut self) {
        let mut found = Vec::new();
        for space in [Namespace::Action, Namespace::Partner] {
            for name in self.names.all(space) {
                let Some(entry) = self.names.find(space, name) else { continue };
                let Some(own) = entry.kind else { continue };
                let as_kind = Locale::ALL.into_iter().find_map(|locale| ActionKind::named(name, locale));
                let as_action = self.names.find(Namespace::Action, name);
                let as_action = as_action.and_then(|action| Some((action.kind?, Some(action.span))));
                let others = [as_kind.map(|kind| (kind, None)), as_action].into_iter().flatten();
                if let Some(other) = others.into_iter().find(|(kind, _)| *kind != own) {
                    found.push((name, entry.span, own, other));
                }
            }
        }
        for (name, span, own, other) in found {
            self.two_meanings(name, span, own, other);
        }
    }

    /// A name of an action or partner that is the word for another kind too, or the name of an action, which stands at a span.
    fn two_meanings(&mut self, name: &str, span: Span, own: ActionKind, (other, action): (ActionKind, Option<Span>)) {
        let (own, other) = (own.word().in_locale(self.locale), other.word().in_locale(self.locale));
        let done = Function::Done.entry().word.in_locale(self.locale);
        let message = match action {
            Some(_) => Phrase::new(
                format!("`{name}` is a partner (`{own}`) and an action (`{other}`)"),
                format!("`{name}` is een partner (`{own}`) en een actie (`{other}`)"),
            ),
            None if name == other => Phrase::new(
                format!("`{name}` is a kind of action itself, and here it is the name of a `{own}`"),
                format!("`{name}` is zelf een soort actie, en hier de naam van een `{own}`"),
            ),
            None => Phrase::new(
                format!("`{name}` is the word for `{other}`, and here it is the name of a `{own}`"),
                format!("`{name}` is het woord voor `{other}`, en hier de naam van een `{own}`"),
            ),
        };
        let note = Phrase::new(
            format!("`{done}({name})` would not say which of the two is meant"),
            format!("`{done}({name})` zou niet zeggen welke van de twee bedoeld is"),
        );
        let help = Phrase::new(
            format!("write another name such as `{name}_1`"),
            format!("schrijf een andere naam, zoals `{name}_1`"),
        );
        let finding = code::TWO_MEANINGS.at(span, message).note(note).help(help);
        self.findings.push(match action {
            Some(action) => finding.also(action, Phrase::new("the action", "de actie")),
            None => finding,
        });
    }
}

/// What the items of a sort are called.
const fn plural(space: Namespace) -> Word {
    match space {
        Namespace::Source => Word::new("sources", "bronnen"),
        Namespace::Setting => Word::new("settings", "instellingen"),
        Namespace::Action => Word::new("actions", "acties"),
        Namespace::Partner => Word::new("partners", "partners"),
        Namespace::Segment => Word::new("segments", "segmenten"),
        Namespace::Stage => Word::new("stages", "fasen"),
        Namespace::Rule => Word::new("rules", "regels"),
        Namespace::Exception => Word::new("exceptions", "uitzonderingen"),
        Namespace::Plan => Word::new("plans", "regelingen"),
        Namespace::Fact => Word::new("facts", "feiten"),
        Namespace::Hold => Word::new("holds", "wachtstanden"),
    }
}

/// Whether a word is a fact or function of the vocabulary in either language.
fn is_fact(word: &str) -> bool {
    Locale::ALL.into_iter().any(|locale| known(word, locale).is_some())
}

/// Whether a word is one of the bookings of an example in either language.
fn is_booked(word: &str) -> bool {
    let kinds = [EntryKind::Charge, EntryKind::Payment, EntryKind::Reversal, EntryKind::WriteOff];
    kinds.iter().any(|kind| [kind.word().en, kind.word().nl].contains(&word))
}

/// The name that an item declares, and of what sort it is.
pub(super) fn declared(item: &Item) -> Option<(Namespace, &Declared)> {
    match &item.kind {
        ItemKind::Source(declared) => Some((Namespace::Source, declared)),
        ItemKind::Setting(setting) => Some((Namespace::Setting, &setting.declared)),
        ItemKind::Action(action) => Some((Namespace::Action, &action.declared)),
        ItemKind::Partner(partner) => Some((Namespace::Partner, &partner.declared)),
        ItemKind::Segment(declared, ..) => Some((Namespace::Segment, declared)),
        ItemKind::Stage(declared, ..) => Some((Namespace::Stage, declared)),
        ItemKind::Rule(rule) | ItemKind::WriteOff(rule) => Some((Namespace::Rule, &rule.declared)),
        ItemKind::Exception(exception) => Some((Namespace::Exception, &exception.declared)),
        ItemKind::Plan(plan) => Some((Namespace::Plan, &plan.declared)),
        ItemKind::Hold(hold) => Some((Namespace::Hold, &hold.declared)),
        ItemKind::Fact(fact) => Some((Namespace::Fact, &fact.declared)),
        _ => None,
    }
}
