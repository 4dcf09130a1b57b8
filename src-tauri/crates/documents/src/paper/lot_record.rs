//! 抽签记录: what could be drawn, from which seed, what came out, and how anybody can draw again.

use domain::Date;
use serde::{Deserialize, Serialize};

/// The draws of one inspection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LotRecord {
    /// The office, also the PDF's author.
    pub office: String,
    /// `抽签记录`.
    pub title: String,
    /// `2026年6月集中检查第1次`.
    pub subtitle: String,
    /// The draws, in order.
    pub draws: Vec<Draw>,
    /// How it is checked.
    pub method: Vec<String>,
    /// Who signs.
    pub signatures: Vec<String>,
    /// The date.
    pub date: Date,
}

/// A draw.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draw {
    /// `一、检查顺序`, with what sets it apart from an earlier one.
    pub heading: String,
    /// Label and text: seed, how many of how many, day, by whom, why again.
    pub facts: Vec<(String, String)>,
    /// Every candidate in the order of the draw.
    pub rows: Vec<DrawRow>,
}

/// A candidate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DrawRow {
    /// The name.
    pub name: String,
    /// The key written after the seed.
    pub key: String,
    /// The first digits of its number.
    pub digits: String,
    /// `抽中`, or empty.
    pub drawn: String,
}
