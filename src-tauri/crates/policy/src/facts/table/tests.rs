//! What a table may say, what it may not, and what comes of it.

use super::*;

fn row(line: u32, text: &str) -> FactRow {
    let mut cells = text.split(',').map(|cell| cell.trim().to_string());
    let mut next = || cells.next().unwrap_or_default();
    FactRow {
        line,
        month: next(),
        subject: next(),
        group: next(),
        fact: next(),
        item: next(),
        value: next(),
        source: next(),
        date: next(),
        role: next(),
    }
}

fn read(lines: &[&str]) -> Result<FactsTable, Vec<(String, String)>> {
    let rows: Vec<_> = lines.iter().zip(2..).map(|(text, line)| row(line, text)).collect();
    table(&rows, Period::Month).map_err(|all| all.into_iter().map(|p| (p.place, p.code)).collect())
}

fn check(lines: &[&str], expected: &[(&str, &str)]) {
    let found = read(lines).expect_err("refused");
    let expected: Vec<_> = expected.iter().map(|(line, code)| (line.to_string(), code.to_string())).collect();
    assert_eq!(found, expected, "{lines:?}");
}

#[test]
fn what_a_table_may_not_say_is_refused_with_its_line() {
    check(&["2026-05,甲,,smile,,1"], &[("2", "fact-unknown")]);
    check(&["2026-05,甲,,state,absent", "2026-05,甲,,state,exempt"], &[("3", "fact-two-states")]);
    check(&["2026-05,甲,,state,asleep"], &[("2", "fact-state")]);
    check(&["2026-05,甲,,score,,80", "2026-04,甲,,score,,80"], &[("3", "fact-months-out-of-order")]);
    check(&["2026-05,甲,,score,,eighty", "2026-05,乙,,score,,"], &[("2", "fact-value"), ("3", "fact-value")]);
    check(&["2026-05,甲,,mark,道路,9,集中检查/1", "2026-05,甲,,mark,道路,8,集中检查/1"], &[("3", "fact-twice")]);
    check(&["2026-05,甲,一般,score,,80", "2026-05,甲,试点,bonus,,1"], &[("3", "fact-two-groups")]);
    check(&["2026-05,甲,,decision,forgive"], &[("2", "fact-decision")]);
    check(&["2026-05,甲,,deduction,道路,-1"], &[("2", "fact-negative")]);
    check(&["2026-05,甲,,days,,12.5", "2026-05,乙,,days,,32"], &[("2", "fact-whole"), ("3", "fact-days-above")]);
    check(&["2026-05,,,score,,80", "2026-5,甲,,score,,80"], &[("2", "fact-subject-missing"), ("3", "fact-month")]);
    check(&["2026-05,甲,,finding,未履职,,镇,2026-05-32"], &[("2", "fact-date")]);
    check(&["2026-05,甲,,pool,,100", "2026-05,,,pool,,1.5"], &[("2", "fact-pool-subject"), ("3", "fact-whole")]);
}

#[test]
fn the_grid_is_the_one_with_most_days_and_brings_its_group() {
    let facts =
        read(&["2026-05,甲,一般,days,东格,10,,,网格员", "2026-05,甲,一般,days,西格,9", "2026-05,甲,试点,days,南格,12"])
            .expect("reads");
    let may = &facts.periods[0];
    let subject = &may.subjects[0];
    let names = [subject.grid, subject.group, subject.role].map(|id| may.name(id).to_string());
    assert_eq!((names, subject.days), (["南格", "试点", "网格员"].map(String::from), Some(31)));
    let facts = read(&["2026-05,甲,,days,东格,31", "2026-05,甲,,days,西格,31"]).expect("two grids at once");
    assert_eq!(facts.periods[0].subjects[0].days, Some(31));
    check(&["2026-05,甲,,days,东格,31", "2026-05,甲,,days,东格,1"], &[("3", "fact-days-above")]);
    check(&["2026-05,甲,,score,,80,,,网格长", "2026-05,甲,,bonus,,1,,,网格员"], &[("3", "fact-two-roles")]);
    check(&["2026-05,甲,,recheck,maybe", "2026-05,甲,,redeem,肥皂,0"], &[("2", "fact-recheck"), ("3", "fact-whole")]);
}

#[test]
fn a_finding_without_a_name_is_failing_to_do_the_duty() {
    let facts = read(&["2026-05,甲,,finding,,,镇"]).expect("reads");
    assert_eq!(&**facts.periods[0].name(facts.periods[0].events_of(0)[0].item), "未履职");
}

#[test]
fn deductions_add_up_and_the_group_is_the_one_with_most_days() {
    let facts = read(&[
        "2026-05,甲,一般,days,,16",
        "2026-05,甲,试点,days,,15",
        "2026-05,甲,,deduction,道路,0.5,集中检查/1",
        "2026-05,甲,,deduction,道路,0.5,集中检查/1",
        "2026-06,乙,一般,days,,15",
        "2026-06,乙,试点,days,,15",
    ])
    .expect("reads");
    let may = &facts.periods[0];
    assert_eq!(&**may.name(may.subjects[0].group), "一般");
    assert_eq!(may.subjects[0].days, Some(31));
    assert_eq!(may.marks_of(0).len(), 2);
    let june = &facts.periods[1];
    assert_eq!(&**june.name(june.subjects[0].group), "试点", "on equal days the later");
    assert_eq!(june.subjects[0].key, 1);
}

#[test]
fn two_ways_of_writing_one_inspection_are_one() {
    check(&["2026-05,甲,,mark,道路,58,集中检查/1", "2026-05,甲,,mark,道路,50,集中检查／01"], &[("3", "fact-twice")]);
    check(&["2026-05,甲,,mark,道路,58,集中检查/一"], &[("2", "fact-inspection")]);
}

#[test]
fn a_mark_without_a_kind_beside_one_with_a_kind_is_refused() {
    check(&["2026-05,甲,,mark,道路,90,集中检查", "2026-05,甲,,mark,道路,80"], &[("3", "fact-kind-sometimes")]);
    read(&["2026-05,甲,,mark,道路,90", "2026-05,乙,,mark,道路,80,集中检查", "2026-06,甲,,mark,道路,90,集中检查"])
        .expect("each subject and each period by itself");
}

#[test]
fn a_measure_that_was_carried_out_has_a_date() {
    check(&["2026-05,甲,,decision,done"], &[("2", "fact-done-date")]);
    read(&["2026-05,甲,,decision,done,,,2026-06-03", "2026-05,甲,,decision,confirm"]).expect("reads");
}

#[test]
fn a_number_that_is_too_long_is_told_from_what_is_no_number() {
    check(
        &["2026-05,甲,,score,,58.00499", "2026-05,乙,,score,,1000000000000", "2026-05,丙,,score,,58分"],
        &[("2", "fact-too-precise"), ("3", "fact-too-large"), ("4", "fact-value")],
    );
}
