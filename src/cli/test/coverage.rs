//! What the examples of a policy reach, and what of it is used on the books.

use super::Tested;
use crate::calendar::Period;
use crate::check::Named;
use crate::coverage::Hits;
use crate::coverage::Use;
use crate::example::Reach;
use crate::locale::Locale;
use crate::report::Align;
use crate::report::aligned;
use crate::report::indented;
use serde_json::Value;
use serde_json::json;

/// A part of a policy, by how many examples it is reached and how it is used.
struct Part<'a> {
    named: &'a Named,
    /// Nothing, where that was not asked.
    examples: Option<u32>,
    hits: Option<Hits>,
}

fn parts<'a>(named: impl Iterator<Item = &'a Named>, examples: Option<&[u32]>, hits: Option<&[Hits]>) -> Vec<Part<'a>> {
    let part = |(place, named)| Part {
        named,
        examples: examples.and_then(|counts| counts.get(place).copied()),
        hits: hits.and_then(|hits| hits.get(place).copied()),
    };
    named.enumerate().map(part).collect()
}

/// The parts of a policy by kind: rules, exceptions, stages, segments.
fn all(tested: &Tested) -> [Vec<Part<'_>>; 4] {
    let (policy, reach) = (&tested.policy, tested.reach.as_ref());
    let living = tested.living.as_ref().map(|(_, used)| used);
    let of = |get: fn(&Reach) -> &Vec<u32>| reach.map(|reach| get(reach).as_slice());
    let used = |get: fn(&Use) -> &Vec<Hits>| living.map(|used| get(used).as_slice());
    [
        parts(policy.rules.iter().map(|rule| &rule.named), of(|reach| &reach.rules), used(|used| &used.rules)),
        parts(
            policy.exceptions.iter().map(|exception| &exception.named),
            of(|reach| &reach.exceptions),
            used(|used| &used.exceptions),
        ),
        parts(policy.stages.iter().map(|stage| &stage.named), of(|reach| &reach.stages), None),
        parts(policy.segments.iter().map(|segment| &segment.named), of(|reach| &reach.segments), None),
    ]
}

const KINDS: [(&str, &str, &str, &str); 4] = [
    ("rule", "rules", "regel", "regels"),
    ("exception", "exceptions", "uitzondering", "uitzonderingen"),
    ("stage", "stages", "fase", "fasen"),
    ("segment", "segments", "segment", "segmenten"),
];

/// What is reached, for people.
pub(super) fn reach_text(tested: &Tested, locale: Locale) -> String {
    let parts = all(tested);
    let counted = parts.iter().zip(KINDS).filter(|(parts, _)| !parts.is_empty()).map(|(parts, kind)| {
        let reached = parts.iter().filter(|part| part.examples != Some(0)).count();
        format!("{reached} {} {} {}", locale.pick("of", "van de"), parts.len(), locale.pick(kind.1, kind.3))
    });
    let counted = counted.collect::<Vec<String>>().join(", ");
    let mut text = match locale {
        Locale::En => format!("\n  the examples reach {counted}\n"),
        Locale::Nl => format!("\n  de voorbeelden bereiken {counted}\n"),
    };
    for (parts, kind) in parts.iter().zip(KINDS) {
        for part in parts.iter().filter(|part| part.examples == Some(0)) {
            let line = tested.file.position(part.named.span.start).line;
            let (word, name, title) = (locale.pick(kind.0, kind.2), &part.named.name, &part.named.title);
            text += &match locale {
                Locale::En => format!("    none reaches the {word} {name} \u{201c}{title}\u{201d} (line {line})\n"),
                Locale::Nl => format!("    geen bereikt: {word} {name} \u{201e}{title}\u{201d} (regel {line})\n"),
            };
        }
    }
    text
}

/// What is used on the books, for people.
pub(super) fn living_text(tested: &Tested, (window, used): &(Period, Use), locale: Locale) -> String {
    let [rules, exceptions, ..] = all(tested);
    let used_parts = || rules.iter().chain(&exceptions);
    let headings = [
        (locale.pick("  used on the books", "  gebruikt op de boeken"), Align::Left),
        (locale.pick("months of tenancies", "huurdermaanden"), Align::Right),
        (locale.pick("tenancies", "huurovereenkomsten"), Align::Right),
        (locale.pick("share", "aandeel"), Align::Right),
    ];
    let shown = used_parts().filter_map(|part| Some((part, part.hits?)));
    let shown = shown.filter(|(_, hits)| hits.tenancies > 0 && !hits.is_few());
    let rows = shown.map(|(part, hits)| {
        let count = |number: u64| locale.count(i64::try_from(number).unwrap_or(i64::MAX));
        let share = hits.tenancies as f64 / used.tenancies.max(1) as f64 * 100.0;
        let share = format!("{} %", locale.decimal(&format!("{share:.1}")));
        vec![format!("  {}", part.named.name), count(hits.tenant_months), count(hits.tenancies), share]
    });
    let mut text = format!("\n{}", aligned(&headings, &rows.collect::<Vec<_>>()));
    let names = |is: fn(Hits) -> bool| {
        let names = used_parts().filter(|part| part.hits.is_some_and(is)).map(|part| part.named.name.as_str());
        names.collect::<Vec<&str>>().join(", ")
    };
    let lists = [
        (locale.pick("never fired:", "nooit toegepast:"), names(|hits| hits.tenancies == 0)),
        (
            locale.pick("carried by fewer than ten tenants:", "gedragen door minder dan tien huurders:"),
            names(Hits::is_few),
        ),
    ];
    for (title, names) in lists.iter().filter(|(_, names)| !names.is_empty()) {
        text += &indented(&format!("{title} {names}"), 2);
    }
    let (from, to) = (locale.day(window.from), locale.day(window.to));
    let tenancies =
        locale.several(used.tenancies, ["tenancy", "tenancies"], ["huurovereenkomst", "huurovereenkomsten"]);
    text + &match locale {
        Locale::En => {
            format!("  {tenancies} from {from} to {to}, the policy as if in force, payments as recorded\n")
        }
        Locale::Nl => format!(
            "  {tenancies} van {from} tot en met {to}, het beleid alsof het gold, betalingen zoals \
             vastgelegd\n"
        ),
    }
}

/// The same for machines; nothing, where neither was asked.
pub(super) fn coverage_json(tested: &Tested) -> Value {
    if tested.reach.is_none() && tested.living.is_none() {
        return Value::Null;
    }
    let of = |parts: &[Part<'_>]| {
        let told = parts.iter().map(|part| {
            let hits = part.hits.filter(|hits| !hits.is_few());
            json!({
                "name": part.named.name,
                "title": part.named.title,
                "line": tested.file.position(part.named.span.start).line,
                "examples": part.examples,
                "tenant_months": hits.map(|hits| hits.tenant_months),
                "tenancies": hits.map(|hits| hits.tenancies),
                "few": part.hits.map(Hits::is_few),
            })
        });
        told.collect::<Vec<Value>>()
    };
    let books = tested
        .living
        .as_ref()
        .map(|(window, used)| json!({ "from": window.from, "to": window.to, "tenancies": used.tenancies }));
    let [rules, exceptions, stages, segments] = all(tested);
    json!({
        "rules": of(&rules),
        "exceptions": of(&exceptions),
        "stages": of(&stages),
        "segments": of(&segments),
        "books": books,
    })
}
