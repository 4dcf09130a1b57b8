//! Excel and CSV: bytes to rows and problems with cell addresses; tables to bytes.
//!
//! Nothing is guessed silently: what can't be read for certain is a problem at its cell with the readings to choose
//! from, and what was settled by a rule (a village carried down, a totals row left out) is told as a note.

mod body;
mod fact_cells;
mod facts;
mod header;
mod households;
mod id_number;
mod marks;
mod problem;
mod read;
mod roster;
mod table;
mod values;
mod write;

pub use fact_cells::{FactCells, FactLine, fact_cells};
pub use facts::{FactRow, facts};
pub use households::{HouseholdRow, Households, households};
pub use marks::{Mark, MarkCell, MarkRow, Marks, MarksShape, marks, marks_answered};
pub use problem::{CellProblem, Field};
pub use read::read;
pub use roster::{ROSTER_HEADERS, Roster, RosterRow, roster};
pub use table::{Cell, CellKind, Region, Table, address};
pub use write::{
    Column, Kind, MarksSheet, Out, SheetIndicator, SheetPerson, TableModel, csv, marks_csv, marks_template, workbook,
};
