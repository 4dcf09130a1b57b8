//! `explain`: one person's outcome, clause by clause.

use app::{Setting, view::Explanation};
use domain::Outcome;
use words::Words;

use super::{look_at, outcomes, say};
use crate::{args::ExplainLine, output::Report, subject};

pub fn run(line: &ExplainLine, setting: &Setting, words: Words) -> Outcome<Report> {
    let mut office = look_at(&line.file, setting)?;
    let person = subject::find(&mut office, &line.subject)?;
    let scheme = subject::scheme(&mut office, line.month, person, line.scheme.as_deref())?;
    let explained = |o: &mut app::Office| o.explain_by(line.month, scheme.as_deref(), person);
    let explanation = match line.of_version {
        Some(version) => office.as_of_version(line.month, version, explained)?,
        None => explained(&mut office)?,
    };
    Ok(Report::new(&explanation).showing(text(&explanation, words)))
}

fn text(explanation: &Explanation, words: Words) -> String {
    let outcome = &explanation.outcome;
    let args =
        [("month", explanation.month.to_string()), ("code", outcome.code.clone()), ("name", outcome.name.clone())];
    let mut lines = vec![say(words, "explain.head", &args), String::new()];
    lines.push(outcomes::table(std::slice::from_ref(outcome), words));
    for step in &explanation.steps {
        let reason = &step.reason;
        lines.push(format!("{}{} {}", reason.document, reason.article, reason.text).trim_start().to_string());
    }
    for (head, sentences) in [("explain.changes", &explanation.changes), ("explain.decisions", &explanation.decisions)]
    {
        if !sentences.is_empty() {
            lines.extend([String::new(), say(words, head, &[])]);
            lines.extend(sentences.iter().map(|sentence| format!("  {sentence}")));
        }
    }
    lines.join("\n") + "\n"
}
