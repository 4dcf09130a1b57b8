//! What stands beside marks: leave, findings, other facts, decisions, goods handed out.

use domain::{Decision, Finder, Finding, GridId, Handout, Month, OtherFact, Outcome, Standing, State, SubjectId};
use rusqlite::{OptionalExtension, Row, params};

use super::{month_at, parsed};
use crate::{Db, Tx, fault::OrFault};

fn standing(r: &Row<'_>) -> rusqlite::Result<Standing> {
    Ok(Standing {
        month: month_at(r, 0)?,
        subject: SubjectId(r.get(1)?),
        state: parsed(r, 2, State::parse)?,
        reason: r.get(3)?,
        approver: r.get(4)?,
        document: r.get(5)?,
        from: r.get(6)?,
        to: r.get(7)?,
    })
}

fn finding(r: &Row<'_>) -> rusqlite::Result<Finding> {
    Ok(Finding {
        id: r.get(0)?,
        month: month_at(r, 1)?,
        subject: SubjectId(r.get(2)?),
        grid: r.get::<_, Option<i64>>(3)?.map(GridId),
        found_by: r.get(4)?,
        level: parsed(r, 5, Finder::parse)?,
        found_on: r.get(6)?,
        what: r.get(7)?,
        evidence: r.get(8)?,
        signed_by: r.get(9)?,
    })
}

fn fact(r: &Row<'_>) -> rusqlite::Result<OtherFact> {
    Ok(OtherFact {
        id: r.get(0)?,
        month: month_at(r, 1)?,
        subject: r.get::<_, Option<i64>>(2)?.map(SubjectId),
        fact: r.get(3)?,
        item: r.get(4)?,
        value: r.get(5)?,
        source: r.get(6)?,
        on: r.get(7)?,
        document: r.get(8)?,
    })
}

fn decision(r: &Row<'_>) -> rusqlite::Result<Decision> {
    Ok(Decision {
        id: r.get(0)?,
        month: month_at(r, 1)?,
        subject: SubjectId(r.get(2)?),
        decision: r.get(3)?,
        by: r.get(4)?,
        on: r.get(5)?,
        reason: r.get(6)?,
        said: r.get(7)?,
        own_words: r.get(8)?,
        handed_over: r.get(9)?,
        scheme: r.get(10)?,
    })
}

fn handout(r: &Row<'_>) -> rusqlite::Result<Handout> {
    Ok(Handout {
        month: month_at(r, 0)?,
        subject: SubjectId(r.get(1)?),
        on: r.get(2)?,
        by: r.get(3)?,
        signed_by: r.get(4)?,
        scheme: r.get(5)?,
    })
}

impl Db {
    fn of_month<T>(&self, sql: &str, month: Month, read: fn(&Row<'_>) -> rusqlite::Result<T>) -> Outcome<Vec<T>> {
        let mut statement = self.conn.prepare_cached(sql).or_fault()?;
        statement.query_map([month.to_string()], read).and_then(Iterator::collect).or_fault()
    }

    /// The absence, exemption or no inspection of one subject in a month.
    pub fn standing(&self, month: Month, subject: SubjectId) -> Outcome<Option<Standing>> {
        self.conn
            .prepare_cached(
                "SELECT month, subject, state, reason, approver, document, from_date, to_date FROM standing \
                 WHERE month = ?1 AND subject = ?2",
            )
            .and_then(|mut s| s.query_row(params![month.to_string(), subject.0], standing).optional())
            .or_fault()
    }

    /// The month's absences, exemptions and not-inspected.
    pub fn standings(&self, month: Month) -> Outcome<Vec<Standing>> {
        self.of_month(
            "SELECT month, subject, state, reason, approver, document, from_date, to_date FROM standing WHERE month = ?1",
            month,
            standing,
        )
    }

    /// The month's findings of 未履职.
    pub fn findings(&self, month: Month) -> Outcome<Vec<Finding>> {
        self.of_month(
            "SELECT id, month, subject, grid, found_by, level, found_on, what, evidence, signed_by FROM finding \
             WHERE month = ?1 ORDER BY found_on, id",
            month,
            finding,
        )
    }

    /// The month's other facts.
    pub fn facts(&self, month: Month) -> Outcome<Vec<OtherFact>> {
        self.of_month(
            "SELECT id, month, subject, fact, item, value, source, on_date, document FROM fact WHERE month = ?1 ORDER BY id",
            month,
            fact,
        )
    }

    /// The month's decisions of every scheme, in order of entry.
    pub fn decisions(&self, month: Month) -> Outcome<Vec<Decision>> {
        self.of_month(
            "SELECT id, month, subject, decision, by_whom, on_date, reason, said, own_words, handed_over, scheme FROM decision \
             WHERE month = ?1 ORDER BY id",
            month,
            decision,
        )
    }

    /// Goods of the month that were handed out.
    pub fn handouts(&self, month: Month) -> Outcome<Vec<Handout>> {
        self.of_month(
            "SELECT month, subject, on_date, by_whom, signed_by, scheme FROM handout WHERE month = ?1",
            month,
            handout,
        )
    }
}

impl Tx<'_> {
    /// Writes a subject's standing in a month.
    pub fn put_standing(&self, s: &Standing) -> Outcome<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO standing (month, subject, state, reason, approver, document, from_date, to_date) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (month, subject) DO UPDATE SET state = excluded.state, \
                 reason = excluded.reason, approver = excluded.approver, document = excluded.document, \
                 from_date = excluded.from_date, to_date = excluded.to_date",
            )
            .and_then(|mut st| {
                st.execute(params![
                    s.month.to_string(),
                    s.subject.0,
                    s.state.key(),
                    s.reason,
                    s.approver,
                    s.document,
                    s.from,
                    s.to
                ])
            })
            .or_fault()
            .map(drop)
    }

    /// Takes a standing back.
    pub fn remove_standing(&self, month: Month, subject: SubjectId) -> Outcome<()> {
        self.conn
            .execute("DELETE FROM standing WHERE month = ?1 AND subject = ?2", params![month.to_string(), subject.0])
            .or_fault()
            .map(drop)
    }

    /// Adds a finding, or writes one that has an id.
    pub fn put_finding(&self, f: &Finding) -> Outcome<i64> {
        let id = (f.id != 0).then_some(f.id);
        self.conn
            .query_row(
                "INSERT INTO finding (id, month, subject, grid, found_by, level, found_on, what, evidence, signed_by) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (id) DO UPDATE SET subject = excluded.subject, \
                 grid = excluded.grid, found_by = excluded.found_by, level = excluded.level, found_on = excluded.found_on, \
                 what = excluded.what, evidence = excluded.evidence, signed_by = excluded.signed_by RETURNING id",
                params![
                    id,
                    f.month.to_string(),
                    f.subject.0,
                    f.grid.map(|g| g.0),
                    f.found_by,
                    f.level.key(),
                    f.found_on,
                    f.what,
                    f.evidence,
                    f.signed_by
                ],
                |r| r.get(0),
            )
            .or_fault()
    }

    /// Takes a finding back.
    pub fn remove_finding(&self, id: i64) -> Outcome<()> {
        self.conn.execute("DELETE FROM finding WHERE id = ?1", [id]).or_fault().map(drop)
    }

    /// Adds another fact, or writes one that has an id.
    pub fn put_fact(&self, f: &OtherFact) -> Outcome<i64> {
        let id = (f.id != 0).then_some(f.id);
        self.conn
            .query_row(
                "INSERT INTO fact (id, month, subject, fact, item, value, source, on_date, document) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (id) DO UPDATE SET subject = excluded.subject, \
                 item = excluded.item, value = excluded.value, source = excluded.source, on_date = excluded.on_date, \
                 document = excluded.document RETURNING id",
                params![
                    id,
                    f.month.to_string(),
                    f.subject.map(|s| s.0),
                    f.fact,
                    f.item,
                    f.value,
                    f.source,
                    f.on,
                    f.document
                ],
                |r| r.get(0),
            )
            .or_fault()
    }

    /// Takes another fact back. A problem whose penalty it was has none any more.
    pub fn remove_fact(&self, id: i64) -> Outcome<()> {
        self.conn
            .execute("UPDATE defect SET overdue = NULL, overdue_fact = NULL WHERE overdue_fact = ?1", [id])
            .or_fault()?;
        self.conn.execute("DELETE FROM ballot_fact WHERE fact = ?1", [id]).or_fault()?;
        self.conn.execute("DELETE FROM fact WHERE id = ?1", [id]).or_fault().map(drop)
    }

    /// Adds a decision; its `id` is ignored.
    pub fn add_decision(&self, d: &Decision) -> Outcome<()> {
        self.conn
            .execute(
                "INSERT INTO decision (month, subject, decision, by_whom, on_date, reason, said, own_words, handed_over, scheme) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                params![
                    d.month.to_string(),
                    d.subject.0,
                    d.decision,
                    d.by,
                    d.on,
                    d.reason,
                    d.said,
                    d.own_words,
                    d.handed_over,
                    d.scheme
                ],
            )
            .or_fault()
            .map(drop)
    }

    /// Writes that goods were handed out.
    pub fn put_handout(&self, h: &Handout) -> Outcome<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO handout (month, subject, on_date, by_whom, signed_by, scheme) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                 ON CONFLICT (month, scheme, subject) DO UPDATE SET on_date = excluded.on_date, \
                 by_whom = excluded.by_whom, signed_by = excluded.signed_by",
            )
            .and_then(|mut st| st.execute(params![h.month.to_string(), h.subject.0, h.on, h.by, h.signed_by, h.scheme]))
            .or_fault()
            .map(drop)
    }

    /// Takes back that goods were handed out.
    pub fn remove_handout(&self, month: Month, scheme: &str, subject: SubjectId) -> Outcome<()> {
        self.conn
            .execute(
                "DELETE FROM handout WHERE month = ?1 AND scheme = ?2 AND subject = ?3",
                params![month.to_string(), scheme, subject.0],
            )
            .or_fault()
            .map(drop)
    }
}
