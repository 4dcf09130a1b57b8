//! Marks entered a second time from the same paper.

use domain::{MarkValue, Outcome, Score, State, SubjectId};
use rusqlite::{Row, params};

use super::parsed;
use crate::{Db, Tx, fault::OrFault};

/// What a cell was read as the second time: a mark, or the word for the whole row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Second {
    /// A mark.
    Mark(MarkValue),
    /// 缺勤, 免考 or 未考评.
    State(State),
}

/// A cell of the second reading, with who saved it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondRow {
    /// Who is judged.
    pub subject: SubjectId,
    /// Indicator.
    pub indicator: i64,
    /// What was read.
    pub value: Second,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
}

fn second(row: &Row<'_>) -> rusqlite::Result<SecondRow> {
    let (earned, lost): (Option<i64>, Option<i64>) = (row.get(2)?, row.get(3)?);
    let value = match (earned, lost) {
        (Some(earned), _) => Second::Mark(MarkValue::Earned(Score(earned))),
        (None, Some(lost)) => Second::Mark(MarkValue::Lost(Score(lost))),
        // The table's CHECK holds exactly one of the three.
        (None, None) => Second::State(parsed(row, 4, State::parse)?),
    };
    Ok(SecondRow { subject: SubjectId(row.get(0)?), indicator: row.get(1)?, value, by: row.get(5)?, at: row.get(6)? })
}

impl Db {
    /// The second reading of an inspection's sheet.
    pub fn second_marks(&self, inspection: i64) -> Outcome<Vec<SecondRow>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT s.subject, s.indicator, s.earned, s.lost, s.state, j.by_whom, j.at \
                 FROM second_mark s JOIN journal j ON j.id = s.saved WHERE s.inspection = ?1",
            )
            .or_fault()?;
        statement.query_map([inspection], second).and_then(Iterator::collect).or_fault()
    }

    /// The second reading of one row.
    pub fn second_marks_of(&self, inspection: i64, subject: SubjectId) -> Outcome<Vec<SecondRow>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT s.subject, s.indicator, s.earned, s.lost, s.state, j.by_whom, j.at FROM second_mark s \
                 JOIN journal j ON j.id = s.saved WHERE s.inspection = ?1 AND s.subject = ?2",
            )
            .or_fault()?;
        statement.query_map([inspection, subject.0], second).and_then(Iterator::collect).or_fault()
    }
}

impl Tx<'_> {
    /// Writes or clears a cell of the second reading.
    pub fn put_second_mark(
        &self,
        inspection: i64,
        subject: SubjectId,
        indicator: i64,
        value: Option<Second>,
    ) -> Outcome<()> {
        let (earned, lost, state) = match value {
            None => {
                return self
                    .conn
                    .prepare_cached("DELETE FROM second_mark WHERE inspection = ?1 AND subject = ?2 AND indicator = ?3")
                    .and_then(|mut s| s.execute(params![inspection, subject.0, indicator]))
                    .or_fault()
                    .map(drop);
            }
            Some(Second::Mark(MarkValue::Earned(score))) => (Some(score.0), None, None),
            Some(Second::Mark(MarkValue::Lost(score))) => (None, Some(score.0), None),
            Some(Second::State(state)) => (None, None, Some(state.key())),
        };
        self.conn
            .prepare_cached(
                "INSERT INTO second_mark (inspection, subject, indicator, earned, lost, state, saved) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (inspection, subject, indicator) DO UPDATE \
                 SET earned = excluded.earned, lost = excluded.lost, state = excluded.state, saved = excluded.saved",
            )
            .and_then(|mut s| s.execute(params![inspection, subject.0, indicator, earned, lost, state, self.entry]))
            .or_fault()
            .map(drop)
    }
}
