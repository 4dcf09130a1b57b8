use domain::{Assignment, AssignmentId, GridId, MarkValue, MonthRecord, MonthState, PersonId, Role, Score, SubjectId};
use store::Tx;

use crate::{
    Office,
    office::{Deed, topic},
    testing::{day, may, run_month, small_office},
};

fn closed_office() -> Office {
    let mut office = small_office();
    run_month(&mut office, may(), [95, 88, 70, 55]);
    office
}

/// Writes past the rules, as a damaged or foreign program would.
fn tampered(office: &mut Office, write: impl FnOnce(&Tx<'_>) -> domain::Outcome<()>) {
    office.write(Deed::new("test", topic::ALL).for_good(), write).unwrap();
}

fn told(write: impl FnOnce(&Tx<'_>) -> domain::Outcome<()>, expected: &[&str]) {
    let mut office = closed_office();
    tampered(&mut office, write);
    let codes: Vec<_> = office.check().unwrap().into_iter().map(|p| p.code).collect();
    assert_eq!(codes, expected);
}

#[test]
fn a_file_that_was_only_written_by_the_rules_is_sound() {
    let problems = closed_office().check().unwrap();
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn a_mark_changed_under_a_closed_month_is_found_by_judging_it_again() {
    told(
        |tx| {
            let inspection = tx.inspections(may())?[0].id;
            let (indicator, _) = tx.indicators()?[0].clone();
            tx.put_mark(inspection, SubjectId(1), indicator, Some(MarkValue::Lost(Score(900))))
        },
        &["outcome-differs"],
    );
}

#[test]
fn marks_out_of_range_and_of_strangers_are_found() {
    let mut office = small_office();
    tampered(&mut office, |tx| {
        let inspection = tx.inspections(may())?[0].id;
        let indicator = tx.indicator("道路")?;
        tx.put_mark(inspection, SubjectId(1), indicator, Some(MarkValue::Lost(Score(990_000))))?;
        let unknown = tx.indicator("没有这一项")?;
        tx.put_mark(inspection, SubjectId(2), unknown, Some(MarkValue::Lost(Score(0))))
    });
    let mut codes: Vec<_> = office.check().unwrap().into_iter().map(|p| p.code).collect();
    codes.sort();
    assert_eq!(codes, ["mark-of-no-indicator", "mark-out-of-range"]);
}

#[test]
fn a_second_head_and_days_beyond_a_grids_life_are_found() {
    let post = |person: i64, from: &str| Assignment {
        id: AssignmentId(0),
        person: PersonId(person),
        grid: GridId(4),
        role: Role::Head,
        from: day(from),
        to: None,
    };
    told(
        |tx| {
            tx.add_assignment(&post(1, "2021-01-01"))?;
            tx.add_assignment(&post(2, "2019-01-01")).map(drop)
        },
        &["assignment-outside-grid", "head-second", "head-second"],
    );
}

#[test]
fn months_out_of_order_and_without_outcomes_are_found() {
    told(
        |tx| {
            tx.add_month(may().plus(2))?;
            let record = MonthRecord {
                month: may().plus(2),
                state: MonthState::Closed,
                version: 1,
                published_on: None,
                closed_on: None,
                meeting: String::new(),
            };
            tx.update_month(&record)
        },
        &["months-with-hole", "closed-without-policy", "closed-without-trace", "closed-without-outcomes"],
    );
}

#[test]
fn a_problem_whose_days_or_penalty_do_not_hold_is_found() {
    let mut office = small_office();
    let form = crate::view::DefectForm {
        id: None,
        month: may(),
        source: domain::DefectSource::Resident,
        level: None,
        inspection: None,
        subject: Some(SubjectId(1)),
        subject_name: String::new(),
        grid: None,
        grid_name: String::new(),
        place: String::new(),
        what: "垃圾堆积".into(),
        common: None,
        indicator: None,
        lost: String::new(),
        in_mark: false,
        found_on: day("2026-05-20"),
        found_by: String::new(),
        due_on: None,
        days: None,
    };
    let (id, _) = office.save_defect(&form).unwrap();
    office.enter_overdue(may(), &[id]).unwrap();
    assert!(office.check().unwrap().is_empty());
    tampered(&mut office, |tx| {
        let fact = tx.facts(may())?.remove(0);
        tx.put_fact(&domain::OtherFact { subject: Some(SubjectId(2)), ..fact })?;
        let defect = tx.defects()?.remove(0);
        let (subject, fixed_on) = (Some(SubjectId(99)), Some(day("2026-05-01")));
        tx.put_defect(&domain::Defect { subject, fixed_on, inspection: Some(1), ..defect }).map(drop)
    });
    let mut codes: Vec<_> = office.check().unwrap().into_iter().map(|p| p.code).collect();
    codes.sort();
    assert_eq!(codes, ["defect-day-before", "defect-of-no-subject", "defect-penalty-differs"]);
}
