//! `journal`: what was done, newest first.

use app::Setting;
use domain::Outcome;
use words::Words;

use super::{heads, look_at, say};
use crate::{args::OfficeFile, columns, output::Report};

pub fn run(line: &OfficeFile, setting: &Setting, words: Words) -> Outcome<Report> {
    let lines = look_at(&line.file, setting)?.journal(u32::MAX, None)?;
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|entry| {
            let reason = entry.reason.clone().map(|reason| say(words, "journal.reason", &[("reason", reason)]));
            let undone = entry.undone.then(|| say(words, "journal.undone", &[]));
            let what = [Some(entry.text.clone()), reason, undone].into_iter().flatten().collect();
            vec![entry.at.clone(), entry.by.clone(), what]
        })
        .collect();
    Ok(Report::new(&lines).showing(columns::table(&heads(words, &["at", "by", "what"]), &rows)))
}
