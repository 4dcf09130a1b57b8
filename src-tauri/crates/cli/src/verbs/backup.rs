//! `backup` and `restore`.

use app::Setting;
use domain::Outcome;
use serde_json::json;
use words::Words;

use super::{look_at, say};
use crate::{
    args::{BackupLine, RestoreLine},
    output::Report,
};

pub fn backup(line: &BackupLine, setting: &Setting, words: Words) -> Outcome<Report> {
    let made = look_at(&line.file, setting)?.backup(Some(&line.dest))?.display().to_string();
    let sentence = say(words, "backup.done", &[("file", made.clone())]);
    Ok(Report::new(json!({ "file": made })).saying(sentence))
}

pub fn restore(line: &RestoreLine, setting: &Setting, words: Words) -> Outcome<Report> {
    let kept = app::restore(&line.backup, &line.file, setting)?.map(|path| path.display().to_string());
    let file = line.file.display().to_string();
    let done = say(words, "restore.done", &[("file", file.clone())]);
    let old = kept.clone().map(|kept| say(words, "restore.kept", &[("file", kept)]));
    Ok(Report::new(json!({ "file": file, "kept": kept })).saying(done).saying_all(old))
}
