//! Workbooks through calamine.

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{
    Data, Dimensions, Error, OdsError, Reader, SheetType, SheetVisible, Sheets, XlsError, Xlsx, XlsxError,
    open_workbook_auto_from_rs, open_workbook_from_rs,
};
use domain::Problem;

use super::number;
use crate::table::{Cell, CellKind, Region, Table};

/// No office table is wider; what a stray key left in column XFD is no reason to fill the memory.
const MAX_COLUMNS: u32 = 1000;

type Bytes<'a> = Cursor<&'a [u8]>;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Table>, Problem> {
    // The library may stumble over a damaged file; that is this file's fault and must not end the program.
    catch_unwind(AssertUnwindSafe(|| read_sheets(bytes))).unwrap_or_else(|_| Err(Problem::new("table-damaged")))
}

fn read_sheets(bytes: &[u8]) -> Result<Vec<Table>, Problem> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| why_not(bytes))?;
    let sheets: Vec<_> = book.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet).cloned().collect();
    let mut tables = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        let hidden = sheet.visible != SheetVisible::Visible;
        let (rows, merged) = match &mut book {
            Sheets::Xlsx(xlsx) => {
                let rows = xlsx_rows(xlsx, &sheet.name).map_err(damaged)?;
                (rows, xlsx.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default())
            }
            other => {
                let range = other.worksheet_range(&sheet.name).map_err(damaged)?;
                let (top, left) = range.start().unwrap_or_default();
                let mut rows = Rows::default();
                for (row, col, value) in range.used_cells() {
                    rows.put(top + row as u32, left + col as u32, value, "");
                }
                let merged = match other {
                    Sheets::Xls(xls) => xls.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default(),
                    _ => Vec::new(),
                };
                (rows, merged)
            }
        };
        let regions = merged.iter().map(region).collect();
        tables.push(Table::new(sheet.name, hidden, rows.0, regions));
    }
    Ok(tables)
}

/// The dense form of a sheet could be filled up by a single stray cell; the cells are taken one by one instead.
fn xlsx_rows(book: &mut Xlsx<Bytes<'_>>, sheet: &str) -> Result<Rows, XlsxError> {
    let mut reader = book.worksheet_cells_reader(sheet)?;
    let formats: Vec<String> = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().map(|f| f.format_code.to_string()).unwrap_or_default())
        .collect();
    let mut rows = Rows::default();
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let (row, col) = cell.get_position();
        rows.put(row, col, &Data::from(cell.get_value().clone()), formats.get(style).map_or("", String::as_str));
    }
    Ok(rows)
}

#[derive(Default)]
struct Rows(Vec<Vec<Cell>>);

impl Rows {
    fn put(&mut self, row: u32, col: u32, value: &Data, format: &str) {
        let cell = cell(value, format);
        if cell.is_empty() || col >= MAX_COLUMNS {
            return;
        }
        let (row, col) = (row as usize, col as usize);
        if self.0.len() <= row {
            self.0.resize_with(row + 1, Vec::new);
        }
        let cells = &mut self.0[row];
        if cells.len() <= col {
            cells.resize(col + 1, Cell::default());
        }
        cells[col] = cell;
    }
}

fn cell(value: &Data, format: &str) -> Cell {
    let of = |text: String, kind| Cell { text, kind, anchor: None };
    match value {
        Data::Empty => Cell::default(),
        Data::String(text) => Cell::text(text.as_str()),
        Data::Int(value) => of(number::padded(value.to_string(), format), CellKind::Number),
        Data::Float(value) => {
            let (text, long) = number::plain(*value);
            let kind = if long { CellKind::LongNumber } else { CellKind::Number };
            of(number::padded(text, format), kind)
        }
        Data::Bool(value) => Cell::text(if *value { "TRUE" } else { "FALSE" }),
        Data::DateTime(value) => match value.as_datetime().filter(|_| value.is_datetime()) {
            // A time of day alone has no date: Excel counts it from its day 0.
            Some(time) if time.date().format("%Y").to_string() == "1899" => {
                Cell::text(time.format("%H:%M").to_string())
            }
            Some(time) if time.time() == chrono::NaiveTime::MIN => of(time.date().to_string(), CellKind::Date),
            Some(time) => of(time.format("%Y-%m-%d %H:%M").to_string(), CellKind::Date),
            None => of(number::plain(value.as_f64()).0, CellKind::Number),
        },
        Data::DateTimeIso(text) => {
            let text = text.replace('T', " ");
            of(text.trim_end_matches(" 00:00:00").to_string(), CellKind::Date)
        }
        Data::DurationIso(text) => Cell::text(text.as_str()),
        Data::Error(error) => of(error.to_string(), CellKind::Error),
    }
}

fn region(merged: &Dimensions) -> Region {
    let at = |(row, col): (u32, u32)| (row as usize, col as usize);
    Region { first: at(merged.start), last: at(merged.end) }
}

/// Why a file that looks like a workbook can't be opened.
fn why_not(bytes: &[u8]) -> Problem {
    let password = matches!(open_workbook_from_rs::<calamine::Xls<_>, _>(Cursor::new(bytes)), Err(XlsError::Password))
        || matches!(open_workbook_from_rs::<Xlsx<_>, _>(Cursor::new(bytes)), Err(XlsxError::Password))
        || matches!(open_workbook_from_rs::<calamine::Ods<_>, _>(Cursor::new(bytes)), Err(OdsError::Password));
    Problem::new(if password { "file-password" } else { "table-damaged" })
}

fn damaged(_: impl Into<Error>) -> Problem {
    Problem::new("table-damaged")
}
