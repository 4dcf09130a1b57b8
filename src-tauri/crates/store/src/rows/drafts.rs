//! Policies in work, and the cases that an adopted policy came with.

use domain::{DraftPolicy, Outcome};
use rusqlite::{OptionalExtension, params};

use crate::{Db, Tx, fault::OrFault};

impl Db {
    /// Ids and names of the policies in work, in the order in which they were begun.
    pub fn drafts(&self) -> Outcome<Vec<(i64, String)>> {
        let mut statement = self.conn.prepare_cached("SELECT id, name FROM draft_policy ORDER BY id").or_fault()?;
        statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).and_then(Iterator::collect).or_fault()
    }

    /// A policy in work.
    pub fn draft(&self, id: i64) -> Outcome<Option<DraftPolicy>> {
        let found = self
            .conn
            .prepare_cached("SELECT name, origin, head FROM draft_policy WHERE id = ?1")
            .and_then(|mut s| s.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional())
            .or_fault()?;
        let Some((name, origin, head)) = found else { return Ok(None) };
        let (clauses, cases) = (self.draft_parts(id, "clause")?, self.draft_parts(id, "case")?);
        Ok(Some(DraftPolicy { id, name, origin, head, clauses, cases }))
    }

    fn draft_parts(&self, id: i64, kind: &str) -> Outcome<Vec<String>> {
        let sql = "SELECT body FROM draft_part WHERE draft = ?1 AND kind = ?2 ORDER BY place";
        let mut statement = self.conn.prepare_cached(sql).or_fault()?;
        statement.query_map(params![id, kind], |r| r.get(0)).and_then(Iterator::collect).or_fault()
    }

    /// The case files beside an adopted policy, by name.
    pub fn policy_cases(&self, policy: i64) -> Outcome<Vec<(String, String)>> {
        let sql = "SELECT file, text FROM policy_case WHERE policy = ?1 ORDER BY file";
        let mut statement = self.conn.prepare_cached(sql).or_fault()?;
        statement.query_map([policy], |r| Ok((r.get(0)?, r.get(1)?))).and_then(Iterator::collect).or_fault()
    }
}

impl Tx<'_> {
    /// Writes a policy in work, a new one when its id is 0; of its parts only those that differ.
    pub fn put_draft(&self, draft: &DraftPolicy) -> Outcome<i64> {
        let id = if draft.id == 0 {
            self.conn
                .execute(
                    "INSERT INTO draft_policy (name, origin, head) VALUES (?1, ?2, ?3)",
                    params![draft.name, draft.origin, draft.head],
                )
                .or_fault()?;
            self.conn.last_insert_rowid()
        } else {
            self.conn
                .execute(
                    "UPDATE draft_policy SET name = ?2, origin = ?3, head = ?4 WHERE id = ?1 \
                     AND (name, origin, head) IS NOT (?2, ?3, ?4)",
                    params![draft.id, draft.name, draft.origin, draft.head],
                )
                .or_fault()?;
            draft.id
        };
        for (kind, parts) in [("clause", &draft.clauses), ("case", &draft.cases)] {
            self.put_draft_parts(id, kind, parts)?;
        }
        Ok(id)
    }

    fn put_draft_parts(&self, id: i64, kind: &str, parts: &[String]) -> Outcome<()> {
        let mut put = self
            .conn
            .prepare_cached(
                "INSERT INTO draft_part (draft, kind, place, body) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (draft, kind, place) DO UPDATE SET body = excluded.body WHERE body <> excluded.body",
            )
            .or_fault()?;
        for (place, body) in (0_i64..).zip(parts) {
            put.execute(params![id, kind, place, body]).or_fault()?;
        }
        let sql = "DELETE FROM draft_part WHERE draft = ?1 AND kind = ?2 AND place >= ?3";
        self.conn.execute(sql, params![id, kind, i64::try_from(parts.len()).unwrap_or(i64::MAX)]).or_fault().map(drop)
    }

    /// Takes a policy in work away.
    pub fn remove_draft(&self, id: i64) -> Outcome<()> {
        self.conn.execute("DELETE FROM draft_part WHERE draft = ?1", [id]).or_fault()?;
        self.conn.execute("DELETE FROM draft_policy WHERE id = ?1", [id]).or_fault().map(drop)
    }

    /// Writes the case files beside an adopted policy, in place of those that stood there.
    pub fn put_policy_cases(&self, policy: i64, files: &[(String, String)]) -> Outcome<()> {
        self.conn.execute("DELETE FROM policy_case WHERE policy = ?1", [policy]).or_fault()?;
        let sql = "INSERT INTO policy_case (policy, file, text) VALUES (?1, ?2, ?3)";
        let mut put = self.conn.prepare_cached(sql).or_fault()?;
        for (file, text) in files {
            put.execute(params![policy, file, text]).or_fault()?;
        }
        Ok(())
    }
}
