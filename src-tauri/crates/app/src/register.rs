//! The tree of grids and who answers for what, in memory and indexed: what nearly every use case asks first.

mod edit;

use std::collections::HashMap;

use domain::{Assignment, Date, Grid, GridId, GridLevel, Month, Outcome, Person, PersonId};
use store::Db;

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

/// A worker in a month, as a subject of the evaluation.
#[derive(Debug, Clone)]
pub struct Post {
    /// Who.
    pub person: PersonId,
    /// The grid of most days; on equal days the later.
    pub grid: GridId,
    /// All grids of the month, in order of first day.
    pub grids: Vec<GridId>,
    /// Days in post, each day once.
    pub days: u32,
    /// Whether the main grid is a pilot at the end of its part of the month.
    pub pilot: bool,
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

    /// The workers of a month, in code order: everyone with a worker's role on any of its days.
    pub fn workers(&self, month: Month) -> Vec<Post> {
        self.people.iter().filter_map(|p| self.post(p.id, month)).collect()
    }

    /// A worker's post in a month; `None` when not a worker on any day of it.
    pub fn post(&self, person: PersonId, month: Month) -> Option<Post> {
        let mut grids: Vec<(GridId, u32, Date)> = Vec::new();
        let mut covered: u32 = 0;
        for a in self.posts_of(person).filter(|a| a.role.is_worker() && a.days_in(month) > 0) {
            let first = a.from.max(month.first_day());
            let last = a.to.map_or(month.last_day(), |to| to.min(month.last_day()));
            covered |= day_bits(month, first, last);
            match grids.iter_mut().find(|(g, ..)| *g == a.grid) {
                Some(entry) => {
                    entry.1 += a.days_in(month);
                    entry.2 = entry.2.max(last);
                }
                None => grids.push((a.grid, a.days_in(month), last)),
            }
        }
        let &(grid, _, last) = grids.iter().max_by_key(|(_, days, last)| (*days, *last))?;
        let pilot = self.upwards(grid).any(|g| g.pilot_on(last));
        Some(Post { person, grid, grids: grids.iter().map(|g| g.0).collect(), days: covered.count_ones(), pilot })
    }
}

/// The days `first..=last` of a month as bits, so that a day with two posts counts once.
fn day_bits(month: Month, first: Date, last: Date) -> u32 {
    let start = (first - month.first_day()).num_days();
    let end = (last - month.first_day()).num_days();
    (start..=end).fold(0, |bits, day| bits | 1 << day)
}
