//! Looking at what isn't so: a change tried and taken back, and months as they were before they were corrected.

use std::collections::BTreeSet;

use domain::{Month, Outcome};
use rusqlite::{Connection, Result};

use crate::{Db, Store, Tx, capture, fault::OrFault};

/// What the judgement of a month is made from, each with which rows of it a look at some months needs. In the clause,
/// `?1` is a JSON list of months.
const FACTS: &[(&str, &str)] = &[
    ("assignment", "TRUE"),
    ("month", "TRUE"),
    ("trace", "TRUE"),
    ("mark", "inspection IN (SELECT id FROM main.inspection WHERE month IN (SELECT value FROM json_each(?1)))"),
    ("standing", "month IN (SELECT value FROM json_each(?1))"),
    ("finding", "month IN (SELECT value FROM json_each(?1))"),
    ("fact", "month IN (SELECT value FROM json_each(?1))"),
    ("decision", "month IN (SELECT value FROM json_each(?1))"),
];

impl Store {
    /// Runs `work` in a transaction that is taken back in any case: nothing stays but the answer.
    pub fn rehearse<T>(&mut self, work: impl FnOnce(&Tx<'_>) -> Outcome<T>) -> Outcome<T> {
        self.writable()?;
        self.db.conn.execute_batch("BEGIN IMMEDIATE").or_fault()?;
        let answer = work(&Tx { db: &self.db, entry: 0 });
        self.db.conn.execute_batch("ROLLBACK").or_fault()?;
        answer
    }
}

impl Db {
    /// Until [`Db::look_at_now`], this connection reads `months` as they were before the journal's `entries`. Copies of
    /// the rows concerned hide the file's own, which stay untouched, so that this works on a file open for reading too.
    pub fn look_back(&self, entries: &[i64], months: &[Month]) -> Outcome<()> {
        self.looks.set(self.looks.get() + 1);
        let looked = self.hide(entries, months);
        if looked.is_err() {
            self.look_at_now()?;
        }
        looked.or_fault()
    }

    /// Reads the file as it is again.
    pub fn look_at_now(&self) -> Outcome<()> {
        self.looks.set(self.looks.get() + 1);
        let drops: String = FACTS.iter().map(|(name, _)| format!("DROP TABLE IF EXISTS temp.{name};")).collect();
        self.conn.execute_batch(&drops).or_fault()
    }

    fn hide(&self, entries: &[i64], months: &[Month]) -> Result<()> {
        let months: Vec<String> = months.iter().map(ToString::to_string).collect();
        let months = serde_json::to_string(&months).unwrap_or_default();
        let mut newest_first = entries.to_vec();
        newest_first.sort_unstable_by(|a, b| b.cmp(a));
        let tables = capture::tables(&self.conn)?;
        let mut hidden: BTreeSet<&str> = BTreeSet::new();
        for entry in newest_first {
            let mut changes =
                self.conn.prepare("SELECT tbl, before, after FROM main.change WHERE journal = ?1 ORDER BY seq DESC")?;
            let mut rows = changes.query([entry])?;
            while let Some(row) = rows.next()? {
                let (name, before, after): (String, Option<String>, Option<String>) =
                    (row.get(0)?, row.get(1)?, row.get(2)?);
                let Some(table) = tables.iter().find(|t| t.name == name) else { continue };
                let Some((_, which)) = FACTS.iter().find(|(fact, _)| *fact == name) else { continue };
                if hidden.insert(&table.name) {
                    copy(&self.conn, table, which, &months)?;
                }
                put_back(&self.conn, table, before.as_deref(), after.as_deref())?;
            }
        }
        Ok(())
    }
}

fn copy(conn: &Connection, table: &capture::Table, which: &str, months: &str) -> Result<()> {
    let (name, columns, key) = (&table.name, table.columns.join(", "), table.key.join(", "));
    conn.execute_batch(&format!("CREATE TEMP TABLE {name} ({columns}, PRIMARY KEY ({key}))"))?;
    let sql = format!("INSERT INTO temp.{name} ({columns}) SELECT {columns} FROM main.{name} WHERE {which}");
    let mut statement = conn.prepare(&sql)?;
    if statement.parameter_count() == 0 {
        statement.execute([])?
    } else {
        statement.execute([months])?
    };
    Ok(())
}

fn put_back(conn: &Connection, table: &capture::Table, before: Option<&str>, after: Option<&str>) -> Result<()> {
    let (name, columns) = (&table.name, table.columns.join(", "));
    for row in [after, before].into_iter().flatten() {
        let by_key: Vec<_> = table.key.iter().map(|c| format!("{c} IS json_extract(?1, '$.{c}')")).collect();
        conn.execute(&format!("DELETE FROM temp.{name} WHERE {}", by_key.join(" AND ")), [row])?;
    }
    if let Some(before) = before {
        conn.execute(&format!("INSERT INTO temp.{name} ({columns}) VALUES ({})", table.values("?1")), [before])?;
    }
    Ok(())
}
