//! Votes and money received entered in the window, an appeal filed and answered, and a policy tried on the past.

use jingge_tests::{
    built,
    window::{App, keys},
};
use std::{fs, path::Path, process::Command};

const POLICY: &str = "\
id: village-votes
title: 评议办法
subject: worker
period: month
versions:
  - from: 2026-01
    clauses:
      - document: 《评议办法》
        article: 第一条
        text: 优票多的在前。
        rule: { kind: vote-ranking, order: [优, 良, 差], by: counts }
      - document: 《评议办法》
        article: 第二条
        text: 前一半为好，其余为中。
        rule: { kind: grade-by-rank, grades: { 好: { share: 50, rounding: down, min: 1 }, 中: { rest: true } }, within: all, ties: include }
      - document: 《评议办法》
        article: 第三条
        text: 到账的奖补资金由好的平分。
        rule: { kind: reward-pool, item: 奖补, to: { grades: [好] }, by: equal }
";

fn jingge(arguments: &[&str]) {
    let output = Command::new(built("jingge")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A small township whose open month is judged by votes.
fn township(folder: &Path) -> String {
    let file = folder.join("示范.jingge").to_str().unwrap().to_string();
    let policy = folder.join("policy.yaml");
    fs::write(&policy, POLICY).unwrap();
    jingge(&["demo", &file, "--villages", "4", "--workers", "12", "--months", "3"]);
    jingge(&["policy", "adopt", &file, policy.to_str().unwrap(), "--from", "2026-06"]);
    file
}

fn fill(app: &App, label: &str, text: &str) {
    app.replace(&app.named("textbox", label), text);
}

#[test]
#[ignore = "opens the built app in a window: make test"]
fn votes_and_money_are_entered_an_appeal_is_answered_and_a_policy_is_tried() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::open("facts", &["--file", &township(folder.path())]);

    app.go("#/month/2026-06");
    app.click(&app.named("tab", "群众评议"));
    app.click(&app.named("button", "成表填写"));
    app.wait_text("已填 0/12 人");
    fill(&app, "来源", "村民评议会");
    let first = app.find("table[aria-label='群众评议'] input[data-r='0'][data-c='0']");
    app.click(&first);
    // Typed down the column as in the sheet, with no pause between the keys.
    app.type_keys(&format!("9{0}8{0}7{0}", keys::ENTER));
    fill(&app, "统一填", "5");
    app.click(&app.named("button", "填入空格"));
    app.screenshot("1-votes");
    app.click(&app.named("button", "保存 36 格"));
    app.wait_text("已填 12/12 人");
    app.wait_text("已登记 2026-06 群众评议票 36 条");

    app.click(&app.named("tab", "到账资金"));
    app.click(&app.named("button", "登记到账资金"));
    fill(&app, "金额（元）", "1000");
    fill(&app, "来源", "县财政局");
    fill(&app, "文件依据", "县财〔2026〕9号");
    app.click(&app.named("button", "保存登记"));
    app.wait_text("1,000.00");
    app.screenshot("2-pool");

    app.click(&app.named("button", "录入 "));
    app.click(&app.named("button", "公示 2026年6月"));
    app.wait_text("公示至");

    app.go("#/month/2026-06/outcomes");
    app.click(&app.named("tab", "申诉"));
    app.click(&app.named("button", "登记申诉"));
    let panel = app.named("complementary", "登记申诉");
    app.wait_for("the form", || (!app.text(&panel).is_empty()).then_some(()));
    app.click(&app.find("aside .el-select__wrapper"));
    app.type_keys(&format!("{}{}", keys::DOWN, keys::ENTER));
    fill(&app, "提出人", "本人");
    fill(&app, "申诉事由", "票数统计有误");
    app.click(&app.named("button", "登记申诉，暂缓处理"));
    app.wait_text("待答复");
    app.screenshot("3-appeal");
    app.click(&app.named("button", "答复…"));
    fill(&app, "决定人", "考评小组");
    fill(&app, "理由", "复核票数无误");
    app.click(&app.named("button", "保存答复"));
    app.wait_for("the answer", || {
        let text = app.page_text();
        (text.contains("复核票数无误") && !text.contains("待答复")).then_some(())
    });
    app.screenshot("4-answered");

    app.go("#/policies?tab=try&source=preset:default");
    app.click(&app.named("button", "试行"));
    app.wait_text("没有写入任何内容");
    app.screenshot("5-tried");
}
