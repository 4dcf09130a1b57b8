//! Boards and papers.

use super::view;
use domain::{BoardId, Date, GridId};

view! {
    /// A grid's board.
    pub struct BoardRow {
        /// Id; `None` until it was first printed.
        pub board: Option<BoardId>,
        /// Grid.
        pub grid: GridId,
        /// Code.
        pub code: String,
        /// Grid's name.
        pub grid_name: String,
        /// Village.
        pub village: String,
        /// `to-make`, `printed`, `posted`, `stale`, `taken-down`.
        pub status: String,
        /// What on it is no longer true: field, what it says, what is true.
        pub differences: Vec<BoardDifference>,
        /// Printed on.
        pub printed_on: Option<Date>,
        /// Posted on.
        pub posted_on: Option<Date>,
        /// Where it hangs.
        pub place: String,
        /// Who posted it.
        pub posted_by: String,
        /// Days left to the province's limit; negative is overdue.
        pub days_left: Option<i64>,
    }

    /// A difference between a board on the wall and the truth.
    pub struct BoardDifference {
        /// Field, as 网格员.
        pub field: String,
        /// What hangs.
        pub was: String,
        /// What is true.
        pub now: String,
    }

    /// How boards are printed.
    pub struct BoardOptionsForm {
        /// Millimetres.
        pub width_mm: u32,
        /// Millimetres.
        pub height_mm: u32,
        /// Millimetres beyond the trim.
        pub bleed_mm: u32,
        /// Crop marks.
        pub marks: bool,
        /// `red`, `green`, `plain`.
        pub style: String,
    }

    /// Posted where and by whom.
    pub struct BoardPostForm {
        /// Grid.
        pub grid: GridId,
        /// Date.
        pub on: Date,
        /// Place.
        pub place: String,
        /// Who.
        pub by: String,
        /// True takes it down instead.
        pub take_down: bool,
    }

    /// A paper of a month.
    pub struct PaperRow {
        /// The scheme that it is of.
        pub scheme: String,
        /// Key, as `ranking`; of another scheme than the month's first, `village-ranking:ranking`.
        pub kind: String,
        /// Title, as 成绩排名表.
        pub title: String,
        /// File name to save under.
        pub file_name: String,
        /// Why it can't be made yet; `None` when it can.
        pub unavailable: Option<String>,
    }

    /// Rendered pages.
    pub struct Pages {
        /// PNG as data URLs.
        pub pages: Vec<String>,
        /// How many there are in all.
        pub total: u32,
    }
}
