//! What each paper says. Every text is already worded, every figure already written; the templates only lay out.

mod appeal;
mod blank_sheet;
mod contents;
mod correction;
mod defects;
mod derivation;
mod goods;
mod handover;
mod lists;
mod lot_record;
mod notice;
mod payment;
mod publication;
mod ranking;
mod score_sheet;
mod talk;

pub use appeal::Appeal;
pub use blank_sheet::{BlankHousehold, BlankLeaf, BlankRow, BlankSheet};
pub use contents::{Contents, ContentsRow};
pub use correction::{Adjustment, Change, Correction};
pub use defects::{DefectGroup, DefectLine, DefectList, Rectification, RectificationOrder};
pub use derivation::{Derivation, Fact, Step};
pub use goods::{Goods, GoodsRow};
pub use handover::{Handover, HandoverItem};
pub use lists::{ListEntry, RedBlack};
pub use lot_record::{Draw, DrawRow, LotRecord};
pub use notice::{Annex, Block, Imprint, Notice, Table};
pub use payment::{Payment, PaymentRow};
pub use publication::Publication;
pub use ranking::{RankGroup, RankRow, Ranking};
pub use score_sheet::{Indicator, ScoreRow, ScoreSheet, VillageSheet};
pub use talk::Talk;
