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
