use domain::{Fault, MonthState, PersonId};

use super::*;
use crate::testing::{day, may, run_month, small_office};

/// A policy that looks at votes, a county score, money received and vetoes.
const POLICY: &str = "
id: test-votes
title: 评议办法
subject: worker
period: month
versions:
  - from: 2026-01
    clauses:
      - document: 《评议办法》
        article: 第一条
        text: 优票多的在前。
        rule: { kind: vote-ranking, order: [优, 良, 差], by: counts }
      - document: 《评议办法》
        article: 第二条
        text: 前一半为好，其余为中。
        rule: { kind: grade-by-rank, grades: { 好: { share: 50, rounding: down, min: 1 }, 中: { rest: true } }, within: all, ties: include }
      - document: 《评议办法》
        article: 第三条
        text: 到账的奖补资金由好的平分。
        rule: { kind: reward-pool, item: 奖补, to: { grades: [好], external: { source: 县, at-least: 60, missing: passes } }, by: equal }
      - document: 《评议办法》
        article: 第四条
        text: 露天焚烧的不得评好。
        rule: { kind: veto, events: [{ veto: 露天焚烧 }], grade: 中 }
";

fn office_with_votes() -> Office {
    let mut office = small_office();
    office.adopt_text(POLICY, may()).unwrap();
    office
}

fn form(kind: &str, subject: Option<i64>, item: &str, value: &str, source: &str) -> FactForm {
    FactForm {
        id: None,
        kind: kind.into(),
        subject: subject.map(|id| PersonId(id).into()),
        subject_name: String::new(),
        village: String::new(),
        item: item.into(),
        value: value.into(),
        source: source.into(),
        on: Some(day("2026-05-20")),
        document: "青环办〔2026〕3号".into(),
    }
}

fn codes(fault: &Fault) -> Vec<&str> {
    fault.problems.iter().map(|p| p.code.as_str()).collect()
}

fn refused(form: FactForm, expected: &[&str]) {
    let mut office = office_with_votes();
    let fault = office.save_facts(may(), std::slice::from_ref(&form), &[], "").unwrap_err();
    assert_eq!(codes(&fault), expected, "{form:?}");
    assert!(office.other_facts(may()).unwrap().rows.is_empty(), "nothing of a refused entry stays");
}

#[test]
fn what_the_months_policy_looks_at_stands_first_with_its_articles_items_and_sources() {
    let view = office_with_votes().other_facts(may()).unwrap();
    let used: Vec<_> = view.kinds.iter().filter(|k| k.used).map(|k| (k.kind.as_str(), k.articles.as_str())).collect();
    assert_eq!(used, [("vote", "第一条"), ("pool", "第三条"), ("external", "第三条"), ("veto", "第四条")]);
    assert_eq!(view.kinds[0].items, ["优", "良", "差"]);
    assert_eq!(view.kinds[2].sources, ["县"]);
    let open: Vec<_> = view.kinds.iter().filter(|k| k.open && !k.used).map(|k| k.kind.as_str()).collect();
    assert_eq!(open, ["score"], "a published total counts under every policy");
    assert_eq!(view.subjects.len(), 4);
}

#[test]
fn votes_and_money_received_decide_grade_and_reward() {
    let mut office = office_with_votes();
    let mut forms: Vec<_> = [(1, "9"), (2, "7"), (3, "3"), (4, "1")]
        .map(|(who, count)| form("vote", Some(who), "优", count, "村民评议会"))
        .to_vec();
    forms.push(form("pool", None, "奖补", "1000.01", "县财政局"));
    let changed = office.save_facts(may(), &forms, &[], "").unwrap();
    assert_eq!(changed.text, "已登记 2026-05 到账资金、群众评议票 5 条：张三、李四、王五…");
    let judged = office.judge(may()).unwrap();
    let rewards: Vec<_> = judged.judged.outcomes.iter().map(|o| o.reward.map(|m| m.0)).collect();
    assert_eq!(rewards, [Some(50_001), Some(50_000), Some(0), Some(0)]);
    assert_eq!(office.month_record(may()).unwrap().state, MonthState::Scoring);
}

#[test]
fn a_worker_with_votes_alone_is_complete_where_the_policy_has_no_sheet() {
    let mut office = office_with_votes();
    let some: Vec<_> = [1, 2, 3].map(|who| form("vote", Some(who), "优", "5", "")).to_vec();
    office.save_facts(may(), &some, &[], "").unwrap();
    let head = office.month_head(may()).unwrap();
    let missing: Vec<_> = head.missing.iter().map(|m| (m.name.as_str(), m.indicators.join("、"))).collect();
    assert_eq!(missing, [("赵六", "群众评议票".to_string())]);
}

#[test]
fn each_thing_that_is_wrong_is_refused() {
    refused(form("vote", None, "优", "3", ""), &["facts-subject-needed"]);
    refused(form("vote", Some(99), "优", "3", ""), &["not-a-subject"]);
    refused(form("vote", Some(1), "很好", "3", ""), &["facts-item-not-named"]);
    refused(form("vote", Some(1), "", "3", ""), &["facts-item-needed"]);
    refused(form("vote", Some(1), "优", "2.5", ""), &["facts-value-count"]);
    refused(form("vote", Some(1), "优", "-1", ""), &["facts-value-count"]);
    refused(form("pool", None, "奖补", "-5", "县财政局"), &["facts-negative"]);
    refused(form("pool", None, "奖补", "5 万", ""), &["facts-source-needed", "facts-value-yuan"]);
    refused(
        FactForm { document: " ".into(), ..form("pool", None, "奖补", "5", "县财政局") },
        &["facts-document-needed"],
    );
    refused(form("external", Some(1), "", "90", "市"), &["facts-source-not-named"]);
    refused(form("external-place", Some(1), "", "0", "县"), &["facts-value-place"]);
    refused(
        FactForm { document: String::new(), ..form("veto", Some(1), "露天焚烧", "", "县") },
        &["facts-document-needed"],
    );
    refused(FactForm { on: Some(day("2026-06-21")), ..form("vote", Some(1), "优", "3", "") }, &["facts-future"]);
    refused(form("score", Some(1), "", "", "公示"), &["facts-value-points"]);
    refused(form("mark", Some(1), "道路", "3", ""), &["facts-kind"]);
}

#[test]
fn the_same_fact_twice_is_refused_within_one_entry_and_against_what_is_stored() {
    let mut office = office_with_votes();
    let vote = form("vote", Some(1), "优", "3", "村民评议会");
    let fault = office.save_facts(may(), &[vote.clone(), vote.clone()], &[], "").unwrap_err();
    assert_eq!(codes(&fault), ["facts-there"]);
    office.save_facts(may(), std::slice::from_ref(&vote), &[], "").unwrap();
    let fault = office.save_facts(may(), std::slice::from_ref(&vote), &[], "").unwrap_err();
    assert_eq!(codes(&fault), ["facts-there"]);
    // Another source's votes, and a second payment under another document, are facts of their own.
    let second =
        FactForm { document: "县财〔2026〕9号".into(), ..form("pool", None, "奖补", "5", "县财政局") };
    let others = [form("vote", Some(1), "优", "3", "商户评议"), form("pool", None, "奖补", "5", "县财政局"), second];
    office.save_facts(may(), &others, &[], "").unwrap();
}

#[test]
fn a_fact_is_changed_taken_back_with_a_reason_and_brought_again_by_undo() {
    let mut office = office_with_votes();
    office.save_facts(may(), &[form("vote", Some(1), "优", "3", "")], &[], "").unwrap();
    let row = office.other_facts(may()).unwrap().rows.remove(0);
    assert_eq!((row.value.as_str(), row.subject_name.as_str(), row.village.as_str()), ("3", "张三", "张家湾村"));
    let id = row.id.unwrap();
    office.save_facts(may(), &[FactForm { value: "4".into(), ..row }], &[], "").unwrap();
    assert_eq!(office.other_facts(may()).unwrap().rows[0].value, "4");
    assert_eq!(codes(&office.save_facts(may(), &[], &[id], " ").unwrap_err()), ["reason-needed"]);
    office.save_facts(may(), &[], &[id], "重复登记").unwrap();
    assert!(office.other_facts(may()).unwrap().rows.is_empty());
    assert_eq!(codes(&office.save_facts(may(), &[], &[id], "再删").unwrap_err()), ["facts-missing"]);
    office.undo().unwrap();
    assert_eq!(office.other_facts(may()).unwrap().rows[0].value, "4");
    assert_eq!(codes(&office.save_facts(may(), &[], &[], "").unwrap_err()), ["facts-nothing"]);
}

#[test]
fn a_published_month_takes_no_more_facts() {
    let mut office = small_office();
    run_month(&mut office, may(), [95, 90, 85, 80]);
    let fault = office.save_facts(may(), &[form("bonus", Some(1), "推广", "1", "")], &[], "").unwrap_err();
    assert_eq!(codes(&fault), ["month-closed"]);
}
