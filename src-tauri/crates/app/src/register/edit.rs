//! Changes to a register in memory, so that the rules can look at what would be before anything is written.

use std::collections::HashMap;

use domain::{Assignment, AssignmentId, Grid, GridId, Person, PersonId};

use super::Register;

impl Register {
    /// An assignment.
    pub fn assignment(&self, id: AssignmentId) -> Option<&Assignment> {
        self.assignments.iter().find(|a| a.id == id)
    }

    /// The grids right below one.
    pub fn children(&self, grid: GridId) -> impl Iterator<Item = &Grid> {
        self.grids.iter().filter(move |g| g.parent == Some(grid))
    }

    /// Puts a grid in the place of the one with its id, or adds it; the old one is returned.
    pub(crate) fn put_grid(&mut self, grid: Grid) -> Option<Grid> {
        match self.grid_at.get(&grid.id) {
            Some(&i) => Some(std::mem::replace(&mut self.grids[i], grid)),
            None => {
                self.grid_at.insert(grid.id, self.grids.len());
                self.grids.push(grid);
                None
            }
        }
    }

    /// Puts a person in the place of the one with the id, or adds one; the old one is returned.
    pub(crate) fn put_person(&mut self, person: Person) -> Option<Person> {
        match self.person_at.get(&person.id) {
            Some(&i) => Some(std::mem::replace(&mut self.people[i], person)),
            None => {
                self.person_at.insert(person.id, self.people.len());
                self.people.push(person);
                None
            }
        }
    }

    /// Puts an assignment in the place of the one with its id, or adds it; the old one is returned. Person and grid of
    /// an assignment never change.
    pub(crate) fn put_assignment(&mut self, a: Assignment) -> Option<Assignment> {
        let of = self.of_person.get(&a.person).into_iter().flatten();
        if let Some(i) = of.copied().find(|&i| self.assignments[i].id == a.id) {
            let old = std::mem::replace(&mut self.assignments[i], a);
            self.in_order(a.person, a.grid);
            return Some(old);
        }
        let i = self.assignments.len();
        self.assignments.push(a);
        self.of_person.entry(a.person).or_default().push(i);
        self.of_grid.entry(a.grid).or_default().push(i);
        self.in_order(a.person, a.grid);
        None
    }

    fn in_order(&mut self, person: PersonId, grid: GridId) {
        let all = &self.assignments;
        for list in [self.of_person.get_mut(&person), self.of_grid.get_mut(&grid)].into_iter().flatten() {
            list.sort_by_key(|&i| all[i].from);
        }
    }

    /// Takes back the grid that was added last.
    pub(crate) fn pop_grid(&mut self) {
        if let Some(grid) = self.grids.pop() {
            self.grid_at.remove(&grid.id);
        }
    }

    /// Takes back the person who was added last.
    pub(crate) fn pop_person(&mut self) {
        if let Some(person) = self.people.pop() {
            self.person_at.remove(&person.id);
        }
    }

    /// Takes back the assignment that was added last.
    pub(crate) fn pop_assignment(&mut self) {
        if let Some(a) = self.assignments.pop() {
            let gone = self.assignments.len();
            forget(&mut self.of_person, &a.person, gone);
            forget(&mut self.of_grid, &a.grid, gone);
        }
    }
}

fn forget<K: std::hash::Hash + Eq>(lists: &mut HashMap<K, Vec<usize>>, key: &K, gone: usize) {
    if let Some(list) = lists.get_mut(key) {
        list.retain(|&i| i != gone);
    }
}
