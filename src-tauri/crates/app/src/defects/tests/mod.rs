//! Problems found, on the small township.

mod overdue;

use domain::{Date, DefectId, DefectSource, DefectState, Fault, Finder, GridId, Month, PersonId, SubjectId};

use crate::{
    Office,
    testing::{day, may, month, run_month, small_office},
    view::{CommonDefectForm, DefectFilter, DefectForm, DefectRow},
};

const ZHANG: SubjectId = SubjectId(1);
const LI: SubjectId = SubjectId(2);

/// A problem found by the first inspection of a month, in Zhang San's grid; nothing but the text is said of it.
fn form(month: Month, found_on: &str) -> DefectForm {
    DefectForm {
        id: None,
        month,
        source: DefectSource::Inspection,
        level: None,
        inspection: None,
        subject: Some(ZHANG),
        subject_name: String::new(),
        grid: None,
        grid_name: String::new(),
        place: "村口".into(),
        what: "垃圾堆积".into(),
        common: None,
        indicator: None,
        lost: String::new(),
        in_mark: false,
        found_on: day(found_on),
        found_by: "检查组".into(),
        due_on: None,
        days: None,
    }
}

/// The same with points off an indicator.
fn costing(office: &mut Office, indicator: &str, lost: &str) -> DefectForm {
    let sheet = office.sheet(may(), None).unwrap();
    let column = sheet.indicators.iter().find(|c| c.name == indicator).unwrap();
    DefectForm {
        inspection: Some(sheet.inspection),
        indicator: Some(column.id),
        lost: lost.into(),
        ..form(may(), "2026-05-20")
    }
}

fn all(office: &mut Office) -> Vec<DefectRow> {
    let everything = DefectFilter { month: None, inspection: None, village: None, subject: None, open: false };
    office.defects(&everything).unwrap().rows
}

fn row(office: &mut Office, id: DefectId) -> DefectRow {
    all(office).into_iter().find(|r| r.id == id).unwrap()
}

/// What stands in Zhang San's cell of an indicator.
fn cell(office: &mut Office, indicator: &str) -> Option<String> {
    let sheet = office.sheet(may(), None).unwrap();
    let at = sheet.indicators.iter().position(|c| c.name == indicator).unwrap();
    let row = sheet.rows.iter().find(|r| r.person == ZHANG).unwrap();
    row.cells[at].as_ref().map(|c| c.text.clone())
}

fn type_cell(office: &mut Office, indicator: &str, text: &str) {
    let sheet = office.sheet(may(), None).unwrap();
    let column = sheet.indicators.iter().find(|c| c.name == indicator).unwrap();
    office.set_mark(may(), sheet.inspection, ZHANG, column.id, text).unwrap();
}

fn codes(fault: &Fault) -> Vec<&str> {
    fault.problems.iter().map(|p| p.code.as_str()).collect()
}

#[test]
fn a_form_is_filled_from_the_worker_or_from_the_grid_and_the_date_in_working_days() {
    let mut office = small_office();
    // Wednesday 20 May: three working days are Monday 25.
    let filled = office.fill_defect(&form(may(), "2026-05-20")).unwrap();
    assert_eq!((filled.grid, filled.grid_name.as_str()), (Some(GridId(4)), "张家湾村第一网格"));
    assert_eq!((filled.due_on, filled.days), (Some(day("2026-05-25")), Some(3)));
    assert_eq!(filled.level, Some(Finder::Township));
    let by_grid = DefectForm { subject: None, grid: Some(GridId(6)), ..form(may(), "2026-05-20") };
    let filled = office.fill_defect(&by_grid).unwrap();
    assert_eq!((filled.subject, filled.subject_name.as_str()), (Some(PersonId(4).into()), "赵六"));
    // Two answer for the second grid: nobody is guessed.
    let two = DefectForm { grid: Some(GridId(5)), ..by_grid };
    assert_eq!(office.fill_defect(&two).unwrap().subject, None);
    let names = |office: &mut Office, grid| -> Vec<String> {
        office.answering(GridId(grid), day("2026-05-20"), may()).unwrap().into_iter().map(|s| s.name).collect()
    };
    assert_eq!(names(&mut office, 5), ["李四", "王五"]);
    assert_eq!(names(&mut office, 2), ["张三", "李四", "王五"], "a village is everybody's in it");
}

#[test]
fn holidays_put_the_due_date_off_and_a_date_given_stands() {
    let mut office = small_office();
    let mut settings = office.settings().unwrap();
    settings.holidays = vec![day("2026-05-21"), day("2026-05-22")];
    settings.defect_days = 2;
    office.save_settings(&settings).unwrap();
    let due = |office: &mut Office, form: &DefectForm| office.fill_defect(form).unwrap().due_on.unwrap();
    let plain = form(may(), "2026-05-20");
    assert_eq!(due(&mut office, &plain), day("2026-05-26"));
    assert_eq!(due(&mut office, &DefectForm { days: Some(1), ..plain.clone() }), day("2026-05-25"));
    assert_eq!(due(&mut office, &DefectForm { due_on: Some(day("2026-05-30")), ..plain }), day("2026-05-30"));
}

#[test]
fn problems_are_numbered_within_the_month_and_a_number_on_paper_is_never_given_again() {
    let mut office = small_office();
    let save = |office: &mut Office| office.save_defect(&form(may(), "2026-05-20")).unwrap().0;
    let (_, second) = (save(&mut office), save(&mut office));
    assert_eq!(row(&mut office, second).label, "2026-05/2");
    office.remove_defect(second, "重复", false).unwrap();
    let third = save(&mut office);
    assert_eq!(row(&mut office, third).label, "2026-05/3");
    office.undo().unwrap();
    let again = save(&mut office);
    assert_eq!(row(&mut office, again).number, 3, "what was undone was never there");
}

#[test]
fn points_come_off_the_mark_in_the_same_step_and_undo_takes_both_back() {
    for (before, expected) in [(None, "-2"), (Some("-1"), "-3"), (Some("13"), "11")] {
        let mut office = small_office();
        let form = costing(&mut office, "道路", "2");
        if let Some(text) = before {
            type_cell(&mut office, "道路", text);
        }
        let (id, changed) = office.save_defect(&form).unwrap();
        assert_eq!(cell(&mut office, "道路").as_deref(), Some(expected), "{before:?}");
        assert!(changed.text.contains(&format!("→ {expected}")), "{}", changed.text);
        assert!(changed.topics.contains(&"outcomes".to_string()));
        office.undo().unwrap();
        assert_eq!(cell(&mut office, "道路").as_deref(), before);
        assert!(office.defect_of(id).is_err());
        office.redo().unwrap();
        assert_eq!(cell(&mut office, "道路").as_deref(), Some(expected));
    }
}

#[test]
fn a_mark_that_holds_the_points_already_stays_as_it_is() {
    let mut office = small_office();
    let form = costing(&mut office, "道路", "2");
    type_cell(&mut office, "道路", "13");
    office.save_defect(&DefectForm { in_mark: true, ..form.clone() }).unwrap();
    assert_eq!(cell(&mut office, "道路").as_deref(), Some("13"));
    let missing = DefectForm { in_mark: true, ..costing(&mut office, "房前屋后", "2") };
    office.save_defect(&missing).unwrap();
    assert_eq!(cell(&mut office, "房前屋后"), None, "a mark not entered yet stays missing");
}

#[test]
fn a_changed_problem_moves_the_mark_by_the_difference_and_another_cell_gets_its_points() {
    let mut office = small_office();
    let form = costing(&mut office, "道路", "2");
    type_cell(&mut office, "道路", "13");
    type_cell(&mut office, "房前屋后", "20");
    let (id, _) = office.save_defect(&form).unwrap();
    let change = |office: &mut Office, lost: &str, indicator| {
        let form = DefectForm { id: Some(id), lost: lost.into(), indicator, ..form.clone() };
        office.save_defect(&form).unwrap();
    };
    change(&mut office, "0.5", form.indicator);
    assert_eq!(cell(&mut office, "道路").as_deref(), Some("12.5"));
    let other = costing(&mut office, "房前屋后", "1").indicator;
    change(&mut office, "1", other);
    let both = (cell(&mut office, "道路"), cell(&mut office, "房前屋后"));
    assert_eq!(both, (Some("13".to_string()), Some("19".to_string())));
    office.remove_defect(id, "看错了", true).unwrap();
    assert_eq!(cell(&mut office, "房前屋后").as_deref(), Some("20"));
}

#[test]
fn points_that_leave_the_indicators_range_are_refused_and_nothing_is_written() {
    let mut office = small_office();
    let form = costing(&mut office, "道路", "2");
    type_cell(&mut office, "道路", "1");
    let fault = office.save_defect(&form).unwrap_err();
    assert_eq!(codes(&fault), ["defect-mark-range"]);
    let said = office.words().problem(&fault.problems[0]);
    assert!(said.contains("张三 道路") && said.contains("0 到 15"), "{said}");
    assert_eq!((cell(&mut office, "道路").as_deref(), all(&mut office).len()), (Some("1"), 0));
}

#[test]
fn a_row_with_a_state_and_a_missing_mark_are_never_turned_into_something_else() {
    let mut office = small_office();
    let form = costing(&mut office, "道路", "2");
    let (id, _) = office.save_defect(&DefectForm { in_mark: true, ..form.clone() }).unwrap();
    let fault = office.remove_defect(id, "看错了", true).unwrap_err();
    assert_eq!(codes(&fault), ["defect-mark-missing"]);
    let sheet = office.sheet(may(), None).unwrap();
    office.set_state(may(), ZHANG, Some(domain::State::Exempt), sheet.inspection).unwrap();
    let fault = office.save_defect(&form).unwrap_err();
    assert_eq!(codes(&fault), ["mark-on-standing"]);
}

#[test]
fn everything_that_a_form_lacks_is_told_at_once() {
    let mut office = small_office();
    let empty = DefectForm {
        subject: None,
        what: " ".into(),
        lost: "二".into(),
        source: DefectSource::Higher,
        level: Some(Finder::Township),
        ..form(may(), "2026-06-30")
    };
    let fault = office.save_defect(&empty).unwrap_err();
    let expected = [
        "defect-needs-what",
        "defect-level-low",
        "defect-points-unreadable",
        "defect-needs-grid",
        "defect-outside-month",
        "defect-future",
    ];
    assert_eq!(codes(&fault), expected);
    let fault = office.save_defect(&DefectForm { lost: "2".into(), ..form(may(), "2026-05-20") }).unwrap_err();
    assert_eq!(codes(&fault), ["defect-points-need-cell"]);
}

#[test]
fn a_problem_goes_from_assigned_to_put_right_to_rechecked_whatever_became_of_its_month() {
    let mut office = small_office();
    let (id, _) = office.save_defect(&form(may(), "2026-05-20")).unwrap();
    run_month(&mut office, may(), [90, 90, 90, 90]);
    assert_eq!(row(&mut office, id).state, DefectState::Overdue);
    assert_eq!(row(&mut office, id).days_left, Some(-19), "26 May to 20 June, weekends left out");
    office.fix_defect(id, day("2026-06-10"), "已清运").unwrap();
    let fixed = row(&mut office, id);
    assert_eq!((fixed.state, fixed.days_left, fixed.late), (DefectState::Fixed, None, true));
    office.recheck_defect(id, false, "王敏", day("2026-06-12"), Some(day("2026-06-25"))).unwrap();
    let failed = row(&mut office, id);
    assert_eq!((failed.state, failed.days_left), (DefectState::Failed, Some(4)));
    office.fix_defect(id, day("2026-06-15"), "再次清运").unwrap();
    office.recheck_defect(id, true, "王敏", day("2026-06-16"), None).unwrap();
    assert_eq!(row(&mut office, id).state, DefectState::Passed);
    let fault = office.fix_defect(id, day("2026-06-17"), "").unwrap_err();
    assert_eq!(codes(&fault), ["defect-done"]);
    assert!(office.check().unwrap().is_empty());
}

#[test]
fn a_recheck_that_failed_names_a_new_date_and_who_looked() {
    let mut office = small_office();
    let (id, _) = office.save_defect(&form(may(), "2026-05-20")).unwrap();
    let recheck = |office: &mut Office, by: &str, on: &str, due: Option<&str>| {
        let fault = office.recheck_defect(id, false, by, day(on), due.map(day)).unwrap_err();
        codes(&fault).into_iter().map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(recheck(&mut office, "", "2026-05-22", None), ["defect-needs-rechecker", "defect-needs-date"]);
    assert_eq!(recheck(&mut office, "王敏", "2026-05-19", Some("2026-05-18")), ["defect-day-before"; 2]);
    assert_eq!(recheck(&mut office, "王敏", "2026-07-01", Some("2026-07-03")), ["defect-future"]);
}

#[test]
fn points_of_a_published_month_stand_and_what_costs_nothing_can_still_be_entered() {
    let mut office = small_office();
    let costly = costing(&mut office, "道路", "2");
    run_month(&mut office, may(), [90, 90, 90, 90]);
    let fault = office.save_defect(&costly).unwrap_err();
    assert_eq!(codes(&fault), ["defect-points-closed"]);
    let (id, _) = office.save_defect(&form(may(), "2026-05-28")).unwrap();
    office.save_defect(&DefectForm { id: Some(id), place: "桥头".into(), ..form(may(), "2026-05-28") }).unwrap();
    assert_eq!(row(&mut office, id).place, "桥头");
}

#[test]
fn lists_are_by_village_and_count_what_waits() {
    let mut office = small_office();
    let calls =
        DefectForm { subject: Some(PersonId(4).into()), source: DefectSource::Hotline, ..form(may(), "2026-05-21") };
    office.save_defect(&calls).unwrap();
    let (late, _) = office.save_defect(&form(may(), "2026-05-20")).unwrap();
    let soon = DefectForm { due_on: Some(day("2026-06-22")), subject: Some(LI), ..form(may(), "2026-05-22") };
    office.save_defect(&soon).unwrap();
    office.fix_defect(late, day("2026-05-21"), "").unwrap();
    let view = office.defects(&DefectFilter {
        month: Some(may()),
        inspection: None,
        village: None,
        subject: None,
        open: true,
    });
    let view = view.unwrap();
    let told: Vec<_> = view.rows.iter().map(|r| (r.village_name.as_str(), r.number, r.state)).collect();
    let expected =
        [("张家湾村", 2, DefectState::Fixed), ("张家湾村", 3, DefectState::Open), ("柳林村", 1, DefectState::Overdue)];
    assert_eq!(told, expected);
    let c = &view.counts;
    assert_eq!((c.all, c.open, c.overdue, c.due_soon, c.fixed, c.passed), (3, 2, 1, 1, 1, 0));
    let villages: Vec<_> = view.villages.iter().map(|v| (v.name.as_str(), v.counts.all)).collect();
    assert_eq!(villages, [("张家湾村", 2), ("柳林村", 1)]);
    let of_li = DefectFilter { month: None, inspection: None, village: None, subject: Some(LI), open: false };
    assert_eq!(office.defects(&of_li).unwrap().rows.len(), 1);
}

#[test]
fn a_cell_tells_the_problems_that_cost_it() {
    let mut office = small_office();
    let form = costing(&mut office, "道路", "2");
    let (id, _) = office.save_defect(&form).unwrap();
    let (inspection, indicator) = (form.inspection.unwrap(), form.indicator.unwrap());
    let rows = office.cell_defects(inspection, ZHANG, indicator).unwrap();
    assert_eq!(rows.iter().map(|r| (r.id, r.lost.as_deref())).collect::<Vec<_>>(), [(id, Some("2"))]);
    assert_eq!(rows[0].inspection_name, "集中检查第1次");
    assert!(office.cell_defects(inspection, LI, indicator).unwrap().is_empty());
}

#[test]
fn the_common_list_is_offered_saved_whole_and_fills_what_is_left_empty() {
    let mut office = small_office();
    let form = costing(&mut office, "道路", "");
    assert!(office.common_defects().unwrap().is_empty());
    let list = office.starting_common_defects().unwrap();
    assert!(list.len() >= 30 && list.iter().all(|c| !c.what.is_empty() && c.days.is_some()));
    assert!(list.iter().all(|c| !c.indicator.is_empty()), "every indicator is one of the default policy's");
    office.save_common_defects(&list).unwrap();
    assert_eq!(office.common_defects().unwrap(), list);
    let chosen = DefectForm { common: Some(16), what: String::new(), indicator: None, ..form };
    let filled = office.fill_defect(&chosen).unwrap();
    assert_eq!((filled.what.as_str(), filled.lost.as_str(), filled.days), ("垃圾桶满溢没有清运", "1", Some(1)));
    assert_eq!(filled.due_on, Some(day("2026-05-21")));
    let (id, _) = office.save_defect(&chosen).unwrap();
    assert_eq!((cell(&mut office, "垃圾清运").as_deref(), row(&mut office, id).common), (Some("-1"), Some(16)));
    let shorter: Vec<_> = list.into_iter().filter(|c| c.number != 16).collect();
    office.save_common_defects(&shorter).unwrap();
    let kept = row(&mut office, id);
    assert_eq!((kept.common, kept.what.as_str()), (None, "垃圾桶满溢没有清运"));
    let unknown = office.save_defect(&chosen).unwrap_err();
    assert_eq!(codes(&unknown), ["defect-needs-what", "defect-common-unknown"]);
}

#[test]
fn a_common_list_that_does_not_hold_is_refused_number_by_number() {
    let mut office = small_office();
    let entry = |number, what: &str, lost: &str| CommonDefectForm {
        number,
        what: what.into(),
        indicator: String::new(),
        lost: lost.into(),
        days: None,
    };
    let list = [entry(0, "甲", ""), entry(1, "", "x"), entry(1, "乙", "")];
    let fault = office.save_common_defects(&list).unwrap_err();
    let expected = ["common-number-zero", "defect-needs-what", "defect-points-unreadable", "common-number-twice"];
    assert_eq!(codes(&fault), expected);
}

#[test]
fn the_days_of_a_finding_stay_in_its_month() {
    let mut office = small_office();
    let first: Date = day("2026-05-01");
    assert_eq!(office.fill_defect(&form(may(), "2026-05-01")).unwrap().found_on, first);
    let (id, _) = office.save_defect(&form(may(), "2026-05-01")).unwrap();
    office.open_month(month("2026-06")).unwrap();
    let moved = DefectForm { id: Some(id), ..form(month("2026-06"), "2026-06-01") };
    assert_eq!(codes(&office.save_defect(&moved).unwrap_err()), ["defect-month-fixed"]);
}

#[test]
fn the_list_as_exported_is_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = small_office();
    let list = office.starting_common_defects().unwrap();
    office.save_common_defects(&list).unwrap();
    office.export_all(folder.path(), Some(may())).unwrap();
    assert_eq!(office.common_defects_from(&folder.path().join("csv/常见问题.csv")).unwrap(), list);
    let wrong = folder.path().join("wrong.csv");
    std::fs::write(&wrong, "编号,问题,整改工作日\n一,甲,3\n2,乙,三\n").unwrap();
    let fault = office.common_defects_from(&wrong).unwrap_err();
    let places: Vec<_> = fault.problems.iter().map(|p| (p.code.as_str(), p.place.as_str())).collect();
    assert_eq!(places, [("common-number", "A2"), ("common-number", "C3")]);
}
