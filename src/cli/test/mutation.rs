//! Which small changes to a policy its examples notice, told with what would notice the others.

use super::Tested;
use crate::check::Policy;
use crate::cli::Terminal;
use crate::locale::Locale;
use crate::mutation::Fate;
use crate::mutation::Mutant;
use crate::mutation::Mutated;
use crate::mutation::mutants;
use crate::mutation::mutate;
use crate::program::Program;
use crate::report::Align;
use crate::report::aligned;
use crate::source::SourceFile;
use indicatif::ProgressBar;
use indicatif::ProgressStyle;
use serde_json::Value;
use serde_json::json;

/// Makes every change, with a progress bar.
pub(super) fn mutated(
    file: &SourceFile,
    (policy, program): (&Policy, &Program),
    effort: usize,
    terminal: Terminal,
) -> Mutated {
    // Each is looked at twice: whether an example notices it, and if not, which would.
    let steps = mutants(file, policy, program).len() as u64 * 2;
    let bar = if terminal.quiet { ProgressBar::hidden() } else { ProgressBar::new(steps) };
    let form = terminal
        .locale
        .pick("{bar:40} {percent} % of the changes, {eta} to go", "{bar:40} {percent} % van de wijzigingen, nog {eta}");
    bar.set_style(ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()));
    let mutated = mutate(file, policy, program, effort, &|| bar.inc(1));
    bar.finish_and_clear();
    mutated
}

/// What the examples of a policy notice, for people.
pub(super) fn mutation_text(tested: &Tested, mutated: &Mutated, locale: Locale) -> String {
    let mut text = format!("\n  {}\n", summary(mutated, locale));
    let missed = lines(tested, mutated, locale, |fate| matches!(fate, Fate::Missed(_)));
    let undecided = lines(tested, mutated, locale, |fate| matches!(fate, Fate::Undecided(_)));
    let unseen = lines(tested, mutated, locale, |fate| *fate == Fate::Unseen);
    if !missed.is_empty() {
        text += &format!("\n  {}\n", locale.pick("no example notices", "geen voorbeeld merkt"));
        text += &table(&missed, locale);
    }
    if !undecided.is_empty() {
        let title = locale.pick(
            "not decided: no case and no course of days that was tried tells them apart (--effort N tries more cases)",
            "niet beslist: geen beproefd geval of verloop van dagen laat verschil zien (met --effort N meer gevallen)",
        );
        text += &format!("\n  {title}\n{}", table(&undecided, locale));
    }
    if !unseen.is_empty() {
        let title = locale.pick(
            "no example can notice these: plans are agreed in runs with households that respond (`huurproef compare`)",
            "geen voorbeeld kan deze merken: regelingen komen tot stand in runs met huishoudens die reageren \
             (`huurproef compare`)",
        );
        text += &format!("\n  {title}\n{}", table(&unseen, locale));
    }
    if !mutated.proposals.is_empty() {
        let title = locale.pick(
            "these would notice them; put those that say what you mean into the policy",
            "deze merken ze wel; zet die zeggen wat u bedoelt in het beleid",
        );
        text += &format!("\n  {title}\n");
        for (place, proposal) in mutated.proposals.iter().enumerate() {
            text += &format!("\n# {}\n{proposal}", place + 1);
        }
    }
    text
}

fn summary(mutated: &Mutated, locale: Locale) -> String {
    let all = mutated.mutants.len();
    let noticed = mutated.count(|fate| matches!(fate, Fate::Noticed(_)));
    let missed = mutated.count(|fate| matches!(fate, Fate::Missed(_)));
    let same = mutated.count(|fate| matches!(fate, Fate::Equivalent | Fate::Impossible));
    let undecided = mutated.count(|fate| matches!(fate, Fate::Undecided(_)));
    let unseen = match (mutated.count(|fate| *fate == Fate::Unseen), locale) {
        (0, _) => String::new(),
        (unseen, Locale::En) => format!(", {unseen} that no example can notice"),
        (unseen, Locale::Nl) => format!(", {unseen} die geen voorbeeld kan merken"),
    };
    match locale {
        Locale::En => format!(
            "{all} small changes: {noticed} noticed by an example, {missed} by none, {same} make no difference in any case \
             that can be, {undecided} not decided{unseen}"
        ),
        Locale::Nl => format!(
            "{all} kleine wijzigingen: {noticed} gemerkt door een voorbeeld, {missed} door geen, {same} maken geen verschil \
             in enig geval dat kan, {undecided} niet beslist{unseen}"
        ),
    }
}

fn lines(tested: &Tested, mutated: &Mutated, locale: Locale, is: impl Fn(&Fate) -> bool) -> Vec<Vec<String>> {
    let told = |(mutant, fate): &(Mutant, Fate)| {
        let by = match fate {
            Fate::Missed(place) => format!("# {}", place + 1),
            Fate::Undecided(tried) => match locale {
                Locale::En => format!("{tried} tried"),
                Locale::Nl => format!("{tried} geprobeerd"),
            },
            Fate::Noticed(_) | Fate::Equivalent | Fate::Impossible | Fate::Unseen => String::new(),
        };
        let change = mutant.alteration.phrase();
        vec![
            format!("    {}", mutant.line),
            mutant.site.told(&tested.policy, locale),
            change.in_locale(locale).to_owned(),
            by,
        ]
    };
    mutated.mutants.iter().filter(|(_, fate)| is(fate)).map(told).collect()
}

fn table(rows: &[Vec<String>], locale: Locale) -> String {
    let headings = [
        (locale.pick("    line", "    regelnr."), Align::Left),
        (locale.pick("where", "waar"), Align::Left),
        (locale.pick("changed to", "gewijzigd in"), Align::Left),
        ("", Align::Left),
    ];
    aligned(&headings, rows)
}

/// The same for machines.
pub(super) fn mutation_json(tested: &Tested, mutated: &Mutated) -> Value {
    let locale = tested.policy.locale;
    let told = |(mutant, fate): &(Mutant, Fate)| {
        let (word, more) = match fate {
            Fate::Noticed(title) => ("noticed", json!(title)),
            Fate::Missed(place) => ("missed", json!(place)),
            Fate::Equivalent => ("equivalent", Value::Null),
            Fate::Impossible => ("impossible", Value::Null),
            Fate::Undecided(tried) => ("undecided", json!(tried)),
            Fate::Unseen => ("unseen", Value::Null),
        };
        let of = |wanted: &str| if word == wanted { more.clone() } else { Value::Null };
        json!({
            "line": mutant.line,
            "where": mutant.site.told(&tested.policy, locale),
            "change": mutant.alteration.phrase().in_locale(locale),
            "kind": mutant.alteration.name(),
            "fate": word,
            "noticed_by": of("noticed"),
            "proposal": of("missed"),
            "tried": of("undecided"),
        })
    };
    let count = |is: fn(&Fate) -> bool| mutated.count(is);
    json!({
        "changes": mutated.mutants.len(),
        "noticed": count(|fate| matches!(fate, Fate::Noticed(_))),
        "missed": count(|fate| matches!(fate, Fate::Missed(_))),
        "equivalent": count(|fate| *fate == Fate::Equivalent),
        "impossible": count(|fate| *fate == Fate::Impossible),
        "undecided": count(|fate| matches!(fate, Fate::Undecided(_))),
        "unseen": count(|fate| *fate == Fate::Unseen),
        "mutants": mutated.mutants.iter().map(told).collect::<Vec<Value>>(),
        "proposals": mutated.proposals,
    })
}
