//! The month's main job in the window, as a clerk does it: the missing marks by keyboard, publish, close, the reward
//! with its reason, a board as PDF.

use jingge_tests::{
    built,
    window::{App, keys},
};
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

const MONTH: &str = "2026-06";

fn jingge(arguments: &[&str]) -> Value {
    let output = Command::new(built("jingge")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
}

fn demonstration(folder: &Path) -> PathBuf {
    let file = folder.join("示范.jingge");
    jingge(&["demo", file.to_str().unwrap()]);
    file
}

/// The name of the worker and the indicator whose cell has the focus; empty when none has.
fn cell_in_hand(app: &App) -> String {
    let script = "const a = document.activeElement; return a?.matches('input[data-r]') && !a.value ? a.ariaLabel : ''";
    app.run(script, &[]).as_str().unwrap_or_default().to_string()
}

/// Types into every empty cell of the workers that the month line lists, and answers with the first one's name.
fn type_what_is_missing(app: &App) -> String {
    let open_panel = |app: &App| {
        let line = app.named("button", "录入 ");
        app.click(&line);
        app.named("dialog", "的办理情况")
    };
    open_panel(app);
    let missing: Vec<String> = app.all("[role=dialog] .missing a").iter().map(|link| app.text(link)).collect();
    assert_eq!(missing.len(), 3, "three workers' marks are missing: {missing:?}");
    for (at, worker) in missing.iter().enumerate() {
        if at > 0 {
            open_panel(app);
        }
        let link = app.named("link", worker);
        app.click(&link);
        app.wait_for(&format!("the first empty cell of {worker}"), || {
            cell_in_hand(app).starts_with(worker).then_some(())
        });
        // A lost half point in each: what a fast hand types, with no pause between the keys.
        while cell_in_hand(app).starts_with(worker) {
            app.type_keys(&format!("-0.5{}", keys::TAB));
        }
    }
    missing[0].clone()
}

fn fill(app: &App, label: &str, text: &str) {
    app.replace(&app.named("textbox", label), text);
}

#[test]
#[ignore = "opens the built app in a window: make test"]
fn a_clerk_marks_publishes_closes_reads_a_reward_and_prints_a_board() {
    let folder = tempfile::tempdir().unwrap();
    let file = demonstration(folder.path());
    let app = App::open("main-job", &["--file", file.to_str().unwrap()]);

    app.go(&format!("#/month/{MONTH}"));
    app.named("grid", "评分表");
    app.wait_text("录入 271/274");
    app.screenshot("1-sheet");
    let worker = type_what_is_missing(&app);
    app.wait_text("录入 274/274");
    app.wait_text("全部已存");
    app.screenshot("2-marked");

    app.click(&app.named("button", "录入 "));
    app.click(&app.named("button", "公示 2026年6月"));
    app.wait_text("公示至");
    app.screenshot("3-published");

    app.click(&app.named("button", "审定归档"));
    app.named("dialog", "的办理情况");
    fill(&app, "审定会议", "7月党政办公会");
    if app.look_for("textbox", "仍要归档的理由").is_some() {
        fill(&app, "仍要归档的理由", "公示期内没有异议");
    }
    app.click(&app.named("button", "审定归档 2026年6月"));
    app.wait_for("the month to be closed", || app.page_text().contains("归档 ").then_some(()));
    let info = jingge(&["info", file.to_str().unwrap(), "--json"]);
    let last = info["months"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last, json!({ "month": MONTH, "state": "closed" }));

    app.go(&format!("#/month/{MONTH}/outcomes"));
    let search = app.find("input[placeholder^='姓名']");
    app.type_into(&search, &worker);
    app.click(&app.named("row", &worker));
    let said = app.named("complementary", &worker);
    app.wait_for("the reasons, article by article", || app.text(&said).contains("第八条").then_some(()));
    let reasons = app.text(&said);
    assert!(reasons.contains("分"), "the score stands in the reasons: {reasons}");
    app.screenshot("4-reasons");

    app.go("#/boards");
    let pdf = folder.path().join("牌.pdf");
    let first = app.find("input[type=checkbox][aria-label^='选中 ']");
    app.run("arguments[0].click()", &[first.json()]);
    app.click(&app.named("button", "生成 1 块责任牌"));
    fill(&app, "保存为", pdf.to_str().unwrap());
    app.click(&app.named("button", "生成 PDF"));
    app.wait_for("the board's PDF", || pdf.exists().then_some(()));
    app.screenshot("5-board");
    let text = Command::new("pdftotext").args([pdf.to_str().unwrap(), "-"]).output().unwrap();
    assert!(String::from_utf8_lossy(&text.stdout).contains("网格"), "the board's text can be read back");
}
