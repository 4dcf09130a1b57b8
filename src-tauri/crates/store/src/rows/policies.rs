//! Policies adopted, each file kept as it was.

use domain::{AdoptedPolicy, Outcome};
use rusqlite::{Row, params};

use super::{month_at, parsed};
use crate::{Db, Tx, fault::OrFault};

fn adopted(r: &Row<'_>) -> rusqlite::Result<AdoptedPolicy> {
    Ok(AdoptedPolicy {
        id: r.get(0)?,
        scheme: r.get(1)?,
        title: r.get(2)?,
        from: month_at(r, 3)?,
        to: match r.get::<_, Option<String>>(4)? {
            None => None,
            Some(_) => Some(parsed(r, 4, |t| t.parse().ok())?),
        },
        version_from: month_at(r, 5)?,
        file: r.get(6)?,
    })
}

impl Db {
    /// Every adopted policy, by first month.
    pub fn policies(&self) -> Outcome<Vec<AdoptedPolicy>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT id, scheme, title, from_month, to_month, version_from, file FROM policy ORDER BY from_month, id",
            )
            .or_fault()?;
        statement.query_map([], adopted).and_then(Iterator::collect).or_fault()
    }
}

impl Tx<'_> {
    /// Adds an adopted policy; one of the same scheme and month that no month is pinned to gives way.
    pub fn put_policy(&self, p: &AdoptedPolicy) -> Outcome<i64> {
        self.conn
            .query_row(
                "INSERT INTO policy (scheme, title, from_month, to_month, version_from, file) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                 ON CONFLICT (scheme, from_month) DO UPDATE SET title = excluded.title, to_month = excluded.to_month, \
                 version_from = excluded.version_from, file = excluded.file RETURNING id",
                params![
                    p.scheme,
                    p.title,
                    p.from.to_string(),
                    p.to.map(|m| m.to_string()),
                    p.version_from.to_string(),
                    p.file
                ],
                |r| r.get(0),
            )
            .or_fault()
    }
}
