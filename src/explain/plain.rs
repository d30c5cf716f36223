//! Facts and tests in plain sentences, in the reader's language: `the arrears are 1.8 months of rent and not at least 2`.
//!
//! A sentence here starts in lower case and has no full stop, so that it can stand within another.

mod condition;
mod noun;
mod plan;
mod step;

pub use plan::PlanWords;

use super::reason::Words;
use crate::calendar::Day;
use crate::check::Comparison;
use crate::check::Policy;
use crate::check::Subject;
use crate::check::Value;
use crate::locale::Locale;
use crate::money::Money;
use crate::money::Share;
use crate::money::quotient;
use crate::program::Because;
use crate::program::Codes;
use crate::program::Reading;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use crate::vocabulary::HoldCode;
use crate::vocabulary::MonthCount;
use crate::vocabulary::Unit;
use noun::Noun;

/// Puts facts into plain sentences, as they stand on a day.
#[derive(Clone, Copy, Debug)]
pub struct Plain<'a> {
    /// The policy whose titles are used.
    pub policy: &'a Policy,
    /// The language of the sentences.
    pub locale: Locale,
    /// The day from which clocks are read.
    pub day: Day,
}

impl Plain<'_> {
    /// Several tests as one enumeration, each said once.
    #[must_use]
    pub fn all(&self, because: &[Because]) -> String {
        let mut said: Vec<String> = Vec::new();
        for because in because {
            let sentence = self.because(because);
            if !said.contains(&sentence) {
                said.push(sentence);
            }
        }
        self.listed(&said)
    }

    /// Several things as one enumeration: `a, b and c`.
    #[must_use]
    pub fn listed(&self, parts: &[String]) -> String {
        match parts.split_last() {
            None => String::new(),
            Some((last, [])) => last.clone(),
            Some((last, before)) => format!("{} {} {last}", before.join(", "), self.pick("and", "en")),
        }
    }

    /// A test that decided something: what is so, and how it compares with what was asked.
    #[must_use]
    pub fn because(&self, because: &Because) -> String {
        let state = self.state(because.subject, because.reading, because.comparison);
        let Some((comparison, value)) = because.comparison else { return state };
        let asked = if because.negated { comparison.inverse() } else { comparison };
        let bound = || format!("{}{}", self.bound_words(asked), self.bound_text(because.subject, value));
        let holds = because.truth.holds;
        match (because.reading, asked) {
            (Reading::Never(_), _) => state,
            (_, Comparison::Equal) if holds => state,
            (_, Comparison::NotEqual) => state,
            (_, _) if holds => format!("{state} ({})", bound()),
            _ => format!("{state} {} {}", self.pick("and not", "en niet"), bound()),
        }
    }

    /// What a fact or function amounts to, as a sentence.
    #[must_use]
    pub fn state(&self, subject: Subject, reading: Reading, against: Option<(Comparison, Value)>) -> String {
        match subject {
            Subject::Fact(fact) => self.fact(fact, reading, against),
            Subject::Function(function, kind) => self.function(function, kind, reading),
            Subject::LastMonths(count, back) => self.in_months(count, back, &self.number(reading)),
            Subject::Declared(place) => {
                let title = self.policy.facts.get(place).map_or("", |fact| fact.named.title.as_str());
                format!("\u{201c}{title}\u{201d}: {}", self.wording().shown(subject, reading))
            }
        }
    }

    /// In how many of the last months something was so.
    fn in_months(&self, count: MonthCount, back: u8, months: &str) -> String {
        let so = match count {
            MonthCount::Late => self.pick("the rent was late", "was de huur te laat"),
            MonthCount::Reversed => self.pick("a payment bounced", "is een betaling gestorneerd"),
        };
        let last = self.locale.months(&back.to_string());
        format!("in {months} {} {last} {so}", self.pick("of the last", "van de laatste"))
    }

    fn fact(&self, fact: Fact, reading: Reading, against: Option<(Comparison, Value)>) -> String {
        if let Some(said) = self.yes_or_no(fact, reading) {
            return said.to_owned();
        }
        let value = || self.wording().shown(Subject::Fact(fact), reading);
        let number = self.number(reading);
        match (fact, reading) {
            (_, Reading::Never(_)) => self.never(fact).to_owned(),
            (Fact::MonthsInArrears, _) => self.framed(fact, &self.months_of_rent(reading, against)),
            (Fact::Arrears | Fact::MonthlyRent | Fact::ArrearsPrincipal | Fact::WikExpiredAmount, _) => {
                self.framed(fact, &value())
            }
            (Fact::FullMonths | Fact::ClaimsOverdue, _) => self.framed(fact, &number),
            (Fact::TenancyMonths, _) => self.framed(fact, &self.counted_months(&number)),
            (Fact::ClaimsWithoutLetter, _) => self.framed(fact, &self.claims(&number)),
            (
                Fact::DaysOverdue
                | Fact::DaysSinceEnd
                | Fact::DaysSinceBrokenPlan
                | Fact::DaysSinceHelp
                | Fact::DaysToDue,
                _,
            ) => self.framed(fact, &self.days(reading)),
            (_, Reading::Among(codes)) => format!("{} {}", self.choice_is(fact), self.among(codes)),
            _ => {
                let place = if let Reading::Whole(place) = reading { usize::try_from(place).ok() } else { None };
                format!("{} {}", self.choice_is(fact), self.chosen(fact, place))
            }
        }
    }

    /// The sentence on a fact that has an amount, with the amount in its place.
    fn framed(&self, fact: Fact, amount: &str) -> String {
        let (en, nl) = match fact {
            Fact::MonthsInArrears => ("the arrears are {} of rent", "de achterstand is {} huur"),
            Fact::FullMonths if is_one(amount) => ("the arrears are {} whole month", "de achterstand is {} hele maand"),
            Fact::ClaimsOverdue if is_one(amount) => ("{} claim is overdue", "{} vordering is te laat"),
            Fact::FullMonths => ("the arrears are {} whole months", "de achterstand is {} hele maanden"),
            Fact::DaysOverdue => ("the oldest claim is {} overdue", "de oudste vordering is {} te laat"),
            Fact::MonthlyRent => ("the monthly rent is {}", "de maandhuur is {}"),
            Fact::TenancyMonths => ("the tenancy has run for {}", "de huur loopt {}"),
            Fact::DaysSinceEnd => ("the tenancy ended {} ago", "de huur is {} geleden geëindigd"),
            Fact::ArrearsPrincipal => ("the principal is {}", "de hoofdsom is {}"),
            Fact::ClaimsOverdue => ("{} claims are overdue", "{} vorderingen zijn te laat"),
            Fact::WikExpiredAmount => {
                ("the fourteen days are over for {}", "voor {} zijn de veertien dagen van de brief om")
            }
            Fact::ClaimsWithoutLetter => {
                ("no fourteen-day letter was sent for {}", "voor {} is geen veertiendagenbrief gestuurd")
            }
            Fact::DaysSinceBrokenPlan => ("a plan was broken {} ago", "{} geleden is een regeling verbroken"),
            Fact::DaysSinceHelp => ("help was accepted {} ago", "{} geleden is hulp aanvaard"),
            Fact::DaysToDue => ("the next rent falls due in {}", "de volgende huur vervalt over {}"),
            _ => ("the arrears are {}", "de achterstand is {}"),
        };
        self.pick(en, nl).replace("{}", amount)
    }

    /// How a sentence on a fact that is one of a list begins.
    fn choice_is(&self, fact: Fact) -> String {
        match fact {
            Fact::Kind => self.pick("the kind of tenancy is", "de soort huur is").to_owned(),
            Fact::PaymentMethod => self.pick("the way of paying is", "de betaalwijze is").to_owned(),
            Fact::Segment => self.pick("the segment is", "het segment is").to_owned(),
            Fact::Hold => self.pick("the hold is", "de wachtstand is").to_owned(),
            Fact::EndReason => self.pick("the reason for the end is", "de reden van het einde is").to_owned(),
            Fact::Municipality => self.pick("the municipality is", "de gemeente is").to_owned(),
            Fact::Complex => self.pick("the complex is", "het complex is").to_owned(),
            _ => format!("{} is", fact.entry().word.in_locale(self.locale).replace('_', " ")),
        }
    }

    /// The waiting codes that run, by their titles.
    fn among(&self, codes: Codes) -> String {
        let place = |code: HoldCode| usize::try_from(code as i64).ok();
        let titles: Vec<String> = codes.iter().map(|code| self.chosen(Fact::Hold, place(code))).collect();
        if titles.is_empty() { self.chosen(Fact::Hold, None) } else { titles.join(self.pick(" and ", " en ")) }
    }

    /// One of a list by its title, in quotes. The places that a policy does not name are not known apart.
    fn chosen(&self, fact: Fact, place: Option<usize>) -> String {
        let policy = self.policy;
        let title = place.map(|place| {
            let code = HoldCode::ALL.get(place).filter(|_| fact == Fact::Hold);
            let hold =
                code.and_then(|code| policy.holds.iter().find(|hold| hold.code == *code)).map(|hold| &hold.named);
            let segment = policy.segments.get(place).filter(|_| fact == Fact::Segment).map(|segment| &segment.named);
            let own = hold.or(segment).map(|named| named.title.clone());
            let reading = Reading::Whole(i64::try_from(place).unwrap_or(i64::MAX));
            let word = || self.wording().shown(Subject::Fact(fact), reading);
            own.unwrap_or_else(|| if fact.entry().unit == Unit::Text { word() } else { word().replace('_', " ") })
        });
        match (title.filter(|title| !title.is_empty()), fact) {
            (Some(title), _) => format!("\u{201c}{title}\u{201d}"),
            (None, Fact::Municipality | Fact::Complex) => self.pick("another or none", "een andere of geen").to_owned(),
            (None, _) => self.pick("none", "geen").to_owned(),
        }
    }

    /// A fact that is yes or no.
    fn yes_or_no(&self, fact: Fact, reading: Reading) -> Option<&'static str> {
        let Reading::YesNo(truth) = reading else { return None };
        let (yes, no) = match fact {
            Fact::Sitting => {
                (("the tenancy runs", "de huur loopt"), ("the tenancy does not run", "de huur loopt niet"))
            }
            Fact::Departed => (
                ("the tenant has left", "de huurder is vertrokken"),
                ("the tenant has not left", "de huurder is niet vertrokken"),
            ),
            Fact::PlanActive => (
                ("a payment plan runs", "er loopt een betalingsregeling"),
                ("no payment plan runs", "er loopt geen betalingsregeling"),
            ),
            Fact::WikExpired => (
                ("the fourteen days of the letter are over", "de veertien dagen van de brief zijn om"),
                ("the fourteen days of a letter are not over", "de veertien dagen van een brief zijn niet om"),
            ),
            Fact::OnHold => (
                ("collection is on hold", "de incasso staat in de wacht"),
                ("collection is not on hold", "de incasso staat niet in de wacht"),
            ),
            Fact::PlanRefused => (
                ("a payment plan was refused", "een betalingsregeling is geweigerd"),
                ("no payment plan was refused", "er is geen betalingsregeling geweigerd"),
            ),
            Fact::HandedOver => (
                ("the file is with bailiff or agency", "het dossier ligt bij deurwaarder of bureau"),
                ("the file is not with bailiff or agency", "het dossier ligt niet bij deurwaarder of bureau"),
            ),
            Fact::Reached => (
                ("the last contact reached the tenant", "het laatste contact heeft de huurder bereikt"),
                ("no contact reached the tenant last", "het laatste contact heeft de huurder niet bereikt"),
            ),
            Fact::DirectDebit => (
                ("the last payment was a direct debit", "de laatste betaling was een automatische incasso"),
                ("the last payment was no direct debit", "de laatste betaling was geen automatische incasso"),
            ),
            Fact::FirstRentPaid => (
                ("the first rent was paid", "de eerste huur is betaald"),
                ("the first rent was not paid", "de eerste huur is niet betaald"),
            ),
            _ => return None,
        };
        let (en, nl) = if truth.holds { yes } else { no };
        Some(self.locale.pick(en, nl))
    }

    /// A clock that does not run.
    fn never(&self, fact: Fact) -> &'static str {
        match fact {
            Fact::DaysOverdue => self.pick("nothing is overdue", "er is niets te laat"),
            Fact::DaysSinceEnd => self.pick("the tenancy has not ended", "de huur is niet geëindigd"),
            Fact::DaysSinceBrokenPlan => self.pick("no plan was broken", "er is geen regeling verbroken"),
            Fact::DaysSinceHelp => self.pick("no help was accepted", "er is geen hulp aanvaard"),
            _ => self.pick("the tenancy has not begun", "de huur is niet begonnen"),
        }
    }

    fn function(&self, function: Function, kind: ActionKind, reading: Reading) -> String {
        let noun = Noun::of(kind);
        match (function, reading) {
            (Function::DaysSince, Reading::Never(_)) => noun.none(self.locale),
            (Function::DaysSince, _) => noun.ago(self.locale, &self.days(reading)),
            (Function::Times, _) => noun.times(self.locale, &self.number(reading)),
            (Function::Attempted, Reading::YesNo(truth)) if truth.holds => noun.tried(self.locale),
            (Function::Never, Reading::YesNo(truth)) if !truth.holds => noun.some(self.locale),
            (Function::Done, Reading::YesNo(truth)) if truth.holds => noun.some(self.locale),
            _ => noun.none(self.locale),
        }
    }

    const fn bound_words(&self, comparison: Comparison) -> &'static str {
        match comparison {
            Comparison::Equal => self.pick("", ""),
            Comparison::NotEqual => self.pick("other than ", "anders dan "),
            Comparison::Less => self.pick("less than ", "minder dan "),
            Comparison::AtMost => self.pick("at most ", "hoogstens "),
            Comparison::Greater => self.pick("more than ", "meer dan "),
            Comparison::AtLeast => self.pick("at least ", "ten minste "),
        }
    }

    fn bound_text(&self, subject: Subject, value: Value) -> String {
        let number = self.wording().value_text(subject, value);
        match value {
            Value::Choice(place) | Value::Text(place) => match subject {
                Subject::Fact(fact) => self.chosen(fact, Some(usize::from(place))),
                _ => format!("\u{201c}{number}\u{201d}"),
            },
            Value::WorkingDays(1) => format!("{number} {}", self.pick("working day", "werkdag")),
            Value::WorkingDays(_) => format!("{number} {}", self.pick("working days", "werkdagen")),
            _ => number,
        }
    }

    /// A number of months of rent with its unit.
    #[must_use]
    pub fn months_in_words(&self, reading: Reading) -> String {
        self.months_of_rent(reading, None)
    }

    /// Months of rent with two decimals; with more, where these would read as the very bound that was not met.
    fn months_of_rent(&self, reading: Reading, against: Option<(Comparison, Value)>) -> String {
        let Reading::Fraction(share) = reading else { return self.number(reading) };
        let bound = match against {
            Some((_, Value::MonthsOfRent(number))) => number.to_plain(),
            _ => String::new(),
        };
        let exact = |text: &str| is_exactly(text, share);
        let plain = |decimals| trimmed(&quotient(share.part, share.whole, decimals).unwrap_or_default());
        let text = (2..=6).map(plain).find(|text| *text != bound || exact(text)).unwrap_or_else(|| plain(6));
        self.counted_months(&text)
    }

    /// Months, given as a plain number, with the unit.
    fn counted_months(&self, plain: &str) -> String {
        self.locale.months(plain)
    }

    /// Days, given as a plain number, with the unit.
    #[must_use]
    pub fn counted_days(&self, days: &str) -> String {
        format!("{days} {}", if days == "1" { self.pick("day", "dag") } else { self.pick("days", "dagen") })
    }

    fn claims(&self, number: &str) -> String {
        let unit = if number == "1" { self.pick("claim", "vordering") } else { self.pick("claims", "vorderingen") };
        format!("{number} {unit}")
    }

    fn days(&self, reading: Reading) -> String {
        self.counted_days(&self.number(reading))
    }

    fn number(&self, reading: Reading) -> String {
        self.wording().number(reading)
    }

    const fn pick(&self, en: &'static str, nl: &'static str) -> &'static str {
        self.locale.pick(en, nl)
    }

    const fn wording(&self) -> Words<'_> {
        Words { policy: self.policy, locale: self.locale, day: self.day }
    }

    /// An amount.
    #[must_use]
    pub fn money(&self, amount: Money) -> String {
        self.locale.money(amount)
    }
}

/// Without zeros at the end of its decimals.
fn trimmed(number: &str) -> String {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.').to_owned() } else { number.to_owned() }
}

fn is_exactly(text: &str, share: Share) -> bool {
    crate::money::Number::parse(text).is_ok_and(|number| number.compare_share(share).is_eq())
}

/// Whether an amount, with or without words before it, is one.
fn is_one(amount: &str) -> bool {
    amount == "1" || amount.ends_with(" 1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::read;
    use crate::money::Number;
    use crate::program::Truth;
    use crate::source::SourceFile;

    const POLICY: &str = r#"
policy "P" version "1"
working days all
fact wants_help "Help is wanted" is yes_no otherwise no
segment slow "Slow payer" when days_overdue >= 9
segment lax "Lax payer" otherwise
"#;

    fn policy() -> Policy {
        read(&SourceFile::new("p.beleid", POLICY)).policy.unwrap()
    }

    fn said(
        locale: Locale,
        subject: Subject,
        reading: Reading,
        test: (Comparison, Value, bool),
        holds: bool,
    ) -> String {
        let policy = policy();
        let (comparison, value, negated) = test;
        let comparison = Some((comparison, value));
        let because = Because { subject, reading, comparison, setting: None, negated, truth: Truth::steady(holds) };
        Plain { policy: &policy, locale, day: Day::from_number(100) }.because(&because)
    }

    #[test]
    fn what_is_not_met_says_what_it_is_and_what_it_should_be() {
        let months = Reading::Fraction(Share { part: 18, whole: 10 });
        let two = (Comparison::AtLeast, Value::MonthsOfRent(Number::whole(2)), false);
        let subject = Subject::Fact(Fact::MonthsInArrears);
        assert_eq!(
            said(Locale::Nl, subject, months, two, false),
            "de achterstand is 1,8 maand huur en niet ten minste 2"
        );
        assert_eq!(
            said(Locale::En, subject, months, two, false),
            "the arrears are 1.8 months of rent and not at least 2"
        );
    }

    #[test]
    fn a_fraction_just_below_a_bound_does_not_read_as_the_bound() {
        let months = Reading::Fraction(Share { part: 199_999, whole: 100_000 });
        let two = (Comparison::AtLeast, Value::MonthsOfRent(Number::whole(2)), false);
        let told = said(Locale::En, Subject::Fact(Fact::MonthsInArrears), months, two, false);
        assert_eq!(told, "the arrears are 1.99999 months of rent and not at least 2");
    }

    #[test]
    fn a_test_under_a_not_is_turned_round() {
        let days = Reading::Days(Day::from_number(95));
        let seven = (Comparison::AtLeast, Value::Days(7), true);
        let told = said(Locale::En, Subject::Fact(Fact::DaysOverdue), days, seven, true);
        assert_eq!(told, "the oldest claim is 5 days overdue (less than 7)");
    }

    #[test]
    fn what_never_was_is_said_as_such() {
        let never = Reading::Never(Day::NEVER);
        let seven = (Comparison::AtLeast, Value::Days(7), false);
        let visit = Subject::Function(Function::DaysSince, ActionKind::HomeVisit);
        assert_eq!(said(Locale::Nl, visit, never, seven, false), "er is geen huisbezoek gedaan");
        assert_eq!(said(Locale::En, Subject::Fact(Fact::DaysOverdue), never, seven, false), "nothing is overdue");
    }

    #[test]
    fn what_has_a_title_is_called_by_it_in_quotes() {
        let slow = (Comparison::Equal, Value::Choice(0), false);
        let segment = Subject::Fact(Fact::Segment);
        let told = said(Locale::Nl, segment, Reading::Whole(1), slow, false);
        assert_eq!(told, "het segment is \u{201c}Lax payer\u{201d} en niet \u{201c}Slow payer\u{201d}");
        let estate = HoldCode::ALL.iter().position(|code| *code == HoldCode::Estate).unwrap();
        let hold = (Comparison::Equal, Value::Choice(u16::try_from(estate).unwrap()), false);
        let told = said(Locale::En, Subject::Fact(Fact::Hold), Reading::Among(Codes::NONE), hold, false);
        assert_eq!(told, "the hold is none and not \u{201c}estate\u{201d}");
        let plain = Plain { policy: &policy(), locale: Locale::Nl, day: Day::from_number(100) };
        let told = plain.state(Subject::Declared(0), Reading::YesNo(Truth::steady(false)), None);
        assert_eq!(told, "\u{201c}Help is wanted\u{201d}: nee");
    }
}
