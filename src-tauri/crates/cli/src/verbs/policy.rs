//! `policy`: the vocabulary, a file checked with its cases, a version adopted.

use app::{Setting, check_policy, vocabulary, vocabulary_entries};
use domain::Outcome;
use serde_json::json;
use words::Words;

use super::{say, work_on};
use crate::{
    args::{AdoptLine, PolicyFile, PolicyVerb},
    output::Report,
};

pub fn run(verb: &PolicyVerb, setting: &Setting, words: Words) -> Outcome<Report> {
    match verb {
        PolicyVerb::Vocabulary => {
            let kinds: Vec<_> = vocabulary_entries(words).iter().map(kind).collect();
            Ok(Report::new(json!({ "kinds": kinds })).showing(vocabulary(words)))
        }
        PolicyVerb::Check(line) => check(line, words),
        PolicyVerb::Adopt(line) => adopt(line, setting),
    }
}

fn kind(entry: &policy::VocabularyEntry) -> serde_json::Value {
    let keys: Vec<_> = entry
        .keys
        .iter()
        .map(|k| json!({ "key": k.key, "unit": k.unit, "default": k.default, "about": k.about }))
        .collect();
    json!({
        "kind": entry.kind, "phase": entry.phase, "about": entry.about, "edges": entry.edges, "keys": keys,
        "example": entry.example,
    })
}

fn check(line: &PolicyFile, words: Words) -> Outcome<Report> {
    let check = check_policy(&line.policy, words)?;
    let found = !check.problems.is_empty() || check.cases.failed > 0;
    let problems = check.problems.iter().map(|p| {
        let line = p.line.to_string();
        say(words, "policy.line", &[("line", line), ("article", p.article.clone()), ("text", p.text.clone())])
    });
    let sound = check.problems.is_empty().then(|| say(words, "policy.sound", &[]));
    let (passed, failed) = (check.cases.passed.to_string(), check.cases.failed.to_string());
    let cases = say(words, "policy.cases", &[("passed", passed), ("failed", failed)]);
    let failures = check.case_results.iter().filter(|case| !case.passed).flat_map(|case| {
        let name = say(words, "policy.case-failed", &[("name", case.name.clone())]);
        std::iter::once(name).chain(case.differences.iter().map(|difference| format!("  {difference}")))
    });
    Ok(Report::new(&check)
        .saying_all(problems)
        .saying_all(sound)
        .saying(cases)
        .saying_all(failures)
        .with_findings(found))
}

fn adopt(line: &AdoptLine, setting: &Setting) -> Outcome<Report> {
    let changed = work_on(&line.file, setting)?.adopt_policy(&line.policy, line.from)?;
    Ok(Report::new(json!({ "from": line.from, "text": changed.text })).saying(changed.text))
}
