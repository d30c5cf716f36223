//! The examples of a policy, as it checks itself: of one day, and over time.

use super::Block;
use super::Item;
use super::Section;
use super::Writer;
use super::sentence;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Event;
use crate::check::Example;
use crate::check::Expectation;
use crate::check::Expected;
use crate::check::Given;
use crate::check::Happening;
use crate::check::Must;
use crate::check::Subject;
use crate::check::Timeline;
use crate::check::Value;
use crate::locale::Locale;
use crate::vocabulary::Fact;
use crate::vocabulary::HoldCode;

impl Writer<'_> {
    pub(super) fn examples(&self) -> Option<Section> {
        let of_a_day = self.policy.examples.iter().map(|example| Block::Item(self.example(example)));
        let over_time = self.policy.timelines.iter().map(|timeline| Block::Item(self.timeline(timeline)));
        self.section("examples", ("Examples", "Voorbeelden"), of_a_day.chain(over_time).collect())
    }

    fn example(&self, example: &Example) -> Item {
        let told = |must: Must| -> Vec<String> {
            let steps = example.expect.iter().filter(|expected: &&Expectation| expected.must == must);
            steps.map(|expected| self.plain.step(&expected.step)).collect()
        };
        let (follows, not) = (told(Must::Follow), told(Must::NotFollow));
        let follows = (!follows.is_empty()).then(|| {
            format!("{} {}", self.pick("then the corporation", "dan geldt: de corporatie"), self.plain.listed(&follows))
        });
        let not = (!not.is_empty())
            .then(|| format!("{} {}", self.pick("what must not follow:", "wat niet mag volgen:"), not.join("; ")));
        let nothing = example
            .nothing
            .map(|_| self.heading("then the corporation does nothing", "dan geldt: de corporatie doet niets"));
        let says = [self.given(&example.given), follows, not, nothing].into_iter().flatten();
        self.item(("example", "voorbeeld"), &example.title, says)
    }

    /// What happens, in the order of the text, and then what must or must not be done, days and all.
    fn timeline(&self, timeline: &Timeline) -> Item {
        let happens: Vec<String> = timeline.events.iter().map(|event| self.event(event)).collect();
        let mut expected: Vec<(&Expected, Vec<String>)> = Vec::new();
        for of in &timeline.expect {
            let told = of.step.as_ref().map(|step| self.plain.step(step));
            let same = |(other, _): &&mut (&Expected, Vec<String>)| {
                (other.must, other.days, other.step.is_none()) == (of.must, of.days, of.step.is_none())
            };
            match expected.iter_mut().find(same) {
                Some((_, steps)) => steps.extend(told),
                None => expected.push((of, told.into_iter().collect())),
            }
        }
        let expected = expected.iter().map(|(of, steps)| {
            let when = self.when(of.days, timeline.days);
            match (of.must, &of.step) {
                (Must::Follow, _) => {
                    format!("{when}: {} {}", self.pick("the corporation", "de corporatie"), self.plain.listed(steps))
                }
                (Must::NotFollow, Some(_)) => {
                    format!("{when}, {}: {}", self.pick("what must not be done", "wat niet mag"), steps.join("; "))
                }
                (Must::NotFollow, None) => {
                    format!("{when}: {}", self.pick("the corporation does nothing", "de corporatie doet niets"))
                }
            }
        });
        let says = self.given(&timeline.given).into_iter().chain(happens).chain(expected);
        self.item(("example over time", "voorbeeld in de tijd"), &timeline.title, says)
    }

    fn item(&self, label: (&'static str, &'static str), title: &str, says: impl Iterator<Item = String>) -> Item {
        Item {
            label: self.heading(label.0, label.1),
            title: title.to_owned(),
            says: says.map(|text| sentence(&text)).collect(),
            notes: Vec::new(),
        }
    }

    fn given(&self, given: &[Given]) -> Option<String> {
        let told: Vec<String> = given.iter().map(|given| self.plain.is(given.subject, given.value)).collect();
        (!told.is_empty()).then(|| format!("{} {}", self.pick("given:", "gegeven:"), self.plain.listed(&told)))
    }

    fn event(&self, event: &Event) -> String {
        let day = self.locale.day(event.day);
        let monthly = match event.monthly {
            true => self.pick(" and each month after", " en elke maand daarna"),
            false => "",
        };
        format!("{} {day}{monthly}: {}", self.pick("on", "op"), self.happening(event.what))
    }

    fn happening(&self, what: Happening) -> String {
        let until = |until: Option<Day>| {
            until.map_or_else(String::new, |day| format!(" {} {}", self.pick("until", "tot"), self.locale.day(day)))
        };
        let money = |amount| self.locale.money(amount);
        match (what, self.locale) {
            (Happening::Charge(amount), Locale::En) => format!("rent of {} falls due", money(amount)),
            (Happening::Charge(amount), Locale::Nl) => format!("een huur van {} vervalt", money(amount)),
            (Happening::Payment(amount), Locale::En) => format!("{} is paid", money(amount)),
            (Happening::Payment(amount), Locale::Nl) => format!("{} wordt betaald", money(amount)),
            (Happening::WriteOff(amount), Locale::En) => format!("{} is written off", money(amount)),
            (Happening::WriteOff(amount), Locale::Nl) => format!("{} wordt afgeboekt", money(amount)),
            (Happening::Reversal, _) => {
                self.heading("the latest payment is taken back", "de laatste betaling wordt gestorneerd")
            }
            (Happening::Hold(code, to), _) => {
                let place = HoldCode::ALL.iter().position(|other| *other == code);
                let place = place.and_then(|place| u16::try_from(place).ok()).unwrap_or_default();
                self.plain.is(Subject::Fact(Fact::Hold), Value::Choice(place)) + &until(to)
            }
            (Happening::Plan(to), _) => {
                format!("{}{}", self.pick("a payment plan runs", "er loopt een betalingsregeling"), until(to))
            }
            (Happening::Departed, _) => self.heading("the tenant has left", "de huurder is vertrokken"),
            (Happening::Declared(place, value, to), _) => self.plain.is(Subject::Declared(place), value) + &until(to),
        }
    }

    /// Some days of an example in words.
    fn when(&self, days: Period, all: Period) -> String {
        let Period { from, to } = days;
        let day = |day: Day| self.locale.day(day);
        if days == all {
            return self.heading("in all these days", "in al deze dagen");
        }
        if from == to {
            return format!("{} {}", self.pick("on", "op"), day(from));
        }
        if from == all.from {
            return format!("{} {}", self.pick("before", "voor"), day(to.plus(1)));
        }
        format!("{} {} {} {}", self.pick("from", "van"), day(from), self.pick("to", "tot en met"), day(to))
    }
}
