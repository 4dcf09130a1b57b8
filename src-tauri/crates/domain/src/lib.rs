//! The nouns of the field and their exact figures. Nothing here does IO, asks a clock, or holds a float.
//!
//! Scores are integer hundredths, money is integer fen, months are [`Month`], dates are local civil dates.

mod code;
mod correction;
mod defects;
mod exact;
mod fault;
mod lots;
mod money;
mod month;
mod nouns;
mod records;
mod text;

pub use chrono::NaiveDate as Date;
pub use code::{GridCode, VILLAGE_CODE_DIGITS};
pub use correction::{Balance, CorrectionRecord};
pub use defects::{CommonDefect, Defect};
pub use exact::{Score, decimal_places, parse_scaled, render_scaled};
pub use fault::{Fault, Outcome, Problem};
pub use lots::{Ballot, BallotFact, Candidate, Lot, LotKind, Question};
pub use money::Money;
pub use month::Month;
pub use nouns::{
    AssignmentId, BoardId, DefectId, DefectSource, DefectState, Finder, GridId, GridLevel, HouseholdId, InspectionKind,
    MonthState, PersonId, PhotoId, PhotoStage, Role, State, SubjectId,
};
pub use records::*;
pub use text::{chars, fold_width, initials_match};
