//! Each kind of rule at its edges, by small policies with cases.

#![allow(clippy::panic, reason = "a test stops at the first surprise")]

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

#[test]
fn places_in_each_inspection_become_points() {
    check(
        &[
            SHEET,
            "{ kind: rescore-ranks, first: 100, step: 5, least: 92, within: all }",
            "{ kind: combine-inspections, weights: { 甲组: 50, 乙组: 50 }, missing: share-out }",
        ],
        "subject: 一, inspection: 甲组, marks: { 道路: 50, 沟渠: 40 }
         subject: 二, inspection: 甲组, marks: { 道路: 50, 沟渠: 40 }
         subject: 三, inspection: 甲组, marks: { 道路: 40, 沟渠: 40 }
         subject: 一, inspection: 乙组, marks: { 道路: 1, 沟渠: 1 }
         subject: 三, inspection: 乙组, marks: { 道路: 2, 沟渠: 1 }",
        // 一: first with 二 in 甲组 and second in 乙组; 三: third, and with 92 the least.
        "subject: 一, score: 97.5, because: [第2条]
         subject: 二, score: 100
         subject: 三, score: 96",
    );
}

#[test]
fn several_inspections_of_a_kind_become_one_as_the_policy_says() {
    let several = |how: &str, score: &str| {
        let rule = format!("{{ kind: combine-inspections, weights: {{ 抽查: 1 }}, {how} }}");
        check(
            &[SHEET, &rule],
            "subject: 一, inspection: 抽查/1, marks: { 道路: 60, 沟渠: 0 }
             subject: 一, inspection: 抽查/3, marks: { 道路: 60, 沟渠: 30 }
             subject: 一, inspection: 抽查/2, marks: { 道路: 60, 沟渠: 40 }",
            &format!("subject: 一, score: {score}"),
        );
    };
    several("several: mean", "83.33");
    several("several: best", "100");
    several("several: worst", "60");
    several("several: last", "90");
    several("several: mean, drop-lowest: 1", "95");
    several("several: mean, drop-lowest: 1, drop-highest: 1", "90");
    several("several: mean, drop-lowest: 9", "100");
}

#[test]
fn a_kind_that_did_not_take_place_follows_what_is_written() {
    let missing = |how: &str, score: &str| {
        let rule = format!("{{ kind: combine-inspections, weights: {{ 检查: 60, 抽查: 40 }}, missing: {how} }}");
        let facts = "subject: 一, inspection: 检查, marks: { 道路: 60, 沟渠: 20 }";
        check(&[SHEET, &rule], facts, &format!("subject: 一, score: {score}"));
    };
    missing("share-out", "80");
    missing("zero", "48");
    missing("unassessed", "none");
}

#[test]
fn the_grids_of_one_worker_are_put_together_as_written() {
    let grids = |by: &str, score: &str| {
        check(
            &[
                SHEET,
                "{ kind: combine-inspections, weights: { 检查: 60, 抽查: 40 } }",
                &format!("{{ kind: several-grids, by: {by} }}"),
            ],
            "subject: 一, inspection: 检查/1@东格, marks: { all: full }
             subject: 一, inspection: 抽查/1@东格, marks: { 道路: 60, 沟渠: 15 }
             subject: 一, inspection: 检查/1@西格, marks: { 道路: 40, 沟渠: 40 }
             subject: 一, fact: weight, item: 东格, value: 40
             subject: 一, fact: weight, item: 西格, value: 10",
            &format!("subject: 一, score: {score}, because: [第3条]"),
        );
    };
    grids("mean", "85");
    grids("worst", "80");
    grids("best", "90");
    grids("weight", "88");
    check(
        &[SHEET],
        "subject: 一, inspection: 检查/1@东格, marks: { all: full }",
        "subject: 一, score: none, flags: [not-on-the-sheet]",
    );
}

#[test]
fn scores_below_in_the_tree_make_one() {
    let roll_up = |by: &str, score: &str| {
        check(
            &[&format!("{{ kind: roll-up, source: 月度, by: {by} }}")],
            "subject: 村, fact: external, item: 甲, value: 90, source: 月度
             subject: 村, fact: external, item: 乙, value: 60, source: 月度
             subject: 村, fact: weight, item: 甲, value: 20
             subject: 村, fact: weight, item: 乙, value: 10
             subject: 村, fact: external, item: 乙, value: 1, source: 县",
            &format!("subject: 村, score: {score}"),
        );
    };
    roll_up("mean", "75");
    roll_up("weighted-mean", "80");
    roll_up("worst", "60");
    roll_up("best", "90");
}

#[test]
fn votes_are_a_part_of_the_score() {
    let votes = "{ kind: vote-points, options: { 优: 100, 差: 50 }, weight: 20, missing: share-out }";
    check(
        &[SHEET, votes],
        "subject: 一, marks: { all: full }
         subject: 一, fact: vote, item: 优, value: 3
         subject: 一, fact: vote, item: 差, value: 1
         subject: 二, marks: { 道路: 60, 沟渠: 30 }",
        "subject: 一, score: 97.5
         subject: 二, score: 90",
    );
}

#[test]
fn findings_and_overdue_rectifications_cost_points() {
    let findings = "{ kind: finding-points, items: { 焚烧: 5, any: 2 }, cap: 8 }";
    let overdue = "{ kind: overdue-penalty, points: 2, when: this-period, cap: 3 }";
    check(
        &[SHEET, findings, overdue],
        "subject: 一, marks: { all: full }
         subject: 一, finding: 焚烧, by: 镇
         subject: 一, finding: 堆放, by: 镇
         subject: 一, finding: 堆放, by: 镇
         subject: 一, fact: overdue, value: 2",
        "subject: 一, score: 89",
    );
}

#[test]
fn a_gate_shuts_out_by_each_of_its_conditions() {
    let gate = |conditions: &str, fact: &str, reward: &str| {
        let rule = format!("{{ kind: reward-gate, {conditions} }}");
        let facts = format!("subject: 一, score: 95\nsubject: 一, {fact}");
        let reward_by_grade = "{ kind: reward-by-grade, grades: { 好: 100 } }";
        check(&[BANDS, &rule, reward_by_grade], &facts, &format!("subject: 一, reward: {reward}"));
    };
    gate("at-least: 95", "days: 31", "100");
    gate("at-least: 95.01", "days: 31", "0");
    gate("min-days: 15", "days: 14", "0");
    gate("no-findings: true", "finding: 未履职, by: 镇", "0");
    gate("external: { source: 县, at-least: 85, missing: fails }", "fact: external, value: 85, source: 县", "100");
    gate("external: { source: 县, at-least: 85, missing: fails }", "fact: external, value: 84.99, source: 县", "0");
    gate("external: { source: 县, at-least: 85, missing: fails }", "fact: external, value: 99, source: 市", "0");
    gate("external: { source: 县, at-least: 85, missing: passes }", "days: 31", "100");
    gate("external: { source: 县, at-least: 85, missing: refuse }", "days: 31", "0, flags: [external-missing]");
}

#[test]
fn ties_share_or_get_it_all_or_skip() {
    let ties = |how: &str, expect: &str| {
        let places = "[{ place: 1, amount: 100 }, { place: 2, amount: 51 }, { place: 3, amount: 20 }]";
        let rule = format!("{{ kind: reward-by-place, places: {places}, ties: {how} }}");
        check(&[&rule], "subject: 一, score: 90\nsubject: 二, score: 90\nsubject: 三, score: 80", expect);
    };
    ties("mean", "subject: 一, reward: 75.5\nsubject: 二, reward: 75.5\nsubject: 三, reward: 20");
    ties("all", "subject: 一, reward: 100\nsubject: 二, reward: 100\nsubject: 三, reward: 51");
    ties("skip", "subject: 一, reward: 100\nsubject: 二, reward: 100\nsubject: 三, reward: 20");
}

#[test]
fn odd_fen_of_a_tie_go_to_the_first_in_order() {
    check(
        &["{ kind: reward-by-place, places: [{ place: 1, amount: 1 }], ties: mean }"],
        "subject: 一, score: 90\nsubject: 二, score: 90\nsubject: 三, score: 90",
        "subject: 一, reward: 0.34\nsubject: 二, reward: 0.33\nsubject: 三, reward: 0.33",
    );
}

#[test]
fn places_are_counted_among_all_or_among_those_who_pass() {
    let among = |how: &str, second: &str| {
        let rule = format!(
            "{{ kind: reward-by-place, places: [{{ place: 1, amount: 9 }}, {{ place: 2, amount: 5 }}], gate: {{ min-days: 31 }}, among: {how} }}"
        );
        check(
            &[&rule],
            "subject: 一, score: 95\nsubject: 一, days: 30\nsubject: 二, score: 90\nsubject: 三, score: 85",
            &format!("subject: 一, rank: 1, reward: 0\nsubject: 二, reward: {second}"),
        );
    };
    among("among-all", "5");
    among("among-passers", "9");
}

#[test]
fn a_cap_makes_rewards_smaller_to_the_fen() {
    let by_grade = "{ kind: reward-by-grade, grades: { 好: 100 } }";
    let facts = "subject: 一, score: 95\nsubject: 二, score: 95\nsubject: 三, score: 95";
    check(
        &[BANDS, by_grade, "{ kind: reward-cap, total: 100, over: scale }"],
        facts,
        "subject: 一, reward: 33.34, flags: [rewards-above-cap]\nsubject: 二, reward: 33.33\nsubject: 三, reward: 33.33",
    );
    check(
        &[BANDS, by_grade, "{ kind: reward-cap, each: 60, total: 100, over: flag }"],
        facts,
        "subject: 一, reward: 60, flags: [rewards-above-cap]",
    );
}

#[test]
fn a_deduction_stands_beside_the_reward_and_is_no_more_than_it() {
    let by_grade = "{ kind: reward-by-grade, grades: { 好: 60 } }";
    let deduct = |more: &str, deduction: &str| {
        let rule =
            format!("{{ kind: reward-deduction, basis: 某办〔2026〕3号, findings: {{ 未履职: 50, any: 20 }}{more} }}");
        check(
            &[BANDS, by_grade, &rule],
            "subject: 一, score: 95
             subject: 一, finding: 未履职, by: 镇
             subject: 一, finding: 迟到, by: 镇",
            &format!("subject: 一, reward: 60, deduction: {deduction}, because: [第3条]"),
        );
    };
    deduct("", "60");
    deduct(", beyond-reward: true", "70");
}

#[test]
fn a_quota_is_of_all_who_are_ranked_and_ties_are_broken_in_order() {
    let quota = |more: &str, expect: &str| {
        let rule = format!("{{ kind: grade-quota, grade: 好, of: [好], otherwise: 中, {more} }}");
        check(
            &[BANDS, &rule],
            "subject: 一, score: 95
             subject: 二, score: 95
             subject: 二, finding: 迟到, by: 镇
             subject: 三, score: 95
             subject: 三, days: 20
             subject: 四, score: 50",
            expect,
        );
    };
    quota("share: 25", "subject: 一, grade: 好\nsubject: 二, grade: 好\nsubject: 三, grade: 好");
    quota("share: 25, ties: exclude", "subject: 一, grade: 中\nsubject: 二, grade: 中");
    quota(
        "share: 25, tie-breakers: [fewer-findings, more-days]",
        "subject: 一, grade: 好\nsubject: 二, grade: 中\nsubject: 三, grade: 中\nsubject: 四, grade: 差",
    );
    quota(
        "share: 10, rounding: up, tie-breakers: [more-days, fewer-findings]",
        "subject: 一, grade: 好\nsubject: 二, grade: 中",
    );
    quota(
        "share: 10, rounding: down, min: 2, tie-breakers: [fewer-findings, more-days]",
        "subject: 三, grade: 好\nsubject: 二, grade: 中",
    );
}

#[test]
fn a_veto_takes_the_grade_before_a_quota_counts() {
    check(
        &[
            BANDS,
            "{ kind: veto, events: [{ veto: any }], grade: 差 }",
            "{ kind: grade-quota, grade: 好, places: 1, of: [好], otherwise: 中 }",
        ],
        "subject: 一, score: 99\nsubject: 一, fact: veto, item: 环保督察\nsubject: 二, score: 95\nsubject: 三, score: 92",
        "subject: 一, rank: 1, grade: 差, because: [第2条]\nsubject: 二, grade: 好\nsubject: 三, grade: 中",
    );
}

#[test]
fn a_campaign_counts_nothing_outside_its_months() {
    let ladder = "{ kind: ladder, events: [{ grade: 差 }], count: { over: campaign, from: 2026-03, to: 2026-05 }, steps: [{ measures: [一] }, { measures: [二] }] }";
    check(
        &[BANDS, ladder],
        "month: 2026-02, subject: 甲, score: 50
         month: 2026-03, subject: 甲, score: 50
         month: 2026-05, subject: 甲, score: 50
         month: 2026-06, subject: 甲, score: 50",
        "month: 2026-02, subject: 甲, step: none
         month: 2026-03, subject: 甲, step: 1
         month: 2026-05, subject: 甲, step: 2
         month: 2026-06, subject: 甲, step: none",
    );
}

#[test]
fn consecutive_counting_skips_who_was_not_assessed_and_begins_anew_after_a_good_month() {
    let ladder = "{ kind: ladder, events: [{ below: 60 }], count: { over: consecutive }, steps: [{ measures: [一] }, { measures: [二] }, { measures: [三] }] }";
    check(
        &[ladder],
        "month: 2025-11, subject: 甲, score: 50
         month: 2025-12, subject: 甲, state: absent
         month: 2026-01, subject: 甲, score: 59.99
         month: 2026-02, subject: 甲, score: 60
         month: 2026-03, subject: 甲, score: 50
         month: 2026-04, subject: 甲, score: 50
         month: 2026-04, subject: 甲, decision: waive
         month: 2026-05, subject: 甲, score: 50",
        "month: 2026-01, subject: 甲, step: 2
         month: 2026-03, subject: 甲, step: 1
         month: 2026-05, subject: 甲, step: 2",
    );
}

#[test]
fn three_admonitions_in_a_year_have_their_own_consequence() {
    let first =
        "{ kind: ladder, events: [{ finding: any }], count: { over: consecutive }, steps: [{ measures: [通报批评] }] }";
    let second = "{ kind: ladder, events: [{ measure: 通报批评 }], count: { over: calendar-year }, steps: [{ measures: [] }, { measures: [] }, { measures: [年底说明] }] }";
    check(
        &[first, second],
        "month: 2026-01, subject: 甲, finding: 未履职, by: 镇
         month: 2026-03, subject: 甲, finding: 未履职, by: 镇
         month: 2026-04, subject: 甲, finding: 未履职, by: 镇
         month: 2026-04, subject: 甲, decision: annul
         month: 2026-05, subject: 甲, finding: 未履职, by: 镇",
        "month: 2026-03, subject: 甲, measures: [通报批评]
         month: 2026-04, subject: 甲, measures: []
         month: 2026-05, subject: 甲, measures: [通报批评, 年底说明]",
    );
}

#[test]
fn the_last_by_votes_climb_the_ladder_and_a_broken_tie_stays_broken() {
    let ladder = "{ kind: ladder, events: [{ bottom: 1 }], count: { over: consecutive }, steps: [{ measures: [一] }, { measures: [二] }] }";
    let vote = |month: &str, who: &str, votes: u32| {
        format!("month: {month}, subject: {who}, fact: vote, item: 优, value: {votes}\n")
    };
    let votes: String = [("2026-04", 3, 2), ("2026-05", 4, 1)]
        .iter()
        .map(|(month, one, two)| vote(month, "甲", *one) + &vote(month, "乙", *two))
        .collect();
    check(
        &["{ kind: vote-ranking, order: [优, 差] }", ladder],
        &votes,
        "subject: 乙, step: 2\nsubject: 甲, step: none",
    );
    check(
        &[SHEET, "{ kind: rank, then: [道路] }", ladder],
        "month: 2026-04, subject: 甲, inspection: 检查, marks: { 道路: 50, 沟渠: 40 }
         month: 2026-04, subject: 乙, inspection: 检查, marks: { 道路: 60, 沟渠: 30 }
         subject: 甲, inspection: 检查, marks: { 道路: 60, 沟渠: 40 }
         subject: 乙, inspection: 检查, marks: { 道路: 60, 沟渠: 30 }",
        "month: 2026-04, subject: 甲, step: 1
         month: 2026-04, subject: 乙, step: none
         subject: 乙, step: 1",
    );
}

#[test]
fn last_places_at_a_higher_level_are_events() {
    let ladder = "{ kind: ladder, events: [{ external-place: 2, level: 县 }], count: { over: calendar-year }, steps: [{ measures: [一] }, { measures: [二] }] }";
    check(
        &[ladder],
        "month: 2026-03, subject: 村, fact: external-place, value: 2, source: 县
         month: 2026-04, subject: 村, fact: external-place, value: 3, source: 县
         month: 2026-05, subject: 村, fact: external-place, value: 1, source: 县",
        "month: 2026-04, subject: 村, step: none
         month: 2026-05, subject: 村, step: 2",
    );
}

#[test]
fn a_zero_sum_by_own_bases_says_when_it_does_not_balance() {
    let rule = "{ kind: reward-percent, take: [{ place: 1, percent: 10 }], give: [{ place: 1, percent: 10 }], give-of: own-base }";
    check(
        &[rule],
        "subject: 一, score: 90
         subject: 一, fact: base, value: 20000
         subject: 二, score: 80
         subject: 二, fact: base, value: 10001",
        "subject: 一, reward: 20, flags: [zero-sum-unbalanced]
         subject: 二, reward: 0, deduction: 10",
    );
}

#[test]
fn a_pool_that_nobody_may_share_is_left_over_and_said_so() {
    let rule = "{ kind: reward-pool, to: { at-least: 80 }, by: weight }";
    check(
        &[rule],
        "fact: pool, value: 1001
         subject: 一, score: 90
         subject: 一, fact: weight, value: 30
         subject: 二, score: 85
         subject: 二, fact: weight, value: 60
         subject: 三, score: 70",
        "subject: 一, reward: 3.34\nsubject: 二, reward: 6.67\nsubject: 三, reward: 0",
    );
    check(
        &[rule],
        "fact: pool, value: 1000\nsubject: 一, score: 70",
        "subject: 一, reward: 0, flags: [pool-left-over]",
    );
}
