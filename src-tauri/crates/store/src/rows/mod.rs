//! One file a noun: its reads on [`crate::Db`], its writes on [`crate::Tx`].

mod boards;
mod corrections;
mod defects;
mod drafts;
mod evidence;
mod grids;
mod hints;
mod lots;
mod marks;
mod months;
mod people;
mod photos;
mod policies;
mod results;
mod second_marks;
mod settings;

pub use hints::HintSeen;
pub use marks::{CellChange, MarkRow};
pub use second_marks::{Second, SecondRow};

use domain::Month;
use rusqlite::{Row, types::Type};

/// A text column read by `parse`; a value that doesn't parse names its column.
pub(crate) fn parsed<T>(row: &Row<'_>, column: usize, parse: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    parse(&text).ok_or_else(|| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, format!("unknown value {text}").into())
    })
}

pub(crate) fn month_at(row: &Row<'_>, column: usize) -> rusqlite::Result<Month> {
    parsed(row, column, |text| text.parse().ok())
}

pub(crate) fn list_at(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<String>> {
    parsed(row, column, |text| serde_json::from_str(text).ok())
}

pub(crate) fn list_text(list: &[String]) -> String {
    serde_json::to_string(list).unwrap_or_else(|_| "[]".into())
}
