//! What kept a rule back in an example, for people and for machines: a hold, its stage, another exception, or that it was
//! carried out already.

use super::Tested;
use crate::check::Hold;
use crate::check::StageRange;
use crate::check::Stops;
use crate::diagnostic::quoted_list;
use crate::example::Kept;
use crate::example::Obstacle;
use crate::explain::Reason;
use crate::locale::Locale;
use serde_json::Value;
use serde_json::json;

/// The rule, what stood in its way and the facts that decided it, a line each. A hold that is not all that is in the way
/// comes last.
pub(super) fn lines_of_kept(kept: &Kept, tested: &Tested, locale: Locale) -> Vec<String> {
    let is_hold = |obstacle: &&Obstacle| matches!(obstacle, Obstacle::Hold { .. });
    let (holds, others): (Vec<&Obstacle>, Vec<&Obstacle>) = kept.obstacles.iter().partition(is_hold);
    let alone = kept.because.is_empty() && others.is_empty();
    let also = if alone { "" } else { locale.pick("also: ", "ook: ") };
    let told = |obstacle: &Obstacle| line_of(*obstacle, tested, locale);
    let reasons = kept.because.iter().map(|reason| line_of_reason(reason, locale));
    let holds = holds.into_iter().map(|hold| format!("{also}{}", told(hold)));
    let lines = others.into_iter().map(told).chain(reasons).chain(holds).map(|line| format!("  {line}"));
    std::iter::once(kept.rule.clone()).chain(lines).collect()
}

/// A fact with what was asked of it, and the setting that gives the number in that.
fn line_of_reason(reason: &Reason, locale: Locale) -> String {
    let Reason { fact, shown, test, .. } = reason;
    let setting = reason.setting.as_ref();
    let by = setting.map_or_else(String::new, |name| format!(", {} {name}", locale.pick("setting", "instelling")));
    format!("{fact} = {shown} ({test}{by}){}", if reason.holds { " \u{2713}" } else { "" })
}

fn line_of(obstacle: Obstacle, tested: &Tested, locale: Locale) -> String {
    match obstacle {
        Obstacle::Done => {
            locale.pick("was carried out as often as it may be", "is al zo vaak uitgevoerd als mag").to_owned()
        }
        Obstacle::Exception(place) => {
            let title = tested.policy.exceptions.get(place).map_or("", |of| of.named.title.as_str());
            let decides = locale.pick("decided by the exception", "hier beslist de uitzondering");
            format!("{decides} \u{201c}{title}\u{201d}:")
        }
        Obstacle::Stage { now, must } => stage_line(now, must, tested, locale),
        Obstacle::Hold { place, before } => {
            let Some(hold) = tested.policy.holds.get(place) else { return String::new() };
            let (name, line) = (&hold.named.name, line_of_hold(hold, tested));
            let stops = stopped(hold, tested.policy.locale, locale);
            match locale {
                Locale::En => {
                    let due = before.map_or_else(String::new, |day| format!(", for what fell due before {day}"));
                    format!("the hold `{name}` (line {line}) stops this{due}: it stops {stops}")
                }
                Locale::Nl => {
                    let due = before.map_or_else(String::new, |day| format!(", voor wat v\u{f3}\u{f3}r {day} verviel"));
                    format!(
                        "de wachtstand `{name}` (regel {line} van het bestand) houdt dit tegen{due}: die stopt {stops}"
                    )
                }
            }
        }
    }
}

/// The stage that is and the one that must be, by their names in the policy.
fn stage_line(now: Option<usize>, must: StageRange, tested: &Tested, locale: Locale) -> String {
    let name = |place: usize| tested.policy.stages.get(place).map_or("", |stage| stage.named.name.as_str());
    let now = now.map_or_else(|| locale.pick("none", "geen"), name);
    let (asked, or_later) = match must {
        StageRange::Only(place) => (name(place), ""),
        StageRange::OrLater(place) => (name(place), locale.pick(" or later", " of later")),
    };
    match locale {
        Locale::En => format!("stage = {now}, and has to be {asked}{or_later}"),
        Locale::Nl => format!("fase = {now}, moet zijn {asked}{or_later}"),
    }
}

fn line_of_hold(hold: &Hold, tested: &Tested) -> usize {
    tested.file.position(hold.span.start).line
}

/// What a hold stops, by the words of the policy.
fn stopped(hold: &Hold, words: Locale, locale: Locale) -> String {
    let (kinds, all) = match &hold.stops {
        Stops::Only(kinds) => (kinds, false),
        Stops::AllExcept(kinds) => (kinds, true),
    };
    let named: Vec<&str> = kinds.iter().map(|kind| kind.word().in_locale(words)).collect();
    let kinds = quoted_list(&named, locale);
    match (all, kinds.is_empty()) {
        (false, _) => kinds,
        (true, true) => locale.pick("everything", "alles").to_owned(),
        (true, false) => format!("{} {kinds}", locale.pick("everything except", "alles behalve")),
    }
}

/// The same for machines.
pub(super) fn kept_json(kept: &Kept, tested: &Tested) -> Value {
    let obstacles: Vec<Value> = kept.obstacles.iter().map(|obstacle| obstacle_json(*obstacle, tested)).collect();
    json!({ "rule": kept.rule, "obstacles": obstacles, "because": kept.because })
}

fn obstacle_json(obstacle: Obstacle, tested: &Tested) -> Value {
    let policy = &tested.policy;
    let stage = |place: usize| policy.stages.get(place).map(|stage| stage.named.name.as_str());
    match obstacle {
        Obstacle::Done => json!({ "kind": "carried_out" }),
        Obstacle::Exception(place) => {
            json!({ "kind": "exception", "exception": policy.exceptions.get(place).map(|of| &of.named.name) })
        }
        Obstacle::Stage { now, must } => {
            let (from, or_later) = match must {
                StageRange::Only(place) => (stage(place), false),
                StageRange::OrLater(place) => (stage(place), true),
            };
            json!({ "kind": "stage", "stage": now.and_then(stage), "must_be": from, "or_later": or_later })
        }
        Obstacle::Hold { place, before } => {
            let hold = policy.holds.get(place);
            let line = hold.map(|hold| line_of_hold(hold, tested));
            json!({ "kind": "hold", "hold": hold.map(|hold| &hold.named.name), "line": line, "due_before": before })
        }
    }
}
