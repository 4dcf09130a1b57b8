//! Closed months as they were judged: outcomes and traces, by version.

use domain::{Month, Outcome, PersonId, Score, State, StoredOutcome};
use rusqlite::{Row, params};

use super::{list_at, list_text, month_at, parsed};
use crate::{Db, Tx, fault::OrFault};

fn outcome(r: &Row<'_>) -> rusqlite::Result<StoredOutcome> {
    Ok(StoredOutcome {
        person: PersonId(r.get(0)?),
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

const COLUMNS: &str =
    "o.person, o.state, o.grp, o.score, o.rank, o.grade, o.reward, o.goods, o.deduction, o.step, o.measures";

impl Db {
    /// The stored outcomes of a month's version.
    pub fn outcomes(&self, month: Month, version: u32) -> Outcome<Vec<StoredOutcome>> {
        let sql = format!("SELECT {COLUMNS} FROM outcome o WHERE o.month = ?1 AND o.version = ?2");
        let mut statement = self.conn.prepare_cached(&sql).or_fault()?;
        statement.query_map(params![month.to_string(), version], outcome).and_then(Iterator::collect).or_fault()
    }

    /// A person's stored outcomes, newest first, each of the month's present version.
    pub fn outcomes_of(&self, person: PersonId) -> Outcome<Vec<(Month, StoredOutcome)>> {
        let sql = format!(
            "SELECT {COLUMNS}, o.month FROM outcome o JOIN month m ON m.month = o.month AND m.version = o.version \
             WHERE o.person = ?1 ORDER BY o.month DESC"
        );
        let mut statement = self.conn.prepare_cached(&sql).or_fault()?;
        statement.query_map([person.0], |r| Ok((month_at(r, 11)?, outcome(r)?))).and_then(Iterator::collect).or_fault()
    }

    /// Outcomes of closed months that ask for something: a measure, or goods to hand out. Oldest first.
    pub fn outcomes_to_settle(&self) -> Outcome<Vec<(Month, StoredOutcome)>> {
        let sql = format!(
            "SELECT {COLUMNS}, o.month FROM outcome o JOIN month m ON m.month = o.month AND m.version = o.version \
             WHERE o.measures <> '[]' OR o.goods <> '[]' ORDER BY o.month, o.person"
        );
        let mut statement = self.conn.prepare_cached(&sql).or_fault()?;
        statement.query_map([], |r| Ok((month_at(r, 11)?, outcome(r)?))).and_then(Iterator::collect).or_fault()
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
    /// Stores a month's outcomes under a version that has none yet.
    pub fn add_outcomes(&self, month: Month, version: u32, outcomes: &[StoredOutcome]) -> Outcome<()> {
        let month = month.to_string();
        let mut insert = self
            .conn
            .prepare_cached("INSERT INTO outcome VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")
            .or_fault()?;
        for o in outcomes {
            insert
                .execute(params![
                    month,
                    version,
                    o.person.0,
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
