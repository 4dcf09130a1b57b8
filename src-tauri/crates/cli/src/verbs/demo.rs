//! `demo`: makes a demonstration township.

use app::{DemoArgs, Setting, make_demo};
use domain::Outcome;
use serde_json::json;
use words::Words;

use super::say;
use crate::{args::DemoLine, output::Report};

pub fn run(line: &DemoLine, setting: &Setting, words: Words) -> Outcome<Report> {
    let args = DemoArgs {
        villages: line.villages,
        workers: line.workers,
        months: line.months,
        until: line.until,
        seed: line.seed,
        marks_left: line.marks_left.clone(),
    };
    let made = make_demo(&line.file, &args, setting, &mut |_, _| true)?;
    let sentence = say(
        words,
        "demo.made",
        &[
            ("file", line.file.display().to_string()),
            ("villages", made.villages.to_string()),
            ("grids", made.grids.to_string()),
            ("workers", made.workers.to_string()),
            ("months", made.months.to_string()),
            ("month", made.open_month.to_string()),
            ("missing", made.missing.join(", ")),
        ],
    );
    let table = line.marks_left.as_ref().map(|path| path.display().to_string());
    let left = table.clone().map(|table| say(words, "demo.left", &[("table", table)]));
    let json = json!({
        "file": line.file.display().to_string(), "villages": made.villages, "grids": made.grids,
        "workers": made.workers, "months": made.months, "open_month": made.open_month, "missing": made.missing,
        "marks_left": table,
    });
    Ok(Report::new(json).saying(sentence).saying_all(left))
}
