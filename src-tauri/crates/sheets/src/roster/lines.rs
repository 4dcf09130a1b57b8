//! One row of the sheet to its roster rows: several grids or several people in a cell are taken apart where that has
//! one reading, and held with the readings to choose from where it has more.

use domain::{Date, GridCode, GridLevel, Role};

use super::{RosterRow, columns::Columns, persons::Person};
use crate::{
    body::{Row, tidy},
    header::{Key, plain},
    problem::{Field, Findings},
    table::Table,
    values::{DateReading, date, split},
};

/// What the rows above leave for rows whose cell is empty.
#[derive(Default)]
pub(super) struct Above {
    pub village: Option<Field<String>>,
    village_code: Option<Field<GridCode>>,
}

type Place = (Option<Field<String>>, Option<Field<GridCode>>);

/// Reads one row.
pub(super) fn read(
    table: &Table,
    row: usize,
    columns: &Columns,
    above: &mut Above,
    findings: &mut Findings,
) -> Vec<RosterRow> {
    let line = Line { row: Row { table, row }, columns };
    let mut base = RosterRow { sheet: table.sheet.clone(), line: row as u32 + 1, ..RosterRow::default() };
    let people = line.people(findings);
    let places = line.places(&mut base.held, findings);
    line.village(&mut base, above, !people.is_empty() || !places.is_empty(), findings);
    line.figures(&mut base, places.len(), findings);
    line.dates(&mut base, findings);
    base.note = line.text(Key::Note, findings);
    if people.is_empty() && places.is_empty() && base.village.is_none() {
        if base.note.is_none() {
            findings.note("row-not-used", &crate::table::address(row, 0), &[]);
        }
        return Vec::new();
    }
    let apart = cells_taken_apart(&places, &people);
    let rows = spread(base, &places, people, columns, findings);
    if rows.iter().any(|row| !row.held) {
        for (code, cell, count) in apart {
            findings.note(code, &cell, &[("count", &count.to_string())]);
        }
    }
    rows
}

/// The cells that name several grids or several people, and how many.
fn cells_taken_apart(places: &[Place], people: &[Person]) -> Vec<(&'static str, String, usize)> {
    let mut apart = Vec::new();
    if let [(Some(grid), _), _, ..] = places {
        apart.push(("several-grids", grid.cell.clone(), places.len()));
    }
    for same in people.chunk_by(|a, b| a.name.cell == b.name.cell).filter(|same| same.len() > 1) {
        apart.push(("several-people", same[0].name.cell.clone(), same.len()));
    }
    apart
}

/// Each person on each place, where that has only one reading.
fn spread(
    base: RosterRow,
    places: &[Place],
    people: Vec<Person>,
    columns: &Columns,
    findings: &mut Findings,
) -> Vec<RosterRow> {
    let nowhere: [Place; 1] = [(None, None)];
    let places = if places.is_empty() { &nowhere } else { places };
    let mut open = base.held;
    let same_cell = people.iter().all(|p| people.first().is_some_and(|first| first.name.cell == p.name.cell));
    if places.len() > 1 && people.len() > 1 && same_cell {
        open = true;
        let who: Vec<&str> = people.iter().map(|p| p.name.value.as_str()).collect();
        let label = |(grid, code): &Place| match (grid, code) {
            (Some(grid), _) => grid.value.clone(),
            (None, code) => code.as_ref().map(|c| c.value.to_string()).unwrap_or_default(),
        };
        let what: Vec<String> = places.iter().map(label).collect();
        let all = format!("{} → {}", who.join("、"), what.join("、"));
        let each = who.iter().zip(&what).map(|(who, what)| format!("{who} → {what}")).collect::<Vec<_>>().join("；");
        let choices = if who.len() == what.len() { vec![each, all] } else { vec![all] };
        let cell = people.first().map(|p| p.name.cell.clone()).unwrap_or_default();
        findings.problem("several-by-several", &cell, &[]).choices = choices;
    }
    let mut rows = Vec::new();
    for (grid, grid_code) in places {
        let here = RosterRow { grid: grid.clone(), grid_code: grid_code.clone(), held: open, ..base.clone() };
        if people.is_empty() {
            rows.push(here.clone());
        }
        for person in &people {
            let mut row = here.clone();
            row.name = Some(person.name.clone());
            row.person_code.clone_from(&person.code);
            row.phone.clone_from(&person.phone);
            row.role.clone_from(&person.role);
            row.held |= person.held;
            let on_grid = |role: Role| !matches!(role, Role::Leader | Role::AreaLeader | Role::Cadre);
            if grid.is_none()
                && grid_code.is_none()
                && columns.has(Key::Grid)
                && person.role.as_ref().is_some_and(|r| on_grid(r.value))
            {
                findings.problem("no-grid", &person.name.cell, &[("name", &person.name.value)]);
                row.held = true;
            }
            rows.push(row);
        }
    }
    rows
}

/// A row with the columns that it is read by.
pub(super) struct Line<'a> {
    pub row: Row<'a>,
    pub columns: &'a Columns,
}

impl Line<'_> {
    pub fn text(&self, key: Key, findings: &mut Findings) -> Option<Field<String>> {
        self.columns.get(key).and_then(|col| self.row.raw(col, findings))
    }

    pub fn tidied(&self, key: Key, findings: &mut Findings) -> Option<Field<String>> {
        self.columns.get(key).and_then(|col| self.row.tidied(col, findings))
    }

    fn village(&self, base: &mut RosterRow, above: &mut Above, filled: bool, findings: &mut Findings) {
        let code = self
            .columns
            .get(Key::VillageCode)
            .and_then(|col| self.row.codes(col, "bad-village-code", findings).into_iter().next());
        if let Some(code) = &code
            && code.value.as_str().len() != domain::VILLAGE_CODE_DIGITS
        {
            findings.problem("bad-village-code", &code.cell, &[("value", code.value.as_str())]);
            base.held = true;
        }
        match self.tidied(Key::Village, findings) {
            Some(village) => {
                above.village_code.clone_from(&code);
                above.village = Some(village.clone());
                (base.village, base.village_code) = (Some(village), code);
            }
            None if filled => {
                base.village.clone_from(&above.village);
                base.village_code = code.or_else(|| above.village_code.clone());
                if let (Some(village), Some(col)) = (&base.village, self.columns.get(Key::Village)) {
                    findings.tally("village-carried", &village.value, &self.row.table.address(self.row.row, col));
                }
            }
            None => base.village_code = code,
        }
        let placed = base.village.is_some() || base.village_code.is_some() || self.columns.has(Key::GridCode);
        if filled && !placed {
            let at = self.columns.get(Key::Village).unwrap_or(0);
            findings.problem("no-village", &crate::table::address(self.row.row, at), &[]);
            base.held = true;
        }
    }

    /// The grids that the row speaks of, with their codes.
    fn places(&self, held: &mut bool, findings: &mut Findings) -> Vec<Place> {
        let grids: Vec<Field<String>> = match self.text(Key::Grid, findings) {
            Some(field) => {
                split(&field.value).iter().map(|part| Field { value: tidy(part), cell: field.cell.clone() }).collect()
            }
            None => Vec::new(),
        };
        let before = findings.problems.len();
        let codes = self
            .columns
            .get(Key::GridCode)
            .map(|col| self.row.codes(col, "bad-grid-code", findings))
            .unwrap_or_default();
        if findings.problems.len() > before {
            *held = true;
            return grids.into_iter().map(|grid| (Some(grid), None)).collect();
        }
        match (grids.len(), codes.len()) {
            (_, 0) => grids.into_iter().map(|grid| (Some(grid), None)).collect(),
            (0, _) => codes.into_iter().map(|code| (None, Some(code))).collect(),
            (g, c) if g == c => grids.into_iter().zip(codes).map(|(grid, code)| (Some(grid), Some(code))).collect(),
            (g, c) => {
                *held = true;
                let args = [("grids", g.to_string()), ("codes", c.to_string())];
                let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
                findings.problem("grid-codes-count", &codes[0].cell, &args);
                grids.into_iter().map(|grid| (Some(grid), None)).collect()
            }
        }
    }

    fn figures(&self, base: &mut RosterRow, grids: usize, findings: &mut Findings) {
        base.area = self.tidied(Key::Area, findings);
        base.parent = self.tidied(Key::Parent, findings);
        base.extent = self.text(Key::Extent, findings);
        let mut count = |key: Key| {
            let col = self.columns.get(key)?;
            let field = self.row.count(col, findings)?;
            // One figure for several grids, or merged over several, is nobody's alone.
            let shared = grids > 1 || (self.row.merged_down(col) && !self.grid_merged_with(col));
            if shared && key != Key::Route {
                findings.problem("figure-shared", &field.cell, &[("value", &field.value.to_string())]);
                return None;
            }
            Some(field)
        };
        base.households = count(Key::Households);
        base.population = count(Key::Population);
        base.route = count(Key::Route);
        if let Some(field) = self.tidied(Key::Level, findings) {
            base.level = level(&field.value).map(|value| Field { value, cell: field.cell.clone() });
            if base.level.is_none() {
                let found = findings.problem("unknown-level", &field.cell, &[("value", &field.value)]);
                found.choices = GridLevel::ALL.iter().map(|level| level.zh().to_string()).collect();
            }
        }
    }

    /// Whether the cell is merged over no more rows than the grid's own.
    fn grid_merged_with(&self, col: usize) -> bool {
        let rows = |col: usize| self.row.table.region(self.row.row, col).map(|r| (r.first.0, r.last.0));
        let grid = self.columns.get(Key::Grid).or_else(|| self.columns.get(Key::GridCode));
        grid.and_then(rows).zip(rows(col)).is_some_and(|(grid, own)| grid.0 <= own.0 && grid.1 >= own.1)
    }

    fn dates(&self, base: &mut RosterRow, findings: &mut Findings) {
        let mut wrong = false;
        base.from = self.date(Key::From, false, &mut wrong, findings);
        base.to = self.date(Key::To, true, &mut wrong, findings);
        base.held |= wrong;
        let mut wrong = false;
        base.pilot_from = self.date(Key::PilotFrom, false, &mut wrong, findings);
        base.pilot_to = self.date(Key::PilotTo, true, &mut wrong, findings);
        if let (Some(from), Some(to)) = (&base.from, &base.to)
            && from.value > to.value
        {
            findings.problem(
                "dates-reversed",
                &to.cell,
                &[("from", &from.value.to_string()), ("to", &to.value.to_string())],
            );
            base.held = true;
        }
        if let Some(field) = self.text(Key::Pilot, findings) {
            match plain(&field.value).as_str() {
                "否" | "不是" | "×" | "x" | "n" | "no" | "0" => {}
                "是" | "√" | "✓" | "试点" | "y" | "yes" | "1" if base.pilot_from.is_some() => {}
                "是" | "√" | "✓" | "试点" | "y" | "yes" | "1" => {
                    findings.problem("pilot-without-date", &field.cell, &[]);
                }
                _ if base.pilot_from.is_none() => {
                    let col = self.columns.get(Key::Pilot).unwrap_or_default();
                    base.pilot_from = self.date_at(col, false, &mut wrong, findings);
                }
                _ => {}
            }
        }
    }

    fn date(&self, key: Key, last: bool, wrong: &mut bool, findings: &mut Findings) -> Option<Field<Date>> {
        self.columns.get(key).and_then(|col| self.date_at(col, last, wrong, findings))
    }

    fn date_at(&self, col: usize, last: bool, wrong: &mut bool, findings: &mut Findings) -> Option<Field<Date>> {
        let field = self.row.raw(col, findings)?;
        let value = match date(&field.value, self.row.table.cell(self.row.row, col).kind) {
            DateReading::Day(day) => Some(day),
            DateReading::Month(day) => {
                findings.tally(
                    if last { "month-to-last-day" } else { "month-to-first-day" },
                    &field.value,
                    &field.cell,
                );
                Some(if last { domain::Month::of(day).last_day() } else { day })
            }
            DateReading::Open => None,
            DateReading::Unclear(choices) => {
                findings.problem("date-unclear", &field.cell, &[("value", &field.value)]).choices = choices;
                *wrong = true;
                None
            }
            DateReading::Bad => {
                findings.problem("bad-date", &field.cell, &[("value", &field.value)]);
                *wrong = true;
                None
            }
        };
        value.map(|value| Field { value, cell: field.cell })
    }
}

fn level(text: &str) -> Option<GridLevel> {
    GridLevel::parse(text).or(match text {
        "村" | "社区" | "一级网格" => Some(GridLevel::Village),
        "村民小组" | "小组" | "组" | "片" | "二级网格" => Some(GridLevel::Group),
        "三级网格" => Some(GridLevel::Micro),
        "乡" | "镇" | "街道" => Some(GridLevel::Township),
        _ => None,
    })
}
