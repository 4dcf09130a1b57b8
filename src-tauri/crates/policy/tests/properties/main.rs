//! What holds for any rules and any facts: policies are put together at random from the examples of all kinds, tables of
//! facts from all kinds of facts.

#![allow(clippy::panic, reason = "a test stops at the first surprise")]

mod damage;
mod money;
mod order;
mod ranks;
mod time;
mod twins;

use std::collections::BTreeMap;

use policy::{Carry, FactRow, FactsTable, Judged, Period, Policy, Rule, judge, read, table};
use proptest::prelude::*;

/// Clauses beside the examples: what makes more of them fit together.
const MORE: &[&str] = &[
    "{ kind: grade-bands, bands: { 优秀: { from: 90 }, 良好: { from: 80, below: 90 }, 合格: { from: 60, below: 80 }, 不合格: { below: 60 } } }",
    "{ kind: ladder, events: [{ below: 60 }, { recheck: failed }], count: { over: until-recheck }, steps: [{ measures: [暂扣], effects: [hold-funds] }] }",
    "{ kind: ladder, events: [{ bottom: 1 }], count: { over: consecutive }, follows: grid, skipped: break, steps: [{ measures: [谈话] }, { measures: [停职] }] }",
    "{ kind: ladder, events: [{ finding: any }], count: { over: rolling, months: 3, merge: none }, steps: [{ measures: [一] }, { measures: [二] }, { measures: [通报批评] }] }",
    "{ kind: reward-streak, periods: 2, top: 2, amount: 50, skipped: break, then: continue }",
    "{ kind: reward-by-base, base: 300, out-of: 100 }",
    "{ kind: year-end, months: 3, mean-below: 80, measures: [说明] }",
    "{ kind: rank, within: all, then: [道路] }",
];

/// A policy of the clauses, each taken if it agrees with those before it.
fn policy_of(order: &[usize]) -> Policy {
    let examples: Vec<String> = Rule::KINDS.iter().map(|doc| doc.example.to_string()).collect();
    let all: Vec<String> = MORE.iter().map(ToString::to_string).chain(examples).collect();
    let mut clauses = String::new();
    let mut taken = None;
    // What rests on others comes in the second time at the latest.
    for (number, at) in order.iter().chain(order).enumerate() {
        let rule = policy::read_rule(&all[at % all.len()]).expect("an example");
        let rule: String = policy::write_rule(&rule).lines().map(|line| format!("          {line}\n")).collect();
        let clause =
            format!("      - document: 办法\n        article: 第{number}条\n        text: 试\n        rule:\n{rule}");
        let text = format!(
            "id: any\ntitle: 试\nsubject: worker\nperiod: month\nversions:\n  - from: 2020-01\n    clauses:\n{clauses}{clause}"
        );
        // The same clause twice would only be the same thing twice.
        let new = !clauses.contains(&rule);
        if let Some(policy) = read(&text).ok().filter(|_| new) {
            clauses.push_str(&clause);
            taken = Some(policy);
        }
    }
    taken.unwrap_or_else(|| policy_of(&[0]))
}

fn policies() -> impl Strategy<Value = Policy> {
    prop::collection::vec(0_usize..100, 4..24).prop_map(|order| policy_of(&order))
}

/// One row by numbers: month, subject, what, which, how much.
type Draw = (u8, u8, u8, u8, u16);

fn row(draw: Draw) -> FactRow {
    let (month, subject, what, which, much) = draw;
    let pick = |texts: &[&str]| texts[usize::from(which) % texts.len()].to_string();
    let month = ["2025-11", "2025-12", "2026-01", "2026-02", "2026-03"][usize::from(month) % 5].to_string();
    let subject = ["甲", "乙", "丙", "丁", "戊", "己", "庚"][usize::from(subject) % 7].to_string();
    let group = ["一般", "试点"][usize::from(subject.as_bytes()[2]) % 2].to_string();
    let (fact, item, value, source) = match what % 18 {
        0..=3 => (
            "mark",
            pick(&["道路", "沟渠"]),
            (much % 61).to_string(),
            pick(&["集中检查/1", "随机抽查/1", "集中检查/2"]),
        ),
        4 => (
            "deduction",
            pick(&["沟渠", "焚烧垃圾"]),
            format!("{}.{}", much % 9, much % 10),
            pick(&["集中检查/1", "随机抽查/1"]),
        ),
        5 => ("bonus", pick(&["经验推广", "别的"]), (much % 5).to_string(), String::new()),
        6 | 7 => ("score", String::new(), format!("{}.{:02}", 50 + much % 50, much % 100), String::new()),
        8 => ("external", pick(&["", "张三", "李四"]), (much % 101).to_string(), pick(&["县", "市", "网格员月度考评"])),
        9 => ("vote", pick(&["优", "良", "差", "干净户", "不干净户"]), (much % 30).to_string(), String::new()),
        10 => ("finding", pick(&["未履职", "露天焚烧"]), String::new(), pick(&["镇", "县"])),
        11 => ("overdue", String::new(), (much % 3).to_string(), pick(&["镇", "县"])),
        12 => ("veto", "媒体曝光".into(), String::new(), String::new()),
        13 => ("base", String::new(), (u32::from(much) * 7).to_string(), String::new()),
        14 => ("days", pick(&["东格", "西格"]), (much % 28).to_string(), String::new()),
        15 => ("state", pick(&["absent", "exempt", "uninspected"]), String::new(), String::new()),
        16 => ("recheck", pick(&["passed", "failed"]), String::new(), String::new()),
        _ => ("redeem", pick(&["毛巾", "洗衣液"]), String::new(), String::new()),
    };
    let date = if fact == "recheck" { format!("{month}-{:02}", 1 + much % 28) } else { String::new() };
    FactRow { month, subject, group, fact: fact.into(), item, value, source, date, ..FactRow::default() }
}

/// A table in order of months, nothing entered twice.
fn rows() -> impl Strategy<Value = Vec<FactRow>> {
    prop::collection::vec(any::<Draw>(), 1..90).prop_map(|draws| {
        let mut once = BTreeMap::new();
        for row in draws.into_iter().map(row) {
            // A recheck of one day has one result.
            let item = if row.fact == "state" || row.fact == "recheck" { String::new() } else { row.item.clone() };
            once.insert(
                (row.month.clone(), row.subject.clone(), row.fact.clone(), item, row.source.clone(), row.date.clone()),
                row,
            );
        }
        let mut days: BTreeMap<(String, String), bool> = BTreeMap::new();
        let rows = once
            .into_values()
            .filter(|row| row.fact != "days" || days.insert((row.month.clone(), row.subject.clone()), true).is_none());
        rows.zip(2..).map(|(row, line)| FactRow { line, ..row }).collect()
    })
}

fn facts(rows: &[FactRow]) -> FactsTable {
    table(rows, Period::Month).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn walk(policy: &Policy, table: &FactsTable) -> Vec<Judged> {
    let mut carry = Carry::empty();
    let mut out = Vec::new();
    for period in &table.periods {
        let judged = judge(policy, 0, &carry, period);
        carry.push(judged.trace.clone(), policy.versions[0].window(policy.period));
        out.push(judged);
    }
    out
}
