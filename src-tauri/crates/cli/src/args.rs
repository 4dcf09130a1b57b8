//! The command line's grammar. Every help text comes from the words, by the name of the command or argument.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Args, Command, CommandFactory, Parser, Subcommand, ValueEnum};
use domain::{Date, Month};
use words::{Lang, Words};

/// The whole line.
#[derive(Debug, Parser)]
#[command(name = "jingge", version, disable_help_subcommand = true)]
pub struct Line {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
    /// In place of the machine's clock.
    #[arg(long, global = true, value_name = "DATE", value_parser = date)]
    pub today: Option<Date>,
    /// `zh-CN` or `en`.
    #[arg(long, global = true, value_name = "LANG", value_parser = lang)]
    pub lang: Option<Lang>,
    /// One JSON document on standard output.
    #[arg(long, global = true)]
    pub json: bool,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    Demo(DemoLine),
    Info(OfficeFile),
    Check(OfficeFile),
    #[command(subcommand)]
    Import(ImportVerb),
    Export(ExportLine),
    #[command(subcommand)]
    Policy(PolicyVerb),
    Try(TryLine),
    Whatif(WhatIfLine),
    Month(MonthLine),
    Correct(CorrectLine),
    Decide(DecideLine),
    Outcomes(OutcomesLine),
    Explain(ExplainLine),
    Boards(BoardsLine),
    Documents(DocumentsLine),
    Backup(BackupLine),
    Restore(RestoreLine),
    Journal(OfficeFile),
}

/// An office file.
#[derive(Debug, Args)]
pub struct OfficeFile {
    pub file: PathBuf,
}

/// `demo`.
#[derive(Debug, Args)]
pub struct DemoLine {
    pub file: PathBuf,
    #[arg(long, default_value_t = 35)]
    pub villages: u32,
    #[arg(long, default_value_t = 274)]
    pub workers: u32,
    #[arg(long, default_value_t = 14)]
    pub months: u32,
    #[arg(long, value_parser = month, value_name = "YYYY-MM", default_value = "2026-06")]
    pub until: Month,
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    #[arg(long, value_name = "TABLE")]
    pub marks_left: Option<PathBuf>,
}

/// `import`.
#[derive(Debug, Subcommand)]
pub enum ImportVerb {
    Roster(RosterLine),
    Marks(MarksLine),
    Facts(FactsLine),
}

/// `import roster`.
#[derive(Debug, Args)]
pub struct RosterLine {
    pub file: PathBuf,
    pub table: PathBuf,
    #[arg(long)]
    pub dry_run: bool,
}

/// `import marks`.
#[derive(Debug, Args)]
pub struct MarksLine {
    pub file: PathBuf,
    pub table: PathBuf,
    #[arg(long, value_parser = month)]
    pub month: Month,
    #[arg(long, value_name = "ID")]
    pub scheme: Option<String>,
    #[arg(long)]
    pub dry_run: bool,
}

/// `import facts`.
#[derive(Debug, Args)]
pub struct FactsLine {
    pub file: PathBuf,
    pub table: PathBuf,
    #[arg(long, value_parser = month)]
    pub month: Month,
    #[arg(long, default_value = "")]
    pub document: String,
    #[arg(long)]
    pub dry_run: bool,
}

/// `export`.
#[derive(Debug, Args)]
pub struct ExportLine {
    pub file: PathBuf,
    pub dir: PathBuf,
    #[arg(long, value_parser = month)]
    pub month: Option<Month>,
}

/// `policy`.
#[derive(Debug, Subcommand)]
pub enum PolicyVerb {
    Vocabulary,
    Check(PolicyFile),
    Adopt(AdoptLine),
}

/// `policy check`.
#[derive(Debug, Args)]
pub struct PolicyFile {
    pub policy: PathBuf,
}

/// `policy adopt`.
#[derive(Debug, Args)]
pub struct AdoptLine {
    pub file: PathBuf,
    pub policy: PathBuf,
    #[arg(long, value_parser = month)]
    pub from: Month,
}

/// `try`.
#[derive(Debug, Args)]
pub struct TryLine {
    pub policy: PathBuf,
    pub facts: PathBuf,
}

/// `whatif`.
#[derive(Debug, Args)]
pub struct WhatIfLine {
    pub file: PathBuf,
    pub policy: PathBuf,
    #[arg(long, value_parser = month)]
    pub from: Month,
    #[arg(long, value_parser = month)]
    pub to: Option<Month>,
    #[arg(long)]
    pub fresh: bool,
}

/// `month`.
#[derive(Debug, Args)]
pub struct MonthLine {
    pub file: PathBuf,
    #[arg(value_parser = month)]
    pub month: Month,
    pub step: Step,
    #[arg(long)]
    pub reason: Option<String>,
    #[arg(long)]
    pub meeting: Option<String>,
}

/// A step of the month's workflow.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Step {
    Publish,
    Close,
    Reopen,
}

/// `correct`.
#[derive(Debug, Args)]
pub struct CorrectLine {
    pub file: PathBuf,
    #[arg(value_parser = month)]
    pub month: Month,
    pub changes: PathBuf,
    #[arg(long, default_value = "")]
    pub reason: String,
    #[arg(long)]
    pub by: Option<String>,
    #[arg(long, value_name = "ID")]
    pub scheme: Option<String>,
    #[arg(long)]
    pub dry_run: bool,
}

/// `outcomes`.
#[derive(Debug, Args)]
pub struct OutcomesLine {
    pub file: PathBuf,
    #[arg(value_parser = month)]
    pub month: Month,
    #[arg(long, value_name = "ID")]
    pub scheme: Option<String>,
    #[arg(long = "version", value_name = "N")]
    pub of_version: Option<u32>,
}

/// `decide`.
#[derive(Debug, Args)]
pub struct DecideLine {
    pub file: PathBuf,
    #[arg(value_parser = month)]
    pub month: Month,
    pub subject: String,
    #[arg(value_parser = ["confirm", "waive", "done", "appeal", "keep", "annul", "choose"])]
    pub decision: String,
    #[arg(long)]
    pub by: String,
    #[arg(long, default_value = "")]
    pub reason: String,
    #[arg(long, default_value = "")]
    pub said: String,
    #[arg(long, default_value = "")]
    pub own_words: String,
    #[arg(long, value_name = "ID")]
    pub scheme: Option<String>,
}

/// `explain`.
#[derive(Debug, Args)]
pub struct ExplainLine {
    pub file: PathBuf,
    #[arg(value_parser = month)]
    pub month: Month,
    pub subject: String,
    #[arg(long, value_name = "ID")]
    pub scheme: Option<String>,
    #[arg(long = "version", value_name = "N")]
    pub of_version: Option<u32>,
}

/// `boards`.
#[derive(Debug, Args)]
pub struct BoardsLine {
    pub file: PathBuf,
    #[arg(long, value_name = "PDF")]
    pub out: PathBuf,
    #[arg(long)]
    pub stale: bool,
    #[arg(long)]
    pub village: Option<String>,
    #[arg(long, default_value = "A4")]
    pub size: String,
    #[arg(long, default_value_t = 0, value_name = "MM")]
    pub bleed: u32,
    #[arg(long)]
    pub marks: bool,
}

/// `documents`.
#[derive(Debug, Args)]
pub struct DocumentsLine {
    pub file: PathBuf,
    #[arg(value_parser = month)]
    pub month: Month,
    pub dir: PathBuf,
}

/// `backup`.
#[derive(Debug, Args)]
pub struct BackupLine {
    pub file: PathBuf,
    pub dest: PathBuf,
}

/// `restore`.
#[derive(Debug, Args)]
pub struct RestoreLine {
    pub backup: PathBuf,
    pub file: PathBuf,
}

fn month(text: &str) -> Result<Month, String> {
    text.parse().map_err(|()| "YYYY-MM".to_string())
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "YYYY-MM-DD".to_string())
}

fn lang(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| "zh-CN, en".to_string())
}

/// The language named on the line, looked for before the line is read, as help and errors need it.
pub fn lang_of(line: &[String]) -> Lang {
    let named = line.iter().enumerate().find_map(|(at, word)| match word.strip_prefix("--lang") {
        Some("") => line.get(at + 1).map(String::as_str),
        Some(rest) => rest.strip_prefix('='),
        None => None,
    });
    named.and_then(Lang::parse).unwrap_or_default()
}

/// The grammar with its help in words.
pub fn command(words: Words) -> Command {
    worded(Line::command(), "", words)
}

/// Clap fills these in; the words only set them in order.
const TAGS: [(&str, &str); 3] = [("about", "{about}"), ("usage", "{usage}"), ("all-args", "{all-args}")];

fn worded(command: Command, of: &str, words: Words) -> Command {
    let text = |key: String| words.text(&key, &[("", "")]);
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_string()).collect();
    let mut command = command
        .about(text(format!("cli.about{of}")))
        .subcommand_help_heading(text("cli.heading.commands".into()))
        .help_template(words.text("cli.template", &TAGS))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help));
    if of.is_empty() {
        command = command.arg(Arg::new("version").short('V').long("version").action(ArgAction::Version));
    }
    command = command.mut_args(|arg| {
        let heading = if arg.is_positional() { "cli.heading.arguments" } else { "cli.heading.options" };
        let key = format!("cli.arg.{}", arg.get_id());
        arg.help(text(key)).help_heading(text(heading.into()))
    });
    for name in names {
        command = command.mut_subcommand(&name, |sub| worded(sub, &format!("{of}.{name}"), words));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn helps(command: &Command) -> Vec<String> {
        let own = command.clone().render_long_help().to_string();
        std::iter::once(own).chain(command.get_subcommands().flat_map(helps)).collect()
    }

    #[test]
    fn every_command_and_argument_has_its_words_in_both_languages() {
        for lang in [Lang::ZhCn, Lang::En] {
            let all = helps(&command(Words::new(lang)));
            assert!(all.len() > 20, "every verb is looked at");
            for help in all {
                assert!(!help.contains('⟨'), "{help}");
            }
        }
    }

    #[test]
    fn the_language_is_found_before_the_line_is_read() {
        let check = |line: &str, expected| {
            let words: Vec<String> = line.split(' ').map(ToString::to_string).collect();
            assert_eq!(lang_of(&words), expected, "{line}");
        };
        check("jingge info x --lang en", Lang::En);
        check("jingge --lang=en", Lang::En);
        check("jingge info x", Lang::ZhCn);
        check("jingge info x --lang", Lang::ZhCn);
    }
}
