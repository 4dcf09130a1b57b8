//! 整改通知单, 扣分清单 and 问题台账: problems found on the ground.

use domain::Date;
use serde::{Deserialize, Serialize};

/// Rectification orders, a village from a new page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rectification {
    /// The office, also the PDF's author.
    pub office: String,
    /// `整改通知单`.
    pub title: String,
    /// The orders.
    pub orders: Vec<RectificationOrder>,
    /// `签收人、签收日期`.
    pub receipt: Vec<String>,
    /// `村负责人、反馈日期`.
    pub feedback: Vec<String>,
    /// The date beneath the office's name.
    pub date: Date,
}

/// What one village is asked to put right.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RectificationOrder {
    /// `2026年6月`, under the title.
    pub number: String,
    /// To whom: `张家湾村：`.
    pub to: String,
    /// What is asked for.
    pub body: Vec<String>,
    /// The problems.
    pub rows: Vec<DefectLine>,
}

/// A list of problems, village by village.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DefectList {
    /// The office, also the PDF's author.
    pub office: String,
    /// `2026年6月网格员考评扣分清单`.
    pub title: String,
    /// Under the title, or empty.
    pub subtitle: String,
    /// The villages.
    pub groups: Vec<DefectGroup>,
    /// Under the lists.
    pub notes: Vec<String>,
    /// Usually `制表`, `审核`.
    pub signatures: Vec<String>,
    /// The date at the head.
    pub date: Date,
}

/// The problems of a village.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DefectGroup {
    /// The village.
    pub name: String,
    /// `5处，逾期2处`.
    pub summary: String,
    /// The problems.
    pub rows: Vec<DefectLine>,
}

/// A problem; what a paper doesn't show is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DefectLine {
    /// `2026-06/12`.
    pub number: String,
    /// Who answers for it.
    pub name: String,
    /// Grid and place.
    pub place: String,
    /// What was found.
    pub what: String,
    /// The indicator.
    pub indicator: String,
    /// `2`.
    pub points: String,
    /// `6月28日`.
    pub found: String,
    /// Who found it: the inspection, or where it was heard of.
    pub source: String,
    /// `7月3日`.
    pub due: String,
    /// `逾期`.
    pub state: String,
    /// Photos as it was found.
    #[serde(skip)]
    pub photos: Vec<Vec<u8>>,
}
