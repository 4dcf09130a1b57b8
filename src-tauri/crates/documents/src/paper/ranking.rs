//! 成绩排名表.

use domain::Date;
use serde::{Deserialize, Serialize};

/// The ranking of a month, group by group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ranking {
    /// The office, also the PDF's author.
    pub office: String,
    /// `2026年6月网格员考评成绩排名表`.
    pub title: String,
    /// Beneath the title, such as the policy that it rests on.
    pub subtitle: String,
    /// The groups; one without a name shows no heading.
    pub groups: Vec<RankGroup>,
    /// Under the last table.
    pub notes: Vec<String>,
    /// The signature line: `制表`, `审核`, `审批`; empty leaves it out.
    pub signatures: Vec<String>,
    /// The date beneath the office's name.
    pub date: Date,
}

/// Those who are ranked together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RankGroup {
    /// `普通网格`, or empty.
    pub name: String,
    /// In rank order; those without a rank last.
    pub rows: Vec<RankRow>,
    /// Under the table: `考评12人,平均87.46分`.
    pub summary: String,
}

/// One line. A column whose cells are all empty is left out, in all groups alike.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RankRow {
    /// `1`; empty when not ranked.
    pub rank: String,
    /// The name.
    pub name: String,
    /// The village.
    pub village: String,
    /// The grid.
    pub grid: String,
    /// `93.00`, or the state in words: `未考评`.
    pub score: String,
    /// `优秀`.
    pub grade: String,
    /// `500.00元`, `洗衣液2桶`.
    pub reward: String,
    /// `批评指正`.
    pub measure: String,
    /// Against last month, such as `↑3`.
    pub change: String,
    /// Anything else.
    pub remark: String,
}
