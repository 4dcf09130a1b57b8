//! A checked plan, written: what is new gets its id, and points to what got one before it.

use std::collections::HashMap;

use domain::{AssignmentId, GridId, Outcome, PersonId};
use store::Tx;

use super::Draft;

/// The ids that new things got.
#[derive(Default)]
pub(crate) struct Ids {
    grids: HashMap<GridId, GridId>,
    people: HashMap<PersonId, PersonId>,
    assignments: HashMap<AssignmentId, AssignmentId>,
}

impl Ids {
    /// A grid's id in the file.
    pub(crate) fn grid(&self, id: GridId) -> GridId {
        self.grids.get(&id).copied().unwrap_or(id)
    }

    /// A person's id in the file.
    pub(crate) fn person(&self, id: PersonId) -> PersonId {
        self.people.get(&id).copied().unwrap_or(id)
    }

    /// An assignment's id in the file.
    pub(crate) fn assignment(&self, id: AssignmentId) -> AssignmentId {
        self.assignments.get(&id).copied().unwrap_or(id)
    }
}

impl Draft {
    /// Writes the plan within a transaction.
    pub(crate) fn write(&self, tx: &Tx<'_>) -> Outcome<Ids> {
        let touched = self.touched(0);
        let mut ids = Ids::default();
        // New ones in the order in which they were planned, so that a parent has its id before its children.
        let grids = touched.grids.iter().rev().filter(|id| id.0 < 0).chain(touched.grids.iter().filter(|id| id.0 >= 0));
        for grid in grids.filter_map(|&id| self.after.grid(id)) {
            let mut written = grid.clone();
            written.parent = grid.parent.map(|p| ids.grid(p));
            if grid.id.0 < 0 {
                ids.grids.insert(grid.id, tx.add_grid(&written)?);
            } else {
                tx.update_grid(&written)?;
            }
        }
        for person in touched.people.iter().rev().filter_map(|&id| self.after.person(id)) {
            if person.id.0 < 0 {
                ids.people.insert(person.id, tx.add_person(person)?);
            } else {
                tx.update_person(person)?;
            }
        }
        for a in touched.assignments.iter().rev().filter_map(|&id| self.after.assignment(id)) {
            let mut written = *a;
            (written.person, written.grid) = (ids.person(a.person), ids.grid(a.grid));
            if a.id.0 < 0 {
                ids.assignments.insert(a.id, tx.add_assignment(&written)?);
            } else {
                tx.update_assignment(&written)?;
            }
        }
        Ok(ids)
    }
}
