//! What a file is, whatever it is called.

use encoding_rs::GB18030;
use sheets::{read, roster};

use crate::support::{book, put};

const ROSTER: &str = "村,网格,姓名,职务\r\n甲村,一格,李𬱖,网格长\r\n\r\n甲村,二格,王㛃,网格长\r\n";

fn names(bytes: &[u8], file: &str) -> Vec<String> {
    let found = roster(&read(bytes, file).unwrap());
    assert_eq!(found.problems, []);
    found.rows.iter().map(|row| format!("{}{}", row.line, row.name.as_ref().unwrap().value)).collect()
}

#[test]
fn text_files_are_read_in_the_encodings_of_offices() {
    let expected = ["2李𬱖", "4王㛃"];
    assert_eq!(names(ROSTER.as_bytes(), "a.csv"), expected);
    assert_eq!(names(format!("\u{feff}{ROSTER}").as_bytes(), "a.csv"), expected);
    assert_eq!(names(&GB18030.encode(ROSTER).0, "a.csv"), expected);
    let wide: Vec<u8> =
        format!("\u{feff}{}", ROSTER.replace(',', "\t")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(names(&wide, "a.txt"), expected);
}

#[test]
fn a_workbook_is_read_whatever_its_name_ends_in() {
    let bytes = book(|sheet| put(sheet, 2, &[&["村", "网格", "姓名", "职务"], &["甲村", "一格", "李𬱖", "网格长"]]));
    for file in ["a.xls", "a.xlsx", "a.csv", "a"] {
        assert_eq!(names(&bytes, file), ["4李𬱖"], "{file}");
    }
}

#[test]
fn what_is_no_table_is_refused_with_what_it_is() {
    let check = |bytes: &[u8], code: &str, kind: Option<&str>| {
        let fault = read(bytes, "名单.xls").unwrap_err();
        assert_eq!((fault.code(), fault.unreadable, fault.problems[0].place.as_str()), (code, true, "名单.xls"));
        assert_eq!(fault.problems[0].args.get("kind").map(String::as_str), kind);
    };
    check(b"", "file-empty", None);
    check(b"\xEF\xBB\xBF \r\n", "file-empty", None);
    check(&book(|_| ()), "file-empty", None);
    check("<html><body><table><tr><td>姓名</td></tr></table>".as_bytes(), "file-web-page", None);
    check(b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>", "file-web-page", None);
    check(b"%PDF-1.7", "file-no-table", Some("PDF"));
    check(b"\x89PNG\r\n\x1a\n", "file-no-table", Some("PNG"));
    check("关于开展检查的通知。".as_bytes(), "file-no-table", Some("TXT"));
    check(b"\x00\x01\x02,\x03", "file-no-table", Some("?"));
    check(b"PK\x03\x04 cut off", "table-damaged", None);
    let mut cut = book(|sheet| put(sheet, 0, &[&["村", "姓名"]]));
    cut.truncate(cut.len() / 2);
    check(&cut, "table-damaged", None);
    let ole = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 600]].concat();
    check(&ole, "table-damaged", None);
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&[ole, name].concat(), "file-password", None);
    check(b"a,b\n\xFF\xFF,c\n", "text-undecodable", None);
    check(b"a,b\n\"c,d\n", "csv-open-quote", None);
}

#[test]
fn xls_and_ods_are_read_like_xlsx() {
    let files: [(&str, &[u8]); 2] =
        [("roster.xls", include_bytes!("fixtures/roster.xls")), ("roster.ods", include_bytes!("fixtures/roster.ods"))];
    for (file, bytes) in files {
        assert_eq!(names(bytes, file), ["3张三", "4李㛃"]);
        let found = roster(&read(bytes, file).unwrap());
        let told = |row: &sheets::RosterRow| {
            let village = row.village.as_ref().map(|v| v.value.clone());
            let phone = row.phone.as_ref().map(|p| p.value.clone());
            (
                village.unwrap_or_default(),
                phone.unwrap_or_default(),
                row.from.as_ref().map(|d| d.value.to_string()).unwrap_or_default(),
            )
        };
        let of = |phone: &str| ("甲村".to_string(), phone.to_string(), "2026-03-01".to_string());
        assert_eq!(found.rows.iter().map(told).collect::<Vec<_>>(), [of("13800000001"), of("0571-88000001")], "{file}");
    }
}

#[test]
fn a_workbook_with_a_password_says_so() {
    let fault = read(include_bytes!("fixtures/password.xlsx"), "a.xlsx").unwrap_err();
    assert_eq!(fault.code(), "file-password");
}

#[test]
fn a_stray_cell_far_away_fills_no_memory() {
    let bytes = book(|sheet| {
        put(sheet, 0, &[&["村", "网格", "姓名", "职务"], &["甲村", "一格", "张三", "网格长"]]);
        sheet.write_string(1_048_575, 16_383, "x").unwrap();
    });
    assert_eq!(names(&bytes, "a.xlsx"), ["2张三"]);
}
