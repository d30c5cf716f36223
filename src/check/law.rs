//! The layer of law under a policy that says `law nl`: what must never happen, and which rules may come too early.
//!
//! Owns the guarantees of `policies/law`, in both languages; a policy gets those of its own. Knows no ledger: whether
//! something did happen too early is seen in a run, by the same guarantees.
//! Always: a rule is found wanting exactly when what a guarantee asks does not follow from the rule's own conditions,
//! as [`follows`] sees it; one that is not is never in breach in a run.

mod follows;

use self::follows::follows;
use super::Checker;
use super::policy::Condition;
use super::policy::Guarantee;
use super::policy::Law;
use super::policy::Layer;
use super::policy::Policy;
use super::policy::Rule;
use super::policy::Setting;
use super::policy::StageRange;
use super::policy::Step;
use super::policy::Test;
use super::terms::Exception;
use super::terms::Overridden;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::source::SourceFile;
use crate::source::Span;
use crate::syntax::ItemKind;
use crate::syntax::SyntaxTree;
use crate::vocabulary::ActionKind;

/// What the sources of the national agreement are called in the files; the others are law.
const AGREEMENT: [&str; 2] = ["agreement", "convenant"];

/// A guarantee of law or agreement, and how its condition is written.
#[derive(Clone, Debug)]
struct Asked {
    guarantee: Guarantee,
    condition: String,
}

impl Checker<'_> {
    /// The guarantees of law and agreement, where the policy says that it stands under them.
    pub(super) fn guarantees_of_law(&self, tree: &SyntaxTree) -> Vec<Guarantee> {
        let said = tree.items.iter().find(|item| matches!(item.kind, ItemKind::Law));
        let asked = said.map_or_else(Vec::new, |item| asked(self.locale, item.span));
        asked.into_iter().map(|asked| asked.guarantee).collect()
    }
}

/// The steps of a policy under Dutch law that may come before what a guarantee of law or agreement asks.
pub(super) fn findings(policy: &Policy) -> Vec<Diagnostic> {
    if policy.law == Law::Unsaid {
        return Vec::new();
    }
    let asked = asked(policy.locale, Span::default());
    let rules = policy.rules.iter().map(|rule| (conditions_of_rule(policy, rule), &rule.steps));
    let exceptions = policy.exceptions.iter().map(|exception| (conditions_of(policy, exception), &exception.steps));
    rules
        .chain(exceptions)
        .flat_map(|(given, steps)| {
            steps.iter().flat_map(|step| too_early(&asked, &given, *step, &policy.settings)).collect::<Vec<_>>()
        })
        .collect()
}

fn too_early(asked: &[Asked], given: &Condition, step: Step, settings: &[Setting]) -> Vec<Diagnostic> {
    let of_kind = asked.iter().filter(|asked| asked.guarantee.kind == step.kind);
    let lacking = of_kind.filter(|asked| !follows(given, &asked.guarantee.only_after, settings));
    lacking.map(|asked| finding(asked, step)).collect()
}

fn finding(asked: &Asked, step: Step) -> Diagnostic {
    let Guarantee { kind, layer, basis, title, .. } = &asked.guarantee;
    let code = match (kind, layer) {
        (ActionKind::CollectionCosts, _) => code::COSTS_TOO_EARLY,
        (_, Layer::Agreement) => code::BEFORE_AGREEMENT,
        _ => code::BEFORE_LAW,
    };
    let (en, nl) = (kind.word().en, kind.word().nl);
    let message = Phrase::new(
        format!("`{en}` can be done here without what {basis} asks"),
        format!("`{nl}` kan hier worden gedaan zonder wat {basis} vraagt"),
    );
    let condition = &asked.condition;
    code.at(step.span, message).remark(Phrase::same(title.clone())).help(Phrase::new(
        format!("let the condition ask this too: `{condition}`"),
        format!("laat de voorwaarde ook dit vragen: `{condition}`"),
    ))
}

/// All that holds when a rule does its steps.
fn conditions_of_rule(policy: &Policy, rule: &Rule) -> Condition {
    let stage = |place: usize| policy.stages.get(place).map(|stage| stage.condition.clone());
    let stages = match rule.stages {
        None => None,
        Some(StageRange::Only(place)) => stage(place),
        Some(StageRange::OrLater(first)) => {
            Some(Condition::Any((first..policy.stages.len()).filter_map(stage).collect()))
        }
    };
    let scope = policy.scope.as_ref().map(|scope| scope.condition.clone());
    Condition::All(scope.into_iter().chain(stages).chain([rule.condition.clone()]).collect())
}

/// All that holds when an exception does its steps: its own condition, and that of everything it is an exception to.
fn conditions_of(policy: &Policy, exception: &Exception) -> Condition {
    let mut conditions = Vec::new();
    let mut next = Some(exception);
    // Never more steps than there are exceptions, even if they stood in a circle.
    for _ in 0..policy.exceptions.len() {
        let Some(exception) = next else { break };
        conditions.push(exception.condition.clone());
        next = match exception.overrides {
            Overridden::Exception(place) => policy.exceptions.get(place),
            Overridden::Rule(place) => {
                conditions.extend(policy.rules.get(place).map(|rule| conditions_of_rule(policy, rule)));
                None
            }
        };
    }
    Condition::All(conditions)
}

fn asked(locale: Locale, said: Span) -> Vec<Asked> {
    let text = match locale {
        Locale::En => include_str!("../../policies/law/en.beleid"),
        Locale::Nl => include_str!("../../policies/law/nl.beleid"),
    };
    let file = SourceFile::new("law", text);
    // The files are ours: tests hold them to being without findings.
    let Some(policy) = super::read(&file).policy else { return Vec::new() };
    policy.guarantees.iter().map(|guarantee| of_law(&file, &policy, guarantee, said)).collect()
}

fn of_law(file: &SourceFile, policy: &Policy, guarantee: &Guarantee, said: Span) -> Asked {
    let cited = |source: usize| policy.sources.get(source).map(|source| &source.named);
    let agreement = guarantee.cites.iter().filter_map(|cite| cited(cite.source));
    let agreement = agreement.clone().any(|named| AGREEMENT.contains(&named.name.as_str()));
    let basis =
        guarantee.cites.iter().filter_map(|cite| Some(format!("{} {}", cited(cite.source)?.title, cite.clause)));
    Asked {
        condition: written(file.slice(guarantee.span), policy.locale),
        guarantee: Guarantee {
            layer: if agreement { Layer::Agreement } else { Layer::Law },
            basis: basis.collect::<Vec<_>>().join(", "),
            cites: Vec::new(),
            only_after: placed(&guarantee.only_after, said),
            span: said,
            ..guarantee.clone()
        },
    }
}

/// What stands between `only after` and `cite`, on one line, so that it can stand behind an `and`.
fn written(guarantee: &str, locale: Locale) -> String {
    let words = guarantee.split_whitespace().collect::<Vec<_>>().join(" ");
    // The title may have these words too, and stands before them.
    let after = words.rsplit_once(locale.pick(" only after ", " alleen na ")).map_or("", |(_, after)| after);
    let condition = after.rsplit_once(locale.pick(" cite ", " volgens ")).map_or(after, |(condition, _)| condition);
    if condition.contains(locale.pick(" or ", " of ")) { format!("({condition})") } else { condition.to_owned() }
}

/// The condition with every test at another place: places in the files of law are none in the policy.
fn placed(condition: &Condition, span: Span) -> Condition {
    let all = |conditions: &[Condition]| conditions.iter().map(|part| placed(part, span)).collect();
    match condition {
        Condition::All(parts) => Condition::All(all(parts)),
        Condition::Any(parts) => Condition::Any(all(parts)),
        Condition::Not(part) => Condition::Not(Box::new(placed(part, span))),
        Condition::Test(test) => Condition::Test(Test { span, ..test.clone() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;
    use crate::check::Comparison;
    use crate::check::Operand;
    use crate::check::Subject;
    use crate::check::Value;
    use crate::law::Term;
    use crate::law::term;
    use crate::vocabulary::Fact;

    fn of(locale: Locale) -> Vec<Asked> {
        asked(locale, Span::default())
    }

    #[test]
    fn the_files_of_law_have_no_findings_and_nothing_but_guarantees() {
        for text in [include_str!("../../policies/law/en.beleid"), include_str!("../../policies/law/nl.beleid")] {
            let checked = super::super::read(&SourceFile::new("law", text));
            let errors = crate::diagnostic::any_error(&checked.diagnostics);
            assert!(!errors, "{:?}", checked.diagnostics);
            let policy = checked.policy.unwrap();
            assert!(policy.rules.is_empty() && policy.settings.is_empty() && policy.law == Law::Unsaid);
            assert!(policy.guarantees.iter().all(|guarantee| guarantee.cites.len() == 1));
        }
    }

    #[test]
    fn a_policy_under_the_law_has_its_guarantees_after_its_own() {
        let text = "policy \"P\" version \"1\"\nguarantee \"Own\" call only after sitting\nlaw nl";
        let policy = super::super::read(&SourceFile::new("x", text)).policy.unwrap();
        let layers: Vec<_> = policy.guarantees.iter().map(|guarantee| guarantee.layer).collect();
        assert_eq!((layers.len(), layers[0], layers[1]), (9, Layer::Own, Layer::Law));
        assert_eq!(policy.guarantees[1].basis, "BW 6:96 lid 6");
        assert_eq!(&text[policy.guarantees[1].span.range()], "law nl");
    }

    #[test]
    fn a_policy_that_does_not_say_so_is_left_alone() {
        let text = "policy \"P\" version \"1\"\nrule r when sitting do collection_costs once per claim";
        let checked = super::super::read(&SourceFile::new("x", text));
        assert!(checked.policy.unwrap().guarantees.is_empty());
        assert!(checked.diagnostics.iter().all(|finding| !finding.code.starts_with('L')));
    }

    #[test]
    fn the_law_says_the_same_in_both_languages() {
        let (english, dutch) = (of(Locale::En), of(Locale::Nl));
        assert_eq!(english.len(), 8);
        assert_eq!(dutch.len(), 8);
        for (english, dutch) in english.iter().zip(&dutch) {
            assert_eq!(english.guarantee.kind, dutch.guarantee.kind);
            assert_eq!(english.guarantee.only_after, dutch.guarantee.only_after, "{}", english.guarantee.title);
            assert_eq!(english.guarantee.layer, dutch.guarantee.layer, "{}", english.guarantee.title);
            let source =
                |asked: &Asked| asked.guarantee.basis.chars().take_while(|c| !c.is_numeric()).collect::<String>();
            assert_eq!(source(english), source(dutch));
            assert!(!english.condition.is_empty() && !dutch.condition.is_empty());
        }
    }

    #[test]
    fn the_thirty_days_are_those_of_the_table() {
        let today = Day::from_ymd(2025, 6, 1).unwrap();
        let days = term(Term::EarlySignalDays, today).unwrap();
        let wanted = Some((Comparison::AtLeast, Operand::Value(Value::Days(days))));
        let agreement: Vec<_> =
            of(Locale::Nl).into_iter().filter(|asked| asked.guarantee.layer == Layer::Agreement).collect();
        let [Asked { guarantee, condition }] = &agreement[..] else { panic!("{agreement:?}") };
        let Condition::Test(test) = &guarantee.only_after else { panic!("{guarantee:?}") };
        assert_eq!((test.subject, &test.comparison), (Subject::Fact(Fact::DaysOverdue), &wanted));
        assert_eq!(condition, "dagen_te_laat >= 30");
    }
}
