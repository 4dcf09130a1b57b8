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
