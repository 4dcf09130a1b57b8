//! 通报, after GB/T 9704-2012.

use domain::Date;
use serde::{Deserialize, Serialize};

/// An official notice of rewards and warnings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Notice {
    /// 发文机关署名, also the PDF's author.
    pub office: String,
    /// 发文机关标志, red at the head of the first page (`清河乡人民政府文件`); none for a plain sheet.
    pub masthead: Option<String>,
    /// `清环办〔2026〕3号`.
    pub number: String,
    /// The title; a line break in it is kept.
    pub title: String,
    /// 主送机关, without the colon: `各村民委员会`.
    pub addressee: String,
    /// The text.
    pub body: Vec<Block>,
    /// 附件: the annexes, named after the text and printed behind it.
    pub annexes: Vec<Annex>,
    /// 成文日期.
    pub date: Date,
    /// 附注, in brackets under the date.
    pub remark: String,
    /// 版记: at the foot of the last page.
    pub imprint: Option<Imprint>,
}

/// A piece of the text. Numbers (`一、`, `(一)`, `1.`) are part of the wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// First level, 黑体: `一、奖励`.
    Section(String),
    /// Second level, 楷体: `(一)一等奖`.
    Subsection(String),
    /// A paragraph; third and fourth level too.
    Paragraph(String),
    /// A table within the text.
    Table(Table),
}

/// A plain table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Table {
    /// The heads.
    pub columns: Vec<String>,
    /// The cells, as many as heads.
    pub rows: Vec<Vec<String>>,
    /// The columns (from 0) that hold figures, set to the right.
    pub figures: Vec<usize>,
}

/// An annex.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Annex {
    /// Its name, as listed after the text.
    pub title: String,
    /// What stands in it.
    pub body: Vec<Block>,
}

/// 版记.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Imprint {
    /// 抄送机关; empty leaves the line out.
    pub copies: String,
    /// 印发机关.
    pub printed_by: String,
    /// 印发日期.
    pub printed_on: Date,
}
