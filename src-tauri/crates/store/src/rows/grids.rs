//! Grids, where they came from, their households.

use domain::{Date, Grid, GridId, GridLevel, Household, HouseholdId, Outcome};
use rusqlite::{Row, params};

use super::{list_at, list_text, parsed};
use crate::{Db, Tx, fault::OrFault};

const COLUMNS: &str = "id, uuid, code, name, level, parent, extent, households, population, pilot_from, pilot_to, \
                       opened, closed, route, note";

fn grid(row: &Row<'_>) -> rusqlite::Result<Grid> {
    Ok(Grid {
        id: GridId(row.get(0)?),
        uuid: row.get(1)?,
        code: row.get(2)?,
        name: row.get(3)?,
        level: parsed(row, 4, GridLevel::parse)?,
        parent: row.get::<_, Option<i64>>(5)?.map(GridId),
        extent: list_at(row, 6)?,
        households: row.get(7)?,
        population: row.get(8)?,
        pilot_from: row.get(9)?,
        pilot_to: row.get(10)?,
        opened: row.get(11)?,
        closed: row.get(12)?,
        route: row.get(13)?,
        note: row.get(14)?,
    })
}

impl Db {
    /// Every grid that ever was, by code.
    pub fn grids(&self) -> Outcome<Vec<Grid>> {
        let sql = format!("SELECT {COLUMNS} FROM grid ORDER BY code");
        let mut statement = self.conn.prepare_cached(&sql).or_fault()?;
        statement.query_map([], grid).and_then(Iterator::collect).or_fault()
    }

    /// (from, to, on, `split` or `merge`).
    pub fn lineage(&self) -> Outcome<Vec<(GridId, GridId, Date, String)>> {
        let mut statement =
            self.conn.prepare_cached("SELECT from_grid, to_grid, on_date, how FROM grid_lineage").or_fault()?;
        statement
            .query_map([], |r| Ok((GridId(r.get(0)?), GridId(r.get(1)?), r.get(2)?, r.get(3)?)))
            .and_then(Iterator::collect)
            .or_fault()
    }

    /// Codes that grids had once and gave up, each with its grid: no other gets them.
    pub fn retired_codes(&self) -> Outcome<Vec<(String, GridId)>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT DISTINCT json_extract(c.before, '$.code'), json_extract(c.before, '$.id') FROM journal j JOIN change c ON c.journal = j.id \
                 WHERE c.tbl = 'grid' AND c.after IS NOT NULL AND json_extract(c.before, '$.code') <> json_extract(c.after, '$.code') \
                 AND j.undone_by IS NULL AND j.verb NOT IN ('undo', 'redo')",
            )
            .or_fault()?;
        statement.query_map([], |r| Ok((r.get(0)?, GridId(r.get(1)?)))).and_then(Iterator::collect).or_fault()
    }

    /// The household register of a grid, or of all.
    pub fn households(&self, of: Option<GridId>) -> Outcome<Vec<Household>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT id, grid, number, head FROM household WHERE ?1 IS NULL OR grid = ?1 ORDER BY grid, id",
            )
            .or_fault()?;
        statement
            .query_map([of.map(|g| g.0)], |r| {
                Ok(Household {
                    id: HouseholdId(r.get(0)?),
                    grid: GridId(r.get(1)?),
                    number: r.get(2)?,
                    head: r.get(3)?,
                })
            })
            .and_then(Iterator::collect)
            .or_fault()
    }
}

impl Tx<'_> {
    /// Adds a grid; its `id` is ignored and the new one returned.
    pub fn add_grid(&self, g: &Grid) -> Outcome<GridId> {
        self.conn
            .prepare_cached(
                "INSERT INTO grid (uuid, code, name, level, parent, extent, households, population, pilot_from, pilot_to, \
                 opened, closed, route, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )
            .and_then(|mut s| {
                s.insert(params![
                    g.uuid,
                    g.code,
                    g.name,
                    g.level.key(),
                    g.parent.map(|p| p.0),
                    list_text(&g.extent),
                    g.households,
                    g.population,
                    g.pilot_from,
                    g.pilot_to,
                    g.opened,
                    g.closed,
                    g.route,
                    g.note
                ])
            })
            .map(GridId)
            .or_fault()
    }

    /// Writes everything of a grid but its id and uuid.
    pub fn update_grid(&self, g: &Grid) -> Outcome<()> {
        self.conn
            .execute(
                "UPDATE grid SET code = ?2, name = ?3, level = ?4, parent = ?5, extent = ?6, households = ?7, population = ?8, \
                 pilot_from = ?9, pilot_to = ?10, opened = ?11, closed = ?12, route = ?13, note = ?14 WHERE id = ?1",
                params![
                    g.id.0,
                    g.code,
                    g.name,
                    g.level.key(),
                    g.parent.map(|p| p.0),
                    list_text(&g.extent),
                    g.households,
                    g.population,
                    g.pilot_from,
                    g.pilot_to,
                    g.opened,
                    g.closed,
                    g.route,
                    g.note
                ],
            )
            .or_fault()
            .map(drop)
    }

    /// Writes where a grid came from.
    pub fn add_lineage(&self, from: GridId, to: GridId, on: Date, how: &str) -> Outcome<()> {
        self.conn
            .execute("INSERT INTO grid_lineage VALUES (?1, ?2, ?3, ?4)", params![from.0, to.0, on, how])
            .or_fault()
            .map(drop)
    }

    /// Puts a grid's household register in the place of the old one.
    pub fn put_households(&self, grid: GridId, rows: &[(String, String)]) -> Outcome<()> {
        self.conn.execute("DELETE FROM household WHERE grid = ?1", [grid.0]).or_fault()?;
        let mut insert =
            self.conn.prepare_cached("INSERT INTO household (grid, number, head) VALUES (?1, ?2, ?3)").or_fault()?;
        for (number, head) in rows {
            insert.execute(params![grid.0, number, head]).or_fault()?;
        }
        Ok(())
    }
}
