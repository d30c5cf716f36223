//! Slips that are often made, each with its own help: where the general one would propose something that reads and means
//! another thing.
//!
//! Always: a number in a help is the author's own, or counted from it with both told.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::source::Span;

/// What was written, and what to write instead.
pub(super) struct Slip {
    /// From where to where in the piece.
    from: usize,
    to: usize,
    /// What is wrong, where that is other than that it cannot be read.
    message: Option<Phrase>,
    help: Phrase,
    /// The change, where one does it.
    mend: Option<String>,
}

/// Where reading stopped.
pub(super) struct Stop<'a> {
    pub piece: &'a str,
    pub at: usize,
    /// The word, number or sign there.
    pub found: &'a str,
    /// Whether a text in quotes could stand there.
    pub text: bool,
    /// Whether a comparison could.
    pub comparison: bool,
    /// Whether a comma could.
    pub comma: bool,
    pub locale: Locale,
}

const EURO_WORDS: &[&str] = &["euro", "euros", "eur"];

/// How often a stretch of time is in a year, English and Dutch.
const PER_YEAR: &[(&str, u64)] =
    &[("month", 12), ("maand", 12), ("week", 52), ("quarter", 4), ("kwartaal", 4), ("day", 365), ("dag", 365)];

/// Words before which a rule says how often.
const OFTEN: &[&str] = &["once", "eenmaal", "every", "elke"];

/// Words that may follow a title.
const AFTER_TITLE: &[&str] = &[
    "als",
    "when",
    "in",
    "op",
    "to",
    "is",
    "doe",
    "do",
    "volgens",
    "cite",
    "per",
    "by",
    "kost",
    "costs",
    "duurt",
    "takes",
    "anders",
    "otherwise",
    "stopt",
    "stops",
    "aangeboden",
    "offered",
    "boven",
    "above",
];

/// The slip that was made, if it is one of these.
pub(super) fn slip(stop: &Stop<'_>) -> Option<Slip> {
    stop.open_text()
        .or_else(|| stop.euros())
        .or_else(|| stop.dash_of_cents())
        .or_else(|| stop.no_such())
        .or_else(|| stop.not_equal())
        .or_else(|| stop.sign_in_two())
        .or_else(|| stop.given_between())
        .or_else(|| stop.unless())
        .or_else(|| stop.per_year())
        .or_else(|| stop.every_month())
        .or_else(|| stop.and_in_a_list())
        .or_else(|| stop.to_between_bounds())
        .or_else(|| stop.fact_last())
        .or_else(|| stop.nothing_done())
        .or_else(|| stop.no_quotes())
        .or_else(|| stop.digit_first())
}

impl Slip {
    fn new(from: usize, to: usize, en: impl Into<String>, nl: impl Into<String>) -> Slip {
        Slip { from, to, message: None, help: Phrase::new(en.into(), nl.into()), mend: None }
    }

    /// `write …`, and the change that does it.
    fn write(from: usize, to: usize, text: &str) -> Slip {
        let slip = Slip::new(from, to, format!("write `{text}`"), format!("schrijf `{text}`"));
        Slip { mend: Some(text.to_owned()), ..slip }
    }

    /// The finding; `start` is where the piece begins.
    pub(super) fn finding(self, piece: &str, start: usize) -> Diagnostic {
        let found = piece.get(self.from..self.to).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        let unread = || Phrase::new(format!("cannot read `{found}` here"), format!("kan `{found}` hier niet lezen"));
        let span = Span::new(start + self.from, start + self.to);
        let finding = code::UNREADABLE.at(span, self.message.unwrap_or_else(unread)).help(self.help);
        match self.mend {
            Some(text) => finding.mend(span, text),
            None => finding,
        }
    }
}

impl Stop<'_> {
    fn before(&self) -> &str {
        self.piece.get(..self.at).unwrap_or("").trim_end()
    }

    /// From the place on.
    fn rest(&self) -> &str {
        self.piece.get(self.at..).unwrap_or("")
    }

    fn end(&self) -> usize {
        self.at + self.found.len()
    }

    fn is(&self, en: &str, nl: &str) -> bool {
        self.found.eq_ignore_ascii_case(self.locale.pick(en, nl))
    }

    /// The line from its beginning to the place, and what stands before that.
    fn line_before(&self) -> (usize, &str) {
        let before = self.piece.get(..self.at).unwrap_or("");
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (start, before.get(start..).unwrap_or(""))
    }

    /// A text of which one quote is missing: the last, the first, or the last of the text before.
    fn open_text(&self) -> Option<Slip> {
        let line = self.rest().lines().next().unwrap_or("");
        if line.starts_with('"') && line.matches('"').count() == 1 {
            let end = self.at + line.trim_end().len();
            let text = line.trim_end();
            let message = Phrase::new(
                format!("the text `{text}` is not closed"),
                format!("de tekst `{text}` wordt niet afgesloten"),
            );
            let last = text.rsplit([' ', '"']).next().unwrap_or("");
            let help = Phrase::new(
                format!("put `\"` after `{last}`, on the same line"),
                format!("zet `\"` achter `{last}`, op dezelfde regel"),
            );
            // Put in after the text, which stays: the mend is of nothing.
            return Some(Slip {
                from: self.at,
                to: end,
                message: Some(message),
                help,
                mend: Some(format!("{text}\"")),
            });
        }
        let (start, before) = self.line_before();
        if before.matches('"').count() % 2 == 0 && before.trim_end().ends_with('"') && line.matches('"').count() == 1 {
            // The text before swallowed what stands between two texts.
            let closed = before.trim_end();
            let opened = closed.get(..closed.len() - 1)?.rfind('"')?;
            let swallowed = closed.get(opened + 1..closed.len() - 1)?;
            let comma = swallowed.find(',')?;
            let text = swallowed.get(..comma)?;
            let from = start + opened;
            let message = Phrase::new(
                format!("the text `\"{text}` is not closed"),
                format!("de tekst `\"{text}` wordt niet afgesloten"),
            );
            let help = Phrase::new(format!("write `\"{text}\"`"), format!("schrijf `\"{text}\"`"));
            let mend = Some(format!("\"{text}\""));
            return Some(Slip { from, to: from + 1 + comma, message: Some(message), help, mend });
        }
        let quoted = self.text && !line.starts_with('"') && line.matches('"').count() == 1;
        quoted.then(|| {
            let text = line.split('"').next().unwrap_or("");
            Slip::write(self.at, self.at + text.len() + 1, &format!("\"{text}\""))
        })
    }

    /// `4 euro`.
    fn euros(&self) -> Option<Slip> {
        if !EURO_WORDS.contains(&self.found.to_lowercase().as_str()) {
            return None;
        }
        let number = number_at_end(self.before());
        match number {
            Some(number) => {
                let from = self.before().len() - number.len();
                Some(Slip::write(from, self.end(), &format!("\u{20ac} {number}")))
            }
            None => Some(Slip::new(
                self.at,
                self.end(),
                "write `\u{20ac}` before the amount",
                "schrijf `\u{20ac}` voor het bedrag",
            )),
        }
    }

    /// `€ 25,-`.
    fn dash_of_cents(&self) -> Option<Slip> {
        let dashes = |letter: char| matches!(letter, '-' | '\u{2013}' | '\u{2014}' | '=');
        let (amount, after) = match self.rest().strip_prefix([',', '.']) {
            Some(after) => (self.before(), after),
            // Among several facts the comma was read as the one of the list.
            None => (self.before().strip_suffix(',')?.trim_end(), self.rest()),
        };
        let length = after.find(|letter: char| !dashes(letter)).unwrap_or(after.len());
        let number = number_at_end(amount).filter(|_| length > 0)?;
        let from = amount.rfind('\u{20ac}').unwrap_or(amount.len() - number.len());
        let to = self.piece.len() - after.len() + length;
        Some(Slip::write(from, to, &format!("\u{20ac} {number}")))
    }

    /// `geen bezoek`: the word before was read as a name.
    fn no_such(&self) -> Option<Slip> {
        let no = self.locale.pick("no", "geen");
        let before = self.before().strip_suffix(no)?;
        let apart = before.ends_with(|letter: char| letter.is_whitespace() || ",(".contains(letter))
            && !before.trim_end().ends_with('=');
        let word = self.found.starts_with(char::is_alphabetic) && !self.is("and", "en") && !self.is("or", "of");
        if !apart || !word {
            return None;
        }
        let name = name_at(self.rest());
        let not = self.locale.pick("not", "niet");
        Some(Slip::write(before.len(), self.at + name.len(), &format!("{not} {name}")))
    }

    /// `= niet nieuw` and `niet = nieuw`.
    fn not_equal(&self) -> Option<Slip> {
        if !self.is("not", "niet") {
            return None;
        }
        if let Some(before) = self.before().strip_suffix('=').filter(|before| !before.ends_with(['<', '>', '!'])) {
            return Some(Slip::write(before.len(), self.end(), "!="));
        }
        let after = self.piece.get(self.end()..)?;
        let sign = after.trim_start();
        (self.comparison && sign.starts_with('='))
            .then(|| Slip::write(self.at, self.end() + after.len() - sign.len() + 1, "!="))
    }

    /// `> =`.
    fn sign_in_two(&self) -> Option<Slip> {
        let sign = self.before().chars().next_back().filter(|sign| "<>!".contains(*sign) && self.found == "=")?;
        Some(Slip::write(self.before().len() - 1, self.end(), &format!("{sign}=")))
    }

    /// `gegeven dagen_te_laat >= 3`: an example gives a value.
    fn given_between(&self) -> Option<Slip> {
        let is_example = self.piece.starts_with("voorbeeld ") || self.piece.starts_with("example ");
        let sign = self.rest().get(..2).filter(|two| [">=", "<=", "!="].contains(two)).unwrap_or(self.found);
        let compares = is_example && [">=", "<=", "!=", ">", "<"].contains(&sign);
        let fact = self.before().rsplit(|letter: char| letter.is_whitespace() || letter == ',').next()?;
        compares.then(|| {
            Slip::new(
                self.at,
                self.at + sign.len(),
                format!("an example gives one value: write `{fact} = \u{2026}`"),
                format!("een voorbeeld geeft een waarde: schrijf `{fact} = \u{2026}`"),
            )
        })
    }

    /// `tenzij overgedragen`: all that comes after it is denied, so that more than one condition needs parentheses.
    fn unless(&self) -> Option<Slip> {
        if !self.is("unless", "tenzij") {
            return None;
        }
        let name = name_at(self.piece.get(self.end()..)?.trim_start());
        Some(Slip::new(
            self.at,
            self.end(),
            format!("write `and not {name}`; put parentheses round more than one condition: `and not (… or …)`"),
            format!("schrijf `en niet {name}`; zet haakjes om meer dan een voorwaarde: `en niet (… of …)`"),
        ))
    }

    /// `hoogstens 3 per maand` of a target, which counts by the year.
    fn per_year(&self) -> Option<Slip> {
        let is_target = self.piece.starts_with("doel ") || self.piece.starts_with("target ");
        let mut words = self.rest().split_whitespace();
        let (per, time) = (words.next()?, words.next()?);
        let (_, times) = PER_YEAR.iter().find(|(word, _)| *word == time)?;
        if !is_target || per != "per" {
            return None;
        }
        let to = self.at + self.rest().find(time)? + time.len();
        let yearly = Slip::new(
            self.at,
            to,
            "a target is counted by the year: write how many that is `per year`",
            "een doel telt per jaar: schrijf hoeveel dat is `per jaar`",
        );
        let Some(number) = number_at_end(self.before()).and_then(|number| number.parse::<u64>().ok()) else {
            return Some(yearly);
        };
        let (each, all) = (format!("{number} per {time}"), number.saturating_mul(*times));
        Some(Slip {
            help: Phrase::new(
                format!("a target is counted by the year: {each} is `{all} per year`"),
                format!("een doel telt per jaar: {each} is `{all} per jaar`"),
            ),
            ..yearly
        })
    }

    /// `elke maand`, `elke 2 weken`: a rule is repeated in days, or by the calendar month.
    fn every_month(&self) -> Option<Slip> {
        let before = self.before();
        let number = number_at_end(before);
        let before = number.map_or(before, |number| before.get(..before.len() - number.len()).unwrap_or("").trim_end());
        let from = before.strip_suffix("elke").or_else(|| before.strip_suffix("every"))?.len();
        let times: i64 = number.map_or(Some(1), |number| number.parse().ok())?;
        let week = ["week", "weeks", "weken"].contains(&self.found);
        let month = ["month", "months", "maand", "maanden"].contains(&self.found);
        let text = match (week, month, times) {
            (true, ..) => format!("{} {} {}", self.locale.pick("every", "elke"), times.checked_mul(7)?, self.days()),
            (_, true, 1) => self.locale.pick("once per month", "eenmaal per maand").to_owned(),
            (_, true, _) => {
                let days = times.checked_mul(30)?;
                return Some(Slip::new(
                    from,
                    self.end(),
                    format!("a rule is repeated in days: {times} months is about `every {days} days`"),
                    format!("een regel herhaalt in dagen: {times} maanden is ongeveer `elke {days} dagen`"),
                ));
            }
            _ => return None,
        };
        Some(Slip::write(from, self.end(), &text))
    }

    const fn days(&self) -> &'static str {
        self.locale.pick("days", "dagen")
    }

    /// `doe bellen en bezoek`: in a list, where no condition is.
    fn and_in_a_list(&self) -> Option<Slip> {
        let listed = self.comma && self.is("and", "en");
        listed.then(|| {
            let (en, nl) = ("put a comma in the place of `and`", "zet een komma in de plaats van `en`");
            Slip { mend: Some(",".to_owned()), ..Slip::new(self.before().len(), self.end(), en, nl) }
        })
    }

    /// `18 tot 30` of a setting.
    fn to_between_bounds(&self) -> Option<Slip> {
        let is_setting = self.piece.starts_with("instelling ") || self.piece.starts_with("setting ");
        let to = ["tot", "to", "t", "until"].contains(&self.found);
        let low = number_at_end(self.before()).filter(|_| is_setting && to)?;
        let between = self.before().contains(self.locale.pick("between", "tussen"));
        let after = self.rest().trim_start_matches(|letter: char| !letter.is_ascii_digit());
        let high: String = after.chars().take_while(|letter| letter.is_ascii_digit()).collect();
        let from = self.before().len() - low.len();
        if between && !high.is_empty() {
            let length = self.rest().len() - after.len() + high.len();
            return Some(Slip::write(
                from,
                self.at + length,
                &format!("{low} {} {high}", self.locale.pick("and", "en")),
            ));
        }
        let high = if high.is_empty() { "\u{2026}" } else { &high };
        Some(Slip::new(
            self.at,
            self.end(),
            format!("a setting has a value and a range: write `{low} between \u{2026} and {high}`"),
            format!("een instelling heeft een waarde en een bereik: schrijf `{low} tussen \u{2026} en {high}`"),
        ))
    }

    /// `als minstens 14 dagen te laat`: the fact comes first. The words may have been read as the name of a fact.
    fn fact_last(&self) -> Option<Slip> {
        let before = self.piece.get(..self.at)?;
        let starts = before.char_indices().rev().filter(|(place, letter)| {
            !letter.is_whitespace() && before.get(..*place).is_some_and(|text| text.ends_with([' ', '\t', '\n', '(']))
        });
        let starts = std::iter::once(self.at).chain(starts.map(|(place, _)| place).take(5));
        starts.into_iter().find_map(|start| self.fact_after(start))
    }

    fn fact_after(&self, start: usize) -> Option<Slip> {
        let rest = self.piece.get(start..)?;
        let (length, sign) = super::missing::sign_at(rest)?;
        let after = rest.get(length..)?.trim_start();
        let end = |letter: char| !letter.is_ascii_digit() && !",.".contains(letter);
        let number = after.get(..after.find(end).unwrap_or(after.len()))?.trim_end_matches([',', '.']);
        let reaches = self.piece.len() - after.len() >= self.at;
        if number.is_empty() || !reaches || !begins_a_condition(self.piece.get(..start)?) {
            return None;
        }
        let words: Vec<&str> = after.get(number.len()..)?.split_whitespace().take(3).collect();
        let fact = match words.as_slice() {
            ["dagen" | "dag", "te", "laat"] => "dagen_te_laat",
            ["days" | "day", "overdue" | "late", ..] => "days_overdue",
            _ => "\u{2026}",
        };
        let text = format!("{fact} {sign} {number}");
        Some(Slip::new(
            start,
            start + length,
            format!("the fact comes first: write `{text}`"),
            format!("het feit staat voorop: schrijf `{text}`"),
        ))
    }

    /// A rule that says how often before it says what, or without saying what.
    fn nothing_done(&self) -> Option<Slip> {
        let is_rule = self.piece.starts_with("rule ") || self.piece.starts_with("regel ");
        let does = |text: &str| text.split_whitespace().any(|word| word == self.locale.pick("do", "doe"));
        if !is_rule || !OFTEN.contains(&self.found) || does(self.before()) {
            return None;
        }
        let found = self.found;
        if does(self.rest()) {
            let (en, nl) = (format!("first `do …`, then `{found} …`"), format!("eerst `doe …`, dan `{found} …`"));
            return Some(Slip::new(self.at, self.end(), en, nl));
        }
        let message = Phrase::new("this rule does not say what is done", "deze regel zegt niet wat er wordt gedaan");
        let (en, nl) = (format!("put `do …` before `{found}`"), format!("zet `doe …` voor `{found}`"));
        Some(Slip { message: Some(message), ..Slip::new(self.at, self.end(), en, nl) })
    }

    /// A title without quotes.
    fn no_quotes(&self) -> Option<Slip> {
        let begins = self.found.starts_with(char::is_uppercase) && !AFTER_TITLE.contains(&&*self.found.to_lowercase());
        if !self.text || !begins {
            return None;
        }
        let line = self.rest().lines().next().unwrap_or("");
        let end = line.find(['"', '#', '=', '(']).unwrap_or(line.len());
        let mut length = 0;
        for word in line.get(..end)?.split_whitespace() {
            if AFTER_TITLE.contains(&word) {
                break;
            }
            length = line.get(length..)?.find(word)? + length + word.len();
        }
        let title = line.get(..length).filter(|title| !title.is_empty())?;
        Some(Slip::write(self.at, self.at + length, &format!("\"{title}\"")))
    }

    /// `3_maanden` where a name stands.
    fn digit_first(&self) -> Option<Slip> {
        let digit = self.found.starts_with(|letter: char| letter.is_ascii_digit()) && self.found.contains('_');
        digit.then(|| {
            Slip::new(
                self.at,
                self.end(),
                "a name begins with a letter",
                "een naam begint met een letter; een cijfer kan daarna",
            )
        })
    }
}

/// The number that a text ends with.
fn number_at_end(text: &str) -> Option<&str> {
    let from = text
        .rfind(|letter: char| !letter.is_ascii_digit() && !",.".contains(letter))
        .map_or(0, |at| at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    text.get(from..).filter(|number| number.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// The name, with its parentheses, that a text begins with.
fn name_at(text: &str) -> &str {
    let word = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len());
    let after = text.get(word..).unwrap_or("");
    let argument = if after.starts_with('(') { after.find(')').map_or(0, |at| at + 1) } else { 0 };
    text.get(..word + argument).unwrap_or(text)
}

/// Whether a condition begins after a text.
fn begins_a_condition(before: &str) -> bool {
    let last = before.trim_end().rsplit(|letter: char| letter.is_whitespace() || letter == '(').next();
    last.is_some_and(|word| ["when", "als", "and", "en", "or", "of", "not", "niet", ""].contains(&word))
}
