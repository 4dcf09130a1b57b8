//! The office file: one SQLite file that holds everything. The only crate that names rusqlite, or any SQL.
//!
//! Reading is on [`Db`]; writing is on [`Tx`], which only [`Store::write`] hands out: one transaction writes the
//! change, the journal entry and what changed, row by row.

mod aside;
mod backup;
mod bare;
mod capture;
mod check;
mod fault;
mod journal;
mod lock;
mod open;
mod rows;
mod stamp;

use rusqlite::Connection;
use std::{
    cell::Cell,
    path::{Path, PathBuf},
};

pub use backup::{backup_to, restore};
pub use bare::BareFile;
pub use journal::Entry;
pub use lock::holder_of;
pub use open::Access;
pub use rows::{CellChange, HintSeen, MarkRow, Second, SecondRow};
pub use stamp::Stamp;

/// Reading from an open office file.
pub struct Db {
    conn: Connection,
    /// How often this connection began or ceased to look at what isn't so.
    looks: Cell<u64>,
}

/// An open office file.
pub struct Store {
    db: Db,
    path: PathBuf,
    access: Access,
    lock: Option<lock::FileLock>,
}

/// Writing within one transaction; reads see what was written.
pub struct Tx<'a> {
    db: &'a Db,
    /// The journal entry that is being written.
    pub entry: i64,
}

impl std::ops::Deref for Store {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.db
    }
}

impl std::ops::Deref for Tx<'_> {
    type Target = Db;
    fn deref(&self) -> &Db {
        self.db
    }
}

impl Store {
    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it was opened for writing, or why not.
    pub fn access(&self) -> &Access {
        &self.access
    }
}
