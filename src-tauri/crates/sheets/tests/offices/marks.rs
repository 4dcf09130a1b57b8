//! Marks from tables.

use domain::{Score, State};
use sheets::{MarkCell, Marks, MarksShape, SheetIndicator, SheetPerson, marks, read};

use crate::support::{book, codes, day, merge, put, table, told};

fn shape() -> MarksShape {
    MarksShape {
        indicators: ["道路", "庭院", "河塘"].map(String::from).to_vec(),
        inspections: ["集中检查", "暗访"].map(String::from).to_vec(),
    }
}

fn lines(found: &Marks) -> Vec<String> {
    let value = |cell: &MarkCell| match cell {
        MarkCell::Blank => "空".to_string(),
        MarkCell::Earned(score) => score.to_string(),
        MarkCell::Lost(score) => format!("-{score}"),
        MarkCell::State(state) => state.zh().to_string(),
    };
    let line = |row: &sheets::MarkRow| {
        let marks: Vec<String> = row.marks.iter().map(|m| format!("{}={}", m.indicator, value(&m.value))).collect();
        let inspection = row.inspection.as_ref().map(|i| format!("({})", i.value)).unwrap_or_default();
        let held = if row.held { " held" } else { "" };
        format!("{}{inspection} {}{held}", row.name.as_ref().map_or("?", |n| &n.value), marks.join(" "))
    };
    found.rows.iter().map(line).collect()
}

#[test]
fn marks_are_read_with_every_doubt_at_its_cell() {
    let found = marks(
        &table(&[
            &["2026年6月评分表"],
            &["序号", "村", "姓名", "道路（40分）", "庭院30分", "河塘", "绿化", "总分", "备注"],
            &["1", "甲村", "张 三", "35.5分", "２８．５", "-0.5", "9", "63.5", ""],
            &["2", "甲村", "李四", "", "缺勤", "扣2", "", "", ""],
            &["3", "乙村", "王五", "85,5", "请假", "30.125", "", "", ""],
            &["4", "乙村", "赵六、孙七", "30", "20", "10", "", "", ""],
            &["5", "乙村", "", "30", "", "", "", "", ""],
            &["6", "乙村", "", "", "", "", "", "", ""],
            &["平均", "", "", "33", "", "", "", "", ""],
        ]),
        &shape(),
    );
    assert_eq!(
        lines(&found),
        [
            "张三 道路=35.50 庭院=28.50 河塘=-0.50",
            "李四 道路=空 庭院=缺勤 河塘=-2.00",
            "王五 ",
            "赵六、孙七 道路=30.00 庭院=20.00 河塘=10.00 held",
            "? 道路=30.00 庭院=空 河塘=空 held",
        ]
    );
    assert_eq!(
        codes(&found.problems),
        [
            "G2 unknown-indicator",
            "D5 bad-mark",
            "E5 bad-mark",
            "F5 mark-decimals",
            "C6 mark-whose",
            "C7 mark-without-name"
        ]
    );
    assert_eq!(codes(&found.notes), ["H2 column-not-used", "I2 column-not-used", "A9 row-total"]);
    assert_eq!(found.problems[2].choices, ["缺勤", "免考", "未考评"]);
    assert_eq!(
        told(&found.problems[0]),
        "表!G2：“绿化”不是本月的考评指标，这一列没有读取。请把表头改成办法里的指标名称；不是评分列就删去。"
    );
}

#[test]
fn inspections_stand_in_a_column_or_above_the_indicators() {
    let column = marks(
        &table(&[
            &["姓名", "检查", "道路", "庭院"],
            &["张三", "集中检查", "30", "20"],
            &["张三", "暗访", "28", "19"],
            &["李四", "抽查", "28", "19"],
        ]),
        &shape(),
    );
    assert_eq!(lines(&column)[..2], ["张三(集中检查) 道路=30.00 庭院=20.00", "张三(暗访) 道路=28.00 庭院=19.00"]);
    assert_eq!(codes(&column.problems), ["B4 unknown-inspection"]);
    assert_eq!(codes(&column.notes), ["indicator-without-column"]);
    let above = book(|sheet| {
        merge(sheet, (0, 0), (1, 0), "姓名");
        merge(sheet, (0, 1), (0, 2), "集中检查");
        merge(sheet, (0, 3), (0, 4), "暗访");
        put(sheet, 1, &[&["", "道路", "庭院", "道路", "庭院"], &["张三", "30", "20", "28", "19"]]);
    });
    let above = marks(&read(&above, "a.xlsx").unwrap(), &shape());
    assert_eq!(lines(&above), ["张三(暗访) 道路=28.00 庭院=19.00", "张三(集中检查) 道路=30.00 庭院=20.00"]);
    assert_eq!(codes(&above.problems), [""; 0]);
}

#[test]
fn a_name_that_is_there_twice_is_told_at_both_cells_and_nothing_is_chosen() {
    let found = marks(
        &table(&[&["村", "姓名", "道路"], &["甲村", "张三", "30"], &["甲村", "李四", "30"], &["甲村", "张三", "28"]]),
        &shape(),
    );
    assert_eq!(codes(&found.problems), ["B2 marked-twice", "B4 marked-twice"]);
    assert_eq!(found.rows.iter().map(|row| row.held).collect::<Vec<_>>(), [true, false, true]);
}

#[test]
fn a_word_may_be_merged_over_one_row_but_no_mark_over_several() {
    let bytes = book(|sheet| {
        put(sheet, 0, &[&["姓名", "道路", "庭院", "河塘"], &["张三"], &["李四"], &["王五"]]);
        merge(sheet, (1, 1), (1, 3), "免考");
        merge(sheet, (2, 1), (3, 1), "30");
    });
    let found = marks(&read(&bytes, "a.xlsx").unwrap(), &shape());
    assert_eq!(lines(&found)[0], "张三 道路=免考 庭院=免考 河塘=免考");
    assert_eq!(codes(&found.problems), ["B3 mark-merged", "B4 mark-merged"]);
}

#[test]
fn what_excel_turned_into_a_date_or_an_error_is_no_mark() {
    let bytes = book(|sheet| {
        put(sheet, 0, &[&["姓名", "道路", "庭院", "河塘"], &["张三"]]);
        let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 8, 5).unwrap();
        sheet.write_datetime_with_format(1, 1, date, &rust_xlsxwriter::Format::new().set_num_format("m-d")).unwrap();
        sheet.write_formula(1, 2, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet.write_formula(1, 3, rust_xlsxwriter::Formula::new("=85.1+0.4").set_result("85.49999999999999")).unwrap();
    });
    let found = marks(&read(&bytes, "a.xlsx").unwrap(), &shape());
    assert_eq!(lines(&found), ["张三 河塘=85.50"]);
    assert_eq!(codes(&found.problems), ["B2 mark-is-date", "C2 cell-error"]);
}

#[test]
fn the_published_notice_comes_in_as_it_was_printed() {
    let scores = ["93", "91", "90", "89", "89", "88", "88", "87", "87", "86", "85", "84", "80"];
    let rows: Vec<Vec<String>> =
        scores.iter().enumerate().map(|(at, s)| vec![format!("村{at}"), format!("甲{at}"), (*s).into()]).collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let mut all: Vec<&[&str]> = vec![&["村", "姓名", "总分"]];
    all.extend(rows.iter().map(Vec::as_slice));
    let found = marks(&table(&all), &MarksShape { indicators: vec!["总分".into()], inspections: vec![] });
    let total: i64 = found
        .rows
        .iter()
        .flat_map(|row| &row.marks)
        .map(|m| if let MarkCell::Earned(s) = m.value { s.0 } else { 0 })
        .sum();
    assert_eq!((found.rows.len(), total, codes(&found.problems)), (13, 113_700, vec![]));
}

#[test]
fn the_marks_sheet_reads_back_exactly() {
    let marked = vec![
        vec![MarkCell::Earned(Score(3550)), MarkCell::Lost(Score(50)), MarkCell::Blank],
        vec![MarkCell::State(State::Absent), MarkCell::State(State::Exempt), MarkCell::State(State::Uninspected)],
        vec![MarkCell::Earned(Score(0)), MarkCell::Lost(Score(0)), MarkCell::Earned(Score(1))],
        vec![MarkCell::Blank; 3],
    ];
    let person = |(at, marks): (usize, &Vec<MarkCell>)| SheetPerson {
        village: "甲村".into(),
        grid: "一格".into(),
        grid_code: "330102101201001".into(),
        name: ["张三", "李𬱖", "王㛃", "阿依古丽·买买提"][at].into(),
        person_code: format!("00{at}"),
        marks: marks.clone(),
    };
    let indicators =
        shape().indicators.into_iter().map(|name| SheetIndicator { name, max: Some(Score(4000)) }).collect();
    let sheet = sheets::MarksSheet {
        title: "2026年6月评分表".into(),
        inspection: "集中检查".into(),
        hint: "扣分填负数".into(),
        indicators,
        people: marked.iter().enumerate().map(person).collect(),
    };
    let template = sheets::marks_template(&sheet, day("2026-06-30")).unwrap();
    for (bytes, name) in [(template, "六月.xlsx"), (sheets::marks_csv(&sheet), "六月.csv")] {
        let found = marks(&read(&bytes, name).unwrap(), &shape());
        assert_eq!((codes(&found.problems), codes(&found.notes)), (vec![], vec![]));
        let back: Vec<Vec<MarkCell>> =
            found.rows.iter().map(|row| row.marks.iter().map(|m| m.value).collect()).collect();
        assert_eq!(back, marked, "{name}");
        for (row, person) in found.rows.iter().zip(&sheet.people) {
            let text =
                |field: &Option<sheets::Field<String>>| field.as_ref().map(|f| f.value.clone()).unwrap_or_default();
            assert_eq!((text(&row.name), text(&row.person_code)), (person.name.clone(), person.person_code.clone()));
            assert_eq!(text(&row.inspection), "集中检查");
            assert_eq!(row.grid_code.as_ref().map(|c| c.value.to_string()), Some(person.grid_code.clone()));
        }
    }
}
