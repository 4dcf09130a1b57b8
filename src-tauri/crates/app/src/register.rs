//! The tree of grids and who answers for what, in memory and indexed: what nearly every use case asks first.

mod edit;
mod subjects;

use std::collections::HashMap;

use domain::{Assignment, Date, Grid, GridId, GridLevel, Month, Outcome, Person, PersonId, SubjectId};
use store::Db;

pub use subjects::{Post, Span};

/// Everything of grids, people and assignments, as one snapshot.
#[derive(Debug, Clone)]
pub struct Register {
    /// By code.
    pub grids: Vec<Grid>,
    /// By code.
    pub people: Vec<Person>,
    /// By first day.
    pub assignments: Vec<Assignment>,
    grid_at: HashMap<GridId, usize>,
    person_at: HashMap<PersonId, usize>,
    of_person: HashMap<PersonId, Vec<usize>>,
    of_grid: HashMap<GridId, Vec<usize>>,
}

/// How a subject is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<'a> {
    /// Stable everywhere.
    pub uuid: &'a str,
    /// 工号, or the grid's code.
    pub code: &'a str,
    /// Name; a grid's with its village.
    pub name: String,
    /// Pinyin initials, lower case; a grid has none.
    pub initials: &'a str,
}

impl Register {
    /// Reads it from the file.
    pub fn load(db: &Db) -> Outcome<Self> {
        Ok(Self::of(db.grids()?, db.people()?, db.assignments()?))
    }

    /// A register of these: what is in the file, or what a change would make of it. Grids and people by code,
    /// assignments by first day.
    pub fn of(grids: Vec<Grid>, people: Vec<Person>, assignments: Vec<Assignment>) -> Self {
        let mut of_person: HashMap<_, Vec<usize>> = HashMap::with_capacity(people.len());
        let mut of_grid: HashMap<_, Vec<usize>> = HashMap::with_capacity(grids.len());
        for (i, a) in assignments.iter().enumerate() {
            of_person.entry(a.person).or_default().push(i);
            of_grid.entry(a.grid).or_default().push(i);
        }
        Self {
            grid_at: grids.iter().enumerate().map(|(i, g)| (g.id, i)).collect(),
            person_at: people.iter().enumerate().map(|(i, p)| (p.id, i)).collect(),
            grids,
            people,
            assignments,
            of_person,
            of_grid,
        }
    }

    /// A grid.
    pub fn grid(&self, id: GridId) -> Option<&Grid> {
        self.grid_at.get(&id).map(|&i| &self.grids[i])
    }

    /// A person.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.person_at.get(&id).map(|&i| &self.people[i])
    }

    /// How a subject is called: a person's id, code and name, or a grid's.
    pub fn named(&self, subject: SubjectId) -> Option<Named<'_>> {
        let person = subject.person().and_then(|id| self.person(id));
        let person =
            person.map(|p| Named { uuid: &p.uuid, code: &p.code, name: p.name.clone(), initials: &p.initials });
        person.or_else(|| {
            let grid = self.grid(subject.grid()?)?;
            Some(Named { uuid: &grid.uuid, code: &grid.code, name: self.label(grid.id), initials: "" })
        })
    }

    /// The village that a subject belonged to in a month: a grid's own, or that of a worker's main grid.
    pub fn village_of(&self, subject: SubjectId, month: Month) -> Option<&Grid> {
        let of_person = || subject.person().and_then(|person| self.post(person, month)).map(|post| post.grid);
        self.village(subject.grid().or_else(of_person)?)
    }

    /// The name of a subject; empty when it isn't there.
    pub fn name_of(&self, subject: SubjectId) -> String {
        self.named(subject).map(|n| n.name).unwrap_or_default()
    }

    /// A person's assignments, by first day.
    pub fn posts_of(&self, person: PersonId) -> impl DoubleEndedIterator<Item = &Assignment> {
        self.of_person.get(&person).into_iter().flatten().map(|&i| &self.assignments[i])
    }

    /// A grid's assignments, by first day.
    pub fn people_of(&self, grid: GridId) -> impl DoubleEndedIterator<Item = &Assignment> {
        self.of_grid.get(&grid).into_iter().flatten().map(|&i| &self.assignments[i])
    }

    /// From the grid up to the township.
    pub fn upwards(&self, grid: GridId) -> impl Iterator<Item = &Grid> {
        // A tree of five levels; the bound keeps a damaged file from turning us in a circle.
        std::iter::successors(self.grid(grid), |g| g.parent.and_then(|p| self.grid(p))).take(8)
    }

    /// The village that a grid lies in, or is.
    pub fn village(&self, grid: GridId) -> Option<&Grid> {
        self.upwards(grid).find(|g| g.level == GridLevel::Village)
    }

    /// Village and grid name, as 张家湾村第三网格; a micro-grid carries its group's name too.
    pub fn label(&self, grid: GridId) -> String {
        let mut names: Vec<_> = self
            .upwards(grid)
            .take_while(|g| !matches!(g.level, GridLevel::Area | GridLevel::Township))
            .map(|g| g.name.as_str())
            .collect();
        if names.is_empty() {
            names.extend(self.grid(grid).map(|g| g.name.as_str()));
        }
        names.reverse();
        names.concat()
    }

    /// The township.
    pub fn township(&self) -> Option<&Grid> {
        self.grids.iter().find(|g| g.level == GridLevel::Township)
    }

    /// Villages that are open on a day, in route order.
    pub fn villages(&self, day: Date) -> Vec<&Grid> {
        let mut all: Vec<_> = self.grids.iter().filter(|g| g.level == GridLevel::Village && g.open_on(day)).collect();
        all.sort_by_key(|g| (g.route.unwrap_or(u32::MAX), g.code.clone()));
        all
    }
}
