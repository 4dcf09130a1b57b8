//! Pasting, filling and clearing: whole or not at all, one step to undo.

use domain::{State, SubjectId};

use crate::{
    Office,
    testing::{may, small_office},
    view::{CellText, Sheet},
};

/// Cells as a test writes them: person, column, text.
type Block<'a> = &'a [(i64, usize, &'a str)];

fn cells(sheet: &Sheet, block: Block<'_>) -> Vec<CellText> {
    let cell = |&(person, column, text): &(i64, usize, &str)| CellText {
        person: SubjectId(person),
        indicator: sheet.indicators[column].id,
        text: text.to_string(),
    };
    block.iter().map(cell).collect()
}

fn sheet(office: &mut Office) -> Sheet {
    office.sheet(may(), None).unwrap()
}

fn set(office: &mut Office, block: Block<'_>) -> domain::Outcome<crate::view::MarksSaved> {
    let sheet = sheet(office);
    office.set_marks(may(), sheet.inspection, &cells(&sheet, block))
}

/// What the sheet shows in a cell: the mark, or the row's state.
fn shows(office: &mut Office, person: i64, column: usize) -> String {
    let sheet = sheet(office);
    let row = sheet.rows.into_iter().find(|r| r.person == SubjectId(person)).unwrap();
    let text = row.cells[column].as_ref().map(|c| c.text.clone());
    text.or(row.state.map(|s| s.zh().to_string())).unwrap_or_default()
}

/// What each cell is refused for; empty where it is not.
fn refusals(office: &mut Office, block: Block<'_>) -> Vec<String> {
    let sheet = sheet(office);
    let checked = office.check_marks(may(), sheet.inspection, &cells(&sheet, block)).unwrap();
    assert_eq!(checked.refused as usize, checked.cells.iter().filter(|c| c.problem.is_some()).count());
    checked.cells.into_iter().map(|c| c.problem.map(|p| p.code).unwrap_or_default()).collect()
}

#[test]
fn a_block_is_saved_in_one_step_and_undone_in_one() {
    let mut office = small_office();
    let saved = set(&mut office, &[(1, 0, "13"), (1, 1, "-0.5"), (2, 0, "１４"), (3, 0, "q")]).unwrap();
    assert_eq!(saved.changed.text, "已录入 2026-05 集中检查/1 的 4 格");
    let texts: Vec<_> = saved.cells.iter().map(|c| c.cell.as_ref().map(|c| c.text.as_str())).collect();
    assert_eq!(texts, [Some("13"), Some("-0.5"), Some("14"), None]);
    assert_eq!(saved.rows[2].state, Some(State::Absent));
    assert_eq!(office.journal(1, None).unwrap()[0].verb, "set-marks");
    office.undo().unwrap();
    for (person, column) in [(1, 0), (1, 1), (2, 0), (3, 0)] {
        assert_eq!(shows(&mut office, person, column), "", "{person}/{column}");
    }
    office.redo().unwrap();
    assert_eq!((shows(&mut office, 2, 0), shows(&mut office, 3, 0)), ("14".into(), "缺勤".into()));
}

#[test]
fn with_one_cell_refused_nothing_is_written_and_each_refused_cell_is_named() {
    let mut office = small_office();
    let sheet = sheet(&mut office);
    let entries = office.journal(100, None).unwrap().len();
    let fault = set(&mut office, &[(1, 0, "13"), (2, 0, "八分"), (3, 0, "99"), (77, 0, "5")]).unwrap_err();
    let column = sheet.indicators[0].id;
    let told: Vec<_> = fault.problems.iter().map(|p| (p.code.as_str(), p.args["cell"].clone())).collect();
    assert_eq!(
        told,
        [
            ("mark-unreadable", format!("2/{column}")),
            ("mark-out-of-range", format!("3/{column}")),
            ("person-missing", format!("77/{column}"))
        ]
    );
    assert_eq!(fault.problems[0].place, format!("李四 {}", sheet.indicators[0].name));
    assert_eq!(shows(&mut office, 1, 0), "");
    assert_eq!(office.journal(100, None).unwrap().len(), entries);
}

#[test]
fn a_look_at_cells_tells_before_and_after_and_writes_nothing() {
    let mut office = small_office();
    set(&mut office, &[(1, 0, "13"), (2, 0, "12")]).unwrap();
    let sheet = sheet(&mut office);
    let entries = office.journal(100, None).unwrap().len();
    let block = cells(&sheet, &[(1, 0, "14"), (2, 0, "12.0"), (3, 0, "w"), (1, 1, "")]);
    let checked = office.check_marks(may(), sheet.inspection, &block).unwrap();
    let texts: Vec<_> = checked
        .cells
        .iter()
        .map(|c| (c.before.text.as_deref(), c.after.as_ref().and_then(|a| a.text.as_deref())))
        .collect();
    assert_eq!(texts, [(Some("13"), Some("14")), (Some("12"), Some("12")), (None, None), (None, None)]);
    assert_eq!(checked.cells[2].after.as_ref().unwrap().state, Some(State::Uninspected));
    assert_eq!((checked.changes, checked.refused), (2, 0));
    assert_eq!(office.journal(100, None).unwrap().len(), entries);
    assert_eq!(shows(&mut office, 1, 0), "13");
}

#[test]
fn what_can_not_stand_in_one_row_is_refused_at_its_cell() {
    let mut office = small_office();
    let check = |office: &mut Office, block: Block<'_>, expected: &[&str]| {
        assert_eq!(refusals(office, block), expected, "{block:?}");
    };
    check(&mut office, &[(1, 0, "13"), (1, 0, "13")], &["", "cell-twice"]);
    check(&mut office, &[(1, 0, "q"), (1, 1, "q"), (1, 2, "m")], &["", "", "cell-states-differ"]);
    check(&mut office, &[(1, 0, "q"), (1, 1, "5")], &["", "mark-on-standing"]);
    set(&mut office, &[(1, 0, "13"), (1, 1, "9"), (2, 0, "q")]).unwrap();
    check(&mut office, &[(1, 2, "q")], &["standing-on-marks"]);
    check(&mut office, &[(1, 0, ""), (1, 1, "q")], &["", "standing-on-marks"]);
    check(&mut office, &[(2, 1, "5")], &["mark-on-standing"]);
    check(&mut office, &[(2, 1, "m"), (2, 2, "m")], &["", ""]);
}

#[test]
fn a_row_emptied_in_the_same_step_can_take_a_state_and_a_state_is_taken_back_by_an_empty_cell() {
    let mut office = small_office();
    set(&mut office, &[(1, 0, "13"), (1, 1, "9")]).unwrap();
    set(&mut office, &[(1, 0, ""), (1, 1, ""), (1, 2, "q")]).unwrap();
    assert_eq!(shows(&mut office, 1, 0), "缺勤");
    let saved = set(&mut office, &[(1, 0, "")]).unwrap();
    assert_eq!((saved.rows[0].state, saved.changed.text.as_str()), (None, "已清空 2026-05 集中检查/1 的 1 格"));
    assert_eq!(shows(&mut office, 1, 0), "");
}

#[test]
fn what_is_there_already_makes_no_entry_in_the_record() {
    let mut office = small_office();
    set(&mut office, &[(1, 0, "13"), (2, 0, "q")]).unwrap();
    let entries = office.journal(100, None).unwrap().len();
    let saved = set(&mut office, &[(1, 0, "13.00"), (2, 1, "缺勤"), (3, 0, "")]).unwrap();
    assert_eq!((saved.changed.text.as_str(), saved.live.len()), ("", 0));
    assert_eq!(office.journal(100, None).unwrap().len(), entries);
}

#[test]
fn a_column_that_the_inspection_does_not_have_and_a_month_that_is_closed_are_refused() {
    let mut office = small_office();
    let sheet = sheet(&mut office);
    let stray = CellText { person: SubjectId(1), indicator: 9_999, text: "5".into() };
    assert_eq!(office.set_marks(may(), sheet.inspection, &[stray]).unwrap_err().code(), "indicator-missing");
    crate::testing::run_month(&mut office, may(), [90, 80, 70, 60]);
    assert_eq!(set(&mut office, &[(1, 0, "13")]).unwrap_err().code(), "month-closed");
}
