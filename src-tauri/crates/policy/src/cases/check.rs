//! What a case expects, checked against the policy: a slip in a case is told as one, not as an outcome that differs.

use domain::{Problem, State, fold_width, parse_scaled};

use super::read::{Case, Expectation};
use crate::{
    model::{Policy, Version},
    outcome::{FLAGS, MeasureStatus},
};

/// The slips of a case, each at the line of its expectation.
pub(super) fn slips(policy: &Policy, case: &Case) -> Vec<Problem> {
    let mut out = Vec::new();
    for expectation in &case.expect {
        let version = policy.version_at(policy.period.key_month(expectation.month));
        let Some(version) = version.map(|at| &policy.versions[at]) else { continue };
        for (field, texts) in &expectation.fields {
            let wrong = |text: &&String| !text.is_empty() && *text != "none" && !can_be(version, field, text);
            out.extend(texts.iter().filter(wrong).map(|text| slip(version, expectation, field, text)));
        }
    }
    out
}

fn can_be(version: &Version, field: &str, text: &str) -> bool {
    let number = |places| parse_scaled(fold_width(text).trim(), places).is_some();
    match field {
        "grade" => version.grade_names().contains(&text),
        "because" => version.clauses.iter().any(|clause| clause.article == text),
        "flags" => FLAGS.contains(&text),
        "score" | "reward" | "deduction" => number(2),
        "points" => number(4),
        "rank" | "step" | "before" | "standing" => number(0),
        "state" => State::parse(text).is_some(),
        "status" => MeasureStatus::ALL.iter().any(|status| status.key() == text),
        "provisional" => matches!(text, "true" | "false"),
        _ => true,
    }
}

fn slip(version: &Version, expectation: &Expectation, field: &str, text: &str) -> Problem {
    let known = |names: Vec<&str>| names.join("、");
    let (code, known) = match field {
        "grade" => ("case-grade", known(version.grade_names())),
        "because" => ("case-article", known(version.clauses.iter().map(|c| c.article.as_str()).collect())),
        "flags" => ("case-choice", known(FLAGS.to_vec())),
        "state" => ("case-choice", known(vec!["assessed", "absent", "exempt", "uninspected"])),
        "status" => ("case-choice", known(MeasureStatus::ALL.iter().map(|status| status.key()).collect())),
        "provisional" => ("case-choice", known(vec!["true", "false"])),
        _ => ("case-number", String::new()),
    };
    let problem = Problem::new(code).at(expectation.line).with("line", expectation.line);
    problem.with("key", field).with("found", text).with("known", known)
}
