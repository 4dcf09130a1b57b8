//! 考评结果说明: how one worker's month came about.

use domain::Date;
use serde::{Deserialize, Serialize};

/// The derivation, clause by clause.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Derivation {
    /// The office, also the PDF's author.
    pub office: String,
    /// `网格员考评结果说明`.
    pub title: String,
    /// The worker.
    pub name: String,
    /// Village and grid.
    pub place: String,
    /// The grid code.
    pub code: String,
    /// The assessed month.
    pub month: String,
    /// The result at a glance: `得分` `93.00`, `名次` `第1名(共28人)`.
    pub results: Vec<Fact>,
    /// The marks: `道路沿线` `−2(两处乱堆)`.
    pub marks: Vec<Fact>,
    /// The sentences, from marks to measure.
    pub steps: Vec<Step>,
    /// What would have changed it; empty leaves it out.
    pub what_if: Vec<String>,
    /// How to object, by when.
    pub appeal: String,
    /// The date beneath the office's name.
    pub date: Date,
}

/// A label and what stands beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The label.
    pub label: String,
    /// The value.
    pub value: String,
}

/// A sentence and what it rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Step {
    /// The sentence.
    pub text: String,
    /// `《网格员月度考评方案》`.
    pub document: String,
    /// `第八条`.
    pub article: String,
}
