//! Tables from offices: each problem at its cell, rows with problems left out, the rest taken in one entry that one
//! undo takes back. A dry run says the same and writes nothing.

mod changes;
mod facts;
mod households;
mod marks;
mod places;
mod roster;
mod templates;
#[cfg(test)]
mod tests;

use std::{collections::HashSet, fs, path::Path};

use domain::{Fault, Outcome, Problem};
use sheets::{CellProblem, Field, Table};
use words::Words;

use crate::view::{CellProblemView, ImportReport, ImportedMark};

/// The tables of a file.
pub(crate) fn tables(path: &Path) -> Outcome<Vec<Table>> {
    let bytes = fs::read(path)
        .map_err(|e| Fault::unreadable(Problem::new("file-unreadable").at(path.display()).with("detail", e)))?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    sheets::read(&bytes, &name)
}

/// Where a row stands, and what is told of it.
#[derive(Debug, Clone)]
struct Spot {
    sheet: String,
    cell: String,
}

impl Spot {
    fn of<T>(sheet: &str, field: &Field<T>) -> Self {
        Self { sheet: sheet.to_string(), cell: field.cell.clone() }
    }

    /// A problem from the rules, told at this cell.
    fn told(&self, problem: Problem) -> CellProblem {
        CellProblem {
            sheet: self.sheet.clone(),
            cell: self.cell.clone(),
            code: problem.code,
            args: problem.args,
            choices: Vec::new(),
        }
    }

    fn problem(&self, code: &str, args: &[(&str, &str)]) -> CellProblem {
        self.told(args.iter().fold(Problem::new(code), |p, (name, value)| p.with(name, value)))
    }
}

/// What an import found, before it is worded.
#[derive(Default)]
struct Found {
    rows: usize,
    added: usize,
    changed: usize,
    problems: Vec<CellProblem>,
    notes: Vec<CellProblem>,
    changes: Vec<String>,
    marks: Vec<ImportedMark>,
}

impl Found {
    fn new(rows: usize, problems: Vec<CellProblem>, notes: Vec<CellProblem>) -> Self {
        Self { rows, problems, notes, ..Self::default() }
    }

    fn worded(self, words: Words) -> ImportReport {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        ImportReport {
            rows: count(self.rows),
            added: count(self.added),
            changed: count(self.changed),
            problems: self
                .problems
                .iter()
                .map(|p| CellProblemView {
                    sheet: p.sheet.clone(),
                    cell: p.cell.clone(),
                    code: p.code.clone(),
                    text: words.problem(&p.problem()),
                    choices: p.choices.clone(),
                })
                .collect(),
            notes: self.notes.iter().map(|n| words.what(&n.problem())).collect(),
            changes: self.changes,
            marks: self.marks,
        }
    }
}

/// The lines of a sheet that have a problem of their own: (sheet, line from 1).
fn lines_with_problems(problems: &[CellProblem]) -> HashSet<(String, u32)> {
    problems
        .iter()
        .filter_map(|p| {
            let digits = p.cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            digits.parse().ok().map(|line| (p.sheet.clone(), line))
        })
        .collect()
}
