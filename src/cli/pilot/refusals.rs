//! Why a trial is not designed: what would make it unfair, unlawful or empty.

use crate::calendar::Day;
use crate::cli::Refusal;
use crate::cli::scenario::Loaded;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::pilot::Cases;
use crate::pilot::FEWEST;
use crate::pilot::Undesigned;

/// In a warm-up the policies would part before the trial begins.
pub(super) fn without_warm_up(loaded: &Loaded) -> Result<(), Refusal> {
    if loaded.scenario.warm_up == 0 {
        return Ok(());
    }
    Err(Refusal::new(Phrase::new(
        "a trial has no warm-up: its arms part on its first day",
        "een proef heeft geen aanloop: de groepen gaan op de eerste dag uiteen",
    ))
    .help(Phrase::new(
        "design it with a scenario without `warm_up`, or with `warm_up: 0`",
        "ontwerp hem met een scenario zonder `warm_up`, of met `warm_up: 0`",
    )))
}

pub(super) fn undesigned(why: &Undesigned, months: i32) -> Refusal {
    let Undesigned::TooFew(able) = why else { return nothing_differs() };
    let able = able.iter().map(|months| format!("`--months {months}`")).collect::<Vec<String>>().join(", ");
    let before = |locale: Locale| locale.months(&months.to_string());
    let message = Phrase::new(
        format!(
            "fewer than {FEWEST} tenancies come in {} before the end of the window: no size can be told",
            before(Locale::En)
        ),
        format!(
            "minder dan {FEWEST} huurovereenkomsten stromen {} voor het eind van het venster in: er valt geen omvang te zeggen",
            before(Locale::Nl)
        ),
    );
    let help = if able.is_empty() {
        Phrase::new("choose a longer window, or larger books", "kies een langer venster, of grotere boeken")
    } else {
        Phrase::new(format!("choose {able}, or a longer window"), format!("kies {able}, of een langer venster"))
    };
    Refusal::new(message).help(help)
}

pub(super) fn nothing_differs() -> Refusal {
    Refusal::new(Phrase::new(
        "the two policies do the same on these books as far as this number goes: no trial would tell anything",
        "de twee beleidsstukken doen op deze boeken hetzelfde wat dit getal betreft: geen proef zou iets zeggen",
    ))
    .help(Phrase::new(
        "name policies that differ in the step that the number is about, or a longer window",
        "noem beleidsstukken die verschillen in de stap waar het getal over gaat, of een langer venster",
    ))
}

/// A trial never takes from a tenant what law or agreement gives: of no guarantee in them may B have more breaches.
pub(super) fn lawful(cases: &Cases) -> Result<(), Refusal> {
    let more: Vec<String> =
        cases.breached.iter().filter(|of| of.is_given() && of.b > of.a).map(|of| format!("“{}”", of.title)).collect();
    if more.is_empty() {
        return Ok(());
    }
    let more = more.join(", ");
    Err(Refusal::new(Phrase::new(
        format!(
            "arm B breaches what law or agreement gives more often than A: {more}; that may not be tried on tenants"
        ),
        format!(
            "groep B schendt vaker dan A wat wet of convenant geeft: {more}; dat mag niet op huurders worden beproefd"
        ),
    ))
    .help(Phrase::new(
        "`huurproef compare` on the scenario says how often; change the policy of B so that it keeps to them",
        "`huurproef compare` op het scenario zegt hoe vaak; pas het beleid van B zo aan dat het zich eraan houdt",
    )))
}

/// So long after the books too many of those who were allocated have left.
const LATEST_START: i32 = 366;

/// Who is allocated after the trial began was not allocated before anybody knew what it would do; who was allocated long
/// before it may not be there any more.
pub(super) fn begins_in_time(start: Day, last: Day) -> Result<(), Refusal> {
    if start > last && start <= last.plus(LATEST_START) {
        return Ok(());
    }
    let [en, nl] = [Locale::En, Locale::Nl].map(|locale| (locale.day(start), locale.day(last)));
    Err(Refusal::new(Phrase::new(
        format!("a trial cannot begin on {}: tenancies are allocated at the end of the books, {}", en.0, en.1),
        format!("een proef kan niet op {} beginnen: toegewezen wordt aan het eind van de boeken, {}", nl.0, nl.1),
    ))
    .help(Phrase::new(
        "let it begin within a year after the books, or design it on books that end shortly before it",
        "laat hem binnen een jaar na de boeken beginnen, of ontwerp hem op boeken die er kort voor eindigen",
    )))
}

/// A design names the files of its policies; a setting of the command line stands in none of them.
pub(super) fn without_settings(settings: &[String]) -> Result<(), Refusal> {
    if settings.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(Phrase::new(
        "a trial is of policies as they stand in files: `--set` is kept in none",
        "een proef gaat over beleid zoals het in bestanden staat: `--set` wordt in geen bestand bewaard",
    ))
    .help(Phrase::new(
        "write it in the scenario, under `settings` of each policy",
        "schrijf het in het scenario, onder `settings` van elk beleid",
    )))
}
