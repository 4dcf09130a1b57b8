//! A list that an office published with ranks counted by hand, and what the program makes of its thirteen scores:
//! through a table alone, and through an office file.

use super::{Place, default_policy, jingge, text};
use serde_json::{Value, json};

/// In the order of the list; two 87s stood there as 8th and 9th, and 86 and 85 both as 10th.
const SCORES: [&str; 13] = ["93", "91", "90", "89", "89", "88", "88", "87", "87", "86", "85", "84", "80"];
const RANKS: [i64; 13] = [1, 2, 3, 4, 4, 6, 6, 8, 8, 10, 11, 12, 13];

fn facts() -> String {
    let rows = SCORES.iter().enumerate().map(|(at, score)| format!("2026-05,村{:02},,score,,{score},\n", at + 1));
    std::iter::once("month,subject,group,fact,item,value,source\n".to_string()).chain(rows).collect()
}

fn ranks(outcomes: &Value) -> Vec<i64> {
    outcomes.as_array().unwrap().iter().map(|o| o["rank"].as_i64().unwrap()).collect()
}

#[test]
fn thirteen_published_scores_are_ranked_as_they_should_have_been() {
    let place = Place::empty();
    let facts = place.write("facts.csv", &facts());
    let tried = jingge(&["try", &text(&default_policy()), &facts, "--json"]).done();
    let period = &tried["periods"][0];
    assert_eq!(tried["problems"], json!([]));
    assert_eq!((&period["month"], &period["policy"]), (&json!("2026-05"), &json!("default")));
    assert_eq!(period["summary"], json!({ "mean": "87.46", "mean_exact": "87.4615", "count": 13 }));
    assert_eq!(ranks(&period["outcomes"]), RANKS);
    let first = &period["outcomes"][0];
    assert_eq!(first["score"], "93.00");
    assert_eq!(first["grade"], "优秀");
    for key in [
        "subject_id",
        "code",
        "name",
        "village",
        "policy",
        "policy_version",
        "group",
        "state",
        "score",
        "rank",
        "grade",
        "reward_fen",
        "reward_goods",
        "deduction_fen",
        "measures",
        "reasons",
    ] {
        assert!(first.get(key).is_some(), "{key}");
    }
    let reason = &first["reasons"][0];
    for key in ["document", "article", "rule", "inputs", "result", "text"] {
        assert!(reason.get(key).is_some(), "{key}");
    }
}

#[test]
fn the_same_scores_in_an_office_file_rank_the_same() {
    let place = Place::empty();
    let file = place.file();
    // Thirteen villages of one worker each; the first month is the only one, and open.
    let size = ["--villages", "13", "--workers", "13", "--months", "1", "--json"];
    jingge(&[&["demo", &file], &size[..]].concat()).done();
    // A policy of one sheet with one indicator: the published score itself.
    let policy = place.write(
        "one.yaml",
        "id: published\ntitle: 公布的总分\nsubject: worker\nperiod: month\nversions:\n  - from: 2026-01\n    clauses:\n      \
         - document: 测试\n        article: 第一条\n        text: 满分一百分。\n        rule: { kind: indicators, total: 100, items: { 总分: 100 } }\n      \
         - article: 第二条\n        text: 按集中检查计分。\n        rule: { kind: combine-inspections, weights: { 集中检查: 100 }, missing: share-out, several: mean }\n      \
         - article: 第三条\n        text: 从高到低排名，同分同名次。\n        rule: { kind: rank, within: all }\n",
    );
    place.run("policy adopt", &[&policy, "--from", "2026-06"]).done();
    let before = place.run("outcomes", &["2026-06"]).done();
    let codes: Vec<&str> = before.as_array().unwrap().iter().map(|o| o["code"].as_str().unwrap()).collect();
    assert_eq!(codes.len(), 13);
    let rows: String = codes.iter().zip(SCORES).map(|(code, score)| format!("{code},集中检查,{score}\n")).collect();
    let table = place.write("marks.csv", &format!("工号,检查,总分\n{rows}"));
    let imported = place.run("import marks", &[&table, "--month", "2026-06"]).done();
    assert_eq!(imported["problems"], json!([]));
    assert_eq!(imported["rows"], 13);
    let outcomes = place.run("outcomes", &["2026-06"]).done();
    assert_eq!(ranks(&outcomes), RANKS);
}
