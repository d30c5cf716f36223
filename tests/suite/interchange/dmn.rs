//! The rules as DMN 1.3.

use super::assert_all_sound;
use super::assert_each_is_told;
use super::policy;
use super::schema;
use super::schema::Schema;
use super::xml::Element;
use super::xml::document;
use huurproef::check::Policy;
use huurproef::interchange::dmn;
use huurproef::locale::Locale;

/// What `DMN13.xsd`, `DMNDI13.xsd`, `DI.xsd` and `DC.xsd` of formal/2021-03-01 ask of the elements that are used, by the names
/// of their types. `tDRGElement` and `tArtifact` add nothing. Elements whose name has another type elsewhere are not used.
const RULES: Schema = Schema {
    spaces: &[
        ("dmn", "https://www.omg.org/spec/DMN/20191111/MODEL/"),
        ("dmndi", "https://www.omg.org/spec/DMN/20191111/DMNDI/"),
        ("dc", "http://www.omg.org/spec/DMN/20180521/DC/"),
        ("di", "http://www.omg.org/spec/DMN/20180521/DI/"),
        ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ],
    root: "dmn:definitions",
    types: "
        # DMN13.xsd
        tDMNElement | dmn:description? | id:ID label
        tNamedElement < tDMNElement |  | name!
        tDefinitions < tNamedElement | drgElement* dmn:textAnnotation* dmndi:DMNDI? | namespace:anyURI! exporter exporterVersion
        tInputData < tNamedElement | dmn:variable? |
        tInformationItem < tNamedElement |  | typeRef
        tDecision < tNamedElement | dmn:variable? dmn:informationRequirement* expression? |
        tInformationRequirement < tDMNElement | dmn:requiredDecision|dmn:requiredInput |
        tDMNElementReference |  | href:href!
        tExpression < tDMNElement |  | typeRef
        tDecisionTable < tExpression | dmn:input* dmn:output+ dmn:annotation* dmn:rule* | hitPolicy:UNIQUE|FIRST|PRIORITY|ANY|COLLECT|RULE_ORDER|OUTPUT_ORDER outputLabel
        tInputClause < tDMNElement | dmn:inputExpression |
        tOutputClause < tDMNElement |  | name typeRef
        tRuleAnnotationClause |  | name
        tDecisionRule < tDMNElement | dmn:inputEntry* dmn:outputEntry+ dmn:annotationEntry* |
        tUnaryTests < tExpression | dmn:text | expressionLanguage:anyURI
        tLiteralExpression < tExpression | dmn:text? | expressionLanguage:anyURI
        tRuleAnnotation | dmn:text? |
        tTextAnnotation < tDMNElement | dmn:text? | textFormat
        string
        # DMNDI13.xsd, with Diagram, Shape and Edge of DI.xsd
        DMNDI | dmndi:DMNDiagram* |
        DMNDiagram | dmndi:DMNShape|dmndi:DMNEdge* | id:ID name documentation resolution:double
        DMNShape | dc:Bounds? | id:ID dmnElementRef:QName! isListedInputData:boolean isCollapsed:boolean
        DMNEdge | di:waypoint* | id:ID dmnElementRef:QName!
        # DC.xsd
        Bounds |  | x:double! y:double! width:double! height:double!
        Point |  | x:double! y:double!
    ",
    elements: "
        tDefinitions: dmn:definitions
        tInputData: dmn:inputData
        tInformationItem: dmn:variable
        tDecision: dmn:decision
        tInformationRequirement: dmn:informationRequirement
        tDMNElementReference: dmn:requiredDecision dmn:requiredInput
        tDecisionTable: dmn:decisionTable
        tInputClause: dmn:input
        tOutputClause: dmn:output
        tRuleAnnotationClause: dmn:annotation
        tDecisionRule: dmn:rule
        tUnaryTests: dmn:inputEntry
        tLiteralExpression: dmn:inputExpression dmn:outputEntry
        tRuleAnnotation: dmn:annotationEntry
        tTextAnnotation: dmn:textAnnotation
        string: dmn:text dmn:description
        DMNDI: dmndi:DMNDI
        DMNDiagram: dmndi:DMNDiagram
        DMNShape: dmndi:DMNShape
        DMNEdge: dmndi:DMNEdge
        Bounds: dc:Bounds
        Point: di:waypoint
    ",
    groups: "
        drgElement: dmn:inputData dmn:decision
        expression: dmn:decisionTable
    ",
    texts: &["string"],
};

/// What a model does not do that the schema asks, or that its tables and its picture need.
fn faults(text: &str) -> Vec<String> {
    let mut faults = schema::faults(&RULES, text);
    if let Ok(document) = document(text, RULES.spaces) {
        faults.extend(undrawn(&document.root));
        faults.extend(ragged(&document.root));
    }
    faults
}

/// Every input, decision and note has a shape, and every requirement an edge of two points or more.
fn undrawn(root: &Element) -> Vec<String> {
    let drawn = |sort: &str, id: &str, points: usize| {
        let all = root.all().into_iter().filter(|element| element.name == sort);
        let mut own = all.filter(|element| element.get("dmnElementRef") == id);
        let first = own.next();
        own.next().is_none() && first.is_some_and(|one| one.children.len() >= points)
    };
    let lost = root.all().into_iter().filter(|element| match element.name.as_str() {
        "dmn:inputData" | "dmn:decision" | "dmn:textAnnotation" => !drawn("dmndi:DMNShape", element.get("id"), 1),
        "dmn:informationRequirement" => !drawn("dmndi:DMNEdge", element.get("id"), 2),
        _ => false,
    });
    lost.map(|element| format!("{} `{}` is not drawn once and whole", element.name, element.get("id"))).collect()
}

/// Every row has an entry for each column.
fn ragged(root: &Element) -> Vec<String> {
    let count = |element: &Element, name: &str| element.children.iter().filter(|child| child.name == name).count();
    let mut faults = Vec::new();
    for table in root.all().into_iter().filter(|element| element.name == "dmn:decisionTable") {
        for row in table.children.iter().filter(|child| child.name == "dmn:rule") {
            for (column, entry) in [
                ("dmn:input", "dmn:inputEntry"),
                ("dmn:output", "dmn:outputEntry"),
                ("dmn:annotation", "dmn:annotationEntry"),
            ] {
                let (columns, entries) = (count(table, column), count(row, entry));
                if columns != entries {
                    faults.push(format!("`{}` has {entries} {entry} for {columns} columns", row.get("id")));
                }
            }
        }
    }
    faults
}

fn write(policy: &Policy, locale: Locale) -> String {
    dmn(policy, locale).unwrap()
}

#[test]
fn every_model_keeps_to_the_schema_and_is_drawn_whole() {
    assert_all_sound(write, faults);
}

#[test]
fn what_the_schema_does_not_allow_is_found() {
    let sound = write(
        &policy(
            "policy \"P\" version \"1\"\napplies when sitting\nstage one \"One\" when months_in_arrears >= 1\n\
             rule calls in stage one when arrears > € 50 do call once per episode\n\
             rule odd when days_since(call) >= 3 working days do reminder once per episode\n",
        ),
        Locale::En,
    );
    assert_eq!(faults(&sound), [""; 0]);
    let row = sound.find("<rule ").unwrap();
    let entry = &sound[row + sound[row..].find("<inputEntry").unwrap()..];
    let entry = &entry[..entry.find("</inputEntry>").unwrap() + "</inputEntry>".len()];
    let edge = &sound[sound.find("<di:waypoint").unwrap()..];
    let point = &edge[..edge.find("/>").unwrap() + 2];
    let changes = [
        ("20191111/MODEL/", "20191111/MODEL", "the root is"),
        (" namespace=\"", " space=\"", "has no namespace"),
        ("<inputData ", "<inputs/><inputData ", "dmn:inputs is out of place"),
        (" name=\"P\"", "", "(tDefinitions) has no name"),
        ("href=\"#", "href=\"#un", "which is not there"),
        ("href=\"#", "href=\"", "which is not there"),
        ("hitPolicy=\"FIRST\"", "hitPolicy=\"first\"", "hitPolicy=\"first\" of dmn:decisionTable is no"),
        ("requiredInput ", "requiredinput ", "needs 1 of dmn:requiredDecision|dmn:requiredInput"),
        ("dmnElementRef=", "dmnElement=", "has no dmnElementRef"),
        ("<description>", "<text>y</text><description>", "out of place"),
        ("id=\"input_0\"", "id=\"input 0\"", "is no name"),
        (entry, "", "for"),
        (point, "", "is not drawn once and whole"),
        (" width=\"", " width=\"€ ", "is no double"),
    ];
    assert_each_is_told(&sound, &changes, faults);
}
