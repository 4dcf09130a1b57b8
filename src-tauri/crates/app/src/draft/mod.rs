//! Grids and people as they would be: a change is made to a copy, the rules look at the copy, and only what they find
//! sound is written. Saving a form, moving a worker and importing three thousand rows all go this one way.

mod rules;
mod write;

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use domain::{Assignment, AssignmentId, Fault, Grid, GridId, Month, MonthState, Outcome, Person, PersonId, Problem};

use crate::{Office, Register};

pub(crate) use rules::{assignment_problems, grid_problems, lives, person_problems};

/// A planned change. What is new has an id below 0 until it is written.
pub(crate) struct Draft {
    before: Arc<Register>,
    /// The register with the change in it.
    pub(crate) after: Register,
    /// Codes that grids had once and have no more.
    retired: HashMap<String, GridId>,
    closed: Vec<Month>,
    log: Vec<Was>,
    next: i64,
}

/// What stood there before; `None` for what is new.
enum Was {
    Grid(GridId, Option<Grid>),
    Person(PersonId, Option<Person>),
    Assignment(AssignmentId, Option<Assignment>),
}

/// What a draft touches.
#[derive(Default)]
pub(crate) struct Touched {
    pub(crate) grids: BTreeSet<GridId>,
    pub(crate) people: BTreeSet<PersonId>,
    pub(crate) assignments: BTreeSet<AssignmentId>,
}

impl Office {
    /// The register as a plan to be changed.
    pub(crate) fn draft(&mut self) -> Outcome<Draft> {
        let before = self.register()?;
        let months = self.store.months()?;
        Ok(Draft {
            after: Register::clone(&before),
            before,
            retired: self.store.retired_codes()?.into_iter().collect(),
            closed: months.into_iter().filter(|m| m.state == MonthState::Closed).map(|m| m.month).collect(),
            log: Vec::new(),
            next: 0,
        })
    }
}

impl Draft {
    /// A number for something new.
    pub(crate) fn fresh(&mut self) -> i64 {
        self.next -= 1;
        self.next
    }

    /// Plans a grid: a new one, or another content of an old one.
    pub(crate) fn grid(&mut self, grid: Grid) {
        let id = grid.id;
        let old = self.after.put_grid(grid);
        self.log.push(Was::Grid(id, old));
    }

    /// Plans a person.
    pub(crate) fn person(&mut self, person: Person) {
        let id = person.id;
        let old = self.after.put_person(person);
        self.log.push(Was::Person(id, old));
    }

    /// Plans an assignment.
    pub(crate) fn assignment(&mut self, assignment: Assignment) {
        let id = assignment.id;
        let old = self.after.put_assignment(assignment);
        self.log.push(Was::Assignment(id, old));
    }

    /// Whether a code belongs to a grid, or once did.
    pub(crate) fn code_taken(&self, code: &str) -> bool {
        self.retired.contains_key(code) || self.after.grids.iter().any(|g| g.code == code)
    }

    /// Codes that grids had once.
    pub(crate) fn retired(&self) -> &HashMap<String, GridId> {
        &self.retired
    }

    /// How much is planned so far.
    pub(crate) fn mark(&self) -> usize {
        self.log.len()
    }

    /// Takes back what was planned after a mark.
    pub(crate) fn back_to(&mut self, mark: usize) {
        while self.log.len() > mark {
            match self.log.pop() {
                Some(Was::Grid(_, Some(old))) => drop(self.after.put_grid(old)),
                Some(Was::Grid(_, None)) => self.after.pop_grid(),
                Some(Was::Person(_, Some(old))) => drop(self.after.put_person(old)),
                Some(Was::Person(_, None)) => self.after.pop_person(),
                Some(Was::Assignment(_, Some(old))) => drop(self.after.put_assignment(old)),
                Some(Was::Assignment(_, None)) => self.after.pop_assignment(),
                None => {}
            }
        }
    }

    /// The register as it stands in the file.
    pub(crate) fn before(&self) -> &Register {
        &self.before
    }

    /// Everything that the plan touches.
    pub(crate) fn changes(&self) -> Touched {
        self.touched(0)
    }

    fn touched(&self, since: usize) -> Touched {
        let mut touched = Touched::default();
        for was in &self.log[since..] {
            match was {
                Was::Grid(id, _) => drop(touched.grids.insert(*id)),
                Was::Person(id, _) => drop(touched.people.insert(*id)),
                Was::Assignment(id, _) => drop(touched.assignments.insert(*id)),
            }
        }
        touched
    }

    /// Everything wrong with what was planned since a mark.
    pub(crate) fn problems(&self, since: usize) -> Vec<Problem> {
        let touched = self.touched(since);
        let mut problems = Vec::new();
        for &id in &touched.grids {
            problems.extend(grid_problems(&self.after, &self.retired, id));
            problems.extend(lives(&self.after, id));
        }
        for &id in &touched.people {
            problems.extend(person_problems(&self.after, id));
        }
        for &id in &touched.assignments {
            problems.extend(assignment_problems(&self.after, id));
        }
        problems.extend(self.closed_months(&touched));
        let mut seen = Vec::new();
        problems.retain(|p| !seen.contains(p) && (seen.push(p.clone()), true).1);
        problems
    }

    /// The plan, if the rules find nothing.
    pub(crate) fn checked(self) -> Result<Self, Fault> {
        let problems = self.problems(0);
        if problems.is_empty() { Ok(self) } else { Err(Fault::refused(problems)) }
    }

    /// People whose days in post the plan may change.
    fn concerned(&self, touched: &Touched) -> BTreeSet<PersonId> {
        let mut people: BTreeSet<_> =
            touched.assignments.iter().filter_map(|&id| self.after.assignment(id)).map(|a| a.person).collect();
        for &id in &touched.grids {
            let (was, is) = (self.before.grid(id), self.after.grid(id));
            let Some((was, is)) = was.zip(is) else { continue };
            if (was.pilot_from, was.pilot_to, was.parent) != (is.pilot_from, is.pilot_to, is.parent) {
                let below = self.after.grids.iter().filter(|g| self.after.upwards(g.id).any(|up| up.id == id));
                people.extend(below.flat_map(|g| self.after.people_of(g.id)).map(|a| a.person));
            }
        }
        people
    }

    /// A closed month was judged on who was in charge of what, for how many days, as a pilot or not: that is not to
    /// be changed under its outcome.
    fn closed_months(&self, touched: &Touched) -> Vec<Problem> {
        let mut problems = Vec::new();
        for person in self.concerned(touched) {
            let months: Vec<_> = self.closed.iter().filter(|&&m| self.post_differs(person, m)).collect();
            if let (Some(first), Some(last)) = (months.first(), months.last()) {
                let months = if first == last { first.to_string() } else { format!("{first}–{last}") };
                let name = self.after.person(person).map_or("", |p| p.name.as_str());
                problems.push(Problem::new("closed-month-touched").at(name).with("name", name).with("months", months));
            }
        }
        problems
    }

    fn post_differs(&self, person: PersonId, month: Month) -> bool {
        let key = |r: &Register| r.post(person, month).map(|p| (p.grid, p.grids, p.days, p.pilot));
        key(&self.before) != key(&self.after)
    }

    /// What changes in months, for the people concerned: (person, month, days before, days after).
    pub(crate) fn days_changed(&self, months: &[Month]) -> Vec<(PersonId, Month, u32, u32)> {
        let days = |r: &Register, p, m| r.post(p, m).map_or(0, |post| post.days);
        let mut found = Vec::new();
        for person in self.concerned(&self.touched(0)) {
            for &month in months.iter().filter(|&&m| self.post_differs(person, m)) {
                found.push((person, month, days(&self.before, person, month), days(&self.after, person, month)));
            }
        }
        found
    }
}
