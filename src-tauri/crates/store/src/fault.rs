//! SQLite's errors as refusals with words.

use domain::{Fault, Problem};
use rusqlite::ErrorCode;

/// Results of SQLite as results of the office.
pub(crate) trait OrFault<T> {
    fn or_fault(self) -> Result<T, Fault>;
}

impl<T> OrFault<T> for rusqlite::Result<T> {
    fn or_fault(self) -> Result<T, Fault> {
        self.map_err(|error| sqlite_fault(&error))
    }
}

pub(crate) fn sqlite_fault(error: &rusqlite::Error) -> Fault {
    let code = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => "file-busy",
        Some(ErrorCode::DiskFull) => "disk-full",
        Some(ErrorCode::DatabaseCorrupt) => "file-damaged",
        Some(ErrorCode::NotADatabase) => "file-not-ours",
        Some(ErrorCode::ReadOnly) => "file-read-only",
        _ => "store-failed",
    };
    Fault::refused(vec![Problem::new(code).with("detail", error)])
}
