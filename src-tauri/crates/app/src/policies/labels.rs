//! What a rule says in the words of its reference, so that an official reads no keys.

use std::collections::BTreeMap;

use policy::Rule;
use words::Words;

/// The clauses of a sentence of the reference.
fn clauses(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split(['：', '；', '，', ':', ';', ',']).map(str::trim)
}

/// `mean 平均`: a value that the file may hold, and its word.
fn option(clause: &str) -> Option<(&str, &str)> {
    let (key, word) = clause.split_once(' ')?;
    // `restart 或 continue` names values, and has no words for them.
    let told = !word.starts_with("或 ") && !word.starts_with("or ");
    (told && key.starts_with(|c: char| c.is_ascii_lowercase())).then_some((key, word))
}

/// What stands there, without how; nothing when the sentence only lists values.
pub(super) fn short(sentence: &str) -> &str {
    clauses(sentence).find(|clause| option(clause).is_none()).unwrap_or("")
}

/// What else it says, values that it lists left out.
pub(super) fn rest(sentence: &str) -> impl Iterator<Item = &str> {
    clauses(sentence).filter(|clause| option(clause).is_none()).skip(1)
}

/// A value in the sentence's own word, when it lists it.
pub(super) fn worded(value: &str, sentence: &str) -> String {
    let word = |value: &str| {
        clauses(sentence).filter_map(option).find(|(key, _)| *key == value).map(|(_, word)| word.to_string())
    };
    value.split('、').map(|v| word(v).unwrap_or_else(|| v.to_string())).collect::<Vec<_>>().join("、")
}

/// A kind of rule, named.
pub(super) fn kind(words: Words, kind: &str) -> String {
    let sentence = words.text(&format!("vocabulary.{kind}"), &BTreeMap::new());
    short(&sentence).to_string()
}

/// A rule's parameters as `label: value`.
pub(super) fn parameters(words: Words, rule: &Rule) -> Vec<String> {
    let named = named(words, rule.doc().kind, policy::parameters(rule));
    named.into_iter().map(|(_, label, value)| format!("{label}: {value}")).collect()
}

/// Parameters of a rule of a kind: the keys that lead there, the name of what stands there, and its value in words.
pub(super) fn named(
    words: Words,
    kind: &str,
    parameters: Vec<(Vec<String>, String)>,
) -> Vec<(Vec<String>, String, String)> {
    // What several kinds share is told once: keys under `vocabulary.key`, a `gate` inside a reward under the gate itself.
    let under = |prefix: String| -> Vec<(Vec<&str>, &str)> {
        let told = words.all().iter();
        told.filter_map(|(key, sentence)| Some((key.strip_prefix(&prefix)?.split('.').collect(), sentence.as_str())))
            .collect()
    };
    let patterns = under(format!("vocabulary.{kind}."));
    let mut shared = under("vocabulary.key.".to_string());
    shared.extend(under("vocabulary.reward-gate.".to_string()));
    parameters
        .into_iter()
        .map(|(path, value)| {
            let fitting = patterns.iter().filter(|(pattern, _)| fits(pattern, &path));
            let wild = |pattern: &[&str]| pattern.iter().filter(|p| **p == "*").count();
            let best = fitting
                .min_by_key(|(pattern, _)| wild(pattern))
                .or_else(|| shared.iter().find(|(p, _)| ends(p, &path)));
            let Some((pattern, sentence)) = best else {
                let label = path.join(" ");
                return (path, label, value);
            };
            let by = words.text("policy-parameter.by", &BTreeMap::new());
            let label = Some(label(pattern, &path, sentence)).filter(|l| !l.is_empty()).unwrap_or(by);
            let value = worded(&value, sentence);
            (path, label, value)
        })
        .collect()
}

/// Whether a pattern of the reference (`items.*.full`, `steps[].measures`) leads where a path does.
fn fits(pattern: &[&str], path: &[String]) -> bool {
    pattern.len() == path.len()
        && pattern.iter().zip(path).all(|(p, step)| {
            *p == "*" || *p == step || p.strip_suffix("[]").is_some_and(|key| step.starts_with(&format!("{key}[")))
        })
}

/// Whether a path ends as a shared pattern does.
fn ends(pattern: &[&str], path: &[String]) -> bool {
    path.len() >= pattern.len() && fits(pattern, &path[path.len() - pattern.len()..])
}

/// The sentence, behind what the office itself named on the way (an indicator, a grade) and places in lists.
fn label(pattern: &[&str], path: &[String], sentence: &str) -> String {
    let mut parts = Vec::new();
    for (p, step) in pattern.iter().zip(path) {
        if *p == "*" {
            parts.push(step.clone());
        } else if let Some((_, place)) = step.split_once('[') {
            parts.push(place.trim_end_matches(']').to_string());
        }
    }
    if pattern.last() != Some(&"*") {
        parts.push(short(sentence).to_string());
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use words::Lang;

    #[test]
    fn a_rule_of_the_default_reads_without_keys() {
        let text = include_str!("../../../../../assets/policies/default/policy.yaml");
        let policy = policy::read(text).unwrap();
        let words = Words::new(Lang::ZhCn);
        for clause in &policy.versions[0].clauses {
            for line in clause.rule.iter().flat_map(|rule| parameters(words, rule)) {
                let label = line.split(':').next().unwrap();
                assert!(!label.chars().any(|c| c.is_ascii_lowercase()), "{}: {line}", clause.article);
            }
        }
    }

    #[test]
    fn a_value_reads_as_the_word_that_the_reference_gives_it() {
        let sentence = "同类有几次：mean 平均，best 最好";
        assert_eq!((short(sentence), worded("best", sentence).as_str()), ("同类有几次", "最好"));
        assert_eq!(worded("60", sentence), "60");
    }

    #[test]
    fn places_in_lists_and_the_offices_own_names_stand_before_the_sentence() {
        let path = ["steps[2]".to_string(), "measures".to_string()];
        assert!(fits(&["steps[]", "measures"], &path));
        assert_eq!(label(&["steps[]", "measures"], &path, "这一步的处理；说明"), "2 这一步的处理");
        assert!(!fits(&["steps[]", "effects"], &path));
    }
}
