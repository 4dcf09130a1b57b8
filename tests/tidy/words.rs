//! The two languages say the same things.

use jingge_tests::root;
use serde_json::{Map, Value};
use std::{collections::BTreeSet, fs};

fn topic_names(lang: &str) -> BTreeSet<String> {
    fs::read_dir(root().join("assets/words").join(lang))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

fn topic(lang: &str, name: &str) -> Map<String, Value> {
    let file = root().join("assets/words").join(lang).join(name);
    serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
}

/// The `{names}` in a sentence.
fn places(sentence: &Value) -> BTreeSet<String> {
    let text = sentence.as_str().unwrap_or_default();
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_string()).collect()
}

#[test]
fn both_languages_have_the_same_topics_keys_and_placeholders() {
    let (zh, en) = (topic_names("zh-CN"), topic_names("en"));
    assert_eq!(zh, en, "topics");
    let mut wrong = Vec::new();
    for name in &zh {
        let (zh, en) = (topic("zh-CN", name), topic("en", name));
        for key in zh.keys().chain(en.keys()).collect::<BTreeSet<_>>() {
            match (zh.get(key), en.get(key)) {
                (Some(a), Some(b)) if places(a) == places(b) => {}
                (Some(_), Some(_)) => wrong.push(format!("{name} {key}: placeholders differ")),
                (Some(_), None) => wrong.push(format!("{name} {key}: no English")),
                _ => wrong.push(format!("{name} {key}: no Chinese")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_problem_says_what_to_do() {
    let mut wrong = Vec::new();
    let all: Vec<Map<String, Value>> = topic_names("zh-CN").iter().map(|name| topic("zh-CN", name)).collect();
    let keys: BTreeSet<&String> = all.iter().flat_map(Map::keys).collect();
    for key in &keys {
        if let Some(code) = key.strip_prefix("problem.")
            && !keys.contains(&format!("remedy.{code}"))
        {
            wrong.push(code.to_string());
        }
    }
    assert!(wrong.is_empty(), "no remedy for {}", wrong.join(", "));
}
