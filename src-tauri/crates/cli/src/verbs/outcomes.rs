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
        let seen = |o: &mut app::Office| o.outcomes_with_reasons(line.month, scheme.as_deref());
        let view = match line.of_version {
            Some(version) => office.as_of_version(line.month, version, seen)?,
            None => seen(&mut office)?,
        };
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

/// Outcomes in columns. Deductions, points and lists have one where anybody has any.
pub fn table(rows: &[OutcomeRow], words: Words) -> String {
    let cells: Vec<_> = rows.iter().map(|row| cells(row, words)).collect();
    let seldom = ["deduction", "points", "lists"];
    let wanted =
        |key: &str| !seldom.contains(&key) || cells.iter().flatten().any(|(k, cell)| *k == key && cell != NONE);
    let keys: Vec<_> = KEYS.iter().copied().filter(|key| wanted(key)).collect();
    let rows: Vec<Vec<String>> = cells
        .into_iter()
        .map(|row| row.into_iter().filter(|(key, _)| keys.contains(key)).map(|(_, cell)| cell).collect())
        .collect();
    columns::table(&heads(words, &keys), &rows)
}

const NONE: &str = "—";

const KEYS: [&str; 14] = [
    "rank",
    "code",
    "name",
    "village",
    "group",
    "state",
    "score",
    "grade",
    "reward",
    "deduction",
    "goods",
    "points",
    "measures",
    "lists",
];

fn cells(row: &OutcomeRow, words: Words) -> [(&'static str, String); 14] {
    let text = |value: Option<String>| value.unwrap_or_else(|| NONE.into());
    let some = |value: String| if value.is_empty() || value == "0" { NONE.to_string() } else { value };
    let measures: Vec<_> = row
        .measure_states
        .iter()
        .map(|m| format!("{} {}", m.measure, words.text(&format!("status.{}", m.status), &[("", "")])))
        .collect();
    [
        ("rank", text(row.rank.map(|rank| rank.to_string()))),
        ("code", row.code.clone()),
        ("name", row.name.clone()),
        ("village", text(row.village.clone())),
        ("group", text(row.group.clone())),
        ("state", say(words, &format!("state.{}", row.state.key()), &[])),
        ("score", text(row.score.map(|score| score.to_string()))),
        ("grade", text(row.grade.clone())),
        ("reward", text(row.reward_fen.map(|fen| fen.to_string()))),
        ("deduction", text(row.deduction_fen.filter(|fen| fen.0 != 0).map(|fen| fen.to_string()))),
        ("goods", row.reward_goods.join("、")),
        ("points", some(row.points.clone())),
        ("measures", measures.join("、")),
        ("lists", some(row.lists.join("、"))),
    ]
}
