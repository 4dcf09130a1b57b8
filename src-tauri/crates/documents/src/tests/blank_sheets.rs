//! Blank sheets: a page is a page, whatever stands on it, and its code can be read from the paper.

use super::{TYPESETTER, whole_text};
use crate::{BlankHousehold, BlankLeaf, BlankRow, BlankSheet, Document, Draw, DrawRow, Indicator, LotRecord};

/// A village's sheet, split as it is printed.
fn sheet(indicators: usize, workers: usize, households: usize) -> BlankSheet {
    let names = ["周㛃", "欧阳䶮明", "买买提·吐尔逊·艾合买提江", "张三"];
    let heads = ["道路", "房前屋后", "农业生产废弃物收集处理情况", "公共区域", "巡查履职"];
    let (mut worker, mut household) = (0..workers, 0..households);
    let mut first = 1;
    let pages = BlankSheet::pages_of(indicators, workers, households);
    let leaves = pages.iter().enumerate().map(|(n, &(rows, asked))| {
        let leaf = BlankLeaf {
            code: format!("2606-J1-201-{}", n + 1),
            village: "石门坎彝族苗族村".into(),
            order: "第12站".into(),
            page: format!("第{}页，共{}页", n + 1, pages.len()),
            first,
            rows: worker
                .by_ref()
                .take(rows)
                .map(|i| BlankRow {
                    name: names[i % names.len()].into(),
                    grid: ["第一网格", "上寨大榕树片第十一网格"][i % 2].into(),
                    remark: ["", "缺勤"][usize::from(i % 7 == 3)].into(),
                })
                .collect(),
            households: household
                .by_ref()
                .take(asked)
                .map(|i| BlankHousehold {
                    name: format!("{:03} 阿卜杜热合曼·艾合买提", i + 1),
                    grid: "上寨大榕树片第十一网格".into(),
                    about: "周㛃、欧阳䶮明".into(),
                    answers: vec!["□优　□良　□中　□差".into(), "□干净户　□不干净户".into()],
                })
                .collect(),
        };
        first += rows;
        leaf
    });
    BlankSheet {
        office: "清河乡人居环境办公室".into(),
        title: "网格员月度考评表".into(),
        month: "2026年6月".into(),
        inspection: "集中检查第1次".into(),
        leaves: leaves.collect(),
        indicators: (0..indicators)
            .map(|i| Indicator { name: heads[i % heads.len()].into(), max: "10分".into() })
            .collect(),
        signatures: ["检查人", "村负责人", "检查日期"].map(String::from).to_vec(),
        note: "逐项打分或扣分，扣分写明地点和原因；没有检查到的空着，缺勤、免考、未考评写字，都不填0。".into(),
        date: crate::samples::date(),
    }
}

fn codes_of(document: &Document, page: usize) -> Vec<String> {
    let png = TYPESETTER.pages_png(document, 150, page..page + 1).unwrap().remove(0).png;
    let grey = image::load_from_memory(&png).unwrap().to_luma8();
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(
        usize::try_from(grey.width()).unwrap(),
        usize::try_from(grey.height()).unwrap(),
        |x, y| grey.get_pixel(u32::try_from(x).unwrap(), u32::try_from(y).unwrap()).0[0],
    );
    picture.detect_grids().iter().filter_map(|g| g.decode().ok()).map(|(_, text)| text).collect()
}

#[test]
fn each_leaf_fills_one_page_and_no_more_and_its_code_reads_back() {
    for (indicators, workers, households) in [(12, 40, 5), (12, 9, 12), (3, 40, 5), (8, 7, 0), (1, 1, 40)] {
        let sheet = sheet(indicators, workers, households);
        let codes: Vec<String> = sheet.leaves.iter().map(|leaf| leaf.code.clone()).collect();
        let document = Document::BlankSheet(sheet);
        assert_eq!(TYPESETTER.page_count(&document).unwrap(), codes.len(), "{indicators} {workers} {households}");
        for (page, code) in codes.iter().enumerate() {
            assert_eq!(codes_of(&document, page), [code.as_str()]);
        }
    }
}

#[test]
fn every_worker_stands_on_the_sheet_under_the_number_of_the_row() {
    let text = whole_text(&Document::BlankSheet(sheet(12, 40, 5)));
    assert_eq!(text.matches("周㛃").count() - 5, 10, "ten workers of the name, and five households about one");
    assert!(text.contains("40") && text.contains("住户签名") && text.contains("2606-J1-201-4"));
}

#[test]
fn the_lot_record_gives_everything_that_is_needed_to_draw_again() {
    let row = |n: usize| DrawRow {
        name: format!("第{n}村"),
        key: format!("990123101{:03}", 200 + n),
        digits: format!("{n:012x}"),
        drawn: if n < 3 { "抽中".into() } else { String::new() },
    };
    let text = whole_text(&Document::LotRecord(LotRecord {
        office: "清河乡人居环境办公室".into(),
        title: "抽签记录".into(),
        subtitle: "2026年6月集中检查第1次".into(),
        draws: vec![Draw {
            heading: "抽查村（第2次抽签）".into(),
            facts: vec![("种子".into(), "20260612".into()), ("重抽原因".into(), "监督人没有到场".into())],
            rows: (1..60).map(row).collect(),
        }],
        method: vec!["把种子和候选的编码写在一起。".into()],
        signatures: vec!["抽签人".into()],
        date: crate::samples::date(),
    }));
    for part in ["20260612", "监督人没有到场", "990123101259", "00000000003b", "核对办法", "抽签人："] {
        assert!(text.contains(part), "“{part}” is not in: {text}");
    }
}
