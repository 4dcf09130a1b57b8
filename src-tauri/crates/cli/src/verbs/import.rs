//! `import`: a roster, a month's marks or its other facts from a table.

use app::{Office, Setting, view::ImportReport};
use domain::Outcome;
use words::Words;

use super::{look_at, say, work_on};
use crate::{args::ImportVerb, output::Report};

pub fn run(verb: &ImportVerb, setting: &Setting, words: Words) -> Outcome<Report> {
    let (report, dry_run) = match verb {
        ImportVerb::Roster(line) => {
            (open(&line.file, line.dry_run, setting)?.import_roster(&line.table, line.dry_run)?.0, line.dry_run)
        }
        ImportVerb::Marks(line) => {
            let mut office = open(&line.file, line.dry_run, setting)?;
            (office.import_marks(line.month, line.scheme.as_deref(), &line.table, line.dry_run)?.0, line.dry_run)
        }
        ImportVerb::Facts(line) => {
            let mut office = open(&line.file, line.dry_run, setting)?;
            (office.import_facts(line.month, &line.table, &line.document, line.dry_run)?.0, line.dry_run)
        }
    };
    Ok(told(&report, dry_run, words))
}

/// A dry run only looks, and so works while the window has the file.
fn open(file: &std::path::Path, dry_run: bool, setting: &Setting) -> Outcome<Office> {
    if dry_run { look_at(file, setting) } else { work_on(file, setting) }
}

fn told(report: &ImportReport, dry_run: bool, words: Words) -> Report {
    let args = [
        ("rows", report.rows.to_string()),
        ("added", report.added.to_string()),
        ("changed", report.changed.to_string()),
    ];
    let sum = say(words, if dry_run { "import.tried" } else { "import.done" }, &args);
    let problems = report.problems.iter().map(|p| format!("{}!{} {}", p.sheet, p.cell, p.text));
    let changes = report.changes.iter().filter(|_| dry_run).cloned();
    Report::new(report)
        .saying_all(changes)
        .saying_all(report.notes.iter().cloned())
        .saying_all(problems)
        .saying(sum)
        .with_findings(!report.problems.is_empty())
}
