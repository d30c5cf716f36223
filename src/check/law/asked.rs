//! The guarantees of law and agreement as `policies/law` has them, in both languages.
//!
//! Knows no policy but those two files. Always: both say the same, and nothing else than guarantees.

use crate::check::Condition;
use crate::check::Guarantee;
use crate::check::Layer;
use crate::check::Policy;
use crate::check::Test;
use crate::locale::Locale;
use crate::source::SourceFile;
use crate::source::Span;

/// What the sources of the national agreement are called in the files; the others are law.
const AGREEMENT: [&str; 2] = ["agreement", "convenant"];

/// A guarantee of law or agreement, and how its condition is written.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) guarantee: Guarantee,
    pub(super) condition: String,
}

/// What law and agreement ask, in a language, standing where the policy says that it is under them.
pub(super) fn asked(locale: Locale, said: Span) -> Vec<Asked> {
    let text = match locale {
        Locale::En => include_str!("../../../policies/law/en.beleid"),
        Locale::Nl => include_str!("../../../policies/law/nl.beleid"),
    };
    let file = SourceFile::new("law", text);
    // The files are ours: tests hold them to being without findings.
    let Some(policy) = crate::check::read(&file).policy else { return Vec::new() };
    policy.guarantees.iter().map(|guarantee| of_law(&file, &policy, guarantee, said)).collect()
}

fn of_law(file: &SourceFile, policy: &Policy, guarantee: &Guarantee, said: Span) -> Asked {
    let cited = |source: usize| policy.sources.get(source).map(|source| &source.named);
    let mut names = guarantee.cites.iter().filter_map(|cite| cited(cite.source));
    let agreement = names.any(|named| AGREEMENT.contains(&named.name.as_str()));
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
    use crate::check::Law;
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
        for text in [include_str!("../../../policies/law/en.beleid"), include_str!("../../../policies/law/nl.beleid")] {
            let checked = crate::check::read(&SourceFile::new("law", text));
            let errors = crate::diagnostic::any_error(&checked.diagnostics);
            assert!(!errors, "{:?}", checked.diagnostics);
            let policy = checked.policy.unwrap();
            assert!(policy.rules.is_empty() && policy.settings.is_empty() && policy.law == Law::Unsaid);
            assert!(policy.guarantees.iter().all(|guarantee| guarantee.cites.len() == 1));
        }
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
