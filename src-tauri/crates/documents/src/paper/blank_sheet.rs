//! 月度考评表 to be filled in on site, page by page in the order of an inspection's way; each page has a code that leads back to its
//! rows on the screen.

use domain::Date;
use serde::{Deserialize, Serialize};

use super::Indicator;

/// All pages of one inspection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BlankSheet {
    /// The office, also the PDF's author.
    pub office: String,
    /// `网格员月度考评表`.
    pub title: String,
    /// `2026年6月`.
    pub month: String,
    /// `集中检查第1次`.
    pub inspection: String,
    /// The indicators, left to right.
    pub indicators: Vec<Indicator>,
    /// The pages, split by [`BlankSheet::pages_of`].
    pub leaves: Vec<BlankLeaf>,
    /// The signature line, left to right: `检查人`, `村负责人`, `检查日期`.
    pub signatures: Vec<String>,
    /// How to fill it in, at the foot.
    pub note: String,
    /// The date in the PDF's data.
    pub date: Date,
}

/// A page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BlankLeaf {
    /// `2606-J1-201-1`, in print and as a QR code.
    pub code: String,
    /// The village.
    pub village: String,
    /// Its place on the way: `第3站`.
    pub order: String,
    /// Which page of the village's: `第1页，共2页`.
    pub page: String,
    /// The number of the first row.
    pub first: usize,
    /// The rows to write on.
    pub rows: Vec<BlankRow>,
    /// The households drawn.
    pub households: Vec<BlankHousehold>,
}

/// One worker.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BlankRow {
    /// The name.
    pub name: String,
    /// The grid: `第三网格`.
    pub grid: String,
    /// `请假`, `免考` or `未考评`, where it is known.
    pub remark: String,
}

/// A household that was drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BlankHousehold {
    /// Number and head.
    pub name: String,
    /// Its grid.
    pub grid: String,
    /// Whom its answer is about.
    pub about: String,
    /// The boxes to tick, a question each: `□优　□良　□中　□差`.
    pub answers: Vec<String>,
}

/// The columns from which on a page is turned.
const TURNED_FROM: usize = 6;
/// In tenths of a millimetre, as the template lays them out: what rows and households have on a page upright and turned, a
/// row, the head of the households, a household.
const ROOM: (usize, usize) = (1_780, 1_160);
const ROW: usize = 105;
const HOUSEHOLD_HEAD: usize = 150;
const HOUSEHOLD: usize = 85;
/// Fewer than these are not begun at the foot of a page.
const TOGETHER: usize = 3;

impl BlankSheet {
    /// How many rows and households stand on each page of a village.
    pub fn pages_of(indicators: usize, rows: usize, households: usize) -> Vec<(usize, usize)> {
        let room = if indicators < TURNED_FROM { ROOM.0 } else { ROOM.1 };
        let full = room / ROW;
        let mut pages: Vec<(usize, usize)> = (0..rows.div_ceil(full)).map(|n| (full.min(rows - n * full), 0)).collect();
        let mut left = households;
        let fitting = |taken: usize| (room - taken).saturating_sub(HOUSEHOLD_HEAD) / HOUSEHOLD;
        if let Some((rows, asked)) = pages.last_mut() {
            let fit = fitting(*rows * ROW).min(left);
            if fit == left || fit >= TOGETHER {
                (*asked, left) = (fit, left - fit);
            }
        }
        while left > 0 {
            let fit = fitting(0).min(left);
            pages.push((0, fit));
            left -= fit;
        }
        pages
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(indicators: usize, rows: usize, households: usize, expected: &[(usize, usize)]) {
        assert_eq!(BlankSheet::pages_of(indicators, rows, households), expected, "{indicators} {rows} {households}");
    }

    #[test]
    fn every_row_and_household_stands_on_one_page_and_none_is_overfull() {
        check(12, 7, 0, &[(7, 0)]);
        check(12, 9, 0, &[(9, 0)]);
        check(12, 20, 0, &[(11, 0), (9, 0)]);
        check(12, 3, 5, &[(3, 5)]);
        check(12, 9, 5, &[(9, 0), (0, 5)]);
        check(3, 16, 5, &[(16, 0), (0, 5)]);
        check(3, 8, 5, &[(8, 5)]);
        check(12, 0, 0, &[]);
    }
}
