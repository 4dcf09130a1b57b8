//! 更正通知: what a correction of a filed month changed.

use domain::Date;
use serde::{Deserialize, Serialize};

/// A correction notice. The paper that it corrects is never rewritten.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Correction {
    /// The office, also the PDF's author.
    pub office: String,
    /// Its number, or empty.
    pub number: String,
    /// `关于更正2026年5月网格员考评结果的通知`.
    pub title: String,
    /// Without the colon: `各村民委员会`.
    pub addressee: String,
    /// The paragraphs before the tables: what was wrong, why, what it rests on.
    pub body: Vec<String>,
    /// What changed.
    pub changes: Vec<Change>,
    /// 补发 and 扣回 that follow.
    pub adjustments: Vec<Adjustment>,
    /// What is to be looked at again.
    pub follow_ups: Vec<String>,
    /// How to object.
    pub appeal: String,
    /// The date beneath the office's name.
    pub date: Date,
}

/// One thing that changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// Whose.
    pub name: String,
    /// Village and grid.
    pub place: String,
    /// `2026年5月`.
    pub month: String,
    /// `得分`, `名次`, `奖励`.
    pub item: String,
    /// As issued.
    pub was: String,
    /// As corrected.
    pub now: String,
}

/// A payment or a deduction that a correction brings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Adjustment {
    /// Whose.
    pub name: String,
    /// `补发` or `扣回`.
    pub kind: String,
    /// `150.00`.
    pub amount: String,
    /// `并入2026年7月发放`.
    pub when: String,
}
