//! A verb a file: decode, call, say what came of it.

mod backup;
mod boards;
mod check;
mod correct;
mod decide;
mod demo;
mod documents;
mod explain;
mod export;
mod import;
mod info;
mod journal;
mod month;
mod outcomes;
mod policy;
mod try_out;
mod whatif;

use std::path::{Path, PathBuf};

use app::{Office, Setting};
use domain::Outcome;
use serde_json::json;
use words::Words;

use crate::{args::Verb, output::Report};

/// Does what the line says.
pub fn run(verb: Verb, setting: &Setting, words: Words) -> Outcome<Report> {
    match verb {
        Verb::Demo(line) => demo::run(&line, setting, words),
        Verb::Info(line) => info::run(&line, setting, words),
        Verb::Check(line) => check::run(&line, setting, words),
        Verb::Import(line) => import::run(&line, setting, words),
        Verb::Export(line) => export::run(&line, setting, words),
        Verb::Policy(line) => policy::run(&line, setting, words),
        Verb::Try(line) => try_out::run(&line, words),
        Verb::Whatif(line) => whatif::run(&line, setting, words),
        Verb::Month(line) => month::run(&line, setting),
        Verb::Correct(line) => correct::run(&line, setting, words),
        Verb::Decide(line) => decide::run(&line, setting),
        Verb::Outcomes(line) => outcomes::run(&line, setting, words),
        Verb::Explain(line) => explain::run(&line, setting, words),
        Verb::Boards(line) => boards::run(&line, setting, words),
        Verb::Documents(line) => documents::run(&line, setting, words),
        Verb::Backup(line) => backup::backup(&line, setting, words),
        Verb::Restore(line) => backup::restore(&line, setting, words),
        Verb::Journal(line) => journal::run(&line, setting, words),
    }
}

/// A sentence of the command line.
fn say(words: Words, key: &str, args: &[(&str, String)]) -> String {
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    words.text(&format!("cli.{key}"), args.as_slice())
}

/// Files that were written into a folder; a long list is told as its length.
fn wrote(folder: &Path, files: &[PathBuf], words: Words) -> Report {
    let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let sentences: Vec<_> = if files.len() <= 20 {
        files.iter().map(|file| say(words, "wrote", &[("file", file.clone())])).collect()
    } else {
        vec![say(words, "wrote-all", &[("count", files.len().to_string()), ("folder", folder.display().to_string())])]
    };
    Report::new(json!({ "files": files })).saying_all(sentences)
}

/// The heads of columns.
fn heads(words: Words, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| say(words, &format!("column.{key}"), &[])).collect()
}

/// An office file to look at, also while the window has it.
fn look_at(file: &Path, setting: &Setting) -> Outcome<Office> {
    Office::open_read_only(file, setting)
}

/// An office file to write to; refused with who has it.
fn work_on(file: &Path, setting: &Setting) -> Outcome<Office> {
    Office::open(file, setting)
}
