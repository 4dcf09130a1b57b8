//! A sheet entered twice, from the first key to both being the same.

use domain::{MonthState, State, SubjectId};

use crate::{
    Office,
    testing::{may, small_office, type_total},
    view::Comparison,
};

/// The office with the first reading of everybody, and the sheet's inspection and columns.
fn read_once() -> (Office, i64, Vec<i64>) {
    let mut office = small_office();
    for person in 1..=4 {
        type_total(&mut office, may(), person, 90);
    }
    let sheet = office.sheet(may(), None).unwrap();
    (office, sheet.inspection, sheet.indicators.iter().map(|i| i.id).collect())
}

fn text_of(office: &mut Office, person: i64, column: usize) -> String {
    let sheet = office.sheet(may(), None).unwrap();
    let row = sheet.rows.iter().find(|r| r.person == SubjectId(person)).unwrap();
    row.cells[column].as_ref().map(|c| c.text.clone()).unwrap_or_default()
}

/// Types the second reading of a person as the first one is.
fn repeat(office: &mut Office, inspection: i64, columns: &[i64], person: i64) {
    for (at, id) in columns.iter().enumerate() {
        let text = text_of(office, person, at);
        office.set_second_mark(may(), inspection, SubjectId(person), *id, &text).unwrap();
    }
}

fn found(office: &mut Office, inspection: i64) -> Comparison {
    office.compare_readings(may(), inspection).unwrap()
}

#[test]
fn the_second_sheet_begins_empty_and_shows_nothing_of_the_first() {
    let (mut office, inspection, columns) = read_once();
    let sheet = office.second_sheet(may(), inspection).unwrap();
    assert!(sheet.rows.iter().all(|r| r.cells.iter().all(Option::is_none) && r.live.score.is_none()));
    office.set_second_mark(may(), inspection, SubjectId(1), columns[0], "7").unwrap();
    let sheet = office.second_sheet(may(), inspection).unwrap();
    assert_eq!(sheet.rows[0].cells[0].as_ref().unwrap().text, "7");
    assert_ne!(text_of(&mut office, 1, 0), "7");
}

#[test]
fn only_the_differences_are_listed_and_what_is_decided_is_the_mark() {
    let (mut office, inspection, columns) = read_once();
    for person in 1..=4 {
        repeat(&mut office, inspection, &columns, person);
    }
    assert!(found(&mut office, inspection).agrees);
    for (person, text) in [(1, "1"), (2, "2"), (3, "3")] {
        office.set_second_mark(may(), inspection, SubjectId(person), columns[0], text).unwrap();
    }
    let comparison = found(&mut office, inspection);
    assert_eq!((comparison.differences.len(), comparison.agrees), (3, false));
    assert_eq!(office.record_agreement(may(), inspection).unwrap_err().code(), "readings-differ");
    let first = text_of(&mut office, 1, 0);
    let decide = |office: &mut Office, person, text: &str| {
        office.decide_reading(may(), inspection, SubjectId(person), columns[0], text).unwrap();
    };
    decide(&mut office, 1, &first);
    decide(&mut office, 2, "2");
    decide(&mut office, 3, "4");
    let marks: Vec<_> = (1..=3).map(|p| text_of(&mut office, p, 0)).collect();
    assert_eq!(marks, [first.as_str(), "2", "4"]);
    let comparison = found(&mut office, inspection);
    assert!(comparison.agrees && comparison.differences.is_empty());
    assert_eq!((comparison.rows, comparison.columns as usize), (4, columns.len()));
    office.record_agreement(may(), inspection).unwrap();
    assert_eq!(office.journal(1, None).unwrap()[0].verb, "readings-agree");
}

#[test]
fn undo_takes_back_a_decision_from_both_readings_and_then_the_second_mark() {
    let (mut office, inspection, columns) = read_once();
    let first = text_of(&mut office, 1, 0);
    office.set_second_mark(may(), inspection, SubjectId(1), columns[0], "3").unwrap();
    office.decide_reading(may(), inspection, SubjectId(1), columns[0], "3").unwrap();
    assert_eq!(text_of(&mut office, 1, 0), "3");
    office.undo().unwrap();
    assert_eq!(text_of(&mut office, 1, 0), first);
    assert_eq!(found(&mut office, inspection).differences.len(), 1);
    office.undo().unwrap();
    assert_eq!(found(&mut office, inspection).compared, 0);
}

#[test]
fn what_only_one_reading_has_is_counted_and_a_mark_that_only_the_second_has_is_to_be_decided() {
    let (mut office, inspection, columns) = read_once();
    repeat(&mut office, inspection, &columns, 1);
    office.set_mark(may(), inspection, SubjectId(1), columns[0], "").unwrap();
    let comparison = found(&mut office, inspection);
    assert_eq!(comparison.only_first as usize, 3 * columns.len());
    assert_eq!((comparison.only_second, comparison.compared as usize), (1, columns.len() - 1));
    assert_eq!(comparison.differences[0].first, None);
    let state = &office.second_entry_state(may()).unwrap()[0];
    assert_eq!((state.differences, state.agrees), (1, false));
}

#[test]
fn the_same_mark_typed_as_lost_and_as_earned_is_no_difference() {
    let (mut office, inspection, columns) = read_once();
    let full = office.sheet(may(), None).unwrap().indicators[0].full.0 / 100;
    office.set_mark(may(), inspection, SubjectId(1), columns[0], "-2").unwrap();
    office.set_second_mark(may(), inspection, SubjectId(1), columns[0], &(full - 2).to_string()).unwrap();
    let comparison = found(&mut office, inspection);
    assert_eq!((comparison.compared, comparison.differences.len()), (1, 0));
}

#[test]
fn a_state_in_one_reading_and_marks_in_the_other_are_one_difference_for_the_row() {
    let (mut office, inspection, columns) = read_once();
    office.set_second_mark(may(), inspection, SubjectId(2), columns[0], "q").unwrap();
    let comparison = found(&mut office, inspection);
    assert_eq!(comparison.differences.len(), 1);
    assert_eq!(comparison.differences[0].indicator, 0);
    assert_eq!(comparison.differences[0].second.as_ref().unwrap().text, "缺勤");
    office.decide_reading(may(), inspection, SubjectId(2), 0, "缺勤").unwrap();
    let row =
        |office: &mut Office| office.sheet(may(), None).unwrap().rows.into_iter().find(|r| r.person == SubjectId(2));
    assert_eq!(row(&mut office).unwrap().state, Some(State::Absent));
    assert_eq!(found(&mut office, inspection).differences.len(), 0);
    office.undo().unwrap();
    office.decide_reading(may(), inspection, SubjectId(2), 0, "").unwrap();
    assert_eq!(row(&mut office).unwrap().state, None);
    assert_eq!(found(&mut office, inspection).compared as usize, columns.len());
}

#[test]
fn the_second_reading_has_the_same_ranges_and_is_closed_with_the_month() {
    let (mut office, inspection, columns) = read_once();
    let refused = |office: &mut Office, text: &str| {
        let fault = office.set_second_mark(may(), inspection, SubjectId(1), columns[0], text).unwrap_err();
        fault.code().to_string()
    };
    assert_eq!(refused(&mut office, "999"), "mark-out-of-range");
    assert_eq!(refused(&mut office, "好"), "mark-unreadable");
    office.publish(may()).unwrap();
    assert_eq!(office.month_head(may()).unwrap().state, MonthState::Published);
    assert_eq!(refused(&mut office, "1"), "month-published");
}
