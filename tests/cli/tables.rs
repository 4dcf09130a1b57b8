//! Tables as offices type them, through the command line: what is right comes in, what is wrong is told at its cell.

use super::Place;
use serde_json::{Value, json};

fn problems(report: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_string();
    report["problems"].as_array().unwrap().iter().map(|p| (text(&p["cell"]), text(&p["code"]))).collect()
}

#[test]
fn a_roster_with_a_title_and_full_width_digits_comes_in_with_its_problems_at_their_cells() {
    let place = Place::small();
    let roster = place.write(
        "roster.csv",
        "青禾镇网格员花名册,,,,,,\n序号,村,网格,姓名,电话,职务,起始日期\n\
         １,张家湾村,第一网格,钱新来,１６０００００９９０１,兼职网格员,2026-06-01\n\
         2,柳林村,第一网格,孙也新,16000009902,兼职网格员,六月一日\n",
    );
    let ran = place.run("import roster", &[&roster]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let report = ran.json();
    assert_eq!(report["rows"], 2);
    let found = problems(&report);
    assert_eq!(found.iter().map(|(cell, _)| cell.as_str()).collect::<Vec<_>>(), ["G4"], "{report}");
    let people = place.run("info", &[]).done();
    assert_eq!(people["workers"], 13, "the sound row is in");
}

#[test]
fn a_mark_beyond_the_full_points_and_a_stranger_are_told_and_the_rest_is_taken() {
    let place = Place::small();
    let left = std::fs::read_to_string(place.path("left.csv")).unwrap();
    let mut lines: Vec<String> = left.trim_start_matches('\u{feff}').lines().map(ToString::to_string).collect();
    let mut cells: Vec<&str> = lines[1].split(',').collect();
    cells[6] = "99";
    lines[1] = cells.join(",");
    lines.push(lines[2].replacen("QH", "ZZ", 1));
    let table = place.write("wrong.csv", &lines.join("\n"));
    let ran = place.run("import marks", &[&table, "--month", "2026-06"]);
    assert_eq!(ran.code, 1);
    let report = ran.json();
    let found = problems(&report);
    assert!(found.contains(&("G2".into(), "mark-out-of-range".into())), "{report}");
    assert!(found.iter().any(|(cell, _)| cell.ends_with('8')), "{report}");
    assert_eq!(report["added"], 40, "a row with a problem is not taken: {report}");
}

#[test]
fn a_dry_run_writes_nothing() {
    let place = Place::small();
    let before = place.run("journal", &[]).done();
    let report = place.run("import marks", &[&place.path("left.csv"), "--month", "2026-06", "--dry-run"]).done();
    assert_eq!(report["problems"], json!([]));
    assert_eq!(place.run("journal", &[]).done(), before);
}

#[test]
fn marks_cannot_be_imported_into_a_month_that_is_closed() {
    let place = Place::small();
    let ran = place.run("import marks", &[&place.path("left.csv"), "--month", "2026-05"]);
    assert_eq!(ran.problems(), (1, vec!["month-closed".to_string()]));
}
