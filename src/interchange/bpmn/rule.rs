//! A rule as an event sub-process: what starts it, the exceptions to it, its steps, and to whom they go.

use super::super::xml::Element;
use super::Author;
use super::capital;
use super::draw::Drawing;
use super::draw::Graph;
use super::draw::Look;
use super::draw::Node;
use super::draw::Rect;
use super::draw::label_height;
use crate::check::Approval;
use crate::check::Batch;
use crate::check::Exception;
use crate::check::Overridden;
use crate::check::PlanTerms;
use crate::check::Rule;
use crate::check::StageRange;
use crate::check::Step;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Channel;

/// The space round what is in a sub-process, and above it for its name.
const PAD: i32 = 24;
const TOP: i32 = 52;
/// How wide the condition under the start is.
const CONDITION: i32 = 236;
/// How high a row of tasks is.
const ROW: i32 = 132;
const TASK: (i32, i32) = (160, 92);
const EVENT: i32 = 36;
const GATE: i32 = 50;
const STEP: i32 = 40;
/// The space after a gateway, in which the names and conditions of exceptions stand, and how high these may be.
const BRANCH: i32 = 236;
const LABEL: i32 = 112;

/// A sub-process with its picture, its corner at nought.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) node: Node,
    pub(super) drawing: Drawing,
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) messages: Vec<Message>,
}

/// A message from a task to a partner.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub(super) task: String,
    /// The place of the partner in the policy.
    pub(super) partner: usize,
    /// Where it leaves the task.
    pub(super) from: (i32, i32),
}

/// A rule in the making.
struct Sketch {
    id: String,
    graph: Graph,
    drawing: Drawing,
    messages: Vec<Message>,
    /// The name and condition of the next flow, where it leaves a gateway.
    branch: Option<(String, Option<String>)>,
    /// How many rows are taken, and how far to the right anything reaches.
    rows: i32,
    right: i32,
}

impl Author<'_> {
    /// A rule as a sub-process. In the scope of its own stage or a later one nothing is said of stages.
    pub(super) fn rule(&self, place: usize, rule: &Rule) -> Piece {
        let id = format!("rule_{}", safe(place, &rule.named.name));
        let exactly = match rule.stages {
            Some(range @ StageRange::Only(stage)) if stage + 1 < self.policy.stages.len() => {
                Some(self.plain.in_stages(range))
            }
            _ => None,
        };
        let conditions = self.plain.conditions_beside(exactly.into_iter().collect(), &rule.condition);
        let when = if conditions.is_empty() {
            self.pick("every day", "elke dag").to_owned()
        } else {
            self.plain.listed(&conditions)
        };
        let often = self.plain.how_often(rule.frequency);
        let name = if often.is_empty() { rule.named.title.clone() } else { format!("{} ({often})", rule.named.title) };
        let mut sketch = Sketch::new(&id);
        let (start, out) = sketch.start(&when);
        let overridden = Overridden::Rule(place);
        self.decide(&mut sketch, (&start, out), 0, overridden, &rule.steps, rule.approval);
        sketch.finish(&name, &self.about(place, rule), &when)
    }

    /// A payment plan as a sub-process: when it is offered, with its terms in its name.
    pub(super) fn plan(&self, place: usize, plan: &PlanTerms) -> Piece {
        let id = format!("plan_{}", safe(place, &plan.named.name));
        let after = format!("{} {}", self.pick("after", "na"), self.plain.either(&self.plain.kind_titles(&plan.after)));
        let words = self.plain.plan(plan);
        let unable = plan
            .only_if_unable
            .then(|| self.pick("the tenant cannot pay at once", "de huurder kan niet ineens betalen").to_owned());
        let mut all = self.plain.conditions_beside(vec![after], &plan.condition);
        all.extend(unable.into_iter().chain(words.rest.clone()));
        let when = self.plain.listed(&all);
        let mut sketch = Sketch::new(&id);
        let (start, out) = sketch.start(&when);
        let offer =
            format!("{} \u{201c}{}\u{201d}", self.pick("Agree the plan", "Regeling treffen:"), plan.named.title);
        let (task, out) = sketch.task((&start, out), 0, "bpmn:userTask", &offer, None);
        sketch.end((&task, out), 0, "");
        let kind = self.pick("Payment plan", "Betalingsregeling");
        let name = format!("{kind}: {} ({})", plan.named.title, words.terms);
        sketch.finish(&name, &self.about_plan(&words, &plan.cites), &when)
    }

    /// The steps, behind a gateway where there are exceptions. Says how many rows are taken.
    fn decide(
        &self,
        sketch: &mut Sketch,
        from: (&str, i32),
        row: i32,
        overridden: Overridden,
        steps: &[Step],
        approval: Option<Approval>,
    ) -> i32 {
        let exceptions = self.in_order(overridden);
        if exceptions.is_empty() {
            self.act(sketch, from, row, steps, approval);
            return 1;
        }
        let (gate, out) = sketch.gate(from, row, self.pick("Exception?", "Uitzondering?"));
        // The last branch is taken when no other is: it stands on the row of the gateway.
        let none = self.pick("none", "geen");
        sketch.branch = Some((none.to_owned(), None));
        let mut rows = self.act(sketch, (&gate, out), row, steps, approval);
        sketch.set_default(&gate);
        for (place, exception) in exceptions {
            let condition = self.plain.condition(&exception.condition);
            let name = self.branch(exception, &condition);
            sketch.branch = Some((name, Some(condition)));
            let within = Overridden::Exception(place);
            rows += self.decide(sketch, (&gate, out), row + rows, within, &exception.steps, approval);
        }
        rows
    }

    /// What stands beside the flow to an exception: its title, and its condition where there is room for it.
    fn branch(&self, exception: &Exception, condition: &str) -> String {
        let title = &exception.named.title;
        let whole = format!("{title}: {} {condition}", self.pick("where", "waar geldt:"));
        if condition.is_empty() || label_height(&whole, BRANCH - 30) > LABEL { title.clone() } else { whole }
    }

    /// The exceptions to a rule or exception: those that go before others first, as a gateway asks in order.
    pub(super) fn in_order(&self, overridden: Overridden) -> Vec<(usize, &Exception)> {
        let own = self.policy.exceptions.iter().enumerate().filter(|(_, exception)| exception.overrides == overridden);
        let mut own: Vec<(usize, &Exception)> = own.collect();
        own.sort_by_key(|(place, exception)| (std::cmp::Reverse(exception.above.len()), *place));
        own
    }

    fn act(&self, sketch: &mut Sketch, from: (&str, i32), row: i32, steps: &[Step], approval: Option<Approval>) -> i32 {
        if steps.is_empty() {
            sketch.end(from, row, self.pick("nothing is done", "er gebeurt niets"));
            return 1;
        }
        let (mut at, mut out) = (from.0.to_owned(), from.1);
        if let Some(approval) = approval {
            let (task, next) =
                sketch.task((&at, out), row, "bpmn:userTask", &capital(&self.plain.approval(approval)), None);
            (at, out) = (task, next);
        }
        for step in steps {
            let partner = step.partner.and_then(|place| self.policy.partners.get(place));
            if let Some(batch) = partner.and_then(|partner| partner.batch.as_ref()) {
                (at, out) = sketch.timer((&at, out), row, &self.list(batch));
            }
            let name = capital(&self.plain.step(step));
            (at, out) = sketch.task((&at, out), row, self.task_kind(step), &name, step.partner);
        }
        sketch.end((&at, out), row, "");
        1
    }

    fn list(&self, batch: &Batch) -> String {
        match batch {
            Batch::Monthly { list_day, cut_off } => format!(
                "{} {list_day}, {} {cut_off}",
                self.pick("list of day", "lijst van dag"),
                self.pick("cut-off day", "uiterlijk dag")
            ),
            Batch::Dates(_) => self.pick("next list", "eerstvolgende lijst").to_owned(),
        }
    }

    fn task_kind(&self, step: &Step) -> &'static str {
        let channel = step.action.and_then(|place| self.policy.actions.get(place)).and_then(|action| action.channel);
        match (step.kind, channel) {
            _ if step.partner.is_some() => "bpmn:sendTask",
            (ActionKind::HomeVisit, _) => "bpmn:manualTask",
            (ActionKind::Call | ActionKind::PlanOffer | ActionKind::WriteOff, _) => "bpmn:userTask",
            (ActionKind::CollectionCosts | ActionKind::StatutoryInterest, _) => "bpmn:serviceTask",
            (_, Some(Channel::Letter | Channel::Email | Channel::Sms))
            | (
                ActionKind::PreNotification | ActionKind::Reminder | ActionKind::SecondReminder | ActionKind::WikLetter,
                _,
            ) => "bpmn:sendTask",
            _ => "bpmn:userTask",
        }
    }
}

impl Sketch {
    fn new(id: &str) -> Sketch {
        let (graph, drawing) = (Graph::default(), Drawing::default());
        Sketch { id: id.to_owned(), graph, drawing, messages: Vec::new(), branch: None, rows: 1, right: 0 }
    }

    /// The event that starts it, with its condition underneath; says where what follows may begin.
    fn start(&mut self, when: &str) -> (String, i32) {
        let id = format!("{}_start", self.id);
        let node = Node::new(&id, "bpmn:startEvent", when).with("isInterrupting", "false").waits_for(when);
        self.graph.nodes.push(node);
        let bounds = Rect::new(PAD + CONDITION / 2 - EVENT / 2, centre(0) - EVENT / 2, EVENT, EVENT);
        let label = Rect::new(PAD, bounds.bottom() + 6, CONDITION, label_height(when, CONDITION));
        self.drawing.shape(&id, bounds, Look::Plain, Some(label));
        (id, PAD + CONDITION + STEP)
    }

    fn task(
        &mut self,
        from: (&str, i32),
        row: i32,
        tag: &'static str,
        name: &str,
        partner: Option<usize>,
    ) -> (String, i32) {
        let id = format!("{}_task_{}", self.id, self.graph.nodes.len());
        self.graph.nodes.push(Node::new(&id, tag, name));
        let bounds = Rect::new(from.1, centre(row) - TASK.1 / 2, TASK.0, TASK.1);
        self.join(from.0, &id, bounds, row);
        self.drawing.shape(&id, bounds, Look::Plain, None);
        let message = |partner| Message { task: id.clone(), partner, from: (bounds.middle(), bounds.bottom()) };
        self.messages.extend(partner.map(message));
        (id, bounds.right() + STEP)
    }

    fn timer(&mut self, from: (&str, i32), row: i32, name: &str) -> (String, i32) {
        let id = format!("{}_list_{}", self.id, self.graph.nodes.len());
        let when = Element::new("bpmn:timerEventDefinition").with("id", format!("{id}_timer"));
        self.graph.nodes.push(Node::new(&id, "bpmn:intermediateCatchEvent", name).body([when]));
        let bounds = Rect::new(from.1 + 30, centre(row) - EVENT / 2, EVENT, EVENT);
        self.join(from.0, &id, bounds, row);
        let label = Rect::new(from.1, bounds.bottom() + 4, EVENT + 60, label_height(name, EVENT + 60));
        self.drawing.shape(&id, bounds, Look::Plain, Some(label));
        (id, bounds.right() + 30 + STEP)
    }

    fn gate(&mut self, from: (&str, i32), row: i32, name: &str) -> (String, i32) {
        let id = format!("{}_choice_{}", self.id, self.graph.nodes.len());
        self.graph.nodes.push(Node::new(&id, "bpmn:exclusiveGateway", name));
        let bounds = Rect::new(from.1, centre(row) - GATE / 2, GATE, GATE);
        self.join(from.0, &id, bounds, row);
        let label = Rect::new(bounds.x - 18, bounds.y - 18, GATE + 36, 14);
        self.drawing.shape(&id, bounds, Look::Marked, Some(label));
        (id, bounds.right() + BRANCH)
    }

    fn end(&mut self, from: (&str, i32), row: i32, name: &str) {
        let id = format!("{}_end_{}", self.id, self.graph.nodes.len());
        self.graph.nodes.push(Node::new(&id, "bpmn:endEvent", name));
        let bounds = Rect::new(from.1, centre(row) - EVENT / 2, EVENT, EVENT);
        self.join(from.0, &id, bounds, row);
        let wide = EVENT + 64;
        let label = Rect::new(bounds.x - 32, bounds.bottom() + 4, wide, label_height(name, wide));
        self.drawing.shape(&id, bounds, Look::Plain, (!name.is_empty()).then_some(label));
        self.right = self.right.max(bounds.right() + if name.is_empty() { 0 } else { 32 });
    }

    /// The flow to what was just put down, straight or round the corner of a gateway.
    fn join(&mut self, from: &str, to: &str, bounds: Rect, row: i32) {
        let (name, condition) = self.branch.take().unwrap_or_default();
        let source = self.drawing.shapes.iter().find(|shape| shape.element == from).map(|shape| shape.bounds);
        let is_choice = !name.is_empty();
        let id = self.graph.flow_if(from, to, &name, condition);
        self.rows = self.rows.max(row + 1);
        self.right = self.right.max(bounds.right());
        let Some(source) = source else { return };
        let (end, height) = ((bounds.x, bounds.centre()), label_height(&name, BRANCH - 30));
        let label = is_choice.then(|| Rect::new(bounds.x - BRANCH + 14, end.1 - height - 4, BRANCH - 30, height));
        if source.centre() == end.1 {
            self.drawing.edge(&id, &[(source.right(), end.1), end], label);
        } else {
            self.drawing.edge(&id, &[(source.middle(), source.bottom()), (source.middle(), end.1), end], label);
        }
    }

    /// Makes the last flow from a gateway the one that is taken when no other is.
    fn set_default(&mut self, gate: &str) {
        let flow = self.graph.flows.iter().find(|flow| flow.from == gate).map(|flow| flow.id.clone());
        let node = self.graph.nodes.iter_mut().find(|node| node.id == gate);
        if let (Some(node), Some(flow)) = (node, flow) {
            node.attributes.push(("default", flow));
        }
    }

    fn finish(self, name: &str, about: &str, when: &str) -> Piece {
        let under_start = centre(0) + EVENT / 2 + 6 + label_height(when, CONDITION);
        let height = (TOP + self.rows * ROW).max(under_start + PAD);
        let width = (self.right + PAD).max(2 * PAD + CONDITION);
        let node = Node::new(&self.id, "bpmn:subProcess", name)
            .with("triggeredByEvent", "true")
            .about(about)
            .body(self.graph.elements());
        let mut drawing = Drawing::default();
        drawing.shape(&self.id, Rect::new(0, 0, width, height), Look::Expanded, None);
        drawing.place(self.drawing, 0, 0);
        Piece { node, drawing, width, height, messages: self.messages }
    }
}

/// The height of the middle of a row.
const fn centre(row: i32) -> i32 {
    TOP + row * ROW + TASK.1 / 2
}

/// A name that can stand in an id; the place keeps it apart from others.
pub(super) fn safe(place: usize, name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_');
    format!("{place}_{}", letters.collect::<String>())
}
