//! Where the header stands in a sheet, and what each column is.

mod fields;

pub(crate) use fields::{Holder, Key, bare, is_plain_worker, known, known_pair, plain, role};

use std::collections::BTreeMap;

use crate::{problem::Findings, table::Table};

/// How far down a header is looked for: titles, filling-in notes and units stand above it.
const DEPTH: usize = 40;

/// The header of a sheet: one row, or two of which the upper groups the lower.
#[derive(Debug)]
pub(crate) struct Header {
    /// The first row below it.
    pub body: usize,
    /// Its rows.
    pub rows: std::ops::Range<usize>,
    /// Its columns that have a text, from the left.
    pub columns: Vec<Heading>,
}

/// One column's header texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    pub col: usize,
    pub upper: String,
    pub lower: String,
    pub cell: String,
}

impl Heading {
    /// The text that a person would name the column by.
    pub fn shown(&self) -> String {
        let tidy = |text: &str| text.split_whitespace().collect::<String>();
        let (upper, lower) = (tidy(&self.upper), tidy(&self.lower));
        match (upper.is_empty(), lower.is_empty()) {
            (false, false) if upper != lower => format!("{upper}/{lower}"),
            (true, _) => lower,
            _ => upper,
        }
    }

    pub fn key(&self) -> Option<Key> {
        if self.upper.is_empty() { known(&self.lower) } else { known_pair(&self.upper, &self.lower) }
    }
}

/// Finds the header by its words: `knows` says whether a text is one that the caller looks for.
pub(crate) fn find(table: &Table, knows: &dyn Fn(&str) -> bool) -> Option<Header> {
    let score = |row: usize| {
        let mut seen: Vec<String> = texts(table, row).map(|(_, text)| plain(text)).filter(|t| knows(t)).collect();
        seen.sort_unstable();
        seen.dedup();
        seen.len()
    };
    let depth = table.height().min(DEPTH);
    let best = (0..depth).rev().max_by_key(|row| score(*row)).filter(|row| score(*row) >= 2)?;
    let rows = if best > 0 && groups(table, best - 1) {
        best - 1..best + 1
    } else if best + 1 < table.height() && continues(table, best + 1, knows) {
        best..best + 2
    } else {
        best..best + 1
    };
    Some(Header { body: rows.end, columns: headings(table, &rows), rows })
}

/// Whether a row above the header groups its columns: several short texts, one of them merged over some columns but
/// not over all of them as a title is.
fn groups(table: &Table, row: usize) -> bool {
    let mut distinct: Vec<&str> = texts(table, row).map(|(_, text)| text).collect();
    distinct.dedup();
    let spread = (0..table.row(row).len())
        .any(|col| table.region(row, col).is_some_and(|region| region.last.1 > region.first.1 || region.last.0 > row));
    distinct.len() >= 2 && spread && distinct.iter().all(|text| domain::chars(text) <= 12)
}

/// Whether a row below the first carries on the header: every text of its own is a header word.
fn continues(table: &Table, row: usize, knows: &dyn Fn(&str) -> bool) -> bool {
    let own = |col: usize| table.cell(row, col).anchor.is_none_or(|(first, _)| first == row);
    let mut own = texts(table, row).filter(|(col, _)| own(*col)).peekable();
    own.peek().is_some() && own.all(|(_, text)| knows(text) || plain(text) == "起" || plain(text) == "止")
}

fn texts(table: &Table, row: usize) -> impl Iterator<Item = (usize, &str)> {
    let cells = table.row(row).iter().enumerate();
    cells.filter(|(_, cell)| !cell.is_empty()).map(|(col, cell)| (col, cell.text.trim()))
}

fn headings(table: &Table, rows: &std::ops::Range<usize>) -> Vec<Heading> {
    let (top, bottom) = (rows.start, rows.end - 1);
    let width = table.row(top).len().max(table.row(bottom).len());
    let mut columns = Vec::new();
    let mut group = String::new();
    for col in 0..width {
        let text = |row: usize| table.cell(row, col).text.trim().to_string();
        let (upper, lower) = match top == bottom {
            true => (String::new(), text(bottom)),
            false => (text(top), text(bottom)),
        };
        // A group written once without merging stands above the columns to its right, too.
        if !upper.is_empty() {
            group.clone_from(&upper);
        }
        let upper = if upper.is_empty() && !lower.is_empty() { group.clone() } else { upper };
        if upper.is_empty() && lower.is_empty() {
            continue;
        }
        let row = if lower.is_empty() { top } else { bottom };
        columns.push(Heading { col, cell: table.address(row, col), upper, lower });
    }
    columns
}

/// Refuses two columns of one meaning: which of them counts is not for a program to say.
pub(crate) fn refuse_doubles<'a>(
    columns: impl Iterator<Item = (&'a Heading, Key)>,
    allowed: impl Fn(Key) -> bool,
    findings: &mut Findings,
) -> bool {
    let mut first: BTreeMap<Key, &str> = BTreeMap::new();
    let mut sound = true;
    for (heading, key) in columns.filter(|(_, key)| !allowed(*key)) {
        if let Some(other) = first.insert(key, &heading.cell) {
            findings.problem("column-twice", &heading.cell, &[("column", &heading.shown()), ("other", other)]);
            sound = false;
        }
    }
    sound
}
