//! The rows below a header: which of them are data, and the text of their cells.

use domain::{GridCode, fold_width};

use crate::{
    header::{Header, plain},
    id_number,
    problem::{Field, Findings},
    table::{CellKind, Table, address},
    values::split,
};

/// What a row is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    Blank,
    Data,
    /// One village's name over the rows that follow.
    Band(Field<String>),
}

const TOTALS: [&str; 7] = ["合计", "总计", "小计", "共计", "累计", "平均", "平均分"];
const FOOTERS: [&str; 14] = [
    "填表人",
    "填表日期",
    "制表人",
    "制表",
    "审核人",
    "审核",
    "填报人",
    "填报单位",
    "单位负责人",
    "负责人签字",
    "主要领导",
    "联系人",
    "注:",
    "备注:",
];
/// What people type to say “nothing”.
const NOTHING: [&str; 6] = ["/", "-", "\\", "无", "--", "//"];

/// What kind of row this is; rows that are left out are told as notes.
pub(crate) fn kind(table: &Table, header: &Header, row: usize, findings: &mut Findings) -> RowKind {
    let own: Vec<(usize, &str)> = table
        .row(row)
        .iter()
        .enumerate()
        .filter(|(col, cell)| !cell.is_empty() && cell.anchor.is_none_or(|(first, left)| first == row && left == *col))
        .map(|(col, cell)| (col, cell.text.trim()))
        .collect();
    let Some((col, first)) = own.first().copied() else {
        // A row that repeats only what is merged over it holds nothing of its own.
        return RowKind::Blank;
    };
    let cell = address(row, col);
    let is_total = |text: &str| {
        let text = plain(text);
        TOTALS
            .iter()
            .any(|word| text == *word || text.strip_suffix(word).is_some_and(|rest| rest.ends_with(['村', '格', '镇'])))
    };
    if own.iter().take(3).any(|(_, text)| is_total(text)) {
        findings.note("row-total", &cell, &[]);
        return RowKind::Blank;
    }
    let start = plain(first);
    if own.len() <= 6 && FOOTERS.iter().any(|word| start.starts_with(word)) {
        findings.note("row-footer", &cell, &[("value", first)]);
        return RowKind::Blank;
    }
    let again = |heads: usize| own.iter().all(|(col, text)| plain(&table.cell(heads, *col).text) == plain(text));
    if own.len() >= 2 && header.rows.clone().any(again) {
        findings.note("row-header-again", &cell, &[]);
        return RowKind::Blank;
    }
    let name = tidy(first);
    let wide = table.region(row, col).is_some_and(|region| region.last.1 > region.first.1);
    if own.len() == 1 && wide && ["村", "社区", "居委会"].iter().any(|end| name.ends_with(end)) {
        findings.note("row-band", &cell, &[("value", &name)]);
        return RowKind::Band(Field { value: name, cell });
    }
    RowKind::Data
}

/// A text without the blanks, line ends and invisible marks that creep into cells.
pub(crate) fn tidy(text: &str) -> String {
    let invisible = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}');
    text.chars().filter(|c| !c.is_whitespace() && !invisible(*c)).collect()
}

/// One data row.
pub(crate) struct Row<'a> {
    pub table: &'a Table,
    pub row: usize,
}

impl Row<'_> {
    /// The cell's text as typed but for blanks at its ends; `None` when it is empty, says “nothing”, or can't be used,
    /// which is told.
    pub fn raw(&self, col: usize, findings: &mut Findings) -> Option<Field<String>> {
        let field = self.unscreened(col, findings)?;
        if id_number::is_likely(&field.value) {
            findings.problem("id-number", &field.cell, &[]);
            return None;
        }
        Some(field)
    }

    /// The same unscreened: 18 places of a grid code can look like an identity number.
    fn unscreened(&self, col: usize, findings: &mut Findings) -> Option<Field<String>> {
        let cell = self.table.cell(self.row, col);
        let at = self.table.address(self.row, col);
        let text = cell.text.trim();
        if cell.kind == CellKind::Error {
            findings.problem("cell-error", &at, &[("value", text)]);
            return None;
        }
        if cell.is_empty() || NOTHING.contains(&plain(text).as_str()) {
            return None;
        }
        Some(Field { value: text.to_string(), cell: at })
    }

    /// The same without any blanks: names of villages and grids.
    pub fn tidied(&self, col: usize, findings: &mut Findings) -> Option<Field<String>> {
        self.raw(col, findings).map(|field| field.map(|text| tidy(&text))).filter(|field| !field.value.is_empty())
    }

    /// A code that may have been typed as a number. Excel keeps 15 digits of a number; a longer one is lost.
    pub fn code(&self, col: usize, findings: &mut Findings) -> Option<Field<String>> {
        let field = self.raw(col, findings)?.map(|text| tidy(&fold_width(&text)));
        self.whole(col, field, findings)
    }

    fn whole(&self, col: usize, field: Field<String>, findings: &mut Findings) -> Option<Field<String>> {
        if self.table.cell(self.row, col).kind == CellKind::LongNumber {
            findings.problem("long-number", &field.cell, &[("value", &field.value)]);
            return None;
        }
        Some(field)
    }

    /// The codes of a cell, usually one; what is none is a problem `bad`.
    pub fn codes(&self, col: usize, bad: &str, findings: &mut Findings) -> Vec<Field<GridCode>> {
        let Some(field) = self.unscreened(col, findings).and_then(|field| self.whole(col, field, findings)) else {
            return Vec::new();
        };
        let mut codes = Vec::new();
        if id_number::is_certain(&field.value) {
            findings.problem("id-number", &field.cell, &[]);
            return codes;
        }
        for part in split(&field.value) {
            match GridCode::parse(&tidy(&part)) {
                Some(value) => codes.push(Field { value, cell: field.cell.clone() }),
                None => {
                    findings.problem(bad, &field.cell, &[("value", &part)]);
                }
            }
        }
        codes
    }

    /// A whole number; a unit behind it (45户) is left off.
    pub fn count(&self, col: usize, findings: &mut Findings) -> Option<Field<u32>> {
        let field = self.raw(col, findings)?;
        let text = tidy(&fold_width(&field.value));
        let digits = text.trim_end_matches(['户', '人', '口', '个']);
        let value = domain::parse_scaled(digits, 0).and_then(|value| u32::try_from(value).ok());
        if value.is_none() {
            findings.problem("bad-count", &field.cell, &[("value", &field.value)]);
        }
        value.map(|value| Field { value, cell: field.cell })
    }

    /// Whether the cell repeats one merged over several rows.
    pub fn merged_down(&self, col: usize) -> bool {
        self.table.region(self.row, col).is_some_and(|region| region.last.0 > region.first.0)
    }
}
