//! People as a line names them; decisions about them.

use super::{Place, jingge};
use serde_json::Value;

/// A name that two bear, and the code of one of them.
fn namesakes(outcomes: &Value) -> (String, String) {
    let rows: Vec<(&str, &str)> = outcomes
        .as_array()
        .unwrap()
        .iter()
        .map(|o| (o["name"].as_str().unwrap(), o["code"].as_str().unwrap()))
        .collect();
    let twice = rows.iter().find(|(name, _)| rows.iter().filter(|(n, _)| n == name).count() == 2).unwrap();
    (twice.0.to_string(), twice.1.to_string())
}

#[test]
fn two_of_one_name_are_told_apart_by_their_codes() {
    let place = Place::small();
    let outcomes = place.run("outcomes", &["2026-05"]).done();
    let (name, code) = namesakes(&outcomes);
    let ran = place.run("explain", &["2026-05", &name]);
    assert_eq!(ran.problems(), (1, vec!["subject-ambiguous".to_string()]));
    assert!(ran.json()["problems"][0]["text"].as_str().unwrap().contains(&code));
    let explained = place.run("explain", &["2026-05", &code]).done();
    assert_eq!(explained["outcome"]["code"], code.as_str());
    let id = explained["outcome"]["subject_id"].as_str().unwrap().to_string();
    assert_eq!(place.run("explain", &["2026-05", &id]).done()["outcome"]["code"], code.as_str());
}

#[test]
fn a_name_that_one_bears_is_enough_and_a_strange_one_is_refused() {
    let place = Place::small();
    let outcomes = place.run("outcomes", &["2026-05"]).done();
    let (twice, _) = namesakes(&outcomes);
    let one = outcomes.as_array().unwrap().iter().find(|o| o["name"] != twice.as_str()).unwrap();
    let explained = place.run("explain", &["2026-05", one["name"].as_str().unwrap()]).done();
    assert_eq!(explained["outcome"]["subject_id"], one["subject_id"]);
    assert!(!explained["steps"].as_array().unwrap().is_empty());
    assert_eq!(place.run("explain", &["2026-05", "无此人"]).problems(), (1, vec!["subject-not-found".to_string()]));
}

#[test]
fn a_proposed_measure_is_waived_only_with_a_reason_and_then_stands_so() {
    let place = Place::small();
    let outcomes = place.run("outcomes", &["2026-05"]).done();
    let proposed = |o: &&Value| o["measure_states"].as_array().unwrap().iter().any(|m| m["status"] == "proposed");
    let code = outcomes.as_array().unwrap().iter().find(proposed).expect("one is proposed")["code"]
        .as_str()
        .unwrap()
        .to_string();
    let refused = place.run("decide", &["2026-05", &code, "waive", "--by", "李主任"]);
    assert_eq!(refused.problems(), (1, vec!["decision-needs-reason".to_string()]));
    let decided =
        place.run("decide", &["2026-05", &code, "waive", "--by", "李主任", "--reason", "道路施工所致"]).done();
    assert_eq!(decided["outcome"]["measure_states"][0]["status"], "waived");
    let again = place.run("decide", &["2026-05", &code, "confirm", "--by", "李主任"]);
    assert_eq!(again.code, 1);
}

#[test]
fn the_day_is_the_one_that_the_line_gives() {
    let place = Place::published();
    let journal = place.run("journal", &[]).done();
    assert!(journal[0]["at"].as_str().unwrap().starts_with("2026-07-01"), "{}", journal[0]);
    let wrong = jingge(&["journal", &place.file(), "--today", "tomorrow", "--json"]);
    assert_eq!(wrong.problems(), (2, vec!["usage-invalid-value".to_string()]));
}
