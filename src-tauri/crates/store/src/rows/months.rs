//! Months, inspections, indicators, paper numbers.

use domain::{Inspection, InspectionKind, Month, MonthRecord, MonthState, Outcome, Pin};
use rusqlite::{OptionalExtension, Row, params};

use super::{month_at, parsed};
use crate::{Db, Tx, fault::OrFault};

fn month(row: &Row<'_>) -> rusqlite::Result<MonthRecord> {
    Ok(MonthRecord {
        month: month_at(row, 0)?,
        state: parsed(row, 1, MonthState::parse)?,
        version: row.get(2)?,
        published_on: row.get(3)?,
        closed_on: row.get(4)?,
        meeting: row.get(5)?,
    })
}

fn inspection(row: &Row<'_>) -> rusqlite::Result<Inspection> {
    Ok(Inspection {
        id: row.get(0)?,
        month: month_at(row, 1)?,
        kind: parsed(row, 2, InspectionKind::parse)?,
        number: row.get(3)?,
        inspector: row.get(4)?,
        held_on: row.get(5)?,
        scheme: row.get(6)?,
    })
}

impl Db {
    /// Every month, oldest first.
    pub fn months(&self) -> Outcome<Vec<MonthRecord>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT month, state, version, published_on, closed_on, meeting FROM month ORDER BY month")
            .or_fault()?;
        statement.query_map([], month).and_then(Iterator::collect).or_fault()
    }

    /// One month.
    pub fn month(&self, month_: Month) -> Outcome<Option<MonthRecord>> {
        self.conn
            .prepare_cached(
                "SELECT month, state, version, published_on, closed_on, meeting FROM month WHERE month = ?1",
            )
            .and_then(|mut s| s.query_row([month_.to_string()], month).optional())
            .or_fault()
    }

    /// An inspection by its id.
    pub fn inspection(&self, id: i64) -> Outcome<Option<Inspection>> {
        self.conn
            .prepare_cached("SELECT id, month, kind, number, inspector, held_on, scheme FROM inspection WHERE id = ?1")
            .and_then(|mut s| s.query_row([id], inspection).optional())
            .or_fault()
    }

    /// The inspections of a month, of every scheme.
    pub fn inspections(&self, month: Month) -> Outcome<Vec<Inspection>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT id, month, kind, number, inspector, held_on, scheme FROM inspection WHERE month = ?1 ORDER BY id",
            )
            .or_fault()?;
        statement.query_map([month.to_string()], inspection).and_then(Iterator::collect).or_fault()
    }

    /// The policies that months are pinned to, oldest month first.
    pub fn pins(&self) -> Outcome<Vec<Pin>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT month, scheme, policy FROM month_scheme ORDER BY month, scheme")
            .or_fault()?;
        statement
            .query_map([], |r| Ok(Pin { month: month_at(r, 0)?, scheme: r.get(1)?, policy: r.get(2)? }))
            .and_then(Iterator::collect)
            .or_fault()
    }

    /// Indicators by name.
    pub fn indicators(&self) -> Outcome<Vec<(i64, String)>> {
        let mut statement = self.conn.prepare_cached("SELECT id, name FROM indicator ORDER BY id").or_fault()?;
        statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).and_then(Iterator::collect).or_fault()
    }

    /// The number that a month's paper was issued under: (year, number).
    pub fn paper_number(&self, month: Month, kind: &str) -> Outcome<Option<(i32, u32)>> {
        self.conn
            .query_row(
                "SELECT year, number FROM paper WHERE month = ?1 AND kind = ?2",
                params![month.to_string(), kind],
                |r| Ok((r.get(0)?, r.get(1)?)),
            )
            .optional()
            .or_fault()
    }
}

impl Tx<'_> {
    /// Adds a month.
    pub fn add_month(&self, month: Month) -> Outcome<()> {
        self.conn
            .execute("INSERT INTO month (month, state) VALUES (?1, 'open')", [month.to_string()])
            .or_fault()
            .map(drop)
    }

    /// Writes a month's state and dates.
    pub fn update_month(&self, m: &MonthRecord) -> Outcome<()> {
        self.conn
            .prepare_cached(
                "UPDATE month SET state = ?2, version = ?3, published_on = ?4, closed_on = ?5, meeting = ?6 \
                 WHERE month = ?1",
            )
            .and_then(|mut s| {
                s.execute(params![
                    m.month.to_string(),
                    m.state.key(),
                    m.version,
                    m.published_on,
                    m.closed_on,
                    m.meeting
                ])
            })
            .or_fault()
            .map(drop)
    }

    /// Pins a month to the policies that it is published under, in place of those that it was pinned to before.
    pub fn put_pins(&self, month: Month, pins: &[Pin]) -> Outcome<()> {
        self.conn.execute("DELETE FROM month_scheme WHERE month = ?1", [month.to_string()]).or_fault()?;
        let mut insert = self
            .conn
            .prepare_cached("INSERT INTO month_scheme (month, scheme, policy) VALUES (?1, ?2, ?3)")
            .or_fault()?;
        for pin in pins {
            insert.execute(params![pin.month.to_string(), pin.scheme, pin.policy]).or_fault()?;
        }
        Ok(())
    }

    /// Gives the inspections of a month to the scheme that takes over from another.
    pub fn hand_inspections(&self, month: Month, from: &str, to: &str) -> Outcome<()> {
        self.conn
            .execute(
                "UPDATE inspection SET scheme = ?3 WHERE month = ?1 AND scheme = ?2",
                params![month.to_string(), from, to],
            )
            .or_fault()
            .map(drop)
    }

    /// Adds an inspection; its `id` is ignored and the new one returned.
    pub fn add_inspection(&self, i: &Inspection) -> Outcome<i64> {
        self.conn
            .prepare_cached(
                "INSERT INTO inspection (month, kind, number, inspector, held_on, scheme) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )
            .and_then(|mut s| {
                s.insert(params![i.month.to_string(), i.kind.key(), i.number, i.inspector, i.held_on, i.scheme])
            })
            .or_fault()
    }

    /// Writes an inspection's inspector and date.
    pub fn update_inspection(&self, i: &Inspection) -> Outcome<()> {
        self.conn
            .execute(
                "UPDATE inspection SET inspector = ?2, held_on = ?3 WHERE id = ?1",
                params![i.id, i.inspector, i.held_on],
            )
            .or_fault()
            .map(drop)
    }

    /// The id of an indicator, made when it is new.
    pub fn indicator(&self, name: &str) -> Outcome<i64> {
        let found = self
            .conn
            .query_row("SELECT id FROM indicator WHERE name = ?1", [name], |r| r.get(0))
            .optional()
            .or_fault()?;
        match found {
            Some(id) => Ok(id),
            None => self
                .conn
                .prepare_cached("INSERT INTO indicator (name) VALUES (?1)")
                .and_then(|mut s| s.insert([name]))
                .or_fault(),
        }
    }

    /// Takes the next number of the year for a month's paper, or the one that it has.
    pub fn take_paper_number(&self, month: Month, kind: &str, year: i32) -> Outcome<(i32, u32)> {
        if let Some(number) = self.paper_number(month, kind)? {
            return Ok(number);
        }
        self.conn
            .query_row(
                "INSERT INTO paper (month, kind, year, number) \
                 SELECT ?1, ?2, ?3, coalesce(max(number), 0) + 1 FROM paper WHERE year = ?3 RETURNING year, number",
                params![month.to_string(), kind, year],
                |r| Ok((r.get(0)?, r.get(1)?)),
            )
            .or_fault()
    }
}
