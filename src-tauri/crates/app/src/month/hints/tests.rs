use domain::{InspectionKind, Month, State, SubjectId};

use crate::{
    Office,
    testing::{may, run_month, small_office, type_total},
    view::{HintKey, HintRow, HintsSeen, InspectionForm},
};

fn codes(hints: &[HintRow]) -> Vec<&str> {
    hints.iter().map(|h| h.code.as_str()).collect()
}

/// The small office after `before` like months, with the next one open and marked.
fn after(before: i32, usual: [i64; 4], now: [i64; 4]) -> (Office, Month) {
    let mut office = small_office();
    for n in 0..before {
        if n > 0 {
            office.open_month(may().plus(n)).unwrap();
        }
        run_month(&mut office, may().plus(n), usual);
    }
    let month = may().plus(before);
    office.open_month(month).unwrap();
    for (person, total) in (1..).zip(now) {
        type_total(&mut office, month, person, total);
    }
    (office, month)
}

fn seen(office: &mut Office, month: Month, hint: &HintRow, seen: bool) -> domain::Outcome<crate::view::Changed> {
    let key = HintKey { code: hint.code.clone(), about: hint.about.clone(), figures: hint.figures.clone() };
    office.set_hints_seen(&HintsSeen { month, hints: vec![key], seen })
}

#[test]
fn a_score_far_from_the_workers_own_past_is_told_with_both_figures() {
    let (mut office, month) = after(6, [92, 85, 70, 95], [92, 60, 70, 95]);
    let hints = office.month_hints(month).unwrap();
    assert_eq!(codes(&hints), ["own-past"]);
    assert_eq!((hints[0].subject, hints[0].place.as_str()), (Some(SubjectId(2)), "李四 W002"));
    assert!(hints[0].text.contains("得分 60.00，此前 6 个月的中位数是 85.00"), "{}", hints[0].text);
}

#[test]
fn with_five_months_behind_nobody_has_a_past_yet() {
    let (mut office, month) = after(5, [92, 85, 70, 95], [92, 60, 70, 95]);
    assert_eq!(office.month_hints(month).unwrap(), []);
}

#[test]
fn a_hint_that_was_looked_into_stays_set_aside_until_its_figures_change_and_undo_brings_it_back() {
    let (mut office, month) = after(6, [92, 85, 70, 95], [92, 60, 70, 95]);
    let hint = office.month_hints(month).unwrap().remove(0);
    seen(&mut office, month, &hint, true).unwrap();
    assert!(office.month_hints(month).unwrap()[0].seen_by.is_some());
    office.undo().unwrap();
    assert_eq!(office.month_hints(month).unwrap()[0].seen_by, None);
    office.redo().unwrap();
    type_total(&mut office, month, 2, 55);
    assert_eq!(office.month_hints(month).unwrap()[0].seen_by, None);
    assert_eq!(seen(&mut office, month, &hint, true).unwrap_err().code(), "hint-changed");
    type_total(&mut office, month, 2, 60);
    assert!(office.month_hints(month).unwrap()[0].seen_by.is_some());
    seen(&mut office, month, &hint, false).unwrap();
    assert_eq!(office.month_hints(month).unwrap()[0].seen_by, None);
}

#[test]
fn a_closed_month_keeps_its_hints_as_they_were_looked_at() {
    let (mut office, _) = after(6, [92, 85, 70, 95], [92, 60, 70, 95]);
    let form = HintsSeen { month: may(), hints: Vec::new(), seen: true };
    assert_eq!(office.set_hints_seen(&form).unwrap_err().code(), "month-closed");
}

#[test]
fn a_state_without_a_reason_is_told_and_leads_to_leave_and_exemption() {
    let mut office = small_office();
    let inspection = office.sheet(may(), None).unwrap().inspection;
    office.set_state(may(), SubjectId(2), Some(State::Absent), inspection).unwrap();
    let hints = office.month_hints(may()).unwrap();
    assert_eq!((codes(&hints), hints[0].room.as_str()), (vec!["no-reason"], "standings"));
}

#[test]
fn somebody_left_out_of_an_inspection_that_reached_the_others_is_a_hint() {
    let mut office = small_office();
    for (person, total) in [(1, 92), (2, 85), (3, 70), (4, 95)] {
        type_total(&mut office, may(), person, total);
    }
    assert_eq!(office.month_hints(may()).unwrap(), []);
    let form = InspectionForm {
        id: None,
        month: may(),
        scheme: None,
        kind: InspectionKind::Spot,
        inspector: String::new(),
        held_on: None,
    };
    let (spot, _) = office.save_inspection(&form).unwrap();
    let sheet = office.sheet(may(), Some(spot)).unwrap();
    for person in [1, 2, 3] {
        office.set_mark(may(), spot, SubjectId(person), sheet.indicators[0].id, "10").unwrap();
    }
    let hints = office.month_hints(may()).unwrap();
    assert_eq!(codes(&hints), ["left-out"]);
    assert_eq!((hints[0].subject, hints[0].inspection), (Some(SubjectId(4)), Some(spot)));
    assert!(hints[0].text.contains("赵六"), "{}", hints[0].text);
}
