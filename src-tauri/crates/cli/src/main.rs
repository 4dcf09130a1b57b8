//! `jingge`: the use cases without a window. A verb decodes its line, calls the app, and says what came of it.

mod args;
mod columns;
mod output;
mod subject;
mod usage;
mod verbs;

use std::{
    io::{Write, stdout},
    process::ExitCode,
};

use app::{Clock, Setting};
use args::Line;
use clap::{FromArgMatches, error::ErrorKind};
use words::Words;

fn main() -> ExitCode {
    let line: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let lang = args::lang_of(&line);
    let words = Words::new(lang);
    let as_json = line.iter().any(|word| word == "--json");
    // The words as the system gave them: a path need not be UTF-8.
    let read = args::command(words).try_get_matches_from(std::env::args_os());
    let read = match read.and_then(|matches| Line::from_arg_matches(&matches)) {
        Ok(read) => read,
        Err(help) if matches!(help.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let _ = stdout().write_all(help.render().to_string().as_bytes());
            return ExitCode::SUCCESS;
        }
        Err(error) => return output::finish(Err(usage::fault(&error)), as_json, words),
    };
    let machine = Setting::new();
    let clock = read.today.map_or(machine.clock.clone(), Clock::on);
    let setting = Setting { clock, lang, ..machine };
    output::finish(verbs::run(read.verb, &setting, words), read.json, words)
}
