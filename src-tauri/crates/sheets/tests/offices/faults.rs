//! One reproducer for every code, with its message. A code in the crate that has none fails the last test.

use std::collections::{BTreeMap, BTreeSet};

use sheets::{CellProblem, MarksShape, Table, facts, households, marks, read, roster};
use words::{Lang, Words};

use crate::support::{book, merge, put, table};

/// The first message of a code among what was found.
struct Told(BTreeMap<String, String>);

impl Told {
    fn add(&mut self, found: impl IntoIterator<Item = domain::Problem>) {
        for problem in found {
            for lang in [Lang::En, Lang::ZhCn] {
                let message = Words::new(lang).problem(&problem);
                assert!(!message.contains('⟨'), "{} lacks words: {message}", problem.code);
                if lang == Lang::ZhCn {
                    self.0.entry(problem.code.clone()).or_insert(message);
                }
            }
        }
    }

    fn roster(&mut self, tables: &[Table]) {
        let found = roster(tables);
        self.cells(found.problems, found.notes);
    }

    fn marks(&mut self, tables: &[Table]) {
        let shape =
            MarksShape { indicators: vec!["道路".into(), "庭院".into()], inspections: vec!["集中检查".into()] };
        let found = marks(tables, &shape);
        self.cells(found.problems, found.notes);
    }

    fn cells(&mut self, problems: Vec<CellProblem>, notes: Vec<CellProblem>) {
        self.add(problems.iter().chain(&notes).map(CellProblem::problem));
    }
}

fn everything() -> BTreeMap<String, String> {
    let mut told = Told(BTreeMap::new());
    files(&mut told);
    rosters(&mut told);
    marks_tables(&mut told);
    let id = "330102199003071230";
    let register = [
        &["网格", "户号", "户主", "身份证号"][..],
        &["一格", "1", "张三", id],
        &["一格", "2", "李四、王五", ""],
        &["", "3", "赵六", ""],
        &["一格", id, "孙七", ""],
    ];
    for tables in [table(&register), table(&[&["甲", "乙"]])] {
        let found = households(&tables);
        assert!(!format!("{found:?}").contains(id));
        told.cells(found.problems, found.notes);
    }
    told.0
}

fn files(told: &mut Told) {
    for bytes in [&b""[..], b"%PDF-1.7", b"<html>", b"PK\x03\x04", b"a,b\n\xFF\xFF,c", b"a,\"b"] {
        told.add(read(bytes, "名单.xls").unwrap_err().problems);
    }
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    told.add(read(&[&[0xD0, 0xCF, 0x11, 0xE0][..], &name].concat(), "名单.xls").unwrap_err().problems);
    told.add(facts(b"month,subject,group,fact,item,month,colour\n2026-05,a\n", "FACTS.csv").unwrap_err().problems);
    let long = sheets::TableModel {
        columns: vec![sheets::Column::new("说明", sheets::Kind::Text, 0)],
        rows: vec![vec!["长".repeat(40_000).into()]],
        ..sheets::TableModel::default()
    };
    told.add(sheets::workbook(&[long], crate::support::day("2026-06-30")).unwrap_err().problems);
}

fn rosters(told: &mut Told) {
    told.roster(&table(&[&["甲", "乙"], &["1", "2"]]));
    told.roster(&table(&[&["村", "网格", "姓名", "名字", "职务"]]));
    told.roster(&table(&[&["村", "网格", "网格长", "电话", "手机"]]));
    let head = &[
        "村",
        "村编码",
        "网格",
        "网格编码",
        "户数",
        "姓名",
        "工号",
        "电话",
        "职务",
        "起始日期",
        "截止日期",
        "民族",
    ][..];
    told.roster(&table(&[
        head,
        &[
            "甲村",
            "330102101201",
            "一格",
            "330102101201001",
            "45户",
            "张三",
            "001",
            "13800000001、13800000002",
            "网格员",
            "2026-03",
            "2026-02",
        ],
        &["甲村", "330102101202", "二格", "330102101209", "1-2", "李四", "001", "110", "会计", "26.3.1", ""],
        &["乙村", "330102101201", "三格", "330102101201001", "46", "张三（组长）", "", "", "", "", ""],
        &["丙村", "1", "四格", "12", "", "赵 六", "", "13800000003", "网格长", "", ""],
        &["丙村", "", "五格", "", "", "赵六", "", "13800000003", "网格长", "", ""],
        &["丙村", "", "五格", "", "", "赵六", "", "13800000003", "网格长", "", ""],
        &["丁村", "", "", "", "", "孙七", "", "", "网格长", "", ""],
        &["", "", "六格、七格", "330102101201006", "", "周八、吴九", "1、2、3", "13800000004", "网格长", "", ""],
        &["", "", "八格", "", "", "郑十 王一", "", "", "网格长", "", ""],
        &["戊", "", "一格", "", "", "钱二", "", "13800000005", "网格长", "", ""],
        &["戊村", "", "二格", "", "", "钱二", "", "", "网格长", "", ""],
        &["戊村", "", "三格", "", "", "", "", "13800000006", "", "", ""],
        &["戊村", "", "三格、四格", "", "", "冯一", "", "", "网格长", "", ""],
        &["戊村", "", "五格", "", "", "陈一、卫一", "", "", "网格长", "", ""],
        &["丁村", "", "九格", "", "", "孙七", "", "", "网格长", "", ""],
        &["合计"],
        head,
        &["填表人：某"],
    ]));
    told.roster(&table(&[&["村", "网格", "包村领导"], &["甲村", "一格", "王建国"], &["甲村", "二格", "王建国"]]));
    told.roster(&table(&[&["网格", "姓名", "职务"], &["一格", "张三", "网格长"]]));
    told.roster(&table(&[
        &["村", "网格", "是否试点", "级别", "人口", "四至", "姓名", "身份证号", "职务", "备注"],
        &["甲村", "一格", "是", "大网格", "10", "东", "", "", "", "330102199003071230"],
        &["甲村", "一格", "", "", "11", "西", "", "", "", ""],
        &["", "", "", "", "", "", "", "", "网格长", ""],
    ]));
    let bytes = book(|sheet| {
        put(sheet, 0, &[&["村", "网格", "网格编码", "户数", "姓名", "职务", "起始日期"]]);
        put(sheet, 1, &[&["甲村", "一格", "", "", "张三", "网格长"], &["甲村", "二格", "", "", "李四", "网格长"]]);
        sheet.write_number(1, 2, 330_102_101_201_003_001.0).unwrap();
        sheet.write_formula(2, 2, rust_xlsxwriter::Formula::new("=A9").set_result("#REF!")).unwrap();
        sheet.write_number(1, 6, 2026.1).unwrap();
        merge(sheet, (1, 3), (2, 3), "90");
        merge(sheet, (3, 0), (3, 6), "乙村");
    });
    let mut tables = read(&bytes, "a.xlsx").unwrap();
    tables.push(Table::new("旧", true, vec![vec![sheets::Cell::text("x")]], vec![]));
    tables.push(Table::new("说明", false, vec![vec![sheets::Cell::text("x")]], vec![]));
    told.roster(&tables);
}

fn marks_tables(told: &mut Told) {
    told.marks(&table(&[&["甲", "乙"], &["1", "2"]]));
    told.marks(&table(&[
        &["姓名", "检查", "道路", "绿化"],
        &["张三", "集中检查", "优", ""],
        &["李四", "抽查", "30.125", ""],
        &["王五、赵六", "集中检查", "30", ""],
        &["", "", "30", ""],
        &["孙七", "", "30", ""],
        &["孙七", "", "31", ""],
    ]));
    let bytes = book(|sheet| {
        put(sheet, 0, &[&["姓名", "道路", "庭院"], &["张三"], &["李四"]]);
        let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 8, 5).unwrap();
        sheet.write_datetime_with_format(1, 2, date, &rust_xlsxwriter::Format::new().set_num_format("m-d")).unwrap();
        merge(sheet, (1, 1), (2, 1), "30");
    });
    told.marks(&read(&bytes, "a.xlsx").unwrap());
}

#[test]
fn every_code_has_a_reproducer_and_its_message() {
    let told = everything();
    let shown: String = told.iter().map(|(code, message)| format!("{code}\n    {message}\n")).collect();
    insta::assert_snapshot!("messages", shown);
}

#[test]
fn every_word_of_this_crate_is_told_by_a_reproducer() {
    let json = include_str!("../../../../../assets/words/zh-CN/sheet-problems.json");
    let codes: BTreeSet<&str> =
        json.lines().filter_map(|l| l.trim().strip_prefix("\"problem.")?.split_once('"')).map(|p| p.0).collect();
    let told = everything();
    let untold: Vec<&str> = codes.iter().copied().filter(|code| !told.contains_key(*code)).collect();
    let wordless: Vec<&String> = told.keys().filter(|code| !codes.contains(code.as_str())).collect();
    assert!(untold.is_empty() && wordless.is_empty(), "no reproducer: {untold:?}; no words: {wordless:?}");
}
