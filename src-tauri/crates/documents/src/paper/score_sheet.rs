//! 月度考评表: one sheet a village, in route order; blank to be filled on site, or filled.

use domain::Date;
use serde::{Deserialize, Serialize};

/// All sheets of one round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScoreSheet {
    /// The office, also the PDF's author.
    pub office: String,
    /// `网格员月度考评表`.
    pub title: String,
    /// `2026年6月`.
    pub month: String,
    /// `集中检查`, with its number if there are several.
    pub inspection: String,
    /// The indicators, left to right.
    pub indicators: Vec<Indicator>,
    /// The villages in route order; each begins a page.
    pub villages: Vec<VillageSheet>,
    /// The signature line, left to right: `检查组长`, `检查人员`, `村负责人`, `检查日期`.
    pub signatures: Vec<String>,
    /// How to fill it in, at the foot.
    pub note: String,
    /// The date in the PDF's data.
    pub date: Date,
}

/// A column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// `道路沿线`.
    pub name: String,
    /// Beneath the name, such as `20分`.
    pub max: String,
}

/// One village's sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VillageSheet {
    /// The village.
    pub village: String,
    /// Its place on the route: `第3站`.
    pub order: String,
    /// The workers.
    pub rows: Vec<ScoreRow>,
}

/// One worker.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScoreRow {
    /// The name.
    pub name: String,
    /// The grid: `第三网格`.
    pub grid: String,
    /// One for each indicator; empty text is an empty cell to write in.
    pub marks: Vec<String>,
    /// The total, or empty.
    pub score: String,
    /// `请假`, `免考`, `未考评`, or what was found.
    pub remark: String,
}
