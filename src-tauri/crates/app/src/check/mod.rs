//! The whole file looked over: what SQLite says of it, and every rule that a write is held to, held against what is
//! stored.

mod defects;
mod months;
mod schemes;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use domain::{Outcome, Problem};

use crate::{
    Office,
    draft::{assignment_problems, grid_problems, lives, person_problems},
    grids::PROVISIONAL,
    view::ProblemView,
};

impl Office {
    /// Everything that is wrong with the file; empty when it is sound.
    pub fn check(&mut self) -> Outcome<Vec<ProblemView>> {
        let problems = self.every_problem()?;
        Ok(problems.iter().map(|p| self.problem_view(p)).collect())
    }

    fn every_problem(&mut self) -> Outcome<Vec<Problem>> {
        let mut problems = self.store.integrity()?;
        if !problems.is_empty() {
            // What is read from a damaged file would only be told as many more problems.
            return Ok(problems);
        }
        problems.extend(self.register_problems()?);
        problems.extend(self.month_problems()?);
        problems.extend(self.scheme_problems()?);
        problems.extend(self.defect_problems()?);
        problems.extend(self.lot_problems()?);
        let mut seen = Vec::new();
        problems.retain(|p| !seen.contains(p) && (seen.push(p.clone()), true).1);
        Ok(problems)
    }

    fn register_problems(&mut self) -> Outcome<Vec<Problem>> {
        let register = self.register()?;
        let retired: HashMap<_, _> = self.store.retired_codes()?.into_iter().collect();
        let mut problems = Vec::new();
        if !register.grids.is_empty() && register.township().is_none() {
            problems.push(Problem::new("township-missing"));
        }
        if register.township().is_some_and(|t| t.code == PROVISIONAL) {
            problems.push(Problem::new("code-provisional").with("code", PROVISIONAL));
        }
        for grid in &register.grids {
            problems.extend(grid_problems(&register, &retired, grid.id));
            problems.extend(lives(&register, grid.id));
        }
        for person in &register.people {
            problems.extend(person_problems(&register, person.id));
        }
        for assignment in &register.assignments {
            problems.extend(assignment_problems(&register, assignment.id));
        }
        let names = register.people.iter().map(|p| &p.name).chain(register.grids.iter().map(|g| &g.name));
        for name in names {
            problems.extend(self.unprintable(name)?);
        }
        Ok(problems)
    }
}
