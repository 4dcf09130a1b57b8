//! The month: its sheet, what stands beside it, and its way from open to closed.

mod cells;
mod evidence;
mod head;
mod hints;
mod inspections;
pub(crate) mod marks;
pub(crate) mod other_facts;
mod sheet;
mod standings;
#[cfg(test)]
mod tests;
mod twice;
mod workflow;

pub(crate) use head::missing_of;
pub(crate) use sheet::columns_of;
pub(crate) use workflow::{notice_of, stored};

use domain::{Month, MonthRecord, MonthState, Outcome, Problem};

use crate::Office;

impl Office {
    /// A month whose facts can still be entered; refused otherwise, with where it stands.
    pub(crate) fn entry_month(&self, month: Month) -> Outcome<MonthRecord> {
        let record = self.month_record(month)?;
        match record.state {
            MonthState::Open | MonthState::Scoring => Ok(record),
            state => {
                let code = if state == MonthState::Closed { "month-closed" } else { "month-published" };
                Err(Problem::new(code).at(month).with("month", month).into())
            }
        }
    }
}
