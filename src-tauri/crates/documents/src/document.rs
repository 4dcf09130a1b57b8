//! Everything that can be printed, as one type.

use crate::{
    board::{BoardOptions, BoardPage},
    paper::{
        Appeal, BlankSheet, Contents, Correction, DefectList, Derivation, Goods, Handover, LotRecord, Notice, Payment,
        Publication, Ranking, Rectification, RedBlack, ScoreSheet, Talk,
    },
};
use domain::Date;
use serde::{Deserialize, Serialize};

/// A document to be typeset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Document {
    /// 责任牌, a page each.
    Boards {
        /// The boards.
        pages: Vec<BoardPage>,
        /// How they are made.
        options: BoardOptions,
    },
    /// 月度考评表.
    ScoreSheet(ScoreSheet),
    /// 月度考评表 to be filled in on site.
    BlankSheet(BlankSheet),
    /// 抽签记录.
    LotRecord(LotRecord),
    /// 成绩排名表.
    Ranking(Ranking),
    /// 红黑榜.
    RedBlack(RedBlack),
    /// 公示.
    Publication(Publication),
    /// 通报.
    Notice(Notice),
    /// 谈话记录.
    Talk(Talk),
    /// 奖励发放表.
    Payment(Payment),
    /// 物品领取表.
    Goods(Goods),
    /// 考评结果说明, one worker after the other, each from a new page.
    Derivations {
        /// The workers.
        pages: Vec<Derivation>,
    },
    /// 整改通知单.
    Rectification(Rectification),
    /// 扣分清单 or 问题台账.
    DefectList(DefectList),
    /// 申诉复核表.
    Appeal(Appeal),
    /// 更正通知.
    Correction(Correction),
    /// 交接清单.
    Handover(Handover),
    /// 归档材料目录.
    Contents(Contents),
}

impl Document {
    /// The template's file in `assets/templates`.
    pub(crate) fn template(&self) -> &'static str {
        match self {
            Self::Boards { .. } => "board.typ",
            Self::ScoreSheet(_) => "score-sheet.typ",
            Self::BlankSheet(_) => "blank-sheet.typ",
            Self::LotRecord(_) => "lot-record.typ",
            Self::Ranking(_) => "ranking.typ",
            Self::RedBlack(_) => "red-black.typ",
            Self::Publication(_) => "publication.typ",
            Self::Notice(_) => "notice.typ",
            Self::Talk(_) => "talk.typ",
            Self::Payment(_) => "payment.typ",
            Self::Goods(_) => "goods.typ",
            Self::Derivations { .. } => "derivation.typ",
            Self::Rectification(_) => "rectification.typ",
            Self::DefectList(_) => "defect-list.typ",
            Self::Appeal(_) => "appeal.typ",
            Self::Correction(_) => "correction.typ",
            Self::Handover(_) => "handover.typ",
            Self::Contents(_) => "contents.typ",
        }
    }

    /// The title in the PDF's data.
    pub(crate) fn title(&self) -> &str {
        match self {
            Self::Boards { pages, .. } => match pages.as_slice() {
                [one] => &one.grid_name,
                _ => "责任牌",
            },
            Self::ScoreSheet(p) => &p.title,
            Self::BlankSheet(p) => &p.title,
            Self::LotRecord(p) => &p.title,
            Self::Ranking(p) => &p.title,
            Self::RedBlack(p) => &p.title,
            Self::Publication(p) => &p.title,
            Self::Notice(p) => &p.title,
            Self::Talk(p) => &p.title,
            Self::Payment(p) => &p.title,
            Self::Goods(p) => &p.title,
            Self::Derivations { pages } => pages.first().map_or("", |p| &p.title),
            Self::Rectification(p) => &p.title,
            Self::DefectList(p) => &p.title,
            Self::Appeal(p) => &p.title,
            Self::Correction(p) => &p.title,
            Self::Handover(p) => &p.title,
            Self::Contents(p) => &p.title,
        }
    }

    /// The author in the PDF's data.
    pub(crate) fn office(&self) -> &str {
        match self {
            Self::Boards { pages, .. } => pages.first().map_or("", |p| &p.made_by),
            Self::ScoreSheet(p) => &p.office,
            Self::BlankSheet(p) => &p.office,
            Self::LotRecord(p) => &p.office,
            Self::Ranking(p) => &p.office,
            Self::RedBlack(p) => &p.office,
            Self::Publication(p) => &p.office,
            Self::Notice(p) => &p.office,
            Self::Talk(p) => &p.office,
            Self::Payment(p) => &p.office,
            Self::Goods(p) => &p.office,
            Self::Derivations { pages } => pages.first().map_or("", |p| &p.office),
            Self::Rectification(p) => &p.office,
            Self::DefectList(p) => &p.office,
            Self::Appeal(p) => &p.office,
            Self::Correction(p) => &p.office,
            Self::Handover(p) => &p.office,
            Self::Contents(p) => &p.office,
        }
    }

    /// The document's date: what stands on it, never the clock.
    pub(crate) fn date(&self) -> Date {
        match self {
            Self::Boards { options, .. } => options.date,
            Self::ScoreSheet(p) => p.date,
            Self::BlankSheet(p) => p.date,
            Self::LotRecord(p) => p.date,
            Self::Ranking(p) => p.date,
            Self::RedBlack(p) => p.date,
            Self::Publication(p) => p.date,
            Self::Notice(p) => p.date,
            Self::Talk(p) => p.date,
            Self::Payment(p) => p.date,
            Self::Goods(p) => p.date,
            Self::Derivations { pages } => pages.first().map_or_else(Date::default, |p| p.date),
            Self::Rectification(p) => p.date,
            Self::DefectList(p) => p.date,
            Self::Appeal(p) => p.date,
            Self::Correction(p) => p.date,
            Self::Handover(p) => p.date,
            Self::Contents(p) => p.date,
        }
    }
}
