//! Policies without a window: the reference, a file checked, a version adopted, facts tried.

use super::{Place, default_policy, jingge, text};
use serde_json::{Value, json};

#[test]
fn the_default_policy_has_no_problem_and_every_case_holds() {
    let check = jingge(&["policy", "check", &text(&default_policy()), "--json"]).done();
    assert_eq!(check["problems"], json!([]));
    assert_eq!(check["cases"]["failed"], 0);
    assert!(check["cases"]["passed"].as_u64().unwrap() > 10);
}

#[test]
fn a_hole_between_grades_is_named_with_its_line_and_article() {
    let place = Place::empty();
    let whole = std::fs::read_to_string(default_policy()).unwrap();
    let policy =
        place.write("holes.yaml", &whole.replace("合格: { from: 60, below: 80 }", "合格: { from: 70, below: 80 }"));
    let ran = jingge(&["policy", "check", &policy, "--json"]);
    assert_eq!(ran.code, 1);
    let problem = &ran.json()["problems"][0];
    assert_eq!(problem["article"], "第八条");
    assert!(problem["line"].as_u64().unwrap() > 1);
    assert!(problem["text"].as_str().unwrap().contains("60"), "{problem}");
}

#[test]
fn a_case_that_does_not_hold_is_told_with_what_was_expected_and_found() {
    let place = Place::empty();
    std::fs::copy(default_policy(), place.path("policy.yaml")).unwrap();
    std::fs::create_dir(place.path("cases")).unwrap();
    place.write(
        "cases/wrong.yaml",
        "- case: 九十分是良好\n  facts: [ { month: 2026-02, subject: 甲, score: \"90.00\" } ]\n  \
         expect: [ { month: 2026-02, subject: 甲, grade: 良好 } ]\n",
    );
    let ran = jingge(&["policy", "check", &place.path("policy.yaml"), "--json"]);
    assert_eq!(ran.code, 1);
    let check = ran.json();
    assert_eq!(check["cases"], json!({ "passed": 0, "failed": 1 }));
    let difference = check["case_results"][0]["differences"][0].as_str().unwrap();
    assert!(difference.contains("良好") && difference.contains("优秀"), "{difference}");
}

#[test]
fn the_reference_names_every_kind_of_rule() {
    let ran = jingge(&["policy", "vocabulary"]);
    assert_eq!(ran.code, 0);
    for kind in policy::Rule::KINDS {
        assert!(ran.out.contains(kind.kind), "{}", kind.kind);
    }
}

#[test]
fn the_reference_as_data_holds_all_that_a_policy_is_written_from() {
    let reference = jingge(&["policy", "vocabulary", "--json"]).done();
    for part in ["file", "cases", "facts", "order", "outcome"] {
        assert!(!reference[part]["about"].as_str().unwrap().is_empty(), "{part}");
    }
    assert_eq!(reference["file"]["example"], policy::FILE_EXAMPLE);
    assert_eq!(reference["kinds"].as_array().unwrap().len(), policy::Rule::KINDS.len());
    let place = Place::empty();
    let files = [("policy.yaml", "file"), ("cases/all.yaml", "cases"), ("facts.csv", "facts")];
    std::fs::create_dir(place.path("cases")).unwrap();
    let [policy, _, facts] = files.map(|(file, part)| place.write(file, reference[part]["example"].as_str().unwrap()));
    assert_eq!(jingge(&["policy", "check", &policy, "--json"]).done()["cases"], json!({ "passed": 1, "failed": 0 }));
    let periods = jingge(&["try", &policy, &facts, "--json"]).done()["periods"].clone();
    assert_eq!(periods[1]["outcomes"][0]["provisional"], true);
}

#[test]
fn a_clause_that_no_case_rests_on_is_told_and_is_no_problem() {
    let place = Place::empty();
    let policy = place.write("policy.yaml", policy::FILE_EXAMPLE);
    let ran = jingge(&["policy", "check", &policy]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("没有算例"), "{}", ran.err);
    std::fs::create_dir(place.path("cases")).unwrap();
    let case = "- case: 九十分是好\n  facts: [{ month: 2026-02, subject: 甲, score: 90 }]\n  \
                expect: [{ month: 2026-02, subject: 甲, grade: 好 }]\n";
    place.write("cases/one.yaml", case);
    place.write("cases/two.txt", case);
    let check = jingge(&["policy", "check", &policy, "--json"]).done();
    assert_eq!(check["uncovered"], json!([{ "article": "第十二条", "line": 12, "kind": "ladder" }]));
    assert_eq!((&check["skipped"], &check["cases"]["passed"]), (&json!(["two.txt"]), &json!(1)));
    let told = jingge(&["policy", "check", &policy]).err;
    assert!(told.contains("第 12 行 第十二条") && told.contains("two.txt"), "{told}");
}

#[test]
fn a_problem_in_words_names_its_line_once() {
    let place = Place::empty();
    let policy = place.write("policy.yaml", &policy::FILE_EXAMPLE.replace("below: 80", "below: 79"));
    let told = jingge(&["policy", "check", &policy]).err;
    assert_eq!(told.matches("第八条").count(), 1, "{told}");
    let told = jingge(&["policy", "check", &place.write("empty.yaml", "")]).err;
    assert!(told.starts_with("第 1 行：文件"), "{told}");
}

#[test]
fn an_outcome_is_data_as_well_as_words() {
    let place = Place::empty();
    let policy = place.write(
        "policy.yaml",
        "id: red\ntitle: 红榜\nsubject: village\nperiod: month\nversions:\n  - from: 2026-01\n    clauses:\n\
         \u{20}     - { document: 甲, article: 一, text: 排名, rule: { kind: rank } }\n\
         \u{20}     - { article: 二, text: 第一名上红榜, rule: { kind: list, name: 红榜, top: 1 } }\n\
         \u{20}     - article: 三\n        text: 第一名两瓶洗衣液\n        rule:\n          kind: reward-by-place\n          \
         places: [{ place: 1, amount: 0, goods: { 洗衣液: { count: 2, value: 19.90 } } }]\n",
    );
    let facts = place.write("facts.csv", &format!("{HEAD}2026-05,甲,,score,,90,,,\n2026-05,乙,,score,,70.01,,,\n"));
    let period = jingge(&["try", &policy, &facts, "--json"]).done()["periods"][0].clone();
    assert_eq!(period["summary"], json!({ "mean": "80.01", "mean_exact": "80.0050", "count": 2 }));
    let first = &period["outcomes"][0];
    assert_eq!(first["goods"], json!([{ "name": "洗衣液", "count": 2, "value_fen": 1990 }]));
    assert_eq!(first["reward_goods"], json!(["洗衣液×2"]));
    assert_eq!((&first["lists"], &first["points"]), (&json!(["红榜"]), &json!("0")));
    assert_eq!((&first["before"], &first["standing"], &first["duties"]), (&json!(0), &json!(0), &json!([])));
    let shown = jingge(&["try", &policy, &facts]).out;
    assert!(shown.contains("榜单") && shown.contains("红榜") && !shown.contains("扣减"), "{shown}");
}

#[test]
fn a_policy_is_adopted_from_an_open_month_and_refused_where_a_month_is_closed() {
    let place = Place::small();
    let policy = text(&default_policy());
    place.run("policy adopt", &[&policy, "--from", "2026-06"]).done();
    let info = place.run("info", &[]).done();
    assert_eq!(info["policies"].as_array().unwrap().len(), 1);
    assert_eq!(place.run("policy adopt", &[&policy, "--from", "2026-05"]).problems().0, 1);
}

fn tried(facts: &str) -> super::Ran {
    let place = Place::empty();
    let facts = place.write("facts.csv", facts);
    jingge(&["try", &text(&default_policy()), &facts, "--json"])
}

const HEAD: &str = "month,subject,group,fact,item,value,source,date,role\n";

#[test]
fn facts_that_cannot_be_are_refused_with_their_lines() {
    for (row, line) in [
        ("2026-05,甲,,score,,abc,,,\n", "2"),
        ("2026-05,甲,,wish,,1,,,\n", "2"),
        ("2026-05,甲,,score,,90,,,\n2026-04,甲,,score,,90,,,\n", "3"),
        ("2026-05,甲,,state,absent,,,,\n2026-05,甲,,state,exempt,,,,\n", "3"),
    ] {
        let ran = tried(&format!("{HEAD}{row}"));
        assert_eq!(ran.code, 1, "{row}{}", ran.out);
        let problem = &ran.json()["problems"][0];
        assert!(problem["where"].as_str().unwrap().contains(line), "{row}{problem}");
    }
}

#[test]
fn a_table_without_facts_is_said_to_be_empty() {
    let place = Place::empty();
    let ran = jingge(&["try", &text(&default_policy()), &place.write("facts.csv", HEAD)]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("没有事实"), "{}", ran.err);
}

#[test]
fn a_month_before_every_version_is_refused() {
    let (code, problems) = tried(&format!("{HEAD}1999-05,甲,,score,,90,,,\n")).problems();
    assert_eq!((code, problems), (1, vec!["try-outside-versions".to_string()]));
}

#[test]
fn the_second_failure_of_a_year_goes_a_step_further_and_says_why() {
    let ran = tried(&format!("{HEAD}2026-02,甲,,score,,58,,,\n2026-05,甲,,score,,59.99,,,\n"));
    let outcome = ran.done()["periods"][1]["outcomes"][0].clone();
    assert_eq!(outcome["measures"], json!(["通报批评", "约谈"]));
    assert_eq!(outcome["score"], "59.99");
    assert!(outcome["reasons"].as_array().unwrap().iter().any(|r| r["article"] == "第十一条"));
}

#[test]
fn what_another_policy_would_have_changed_is_told_person_by_person_and_in_money() {
    let place = Place::small();
    let same = text(&default_policy());
    let unchanged = place.run("whatif", &[&same, "--from", "2026-04", "--to", "2026-05"]).done();
    assert_eq!(unchanged["reward_difference_fen"], 0);
    assert!(unchanged["months"].as_array().unwrap().iter().all(|m| m["changed"] == json!([])), "{unchanged}");
    let whole = std::fs::read_to_string(default_policy()).unwrap();
    let richer = place
        .write("richer.yaml", &whole.replace("grades: { 优秀: 200, 良好: 100 }", "grades: { 优秀: 200, 良好: 130 }"));
    let before = place.run("outcomes", &["2026-04"]).done();
    let tried = place.run("whatif", &[&richer, "--from", "2026-04", "--to", "2026-04"]).done();
    let month = &tried["months"][0];
    let changed = month["changed"].as_array().unwrap();
    assert!(!changed.is_empty());
    let good = before.as_array().unwrap().iter().filter(|o| o["grade"] == "良好" && o["reward_fen"] == 10_000).count();
    assert_eq!(changed.len(), good);
    assert_eq!(changed[0]["was"]["reward_fen"], 10_000);
    assert_eq!(changed[0]["now"]["reward_fen"], 13_000);
    assert_eq!(tried["reward_difference_fen"], 3_000 * good as i64);
    assert_eq!(place.run("outcomes", &["2026-04"]).done(), before);
}

const HELD_FUNDS: &str = "\
id: held-funds
title: 复查通过以前暂扣
subject: worker
period: month
versions:
  - from: 2026-01
    clauses:
      - document: 某环办〔2026〕1号
        article: 第一条
        text: 八十分以上合格，其余不合格。
        rule: { kind: grade-bands, bands: { 合格: { from: 80 }, 不合格: { below: 80 } } }
      - article: 第二条
        text: 合格的奖励五百元。
        rule: { kind: reward-by-grade, grades: { 合格: 500 } }
      - article: 第三条
        text: 不合格的约谈，奖励暂扣，复查通过以后发放。
        rule:
          kind: ladder
          events: [{ grade: 不合格 }, { recheck: failed }]
          count: { over: until-recheck }
          steps: [{ measures: [约谈], effects: [hold-funds] }]
";

#[test]
fn funds_that_are_held_until_a_recheck_passes_are_held_in_the_months_between_too() {
    let place = Place::empty();
    let policy = place.write("policy.yaml", HELD_FUNDS);
    let facts = place.write(
        "facts.csv",
        "month,subject,group,fact,item,value,source,date,role\n\
         2026-01,甲,,score,,70,,,\n\
         2026-02,甲,,score,,90,,,\n\
         2026-03,甲,,score,,90,,,\n\
         2026-03,甲,,recheck,passed,,,2026-03-12,\n\
         2026-04,甲,,score,,90,,,\n",
    );
    let tried = jingge(&["try", &policy, &facts, "--json"]).done();
    assert_eq!(tried["problems"], json!([]));
    let effects: Vec<&Value> =
        tried["periods"].as_array().unwrap().iter().map(|period| &period["outcomes"][0]["effect_codes"]).collect();
    assert_eq!(effects, [&json!(["hold-funds"]), &json!(["hold-funds"]), &json!([]), &json!([])]);
}
