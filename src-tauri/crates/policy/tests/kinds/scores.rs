//! Marks, scores, places and grades.

use super::{BANDS, SHEET, check};

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
