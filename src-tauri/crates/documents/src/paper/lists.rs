//! 红黑榜.

use domain::Date;
use serde::{Deserialize, Serialize};

/// The red and the black list; an empty one is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RedBlack {
    /// The office, also the PDF's author.
    pub office: String,
    /// `2026年6月人居环境红黑榜`.
    pub title: String,
    /// An introduction, or empty.
    pub lead: String,
    /// 红榜.
    pub red: Vec<ListEntry>,
    /// 黑榜.
    pub black: Vec<ListEntry>,
    /// Under the lists: how to object, by when.
    pub notes: Vec<String>,
    /// The date beneath the office's name.
    pub date: Date,
}

/// An entry, with why it is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListEntry {
    /// The person, or the grid or village.
    pub name: String,
    /// Village and grid.
    pub place: String,
    /// `96.50`.
    pub score: String,
    /// Why listed.
    pub reason: String,
}
