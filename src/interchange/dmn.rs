//! The rules of a policy as decision tables in DMN 1.3, with FEEL.
//!
//! Four decisions: the segment and the stage (the first row that holds), whether the policy applies, and what is done (all
//! rows that hold, hit policy COLLECT). An exception shows in the rows of its rule, which do not hold when it does, and has
//! rows of its own. What does not fit is named in a note with the reason.
//!
//! Always: every rule stands in the last table or in the note. How often a rule fires is a note beside its row: a table
//! knows no past.

mod feel;
mod rows;
mod table;
#[cfg(test)]
mod tests;

use super::XmlError;
use super::xml::Element;
use crate::check::Policy;
use crate::check::Subject;
use crate::locale::Locale;
use crate::vocabulary::Fact;
use feel::Feel;
use std::collections::BTreeSet;
use table::Line;
use table::Table;
use table::Tables;
use table::Which;
use table::stage_entry;
use table::tables;

const MODEL: &str = "https://www.omg.org/spec/DMN/20191111/MODEL/";
const DI: &str = "https://www.omg.org/spec/DMN/20191111/DMNDI/";
const DC: &str = "http://www.omg.org/spec/DMN/20180521/DC/";
const LINES: &str = "http://www.omg.org/spec/DMN/20180521/DI/";
const OWN: &str = "urn:huurproef:dmn";

/// The size of a shape in the diagram, the space between two, and where decisions stand.
const INPUT: (i32, i32) = (270, 44);
const DECISION: (i32, i32) = (220, 80);
const GAP: i32 = 30;
const DECISIONS_AT: i32 = 760;

/// The rules of a policy as DMN 1.3 XML, in the reader's language.
///
/// # Errors
/// [`XmlError`] when it cannot be written.
pub fn dmn(policy: &Policy, locale: Locale) -> Result<String, XmlError> {
    let tables = tables(policy, locale);
    Model { policy, locale, feel: Feel { policy, locale }, inputs: inputs(policy, &tables), tables }.document()
}

/// What the tables read that no table of them gives.
fn inputs(policy: &Policy, tables: &Tables) -> Vec<Input> {
    let subjects: BTreeSet<Subject> = tables.tables.iter().flat_map(Table::subjects).collect();
    let is_given = |subject: &Subject| *subject == Subject::Fact(Fact::Segment) && tables.has(Which::Segment);
    let read = subjects.into_iter().filter(|subject| !is_given(subject)).map(Input::Read);
    let asks_stage = tables.tables.iter().any(Table::asks_stage) && !tables.has(Which::Stage);
    let asks_scope = policy.scope.is_some() && !tables.has(Which::Applies);
    let stage = asks_stage.then_some(Input::Stage);
    read.chain(stage).chain(asks_scope.then_some(Input::Applies)).collect()
}

/// An input of the whole: what is read of a tenancy, or what another system must tell since no table can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Input {
    Read(Subject),
    Stage,
    Applies,
}

struct Model<'a> {
    policy: &'a Policy,
    locale: Locale,
    feel: Feel<'a>,
    tables: Tables,
    inputs: Vec<Input>,
}

/// A column of a table.
enum Column {
    Subject(Subject),
    Stage,
    Applies,
}

impl Model<'_> {
    const fn pick(&self, en: &'static str, nl: &'static str) -> &'static str {
        self.locale.pick(en, nl)
    }

    fn document(&self) -> Result<String, XmlError> {
        let inputs = self.inputs.iter().enumerate().map(|(place, input)| self.input(place, *input));
        let decisions = self.tables.tables.iter().map(|table| self.decision(table));
        let note = self
            .note()
            .map(|note| Element::new("textAnnotation").with("id", "note").holding(Element::of_text("text", &note)));
        Element::new("definitions")
            .with("xmlns", MODEL)
            .with("xmlns:dmndi", DI)
            .with("xmlns:dc", DC)
            .with("xmlns:di", LINES)
            .with("id", "definitions")
            .with("name", &self.policy.title)
            .with("namespace", OWN)
            .with("exporter", "huurproef")
            .with("exporterVersion", env!("CARGO_PKG_VERSION"))
            .holding_all(inputs)
            .holding_all(decisions)
            .holding_all(note)
            .holding(self.diagram())
            .document()
    }

    fn input(&self, place: usize, input: Input) -> Element {
        let (name, kind, about) = match input {
            Input::Read(subject) => (self.feel.name(subject), self.feel.type_of(subject), self.feel.meaning(subject)),
            Input::Stage => (self.feel.output(Which::Stage).to_owned(), "string", String::new()),
            Input::Applies => (self.feel.output(Which::Applies).to_owned(), "boolean", String::new()),
        };
        let variable = Element::new("variable")
            .with("id", format!("input_{place}_value"))
            .with("name", &name)
            .with("typeRef", kind);
        Element::new("inputData")
            .with("id", format!("input_{place}"))
            .with("name", &name)
            .holding_all((!about.is_empty()).then(|| Element::of_text("description", &about)))
            .holding(variable)
    }

    fn decision(&self, table: &Table) -> Element {
        let id = id_of(table.which);
        let name = self.feel.output(table.which);
        let variable = Element::new("variable").with("id", format!("{id}_value")).with("name", name);
        let requirements = self.requires(table).into_iter().map(|(requirement, needed)| {
            let kind = if needed.starts_with("input_") { "requiredInput" } else { "requiredDecision" };
            Element::new("informationRequirement")
                .with("id", requirement)
                .holding(Element::new(kind).with("href", format!("#{needed}")))
        });
        Element::new("decision")
            .with("id", id)
            .with("name", name)
            .holding(Element::of_text("description", self.about(table.which)))
            .holding(variable)
            .holding_all(requirements)
            .holding(self.table(table))
    }

    const fn about(&self, which: Which) -> &'static str {
        match which {
            Which::Segment => self.pick("The first kind of tenants that holds.", "De eerste soort huurders die geldt."),
            Which::Applies => self.pick("Whether the policy applies.", "Of het beleid geldt."),
            Which::Stage => self.pick("The heaviest stage that holds.", "De zwaarste fase die geldt."),
            Which::Actions => self.pick(
                "All that holds on a day is done, each rule as often as its note says: what comes out is a set, and a rule with \
                 several rows counts once. A clock that does not run is null. What a hold stops is left to the hold.",
                "Alles wat op een dag geldt gebeurt, elke regel zo vaak als zijn notitie zegt: wat eruit komt is een verzameling, \
                 en een regel met meer rijen telt één keer. Een teller die niet loopt is null. Wat een wachtstand stopt, wacht.",
            ),
        }
    }

    /// What a decision needs: the id of the requirement and of what is needed.
    fn requires(&self, table: &Table) -> Vec<(String, String)> {
        let own = id_of(table.which);
        let columns = self.columns(table);
        let inputs = columns
            .iter()
            .filter_map(|column| self.source_of(column))
            .map(|needed| (format!("{own}_needs_{needed}"), needed));
        inputs.collect()
    }

    /// The id of the input or decision that a column reads.
    fn source_of(&self, column: &Column) -> Option<String> {
        let (which, input) = match column {
            Column::Subject(subject @ Subject::Fact(Fact::Segment)) => (Some(Which::Segment), Input::Read(*subject)),
            Column::Subject(subject) => (None, Input::Read(*subject)),
            Column::Stage => (Some(Which::Stage), Input::Stage),
            Column::Applies => (Some(Which::Applies), Input::Applies),
        };
        if let Some(which) = which.filter(|which| self.tables.has(*which)) {
            return Some(id_of(which).to_owned());
        }
        let place = self.inputs.iter().position(|known| *known == input)?;
        Some(format!("input_{place}"))
    }

    fn columns(&self, table: &Table) -> Vec<Column> {
        let acts = table.which == Which::Actions;
        let applies = (acts && self.policy.scope.is_some()).then_some(Column::Applies);
        let stage = table.asks_stage().then_some(Column::Stage);
        applies.into_iter().chain(stage).chain(table.subjects().into_iter().map(Column::Subject)).collect()
    }

    fn table(&self, table: &Table) -> Element {
        let id = id_of(table.which);
        let columns = self.columns(table);
        let policy = if table.which == Which::Actions { "COLLECT" } else { "FIRST" };
        // A table must have an input, also where nothing is asked.
        let inputs = columns.iter().enumerate().map(|(place, column)| {
            let (name, kind) = self.column(column);
            let text = Element::of_text("text", &name);
            let read = Element::new("inputExpression").with("id", format!("{id}_reads_{place}")).with("typeRef", kind);
            Element::new("input")
                .with("id", format!("{id}_input_{place}"))
                .with("label", &name)
                .holding(read.holding(text))
        });
        let outputs = table.outputs.iter().enumerate().map(|(place, name)| {
            let kind = if table.which == Which::Applies { "boolean" } else { "string" };
            Element::new("output").with("id", format!("{id}_output_{place}")).with("name", name).with("typeRef", kind)
        });
        let notes = table.notes.iter().map(|name| Element::new("annotation").with("name", name));
        let lines =
            table.lines.iter().enumerate().map(|(place, line)| self.line(&format!("{id}_row_{place}"), &columns, line));
        Element::new("decisionTable")
            .with("id", format!("{id}_table"))
            .with("hitPolicy", policy)
            .holding_all(inputs)
            .holding_all(outputs)
            .holding_all(notes)
            .holding_all(lines)
    }

    fn column(&self, column: &Column) -> (String, &'static str) {
        match column {
            Column::Subject(subject) => (self.feel.name(*subject), self.feel.type_of(*subject)),
            Column::Stage => (self.feel.output(Which::Stage).to_owned(), "string"),
            Column::Applies => (self.feel.output(Which::Applies).to_owned(), "boolean"),
        }
    }

    fn line(&self, id: &str, columns: &[Column], line: &Line) -> Element {
        let entry = |kind: &'static str, place: usize, text: &str| {
            Element::new(kind).with("id", format!("{id}_{kind}_{place}")).holding(Element::of_text("text", text))
        };
        let cells = columns.iter().enumerate().map(|(place, column)| {
            let text = match column {
                Column::Subject(subject) => {
                    self.feel.entry(*subject, line.row.get(subject).map_or(&[][..], Vec::as_slice))
                }
                Column::Stage => stage_entry(self.policy, line.stages.as_ref()),
                Column::Applies => "true".to_owned(),
            };
            entry("inputEntry", place, &text)
        });
        let outputs = line.outputs.iter().enumerate().map(|(place, text)| entry("outputEntry", place, text));
        let notes =
            line.notes.iter().map(|note| Element::new("annotationEntry").holding(Element::of_text("text", note)));
        Element::new("rule").with("id", id).holding_all(cells).holding_all(outputs).holding_all(notes)
    }

    /// What does not fit, and why.
    fn note(&self) -> Option<String> {
        let lead = self.pick("Not in these tables:", "Niet in deze tabellen:");
        let told = self
            .tables
            .unfit
            .iter()
            .map(|(title, why)| format!("\u{201c}{title}\u{201d}: {}", why.word().in_locale(self.locale)));
        let told: Vec<String> = told.collect();
        (!told.is_empty()).then(|| format!("{lead}\n{}", told.join("\n")))
    }

    /// Inputs under each other, decisions beside them: no line crosses a shape.
    fn diagram(&self) -> Element {
        let places: Vec<i32> = (0..).take(self.inputs.len()).collect();
        let input_at = |place: i32| GAP + place * (INPUT.1 + 12);
        let mut shapes: Vec<Element> =
            places.iter().map(|place| shape(&format!("input_{place}"), (GAP, input_at(*place)), INPUT)).collect();
        let mut edges = Vec::new();
        for table in &self.tables.tables {
            let top = self.decision_at(table.which);
            shapes.push(shape(id_of(table.which), (DECISIONS_AT, top), DECISION));
            for (requirement, needed) in self.requires(table) {
                let input = places.iter().find(|place| needed == format!("input_{place}"));
                let points = match input {
                    Some(place) => {
                        vec![(GAP + INPUT.0, input_at(*place) + INPUT.1 / 2), (DECISIONS_AT, top + DECISION.1 / 2)]
                    }
                    None => self.between(&needed, table.which),
                };
                edges.push(edge(&requirement, &points));
            }
        }
        if !self.tables.unfit.is_empty() {
            let high = 30 + 20 * i32::try_from(self.tables.unfit.len()).unwrap_or(0);
            let last = i32::try_from(self.inputs.len()).unwrap_or(0).max(3 * count(&self.tables));
            shapes.push(shape("note", (GAP, input_at(last) + GAP), (700, high)));
        }
        let diagram = Element::new("dmndi:DMNDiagram").with("id", "diagram");
        Element::new("dmndi:DMNDI").holding(diagram.holding_all(shapes).holding_all(edges))
    }

    /// How far down a decision stands: spread along the inputs, the last one below the others.
    fn decision_at(&self, which: Which) -> i32 {
        let place = self.tables.tables.iter().position(|table| table.which == which).unwrap_or(0);
        let inputs = i32::try_from(self.inputs.len()).unwrap_or(1) * (INPUT.1 + 12);
        let step = (inputs / count(&self.tables)).max(DECISION.1 + 2 * GAP);
        GAP + i32::try_from(place).unwrap_or(0) * step
    }

    /// From one decision to another, beside those between, each in a lane of its own.
    fn between(&self, needed: &str, which: Which) -> Vec<(i32, i32)> {
        let from = self.tables.tables.iter().map(|table| table.which).find(|which| id_of(*which) == needed);
        let (source, target) = (from.map_or(0, |from| self.decision_at(from)), self.decision_at(which));
        let (right, lane) = (DECISIONS_AT + DECISION.0, from.map_or(0, |which| 16 * which as i32));
        let (start, end) = (source + DECISION.1 / 2, target + 16 + lane);
        vec![(right, start), (right + 30 + lane, start), (right + 30 + lane, end), (right, end)]
    }
}

/// How many decisions there are, one at least.
fn count(tables: &Tables) -> i32 {
    i32::try_from(tables.tables.len()).unwrap_or(1).max(1)
}

const fn id_of(which: Which) -> &'static str {
    match which {
        Which::Segment => "decision_segment",
        Which::Applies => "decision_applies",
        Which::Stage => "decision_stage",
        Which::Actions => "decision_actions",
    }
}

fn shape(element: &str, at: (i32, i32), size: (i32, i32)) -> Element {
    let bounds = Element::new("dc:Bounds")
        .with("height", size.1.to_string())
        .with("width", size.0.to_string())
        .with("x", at.0.to_string())
        .with("y", at.1.to_string());
    Element::new("dmndi:DMNShape").with("id", format!("shape_{element}")).with("dmnElementRef", element).holding(bounds)
}

fn edge(element: &str, points: &[(i32, i32)]) -> Element {
    let points =
        points.iter().map(|(x, y)| Element::new("di:waypoint").with("x", x.to_string()).with("y", y.to_string()));
    Element::new("dmndi:DMNEdge")
        .with("id", format!("edge_{element}"))
        .with("dmnElementRef", element)
        .holding_all(points)
}
