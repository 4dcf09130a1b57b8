//! 奖励发放表: money paid, signed for.

use domain::Date;
use serde::{Deserialize, Serialize};

/// A payment sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Payment {
    /// The office, also the PDF's author.
    pub office: String,
    /// `2026年6月网格员考评奖励发放表`.
    pub title: String,
    /// What it rests on: `依据:清环办〔2026〕1号第十条`.
    pub basis: String,
    /// Who is paid.
    pub rows: Vec<PaymentRow>,
    /// `16409.02`.
    pub total: String,
    /// `人民币壹万陆仟肆佰零玖元零贰分`.
    pub total_words: String,
    /// Under the table.
    pub notes: Vec<String>,
    /// Usually `制表`, `审核`, `审批`.
    pub signatures: Vec<String>,
    /// `2026年7月10日` at the head.
    pub date: Date,
}

/// One payment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentRow {
    /// The name.
    pub name: String,
    /// The village.
    pub village: String,
    /// The grid.
    pub grid: String,
    /// For what: `优秀(93.00分)`.
    pub item: String,
    /// `1409.50`.
    pub amount: String,
    /// `壹仟肆佰零玖元伍角`.
    pub amount_words: String,
    /// `补发5月`, or empty.
    pub remark: String,
}
