//! Problems found on the ground: entered with what they cost, assigned, put right, rechecked; and those that were not
//! put right in time.

mod account;
mod common;
mod fill;
pub(crate) mod list;
mod overdue;
mod points;
mod save;
mod steps;
#[cfg(test)]
mod tests;

use domain::{Date, Defect, DefectId, Fault, Month, MonthState, Outcome, Problem};

use crate::{Office, Register, office::topic};

/// What a problem without points touches.
const ALONE: &[&str] = &[topic::DEFECTS];
/// What a problem with points, or with a penalty, touches.
const WITH_MARKS: &[&str] = &[topic::MONTH, topic::OUTCOMES, topic::DEFECTS];

impl Office {
    /// A problem found; refused when it isn't there any more.
    fn defect_of(&self, id: DefectId) -> Outcome<Defect> {
        self.store.defect(id)?.ok_or_else(|| Problem::new("defect-missing").into())
    }

    /// Whether the facts of a month can be entered.
    fn enterable(&self, month: Month) -> Outcome<bool> {
        let record = self.store.month(month)?;
        Ok(record.is_some_and(|r| matches!(r.state, MonthState::Open | MonthState::Scoring)))
    }
}

/// Where and what, as sentences name a problem.
fn place_of(register: &Register, defect: &Defect) -> String {
    format!("{}{}", register.label(defect.grid), defect.place)
}

/// A day on which something is said to have happened: not before `first`, not after today.
fn day_problems(on: Date, first: Date, today: Date) -> Vec<Problem> {
    let mut problems = Vec::new();
    if on > today {
        problems.push(Problem::new("defect-future").with("date", on).with("today", today));
    }
    if on < first {
        problems.push(Problem::new("defect-day-before").with("date", on).with("first", first));
    }
    problems
}

/// Everything that is wrong, at once.
fn refuse(label: &str, problems: Vec<Problem>) -> Outcome<()> {
    if problems.is_empty() {
        return Ok(());
    }
    Err(Fault::refused(problems.into_iter().map(|p| if p.place.is_empty() { p.at(label) } else { p }).collect()))
}
