//! `decide`: a person's decision on a measure or an appeal.

use app::{Setting, view::DecisionForm};
use domain::Outcome;
use serde_json::json;

use super::work_on;
use crate::{args::DecideLine, output::Report, subject};

pub fn run(line: &DecideLine, setting: &Setting) -> Outcome<Report> {
    let mut office = work_on(&line.file, setting)?;
    let person = subject::find(&mut office, &line.subject)?;
    let form = DecisionForm {
        month: line.month,
        scheme: subject::scheme(&mut office, line.month, person, line.scheme.as_deref())?,
        person,
        decision: line.decision.clone(),
        by: line.by.clone(),
        on: setting.clock.today(),
        reason: line.reason.clone(),
        said: line.said.clone(),
        own_words: line.own_words.clone(),
        handed_over: None,
    };
    let ripple = office.preview_decision(&form)?;
    let changed = office.decide(&form)?;
    let outcome = office.explain_by(line.month, form.scheme.as_deref(), form.person)?.outcome;
    let follows = ripple.as_ref().map(|r| r.text.clone());
    let json = json!({
        "month": line.month, "decision": line.decision, "outcome": outcome, "text": changed.text, "ripple": ripple,
    });
    Ok(Report::new(json).saying(changed.text).saying_all(follows))
}
