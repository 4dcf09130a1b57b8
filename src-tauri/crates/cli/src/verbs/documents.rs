//! `documents`: every paper of a month.

use app::Setting;
use domain::Outcome;
use words::Words;

use super::{look_at, wrote};
use crate::{args::DocumentsLine, output::Report};

pub fn run(line: &DocumentsLine, setting: &Setting, words: Words) -> Outcome<Report> {
    let files = look_at(&line.file, setting)?.save_all_papers(line.month, &line.dir, &mut |_, _| true)?;
    Ok(wrote(&line.dir, &files, words))
}
