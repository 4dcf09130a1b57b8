//! The office's papers say what they were given, and tables carry their heads over pages.

use super::{laid_out, runs, text_of, whole_text};
use crate::{Document, RankGroup, Ranking, samples};

fn check(document: &Document, expected: &[&str]) {
    let text = whole_text(document);
    for part in expected {
        assert!(text.contains(part), "“{part}” is not in: {text}");
    }
}

#[test]
fn each_paper_says_what_it_was_given() {
    check(&Document::ScoreSheet(samples::score_sheet(true)), &["张家湾村", "第2站", "村庄道路", "90.50", "检查组长："]);
    check(&Document::Ranking(samples::ranking()), &["普通网格", "试点网格", "平均83.46分", "97.00", "请假", "制表："]);
    check(&Document::RedBlack(samples::red_black()), &["红榜", "黑榜", "连续三个月列前三名。", "58.40"]);
    check(&Document::Publication(samples::publication()), &["公示时间", "7月16日", "异议电话", "0872-6120319"]);
    check(&Document::Talk(samples::talk(true)), &["六月家里老人住院", "年内第1次：批评指正", "村委会会议室"]);
    check(
        &Document::Payment(samples::payment(24)),
        &["1409.50", "壹仟肆佰零玖元伍角", "16409.02", "人民币壹万陆仟肆佰零玖元零贰分", "领取人签名", "（24人次）"],
    );
    check(&Document::Goods(samples::goods()), &["洗衣液（3千克）24桶", "领取人签名"]);
    check(
        &Document::Derivations { pages: vec![samples::derivation()] },
        &["58.40", "第27名（共28人）", "〔《清河乡网格员月度考评方案》第十二条〕", "什么会改变这一结果"],
    );
    check(
        &Document::Appeal(samples::appeal(false)),
        &["垃圾池属第一网格", "批评指正（申诉期间暂缓）", "变更分数", "复核人："],
    );
    check(&Document::Appeal(samples::appeal(true)), &["撤销", "现场核实", "2026年7月16日"]);
    check(&Document::Correction(samples::correction()), &["原公布", "86.00", "90.00", "二、补发与扣回", "四、异议"]);
    check(
        &Document::Rectification(samples::rectification(&[12])),
        &["张家湾村：", "2026-06/12", "整改期限", "现场照片", "签收人：", "整改反馈", "复核意见", "村负责人："],
    );
    check(&Document::DefectList(samples::deductions(12)), &["扣分", "0.5", "集中检查第1次", "石门坎彝族村"]);
    check(&Document::DefectList(samples::open_defects(12)), &["逾期3个工作日", "12345热线", "𬱖家塘"]);
    check(&Document::Contents(samples::contents()), &["01", "扣分清单", "18", "整理："]);
    check(&Document::Handover(samples::handover()), &["移交人", "反光背心", "二、未办结事项", "三、需更换的责任牌"]);
}

#[test]
fn the_head_of_a_long_table_stands_on_every_page() {
    let layout = laid_out(&Document::Payment(samples::payment(60)));
    assert!(layout.pages() >= 3);
    for frame in layout.frames().take(3) {
        assert!(text_of(frame).contains("领取人签名"));
    }
}

#[test]
fn the_blank_score_sheet_keeps_route_order_and_a_page_for_each_village() {
    let layout = laid_out(&Document::ScoreSheet(samples::score_sheet(false)));
    let pages: Vec<String> = layout.frames().map(text_of).collect();
    assert_eq!(pages.len(), 2);
    assert!(pages[0].contains("张家湾村") && pages[1].contains("李家坝村"));
}

#[test]
fn figures_stand_under_one_another_at_the_right() {
    let layout = laid_out(&Document::Payment(samples::payment(24)));
    let page = runs(layout.frames().next().unwrap());
    let ends: Vec<f64> = page
        .iter()
        .filter(|run| run.text.ends_with("0.00") || run.text == "1409.50")
        .map(|run| run.x + run.width)
        .collect();
    assert!(ends.len() > 5);
    assert!(ends.iter().all(|end| (end - ends[0]).abs() < 0.05), "{ends:?}");
}

#[test]
fn a_column_that_nobody_fills_is_left_out() {
    let mut rows = samples::rank_rows(3);
    for row in &mut rows {
        row.reward.clear();
        row.change.clear();
    }
    let ranking = Ranking { groups: vec![RankGroup { rows, ..RankGroup::default() }], ..samples::ranking() };
    let text = whole_text(&Document::Ranking(ranking));
    assert!(!text.contains("较上月") && !text.contains("奖励") && text.contains("得分"));
}

#[test]
fn no_name_in_a_table_is_broken_over_lines_at_the_usual_lengths() {
    let layout = laid_out(&Document::Ranking(samples::ranking()));
    let page = runs(layout.frames().next().unwrap());
    assert!(page.iter().any(|run| run.text == "石门坎彝族村"));
    assert!(page.iter().any(|run| run.text == "买买提·吐尔逊"));
}

#[test]
fn an_empty_paper_still_comes_out() {
    for document in [
        Document::Ranking(Ranking::default()),
        Document::Payment(crate::Payment::default()),
        Document::Notice(crate::Notice::default()),
        Document::Talk(crate::Talk::default()),
        Document::Appeal(crate::Appeal::default()),
        Document::Handover(crate::Handover::default()),
        Document::Rectification(crate::Rectification::default()),
        Document::DefectList(crate::DefectList::default()),
    ] {
        assert_eq!(laid_out(&document).pages(), 1);
    }
}
