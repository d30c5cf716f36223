//! The process as BPMN 2.0.

use super::assert_all_sound;
use super::assert_each_is_told;
use super::policy;
use super::schema;
use super::schema::Schema;
use super::xml::Element;
use super::xml::document;
use huurproef::check::Policy;
use huurproef::interchange::bpmn;
use huurproef::locale::Locale;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What `BPMN20.xsd`, `Semantic.xsd`, `BPMNDI.xsd`, `DI.xsd` and `DC.xsd` of formal/2011-01-03 ask of the elements that are
/// used, by the names of their types. `tCallableElement`, `tEvent`, `tThrowEvent` and `tGateway` add nothing that is used.
const RULES: Schema = Schema {
    spaces: &[
        ("bpmn", "http://www.omg.org/spec/BPMN/20100524/MODEL"),
        ("bpmndi", "http://www.omg.org/spec/BPMN/20100524/DI"),
        ("dc", "http://www.omg.org/spec/DD/20100524/DC"),
        ("di", "http://www.omg.org/spec/DD/20100524/DI"),
        ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ],
    root: "bpmn:definitions",
    types: "
        # BPMN20.xsd
        tDefinitions | rootElement* bpmndi:BPMNDiagram* | id:ID name targetNamespace:anyURI! exporter exporterVersion
        # Semantic.xsd
        tBaseElement | bpmn:documentation* | id:ID
        tDocumentation |  | id:ID textFormat
        tCollaboration < tBaseElement | bpmn:participant* bpmn:messageFlow* | name isClosed:boolean
        tParticipant < tBaseElement |  | name processRef:QName
        tMessageFlow < tBaseElement |  | name sourceRef:QName! targetRef:QName!
        tProcess < tBaseElement | flowElement* artifact* | name isClosed:boolean isExecutable:boolean
        tFlowElement < tBaseElement |  | name
        tFlowNode < tFlowElement | bpmn:incoming* bpmn:outgoing* |
        QName
        tActivity < tFlowNode |  | isForCompensation:boolean default:IDREF
        tSubProcess < tActivity | flowElement* artifact* | triggeredByEvent:boolean
        tTask < tActivity
        tSendTask < tTask
        tUserTask < tTask
        tManualTask < tTask
        tServiceTask < tTask
        tCatchEvent < tFlowNode | eventDefinition* | parallelMultiple:boolean
        tStartEvent < tCatchEvent |  | isInterrupting:boolean
        tIntermediateCatchEvent < tCatchEvent
        tBoundaryEvent < tCatchEvent |  | cancelActivity:boolean attachedToRef:QName!
        tEndEvent < tFlowNode | eventDefinition* |
        tExclusiveGateway < tFlowNode |  | default:IDREF
        tSequenceFlow < tFlowElement | bpmn:conditionExpression? | sourceRef:IDREF! targetRef:IDREF! isImmediate:boolean
        tConditionalEventDefinition < tBaseElement | bpmn:condition |
        tTimerEventDefinition < tBaseElement
        tTerminateEventDefinition < tBaseElement
        tExpression < tBaseElement
        tFormalExpression < tExpression |  | language:anyURI
        tTextAnnotation < tBaseElement | bpmn:text? | textFormat
        tText
        # BPMNDI.xsd, with Diagram, Plane, LabeledShape, LabeledEdge and Label of DI.xsd
        BPMNDiagram | bpmndi:BPMNPlane | name documentation resolution:double id:ID
        BPMNPlane | bpmndi:BPMNShape|bpmndi:BPMNEdge* | id:ID bpmnElement:QName
        BPMNShape | dc:Bounds bpmndi:BPMNLabel? | id:ID bpmnElement:QName isHorizontal:boolean isExpanded:boolean isMarkerVisible:boolean
        BPMNEdge | di:waypoint2+ bpmndi:BPMNLabel? | id:ID bpmnElement:QName
        BPMNLabel | dc:Bounds? | id:ID
        # DC.xsd
        Bounds |  | x:double! y:double! width:double! height:double!
        Point |  | x:double! y:double!
    ",
    elements: "
        tDefinitions: bpmn:definitions
        tDocumentation: bpmn:documentation
        tCollaboration: bpmn:collaboration
        tParticipant: bpmn:participant
        tMessageFlow: bpmn:messageFlow
        tProcess: bpmn:process
        QName: bpmn:incoming bpmn:outgoing
        tSubProcess: bpmn:subProcess
        tTask: bpmn:task
        tSendTask: bpmn:sendTask
        tUserTask: bpmn:userTask
        tManualTask: bpmn:manualTask
        tServiceTask: bpmn:serviceTask
        tStartEvent: bpmn:startEvent
        tIntermediateCatchEvent: bpmn:intermediateCatchEvent
        tBoundaryEvent: bpmn:boundaryEvent
        tEndEvent: bpmn:endEvent
        tExclusiveGateway: bpmn:exclusiveGateway
        tSequenceFlow: bpmn:sequenceFlow
        tConditionalEventDefinition: bpmn:conditionalEventDefinition
        tTimerEventDefinition: bpmn:timerEventDefinition
        tTerminateEventDefinition: bpmn:terminateEventDefinition
        tExpression: bpmn:condition bpmn:conditionExpression
        tTextAnnotation: bpmn:textAnnotation
        tText: bpmn:text
        BPMNDiagram: bpmndi:BPMNDiagram
        BPMNPlane: bpmndi:BPMNPlane
        BPMNShape: bpmndi:BPMNShape
        BPMNEdge: bpmndi:BPMNEdge
        BPMNLabel: bpmndi:BPMNLabel
        Bounds: dc:Bounds
        Point: di:waypoint
    ",
    groups: "
        rootElement: bpmn:collaboration bpmn:process
        flowElement: bpmn:startEvent bpmn:endEvent bpmn:intermediateCatchEvent bpmn:boundaryEvent bpmn:subProcess bpmn:task bpmn:sendTask bpmn:userTask bpmn:manualTask bpmn:serviceTask bpmn:exclusiveGateway bpmn:sequenceFlow
        eventDefinition: bpmn:conditionalEventDefinition bpmn:timerEventDefinition bpmn:terminateEventDefinition
        artifact: bpmn:textAnnotation
    ",
    texts: &["tDocumentation", "QName", "tExpression", "tText"],
};

/// What a process does not do that the schema asks, or that a picture of it needs.
fn faults(text: &str) -> Vec<String> {
    let mut faults = schema::faults(&RULES, text);
    if let Ok(document) = document(text, RULES.spaces) {
        faults.extend(undrawn(&document.root));
        faults.extend(crossed(&document.root));
    }
    faults
}

/// Every pool, node and note has a shape, and every flow an edge; nothing has two, and no other thing has one.
fn undrawn(root: &Element) -> Vec<String> {
    let drawn = |sort: &str| {
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for shape in root.all().into_iter().filter(|element| element.name == sort) {
            *times.entry(shape.get("bpmnElement").to_owned()).or_default() += 1;
        }
        times
    };
    let (mut shapes, mut edges) = (drawn("bpmndi:BPMNShape"), drawn("bpmndi:BPMNEdge"));
    let mut faults = Vec::new();
    for element in root.all() {
        let (drawn, what) = match element.name.as_str() {
            "bpmn:sequenceFlow" | "bpmn:messageFlow" => (&mut edges, "edge"),
            name if name == "bpmn:participant" || name == "bpmn:textAnnotation" || is_node(name) => {
                (&mut shapes, "shape")
            }
            _ => continue,
        };
        let times = drawn.remove(element.get("id")).unwrap_or_default();
        if times != 1 {
            faults.push(format!("{} `{}` has {times} of {what}", element.name, element.get("id")));
        }
    }
    faults.extend(shapes.keys().chain(edges.keys()).map(|id| format!("`{id}` is drawn as what it is not")));
    faults
}

fn is_node(name: &str) -> bool {
    let kinds = ["Event", "Process", "Task", "Gateway", ":task"];
    name.starts_with("bpmn:") && name != "bpmn:process" && kinds.iter().any(|kind| name.ends_with(kind))
}

/// A flow joins two nodes of the scope in which it stands, and both say so; a border event sits on a node beside it.
fn crossed(root: &Element) -> Vec<String> {
    let mut faults = Vec::new();
    for scope in root.all() {
        let nodes: BTreeSet<&str> =
            scope.children.iter().filter(|child| is_node(&child.name)).map(|child| child.get("id")).collect();
        let flows = || scope.children.iter().filter(|child| child.name == "bpmn:sequenceFlow");
        for flow in flows() {
            let ends = ["sourceRef", "targetRef"].map(|end| flow.get(end));
            faults.extend(
                ends.iter()
                    .filter(|end| !nodes.contains(*end))
                    .map(|end| format!("a flow leaves its scope to `{end}`")),
            );
        }
        for node in scope.children.iter().filter(|child| is_node(&child.name)) {
            for (said, end) in [("bpmn:incoming", "targetRef"), ("bpmn:outgoing", "sourceRef")] {
                let told: BTreeSet<&str> =
                    node.children.iter().filter(|child| child.name == said).map(|child| child.text.trim()).collect();
                let own = flows().filter(|flow| flow.get(end) == node.get("id")).map(|flow| flow.get("id")).collect();
                if told != own {
                    faults.push(format!("`{}` tells of {said} {told:?}, not {own:?}", node.get("id")));
                }
            }
            if node.name == "bpmn:boundaryEvent" && !nodes.contains(node.get("attachedToRef")) {
                faults.push(format!("`{}` sits on nothing beside it", node.get("id")));
            }
        }
    }
    faults
}

fn write(policy: &Policy, locale: Locale) -> String {
    bpmn(policy, locale).unwrap()
}

#[test]
fn every_process_keeps_to_the_schema_and_is_drawn_whole() {
    assert_all_sound(write, faults);
}

/// A small process, with all sorts of things in it.
const SMALL: &str = "policy \"P\" version \"1\"\nstage one \"One\" when months_in_arrears >= 1\n\
    partner team \"Team\" is early_signalling list on day 24 of those who qualify by day 22\n\
    rule calls in stage one when sitting do call, refer to team once per episode\n\
    exception not_then to calls when arrears > € 50 do nothing\n";

#[test]
fn what_the_schema_does_not_allow_is_found() {
    let sound = write(&policy(SMALL), Locale::En);
    assert_eq!(faults(&sound), [""; 0]);
    let changes = [
        (" targetNamespace=\"urn:huurproef:bpmn\"", "", "has no targetNamespace"),
        ("20100524/MODEL", "20100524/MODE", "the root is {http://www.omg.org/spec/BPMN/20100524/MODE}definitions"),
        ("20100524/DC", "20100524/DCX", "out of place in bpmndi:BPMNShape"),
        ("xmlns:di=", "xmlns:other=", "{di}waypoint is out of place"),
        ("</bpmn:definitions>", "", "not well-formed"),
        ("id=\"process\"", "id=\"1process\"", "the id `1process` is no name"),
        ("id=\"process\"", "id=\"own:process\"", "the id `own:process` is no name"),
        ("id=\"note\"", "id=\"process\"", "the id `process` stands twice"),
        ("processRef=\"process\"", "processRef=\"proces\"", "names `proces`, which is not there"),
        ("isExecutable=\"false\"", "isExecutable=\"no\"", "isExecutable=\"no\" of bpmn:process is no boolean"),
        ("isExecutable=\"false\"", "isRunnable=\"false\"", "knows no attribute isRunnable"),
        (" attachedToRef=", " lane=", "has no attachedToRef"),
        ("isInterrupting=\"false\"", "isInterrupting=\"False\"", "is no boolean"),
        ("<bpmn:incoming>", "<bpmn:incoming>x", "names `x"),
        ("<bpmn:collaboration ", "<bpmn:lane/><bpmn:collaboration ", "bpmn:lane is out of place"),
        ("xsi:type=\"bpmn:tFormalExpression\"", "xsi:type=\"bpmn:tText\"", "which is no tExpression"),
        ("xsi:type=\"bpmn:tFormalExpression\"", "xsi:type=\"tFormalExpression\"", "which is no tExpression"),
        ("<bpmn:collaboration ", "text<bpmn:collaboration ", "holds text"),
        (" width=", " wide=", "(Bounds) has no width"),
        ("width=\"", "width=\"about ", "is no double"),
        ("bpmnElement=\"start\"", "bpmnElement=\"corporation\"", "bpmn:startEvent `start` has 0 of shape"),
    ];
    assert_each_is_told(&sound, &changes, faults);
}

/// What takes more than another word: stretches that are moved or taken away.
#[test]
fn what_stands_in_another_order_or_is_gone_is_found() {
    let sound = write(&policy(SMALL), Locale::En);
    let element = |begins: &str, ends: &str| {
        let start = sound.find(begins).unwrap_or_else(|| panic!("{begins} in {sound}"));
        let end = start + sound[start..].find(ends).unwrap() + ends.len();
        sound[start..end].to_owned()
    };
    let gone = |stretch: &str| sound.replacen(stretch, "", 1);
    let edge = element("<bpmndi:BPMNEdge", "</bpmndi:BPMNEdge>");
    let shape = element("<bpmndi:BPMNShape id=\"shape_start\"", "</bpmndi:BPMNShape>");
    let points: Vec<&str> = edge.lines().filter(|line| line.contains("waypoint")).collect();
    let [first, .., last] = points[..] else { panic!("{edge}") };
    let short = edge.lines().filter(|line| !line.contains("waypoint") || *line == last).collect::<Vec<_>>().join("\n");
    let diagram = element("<bpmndi:BPMNDiagram", "</bpmndi:BPMNDiagram>");
    let bounds = element("<dc:Bounds", "/>");
    let incoming = element("<bpmn:incoming>", "</bpmn:incoming>");
    let outgoing = element("<bpmn:outgoing>", "</bpmn:outgoing>");
    let condition = element("<bpmn:condition ", "</bpmn:condition>");
    let flow = element("<bpmn:sequenceFlow", ">");
    for (broken, told) in [
        (gone(&edge), "has 0 of edge"),
        (gone(&shape), "has 0 of shape"),
        (sound.replacen(&edge, &format!("{edge}{}", edge.replace("id=\"edge", "id=\"again")), 1), "has 2 of edge"),
        (sound.replacen(&edge, &short, 1), "needs 2 of di:waypoint, and has 1"),
        (sound.replacen(&edge, &edge.replace(first, &format!("{first}<bpmndi:BPMNLabel/>")), 1), "out of place"),
        (gone(&diagram).replacen("<bpmn:collaboration", &format!("{diagram}<bpmn:collaboration"), 1), "out of place"),
        (gone(&bounds), "needs 1 of dc:Bounds, and has 0"),
        (gone(&incoming), "tells of bpmn:incoming"),
        (sound.replacen(&outgoing, &format!("{outgoing}{incoming}"), 1), "bpmn:incoming is out of place"),
        (gone(&condition), "needs 1 of bpmn:condition, and has 0"),
        (
            sound.replacen(&flow, &flow.replace("targetRef=\"", "targetRef=\"note\" old=\""), 1),
            "leaves its scope to `note`",
        ),
    ] {
        assert_ne!(broken, sound, "nothing is changed: {told}");
        let found = faults(&broken);
        assert!(found.iter().any(|fault| fault.contains(told)), "{told}: {found:?}");
    }
}
