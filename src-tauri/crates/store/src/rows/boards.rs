//! Boards: what was printed, where it hangs.

use domain::{Board, BoardId, GridId, Outcome};
use rusqlite::{OptionalExtension, Row, params};

use crate::{Db, Tx, fault::OrFault};

fn board(r: &Row<'_>) -> rusqlite::Result<Board> {
    Ok(Board {
        id: BoardId(r.get(0)?),
        grid: GridId(r.get(1)?),
        printed_on: r.get(2)?,
        content: r.get(3)?,
        posted_on: r.get(4)?,
        place: r.get(5)?,
        posted_by: r.get(6)?,
        taken_down_on: r.get(7)?,
    })
}

const COLUMNS: &str = "id, grid, printed_on, content, posted_on, place, posted_by, taken_down_on";

impl Db {
    /// Every board that was ever printed.
    pub fn boards(&self) -> Outcome<Vec<Board>> {
        let sql = format!("SELECT {COLUMNS} FROM board ORDER BY grid");
        let mut statement = self.conn.prepare_cached(&sql).or_fault()?;
        statement.query_map([], board).and_then(Iterator::collect).or_fault()
    }

    /// A grid's board, if it was ever printed.
    pub fn board_of(&self, grid: GridId) -> Outcome<Option<Board>> {
        let sql = format!("SELECT {COLUMNS} FROM board WHERE grid = ?1");
        self.conn.prepare_cached(&sql).and_then(|mut s| s.query_row([grid.0], board).optional()).or_fault()
    }
}

impl Tx<'_> {
    /// Writes a grid's board.
    pub fn put_board(&self, b: &Board) -> Outcome<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO board (grid, printed_on, content, posted_on, place, posted_by, taken_down_on) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (grid) DO UPDATE SET printed_on = excluded.printed_on, \
                 content = excluded.content, posted_on = excluded.posted_on, place = excluded.place, \
                 posted_by = excluded.posted_by, taken_down_on = excluded.taken_down_on",
            )
            .and_then(|mut s| {
                s.execute(params![b.grid.0, b.printed_on, b.content, b.posted_on, b.place, b.posted_by, b.taken_down_on])
            })
            .or_fault()
            .map(drop)
    }
}
