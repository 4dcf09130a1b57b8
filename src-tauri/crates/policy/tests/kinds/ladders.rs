//! Events, steps and what a year adds up to.

use super::{BANDS, SHEET, check};

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

const STEPS: &str = "steps: [{ measures: [一] }, { measures: [二] }, { measures: [三] }]";

#[test]
fn a_count_that_follows_the_grid_finds_the_next_holder_where_the_last_one_left_off() {
    let ladder = |more: &str| {
        format!("{{ kind: ladder, events: [{{ below: 60 }}], count: {{ over: calendar-year }}, {more} {STEPS} }}")
    };
    let facts = "month: 2026-03, subject: 甲, fact: days, item: 东格, value: 31
         month: 2026-03, subject: 甲, score: 50
         month: 2026-04, subject: 甲, fact: days, item: 西格, value: 30
         month: 2026-04, subject: 甲, score: 50
         month: 2026-04, subject: 乙, fact: days, item: 东格, value: 30
         month: 2026-04, subject: 乙, score: 50
         month: 2026-05, subject: 丙, fact: days, item: 东格, value: 20
         month: 2026-05, subject: 丙, fact: days, item: 西格, value: 11
         month: 2026-05, subject: 丙, score: 50";
    check(
        &[&ladder("follows: grid,")],
        facts,
        "month: 2026-04, subject: 甲, step: 1
         month: 2026-04, subject: 乙, step: 2
         subject: 丙, step: 3, before: 2",
    );
    check(
        &[&ladder("")],
        facts,
        "month: 2026-04, subject: 甲, step: 2\nmonth: 2026-04, subject: 乙, step: 1\nsubject: 丙, step: 1",
    );
    check(&[&ladder("follows: grid,")], "subject: 甲, score: 50", "subject: 甲, step: 1, flags: [grid-not-named]");
}

#[test]
fn funds_are_held_until_a_recheck_is_passed() {
    let ladder = "{ kind: ladder, events: [{ grade: 差 }, { recheck: failed }], count: { over: until-recheck }, steps: [{ measures: [暂扣], effects: [hold-funds] }, { measures: [约谈], effects: [hold-funds] }] }";
    let reward = "{ kind: reward-by-grade, grades: { 中: 100 } }";
    check(
        &[BANDS, reward, ladder],
        "month: 2025-11, subject: 甲, score: 50
         month: 2025-12, subject: 甲, score: 70
         month: 2026-01, subject: 甲, score: 70
         month: 2026-01, subject: 甲, fact: recheck, item: failed
         month: 2026-02, subject: 甲, state: absent
         month: 2026-03, subject: 甲, score: 70
         month: 2026-03, subject: 甲, fact: recheck, item: failed
         month: 2026-03, subject: 甲, fact: recheck, item: passed
         month: 2026-04, subject: 甲, score: 50
         month: 2026-05, subject: 甲, score: 70",
        "month: 2025-11, subject: 甲, step: 1, measures: [暂扣], effects: [hold-funds]
         month: 2025-12, subject: 甲, step: none, measures: [], effects: [hold-funds], reward: 100, because: [第3条]
         month: 2026-01, subject: 甲, step: 2, measures: [约谈], effects: [hold-funds]
         month: 2026-02, subject: 甲, step: none, effects: [hold-funds]
         month: 2026-03, subject: 甲, step: none, effects: [], before: 2, standing: 0, because: [第3条]
         month: 2026-04, subject: 甲, step: 1
         subject: 甲, effects: [hold-funds]",
    );
    check(
        &[BANDS, reward, ladder],
        "month: 2026-04, subject: 甲, score: 50
         month: 2026-04, subject: 甲, fact: recheck, item: passed
         subject: 甲, score: 50",
        "month: 2026-04, subject: 甲, step: 1, standing: 0
         subject: 甲, step: 1, before: 0",
    );
}

#[test]
fn a_month_that_was_not_assessed_ends_a_run_where_the_paper_says_so() {
    let skipped = |how: &str, step: u32| {
        let ladder = format!(
            "{{ kind: ladder, events: [{{ below: 60 }}], count: {{ over: consecutive }}, skipped: {how}, {STEPS} }}"
        );
        let facts = |middle: &str| format!("month: 2026-03, subject: 甲, score: 50\n{middle}\nsubject: 甲, score: 50");
        let expect = format!("subject: 甲, step: {step}");
        check(&[&ladder], &facts("month: 2026-04, subject: 甲, state: exempt"), &expect);
        check(&[&ladder], &facts("month: 2026-04, subject: 乙, score: 90"), &expect);
    };
    skipped("pass", 2);
    skipped("break", 1);
}

#[test]
fn a_meeting_decides_the_tie_of_one_article_and_not_that_of_another() {
    let ladder = format!(
        "{{ kind: ladder, events: [{{ bottom: 1, ties: meeting }}], count: {{ over: consecutive }}, {STEPS} }}"
    );
    let list = "{ kind: list, name: 黑榜, bottom: 1, ties: meeting }";
    check(
        &[&ladder, list],
        "month: 2026-04, subject: 甲, score: 50
         month: 2026-04, subject: 乙, score: 50
         month: 2026-04, subject: 乙, fact: decision, item: choose, source: 第1条
         subject: 甲, score: 60
         subject: 乙, score: 50",
        "month: 2026-04, subject: 甲, step: none, flags: [meeting-decides]
         month: 2026-04, subject: 乙, step: 1, lists: [], flags: [meeting-decides]
         subject: 乙, step: 2, lists: [黑榜]",
    );
}

#[test]
fn what_a_year_adds_up_to_has_its_consequence_in_december() {
    let first =
        "{ kind: ladder, events: [{ finding: any }], count: { over: consecutive }, steps: [{ measures: [通报批评] }] }";
    let third = "{ kind: year-end, events: [{ measure: 通报批评 }], at-least: 3, measures: [书面说明] }";
    let finding = |month: &str| format!("month: {month}, subject: 甲, finding: 未履职, by: 镇\n");
    let months = ["2025-12", "2026-01", "2026-03", "2026-12"];
    let facts: String = months.iter().map(|month| finding(month)).collect();
    check(&[first, third], &facts, "month: 2026-12, subject: 甲, measures: [通报批评, 书面说明], because: [第2条]");
    let waived = format!("{facts}month: 2026-12, subject: 甲, decision: waive");
    check(&[first, third], &waived, "month: 2026-12, subject: 甲, measures: []");

    let mean = |keys: &str, expect: &str| {
        let rule = format!("{{ kind: year-end, {keys}, effects: [no-honours] }}");
        check(
            &[&rule],
            "month: 2025-12, subject: 甲, score: 10
             month: 2026-06, subject: 甲, score: 80
             month: 2026-07, subject: 甲, state: absent
             month: 2026-12, subject: 甲, score: 79.98",
            &format!("month: 2026-06, subject: 甲, effects: []\nmonth: 2026-12, subject: 甲, effects: {expect}"),
        );
    };
    mean("mean-below: 80", "[no-honours]");
    mean("mean-below: 79.99", "[]");
    mean("mean-at-least: 79.99", "[no-honours]");
    mean("mean-below: 80, least-periods: 3", "[]");
}
