//! Marks of a month from a table: who, and what each indicator's cell says. A blank is a missing mark, never a 0.

mod columns;
mod value;

use std::collections::BTreeMap;

use domain::{GridCode, Score, State};

use crate::{
    body::{self, Row, RowKind, tidy},
    header::{Key, plain},
    problem::{CellProblem, Field, Findings, mask},
    table::{Table, address},
    values::{Names, names},
};
use columns::Columns;

/// What the marks of a month can be about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MarksShape {
    /// The policy's indicators; a column is known by one of these names.
    pub indicators: Vec<String>,
    /// The inspections that marks can come from, such as `集中检查` or `集中检查/2`; empty when any will do.
    pub inspections: Vec<String>,
}

/// What one cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkCell {
    /// Nothing: the mark is missing.
    Blank,
    /// Points earned.
    Earned(Score),
    /// Points lost, as a size: `-0.5` and `扣0.5` are `Lost(Score(50))`.
    Lost(Score),
    /// 缺勤, 免考 or 未考评.
    State(State),
}

/// One indicator's cell of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The indicator, as in [`MarksShape`].
    pub indicator: String,
    /// The address.
    pub cell: String,
    /// What it says.
    pub value: MarkCell,
}

/// One person's marks from one inspection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MarkRow {
    /// The sheet that it stands in.
    pub sheet: String,
    /// The row in the sheet, from 1.
    pub line: u32,
    /// 行政村.
    pub village: Option<Field<String>>,
    /// 网格名称.
    pub grid: Option<Field<String>>,
    /// 网格编码.
    pub grid_code: Option<Field<GridCode>>,
    /// 姓名.
    pub name: Option<Field<String>>,
    /// 工号.
    pub person_code: Option<Field<String>>,
    /// Which inspection, as in [`MarksShape`]; `None` when the table doesn't say.
    pub inspection: Option<Field<String>>,
    /// One for each indicator column; a cell with a problem is left out.
    pub marks: Vec<Mark>,
    /// A problem leaves open whose or which inspection's marks these are.
    pub held: bool,
}

/// What a file says about a month's marks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// Everything that was read, problems or not.
    pub rows: Vec<MarkRow>,
    /// What is wrong, at its cell.
    pub problems: Vec<CellProblem>,
    /// What was settled by a rule.
    pub notes: Vec<CellProblem>,
}

/// Reads the marks from the sheets of a file.
pub fn marks(tables: &[Table], shape: &MarksShape) -> Marks {
    let mut marks = Marks::default();
    let mut used = false;
    for table in tables.iter().filter(|table| table.height() > 0) {
        let mut findings = Findings::new(&table.sheet);
        if table.hidden {
            findings.note("sheet-hidden", "", &[]);
        } else if let Some(rows) = sheet(table, shape, &mut findings) {
            marks.rows.extend(rows);
            used = true;
        } else if tables.len() > 1 {
            findings.note("sheet-not-used", "", &[]);
        }
        marks.problems.extend(findings.problems);
        marks.notes.extend(findings.notes);
    }
    if !used && marks.problems.is_empty() {
        let sheet = tables.first().map_or("", |table| table.sheet.as_str());
        marks.problems.push(Findings::new(sheet).at("no-header-marks", "").choose(&shape.indicators));
    }
    refuse_doubles(&mut marks);
    mask(&mut marks.problems);
    mask(&mut marks.notes);
    marks
}

/// Reads the marks with what a person answered where a cell leaves a choice: sheet, cell, and one of its choices.
pub fn marks_answered(mut tables: Vec<Table>, shape: &MarksShape, answers: &[(&str, &str, &str)]) -> Marks {
    let mut found = marks(&tables, shape);
    // An answer can bring out what is asked next: a column that is known now has marks that aren't.
    for _ in 0..=answers.len() {
        if !answer(&mut tables, &found, answers) {
            break;
        }
        found = marks(&tables, shape);
    }
    found
}

/// Puts the answers to what was found in their cells; whether there were any.
fn answer(tables: &mut [Table], found: &Marks, answers: &[(&str, &str, &str)]) -> bool {
    let mut changed = false;
    for problem in &found.problems {
        let here = answers.iter().filter(|(sheet, cell, _)| (*sheet, *cell) == (&problem.sheet, &problem.cell));
        let answer = here.map(|(.., choice)| *choice).find(|choice| problem.choices.iter().any(|c| c == choice));
        let Some(choice) = answer else { continue };
        let Some(table) = tables.iter_mut().find(|table| table.sheet == problem.sheet) else { continue };
        changed = true;
        match problem.code.as_str() {
            // The answer is the row that counts; the others are as if they weren't there.
            "marked-twice" => {
                for other in problem.choices.iter().filter(|c| *c != choice) {
                    table.empty_row(other);
                }
            }
            _ => table.replace(&problem.cell, choice),
        }
    }
    changed
}

fn sheet(table: &Table, shape: &MarksShape, findings: &mut Findings) -> Option<Vec<MarkRow>> {
    let (header, columns) = columns::find(table, shape, findings)?;
    let mut rows = Vec::new();
    let mut village = None;
    for row in header.body..table.height() {
        match body::kind(table, &header, row, findings) {
            RowKind::Blank => {}
            RowKind::Band(name) => village = Some(name),
            RowKind::Data => rows.extend(line(table, row, &columns, shape, &mut village, findings)),
        }
    }
    Some(rows)
}

/// The marks of one row of the sheet: one person, and as many rows as there are inspections in its columns.
fn line(
    table: &Table,
    at: usize,
    columns: &Columns,
    shape: &MarksShape,
    village: &mut Option<Field<String>>,
    findings: &mut Findings,
) -> Vec<MarkRow> {
    let row = Row { table, row: at };
    let mut base = MarkRow { sheet: table.sheet.clone(), line: at as u32 + 1, ..MarkRow::default() };
    let mut groups: BTreeMap<Option<&str>, Vec<Mark>> = BTreeMap::new();
    for column in &columns.marks {
        let group = groups.entry(column.inspection.as_deref()).or_default();
        if let Some(value) = value::at(&row, column.col, findings) {
            group.push(Mark { indicator: column.indicator.clone(), cell: table.address(at, column.col), value });
        }
    }
    let marked = groups.values().flatten().any(|mark| mark.value != MarkCell::Blank);
    let column = |key| columns.get(key);
    base.person_code = column(Key::PersonCode).and_then(|col| row.code(col, findings));
    if let Some(field) = column(Key::Name).and_then(|col| row.raw(col, findings)) {
        base.name = Some(match names(&field.value) {
            Names::These(mut names) if names.len() == 1 => Field { value: names.remove(0), cell: field.cell },
            Names::These(choices) | Names::Unclear(choices) => {
                findings.problem("mark-whose", &field.cell, &[("value", &field.value)]).choices = choices;
                base.held = true;
                field
            }
            // Told apart as 张伟(大) or 张伟1: whoever looks the name up knows whether it is one.
            Names::Odd(_) => field.map(|text| tidy(&text)),
        });
    }
    if base.name.is_none() && base.person_code.is_none() {
        if !marked {
            return Vec::new();
        }
        let col = column(Key::Name).or_else(|| column(Key::PersonCode)).unwrap_or_default();
        findings.problem("mark-without-name", &address(at, col), &[]);
        base.held = true;
    }
    base.grid = column(Key::Grid).and_then(|col| row.tidied(col, findings));
    let before = findings.problems.len();
    base.grid_code = column(Key::GridCode).and_then(|col| row.codes(col, "bad-grid-code", findings).into_iter().next());
    base.held |= findings.problems.len() > before;
    match column(Key::Village).and_then(|col| row.tidied(col, findings)) {
        Some(field) => *village = Some(field),
        None => {
            if let (Some(village), Some(col)) = (&village, column(Key::Village)) {
                findings.tally("village-carried", &village.value, &address(at, col));
            }
        }
    }
    base.village.clone_from(village);
    if let Some(field) = column(Key::Inspection).and_then(|col| row.tidied(col, findings)) {
        let known = shape.inspections.iter().find(|known| plain(known) == plain(&field.value));
        if known.is_none() && !shape.inspections.is_empty() {
            let found = findings.problem("unknown-inspection", &field.cell, &[("value", &field.value)]);
            found.choices.clone_from(&shape.inspections);
            base.held = true;
        }
        base.inspection = Some(match known {
            Some(known) => Field { value: known.clone(), cell: field.cell },
            None => field,
        });
    }
    let rows = groups.into_iter().map(|(inspection, marks)| {
        let own = inspection.map(|value| Field { value: value.to_string(), cell: columns.cell_of(value) });
        MarkRow { inspection: own.or_else(|| base.inspection.clone()), marks, ..base.clone() }
    });
    rows.collect()
}

/// One person twice for one inspection: which row counts is not for a program to say.
fn refuse_doubles(marks: &mut Marks) {
    let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, row) in marks.rows.iter().enumerate().filter(|(_, row)| !row.held) {
        let text = |field: &Option<Field<String>>| field.as_ref().map(|f| f.value.clone()).unwrap_or_default();
        let grid = row.grid_code.as_ref().map(|c| c.value.to_string()).unwrap_or_else(|| text(&row.grid));
        let who = match &row.person_code {
            Some(code) => format!("code {}", code.value),
            None => format!("name {} {} {grid}", text(&row.name), text(&row.village)),
        };
        seen.entry(format!("{who} {}", text(&row.inspection))).or_default().push(at);
    }
    for same in seen.values().filter(|rows| rows.len() > 1) {
        let cell = |at: &usize| -> (String, String, String) {
            let row = &marks.rows[*at];
            let who = row.name.as_ref().or(row.person_code.as_ref());
            (
                row.sheet.clone(),
                who.map(|w| w.cell.clone()).unwrap_or_default(),
                who.map(|w| w.value.clone()).unwrap_or_default(),
            )
        };
        let cells: Vec<_> = same.iter().map(cell).collect();
        for (index, (sheet, at, name)) in cells.iter().enumerate() {
            let others: Vec<&str> =
                cells.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, c)| c.1.as_str()).collect();
            let problem = Findings::new(sheet).at("marked-twice", at).with("name", name);
            // Rows of two sheets can't be told apart by a cell alone.
            let one_sheet = cells.iter().all(|c| c.0 == *sheet);
            let choices = cells.iter().filter(|_| one_sheet).map(|c| c.1.clone());
            marks.problems.push(problem.with("other", others.join("、")).choose(choices));
        }
        for at in same {
            marks.rows[*at].held = true;
        }
    }
}
