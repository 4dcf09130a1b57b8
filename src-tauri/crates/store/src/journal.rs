//! The one gate to a write, and undo, which is itself a write.

use domain::{Fault, JournalRecord, Outcome, Problem};
use rusqlite::{OptionalExtension, Row, params};

use crate::{Access, Db, Store, Tx, capture, fault::OrFault};

/// What a write says of itself.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Local time, from the one clock.
    pub at: String,
    /// Who.
    pub by: String,
    /// Verb.
    pub verb: String,
    /// Arguments of its sentence, a JSON object.
    pub args: String,
    /// Reason, where one is asked for.
    pub reason: Option<String>,
    /// Whether it can be undone; what can't be isn't captured row by row.
    pub undoable: bool,
}

const COLUMNS: &str = "id, at, by_whom, verb, args, reason, undoes, undone_by, undoable";

fn record(row: &Row<'_>) -> rusqlite::Result<JournalRecord> {
    Ok(JournalRecord {
        id: row.get(0)?,
        at: row.get(1)?,
        by: row.get(2)?,
        verb: row.get(3)?,
        args: row.get(4)?,
        reason: row.get(5)?,
        undoes: row.get(6)?,
        undone_by: row.get(7)?,
        undoable: row.get(8)?,
    })
}

impl Store {
    /// Runs `work` in one transaction with its journal entry; a refusal leaves everything as it was.
    pub fn write<T>(&mut self, entry: &Entry, work: impl FnOnce(&Tx<'_>) -> Outcome<T>) -> Outcome<T> {
        self.transact(entry, None, work)
    }

    fn transact<T>(
        &mut self,
        entry: &Entry,
        undoes: Option<i64>,
        work: impl FnOnce(&Tx<'_>) -> Outcome<T>,
    ) -> Outcome<T> {
        self.writable()?;
        self.db.conn.execute_batch("BEGIN IMMEDIATE").or_fault()?;
        let result = self.db.entry(entry, undoes).and_then(|id| {
            let tx = Tx { db: &self.db, entry: id };
            let value = work(&tx)?;
            self.db.conn.execute("DELETE FROM temp.recording", []).or_fault()?;
            Ok(value)
        });
        match result.and_then(|value| self.db.conn.execute_batch("COMMIT").or_fault().map(|()| value)) {
            Ok(value) => Ok(value),
            Err(fault) => {
                // The transaction may have been rolled back by SQLite itself (a full disk).
                let _ = self.db.conn.execute_batch("ROLLBACK");
                Err(fault)
            }
        }
    }

    /// Refused when the file was opened for reading.
    pub(crate) fn writable(&self) -> Outcome<()> {
        match self.access {
            Access::Write => Ok(()),
            Access::Read => Err(Problem::new("opened-read-only").at(self.path.display()).into()),
        }
    }

    /// Takes back an entry: each of its rows goes back to what it was, if it is still what the entry made it.
    pub fn undo(&mut self, target: i64, entry: &Entry) -> Outcome<()> {
        self.transact(entry, Some(target), |tx| tx.reverse(target))
    }
}

impl Db {
    fn entry(&self, entry: &Entry, undoes: Option<i64>) -> Outcome<i64> {
        self.conn
            .prepare_cached(
                "INSERT INTO journal (at, by_whom, verb, args, reason, undoable, undoes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )
            .and_then(|mut s| {
                s.execute(params![entry.at, entry.by, entry.verb, entry.args, entry.reason, entry.undoable, undoes])
            })
            .or_fault()?;
        let id = self.conn.last_insert_rowid();
        if entry.undoable {
            self.conn
                .prepare_cached("INSERT INTO temp.recording VALUES (?1)")
                .and_then(|mut s| s.execute([id]))
                .or_fault()?;
        }
        Ok(id)
    }

    /// The newest entries, or those before `before`.
    pub fn journal(&self, limit: u32, before: Option<i64>) -> Outcome<Vec<JournalRecord>> {
        let sql = format!("SELECT {COLUMNS} FROM journal WHERE ?1 IS NULL OR id < ?1 ORDER BY id DESC LIMIT ?2");
        let mut statement = self.conn.prepare(&sql).or_fault()?;
        statement.query_map(params![before, limit], record).and_then(Iterator::collect).or_fault()
    }

    /// One entry.
    pub fn journal_entry(&self, id: i64) -> Outcome<Option<JournalRecord>> {
        let sql = format!("SELECT {COLUMNS} FROM journal WHERE id = ?1");
        self.conn.query_row(&sql, [id], record).optional().or_fault()
    }

    /// The entry that undo would take back: the newest that stands, unless one that can't be undone is newer.
    pub fn undo_target(&self) -> Outcome<Option<JournalRecord>> {
        Ok(self.last_standing()?.filter(|r| r.undoable))
    }

    /// The newest entry that stands, whether it can be undone or not.
    pub fn last_standing(&self) -> Outcome<Option<JournalRecord>> {
        // An undo and its redo stand for the entry that they are about, which is found by itself.
        let sql = format!(
            "SELECT {COLUMNS} FROM journal WHERE undone_by IS NULL AND verb NOT IN ('undo', 'redo') ORDER BY id DESC LIMIT 1"
        );
        self.conn.query_row(&sql, [], record).optional().or_fault()
    }

    /// The undo that redo would take back: the newest, unless something else was done since.
    pub fn redo_target(&self) -> Outcome<Option<(JournalRecord, JournalRecord)>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM journal WHERE undone_by IS NULL AND verb <> 'redo' ORDER BY id DESC LIMIT 1"
        );
        let Some(undo) = self.conn.query_row(&sql, [], record).optional().or_fault()? else { return Ok(None) };
        let Some(undone) = undo.undoes.filter(|_| undo.verb == "undo") else { return Ok(None) };
        Ok(self.journal_entry(undone)?.map(|entry| (undo, entry)))
    }
}

impl Tx<'_> {
    fn reverse(&self, target: i64) -> Outcome<()> {
        let conn = &self.db.conn;
        conn.execute_batch("PRAGMA defer_foreign_keys = ON").or_fault()?;
        let tables = capture::tables(conn).or_fault()?;
        let mut changes = conn
            .prepare("SELECT tbl, key, before, after FROM change WHERE journal = ?1 ORDER BY seq DESC")
            .or_fault()?;
        type Change = (String, String, Option<String>, Option<String>);
        let changes: Vec<Change> = changes
            .query_map([target], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
            .and_then(Iterator::collect)
            .or_fault()?;
        for (name, _, before, after) in changes {
            let table =
                tables.iter().find(|t| t.name == name).ok_or_else(|| Fault::from(Problem::new("undo-too-old")))?;
            self.put_back(table, before.as_deref(), after.as_deref())?;
        }
        let marked = conn
            .execute("UPDATE journal SET undone_by = ?1 WHERE id = ?2 AND undone_by IS NULL", [self.entry, target])
            .or_fault()?;
        // Redo takes back an undo: the first entry stands again.
        conn.execute(
            "UPDATE journal SET undone_by = NULL WHERE id = (SELECT undoes FROM journal WHERE id = ?1)",
            [target],
        )
        .or_fault()?;
        if marked == 1 { Ok(()) } else { Err(Problem::new("undo-done-already").into()) }
    }

    fn put_back(&self, table: &capture::Table, before: Option<&str>, after: Option<&str>) -> Outcome<()> {
        let conn = &self.db.conn;
        let name = &table.name;
        let by_key = table
            .key
            .iter()
            .map(|c| format!("{name}.{c} IS json_extract(?1, '$.{c}')"))
            .collect::<Vec<_>>()
            .join(" AND ");
        if let Some(after) = after {
            let sql = format!("SELECT {} FROM main.{name} WHERE {by_key}", table.json(name));
            let now: Option<String> =
                conn.prepare_cached(&sql).and_then(|mut s| s.query_row([after], |r| r.get(0)).optional()).or_fault()?;
            if now.as_deref() != Some(after) {
                return Err(Problem::new("undo-changed-since").into());
            }
        }
        let columns = table.columns.join(", ");
        // Undoing a pasted sheet puts back thousands of rows of one table.
        let run = |sql: String, row: &str| conn.prepare_cached(&sql).and_then(|mut s| s.execute([row]));
        let changed = match (before, after) {
            (None, Some(after)) => run(format!("DELETE FROM main.{name} WHERE {by_key}"), after),
            (Some(before), None) => {
                run(format!("INSERT INTO main.{name} ({columns}) VALUES ({})", table.values("?1")), before)
            }
            (Some(before), Some(_)) => run(
                format!("UPDATE main.{name} SET ({columns}) = (SELECT {}) WHERE {by_key}", table.values("?1")),
                before,
            ),
            (None, None) => Ok(1),
        };
        match changed.or_fault()? {
            1 => Ok(()),
            _ => Err(Problem::new("undo-changed-since").into()),
        }
    }
}
