//! The picture is drawn well, and every rule is in it.

use super::bpmn;
use super::draw::Drawing;
use super::draw::Rect;
use super::drawn;
use crate::check::Policy;
use crate::check::read;
use crate::interchange::xml::assert_sound;
use crate::locale::Locale;
use crate::source::SourceFile;

const FLAGSHIP: &str = include_str!("../../../policies/wooninvest-2025.beleid");
const LADDER: &str = include_str!("../../../policies/ladder.beleid");
/// Names, nesting and lists that a drawing must stand.
const HARD: &str = "policy \"<A> & \\u{201c}B\\u{201d}\" version \"1\"\nworking days all\n\
    action long \"A title so long that it goes on and on & <never> quite stops\" is call by phone\n\
    partner early \"Early & late\" is early_signalling list on day 24 of those who qualify by day 22\n\
    partner dated \"Dates\" is credit_bank lists on 2025-01-02, 2025-03-04\n\
    stage one \"One\" when months_in_arrears >= 1\nstage two \"Two\" when months_in_arrears >= 2\n\
    rule none when sitting do nothing once per episode\n\
    rule single in stage one when sitting do long once per stage\n\
    rule listed in stage one when sitting do refer to early once per stage\n\
    rule dates in stage one when sitting do refer to dated once per stage\n\
    exception a to single when arrears > € 50 do refer to early\n\
    exception b to single above a when days_overdue >= 9 do nothing\n\
    exception c to a when days_since(call) >= 3 do wik_letter, long\n\
    write off gone when departed and arrears > € 0 approved by 2 including manager\n";

fn policy(text: &str) -> Policy {
    let checked = read(&SourceFile::new("p", text.replace("\\u{201c}", "'").replace("\\u{201d}", "'")));
    checked.policy.unwrap_or_else(|| panic!("{:?}", checked.diagnostics))
}

fn all() -> Vec<(Policy, Locale)> {
    [FLAGSHIP, LADDER, HARD].into_iter().flat_map(|text| Locale::ALL.map(|locale| (policy(text), locale))).collect()
}

fn holds(outer: Rect, inner: Rect) -> bool {
    outer.x <= inner.x && outer.y <= inner.y && inner.right() <= outer.right() && inner.bottom() <= outer.bottom()
}

fn apart(one: Rect, other: Rect) -> bool {
    one.right() <= other.x || other.right() <= one.x || one.bottom() <= other.y || other.bottom() <= one.y
}

/// What lies over something that it does not belong to.
fn overlaps(drawing: &Drawing) -> Vec<String> {
    let mut found = Vec::new();
    for (place, one) in drawing.shapes.iter().enumerate() {
        for other in &drawing.shapes[place + 1..] {
            let on_border = one.element.ends_with("_heavier") || other.element.ends_with("_heavier");
            let (first, second) = (one.bounds, other.bounds);
            if !on_border && !apart(first, second) && !holds(first, second) && !holds(second, first) {
                found.push(format!("{} over {}", one.element, other.element));
            }
        }
        // A label lies over no shape but those around it.
        for other in drawing.shapes.iter().filter(|other| other.element != one.element) {
            if one.label.is_some_and(|label| !apart(label, other.bounds) && !holds(other.bounds, label)) {
                found.push(format!("label of {} over {}", one.element, other.element));
            }
        }
    }
    found
}

#[test]
fn no_shape_lies_over_another() {
    for (policy, locale) in all() {
        let (_, drawing) = drawn(&policy, locale);
        assert!(drawing.shapes.len() > 10);
        assert_eq!(overlaps(&drawing), [""; 0], "{}", policy.title);
    }
}

#[test]
fn every_flow_has_a_line_between_what_it_joins() {
    for (policy, locale) in all() {
        let (_, drawing) = drawn(&policy, locale);
        for edge in &drawing.edges {
            let (first, last) = (edge.points[0], edge.points[edge.points.len() - 1]);
            let touches = |point: (i32, i32)| {
                let at = Rect::new(point.0, point.1, 0, 0);
                drawing.shapes.iter().any(|shape| {
                    let on_x = shape.bounds.x == at.x || shape.bounds.right() == at.x;
                    let on_y = shape.bounds.y == at.y || shape.bounds.bottom() == at.y;
                    holds(shape.bounds, at) && (on_x || on_y)
                })
            };
            assert!(touches(first) && touches(last), "{}: {:?}", edge.element, edge.points);
            let straight = edge.points.windows(2).all(|pair| pair[0].0 == pair[1].0 || pair[0].1 == pair[1].1);
            assert!(straight, "{}: {:?}", edge.element, edge.points);
        }
    }
}

#[test]
fn ids_are_unique_and_what_refers_finds_its_target() {
    let references =
        ["bpmnElement", "sourceRef", "targetRef", "processRef", "attachedToRef", "default"].map(|name| (name, ""));
    for (policy, locale) in all() {
        assert_sound(&bpmn(&policy, locale).unwrap(), &references);
    }
}

#[test]
fn every_rule_exception_and_plan_stands_in_it_once() {
    let policy = policy(FLAGSHIP);
    let xml = bpmn(&policy, Locale::Nl).unwrap();
    let escaped = |title: &str| title.replace('&', "&amp;");
    for rule in &policy.rules {
        let name = format!("name=\"{} (", escaped(&rule.named.title));
        assert_eq!(xml.matches(&name).count(), 1, "{}", rule.named.title);
    }
    for exception in &policy.exceptions {
        let name = format!("name=\"{}: waar geldt: ", escaped(&exception.named.title));
        assert_eq!(xml.matches(&name).count(), 1, "{}", exception.named.title);
    }
    assert_eq!(xml.matches("triggeredByEvent=\"true\"").count(), policy.rules.len() + policy.plans.len());
    assert_eq!(xml.matches("isInterrupting=\"false\"").count(), policy.rules.len() + policy.plans.len());
}

#[test]
fn an_exception_that_goes_before_another_is_asked_first_and_the_rule_itself_last() {
    let xml = bpmn(&policy(HARD), Locale::En).unwrap();
    let at = |name: &str| xml.find(&format!("name=\"{name}: where ")).unwrap();
    assert!(at("b") < at("a"));
    let choice = xml.split("<bpmn:exclusiveGateway").nth(1).unwrap();
    let default = choice.split("default=\"").nth(1).unwrap().split('"').next().unwrap();
    let flow = xml.split(&format!("<bpmn:sequenceFlow id=\"{default}\"")).nth(1).unwrap();
    assert!(flow.starts_with(" name=\"none\""), "{flow}");
}

#[test]
fn what_must_be_agreed_to_has_a_task_of_its_own_before_it_and_a_list_has_a_timer() {
    let xml = bpmn(&policy(HARD), Locale::En).unwrap();
    assert!(xml.contains("name=\"First 2 assessors must agree, a manager among them\""), "{xml}");
    assert!(xml.contains("name=\"list of day 24, cut-off day 22\"") && xml.contains("name=\"next list\""));
    assert_eq!(xml.matches("<bpmn:timerEventDefinition").count(), 3);
    assert_eq!(xml.matches("<bpmn:messageFlow").count(), 3);
}

/// What stands with a rule or plan in words.
fn about(xml: &str, id: &str) -> String {
    let own = xml.split(&format!("<bpmn:subProcess id=\"{id}\"")).nth(1).unwrap();
    let text = own.split("<bpmn:documentation>").nth(1).unwrap().split("</bpmn:documentation>").next().unwrap();
    text.to_owned()
}

#[test]
fn what_the_picture_has_no_form_for_stands_with_the_rule_in_words() {
    let text = "policy \"P\" version \"1\"\nworking days all\nsource book \"B\"\nspacing 3 days between reminder, call\n\
        partner early \"Early\" is early_signalling list on day 24 of those who qualify by day 22\n\
        rule ring when sitting do call every 14 days, at most 3 times cite book \"2\"\n\
        rule tell when sitting do refer to early once per episode\n\
        exception ill \"Not the ill\" to ring when days_since_help < 30 do nothing\n\
        hold wsnp \"Court\" stops all except early_signal\n\
        plan standard \"Plan\" offered after call when reached at most 12 instalments of at least € 25 on day 26\n\
        not within 180 days of a broken plan only if unable to pay at once\n\
        broken when an instalment is more than 7 days late cite book \"3\"\n";
    let xml = bpmn(&policy(text), Locale::En).unwrap();
    let ring = about(&xml, "rule_0_ring");
    for told in [
        "The corporation calls the tenant.",
        "At most 3 times per episode of arrears, not again within 14 days.",
        "Exception \u{201c}Not the ill\u{201d}: where help was accepted less than 30 days ago; then instead the corporation does \
         nothing.",
        "Not within 3 days of ",
        "Waits under the hold \u{201c}Court\u{201d}.",
        "Source: book \u{201c}2\u{201d}.",
    ] {
        let told = told.replace('<', "&lt;");
        assert!(ring.contains(&told), "{told} in {ring}");
    }
    let tell = about(&xml, "rule_1_tell");
    assert!(tell.contains("It goes with the list of day 24") && !tell.contains("Waits"), "{tell}");
    let plan = about(&xml, "plan_0_standard");
    for told in [
        "Only for who cannot pay at once.",
        "Not within 180 days of a broken plan.",
        "Broken when an instalment is more \
         than 7 days late.",
    ] {
        assert!(plan.contains(told), "{told} in {plan}");
    }
    assert!(
        xml.contains("name=\"Payment plan: Plan (at most 12 monthly instalments of at least € 25.00, due on day 26")
    );
    assert!(xml.contains("and not within 180 days of a broken plan\""), "{xml}");
}
