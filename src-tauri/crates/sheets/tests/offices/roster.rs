//! Rosters as offices type them.

use domain::Role;
use sheets::{Roster, RosterRow, read, roster};

use crate::support::{book, codes, merge, put, table, told};

fn line(row: &RosterRow) -> String {
    let text = |field: &Option<sheets::Field<String>>| field.as_ref().map_or("-".into(), |f| f.value.clone());
    let role = row.role.as_ref().map_or("-", |r| r.value.zh());
    let person = row.person.map_or("-".into(), |p| p.to_string());
    let held = if row.held { " held" } else { "" };
    format!(
        "{} {} {} {} {role} {} #{person}{held}",
        row.line,
        text(&row.village),
        text(&row.grid),
        text(&row.name),
        text(&row.phone)
    )
}

fn lines(found: &Roster) -> Vec<String> {
    found.rows.iter().map(line).collect()
}

/// The title, a filling-in line, 序号, a village merged over its grids, full-width digits, spaces in names, two people
/// of one name, a rare character, several grids in a cell, a totals row and a foot.
fn as_offices_type_them() -> Vec<u8> {
    book(|sheet| {
        merge(sheet, (0, 0), (0, 8), "清水镇网格员花名册");
        merge(sheet, (1, 0), (1, 8), "填报单位：清水镇人居环境办公室　　　2026年6月");
        put(
            sheet,
            2,
            &[&["序号", "所属村", "网格名称", "网格编码", "户 数", "姓　名", "联系\n电话", "职务", "任职时间"]],
        );
        merge(sheet, (3, 1), (6, 1), "张家湾村");
        put(
            sheet,
            3,
            &[
                &[
                    "１",
                    "",
                    "第一网格",
                    "330102101201001",
                    "４５户",
                    "张 伟",
                    "１３８００００００１１",
                    "网格长",
                    "2026年3月1日",
                ],
                &["2", "", "第二网格", "330102101201002", "38", "张 伟", "13800000012", "专职网格员", "2026.3"],
                &["3", "", "第二网格", "330102101201002", "38", "李𬱖", "1380000001", "兼职网格员", "2026-03-01"],
                &["4", "", "第三网格", "330102101201003", "四十", "王 五", "0571-88000001", "网格员", "去年"],
                &["5", "李家坳村", "一格/二格", "", "", "赵六", "/", "保洁员", "46082"],
                &["6", "李家坳村", "三格", "", "31", "孙七 周八", "", "会计", ""],
                &["合计", "", "", "", "152", "", "", "", ""],
                &["填表人：吴九", "", "", "审核人：郑十", "", "", "", "", ""],
            ],
        );
    })
}

#[test]
fn a_roster_typed_as_offices_type_it_comes_in_with_every_problem_at_its_cell() {
    let found = roster(&read(&as_offices_type_them(), "花名册.xls").unwrap());
    assert_eq!(
        lines(&found),
        [
            "4 张家湾村 第一网格 张伟 网格长 13800000011 #0 held",
            "5 张家湾村 第二网格 张伟 专职网格员 13800000012 #1 held",
            "6 张家湾村 第二网格 李𬱖 兼职网格员 - #2",
            "7 张家湾村 第三网格 王五 专职网格员 0571-88000001 #3 held",
            "8 李家坳村 一格 赵六 保洁员 - #4",
            "8 李家坳村 二格 赵六 保洁员 - #4",
            "9 李家坳村 三格 孙七 周八 - - #5 held",
        ]
    );
    assert_eq!(
        codes(&found.problems),
        [
            "G6 bad-phone",
            "E7 bad-count",
            "I7 bad-date",
            "F9 name-or-names",
            "H9 unknown-role",
            "F4 same-name",
            "F5 same-name"
        ]
    );
    assert_eq!(
        codes(&found.notes),
        ["I5 month-to-first-day", "H7 plain-worker", "C8 several-grids", "A10 row-total", "A11 row-footer"]
    );
    assert_eq!(
        told(&found.problems[5]),
        "花名册!F4：“张家湾村”不止一个“张伟”（另见 F5），没有工号，分不清是不是同一个人。是同一个人就填同一个电话或工号；是不同的人就各填一个工号。"
    );
    let first = &found.rows[0];
    let cell = |field: &Option<sheets::Field<String>>| field.as_ref().map(|f| f.cell.clone());
    assert_eq!((cell(&first.village), cell(&first.phone)), (Some("B4".into()), Some("G4".into())));
    assert_eq!(first.households.as_ref().map(|h| (h.value, h.cell.as_str())), Some((45, "E4")));
    assert_eq!(first.grid_code.as_ref().map(|c| c.value.to_string()), Some("330102101201001".into()));
    assert_eq!(first.from.as_ref().map(|d| d.value.to_string()), Some("2026-03-01".into()));
    assert_eq!(found.rows[4].from.as_ref().map(|d| d.value.to_string()), Some("2026-03-01".into()));
}

#[test]
fn codes_tell_two_people_of_one_name_apart() {
    let found = roster(&table(&[
        &["村", "网格", "姓名", "工号", "职务"],
        &["甲村", "一格", "张伟", "007", "网格长"],
        &["甲村", "二格", "张伟", "008", "网格长"],
        &["甲村", "三格", "张伟", "007", "专职网格员"],
    ]));
    assert_eq!(codes(&found.problems), [""; 0]);
    assert_eq!(found.rows.iter().map(|row| row.person).collect::<Vec<_>>(), [Some(0), Some(1), Some(0)]);
}

#[test]
fn one_phone_makes_one_person_of_one_name_and_that_is_told() {
    let found = roster(&table(&[
        &["村", "网格", "姓名", "电话", "职务"],
        &["甲村", "一格", "张伟", "13800000001", "网格长"],
        &["甲村", "二格", "张伟", "13800000001", "网格长"],
    ]));
    assert_eq!((codes(&found.problems), codes(&found.notes)), (vec![], vec!["C3 one-person-by-phone".into()]));
    assert_eq!(found.rows.iter().map(|row| row.person).collect::<Vec<_>>(), [Some(0), Some(0)]);
}

#[test]
fn a_header_over_two_rows_puts_people_into_columns() {
    let bytes = book(|sheet| {
        merge(sheet, (0, 0), (0, 7), "网格责任分包表");
        for (col, text) in [(0, "序号"), (1, "村"), (2, "网格名称"), (7, "备注")] {
            merge(sheet, (1, col), (2, col), text);
        }
        merge(sheet, (1, 3), (1, 4), "网格长");
        merge(sheet, (1, 5), (1, 6), "专职网格员");
        put(sheet, 2, &[&["", "", "", "姓名", "电话", "姓名", "电话"]]);
        put(
            sheet,
            3,
            &[
                &["1", "甲村", "一格", "张三", "13800000001", "李四、王五", "13800000002、13800000003"],
                &["2", "甲村", "二格", "张三", "13800000001", "", "", "待补"],
            ],
        );
    });
    let found = roster(&read(&bytes, "分包表.xlsx").unwrap());
    assert_eq!(
        lines(&found),
        [
            "4 甲村 一格 张三 网格长 13800000001 #0",
            "4 甲村 一格 李四 专职网格员 13800000002 #1",
            "4 甲村 一格 王五 专职网格员 13800000003 #2",
            "5 甲村 二格 张三 网格长 13800000001 #0",
        ]
    );
    assert_eq!(codes(&found.problems), [""; 0]);
}

#[test]
fn a_leader_written_again_in_each_row_is_one_person_and_a_head_written_again_on_one_grid_is_said_once() {
    let found = roster(&table(&[
        &["村", "网格", "包村领导", "网格长", "专职网格员"],
        &["甲村", "一格", "王建国", "张三", "李四"],
        &["甲村", "一格", "王建国", "张三", "赵六"],
        &["甲村", "二格", "王建国", "张三", "孙七"],
    ]));
    assert_eq!(
        lines(&found),
        [
            "2 甲村 一格 王建国 包村领导 - #0",
            "2 甲村 一格 张三 网格长 - #1 held",
            "2 甲村 一格 李四 专职网格员 - #2",
            "3 甲村 一格 赵六 专职网格员 - #3",
            "4 甲村 二格 王建国 包村领导 - #0",
            "4 甲村 二格 张三 网格长 - #4 held",
            "4 甲村 二格 孙七 专职网格员 - #5",
        ]
    );
    assert_eq!(codes(&found.problems), ["D2 same-name", "D4 same-name"]);
    assert_eq!(codes(&found.notes), ["C3 one-person-by-role", "D3 one-person-by-role", "C4 one-person-by-role"]);
}

#[test]
fn a_grid_without_a_person_is_still_a_grid() {
    let found = roster(&table(&[
        &["村", "网格", "户数", "试点起", "姓名", "职务"],
        &["甲村", "一格", "45", "2026-03", "", ""],
    ]));
    assert_eq!(lines(&found), ["2 甲村 一格 - - - #-"]);
    assert_eq!(found.rows[0].pilot_from.as_ref().map(|d| d.value.to_string()), Some("2026-03-01".into()));
}

#[test]
fn a_village_left_blank_in_a_text_file_is_carried_down_and_told() {
    let found = roster(&table(&[
        &["村", "网格", "姓名", "职务"],
        &["甲村", "一格", "张三", "网格长"],
        &["", "二格", "李四", "网格长"],
        &["", "三格", "王五", "网格长"],
        &["乙村", "一格", "赵六", "网格长"],
    ]));
    assert_eq!(lines(&found)[2], "4 甲村 三格 王五 网格长 - #2");
    assert_eq!(codes(&found.notes), ["A3 village-carried"]);
    assert_eq!(told(&found.notes[0]), "表!A3：有 2 行村名空着，按上面的“甲村”读取。如果不对，请在这些行填上村名。");
}

#[test]
fn a_village_written_as_a_band_is_that_of_the_rows_below() {
    let bytes = book(|sheet| {
        put(sheet, 0, &[&["网格", "姓名", "职务"]]);
        merge(sheet, (1, 0), (1, 2), "甲 村");
        put(sheet, 2, &[&["一格", "张三", "网格长"]]);
        merge(sheet, (3, 0), (3, 2), "乙村");
        put(sheet, 4, &[&["一格", "李四", "网格长"], &["网格", "姓名", "职务"], &["二格", "王五", "网格长"]]);
    });
    let found = roster(&read(&bytes, "a.xlsx").unwrap());
    let expected = ["3 甲村 一格 张三 网格长 - #0", "5 乙村 一格 李四 网格长 - #1", "7 乙村 二格 王五 网格长 - #2"];
    assert_eq!(lines(&found), expected);
    assert_eq!(codes(&found.notes), ["A2 row-band", "A4 row-band", "A6 row-header-again"]);
}

#[test]
fn a_figure_merged_over_several_grids_is_nobodys_alone() {
    let bytes = book(|sheet| {
        put(sheet, 0, &[&["村", "网格", "户数", "姓名", "职务"]]);
        put(sheet, 1, &[&["甲村", "一格", "", "张三", "网格长"], &["甲村", "二格", "", "李四", "网格长"]]);
        merge(sheet, (1, 2), (2, 2), "90");
    });
    let found = roster(&read(&bytes, "a.xlsx").unwrap());
    assert_eq!(codes(&found.problems), ["C2 figure-shared"]);
    assert!(found.rows.iter().all(|row| row.households.is_none() && !row.held));
}

#[test]
fn a_grid_merged_over_its_people_is_the_grid_of_each() {
    let bytes = book(|sheet| {
        put(sheet, 0, &[&["村", "网格", "户数", "姓名", "专兼职", "职务"]]);
        put(sheet, 1, &[&["甲村", "", "", "张三", "专职", "网格员"], &["甲村", "", "", "李四", "兼职", "网格员"]]);
        merge(sheet, (1, 1), (2, 1), "一格");
        merge(sheet, (1, 2), (2, 2), "45");
    });
    let found = roster(&read(&bytes, "a.xlsx").unwrap());
    assert_eq!(lines(&found), ["2 甲村 一格 张三 专职网格员 - #0", "3 甲村 一格 李四 兼职网格员 - #1"]);
    assert_eq!(codes(&found.problems), [""; 0]);
    assert!(found.rows.iter().all(|row| row.households.as_ref().is_some_and(|h| h.value == 45)));
}

#[test]
fn numbers_and_dates_in_cells_are_read_as_they_are_seen() {
    let bytes = book(|sheet| {
        put(sheet, 0, &[&["村", "网格", "网格编码", "姓名", "工号", "电话", "职务", "起始日期"]]);
        put(sheet, 1, &[&["甲村", "一格", "", "张三", "", "", "网格长", ""]]);
        sheet.write_number(1, 2, 330_102_101_201_001.0).unwrap();
        sheet.write_number_with_format(1, 4, 7.0, &rust_xlsxwriter::Format::new().set_num_format("000")).unwrap();
        sheet.write_number(1, 5, 13_800_000_001.0).unwrap();
        let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 3, 1).unwrap();
        let format = rust_xlsxwriter::Format::new().set_num_format("yyyy\"年\"m\"月\"");
        sheet.write_datetime_with_format(1, 7, date, &format).unwrap();
    });
    let found = roster(&read(&bytes, "a.xlsx").unwrap());
    let row = &found.rows[0];
    assert_eq!(codes(&found.problems), [""; 0]);
    assert_eq!(row.grid_code.as_ref().map(|c| c.value.to_string()), Some("330102101201001".into()));
    assert_eq!(row.person_code.as_ref().map(|c| c.value.as_str()), Some("007"));
    assert_eq!(row.phone.as_ref().map(|c| c.value.as_str()), Some("13800000001"));
    assert_eq!(row.from.as_ref().map(|d| d.value.to_string()), Some("2026-03-01".into()));
    assert_eq!(row.role.as_ref().map(|r| r.value), Some(Role::Head));
}

#[test]
fn hidden_sheets_are_not_read_and_that_is_told() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, person) in [("现任", "张三"), ("旧", "李四")] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        put(sheet, 0, &[&["村", "网格", "姓名", "职务"], &["甲村", "一格", person, "网格长"]]);
        if name == "旧" {
            sheet.set_hidden(true);
        }
    }
    let found = roster(&read(&book.save_to_buffer().unwrap(), "a.xlsx").unwrap());
    assert_eq!(lines(&found), ["2 甲村 一格 张三 网格长 - #0"]);
    assert_eq!(codes(&found.notes), ["sheet-hidden"]);
}

#[test]
fn identity_numbers_are_never_taken_in() {
    let id = "330102199003071230";
    let found = roster(&table(&[
        &["村", "网格", "姓名", "身份证号", "工号", "备注", "职务"],
        &["甲村", "一格", "张三", id, id, id, "网格长"],
    ]));
    assert_eq!(
        (codes(&found.problems), codes(&found.notes)),
        (vec!["E2 id-number".into(), "F2 id-number".into()], vec!["D1 id-number-column".into()])
    );
    assert!(!format!("{found:?}").contains(id));
}
