//! What SQLite itself can say of a file's soundness.

use domain::{Outcome, Problem};

use crate::{Db, fault::OrFault, open::schema_version};

impl Db {
    /// Damage and dangling references; empty when sound.
    pub fn integrity(&self) -> Outcome<Vec<Problem>> {
        let mut problems = Vec::new();
        let mut check = self.conn.prepare("PRAGMA integrity_check(20)").or_fault()?;
        let verdicts: Vec<String> = check.query_map([], |r| r.get(0)).and_then(Iterator::collect).or_fault()?;
        problems
            .extend(verdicts.into_iter().filter(|v| v != "ok").map(|v| Problem::new("integrity").with("detail", v)));
        let mut keys = self.conn.prepare("PRAGMA foreign_key_check").or_fault()?;
        let dangling: Vec<(String, Option<i64>, String)> =
            keys.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).and_then(Iterator::collect).or_fault()?;
        problems.extend(dangling.into_iter().map(|(table, row, parent)| {
            let place = row.map_or_else(|| table.clone(), |row| format!("{table}/{row}"));
            Problem::new("dangling").at(place).with("parent", parent)
        }));
        Ok(problems)
    }

    /// The schema version of the program, which is the file's once it is open.
    pub fn schema_version(&self) -> i64 {
        schema_version()
    }
}
