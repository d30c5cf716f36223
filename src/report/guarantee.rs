//! What is proved of the guarantees of a policy: a table for people, a list for machines, and a finding for what is refuted.

use super::breach::layer_title;
use super::course::course;
use super::table::indented;
use crate::check::Condition;
use crate::check::Evaluate;
use crate::check::Guarantee;
use crate::check::Layer;
use crate::check::Overridden;
use crate::check::Policy;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::money::Money;
use crate::proof::Ground;
use crate::proof::Path;
use crate::proof::Proof;
use crate::proof::Range;
use crate::proof::Verdict;
use crate::proof::Why;
use serde_json::Value;
use serde_json::json;

/// The verdicts as text: how many of each, one line a guarantee, and the paths that lead to breaches. Nothing of a policy
/// without guarantees.
#[must_use]
pub fn guarantees_text(policy: &Policy, proofs: &[Proof], locale: Locale) -> String {
    if proofs.is_empty() {
        return String::new();
    }
    let mut text = format!("  {}\n", tally(proofs, locale));
    for (heading, titles) in grouped(policy, proofs, locale) {
        text += &indented(&heading, 4);
        text += &titles.iter().map(|title| indented(title, 6)).collect::<String>();
    }
    for proof in proofs {
        text += &paths(policy, proof, locale);
    }
    text
}

/// The guarantees with the same verdict for the same reason together, the worst first.
fn grouped(policy: &Policy, proofs: &[Proof], locale: Locale) -> Vec<(String, Vec<String>)> {
    let mut groups: Vec<(usize, String, Vec<String>)> = Vec::new();
    for proof in proofs {
        let Some(guarantee) = policy.guarantees.get(proof.guarantee) else { continue };
        let (rank, verdict) = match &proof.verdict {
            Verdict::Refuted(_) => (0, locale.pick("refuted", "weerlegd")),
            Verdict::Proved(_) => (1, locale.pick("proved", "bewezen")),
            Verdict::Undecided(_) => (2, locale.pick("undecided", "onbeslist")),
        };
        let heading = format!("{verdict}: {}", reason(proof).in_locale(locale));
        let title = titled(guarantee, locale);
        match groups.iter_mut().find(|(_, known, _)| *known == heading) {
            Some((_, _, titles)) => titles.push(title),
            None => groups.push((rank, heading, vec![title])),
        }
    }
    groups.sort_by_key(|(rank, _, _)| *rank);
    groups.into_iter().map(|(_, heading, titles)| (heading, titles)).collect()
}

/// A guarantee by its title, with who said so.
fn titled(guarantee: &Guarantee, locale: Locale) -> String {
    let origin = match guarantee.layer {
        Layer::Own => layer_title(guarantee.layer, locale),
        Layer::Law | Layer::Agreement => &guarantee.basis,
    };
    format!("{} ({origin})", guarantee.title)
}

fn tally(proofs: &[Proof], locale: Locale) -> String {
    let count = |name: &str| proofs.iter().filter(|proof| verdict_name(&proof.verdict) == name).count();
    let (proved, refuted, undecided) = (count("proved"), count("refuted"), count("undecided"));
    match locale {
        Locale::En => {
            format!("guarantees: {proved} proved, {refuted} refuted, {undecided} undecided (seen in runs only)")
        }
        Locale::Nl => {
            format!("waarborgen: {proved} bewezen, {refuted} weerlegd, {undecided} onbeslist (alleen in runs te zien)")
        }
    }
}

const fn verdict_name(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Proved(_) => "proved",
        Verdict::Refuted(_) => "refuted",
        Verdict::Undecided(_) => "undecided",
    }
}

/// Why a verdict is what it is, in one sentence without a full stop.
fn reason(proof: &Proof) -> Phrase {
    let reason = match &proof.verdict {
        Verdict::Proved(ground) => of_proof(*ground),
        Verdict::Refuted(path) => Phrase::new(
            format!("by `{}`, on day {} of the path below", path.rule, path.days()),
            format!("door `{}`, op dag {} van het pad hieronder", path.rule, path.days()),
        ),
        Verdict::Undecided(why) => of_doubt(why),
    };
    let range = match &proof.range {
        Range::NoSettings => return reason,
        Range::Everywhere => Phrase::new("for every value of the settings", "bij elke waarde van de instellingen"),
        Range::Refuted { settings, .. } => {
            let settings = settings.join(", ");
            Phrase::new(
                format!("with the settings as they are; not with {settings}"),
                format!("met de instellingen zoals ze zijn; niet met {settings}"),
            )
        }
        Range::Unclear => Phrase::new(
            "with the settings as they are; of other values that is not found out",
            "met de instellingen zoals ze zijn; van andere waarden is het niet uitgezocht",
        ),
    };
    Phrase::new(format!("{}; {}", reason.en, range.en), format!("{}; {}", reason.nl, range.nl))
}

fn of_proof(ground: Ground) -> Phrase {
    match ground {
        Ground::NeverDone => Phrase::new("the policy never does it", "het beleid doet het nooit"),
        Ground::Conditions => Phrase::new(
            "its rules ask for it, whatever happened before",
            "de regels vragen erom, wat er ook eerder gebeurde",
        ),
        Ground::Steps => Phrase::new(
            "the steps before lead to it, for what is done under this policy",
            "de stappen ervoor leiden ertoe, voor wat onder dit beleid gebeurt",
        ),
    }
}

fn of_doubt(why: &Why) -> Phrase {
    match why {
        Why::TakenByOthers { at_hand_over: true } => Phrase::new(
            "bailiff, court or municipality do it; every hand-over of the policy asks for it",
            "deurwaarder, rechter of gemeente doet het; elke overdracht van het beleid vraagt erom",
        ),
        Why::TakenByOthers { at_hand_over: false } => {
            Phrase::new("bailiff, court or municipality do it", "deurwaarder, rechter of gemeente doet het")
        }
        Why::PlansOffered => Phrase::new(
            "plans are offered in the course of other actions too",
            "regelingen worden ook in de loop van andere acties aangeboden",
        ),
        Why::NoTenant { rule, facts, tried } => {
            let facts = facts.join(", ");
            Phrase::new(
                format!("`{rule}` leaves room ({facts}), and none of {tried} courses tried gets there"),
                format!("`{rule}` laat ruimte ({facts}), en geen van {tried} beproefde verlopen komt er"),
            )
        }
        Why::TooMuch { rule } => Phrase::new(
            format!("the conditions of `{rule}` take too long to look into"),
            format!("de voorwaarden van `{rule}` kosten te veel tijd om uit te zoeken"),
        ),
    }
}

/// The paths that lead to a breach, with the settings as they are and with others.
fn paths(policy: &Policy, proof: &Proof, locale: Locale) -> String {
    let title = policy.guarantees.get(proof.guarantee).map_or("", |guarantee| &guarantee.title);
    let heading = |with: &str| match locale {
        Locale::En => format!("\n  A path that breaches “{title}”{with}:\n"),
        Locale::Nl => format!("\n  Een pad dat “{title}” schendt{with}:\n"),
    };
    match (&proof.verdict, &proof.range) {
        (Verdict::Refuted(path), _) => heading("") + &path_text(policy, path, locale),
        (_, Range::Refuted { settings, path }) => {
            heading(&format!(" {} {}", locale.pick("with", "met"), settings.join(", ")))
                + &path_text(policy, path, locale)
        }
        _ => String::new(),
    }
}

fn path_text(policy: &Policy, path: &Path, locale: Locale) -> String {
    let tenant: Vec<&str> = path.tenant.iter().map(|told| told.in_locale(locale)).collect();
    let mut text = indented(&format!("{} {}", locale.pick("The tenant:", "De huurder:"), tenant.join("; ")), 4);
    text += &course(&path.moments, locale).text();
    let mut line = |what: &str, facts: &[(String, String)]| {
        let facts: Vec<String> = facts.iter().map(|(fact, value)| format!("{fact} = {value}")).collect();
        if !facts.is_empty() {
            text += &indented(&format!("{what} {}", facts.join(", ")), 4);
        }
    };
    let then = match policy.conventions.evaluate {
        Evaluate::Morning => locale.pick("On that morning:", "Op die ochtend:"),
        Evaluate::Evening => locale.pick("On that evening:", "Op die avond:"),
    };
    line(then, &path.facts);
    let seen = locale.pick(
        "Without the claims that the hold covers, as the rule sees it:",
        "Zonder de vorderingen die de wachtstand dekt, zoals de regel het ziet:",
    );
    line(seen, &path.seen);
    text
}

/// The verdicts for machines: one object a guarantee, in the order of the policy.
#[must_use]
pub fn guarantees_json(name: &str, policy: &Policy, proofs: &[Proof], locale: Locale) -> Vec<Value> {
    proofs.iter().filter_map(|proof| guarantee_json(name, policy, proof, locale)).collect()
}

fn guarantee_json(name: &str, policy: &Policy, proof: &Proof, locale: Locale) -> Option<Value> {
    let guarantee = policy.guarantees.get(proof.guarantee)?;
    let mut object = json!({
        "policy": name,
        "guarantee": guarantee.title,
        "step": guarantee.kind.word().en,
        "layer": layer_name(guarantee.layer),
        "sources": sources(policy, guarantee),
        "verdict": verdict_name(&proof.verdict),
        "ground": ground_name(&proof.verdict),
        "why": reason(proof).in_locale(locale),
        "settings": range_name(&proof.range),
    });
    let keys = object.as_object_mut()?;
    if let Verdict::Refuted(path) = &proof.verdict {
        keys.insert("path".to_owned(), path_json(path, locale));
    }
    if let Range::Refuted { settings, path } = &proof.range {
        keys.insert("with_settings".to_owned(), json!({ "settings": settings, "path": path_json(path, locale) }));
    }
    if let Verdict::Undecided(Why::NoTenant { facts, .. }) = &proof.verdict {
        keys.insert("facts".to_owned(), json!(facts));
    }
    Some(object)
}

const fn layer_name(layer: Layer) -> &'static str {
    match layer {
        Layer::Law => "law",
        Layer::Agreement => "agreement",
        Layer::Own => "own",
    }
}

/// What a guarantee rests on, one text a source.
fn sources(policy: &Policy, guarantee: &Guarantee) -> Vec<String> {
    let own = guarantee.cites.iter().map(|cite| cite.text(policy));
    own.chain(Some(guarantee.basis.clone()).filter(|basis| !basis.is_empty())).collect()
}

const fn ground_name(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Proved(Ground::NeverDone) => "never_done",
        Verdict::Proved(Ground::Conditions) => "conditions",
        Verdict::Proved(Ground::Steps) => "steps",
        Verdict::Refuted(_) => "path",
        Verdict::Undecided(Why::TakenByOthers { at_hand_over: true }) => "taken_by_others_asked_at_hand_over",
        Verdict::Undecided(Why::TakenByOthers { at_hand_over: false }) => "taken_by_others",
        Verdict::Undecided(Why::PlansOffered) => "plans_offered",
        Verdict::Undecided(Why::NoTenant { .. }) => "no_tenant_found",
        Verdict::Undecided(Why::TooMuch { .. }) => "too_much",
    }
}

const fn range_name(range: &Range) -> &'static str {
    match range {
        Range::NoSettings => "none",
        Range::Everywhere => "everywhere",
        Range::Refuted { .. } => "refuted",
        Range::Unclear => "unclear",
    }
}

fn path_json(path: &Path, locale: Locale) -> Value {
    let tenant: Vec<&str> = path.tenant.iter().map(|told| told.in_locale(locale)).collect();
    let object = |facts: &[(String, String)]| {
        let pairs = facts.iter().map(|(fact, value)| (fact.clone(), json!(value)));
        pairs.collect::<serde_json::Map<String, Value>>()
    };
    let mut told = json!({
        "tenant": tenant,
        "begins": path.begins,
        "rule": path.rule,
        "days": path.moments,
        "facts": object(&path.facts),
    });
    if let Some(keys) = told.as_object_mut().filter(|_| !path.seen.is_empty()) {
        keys.insert("seen_by_rule".to_owned(), Value::Object(object(&path.seen)));
    }
    told
}

/// The findings about what is refuted of the policy's own guarantees. What is refuted of law and agreement has its finding
/// at the step.
#[must_use]
pub fn refuted_findings(policy: &Policy, proofs: &[Proof]) -> Vec<Diagnostic> {
    let found = proofs.iter().filter_map(|proof| Some((policy.guarantees.get(proof.guarantee)?, &proof.verdict)));
    let refuted = found.filter_map(|(guarantee, verdict)| match verdict {
        Verdict::Refuted(path) if guarantee.layer == Layer::Own => Some(finding(policy, guarantee, path)),
        _ => None,
    });
    refuted.collect()
}

/// The finding, at the step that breaches the guarantee: there it is to be mended.
fn finding(policy: &Policy, guarantee: &Guarantee, path: &Path) -> Diagnostic {
    let (named, steps) = match path.by {
        Overridden::Rule(place) => policy.rules.get(place).map(|rule| (&rule.named, &rule.steps)),
        Overridden::Exception(place) => policy.exceptions.get(place).map(|of| (&of.named, &of.steps)),
    }
    .unzip();
    let step = steps.and_then(|steps| steps.iter().find(|step| step.kind == guarantee.kind));
    let span = step.map_or(guarantee.span, |step| step.span);
    let name = named.map_or("\u{2026}", |named| named.name.as_str());
    let asked = Asked::of(guarantee);
    code::NOT_KEPT
        .at(span, asked.message(policy.called(guarantee.kind), &guarantee.title))
        .remark(moment(path))
        .also(guarantee.span, Phrase::new("this guarantee", "deze waarborg"))
        .help(asked.help(name, matches!(path.by, Overridden::Exception(_))))
}

/// When it is done on a path that breaches something, and at which arrears.
fn moment(path: &Path) -> Phrase {
    let last = path.moments.last();
    let arrears = last.map_or(Money::ZERO, |moment| moment.arrears);
    let step = last.and_then(|moment| moment.steps.iter().find(|step| step.breaches));
    let step = step.map_or("", |step| step.step.as_str());
    let told = |locale: Locale| {
        let on_day = locale.pick("on day", "op dag");
        let with = locale.pick("with arrears of", "bij een achterstand van");
        format!("`{step}` {on_day} {}, {with} {}", path.days(), locale.money(arrears))
    };
    Phrase::new(told(Locale::En), told(Locale::Nl))
}

/// In which way a guarantee asks.
#[derive(Clone, Copy)]
enum Asked {
    /// `only after`
    First,
    /// `never when`
    NotThen,
    /// `never`
    Never,
}

impl Asked {
    fn of(guarantee: &Guarantee) -> Asked {
        match &guarantee.only_after {
            Condition::Any(parts) if parts.is_empty() => Asked::Never,
            Condition::Not(_) => Asked::NotThen,
            _ => Asked::First,
        }
    }

    fn message(self, action: &str, title: &str) -> Phrase {
        match self {
            Asked::First => Phrase::new(
                format!("`{action}` can be done here without what the guarantee \u{201c}{title}\u{201d} asks"),
                format!("`{action}` kan hier worden gedaan zonder wat de waarborg \u{201c}{title}\u{201d} vraagt"),
            ),
            Asked::NotThen => Phrase::new(
                format!("`{action}` can be done here when the guarantee \u{201c}{title}\u{201d} forbids it"),
                format!("`{action}` kan hier worden gedaan terwijl de waarborg \u{201c}{title}\u{201d} het verbiedt"),
            ),
            Asked::Never => Phrase::new(
                format!("`{action}` is done here, and the guarantee \u{201c}{title}\u{201d} forbids it always"),
                format!("`{action}` wordt hier gedaan, en de waarborg \u{201c}{title}\u{201d} verbiedt het altijd"),
            ),
        }
    }

    /// How to mend the rule or exception that breaches it.
    fn help(self, name: &str, by_exception: bool) -> Phrase {
        let (by, door) = if by_exception { ("exception", "uitzondering") } else { ("rule", "regel") };
        let less = Phrase::new(
            "to ask less of the guarantee is to promise the tenant less",
            "minder vragen van de waarborg is de huurder minder beloven",
        );
        let (en, nl) = match self {
            Asked::First => (
                format!("let the {by} `{name}` ask what the guarantee asks"),
                format!("laat de {door} `{name}` vragen wat de waarborg vraagt"),
            ),
            Asked::NotThen => (
                format!("let the {by} `{name}` ask that it is `not` so, in the words of the guarantee"),
                format!("laat de {door} `{name}` vragen dat het `niet` zo is, in de woorden van de waarborg"),
            ),
            Asked::Never => {
                (format!("take the step out of the {by} `{name}`"), format!("haal de stap uit de {door} `{name}`"))
            }
        };
        Phrase::new(format!("{en}; {}", less.en), format!("{nl}; {}", less.nl))
    }
}
