//! The register of the demonstration: the tree of grids, the people, who answers for what on the first day.

use domain::{Assignment, AssignmentId, Date, Grid, GridId, GridLevel, Outcome, Person, PersonId, Role};
use store::Tx;

use super::{
    chance::Chance,
    names::{self, People},
};
use crate::Clock;

/// The town as the story sees it.
pub(super) struct Town {
    pub(super) villages: Vec<Village>,
    pub(super) plots: Vec<Plot>,
    pub(super) workers: Vec<Worker>,
    /// Heads by plot.
    pub(super) heads: Vec<AssignmentId>,
    pub(super) people: People,
    chance: Chance,
    codes: usize,
    code_digits: usize,
}

/// A village.
pub(super) struct Village {
    pub(super) id: GridId,
    pub(super) name: String,
    pub(super) code: String,
    pub(super) leader: String,
    /// Tenths of a percent above or below the township.
    pub(super) quality: i64,
    plots: usize,
}

/// A grid.
pub(super) struct Plot {
    pub(super) grid: Grid,
    pub(super) village: usize,
    pub(super) open: bool,
}

/// A worker.
pub(super) struct Worker {
    pub(super) id: PersonId,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) plot: usize,
    pub(super) post: AssignmentId,
    pub(super) role: Role,
    /// Tenths of a percent above or below the village.
    pub(super) skill: i64,
    pub(super) from: Date,
    pub(super) left: Option<Date>,
}

/// How large it is to be.
pub(super) struct Size {
    pub(super) villages: usize,
    pub(super) plots: usize,
    pub(super) full: usize,
    pub(super) part: usize,
    /// Grids of the first villages are pilots from then on.
    pub(super) pilots_from: Date,
}

impl Size {
    /// Villages whose grids are pilots.
    pub(super) fn pilots(&self) -> usize {
        (self.villages / 8).max(1)
    }
}

/// `n` things over `count` places, the first ones getting one more.
fn share(n: usize, count: usize, at: usize) -> usize {
    n / count + usize::from(at < n % count)
}

impl Town {
    /// Writes the register as it was on the first day.
    pub(super) fn found(tx: &Tx<'_>, clock: &mut Clock, size: &Size, first: Date, seed: u64) -> Outcome<Self> {
        let people = size.villages * 2 + size.plots * 2 + size.full + size.part;
        let mut town = Self {
            villages: Vec::new(),
            plots: Vec::new(),
            workers: Vec::new(),
            heads: Vec::new(),
            people: People::new(seed),
            chance: Chance::new(seed, 2),
            codes: 0,
            code_digits: people.to_string().len().max(4),
        };
        let township = blank(clock, names::TOWNSHIP_CODE, names::TOWNSHIP, GridLevel::Township, None, first);
        let township = tx.add_grid(&township)?;
        town.add_villages(tx, clock, size, township, first)?;
        for village in 0..size.villages {
            for _ in 0..share(size.plots, size.villages, village) {
                let plot = town.plots.len();
                let pilot = (village < size.pilots()).then_some(size.pilots_from);
                town.add_plot(tx, clock, village, None, first, pilot)?;
                let head = town.people.next();
                let (head, ..) = town.add_person(tx, clock, head)?;
                let post = assign(tx, head, town.plots[plot].grid.id, Role::Head, first)?;
                town.heads.push(post);
                for (role, all) in [(Role::FullTime, size.full), (Role::PartTime, size.part)] {
                    for _ in 0..share(all, size.plots, plot) {
                        let rare = [1, 4, 7, 10].contains(&(town.workers.len() % 13)) && town.workers.len() < 40;
                        let name = if rare { town.people.rare() } else { town.people.next() };
                        town.hire(tx, clock, plot, role, name, first)?;
                    }
                }
            }
        }
        for plot in 0..town.plots.len().min(3) {
            let count = town.plots[plot].grid.households.unwrap_or(0);
            let rows: Vec<_> = (1..=count).map(|n| (format!("{n:03}"), town.people.head())).collect();
            tx.put_households(town.plots[plot].grid.id, &rows)?;
        }
        Ok(town)
    }

    fn add_villages(
        &mut self,
        tx: &Tx<'_>,
        clock: &mut Clock,
        size: &Size,
        township: GridId,
        first: Date,
    ) -> Outcome<()> {
        let (mut leader, mut cadre) = ((PersonId(0), String::new()), PersonId(0));
        for (at, name) in names::villages(size.villages).into_iter().enumerate() {
            let code = format!("{}{}", names::TOWNSHIP_CODE, 201 + at);
            let mut grid = blank(clock, &code, &name, GridLevel::Village, Some(township), first);
            grid.extent = names::extent(&mut self.chance);
            grid.route = u32::try_from(at + 1).ok();
            let id = tx.add_grid(&grid)?;
            if at % 4 == 0 {
                let name = self.people.next();
                let (id, _) = self.add_person(tx, clock, name.clone())?;
                leader = (id, name);
            }
            if at % 2 == 0 {
                let name = self.people.next();
                cadre = self.add_person(tx, clock, name)?.0;
            }
            assign(tx, leader.0, id, Role::Leader, first)?;
            assign(tx, cadre, id, Role::Cadre, first)?;
            let quality = self.chance.around_zero(38);
            self.villages.push(Village { id, name, code, leader: leader.1.clone(), quality, plots: 0 });
        }
        Ok(())
    }

    /// A grid of a village; without a name it is numbered.
    pub(super) fn add_plot(
        &mut self,
        tx: &Tx<'_>,
        clock: &mut Clock,
        village: usize,
        name: Option<String>,
        opened: Date,
        pilot_from: Option<Date>,
    ) -> Outcome<usize> {
        let of = &mut self.villages[village];
        of.plots += 1;
        let (code, numbered) = (format!("{}{:03}", of.code, of.plots), format!("{}网格", names::ordinal(of.plots)));
        let name = name.unwrap_or(numbered);
        let mut grid = blank(clock, &code, &name, GridLevel::Group, Some(of.id), opened);
        let households = self.chance.between(30, 50);
        grid.households = u32::try_from(households).ok();
        grid.population = u32::try_from(households * 3 + self.chance.between(5, 30)).ok();
        grid.extent = names::extent(&mut self.chance);
        grid.pilot_from = pilot_from;
        grid.id = tx.add_grid(&grid)?;
        self.plots.push(Plot { grid, village, open: true });
        Ok(self.plots.len() - 1)
    }

    /// A new worker on a grid.
    pub(super) fn hire(
        &mut self,
        tx: &Tx<'_>,
        clock: &mut Clock,
        plot: usize,
        role: Role,
        name: String,
        from: Date,
    ) -> Outcome<()> {
        let (id, code) = self.add_person(tx, clock, name.clone())?;
        let post = assign(tx, id, self.plots[plot].grid.id, role, from)?;
        let skill = self.chance.around_zero(48);
        self.workers.push(Worker { id, code, name, plot, post, role, skill, from, left: None });
        Ok(())
    }

    /// Somebody new in the register.
    pub(super) fn add_person(&mut self, tx: &Tx<'_>, clock: &mut Clock, name: String) -> Outcome<(PersonId, String)> {
        self.codes += 1;
        let person = Person {
            id: PersonId(0),
            uuid: clock.new_id(),
            code: format!("QH{:0digits$}", self.codes, digits = self.code_digits),
            initials: crate::people::initials(&name),
            name,
            phone: Some(names::phone(self.codes)),
            photo: None,
            note: String::new(),
        };
        Ok((tx.add_person(&person)?, person.code))
    }

    /// Gives a worker another name.
    pub(super) fn rename(&mut self, tx: &Tx<'_>, worker: usize, name: String) -> Outcome<()> {
        let w = &mut self.workers[worker];
        let found = tx.people()?.into_iter().find(|p| p.id == w.id);
        w.name.clone_from(&name);
        match found {
            Some(person) => tx.update_person(&Person { initials: crate::people::initials(&name), name, ..person }),
            None => Ok(()),
        }
    }

    /// The village of a worker.
    pub(super) fn village_of(&self, worker: usize) -> &Village {
        &self.villages[self.plots[self.workers[worker].plot].village]
    }

    /// Workers with a post on any day of `from..=to`, by position.
    pub(super) fn in_post(&self, from: Date, to: Date) -> impl Iterator<Item = usize> + '_ {
        (0..self.workers.len())
            .filter(move |&w| self.workers[w].from <= to && self.workers[w].left.is_none_or(|left| left >= from))
    }
}

/// A new post.
pub(super) fn assign(tx: &Tx<'_>, person: PersonId, grid: GridId, role: Role, from: Date) -> Outcome<AssignmentId> {
    tx.add_assignment(&Assignment { id: AssignmentId(0), person, grid, role, from, to: None })
}

fn blank(clock: &mut Clock, code: &str, name: &str, level: GridLevel, parent: Option<GridId>, opened: Date) -> Grid {
    Grid {
        id: GridId(0),
        uuid: clock.new_id(),
        code: code.to_string(),
        name: name.to_string(),
        level,
        parent,
        extent: Vec::new(),
        households: None,
        population: None,
        pilot_from: None,
        pilot_to: None,
        opened,
        closed: None,
        route: None,
        note: String::new(),
    }
}
