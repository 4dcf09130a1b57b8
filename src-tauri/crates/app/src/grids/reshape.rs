//! Grids split and merged: the old ones end, the new ones begin the day after with codes of their own, and people go
//! where they are told to.

use chrono::Days;
use domain::{Assignment, AssignmentId, Date, Fault, Grid, GridId, Outcome, PersonId, Problem, Role};

use super::{grid_of, save::free_code};
use crate::{
    Office, Register,
    draft::Draft,
    office::{Deed, topic},
    view::{Changed, GridPart},
};

const TOPICS: &[&str] = &[topic::GRIDS, topic::PEOPLE, topic::BOARDS, topic::MONTH, topic::OUTCOMES];

impl Office {
    /// Splits a grid; `on` is the first day of the parts. Everyone in charge on that day goes with a part or several.
    pub fn split_grid(&mut self, id: GridId, on: Date, parts: &[GridPart]) -> Outcome<(Vec<GridId>, Changed)> {
        let uuids: Vec<_> = parts.iter().map(|_| self.clock.new_id()).collect();
        let mut draft = self.draft()?;
        let old = grid_of(&draft.after, id)?.clone();
        let label = draft.after.label(id);
        let mut problems = ending(&draft.after, &old, on);
        if parts.len() < 2 {
            problems.push(Problem::new("split-too-few"));
        }
        let people = standing(&draft.after, id, on);
        for a in people.iter().filter(|a| !parts.iter().any(|part| part.people.contains(&a.person))) {
            problems.push(named("split-person-left", &draft.after, a));
        }
        for &stray in parts.iter().flat_map(|p| &p.people).filter(|p| !people.iter().any(|a| a.person == **p)) {
            let name = draft.after.person(stray).map_or("", |p| p.name.as_str());
            problems.push(Problem::new("split-person-elsewhere").with("name", name).with("on", on));
        }
        refuse(problems, &label)?;
        close(&mut draft, &old, on);
        let mut made = Vec::new();
        for (part, uuid) in parts.iter().zip(uuids) {
            let grid = Grid {
                name: part.name.trim().to_string(),
                extent: part.extent.clone(),
                households: part.households,
                population: None,
                ..successor(&old, on, uuid)
            };
            let new = open(&mut draft, grid);
            for a in people.iter().filter(|a| part.people.contains(&a.person)) {
                take_over(&mut draft, a, new, on);
            }
            made.push(new);
        }
        let draft = draft.checked()?;
        let names = parts.iter().map(|p| p.name.trim()).collect::<Vec<_>>().join("、");
        let deed = Deed::new("split-grid", TOPICS).with("grid", label).with("parts", names).with("on", on);
        self.write(deed, |tx| {
            let ids = draft.write(tx)?;
            let made: Vec<_> = made.iter().map(|&g| ids.grid(g)).collect();
            made.iter().try_for_each(|&part| tx.add_lineage(id, part, on, "split"))?;
            Ok(made)
        })
    }

    /// Merges grids of one parent into a new one; `on` is its first day. Everyone in charge on that day goes with it.
    pub fn merge_grids(&mut self, ids: &[GridId], name: &str, on: Date) -> Outcome<(GridId, Changed)> {
        let uuid = self.clock.new_id();
        let mut draft = self.draft()?;
        let mut old = Vec::new();
        for &id in ids {
            let grid = grid_of(&draft.after, id)?;
            if !old.contains(grid) {
                old.push(grid.clone());
            }
        }
        let labels = old.iter().map(|g| draft.after.label(g.id)).collect::<Vec<_>>().join("、");
        let Some(first) = old.first().cloned().filter(|_| old.len() > 1) else {
            return Err(Problem::new("merge-too-few").into());
        };
        let mut problems: Vec<_> = old.iter().flat_map(|g| ending(&draft.after, g, on)).collect();
        if old.iter().any(|g| (g.parent, g.level) != (first.parent, first.level)) {
            problems.push(Problem::new("merge-not-together"));
        }
        let people: Vec<_> = old.iter().flat_map(|g| standing(&draft.after, g.id, on)).collect();
        let mut heads: Vec<_> = people.iter().filter(|a| a.role == Role::Head).map(|a| a.person).collect();
        heads.dedup();
        if heads.len() > 1 {
            let names = heads.iter().filter_map(|&p| draft.after.person(p)).map(|p| p.name.as_str());
            problems.push(Problem::new("merge-heads").with("heads", names.collect::<Vec<_>>().join("、")));
        }
        refuse(problems, &labels)?;
        for grid in &old {
            close(&mut draft, grid, on);
        }
        // Known only where it is known of all.
        let sum = |of: fn(&Grid) -> Option<u32>| old.iter().map(of).sum::<Option<u32>>();
        let pilot = old.iter().all(|g| g.pilot_on(on) && g.pilot_to == first.pilot_to);
        let new = Grid {
            name: name.trim().to_string(),
            extent: Vec::new(),
            households: sum(|g| g.households),
            population: sum(|g| g.population),
            ..successor(&first, on, uuid)
        };
        let new = open(&mut draft, if pilot { new } else { Grid { pilot_from: None, pilot_to: None, ..new } });
        let mut taken: Vec<(PersonId, Role)> = Vec::new();
        for a in &people {
            if !taken.contains(&(a.person, a.role)) {
                taken.push((a.person, a.role));
                take_over(&mut draft, a, new, on);
            }
        }
        let households = self.joined_households(&old)?;
        let draft = draft.checked()?;
        let deed = Deed::new("merge-grids", TOPICS).with("grids", labels).with("name", name.trim()).with("on", on);
        self.write(deed, |tx| {
            let new = draft.write(tx)?.grid(new);
            old.iter().try_for_each(|g| tx.add_lineage(g.id, new, on, "merge"))?;
            tx.put_households(new, &households)?;
            Ok(new)
        })
    }

    /// The registers of several grids as one; where two have the same number, the old grid's name tells them apart.
    fn joined_households(&self, grids: &[Grid]) -> Outcome<Vec<(String, String)>> {
        let mut rows: Vec<(String, String, String)> = Vec::new();
        for grid in grids {
            for h in self.store.households(Some(grid.id))? {
                rows.push((grid.name.clone(), h.number, h.head));
            }
        }
        let twice = |number: &str| rows.iter().filter(|r| r.1 == number).count() > 1;
        Ok(rows
            .iter()
            .map(|(grid, number, head)| {
                (if twice(number) { format!("{grid} {number}") } else { number.clone() }, head.clone())
            })
            .collect())
    }
}

/// Why a grid can't end the day before.
fn ending(register: &Register, grid: &Grid, on: Date) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !super::is_ground(grid.level) {
        problems.push(Problem::new("reshape-level").with("level", grid.level.zh()));
    }
    if grid.opened >= on || !grid.open_on(on) {
        problems.push(Problem::new("reshape-not-open").with("name", &grid.name).with("on", on));
    }
    let children: Vec<_> =
        register.children(grid.id).filter(|g| g.closed.is_none_or(|c| c >= on)).map(|g| g.name.as_str()).collect();
    if !children.is_empty() {
        problems.push(Problem::new("grid-close-children").with("children", children.join("、")).with("on", on));
    }
    for a in register.people_of(grid.id).filter(|a| a.from >= on) {
        problems.push(named("reshape-later-post", register, a).with("from", a.from));
    }
    problems
}

fn named(code: &str, register: &Register, a: &Assignment) -> Problem {
    let name = register.person(a.person).map_or("", |p| p.name.as_str());
    Problem::new(code).with("name", name).with("role", a.role.zh()).with("grid", register.label(a.grid))
}

fn refuse(problems: Vec<Problem>, place: &str) -> Outcome<()> {
    if problems.is_empty() {
        return Ok(());
    }
    Err(Fault::refused(
        problems
            .into_iter()
            .map(|mut p| {
                p.args.entry("name".into()).or_insert_with(|| place.to_string());
                p.at(place)
            })
            .collect(),
    ))
}

/// Who answers for a grid on a day.
fn standing(register: &Register, grid: GridId, on: Date) -> Vec<Assignment> {
    register.people_of(grid).filter(|a| a.holds_on(on)).copied().collect()
}

/// The grid and its people end the day before.
fn close(draft: &mut Draft, grid: &Grid, on: Date) {
    let last = on - Days::new(1);
    for a in standing(&draft.after, grid.id, on) {
        draft.assignment(Assignment { to: Some(last), ..a });
    }
    // An open pilot ends with its grid, a dated one is cut, one that had not begun never does.
    let pilot_from = grid.pilot_from.filter(|&from| from <= last);
    let pilot_to = grid.pilot_to.map(|to| to.min(last)).filter(|_| pilot_from.is_some());
    draft.grid(Grid { closed: Some(last), pilot_from, pilot_to, ..grid.clone() });
}

fn successor(old: &Grid, on: Date, uuid: String) -> Grid {
    let pilot = old.pilot_on(on);
    Grid {
        id: GridId(0),
        uuid,
        code: String::new(),
        opened: on,
        closed: old.closed,
        pilot_from: pilot.then_some(on),
        pilot_to: old.pilot_to.filter(|_| pilot),
        note: String::new(),
        ..old.clone()
    }
}

fn open(draft: &mut Draft, mut grid: Grid) -> GridId {
    grid.id = GridId(draft.fresh());
    grid.code = free_code(draft, &grid);
    let id = grid.id;
    draft.grid(grid);
    id
}

fn take_over(draft: &mut Draft, a: &Assignment, grid: GridId, on: Date) {
    let id = AssignmentId(draft.fresh());
    draft.assignment(Assignment { id, grid, from: on, ..*a });
}
