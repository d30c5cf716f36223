//! Examples over time: that what happens can happen, on days that follow each other, and that what is expected lies in them.

use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Checker;
use crate::check::condition::every;
use crate::check::measure::Owner;
use crate::check::policy::Given;
use crate::check::policy::Must;
use crate::check::policy::Subject;
use crate::check::policy::Value;
use crate::check::timeline::Event;
use crate::check::timeline::Expected;
use crate::check::timeline::Happening;
use crate::check::timeline::Timeline;
use crate::diagnostic::code;
use crate::diagnostic::did_you_mean;
use crate::diagnostic::nearest;
use crate::locale::Phrase;
use crate::money::Money;
use crate::source::Span;
use crate::syntax;
use crate::syntax::Amount;
use crate::syntax::Moment;
use crate::syntax::Pace;
use crate::syntax::Polarity;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Fact;
use crate::vocabulary::HoldCode;
use crate::vocabulary::Unit;

/// An example over time lasts no longer: ten years.
const LONGEST: i32 = 3_653;

/// What can be booked in an example.
const BOOKINGS: [EntryKind; 3] = [EntryKind::Charge, EntryKind::Payment, EntryKind::WriteOff];

impl Checker<'_> {
    /// An example that gives days.
    pub(super) fn timeline(&mut self, example: &syntax::Example, span: Span) -> Option<Timeline> {
        let given = self.lasting(&example.given);
        let events = every(example.events.iter().map(|event| self.event(event))).map(|events| events.concat());
        let days = self.days(example, span);
        self.reversals(example);
        let steps = every(example.expect.iter().map(|expected| self.step(&expected.step)));
        let days = days?;
        let nothing = every(example.nothing.iter().map(|nothing| self.stretch(nothing.moment, days, nothing.span)));
        let when = every(example.expect.iter().map(|expected| self.stretch(expected.moment, days, expected.span)));
        let steps = example.expect.iter().zip(steps?).zip(when?).map(|((expected, step), days)| Expected {
            step: Some(step),
            must: match expected.polarity {
                Polarity::Plain => Must::Follow,
                Polarity::Negated => Must::NotFollow,
            },
            days,
            span: expected.span,
        });
        let none = example.nothing.iter().zip(nothing?).map(|(nothing, days)| Expected {
            step: None,
            must: Must::NotFollow,
            days,
            span: nothing.span,
        });
        let expect = steps.chain(none).collect();
        Some(Timeline { title: example.title.text.clone(), given: given?, events: events?, expect, days, span })
    }

    /// What holds from before the first day: only what the books do not tell.
    fn lasting(&mut self, given: &[syntax::Given]) -> Option<Vec<Given>> {
        let mut seen: Vec<(Subject, Span)> = Vec::new();
        every(given.iter().map(|given| {
            let subject = self.subject(&given.term)?;
            match seen.iter().find(|(known, _)| *known == subject) {
                Some((_, earlier)) => self.given_twice(given, *earlier),
                None => seen.push((subject, given.term.span)),
            }
            let value = self.given_value(given, subject)?;
            if !lasts(subject) {
                self.follows(given);
                return None;
            }
            Some(Given { subject, value, span: given.span })
        }))
    }

    fn event(&mut self, event: &syntax::Event) -> Option<Vec<Event>> {
        let what = every(event.happenings.iter().map(|happening| match happening {
            syntax::Happening::Booking(booking) => self.booking(booking).map(|what| (what, booking.span)),
            syntax::Happening::Given(given, until) => {
                let until = match until {
                    Some(until) => Some((*until)?),
                    None => None,
                };
                self.happening(given, event.day?, until).map(|what| (what, given.span))
            }
        }));
        let (day, monthly) = (event.day?, event.pace == Pace::Monthly);
        let is_booked =
            |what: &Happening| matches!(what, Happening::Charge(_) | Happening::Payment(_) | Happening::WriteOff(_));
        if let Some((_, span)) = what.iter().flatten().find(|(what, _)| monthly && !is_booked(what)) {
            self.not_monthly(*span);
            return None;
        }
        let event = |(what, span)| Event { day, monthly, what, span };
        Some(what?.into_iter().map(event).collect())
    }

    fn booking(&mut self, booking: &Amount) -> Option<Happening> {
        let owner = Owner::new(&booking.word.text, Unit::Money, booking.word.span);
        let Some(kind) = EntryKind::named(&booking.word.text, self.locale).filter(|kind| BOOKINGS.contains(kind))
        else {
            self.cannot_happen(&booking.word.text, booking.word.span);
            return None;
        };
        match (kind, self.value(owner, booking.amount)) {
            (_, Some(Value::Money(amount))) if amount <= Money::ZERO => {
                self.no_amount(booking);
                None
            }
            (EntryKind::Charge, Some(Value::Money(amount))) => Some(Happening::Charge(amount)),
            (EntryKind::Payment, Some(Value::Money(amount))) => Some(Happening::Payment(amount)),
            (EntryKind::WriteOff, Some(Value::Money(amount))) => Some(Happening::WriteOff(amount)),
            _ => None,
        }
    }

    /// A fact that holds from the day on.
    fn happening(&mut self, given: &syntax::Given, day: Day, until: Option<Day>) -> Option<Happening> {
        let name = &given.term.name.text;
        if EntryKind::named(name, self.locale) == Some(EntryKind::Reversal) && given.value.is_none() {
            return Some(Happening::Reversal);
        }
        if until.is_some_and(|until| until <= day) {
            self.ends_early(given.span);
            return None;
        }
        if self.known(name).is_none() && EntryKind::ALL.iter().any(|kind| kind.word().in_locale(self.locale) == name) {
            self.cannot_happen(name, given.term.span);
            return None;
        }
        let subject = self.subject(&given.term)?;
        let value = self.given_value(given, subject)?;
        match (subject, value) {
            (Subject::Declared(place), value) => Some(Happening::Declared(place, value, until)),
            (Subject::Fact(Fact::Hold), Value::Choice(code)) => {
                HoldCode::ALL.get(usize::from(code)).map(|code| Happening::Hold(*code, until))
            }
            (Subject::Fact(Fact::OnHold), Value::YesNo(true)) => Some(Happening::Hold(HoldCode::Other, until)),
            (Subject::Fact(Fact::PlanActive), Value::YesNo(true)) => Some(Happening::Plan(until)),
            (Subject::Fact(Fact::Departed), Value::YesNo(true)) if until.is_none() => Some(Happening::Departed),
            _ => {
                self.cannot_happen(self.file.slice(given.term.span), given.span);
                None
            }
        }
    }

    /// From the first day on which something happens to the last that is named.
    fn days(&mut self, example: &syntax::Example, span: Span) -> Option<Period> {
        let events = every(example.events.iter().map(|event| event.day))?;
        let from = *events.iter().min()?;
        let moments = example.expect.iter().map(|of| of.moment).chain(example.nothing.iter().map(|of| of.moment));
        let named = moments.flatten().filter_map(|moment| match moment {
            Moment::On(day, _) => day,
            Moment::Before(day, _) => day.map(|day| day.plus(-1)),
            Moment::Stretch(_, day, _) => day,
        });
        let to = events.iter().copied().chain(named).max()?;
        if to.since(from) <= LONGEST {
            return Some(Period { from, to });
        }
        let message = Phrase::new(
            format!("the days of this example run from {from} to {to}, which is more than ten years"),
            format!("de dagen van dit voorbeeld lopen van {from} tot en met {to}, meer dan tien jaar"),
        );
        let help = Phrase::new("look at the year of each day", "kijk naar het jaar van elke dag");
        self.findings.push(code::OUTSIDE_EXAMPLE.at(span, message).help(help));
        None
    }

    /// On which days something is expected; all of them, when it does not say.
    fn stretch(&mut self, moment: Option<Moment>, days: Period, span: Span) -> Option<Period> {
        let stretch = match moment {
            None => days,
            Some(Moment::On(day, _)) => Period { from: day?, to: day? },
            Some(Moment::Before(day, _)) => Period { from: days.from, to: day?.plus(-1) },
            Some(Moment::Stretch(from, to, _)) => Period { from: from?, to: to? },
        };
        if days.from <= stretch.from && stretch.from <= stretch.to {
            return Some(stretch);
        }
        let first = days.from;
        let (message, help) = if stretch.from > stretch.to && stretch.from > first {
            (
                Phrase::new("these days end before they begin", "deze dagen eindigen voor ze beginnen"),
                Phrase::new("write the earlier day first", "schrijf de vroegste dag eerst"),
            )
        } else {
            (
                Phrase::new(
                    format!("nothing can be done before {first}, the first day of this example"),
                    format!("voor {first}, de eerste dag van dit voorbeeld, kan er niets gebeuren"),
                ),
                Phrase::new(
                    format!("choose a day from {first} on, or give what happens earlier"),
                    format!("kies een dag vanaf {first}, of geef wat er eerder gebeurt"),
                ),
            )
        };
        self.findings.push(code::OUTSIDE_EXAMPLE.at(moment.map_or(span, Moment::span), message).help(help));
        None
    }

    /// A payment can be taken back when there was one.
    fn reversals(&mut self, example: &syntax::Example) {
        let is = |word: &str, kind: EntryKind| EntryKind::named(word, self.locale) == Some(kind);
        let mut paid: Vec<Day> = Vec::new();
        let mut taken_back: Vec<(Day, Span)> = Vec::new();
        for event in &example.events {
            for happening in &event.happenings {
                match (happening, event.day) {
                    (syntax::Happening::Booking(of), Some(day)) if is(&of.word.text, EntryKind::Payment) => {
                        paid.push(day);
                    }
                    (syntax::Happening::Given(of, _), Some(day)) if is(&of.term.name.text, EntryKind::Reversal) => {
                        taken_back.push((day, of.span));
                    }
                    _ => {}
                }
            }
        }
        for (day, span) in taken_back {
            if !paid.iter().any(|paid| *paid <= day) {
                let message = Phrase::new(
                    "there is no payment yet that could be taken back",
                    "er is nog geen betaling die teruggedraaid kan worden",
                );
                let (payment, charge) = (EntryKind::Payment.word(), EntryKind::Charge.word());
                let help = Phrase::new(
                    format!("give a `{}` on this day or before it, after a `{}`", payment.en, charge.en),
                    format!("geef een `{}` op deze dag of eerder, na een `{}`", payment.nl, charge.nl),
                );
                self.findings.push(code::CANNOT_HAPPEN.at(span, message).help(help));
            }
        }
    }

    /// Where an example of one day says on which day.
    pub(super) fn no_days(&mut self, example: &syntax::Example) {
        let expected = example.expect.iter().filter_map(|expected| expected.moment);
        let moments: Vec<Moment> = expected.chain(example.nothing.iter().filter_map(|of| of.moment)).collect();
        for moment in moments {
            let message = Phrase::new(
                "this example gives facts of one day, and here it says on which day",
                "dit voorbeeld geeft feiten van één dag, en hier staat op welke dag",
            );
            let help = Phrase::new(
                "leave the day out, or give what happens: `given 2024-10-01 charge € 600`",
                "laat de dag weg, of geef wat er gebeurt: `gegeven 2024-10-01 vordering € 600`",
            );
            self.findings.push(code::NO_DAYS.at(moment.span(), message).help(help));
        }
    }

    /// A fact that follows from what happens.
    fn follows(&mut self, given: &syntax::Given) {
        let text = self.file.slice(given.term.span);
        let message = Phrase::new(
            format!("in an example over time `{text}` follows from what happens"),
            format!("in een voorbeeld in de tijd volgt `{text}` uit wat er gebeurt"),
        );
        let help = Phrase::new(
            "give what is booked, such as `given 2024-10-01 charge € 600`; what is done the policy does itself",
            "geef wat er geboekt wordt, zoals `gegeven 2024-10-01 vordering € 600`; wat er gedaan wordt, doet het beleid zelf",
        );
        self.findings.push(code::CANNOT_HAPPEN.at(given.span, message).help(help));
    }

    fn cannot_happen(&mut self, text: &str, span: Span) {
        let locale = self.locale;
        let words = BOOKINGS.iter().chain([&EntryKind::Reversal]).map(|kind| kind.word().in_locale(locale));
        let message = Phrase::new(
            format!("`{text}` is nothing that happens on a day of an example"),
            format!("`{text}` is niet iets wat op een dag van een voorbeeld gebeurt"),
        );
        let help = match nearest(text, words) {
            Some(near) => did_you_mean(near),
            None => Phrase::new(
                "write `charge € 600`, `payment € 600`, `reversal`, `hold = wsnp`, `plan_active`, `departed` or a fact that \
                 the policy declares; what is done the policy does itself",
                "schrijf `vordering € 600`, `betaling € 600`, `storno`, `wachtstand = wsnp`, `regeling_loopt`, `vertrokken` \
                 of een feit dat het beleid zelf noemt; wat er gedaan wordt, doet het beleid zelf",
            ),
        };
        self.findings.push(code::CANNOT_HAPPEN.at(span, message).help(help));
    }

    fn no_amount(&mut self, booking: &Amount) {
        let message = Phrase::new("an amount of nothing is not booked", "een bedrag van niets wordt niet geboekt");
        let help = Phrase::new("write an amount above zero", "schrijf een bedrag boven nul");
        self.findings.push(code::CANNOT_HAPPEN.at(booking.amount.span, message).help(help));
    }

    fn ends_early(&mut self, span: Span) {
        let message = Phrase::new("this ends before it begins", "dit eindigt voor het begint");
        let help = Phrase::new("let it end on a later day", "laat het op een latere dag eindigen");
        self.findings.push(code::OUTSIDE_EXAMPLE.at(span, message).help(help));
    }

    fn not_monthly(&mut self, span: Span) {
        let message =
            Phrase::new("only what is booked can come every month", "alleen wat geboekt wordt, kan elke maand komen");
        let help = Phrase::new("give it once, with the day it ends", "geef het eenmaal, met de dag waarop het eindigt");
        self.findings.push(code::CANNOT_HAPPEN.at(span, message).help(help));
    }
}

/// Whether a fact can be given of an example over time without a day: whether it can hold from before the first day without
/// a booking.
#[must_use]
pub const fn lasts(subject: Subject) -> bool {
    matches!(
        subject,
        Subject::Declared(_)
            | Subject::Fact(
                Fact::Kind
                    | Fact::PaymentMethod
                    | Fact::Municipality
                    | Fact::Complex
                    | Fact::TenancyMonths
                    | Fact::EndReason
                    | Fact::DirectDebit
            )
    )
}
