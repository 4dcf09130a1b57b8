//! Boards are printed and posted once; what changes afterwards makes some of them stale by itself.

use domain::{Date, Outcome};

use super::story::Story;
use crate::{
    Register,
    boards::{board_fields, record_post, record_print},
    office::{Deed, topic},
};

const PLACES: &[&str] = &["村委会公示栏", "文化广场东墙", "村口宣传栏", "小卖部外墙", "网格长家门口"];

/// Prints a board for most grids and posts most of them.
pub(super) fn hang(story: &mut Story<'_>, day: Date) -> Outcome<()> {
    let settings = story.office.settings()?;
    // Every fifteenth grid waits for its first board, and a few printed ones lie in the office.
    let printed: Vec<usize> =
        (0..story.town.plots.len()).filter(|&p| story.town.plots[p].open && p % 15 != 14).collect();
    let town = &story.town;
    let deed = Deed::new("demo-boards", &[topic::BOARDS]).with("count", printed.len()).for_good();
    story.office.write(deed, |tx| {
        let register = Register::load(tx)?;
        for &plot in &printed {
            let grid = town.plots[plot].grid.id;
            record_print(tx, grid, day, &board_fields(&register, &settings, grid, day))?;
            if plot % 20 != 13 {
                let by = &town.villages[town.plots[plot].village].leader;
                record_post(tx, grid, day, PLACES[plot % PLACES.len()], by)?;
            }
        }
        Ok(())
    })?;
    Ok(())
}
