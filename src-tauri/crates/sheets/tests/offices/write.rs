//! Tables out, and back in.

use domain::{Money, Score};
use sheets::{CellKind, Column, Kind, Out, ROSTER_HEADERS, TableModel, csv, read, roster, workbook};

use crate::support::{codes, day};

fn ranking() -> TableModel {
    TableModel {
        name: "排名".into(),
        title: "2026年6月考评排名".into(),
        columns: vec![
            Column::new("名次", Kind::Integer, 6),
            Column::new("姓名", Kind::Text, 10),
            Column::new("工号", Kind::Text, 10),
            Column::new("得分", Kind::Score, 0),
            Column::new("奖励", Kind::Money, 12).summed(),
            Column::new("日期", Kind::Date, 12),
        ],
        rows: vec![
            vec![
                1_u32.into(),
                "李𬱖".into(),
                "007".into(),
                Score(9450).into(),
                Money(140_950).into(),
                day("2026-06-26").into(),
            ],
            vec![
                2_i64.into(),
                "=1+1".into(),
                "13800000001".into(),
                Score(8549).into(),
                Money(32_504).into(),
                Out::Blank,
            ],
            vec![Out::Blank, "王五".into(), Out::Blank, "缺勤".into(), Out::Blank, Out::Blank],
        ],
        total: "合计".into(),
        notes: vec!["缺勤的不参加排名。".into()],
        landscape: false,
    }
}

#[test]
fn a_table_comes_back_from_xlsx_as_it_was() {
    let tables = read(&workbook(&[ranking()], day("2026-06-30")).unwrap(), "排名.xlsx").unwrap();
    let table = &tables[0];
    let row = |row: usize| -> Vec<&str> { (0..6).map(|col| table.cell(row, col).text.as_str()).collect() };
    assert_eq!((table.sheet.as_str(), table.cell(0, 5).text.as_str()), ("排名", "2026年6月考评排名"));
    assert_eq!(row(1), ["名次", "姓名", "工号", "得分", "奖励", "日期"]);
    assert_eq!(row(2), ["1", "李𬱖", "007", "94.5", "1409.5", "2026-06-26"]);
    assert_eq!(row(3), ["2", "=1+1", "13800000001", "85.49", "325.04", ""]);
    assert_eq!(row(4), ["", "王五", "", "缺勤", "", ""]);
    assert_eq!(row(5), ["合计", "", "", "", "1734.54", ""]);
    assert_eq!(table.cell(7, 0).text, "注：缺勤的不参加排名。");
    assert_eq!([table.cell(3, 2).kind, table.cell(3, 3).kind], [CellKind::Text, CellKind::Number]);
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let write = || workbook(&[ranking(), ranking()], day("2026-06-30")).unwrap();
    assert_eq!(write(), write());
    assert_ne!(write(), workbook(&[ranking(), ranking()], day("2026-07-01")).unwrap());
}

#[test]
fn a_csv_opens_right_in_excel() {
    let text = String::from_utf8(csv(&ranking())).unwrap();
    assert_eq!(
        text,
        "\u{feff}名次,姓名,工号,得分,奖励,日期\r\n1,李𬱖,007,94.50,1409.50,2026-06-26\r\n2,=1+1,13800000001,85.49,325.04,\r\n,王五,,缺勤,,\r\n"
    );
}

#[test]
fn a_roster_written_under_its_headers_reads_back() {
    let columns = ROSTER_HEADERS.iter().map(|header| Column::new(*header, Kind::Text, 0)).collect();
    let row = [
        "甲村",
        "330102101201",
        "东片",
        "一格",
        "330102101201001",
        "三组",
        "网格",
        "东至河,西至路",
        "45",
        "160",
        "2026-03-01",
        "2026-12-31",
        "7",
        "李𬱖",
        "007",
        "0571-88000001",
        "副网格长",
        "2026-01-15",
        "2026-06-30",
        "试用",
    ];
    let model = TableModel {
        columns,
        rows: vec![row.map(Out::from).to_vec()],
        title: "花名册".into(),
        ..TableModel::default()
    };
    for (bytes, name) in
        [(workbook(std::slice::from_ref(&model), day("2026-06-30")).unwrap(), "a.xlsx"), (csv(&model), "a.csv")]
    {
        let found = roster(&read(&bytes, name).unwrap());
        assert_eq!((codes(&found.problems), codes(&found.notes)), (vec![], vec![]), "{name}");
        let r = &found.rows[0];
        let text = |f: &Option<sheets::Field<String>>| f.as_ref().map(|f| f.value.clone()).unwrap_or_default();
        let back = [
            text(&r.village),
            r.village_code.as_ref().unwrap().value.to_string(),
            text(&r.area),
            text(&r.grid),
            r.grid_code.as_ref().unwrap().value.to_string(),
            text(&r.parent),
            r.level.as_ref().unwrap().value.zh().to_string(),
            text(&r.extent),
            r.households.as_ref().unwrap().value.to_string(),
            r.population.as_ref().unwrap().value.to_string(),
            r.pilot_from.as_ref().unwrap().value.to_string(),
            r.pilot_to.as_ref().unwrap().value.to_string(),
            r.route.as_ref().unwrap().value.to_string(),
            text(&r.name),
            text(&r.person_code),
            text(&r.phone),
            r.role.as_ref().unwrap().value.zh().to_string(),
            r.from.as_ref().unwrap().value.to_string(),
            r.to.as_ref().unwrap().value.to_string(),
            text(&r.note),
        ];
        assert_eq!(back, row.map(String::from));
    }
}
