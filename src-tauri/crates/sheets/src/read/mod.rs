//! Bytes to tables. What a file is is seen from its content, never from its ending.

mod book;
mod csv;
mod number;
mod text;

use domain::{Fault, Problem};

use crate::table::{Cell, Table};

pub(crate) use csv::records;
pub(crate) use text::decode;

/// The sheets of an Excel or ODS workbook, or the one table of a text file.
///
/// A file that is no table is refused with what it is instead.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Vec<Table>, Fault> {
    let refuse = |problem: Problem| Fault::unreadable(problem.at(file_name));
    let tables = match sniff(bytes) {
        Content::Workbook => book::read(bytes),
        Content::Text => read_text(bytes, file_name),
        Content::Refused(code) => Err(Problem::new(code)),
        Content::Other(kind) => Err(Problem::new("file-no-table").with("kind", kind)),
    }
    .map_err(refuse)?;
    if tables.iter().all(|table| table.height() == 0) {
        return Err(refuse(Problem::new("file-empty")));
    }
    Ok(tables)
}

enum Content {
    Workbook,
    Text,
    Refused(&'static str),
    Other(&'static str),
}

fn sniff(bytes: &[u8]) -> Content {
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    let has = |part: &[u8]| bytes.windows(part.len()).any(|w| w == part);
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let head: String = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    match bytes {
        [] => Content::Refused("file-empty"),
        _ if bytes.starts_with(OLE) && has(&wide("EncryptedPackage")) => Content::Refused("file-password"),
        _ if bytes.starts_with(OLE) && has(&wide("WordDocument")) => Content::Other("Word"),
        _ if bytes.starts_with(b"PK") && has(b"word/document.xml") => Content::Other("Word"),
        _ if bytes.starts_with(OLE) || bytes.starts_with(b"PK") => Content::Workbook,
        _ if bytes.starts_with(b"%PDF") => Content::Other("PDF"),
        _ if bytes.starts_with(b"\xFF\xD8\xFF") => Content::Other("JPEG"),
        _ if bytes.starts_with(b"\x89PNG") => Content::Other("PNG"),
        _ if bytes.starts_with(b"SQLite format 3") => Content::Other("SQLite"),
        _ if ["<html", "<!doctype", "<table", "<?xml", "<meta", "mime-version:"]
            .iter()
            .any(|t| head.starts_with(t)) =>
        {
            Content::Refused("file-web-page")
        }
        _ => Content::Text,
    }
}

fn read_text(bytes: &[u8], file_name: &str) -> Result<Vec<Table>, Problem> {
    let text = decode(bytes)?;
    if text.trim().is_empty() {
        return Err(Problem::new("file-empty"));
    }
    let delimiter = csv::delimiter(&text).ok_or_else(|| Problem::new("file-no-table").with("kind", "TXT"))?;
    let rows = records(&text, delimiter)?;
    let rows = rows.into_iter().map(|record| record.fields.into_iter().map(Cell::text).collect()).collect();
    Ok(vec![Table::new(file_name, false, rows, Vec::new())])
}
