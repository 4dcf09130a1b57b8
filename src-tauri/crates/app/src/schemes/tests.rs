//! Several schemes beside one another in a real office: the workers' months, villages by their workers, heads by their
//! village, a quarter over its months, and one scheme taking over from another.

use domain::{Assignment, AssignmentId, Fault, GridId, Month, PersonId, Role, Score, SubjectId};

use crate::{
    Office,
    office::{Deed, topic},
    testing::{day, may, month, run_month, small_office, type_total},
    view::DecisionForm,
};

/// A policy of one roll-up, with places over all.
fn resting(id: &str, subject: &str, period: &str, source: &str, by: &str) -> String {
    format!(
        "id: {id}\ntitle: 办法{id}\nsubject: {subject}\nperiod: {period}\nversions:\n  - from: 2026-01\n    clauses:\n      \
         - document: 某乡办法\n        article: 第一条\n        text: 得分由下面的得分合成。\n        \
         rule: {{ kind: roll-up, source: {source}, by: {by} }}\n      \
         - article: 第二条\n        text: 统一排名。\n        rule: {{ kind: rank, within: all }}\n"
    )
}

/// A policy with a sheet of its own: one indicator of 100 points.
fn with_sheet(id: &str, subject: &str, period: &str, from: &str, to: Option<&str>) -> String {
    let to = to.map(|to| format!("    to: {to}\n")).unwrap_or_default();
    format!(
        "id: {id}\ntitle: 办法{id}\nsubject: {subject}\nperiod: {period}\nversions:\n  - from: {from}\n{to}    clauses:\n      \
         - document: 某乡办法\n        article: 第一条\n        text: 村容村貌一百分。\n        \
         rule: {{ kind: indicators, total: 100, items: {{ 道路: 100 }} }}\n      \
         - article: 第二条\n        text: 统一排名。\n        rule: {{ kind: rank, within: all }}\n"
    )
}

fn june() -> Month {
    month("2026-06")
}

fn village(id: i64) -> SubjectId {
    GridId(id).into()
}

/// Subject, score, place of a scheme's outcomes, as published.
fn places(office: &mut Office, month: Month, scheme: &str) -> Vec<(i64, Option<String>, Option<u32>)> {
    let view = office.outcomes_of(month, Some(scheme)).unwrap();
    view.rows.into_iter().map(|r| (r.person.unwrap().0, r.score.map(|s| s.to_string()), r.rank)).collect()
}

fn row(subject: i64, score: &str, rank: u32) -> (i64, Option<String>, Option<u32>) {
    (subject, Some(score.into()), Some(rank))
}

fn codes(fault: &Fault) -> Vec<&str> {
    fault.problems.iter().map(|p| p.code.as_str()).collect()
}

fn stored(office: &Office, month: Month, scheme: &str) -> usize {
    office.store.outcomes(month, 1, scheme).unwrap().len()
}

#[test]
fn a_village_is_judged_by_its_workers_beside_them_and_both_are_kept_when_the_month_closes() {
    let mut office = small_office();
    office.adopt_text(&resting("villages", "village", "month", "default", "mean"), may()).unwrap();
    run_month(&mut office, may(), [92, 85, 70, 95]);
    assert_eq!(places(&mut office, may(), "villages"), [row(-3, "95.00", 1), row(-2, "82.33", 2)]);
    assert_eq!((stored(&office, may(), "default"), stored(&office, may(), "villages")), (4, 2));
    let first = office.outcomes(may()).unwrap();
    assert_eq!((first.scheme.as_str(), first.rows.len()), ("default", 4));
    assert!(office.check().unwrap().is_empty(), "{:?}", office.check().unwrap());
    let explained = office.explain_by(may(), Some("villages"), village(2)).unwrap();
    assert_eq!((explained.outcome.name.as_str(), explained.outcome.code.as_str()), ("张家湾村", "990123101201"));
}

#[test]
fn members_weigh_by_the_households_of_their_grids() {
    let mut office = small_office();
    let mut grid = office.register().unwrap().grid(GridId(4)).unwrap().clone();
    grid.households = Some(120);
    let deed = Deed::new("test", &[topic::GRIDS]).for_good();
    office.write(deed, |tx| tx.update_grid(&grid)).unwrap();
    office.adopt_text(&resting("villages", "village", "month", "default", "weighted-mean"), may()).unwrap();
    run_month(&mut office, may(), [92, 85, 70, 95]);
    // (92 × 120 + 85 × 40 + 70 × 40) ÷ 200
    assert_eq!(places(&mut office, may(), "villages")[1], row(-2, "86.20", 2));
}

#[test]
fn a_head_rests_on_his_village_which_rests_on_its_workers() {
    let mut office = small_office();
    let deed = Deed::new("test", &[topic::PEOPLE]).for_good();
    let head = Assignment {
        id: AssignmentId(0),
        person: PersonId(4),
        grid: GridId(2),
        role: Role::Head,
        from: day("2026-01-01"),
        to: None,
    };
    office.write(deed, |tx| tx.add_assignment(&head).map(drop)).unwrap();
    office.adopt_text(&resting("villages", "village", "month", "default", "worst"), may()).unwrap();
    office.adopt_text(&resting("heads", "head", "month", "办法villages", "mean"), may()).unwrap();
    run_month(&mut office, may(), [92, 85, 70, 95]);
    assert_eq!(places(&mut office, may(), "heads"), [row(4, "70.00", 1)]);
    // The same person is a worker of another village, and judged as one beside it.
    assert_eq!(places(&mut office, may(), "default")[3], row(4, "95.00", 1));
    assert!(office.check().unwrap().is_empty());
}

#[test]
fn a_quarter_is_judged_by_its_months_when_the_last_of_them_closes() {
    let mut office = small_office();
    office.adopt_text(&resting("quarter", "worker", "quarter", "default", "mean"), may()).unwrap();
    run_month(&mut office, may(), [92, 85, 70, 95]);
    assert_eq!(stored(&office, may(), "quarter"), 0);
    let so_far = office.outcomes_of(may(), Some("quarter")).unwrap();
    assert_eq!(so_far.last, june());
    let decision = DecisionForm {
        month: may(),
        scheme: Some("quarter".into()),
        person: SubjectId(1),
        decision: "confirm".into(),
        by: "李主任".into(),
        on: day("2026-06-20"),
        reason: String::new(),
        said: String::new(),
        own_words: String::new(),
        handed_over: None,
    };
    assert_eq!(office.decide(&decision).unwrap_err().code(), "period-runs");
    office.open_month(june()).unwrap();
    run_month(&mut office, june(), [90, 87, 60, 75]);
    let expected = [row(1, "91.00", 1), row(2, "86.00", 2), row(4, "85.00", 3), row(3, "65.00", 4)];
    let mut found = places(&mut office, june(), "quarter");
    found.sort_by_key(|(.., rank)| *rank);
    assert_eq!(found, expected);
    assert_eq!(stored(&office, june(), "quarter"), 4);
    assert!(office.check().unwrap().is_empty(), "{:?}", office.check().unwrap());
}

#[test]
fn a_scheme_with_a_sheet_of_its_own_is_typed_into_beside_the_workers() {
    let mut office = small_office();
    office.adopt_text(&with_sheet("looks", "village", "month", "2026-01", None), may()).unwrap();
    for (person, total) in [(1, 92), (2, 85), (3, 70), (4, 95)] {
        type_total(&mut office, may(), person, total);
    }
    let sheet = office.sheet_of(may(), Some("looks"), None).unwrap();
    let names: Vec<_> = sheet.rows.iter().map(|r| r.name.as_str()).collect();
    assert_eq!((names, sheet.indicators.len()), (vec!["张家湾村", "柳林村"], 1));
    assert_ne!(sheet.inspection, office.sheet(may(), None).unwrap().inspection);
    let fault = office.publish(may()).unwrap_err();
    assert_eq!(codes(&fault), ["marks-missing", "marks-missing"]);
    let saved = office.set_mark(may(), sheet.inspection, village(2), sheet.indicators[0].id, "88").unwrap();
    assert_eq!(saved.live.len(), 2, "the first of two gets its score, and the other nothing yet");
    office.set_mark(may(), sheet.inspection, village(3), sheet.indicators[0].id, "-20").unwrap();
    office.publish(may()).unwrap();
    office.close(may(), "党政联席会", Some("测试")).unwrap();
    assert_eq!(places(&mut office, may(), "looks"), [row(-2, "88.00", 1), row(-3, "80.00", 2)]);
    // A worker's marks are none of the villages', and the other way round.
    let refused = office.judge_scheme(may(), "looks").unwrap().position(SubjectId(1));
    assert_eq!(refused, None);
}

#[test]
fn marks_of_a_quarter_are_counted_over_its_months() {
    let mut office = small_office();
    office.adopt_text(&with_sheet("looks", "village", "quarter", "2026-01", None), may()).unwrap();
    let first = office.sheet_of(may(), Some("looks"), None).unwrap();
    office.set_mark(may(), first.inspection, village(2), first.indicators[0].id, "80").unwrap();
    run_month(&mut office, may(), [92, 85, 70, 95]);
    office.open_month(june()).unwrap();
    let second = office.sheet_of(june(), Some("looks"), None).unwrap();
    assert_eq!((first.inspections[0].number, second.inspections[0].number), (1, 2));
    for (id, points) in [(2, "90"), (3, "70")] {
        office.set_mark(june(), second.inspection, village(id), second.indicators[0].id, points).unwrap();
    }
    assert_eq!(places(&mut office, june(), "looks"), [row(-2, "85.00", 1), row(-3, "70.00", 2)]);
}

#[test]
fn every_scheme_has_its_own_papers_and_its_own_number() {
    let mut office = small_office();
    office.adopt_text(&resting("villages", "village", "month", "default", "mean"), may()).unwrap();
    run_month(&mut office, may(), [92, 85, 70, 95]);
    let papers = office.papers(may()).unwrap();
    let rankings: Vec<_> = papers.iter().filter(|p| p.kind.ends_with("ranking")).collect();
    assert_eq!(rankings.iter().map(|p| p.kind.as_str()).collect::<Vec<_>>(), ["ranking", "villages:ranking"]);
    assert!(rankings[1].title.contains("办法villages"), "{}", rankings[1].title);
    let number = |kind: &str| office.store.paper_number(may(), kind).unwrap();
    assert_eq!((number("notice"), number("notice/villages")), (Some((2026, 1)), Some((2026, 2))));
    office.paper_preview(may(), "villages:ranking", 0, 1).unwrap();
    office.paper_preview(may(), "villages:publication", 0, 1).unwrap();
}

#[test]
fn a_policy_that_rests_on_nothing_on_itself_or_on_a_longer_period_is_refused_at_its_line() {
    let mut office = small_office();
    let check = |office: &mut Office, text: &str, code: &str| {
        let fault = office.adopt_text(text, may()).unwrap_err();
        assert_eq!(codes(&fault), [code]);
        assert_eq!(fault.problems[0].place, "8 第一条");
    };
    check(&mut office, &resting("villages", "village", "month", "没有的办法", "mean"), "roll-up-unknown");
    check(&mut office, &resting("villages", "village", "month", "villages", "mean"), "roll-up-cycle");
    office.adopt_text(&resting("quarter", "worker", "quarter", "default", "mean"), may()).unwrap();
    check(&mut office, &resting("villages", "village", "month", "quarter", "mean"), "roll-up-longer");
    office.adopt_text(&resting("villages", "village", "month", "default", "mean"), may()).unwrap();
    check(&mut office, &resting("default", "worker", "month", "villages", "mean"), "roll-up-cycle");
}

#[test]
fn a_policy_for_the_same_subjects_and_period_takes_over_with_what_was_entered() {
    let mut office = small_office();
    type_total(&mut office, may(), 1, 90);
    let changed = office.adopt_text(&with_sheet("plain", "worker", "month", "2026-01", None), may()).unwrap();
    assert!(changed.text.contains("接替"), "{}", changed.text);
    let schemes: Vec<_> = office.schemes_of(may()).unwrap().iter().map(|s| s.id().to_string()).collect();
    assert_eq!(schemes, ["plain"]);
    let sheet = office.sheet(may(), None).unwrap();
    assert_eq!((sheet.scheme.as_str(), sheet.indicators.len()), ("plain", 1));
    assert!(sheet.rows[0].cells[0].is_some(), "what was lost on 道路 stands in the new sheet");
    office.undo().unwrap();
    let sheet = office.sheet(may(), None).unwrap();
    assert_eq!(sheet.scheme, "default");
    assert_eq!(sheet.rows[0].live.score, Some(Score(9000)));
}

#[test]
fn papers_that_overlap_or_leave_a_month_between_them_are_told() {
    let mut office = small_office();
    office.adopt_text(&with_sheet("first", "village", "month", "2026-01", Some("2026-09")), may()).unwrap();
    let over = office.adopt_text(&with_sheet("second", "village", "month", "2026-01", None), month("2026-08")).unwrap();
    assert!(over.text.contains("重叠"), "{}", over.text);
    office.undo().unwrap();
    let gap = office.adopt_text(&with_sheet("second", "village", "month", "2026-01", None), month("2026-12")).unwrap();
    assert!(gap.text.contains("没有办法"), "{}", gap.text);
}

#[test]
fn a_scheme_left_without_the_one_it_rests_on_is_told_when_that_is_taken_over_and_by_the_check() {
    let mut office = small_office();
    office.adopt_text(&resting("villages", "village", "month", "default", "mean"), may()).unwrap();
    let changed = office.adopt_text(&with_sheet("plain", "worker", "month", "2026-01", None), may()).unwrap();
    assert!(changed.text.contains("办法villages"), "{}", changed.text);
    let told: Vec<_> = office.check().unwrap().into_iter().map(|p| (p.code, p.place)).collect();
    assert_eq!(told, [("roll-up-unknown".to_string(), "2026-05 办法villages 第一条".to_string())]);
}

#[test]
fn the_check_tells_of_a_month_between_two_papers_and_of_one_in_both() {
    let check = |second: &str, expected: &[&str]| {
        let mut office = small_office();
        office.adopt_text(&with_sheet("first", "village", "month", "2026-01", Some("2026-06")), may()).unwrap();
        office.adopt_text(&with_sheet("second", "village", "month", "2026-01", None), month(second)).unwrap();
        office.open_month(june()).unwrap();
        office.open_month(month("2026-07")).unwrap();
        let codes: Vec<_> = office.check().unwrap().into_iter().map(|p| p.code).collect();
        assert_eq!(codes, expected);
    };
    check("2026-07", &[]);
    check("2026-06", &["scheme-overlap"]);
    check("2026-08", &["scheme-gap"]);
}

#[test]
fn a_fact_that_one_scheme_uses_is_not_said_to_be_of_no_use_in_the_other() {
    let mut office = small_office();
    office.adopt_text(&resting("quarter", "worker", "quarter", "default", "mean"), may()).unwrap();
    let deed = Deed::new("test", &[topic::MONTH]).for_good();
    let finding = domain::Finding {
        id: 0,
        month: may(),
        subject: SubjectId(1),
        grid: None,
        found_by: "检查组".into(),
        level: domain::Finder::Township,
        found_on: day("2026-05-20"),
        what: "未巡查".into(),
        evidence: String::new(),
        signed_by: "组长".into(),
    };
    office.write(deed, |tx| tx.put_finding(&finding).map(drop)).unwrap();
    run_month(&mut office, may(), [92, 85, 70, 95]);
    for scheme in ["default", "quarter"] {
        let flags = office.outcomes_of(may(), Some(scheme)).unwrap().flags;
        assert!(flags.iter().all(|flag| flag.code != "fact-unused"), "{scheme}: {flags:?}");
    }
}
