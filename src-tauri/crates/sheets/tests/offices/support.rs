//! Files made here, and what was found in them as text.

use domain::Date;
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use sheets::{CellProblem, Table};
use words::{Lang, Words};

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// An xlsx of one sheet named 花名册.
pub fn book(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("花名册").unwrap();
    fill(sheet);
    book.save_to_buffer().unwrap()
}

/// Texts row by row, from a row on; an empty one leaves the cell empty.
pub fn put(sheet: &mut Worksheet, first: u32, rows: &[&[&str]]) {
    for (row, cells) in (first..).zip(rows) {
        for (col, text) in (0..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row, col, *text).unwrap();
        }
    }
}

pub fn merge(sheet: &mut Worksheet, first: (u32, u16), last: (u32, u16), text: &str) {
    sheet.merge_range(first.0, first.1, last.0, last.1, text, &Format::new()).unwrap();
}

/// A table of texts without a file.
pub fn table(rows: &[&[&str]]) -> Vec<Table> {
    let rows = rows.iter().map(|row| row.iter().map(|text| sheets::Cell::text(*text)).collect()).collect();
    vec![Table::new("表", false, rows, Vec::new())]
}

/// `B7 code` of each.
pub fn codes(problems: &[CellProblem]) -> Vec<String> {
    problems.iter().map(|p| format!("{} {}", p.cell, p.code).trim().to_string()).collect()
}

/// The message in Chinese.
pub fn told(problem: &CellProblem) -> String {
    Words::new(Lang::ZhCn).problem(&problem.problem())
}
