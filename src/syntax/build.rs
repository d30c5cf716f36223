//! From what the grammar found to the tree. Items come out in their order; what was broken is explained.

mod condition;
mod date;
mod example;
mod rule;
mod terms;
mod value;

use super::explain;
use super::grammar::Pair;
use super::grammar::Pairs;
use super::grammar::Parts;
use super::grammar::Rule;
use super::grammar::span;
use super::grammar::structure_word;
use super::tree::Action;
use super::tree::Broken;
use super::tree::Cite;
use super::tree::DayPart;
use super::tree::Declared;
use super::tree::Ending;
use super::tree::FirstDay;
use super::tree::Item;
use super::tree::ItemKind;
use super::tree::Namespace;
use super::tree::Setting;
use super::tree::Side;
use super::tree::Target;
use super::tree::VatOnCosts;
use super::tree::Written;
use crate::calendar::WorkingDays;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::nearest;
use crate::locale::Locale;
use crate::source::Span;

/// The items of a file, and what is wrong with their texts and numbers.
pub(super) fn items(pairs: Pairs<'_>, text: &str, locale: Locale) -> (Vec<Item>, Vec<Diagnostic>) {
    let mut builder = Builder { text, locale, findings: Vec::new() };
    let mut items: Vec<Item> = Vec::new();
    for pair in pairs.flat_map(Pair::into_inner) {
        match pair.as_rule() {
            Rule::item => items.extend(builder.item(pair)),
            Rule::broken => {
                let item = builder.broken(&pair, &mut items);
                items.push(item);
            }
            _ => {}
        }
    }
    (items, builder.findings)
}

struct Builder<'t> {
    text: &'t str,
    locale: Locale,
    findings: Vec<Diagnostic>,
}

impl Builder<'_> {
    /// An item. What the grammar lets through but this does not know would be a fault of ours: it counts as broken,
    /// so that it is never passed over in silence.
    fn item(&mut self, pair: Pair<'_>) -> Option<Item> {
        let span = span(&pair);
        let kind = pair.into_inner().find(|part| part.as_rule() != Rule::COMMENT).and_then(|item| self.kind(item));
        let kind = kind.unwrap_or_else(|| {
            self.findings.push(explain::explain(self.text, span, self.locale));
            ItemKind::Broken(Broken { header: true, declares: None })
        });
        Some(Item { kind, span, ending: Ending::Clean })
    }

    fn kind(&mut self, pair: Pair<'_>) -> Option<ItemKind> {
        let rule = pair.as_rule();
        let mut parts = Parts::of(pair);
        // Every item begins with its structure word.
        parts.next()?;
        match rule {
            Rule::policy => policy(&mut parts),
            Rule::valid => self.valid(&mut parts),
            Rule::source => declared(&mut parts).map(ItemKind::Source),
            Rule::evaluate => evaluate(&mut parts),
            Rule::working_days => working_days(&mut parts),
            Rule::overdue => overdue(&mut parts),
            Rule::tolerance => Some(ItemKind::Tolerance(self.literal(&mut parts)?)),
            Rule::applies => self.applies(&mut parts),
            Rule::target => self.target(&mut parts),
            Rule::setting => self.setting(&mut parts),
            Rule::action => self.action(&mut parts),
            Rule::grace => Some(ItemKind::Grace(self.literal(&mut parts)?)),
            Rule::vat => vat(&mut parts),
            Rule::law => Some(ItemKind::Law),
            Rule::spacing => self.spacing(&mut parts),
            Rule::fact => self.fact(&mut parts),
            Rule::partner => self.partner(&mut parts),
            Rule::segment => self.segment(&mut parts),
            Rule::stage => self.stage(&mut parts),
            Rule::rule_item => self.rule(&mut parts),
            Rule::exception => self.exception(&mut parts),
            Rule::write_off => self.write_off(&mut parts),
            Rule::plan => self.plan(&mut parts),
            Rule::hold => self.hold(&mut parts),
            Rule::guarantee => self.guarantee(&mut parts),
            Rule::example => self.example(&mut parts),
            _ => None,
        }
    }

    fn valid(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        parts.take(Rule::k_from)?;
        Some(ItemKind::ValidFrom(self.date(&parts.take(Rule::date)?)))
    }

    fn applies(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        parts.take(Rule::k_when)?;
        Some(ItemKind::Applies(self.condition(parts)?, cites(parts)))
    }

    fn target(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        let kpi = written(&parts.take(Rule::word)?);
        let side = match parts.next()?.as_rule() {
            Rule::k_at_most => Side::AtMost,
            _ => Side::AtLeast,
        };
        let bound = self.literal(parts)?;
        let per_year = parts.take(Rule::k_per_year).map(|pair| span(&pair));
        let by = parts.take(Rule::k_by_date).and_then(|_| parts.take(Rule::date)).and_then(|date| self.date(&date));
        Some(ItemKind::Target(Target { kpi, side, bound, per_year, by, cites: cites(parts) }))
    }

    fn setting(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        let declared = declared(parts)?;
        let value = self.literal(parts)?;
        parts.take(Rule::k_between)?;
        let least = self.literal(parts)?;
        parts.take(Rule::k_and)?;
        let greatest = self.literal(parts)?;
        Some(ItemKind::Setting(Setting { declared, value, least, greatest, cites: cites(parts) }))
    }

    fn action(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        let declared = declared(parts)?;
        parts.take(Rule::k_is)?;
        let kind = written(&parts.take(Rule::word)?);
        let channel = parts.take(Rule::k_by_channel).and_then(|_| parts.take(Rule::word)).map(|word| written(&word));
        let costs = parts.take(Rule::k_costs).and_then(|_| self.literal(parts));
        let minutes = parts.take(Rule::k_takes).and_then(|_| self.count(parts));
        parts.take_any(&[Rule::k_minutes, Rule::k_minute]);
        let staff = parts.take(Rule::k_by_staff).and_then(|_| self.count(parts));
        Some(ItemKind::Action(Action { declared, kind, channel, costs, minutes, staff }))
    }

    fn segment(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        let declared = declared(parts)?;
        let condition = match parts.next()?.as_rule() {
            Rule::k_when => Some(self.condition(parts)?),
            _ => None,
        };
        Some(ItemKind::Segment(declared, condition, cites(parts)))
    }

    fn stage(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        let declared = declared(parts)?;
        parts.take(Rule::k_when)?;
        Some(ItemKind::Stage(declared, self.condition(parts)?, cites(parts)))
    }

    /// Text that is no item: explained on its own if it begins as an item, else as what was added to the item
    /// before it.
    fn broken(&mut self, pair: &Pair<'_>, before: &mut [Item]) -> Item {
        let own = span(pair);
        let mut words = words(pair.as_str(), own.start);
        let head = words.next();
        let begins = head.as_ref().and_then(|word| item_word(&word.text, self.locale));
        let previous = before.last_mut().filter(|item| !begins.is_some_and(|(_, exact)| exact) && !is_broken(item));
        let stretch = match previous {
            Some(item) => {
                item.ending = Ending::Torn;
                Span::new(item.span.start, own.end)
            }
            None => own,
        };
        self.findings.push(explain::explain(self.text, stretch, self.locale));
        let rule = begins.map(|(rule, _)| rule);
        let declares = rule.and_then(|rule| {
            let rest_of_phrase = phrase_of(rule, head.as_ref()?).split(' ').count() - 1;
            namespace(rule).zip(words.nth(rest_of_phrase))
        });
        let broken = Broken { header: rule == Some(Rule::k_policy), declares };
        Item { kind: ItemKind::Broken(broken), span: own, ending: Ending::Clean }
    }
}

fn is_broken(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Broken(_))
}

fn policy(parts: &mut Parts<'_>) -> Option<ItemKind> {
    let title = quoted(&parts.take(Rule::string)?);
    parts.take(Rule::k_version)?;
    Some(ItemKind::Policy(title, quoted(&parts.take(Rule::string)?)))
}

fn evaluate(parts: &mut Parts<'_>) -> Option<ItemKind> {
    Some(ItemKind::Evaluate(match parts.next()?.as_rule() {
        Rule::k_evening => DayPart::Evening,
        _ => DayPart::Morning,
    }))
}

fn working_days(parts: &mut Parts<'_>) -> Option<ItemKind> {
    Some(ItemKind::WorkingDays(match parts.next()?.as_rule() {
        Rule::k_weekdays => WorkingDays::Weekdays,
        Rule::k_all => WorkingDays::All,
        _ => WorkingDays::Nl,
    }))
}

fn vat(parts: &mut Parts<'_>) -> Option<ItemKind> {
    Some(ItemKind::Vat(match parts.next()?.as_rule() {
        Rule::k_never => VatOnCosts::Never,
        Rule::k_always => VatOnCosts::Always,
        _ => VatOnCosts::AgencyOnly,
    }))
}

fn overdue(parts: &mut Parts<'_>) -> Option<ItemKind> {
    parts.take(Rule::k_from)?;
    Some(ItemKind::Overdue(match parts.next()?.as_rule() {
        Rule::k_day_after => FirstDay::DayAfter,
        _ => FirstDay::DueDate,
    }))
}

fn declared(parts: &mut Parts<'_>) -> Option<Declared> {
    let name = written(&parts.take(Rule::name)?);
    Some(Declared { name, title: parts.take(Rule::string).map(|title| quoted(&title)) })
}

fn cites(parts: &mut Parts<'_>) -> Vec<Cite> {
    let clauses = parts.take(Rule::cites).map(Parts::of).map(|mut parts| {
        parts.take(Rule::k_cite);
        parts.take_all(Rule::cite)
    });
    clauses.into_iter().flatten().filter_map(cite).collect()
}

fn cite(pair: Pair<'_>) -> Option<Cite> {
    let mut parts = Parts::of(pair);
    let source = written(&parts.take(Rule::mention)?);
    Some(Cite { source, clause: quoted(&parts.take(Rule::string)?) })
}

fn written(pair: &Pair<'_>) -> Written {
    Written { text: pair.as_str().trim_end().to_owned(), span: span(pair) }
}

fn quoted(pair: &Pair<'_>) -> Written {
    Written { text: pair.as_str().trim_matches('"').to_owned(), span: span(pair) }
}

/// The words of a text that could not be read, with their places.
fn words(text: &str, start: usize) -> impl Iterator<Item = Written> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let pieces = text.split(move |letter| !is_word(letter)).filter(|piece| !piece.is_empty());
    pieces.map(move |piece| {
        let at = start + (piece.as_ptr() as usize - text.as_ptr() as usize);
        Written { text: piece.to_owned(), span: Span::new(at, at + piece.len()) }
    })
}

/// The item that a word begins, and whether it is spelt so; else the item whose word is nearest.
pub(super) fn item_word(word: &str, locale: Locale) -> Option<(Rule, bool)> {
    let entries = explain::ITEM_WORDS.iter().filter_map(|rule| structure_word(*rule).map(|entry| (*rule, entry.word)));
    let firsts: Vec<(Rule, &str)> = entries
        .flat_map(|(rule, word)| [(rule, word.in_locale(locale)), (rule, word.en), (rule, word.nl)])
        .map(|(rule, phrase)| (rule, phrase.split(' ').next().unwrap_or(phrase)))
        .collect();
    let named = |text: &str| firsts.iter().find(|(_, first)| *first == text).map(|(rule, _)| *rule);
    named(word)
        .map(|rule| (rule, true))
        .or_else(|| Some((named(nearest(&word.to_lowercase(), firsts.iter().map(|(_, first)| *first))?)?, false)))
}

/// The whole structure word that begins with a word, or with one like it.
fn phrase_of(rule: Rule, head: &Written) -> &'static str {
    let Some(entry) = structure_word(rule) else { return "" };
    let begins = |phrase: &str| phrase.split(' ').next().is_some_and(|first| nearest(&head.text, [first]).is_some());
    if begins(entry.word.en) { entry.word.en } else { entry.word.nl }
}

pub(super) fn namespace(rule: Rule) -> Option<Namespace> {
    match rule {
        Rule::k_source => Some(Namespace::Source),
        Rule::k_setting => Some(Namespace::Setting),
        Rule::k_action => Some(Namespace::Action),
        Rule::k_partner => Some(Namespace::Partner),
        Rule::k_segment => Some(Namespace::Segment),
        Rule::k_stage => Some(Namespace::Stage),
        Rule::k_rule | Rule::k_write_off => Some(Namespace::Rule),
        Rule::k_exception => Some(Namespace::Exception),
        Rule::k_plan => Some(Namespace::Plan),
        Rule::k_hold => Some(Namespace::Hold),
        Rule::k_fact => Some(Namespace::Fact),
        _ => None,
    }
}
