//! Settings: JSON by key.

use domain::Outcome;
use rusqlite::OptionalExtension;

use crate::{Db, Tx, fault::OrFault};

impl Db {
    /// A setting's JSON.
    pub fn setting(&self, key: &str) -> Outcome<Option<String>> {
        self.conn
            .prepare_cached("SELECT value FROM setting WHERE key = ?1")
            .and_then(|mut s| s.query_row([key], |row| row.get(0)).optional())
            .or_fault()
    }
}

impl Tx<'_> {
    /// Writes a setting's JSON.
    pub fn put_setting(&self, key: &str, json: &str) -> Outcome<()> {
        self.conn
            .execute(
                "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [key, json],
            )
            .or_fault()
            .map(drop)
    }
}
