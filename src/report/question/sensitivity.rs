//! Which number moves the answer most, in sentences and pictures.

use super::AskedOf;
use super::Table;
use super::Told;
use super::number::number_title;
use crate::behaviour::Label;
use crate::locale::Locale;
use crate::question::Bar;
use crate::question::Move;
use crate::question::Sensitivity;
use crate::report::Picture;
use crate::report::chart::Tornado;
use crate::report::chart::TornadoRow;
use crate::report::wording;

/// More bars than this make no picture; the table has them all.
const MOST_BARS: usize = 15;

/// Tells which numbers move the answer most.
#[must_use]
pub fn tell_sensitivity(asked: AskedOf<'_>, found: &Sensitivity) -> Told {
    let locale = asked.locale;
    let figure = asked.figure();
    let question = match (found.difference.is_some(), locale) {
        (true, Locale::En) => format!("Which number moves the difference in {figure} most?"),
        (true, Locale::Nl) => format!("Welk getal beweegt het verschil in {figure} het meest?"),
        (false, Locale::En) => format!("Which number moves {figure} most?"),
        (false, Locale::Nl) => format!("Welk getal beweegt {figure} het meest?"),
    };
    // Short enough for the head of a picture.
    let difference = format!("{figure}: {}", locale.pick("what moves the difference", "wat het verschil beweegt"));
    let level = format!("{figure}: {}", locale.pick("what moves the figure itself", "wat het cijfer zelf beweegt"));
    let pictures = [
        picture(asked, found, "tornado-difference", &difference, |bar| bar.difference),
        picture(asked, found, "tornado-level", &level, |bar| Some(bar.level)),
    ];
    Told {
        question,
        sentences: sentences(asked, found),
        pictures: pictures.into_iter().flatten().collect(),
        tables: Some(table(asked, found)).into_iter().filter(|table| !table.rows.is_empty()).collect(),
        notes: notes(asked),
    }
}

fn sentences(asked: AskedOf<'_>, found: &Sensitivity) -> Vec<String> {
    let AskedOf { locale, measure, policy, .. } = asked;
    let change = |size: f64| wording::difference(measure.unit(), size, locale);
    let base = match (found.difference, locale) {
        (Some(difference), Locale::En) => format!(
            "With every number at its value, {} differs from {} by {}.",
            asked.title(policy),
            asked.title(0),
            change(difference)
        ),
        (Some(difference), Locale::Nl) => format!(
            "Met elk getal op zijn waarde verschilt {} van {} met {}.",
            asked.title(policy),
            asked.title(0),
            change(difference)
        ),
        (None, _) => format!("{}: {}.", asked.figure(), wording::value(measure.unit(), found.level, locale)),
    };
    let moving: Vec<&Bar> = found.bars.iter().filter(|bar| answer(bar).width() > 0.0).collect();
    let first = moving.first().map(|bar| {
        let (name, of) = (number_title(&bar.name, locale), answer(bar));
        let (low, high) = (change(of.at_low), change(of.at_high));
        let label = bar.label.word().in_locale(locale);
        match locale {
            Locale::En => format!("Most moves “{name}” ({label}): by {low} at its least and {high} at its most."),
            Locale::Nl => {
                format!("Het meest beweegt “{name}” ({label}): {low} op zijn laagst en {high} op zijn hoogst.")
            }
        }
    });
    let still = found.bars.len() - moving.len();
    let turning = found.difference.map(|difference| {
        let turns = |by: f64| (difference + by) * difference < 0.0;
        found.bars.iter().filter(|bar| bar.difference.is_some_and(|of| turns(of.at_low) || turns(of.at_high))).count()
    });
    let turning = turning.map(|count| match (count, locale) {
        (0, Locale::En) => "No number by itself turns the sign of the difference.".to_owned(),
        (0, Locale::Nl) => "Geen enkel getal keert op zichzelf het teken van het verschil.".to_owned(),
        (_, Locale::En) => format!("Numbers that by themselves turn the sign of the difference: {count}."),
        (_, Locale::Nl) => format!("Getallen die op zichzelf het teken van het verschil keren: {count}."),
    });
    let unused = match locale {
        Locale::En => format!("Of {} numbers {still} do not move the answer at all.", found.bars.len()),
        Locale::Nl => format!("Van {} getallen bewegen er {still} het antwoord helemaal niet.", found.bars.len()),
    };
    [Some(base), first, share(&moving, locale), turning, Some(unused)].into_iter().flatten().collect()
}

/// What part of the squared moves is of numbers that somebody assumed.
fn share(moving: &[&Bar], locale: Locale) -> Option<String> {
    let square = |bar: &&&Bar| answer(bar).width() * answer(bar).width();
    let all: f64 = moving.iter().map(|bar| square(&bar)).sum();
    let assumed: f64 = moving.iter().filter(|bar| bar.label == Label::Assumed).map(|bar| square(&bar)).sum();
    (all > 0.0).then(|| {
        let part = wording::part(assumed / all);
        match locale {
            Locale::En => format!("Assumed numbers account for {part} of these moves (squared and added up)."),
            Locale::Nl => {
                format!("Aangenomen getallen zijn goed voor {part} van deze bewegingen (gekwadrateerd en opgeteld).")
            }
        }
    })
}

/// What moves the answer: the difference where there is one.
fn answer(bar: &Bar) -> Move {
    bar.difference.unwrap_or(bar.level)
}

fn picture(
    asked: AskedOf<'_>,
    found: &Sensitivity,
    name: &'static str,
    title: &str,
    of: impl Fn(&Bar) -> Option<Move>,
) -> Option<Picture> {
    let locale = asked.locale;
    let mut moves: Vec<(&Bar, Move)> = found.bars.iter().filter_map(|bar| Some((bar, of(bar)?))).collect();
    moves.retain(|(_, of)| of.width() > 0.0);
    moves.sort_by(|a, b| b.1.width().total_cmp(&a.1.width()));
    moves.truncate(MOST_BARS);
    let row = |(bar, of): &(&Bar, Move)| {
        let [low, _, high] = bar.interval.map(|number| wording::plain(number, locale));
        TornadoRow {
            title: format!("{} ({low}\u{a0}…\u{a0}{high})", number_title(&bar.name, locale)),
            label: bar.label.word().in_locale(locale).to_owned(),
            at_low: of.at_low,
            at_high: of.at_high,
        }
    };
    let rows: Vec<TornadoRow> = moves.iter().map(row).collect();
    let scene = Tornado { title, unit: asked.measure.unit(), rows };
    (!scene.rows.is_empty()).then(|| Picture { name, title: title.to_owned(), scene: scene.scene(locale) })
}

fn table(asked: AskedOf<'_>, found: &Sensitivity) -> Table {
    let AskedOf { locale, measure, .. } = asked;
    let has_difference = found.difference.is_some();
    let change = |size: f64| wording::difference(measure.unit(), size, locale);
    let row = |bar: &Bar| {
        let interval = bar.interval.map(|number| wording::plain(number, locale)).join(" / ");
        let cells = [bar.name.clone(), bar.label.word().in_locale(locale).to_owned(), interval];
        let difference = bar.difference.map(|of| [change(of.at_low), change(of.at_high)]);
        let note = if answer(bar).is_told_apart || answer(bar).width() <= 0.0 { "" } else { "≈" };
        let level = [change(bar.level.at_low), change(bar.level.at_high), note.to_owned()];
        cells.into_iter().chain(difference.into_iter().flatten()).chain(level).collect()
    };
    let text = |en: &'static str, nl: &'static str| locale.pick(en, nl).to_owned();
    let mut headings = vec![
        (text("number", "getal"), false),
        (text("label", "label"), false),
        (text("least / value / most", "laagst / waarde / hoogst"), true),
    ];
    if has_difference {
        headings.push((text("difference at least", "verschil op laagst"), true));
        headings.push((text("at most", "op hoogst"), true));
    }
    headings.push((text("figure at least", "cijfer op laagst"), true));
    headings.push((text("at most", "op hoogst"), true));
    headings.push((String::new(), false));
    let moving = found.bars.iter().filter(|bar| answer(bar).width() > 0.0 || bar.level.width() > 0.0);
    Table { title: text("What each number moves", "Wat elk getal beweegt"), headings, rows: moving.map(row).collect() }
}

fn notes(asked: AskedOf<'_>) -> Vec<String> {
    let (locale, runs) = (asked.locale, asked.locale.runs(asked.runs));
    let how = match locale {
        Locale::En => format!(
            "Each number was set to the least and the most that it is held to be, with all others at their values, in {runs} with the same luck. ≈: no more than other luck could bring about."
        ),
        Locale::Nl => format!(
            "Elk getal is op het laagste en het hoogste gezet dat mogelijk wordt geacht, met alle andere op hun waarde, in {runs} met hetzelfde toeval. ≈: niet meer dan ander toeval zou kunnen brengen."
        ),
    };
    let caution = locale.pick(
        "A number with a wide interval moves much because little is known of it. Two numbers together can move more, or less, than both apart.",
        "Een getal met een breed interval beweegt veel omdat er weinig van bekend is. Twee getallen samen kunnen meer, of minder, bewegen dan beide apart.",
    );
    vec![how, caution.to_owned()]
}
