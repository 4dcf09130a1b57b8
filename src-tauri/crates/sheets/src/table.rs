//! A sheet as it was typed: exact texts with their addresses, merged regions known.

use std::collections::BTreeMap;

/// What a cell is, beyond its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellKind {
    /// Nothing, or only blanks.
    #[default]
    Empty,
    /// Text as typed.
    Text,
    /// A number, in plain decimal text without the noise of binary fractions.
    Number,
    /// A number of more than 15 digits: Excel has already lost the last ones.
    LongNumber,
    /// A date, as `2026-03-01`, with ` 08:30` behind it when it has a time.
    Date,
    /// A formula's error, such as `#REF!`.
    Error,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What a person sees, formulas by their value.
    pub text: String,
    /// What it is.
    pub kind: CellKind,
    /// For a cell covered by a merged one: the row and column, from 0, of the cell whose text this repeats.
    pub anchor: Option<(usize, usize)>,
}

impl Cell {
    /// A cell with text; blanks alone make it empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let kind = if text.trim().is_empty() { CellKind::Empty } else { CellKind::Text };
        Self { text, kind, anchor: None }
    }

    /// Whether nothing stands here.
    pub fn is_empty(&self) -> bool {
        self.kind == CellKind::Empty
    }
}

/// A merged region, rows and columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The first row and column.
    pub first: (usize, usize),
    /// The last row and column.
    pub last: (usize, usize),
}

/// One sheet of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The sheet's name; a text file's own name.
    pub sheet: String,
    /// Hidden sheets are read, but nothing is taken from them.
    pub hidden: bool,
    rows: Vec<Vec<Cell>>,
    regions: BTreeMap<(usize, usize), Region>,
}

static NOTHING: Cell = Cell { text: String::new(), kind: CellKind::Empty, anchor: None };

impl Table {
    /// A sheet from its cells; the text of each merged region's first cell is repeated through the region, as far as
    /// the sheet has cells at all.
    pub fn new(sheet: impl Into<String>, hidden: bool, mut rows: Vec<Vec<Cell>>, regions: Vec<Region>) -> Self {
        while rows.last().is_some_and(|row| row.iter().all(Cell::is_empty)) {
            rows.pop();
        }
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        for region in &regions {
            let Some(first) = rows.get(region.first.0).and_then(|row| row.get(region.first.1)).cloned() else {
                continue;
            };
            let covered = Cell { anchor: Some(region.first), ..first };
            let last = region.last.1.min(width.saturating_sub(1));
            for (at, row) in rows.iter_mut().enumerate().take(region.last.0.saturating_add(1)).skip(region.first.0) {
                if row.len() <= last {
                    row.resize(last + 1, Cell::default());
                }
                for (col, cell) in row.iter_mut().enumerate().take(last + 1).skip(region.first.1) {
                    if (at, col) != region.first {
                        *cell = covered.clone();
                    }
                }
            }
        }
        let regions = regions.into_iter().map(|region| (region.first, region)).collect();
        Self { sheet: sheet.into(), hidden, rows, regions }
    }

    /// The cell at a row and column, from 0; an empty one where the sheet has none.
    pub fn cell(&self, row: usize, col: usize) -> &Cell {
        self.rows.get(row).and_then(|cells| cells.get(col)).unwrap_or(&NOTHING)
    }

    /// The cells of a row as far as it is filled.
    pub fn row(&self, row: usize) -> &[Cell] {
        self.rows.get(row).map_or(&[], Vec::as_slice)
    }

    /// How many rows are filled.
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// The merged region that a cell belongs to.
    pub fn region(&self, row: usize, col: usize) -> Option<Region> {
        let first = self.cell(row, col).anchor.unwrap_or((row, col));
        self.regions.get(&first).copied()
    }

    /// Puts a text in place of what stands at an address, and wherever a merged region repeats it.
    pub(crate) fn replace(&mut self, at: &str, text: &str) {
        for row in 0..self.height() {
            for col in 0..self.rows[row].len() {
                if self.address(row, col) == at {
                    let anchor = self.rows[row][col].anchor;
                    self.rows[row][col] = Cell { anchor, ..Cell::text(text) };
                }
            }
        }
    }

    /// Empties the row that an address stands in.
    pub(crate) fn empty_row(&mut self, at: &str) {
        let line: usize = at.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap_or(0);
        if let Some(row) = line.checked_sub(1).and_then(|at| self.rows.get_mut(at)) {
            row.clear();
        }
    }

    /// The address of the cell whose text stands at a row and column: a merged region's first cell.
    pub fn address(&self, row: usize, col: usize) -> String {
        let (row, col) = self.cell(row, col).anchor.unwrap_or((row, col));
        address(row, col)
    }
}

/// The address of a row and column, counted from 0, as Excel writes it.
pub fn address(row: usize, col: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = col + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &(row + 1).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_excel() {
        let check = |row, col, expected: &str| assert_eq!(address(row, col), expected);
        check(0, 0, "A1");
        check(6, 25, "Z7");
        check(0, 26, "AA1");
        check(1_048_575, 16_383, "XFD1048576");
    }

    #[test]
    fn a_merged_text_is_seen_in_every_cell_of_its_region_and_no_further() {
        let rows = vec![
            vec![Cell::text("张家湾村"), Cell::text("一格")],
            vec![Cell::default(), Cell::text("二格")],
            vec![Cell::default(), Cell::text("三格")],
        ];
        let table = Table::new("表", false, rows, vec![Region { first: (0, 0), last: (1, 0) }]);
        assert_eq!(table.cell(1, 0).text, "张家湾村");
        assert_eq!(table.address(1, 0), "A1");
        assert!(table.cell(2, 0).is_empty());
        assert!(table.cell(99, 99).is_empty());
    }
}
