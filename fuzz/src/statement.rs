//! Policies written by choices: statements of the vocabulary, mostly right, so that what comes after reading is reached.
//!
//! Written in English; the other language comes of translating it (`layout`).

mod words;

use super::choice::Choices;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::EndReason;
use huurproef::vocabulary::FACTS;
use huurproef::vocabulary::FactEntry;
use huurproef::vocabulary::HoldCode;
use huurproef::vocabulary::KPIS;
use huurproef::vocabulary::KpiUnit;
use huurproef::vocabulary::PaymentMethod;
use huurproef::vocabulary::STRUCTURE;
use huurproef::vocabulary::TenancyKind;
use huurproef::vocabulary::Unit;
use words::ACTIONS;
use words::CONVENTIONS;
use words::FREQUENCIES;
use words::LIGHT;
use words::NUMBERS;
use words::ODD_FREQUENCIES;
use words::ODD_NUMBERS;
use words::ODD_PLAN_TERMS;
use words::OWN_FACTS;
use words::PARTNERS;
use words::PLAN_TERMS;
use words::SEGMENTS;
use words::SETTINGS;
use words::SIGNS;
use words::STAGES;
use words::YES_OR_NO;

/// A policy being written.
struct Author<'c, 'b> {
    dice: &'c mut Choices<'b>,
    lines: Vec<String>,
    settings: Vec<(&'static str, Unit)>,
    facts: Vec<(&'static str, Unit)>,
    actions: Vec<&'static str>,
    /// How one turns to each partner.
    steps: Vec<&'static str>,
    partners: Vec<&'static str>,
    segments: usize,
    stages: usize,
    rules: usize,
    /// Whether it may be wrong.
    temper: Temper,
}

/// Whether a policy is what an adviser could write.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Temper {
    /// It is right as far as that can be seen from each statement.
    Tame,
    /// Now and then it is not.
    Wild,
}

/// A policy, a statement a line.
pub fn policy(dice: &mut Choices<'_>) -> Vec<String> {
    let temper = if dice.one_in(5) { Temper::Wild } else { Temper::Tame };
    let lines = vec!["policy \"Made\" version \"1\"".to_owned(), "source b \"Book\"".to_owned()];
    let mut author = Author {
        dice,
        lines,
        settings: Vec::new(),
        facts: Vec::new(),
        actions: Vec::new(),
        steps: Vec::new(),
        partners: Vec::new(),
        segments: 0,
        stages: 0,
        rules: 0,
        temper,
    };
    author.declare();
    author.divide();
    author.act();
    author.promise();
    author.lines
}

impl Author<'_, '_> {
    fn say(&mut self, line: String) {
        self.lines.push(line);
    }

    /// Whether something odd is written here, which happens in wild policies only.
    fn is_odd(&mut self) -> bool {
        self.temper == Temper::Wild && self.dice.one_in(8)
    }

    fn odd_or(&mut self, odd: &[&'static str], usual: &[&'static str]) -> &'static str {
        let list = if self.is_odd() { odd } else { usual };
        self.dice.word(list)
    }

    fn number(&mut self) -> &'static str {
        self.odd_or(ODD_NUMBERS, NUMBERS)
    }

    fn declare(&mut self) {
        for line in CONVENTIONS {
            if self.dice.one_in(6) {
                self.say((*line).to_owned());
            }
        }
        for (name, unit, line) in SETTINGS {
            if self.dice.one_in(3) {
                self.settings.push((name, *unit));
                self.say((*line).to_owned());
            }
        }
        for (name, unit, line) in OWN_FACTS {
            if self.dice.one_in(4) {
                self.facts.push((name, *unit));
                self.say((*line).to_owned());
            }
        }
        for (name, line) in ACTIONS {
            if self.dice.one_in(2) {
                self.actions.push(name);
                self.say((*line).to_owned());
            }
        }
        for (step, name, line) in PARTNERS {
            if self.dice.one_in(3) {
                self.steps.push(step);
                self.partners.push(name);
                self.say((*line).to_owned());
            }
        }
    }

    /// To whom it applies, and into what it divides them.
    fn divide(&mut self) {
        if self.dice.one_in(4) {
            let condition = self.condition(1);
            self.say(format!("applies when {condition}"));
        }
        let segments = self.dice.below(3);
        for name in SEGMENTS.iter().take(segments) {
            let condition = self.condition(1);
            self.say(format!("segment {name} \"Segment {name}\" when {condition} cite b \"1\""));
        }
        if segments > 0 {
            self.say("segment rest otherwise".to_owned());
        }
        self.segments = segments;
        let stages = self.dice.below(4);
        for (place, name) in STAGES.iter().enumerate().take(stages) {
            let condition = match self.dice.one_in(3) {
                true => self.condition(1),
                false => format!("months_in_arrears >= {}", place + 1),
            };
            self.say(format!("stage {name} when {condition}"));
        }
        self.stages = stages;
        let codes = self.dice.below(HoldCode::ALL.len());
        for place in 0..self.dice.below(3) {
            let code = HoldCode::ALL.get(codes + place).map_or("other", |code| code.word().en);
            let stopped = self.kind();
            let what = self.dice.word(&["stops all except write_off", "stops all", ""]);
            let what = if what.is_empty() { format!("stops {stopped}") } else { what.to_owned() };
            self.say(format!("hold {code} \"Hold\" {what} cite b \"5\""));
        }
    }

    fn act(&mut self) {
        self.rules = 1 + self.dice.below(5);
        for place in 0..self.rules {
            let stage = self.in_stage();
            let condition = match self.dice.one_in(8) {
                true => String::new(),
                false => format!("when {}", self.condition(2)),
            };
            let steps = self.steps();
            let frequency = self.odd_or(ODD_FREQUENCIES, FREQUENCIES);
            let cite = if self.dice.one_in(8) { "" } else { " cite b \"1\"" };
            self.say(format!("rule r{place} \"Rule {place}\" {stage} {condition} do {steps} {frequency}{cite}"));
        }
        self.exceptions();
        if self.dice.one_in(3) {
            self.plan();
        }
        if self.dice.one_in(4) {
            let condition = self.condition(1);
            let more = self.dice.word(&["", "approved by 2 including manager", "approved by 1 once per month"]);
            self.say(format!("write off w when {condition} {more} cite b \"6\""));
        }
    }

    /// Each to a rule or an earlier exception, and above what came before it to the same.
    fn exceptions(&mut self) {
        let mut targets: Vec<String> = Vec::new();
        let exceptions = self.dice.below(4);
        for place in 0..exceptions {
            let to = match self.dice.one_in(3) && place > 0 {
                true => format!("e{}", self.dice.below(place)),
                false => format!("r{}", self.dice.below(self.rules)),
            };
            let to = if self.is_odd() { format!("e{}", self.dice.below(exceptions)) } else { to };
            let beside = targets.iter().rposition(|other| *other == to);
            let above = match beside {
                _ if self.is_odd() => format!("above e{}", self.dice.below(exceptions)),
                Some(other) if !self.dice.one_in(6) => format!("above e{other}"),
                _ => String::new(),
            };
            let condition = self.condition(1);
            let steps = self.steps();
            self.say(format!("exception e{place} to {to} {above} when {condition} do {steps} cite b \"2\""));
            targets.push(to);
        }
    }

    fn plan(&mut self) {
        let after = self.kind();
        let condition = match self.dice.one_in(2) {
            true => format!("when {}", self.condition(1)),
            false => String::new(),
        };
        let terms = self.odd_or(ODD_PLAN_TERMS, PLAN_TERMS);
        let day = self.dice.word(&["", "on day 26", "on day 1", "on day 28"]);
        let rest = self.odd_or(
            &["not within s_days of a broken plan", "not within 0 days of a broken plan"],
            &["", "not within 180 days of a broken plan"],
        );
        let unable = self.dice.word(&["", "only if unable to pay at once"]);
        let late = self.odd_or(&["0", "s_days"], &["7", "28"]);
        self.say(format!(
            "plan p \"Plan\" offered after {after} {condition} {terms} {day} {rest} {unable} \
             broken when an instalment is more than {late} days late cite b \"3\""
        ));
    }

    /// What it promises, aims at and shows.
    fn promise(&mut self) {
        for place in 0..self.dice.below(4) {
            let kind = self.kind();
            let asked = self.condition(1);
            let how = match self.dice.below(3) {
                0 => format!("only after {asked}"),
                1 => format!("never when {asked}"),
                _ => "never".to_owned(),
            };
            self.say(format!("guarantee \"Guarantee {place}\" {kind} {how} cite b \"4\""));
        }
        for _ in 0..self.dice.below(3) {
            let (kpi, unit) =
                self.dice.pick(&KPIS).map_or(("evictions", KpiUnit::Count), |entry| (entry.word.en, entry.unit));
            let side = self.dice.word(&["at most", "at least"]);
            let bound = match unit {
                KpiUnit::Rate => "1.35 %",
                KpiUnit::Euro => "€ 100",
                KpiUnit::Days => "3 days",
                KpiUnit::Count | KpiUnit::Number => "3",
            };
            let bound = self.odd_or(&["3", "1.35 %", "€ 100", "3 per year", "0", "0.00000001 %"], &[bound]);
            self.say(format!("target {kpi} {side} {bound} cite b \"1\""));
        }
        for place in 0..self.dice.below(3) {
            self.example(place);
        }
        for place in 0..self.dice.below(3) {
            self.course(place);
        }
    }

    fn example(&mut self, place: usize) {
        let mut given = vec![self.given()];
        for _ in 0..self.dice.below(5) {
            let one = self.given();
            let about = |given: &str| given.trim_start_matches("not ").split(" =").next().unwrap_or("").to_owned();
            if self.temper == Temper::Wild || given.iter().all(|other| about(other) != about(&one)) {
                given.push(one);
            }
        }
        let expected = self.expected(&[""]);
        self.say(format!("example \"Example {place}\" given {} expect {expected}", given.join(", ")));
    }

    fn course(&mut self, place: usize) {
        const DAYS: &[&str] = &["2024-10-01", "2024-09-16", "2024-10-20", "2024-11-01", "2024-12-31", "2025-02-28"];
        const ODD_DAYS: &[&str] = &["2024-02-29", "2023-02-29", "2034-01-01", "1900-01-01", "9999-12-31"];
        const BOOKED: &[&str] = &[
            "charge € 600",
            "every month charge € 600",
            "payment € 600",
            "payment € 0.01",
            "every month payment € 300",
            "payment € 999999.99",
            "hold = wsnp until 2025-12-01",
            "hold = complaint",
        ];
        const ODD_BOOKED: &[&str] = &[
            "reversal",
            "refund € 5",
            "cost € 40",
            "charge € 0",
            "hold = wsnp until 2020-01-01",
            "charge € 99999999999",
            "every month hold = wsnp",
            "sitting",
        ];
        const WHEN: &[&str] = &[
            "",
            "on 2024-10-15",
            "before 2024-10-20",
            "from 2024-10-21 to 2024-11-30",
            "from 2024-10-21 to 2025-11-30",
        ];
        const FACTS_OF_ALL: &[&str] = &[
            "tenancy_months = 30",
            "kind = commercial",
            "municipality = \"x\"",
            "payment_method = ideal",
            "monthly_rent = € 500",
        ];
        let mut given = vec!["given 2024-09-15 charge € 600".to_owned()];
        for _ in 0..self.dice.below(6) {
            let (day, what) = (self.odd_or(ODD_DAYS, DAYS), self.odd_or(ODD_BOOKED, BOOKED));
            given.push(format!("given {day} {what}"));
            if what.starts_with("payment") && self.dice.one_in(3) {
                given.push("given 2025-03-01 reversal".to_owned());
            }
        }
        if self.dice.one_in(3) {
            given.push(format!("given {}", self.dice.word(FACTS_OF_ALL)));
        }
        let expected = self.expected(WHEN);
        self.say(format!("example \"Course {place}\" {} expect {expected}", given.join(" ")));
    }

    fn expected(&mut self, when: &[&str]) -> String {
        if self.dice.one_in(4) {
            return format!("nothing {}", self.dice.word(when));
        }
        let mut expected = Vec::new();
        for _ in 0..=self.dice.below(3) {
            let not = self.dice.word(&["", "not "]);
            let step = self.step();
            expected.push(format!("{not}{step} {}", self.dice.word(when)));
        }
        expected.join(", ")
    }

    fn given(&mut self) -> String {
        if self.dice.one_in(3) {
            let kind = self.kind();
            let number = self.number();
            return match self.dice.below(5) {
                0 => format!("attempted({kind})"),
                1 => format!("done({kind})"),
                2 => format!("days_since({kind}) = {number}"),
                3 => format!("times({kind}) = {number}"),
                _ => format!("late_months(12) = {number}"),
            };
        }
        let (name, unit) = self.fact();
        if unit == Unit::YesNo {
            return format!("{}{name}", self.dice.word(&["", "not "]));
        }
        // What an example gives is a value.
        let settings = std::mem::take(&mut self.settings);
        let value = self.value(unit);
        self.settings = settings;
        format!("{name} = {value}")
    }

    /// A condition with no more than so many conditions in one another.
    fn condition(&mut self, depth: usize) -> String {
        let shape = if depth == 0 { 0 } else { self.dice.below(8) };
        match shape {
            4 => format!("{} and {}", self.condition(depth - 1), self.condition(depth - 1)),
            5 => format!("({} or {})", self.condition(depth - 1), self.condition(depth - 1)),
            6 => format!("not ({})", self.condition(depth - 1)),
            7 => format!("{} and {} and {}", self.test(), self.test(), self.test()),
            _ => self.test(),
        }
    }

    fn test(&mut self) -> String {
        match self.dice.below(10) {
            0 => format!("days_overdue {} {}", self.dice.word(SIGNS), self.number()),
            1 => format!("months_in_arrears {} {}", self.dice.word(SIGNS), self.number()),
            2 => self.dice.word(YES_OR_NO).to_owned(),
            3 => {
                let asked = self.dice.word(&["attempted", "done", "never"]);
                let kind = self.kind();
                format!("{asked}({kind})")
            }
            4 => {
                let kind = self.kind();
                let days = self.dice.word(&["", " days", " working days", " weeks", " months"]);
                let sign = self.dice.word(SIGNS);
                format!("days_since({kind}) {sign} {}{days}", self.number())
            }
            5 => {
                let kind = self.kind();
                format!("times({kind}) {} {}", self.dice.word(SIGNS), self.number())
            }
            6 => {
                let count = self.dice.word(&["late_months", "reversed_months"]);
                let back = self.odd_or(&["61", "0", "999"], &["12", "1", "60"]);
                format!("{count}({back}) {} {}", self.dice.word(SIGNS), self.number())
            }
            _ => self.comparison(),
        }
    }

    fn comparison(&mut self) -> String {
        let (name, unit) = self.fact();
        if unit == Unit::YesNo {
            return format!("{}{name}", self.dice.word(&["", "not "]));
        }
        let sign = match unit {
            Unit::Money | Unit::MonthsOfRent | Unit::Days | Unit::Months | Unit::Count => self.dice.word(SIGNS),
            _ => self.dice.word(&["=", "!="]),
        };
        format!("{name} {sign} {}", self.value(unit))
    }

    fn fact(&mut self) -> (&'static str, Unit) {
        if self.dice.one_in(4)
            && let Some((name, unit)) = self.dice.pick(&self.facts)
        {
            return (name, *unit);
        }
        let built_in = |entry: &FactEntry| (entry.word.en, entry.unit);
        let fact = self.dice.pick(&FACTS).map_or(("sitting", Unit::YesNo), built_in);
        let is_told = fact.1 != Unit::Segment || self.segments > 0 || self.is_odd();
        if is_told { fact } else { ("sitting", Unit::YesNo) }
    }

    fn value(&mut self, unit: Unit) -> String {
        if self.dice.one_in(4) {
            let fits: Vec<&str> = self.settings.iter().filter(|(_, own)| *own == unit).map(|(name, _)| *name).collect();
            if !fits.is_empty() {
                return self.dice.word(&fits).to_owned();
            }
        }
        let words = |all: Vec<&'static str>, dice: &mut Choices<'_>| dice.word(&all).to_owned();
        match unit {
            Unit::Money => format!("€ {}{}", self.number(), self.dice.word(&["", ".01", ".50", ".99"])),
            Unit::MonthsOfRent => format!("{}{}", self.number(), self.dice.word(&["", ".5", ".25"])),
            Unit::Days => format!("{}{}", self.number(), self.dice.word(&["", " days", " weeks"])),
            Unit::Months => format!("{}{}", self.number(), self.dice.word(&["", " months"])),
            Unit::Count => self.number().to_owned(),
            Unit::YesNo => "1".to_owned(),
            Unit::TenancyKind => words(TenancyKind::ALL.iter().map(|kind| kind.word().en).collect(), self.dice),
            Unit::PaymentMethod => words(PaymentMethod::ALL.iter().map(|way| way.word().en).collect(), self.dice),
            Unit::EndReason => words(EndReason::ALL.iter().map(|why| why.word().en).collect(), self.dice),
            Unit::HoldCode => self.code().to_owned(),
            Unit::Segment => match self.segments {
                0 => "rest".to_owned(),
                segments => {
                    let own = SEGMENTS.iter().take(segments).copied();
                    self.dice.word(&own.chain(["rest"]).collect::<Vec<_>>()).to_owned()
                }
            },
            Unit::Text => self.dice.word(&["\"x\"", "\"Woerden\"", "\"\"", "\"a, b\""]).to_owned(),
        }
    }

    fn code(&mut self) -> &'static str {
        self.dice.pick(HoldCode::ALL).map_or("wsnp", |code| code.word().en)
    }

    /// A kind of action, or what stands for one.
    fn kind(&mut self) -> &'static str {
        match self.dice.below(6) {
            0 => self.dice.word(LIGHT),
            1 if !self.actions.is_empty() => self.dice.word(&self.actions),
            2 if !self.partners.is_empty() => self.dice.word(&self.partners),
            3 => self.dice.pick(ActionKind::ALL).map_or("call", |kind| kind.word().en),
            _ => self.dice.word(&["call", "hand_over", "home_visit", "wik_letter"]),
        }
    }

    fn step(&mut self) -> &'static str {
        match self.dice.below(6) {
            1 if !self.actions.is_empty() => self.dice.word(&self.actions),
            2 | 3 if !self.steps.is_empty() => self.dice.word(&self.steps),
            4 if self.dice.one_in(8) => self.dice.pick(ActionKind::ALL).map_or("call", |kind| kind.word().en),
            _ => self.dice.word(LIGHT),
        }
    }

    fn steps(&mut self) -> String {
        if self.dice.one_in(8) {
            return "nothing".to_owned();
        }
        let mut steps = vec![self.step()];
        while steps.len() < 4 && self.dice.one_in(3) {
            steps.push(self.step());
        }
        steps.join(", ")
    }

    fn in_stage(&mut self) -> String {
        if self.stages == 0 || !self.dice.one_in(3) {
            return String::new();
        }
        let stage = STAGES.get(self.dice.below(self.stages)).copied().unwrap_or("one");
        format!("in stage {stage}{}", self.dice.word(&["", " or later"]))
    }
}

/// What stands between two words: mostly a blank.
fn gap(roll: usize) -> &'static str {
    match roll % 23 {
        1 => "\n  ",
        2 => "\r\n",
        3 => "\t",
        4 => " # a remark, with \"quotes\"\n",
        5 => "\n    # a line of its own\n",
        6 => "\n\n\n",
        7 => "\u{a0}",
        _ => " ",
    }
}

/// Whether a word may be part of a phrase, in which there are no remarks.
fn is_of_phrase(word: &str) -> bool {
    let mut phrases = STRUCTURE.iter().map(|entry| entry.word.en).filter(|phrase| phrase.contains(' '));
    phrases.any(|phrase| phrase.split(' ').any(|part| part == word))
}

/// Statements as a text. A style of nought is plain, a statement a line; others put blanks and remarks where they may
/// stand.
pub fn set(statements: &[String], style: usize) -> String {
    if style == 0 {
        return statements.join("\n") + "\n";
    }
    let mut text = String::new();
    for (line, statement) in statements.iter().enumerate() {
        for (part, quoted) in statement.split('"').zip([false, true].into_iter().cycle()) {
            if quoted {
                text += &format!("\"{part}\"");
                continue;
            }
            for (place, word) in part.split(' ').enumerate() {
                let roll = style.wrapping_mul(line * 31 + place * 7 + text.len());
                text.push_str(match place {
                    0 => "",
                    _ if is_of_phrase(word) => " ",
                    _ => gap(roll),
                });
                text.push_str(word);
            }
        }
        text.push_str(if style.wrapping_mul(line + 3) % 4 == 1 { "\n\n# above\n" } else { "\n" });
    }
    text
}
