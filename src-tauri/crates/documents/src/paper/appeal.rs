//! 申诉复核表: what is claimed, what was found, and the answer, ready to be signed.

use domain::Date;
use serde::{Deserialize, Serialize};

/// A review; empty texts leave lines to write on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Appeal {
    /// The office, also the PDF's author.
    pub office: String,
    /// `申诉复核表`.
    pub title: String,
    /// Who appeals.
    pub name: String,
    /// 工号.
    pub code: String,
    /// Village and grid.
    pub place: String,
    /// The assessed month.
    pub month: String,
    /// The result as published, in a line.
    pub result: String,
    /// The measure that is suspended, or empty.
    pub measure: String,
    /// Filed on.
    pub filed_on: String,
    /// Filed by.
    pub filed_by: String,
    /// Whether in time, and why it was taken when not.
    pub in_time: String,
    /// To be answered by.
    pub answer_by: String,
    /// What is claimed.
    pub claim: Vec<String>,
    /// How the result came about, step by step.
    pub grounds: Vec<String>,
    /// The answer: `维持`, `撤销`; empty prints boxes to tick.
    pub decision: String,
    /// Why, by whom and when, or empty.
    pub decided: Vec<String>,
    /// The date in the PDF's data.
    pub date: Date,
}
