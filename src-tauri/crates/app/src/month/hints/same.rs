//! The same mark for nearly everybody: worth a look, unless it is the full mark, which most deserve on most indicators.

use std::collections::HashMap;

use domain::Score;
use words::Words;

use crate::{month::marks::short, view::HintRow};

use super::{hint, marks::Marks, say};

/// With fewer marked than these, alike is no wonder.
const LEAST: usize = 10;
/// Alike are more than so many of a hundred.
const PERCENT: usize = 90;

/// Indicators of inspections where nearly everybody has one and the same mark, and not the full one.
pub(super) fn hints(marks: &Marks, words: Words) -> Vec<HintRow> {
    let mut found = Vec::new();
    for looked in &marks.of {
        for (column, (view, id)) in marks.columns.iter().enumerate() {
            let mut times: HashMap<i64, usize> = HashMap::new();
            for mark in looked.rows().filter_map(|row| row[column]) {
                *times.entry(mark).or_default() += 1;
            }
            let all: usize = times.values().sum();
            let Some((mark, count)) = times.into_iter().max_by_key(|&(mark, count)| (count, mark)) else { continue };
            if all < LEAST || count * 100 <= all * PERCENT || mark == marks.full(column) {
                continue;
            }
            let name = looked.name(words);
            let args = [
                ("indicator", view.name.clone()),
                ("count", count.to_string()),
                ("all", all.to_string()),
                ("mark", short(Score(mark))),
                ("full", short(Score(marks.full(column)))),
            ];
            let about = format!("{}/{}", looked.inspection.id, view.name);
            let text = say(words, "hint.same-mark", &args);
            let mut row = hint("same-mark", about, format!("{mark} {count}/{all}"), name, text);
            (row.inspection, row.indicator) = (Some(looked.inspection.id), *id);
            found.push(row);
        }
    }
    found
}
