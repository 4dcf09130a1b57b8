//! A closed month corrected through the built program: tried first, saved, both versions readable, and paid later.

use super::Place;
use serde_json::Value;

const HEADER: &str = "month,subject,group,fact,item,value,source,date,role\n";
const MAY: &str = "2026-05";

/// A worker of May with a mark on 道路 that can be made worse, and the row that does it.
fn worse(place: &Place) -> (String, String) {
    let outcomes = place.run("outcomes", &[MAY]).done();
    let best = outcomes.as_array().unwrap().iter().find(|o| o["rank"] == 1).unwrap();
    let code = best["code"].as_str().unwrap().to_string();
    let rows = format!("{HEADER}{MAY},{code},,deduction,道路,13,集中检查/1,,\n");
    (code.clone(), place.write("changes.csv", &rows))
}

fn score(outcomes: &Value, code: &str) -> String {
    let row = outcomes.as_array().unwrap().iter().find(|o| o["code"] == *code).unwrap();
    row["score"].as_str().unwrap().to_string()
}

#[test]
fn a_dry_run_shows_the_ripple_and_leaves_every_byte_of_the_file() {
    let place = Place::small();
    let (code, changes) = worse(&place);
    let before = std::fs::read(place.file()).unwrap();
    let tried = place.run("correct", &[MAY, &changes, "--reason", "看错了行", "--dry-run"]).done();
    assert_eq!(std::fs::read(place.file()).unwrap(), before);
    for key in ["month", "version", "months", "measures", "papers", "balance", "fen_to_pay", "fen_to_take_back", "fen"]
    {
        assert!(tried.get(key).is_some(), "{key}");
    }
    assert_eq!((&tried["month"], &tried["version"]), (&MAY.into(), &2.into()));
    let of_may = &tried["months"][0];
    let subject = of_may["subjects"].as_array().unwrap().iter().find(|s| s["code"] == *code).unwrap();
    assert_ne!(subject["was"]["score"], subject["now"]["score"]);
    let fen = tried["fen_to_pay"].as_i64().unwrap() - tried["fen_to_take_back"].as_i64().unwrap();
    assert_eq!(tried["fen"].as_i64(), Some(fen));
    let lines = tried["balance"].as_array().unwrap().iter().map(|b| b["fen"].as_i64().unwrap()).sum::<i64>();
    assert_eq!(lines, fen);
}

#[test]
fn a_correction_is_what_its_dry_run_showed_and_both_versions_can_be_read() {
    let place = Place::small();
    let (code, changes) = worse(&place);
    let was = place.run("outcomes", &[MAY]).done();
    let tried = place.run("correct", &[MAY, &changes, "--reason", "看错了行", "--dry-run"]).done();
    let saved = place.run("correct", &[MAY, &changes, "--reason", "看错了行", "--by", "李主任"]).done();
    assert_eq!(saved, tried);
    let now = place.run("outcomes", &[MAY]).done();
    assert_ne!(score(&now, &code), score(&was, &code));
    assert_eq!(place.run("outcomes", &[MAY, "--version", "1"]).done(), was);
    let explained = place.run("explain", &[MAY, &code, "--version", "1"]).done();
    assert_eq!(explained["outcome"]["score"], score(&was, &code).as_str());
    assert_eq!(place.run("outcomes", &[MAY, "--version", "9"]).problems(), (1, vec!["version-missing".into()]));
    assert_eq!(place.run("check", &[]).done()["problems"], serde_json::json!([]));
    let papers = place.path("papers");
    let files = place.run("documents", &[MAY, &papers]).done();
    let files: Vec<&str> = files["files"].as_array().unwrap().iter().map(|f| f.as_str().unwrap()).collect();
    assert!(files.iter().any(|f| f.contains("更正通知")), "{files:?}");
    let journal = place.run("journal", &[]).done();
    assert!(journal.to_string().contains("看错了行"));
}

#[test]
fn what_can_not_be_corrected_is_refused_at_its_line_and_changes_nothing() {
    let place = Place::small();
    let (code, changes) = worse(&place);
    let before = std::fs::read(place.file()).unwrap();
    let rows = format!(
        "{HEADER}2026-04,{code},,deduction,道路,1,集中检查/1,,\n{MAY},无此人,,deduction,道路,1,,,\n\
         {MAY},{code},,weather,,1,,,\n{MAY},{code},,deduction,道路,abc,集中检查/1,,\n"
    );
    let bad = place.write("bad.csv", &rows);
    let (exit, codes) = place.run("correct", &[MAY, &bad, "--reason", "试"]).problems();
    let expected = ["correction-other-month", "subject-not-found", "correction-fact", "fact-value"];
    assert_eq!((exit, codes), (1, expected.map(String::from).to_vec()));
    let (exit, codes) = place.run("correct", &[MAY, &changes, "--reason", " "]).problems();
    assert_eq!((exit, codes), (1, vec!["reason-needed".into()]));
    let open = place.write("open.csv", &format!("{HEADER}2026-06,{code},,deduction,道路,1,集中检查/1,,\n"));
    let (exit, codes) = place.run("correct", &["2026-06", &open, "--reason", "试"]).problems();
    assert_eq!((exit, codes), (1, vec!["correction-of-open".into()]));
    assert_eq!(std::fs::read(place.file()).unwrap(), before);
}

#[test]
fn what_is_owed_is_paid_with_the_next_month_that_closes() {
    let place = Place::published();
    let (_, changes) = worse(&place);
    let saved = place.run("correct", &[MAY, &changes, "--reason", "看错了行"]).done();
    assert_ne!(saved["fen"], 0, "the best of the month loses money");
    place.run("month", &["2026-06", "close", "--meeting", "党政联席会", "--reason", "测试"]).done();
    let next = place.write(
        "back.csv",
        &format!("{HEADER}{MAY},{},,deduction,道路,12,集中检查/1,,\n", saved["balance"][0]["code"].as_str().unwrap()),
    );
    assert_eq!(place.run("correct", &[MAY, &next, "--reason", "再核"]).done()["version"], 3);
}
