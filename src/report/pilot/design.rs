//! A trial before it begins: what it is about, how many tenants for how many months, and what must be kept to.

use super::apart;
use super::begun;
use super::months;
use super::outcome;
use super::tenancies;
use crate::behaviour::Estimate;
use crate::locale::Locale;
use crate::pilot::Candidate;
use crate::pilot::Design;
use crate::pilot::Designed;
use crate::pilot::LONGEST;
use crate::pilot::power;
use crate::report::Picture;
use crate::report::chart::Plot;
use crate::report::chart::TargetLine;
use crate::report::chart::Track;
use crate::report::question::Table;
use crate::report::question::Told;
use crate::report::question::number_title;
use crate::report::wording;
use crate::vocabulary::KpiUnit;

/// What is told of a design.
#[derive(Clone, Copy, Debug)]
pub struct DesignPage<'a> {
    /// The language.
    pub locale: Locale,
    /// The titles of the policies of A and B.
    pub titles: &'a [String],
    /// The number.
    pub estimate: &'a Estimate,
    /// The design as it is written down.
    pub design: &'a Design,
    /// What it rests on.
    pub designed: &'a Designed,
    /// The share of the tenancies that the policies treat otherwise that come in before they do.
    pub covered: f64,
    /// How many are allocated at the start.
    pub allocated: usize,
    /// Breaches of guarantees of the policy itself, a run, in A and B.
    pub own_breaches: [f64; 2],
    /// How many runs.
    pub runs: usize,
    /// The hash of the design's file.
    pub sha256: &'a str,
}

/// Tells a design.
#[must_use]
pub fn tell_design(page: DesignPage<'_>) -> Told {
    let locale = page.locale;
    let name = number_title(&page.design.number, locale);
    let question = match locale {
        Locale::En => format!("Which trial settles “{name}”?"),
        Locale::Nl => format!("Welke proef beslist over “{name}”?"),
    };
    let chosen = page.designed.candidates.get(page.designed.chosen);
    let mut all: Vec<String> = chosen.map(|chosen| answer(page, chosen)).into_iter().flatten().collect();
    all.push(about(page, &name));
    all.extend(chosen.map(|chosen| expected(page, chosen)).into_iter().flatten());
    all.extend(arms(page));
    Told {
        question,
        sentences: all,
        pictures: chosen.and_then(|chosen| picture(page, chosen)).into_iter().collect(),
        tables: vec![table(page)],
        notes: notes(page),
    }
}

fn about(page: DesignPage<'_>, name: &str) -> String {
    let DesignPage { locale, estimate, .. } = page;
    let [low, value, high] = [estimate.low, estimate.value, estimate.high].map(|number| wording::plain(number, locale));
    let label = estimate.label.word().in_locale(locale);
    let number = &page.design.number;
    match locale {
        Locale::En => format!("The number is {name} (`{number}`): {value}, between {low} and {high}, {label}."),
        Locale::Nl => format!("Het getal is {name} (`{number}`): {value}, tussen {low} en {high}, {label}."),
    }
}

/// How many tenancies, for how long, and when the books may be read.
fn answer(page: DesignPage<'_>, chosen: &Candidate) -> Vec<String> {
    let DesignPage { locale, design, .. } = page;
    let an_arm = usize::try_from(design.needed_per_arm).unwrap_or(usize::MAX);
    let (both, what) =
        (locale.count(i64::from(design.needed_per_arm) * 2), outcome(chosen.pick, chosen.months, locale));
    let each = tenancies(an_arm, locale);
    let needs = match locale {
        Locale::En => {
            format!("It takes {both} tenancies that come into arrears, {each} in each arm; measured is {what}.")
        }
        Locale::Nl => format!(
            "Er zijn {both} huurovereenkomsten met achterstand nodig, {each} in elke groep; gemeten wordt {what}."
        ),
    };
    let days = [design.start, design.intake().to, design.last_day()].map(|day| locale.day(day));
    let [from, to, last] = days;
    let is_enough = chosen.intake.is_some();
    let read = is_enough.then(|| match locale {
        Locale::En => format!(
            "Tenancies come in from {from} to {to}, and the last outcome falls on {last}: read the books then, once, and not before."
        ),
        Locale::Nl => format!(
            "Huurovereenkomsten stromen in van {from} tot en met {to}, en de laatste uitkomst valt op {last}: lees de boeken dan, één keer, en niet eerder."
        ),
    });
    let mut told = vec![needs, duration(page, chosen)];
    if !is_enough {
        // That it cannot be done here is the answer; how many it would take comes after it.
        told.reverse();
    }
    told.into_iter().chain(read).collect()
}

/// What difference is expected, and how surely a trial of this size finds it.
fn expected(page: DesignPage<'_>, chosen: &Candidate) -> Vec<String> {
    let DesignPage { locale, designed, .. } = page;
    let [low, value, high] = chosen.effects.map(|of| apart(chosen.pick, of.difference, locale));
    let expected = match locale {
        Locale::En => format!(
            "Expected is a difference of {value} (B less A); {low} with the number at its least, {high} at its most."
        ),
        Locale::Nl => format!(
            "Verwacht wordt een verschil van {value} (B min A); {low} met het getal op zijn laagst, {high} op zijn hoogst."
        ),
    };
    let is_known = chosen.effects.get(1).is_some_and(|of| of.difference.abs() > 2.0 * of.error);
    let unsure = (!is_known).then(|| locale.pick(
        "These runs cannot tell the expected difference from luck themselves: add `--replications` before relying on this size.",
        "Deze runs kunnen het verwachte verschil zelf niet van toeval onderscheiden: verhoog `--replications` voordat u op deze omvang bouwt.",
    ).to_owned());
    let [at_low, at_value, at_high] = designed.found.map(wording::part);
    let played = locale.count(i64::from(designed.played));
    let found = match (designed.played > 0, locale) {
        (true, Locale::En) => format!(
            "Of {played} trials of this size played on the simulated tenancies, {at_value} find the difference with the number at its value; at its least {at_low}, at its most {at_high}."
        ),
        (true, Locale::Nl) => format!(
            "Van {played} nagespeelde proeven van deze omvang vindt {at_value} het verschil met het getal op zijn waarde; op zijn laagst {at_low}, op zijn hoogst {at_high}."
        ),
        (false, Locale::En) => format!(
            "A trial of this size was not played: by the formula it finds the difference with a chance of {at_value} with the number at its value; at its least {at_low}, at its most {at_high}."
        ),
        (false, Locale::Nl) => format!(
            "Een proef van deze omvang is niet nagespeeld: volgens de formule vindt hij het verschil met een kans van {at_value} met het getal op zijn waarde; op zijn laagst {at_low}, op zijn hoogst {at_high}."
        ),
    };
    [Some(expected), unsure, Some(found)].into_iter().flatten().collect()
}

fn duration(page: DesignPage<'_>, chosen: &Candidate) -> String {
    let (locale, waiting) = (page.locale, chosen.months);
    let books = page.designed.by_month.len();
    let in_books = tenancies(rounded(page.designed.by_month.iter().sum()), locale);
    let first = tenancies(rounded(page.designed.by_month.first().copied().unwrap_or(0.0)), locale);
    match (chosen.intake, locale) {
        (Some(intake), Locale::En) => format!(
            "That is {} of intake and {} of waiting, {} in all: in {books} months of these books {in_books} come in, {first} of them in the first.",
            months(intake, locale),
            months(waiting, locale),
            months(intake + waiting, locale)
        ),
        (Some(intake), Locale::Nl) => format!(
            "Dat is {} instroom en {} wachten, samen {}: in {books} maanden van deze boeken stromen er {in_books} in, waarvan {first} in de eerste.",
            months(intake, locale),
            months(waiting, locale),
            months(intake + waiting, locale)
        ),
        (None, Locale::En) => format!(
            "The whole stock is not enough: in {books} months of these books {in_books} come in, and {LONGEST} months at that pace do not bring so many. Try a step that matters more, join with other corporations, or keep the number as an assumption."
        ),
        (None, Locale::Nl) => format!(
            "Het hele bezit is niet genoeg: in {books} maanden van deze boeken stromen er {in_books} in, en {LONGEST} maanden in dat tempo brengen er niet zo veel. Beproef een stap die meer uitmaakt, doe het samen met andere corporaties, of houd het getal als aanname."
        ),
    }
}

fn arms(page: DesignPage<'_>) -> Vec<String> {
    let DesignPage { locale, design, .. } = page;
    let title = |place: usize| page.titles.get(place).map_or("", String::as_str);
    let (rent, days) = (wording::plain(design.entry.months, locale), design.entry.days);
    let unit = locale.pick(
        if rent == "1" { "month of rent" } else { "months of rent" },
        if rent == "1" || rent.contains(',') { "maand huur" } else { "maanden huur" },
    );
    let rent = format!("{rent} {unit}");
    let days = locale.days(i64::from(days));
    let (covered, count) = (wording::part(page.covered), tenancies(page.allocated, locale));
    let split = match locale {
        Locale::En => format!(
            "Arm A goes by “{}”, arm B by “{}”. {} tenancies are allocated now; one comes into the trial when it has owed {rent} for {days}. By then the policies have not yet parted for {covered} of those whom they treat otherwise.",
            title(0),
            title(1),
            begun(&count)
        ),
        Locale::Nl => format!(
            "Groep A volgt “{}”, groep B “{}”. Nu worden {count} huurovereenkomsten toegewezen; een ervan stroomt in als zij {days} lang {rent} achterloopt. Dan gaan de beleidsstukken voor {covered} van wie zij anders behandelen nog niet uiteen.",
            title(0),
            title(1)
        ),
    };
    let few = (page.covered < 0.95).then(|| {
        locale
            .pick(
                "That is less than 95 %: part of the effect falls before entry and is not measured.",
                "Dat is minder dan 95 %: een deel van de werking valt vóór de instroom en wordt niet gemeten.",
            )
            .to_owned()
    });
    let [a, b] = page.own_breaches.map(|count| wording::value(KpiUnit::Number, count, locale));
    let [own_a, own_b] = page.own_breaches;
    let own = (own_b > own_a).then(|| match locale {
        Locale::En => format!("Arm B breaches guarantees of the policy itself more often ({b} times a run, A {a}): somebody must decide on that before the trial begins."),
        Locale::Nl => format!("Groep B schendt waarborgen van het beleid zelf vaker ({b} keer per run, A {a}): daarover moet iemand beslissen voordat de proef begint."),
    });
    [Some(split), few, own].into_iter().flatten().collect()
}

fn notes(page: DesignPage<'_>) -> Vec<String> {
    let (locale, runs) = (page.locale, page.runs);
    let power = wording::part(page.design.power);
    let how = match locale {
        Locale::En => format!(
            "Every tenancy that came in was simulated under both policies with the same luck, {runs} times, with all other numbers at their values. Power {power}, significance 5 % two-sided; only a difference on the side that is expected counts as found. Each tenancy counts once and in the arm it was allocated to, whatever was done. Only who was let before the window comes in, as in the trial. Intake beyond the books is taken to go on at the pace of their last half; it thins out as tenancies end, so a long trial lasts longer than is told here. Played trials draw tenancies with replacement, so of small books they are somewhat too sure."
        ),
        Locale::Nl => format!(
            "Elke huurovereenkomst die instroomde is {runs} keer onder beide beleidsstukken gesimuleerd met hetzelfde toeval, met alle andere getallen op hun waarde. Onderscheidend vermogen {power}, onbetrouwbaarheid 5 % tweezijdig; alleen een verschil aan de kant die verwacht wordt telt als gevonden. Elke huurovereenkomst telt één keer en in de groep waaraan zij is toegewezen, wat er ook gedaan is. Alleen wie vóór het venster al huurde stroomt in, zoals in de proef. Voorbij de boeken is gerekend met instroom in het tempo van hun laatste helft; zij droogt op naarmate huurovereenkomsten eindigen, dus een lange proef duurt langer dan hier staat. Nagespeelde proeven trekken met teruglegging, dus bij kleine boeken zijn zij iets te zeker."
        ),
    };
    let key = locale.pick(
        "The allocation: within a stratum (arrears at the start, direct debit or not) tenancies stand in an order drawn from seed and id; of each two that follow each other one goes to A and one to B. A tenancy that begins later has no arm: it is left out of the trial.",
        "De toewijzing: binnen een stratum (achterstand bij de start, wel of geen incasso) staan huurovereenkomsten in een volgorde die uit seed en nummer volgt; van elke twee opeenvolgende gaat er een naar A en een naar B. Een huurovereenkomst die later begint heeft geen groep: zij valt buiten de proef.",
    );
    let fair = locale.pick(
        "People decide whether this trial is held, and may stop it on any day. It only leaves out or adds steps within what the policies allow; in these runs B breaches no guarantee of law or agreement more often than A. All other work must be the same in both arms, and so must every exception for who is vulnerable: that comes before the arm. Whoever takes the steps must not choose the arm.",
        "Mensen beslissen of deze proef er komt, en kunnen hem elke dag stoppen. Hij laat alleen stappen weg of voegt ze toe binnen wat het beleid toestaat; in deze runs schendt B geen waarborg van wet of convenant vaker dan A. Al het andere werk moet in beide groepen gelijk zijn, en elke uitzondering voor wie kwetsbaar is ook: die gaat voor de groep. Wie de stappen zet mag de groep niet kiezen.",
    );
    vec![how, key.to_owned(), fair.to_owned(), super::filed(page.sha256, locale)]
}

fn table(page: DesignPage<'_>) -> Table {
    let locale = page.locale;
    let text = |en: &'static str, nl: &'static str| locale.pick(en, nl).to_owned();
    let count = |count: Option<f64>| {
        count.map_or_else(|| "–".to_owned(), |count| wording::value(KpiUnit::Count, count, locale))
    };
    let row = |(place, of): (usize, &Candidate)| {
        let [low, value, high] = of.effects.map(|effects| apart(of.pick, effects.difference, locale));
        let [at_low, at_value, at_high] = of.needed.map(count);
        let months = of.intake.map(|intake| (intake.to_string(), (intake + of.months).to_string()));
        let (intake, all) = months.unwrap_or_else(|| (format!("> {LONGEST}"), "–".to_owned()));
        let mark = if place == page.designed.chosen { "←" } else { "" };
        vec![
            outcome(of.pick, of.months, locale),
            low,
            value,
            high,
            at_low,
            at_value,
            at_high,
            intake,
            all,
            mark.to_owned(),
        ]
    };
    let headings = [
        (text("outcome", "uitkomst"), false),
        (text("difference at least", "verschil op laagst"), true),
        (text("at value", "op waarde"), true),
        (text("at most", "op hoogst"), true),
        (text("per arm at least", "per groep op laagst"), true),
        (text("at value", "op waarde"), true),
        (text("at most", "op hoogst"), true),
        (text("months of intake", "maanden instroom"), true),
        (text("months in all", "maanden samen"), true),
        (String::new(), false),
    ];
    let rows = page.designed.candidates.iter().enumerate().map(row).collect();
    Table {
        title: text("What could be measured, and what it takes", "Wat gemeten kan worden, en wat het vraagt"),
        headings: headings.to_vec(),
        rows,
    }
}

/// The power against the number of tenancies, for each horizon of the outcome that was chosen.
fn picture(page: DesignPage<'_>, chosen: &Candidate) -> Option<Picture> {
    let locale = page.locale;
    let [_, an_arm, _] = chosen.needed;
    let most = 4.0 * an_arm?;
    let of_outcome = page.designed.candidates.iter().filter(|of| of.pick == chosen.pick);
    let track = |of: &Candidate| {
        let [_, effects, _] = of.effects;
        let at = |nth: i32| {
            let both = most * f64::from(nth) / 40.0;
            (both, power(effects.difference.abs(), effects.spread, both / 2.0))
        };
        let title = months(of.months, locale);
        Track { title, points: (1..=40).map(at).collect(), band: Vec::new() }
    };
    let title = locale
        .pick("chance that the trial finds the expected difference", "kans dat de proef het verwachte verschil vindt");
    let level = page.design.power;
    let label = wording::part(level);
    let needs = TargetLine { label: wording::value(KpiUnit::Count, most / 2.0, locale), level: most / 2.0 };
    let plot = Plot {
        title,
        unit: KpiUnit::Rate,
        mark: wording::tick,
        below: locale.pick("tenancies in both arms", "huurovereenkomsten in beide groepen"),
        unit_below: KpiUnit::Count,
        tracks: of_outcome.map(track).collect(),
        target: Some(TargetLine { label, level }),
        places: vec![needs],
        spots: Vec::new(),
    };
    Some(Picture { name: "power", title: title.to_owned(), scene: plot.scene(locale) })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a mean number of tenancies, for people")]
fn rounded(count: f64) -> usize {
    libm::round(count.max(0.0)) as usize
}
