//! `correct`: a correction of a closed month, and what follows from it; with `--dry-run` that alone.

use app::{
    Setting,
    view::{CorrectionForm, Figures, Ripple},
};
use domain::{Money, Outcome};
use words::Words;

use super::{heads, say, work_on};
use crate::{args::CorrectLine, columns, output::Report};

pub fn run(line: &CorrectLine, setting: &Setting, words: Words) -> Outcome<Report> {
    // What follows is found out by trying it in the file and taking it back, so that a dry run wants the file too.
    let mut office = work_on(&line.file, setting)?;
    let by = match &line.by {
        Some(by) => by.clone(),
        None => office.clerk()?,
    };
    let changes = office.read_changes(line.month, &line.changes)?;
    let form =
        CorrectionForm { month: line.month, scheme: line.scheme.clone(), by, reason: line.reason.clone(), changes };
    let (ripple, done) = if line.dry_run {
        (office.preview_correction(&form)?, say(words, "correct.tried", &[]))
    } else {
        let (ripple, changed) = office.save_correction(&form)?;
        (ripple, changed.text)
    };
    let said = sentences(&ripple, words);
    Ok(Report::new(&ripple).showing(table(&ripple, words)).saying_all(said).saying(done))
}

fn table(ripple: &Ripple, words: Words) -> String {
    let subjects = ripple.months.iter().flat_map(|m| m.subjects.iter().map(|s| (m.month.to_string(), s)));
    let rows: Vec<Vec<String>> = subjects
        .map(|(month, s)| vec![month, s.code.clone(), s.name.clone(), brief(s.was.as_ref()), brief(s.now.as_ref())])
        .collect();
    columns::table(&heads(words, &["month", "code", "name", "was", "now"]), &rows)
}

fn brief(figures: Option<&Figures>) -> String {
    let Some(f) = figures else { return "—".into() };
    let score = f.score.map_or_else(|| f.state.zh().to_string(), |score| score.to_string());
    let parts = [
        Some(score),
        f.rank.map(|rank| format!("#{rank}")),
        f.grade.clone(),
        f.reward_fen.map(|fen| fen.to_string()),
        Some(f.measures.join("、")).filter(|measures| !measures.is_empty()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn sentences(ripple: &Ripple, words: Words) -> Vec<String> {
    let named = |list: &[String]| if list.is_empty() { "—".to_string() } else { list.join("、") };
    let mut said = vec![ripple.text.clone()];
    said.extend(ripple.months.iter().map(|m| {
        let args = [
            ("month", m.month.to_string()),
            ("version", m.version.to_string()),
            ("count", m.subjects.len().to_string()),
        ];
        say(words, "correct.month", &args)
    }));
    said.extend(ripple.measures.iter().map(|m| {
        let args =
            [("month", m.month.to_string()), ("name", m.name.clone()), ("was", named(&m.was)), ("now", named(&m.now))];
        say(words, "correct.measure", &args)
    }));
    said.extend(
        ripple
            .papers
            .iter()
            .map(|p| say(words, "correct.paper", &[("month", p.month.to_string()), ("name", p.name.clone())])),
    );
    if !ripple.balance.is_empty() {
        let money = |fen: Money| fen.to_string();
        let args = [("pay", money(ripple.fen_to_pay)), ("back", money(ripple.fen_to_take_back))];
        said.push(say(words, "correct.money", &args));
    }
    said
}
