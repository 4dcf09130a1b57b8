//! Which column of a marks table is which indicator's.

use std::collections::BTreeMap;

use super::MarksShape;
use crate::{
    header::{self, Header, Heading, Key, bare, known, plain, refuse_doubles},
    problem::Findings,
    table::Table,
};

pub(super) struct Columns {
    single: BTreeMap<Key, usize>,
    pub marks: Vec<MarkColumn>,
}

pub(super) struct MarkColumn {
    pub col: usize,
    pub indicator: String,
    /// The inspection that stands above it.
    pub inspection: Option<String>,
    cell: String,
}

impl Columns {
    pub fn get(&self, key: Key) -> Option<usize> {
        self.single.get(&key).copied()
    }

    /// Where an inspection stands in the header.
    pub fn cell_of(&self, inspection: &str) -> String {
        let column = self.marks.iter().find(|column| column.inspection.as_deref() == Some(inspection));
        column.map(|column| column.cell.clone()).unwrap_or_default()
    }
}

/// The indicator that a header names: exactly, or but for brackets and its full mark (环境卫生30分).
fn indicator<'a>(text: &str, shape: &'a MarksShape) -> Option<&'a String> {
    let short = |text: &str| {
        let text = bare(text);
        let points = text.strip_suffix('分').map(|t| t.trim_end_matches(|c: char| c.is_ascii_digit()).to_string());
        points.filter(|t| !t.is_empty()).unwrap_or(text)
    };
    let exact = shape.indicators.iter().find(|name| plain(name) == plain(text));
    exact.or_else(|| {
        let mut close = shape.indicators.iter().filter(|name| short(name) == short(text));
        close.next().filter(|_| close.next().is_none())
    })
}

fn inspection<'a>(text: &str, shape: &'a MarksShape) -> Option<&'a String> {
    shape.inspections.iter().find(|name| plain(name) == plain(text))
}

/// The header and the columns; `None` when this is no marks table, or when two columns of one meaning refuse it.
pub(super) fn find(table: &Table, shape: &MarksShape, findings: &mut Findings) -> Option<(Header, Columns)> {
    let knows = |text: &str| known(text).is_some() || indicator(text, shape).is_some();
    let header = header::find(table, &knows)?;
    let mut columns = Columns { single: BTreeMap::new(), marks: Vec::new() };
    let mut keyed: Vec<(&Heading, Key)> = Vec::new();
    let mut unknown = Vec::new();
    for heading in &header.columns {
        let text = if heading.lower.is_empty() { &heading.upper } else { &heading.lower };
        if let Some(indicator) = indicator(text, shape) {
            columns.marks.push(MarkColumn {
                col: heading.col,
                indicator: indicator.clone(),
                inspection: inspection(&heading.upper, shape).cloned(),
                cell: heading.cell.clone(),
            });
        } else {
            match heading.key() {
                Some(key) => keyed.push((heading, key)),
                None => unknown.push(heading),
            }
        }
    }
    if columns.marks.is_empty()
        || !keyed.iter().any(|(_, key)| matches!(key, Key::Name | Key::PersonCode | Key::Holder(_)))
    {
        return None;
    }
    let here = |key: Key| {
        matches!(key, Key::Name | Key::PersonCode | Key::Village | Key::Grid | Key::GridCode | Key::Inspection)
    };
    let mut sound = refuse_doubles(keyed.iter().copied(), |key| !here(key), findings);
    for (heading, key) in keyed {
        match key {
            key if here(key) => drop(columns.single.insert(key, heading.col)),
            // 网格员 above a column of names, where no column is headed 姓名.
            Key::Holder(_) => drop(columns.single.entry(Key::Name).or_insert(heading.col)),
            Key::Serial => {}
            Key::IdNumber => findings.note("id-number-column", &heading.cell, &[("column", &heading.shown())]),
            _ => findings.note("column-not-used", &heading.cell, &[("column", &heading.shown())]),
        }
    }
    let mut seen: BTreeMap<(&String, &Option<String>), &String> = BTreeMap::new();
    for column in &columns.marks {
        if let Some(other) = seen.insert((&column.indicator, &column.inspection), &column.cell) {
            findings.problem("column-twice", &column.cell, &[("column", &column.indicator), ("other", other)]);
            sound = false;
        }
    }
    let found = |name: &&String| columns.marks.iter().any(|column| column.indicator == **name);
    let missing: Vec<&String> = shape.indicators.iter().filter(|name| !found(name)).collect();
    for heading in unknown {
        let problem = findings.problem("unknown-indicator", &heading.cell, &[("column", &heading.shown())]);
        problem.choices = missing.iter().map(|name| (*name).clone()).collect();
    }
    for name in missing {
        findings.note("indicator-without-column", "", &[("indicator", name)]);
    }
    sound.then_some((header, columns))
}
