//! The tree of grids: looked at on any day, changed through forms.

mod codes;
mod reshape;
mod save;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::HashMap;

use domain::{Assignment, Date, Grid, GridId, GridLevel, Outcome, Problem, Role};

use crate::{
    Office, Register,
    view::{AssignmentRow, GridDetail, GridForm, GridRow, HouseholdRow},
};

pub(crate) use codes::{PROVISIONAL, next_code};
pub(crate) use save::{carry_code_down, free_code, household_problems, new_grid};

/// A grid that isn't there.
pub(crate) fn grid_of(register: &Register, id: GridId) -> Outcome<&Grid> {
    register.grid(id).ok_or_else(|| Problem::new("grid-missing").with("id", id.0).into())
}

/// An assignment as lists show it.
pub(crate) fn assignment_row(register: &Register, a: &Assignment) -> AssignmentRow {
    let person = register.person(a.person);
    AssignmentRow {
        id: a.id,
        person: a.person,
        person_name: person.map(|p| p.name.clone()).unwrap_or_default(),
        person_code: person.map(|p| p.code.clone()).unwrap_or_default(),
        grid: a.grid,
        grid_name: register.label(a.grid),
        role: a.role,
        from: a.from,
        to: a.to,
    }
}

impl Office {
    /// The tree as it was on a day, depth first; grids closed before it are marked, those not yet there left out.
    pub fn grid_tree(&mut self, on: Date) -> Outcome<Vec<GridRow>> {
        let register = self.register()?;
        let mut below: HashMap<Option<GridId>, Vec<&Grid>> = HashMap::new();
        for grid in register.grids.iter().filter(|g| g.opened <= on) {
            below.entry(grid.parent).or_default().push(grid);
        }
        for list in below.values_mut() {
            list.sort_by_key(|g| (g.closed.is_some_and(|c| c < on), g.route.unwrap_or(u32::MAX), &g.code));
        }
        let mut rows = Vec::with_capacity(register.grids.len());
        // Depth first with a stack of what is still to be shown; a circle in a damaged file is never entered, as it
        // can't be reached from the root.
        let mut stack: Vec<(u32, &Grid)> = below.get(&None).into_iter().flatten().rev().map(|&g| (0, g)).collect();
        while let Some((depth, grid)) = stack.pop() {
            rows.push(row(&register, grid, depth, on));
            stack.extend(below.get(&Some(grid.id)).into_iter().flatten().rev().map(|&g| (depth + 1, g)));
        }
        Ok(rows)
    }

    /// Everything about one grid.
    pub fn grid(&mut self, id: GridId) -> Outcome<GridDetail> {
        let register = self.register()?;
        let grid = grid_of(&register, id)?;
        let mut path: Vec<_> = register.upwards(id).map(|g| g.name.clone()).collect();
        path.reverse();
        let mut assignments: Vec<_> = register.people_of(id).map(|a| assignment_row(&register, a)).collect();
        assignments.sort_by_key(|a| std::cmp::Reverse((a.to.is_none(), a.from)));
        let households = self.store.households(Some(id))?;
        Ok(GridDetail {
            grid: form(grid),
            path,
            assignments,
            households: households
                .into_iter()
                .map(|h| HouseholdRow { id: h.id, number: h.number, head: h.head })
                .collect(),
            lineage: self.lineage_of(&register, id)?,
        })
    }

    fn lineage_of(&self, register: &Register, id: GridId) -> Outcome<Vec<String>> {
        let lines = self.store.lineage()?.into_iter().filter_map(|(from, to, on, how)| {
            let (other, direction) = match id {
                _ if id == to => (from, "from"),
                _ if id == from => (to, "into"),
                _ => return None,
            };
            let args = [("grid", register.label(other)), ("on", on.to_string())];
            let args: Vec<_> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            Some((on, self.words.text(&format!("lineage.{how}-{direction}"), args.as_slice())))
        });
        let mut lines: Vec<_> = lines.collect();
        lines.sort();
        Ok(lines.into_iter().map(|(_, text)| text).collect())
    }
}

fn row(register: &Register, grid: &Grid, depth: u32, on: Date) -> GridRow {
    let named = |role: fn(Role) -> bool| {
        let mut names = Vec::new();
        for a in register.people_of(grid.id).filter(|a| role(a.role) && a.holds_on(on)) {
            if let Some(person) = register.person(a.person).filter(|p| !names.contains(&p.name)) {
                names.push(person.name.clone());
            }
        }
        names
    };
    GridRow {
        id: grid.id,
        parent: grid.parent,
        depth,
        level: grid.level,
        code: grid.code.clone(),
        name: grid.name.clone(),
        village: register.village(grid.id).map(|v| v.name.clone()),
        households: grid.households,
        head: named(|r| r == Role::Head).into_iter().next(),
        workers: named(Role::is_worker),
        pilot: grid.pilot_on(on),
        closed: grid.closed.is_some_and(|closed| closed < on),
    }
}

/// A grid as its form shows it.
pub(crate) fn form(grid: &Grid) -> GridForm {
    GridForm {
        id: Some(grid.id),
        parent: grid.parent,
        level: grid.level,
        code: Some(grid.code.clone()),
        name: grid.name.clone(),
        extent: grid.extent.clone(),
        households: grid.households,
        population: grid.population,
        pilot_from: grid.pilot_from,
        pilot_to: grid.pilot_to,
        opened: grid.opened,
        closed: grid.closed,
        route: grid.route,
        note: grid.note.clone(),
    }
}

/// The root and villages have no worker of their own; a label for them is the bare name.
pub(crate) fn is_ground(level: GridLevel) -> bool {
    matches!(level, GridLevel::Group | GridLevel::Micro)
}
