//! Problems found on the ground, from the finding to the recheck.

use chrono::NaiveDate;

use crate::{DefectId, DefectSource, DefectState, Finder, GridId, Month, Score, SubjectId};

/// A problem of the township's own list of common ones, chosen by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonDefect {
    /// Row; 0 for a new one.
    pub id: i64,
    /// Number.
    pub number: u32,
    /// What is found.
    pub what: String,
    /// The indicator that it counts under; empty for none.
    pub indicator: String,
    /// What it costs.
    pub lost: Option<Score>,
    /// Working days to put it right.
    pub days: Option<u32>,
}

/// A problem found on the ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// Row; 0 for a new one.
    pub id: DefectId,
    /// The month that it was found in.
    pub month: Month,
    /// Number within the month.
    pub number: u32,
    /// Where it was heard of.
    pub source: DefectSource,
    /// The level of whoever found it.
    pub level: Finder,
    /// The inspection that found it.
    pub inspection: Option<i64>,
    /// Who answers for it.
    pub subject: Option<SubjectId>,
    /// In which grid.
    pub grid: GridId,
    /// Where in it.
    pub place: String,
    /// What was found.
    pub what: String,
    /// The common problem that it was chosen as.
    pub common: Option<i64>,
    /// The indicator that it takes points off.
    pub indicator: Option<i64>,
    /// The points.
    pub lost: Option<Score>,
    /// When.
    pub found_on: NaiveDate,
    /// By whom.
    pub found_by: String,
    /// To be put right by.
    pub due_on: Option<NaiveDate>,
    /// Said to be put right on.
    pub fixed_on: Option<NaiveDate>,
    /// What was done.
    pub fixed_how: String,
    /// Rechecked on.
    pub rechecked_on: Option<NaiveDate>,
    /// By whom.
    pub recheck_by: String,
    /// What the recheck came to.
    pub passed: Option<bool>,
    /// Whether a recheck failed after the date due then.
    pub missed: bool,
    /// The higher level that found it again.
    pub again_level: Option<Finder>,
    /// The month whose facts hold its penalty.
    pub overdue: Option<Month>,
    /// The fact.
    pub overdue_fact: Option<i64>,
    /// Why it has no penalty.
    pub waived: String,
}

impl Defect {
    /// One just found by an inspection of the township's, of which no more is known and nothing has been done.
    pub fn found(month: Month, grid: GridId, on: NaiveDate, what: impl Into<String>) -> Self {
        Self {
            id: DefectId(0),
            month,
            number: 0,
            source: DefectSource::Inspection,
            level: Finder::Township,
            inspection: None,
            subject: None,
            grid,
            place: String::new(),
            what: what.into(),
            common: None,
            indicator: None,
            lost: None,
            found_on: on,
            found_by: String::new(),
            due_on: None,
            fixed_on: None,
            fixed_how: String::new(),
            rechecked_on: None,
            recheck_by: String::new(),
            passed: None,
            missed: false,
            again_level: None,
            overdue: None,
            overdue_fact: None,
            waived: String::new(),
        }
    }

    /// How papers and facts name it: `2026-05/12`.
    pub fn label(&self) -> String {
        format!("{}/{}", self.month, self.number)
    }

    /// Whether it is put right, as far as is known.
    pub fn is_fixed(&self) -> bool {
        self.fixed_on.is_some() && self.passed != Some(false)
    }

    /// Whether nothing is waited for any more.
    pub fn is_done(&self) -> bool {
        self.passed == Some(true)
    }

    /// Where it stands on a day.
    pub fn state(&self, today: NaiveDate) -> DefectState {
        match self.passed {
            Some(true) => DefectState::Passed,
            _ if self.is_fixed() => DefectState::Fixed,
            _ if self.due_on.is_some_and(|due| due < today) => DefectState::Overdue,
            Some(false) => DefectState::Failed,
            None => DefectState::Open,
        }
    }

    /// Whether a due date passed before it was put right.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        let until = self.fixed_on.filter(|_| self.is_fixed()).unwrap_or(today);
        self.missed || self.due_on.is_some_and(|due| due < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found() -> Defect {
        Defect {
            id: DefectId(1),
            number: 12,
            due_on: Some(day("2026-07-01")),
            ..Defect::found(Month::of(day("2026-06-28")), GridId(1), day("2026-06-28"), "垃圾堆积")
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check(defect: &Defect, today: &str, state: DefectState, late: bool) {
        assert_eq!((defect.state(day(today)), defect.is_late(day(today))), (state, late), "{today} {defect:?}");
    }

    #[test]
    fn the_last_day_is_in_time_and_the_day_after_is_overdue() {
        check(&found(), "2026-07-01", DefectState::Open, false);
        check(&found(), "2026-07-02", DefectState::Overdue, true);
    }

    #[test]
    fn what_was_put_right_late_stays_late_after_a_good_recheck() {
        let late = Defect { fixed_on: Some(day("2026-07-02")), ..found() };
        check(&late, "2026-07-05", DefectState::Fixed, true);
        check(&Defect { passed: Some(true), ..late }, "2026-07-05", DefectState::Passed, true);
        let in_time = Defect { fixed_on: Some(day("2026-07-01")), passed: Some(true), ..found() };
        check(&in_time, "2026-08-01", DefectState::Passed, false);
    }

    #[test]
    fn a_failed_recheck_waits_for_its_new_date_and_remembers_the_one_missed() {
        let failed = Defect {
            fixed_on: Some(day("2026-06-30")),
            passed: Some(false),
            due_on: Some(day("2026-07-08")),
            ..found()
        };
        check(&failed, "2026-07-08", DefectState::Failed, false);
        check(&failed, "2026-07-09", DefectState::Overdue, true);
        check(&Defect { missed: true, ..failed }, "2026-07-08", DefectState::Failed, true);
    }
}
