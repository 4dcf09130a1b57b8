//! Marks: one row each.

use domain::{Mark, MarkValue, Month, Outcome, Score, SubjectId};
use rusqlite::{OptionalExtension, Row, params};

use crate::{Db, Tx, fault::OrFault};

/// A mark with who saved it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkRow {
    /// The mark.
    pub mark: Mark,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
}

/// An earlier value of a cell: `None` was empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// What it became.
    pub value: Option<MarkValue>,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
}

fn value(earned: Option<i64>, lost: Option<i64>) -> Option<MarkValue> {
    earned.map(|v| MarkValue::Earned(Score(v))).or_else(|| lost.map(|v| MarkValue::Lost(Score(v))))
}

fn mark(row: &Row<'_>) -> rusqlite::Result<Mark> {
    // The table's CHECK holds exactly one of the two.
    let value = value(row.get(3)?, row.get(4)?).unwrap_or(MarkValue::Lost(Score(0)));
    Ok(Mark {
        inspection: row.get(0)?,
        subject: SubjectId(row.get(1)?),
        indicator: row.get(2)?,
        value,
        saved: row.get(5)?,
    })
}

impl Db {
    /// Calls `each` with every mark of a scheme's inspections in a month, in order of inspection, subject and indicator.
    pub fn each_mark(&self, month: Month, scheme: &str, mut each: impl FnMut(Mark)) -> Outcome<()> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT m.inspection, m.subject, m.indicator, m.earned, m.lost, m.saved FROM inspection i \
                 CROSS JOIN mark m ON m.inspection = i.id WHERE i.month = ?1 AND i.scheme = ?2",
            )
            .or_fault()?;
        let mut rows = statement.query([month.to_string().as_str(), scheme]).or_fault()?;
        while let Some(row) = rows.next().or_fault()? {
            each(mark(row).or_fault()?);
        }
        Ok(())
    }

    /// Calls `each` with the subject, indicator and value of every mark of an inspection, in that order. Ten years are
    /// read through it, so no more is asked for than judging needs.
    pub fn each_value(&self, inspection: i64, mut each: impl FnMut(SubjectId, i64, MarkValue)) -> Outcome<()> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT subject, indicator, earned, lost FROM mark WHERE inspection = ?1")
            .or_fault()?;
        let mut rows = statement.query([inspection]).or_fault()?;
        while let Some(row) = rows.next().or_fault()? {
            let value = match row.get(2).or_fault()? {
                Some(earned) => MarkValue::Earned(Score(earned)),
                None => MarkValue::Lost(Score(row.get(3).or_fault()?)),
            };
            each(SubjectId(row.get(0).or_fault()?), row.get(1).or_fault()?, value);
        }
        Ok(())
    }

    /// Calls `each` with the indicator and value of every mark of a subject in an inspection, in that order.
    pub fn each_value_of(
        &self,
        inspection: i64,
        subject: SubjectId,
        mut each: impl FnMut(i64, MarkValue),
    ) -> Outcome<()> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT indicator, earned, lost FROM mark WHERE inspection = ?1 AND subject = ?2")
            .or_fault()?;
        let mut rows = statement.query([inspection, subject.0]).or_fault()?;
        while let Some(row) = rows.next().or_fault()? {
            let value = match row.get(1).or_fault()? {
                Some(earned) => MarkValue::Earned(Score(earned)),
                None => MarkValue::Lost(Score(row.get(2).or_fault()?)),
            };
            each(row.get(0).or_fault()?, value);
        }
        Ok(())
    }

    /// The sum of a month's marks, by SQLite alone: what the benchmark measures the engine against.
    pub fn sum_of_marks(&self, month: Month) -> Outcome<Vec<(SubjectId, i64)>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT m.subject, sum(coalesce(m.earned, -m.lost)) FROM inspection i \
                 CROSS JOIN mark m ON m.inspection = i.id WHERE i.month = ?1 GROUP BY m.subject",
            )
            .or_fault()?;
        statement
            .query_map([month.to_string()], |r| Ok((SubjectId(r.get(0)?), r.get(1)?)))
            .and_then(Iterator::collect)
            .or_fault()
    }

    /// The sum of every mark in the file, by SQLite alone: what the benchmark measures the whole history against.
    pub fn sum_of_all_marks(&self) -> Outcome<i64> {
        self.conn
            .prepare_cached("SELECT sum(coalesce(earned, -lost)) FROM mark")
            .and_then(|mut s| s.query_row([], |r| r.get(0)))
            .or_fault()
    }

    /// The marks of an inspection, with who saved them.
    pub fn marks_of(&self, inspection: i64) -> Outcome<Vec<MarkRow>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT m.inspection, m.subject, m.indicator, m.earned, m.lost, m.saved, j.by_whom, j.at \
                 FROM mark m JOIN journal j ON j.id = m.saved WHERE m.inspection = ?1",
            )
            .or_fault()?;
        statement
            .query_map([inspection], |r| Ok(MarkRow { mark: mark(r)?, by: r.get(6)?, at: r.get(7)? }))
            .and_then(Iterator::collect)
            .or_fault()
    }

    /// One mark.
    pub fn mark(&self, inspection: i64, subject: SubjectId, indicator: i64) -> Outcome<Option<Mark>> {
        self.conn
            .prepare_cached(
                "SELECT inspection, subject, indicator, earned, lost, saved FROM mark \
                 WHERE inspection = ?1 AND subject = ?2 AND indicator = ?3",
            )
            .and_then(|mut s| s.query_row(params![inspection, subject.0, indicator], mark).optional())
            .or_fault()
    }

    /// The marks of a subject in all inspections of a month, each with the scheme of its inspection.
    pub fn marks_on(&self, month: Month, subject: SubjectId) -> Outcome<Vec<(String, Mark)>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT m.inspection, m.subject, m.indicator, m.earned, m.lost, m.saved, i.scheme FROM inspection i \
                 CROSS JOIN mark m ON m.inspection = i.id AND m.subject = ?2 WHERE i.month = ?1 \
                 ORDER BY m.inspection, m.indicator",
            )
            .or_fault()?;
        statement
            .query_map(params![month.to_string(), subject.0], |r| Ok((r.get(6)?, mark(r)?)))
            .and_then(Iterator::collect)
            .or_fault()
    }

    /// How many cells of an inspection are marked.
    pub fn count_marks(&self, inspection: i64) -> Outcome<u32> {
        self.conn
            .prepare_cached("SELECT count(*) FROM mark WHERE inspection = ?1")
            .and_then(|mut s| s.query_row([inspection], |r| r.get(0)))
            .or_fault()
    }

    /// What a cell held before, newest first.
    pub fn cell_history(&self, inspection: i64, subject: SubjectId, indicator: i64) -> Outcome<Vec<CellChange>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT json_extract(c.after, '$.earned'), json_extract(c.after, '$.lost'), j.by_whom, j.at \
                 FROM change c JOIN journal j ON j.id = c.journal WHERE c.tbl = 'mark' AND c.key = ?1 ORDER BY c.seq DESC",
            )
            .or_fault()?;
        let key = format!("{inspection}/{}/{indicator}", subject.0);
        statement
            .query_map([key], |r| Ok(CellChange { value: value(r.get(0)?, r.get(1)?), by: r.get(2)?, at: r.get(3)? }))
            .and_then(Iterator::collect)
            .or_fault()
    }
}

impl Tx<'_> {
    /// Writes or clears a mark.
    pub fn put_mark(
        &self,
        inspection: i64,
        subject: SubjectId,
        indicator: i64,
        value: Option<MarkValue>,
    ) -> Outcome<()> {
        let (earned, lost) = match value {
            None => {
                return self
                    .conn
                    .prepare_cached("DELETE FROM mark WHERE inspection = ?1 AND subject = ?2 AND indicator = ?3")
                    .and_then(|mut s| s.execute(params![inspection, subject.0, indicator]))
                    .or_fault()
                    .map(drop);
            }
            Some(MarkValue::Earned(score)) => (Some(score.0), None),
            Some(MarkValue::Lost(score)) => (None, Some(score.0)),
        };
        self.conn
            .prepare_cached(
                "INSERT INTO mark (inspection, subject, indicator, earned, lost, saved) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                 ON CONFLICT (inspection, subject, indicator) \
                 DO UPDATE SET earned = excluded.earned, lost = excluded.lost, saved = excluded.saved",
            )
            .and_then(|mut s| s.execute(params![inspection, subject.0, indicator, earned, lost, self.entry]))
            .or_fault()
            .map(drop)
    }
}
