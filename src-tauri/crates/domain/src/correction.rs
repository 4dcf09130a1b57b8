//! Corrections of closed months, and the money that follows from them.

use chrono::NaiveDate;

use crate::{Month, SubjectId};

/// A correction that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRecord {
    /// Id.
    pub id: i64,
    /// The closed month whose facts it changed.
    pub month: Month,
    /// The journal entry that wrote it, with every row before and after.
    pub journal: i64,
    /// Who answers for it.
    pub by: String,
    /// Date.
    pub on: NaiveDate,
    /// Reason.
    pub reason: String,
    /// What of the facts it changed, JSON.
    pub changes: String,
    /// What followed from it, JSON.
    pub effects: String,
}

/// A sum to pay or to take back because a closed month was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// The correction.
    pub correction: i64,
    /// The month whose reward changed.
    pub month: Month,
    /// The scheme that gives the reward.
    pub scheme: String,
    /// Whose.
    pub subject: SubjectId,
    /// Fen: to pay when above 0, to take back when below.
    pub fen: i64,
    /// The month with whose rewards it was paid; `None` until that one closes.
    pub settled: Option<Month>,
}
