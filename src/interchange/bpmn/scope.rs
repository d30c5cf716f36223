//! The sub-processes that hold the rules: one for as long as the policy applies, one for each stage or a later one.

use super::super::xml::Element;
use super::Author;
use super::draw::Drawing;
use super::draw::Graph;
use super::draw::Look;
use super::draw::Node;
use super::draw::Rect;
use super::draw::label_height;
use super::rule::Message;
use super::rule::Piece;
use crate::check::Rule;
use crate::check::StageRange;
use crate::locale::Locale;

const EVENT: i32 = 36;
const PAD: i32 = 30;
/// Where the line of events stands, and where the rules begin.
pub(super) const LINE: i32 = 78;
const RULES: i32 = 160;
/// How many rules stand in a column.
const IN_COLUMN: usize = 5;

/// A sub-process with its rules, its corner at nought.
pub(super) struct Scope {
    pub(super) id: String,
    pub(super) node: Node,
    pub(super) drawing: Drawing,
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) messages: Vec<Sent>,
}

/// A message with its way out: down a channel beside the rules.
pub(super) struct Sent {
    pub(super) message: Message,
    /// Where the channel is.
    pub(super) channel: i32,
}

impl Author<'_> {
    /// The scope of a stage, or of all.
    pub(super) fn scope(&self, stage: Option<usize>) -> Scope {
        let id = stage.map_or_else(|| "always".to_owned(), |place| format!("stage_{place}"));
        let begins = |rule: &&(usize, &Rule)| {
            stage
                == rule.1.stages.map(|range| match range {
                    StageRange::Only(place) | StageRange::OrLater(place) => place,
                })
        };
        let all: Vec<(usize, &Rule)> = self.policy.rules.iter().enumerate().collect();
        let mut pieces: Vec<Piece> = all.iter().filter(begins).map(|(place, rule)| self.rule(*place, rule)).collect();
        if stage.is_none() {
            pieces.extend(self.policy.plans.iter().enumerate().map(|(place, plan)| self.plan(place, plan)));
        }
        let name = self.scope_name(stage);
        self.fill(&id, &name, &self.over(stage), pieces)
    }

    fn scope_name(&self, stage: Option<usize>) -> String {
        stage.map_or_else(
            || self.pick("As long as the policy applies", "Zolang het beleid geldt").to_owned(),
            |place| self.stage_or_later(place),
        )
    }

    /// A stage or a later one, by its title.
    pub(super) fn stage_or_later(&self, place: usize) -> String {
        let title = self.policy.stages.get(place).map_or("", |stage| stage.named.title.as_str());
        let last = place + 1 == self.policy.stages.len();
        match (self.locale, last) {
            (Locale::En, true) => format!("Stage \u{201c}{title}\u{201d}"),
            (Locale::En, false) => format!("Stage \u{201c}{title}\u{201d} or later"),
            (Locale::Nl, true) => format!("Fase \u{201c}{title}\u{201d}"),
            (Locale::Nl, false) => format!("Fase \u{201c}{title}\u{201d} of later"),
        }
    }

    /// When a scope is over.
    fn over(&self, stage: Option<usize>) -> String {
        match stage {
            None => self.pick("the policy no longer applies", "het beleid geldt niet meer").to_owned(),
            Some(_) => self
                .pick("this stage and later ones no longer hold", "deze en latere fasen gelden niet meer")
                .to_owned(),
        }
    }

    fn fill(&self, id: &str, name: &str, over: &str, pieces: Vec<Piece>) -> Scope {
        let (mut graph, mut drawing) = (Graph::default(), Drawing::default());
        let line_ends = line(id, over, &mut graph, &mut drawing);
        let (mut left, mut bottom, mut messages) = (PAD, LINE + 66, Vec::new());
        let mut pieces = pieces.into_iter().peekable();
        while pieces.peek().is_some() {
            let column: Vec<Piece> = pieces.by_ref().take(IN_COLUMN).collect();
            let wide = column.iter().map(|piece| piece.width).max().unwrap_or(0);
            let (mut top, mut channel) = (RULES, left + wide + 16);
            for piece in column {
                for message in piece.messages {
                    let from = (message.from.0 + left, message.from.1 + top);
                    messages.push(Sent { message: Message { from, ..message }, channel });
                    channel += 12;
                }
                graph.nodes.push(piece.node);
                drawing.place(piece.drawing, left, top);
                top += piece.height + PAD;
            }
            bottom = bottom.max(top - PAD);
            left = channel.max(left + wide) + PAD;
        }
        let (width, height) = (left.max(line_ends + PAD), bottom + PAD);
        let mut whole = Drawing::default();
        whole.shape(id, Rect::new(0, 0, width, height), Look::Expanded, None);
        whole.place(drawing, 0, 0);
        let node = Node::new(id, "bpmn:subProcess", name).body(graph.elements());
        Scope { id: id.to_owned(), node, drawing: whole, width, height, messages }
    }
}

/// What keeps a scope going until it is over: then all in it ends. Says how far to the right it reaches.
fn line(id: &str, over: &str, graph: &mut Graph, drawing: &mut Drawing) -> i32 {
    let (start, wait, end) = (format!("{id}_start"), format!("{id}_over"), format!("{id}_end"));
    let terminate = Element::new("bpmn:terminateEventDefinition").with("id", format!("{id}_terminate"));
    graph.nodes.push(Node::new(&start, "bpmn:startEvent", ""));
    graph.nodes.push(Node::new(&wait, "bpmn:intermediateCatchEvent", over).waits_for(over));
    graph.nodes.push(Node::new(&end, "bpmn:endEvent", "").body([terminate]));
    let at = |x: i32| Rect::new(x, LINE - EVENT / 2, EVENT, EVENT);
    let (first, middle, last) = (at(PAD + 20), at(PAD + 140), at(PAD + 260));
    let wide = 170;
    let label = Rect::new(middle.middle() - wide / 2, middle.bottom() + 4, wide, label_height(over, wide));
    drawing.shape(&start, first, Look::Plain, None);
    drawing.shape(&wait, middle, Look::Plain, Some(label));
    drawing.shape(&end, last, Look::Plain, None);
    let (before, after) = (graph.flow(&start, &wait), graph.flow(&wait, &end));
    drawing.edge(&before, &[(first.right(), LINE), (middle.x, LINE)], None);
    drawing.edge(&after, &[(middle.right(), LINE), (last.x, LINE)], None);
    PAD + 260 + EVENT
}
