//! 公示: the sheet that is posted while objections run.

use super::RankGroup;
use domain::Date;
use serde::{Deserialize, Serialize};

/// A publication.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Publication {
    /// The office, also the PDF's author.
    pub office: String,
    /// `关于2026年6月网格员考评结果的公示`.
    pub title: String,
    /// The paragraphs before the table.
    pub body: Vec<String>,
    /// 公示期, in words: `2026年7月1日至7月7日(5个工作日)`.
    pub period: String,
    /// 异议电话.
    pub phone: String,
    /// Where and how to object: room, person, box.
    pub contact: String,
    /// What is published.
    pub groups: Vec<RankGroup>,
    /// The date beneath the office's name.
    pub date: Date,
}
