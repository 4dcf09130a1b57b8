//! The xlsx of a table: title, header that stays and repeats, A4, fit to width, exact numbers, texts that stay texts.

use std::collections::BTreeSet;

use chrono::Datelike;
use domain::{Date, Fault, Problem, render_scaled};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use super::{Column, Kind, Out, TableModel};
use crate::table::address;

const A4: u8 = 9;

/// The sheets as one xlsx. `created` is the date written into the file, so that the same tables give the same bytes.
pub fn workbook(tables: &[TableModel], created: Date) -> Result<Vec<u8>, Fault> {
    book(tables, created, |_, _, _| Ok(())).map_err(failed)
}

pub(super) fn failed(error: XlsxError) -> Fault {
    Fault::refused(vec![Problem::new("workbook-not-written").with("detail", error)])
}

/// Writes the sheets; `finish` may add to each, given the first row of its data.
pub(super) fn book(
    tables: &[TableModel],
    created: Date,
    finish: impl Fn(&mut Worksheet, &TableModel, u32) -> Result<(), XlsxError>,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&excel_date(created)?));
    let formats = Formats::new();
    let mut names = BTreeSet::new();
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&table.name, &mut names))?;
        let first = write(sheet, table, &formats)?;
        finish(sheet, table, first)?;
    }
    if tables.is_empty() {
        book.add_worksheet();
    }
    book.save_to_buffer()
}

fn excel_date(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(date.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, date.month() as u8, date.day() as u8)
}

struct Formats {
    title: Format,
    header: Format,
    kinds: [(Kind, Format, Format); 5],
    word: Format,
    label: Format,
    remark: Format,
}

impl Formats {
    fn new() -> Self {
        let font = || Format::new().set_font_name("宋体").set_font_size(11);
        let cell = || font().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let of = |kind: Kind| {
            let format = match kind {
                Kind::Text => cell().set_num_format("@").set_text_wrap(),
                Kind::Score => cell().set_num_format("0.00"),
                Kind::Money => cell().set_num_format("#,##0.00"),
                Kind::Integer => cell().set_num_format("0"),
                Kind::Date => cell().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
            };
            (kind, format.clone(), format.set_bold())
        };
        Self {
            title: font()
                .set_font_name("黑体")
                .set_font_size(16)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            header: cell().set_bold().set_text_wrap().set_align(FormatAlign::Center).set_background_color(0x00F2_F2F2),
            kinds: [Kind::Text, Kind::Score, Kind::Money, Kind::Integer, Kind::Date].map(of),
            word: cell().set_num_format("@").set_align(FormatAlign::Center),
            label: cell().set_bold().set_align(FormatAlign::Center),
            remark: font(),
        }
    }

    fn of(&self, kind: Kind, total: bool) -> &Format {
        let found = self.kinds.iter().find(|(own, ..)| *own == kind);
        found.map_or(&self.word, |(_, plain, bold)| if total { bold } else { plain })
    }
}

/// Writes one sheet and returns the first row of its data.
fn write(sheet: &mut Worksheet, table: &TableModel, formats: &Formats) -> Result<u32, XlsxError> {
    let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let mut row = 0;
    if !table.title.is_empty() {
        if last == 0 {
            sheet.write_string_with_format(0, 0, &table.title, &formats.title)?;
        } else {
            sheet.merge_range(0, 0, 0, last, &table.title, &formats.title)?;
        }
        sheet.set_row_height(0, 30)?;
        row = 1;
    }
    let header = row;
    for (col, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(header, col, &column.header, &formats.header)?;
        sheet.set_column_width(col, width(column))?;
    }
    let first = header + 1;
    row = first;
    for cells in &table.rows {
        for (index, column) in table.columns.iter().enumerate() {
            put(sheet, row, index as u16, column.kind, cells.get(index).unwrap_or(&Out::Blank), formats)?;
        }
        row += 1;
    }
    if !table.total.is_empty() && row > first {
        total(sheet, table, (first, row), formats)?;
        row += 1;
    }
    for note in &table.notes {
        let text = if note.starts_with("注") { note.clone() } else { format!("注：{note}") };
        sheet.write_string_with_format(row + 1, 0, text, &formats.remark)?;
        row += 1;
    }
    sheet.set_freeze_panes(first, 0)?;
    sheet.set_repeat_rows(header, header)?;
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_footer("&C&P / &N");
    if table.landscape {
        sheet.set_landscape();
    }
    Ok(first)
}

fn put(sheet: &mut Worksheet, row: u32, col: u16, kind: Kind, cell: &Out, formats: &Formats) -> Result<(), XlsxError> {
    let format = formats.of(kind, false);
    match cell {
        Out::Blank => sheet.write_blank(row, col, format)?,
        Out::Text(text) if kind == Kind::Text => sheet.write_string_with_format(row, col, text, format)?,
        Out::Text(text) => sheet.write_string_with_format(row, col, text, &formats.word)?,
        Out::Score(score) => {
            sheet.write_number_with_format(row, col, nearest(score.0, 2), formats.of(Kind::Score, false))?
        }
        Out::Money(money) => {
            sheet.write_number_with_format(row, col, nearest(money.0, 2), formats.of(Kind::Money, false))?
        }
        Out::Integer(number) => {
            sheet.write_number_with_format(row, col, nearest(*number, 0), formats.of(Kind::Integer, false))?
        }
        Out::Date(date) => {
            sheet.write_datetime_with_format(row, col, excel_date(*date)?, formats.of(Kind::Date, false))?
        }
    };
    Ok(())
}

/// The number that Excel itself would keep for the decimal text.
pub(super) fn nearest(value: i64, places: u32) -> f64 {
    render_scaled(value, places).parse().unwrap_or_default()
}

/// The totals row: a formula for whoever goes on working in the sheet, with its result for viewers that don't calculate.
fn total(sheet: &mut Worksheet, table: &TableModel, rows: (u32, u32), formats: &Formats) -> Result<(), XlsxError> {
    let (first, end) = rows;
    for (index, column) in table.columns.iter().enumerate() {
        let col = index as u16;
        if index == 0 {
            sheet.write_string_with_format(end, col, &table.total, &formats.label)?;
        } else if column.total {
            let figures = table.rows.iter().filter_map(|row| match row.get(index) {
                Some(Out::Score(score)) => Some(score.0),
                Some(Out::Money(money)) => Some(money.0),
                Some(Out::Integer(number)) => Some(*number),
                _ => None,
            });
            let places = if column.kind == Kind::Integer { 0 } else { 2 };
            let sum = render_scaled(figures.fold(0_i64, i64::saturating_add), places);
            let (from, to) = (address(first as usize, index), address(end as usize - 1, index));
            let formula = Formula::new(format!("=SUM({from}:{to})")).set_result(sum);
            sheet.write_formula_with_format(end, col, formula, formats.of(column.kind, true))?;
        } else {
            sheet.write_blank(end, col, formats.of(column.kind, true))?;
        }
    }
    Ok(())
}

fn width(column: &Column) -> u16 {
    let by_header: usize = column.header.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    if column.width > 0 { column.width } else { u16::try_from(by_header + 2).unwrap_or(20).clamp(6, 40) }
}

/// Excel's limits on names: 31 characters, none of `[]:*?/\`, no apostrophe at the ends, no two alike.
fn sheet_name(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let cleaned: String = wanted.chars().map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c }).collect();
    let cleaned = cleaned.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    let short = |text: &str, most: usize| {
        let mut units = 0;
        text.chars()
            .take_while(|c| {
                units += c.len_utf16();
                units <= most
            })
            .collect::<String>()
    };
    let base = if cleaned.is_empty() { "表".to_string() } else { short(cleaned, 31) };
    let mut name = base.clone();
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{} {number}", short(&base, 27));
        number += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_made_fit_for_excel() {
        let mut taken = BTreeSet::new();
        let mut check = |wanted: &str, expected: &str| assert_eq!(sheet_name(wanted, &mut taken), expected);
        check("2026/06 成绩", "2026 06 成绩");
        check("2026:06 成绩", "2026 06 成绩 2");
        check("'", "表");
        check(&"长".repeat(40), &"长".repeat(31));
        check(&"长".repeat(40), &format!("{} 2", "长".repeat(27)));
    }
}
