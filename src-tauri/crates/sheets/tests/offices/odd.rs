//! Whatever stands in a file, reading it ends in tables, notes and problems.

use sheets::{Cell, CellKind, MarksShape, Region, Table, households, marks, read, roster};

use crate::support::{book, put};

/// A fixed sequence that looks random.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

const TEXTS: [&str; 40] = [
    "村",
    "网格",
    "网格编码",
    "姓名",
    "电话",
    "职务",
    "户数",
    "道路",
    "网格长",
    "网格员",
    "起始日期",
    "户主",
    "合计",
    "张 三",
    "张三、李四",
    "一格/二格",
    "2026.1",
    "2026",
    "年月日",
    "202613",
    "-",
    "−",
    "扣",
    "分",
    "(",
    "（）",
    "𬱖",
    "\u{200b}",
    "１３８",
    "13800000001",
    "0571-",
    "330102199003071230",
    "330102101201",
    "缺勤",
    "é́",
    "\n",
    "、、",
    "是",
    "9999999999999999999",
    "注：",
];

#[test]
fn no_table_however_odd_ends_the_program() {
    let mut dice = Dice(7);
    let kinds =
        [CellKind::Text, CellKind::Number, CellKind::LongNumber, CellKind::Date, CellKind::Error, CellKind::Empty];
    for _ in 0..1500 {
        let (height, width) = (1 + dice.below(7), 1 + dice.below(7));
        let mut cell = || Cell {
            text: (0..=dice.below(2)).map(|_| TEXTS[dice.below(TEXTS.len())]).collect(),
            kind: if dice.below(3) > 0 { CellKind::Text } else { kinds[dice.below(kinds.len())] },
            anchor: None,
        };
        let rows = (0..height).map(|_| (0..width).map(|_| cell()).collect()).collect();
        let corner = (dice.below(height), dice.below(width));
        let region = Region { first: corner, last: (corner.0 + dice.below(3), corner.1 + dice.below(3)) };
        let tables = [Table::new("表", false, rows, vec![region])];
        let shape = MarksShape { indicators: vec!["道路".into()], inspections: vec![] };
        let found = (roster(&tables), marks(&tables, &shape), households(&tables));
        assert!(!format!("{found:?}").contains("330102199003071230"), "{tables:?}");
    }
}

#[test]
fn no_damage_to_a_file_ends_the_program() {
    let xlsx = book(|sheet| put(sheet, 0, &[&["村", "姓名"], &["甲村", "张三"]]));
    let files: [&[u8]; 3] = [&xlsx, include_bytes!("fixtures/roster.xls"), include_bytes!("fixtures/roster.ods")];
    let mut dice = Dice(11);
    for file in files {
        for _ in 0..150 {
            let mut bytes = file.to_vec();
            for _ in 0..=dice.below(8) {
                let at = dice.below(bytes.len());
                bytes[at] = u8::try_from(dice.below(256)).unwrap();
            }
            if let Err(fault) = read(&bytes, "a.xls") {
                assert!(fault.unreadable);
            }
        }
    }
}
