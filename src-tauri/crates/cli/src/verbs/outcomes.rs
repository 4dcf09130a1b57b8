//! `outcomes`: a month's outcomes, with their reasons in the document.

use app::{Setting, view::OutcomeRow};
use domain::Outcome;
use words::Words;

use super::{heads, look_at, say};
use crate::{args::OfficeMonth, columns, output::Report};

pub fn run(line: &OfficeMonth, setting: &Setting, words: Words) -> Outcome<Report> {
    let view = look_at(&line.file, setting)?.outcomes_with_reasons(line.month)?;
    let sum = say(
        words,
        "outcomes.sum",
        &[
            ("month", view.month.to_string()),
            ("count", view.count.to_string()),
            ("mean", view.mean.map_or("—".into(), |mean| mean.to_string())),
            ("reward", view.reward_total.to_string()),
        ],
    );
    let flags = view.flags.iter().map(|flag| format!("{} {}", flag.place, flag.text));
    Ok(Report::new(&view.rows).showing(table(&view.rows, words)).saying(sum).saying_all(flags))
}

/// Outcomes in columns.
pub fn table(rows: &[OutcomeRow], words: Words) -> String {
    let keys = ["rank", "code", "name", "village", "group", "state", "score", "grade", "reward", "goods", "measures"];
    let text = |value: Option<String>| value.unwrap_or_else(|| "—".into());
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let state = say(words, &format!("state.{}", row.state.key()), &[]);
            let measures: Vec<_> = row
                .measure_states
                .iter()
                .map(|m| format!("{} {}", m.measure, words.text(&format!("status.{}", m.status), &[("", "")])))
                .collect();
            vec![
                text(row.rank.map(|rank| rank.to_string())),
                row.code.clone(),
                row.name.clone(),
                text(row.village.clone()),
                text(row.group.clone()),
                state,
                text(row.score.map(|score| score.to_string())),
                text(row.grade.clone()),
                text(row.reward_fen.map(|fen| fen.to_string())),
                row.reward_goods.join("、"),
                measures.join("、"),
            ]
        })
        .collect();
    columns::table(&heads(words, &keys), &rows)
}
