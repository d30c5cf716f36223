//! Shapes and edges of a picture, and the elements of a scope with the flows between them.

use super::super::xml::Element;

/// A rectangle, from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rect {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) w: i32,
    pub(super) h: i32,
}

impl Rect {
    pub(super) const fn new(x: i32, y: i32, w: i32, h: i32) -> Rect {
        Rect { x, y, w, h }
    }

    pub(super) const fn middle(self) -> i32 {
        self.x + self.w / 2
    }

    pub(super) const fn centre(self) -> i32 {
        self.y + self.h / 2
    }

    pub(super) const fn right(self) -> i32 {
        self.x + self.w
    }

    pub(super) const fn bottom(self) -> i32 {
        self.y + self.h
    }

    const fn moved(self, x: i32, y: i32) -> Rect {
        Rect { x: self.x + x, y: self.y + y, ..self }
    }

    fn element(self) -> Element {
        Element::new("dc:Bounds")
            .with("x", self.x.to_string())
            .with("y", self.y.to_string())
            .with("width", self.w.to_string())
            .with("height", self.h.to_string())
    }
}

/// How a shape looks beyond what its element says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    /// A sub-process that shows what is in it.
    Expanded,
    Pool,
    /// A gateway with its mark.
    Marked,
}

/// An element in the picture.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) element: String,
    pub(super) bounds: Rect,
    pub(super) label: Option<Rect>,
    pub(super) look: Look,
}

/// A flow in the picture.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) element: String,
    pub(super) points: Vec<(i32, i32)>,
    pub(super) label: Option<Rect>,
}

/// A picture.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawing {
    pub(super) shapes: Vec<Shape>,
    pub(super) edges: Vec<Edge>,
}

impl Drawing {
    pub(super) fn shape(&mut self, element: &str, bounds: Rect, look: Look, label: Option<Rect>) {
        self.shapes.push(Shape { element: element.to_owned(), bounds, label, look });
    }

    pub(super) fn edge(&mut self, element: &str, points: &[(i32, i32)], label: Option<Rect>) {
        self.edges.push(Edge { element: element.to_owned(), points: points.to_vec(), label });
    }

    /// Adds another picture with its corner at a place.
    pub(super) fn place(&mut self, other: Drawing, x: i32, y: i32) {
        let label = |label: Option<Rect>| label.map(|label| label.moved(x, y));
        self.shapes.extend(other.shapes.into_iter().map(|shape| Shape {
            bounds: shape.bounds.moved(x, y),
            label: label(shape.label),
            ..shape
        }));
        self.edges.extend(other.edges.into_iter().map(|edge| Edge {
            points: edge.points.iter().map(|(across, down)| (across + x, down + y)).collect(),
            label: label(edge.label),
            ..edge
        }));
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = Element> {
        let labelled =
            |label: Option<Rect>| label.map(|label| Element::new("bpmndi:BPMNLabel").holding(label.element()));
        let shapes = self.shapes.iter().map(move |shape| {
            let drawn = Element::new("bpmndi:BPMNShape")
                .with("id", format!("shape_{}", shape.element))
                .with("bpmnElement", &shape.element);
            let drawn = match shape.look {
                Look::Plain => drawn,
                Look::Expanded => drawn.with("isExpanded", "true"),
                Look::Pool => drawn.with("isHorizontal", "true"),
                Look::Marked => drawn.with("isMarkerVisible", "true"),
            };
            drawn.holding(shape.bounds.element()).holding_all(labelled(shape.label))
        });
        let edges = self.edges.iter().map(move |edge| {
            let points = edge
                .points
                .iter()
                .map(|(x, y)| Element::new("di:waypoint").with("x", x.to_string()).with("y", y.to_string()));
            Element::new("bpmndi:BPMNEdge")
                .with("id", format!("edge_{}", edge.element))
                .with("bpmnElement", &edge.element)
                .holding_all(points)
                .holding_all(labelled(edge.label))
        });
        shapes.chain(edges).collect::<Vec<Element>>().into_iter()
    }
}

/// A task, event, gateway or sub-process, before the flows to and from it are known.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) id: String,
    pub(super) tag: &'static str,
    pub(super) name: String,
    pub(super) attributes: Vec<(&'static str, String)>,
    pub(super) about: Option<String>,
    pub(super) body: Vec<Element>,
}

impl Node {
    pub(super) fn new(id: &str, tag: &'static str, name: &str) -> Node {
        let (id, name) = (id.to_owned(), name.to_owned());
        Node { id, tag, name, attributes: Vec::new(), about: None, body: Vec::new() }
    }

    pub(super) fn with(mut self, name: &'static str, value: &str) -> Node {
        self.attributes.push((name, value.to_owned()));
        self
    }

    pub(super) fn about(mut self, text: &str) -> Node {
        self.about = Some(text.to_owned());
        self
    }

    pub(super) fn body(mut self, body: impl IntoIterator<Item = Element>) -> Node {
        self.body.extend(body);
        self
    }

    /// That an event waits for a condition.
    pub(super) fn waits_for(self, condition: &str) -> Node {
        let id = format!("{}_condition", self.id);
        let condition = Element::of_text("bpmn:condition", condition).with("xsi:type", "bpmn:tFormalExpression");
        self.body([Element::new("bpmn:conditionalEventDefinition").with("id", id).holding(condition)])
    }
}

/// A sequence flow.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    pub(super) id: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) name: String,
    pub(super) condition: Option<String>,
}

/// The nodes of a process or sub-process, and the flows between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    pub(super) nodes: Vec<Node>,
    pub(super) flows: Vec<Flow>,
}

impl Graph {
    /// Adds a flow and says under which id.
    pub(super) fn flow(&mut self, from: &str, to: &str) -> String {
        self.flow_if(from, to, "", None)
    }

    pub(super) fn flow_if(&mut self, from: &str, to: &str, name: &str, condition: Option<String>) -> String {
        let id = format!("{from}_to_{to}");
        let (from, to, name) = (from.to_owned(), to.to_owned(), name.to_owned());
        self.flows.push(Flow { id: id.clone(), from, to, name, condition });
        id
    }

    pub(super) fn elements(self) -> Vec<Element> {
        let flows = &self.flows;
        let nodes = self.nodes.into_iter().map(|node| {
            let element = Element::new(node.tag).with("id", &node.id);
            let element = if node.name.is_empty() { element } else { element.with("name", &node.name) };
            let element = node.attributes.iter().fold(element, |element, (name, value)| element.with(name, value));
            let incoming = flows.iter().filter(|flow| flow.to == node.id);
            let outgoing = flows.iter().filter(|flow| flow.from == node.id);
            element
                .holding_all(node.about.map(|text| Element::of_text("bpmn:documentation", &text)))
                .holding_all(incoming.map(|flow| Element::of_text("bpmn:incoming", &flow.id)))
                .holding_all(outgoing.map(|flow| Element::of_text("bpmn:outgoing", &flow.id)))
                .holding_all(node.body)
        });
        let nodes: Vec<Element> = nodes.collect();
        let lines = flows.iter().map(|flow| {
            let element = Element::new("bpmn:sequenceFlow").with("id", &flow.id);
            let element = if flow.name.is_empty() { element } else { element.with("name", &flow.name) };
            let condition = flow.condition.as_ref().map(|condition| {
                Element::of_text("bpmn:conditionExpression", condition).with("xsi:type", "bpmn:tFormalExpression")
            });
            element.with("sourceRef", &flow.from).with("targetRef", &flow.to).holding_all(condition)
        });
        nodes.into_iter().chain(lines).collect()
    }
}

/// How high a label is, when so wide and in the small letters of a diagram.
pub(super) fn label_height(text: &str, width: i32) -> i32 {
    let letters = usize::try_from(width / 6).unwrap_or(1).max(1);
    let mut lines = 1;
    let mut used = 0;
    for word in text.split_whitespace() {
        let long = word.chars().count();
        if used > 0 && used + 1 + long > letters {
            lines += 1;
            used = 0;
        }
        // A word that does not fit on a line goes on over several.
        lines += i32::try_from(long.saturating_sub(1) / letters).unwrap_or(0);
        used += long + usize::from(used > 0);
    }
    lines * 14
}
