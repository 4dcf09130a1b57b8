#![allow(clippy::unwrap_used, clippy::panic)]
//! The small township's May: what each paper says at each step of the month.

use documents::Block;
use domain::{Month, State, SubjectId};

use super::kind::Kind;
use crate::{
    Office,
    testing::{day, may, month, run_month, small_office, type_total},
    view::{DecisionForm, FindingForm, PaperRow, StandingForm},
};

const TOTALS: [i64; 4] = [92, 85, 55, 95];

fn row(office: &mut Office, kind: &str) -> PaperRow {
    office.papers(may()).unwrap().into_iter().find(|r| r.kind == kind).unwrap_or_else(|| panic!("no paper {kind}"))
}

fn available(office: &mut Office) -> Vec<String> {
    office.papers(may()).unwrap().into_iter().filter(|r| r.unavailable.is_none()).map(|r| r.kind).collect()
}

fn closed() -> Office {
    let mut office = small_office();
    run_month(&mut office, may(), TOTALS);
    office
}

fn decide(office: &mut Office, person: i64, decision: &str) {
    let form = DecisionForm {
        month: may(),
        scheme: None,
        person: SubjectId(person),
        decision: decision.into(),
        by: "李镇长".into(),
        on: day("2026-06-20"),
        reason: "当面核实".into(),
        said: "指出问题。\n说明复查时间。".into(),
        own_words: "马上整改。".into(),
        handed_over: (decision == "done").then_some(true),
    };
    office.decide(&form).unwrap();
}

fn text_of(blocks: &[Block]) -> String {
    blocks
        .iter()
        .map(|block| match block {
            Block::Section(t) | Block::Subsection(t) | Block::Paragraph(t) => format!("{t}\n"),
            Block::Table(t) => t.rows.iter().map(|r| format!("{}\n", r.join("|"))).collect(),
        })
        .collect()
}

#[test]
fn papers_come_step_by_step_with_the_month_and_say_why_they_wait() {
    let mut office = small_office();
    assert_eq!(available(&mut office), ["score-sheet-blank/1"]);
    assert_eq!(row(&mut office, "ranking").unavailable.as_deref(), Some("还没有录入分数。"));
    for (person, total) in (1..).zip(TOTALS) {
        type_total(&mut office, may(), person, total);
    }
    let sheet = office.papers(may()).unwrap()[1].kind.clone();
    assert!(sheet.starts_with("score-sheet/"), "{sheet}");
    assert_eq!(available(&mut office), ["score-sheet-blank/1", sheet.as_str(), "ranking", "publication"]);
    assert_eq!(row(&mut office, "ranking").title, "成绩排名表（草稿）");
    assert_eq!(row(&mut office, "notice").unavailable.as_deref(), Some("公示以后才有。"));
    office.publish(may()).unwrap();
    assert_eq!(row(&mut office, "ranking").title, "成绩排名表");
    assert_eq!(row(&mut office, "payment").title, "奖励发放表（草稿）");
    office.close(may(), "党政联席会", Some("测试")).unwrap();
    assert_eq!(row(&mut office, "payment").file_name, "2026-05 奖励发放表.pdf");
    assert_eq!(row(&mut office, "notice").title, "通报（草稿）", "王五's measure waits to be decided");
    assert_eq!(row(&mut office, "talk/3").title, "谈话记录 王五 W003（草稿）");
    decide(&mut office, 3, "confirm");
    assert_eq!(row(&mut office, "notice").title, "通报");
    assert_eq!(row(&mut office, "talk/3").file_name, "2026-05 谈话记录 王五 W003.pdf");
}

#[test]
fn the_payment_sheet_pays_each_what_is_due_and_its_total_is_their_sum() {
    let mut office = closed();
    let payment = office.desk(may(), None).unwrap().payment();
    let rows: Vec<_> = payment
        .rows
        .iter()
        .map(|r| (r.name.as_str(), r.item.as_str(), r.amount.as_str(), r.amount_words.as_str()))
        .collect();
    assert_eq!(
        rows,
        [
            ("张三", "优秀（92.00分）", "200.00", "贰佰元整"),
            ("李四", "良好（85.00分）", "100.00", "壹佰元整"),
            ("赵六", "优秀（95.00分）", "500.00", "伍佰元整"),
        ]
    );
    assert_eq!((payment.total.as_str(), payment.total_words.as_str()), ("800.00", "人民币捌佰元整"));
    assert!(payment.basis.contains("《试点网格化奖励办法》第二条"), "{}", payment.basis);
    assert_eq!(payment.date, day("2026-06-20"));
}

#[test]
fn nobody_is_paid_or_named_while_an_appeal_runs() {
    let mut office = small_office();
    let mut finding = |person: i64, what: &str| {
        let form = FindingForm {
            id: None,
            month: may(),
            person: SubjectId(person),
            person_name: String::new(),
            grid: None,
            grid_name: String::new(),
            found_by: "镇检查组".into(),
            level: domain::Finder::Township,
            found_on: day("2026-05-12"),
            what: what.into(),
            evidence: String::new(),
            signed_by: "李主任".into(),
        };
        office.save_finding(&form).unwrap();
    };
    finding(1, "三天没有巡查。");
    finding(3, "垃圾池外溢没有上报");
    run_month(&mut office, may(), TOTALS);
    let text = text_of(&office.desk(may(), None).unwrap().notice().body);
    assert!(
        text.contains("1.张三（张家湾村第一网格）：5月12日经镇检查组认定未履行职责：三天没有巡查。（待确认）"),
        "{text}"
    );
    assert!(
        text.contains("2.王五（张家湾村第二网格）：5月12日经镇检查组认定未履行职责：垃圾池外溢没有上报；考评得分55.00分，等次为不合格。"),
        "{text}"
    );
    decide(&mut office, 1, "appeal");
    decide(&mut office, 3, "confirm");
    let desk = office.desk(may(), None).unwrap();
    let payment = desk.payment();
    assert_eq!(payment.rows.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["李四", "赵六"]);
    assert_eq!((payment.total.as_str(), payment.notes[1].as_str()), ("600.00", "申诉处理中，暂不列入本表：张三。"));
    let text = text_of(&desk.notice().body);
    assert!(!text.contains("张三") && text.contains("1.王五"), "{text}");
    assert_eq!(desk.hindrance(Kind::Talk(SubjectId(1))), Some("appeal"));
    assert_eq!(row(&mut office, "notice").title, "通报", "what can be decided is decided");
}

#[test]
fn a_notice_keeps_its_number_and_the_next_month_has_the_next() {
    let mut office = closed();
    let mut settings = office.settings().unwrap();
    settings.document_prefix = "青环办".into();
    office.save_settings(&settings).unwrap();
    let number = |office: &mut Office, of: Month| office.desk(of, None).unwrap().number();
    assert_eq!(number(&mut office, may()), "青环办〔2026〕1号");
    let june = month("2026-06");
    office.open_month(june).unwrap();
    assert_eq!(number(&mut office, june), "");
    run_month(&mut office, june, TOTALS);
    assert_eq!(number(&mut office, june), "青环办〔2026〕2号");
    assert_eq!(number(&mut office, may()), "青环办〔2026〕1号");
    let draft = office.desk(may(), None).unwrap().notice();
    assert_eq!((draft.number.as_str(), draft.masthead, draft.imprint), ("", None, None), "a draft has none");
    assert!(draft.title.ends_with("通报\n（草稿）"), "{}", draft.title);
    decide(&mut office, 3, "confirm");
    assert_eq!(office.desk(may(), None).unwrap().notice().number, "青环办〔2026〕1号");
}

#[test]
fn a_notice_counts_grades_sums_rewards_and_claims_no_publication_that_was_cut_short() {
    let mut office = closed();
    let notice = office.desk(may(), None).unwrap().notice();
    let text = text_of(&notice.body);
    for part in [
        "对2026年5月在岗的4名网格员进行了考评。结果自2026年6月20日起公示。经党政联席会审定，现将有关情况通报如下。",
        "应考评4人，实际考评4人，平均81.75分。其中优秀2人、良好1人、合格0人、不合格1人。",
        "奖金合计800.00元（捌佰元整）",
        "一般网格获得优秀等次的是：张三。",
        "一般网格|优秀|1|200.00\n一般网格|良好|1|100.00",
        "试点网格|优秀|1|500.00",
        "（一）批评指正（1人）",
        "可在5个工作日内（2026年6月26日前）",
    ] {
        assert!(text.contains(part), "“{part}” is not in: {text}");
    }
    assert_eq!(text_of(&notice.annexes[0].body).matches('|').count(), 3 * 5);
}

#[test]
fn who_was_not_assessed_has_the_word_and_never_a_nought() {
    let mut office = small_office();
    let form = StandingForm {
        person: SubjectId(2),
        person_name: String::new(),
        village: String::new(),
        month: may(),
        state: Some(State::Exempt),
        reason: "产假".into(),
        approver: "李主任".into(),
        document: String::new(),
        from: None,
        to: None,
    };
    office.save_standing(&form).unwrap();
    for (person, total) in [(1, 92), (3, 85), (4, 95)] {
        type_total(&mut office, may(), person, total);
    }
    let desk = office.desk(may(), None).unwrap();
    let Kind::Sheet(id) = desk.kinds()[1] else { panic!("{:?}", desk.kinds()) };
    let sheet = desk.score_sheet(&office, Kind::Sheet(id), id).unwrap();
    let rows = &sheet.villages[0].rows;
    assert_eq!((rows[0].name.as_str(), rows[0].score.as_str(), rows[0].marks[0].as_str()), ("张三", "92", "−8"));
    assert_eq!((rows[1].score.as_str(), rows[1].remark.as_str()), ("", "免考"));
    assert_eq!(rows[0].marks[7], "不扣");
    assert!(rows[1].marks.iter().all(String::is_empty));
    let ranking = desk.ranking();
    let exempt = ranking.groups[0].rows.last().unwrap();
    assert_eq!((exempt.name.as_str(), exempt.rank.as_str(), exempt.score.as_str()), ("李四", "", "免考"));
    assert_eq!(ranking.groups[0].summary, "应考评3人，实际考评2人，平均88.50分；免考1人，不参加排名。");
    let blank = desk.blank_sheet(Kind::Blank(None), None);
    assert_eq!(blank.villages.len(), 2);
    assert!(blank.villages[0].rows.iter().all(|r| r.score.is_empty() && r.marks.iter().all(String::is_empty)));
}

#[test]
fn the_ranking_tells_places_won_and_lost_since_last_month() {
    let mut office = closed();
    let june = month("2026-06");
    office.open_month(june).unwrap();
    for (person, total) in (1..).zip([80, 93, 91, 95]) {
        type_total(&mut office, june, person, total);
    }
    let ranking = office.desk(june, None).unwrap().ranking();
    let told: Vec<_> = ranking.groups[0].rows.iter().map(|r| (r.name.as_str(), r.change.as_str())).collect();
    assert_eq!(told, [("李四", "↑1"), ("王五", "↑1"), ("张三", "↓2")]);
    assert_eq!(ranking.groups[1].rows[0].change, "—");
}

#[test]
fn the_record_of_a_talk_leaves_lines_before_it_and_says_what_was_said_after() {
    let mut office = closed();
    decide(&mut office, 3, "confirm");
    let talk = office.desk(may(), None).unwrap().talk(SubjectId(3)).unwrap();
    assert_eq!((talk.title.as_str(), talk.measure.as_str()), ("批评指正谈话记录", "第1步：批评指正"));
    assert_eq!(talk.basis, "《网格员月度考评方案》第十一条");
    assert_eq!(talk.reason, "考评得分55.00分，等次为不合格。");
    assert!(talk.said.is_empty() && talk.own_words.is_empty() && talk.held_at.is_empty());
    decide(&mut office, 3, "done");
    let talk = office.desk(may(), None).unwrap().talk(SubjectId(3)).unwrap();
    assert_eq!(talk.said, ["指出问题。", "说明复查时间。"]);
    assert_eq!((talk.held_at.as_str(), talk.talker.as_str()), ("2026年6月20日", "李镇长"));
    assert_eq!((talk.own_words.len(), talk.delivery.as_str()), (1, "已当面送达本人"));
}

#[test]
fn a_result_is_told_from_its_marks_to_its_measure() {
    let mut office = closed();
    let pages = office.desk(may(), None).unwrap().derivations();
    assert_eq!(pages.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["张三", "李四", "王五", "赵六"]);
    let wang = &pages[2];
    let results: Vec<_> = wang.results.iter().map(|f| f.value.as_str()).collect();
    assert_eq!(results, ["55.00", "第3名（共3人）", "不合格", "无", "批评指正"]);
    assert_eq!(wang.marks.len(), 1);
    assert!(wang.steps.iter().any(|s| s.article == "第八条" && s.text.contains("不合格")));
    assert!(wang.steps.iter().all(|s| !s.text.contains('⟨')));
}

#[test]
fn papers_are_chinese_when_the_screen_is_english() {
    let mut office = closed();
    office.set_lang(words::Lang::En);
    assert_eq!(row(&mut office, "ranking").title, "Ranking");
    assert_eq!(row(&mut office, "ranking").file_name, "2026-05 成绩排名表.pdf");
    let pages = office.person_paper(may(), SubjectId(3), "derivation", None).unwrap();
    assert_eq!((pages.total, pages.pages.len()), (1, 1));
    assert_eq!(office.words().lang(), words::Lang::En);
}

#[test]
fn a_paper_that_is_not_there_yet_or_unknown_is_refused() {
    let mut office = small_office();
    let path = std::env::temp_dir().join("jingge-never-written.pdf");
    assert_eq!(office.save_paper(may(), "notice", &path).unwrap_err().code(), "paper-not-yet");
    assert_eq!(office.save_paper(may(), "poem", &path).unwrap_err().code(), "paper-unknown");
    assert_eq!(office.person_paper(may(), SubjectId(1), "talk", None).unwrap_err().code(), "paper-not-yet");
    assert!(!path.exists());
}

#[test]
fn every_paper_of_a_closed_month_is_written_and_the_same_when_printed_again() {
    let mut office = closed();
    let folder = std::env::temp_dir().join(format!("jingge-papers-{}", std::process::id()));
    let mut told = Vec::new();
    let files = office
        .save_all_papers(may(), &folder, &mut |done, all| {
            told.push((done, all));
            true
        })
        .unwrap();
    let names: Vec<_> = files.iter().map(|f| f.file_name().unwrap().to_string_lossy().into_owned()).collect();
    for name in ["2026-05 成绩排名表.pdf", "2026-05 公示.pdf", "2026-05 奖励发放表.pdf", "2026-05 通报（草稿）.pdf"]
    {
        assert!(names.iter().any(|n| n == name), "{name} is not among {names:?}");
    }
    assert_eq!(told.last(), Some(&(files.len(), files.len())));
    let again = folder.join("again.pdf");
    let changed = office.save_paper(may(), "ranking", &again).unwrap();
    assert!(changed.topics.is_empty() && changed.text.starts_with("已存《成绩排名表》"));
    assert_eq!(std::fs::read(&again).unwrap(), std::fs::read(folder.join("2026-05 成绩排名表.pdf")).unwrap());
    let preview = office.paper_preview(may(), "notice", 0, 1).unwrap();
    assert!(preview.total >= 2 && preview.pages.len() == 1 && preview.pages[0].starts_with("data:image/png;base64,"));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_packet_of_a_closed_month_is_numbered_and_its_list_names_every_paper_but_the_blank_sheets() {
    let mut office = closed();
    let folder = std::env::temp_dir().join(format!("jingge-packet-{}", std::process::id()));
    let files = office.save_packet(may(), &folder, &mut |_, _| true).unwrap();
    let names: Vec<_> = files.iter().map(|f| f.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(names[0], "00 2026-05 归档材料目录.pdf");
    for (number, name) in names.iter().enumerate() {
        assert!(name.starts_with(&format!("{number:02} 2026-05 ")), "{name}");
    }
    assert!(
        names.iter().any(|n| n.ends_with("成绩排名表.pdf")) && !names.iter().any(|n| n.contains("空白")),
        "{names:?}"
    );
    let bytes = std::fs::read(&files[0]).unwrap();
    assert!(bytes.starts_with(b"%PDF"));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn problems_become_orders_the_deduction_list_and_the_list_of_what_is_open() {
    let mut office = small_office();
    for kind in ["rectification", "deductions", "open-defects"] {
        assert!(row(&mut office, kind).unavailable.is_some(), "{kind}");
    }
    let sheet = office.sheet(may(), None).unwrap();
    let mut form = crate::view::DefectForm {
        id: None,
        month: may(),
        source: domain::DefectSource::Inspection,
        level: None,
        inspection: Some(sheet.inspection),
        subject: Some(SubjectId(1)),
        subject_name: String::new(),
        grid: None,
        grid_name: String::new(),
        place: "村口".into(),
        what: "垃圾桶满溢".into(),
        common: None,
        indicator: Some(sheet.indicators[0].id),
        lost: "2".into(),
        in_mark: false,
        found_on: day("2026-05-20"),
        found_by: String::new(),
        due_on: None,
        days: None,
    };
    let (first, _) = office.save_defect(&form).unwrap();
    (form.subject, form.what, form.lost) = (Some(SubjectId(4)), "沟渠淤堵".into(), String::new());
    office.save_defect(&form).unwrap();
    let desk = office.desk(may(), None).unwrap();
    let order = desk.rectification(&office).unwrap();
    let told: Vec<_> =
        order.orders.iter().map(|o| (o.to.as_str(), o.rows[0].place.as_str(), o.rows[0].due.as_str())).collect();
    assert_eq!(told, [("张家湾村：", "第一网格村口", "5月25日"), ("柳林村：", "第一网格村口", "5月25日")]);
    let list = desk.deductions();
    assert_eq!(list.title, "2026年5月网格员考评扣分清单（草稿）");
    let line = &list.groups[0].rows[0];
    assert_eq!((list.groups.len(), line.points.as_str(), line.indicator.as_str()), (1, "2", "道路"));
    let open = desk.open_list();
    assert_eq!(open.groups[1].rows[0].state, "逾期19个工作日");
    office.fix_defect(first, day("2026-05-22"), "").unwrap();
    office.recheck_defect(first, true, "王敏", day("2026-05-23"), None).unwrap();
    let desk = office.desk(may(), None).unwrap();
    assert_eq!((desk.rectification(&office).unwrap().orders.len(), desk.open_list().groups.len()), (1, 1));
    assert_eq!(desk.deductions().groups.len(), 1, "what it cost stays on the list");
    assert!(office.paper_preview(may(), "rectification", 0, 1).unwrap().total >= 1);
}
