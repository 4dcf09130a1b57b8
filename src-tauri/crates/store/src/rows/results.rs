//! Closed months as they were judged: outcomes and traces, by version.

use domain::{Month, Outcome, Score, State, StoredOutcome, SubjectId};
use rusqlite::{Row, params};

use super::{list_at, list_text, month_at, parsed};
use crate::{Db, Tx, fault::OrFault};

fn outcome(r: &Row<'_>) -> rusqlite::Result<StoredOutcome> {
    Ok(StoredOutcome {
        subject: SubjectId(r.get(0)?),
        state: parsed(r, 1, State::parse)?,
        group: r.get(2)?,
        score: r.get::<_, Option<i64>>(3)?.map(Score),
        rank: r.get(4)?,
        grade: r.get(5)?,
        reward: r.get(6)?,
        goods: list_at(r, 7)?,
        deduction: r.get(8)?,
        step: r.get(9)?,
        measures: list_at(r, 10)?,
    })
}

/// An outcome with its month and scheme.
fn of_scheme(r: &Row<'_>) -> rusqlite::Result<(Month, String, StoredOutcome)> {
    Ok((month_at(r, 11)?, r.get(12)?, outcome(r)?))
}

const COLUMNS: &str =
    "o.subject, o.state, o.grp, o.score, o.rank, o.grade, o.reward, o.goods, o.deduction, o.step, o.measures";

impl Db {
    /// The stored outcomes of a scheme in a month's version.
    pub fn outcomes(&self, month: Month, version: u32, scheme: &str) -> Outcome<Vec<StoredOutcome>> {
        let sql = format!("SELECT {COLUMNS} FROM outcome o WHERE o.month = ?1 AND o.version = ?2 AND o.scheme = ?3");
        let mut statement = self.conn.prepare_cached(&sql).or_fault()?;
        statement.query_map(params![month.to_string(), version, scheme], outcome).and_then(Iterator::collect).or_fault()
    }

    /// A subject's stored outcomes with their schemes, newest first, each of the month's present version.
    pub fn outcomes_of(&self, subject: SubjectId) -> Outcome<Vec<(Month, String, StoredOutcome)>> {
        let sql = format!(
            "SELECT {COLUMNS}, o.month, o.scheme FROM outcome o JOIN month m ON m.month = o.month AND m.version = o.version \
             WHERE o.subject = ?1 ORDER BY o.month DESC, o.scheme"
        );
        let mut statement = self.conn.prepare_cached(&sql).or_fault()?;
        statement.query_map([subject.0], of_scheme).and_then(Iterator::collect).or_fault()
    }

    /// Outcomes of closed months that ask for something: a measure, or goods to hand out. Oldest first.
    pub fn outcomes_to_settle(&self) -> Outcome<Vec<(Month, String, StoredOutcome)>> {
        let sql = format!(
            "SELECT {COLUMNS}, o.month, o.scheme FROM outcome o JOIN month m ON m.month = o.month AND m.version = o.version \
             WHERE o.measures <> '[]' OR o.goods <> '[]' ORDER BY o.month, o.scheme, o.subject"
        );
        let mut statement = self.conn.prepare_cached(&sql).or_fault()?;
        statement.query_map([], of_scheme).and_then(Iterator::collect).or_fault()
    }

    /// The traces of the last `periods` closed months before `month`, oldest first.
    pub fn traces_before(&self, scheme: &str, month: Month, periods: u32) -> Outcome<Vec<(Month, Vec<u8>)>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT t.month, t.bytes FROM trace t JOIN month m ON m.month = t.month AND m.version = t.version \
                 WHERE t.scheme = ?1 AND t.month < ?2 ORDER BY t.month DESC LIMIT ?3",
            )
            .or_fault()?;
        let mut rows: Vec<_> = statement
            .query_map(params![scheme, month.to_string(), periods], |r| Ok((month_at(r, 0)?, r.get(1)?)))
            .and_then(Iterator::collect)
            .or_fault()?;
        rows.reverse();
        Ok(rows)
    }
}

impl Tx<'_> {
    /// Stores a scheme's outcomes of a month under a version that has none yet.
    pub fn add_outcomes(&self, month: Month, version: u32, scheme: &str, outcomes: &[StoredOutcome]) -> Outcome<()> {
        let month = month.to_string();
        let mut insert = self
            .conn
            .prepare_cached("INSERT INTO outcome VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)")
            .or_fault()?;
        for o in outcomes {
            insert
                .execute(params![
                    month,
                    version,
                    scheme,
                    o.subject.0,
                    o.state.key(),
                    o.group,
                    o.score.map(|s| s.0),
                    o.rank,
                    o.grade,
                    o.reward,
                    list_text(&o.goods),
                    o.deduction,
                    o.step,
                    list_text(&o.measures)
                ])
                .or_fault()?;
        }
        Ok(())
    }

    /// Stores what later months need of a closed one. The latest decisions of a closed month write it anew.
    pub fn put_trace(&self, month: Month, version: u32, scheme: &str, bytes: &[u8]) -> Outcome<()> {
        self.conn
            .execute(
                "INSERT INTO trace VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (month, version, scheme) DO UPDATE SET bytes = excluded.bytes",
                params![month.to_string(), version, scheme, bytes],
            )
            .or_fault()
            .map(drop)
    }
}
