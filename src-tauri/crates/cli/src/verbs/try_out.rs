//! `try`: what a table of facts comes to, with no office file.

use app::try_policy;
use domain::Outcome;
use words::Words;

use super::{outcomes, say};
use crate::{args::TryLine, output::Report};

pub fn run(line: &TryLine, words: Words) -> Outcome<Report> {
    let tried = try_policy(&line.policy, &line.facts, words)?;
    let text = tried.periods.iter().map(|period| {
        let mean = period.summary.mean.map_or("—".into(), |mean| mean.to_string());
        let args = [("month", period.month.to_string()), ("count", period.summary.count.to_string()), ("mean", mean)];
        let flags: String = period.flags.iter().map(|flag| format!("{} {}\n", flag.article, flag.text)).collect();
        format!("{}\n{flags}{}\n", say(words, "try.period", &args), outcomes::table(&period.outcomes, words))
    });
    let text = text.collect();
    let empty = tried.periods.is_empty().then(|| say(words, "try.empty", &[]));
    Ok(Report::new(&tried).showing(text).saying_all(empty))
}
