//! `check`: whether a file is sound and every rule of its contents holds.

use app::Setting;
use domain::Outcome;
use serde_json::json;
use words::Words;

use super::{look_at, say};
use crate::{args::OfficeFile, output::Report};

pub fn run(line: &OfficeFile, setting: &Setting, words: Words) -> Outcome<Report> {
    let problems = look_at(&line.file, setting)?.check()?;
    let told: Vec<_> = problems
        .iter()
        .map(|p| json!({ "code": p.code, "where": p.place, "text": format!("{} {}", p.text, p.remedy).trim() }))
        .collect();
    let sum = match problems.len() {
        0 => say(words, "check.sound", &[]),
        count => say(words, "check.found", &[("count", count.to_string())]),
    };
    Ok(Report::new(json!({ "problems": told }))
        .saying_all(problems.iter().map(|p| format!("{} {}", p.text, p.remedy)))
        .saying(sum)
        .with_findings(!problems.is_empty()))
}
