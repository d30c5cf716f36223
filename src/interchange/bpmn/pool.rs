//! The corporation's pool with the scopes from light to heavy, the partners' pools under it, and the messages between.

use super::super::xml::Element;
use super::Author;
use super::draw::Drawing;
use super::draw::Graph;
use super::draw::Look;
use super::draw::Node;
use super::draw::Rect;
use super::draw::label_height;
use super::rule::Message;
use super::rule::safe;
use super::scope::LINE;
use super::scope::Scope;
use super::scope::Sent;
use crate::check::Stops;
use crate::vocabulary::ActionKind;
use std::collections::BTreeMap;

const EVENT: i32 = 36;
/// The strip of a pool in which its name stands, and the column with the start and the note.
const STRIP: i32 = 30;
const OPENING: i32 = 330;
/// Where scopes begin in the pool, and the space between two.
const TOP: i32 = 40;
const BETWEEN: i32 = 190;
const PARTNER: (i32, i32) = (300, 70);

/// Everything of the process while it is put together.
struct Whole {
    graph: Graph,
    drawing: Drawing,
    sent: Vec<Sent>,
    right: i32,
    bottom: i32,
}

impl Author<'_> {
    pub(super) fn collaboration(&self) -> (Vec<Element>, Drawing) {
        let mut whole = self.process();
        let note = self.note();
        // The letters of a note are a little larger than those of a label.
        let high = note.lines().map(|line| label_height(line, OPENING - 100)).sum::<i32>() + 30;
        let bounds = Rect::new(STRIP + 20, TOP + LINE + 190, OPENING - 50, high);
        whole.bottom = whole.bottom.max(bounds.bottom());
        let pool = Rect::new(0, 0, whole.right + 40, whole.bottom + 40);
        let mut drawing = Drawing::default();
        drawing.shape("corporation", pool, Look::Pool, None);
        let (partners, messages) = self.partners(&whole.sent, pool, &mut drawing);
        drawing.place(whole.drawing, 0, 0);
        drawing.shape("note", bounds, Look::Plain, None);
        let title = format!("{}: {}", self.pick("Corporation", "Corporatie"), self.policy.title);
        let own = Element::new("bpmn:participant").with("id", "corporation").with("name", title);
        let collaboration = Element::new("bpmn:collaboration")
            .with("id", "collaboration")
            .holding(own.with("processRef", "process"))
            .holding_all(partners)
            .holding_all(messages);
        let annotation =
            Element::new("bpmn:textAnnotation").with("id", "note").holding(Element::of_text("bpmn:text", &note));
        let process = Element::new("bpmn:process")
            .with("id", "process")
            .with("name", &self.policy.title)
            .with("isExecutable", "false")
            .holding_all(whole.graph.elements())
            .holding(annotation);
        (vec![collaboration, process], drawing)
    }

    /// The scopes beside each other, each starting the next.
    fn process(&self) -> Whole {
        let (graph, drawing) = (Graph::default(), Drawing::default());
        let mut whole = Whole { graph, drawing, sent: Vec::new(), right: STRIP + OPENING, bottom: TOP };
        let mut before = self.start(&mut whole);
        let stages = (0..self.policy.stages.len()).map(Some);
        for stage in [None].into_iter().chain(stages) {
            let scope = self.scope(stage);
            let left = whole.right;
            let (id, wide, high) = (scope.id.clone(), scope.width, scope.height);
            let flow = whole.graph.flow(&before.0, &id);
            whole.drawing.edge(&flow, &[before.1, (left, TOP + LINE)], None);
            whole.put(scope, left);
            self.leave(&mut whole, &id, Rect::new(left, TOP, wide, high));
            whole.right = left + wide;
            if let Some(next) =
                stage.map_or(Some(0), |place| Some(place + 1)).filter(|next| *next < self.policy.stages.len())
            {
                before = self.next(&mut whole, &id, next);
                whole.right += BETWEEN;
            }
        }
        whole
    }

    /// The event with which it all begins: its id, and where it is left.
    fn start(&self, whole: &mut Whole) -> (String, (i32, i32)) {
        let applies = match &self.policy.scope {
            Some(scope) => self.plain.condition(&scope.condition),
            None => self.pick("a tenancy begins", "een huur begint").to_owned(),
        };
        let node = Node::new("start", "bpmn:startEvent", &applies).waits_for(&applies);
        whole.graph.nodes.push(node);
        let bounds = Rect::new(STRIP + OPENING / 2 - EVENT / 2 - 15, TOP + LINE - EVENT / 2, EVENT, EVENT);
        let wide = OPENING - 60;
        let label = Rect::new(STRIP + 15, bounds.bottom() + 6, wide, label_height(&applies, wide));
        whole.drawing.shape("start", bounds, Look::Plain, Some(label));
        ("start".to_owned(), (bounds.right(), bounds.centre()))
    }

    /// The event at the border of a scope that starts the next without ending this one.
    fn next(&self, whole: &mut Whole, scope: &str, stage: usize) -> (String, (i32, i32)) {
        let id = format!("{scope}_heavier");
        let name = self.stage_or_later(stage);
        let holds = (stage..self.policy.stages.len()).filter_map(|place| self.policy.stages.get(place));
        let conditions: Vec<String> = holds.map(|stage| self.plain.condition(&stage.condition)).collect();
        let node = Node::new(&id, "bpmn:boundaryEvent", &name)
            .with("attachedToRef", scope)
            .with("cancelActivity", "false")
            .waits_for(&self.plain.either(&conditions));
        whole.graph.nodes.push(node);
        let bounds = Rect::new(whole.right - EVENT / 2, TOP + LINE - EVENT / 2, EVENT, EVENT);
        let wide = BETWEEN - 40;
        let label = Rect::new(bounds.right() + 2, bounds.bottom(), wide, label_height(&name, wide));
        whole.drawing.shape(&id, bounds, Look::Plain, Some(label));
        (id, (bounds.right(), bounds.centre()))
    }

    /// The end of a scope.
    fn leave(&self, whole: &mut Whole, scope: &str, bounds: Rect) {
        let id = format!("{scope}_left");
        let name = if scope == "always" {
            self.pick("outside the policy", "buiten het beleid")
        } else {
            self.pick("out of these stages", "uit deze fasen")
        };
        whole.graph.nodes.push(Node::new(&id, "bpmn:endEvent", name));
        let end = Rect::new(bounds.x + 40, bounds.bottom() + 40, EVENT, EVENT);
        let label = Rect::new(end.right() + 6, end.y + 10, 130, 14);
        whole.drawing.shape(&id, end, Look::Plain, Some(label));
        let flow = whole.graph.flow(scope, &id);
        whole.drawing.edge(&flow, &[(end.middle(), bounds.bottom()), (end.middle(), end.y)], None);
        whole.bottom = whole.bottom.max(end.bottom());
    }

    /// What cannot be drawn: holds, spacing and working days.
    fn note(&self) -> String {
        let mut lines = vec![
            self.pick(
                "Every rule is a sub-process of its own. It starts on each day on which its condition holds, beside the \
                 others, as often as its name says.",
                "Elke regel is een eigen subproces. Het start op elke dag waarop de voorwaarde geldt, naast de andere, zo \
                 vaak als in de naam staat.",
            )
            .to_owned(),
        ];
        let kinds = |kinds: &[ActionKind]| self.plain.listed(&self.plain.kind_titles(kinds));
        for spacing in &self.policy.spacings {
            let (days, of) = (self.plain.counted_days(&spacing.days.to_string()), kinds(&spacing.kinds));
            lines.push(format!(
                "{} {days} {}: {of}.",
                self.pick("At least", "Ten minste"),
                self.pick("between these", "tussen deze")
            ));
        }
        for hold in &self.policy.holds {
            let stops = match &hold.stops {
                Stops::AllExcept(none) if none.is_empty() => self.pick("everything waits", "alles wacht").to_owned(),
                Stops::AllExcept(except) => {
                    format!("{} {}", self.pick("everything waits except", "alles wacht behalve"), kinds(except))
                }
                Stops::Only(only) => format!("{} {}", self.pick("these wait:", "dit wacht:"), kinds(only)),
            };
            lines.push(format!("{} \u{201c}{}\u{201d}: {stops}.", self.pick("Hold", "Wachtstand"), hold.named.title));
        }
        lines.join("\n")
    }

    /// The partners that receive something, under the pool, and the messages to them.
    fn partners(&self, sent: &[Sent], pool: Rect, drawing: &mut Drawing) -> (Vec<Element>, Vec<Element>) {
        let corridor = 30 + 12 * i32::try_from(sent.len()).unwrap_or(0);
        let mut by_partner: BTreeMap<usize, Vec<(i32, &Sent)>> = BTreeMap::new();
        for (lane, one) in (0..).zip(sent) {
            by_partner.entry(one.message.partner).or_default().push((lane, one));
        }
        // From left to right as their messages come, so that these cross little.
        let mut order: Vec<(usize, Vec<(i32, &Sent)>)> = by_partner.into_iter().collect();
        order.sort_by_key(|(place, sent)| (sent.iter().map(|(_, one)| one.channel).min(), *place));
        let (mut pools, mut messages, mut left) = (Vec::new(), Vec::new(), 0);
        for (place, sent) in order {
            let Some(partner) = self.policy.partners.get(place) else { continue };
            let id = format!("partner_{}", safe(place, &partner.named.name));
            let wide = PARTNER.0.max(60 + 20 * i32::try_from(sent.len()).unwrap_or(0));
            let nearest = sent.iter().map(|(_, one)| one.channel).min().unwrap_or(0) - wide / 2;
            left = left.max(nearest);
            let bounds = Rect::new(left, pool.bottom() + corridor + 20, wide, PARTNER.1);
            drawing.shape(&id, bounds, Look::Pool, None);
            pools.push(Element::new("bpmn:participant").with("id", &id).with("name", &partner.named.title));
            for (number, (lane, one)) in (0..).zip(&sent) {
                let Message { task, from, .. } = &one.message;
                let flow = format!("{task}_to_{id}");
                let across = bounds.x + 50 + 20 * number;
                let low = pool.bottom() + 20 + 12 * lane;
                let beside = from.1 + 14;
                let points = [
                    *from,
                    (from.0, beside),
                    (one.channel, beside),
                    (one.channel, low),
                    (across, low),
                    (across, bounds.y),
                ];
                drawing.edge(&flow, &points, None);
                messages.push(
                    Element::new("bpmn:messageFlow").with("id", &flow).with("sourceRef", task).with("targetRef", &id),
                );
            }
            left = bounds.right() + 40;
        }
        (pools, messages)
    }
}

impl Whole {
    /// Puts a scope in its place.
    fn put(&mut self, scope: Scope, left: i32) {
        self.graph.nodes.push(scope.node);
        self.drawing.place(scope.drawing, left, TOP);
        self.sent.extend(scope.messages.into_iter().map(|sent| {
            let from = (sent.message.from.0 + left, sent.message.from.1 + TOP);
            Sent { message: Message { from, ..sent.message }, channel: sent.channel + left }
        }));
        self.bottom = self.bottom.max(TOP + scope.height);
    }
}
