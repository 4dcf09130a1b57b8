//! Whatever the crate can say has its words, in both languages, and the words use nothing that isn't given.

#![allow(clippy::panic, reason = "a test stops at the first surprise")]

use std::{collections::BTreeMap, fs, path::Path, path::PathBuf};

use policy::{explain, read, read_cases, reasons_for_all, run_case, table};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn words(lang: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for topic in ["reasons", "policy-problems", "vocabulary"] {
        let path = root().join(format!("../../../assets/words/{lang}/{topic}.json"));
        let text = fs::read_to_string(path).expect("the words");
        all.extend(serde_json::from_str::<BTreeMap<String, String>>(&text).expect("flat words"));
    }
    all
}

fn sources(folder: &Path, out: &mut String) {
    for entry in fs::read_dir(folder).expect("the sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else {
            out.push_str(fs::read_to_string(&path).expect("a source").split("#[cfg(test)]").next().unwrap_or_default());
        }
    }
}

/// The kebab-case texts between the parentheses of each call.
fn texts_in_calls(source: &str, call: &str) -> Vec<String> {
    let mut out = Vec::new();
    for part in source.split(call).skip(1) {
        let mut depth = 1;
        let end = part.find(|c| {
            depth += match c {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        });
        let inside = &part[..end.unwrap_or(0)];
        let literals = inside.split('"').skip(1).step_by(2);
        let kebab = |t: &&str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        out.extend(literals.filter(kebab).map(str::to_string));
    }
    out
}

#[test]
fn every_problem_that_the_source_can_raise_has_its_words() {
    let mut source = String::new();
    sources(&root().join("src"), &mut source);
    let (zh, en) = (words("zh-CN"), words("en"));
    let mut codes = Vec::new();
    for call in ["reader.problem(", "self.problem(", "refused(line, ", "refused(node.line, ", "self.complain("] {
        codes.extend(texts_in_calls(&source, call));
    }
    codes.extend(texts_in_calls(&source, "unknown(reader, ").into_iter().filter(|t| t.ends_with("-unknown")));
    codes.extend(texts_in_calls(&source, "self.bad_value(").into_iter().filter(|t| t != "at-least"));
    assert!(codes.len() > 60, "the scan finds what it should: {}", codes.len());
    for code in codes {
        for language in [&zh, &en] {
            for key in [format!("problem.{code}"), format!("remedy.{code}")] {
                assert!(language.contains_key(&key), "{key}");
            }
        }
    }
    for call in ["w.flag("] {
        for code in texts_in_calls(&source, call).into_iter().filter(|t| t.contains('-')) {
            assert!(zh.contains_key(&format!("flag.{code}")), "flag.{code}");
        }
    }
    // Cases may name exactly the flags that there are.
    let mut named: Vec<_> = policy::FLAGS.to_vec();
    named.sort_unstable();
    assert_eq!(zh.keys().filter_map(|key| key.strip_prefix("flag.")).collect::<Vec<_>>(), named);
}

#[test]
fn both_languages_have_the_same_keys_and_placeholders() {
    let (zh, en) = (words("zh-CN"), words("en"));
    assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (key, text) in &zh {
        let mut one = placeholders(text);
        let mut other = placeholders(&en[key]);
        one.sort();
        one.dedup();
        other.sort();
        other.dedup();
        // A language may leave something out, but not ask for what the other never had.
        let common = one.iter().filter(|name| other.contains(name)).count();
        assert!(common == one.len() || common == other.len(), "{key}: {one:?} {other:?}");
    }
}

fn placeholders(text: &str) -> Vec<String> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name.to_string())).collect()
}

#[test]
fn every_reason_of_every_preset_case_can_be_said() {
    let (zh, en) = (words("zh-CN"), words("en"));
    let say = |key: String, args: &BTreeMap<String, String>| {
        for language in [&zh, &en] {
            let text = language.get(&key).unwrap_or_else(|| panic!("no words for {key}"));
            for name in placeholders(text) {
                assert!(args.contains_key(&name), "{key} wants {name}, given {args:?}");
            }
        }
    };
    let pairs = |args: &[(&'static str, String)]| args.iter().map(|(k, v)| (k.to_string(), v.clone())).collect();
    let mut said = 0;
    for preset in fs::read_dir(root().join("../../../assets/policies")).expect("presets") {
        let folder = preset.expect("an entry").path();
        if !folder.is_dir() {
            continue;
        }
        let policy = read(&fs::read_to_string(folder.join("policy.yaml")).expect("a policy")).expect("reads");
        for file in fs::read_dir(folder.join("cases")).expect("cases") {
            let text = fs::read_to_string(file.expect("an entry").path()).expect("a case file");
            for case in read_cases("", &text).expect("reads") {
                assert!(run_case(&policy, &case).passed());
                let facts = table(&case.rows(&policy), policy.period).expect("facts");
                let mut carry = policy::Carry::empty();
                for period in &facts.periods {
                    let Some(version) = policy.version_at(period.month) else { continue };
                    let (judged, reasons) = reasons_for_all(&policy, version, &carry, period);
                    for reason in reasons.iter().flatten() {
                        say(format!("reason.{}", reason.words), &reason.args());
                        said += 1;
                    }
                    for flag in &judged.flags {
                        say(format!("flag.{}", flag.code), &pairs(&flag.args));
                    }
                    for outcome in &judged.outcomes {
                        let why = explain(&policy, version, &carry, period, outcome.key).expect("known");
                        assert_eq!(why.outcome, *outcome);
                        for change in why.changes {
                            say(format!("change.{}", change.words), &pairs(&change.args));
                            for changed in change.differences {
                                let args = [("from", changed.from), ("to", changed.to)];
                                say(format!("change.to-{}", changed.field), &pairs(&args));
                            }
                        }
                    }
                    carry.push(judged.trace, policy.versions[version].window(policy.period));
                }
            }
        }
    }
    assert!(said > 100);
}

#[test]
fn the_reference_says_what_every_kind_and_every_key_is_for() {
    for language in [words("zh-CN"), words("en")] {
        let say = |key: &str| language.get(key).cloned();
        for entry in policy::vocabulary(&say) {
            assert!(!entry.about.is_empty() && !entry.edges.is_empty(), "{}", entry.kind);
            for key in entry.keys {
                assert!(!key.about.is_empty(), "{} {}", entry.kind, key.key);
            }
        }
        let text = policy::reference(&say);
        assert!(policy::Rule::KINDS.iter().all(|doc| text.contains(doc.example.lines().next().unwrap_or_default())));
    }
}

#[test]
fn the_examples_of_the_reference_are_a_policy_and_its_cases() {
    let policy = read(policy::FILE_EXAMPLE).expect("the example reads");
    for case in read_cases("example", policy::CASES_EXAMPLE).expect("the cases read") {
        let result = run_case(&policy, &case);
        assert!(result.passed(), "{result:#?}");
    }
}
