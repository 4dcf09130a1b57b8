//! `export`: everything as plain tables.

use app::Setting;
use domain::Outcome;
use words::Words;

use super::{look_at, wrote};
use crate::{args::ExportLine, output::Report};

pub fn run(line: &ExportLine, setting: &Setting, words: Words) -> Outcome<Report> {
    let files = look_at(&line.file, setting)?.export_all(&line.dir, line.month)?;
    Ok(wrote(&line.dir, &files, words))
}
