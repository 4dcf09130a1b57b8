//! A register of a grid's households: number and head, and never an identity number.

use domain::GridCode;

use crate::{
    body::{self, Row, RowKind},
    header::{self, Key, known, refuse_doubles},
    problem::{CellProblem, Field, Findings, mask},
    table::{Table, address},
    values::{Names, names},
};

/// One household.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HouseholdRow {
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
    /// 户号 or 门牌号.
    pub number: Option<Field<String>>,
    /// 户主.
    pub head: Option<Field<String>>,
    /// 备注.
    pub note: Option<Field<String>>,
    /// A problem leaves open which household this is, or of which grid.
    pub held: bool,
}

/// What a file says about households.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Households {
    /// Everything that was read, problems or not.
    pub rows: Vec<HouseholdRow>,
    /// What is wrong, at its cell.
    pub problems: Vec<CellProblem>,
    /// What was settled by a rule.
    pub notes: Vec<CellProblem>,
}

/// Reads a register of households.
pub fn households(tables: &[Table]) -> Households {
    let mut found = Households::default();
    let mut used = false;
    for table in tables.iter().filter(|table| table.height() > 0) {
        let mut findings = Findings::new(&table.sheet);
        if table.hidden {
            findings.note("sheet-hidden", "", &[]);
        } else if let Some(rows) = sheet(table, &mut findings) {
            found.rows.extend(rows);
            used = true;
        } else if tables.len() > 1 {
            findings.note("sheet-not-used", "", &[]);
        }
        found.problems.extend(findings.problems);
        found.notes.extend(findings.notes);
    }
    if !used && found.problems.is_empty() {
        let sheet = tables.first().map_or("", |table| table.sheet.as_str());
        found.problems.push(Findings::new(sheet).at("no-header-households", ""));
    }
    mask(&mut found.problems);
    mask(&mut found.notes);
    found
}

fn sheet(table: &Table, findings: &mut Findings) -> Option<Vec<HouseholdRow>> {
    let header = header::find(table, &|text| known(text).is_some())?;
    let keyed: Vec<_> = header.columns.iter().map(|heading| (heading, heading.key())).collect();
    let wanted = |key: Key| {
        use Key::{Grid, GridCode, HeadOfHousehold, Name, Note, Number, Village};
        matches!(key, Grid | GridCode | HeadOfHousehold | Name | Note | Number | Village)
    };
    let single = keyed.iter().filter_map(|(heading, key)| Some((*heading, (*key)?)));
    let sound = refuse_doubles(single.clone(), |key| !wanted(key) || key == Key::Note, findings);
    for (heading, key) in &keyed {
        match key {
            Some(Key::IdNumber) => {
                findings.problem("id-number-column", &heading.cell, &[("column", &heading.shown())]);
            }
            Some(key) if wanted(*key) || *key == Key::Serial => {}
            _ => findings.note("column-not-used", &heading.cell, &[("column", &heading.shown())]),
        }
    }
    let column = |key: Key| single.clone().find(|(_, own)| *own == key).map(|(heading, _)| heading.col);
    let head = column(Key::HeadOfHousehold).or_else(|| column(Key::Name));
    let number = column(Key::Number).or_else(|| column(Key::Serial));
    if !sound || head.is_none() || (column(Key::Grid).is_none() && column(Key::GridCode).is_none()) {
        return None;
    }
    let mut rows = Vec::new();
    let mut band = None;
    for at in header.body..table.height() {
        match body::kind(table, &header, at, findings) {
            RowKind::Blank => continue,
            RowKind::Band(village) => {
                band = Some(village);
                continue;
            }
            RowKind::Data => {}
        }
        let row = Row { table, row: at };
        let mut own = HouseholdRow { sheet: table.sheet.clone(), line: at as u32 + 1, ..HouseholdRow::default() };
        let before = findings.problems.len();
        own.number = number.and_then(|col| row.code(col, findings));
        own.head = head.and_then(|col| row.raw(col, findings)).map(|field| match names(&field.value) {
            Names::These(mut names) if names.len() == 1 => Field { value: names.remove(0), cell: field.cell },
            _ => {
                findings.problem("bad-head", &field.cell, &[("value", &field.value)]);
                field
            }
        });
        own.grid = column(Key::Grid).and_then(|col| row.tidied(col, findings));
        own.grid_code =
            column(Key::GridCode).and_then(|col| row.codes(col, "bad-grid-code", findings).into_iter().next());
        own.village = column(Key::Village).and_then(|col| row.tidied(col, findings)).or_else(|| band.clone());
        own.note = column(Key::Note).and_then(|col| row.raw(col, findings));
        if own.head.is_none() && own.grid.is_none() && own.grid_code.is_none() {
            continue;
        }
        if own.grid.is_none() && own.grid_code.is_none() {
            let col = column(Key::Grid).or_else(|| column(Key::GridCode)).unwrap_or_default();
            findings.problem("household-without-grid", &address(at, col), &[]);
        }
        own.held = findings.problems.len() > before;
        rows.push(own);
    }
    Some(rows)
}
