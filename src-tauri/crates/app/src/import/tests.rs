use std::path::{Path, PathBuf};

use domain::{GridLevel, Role};
use tempfile::TempDir;

use crate::{
    Office,
    grids::tests::{day, form, post, setting, town},
    people::tests::close_month,
    testing::{may, small_office},
    view::{GridForm, ImportChoice, ImportReport},
};

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn table(&self, text: &str) -> PathBuf {
        let path = self.0.path().join("表.csv");
        std::fs::write(&path, text).unwrap();
        path
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

fn take(office: &mut Office, path: &Path) -> ImportReport {
    let tried = office.import_roster(path, true).unwrap().0;
    let report = office.import_roster(path, false).unwrap().0;
    assert_eq!(tried, report, "a dry run says the same");
    report
}

fn problems(report: &ImportReport) -> Vec<(&str, &str)> {
    report.problems.iter().map(|p| (p.cell.as_str(), p.code.as_str())).collect()
}

const ROSTER: &str = "村,网格,姓名,电话,职务,起始日期,户数\n\
    张家湾村,第一网格,张三,13800012301,网格长,2026-01-01,40\n\
    张家湾村,第一网格,李四,13800012302,专职网格员,2026-01-01,40\n\
    柳林村,第一网格,王五,13800012303,专职网格员,2026-02-01,35\n\
    柳林村,第二网格,张三,13800012399,兼职网格员,2026-02-01,\n";

#[test]
fn a_roster_makes_what_is_new_in_one_entry_and_the_same_table_again_changes_nothing() {
    let desk = Desk::new();
    let mut office = Office::in_memory(&setting("2026-06-26")).unwrap();
    let root = GridForm { code: Some("330123456".into()), ..form(GridLevel::Township, None, "青禾镇") };
    office.save_grid(&root).unwrap();
    let table = desk.table(ROSTER);
    let report = take(&mut office, &table);
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    // Two villages, three grids, four people — the two of one name are two — and four posts.
    assert_eq!((report.rows, report.added), (4, 2 + 3 + 4 + 4));
    let register = office.register().unwrap();
    assert_eq!(register.people.iter().filter(|p| p.name == "张三").count(), 2);
    assert_eq!(register.workers("2026-06".parse().unwrap()).len(), 3);
    let again = take(&mut office, &table);
    assert_eq!((again.added, again.changed, again.changes), (0, 0, vec![]));
    office.undo().unwrap();
    assert_eq!(office.register().unwrap().grids.len(), 1);
    assert!(office.register().unwrap().people.is_empty());
}

#[test]
fn a_changed_cell_is_one_change_and_nobody_is_ended_for_not_being_listed() {
    let desk = Desk::new();
    let mut town = town();
    let [zhang, li, _] = town.people;
    town.office.assign(&post(zhang, town.first, Role::FullTime, "2026-02-01")).unwrap();
    town.office.assign(&post(li, town.first, Role::PartTime, "2026-02-01")).unwrap();
    let table = desk.table("村,网格,姓名,工号,电话,职务\n张家湾村,第一网格,张三,0001,13800012345,专职网格员\n");
    let report = take(&mut town.office, &table);
    assert_eq!((report.added, report.changed), (0, 1), "{report:?}");
    assert_eq!(report.changes, ["张三（0001）：电话 — → 13800012345"]);
    let register = town.office.register().unwrap();
    assert!(register.assignments.iter().all(|a| a.to.is_none()));
}

#[test]
fn a_name_alone_never_decides_between_people() {
    let desk = Desk::new();
    let mut town = town();
    let other = town.office.save_grid(&form(GridLevel::Village, Some(town.township), "柳林村")).unwrap().0;
    town.office.assign(&post(town.people[0], town.first, Role::FullTime, "2026-02-01")).unwrap();
    // 张三 of 张家湾村 is known; one of 柳林村 may be he or another.
    let table = desk.table("村,姓名,职务\n柳林村,张三,监督员\n");
    let report = take(&mut town.office, &table);
    assert_eq!(problems(&report), [("B2", "roster-person-unclear")]);
    assert!(report.problems[0].text.contains("0001 张家湾村第一网格"), "{}", report.problems[0].text);
    assert_eq!(town.office.register().unwrap().people_of(other).count(), 0);
    // In his own village he is he; with a new code somebody of his name is somebody else.
    let table = desk.table("村,网格,姓名,职务\n张家湾村,第一网格,张三,监督员\n");
    assert_eq!(take(&mut town.office, &table).added, 1);
    let table = desk.table("村,姓名,工号,职务\n柳林村,张三,8001,监督员\n");
    let report = take(&mut town.office, &table);
    assert_eq!((report.problems.len(), report.added), (0, 2), "{report:?}");
    assert_eq!(town.office.register().unwrap().posts_of(town.people[0]).count(), 2);
}

#[test]
fn rows_with_problems_are_left_out_and_the_rest_is_taken() {
    let desk = Desk::new();
    let mut town = town();
    town.office.assign(&post(town.people[0], town.first, Role::Head, "2026-02-01")).unwrap();
    close_month(&mut town, "2026-05");
    let table = desk.table(
        "村,网格,姓名,电话,职务,起始日期\n\
         张家湾村,第一网格,赵六,13800012301,网格长,2026-06-01\n\
         张家湾村,第二网格,钱七,1380001,专职网格员,2026-06-01\n\
         张家湾村,第二网格,孙八,13800012303,专职网格员,2026-05-20\n\
         张家湾村,第三网格,周九,13800012304,专职网格员,2026-06-01\n",
    );
    let report = take(&mut town.office, &table);
    let found = problems(&report);
    assert!(found.contains(&("C2", "head-second")), "{found:?}");
    assert!(found.contains(&("C4", "closed-month-touched")), "{found:?}");
    assert!(found.iter().any(|(cell, _)| *cell == "D3"), "{found:?}");
    let register = town.office.register().unwrap();
    let names: Vec<_> = register.people.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["张三", "李四", "曾王孙", "周九"]);
    assert!(register.grids.iter().any(|g| g.name == "第三网格"));
}

#[test]
fn a_code_that_belongs_to_another_is_told_and_not_followed() {
    let desk = Desk::new();
    let mut town = town();
    let table = desk.table(
        "村,网格,网格编码,姓名,工号,职务\n\
         张家湾村,第二网格,330123456201001,张三,0001,网格员\n\
         张家湾村,第一网格,330123456201001,张三,0002,网格员\n\
         张家湾村,第一网格,330123456201007,张三,0001,网格员\n",
    );
    let report = take(&mut town.office, &table);
    let mut codes: Vec<_> = report.problems.iter().map(|p| p.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert!(codes.contains(&"roster-code-name"), "{:?}", report.problems);
    assert_eq!(report.added, 0, "{report:?}");
}

#[test]
fn an_earlier_first_day_lets_the_grid_begin_earlier_and_says_so() {
    let desk = Desk::new();
    let mut town = town();
    let table = desk.table("村,网格,姓名,职务,起始日期\n张家湾村,第一网格,赵六,专职网格员,2024-03-01\n");
    let report = take(&mut town.office, &table);
    assert!(report.problems.is_empty(), "{report:?}");
    assert!(report.changes.contains(&"“张家湾村第一网格”：启用日期 2026-01-01 → 2024-03-01".to_string()));
    assert_eq!(town.office.grid(town.village).unwrap().grid.opened, day("2024-03-01"));
}

#[test]
fn the_roster_template_is_a_roster_without_rows() {
    let desk = Desk::new();
    let mut town = town();
    let path = desk.path("花名册.xlsx");
    town.office.roster_template(&path).unwrap();
    let report = take(&mut town.office, &path);
    assert_eq!((report.added, report.changed), (0, 0));
    assert!(report.problems.is_empty(), "{report:?}");
}

fn marks(office: &mut Office, path: &Path) -> ImportReport {
    let tried = office.import_marks(may(), None, path, true).unwrap().0;
    let report = office.import_marks(may(), None, path, false).unwrap().0;
    assert_eq!(tried, report, "a dry run says the same");
    report
}

#[test]
fn marks_go_the_whole_way_round_through_the_template() {
    let desk = Desk::new();
    let mut office = small_office();
    let sheet = office.sheet(may(), None).unwrap();
    let first = &sheet.indicators[0];
    office.set_mark(may(), sheet.inspection, sheet.rows[0].person, first.id, "-0.5").unwrap();
    for name in ["评分.xlsx", "评分.csv"] {
        let path = desk.path(name);
        office.marks_template(may(), None, &path).unwrap();
        let report = marks(&mut office, &path);
        assert_eq!((report.added, report.changed), (0, 0), "{name}: {report:?}");
        assert!(report.problems.is_empty(), "{name}: {report:?}");
    }
}

#[test]
fn blanks_stay_missing_words_become_states_and_ranges_hold() {
    let desk = Desk::new();
    let mut office = small_office();
    let names: Vec<_> = office.sheet(may(), None).unwrap().indicators.into_iter().map(|i| i.name).collect();
    let table = desk.table(&format!(
        "工号,姓名,{},{}\nW001,张三,-1,\nW002,李四,缺勤,\nW003,王五,-99,-1\nW009,无名,-1,-1\nW004,李四,-1,-1\n",
        names[0], names[1]
    ));
    let report = marks(&mut office, &table);
    assert_eq!((report.added, report.changed), (2, 0), "{report:?}");
    let mut found = problems(&report);
    found.sort_unstable();
    assert_eq!(found, [("A5", "marks-code-unknown"), ("A6", "roster-code-name"), ("C4", "mark-out-of-range")]);
    let sheet = office.sheet(may(), None).unwrap();
    let row = |code: &str| sheet.rows.iter().find(|r| r.code == code).unwrap();
    assert_eq!(row("W001").cells[0].as_ref().map(|c| c.text.as_str()), Some("-1"));
    assert_eq!(row("W001").cells[1], None);
    assert_eq!(row("W002").state, Some(domain::State::Absent));
    assert!(row("W003").cells.iter().all(Option::is_none));
    // The same table again writes nothing.
    assert_eq!(marks(&mut office, &table).added, 0);
    office.undo().unwrap();
    assert_eq!(office.sheet(may(), None).unwrap().rows.iter().filter(|r| r.state.is_some()).count(), 0);
}

#[test]
fn marks_of_a_published_month_are_refused() {
    let desk = Desk::new();
    let mut office = small_office();
    for (person, total) in (1..).zip([95, 88, 70, 55]) {
        crate::testing::type_total(&mut office, may(), person, total);
    }
    office.publish(may()).unwrap();
    let table = desk.table("工号,道路\nW001,-1\n");
    assert_eq!(office.import_marks(may(), None, &table, true).unwrap_err().code(), "month-published");
}

#[test]
fn a_household_register_becomes_what_the_table_says_of_its_grid() {
    let desk = Desk::new();
    let mut town = town();
    let take = |town: &mut crate::grids::tests::Town, text: &str| {
        let table = desk.table(text);
        town.office.import_households(&table, false).unwrap().0
    };
    let both = "网格编码,户号,户主\n330123456201001,1,张大\n330123456201001,2,李大\n330123456201002,1,王大\n";
    let report = take(&mut town, both);
    assert_eq!((report.added, report.changed), (3, 0), "{report:?}");
    assert_eq!(take(&mut town, both).added, 0);
    let report = take(&mut town, "网格编码,户号,户主\n330123456201001,1,张小\n330123456201009,1,无\n");
    assert_eq!((report.added, report.changed), (0, 2), "one head changed, one household gone: {report:?}");
    assert_eq!(problems(&report), [("A3", "roster-grid-unknown")]);
    assert_eq!(town.office.grid(town.second).unwrap().households.len(), 1);
}

/// Imports a table of facts into May of the small office.
fn import_facts(text: &str, dry_run: bool) -> (Office, ImportReport) {
    let mut office = small_office();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("facts.csv");
    std::fs::write(&path, format!("month,subject,group,fact,item,value,source,date,document\n{text}")).unwrap();
    let (report, _) = office.import_facts(may(), &path, "青环办〔2026〕3号", dry_run).unwrap();
    (office, report)
}

#[test]
fn facts_are_taken_from_a_table_each_told_before_it_is_written() {
    let text = "2026-05,W001,,bonus,经验推广,2,,2026-05-20,\n2026-05,,,pool,奖补,5000000,县财政局,2026-05-30,县财〔2026〕9号\n";
    let (mut office, report) = import_facts(text, true);
    assert_eq!(report.changes, ["张三 加分 经验推广：— → 2", "到账资金 奖补 县财政局：— → 50000.00 元"]);
    assert_eq!(report.notes, ["本月办法没有用到“到账资金”，导入后不影响结果。"]);
    assert!(office.other_facts(may()).unwrap().rows.is_empty(), "a dry run writes nothing");
    let (mut office, report) = import_facts(text, false);
    assert_eq!((report.rows, report.added, report.problems.len()), (2, 2, 0));
    let rows = office.other_facts(may()).unwrap().rows;
    let told: Vec<_> = rows.iter().map(|r| (r.value.as_str(), r.document.as_str())).collect();
    assert_eq!(told, [("2", "青环办〔2026〕3号"), ("50000.00", "县财〔2026〕9号")]);
}

#[test]
fn what_is_wrong_in_a_table_of_facts_is_told_at_its_cell_and_the_rest_is_taken() {
    let rows = [
        "2026-05,W001,,bonus,经验推广,2,,,",
        "2026-05,W009,,bonus,经验推广,2,,,",
        "2026-05,张三,,bonus,经验推广,3,,,",
        "2026-05,李四,,bonus,推广,-1,,,",
        "2026-05,李四,,bonus,推广,一,,,",
        "2026-05,李四,,mark,道路,9,集中检查/1,,",
        "2026-05,李四,,bonus,推广,1,,5月3日,",
        "2026-06,李四,,bonus,推广,1,,,",
        "2026-06,李四,,nonsense,推广,1,,,",
    ];
    let (_, report) = import_facts(&rows.join("\n"), false);
    let found: std::collections::BTreeSet<_> =
        report.problems.iter().map(|p| (p.cell.as_str(), p.code.as_str())).collect();
    let expected = [
        ("B3", "facts-subject-unknown"),
        ("F4", "fact-twice"),
        ("F5", "fact-negative"),
        ("F6", "fact-value"),
        ("D7", "facts-not-here"),
        ("H8", "fact-date"),
        ("A9", "facts-other-month"),
        ("D10", "fact-unknown"),
    ];
    assert_eq!(found, expected.into());
    assert_eq!((report.added, report.changed), (1, 0));
}

fn answered(office: &mut Office, path: &Path, answers: &[(&str, &str)]) -> ImportReport {
    let sheet = path.file_name().unwrap().to_string_lossy().into_owned();
    let answers: Vec<_> = answers
        .iter()
        .map(|(cell, choice)| ImportChoice { sheet: sheet.clone(), cell: (*cell).into(), choice: (*choice).into() })
        .collect();
    office.import_marks_with(may(), None, path, &answers, false).unwrap().0
}

/// Two of one name, in two villages.
fn namesakes() -> Office {
    let mut office = small_office();
    let deed = crate::office::Deed::new("test", &[crate::office::topic::PEOPLE]).for_good();
    let person = office.register().unwrap().person(domain::PersonId(4)).unwrap().clone();
    office.write(deed, |tx| tx.update_person(&domain::Person { name: "张三".into(), ..person })).unwrap();
    office
}

#[test]
fn a_name_that_is_there_twice_is_taken_for_nobody_until_somebody_says_whom_it_means() {
    let desk = Desk::new();
    let mut office = namesakes();
    let column = office.sheet(may(), None).unwrap().indicators[0].name.clone();
    let table = desk.table(&format!("姓名,{column}\n张三,-1\n李四,-２分\n"));
    let report = office.import_marks(may(), None, &table, true).unwrap().0;
    assert_eq!(problems(&report), [("A2", "marks-person-unclear")]);
    let choices = report.problems[0].choices.clone();
    assert_eq!(choices, ["W001 张三 张家湾村第一网格", "W004 张三 柳林村第一网格"]);
    assert_eq!(report.marks.len(), 1);
    let report = answered(&mut office, &table, &[("A2", &choices[1])]);
    assert!(report.problems.is_empty(), "{report:?}");
    let sheet = office.sheet(may(), None).unwrap();
    let text =
        |code: &str| sheet.rows.iter().find(|r| r.code == code).unwrap().cells[0].as_ref().map(|c| c.text.clone());
    assert_eq!((text("W001"), text("W004"), text("W002")), (None, Some("-1".into()), Some("-2".into())));
    office.undo().unwrap();
    assert!(office.sheet(may(), None).unwrap().rows.iter().all(|r| r.cells.iter().all(Option::is_none)));
}

#[test]
fn the_preview_names_each_mark_with_what_stands_there_now() {
    let desk = Desk::new();
    let mut office = small_office();
    let sheet = office.sheet(may(), None).unwrap();
    office.set_mark(may(), sheet.inspection, sheet.rows[0].person, sheet.indicators[0].id, "-1").unwrap();
    let (code, column) = (sheet.rows[0].code.clone(), sheet.indicators[0].name.clone());
    let table = desk.table(&format!("工号,{column}\n{code},-３\nW003,缺勤\n"));
    let report = office.import_marks(may(), None, &table, true).unwrap().0;
    let told: Vec<_> = report
        .marks
        .iter()
        .map(|m| (m.cell.as_str(), m.code.as_str(), m.indicator.as_str(), m.before.as_deref(), m.after.as_str()))
        .collect();
    assert_eq!(told, [("B2", code.as_str(), column.as_str(), Some("-1"), "-3"), ("B3", "W003", "", None, "缺勤")]);
}

#[test]
fn words_headers_and_rows_that_leave_a_choice_follow_the_answer() {
    let desk = Desk::new();
    let mut office = small_office();
    let column = office.sheet(may(), None).unwrap().indicators[0].name.clone();
    let table = desk.table(&format!("工号,{column},别的\nW001,请假,\nW002,-1,\nW002,-2,\nW999,-1,\n"));
    let report = office.import_marks(may(), None, &table, true).unwrap().0;
    let mut found = problems(&report);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("A3", "marked-twice"),
            ("A4", "marked-twice"),
            ("A5", "marks-code-unknown"),
            ("B2", "bad-mark"),
            ("C1", "unknown-indicator")
        ]
    );
    let report = answered(&mut office, &table, &[("B2", "缺勤"), ("A3", "A4")]);
    let mut left = problems(&report);
    left.sort_unstable();
    assert_eq!(left, [("A5", "marks-code-unknown"), ("C1", "unknown-indicator")]);
    let sheet = office.sheet(may(), None).unwrap();
    let row = |code: &str| sheet.rows.iter().find(|r| r.code == code).unwrap();
    assert_eq!(row("W001").state, Some(domain::State::Absent));
    assert_eq!(row("W002").cells[0].as_ref().unwrap().text, "-2");
}
