//! An attribution in sentences: what the policies differ in, and which change brings it.

use super::AttributionPage;
use super::is_told;
use super::is_too_rare;
use crate::attribution::Attributed;
use crate::compare::Chance;
use crate::compare::Difference;
use crate::compare::Measure;
use crate::compare::Verdict;
use crate::locale::Locale;
use crate::report::wording;

/// One sentence for each figure of which anything is told; last what cannot be told apart, and what stays the same.
pub(super) fn sentences(page: &AttributionPage<'_>) -> Vec<String> {
    let measures = &page.attribution.measures;
    let mut sentences: Vec<String> = measures.iter().filter(|of| says_something(of)).map(|of| told(page, of)).collect();
    let named = |is: &dyn Fn(&Attributed) -> bool| {
        let titles = measures.iter().filter(|of| is(of)).map(|of| of.measure.title(page.locale));
        titles.collect::<Vec<String>>().join("; ")
    };
    let rest: [(&str, &str, String); 3] = [
        (
            "No part can be told apart from nothing",
            "Geen deel is te onderscheiden van niets",
            named(&|of| !says_something(of) && !is_too_rare(of) && !is_same(of)),
        ),
        ("Exactly the same", "Precies gelijk", named(&|of| is_same(of) && !is_too_rare(of))),
        ("Too rare in these books to tell", "In deze boeken te zeldzaam om te zien", named(&is_too_rare)),
    ];
    for (en, nl, titles) in rest {
        if !titles.is_empty() {
            sentences.push(format!("{}: {titles}.", page.pick(en, nl)));
        }
    }
    sentences
}

fn says_something(of: &Attributed) -> bool {
    let parts = of.contributions.iter().any(|of| is_told(of.part.verdict));
    !is_too_rare(of) && (parts || is_told(of.total.verdict))
}

fn is_same(of: &Attributed) -> bool {
    of.total.verdict == Verdict::Same && of.contributions.iter().all(|of| of.part.verdict == Verdict::Same)
}

/// What a figure does, and by which changes: the largest part first.
fn told(page: &AttributionPage<'_>, of: &Attributed) -> String {
    let labels = page.labels();
    let mut parts: Vec<(&String, Difference)> =
        labels.iter().zip(&of.contributions).map(|(label, of)| (label, of.part)).collect();
    parts.sort_by(|one, other| other.1.spread.mean.abs().total_cmp(&one.1.spread.mean.abs()));
    let size = |difference: Difference| sized(page, of.measure, difference);
    let by = |(label, part): &(&String, Difference)| match page.locale {
        Locale::En => format!("{} by {}", size(*part), quoted(label)),
        Locale::Nl => format!("{} door {}", size(*part), quoted(label)),
    };
    let clear: Vec<String> = parts.iter().filter(|(_, part)| is_told(part.verdict)).map(by).collect();
    let is_unclear = |part: &Difference| matches!(part.verdict, Verdict::CannotBeToldApart | Verdict::TooFewRuns);
    let unclear: Vec<String> =
        parts.iter().filter(|(_, part)| is_unclear(part)).map(|(label, _)| quoted(label)).collect();
    let title = of.measure.title(page.locale);
    let lead = if is_told(of.total.verdict) {
        format!("{title}: {}", size(of.total))
    } else {
        format!("{title}: {}", page.pick("together not to be told apart", "samen niet te onderscheiden"))
    };
    let mut told = lead;
    if !clear.is_empty() {
        told += &format!("; {} {}", page.pick("of which", "waarvan"), clear.join(", "));
    }
    if !unclear.is_empty() {
        told += &format!(
            "; {}: {}",
            page.pick("cannot be told apart from nothing", "niet van niets te onderscheiden"),
            unclear.join(", ")
        );
    }
    told + "."
}

fn quoted(label: &str) -> String {
    format!("\u{201c}{label}\u{201d}")
}

fn sized(page: &AttributionPage<'_>, measure: Measure, difference: Difference) -> String {
    let size = wording::difference(measure.unit(), difference.spread.mean, page.locale);
    let range = wording::range(measure.unit(), difference.spread, page.locale, wording::difference);
    if range.is_empty() { size } else { format!("{size} ({range})") }
}

/// Under which heading the answer stands.
pub(super) fn lead(page: &AttributionPage<'_>) -> &'static str {
    match page.attribution.chance {
        Chance::Nothing => page.locale.pick("On the recorded payments", "Op de vastgelegde betalingen"),
        Chance::Delays => page
            .locale
            .pick("If the desk takes as long as is assumed", "Als de uitvoering zo lang duurt als aangenomen"),
        Chance::Households => page.locale.pick("If these assumptions hold", "Als deze aannames kloppen"),
    }
}

/// How far the parts may be trusted.
pub(super) fn caution(page: &AttributionPage<'_>) -> String {
    let recorded = page.pick(
        "Payments are fixed as recorded: the figures say what these rules would have done, not how people would have paid.",
        "Betalingen liggen vast zoals vastgelegd: de cijfers zeggen wat deze regels gedaan zouden hebben, niet hoe mensen \
         betaald zouden hebben.",
    );
    let assumed = match page.assumed {
        0 => String::new(),
        count => page
            .pick(
                "{} of the numbers behind it are assumed: the ranges are no probabilities.",
                "{} van de getallen erachter zijn aangenomen: de marges zijn geen kansen.",
            )
            .replace("{}", &count.to_string()),
    };
    let runs = page.runs();
    let breaches = page.pick(
        "Whether a policy breaks a guarantee is told by huurproef compare",
        "Of een beleid een waarborg schendt, vertelt huurproef compare",
    );
    let all = [if page.attribution.chance == Chance::Households { "" } else { recorded }, &runs, &assumed, breaches];
    let sentence = |text: &&str| !text.is_empty();
    let sentences: Vec<String> =
        all.into_iter().filter(sentence).map(|text| text.trim_end_matches('.').to_owned()).collect();
    sentences.join(". ") + "."
}
