//! Excel and CSV: bytes to rows and problems with cell addresses; tables to bytes.
//!
//! Nothing is guessed silently: what can't be read for certain is a problem at its cell with the readings to choose
//! from, and what was settled by a rule (a village carried down, a totals row left out) is told as a note.

mod body;
mod header;
mod problem;
mod read;
mod roster;
mod table;
mod values;

pub use problem::{CellProblem, Field};
pub use read::read;
pub use roster::{ROSTER_HEADERS, Roster, RosterRow, roster};
pub use table::{Cell, CellKind, Region, Table, address};
