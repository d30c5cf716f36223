//! The words, numbers, signs and comments of a text, one after another, each with its part in the sentence.
//!
//! What lays a policy out or shows it in an editor needs every word where it stands; the tree keeps what the words
//! say. The two lie beside each other, tied by their spans: no blank and no comment ever gets into the tree.
//! Always: tokens stand in the order of the text and never overlap; of readable text nothing but blanks is left out.

use super::build::namespace;
use super::grammar::Pair;
use super::grammar::Rule;
use super::grammar::read;
use super::grammar::span;
use super::grammar::structure_word;
use super::refusal;
use super::tree::Namespace;
use crate::source::SourceFile;
use crate::source::Span;
use crate::vocabulary::StructureWord;

/// A word, a number, a sign or a comment.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
}

/// What a token is.
#[derive(Clone, Copy, Debug)]
pub enum TokenKind {
    /// A structure word, or a phrase of several.
    Structure(&'static StructureWord),
    /// A word that names something.
    Word(Role),
    /// Digits, with a decimal mark or without.
    Number,
    /// A day.
    Date,
    /// A text in quotes, with its quotes.
    Text,
    /// A comma, a parenthesis, a comparison, `€` or `%`.
    Sign,
    /// From `#` to the end of the line.
    Comment,
}

/// What a word is there for: where to look for what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is given here as a name.
    Declares(Namespace),
    /// It refers to a name that is given elsewhere.
    Mentions(Namespace),
    /// The rule or exception that an exception is to.
    RuleOrException,
    /// An action or kind of action that is done.
    Step,
    /// Everything of a kind: a kind of action, or an action or partner that stands for its kind.
    Kind,
    /// A fact or function that is asked for.
    Fact,
    /// What the fact at this place is compared with: a choice or a setting.
    Value(Span),
    /// A key figure.
    Kpi,
    /// What an action is.
    ActionKind,
    /// Through what an action reaches the tenant.
    Channel,
    /// What a partner is.
    PartnerKind,
    /// What is booked in an example over time.
    Booking,
    /// In text that could not be read.
    Unread,
}

impl Token {
    /// The grammar's rule of a structure word; empty for anything else.
    #[must_use]
    pub const fn structure(&self) -> &'static str {
        match self.kind {
            TokenKind::Structure(entry) => entry.rule,
            _ => "",
        }
    }

    /// Whether it is a comment.
    #[must_use]
    pub const fn is_comment(&self) -> bool {
        matches!(self.kind, TokenKind::Comment)
    }
}

/// The tokens of a text, comments among them. Of text that cannot be read only the words come out.
#[must_use]
pub fn tokens(file: &SourceFile) -> Vec<Token> {
    if refusal(file.text()).is_some() {
        return Vec::new();
    }
    let mut reader = Reader { tokens: Vec::new(), last: None, tested: Span::default(), opened: false };
    for pair in read(Rule::file, file.text()).into_iter().flatten() {
        reader.read(pair, [Rule::file, Rule::file]);
    }
    reader.tokens
}

struct Reader {
    tokens: Vec<Token>,
    /// The structure word before.
    last: Option<Rule>,
    /// Where the fact stands that is being compared.
    tested: Span,
    /// Whether the token before, comments aside, opens the parenthesis of a function.
    opened: bool,
}

impl Reader {
    /// Reads a pair that stands within two others.
    fn read(&mut self, pair: Pair<'_>, above: [Rule; 2]) {
        let rule = pair.as_rule();
        if let Some(entry) = structure_word(rule) {
            self.last = Some(rule);
            self.push(TokenKind::Structure(entry), span(&pair));
            return;
        }
        match rule {
            Rule::COMMENT => self.push(TokenKind::Comment, span(&pair)),
            Rule::string => self.push(TokenKind::Text, span(&pair)),
            Rule::date => self.push(TokenKind::Date, span(&pair)),
            Rule::number | Rule::count => self.push(TokenKind::Number, span(&pair)),
            Rule::comma | Rule::equals | Rule::open | Rule::close | Rule::comparison => {
                self.push(TokenKind::Sign, span(&pair));
                self.opened = rule == Rule::open && above[0] == Rule::term;
            }
            Rule::name | Rule::mention | Rule::word => self.word(rule, span(&pair), above),
            Rule::broken => self.unread(&pair),
            _ => self.parts(pair, above),
        }
    }

    /// What stands within a pair; the signs of amounts and percentages are no pairs of their own.
    fn parts(&mut self, pair: Pair<'_>, above: [Rule; 2]) {
        let (rule, whole) = (pair.as_rule(), span(&pair));
        if rule == Rule::money {
            self.push(TokenKind::Sign, Span::new(whole.start, whole.start + '€'.len_utf8()));
        }
        for part in pair.into_inner() {
            self.read(part, [rule, above[0]]);
        }
        if rule == Rule::percent {
            self.push(TokenKind::Sign, Span::new(whole.end - 1, whole.end));
        }
    }

    fn word(&mut self, rule: Rule, span: Span, above: [Rule; 2]) {
        let role = match (rule, above) {
            (Rule::name, _) => self.last.and_then(namespace).map_or(Role::Unread, Role::Declares),
            (Rule::word, [Rule::target, _]) => Role::Kpi,
            (Rule::word, [Rule::partner, _]) => Role::PartnerKind,
            (Rule::word, _) if self.last == Some(Rule::k_by_channel) => Role::Channel,
            (Rule::word, _) => Role::ActionKind,
            (_, [Rule::hold, _]) => Role::Declares(Namespace::Hold),
            (_, [Rule::term, Rule::operand]) if !self.opened => Role::Value(self.tested),
            (_, [Rule::term, _]) if !self.opened => {
                self.tested = span;
                Role::Fact
            }
            (_, [Rule::in_stage, _]) => Role::Mentions(Namespace::Stage),
            (_, [Rule::refer | Rule::hand_over, _]) => Role::Mentions(Namespace::Partner),
            (_, [Rule::step, _]) => Role::Step,
            (_, [Rule::exception, _]) if self.last == Some(Rule::k_to) => Role::RuleOrException,
            (_, [Rule::exception, _]) => Role::Mentions(Namespace::Exception),
            (_, [Rule::cite, _]) => Role::Mentions(Namespace::Source),
            (_, [Rule::quantity, _]) => Role::Mentions(Namespace::Setting),
            (_, [Rule::booking, _]) => Role::Booking,
            _ => Role::Kind,
        };
        self.push(TokenKind::Word(role), span);
    }

    fn unread(&mut self, pair: &Pair<'_>) {
        let whole = span(pair);
        for piece in words_of(pair.as_str()) {
            let place = Span::new(whole.start + piece.start, whole.start + piece.end);
            self.push(TokenKind::Word(Role::Unread), place);
        }
    }

    fn push(&mut self, kind: TokenKind, span: Span) {
        self.opened &= matches!(kind, TokenKind::Comment);
        self.tokens.push(Token { kind, span });
    }
}

/// The words of a text, without those in titles and comments.
pub(super) fn words_of(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let (mut quoted, mut remark) = (false, false);
    let mut begun: Option<usize> = None;
    for (at, letter) in text.char_indices().chain([(text.len(), '\n')]) {
        let of_word = !quoted && !remark && (letter.is_alphanumeric() || letter == '_');
        match (begun, of_word) {
            (None, true) => begun = Some(at),
            (Some(start), false) => {
                found.push(Span::new(start, at));
                begun = None;
            }
            _ => {}
        }
        match letter {
            '\n' | '\r' => (quoted, remark) = (false, false),
            '"' if !remark => quoted = !quoted,
            '#' if !quoted => remark = true,
            _ => {}
        }
    }
    found.retain(|word| text.get(word.range()).is_some_and(|word| word.starts_with(char::is_alphabetic)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let file = SourceFile::new("x", text);
        let told = |token: &Token| match token.kind {
            TokenKind::Word(role) => format!("{} {role:?}", file.slice(token.span)),
            _ => file.slice(token.span).to_owned(),
        };
        tokens(&file).iter().map(told).collect()
    }

    #[test]
    fn a_word_is_known_by_its_place_in_the_sentence() {
        let found = shown("rule r when (days_since(call) >= x or kind = dwelling) do refer to bank cite b \"1\"");
        let roles: Vec<&str> = found.iter().filter_map(|word| Some(word.split_once(' ')?.1)).collect();
        let expected = [
            "Declares(Rule)",
            "Fact",
            "Kind",
            "Value(Span { start: 13, end: 23 })",
            "Fact",
            "Value(Span { start: 38, end: 42 })",
            "to",
            "Mentions(Partner)",
            "Mentions(Source)",
        ];
        assert_eq!(roles, expected);
    }

    #[test]
    fn nothing_but_blanks_lies_between_the_tokens() {
        let text = std::fs::read_to_string("policies/wooninvest-2025.beleid").unwrap();
        let file = SourceFile::new("x", text);
        let mut end = 0;
        for token in tokens(&file) {
            let between = file.slice(Span::new(end, token.span.start));
            assert!(token.span.start >= end && between.trim().is_empty(), "{between}");
            end = token.span.end;
        }
        assert!(file.slice(Span::new(end, file.text().len())).trim().is_empty());
    }

    #[test]
    fn amounts_and_percentages_have_their_signs() {
        assert_eq!(shown("tolerance € 25 # so"), ["tolerance", "€", "25", "# so"]);
        assert_eq!(shown("target arrears_rate at most 1.35%")[3..], ["1.35", "%"]);
    }

    #[test]
    fn of_unreadable_text_the_words_are_left() {
        let found = shown("law nl\nrule x \"a title\" whn 3days # remark\n");
        assert_eq!(found[2..], ["rule Unread", "x Unread", "whn Unread"]);
    }
}
