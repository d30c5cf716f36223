//! A trial after it was held: whether it was kept to, what differs, and what of that was expected.

use super::apart;
use super::begun;
use super::level;
use super::outcome;
use super::part_of;
use super::tenancies;
use crate::locale::Locale;
use crate::pilot::Design;
use crate::pilot::Difference;
use crate::pilot::FEWEST;
use crate::pilot::Reading;
use crate::pilot::Verdict;
use crate::pilot::Why;
use crate::report::question::Table;
use crate::report::question::Told;
use crate::report::question::number_title;
use crate::report::wording;
use crate::vocabulary::KpiUnit;

/// What is told of a trial.
#[derive(Clone, Copy, Debug)]
pub struct ReadingPage<'a> {
    /// The language.
    pub locale: Locale,
    /// The titles of the policies of A and B.
    pub titles: &'a [String],
    /// The design.
    pub design: &'a Design,
    /// The hash of its file.
    pub sha256: &'a str,
    /// What the books say.
    pub reading: &'a Reading,
}

/// Tells what a trial found.
#[must_use]
pub fn tell_reading(page: ReadingPage<'_>) -> Told {
    let ReadingPage { locale, design, reading, .. } = page;
    let name = number_title(&design.number, locale);
    let question = match locale {
        Locale::En => format!("What does the trial say of “{name}”?"),
        Locale::Nl => format!("Wat zegt de proef over “{name}”?"),
    };
    let is_broken = matches!(reading.verdict, Verdict::Broken(_));
    let mut sentences: Vec<String> = early(page).into_iter().chain([verdict(page)]).collect();
    sentences.extend(reading.difference.map(|found| difference(page, &found)));
    sentences.extend(reading.difference.filter(|_| !is_broken).map(|found| expectations(page, &found)));
    sentences.extend(followed(page));
    sentences.push(held(page));
    let notes = vec![note(locale).to_owned(), super::filed(page.sha256, locale)];
    Told { question, sentences, pictures: Vec::new(), tables: vec![table(page)], notes }
}

/// That the trial still goes on.
fn early(page: ReadingPage<'_>) -> Option<String> {
    let ReadingPage { locale, design, reading, .. } = page;
    let end = locale.day(design.last_day());
    reading.is_early(design).then(|| match locale {
        Locale::En => {
            format!("Read before its end on {end}: looking more than once makes chance look like an effect.")
        }
        Locale::Nl => {
            format!("Gelezen vóór het einde op {end}: wie vaker kijkt, ziet toeval voor een effect aan.")
        }
    })
}

/// What was tried, and when.
fn held(page: ReadingPage<'_>) -> String {
    let ReadingPage { locale, titles, design, reading, .. } = page;
    let title = |place: usize| titles.get(place).map_or("", String::as_str);
    let [from, to, last] = [design.start, design.intake().to, reading.last].map(|day| locale.day(day));
    let (a, b) = (title(0), title(1));
    match locale {
        Locale::En => format!(
            "Arm A goes by “{a}”, arm B by “{b}”. Tenancies come in from {from} to {to}; the books were read to {last}."
        ),
        Locale::Nl => format!(
            "Groep A volgt “{a}”, groep B “{b}”. Huurovereenkomsten stromen in van {from} tot en met {to}; de boeken zijn gelezen tot en met {last}."
        ),
    }
}

fn verdict(page: ReadingPage<'_>) -> String {
    let locale = page.locale;
    let text = |en: &str, nl: &str| locale.pick(en, nl).to_owned();
    match page.reading.verdict {
        Verdict::Broken(Why::NotApart) => text(
            "Broken trial: the step was taken for nearly as many in both arms, so the difference says nothing of it.",
            "Mislukte proef: de stap is in beide groepen bijna even vaak gezet, dus het verschil zegt er niets over.",
        ),
        Verdict::Broken(Why::WithoutArm) => text(
            "Broken trial: more than 5 % came in without having been allocated, so those who count may not be like those who do not.",
            "Mislukte proef: meer dan 5 % stroomde in zonder te zijn toegewezen, dus wie meetelt lijkt misschien niet op wie niet meetelt.",
        ),
        Verdict::Lower => text(
            "Settled: B is lower than A, and chance does not explain it.",
            "Beslist: B is lager dan A, en toeval verklaart dat niet.",
        ),
        Verdict::Higher => text(
            "Settled: B is higher than A, and chance does not explain it.",
            "Beslist: B is hoger dan A, en toeval verklaart dat niet.",
        ),
        Verdict::LessThanExpected => text(
            "Not settled which way, but less than expected: chance could have made the difference, and what was expected lies outside its interval.",
            "Niet beslist welke kant op, maar minder dan verwacht: toeval kan het verschil hebben gemaakt, en wat verwacht werd ligt buiten het interval.",
        ),
        Verdict::NotSettled { more } => not_settled(page, more),
    }
}

fn not_settled(page: ReadingPage<'_>, more: usize) -> String {
    let (locale, more) = (page.locale, tenancies(more, page.locale));
    match (page.reading.difference, locale) {
        (Some(_), Locale::En) => format!(
            "Not settled: chance could have made the difference. For what was expected it takes about {more} tenancies more with an outcome."
        ),
        (Some(_), Locale::Nl) => format!(
            "Niet beslist: toeval kan het verschil hebben gemaakt. Voor wat verwacht werd zijn er ongeveer {more} huurovereenkomsten met een uitkomst meer nodig."
        ),
        (None, Locale::En) => format!(
            "Not settled: fewer than {FEWEST} outcomes of an arm are known, and of so few no difference is told. For what was expected it takes about {more} tenancies more with an outcome."
        ),
        (None, Locale::Nl) => format!(
            "Niet beslist: van een groep zijn minder dan {FEWEST} uitkomsten bekend, en van zo weinig wordt geen verschil verteld. Voor wat verwacht werd zijn er ongeveer {more} huurovereenkomsten met een uitkomst meer nodig."
        ),
    }
}

fn difference(page: ReadingPage<'_>, found: &Difference) -> String {
    let ReadingPage { locale, design, .. } = page;
    let what = outcome(design.outcome, design.horizon_months, locale);
    let change = |size: f64| apart(design.outcome, size, locale);
    let (value, low, high) = (change(found.value), change(found.interval.0), change(found.interval.1));
    match locale {
        Locale::En => format!("B less A in {what}: {value} (95 % interval {low} to {high})."),
        Locale::Nl => format!("B min A in {what}: {value} (95 %-interval {low} tot {high})."),
    }
}

/// Which of the differences that were expected the trial leaves possible.
fn expectations(page: ReadingPage<'_>, found: &Difference) -> String {
    let ReadingPage { locale, design, .. } = page;
    let (name, expected) = (&design.number, design.expected);
    let (low, high) = found.interval;
    let told = |(en, nl, at): (&str, &str, f64)| {
        let is_within = (low..=high).contains(&at);
        let within =
            if is_within { locale.pick("within it", "erbinnen") } else { locale.pick("outside it", "erbuiten") };
        format!("{} {} ({within})", locale.pick(en, nl), apart(design.outcome, at, locale))
    };
    let all = [
        ("at its least", "op zijn laagst", expected.at_low),
        ("at its value", "op zijn waarde", expected.difference),
        ("at its most", "op zijn hoogst", expected.at_high),
    ];
    let all = all.map(told).join(", ");
    match locale {
        Locale::En => format!("What was expected beside that interval, with `{name}` {all}."),
        Locale::Nl => format!("Wat verwacht werd naast dat interval, met `{name}` {all}."),
    }
}

fn followed(page: ReadingPage<'_>) -> Vec<String> {
    let ReadingPage { locale, design, reading, .. } = page;
    let text = |en: &str, nl: &str| locale.pick(en, nl).to_owned();
    let is_told = reading.known().iter().all(|count| *count >= FEWEST);
    let done = reading.done.zip(design.doing).filter(|_| is_told).map(|([a, b], doing)| {
        let kind = doing.kind.title().in_locale(locale);
        let [all_a, all_b] = reading.known();
        let (a, b) = (part_of(a, all_a, locale), part_of(b, all_b, locale));
        let (was_a, was_b) = (wording::part(doing.a), wording::part(doing.b));
        match locale {
            Locale::En => {
                format!("“{kind}” was done for {a} of A and {b} of B; designed for were {was_a} and {was_b}.")
            }
            Locale::Nl => format!("“{kind}” is gedaan bij {a} van A en {b} van B; ontworpen was {was_a} en {was_b}."),
        }
    });
    let unseen = match (reading.is_kept, reading.done) {
        (Some(_), _) => None,
        (None, Some(_)) => Some(text(
            "Whether the arms were kept apart cannot be told yet: too few outcomes are known for that.",
            "Of de groepen uit elkaar zijn gehouden valt nog niet te zeggen: daarvoor zijn te weinig uitkomsten bekend.",
        )),
        (None, None) => Some(text(
            "No step tells the arms apart in the books: whether the allocation was followed cannot be seen.",
            "Geen stap onderscheidt de groepen in de boeken: of de toewijzing gevolgd is valt niet te zien.",
        )),
    };
    let without = (reading.without > 0).then(|| {
        let count = tenancies(reading.without, locale);
        match locale {
            Locale::En => begun(&format!("{count} came in that were let then and never allocated; they are left out.")),
            Locale::Nl => begun(&format!(
                "{count} stroomden in die toen al huurden en niet waren toegewezen; zij tellen niet mee."
            )),
        }
    });
    let (_, by) = reading.balance;
    let is_enough = reading.entered.iter().all(|count| *count >= FEWEST);
    let uneven = (is_enough && reading.is_uneven()).then(|| {
        let by = wording::value(KpiUnit::Number, by, locale);
        match locale {
            Locale::En => format!("At entry the arms already differed in months owed, by {by} standard deviations: more than a fair split of so many gives in 19 of 20."),
            Locale::Nl => format!("Bij instroom verschilden de groepen al in maanden achterstand, met {by} standaardafwijkingen: meer dan een eerlijke verdeling van zo veel in 19 van de 20 keer geeft."),
        }
    });
    [done, unseen, without, uneven].into_iter().flatten().collect()
}

fn table(page: ReadingPage<'_>) -> Table {
    let ReadingPage { locale, design, reading, .. } = page;
    let text = |en: &'static str, nl: &'static str| locale.pick(en, nl).to_owned();
    let row = |arm: usize| {
        let of = |counts: [usize; 2]| counts.get(arm).copied().unwrap_or(0);
        let count = of(reading.known());
        let mean = reading.means_to_tell(design.outcome).and_then(|means| means.get(arm).copied());
        let months = reading.balance.0.get(arm).copied().filter(|_| of(reading.entered) >= FEWEST);
        vec![
            ["A", "B"].get(arm).copied().unwrap_or("").to_owned(),
            months.map_or_else(String::new, |months| wording::value(KpiUnit::Number, months, locale)),
            tenancies(of(reading.waiting), locale),
            tenancies(count, locale),
            mean.map_or_else(String::new, |mean| level(design.outcome, mean, locale)),
            reading.done.filter(|_| count >= FEWEST).map_or_else(String::new, |done| part_of(of(done), count, locale)),
        ]
    };
    let headings = vec![
        (text("arm", "groep"), false),
        (text("months owed at entry", "maanden achterstand bij instroom"), true),
        (text("outcome not known yet", "uitkomst nog niet bekend"), true),
        (text("outcome known", "uitkomst bekend"), true),
        (text("mean outcome", "gemiddelde uitkomst"), true),
        (text("step taken", "stap gezet"), true),
    ];
    Table { title: text("The two arms", "De twee groepen"), headings, rows: vec![row(0), row(1)] }
}

const fn note(locale: Locale) -> &'static str {
    locale.pick(
        "Each tenancy counts once and in the arm it was allocated to, whatever was done; who came to live there after the allocation has no arm and is left out. The difference is taken within strata and weighted by their size. The trial measures the whole effect of the step. What value of the number that comes to hangs on all other numbers of the behaviour, which it did not measure: none is told.",
        "Elke huurovereenkomst telt één keer en in de groep waaraan zij is toegewezen, wat er ook gedaan is; wie er na de toewijzing kwam wonen heeft geen groep en valt erbuiten. Het verschil is binnen strata genomen en naar hun omvang gewogen. De proef meet de hele werking van de stap. Welke waarde van het getal daarbij hoort hangt af van alle andere getallen van het gedrag, die hij niet mat: die waarde wordt niet verteld.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pilot::Doing;
    use crate::vocabulary::ActionKind;

    fn design() -> Design {
        Design {
            number: "contact.call.effect".to_owned(),
            doing: Some(Doing { kind: ActionKind::Call, a: 0.6, b: 0.0 }),
            ..Design::sample()
        }
    }

    fn reading() -> Reading {
        let found = Difference {
            value: -0.05,
            error: 0.05,
            interval: (-0.15, 0.05),
            tenancies: [120, 130],
            means: [0.5, 0.45],
        };
        Reading {
            entered: [120, 130],
            waiting: [0, 0],
            without: 3,
            last: "2026-12-31".parse().unwrap(),
            balance: ([1.363, 1.3], -0.1),
            done: Some([70, 20]),
            is_kept: Some(true),
            difference: Some(found),
            verdict: Verdict::NotSettled { more: 400 },
        }
    }

    fn told(reading: &Reading, locale: Locale) -> Told {
        let titles = ["With calls".to_owned(), "Without".to_owned()];
        tell_reading(ReadingPage { locale, titles: &titles, design: &design(), sha256: "abc123", reading })
    }

    #[test]
    fn a_reading_says_first_what_it_comes_to_and_then_of_what_in_either_language() {
        for (locale, first) in [(Locale::En, "Not settled"), (Locale::Nl, "Niet beslist")] {
            let told = told(&reading(), locale);
            assert!(told.sentences[0].starts_with(first), "{:?}", told.sentences);
            let all = told.sentences.join("\n");
            assert!(all.contains("“With calls”") && all.contains("“Without”"), "{all}");
            assert!(told.notes.iter().any(|note| note.contains("abc123")), "{:?}", told.notes);
            assert!(told.sentences.iter().all(|told| !told.starts_with(char::is_lowercase)), "{all}");
            let months = &told.tables[0].rows[0][1];
            assert_eq!(months, locale.pick("1.36", "1,36"));
            assert!(all.contains(&locale.day(design().start)), "{all}");
        }
    }

    #[test]
    fn before_its_end_a_reading_begins_with_that() {
        let reading = Reading { last: "2025-11-30".parse().unwrap(), ..reading() };
        assert!(told(&reading, Locale::En).sentences[0].starts_with("Read before its end on"));
        assert!(told(&reading, Locale::Nl).sentences[0].starts_with("Gelezen vóór het einde op"));
    }

    #[test]
    fn each_way_to_break_a_trial_has_a_sentence_of_its_own() {
        let first = |why| {
            let reading = Reading { verdict: Verdict::Broken(why), ..reading() };
            told(&reading, Locale::En).sentences[0].clone()
        };
        assert!(first(Why::NotApart).contains("nearly as many in both arms"));
        assert!(first(Why::WithoutArm).contains("without having been allocated"));
    }

    #[test]
    fn what_was_done_is_told_of_no_few_outcomes() {
        let says =
            |reading: &Reading| told(reading, Locale::En).sentences.iter().any(|told| told.contains("was done for"));
        assert!(says(&reading()));
        assert!(!says(&Reading { entered: [0, 0], done: Some([0, 0]), difference: None, is_kept: None, ..reading() }));
    }
}
