//! Problems found on the ground, and the township's own list of common ones.

use domain::{
    CommonDefect, Defect, DefectId, DefectSource, Finder, GridId, Month, Outcome, PhotoId, PhotoStage, Score, SubjectId,
};
use rusqlite::{OptionalExtension, Params, Row, params};

use super::{month_at, parsed};
use crate::{Db, Tx, fault::OrFault};

const COLUMNS: &str = "id, month, number, source, level, inspection, subject, grid, place, what, common, indicator, lost, \
     found_on, found_by, due_on, fixed_on, fixed_how, rechecked_on, recheck_by, passed, missed, again_level, overdue, \
     overdue_fact, waived";

fn defect(r: &Row<'_>) -> rusqlite::Result<Defect> {
    let maybe = |column| r.get::<_, Option<String>>(column);
    Ok(Defect {
        id: DefectId(r.get(0)?),
        month: month_at(r, 1)?,
        number: r.get(2)?,
        source: parsed(r, 3, DefectSource::parse)?,
        level: parsed(r, 4, Finder::parse)?,
        inspection: r.get(5)?,
        subject: r.get::<_, Option<i64>>(6)?.map(SubjectId),
        grid: GridId(r.get(7)?),
        place: r.get(8)?,
        what: r.get(9)?,
        common: r.get(10)?,
        indicator: r.get(11)?,
        lost: r.get::<_, Option<i64>>(12)?.map(Score),
        found_on: r.get(13)?,
        found_by: r.get(14)?,
        due_on: r.get(15)?,
        fixed_on: r.get(16)?,
        fixed_how: r.get(17)?,
        rechecked_on: r.get(18)?,
        recheck_by: r.get(19)?,
        passed: r.get(20)?,
        missed: r.get(21)?,
        again_level: maybe(22)?.map(|_| parsed(r, 22, Finder::parse)).transpose()?,
        overdue: maybe(23)?.map(|_| month_at(r, 23)).transpose()?,
        overdue_fact: r.get(24)?,
        waived: r.get(25)?,
    })
}

impl Db {
    fn defects_where(&self, condition: &str, values: impl Params) -> Outcome<Vec<Defect>> {
        let sql = format!("SELECT {COLUMNS} FROM defect WHERE {condition} ORDER BY month, number");
        let mut statement = self.conn.prepare_cached(&sql).or_fault()?;
        statement.query_map(values, defect).and_then(Iterator::collect).or_fault()
    }

    /// Every problem found, by month and number.
    pub fn defects(&self) -> Outcome<Vec<Defect>> {
        self.defects_where("1", [])
    }

    /// Those of a month.
    pub fn defects_of(&self, month: Month) -> Outcome<Vec<Defect>> {
        self.defects_where("month = ?1", [month.to_string()])
    }

    /// Those that are not rechecked and in order.
    pub fn open_defects(&self) -> Outcome<Vec<Defect>> {
        self.defects_where("rechecked_on IS NULL OR passed = 0", [])
    }

    /// Those of a cell of a sheet.
    pub fn defects_of_cell(&self, inspection: i64, subject: SubjectId, indicator: i64) -> Outcome<Vec<Defect>> {
        self.defects_where("inspection = ?1 AND subject = ?2 AND indicator = ?3", [inspection, subject.0, indicator])
    }

    /// Those found up to a month that no month's facts hold a penalty for, and that were not let off.
    pub fn defects_without_penalty(&self, until: Month) -> Outcome<Vec<Defect>> {
        self.defects_where("month <= ?1 AND overdue IS NULL AND waived = ''", [until.to_string()])
    }

    /// One of them.
    pub fn defect(&self, id: DefectId) -> Outcome<Option<Defect>> {
        self.conn
            .prepare_cached(&format!("SELECT {COLUMNS} FROM defect WHERE id = ?1"))
            .and_then(|mut s| s.query_row([id.0], defect).optional())
            .or_fault()
    }

    /// The number that the next one of a month gets. The record knows those taken back, too: a number stands on paper.
    pub fn next_defect_number(&self, month: Month) -> Outcome<u32> {
        self.conn
            .query_row(
                "SELECT 1 + max(coalesce((SELECT max(number) FROM defect WHERE month = ?1), 0), \
                 coalesce((SELECT max(json_extract(before, '$.number')) FROM change \
                 WHERE tbl = 'defect' AND after IS NULL AND json_extract(before, '$.month') = ?1 \
                 AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.id = change.journal AND u.undoes IS NOT NULL)), 0))",
                [month.to_string()],
                |r| r.get(0),
            )
            .or_fault()
    }

    /// The common problems, by number.
    pub fn common_defects(&self) -> Outcome<Vec<CommonDefect>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT id, number, what, indicator, lost, days FROM common_defect ORDER BY number")
            .or_fault()?;
        statement
            .query_map([], |r| {
                Ok(CommonDefect {
                    id: r.get(0)?,
                    number: r.get(1)?,
                    what: r.get(2)?,
                    indicator: r.get(3)?,
                    lost: r.get::<_, Option<i64>>(4)?.map(Score),
                    days: r.get(5)?,
                })
            })
            .and_then(Iterator::collect)
            .or_fault()
    }

    /// The photos of problems, by problem; those taken when it was found first.
    pub fn defect_photos(&self) -> Outcome<Vec<(DefectId, PhotoId, PhotoStage)>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT defect, photo, stage FROM defect_photo ORDER BY defect, stage DESC, photo")
            .or_fault()?;
        statement
            .query_map([], |r| Ok((DefectId(r.get(0)?), PhotoId(r.get(1)?), parsed(r, 2, PhotoStage::parse)?)))
            .and_then(Iterator::collect)
            .or_fault()
    }
}

impl Tx<'_> {
    /// Adds a problem, or writes one that has an id.
    pub fn put_defect(&self, d: &Defect) -> Outcome<DefectId> {
        let id = (d.id.0 != 0).then_some(d.id.0);
        self.conn
            .prepare_cached(&format!(
                "INSERT INTO defect ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, \
                 ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26) ON CONFLICT (id) DO UPDATE SET \
                 source = excluded.source, level = excluded.level, inspection = excluded.inspection, \
                 subject = excluded.subject, grid = excluded.grid, place = excluded.place, what = excluded.what, \
                 common = excluded.common, indicator = excluded.indicator, lost = excluded.lost, \
                 found_on = excluded.found_on, found_by = excluded.found_by, due_on = excluded.due_on, \
                 fixed_on = excluded.fixed_on, fixed_how = excluded.fixed_how, rechecked_on = excluded.rechecked_on, \
                 recheck_by = excluded.recheck_by, passed = excluded.passed, missed = excluded.missed, \
                 again_level = excluded.again_level, overdue = excluded.overdue, overdue_fact = excluded.overdue_fact, \
                 waived = excluded.waived RETURNING id"
            ))
            .and_then(|mut s| {
                s.query_row(
                    params![
                        id,
                        d.month.to_string(),
                        d.number,
                        d.source.key(),
                        d.level.key(),
                        d.inspection,
                        d.subject.map(|s| s.0),
                        d.grid.0,
                        d.place,
                        d.what,
                        d.common,
                        d.indicator,
                        d.lost.map(|l| l.0),
                        d.found_on,
                        d.found_by,
                        d.due_on,
                        d.fixed_on,
                        d.fixed_how,
                        d.rechecked_on,
                        d.recheck_by,
                        d.passed,
                        d.missed,
                        d.again_level.map(Finder::key),
                        d.overdue.map(|m| m.to_string()),
                        d.overdue_fact,
                        d.waived
                    ],
                    |r| r.get(0).map(DefectId),
                )
            })
            .or_fault()
    }

    /// Takes a problem back; its photos are no longer told to be its.
    pub fn remove_defect(&self, id: DefectId) -> Outcome<()> {
        self.conn.execute("DELETE FROM defect_photo WHERE defect = ?1", [id.0]).or_fault()?;
        self.conn.execute("DELETE FROM defect WHERE id = ?1", [id.0]).or_fault().map(drop)
    }

    /// Adds a common problem, or writes one that has an id.
    pub fn put_common_defect(&self, c: &CommonDefect) -> Outcome<()> {
        let id = (c.id != 0).then_some(c.id);
        self.conn
            .prepare_cached(
                "INSERT INTO common_defect (id, number, what, indicator, lost, days) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                 ON CONFLICT (id) DO UPDATE SET number = excluded.number, what = excluded.what, \
                 indicator = excluded.indicator, lost = excluded.lost, days = excluded.days",
            )
            .and_then(|mut s| s.execute(params![id, c.number, c.what, c.indicator, c.lost.map(|l| l.0), c.days]))
            .or_fault()
            .map(drop)
    }

    /// Takes a common problem off the list. What was found as it keeps what it says.
    pub fn remove_common_defect(&self, id: i64) -> Outcome<()> {
        self.conn.execute("UPDATE defect SET common = NULL WHERE common = ?1", [id]).or_fault()?;
        self.conn.execute("DELETE FROM common_defect WHERE id = ?1", [id]).or_fault().map(drop)
    }
}
