//! The layer of law under a policy that says `law nl`: what must never happen, and which rules may come too early.
//!
//! Owns the guarantees of `policies/law`, in both languages; a policy gets those of its own. Knows no ledger: whether
//! something did happen too early is seen in a run, by the same guarantees.
//! Always: a rule is found wanting exactly when a tenant can meet the rule's own conditions, no exception that goes
//! before it, and not what a guarantee asks, as [`Space`] sees it; one that is not is never in breach in a run.

mod asked;
mod lax;

use self::asked::Asked;
use self::asked::asked;
use self::lax::Lax;
use self::lax::lax;
use super::Checker;
use super::measure::order;
use super::policy::Batch;
use super::policy::Condition;
use super::policy::Guarantee;
use super::policy::Law;
use super::policy::Layer;
use super::policy::Partner;
use super::policy::Policy;
use super::policy::Step;
use super::policy::Subject;
use super::region::Answer;
use super::region::Knobs;
use super::region::Region;
use super::region::Space;
use super::region::number_text;
use super::terms::Exception;
use super::terms::Overridden;
use crate::calendar::Day;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Label;
use crate::diagnostic::code;
use crate::law::Term;
use crate::law::term;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::source::Span;
use crate::syntax::ItemKind;
use crate::syntax::SyntaxTree;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use crate::vocabulary::PartnerKind;

impl Checker<'_> {
    /// The guarantees of law and agreement, where the policy says that it stands under them.
    pub(super) fn guarantees_of_law(&self, tree: &SyntaxTree) -> Vec<Guarantee> {
        let said = tree.items.iter().find(|item| matches!(item.kind, ItemKind::Law));
        let asked = said.map_or_else(Vec::new, |item| asked(self.locale, item.span));
        asked.into_iter().map(|asked| asked.guarantee).collect()
    }
}

/// What law and agreement ask of every policy under Dutch law, in one language.
#[must_use]
pub fn legal_guarantees(locale: Locale) -> Vec<Guarantee> {
    asked(locale, Span::default()).into_iter().map(|asked| asked.guarantee).collect()
}

/// What in a policy under Dutch law does not keep to law or agreement.
pub(super) fn findings(policy: &Policy) -> Vec<Diagnostic> {
    if policy.law == Law::Unsaid {
        return Vec::new();
    }
    early_findings(policy).into_iter().chain(late_lists(policy)).collect()
}

/// The steps that may come before what a guarantee of law or agreement asks. A setting is taken at its value in the
/// policy: a scenario that lowers it is held to the law when it is run.
fn early_findings(policy: &Policy) -> Vec<Diagnostic> {
    let asked = asked(policy.locale, Span::default());
    let space = Space::new(policy, Knobs::AsWritten);
    let rules = policy.rules.iter().enumerate().map(|(place, rule)| (Overridden::Rule(place), &rule.steps));
    let exceptions = policy.exceptions.iter().enumerate();
    let exceptions = exceptions.map(|(place, exception)| (Overridden::Exception(place), &exception.steps));
    let mut findings = Vec::new();
    for (doer, steps) in rules.chain(exceptions) {
        for step in steps {
            for asked in asked.iter().filter(|asked| asked.guarantee.kind == step.kind) {
                let finding = || finding(policy, doer, asked, step);
                match decided_by(&space, doer).without(&space.condition(&asked.guarantee.only_after)).find() {
                    Answer::Impossible => {}
                    Answer::Possible(witness) => add(finding().shown_by(witness.case(&space)), &mut findings),
                    Answer::Undecided => add(finding(), &mut findings),
                }
            }
        }
    }
    findings
}

/// Adds a finding; a setting that lets two rules do the same too early is one mistake, told once with both places.
fn add(finding: Diagnostic, findings: &mut Vec<Diagnostic>) {
    let same = |known: &&mut Diagnostic| {
        (&known.message, &known.help, known.labels.first()) == (&finding.message, &finding.help, finding.labels.first())
    };
    match findings.iter_mut().find(same) {
        Some(known) => {
            let others = finding.labels.into_iter().skip(1);
            let new: Vec<Label> = others.filter(|label| !known.labels.contains(label)).collect();
            known.labels.extend(new);
        }
        None => findings.push(finding),
    }
}

/// The tenants with whom a rule or exception decides: who meets it, and no exception that goes before it.
fn decided_by(space: &Space<'_>, doer: Overridden) -> Region {
    let policy = space.policy();
    let (given, beside) = match doer {
        Overridden::Rule(place) => (space.rule(place), None),
        Overridden::Exception(place) => (space.exception(place), policy.exceptions.get(place).zip(Some(place))),
    };
    // What an exception with steps of its own sees, a hold may keep from it.
    let always_sees = |exception: &Exception| exception.steps.is_empty() || policy.holds.is_empty();
    let goes_before = |other: &&Exception| {
        let is_above =
            beside.is_some_and(|(own, place)| other.overrides == own.overrides && other.above.contains(&place));
        (other.overrides == doer || is_above) && always_sees(other)
    };
    let before = policy.exceptions.iter().filter(goes_before);
    before.fold(given, |left, exception| left.without(&space.condition(&exception.condition)))
}

fn condition_of(policy: &Policy, doer: Overridden) -> Option<&Condition> {
    match doer {
        Overridden::Rule(place) => policy.rules.get(place).map(|rule| &rule.condition),
        Overridden::Exception(place) => policy.exceptions.get(place).map(|exception| &exception.condition),
    }
}

/// The finding, where it has to be mended: at the step, or at the setting that lets it come too early.
fn finding(policy: &Policy, doer: Overridden, asked: &Asked, step: &Step) -> Diagnostic {
    let Guarantee { kind, layer, basis, title, only_after, .. } = &asked.guarantee;
    let code = match (kind, layer) {
        (ActionKind::CollectionCosts, _) => code::COSTS_TOO_EARLY,
        (_, Layer::Agreement) => code::BEFORE_AGREEMENT,
        _ => code::BEFORE_LAW,
    };
    let said = policy.step_said(step);
    let (title, more) = (Phrase::same(title.clone()), help(policy.locale, condition_of(policy, doer), asked));
    let diagnostic = match lax(policy, doer, only_after) {
        Some(lax) => {
            let message = Phrase::new(
                format!("with this setting `{said}` can be done without what {basis} asks"),
                format!("met deze instelling kan `{said}` worden gedaan zonder wat {basis} vraagt"),
            );
            let at = code.at(lax.setting.named.span, message).remark(least(policy, &lax));
            at.also(step.span, title).help(raise(policy, &lax, &more))
        }
        None => {
            let message = Phrase::new(
                format!("`{said}` can be done here without what {basis} asks"),
                format!("`{said}` kan hier worden gedaan zonder wat {basis} vraagt"),
            );
            code.at(step.span, message).remark(title).help(more)
        }
    };
    diagnostic.note(weight(*kind))
}

/// What a setting is, and what it has to be.
fn least(policy: &Policy, lax: &Lax<'_>) -> Phrase {
    let words = |value| number_text(value, policy.locale);
    let (is, asked) = (words(lax.setting.value), words(lax.enough));
    Phrase::new(format!("is {is}, and {asked} is asked"), format!("is {is}, en {asked} wordt gevraagd"))
}

/// How to mend a setting; what else would do stands in `more`.
fn raise(policy: &Policy, lax: &Lax<'_>, more: &Phrase) -> Phrase {
    let (name, enough) = (&lax.setting.named.name, number_text(lax.enough, policy.locale));
    let is_within = order(lax.setting.least, lax.enough).is_le() && order(lax.enough, lax.setting.greatest).is_le();
    let range = match is_within {
        true => Phrase::new("", ""),
        false => Phrase::new(", and widen its range", ", en verruim haar grenzen"),
    };
    Phrase::new(
        format!("give `{name}` the value {enough}{}; or {}", range.en, more.en),
        format!("geef `{name}` de waarde {enough}{}; of {}", range.nl, more.nl),
    )
}

/// Why costs are an error and the other steps are not, as docs/law.md has it.
fn weight(kind: ActionKind) -> Phrase {
    match kind {
        ActionKind::CollectionCosts => Phrase::new(
            "this is an error: the tenant does not owe costs that come too early",
            "dit is een fout: kosten die te vroeg komen, is de huurder niet schuldig",
        ),
        ActionKind::HandOver => Phrase::new(
            "this is a warning only: before then the law forbids the costs, not the hand-over itself; a run counts each as a breach",
            "dit is maar een waarschuwing: tot die tijd verbiedt de wet de kosten, niet het overdragen zelf; een run telt elke overdracht als schending",
        ),
        _ => Phrase::new(
            "this is a warning only: the policy can be run like this, and a run counts each such step as a breach",
            "dit is maar een waarschuwing: het beleid kan zo draaien, en een run telt elke stap als deze als schending",
        ),
    }
}

/// How to let a condition ask one thing more, in the words of the policy.
fn help(locale: Locale, condition: Option<&Condition>, asked: &Asked) -> Phrase {
    let (when, and, more) = (locale.pick("when", "als"), locale.pick("and", "en"), &asked.condition);
    match condition {
        Some(Condition::All(parts)) if parts.is_empty() => {
            Phrase::new(format!("give it the condition `{when} {more}`"), format!("geef de voorwaarde `{when} {more}`"))
        }
        Some(Condition::Any(_)) => Phrase::new(
            format!("put the condition between parentheses, and behind it `{and} {more}`"),
            format!("zet de voorwaarde tussen haakjes, en erachter `{and} {more}`"),
        ),
        _ => Phrase::new(
            format!("write behind the condition: `{and} {more}`"),
            format!("zet achter de voorwaarde: `{and} {more}`"),
        ),
    }
}

/// Whether law or agreement ask for something of a kind before one of these steps, or the condition itself is one of the
/// law: nobody should be told to leave that out.
pub(super) fn is_asked_by_law(kind: ActionKind, steps: &[ActionKind]) -> bool {
    let asked = legal_guarantees(Locale::default());
    let about = asked.iter().filter(|guarantee| steps.contains(&guarantee.kind));
    about.into_iter().any(|guarantee| asks(&guarantee.only_after, kind))
}

fn asks(condition: &Condition, kind: ActionKind) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(|part| asks(part, kind)),
        Condition::Not(part) => asks(part, kind),
        Condition::Test(test) => match test.subject {
            Subject::Function(_, own) => own == kind,
            Subject::Fact(Fact::WikExpired | Fact::WikExpiredAmount) => kind == ActionKind::WikLetter,
            _ => false,
        },
    }
}

/// The partners for early signalling whose list goes later in the month than agreed.
fn late_lists(policy: &Policy) -> Vec<Diagnostic> {
    let Ok(last) = term(Term::EarlySignalListDay, policy.valid_from.unwrap_or(Day::NEVER)) else { return Vec::new() };
    let signalling = policy.partners.iter().filter(|partner| partner.kind == PartnerKind::EarlySignalling);
    signalling
        .filter_map(|partner| {
            let latest = latest_day(partner.batch.as_ref()?)?;
            (i64::from(latest) > i64::from(last)).then(|| late_list(partner, latest, last))
        })
        .collect()
}

/// The latest day of a month on which a list goes.
fn latest_day(batch: &Batch) -> Option<u32> {
    match batch {
        Batch::Monthly { list_day, .. } => Some(*list_day),
        Batch::Dates(days) => days.iter().map(|day| day.of_month()).max(),
    }
}

fn late_list(partner: &Partner, latest: u32, last: i32) -> Diagnostic {
    let name = &partner.named.name;
    let message = Phrase::new(
        format!("the list for `{name}` goes on day {latest}, and the national agreement asks it by day {last}"),
        format!(
            "de lijst voor `{name}` gaat op dag {latest}, en het landelijk convenant vraagt hem uiterlijk op dag {last}"
        ),
    );
    code::LATE_LIST.at(partner.named.span, message).help(Phrase::new(
        format!("let the list go on day {last} of the month or before"),
        format!("laat de lijst op dag {last} van de maand of eerder gaan"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    #[test]
    fn a_policy_under_the_law_has_its_guarantees_after_its_own() {
        let text = "policy \"P\" version \"1\"\nguarantee \"Own\" call only after sitting\nlaw nl";
        let policy = crate::check::read(&SourceFile::new("x", text)).policy.unwrap();
        let layers: Vec<_> = policy.guarantees.iter().map(|guarantee| guarantee.layer).collect();
        assert_eq!((layers.len(), layers[0], layers[1]), (9, Layer::Own, Layer::Law));
        assert_eq!(policy.guarantees[1].basis, "BW 6:96 lid 6");
        assert_eq!(&text[policy.guarantees[1].span.range()], "law nl");
    }

    #[test]
    fn what_an_exception_keeps_back_does_not_come_too_early() {
        let text = "policy \"P\" version \"1\"\nlaw nl\npartner p is bailiff\n\
                    rule w when claims_without_letter >= 1 and days_overdue >= 14 do wik_letter once per claim\n\
                    rule h when days_overdue >= 40 do hand over to p once per episode";
        let kept = format!("{text}\nexception e to h when not wik_expired do nothing");
        let wanting = |text: &str| {
            let checked = crate::check::read(&SourceFile::new("x", text));
            checked.diagnostics.iter().any(|finding| finding.code.starts_with("L0"))
        };
        assert!(wanting(text) && !wanting(&kept));
    }

    #[test]
    fn a_policy_that_does_not_say_so_is_left_alone() {
        let text = "policy \"P\" version \"1\"\nrule r when sitting do collection_costs once per claim";
        let checked = crate::check::read(&SourceFile::new("x", text));
        assert!(checked.policy.unwrap().guarantees.is_empty());
        assert!(checked.diagnostics.iter().all(|finding| !finding.code.starts_with('L')));
    }
}
