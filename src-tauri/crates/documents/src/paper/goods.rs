//! 物品领取表: goods handed out, signed for.

use domain::Date;
use serde::{Deserialize, Serialize};

/// A sheet of goods.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Goods {
    /// The office, also the PDF's author.
    pub office: String,
    /// `2026年6月网格员奖励物品领取表`.
    pub title: String,
    /// What it rests on.
    pub basis: String,
    /// Who gets what.
    pub rows: Vec<GoodsRow>,
    /// The sums: `洗衣液 24桶`.
    pub totals: Vec<String>,
    /// Under the table.
    pub notes: Vec<String>,
    /// Usually `发放`, `监督`, `审批`.
    pub signatures: Vec<String>,
    /// The date at the head.
    pub date: Date,
}

/// One person's goods.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GoodsRow {
    /// The name.
    pub name: String,
    /// The village.
    pub village: String,
    /// The grid.
    pub grid: String,
    /// What: `洗衣液`.
    pub goods: String,
    /// How many: `2桶`.
    pub quantity: String,
    /// For what.
    pub item: String,
    /// `2026-07-10` when already handed out; empty leaves room to write.
    pub handed_on: String,
}
