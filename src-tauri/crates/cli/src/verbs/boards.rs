//! `boards`: responsibility boards as one PDF, a page each.

use app::{Setting, view::BoardOptionsForm};
use domain::{Fault, Outcome, Problem};
use serde_json::json;
use words::Words;

use super::{say, work_on};
use crate::{args::BoardsLine, output::Report};

pub fn run(line: &BoardsLine, setting: &Setting, words: Words) -> Outcome<Report> {
    let size = BoardOptionsForm::for_size(&line.size)
        .ok_or_else(|| Fault::unreadable(Problem::new("board-size-unknown").at("--size").with("size", &line.size)))?;
    let options = BoardOptionsForm { bleed_mm: line.bleed, marks: line.marks, ..size };
    let mut office = work_on(&line.file, setting)?;
    let mut rows = office.boards(line.village.as_deref())?;
    if let Some(village) = line.village.as_ref().filter(|_| rows.is_empty()) {
        return Err(Problem::new("village-unknown").at("--village").with("village", village).into());
    }
    rows.retain(|row| !line.stale || row.status == "stale");
    // The board of a grid that is no more is taken down, not printed.
    let (register, today) = (office.register()?, setting.clock.today());
    rows.retain(|row| register.grid(row.grid).is_some_and(|grid| grid.open_on(today)));
    if rows.is_empty() {
        return Err(Problem::new("no-boards").into());
    }
    // On paper they lie in the order of their codes, as they are carried out village by village.
    rows.sort_by(|a, b| a.code.cmp(&b.code));
    let grids: Vec<_> = rows.iter().map(|row| row.grid).collect();
    let (count, _) = office.boards_pdf(&line.out, &grids, &options, &mut |_, _| true)?;
    let file = line.out.display().to_string();
    let codes: Vec<_> = rows.iter().map(|row| &row.code).collect();
    let json = json!({ "file": file, "boards": count, "grids": codes });
    let sentence = say(words, "boards.done", &[("file", file), ("count", count.to_string())]);
    Ok(Report::new(json).saying(sentence))
}
