//! `outcomes`: a month's outcomes, with their reasons in the document.

use app::{Setting, view::OutcomeRow};
use domain::Outcome;
use words::Words;

use super::{heads, look_at, say};
use crate::{args::OutcomesLine, columns, output::Report};

pub fn run(line: &OutcomesLine, setting: &Setting, words: Words) -> Outcome<Report> {
    let mut office = look_at(&line.file, setting)?;
    let mut schemes: Vec<Option<String>> = match &line.scheme {
        Some(id) => vec![Some(id.clone())],
        None => office.schemes_of(line.month)?.iter().map(|s| Some(s.id().to_string())).collect(),
    };
    if schemes.is_empty() {
        // Within a longer period: the first scheme as it stands so far.
        schemes.push(None);
    }
    let (mut rows, mut shown, mut said) = (Vec::new(), Vec::new(), Vec::new());
    for scheme in &schemes {
        let view = office.outcomes_with_reasons(line.month, scheme.as_deref())?;
        let args = [
            ("month", view.month.to_string()),
            ("count", view.count.to_string()),
            ("mean", view.mean.map_or("—".into(), |mean| mean.to_string())),
            ("reward", view.reward_total.to_string()),
        ];
        let sum = say(words, "outcomes.sum", &args);
        let table = table(&view.rows, words);
        // Where there are several, each has its title.
        let (table, sum) = match schemes.len() {
            1 => (table, sum),
            _ => (format!("{}\n{table}", view.title), format!("{} {sum}", view.title)),
        };
        shown.push(table);
        said.push(sum);
        said.extend(view.flags.iter().map(|flag| format!("{} {}", flag.place, flag.text)));
        rows.extend(view.rows);
    }
    Ok(Report::new(&rows).showing(shown.join("\n")).saying_all(said))
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
