//! Case files. A fact is a row of the facts table, or one of a few short forms.

use domain::Month;

use crate::{
    facts::FactRow,
    read::{Fields, PolicyProblem, Reader},
    yaml::{Node, Value, parse},
};

/// One worked example.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The sentence.
    pub name: String,
    /// The file that it stands in.
    pub file: String,
    /// Its line.
    pub line: u32,
    /// The facts in the order of the file.
    pub(crate) facts: Vec<Given>,
    /// What must come out.
    pub expect: Vec<Expectation>,
}

/// What is given: a row, or a whole sheet of marks that needs the policy to be spelt out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Given {
    Row(FactRow),
    Marks { row: FactRow, all_full: bool, marks: Vec<(String, String)> },
}

/// What must come out for one subject in one period; what is not named is not looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectation {
    /// The period.
    pub month: Month,
    /// Who.
    pub subject: String,
    /// The line in the file.
    pub line: u32,
    /// Fields in the order of the file: a name and one or several texts.
    pub fields: Vec<(&'static str, Vec<String>)>,
}

/// Fields that hold one value. `none` stands for nothing.
const SINGLE: &[&str] = &[
    "group",
    "state",
    "score",
    "rank",
    "grade",
    "reward",
    "deduction",
    "points",
    "step",
    "before",
    "standing",
    "status",
    "provisional",
];
/// Fields that hold a list.
const LISTS: &[&str] = &["measures", "effects", "duties", "lists", "because", "flags"];

/// Reads a case file; `file` is only carried along for messages.
pub fn read_cases(file: &str, text: &str) -> Result<Vec<Case>, Vec<PolicyProblem>> {
    let root = parse(text).map_err(|e| vec![PolicyProblem::new(e.line, e.code).with("detail", e.detail)])?;
    let mut reader = Reader::default();
    let items = reader.items_of(&root, "case").unwrap_or_default();
    let cases: Vec<_> = items.iter().filter_map(|node| read_case(file, node, &mut reader)).collect();
    if reader.problems.is_empty() { Ok(cases) } else { Err(reader.problems) }
}

/// One case from nodes, wherever they come from.
pub(crate) fn read_case_node(node: &Node) -> Result<Case, Vec<PolicyProblem>> {
    let mut reader = Reader::default();
    match read_case("", node, &mut reader) {
        Some(case) if reader.problems.is_empty() => Ok(case),
        _ => Err(reader.problems),
    }
}

fn read_case(file: &str, node: &Node, reader: &mut Reader) -> Option<Case> {
    let mut fields = reader.fields(node, "case")?;
    let line = fields.line;
    let name = fields.need_text(reader, "case");
    let facts_node = fields.need(reader, "facts");
    let expect_node = fields.need(reader, "expect");
    fields.finish(reader);
    let mut facts = Vec::new();
    for item in facts_node.and_then(|node| reader.items_of(node, "facts")).unwrap_or_default() {
        read_fact(item, reader, &mut facts);
    }
    let expect: Vec<_> = expect_node
        .and_then(|node| reader.items_of(node, "expect"))
        .unwrap_or_default()
        .iter()
        .filter_map(|item| read_expectation(item, reader))
        .collect();
    Some(Case { name: name?, file: file.to_string(), line, facts, expect })
}

fn read_fact(node: &Node, reader: &mut Reader, out: &mut Vec<Given>) {
    let Some(mut fields) = reader.fields(node, "facts") else { return };
    let line = fields.line;
    let base = FactRow {
        line,
        month: fields.need_text(reader, "month").unwrap_or_default(),
        subject: fields.text(reader, "subject").unwrap_or_default(),
        group: fields.text(reader, "group").unwrap_or_default(),
        date: fields.text(reader, "date").unwrap_or_default(),
        role: fields.text(reader, "role").unwrap_or_default(),
        ..FactRow::default()
    };
    let before = out.len();
    let row = |fact: &str, item: String, value: String, source: String| {
        Given::Row(FactRow { fact: fact.into(), item, value, source, ..base.clone() })
    };
    let none = String::new;
    if let Some(value) = fields.text(reader, "score") {
        out.push(row("score", none(), value, none()));
    }
    if let Some(item) = fields.text(reader, "state") {
        out.push(row("state", item, none(), none()));
    }
    if let Some(value) = fields.text(reader, "days") {
        out.push(row("days", none(), value, none()));
    }
    if let Some(item) = fields.text(reader, "decision") {
        let value = fields.text(reader, "choice").unwrap_or_default();
        out.push(row("decision", item, value, none()));
    }
    if let Some(item) = fields.text(reader, "finding") {
        let source = fields.text(reader, "by").unwrap_or_default();
        out.push(row("finding", item, none(), source));
    }
    read_marks(&mut fields, &base, reader, out);
    if let Some(fact) = fields.text(reader, "fact") {
        let mut text = |key| fields.text(reader, key).unwrap_or_default();
        let (item, value, source) = (text("item"), text("value"), text("source"));
        out.push(row(&fact, item, value, source));
    }
    fields.finish(reader);
    if out.len() == before {
        reader.problem(line, "case-fact-empty");
    }
}

fn read_marks(fields: &mut Fields<'_>, base: &FactRow, reader: &mut Reader, out: &mut Vec<Given>) {
    let Some(node) = fields.take("marks") else { return };
    let source = fields.text(reader, "inspection").unwrap_or_default();
    let (mut all_full, mut marks) = (false, Vec::new());
    for entry in reader.entries_of(node, "marks").unwrap_or_default() {
        let Some(text) = reader.text_of(&entry.node, &entry.key) else { continue };
        if entry.key == "all" && text == "full" {
            all_full = true;
        } else {
            marks.push((entry.key.clone(), text));
        }
    }
    out.push(Given::Marks { row: FactRow { fact: "mark".into(), source, ..base.clone() }, all_full, marks });
}

fn read_expectation(node: &Node, reader: &mut Reader) -> Option<Expectation> {
    let mut fields = reader.fields(node, "expect")?;
    let line = fields.line;
    let month = fields.month(reader, "month");
    let subject = fields.need_text(reader, "subject");
    let mut out = Vec::new();
    for key in SINGLE {
        out.extend(fields.text(reader, key).map(|text| (*key, vec![text])));
    }
    for key in LISTS {
        let Some(node) = fields.take(key) else { continue };
        let texts = match &node.value {
            Value::List(items) if items.is_empty() => Some(Vec::new()),
            _ => reader.texts_of(node, key),
        };
        out.extend(texts.map(|texts| (*key, texts)));
    }
    if let Some(node) = fields.take("goods") {
        let mut goods = Vec::new();
        if node.value == Value::Text("none".into()) {
            goods.push("none".to_string());
        }
        let given = if goods.is_empty() { reader.entries_of(node, "goods").unwrap_or_default() } else { &[] };
        for entry in given {
            goods.extend(reader.count_of(&entry.node, &entry.key).map(|count| format!("{} × {count}", entry.key)));
        }
        out.push(("goods", goods));
    }
    fields.finish(reader);
    if month.is_none() {
        reader.problem(line, "key-missing").args.push(("key", "month".into()));
    }
    Some(Expectation { month: month?, subject: subject?, line, fields: out })
}
