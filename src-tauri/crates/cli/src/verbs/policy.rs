//! `policy`: the vocabulary, a file checked with its cases, a version adopted.

use app::{Setting, check_policy, vocabulary, vocabulary_entries, vocabulary_parts};
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
        PolicyVerb::Vocabulary => Ok(Report::new(reference(words)).showing(vocabulary(words))),
        PolicyVerb::Check(line) => check(line, words),
        PolicyVerb::Adopt(line) => adopt(line, setting),
    }
}

/// The whole reference as data: what stands before the kinds, then each kind.
fn reference(words: Words) -> serde_json::Value {
    let part =
        |part: policy::ReferencePart| (part.key.to_string(), json!({ "about": part.about, "example": part.example }));
    let mut whole: serde_json::Map<_, _> = vocabulary_parts(words).into_iter().map(part).collect();
    whole.insert("kinds".into(), vocabulary_entries(words).iter().map(kind).collect());
    whole.into()
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
        let key = if p.article.is_empty() { "policy.line-outside" } else { "policy.line" };
        let line = p.line.to_string();
        say(words, key, &[("line", line), ("article", p.article.clone()), ("text", p.text.clone())])
    });
    let sound = check.problems.is_empty().then(|| say(words, "policy.sound", &[]));
    let (passed, failed) = (check.cases.passed.to_string(), check.cases.failed.to_string());
    let cases = say(words, "policy.cases", &[("passed", passed), ("failed", failed)]);
    let failures = check.case_results.iter().filter(|case| !case.passed).flat_map(|case| {
        let name = say(words, "policy.case-failed", &[("name", case.name.clone())]);
        std::iter::once(name).chain(case.differences.iter().map(|difference| format!("  {difference}")))
    });
    let none = (check.case_results.is_empty() && check.problems.is_empty()).then(|| say(words, "policy.no-cases", &[]));
    let skipped = check.skipped.iter().map(|file| say(words, "policy.not-a-case", &[("file", file.clone())]));
    let uncovered = check.uncovered.iter().filter(|_| none.is_none()).map(|clause| {
        let line = clause.line.to_string();
        say(words, "policy.uncovered", &[("line", line), ("article", clause.article.clone())])
    });
    Ok(Report::new(&check)
        .saying_all(problems)
        .saying_all(sound)
        .saying_all(skipped)
        .saying(cases)
        .saying_all(failures)
        .saying_all(none.clone())
        .saying_all(uncovered)
        .with_findings(found))
}

fn adopt(line: &AdoptLine, setting: &Setting) -> Outcome<Report> {
    let changed = work_on(&line.file, setting)?.adopt_policy(&line.policy, line.from)?;
    Ok(Report::new(json!({ "from": line.from, "text": changed.text })).saying(changed.text))
}
