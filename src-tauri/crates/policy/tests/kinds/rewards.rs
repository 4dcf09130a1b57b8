//! Money, goods and points.

use super::{BANDS, check};

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
        "subject: 一, reward: 33.34, flags: [rewards-scaled]\nsubject: 二, reward: 33.33\nsubject: 三, reward: 33.33",
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

#[test]
fn a_base_is_paid_by_score_by_grade_or_by_the_point() {
    let base = |keys: &str, reward: &str| {
        let rule = format!("{{ kind: reward-by-base, {keys} }}");
        check(
            &[BANDS, &rule],
            "subject: 一, score: 87.5\nsubject: 一, fact: base, value: 100000",
            &format!("subject: 一, reward: {reward}"),
        );
    };
    base("out-of: 100", "875");
    base("base: 500, grades: { 好: 100, 中: 80 }", "400");
    base("base: 500, grades: { 好: 100 }", "0");
    base("base: 500, per-point: 10, from: 90", "475");
    base("base: 500, per-point: 10, from: 90, whole-points: true", "480");
    base("base: 0, per-point: 10, from: 80, most: 50", "50");
    base("base: 5, per-point: 10, from: 90", "0");
    base("base: 5, per-point: 10, from: 90, least: 2", "2");
    check(
        &[BANDS, "{ kind: reward-by-base, out-of: 100 }"],
        "subject: 一, score: 90",
        "subject: 一, reward: 0, flags: [base-missing]",
    );
    // 100.01 × 15 ÷ 31 = 48.3919…, not a rounded part of a rounded whole.
    check(
        &["{ kind: reward-by-base, base: 111.12, out-of: 100 }", "{ kind: proration }"],
        "subject: 一, score: 90\nsubject: 一, days: 15",
        "subject: 一, reward: 48.39",
    );
}

#[test]
fn a_deduction_goes_by_role_grade_place_overdue_and_point() {
    let reward = "{ kind: reward-by-grade, grades: { 好: 500, 中: 300, 差: 300 } }";
    let deduct = |keys: &str, expect: &str| {
        let rule = format!("{{ kind: reward-deduction, basis: 某办〔2026〕3号, {keys} }}");
        check(
            &[BANDS, reward, &rule],
            "subject: 一, score: 95, role: 网格长
             subject: 一, finding: 未履职, by: 镇
             subject: 二, score: 70, role: 专职网格员
             subject: 二, finding: 未履职, by: 镇
             subject: 二, fact: overdue, value: 2
             subject: 三, score: 50",
            expect,
        );
    };
    deduct(
        "findings: { 未履职: 50 }, by-role: { head: { any: 100 } }",
        "subject: 一, deduction: 100\nsubject: 二, deduction: 50\nsubject: 三, deduction: 0",
    );
    deduct("grades: { 差: 80 }", "subject: 三, deduction: 80, reward: 300\nsubject: 二, deduction: 0");
    deduct(
        "bottom: [{ place: 1, amount: 60 }, { place: 2, amount: 40 }]",
        "subject: 三, deduction: 60\nsubject: 二, deduction: 40",
    );
    deduct("overdue: 50", "subject: 二, deduction: 100");
    deduct("per-point: 10, below: 72.5", "subject: 二, deduction: 25\nsubject: 三, deduction: 225");
    deduct("per-point: 100, below: 90", "subject: 三, deduction: 300");
}

#[test]
fn a_reward_that_a_step_takes_leaves_nothing_to_deduct_from() {
    let ladder = "{ kind: ladder, events: [{ finding: any }], count: { over: calendar-year }, steps: [{ measures: [停发], effects: [no-reward] }] }";
    check(
        &[
            BANDS,
            "{ kind: reward-by-grade, grades: { 好: 100 } }",
            "{ kind: reward-deduction, basis: 某办, findings: { any: 40 } }",
            ladder,
        ],
        "subject: 一, score: 95\nsubject: 一, finding: 未履职, by: 镇",
        "subject: 一, reward: 0, deduction: 0",
    );
}

#[test]
fn climbing_may_be_of_points() {
    let rule = "{ kind: reward-progress, by: score, steps: [{ up: 2.5, amount: 10 }, { up: 5, amount: 30 }] }";
    let risen = |now: &str, reward: &str| {
        let facts = format!("month: 2026-04, subject: 一, score: 80\nsubject: 一, score: {now}");
        check(&[rule], &facts, &format!("subject: 一, reward: {reward}"));
    };
    risen("82.49", "0");
    risen("82.5", "10");
    risen("99", "30");
    risen("70", "0");
}

#[test]
fn a_run_may_be_of_places_and_end_where_somebody_was_not_assessed() {
    let run = |more: &str, reward: &str| {
        let rule = format!("{{ kind: reward-streak, periods: 3, top: 1, amount: 500, {more} }}");
        check(
            &[&rule],
            "month: 2026-02, subject: 一, score: 80
             month: 2026-02, subject: 二, score: 70
             month: 2026-03, subject: 一, score: 80
             month: 2026-04, subject: 一, state: exempt
             subject: 一, score: 80
             subject: 二, score: 70",
            &format!("subject: 一, reward: {reward}\nsubject: 二, reward: 0"),
        );
    };
    run("skipped: pass", "500");
    run("skipped: break", "0");
}

#[test]
fn a_part_of_a_pool_goes_by_places_and_ties_share() {
    check(
        &["{ kind: reward-pool, percent: 60, by: places, shares: { 1: 5, 2: 3, 3: 2 } }"],
        "fact: pool, value: 100000
         subject: 一, score: 90
         subject: 二, score: 80
         subject: 三, score: 80
         subject: 四, score: 70",
        "subject: 一, reward: 300\nsubject: 二, reward: 150\nsubject: 三, reward: 150\nsubject: 四, reward: 0",
    );
}

#[test]
fn points_are_redeemed_as_far_as_they_reach() {
    let earn = "{ kind: reward-by-grade, grades: { 好: { points: 10 } } }";
    let redeem = "{ kind: points-redeemed, goods: { 毛巾: 6, 洗衣液: { points: 20, value: 19.90 } } }";
    check(
        &[BANDS, earn, redeem],
        "month: 2025-12, subject: 一, score: 95
         month: 2026-03, subject: 一, score: 95
         month: 2026-03, subject: 一, fact: redeem, item: 毛巾
         month: 2026-04, subject: 一, score: 95
         month: 2026-04, subject: 一, fact: redeem, item: 洗衣液
         month: 2026-05, subject: 一, state: absent
         month: 2026-05, subject: 一, fact: redeem, item: 毛巾, value: 2",
        "month: 2026-03, subject: 一, points: 4, goods: { 毛巾: 1 }
         month: 2026-04, subject: 一, points: 10, goods: none, flags: [points-short]
         subject: 一, points: -12, goods: { 毛巾: 2 }, because: [第3条]",
    );
}
