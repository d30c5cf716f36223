//! Why an item could not be read: what stands there, and what could have stood there instead.

use super::grammar::Failure;
use super::grammar::Rule;
use super::grammar::read;
use super::grammar::structure_word;
use super::missing;
use super::missing::Instead;
use super::slips::Stop;
use super::slips::slip;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::diagnostic::did_you_mean;
use crate::diagnostic::nearest;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::source::Span;
use pest::error::ErrorVariant;
use pest::error::InputLocation;
use std::collections::BTreeSet;

/// The words with which an item begins.
pub(super) const ITEM_WORDS: &[Rule] = &[
    Rule::k_policy,
    Rule::k_valid,
    Rule::k_law,
    Rule::k_source,
    Rule::k_evaluate,
    Rule::k_working_days,
    Rule::k_overdue,
    Rule::k_tolerance,
    Rule::k_grace,
    Rule::k_vat_on_costs,
    Rule::k_spacing,
    Rule::k_applies,
    Rule::k_target,
    Rule::k_setting,
    Rule::k_fact,
    Rule::k_action,
    Rule::k_partner,
    Rule::k_segment,
    Rule::k_stage,
    Rule::k_rule,
    Rule::k_exception,
    Rule::k_write_off,
    Rule::k_plan,
    Rule::k_hold,
    Rule::k_guarantee,
    Rule::k_example,
];

/// The words with which the parts of a rule begin.
const RULE_PARTS: &[&str] = &["in", "when", "als", "do", "doe", "once", "eenmaal", "every", "elke", "cite", "volgens"];

const WHOLE_RULE_EN: &str = "`when …`, `do …`, how often (such as `once per episode`), `cite … \"…\"`";
const WHOLE_RULE_NL: &str = "`als …`, `doe …`, hoe vaak (zoals `eenmaal per achterstand`), `volgens … \"…\"`";

/// The finding about unreadable text. `stretch` is read again as one item: the text itself, with the item before it
/// if it may have been meant as part of that.
pub(super) fn explain(text: &str, stretch: Span, locale: Locale) -> Diagnostic {
    let piece = text.get(stretch.range()).unwrap_or("").trim_end();
    let Err(failure) = read(Rule::single, piece) else {
        return code::UNREADABLE.at(stretch, code::UNREADABLE.phrase());
    };
    let at = match failure.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    // The second half of `==`, `=>` or `<>` is where reading stops; the first is where the mistake begins.
    let twofold = piece.get(..at).is_some_and(|before| before.ends_with(['=', '<']))
        && matches!(word_at(piece, at), "=" | ">" | "<");
    let at = if twofold { at - 1 } else { at };
    let expected = Expected::of(&failure, locale);
    if at < piece.len() {
        let slip = slip(&expected.stop(piece, at, locale));
        slip.map_or_else(|| unexpected(piece, stretch.start, at, &expected), |slip| slip.finding(piece, stretch.start))
    } else {
        let finding = unfinished(piece, stretch.start, &expected, locale);
        if text.get(stretch.end..).is_none_or(|rest| rest.trim().is_empty()) {
            finding
        } else {
            not_last(finding, piece)
        }
    }
}

fn unexpected(piece: &str, start: usize, at: usize, expected: &Expected) -> Diagnostic {
    let found = word_at(piece, at);
    let instead = expected.instead_of(piece.get(at..).unwrap_or(""), found);
    let length = instead.as_ref().map_or(0, |instead| instead.length).max(found.len());
    let whole = piece.get(at..at + length).unwrap_or(found).split_whitespace().collect::<Vec<_>>().join(" ");
    let message = Phrase::new(format!("cannot read `{whole}` here"), format!("kan `{whole}` hier niet lezen"));
    let finding = code::UNREADABLE.at(Span::new(start + at, start + at + length), message);
    let finding = if expected.is_nothing() { finding } else { finding.remark(expected.phrase()) };
    let meant = match instead {
        Some(instead) => Meant::Instead(instead),
        None => missing::forgotten(piece, at, &expected.tried()).map_or(Meant::Nothing, Meant::Forgotten),
    };
    let finding = match mend(at, &meant) {
        Some((from, to, text)) => finding.mend(Span::new(start + from, start + to), text),
        None => finding,
    };
    let finding = match missing::still_open(piece, at).filter(|_| expected.signs.contains(&")")) {
        Some(open) => {
            finding.also(Span::new(start + open, start + open + 1), Phrase::new("opened here", "hier geopend"))
        }
        None => finding,
    };
    match help(piece, found, expected, &meant) {
        Some(help) => finding.help(help),
        None => finding,
    }
}

/// What was probably meant where reading stopped.
enum Meant {
    /// Something else than stands there.
    Instead(Instead),
    /// One word or sign more.
    Forgotten(&'static str),
    /// That is not known.
    Nothing,
}

/// What to write instead, for the mistakes that are often made.
fn help(piece: &str, found: &str, expected: &Expected, meant: &Meant) -> Option<Phrase> {
    match meant {
        Meant::Instead(Instead { text, .. }) if text.starts_with(char::is_alphabetic) => Some(did_you_mean(text)),
        Meant::Instead(Instead { text, .. }) => {
            Some(Phrase::new(format!("write `{text}`"), format!("schrijf `{text}`")))
        }
        Meant::Forgotten(word) => {
            let comma = |comma: &str| if *word == "," { comma.to_owned() } else { format!("`{word}`") };
            Some(Phrase::new(
                format!("is {} missing before `{found}`?", comma("a comma")),
                format!("ontbreekt er {} voor `{found}`?", comma("een komma")),
            ))
        }
        Meant::Nothing => out_of_order(piece, found, expected),
    }
}

/// The change that the help of the same mistake tells, from where to where.
fn mend(at: usize, meant: &Meant) -> Option<(usize, usize, String)> {
    match meant {
        Meant::Instead(instead) => Some((at, at + instead.length, instead.text.to_owned())),
        Meant::Forgotten(word) => Some((at, at, format!("{word} "))),
        Meant::Nothing => None,
    }
}

/// A part of a rule after which nothing of a rule can follow: probably its parts stand in another order.
fn out_of_order(piece: &str, found: &str, expected: &Expected) -> Option<Phrase> {
    let is_rule = piece.starts_with("rule ") || piece.starts_with("regel ");
    (is_rule && !expected.items.is_empty() && RULE_PARTS.contains(&found)).then(|| {
        Phrase::new(
            "a rule stands in this order: `in stage`, `when`, `do`, how often, `cite`",
            "een regel staat in deze volgorde: `in fase`, `als`, `doe`, hoe vaak, `volgens`",
        )
    })
}

/// The item stops before it is complete: the last word of it is where to go on.
fn unfinished(piece: &str, start: usize, expected: &Expected, locale: Locale) -> Diagnostic {
    let last = piece.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let span = Span::new(start + last, start + piece.len());
    let begun = begun(piece);
    let message = Phrase::new(
        format!("the text stops in the middle of `{begun}`"),
        format!("de tekst stopt midden in `{begun}`"),
    );
    let finding = code::CUT_OFF.at(span, message).remark(expected.after());
    let finding = match missing::still_open(piece, piece.len()).filter(|_| expected.signs.contains(&")")) {
        Some(open) => {
            finding.also(Span::new(start + open, start + open + 1), Phrase::new("opened here", "hier geopend"))
        }
        None => finding,
    };
    match piece.split_whitespace().next() {
        Some("rule" | "regel") => finding.help(Phrase::new(
            format!("a whole rule says: {}", locale.pick(WHOLE_RULE_EN, WHOLE_RULE_NL)),
            format!("een hele regel zegt: {}", locale.pick(WHOLE_RULE_EN, WHOLE_RULE_NL)),
        )),
        _ => finding,
    }
}

/// The words with which an item begins: what it is, and its name where it has one.
fn begun(piece: &str) -> String {
    let words: Vec<&str> = piece.split_whitespace().take(2).collect();
    match words.as_slice() {
        [first, second] if second.starts_with(char::is_alphabetic) => format!("{first} {second}"),
        [first, ..] => (*first).to_owned(),
        [] => String::new(),
    }
}

fn not_last(finding: Diagnostic, piece: &str) -> Diagnostic {
    let begun = begun(piece);
    let message = Phrase::new(format!("`{begun}` is not finished"), format!("`{begun}` is niet af"));
    Diagnostic { code: code::UNREADABLE.id, message, ..finding }
}

/// The word, number or sign at a place.
fn word_at(piece: &str, at: usize) -> &str {
    let rest = piece.get(at..).unwrap_or("");
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let inner = |letter: char| is_word(letter) || letter == '.' || letter == ',';
    let length = match rest.chars().next() {
        Some(first) if is_word(first) => rest.find(|letter| !inner(letter)).unwrap_or(rest.len()),
        Some('"') => rest.find(['\n', '\r']).unwrap_or(rest.len()).min(nth_letter(rest, 20)),
        Some('=' | '<') if ["==", "=>", "=<", "<>"].iter().any(|sign| rest.starts_with(sign)) => 2,
        first => first.map_or(0, char::len_utf8),
    };
    let found = rest.get(..length.min(nth_letter(rest, 40))).unwrap_or(rest);
    if found.len() > 1 { found.trim_end_matches([',', '.']) } else { found }
}

fn nth_letter(text: &str, count: usize) -> usize {
    text.char_indices().nth(count).map_or(text.len(), |(at, _)| at)
}

/// What could have stood where reading stopped.
struct Expected {
    /// The structure words, to be listed.
    keywords: Vec<&'static str>,
    /// The words with which an item begins, if one may begin here: too many to list.
    items: Vec<&'static str>,
    kinds: Vec<Phrase>,
    /// The signs that stand between words.
    signs: Vec<&'static str>,
    /// Whether a comparison is among them: a fact has just been read.
    comparison: bool,
    /// Whether a text in quotes is.
    text: bool,
}

impl Expected {
    fn of(failure: &Failure, locale: Locale) -> Expected {
        let rules = match &failure.variant {
            ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
            ErrorVariant::CustomError { .. } => &[],
        };
        let words = |rules: &mut dyn Iterator<Item = Rule>| -> Vec<&'static str> {
            let words = rules.filter_map(structure_word).map(|entry| entry.word.in_locale(locale));
            words.collect::<BTreeSet<_>>().into_iter().collect()
        };
        let keywords = words(&mut rules.iter().flat_map(|rule| [&[*rule], beginnings(*rule)].concat()));
        let items = match rules.iter().any(|rule| next_item(*rule)) {
            true => words(&mut ITEM_WORDS.iter().copied()),
            false => Vec::new(),
        };
        let kinds = rules.iter().filter_map(|rule| kind(*rule)).collect::<BTreeSet<_>>().into_iter().collect();
        let signs = rules.iter().filter_map(|rule| sign(*rule)).collect();
        let (comparison, text) = (rules.contains(&Rule::comparison), rules.contains(&Rule::string));
        Expected { keywords, items, kinds, signs, comparison, text }
    }

    /// Where reading stopped, for slips that are often made.
    fn stop<'a>(&self, piece: &'a str, at: usize, locale: Locale) -> Stop<'a> {
        let joins = self.keywords.iter().any(|word| *word == locale.pick("and", "en"));
        Stop {
            piece,
            at,
            found: word_at(piece, at),
            text: self.text,
            comparison: self.comparison,
            comma: self.signs.contains(&",") && !joins,
            locale,
        }
    }

    /// What was probably meant by the word at the beginning of the rest.
    fn instead_of(&self, rest: &str, found: &str) -> Option<Instead> {
        let whole = || self.keywords.iter().chain(&self.items).copied();
        let of_words = || missing::sign_of_words(rest).filter(|_| self.comparison);
        let near = || {
            let lower = found.to_lowercase();
            let whole_word = nearest(&lower, whole());
            let first = || whole().find(|word| nearest(&lower, word.split(' ').next()).is_some());
            whole_word.or_else(first).map(|text| Instead { length: found.len(), text })
        };
        let instead = missing::other_sign(found).or_else(of_words);
        let instead = instead.or_else(|| missing::same_word(found, &self.keywords)).or_else(near)?;
        Some(unsaid(instead, rest))
    }

    /// The words and signs that may have been forgotten.
    fn tried(&self) -> Vec<&'static str> {
        self.keywords.iter().chain(&self.signs).copied().collect()
    }

    /// Whether nothing is known that could have stood there: the text is of another kind.
    fn is_nothing(&self) -> bool {
        self.keywords.is_empty() && self.items.is_empty() && self.kinds.is_empty()
    }

    fn phrase(&self) -> Phrase {
        Phrase::new(format!("expected {}", self.list(Locale::En)), format!("hier kan staan: {}", self.list(Locale::Nl)))
    }

    fn after(&self) -> Phrase {
        Phrase::new(
            format!("expected after this: {}", self.list(Locale::En)),
            format!("hierna kan staan: {}", self.list(Locale::Nl)),
        )
    }

    fn list(&self, locale: Locale) -> String {
        let kinds = self.kinds.iter().map(|kind| kind.in_locale(locale).to_owned());
        let keywords = self.keywords.iter().map(|word| format!("`{word}`"));
        let next = (!self.items.is_empty()).then(|| locale.pick("the next item", "het volgende onderdeel").to_owned());
        let parts: Vec<String> = kinds.chain(keywords).chain(next).collect();
        match parts.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} {} {last}", rest.join(", "), locale.pick("or", "of")),
            _ => parts.concat(),
        }
    }
}

/// Of a phrase whose later words stand there already, only the first: `eenmal per` becomes `eenmaal per`.
fn unsaid(instead: Instead, rest: &str) -> Instead {
    let Some((first, later)) = instead.text.split_once(' ') else { return instead };
    let after = rest.get(instead.length..).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
    if after.starts_with(later) { Instead { text: first, ..instead } } else { instead }
}

/// A sign that stands between words.
const fn sign(rule: Rule) -> Option<&'static str> {
    match rule {
        Rule::comma => Some(","),
        Rule::equals => Some("="),
        Rule::open => Some("("),
        Rule::close => Some(")"),
        _ => None,
    }
}

fn next_item(rule: Rule) -> bool {
    matches!(rule, Rule::EOI | Rule::item)
}

/// The structure words with which something begins.
pub(super) fn beginnings(rule: Rule) -> &'static [Rule] {
    match rule {
        Rule::cites => &[Rule::k_cite],
        Rule::frequency => &[Rule::k_once_per, Rule::k_every, Rule::k_at_most],
        Rule::in_stage => &[Rule::k_in],
        Rule::or_later => &[Rule::k_or],
        Rule::step => &[Rule::k_refer_to, Rule::k_hand_over_to],
        Rule::steps => &[Rule::k_nothing, Rule::k_refer_to, Rule::k_hand_over_to],
        Rule::expectations => &[Rule::k_nothing, Rule::k_not],
        Rule::expectation | Rule::given | Rule::negation => &[Rule::k_not],
        Rule::approval => &[Rule::k_approved_by],
        Rule::instalments => &[Rule::k_at_most],
        Rule::rest => &[Rule::k_not_within],
        Rule::patience => &[Rule::k_broken_when],
        Rule::monthly_list => &[Rule::k_list_on_day],
        Rule::dated_lists => &[Rule::k_lists_on],
        Rule::fact_unit => &[Rule::k_money, Rule::k_days, Rule::k_months, Rule::k_number, Rule::k_yes_no, Rule::k_text],
        Rule::fact_value => &[Rule::k_yes, Rule::k_no],
        _ => &[],
    }
}

/// What is expected other than a structure word.
fn kind(rule: Rule) -> Option<Phrase> {
    let phrase = |en: &str, nl: &str| Some(Phrase::new(en, nl));
    match rule {
        Rule::name | Rule::word | Rule::mention => phrase("a name", "een naam"),
        Rule::string => phrase("a text in double quotes", "een tekst tussen dubbele aanhalingstekens"),
        Rule::condition | Rule::all | Rule::negation | Rule::test | Rule::group => {
            phrase("a condition", "een voorwaarde")
        }
        Rule::term | Rule::given => phrase("a fact", "een feit"),
        Rule::comparison => phrase("a comparison such as `>=`", "een vergelijking zoals `>=`"),
        Rule::literal | Rule::number => phrase("a number in digits such as `20`", "een getal in cijfers zoals `20`"),
        Rule::operand | Rule::quantity | Rule::fact_value => {
            phrase("a value such as `20` or `€ 50`", "een waarde zoals `20` of `€ 50`")
        }
        Rule::money => phrase("an amount such as `€ 50`", "een bedrag zoals `€ 50`"),
        Rule::count => phrase("a whole number", "een heel getal"),
        Rule::date => phrase("a date such as `2025-06-01`", "een datum zoals `2025-06-01`"),
        Rule::step | Rule::steps | Rule::expectation | Rule::expectations | Rule::kinds => {
            phrase("an action", "een actie")
        }
        Rule::comma => phrase("a comma", "een komma"),
        Rule::equals => phrase("`=`", "`=`"),
        Rule::open => phrase("`(`", "`(`"),
        Rule::close => phrase("`)`", "`)`"),
        Rule::cite => phrase("a source and its clause", "een bron met vindplaats"),
        _ => None,
    }
}
