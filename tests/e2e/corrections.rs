//! A closed month corrected in the window: a mark changed in a copy of the row, what follows looked at, saved, the
//! notice read, and all of it taken back.

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

#[test]
#[ignore = "opens the built app in a window: make test"]
fn a_mark_of_a_closed_month_is_corrected_with_its_ripple_shown_first_and_undone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("示范.jingge");
    let file = path.to_str().unwrap();
    jingge(&["demo", file, "--villages", "4", "--workers", "12", "--months", "3"]);
    let before = jingge(&["outcomes", file, "2026-05", "--json"]);
    let best = before.as_array().unwrap().iter().find(|o| o["rank"] == 1).unwrap();
    let (name, person) = (best["name"].as_str().unwrap(), best["person"].as_i64().unwrap());

    let app = App::open("corrections", &["--file", file]);
    app.go(&format!("#/month/2026-05/outcomes?person={person}"));
    app.wait_text("怎么得出的");
    app.click(&app.named("button", "更正"));
    app.wait_text("更正理由");
    app.replace(&app.named("textbox", "集中检查第1次 道路"), "1");
    app.type_keys(keys::TAB);
    app.screenshot("1-changed");
    app.click(&app.named("button", "看影响"));
    app.wait_text("不再相符的已发文书");
    assert!(app.page_text().contains("扣回"), "the best of the month loses money");
    app.replace(&app.named("textbox", "更正人"), "李主任");
    app.replace(&app.named("textbox", "更正理由"), "录入时看错了行");
    app.screenshot("2-ripple");
    app.click(&app.named("button", "保存更正"));
    app.wait_text("的版本");
    app.click(&app.named("button", "看更正通知"));
    app.wait_text("第 1 页，共");
    app.screenshot("3-saved");
    assert!(app.page_text().contains("录入时看错了行"));
    let version = jingge(&["outcomes", file, "2026-05", "--version", "1", "--json"]);
    assert_eq!(version, before, "the old version stays readable");
    let now = jingge(&["outcomes", file, "2026-05", "--json"]);
    assert_ne!(now, before, "{name} differs");

    app.click(&app.named("button", "撤销"));
    app.wait_for("the outcomes as they were", || {
        (jingge(&["outcomes", file, "2026-05", "--json"]) == before).then_some(())
    });
    app.screenshot("4-undone");
}
