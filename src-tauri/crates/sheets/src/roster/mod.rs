//! A roster: who answers for which grid, as offices type it.

mod agree;
mod columns;
mod lines;
mod people;
mod persons;

use domain::{Date, GridCode, GridLevel, Role};

use crate::{
    body::{self, RowKind},
    header::{self, known},
    problem::{CellProblem, Field, Findings, mask},
    table::Table,
};

/// The headers that an export should use; `roster` reads them back.
pub const ROSTER_HEADERS: [&str; 20] = [
    "村",
    "村编码",
    "片区",
    "网格",
    "网格编码",
    "上级网格",
    "级别",
    "四至",
    "户数",
    "人口",
    "试点起",
    "试点止",
    "路线顺序",
    "姓名",
    "工号",
    "电话",
    "职务",
    "起始日期",
    "截止日期",
    "备注",
];

/// What a file says about grids and people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    /// Everything that was read, problems or not.
    pub rows: Vec<RosterRow>,
    /// What is wrong, at its cell.
    pub problems: Vec<CellProblem>,
    /// What was settled by a rule: nothing to mend, but not done silently.
    pub notes: Vec<CellProblem>,
}

/// One person on one grid in one role; or a grid alone, when `name` is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RosterRow {
    /// The sheet that it stands in.
    pub sheet: String,
    /// The row in the sheet, from 1.
    pub line: u32,
    /// 行政村.
    pub village: Option<Field<String>>,
    /// Its code.
    pub village_code: Option<Field<GridCode>>,
    /// 片区.
    pub area: Option<Field<String>>,
    /// 网格名称.
    pub grid: Option<Field<String>>,
    /// 网格编码.
    pub grid_code: Option<Field<GridCode>>,
    /// What stands between the village and the grid, by name.
    pub parent: Option<Field<String>>,
    /// 网格级别.
    pub level: Option<Field<GridLevel>>,
    /// 四至.
    pub extent: Option<Field<String>>,
    /// 户数.
    pub households: Option<Field<u32>>,
    /// 人口.
    pub population: Option<Field<u32>>,
    /// The first day as a pilot.
    pub pilot_from: Option<Field<Date>>,
    /// The last day as a pilot.
    pub pilot_to: Option<Field<Date>>,
    /// The place in the inspection's route.
    pub route: Option<Field<u32>>,
    /// Rows with the same number are the same person in this file.
    pub person: Option<usize>,
    /// 姓名.
    pub name: Option<Field<String>>,
    /// 工号.
    pub person_code: Option<Field<String>>,
    /// Eleven digits, or a landline as `0571-88000001`.
    pub phone: Option<Field<String>>,
    /// 职务.
    pub role: Option<Field<Role>>,
    /// The first day in charge.
    pub from: Option<Field<Date>>,
    /// The last day in charge.
    pub to: Option<Field<Date>>,
    /// 备注.
    pub note: Option<Field<String>>,
    /// A problem leaves open who or where this is: not to be imported before it is mended.
    pub held: bool,
}

/// Reads a roster from the sheets of a file: one person a row, or one grid a row with its people in columns.
pub fn roster(tables: &[Table]) -> Roster {
    let mut roster = Roster::default();
    let mut used = false;
    for table in tables.iter().filter(|table| table.height() > 0) {
        let mut findings = Findings::new(&table.sheet);
        if table.hidden {
            findings.note("sheet-hidden", "", &[]);
        } else if let Some(rows) = sheet(table, &mut findings) {
            roster.rows.extend(rows);
            used = true;
        } else if tables.len() > 1 {
            findings.note("sheet-not-used", "", &[]);
        }
        roster.problems.extend(findings.problems);
        roster.notes.extend(findings.notes);
    }
    if !used && roster.problems.is_empty() {
        let sheet = tables.first().map_or("", |table| table.sheet.as_str());
        roster.problems.push(Findings::new(sheet).at("no-header-roster", ""));
    }
    people::identify(&mut roster);
    agree::check(&mut roster);
    mask(&mut roster.problems);
    mask(&mut roster.notes);
    roster
}

/// The rows of one sheet; `None` when it has no header of a roster.
fn sheet(table: &Table, findings: &mut Findings) -> Option<Vec<RosterRow>> {
    let header = header::find(table, &|text| known(text).is_some())?;
    let columns = columns::map(table, &header, findings)?;
    let mut rows = Vec::new();
    let mut above = lines::Above::default();
    for row in header.body..table.height() {
        match body::kind(table, &header, row, findings) {
            RowKind::Blank => {}
            RowKind::Band(village) => above.village = Some(village),
            RowKind::Data => rows.extend(lines::read(table, row, &columns, &mut above, findings)),
        }
    }
    Some(rows)
}
