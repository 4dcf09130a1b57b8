//! The policy desk in the window: a preset, one figure changed, the problem at its clause, mended, the cases green,
//! adopted, the open month judged by it; and taken back.

use jingge_tests::{
    built,
    window::{App, keys},
};
use serde_json::Value;
use std::process::Command;

fn jingge(arguments: &[&str]) -> Value {
    let output = Command::new(built("jingge")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
}

/// Types a figure in place of what a field of the form holds, and leaves the field.
fn set(app: &App, field: &str, text: &str) {
    app.replace(&app.named("textbox", field), text);
    app.type_keys(keys::TAB);
}

/// How many have each grade in June, as the outcomes say.
fn grades(file: &str, grade: &str) -> usize {
    let outcomes = jingge(&["outcomes", file, "2026-06", "--json"]);
    outcomes.as_array().unwrap().iter().filter(|o| o["grade"] == grade).count()
}

#[test]
#[ignore = "opens the built app in a window: make test"]
fn a_preset_is_changed_mended_adopted_and_the_month_is_judged_by_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("示范.jingge");
    let file = path.to_str().unwrap();
    jingge(&["demo", file]);
    let before = grades(file, "良好");

    let app = App::open("policy-desk", &["--file", file]);
    app.wait_text("录入 271/274");
    app.go("#/policies?tab=desk");
    app.click(&app.named("button", "以《网格员月度考评》起草"));
    app.wait_text("没有问题");
    app.click(&app.named("button", "第八条 九十分以上"));
    app.named("region", "条款 第八条");
    app.screenshot("1-clause");

    set(&app, "良好 从多少分起（含）", "84");
    app.wait_text("80.00–83.99");
    let clause = app.named("region", "条款 第八条");
    assert!(app.text(&clause).contains("80.00–83.99"), "the problem stands at its clause");
    app.wait_text("待算");
    app.screenshot("2-problem");

    set(&app, "合格 到多少分止（不含）", "84");
    app.wait_text("没有问题");
    assert!(!app.page_text().contains("待算"), "the cases are run again");
    app.screenshot("3-mended");

    app.click(&app.named("button", "采用"));
    app.wait_text("自 2026年6月 起执行");
    app.screenshot("4-plan");
    app.click(&app.named("button", "从 2026年6月 起采用"));
    app.wait_text("还没有草稿");
    app.go("#/policies?tab=clauses");
    app.wait_text("84");
    app.screenshot("5-adopted");
    let after = grades(file, "良好");
    assert!(after < before, "fewer are 良好 from 84 on: {before} before, {after} now");

    // Taken back, the draft stands there again and the month is judged as before.
    app.chord(keys::CONTROL, "z");
    app.wait_for("the month as it was", || (grades(file, "良好") == before).then_some(()));
    app.go("#/policies?tab=desk");
    app.named("button", "删除草稿 网格员月度考评");
    app.screenshot("6-taken-back");
}

#[test]
#[ignore = "opens the built app in a window: make test"]
fn two_versions_are_compared_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("示范.jingge");
    let file = path.to_str().unwrap();
    jingge(&["demo", file, "--villages", "2", "--workers", "6", "--months", "2"]);
    let app = App::open("policy-compare", &["--file", file]);
    app.wait_text("录入");
    app.go("#/policies");
    app.click(&app.named("button", "修订"));
    app.wait_text("没有问题");
    app.click(&app.named("button", "第八条 九十分以上"));
    set(&app, "优秀 从多少分起（含）", "92");
    set(&app, "良好 到多少分止（不含）", "92");
    app.click(&app.named("link", "与其他版本对照"));
    app.wait_text("1 条有差别");
    app.named("article", "第八条 改动");
    app.screenshot("1-difference");
    assert!(app.page_text().contains("优秀 从多少分起（含）"));
}
