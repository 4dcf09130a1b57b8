//! Responsibility boards (责任牌): what each says, whether it is still true, printing and posting.

mod content;
mod print;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use domain::{Board, BoardId, Date, Grid, GridId, Outcome, Problem};
use store::Tx;

pub(crate) use content::{BoardContent, board_fields, has_board, people, township};
pub(crate) use print::{as_pages, write_file};

use crate::{
    Office, Register,
    office::{Deed, topic},
    view::{BoardDifference, BoardPostForm, BoardRow, Changed, Settings},
};

/// Where a board stands, in the order of the list: what is untrue comes first.
const ORDER: [&str; 5] = ["stale", "to-make", "printed", "posted", "taken-down"];

/// Writes that a grid's board was printed with this content. The new sheet has yet to be posted; where it hangs is
/// kept, since it takes the old one's place.
pub(crate) fn record_print(tx: &Tx<'_>, grid: GridId, day: Date, content: &BoardContent) -> Outcome<()> {
    let before = tx.board_of(grid)?;
    tx.put_board(&Board {
        id: before.as_ref().map_or(BoardId(0), |b| b.id),
        grid,
        printed_on: day,
        content: content.to_json(),
        posted_on: None,
        place: before.map(|b| b.place).unwrap_or_default(),
        posted_by: String::new(),
        taken_down_on: None,
    })
}

/// Writes where a printed board hangs since when.
pub(crate) fn record_post(tx: &Tx<'_>, grid: GridId, day: Date, place: &str, by: &str) -> Outcome<()> {
    let before = tx.board_of(grid)?.ok_or_else(|| Problem::new("board-not-printed"))?;
    tx.put_board(&Board {
        posted_on: Some(day),
        place: place.trim().to_string(),
        posted_by: by.trim().to_string(),
        taken_down_on: None,
        ..before
    })
}

impl Office {
    /// Every grid's board, or a village's (by name or code): those that say something untrue first, then by village.
    ///
    /// The days left count from the first day on which something on it became untrue: the day after somebody left, the
    /// day somebody came, the day after the grid ended. A change that has no day of its own counts from today.
    pub fn boards(&mut self, village: Option<&str>) -> Outcome<Vec<BoardRow>> {
        let today = self.clock.today();
        let (register, settings) = (self.register()?, self.settings()?);
        let boards: HashMap<GridId, Board> = self.store.boards()?.into_iter().map(|b| (b.grid, b)).collect();
        let mut rows: Vec<((usize, i64, u32, String), BoardRow)> = Vec::new();
        for grid in register.grids.iter().filter(|g| has_board(g)) {
            let board = boards.get(&grid.id);
            let hangs = board.is_some_and(|b| b.taken_down_on.is_none());
            let home = register.village(grid.id);
            let asked = village.is_none_or(|v| home.is_some_and(|h| h.name == v || h.code == v));
            if asked && (grid.open_on(today) || hangs) {
                let row = self.board_row(&register, &settings, grid, board, today);
                let place = ORDER.iter().position(|s| *s == row.status).unwrap_or(ORDER.len());
                let route = home.and_then(|h| h.route).unwrap_or(u32::MAX);
                rows.push(((place, row.days_left.unwrap_or(i64::MAX), route, row.code.clone()), row));
            }
        }
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    fn board_row(
        &self,
        register: &Register,
        settings: &Settings,
        grid: &Grid,
        board: Option<&Board>,
        today: Date,
    ) -> BoardRow {
        let differences = board.map_or_else(Vec::new, |b| self.untrue(register, settings, grid, b, today));
        let status = match board {
            None => "to-make",
            Some(b) if b.taken_down_on.is_some() => "taken-down",
            Some(_) if !differences.is_empty() => "stale",
            Some(b) if b.posted_on.is_some() => "posted",
            Some(_) => "printed",
        };
        let days_left = (status == "stale").then(|| {
            let known = differences.iter().filter_map(|d| content::since(register, grid.id, d, today));
            let ended = grid.closed.filter(|day| *day < today).and_then(|day| day.succ_opt());
            let since = known.chain(ended).min().unwrap_or(today);
            i64::from(settings.board_days) - (today - since).num_days()
        });
        BoardRow {
            board: board.map(|b| b.id),
            grid: grid.id,
            code: grid.code.clone(),
            grid_name: grid.name.clone(),
            village: register.village(grid.id).map(|v| v.name.clone()).unwrap_or_default(),
            status: status.to_string(),
            differences,
            printed_on: board.map(|b| b.printed_on),
            posted_on: board.and_then(|b| b.posted_on),
            place: board.map(|b| b.place.clone()).unwrap_or_default(),
            posted_by: board.map(|b| b.posted_by.clone()).unwrap_or_default(),
            days_left,
        }
    }

    /// What a board that was printed, and not taken down, says that isn't true on a day.
    fn untrue(
        &self,
        register: &Register,
        settings: &Settings,
        grid: &Grid,
        board: &Board,
        day: Date,
    ) -> Vec<BoardDifference> {
        if board.taken_down_on.is_some() {
            return Vec::new();
        }
        if !grid.open_on(day) {
            return vec![BoardDifference {
                field: "网格".to_string(),
                was: register.label(grid.id),
                now: self.words.text("board.grid-ended", &[]),
            }];
        }
        BoardContent::from_json(&board.content).differences(&board_fields(register, settings, grid.id, day))
    }

    /// How many boards say something untrue.
    pub fn stale_count(&mut self) -> Outcome<u32> {
        let stale = self.boards(None)?.into_iter().filter(|row| row.status == "stale").count();
        Ok(u32::try_from(stale).unwrap_or(u32::MAX))
    }

    /// What a planned change would make untrue on boards that hang, one sentence a board; nothing is written.
    pub fn stale_after(&mut self, changed: &Register, day: Date) -> Outcome<Vec<String>> {
        let today = self.clock.today();
        let (register, settings) = (self.register()?, self.settings()?);
        let mut sentences = Vec::new();
        for board in self.store.boards()? {
            let Some(grid) = changed.grid(board.grid) else { continue };
            let before = match register.grid(board.grid) {
                Some(grid) => self.untrue(&register, &settings, grid, &board, today),
                None => Vec::new(),
            };
            let after = self.untrue(changed, &settings, grid, &board, day);
            let new: Vec<String> =
                after.iter().filter(|d| !before.contains(d)).map(|d| self.difference_text(d)).collect();
            if !new.is_empty() {
                let args = [("grid", changed.label(board.grid)), ("changes", new.join("；"))];
                let args = args.map(|(name, value)| (name.to_string(), value)).into();
                sentences.push(self.words.text::<std::collections::BTreeMap<_, _>>("board.would-be-stale", &args));
            }
        }
        Ok(sentences)
    }

    fn difference_text(&self, d: &BoardDifference) -> String {
        let key = match (d.was.as_str(), d.now.as_str()) {
            ("", _) => "board.added",
            (_, "") => "board.gone",
            _ => "board.changed",
        };
        self.words.text(key, &[("field", d.field.as_str()), ("was", d.was.as_str()), ("now", d.now.as_str())])
    }

    /// Writes that a board was posted, or taken down.
    pub fn post_board(&mut self, form: &BoardPostForm) -> Outcome<Changed> {
        let register = self.register()?;
        let label = register.label(form.grid);
        let board = self
            .store
            .board_of(form.grid)?
            .ok_or_else(|| Problem::new("board-not-printed").at(&label).with("grid", &label))?;
        if form.on < board.printed_on || form.on > self.clock.today() {
            let problem = Problem::new("board-day").at(&label).with("day", form.on);
            return Err(problem.with("printed", board.printed_on).with("today", self.clock.today()).into());
        }
        let verb = if form.take_down { "take-down-board" } else { "post-board" };
        let deed = Deed::new(verb, &[topic::BOARDS]).with("grid", &label).with("day", form.on);
        let ((), changed) = self.write(deed.with("place", form.place.trim()), |tx| {
            if form.take_down {
                tx.put_board(&Board { taken_down_on: Some(form.on), ..board })
            } else {
                record_post(tx, form.grid, form.on, &form.place, &form.by)
            }
        })?;
        Ok(changed)
    }
}
