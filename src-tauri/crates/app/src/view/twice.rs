//! Marks entered twice from one paper, and what came out differently.

use super::{SheetCell, view};
use domain::SubjectId;

view! {
    /// Both readings of an inspection's sheet, compared.
    pub struct Comparison {
        /// Whose sheet.
        pub inspection: i64,
        /// The inspection, as people call it.
        pub name: String,
        /// Rows of which something was entered in either reading.
        pub rows: u32,
        /// Columns of the sheet.
        pub columns: u32,
        /// Cells that both readings have.
        pub compared: u32,
        /// Cells that only the first has: the second is not done there.
        pub only_first: u32,
        /// Cells that only the second has; each is among the differences.
        pub only_second: u32,
        /// What is to be decided, in the order of the sheet.
        pub differences: Vec<ReadingDifference>,
        /// Both are whole and the same.
        pub agrees: bool,
    }

    /// A cell, or a whole row by its state, that was read differently.
    pub struct ReadingDifference {
        /// Who.
        pub person: SubjectId,
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// Village.
        pub village: String,
        /// Which indicator; 0 for the whole row.
        pub indicator: i64,
        /// Its name; empty for the whole row.
        pub indicator_name: String,
        /// The first reading; `None` was left empty. For a row without a state the text is empty.
        pub first: Option<SheetCell>,
        /// The second reading.
        pub second: Option<SheetCell>,
    }

    /// How far a month's sheets were entered twice, for the hints before it is closed.
    pub struct SecondEntryState {
        /// The inspection.
        pub inspection: i64,
        /// As people call it.
        pub name: String,
        /// Rows of which something was entered in either reading.
        pub rows: u32,
        /// Columns.
        pub columns: u32,
        /// Cells that both readings have.
        pub compared: u32,
        /// Differences that nobody has decided.
        pub differences: u32,
        /// Cells that only the first reading has.
        pub only_first: u32,
        /// Both are whole and the same.
        pub agrees: bool,
    }
}
