//! Everything that is printed: responsibility boards and papers, typeset to PDF, PNG and SVG from bundled fonts.
//!
//! A document comes in as plain data, already worded; a template in `assets/templates` lays it out. Nothing here knows a
//! rule, asks a clock or opens a network; the same document gives the same bytes. Text that the fonts can't print is
//! refused before, and blank boxes are looked for after.

mod board;
mod boxes;
mod check;
mod document;
mod fonts;
mod layout;
mod paper;
mod photo;
mod prepare;
mod qr;
mod typesetter;
mod world;

pub use board::{BoardOptions, BoardPage, BoardPerson, BoardQr, BoardStyle, Extent};
pub use document::Document;
pub use paper::{
    Adjustment, Annex, Appeal, BlankHousehold, BlankLeaf, BlankRow, BlankSheet, Block, Change, Contents, ContentsRow,
    Correction, DefectGroup, DefectLine, DefectList, Derivation, Draw, DrawRow, Fact, Goods, GoodsRow, Handover,
    HandoverItem, Imprint, Indicator, ListEntry, LotRecord, Notice, Payment, PaymentRow, Publication, RankGroup,
    RankRow, Ranking, Rectification, RectificationOrder, RedBlack, ScoreRow, ScoreSheet, Step, Table, Talk,
    VillageSheet,
};
pub use typesetter::{PageImage, Typesetter};

#[cfg(test)]
extern crate self as documents;
#[cfg(test)]
#[path = "tests/samples.rs"]
mod samples;
#[cfg(test)]
mod tests;
