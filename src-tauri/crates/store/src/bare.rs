//! What a single row costs on this disk with our own pragmas and nothing else: the peer of the benchmark.

use domain::Outcome;
use rusqlite::Connection;
use std::path::Path;

use crate::{fault::OrFault, open::prepare};

/// A table of one column in a file of its own.
pub struct BareFile(Connection);

impl BareFile {
    /// Makes the file.
    pub fn create(path: &Path) -> Outcome<Self> {
        let conn = Connection::open(path).or_fault()?;
        prepare(&conn)?;
        conn.execute_batch("CREATE TABLE row (value INTEGER NOT NULL) STRICT").or_fault()?;
        Ok(Self(conn))
    }

    /// Writes one row and waits until it is on the disk.
    pub fn commit(&self, value: i64) -> Outcome<()> {
        let mut statement = self.0.prepare_cached("INSERT INTO row VALUES (?1)").or_fault()?;
        statement.execute([value]).or_fault().map(drop)
    }
}
