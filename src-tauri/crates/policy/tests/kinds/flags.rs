//! What somebody must look at before the outcomes are believed.

use super::{BANDS, check};

#[test]
fn a_finding_of_another_time_is_told() {
    check(
        &[BANDS, "{ kind: finding-points, items: { 乱倒: 2 } }"],
        "subject: 甲, score: 90\nsubject: 甲, finding: 乱倒, date: 2027-09-01\n\
         subject: 乙, score: 90\nsubject: 乙, finding: 乱倒, date: 2026-05-31",
        "subject: 甲, flags: [date-outside-period]\nsubject: 乙, flags: none",
    );
}

#[test]
fn whoever_is_first_and_last_at_once_is_told() {
    let lists = ["{ kind: list, name: 红榜, top: 1 }", "{ kind: list, name: 黑榜, bottom: 1 }"];
    check(&lists, "subject: 甲, score: 100", "subject: 甲, lists: [红榜, 黑榜], flags: [on-both-lists]");
    check(
        &lists,
        "subject: 甲, score: 100\nsubject: 乙, score: 99",
        "subject: 甲, lists: [红榜], flags: none\nsubject: 乙, lists: [黑榜], flags: none",
    );
}

#[test]
fn votes_of_which_there_are_none_are_told() {
    check(
        &["{ kind: vote-points, options: { 优: 100, 差: 40 }, weight: 100 }"],
        "subject: 甲, fact: vote, item: 优, value: 0\nsubject: 乙, fact: vote, item: 差, value: 1",
        "subject: 甲, score: none, flags: [votes-empty]\nsubject: 乙, score: 40, flags: none",
    );
}

#[test]
fn a_step_without_a_measure_only_counts() {
    let ladder = "{ kind: ladder, events: [{ grade: 差 }], count: { over: consecutive }, \
                  steps: [{ measures: [] }, { measures: [谈话] }] }";
    let policy = super::policy(&[BANDS, ladder]);
    let row = |fact: &str, value: &str| policy::FactRow {
        line: 2,
        month: "2026-05".into(),
        subject: "甲".into(),
        fact: fact.into(),
        value: value.into(),
        ..Default::default()
    };
    let facts = policy::table(&[row("score", "50")], policy.period).expect("reads");
    let (_, reasons) = policy::reasons_for_all(&policy, 0, &policy::Carry::empty(), &facts.periods[0]);
    let told: Vec<_> = reasons[0].iter().map(|reason| reason.words).collect();
    assert!(told.ends_with(&["ladder-consecutive", "ladder-only-counts"]), "{told:?}");
    let climbed = &reasons[0][reasons[0].len() - 2];
    assert_eq!(climbed.args().get("measures").map(String::as_str), Some("—"));
}
