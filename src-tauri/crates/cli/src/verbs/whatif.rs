//! `whatif`: what another policy would have changed in past months.

use app::{Setting, view::BriefView};
use domain::Outcome;
use words::Words;

use super::{heads, look_at, say};
use crate::{args::WhatIfLine, columns, output::Report};

pub fn run(line: &WhatIfLine, setting: &Setting, words: Words) -> Outcome<Report> {
    let tried =
        look_at(&line.file, setting)?.what_if(&line.policy, line.from, line.to, line.fresh, &mut |_, _| true)?;
    let sums = tried.months.iter().map(|month| {
        let args = [
            ("month", month.month.to_string()),
            ("count", month.changed.len().to_string()),
            ("was", month.reward_was_fen.to_string()),
            ("now", month.reward_now_fen.to_string()),
        ];
        say(words, "whatif.month", &args)
    });
    let rows: Vec<Vec<String>> = tried
        .months
        .iter()
        .flat_map(|month| month.changed.iter().map(|subject| (month.month.to_string(), subject)))
        .map(|(month, s)| vec![month, s.code.clone(), s.name.clone(), brief(&s.was), brief(&s.now)])
        .collect();
    let text = columns::table(&heads(words, &["month", "code", "name", "was", "now"]), &rows);
    let sum = say(words, "whatif.sum", &[("difference", tried.reward_difference_fen.to_string())]);
    Ok(Report::new(&tried).showing(text).saying_all(sums.collect::<Vec<_>>()).saying(sum))
}

fn brief(outcome: &BriefView) -> String {
    let parts = [
        outcome.score.map(|score| score.to_string()),
        outcome.grade.clone(),
        outcome.reward_fen.map(|fen| fen.to_string()),
        Some(outcome.measures.join("、")).filter(|measures| !measures.is_empty()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
