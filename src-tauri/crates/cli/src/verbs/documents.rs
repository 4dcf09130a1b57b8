//! `documents`: every paper of a month.

use app::Setting;
use domain::Outcome;
use serde_json::json;
use words::Words;

use super::{look_at, say};
use crate::{args::DocumentsLine, output::Report};

pub fn run(line: &DocumentsLine, setting: &Setting, words: Words) -> Outcome<Report> {
    let files = look_at(&line.file, setting)?.save_all_papers(line.month, &line.dir, &mut |_, _| true)?;
    let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let sentences = files.iter().map(|file| say(words, "wrote", &[("file", file.clone())])).collect::<Vec<_>>();
    Ok(Report::new(json!({ "month": line.month, "files": files })).saying_all(sentences))
}
