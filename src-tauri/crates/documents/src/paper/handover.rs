//! 交接清单.

use domain::Date;
use serde::{Deserialize, Serialize};

/// A handover from one worker to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Handover {
    /// The office, also the PDF's author.
    pub office: String,
    /// `网格工作交接清单`.
    pub title: String,
    /// Village and grid.
    pub place: String,
    /// The grid code.
    pub code: String,
    /// 移交人.
    pub from: String,
    /// 接收人; empty when not yet known.
    pub to: String,
    /// 监交人.
    pub witness: String,
    /// From when the new one answers: `2026年6月16日`.
    pub effective: String,
    /// What is handed over.
    pub items: Vec<HandoverItem>,
    /// What is still open: rectifications, measures, appeals.
    pub open_matters: Vec<String>,
    /// Boards that this makes untrue.
    pub boards: Vec<String>,
    /// Anything else.
    pub note: String,
    /// The date in the PDF's data.
    pub date: Date,
}

/// One thing handed over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HandoverItem {
    /// `网格户籍台账`.
    pub name: String,
    /// `1册`.
    pub quantity: String,
    /// In what state.
    pub remark: String,
}
