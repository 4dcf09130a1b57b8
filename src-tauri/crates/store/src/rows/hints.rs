//! Hints at the end of a month that somebody has looked into, and the scores of closed months that they compare with.

use domain::{Month, Outcome, Score, SubjectId};
use rusqlite::params;

use crate::{Db, Tx, fault::OrFault};

/// A hint set aside, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HintSeen {
    /// Which kind of hint.
    pub code: String,
    /// What it is about.
    pub about: String,
    /// Its figures when it was looked into.
    pub figures: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
}

impl Db {
    /// The hints of a month that were set aside.
    pub fn hints_seen(&self, month: Month) -> Outcome<Vec<HintSeen>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT h.code, h.about, h.figures, j.by_whom, j.at FROM hint_seen h JOIN journal j ON j.id = h.saved \
                 WHERE h.month = ?1",
            )
            .or_fault()?;
        statement
            .query_map([month.to_string()], |r| {
                Ok(HintSeen { code: r.get(0)?, about: r.get(1)?, figures: r.get(2)?, by: r.get(3)?, at: r.get(4)? })
            })
            .and_then(Iterator::collect)
            .or_fault()
    }

    /// The scores of a closed month's present version, of those who have one.
    pub fn scores(&self, month: Month, scheme: &str) -> Outcome<Vec<(SubjectId, Score)>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT o.subject, o.score FROM month m CROSS JOIN outcome o ON o.month = m.month AND o.version = m.version \
                 WHERE m.month = ?1 AND m.state = 'closed' AND o.scheme = ?2 AND o.score IS NOT NULL",
            )
            .or_fault()?;
        statement
            .query_map([month.to_string().as_str(), scheme], |r| Ok((SubjectId(r.get(0)?), Score(r.get(1)?))))
            .and_then(Iterator::collect)
            .or_fault()
    }
}

impl Tx<'_> {
    /// Sets a hint of a month aside, as its figures stand.
    pub fn put_hint_seen(&self, month: Month, code: &str, about: &str, figures: &str) -> Outcome<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO hint_seen VALUES (?1, ?2, ?3, ?4, ?5) \
                 ON CONFLICT (month, code, about) DO UPDATE SET figures = excluded.figures, saved = excluded.saved",
            )
            .and_then(|mut s| s.execute(params![month.to_string(), code, about, figures, self.entry]))
            .or_fault()
            .map(drop)
    }

    /// Brings a hint back.
    pub fn remove_hint_seen(&self, month: Month, code: &str, about: &str) -> Outcome<()> {
        self.conn
            .prepare_cached("DELETE FROM hint_seen WHERE month = ?1 AND code = ?2 AND about = ?3")
            .and_then(|mut s| s.execute(params![month.to_string(), code, about]))
            .or_fault()
            .map(drop)
    }
}
