//! Each kind of rule at its edges, by small policies with cases.

#![allow(clippy::panic, reason = "a test stops at the first surprise")]

mod flags;
mod ladders;
mod rewards;
mod scores;

use policy::{Policy, read, read_cases, run_case};

/// A policy of the given rules, one clause each: 第1条, 第2条 and so on.
fn policy(rules: &[&str]) -> Policy {
    let clauses: String = rules
        .iter()
        .zip(1..)
        .map(|(rule, number)| {
            format!(
                "      - {{ document: 办法, article: 第{number}条, text: 试, rule: {} }}\n",
                rule.replace('\n', " ")
            )
        })
        .collect();
    let text = format!(
        "id: kinds\ntitle: 试\nsubject: worker\nperiod: month\nversions:\n  - from: 2020-01\n    clauses:\n{clauses}"
    );
    read(&text).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"))
}

/// `facts` and `expect` line by line, each line a mapping without its braces; the month is 2026-05 unless said.
fn check(rules: &[&str], facts: &str, expect: &str) {
    let policy = policy(rules);
    let list = |lines: &str| -> String {
        let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
        lines
            .map(|line| {
                let month = if line.contains("month:") { "" } else { "month: 2026-05, " };
                format!("    - {{ {month}{line} }}\n")
            })
            .collect()
    };
    let text = format!("- case: 试\n  facts:\n{}  expect:\n{}", list(facts), list(expect));
    for case in read_cases("", &text).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}")) {
        let result = run_case(&policy, &case);
        assert!(result.passed(), "{rules:?}\n{text}\n{result:#?}");
    }
}

const SHEET: &str = "{ kind: indicators, total: 100, items: { 道路: 60, 沟渠: 40 } }";
const BANDS: &str =
    "{ kind: grade-bands, bands: { 好: { from: 90 }, 中: { from: 60, below: 90 }, 差: { below: 60 } } }";
