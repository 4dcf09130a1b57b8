#![allow(clippy::unwrap_used, clippy::panic)]
//! Corrections through a real, small office: May and June closed, July open.

use domain::{Money, Month, PersonId, SubjectId};

use crate::{
    Office,
    testing::{day, may, month, run_month, small_office},
    view::{CorrectionChange, CorrectionForm, DecisionForm, Ripple},
};

const FINE: [i64; 4] = [92, 85, 75, 95];

fn june() -> Month {
    month("2026-06")
}

fn july() -> Month {
    month("2026-07")
}

/// May and June closed with these totals.
fn closed(of_may: [i64; 4], of_june: [i64; 4]) -> Office {
    let mut office = small_office();
    run_month(&mut office, may(), of_may);
    office.open_month(june()).unwrap();
    run_month(&mut office, june(), of_june);
    office
}

fn change(person: i64, fact: &str, item: &str, value: &str) -> CorrectionChange {
    CorrectionChange {
        line: 2,
        subject: Some(SubjectId(person)),
        fact: fact.into(),
        item: item.into(),
        value: value.into(),
        source: String::new(),
        date: None,
        until: None,
        who: String::new(),
        document: String::new(),
        note: String::new(),
    }
}

fn form(of: Month, changes: Vec<CorrectionChange>) -> CorrectionForm {
    CorrectionForm { month: of, scheme: None, by: "李主任".into(), reason: "录入时看错了行".into(), changes }
}

/// 道路 of somebody set to this many points lost.
fn road(person: i64, lost: &str) -> Vec<CorrectionChange> {
    vec![change(person, "deduction", "道路", lost)]
}

/// Every row of what is published of closed months.
fn dump(office: &Office) -> String {
    let mut text = String::new();
    for record in office.store.months().unwrap() {
        for version in 1..=9 {
            let mut outcomes = office.store.outcomes(record.month, version, "default").unwrap();
            outcomes.sort_by_key(|o| o.subject);
            text += &outcomes.iter().map(|o| format!("{} {version} {o:?}\n", record.month)).collect::<String>();
        }
        text += &format!("{record:?}\n");
    }
    let traces = office.store.traces_before("default", month("2099-01"), 99).unwrap();
    text + &format!("{traces:?}{:?}{:?}", office.store.corrections().unwrap(), office.store.balances(None).unwrap())
}

fn changed(ripple: &Ripple) -> Vec<(String, Vec<&str>)> {
    ripple.months.iter().map(|m| (m.month.to_string(), m.subjects.iter().map(|s| s.name.as_str()).collect())).collect()
}

#[test]
fn a_corrected_mark_shows_ranks_rewards_papers_and_money_before_anything_is_saved() {
    let mut office = closed(FINE, FINE);
    let before = dump(&office);
    let ripple = office.preview_correction(&form(may(), road(1, "13"))).unwrap();
    assert_eq!(before, dump(&office), "nothing is stored");
    assert_eq!(changed(&ripple), [("2026-05".to_string(), vec!["张三"])]);
    let subject = &ripple.months[0].subjects[0];
    let (was, now) = (subject.was.as_ref().unwrap(), subject.now.as_ref().unwrap());
    assert_eq!((was.score.unwrap().to_string(), was.grade.as_deref()), ("92.00".into(), Some("优秀")));
    assert_eq!((now.score.unwrap().to_string(), now.grade.as_deref()), ("87.00".into(), Some("良好")));
    assert_eq!((was.reward_fen, now.reward_fen), (Some(Money(20_000)), Some(Money(10_000))));
    assert_eq!((ripple.fen_to_pay, ripple.fen_to_take_back, ripple.fen), (Money(0), Money(10_000), Money(-10_000)));
    let papers: Vec<_> = ripple.papers.iter().map(|p| p.kind.as_str()).collect();
    assert_eq!(papers, ["ranking", "publication", "red-black", "notice", "payment", "derivations"]);
    assert!(ripple.text.contains("−100.00"), "{}", ripple.text);
}

#[test]
fn a_saved_correction_makes_a_version_and_the_old_one_stays_readable() {
    let mut office = closed(FINE, FINE);
    let (ripple, changed) = office.save_correction(&form(may(), road(1, "13"))).unwrap();
    assert!(changed.text.contains("更正"), "{}", changed.text);
    assert_eq!(ripple.version, 2);
    assert_eq!(office.store.month(may()).unwrap().unwrap().version, 2);
    assert_eq!(office.store.month(june()).unwrap().unwrap().version, 1, "June comes out as it did");
    let score = |version: u32| {
        let rows = office.store.outcomes(may(), version, "default").unwrap();
        rows.iter().find(|o| o.subject == SubjectId(1)).unwrap().score.unwrap().to_string()
    };
    assert_eq!((score(1), score(2)), ("92.00".into(), "87.00".into()));
    let versions = office.versions(may()).unwrap();
    assert_eq!(versions.iter().map(|v| v.version).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(versions[1].ripple.as_ref().unwrap(), &ripple, "what was shown is what was saved");
    assert!(office.check().unwrap().is_empty(), "{:?}", office.check().unwrap());
}

#[test]
fn the_old_versions_derivation_is_made_from_the_facts_of_its_time() {
    let mut office = closed(FINE, FINE);
    let score = |office: &mut Office, version| {
        office
            .as_of_version(may(), version, |o| o.explain(may(), SubjectId(1)))
            .unwrap()
            .outcome
            .score
            .unwrap()
            .to_string()
    };
    office.save_correction(&form(may(), road(1, "13"))).unwrap();
    office.save_correction(&form(may(), road(1, "14"))).unwrap();
    assert_eq!([1, 2, 3].map(|v| score(&mut office, v)), ["92.00", "87.00", "86.00"]);
    assert_eq!(office.explain(may(), SubjectId(1)).unwrap().outcome.score.unwrap().to_string(), "86.00");
    assert_eq!(office.as_of_version(may(), 4, |_| Ok(())).unwrap_err().code(), "version-missing");
}

#[test]
fn a_corrected_failure_takes_a_step_off_every_later_month() {
    let mut office = closed([58, 85, 75, 95], [59, 85, 75, 95]);
    let step = |office: &mut Office, of| office.explain(of, SubjectId(1)).unwrap().outcome.step;
    assert_eq!((step(&mut office, may()), step(&mut office, june())), (Some(1), Some(2)));
    let (ripple, _) = office.save_correction(&form(may(), vec![change(1, "deduction", "房前屋后", "0")])).unwrap();
    assert_eq!(ripple.months.iter().map(|m| (m.month, m.version)).collect::<Vec<_>>(), [(may(), 2), (june(), 2)]);
    assert_eq!((step(&mut office, may()), step(&mut office, june())), (None, Some(1)));
    let measures: Vec<_> = ripple.measures.iter().map(|m| (m.month, m.was.len(), m.now.len())).collect();
    assert_eq!(measures, [(may(), 1, 0), (june(), 2, 1)]);
}

#[test]
fn undoing_a_correction_restores_every_outcome_byte_for_byte_and_redo_makes_it_again() {
    let mut office = closed([58, 85, 75, 95], [59, 85, 75, 95]);
    let before = dump(&office);
    office.save_correction(&form(may(), vec![change(1, "deduction", "房前屋后", "0")])).unwrap();
    let after = dump(&office);
    assert_ne!(before, after);
    office.undo().unwrap();
    assert_eq!(dump(&office), before);
    office.redo().unwrap();
    assert_eq!(dump(&office), after);
}

#[test]
fn undo_ends_at_the_next_close_and_says_so() {
    let mut office = closed(FINE, FINE);
    office.save_correction(&form(may(), road(1, "13"))).unwrap();
    office.open_month(july()).unwrap();
    run_month(&mut office, july(), FINE);
    let fault = office.undo().unwrap_err();
    assert_eq!(fault.code(), "undo-stopped");
}

#[test]
fn the_walk_ends_where_nothing_differs_any_more() {
    let mut office = small_office();
    let mut of = may();
    for _ in 0..8 {
        run_month(&mut office, of, FINE);
        of = of.plus(1);
        office.open_month(of).unwrap();
    }
    let last = of.plus(-1);
    let ripple = office.preview_correction(&form(last, road(1, "13"))).unwrap();
    assert_eq!(ripple.judged, 1);
    let first = office.preview_correction(&form(may(), road(1, "13"))).unwrap();
    assert!(first.judged <= 8 && first.months.len() == 1, "{} {}", first.judged, first.months.len());
}

#[test]
fn an_open_month_and_every_bad_row_are_refused_at_their_lines() {
    let mut office = closed(FINE, FINE);
    office.open_month(july()).unwrap();
    assert_eq!(office.preview_correction(&form(july(), road(1, "13"))).unwrap_err().code(), "correction-of-open");
    let mut rows = vec![
        change(1, "deduction", "无此项", "5"),
        change(1, "deduction", "道路", "500"),
        change(1, "mark", "道路", "x"),
        change(1, "weather", "", "1"),
        change(1, "state", "asleep", ""),
        change(1, "finding", "", ""),
        change(1, "days", "", "3"),
        change(99, "deduction", "道路", "1"),
        CorrectionChange { source: "暗访/7".into(), ..change(1, "deduction", "道路", "1") },
    ];
    for (row, line) in rows.iter_mut().zip(2..) {
        row.line = line;
    }
    let fault = office.save_correction(&form(may(), rows)).unwrap_err();
    let found: Vec<_> = fault.problems.iter().map(|p| (p.args["line"].as_str(), p.code.as_str())).collect();
    assert_eq!(
        found,
        [
            ("2", "correction-indicator"),
            ("3", "mark-out-of-range"),
            ("4", "fact-value"),
            ("5", "correction-fact"),
            ("6", "fact-state"),
            ("7", "correction-level"),
            ("8", "correction-days"),
            ("9", "person-missing"),
            ("10", "correction-source"),
        ]
    );
    assert_eq!(office.preview_correction(&form(may(), road(1, "8"))).unwrap_err().code(), "correction-same");
    assert_eq!(office.preview_correction(&form(may(), Vec::new())).unwrap_err().code(), "correction-empty");
}

#[test]
fn an_exemption_granted_later_takes_the_score_and_the_reward_and_keeps_the_marks() {
    let mut office = closed(FINE, FINE);
    let exempt = CorrectionChange {
        document: "青环办〔2026〕9号".into(),
        who: "李主任".into(),
        note: "产假".into(),
        ..change(1, "state", "exempt", "")
    };
    let (ripple, _) = office.save_correction(&form(may(), vec![exempt])).unwrap();
    let now = ripple.months[0].subjects[0].now.clone().unwrap();
    assert_eq!((now.score, now.rank, now.reward_fen), (None, None, None));
    assert_eq!(ripple.fen, Money(-20_000));
    assert!(office.check().unwrap().is_empty(), "{:?}", office.check().unwrap());
    let (back, _) = office.save_correction(&form(may(), vec![change(1, "state", "assessed", "")])).unwrap();
    assert_eq!(back.fen, Money(20_000));
}

#[test]
fn a_waiver_that_changes_a_later_closed_month_is_kept_as_a_correction() {
    let mut office = closed([58, 85, 75, 95], [59, 85, 75, 95]);
    let form = DecisionForm {
        month: may(),
        scheme: None,
        person: SubjectId(1),
        decision: "waive".into(),
        by: "李主任".into(),
        on: day("2026-07-01"),
        reason: "核实".into(),
        said: String::new(),
        own_words: String::new(),
        handed_over: None,
    };
    let ripple = office.preview_decision(&form).unwrap().expect("June follows");
    assert_eq!(ripple.months.iter().map(|m| m.month).collect::<Vec<_>>(), [may(), june()]);
    assert!(office.store.decisions(may()).unwrap().is_empty());
    office.decide(&form).unwrap();
    assert_eq!(office.explain(june(), SubjectId(1)).unwrap().outcome.step, Some(1));
    assert_eq!(office.store.month(june()).unwrap().unwrap().version, 2);
    assert!(office.check().unwrap().is_empty(), "{:?}", office.check().unwrap());
}

#[test]
fn closing_month_by_month_equals_working_out_the_whole_history_at_once() {
    let mut office = closed([58, 85, 75, 95], [59, 90, 75, 60]);
    office.open_month(july()).unwrap();
    run_month(&mut office, july(), [55, 58, 90, 95]);
    office.save_correction(&form(may(), vec![change(1, "deduction", "房前屋后", "0")])).unwrap();
    let register = office.register().unwrap();
    let pinned = office.pinned(may()).unwrap();
    let mut carry = policy::Carry::empty();
    for m in &pinned {
        let read = crate::facts::read(&office.store, &register, &m.scheme, &[]).unwrap();
        let judged = policy::judge(&m.scheme.policy, m.scheme.version, &carry, &read.facts);
        let mut now = crate::month::stored(&judged, &read.posts);
        let mut kept = office.store.outcomes(m.record.month, m.record.version, m.id()).unwrap();
        now.sort_by_key(|o| o.subject);
        kept.sort_by_key(|o| o.subject);
        assert_eq!(now, kept, "{}", m.record.month);
        carry.push(judged.trace, m.scheme.rules().window(m.scheme.policy.period));
    }
}

#[test]
fn corrected_days_in_post_reach_the_months_that_they_touch() {
    let mut office = closed(FINE, FINE);
    let row = CorrectionChange { date: Some(day("2026-05-20")), ..change(1, "assignment", "99012310120101", "from") };
    let (ripple, _) = office.save_correction(&form(may(), vec![row])).unwrap();
    assert_eq!(ripple.months.len(), 1, "{ripple:?}");
    let subject = &ripple.months[0].subjects[0];
    assert!(subject.now.as_ref().unwrap().reward_fen < subject.was.as_ref().unwrap().reward_fen);
    assert!(office.check().unwrap().is_empty(), "{:?}", office.check().unwrap());
    let days = |office: &mut Office, v| {
        office.as_of_version(may(), v, |o| Ok(o.register()?.post(PersonId(1), may()).unwrap().days)).unwrap()
    };
    assert_eq!((days(&mut office, 1), days(&mut office, 2)), (31, 12));
}

#[test]
fn what_is_owed_stands_in_the_next_payment_paper_and_is_settled_when_that_month_closes() {
    let mut office = closed(FINE, FINE);
    office.save_correction(&form(may(), road(1, "13"))).unwrap();
    office.open_month(july()).unwrap();
    for (person, total) in (1..).zip(FINE) {
        crate::testing::type_total(&mut office, july(), person, total);
    }
    office.publish(july()).unwrap();
    let lines = |office: &mut Office, of| {
        let payment = office.payment_of(of).unwrap();
        let mut rows: Vec<_> = payment.rows.iter().map(|r| format!("{} {} {}", r.name, r.item, r.amount)).collect();
        rows.push(payment.total_words);
        rows
    };
    let expected = [
        "张三 优秀（92.00分） 200.00",
        "李四 良好（85.00分） 100.00",
        "赵六 优秀（95.00分） 500.00",
        "张三 扣回2026年5月奖励 -100.00",
        "人民币柒佰元整",
    ];
    assert_eq!(lines(&mut office, july()), expected);
    office.close(july(), "党政联席会", Some("测试")).unwrap();
    assert_eq!(lines(&mut office, july()), expected, "settled with July");
    assert!(office.store.balances(None).unwrap().is_empty());
    office.open_month(july().plus(1)).unwrap();
    assert!(office.payment_of(july().plus(1)).unwrap().rows.is_empty());
}

#[test]
fn issued_papers_stay_as_they_were_and_the_notice_says_what_changed() {
    let mut office = closed(FINE, FINE);
    let mut settings = office.settings().unwrap();
    settings.document_prefix = "青环办".into();
    office.save_settings(&settings).unwrap();
    let paid = office.payment_of(may()).unwrap();
    office.save_correction(&form(may(), road(1, "13"))).unwrap();
    assert_eq!(office.payment_of(may()).unwrap(), paid);
    let rows = office.papers(may()).unwrap();
    let row = rows.iter().find(|r| r.kind.starts_with("correction/")).unwrap();
    assert_eq!((row.title.as_str(), row.unavailable.as_deref()), ("更正通知 第2版", None));
    let notice = office.correction_notice(may()).unwrap();
    assert_eq!(notice.number, "青环办〔2026〕3号");
    assert!(notice.body[0].contains("张三 扣分 集中检查第1次 道路由“-8”更正为“-13”"), "{:?}", notice.body);
    let changes: Vec<_> = notice.changes.iter().map(|c| format!("{} {}→{}", c.item, c.was, c.now)).collect();
    let expected = ["得分 92.00→87.00", "等次 优秀→良好", "奖励（元） 200.00→100.00", "红黑榜 红榜→无"];
    assert_eq!(changes, expected);
    assert_eq!(notice.adjustments[0].kind, "扣回");
    assert!(office.paper_preview(may(), &row.kind.clone(), 0, 1).unwrap().total >= 1);
}

/// A policy of villages by the mean of their workers, with places over all.
const VILLAGES: &str = "id: villages\ntitle: 村排名办法\nsubject: village\nperiod: month\nversions:\n  - from: 2026-01\n    clauses:\n      \
     - document: 某乡办法\n        article: 第一条\n        text: 得分由网格员得分平均。\n        \
     rule: { kind: roll-up, source: default, by: mean }\n      \
     - article: 第二条\n        text: 统一排名。\n        rule: { kind: rank, within: all }\n";

#[test]
fn a_corrected_worker_reaches_the_village_that_rests_on_him_and_every_scheme_has_the_new_version() {
    let mut office = small_office();
    office.adopt_text(VILLAGES, may()).unwrap();
    run_month(&mut office, may(), FINE);
    let before = office.store.outcomes(may(), 1, "villages").unwrap();
    let (ripple, _) = office.save_correction(&form(may(), road(1, "13"))).unwrap();
    let subjects: Vec<_> = ripple.months[0].subjects.iter().map(|s| (s.policy.as_str(), s.name.as_str())).collect();
    assert_eq!(subjects, [("default", "张三"), ("villages", "张家湾村")]);
    let kept = |scheme: &str| office.store.outcomes(may(), 2, scheme).unwrap();
    assert_eq!((kept("default").len(), kept("villages").len()), (4, 2));
    assert_ne!(kept("villages"), before);
    assert!(office.check().unwrap().is_empty(), "{:?}", office.check().unwrap());
    let (ripple, _) = office.save_correction(&form(may(), vec![change(4, "state", "absent", "")])).unwrap();
    assert!(ripple.months[0].subjects.iter().any(|s| s.policy == "villages"), "{ripple:?}");
}
