//! Whom a scheme judges in a period: workers, the people of a role, the grids of a level; each with its days in charge.

use domain::{Date, Grid, GridId, Month, PersonId, Role, SubjectId};
use policy::{Period, SubjectKind};

use super::Register;

/// A subject of the evaluation in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Who.
    pub subject: SubjectId,
    /// The grid itself, or a person's grid of most days; on equal days the later.
    pub grid: GridId,
    /// All grids of the period, in order of first day.
    pub grids: Vec<GridId>,
    /// What a person is to the main grid.
    pub role: Option<Role>,
    /// Days in charge, each day once.
    pub days: u32,
    /// Households of the main grid; unknown is not 0.
    pub households: Option<u32>,
    /// Whether the main grid is a pilot at the end of its part of the period.
    pub pilot: bool,
}

/// Months in a row, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first.
    pub first: Month,
    /// The last.
    pub last: Month,
}

impl From<Month> for Span {
    fn from(month: Month) -> Self {
        Self { first: month, last: month }
    }
}

impl Span {
    /// The period that a month lies in.
    pub fn period(period: Period, month: Month) -> Self {
        let last = period.key_month(month);
        Self { first: last.plus(1 - period.months()), last }
    }

    /// Its months, oldest first.
    pub fn months(self) -> impl Iterator<Item = Month> {
        (0..=self.last.index() - self.first.index()).map(move |n| self.first.plus(n))
    }

    /// The part of `from..=to` that lies in it.
    fn part(self, from: Date, to: Option<Date>) -> Option<(Date, Date)> {
        let first = from.max(self.first.first_day());
        let last = to.map_or(self.last.last_day(), |to| to.min(self.last.last_day()));
        (first <= last).then_some((first, last))
    }
}

impl Register {
    /// The subjects of a kind in a period, in code order: everyone, or every grid, that is one on any of its days.
    pub fn subjects(&self, kind: SubjectKind, span: Span) -> Vec<Post> {
        match kind {
            SubjectKind::Worker | SubjectKind::Role(_) => {
                self.people.iter().filter_map(|p| self.subject(kind, p.id.into(), span)).collect()
            }
            SubjectKind::Grid(level) => {
                let of_level = self.grids.iter().filter(|g| g.level == level);
                of_level.filter_map(|g| self.grid_post(g, span)).collect()
            }
        }
    }

    /// One subject in a period; `None` when it is none of that kind on any day of it.
    pub fn subject(&self, kind: SubjectKind, subject: SubjectId, span: Span) -> Option<Post> {
        match kind {
            SubjectKind::Worker => self.person_post(subject.person()?, span, Role::is_worker),
            SubjectKind::Role(role) => self.person_post(subject.person()?, span, |r| r == role),
            SubjectKind::Grid(level) => self.grid_post(self.grid(subject.grid()?).filter(|g| g.level == level)?, span),
        }
    }

    /// The workers of a month, in code order: everyone with a worker's role on any of its days.
    pub fn workers(&self, month: Month) -> Vec<Post> {
        self.subjects(SubjectKind::Worker, month.into())
    }

    /// A worker's post in a month; `None` when not a worker on any day of it.
    pub fn post(&self, person: PersonId, month: Month) -> Option<Post> {
        self.person_post(person, month.into(), Role::is_worker)
    }

    fn person_post(&self, person: PersonId, span: Span, counts: impl Fn(Role) -> bool) -> Option<Post> {
        let mut grids: Vec<(GridId, i64, Date, Role)> = Vec::new();
        let mut parts: Vec<(Date, Date)> = Vec::new();
        for a in self.posts_of(person).filter(|a| counts(a.role)) {
            let Some((first, last)) = span.part(a.from, a.to) else { continue };
            parts.push((first, last));
            let days = (last - first).num_days() + 1;
            match grids.iter_mut().find(|(g, ..)| *g == a.grid) {
                Some(entry) => {
                    entry.1 += days;
                    if last >= entry.2 {
                        (entry.2, entry.3) = (last, a.role);
                    }
                }
                None => grids.push((a.grid, days, last, a.role)),
            }
        }
        let &(grid, _, last, role) = grids.iter().max_by_key(|(_, days, last, _)| (*days, *last))?;
        Some(Post {
            subject: person.into(),
            grid,
            grids: grids.iter().map(|g| g.0).collect(),
            role: Some(role),
            days: days_covered(&mut parts),
            households: self.grid(grid).and_then(|g| g.households),
            pilot: self.pilot(grid, last),
        })
    }

    fn grid_post(&self, grid: &Grid, span: Span) -> Option<Post> {
        let (first, last) = span.part(grid.opened, grid.closed)?;
        Some(Post {
            subject: grid.id.into(),
            grid: grid.id,
            grids: vec![grid.id],
            role: None,
            days: days_covered(&mut [(first, last)]),
            households: self.households(grid.id),
            pilot: self.pilot(grid.id, last),
        })
    }

    fn pilot(&self, grid: GridId, on: Date) -> bool {
        self.upwards(grid).any(|g| g.pilot_on(on))
    }

    /// The households of a grid: its own figure, or where it has none the sum of those of the grids below it.
    fn households(&self, grid: GridId) -> Option<u32> {
        let own = self.grid(grid)?.households;
        own.or_else(|| {
            let below: Vec<u32> =
                self.grids.iter().filter(|g| g.parent == Some(grid)).filter_map(|g| self.households(g.id)).collect();
            (!below.is_empty()).then(|| below.iter().sum())
        })
    }
}

/// How many days some spans cover together, a day with two posts counting once.
fn days_covered(parts: &mut [(Date, Date)]) -> u32 {
    parts.sort_unstable();
    let mut days = 0;
    let mut until: Option<Date> = None;
    for &(first, last) in parts.iter() {
        let first = until.and_then(|u| u.succ_opt()).map_or(first, |next| first.max(next));
        if first <= last {
            days += (last - first).num_days() + 1;
            until = Some(last);
        }
    }
    u32::try_from(days).unwrap_or(0)
}
