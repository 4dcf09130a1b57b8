//! Household registers of many grids from one table: a grid's register is what the table says of it.

use std::{collections::BTreeMap, path::Path};

use domain::{GridId, Outcome};
use sheets::{CellProblem, HouseholdRow, households};

use super::{Found, Spot, lines_with_problems, tables};
use crate::{
    Office, Register,
    grids::{household_problems, is_ground},
    view::{Changed, ImportReport},
};

/// A grid's register as the table has it.
#[derive(Default)]
struct Listed {
    rows: Vec<(String, String)>,
    /// A row of this grid was left out: then nobody is struck off for not being listed.
    partial: bool,
}

impl Office {
    /// Takes household registers from a table, grid by grid.
    pub fn import_households(&mut self, path: &Path, dry_run: bool) -> Outcome<(ImportReport, Changed)> {
        let table = households(&tables(path)?);
        let mut found = Found::new(table.rows.len(), table.problems, table.notes);
        let register = self.register()?;
        let mut listed: BTreeMap<GridId, Listed> = BTreeMap::new();
        let bad = lines_with_problems(&found.problems);
        for row in &table.rows {
            let spot = spot_of(row);
            let grid = match grid_of(&register, row, &spot) {
                Ok(grid) => grid,
                Err(problem) => {
                    if !row.held {
                        found.problems.push(problem);
                    }
                    continue;
                }
            };
            let entry = listed.entry(grid).or_default();
            let head = row.head.as_ref().filter(|_| !row.held && !bad.contains(&(row.sheet.clone(), row.line)));
            let Some(head) = head else {
                entry.partial = true;
                continue;
            };
            let number = row.number.as_ref().map_or_else(|| (entry.rows.len() + 1).to_string(), |n| n.value.clone());
            entry.rows.push((number, head.value.clone()));
            if let Some(problem) = household_problems(&entry.rows).pop() {
                entry.rows.pop();
                entry.partial = true;
                found.problems.push(spot.told(problem));
            }
        }
        let mut registers = Vec::new();
        for (grid, listed) in listed {
            self.compared(&register, grid, listed, &mut found, &mut registers)?;
        }
        self.taken(found, dry_run, "import-households", path, |tx| {
            registers.iter().try_for_each(|(grid, rows)| tx.put_households(*grid, rows))
        })
    }

    /// What a grid's register would become, told household by household.
    fn compared(
        &self,
        register: &Register,
        grid: GridId,
        listed: Listed,
        found: &mut Found,
        registers: &mut Vec<(GridId, Vec<(String, String)>)>,
    ) -> Outcome<()> {
        let old: Vec<_> = self.store.households(Some(grid))?.into_iter().map(|h| (h.number, h.head)).collect();
        let mut rows = listed.rows;
        if listed.partial {
            let kept = old.iter().filter(|(number, _)| !rows.iter().any(|(n, _)| n == number));
            let kept: Vec<_> = kept.cloned().collect();
            rows.extend(kept);
        }
        let label = register.label(grid);
        let mut tell = |key: &str, number: &str, what: String| {
            let args = [("grid", label.as_str()), ("number", number), ("what", what.as_str())];
            found.changes.push(self.words.text(&format!("import.{key}"), args.as_slice()));
        };
        let (mut added, mut changed) = (0, 0);
        for (number, head) in &rows {
            match old.iter().find(|(n, _)| n == number) {
                None => {
                    added += 1;
                    tell("household-new", number, head.clone());
                }
                Some((_, was)) if was != head => {
                    changed += 1;
                    tell("household-changed", number, format!("{was} → {head}"));
                }
                Some(_) => {}
            }
        }
        for (number, head) in old.iter().filter(|(number, _)| !rows.iter().any(|(n, _)| n == number)) {
            changed += 1;
            tell("household-gone", number, head.clone());
        }
        found.added += added;
        found.changed += changed;
        if added + changed > 0 {
            registers.push((grid, rows));
        }
        Ok(())
    }
}

fn spot_of(row: &HouseholdRow) -> Spot {
    let text = [&row.grid, &row.number, &row.head].into_iter().flatten().next();
    let cell = text.map_or_else(|| format!("A{}", row.line), |f| f.cell.clone());
    Spot { sheet: row.sheet.clone(), cell }
}

fn grid_of(register: &Register, row: &HouseholdRow, spot: &Spot) -> Result<GridId, CellProblem> {
    if let Some(code) = &row.grid_code {
        let found = register.grids.iter().find(|g| g.code == code.value.as_str());
        return found.map(|g| g.id).ok_or_else(|| {
            Spot::of(&spot.sheet, code).problem("roster-grid-unknown", &[("code", code.value.as_str())])
        });
    }
    let name = row.grid.as_ref().map_or("", |g| g.value.as_str());
    let village = row.village.as_ref().map(|v| v.value.as_str());
    let in_village = |id| village.is_none_or(|name| register.village(id).is_some_and(|v| v.name == name));
    let fits: Vec<_> = register
        .grids
        .iter()
        .filter(|g| is_ground(g.level) && g.closed.is_none() && in_village(g.id))
        .filter(|g| g.name == name || register.label(g.id) == name)
        .collect();
    match fits.as_slice() {
        [one] => Ok(one.id),
        [] => Err(spot.problem("table-grid-unknown", &[("grid", name)])),
        several => {
            let mut unclear = spot.problem("roster-grid-unclear", &[("grid", name)]);
            unclear.choices = several.iter().map(|g| format!("{} {}", g.code, register.label(g.id))).collect();
            Err(unclear)
        }
    }
}
