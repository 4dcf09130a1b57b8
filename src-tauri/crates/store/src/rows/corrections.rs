//! Corrections of closed months, the versions that they made, and what is to be paid or taken back for them.

use domain::{Balance, CorrectionRecord, Month, Outcome, SubjectId};
use rusqlite::{Row, params};

use super::month_at;
use crate::{Db, Tx, fault::OrFault};

fn correction(r: &Row<'_>) -> rusqlite::Result<CorrectionRecord> {
    Ok(CorrectionRecord {
        id: r.get(0)?,
        month: month_at(r, 1)?,
        journal: r.get(2)?,
        by: r.get(3)?,
        on: r.get(4)?,
        reason: r.get(5)?,
        changes: r.get(6)?,
        effects: r.get(7)?,
    })
}

fn balance(r: &Row<'_>) -> rusqlite::Result<Balance> {
    let settled: Option<String> = r.get(5)?;
    Ok(Balance {
        correction: r.get(0)?,
        month: month_at(r, 1)?,
        scheme: r.get(2)?,
        subject: SubjectId(r.get(3)?),
        fen: r.get(4)?,
        settled: settled.map(|_| month_at(r, 5)).transpose()?,
    })
}

impl Db {
    /// Every correction, oldest first.
    pub fn corrections(&self) -> Outcome<Vec<CorrectionRecord>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT id, month, journal, by_whom, on_date, reason, changes, effects FROM correction ORDER BY id",
            )
            .or_fault()?;
        statement.query_map([], correction).and_then(Iterator::collect).or_fault()
    }

    /// The versions of a month that corrections made, oldest first: (version, correction).
    pub fn versions(&self, month: Month) -> Outcome<Vec<(u32, i64)>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT version, correction FROM correction_version WHERE month = ?1 ORDER BY version")
            .or_fault()?;
        statement.query_map([month.to_string()], |r| Ok((r.get(0)?, r.get(1)?))).and_then(Iterator::collect).or_fault()
    }

    /// What was paid or taken back with a month's rewards; `None` for what waits for the next month that closes.
    pub fn balances(&self, settled: Option<Month>) -> Outcome<Vec<Balance>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT correction, month, scheme, subject, fen, settled FROM balance WHERE settled IS ?1 ORDER BY id",
            )
            .or_fault()?;
        statement.query_map([settled.map(|m| m.to_string())], balance).and_then(Iterator::collect).or_fault()
    }

    /// What one correction brought to be paid or taken back.
    pub fn balances_of(&self, correction: i64) -> Outcome<Vec<Balance>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT correction, month, scheme, subject, fen, settled FROM balance WHERE correction = ?1 ORDER BY id",
            )
            .or_fault()?;
        statement.query_map([correction], balance).and_then(Iterator::collect).or_fault()
    }
}

impl Tx<'_> {
    /// Adds a correction made by the entry being written; its `id` and `journal` are ignored and the new id returned.
    pub fn add_correction(&self, c: &CorrectionRecord) -> Outcome<i64> {
        self.conn
            .prepare_cached(
                "INSERT INTO correction (month, journal, by_whom, on_date, reason, changes, effects) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )
            .and_then(|mut s| {
                s.insert(params![c.month.to_string(), self.entry, c.by, c.on, c.reason, c.changes, c.effects])
            })
            .or_fault()
    }

    /// Says that a correction made a month's version.
    pub fn add_version(&self, month: Month, version: u32, correction: i64) -> Outcome<()> {
        self.conn
            .execute(
                "INSERT INTO correction_version (month, version, correction) VALUES (?1, ?2, ?3)",
                params![month.to_string(), version, correction],
            )
            .or_fault()
            .map(drop)
    }

    /// Keeps what a scheme said of a month's version under its next one too, unchanged.
    pub fn carry_over(&self, month: Month, from: u32, to: u32, scheme: &str) -> Outcome<()> {
        self.conn
            .execute(
                "INSERT INTO outcome (month, version, scheme, subject, state, grp, score, rank, grade, reward, goods, \
                 deduction, step, measures) SELECT month, ?3, scheme, subject, state, grp, score, rank, grade, reward, \
                 goods, deduction, step, measures FROM outcome WHERE month = ?1 AND version = ?2 AND scheme = ?4",
                params![month.to_string(), from, to, scheme],
            )
            .or_fault()?;
        self.conn
            .execute(
                "INSERT INTO trace (month, version, scheme, bytes) SELECT month, ?3, scheme, bytes FROM trace \
                 WHERE month = ?1 AND version = ?2 AND scheme = ?4",
                params![month.to_string(), from, to, scheme],
            )
            .or_fault()
            .map(drop)
    }

    /// Adds a sum to pay or to take back.
    pub fn add_balance(&self, b: &Balance) -> Outcome<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO balance (correction, month, scheme, subject, fen, settled) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )
            .and_then(|mut s| {
                s.execute(params![
                    b.correction,
                    b.month.to_string(),
                    b.scheme,
                    b.subject.0,
                    b.fen,
                    b.settled.map(|m| m.to_string())
                ])
            })
            .or_fault()
            .map(drop)
    }

    /// What waits is paid or taken back with the rewards of `month`, which closes.
    pub fn settle_balances(&self, month: Month) -> Outcome<()> {
        self.conn
            .execute("UPDATE balance SET settled = ?1 WHERE settled IS NULL", [month.to_string()])
            .or_fault()
            .map(drop)
    }
}
