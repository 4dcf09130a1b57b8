//! 谈话记录: the record of a talk, held or to be held.

use domain::Date;
use serde::{Deserialize, Serialize};

/// A record; empty texts leave lines to write on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Talk {
    /// The office, also the PDF's author.
    pub office: String,
    /// `批评指正谈话记录`, `约谈记录`.
    pub title: String,
    /// The record's number, or empty.
    pub number: String,
    /// With whom.
    pub name: String,
    /// `网格员`.
    pub role: String,
    /// Village and grid.
    pub place_of_duty: String,
    /// The assessed month.
    pub month: String,
    /// What was decided: `第1次 · 批评指正`.
    pub measure: String,
    /// Why: the facts.
    pub reason: String,
    /// What it rests on: document and article.
    pub basis: String,
    /// When it was held.
    pub held_at: String,
    /// Where.
    pub held_in: String,
    /// 谈话人.
    pub talker: String,
    /// 记录人.
    pub recorder: String,
    /// What was said.
    pub said: Vec<String>,
    /// What the worker said, in the worker's own words.
    pub own_words: Vec<String>,
    /// What is to be done, by when.
    pub required: Vec<String>,
    /// `已送达本人`, `拒签`; empty prints boxes to tick.
    pub delivery: String,
    /// The date in the PDF's data.
    pub date: Date,
}
