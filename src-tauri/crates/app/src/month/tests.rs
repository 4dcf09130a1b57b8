//! The month's way from the first mark to the archive.

use domain::{MonthState, State, SubjectId};

use crate::{
    testing::{may, month, run_month, small_office, type_total},
    view::{DecisionForm, StandingForm},
};

fn codes(fault: &domain::Fault) -> Vec<&str> {
    fault.problems.iter().map(|p| p.code.as_str()).collect()
}

fn exempt(person: i64) -> StandingForm {
    StandingForm {
        person: SubjectId(person),
        person_name: String::new(),
        village: String::new(),
        month: may(),
        state: Some(State::Exempt),
        reason: "产假".into(),
        approver: "李主任".into(),
        document: String::new(),
        from: None,
        to: None,
    }
}

#[test]
fn the_first_mark_begins_the_scoring_and_answers_with_live_figures() {
    let mut office = small_office();
    assert_eq!(office.month_head(may()).unwrap().state, MonthState::Open);
    let saved = type_total(&mut office, may(), 1, 92);
    assert_eq!(saved.month_state, MonthState::Scoring);
    let live = &saved.live.iter().find(|l| l.person == SubjectId(1)).unwrap().live;
    assert_eq!((live.score.unwrap().to_string().as_str(), live.grade.as_deref()), ("92.00", Some("优秀")));
    assert_eq!(saved.marked, 1);
}

#[test]
fn a_month_with_marks_missing_is_refused_with_the_whole_list() {
    let mut office = small_office();
    type_total(&mut office, may(), 1, 92);
    let fault = office.publish(may()).unwrap_err();
    assert_eq!(codes(&fault), ["marks-missing"; 3]);
    let places: Vec<_> = fault.problems.iter().map(|p| p.place.as_str()).collect();
    assert_eq!(places, ["张家湾村 W002 李四", "张家湾村 W003 王五", "柳林村 W004 赵六"]);
    let fault = office.close(may(), "", None).unwrap_err();
    assert_eq!(codes(&fault), ["month-not-published", "marks-missing", "marks-missing", "marks-missing"]);
}

#[test]
fn an_exempt_worker_needs_no_marks_and_gets_no_score_no_rank_no_reward() {
    let mut office = small_office();
    office.save_standing(&exempt(2)).unwrap();
    for (person, total) in [(1, 92), (3, 85), (4, 95)] {
        type_total(&mut office, may(), person, total);
    }
    office.publish(may()).unwrap();
    let view = office.outcomes(may()).unwrap();
    let row = view.rows.iter().find(|r| r.person == Some(SubjectId(2))).unwrap();
    assert_eq!((row.state, row.score, row.rank, row.reward_fen), (State::Exempt, None, None, None));
    assert_eq!(view.count, 3);
}

#[test]
fn a_state_is_refused_on_marks_and_a_mark_on_a_state() {
    let mut office = small_office();
    type_total(&mut office, may(), 2, 80);
    assert_eq!(office.save_standing(&exempt(2)).unwrap_err().code(), "standing-on-marks");
    office.save_standing(&exempt(3)).unwrap();
    let sheet = office.sheet(may(), None).unwrap();
    let fault = office.set_mark(may(), sheet.inspection, SubjectId(3), sheet.indicators[0].id, "5").unwrap_err();
    assert_eq!(fault.code(), "mark-on-standing");
}

#[test]
fn a_mark_out_of_range_is_refused_with_the_range() {
    let mut office = small_office();
    let sheet = office.sheet(may(), None).unwrap();
    let fault = office.set_mark(may(), sheet.inspection, SubjectId(1), sheet.indicators[0].id, "15.5").unwrap_err();
    assert_eq!(fault.code(), "mark-out-of-range");
    assert_eq!(fault.problems[0].args["full"], "15");
}

#[test]
fn a_mark_is_undone_and_done_again_and_its_history_stays() {
    let mut office = small_office();
    let sheet = office.sheet(may(), None).unwrap();
    let (inspection, column) = (sheet.inspection, sheet.indicators[0].id);
    let set = |office: &mut crate::Office, text: &str| {
        office.set_mark(may(), inspection, SubjectId(1), column, text).unwrap().cell.map(|c| c.text)
    };
    assert_eq!(set(&mut office, "13").as_deref(), Some("13"));
    assert_eq!(set(&mut office, "-1").as_deref(), Some("-1"));
    let cell = |office: &mut crate::Office| {
        let sheet = office.sheet(may(), None).unwrap();
        sheet.rows.iter().find(|r| r.person == SubjectId(1)).unwrap().cells[0].as_ref().map(|c| c.text.clone())
    };
    office.undo().unwrap();
    assert_eq!(cell(&mut office).as_deref(), Some("13"));
    office.undo().unwrap();
    assert_eq!(cell(&mut office), None);
    office.redo().unwrap();
    office.redo().unwrap();
    assert_eq!(cell(&mut office).as_deref(), Some("-1"));
    assert_eq!(office.redo().unwrap_err().code(), "nothing-to-redo");
    let history = office.cell_history(inspection, SubjectId(1), column).unwrap();
    assert_eq!(history.len(), 6);
}

#[test]
fn closing_waits_for_the_publication_unless_a_reason_is_given() {
    let mut office = small_office();
    for (person, total) in [(1, 92), (2, 85), (3, 70), (4, 95)] {
        type_total(&mut office, may(), person, total);
    }
    office.publish(may()).unwrap();
    assert_eq!(codes(&office.close(may(), "", None).unwrap_err()), ["publication-runs"]);
    office.close(may(), "党政联席会", Some("领导会议已定")).unwrap();
    assert_eq!(office.month_head(may()).unwrap().state, MonthState::Closed);
    assert_eq!(office.reopen(may(), "改").unwrap_err().code(), "closed-never-reopens");
}

#[test]
fn a_closed_month_says_the_same_when_it_is_judged_again() {
    let mut office = small_office();
    run_month(&mut office, may(), [92, 85, 58, 95]);
    let again = office.judge(may()).unwrap();
    let stored = super::stored(&again.judged, &again.posts);
    assert_eq!(office.store.outcomes(may(), 1, "default").unwrap(), stored);
}

#[test]
fn the_ladder_climbs_over_closed_months_and_the_second_failure_takes_the_reward() {
    let mut office = small_office();
    run_month(&mut office, may(), [58, 85, 70, 95]);
    office.open_month(month("2026-06")).unwrap();
    run_month(&mut office, month("2026-06"), [59, 85, 70, 95]);
    let explanation = office.explain(month("2026-06"), SubjectId(1)).unwrap();
    let measures: Vec<_> = explanation.outcome.measures.iter().map(String::as_str).collect();
    assert_eq!(measures, ["通报批评", "约谈"]);
    assert_eq!(explanation.outcome.step, Some(2));
    assert!(explanation.steps.iter().any(|s| s.reason.article == "第十一条" && !s.reason.text.contains('⟨')));
}

fn decision(of: domain::Month, what: &str) -> DecisionForm {
    DecisionForm {
        month: of,
        scheme: None,
        person: SubjectId(1),
        decision: what.into(),
        by: "李主任".into(),
        on: crate::testing::day("2026-06-20"),
        reason: "核实".into(),
        said: String::new(),
        own_words: String::new(),
        handed_over: None,
    }
}

#[test]
fn a_measure_goes_from_proposed_to_carried_out_and_no_step_is_skipped() {
    let mut office = small_office();
    run_month(&mut office, may(), [58, 85, 70, 95]);
    assert_eq!(office.decide(&decision(may(), "done")).unwrap_err().code(), "not-confirmed");
    office.decide(&decision(may(), "confirm")).unwrap();
    assert_eq!(office.open_items().unwrap()[0].status, "confirmed");
    office.decide(&DecisionForm { handed_over: Some(false), ..decision(may(), "done") }).unwrap();
    let open: Vec<_> = office.open_items().unwrap().into_iter().filter(|i| i.person == SubjectId(1)).collect();
    assert!(open.is_empty(), "{open:?}");
    assert_eq!(office.decide(&decision(may(), "confirm")).unwrap_err().code(), "decided-already");
}

#[test]
fn a_waived_failure_does_not_count_in_the_next_month() {
    let mut office = small_office();
    run_month(&mut office, may(), [58, 85, 70, 95]);
    office.decide(&decision(may(), "waive")).unwrap();
    office.open_month(month("2026-06")).unwrap();
    run_month(&mut office, month("2026-06"), [59, 85, 70, 95]);
    assert_eq!(office.explain(month("2026-06"), SubjectId(1)).unwrap().outcome.step, Some(1));
}

#[test]
fn an_undone_waiver_counts_again() {
    let mut office = small_office();
    run_month(&mut office, may(), [58, 85, 70, 95]);
    office.decide(&decision(may(), "waive")).unwrap();
    office.undo().unwrap();
    office.open_month(month("2026-06")).unwrap();
    run_month(&mut office, month("2026-06"), [59, 85, 70, 95]);
    assert_eq!(office.explain(month("2026-06"), SubjectId(1)).unwrap().outcome.step, Some(2));
}

#[test]
fn months_follow_one_another_without_a_hole() {
    let mut office = small_office();
    assert_eq!(office.open_month(month("2026-08")).unwrap_err().code(), "month-leaves-hole");
    assert_eq!(office.open_month(may()).unwrap_err().code(), "month-there");
}

#[test]
fn the_trend_says_of_a_closed_month_what_was_published_and_of_the_open_one_what_stands() {
    let mut office = small_office();
    run_month(&mut office, may(), [92, 85, 58, 95]);
    let published = office.outcomes(may()).unwrap();
    let june = month("2026-06");
    office.open_month(june).unwrap();
    type_total(&mut office, june, 1, 90);
    let trend = office.trend(12).unwrap();
    assert_eq!(trend.months, [may(), june]);
    assert_eq!(trend.mean, [published.mean, Some(domain::Score(9000))]);
    let village = trend.villages.iter().find(|v| v.village == "张家湾村").unwrap();
    assert_eq!(village.means[0], published.villages.iter().find(|v| v.village == "张家湾村").unwrap().mean);
    let change = office.outcomes(june).unwrap().villages.into_iter().find(|v| v.village == "张家湾村").unwrap().change;
    assert_eq!(change, Some(domain::Score(9000 - village.means[0].unwrap().0)));
}

#[test]
fn an_appeal_holds_up_its_own_month_and_not_the_next() {
    let mut office = small_office();
    for (person, total) in [(1, 58), (2, 85), (3, 70), (4, 95)] {
        type_total(&mut office, may(), person, total);
    }
    office.publish(may()).unwrap();
    office.decide(&decision(may(), "appeal")).unwrap();
    assert_eq!(codes(&office.close(may(), "", None).unwrap_err()), ["publication-runs", "appeal-runs"]);
    office.close(may(), "", Some("申诉另行处理")).unwrap();
    let june = month("2026-06");
    office.open_month(june).unwrap();
    for (person, total) in [(1, 58), (2, 85), (3, 70), (4, 95)] {
        type_total(&mut office, june, person, total);
    }
    office.publish(june).unwrap();
    assert_eq!(codes(&office.close(june, "", None).unwrap_err()), ["publication-runs"]);
    assert_eq!(office.decide(&decision(june, "confirm")).unwrap_err().code(), "rests-on-appeal");
}
