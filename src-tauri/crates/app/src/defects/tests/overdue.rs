//! What is not put right in time, as facts of a month.

use domain::{DefectId, Finder, GridId, Month, SubjectId};

use super::{LI, ZHANG, codes, form, row};
use crate::{
    Clock, Office,
    testing::{day, may, month, run_month, small_office, type_total},
    view::DefectForm,
};

fn on(office: &mut Office, today: &str) {
    office.clock = Clock::on(day(today));
}

/// A problem of June found on the 28th, due on 2 July, not put right; June scored, today 20 July.
fn late_in_june(office: &mut Office) -> DefectId {
    run_month(office, may(), [90, 90, 90, 90]);
    office.open_month(month("2026-06")).unwrap();
    on(office, "2026-07-20");
    for person in 1..=4 {
        type_total(office, month("2026-06"), person, 90);
    }
    office.save_defect(&form(month("2026-06"), "2026-06-28")).unwrap().0
}

fn score(office: &mut Office, of: &str, person: SubjectId) -> String {
    let judged = office.judge(month(of)).unwrap();
    let at = judged.position(person).unwrap();
    judged.judged.outcomes[at].score.unwrap().to_string()
}

fn due(office: &mut Office, of: &str) -> Vec<(DefectId, Option<String>, Option<Month>)> {
    let view = office.overdue_due(month(of)).unwrap();
    view.rows.into_iter().map(|r| (r.row.id, r.points, r.counts_in)).collect()
}

fn open_july(office: &mut Office) {
    office.open_month(month("2026-07")).unwrap();
    for person in 1..=4 {
        type_total(office, month("2026-07"), person, 90);
    }
}

#[test]
fn entered_while_the_month_of_the_finding_is_open_it_costs_the_next_month() {
    let mut office = small_office();
    let id = late_in_june(&mut office);
    assert_eq!(due(&mut office, "2026-06"), [(id, Some("2".into()), Some(month("2026-07")))]);
    office.enter_overdue(month("2026-06"), &[id]).unwrap();
    assert!(due(&mut office, "2026-06").is_empty());
    run_closed(&mut office, "2026-06");
    open_july(&mut office);
    assert_eq!(
        (score(&mut office, "2026-06", ZHANG), score(&mut office, "2026-07", ZHANG)),
        ("90.00".into(), "88.00".into())
    );
    assert!(office.check().unwrap().is_empty());
}

#[test]
fn entered_after_the_month_of_the_finding_was_closed_it_still_costs_the_next_month_and_once() {
    let mut office = small_office();
    let id = late_in_june(&mut office);
    run_closed(&mut office, "2026-06");
    open_july(&mut office);
    assert_eq!(codes(&office.enter_overdue(month("2026-06"), &[id]).unwrap_err()), ["month-closed"]);
    assert_eq!(due(&mut office, "2026-07"), [(id, Some("2".into()), Some(month("2026-07")))]);
    office.enter_overdue(month("2026-07"), &[id]).unwrap();
    assert_eq!(
        (score(&mut office, "2026-06", ZHANG), score(&mut office, "2026-07", ZHANG)),
        ("90.00".into(), "88.00".into())
    );
    assert_eq!(score(&mut office, "2026-07", LI), "90.00");
    on(&mut office, "2026-08-20");
    run_closed(&mut office, "2026-07");
    office.open_month(month("2026-08")).unwrap();
    for person in 1..=4 {
        type_total(&mut office, month("2026-08"), person, 90);
    }
    assert_eq!(score(&mut office, "2026-08", ZHANG), "90.00", "it is paid for");
    assert!(office.check().unwrap().is_empty());
}

#[test]
fn what_a_higher_level_found_again_costs_that_levels_points_also_after_it_was_entered() {
    let mut office = small_office();
    let id = late_in_june(&mut office);
    assert_eq!(codes(&office.found_again(id, Some(Finder::Village)).unwrap_err()), ["defect-level-low"]);
    office.found_again(id, Some(Finder::County)).unwrap();
    assert_eq!(due(&mut office, "2026-06")[0].1.as_deref(), Some("4"));
    run_closed(&mut office, "2026-06");
    open_july(&mut office);
    office.enter_overdue(month("2026-07"), &[id]).unwrap();
    assert_eq!(score(&mut office, "2026-07", ZHANG), "86.00");
    office.found_again(id, None).unwrap();
    assert_eq!(score(&mut office, "2026-07", ZHANG), "88.00");
    on(&mut office, "2026-08-20");
    run_closed(&mut office, "2026-07");
    assert_eq!(codes(&office.found_again(id, Some(Finder::City)).unwrap_err()), ["defect-penalty-closed"]);
}

#[test]
fn a_penalty_is_taken_back_or_let_off_and_each_can_be_undone() {
    let mut office = small_office();
    let id = late_in_june(&mut office);
    assert_eq!(codes(&office.waive_overdue(&[id], " ").unwrap_err()), ["reason-needed"]);
    office.waive_overdue(&[id], "道路施工").unwrap();
    assert!(due(&mut office, "2026-06").is_empty());
    assert_eq!(codes(&office.enter_overdue(month("2026-06"), &[id]).unwrap_err()), ["overdue-not-due"]);
    office.take_back_overdue(id).unwrap();
    office.enter_overdue(month("2026-06"), &[id]).unwrap();
    assert_eq!(row(&mut office, id).overdue, Some(month("2026-06")));
    assert_eq!(codes(&office.remove_defect(id, "看错了", false).unwrap_err()), ["defect-penalty-entered"]);
    let other = DefectForm { id: Some(id), subject: Some(LI), ..form(month("2026-06"), "2026-06-28") };
    assert_eq!(codes(&office.save_defect(&other).unwrap_err()), ["defect-penalty-entered"]);
    office.undo().unwrap();
    assert_eq!(due(&mut office, "2026-06").len(), 1);
    office.redo().unwrap();
    let fact = office.other_facts(month("2026-06")).unwrap().rows.remove(0);
    assert_eq!((fact.item.as_str(), fact.source.as_str(), fact.on), ("2026-06/1", "镇", Some(day("2026-06-28"))));
    // Taken back among the month's facts: the problem is due again.
    office.save_facts(month("2026-06"), &[], &[fact.id.unwrap()], "误登").unwrap();
    assert_eq!(due(&mut office, "2026-06").len(), 1);
    office.undo().unwrap();
    assert_eq!(row(&mut office, id).overdue, Some(month("2026-06")));
}

#[test]
fn what_was_put_right_late_or_failed_its_recheck_is_due_and_what_was_in_time_is_not() {
    let mut office = small_office();
    let id = late_in_june(&mut office);
    let why = |office: &mut Office| -> Vec<String> {
        office.overdue_due(month("2026-06")).unwrap().rows.into_iter().map(|r| r.why).collect()
    };
    assert_eq!(why(&mut office), ["unfixed"]);
    office.fix_defect(id, day("2026-07-03"), "").unwrap();
    assert_eq!(why(&mut office), ["fixed-late"]);
    office.fix_defect(id, day("2026-07-01"), "").unwrap();
    assert_eq!(why(&mut office), [""; 0]);
    office.recheck_defect(id, false, "王敏", day("2026-07-06"), Some(day("2026-07-31"))).unwrap();
    assert_eq!(why(&mut office), ["recheck-failed"]);
}

#[test]
fn without_somebody_who_answers_or_a_clause_that_looks_at_it_nothing_is_entered() {
    let mut office = small_office();
    let nobody = DefectForm { subject: None, grid: Some(GridId(5)), ..form(may(), "2026-05-20") };
    let (id, _) = office.save_defect(&nobody).unwrap();
    let view = office.overdue_due(may()).unwrap();
    assert!(view.used && view.articles.contains("第十二条"), "{}", view.articles);
    assert_eq!(view.rows[0].stopped.as_deref(), Some("还没有写由谁负责。"));
    assert_eq!(codes(&office.enter_overdue(may(), &[id]).unwrap_err()), ["overdue-nobody"]);
    let text = std::fs::read_to_string(office.assets.join("policies/default/policy.yaml")).unwrap();
    let rule = text.lines().find(|line| line.contains("kind: overdue-penalty")).unwrap();
    let text = text.replace(rule, "        no-rule: 本乡不扣");
    let mut office = small_office();
    office.adopt_text(&text, may()).unwrap();
    let (id, _) = office.save_defect(&form(may(), "2026-05-20")).unwrap();
    let view = office.overdue_due(may()).unwrap();
    assert!(!view.used && view.rows[0].points.is_none());
    assert_eq!(codes(&office.enter_overdue(may(), &[id]).unwrap_err()), ["overdue-no-clause"]);
}

fn run_closed(office: &mut Office, of: &str) {
    office.publish(month(of)).unwrap();
    office.close(month(of), "党政联席会", Some("测试")).unwrap();
}
