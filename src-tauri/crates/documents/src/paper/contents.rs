//! 归档材料目录: what a folder holds, numbered, to be signed by who put it together.

use domain::Date;
use serde::{Deserialize, Serialize};

/// A list of papers that are filed together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contents {
    /// The office, also the PDF's author.
    pub office: String,
    /// `2026年6月网格员月度考评归档材料目录`.
    pub title: String,
    /// How the month went: when published, approved by whom, filed.
    pub basis: String,
    /// The papers in order.
    pub rows: Vec<ContentsRow>,
    /// Under the table.
    pub notes: Vec<String>,
    /// Usually `整理`, `审核`, `归档`.
    pub signatures: Vec<String>,
    /// The date at the head.
    pub date: Date,
}

/// A paper of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContentsRow {
    /// `01`.
    pub number: String,
    /// The paper's name.
    pub name: String,
    /// How many pages it has.
    pub pages: String,
}
