//! The engine by its edges and by properties that hold for any facts.

#![allow(clippy::panic, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;

use domain::{Month, State};
use policy::{
    Carry, Event, EventKind, FactRow, Facts, FactsBuilder, Judged, MeasureStatus, NameId, PeriodTrace, Policy, explain,
    judge, read, table,
};
use proptest::prelude::*;

fn default() -> Policy {
    read(include_str!("../../../../assets/policies/default/policy.yaml")).expect("the default reads")
}

fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

/// Rows `month subject fact item value source`, `.` for nothing.
fn facts(policy: &Policy, rows: &str) -> Vec<Facts> {
    let rows: Vec<_> = rows
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .zip(2..)
        .map(|(line, number)| {
            let mut cells = line.split_whitespace().map(|cell| if cell == "." { "" } else { cell }.to_string());
            let mut next = || cells.next().unwrap_or_default();
            let (month, subject, fact, item) = (next(), next(), next(), next());
            let (value, source, date) = (next(), next(), next());
            FactRow { line: number, month, subject, fact, item, value, source, date, ..FactRow::default() }
        })
        .collect();
    table(&rows, policy.period).expect("facts").periods
}

fn walk(policy: &Policy, periods: &[Facts]) -> Vec<Judged> {
    let mut carry = Carry::empty();
    let mut out = Vec::new();
    for period in periods {
        let version = policy.version_at(period.month).expect("a version");
        let judged = judge(policy, version, &carry, period);
        carry.push(judged.trace.clone(), policy.versions[version].window(policy.period));
        out.push(judged);
    }
    out
}

#[test]
fn the_published_scores_get_the_right_ranks_and_mean() {
    let scores = [93, 91, 90, 89, 89, 88, 88, 87, 87, 86, 85, 84, 80];
    let rows: String = scores.iter().enumerate().map(|(i, s)| format!("2026-05 村{i} score . {s}\n")).collect();
    let judged = &walk(&default(), &facts(&default(), &rows))[0];
    let ranks: BTreeMap<_, _> = judged.outcomes.iter().map(|o| (o.key, o.rank.unwrap_or(0))).collect();
    let ranks: Vec<_> = ranks.into_values().collect();
    assert_eq!(ranks, [1, 2, 3, 4, 4, 6, 6, 8, 8, 10, 11, 12, 13]);
    // 1137 ÷ 13 = 87.4615…
    assert_eq!(judged.mean.map(|m| m.to_string()).as_deref(), Some("87.46"));
    assert_eq!(judged.count, 13);
}

#[test]
fn the_mean_counts_only_those_who_have_a_score() {
    let rows = "2026-05 甲 score . 80\n2026-05 乙 state absent\n2026-05 丙 score . 80.01\n";
    let judged = &walk(&default(), &facts(&default(), rows))[0];
    assert_eq!((judged.mean.map(|m| m.0), judged.count), (Some(8001), 2), "80.005 goes up");
}

#[test]
fn a_new_version_in_mid_year_counts_the_past_or_begins_anew_as_it_says() {
    let base = include_str!("../../../../assets/policies/default/policy.yaml");
    let (head, version) = base.split_once("  - from: 2000-01\n").expect("one version");
    let check = |on_adopt: &str, step: u32| {
        let later = version.replace("on-adopt: keep", &format!("on-adopt: {on_adopt}"));
        let text = format!("{head}  - from: 2000-01\n{version}  - from: 2026-04\n{later}");
        let policy = read(&text).unwrap_or_else(|p| panic!("{p:#?}"));
        let rows = "2026-02 甲 score . 50\n2026-03 甲 score . 50\n2026-05 甲 score . 50\n";
        let judged = walk(&policy, &facts(&policy, rows));
        assert_eq!(judged[1].outcomes[0].ladders[0].step, Some(2));
        assert_eq!(judged[2].outcomes[0].ladders[0].step, Some(step), "{on_adopt}");
    };
    check("keep", 3);
    check("restart", 1);
}

#[test]
fn a_month_outside_every_version_has_none() {
    let policy = default();
    assert_eq!(policy.version_at(month("1999-12")), None);
    assert_eq!(policy.version_at(month("2000-01")), Some(0));
}

#[test]
fn who_leaves_and_comes_back_keeps_the_count_though_places_in_the_list_change() {
    let rows = "2026-01 乙 score . 90\n2026-01 甲 score . 50\n2026-02 丙 score . 90\n2026-03 甲 score . 50\n2026-03 乙 score . 90\n";
    let judged = walk(&default(), &facts(&default(), rows));
    let back = judged[2].outcomes.iter().find(|o| o.key == 1).expect("甲");
    assert_eq!((back.ladders[0].before, back.ladders[0].step), (1, Some(2)));
}

#[test]
fn what_would_have_changed_it_is_the_smallest_single_change() {
    let policy = default();
    let full = "房前屋后 20\n垃圾清运 15\n公共区域 10\n宣传发动 5\n巡查履职 10";
    let marks: String = full
        .lines()
        .map(|line| line.split_once(' ').expect("item and points"))
        .map(|(item, points)| format!("2026-05 甲 mark {item} {points} 集中检查/1\n"))
        .collect();
    let rows = format!(
        "2026-03 甲 score . 50\n{marks}2026-05 甲 mark 道路 13 集中检查/1\n2026-05 甲 deduction 农业废弃物 1 集中检查/1\n\
         2026-05 甲 finding 未履职 1 镇\n"
    );
    let periods = facts(&policy, &rows);
    let mut carry = Carry::empty();
    carry.push(judge(&policy, 0, &carry, &periods[0]).trace, 12);
    let why = explain(&policy, 0, &carry, &periods[1], 0).expect("甲");
    assert_eq!(why.outcome.score.map(|s| s.0), Some(8800));
    let said: Vec<_> = why
        .changes
        .iter()
        .map(|c| {
            let differences: Vec<_> =
                c.differences.iter().map(|d| format!("{} {}→{}", d.field, d.from, d.to)).collect();
            format!(
                "{} {:?}: {}",
                c.words,
                c.args.iter().map(|(_, v)| v.as_str()).collect::<Vec<_>>(),
                differences.join(", ")
            )
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r#"
    indicator ["农业废弃物", "1"]: grade 良好→优秀
    indicator ["道路", "2"]: grade 良好→优秀
    finding ["未履职", "镇"]: measures 通报批评 · 约谈→—
    exempt []: grade 良好→—, measures 通报批评 · 约谈→—, reward 0.00→—
    earlier-waived ["2026-03"]: step 2→1, measures 通报批评 · 约谈→批评指正
    "#);
}

#[test]
fn a_better_place_is_a_change_too() {
    let policy = read(include_str!("../../../../assets/policies/village-ranking/policy.yaml")).expect("reads");
    let rows = "2026-05 东 score . 92\n2026-05 西 score . 90\n2026-05 南 score . 70\n2026-05 北 score . 60\n";
    let period = &facts(&policy, rows)[0];
    let why = explain(&policy, 0, &Carry::empty(), period, 1).expect("西");
    let change = &why.changes[0];
    assert_eq!((change.words, change.args[0].1.as_str()), ("score", "2"), "an equal score shares the first place");
    assert_eq!((change.differences[0].from.as_str(), change.differences[0].to.as_str()), ("8000.00", "9000.00"));
}

#[test]
fn a_score_that_a_gate_or_a_ladder_asks_for_is_a_change_too() {
    let text = "id: any\ntitle: 试\nsubject: worker\nperiod: month\nversions:\n  - from: 2020-01\n    clauses:\n      \
        - { document: 办法, article: 第一条, text: 试, rule: { kind: reward-by-base, base: 100, grades: { 好: 100 } } }\n      \
        - { document: 办法, article: 第二条, text: 试, rule: { kind: reward-gate, at-least: 85 } }\n      \
        - { document: 办法, article: 第三条, text: 试, rule: { kind: ladder, events: [{ below: 70 }], count: { over: calendar-year }, steps: [{ measures: [谈话] }] } }\n      \
        - { document: 办法, article: 第四条, text: 试, rule: { kind: grade-bands, bands: { 好: { from: 60 }, 差: { below: 60 } } } }\n";
    let policy = read(text).unwrap_or_else(|p| panic!("{p:#?}"));
    let change = |score: &str| {
        let period = &facts(&policy, &format!("2026-05 甲 score . {score}\n"))[0];
        let why = explain(&policy, 0, &Carry::empty(), period, 0).expect("甲");
        let first = why.changes.first().expect("a change");
        (first.words, first.args[0].1.clone(), first.differences[0].field)
    };
    assert_eq!(change("82.5"), ("score", "2.5".to_string(), "reward"));
    assert_eq!(change("69"), ("score", "1".to_string(), "measures"));
}

#[test]
fn an_executed_step_without_a_later_event_is_forgotten_too() {
    let rows = "2026-01 甲 score . 50\n2026-02 甲 score . 50\n2026-03 甲 score . 50\n2026-03 甲 decision done . . 2026-03-30\n\
                2026-04 甲 score . 90\n";
    let judged = walk(&default(), &facts(&default(), rows));
    assert_eq!(judged[2].outcomes[0].ladders[0].status, MeasureStatus::CarriedOut);
    assert!(judged[3].outcomes[0].ladders.is_empty());
}

/// A random month: some in either group, some not assessed, scores with many ties.
fn month_of(month: Month, people: &[(i64, bool, u8, i64)]) -> Facts {
    let mut b = FactsBuilder::new(month, month.days());
    let groups = [b.name("一般"), b.name("试点")];
    let items: Vec<_> =
        ["道路", "房前屋后", "垃圾清运", "公共区域", "宣传发动", "巡查履职"].iter().map(|t| b.name(t)).collect();
    let source = b.name("集中检查/1");
    for (key, pilot, kind, points) in people {
        let at = b.subject(*key, groups[usize::from(*pilot)]);
        match kind % 8 {
            0 => b.state(at, State::Absent),
            1 => b.state(at, State::Exempt),
            _ => {
                let fulls = [15, 20, 15, 10, 5, 10];
                let mut left = points * 10_000;
                for (item, full) in items.iter().zip(fulls) {
                    let got = left.clamp(0, full * 10_000);
                    left -= got;
                    b.mark(at, *item, source, got);
                }
                if *kind == 7 {
                    b.finding(at, "未履职", "镇", None);
                }
            }
        }
    }
    b.finish()
}

fn people() -> impl Strategy<Value = Vec<(i64, bool, u8, i64)>> {
    prop::collection::vec((any::<bool>(), 0_u8..8, 0_i64..76), 1..40).prop_map(|all| {
        all.into_iter().zip(0..).map(|((pilot, kind, points), key)| (key, pilot, kind, points)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_order_of_the_facts_changes_nothing(people in people(), seed in any::<u64>()) {
        let policy = default();
        let mut shuffled = people.clone();
        let len = shuffled.len() as u64;
        for i in (1..shuffled.len()).rev() {
            shuffled.swap(i, (seed.wrapping_mul(i as u64 + 7) % len) as usize % (i + 1));
        }
        let one = judge(&policy, 0, &Carry::empty(), &month_of(month("2026-05"), &people));
        let mut other = judge(&policy, 0, &Carry::empty(), &month_of(month("2026-05"), &shuffled)).outcomes;
        other.sort_by_key(|o| o.key);
        prop_assert_eq!(one.outcomes, other);
    }

    #[test]
    fn the_ranks_of_a_group_sum_to_that_of_no_ties(people in people()) {
        let judged = judge(&default(), 0, &Carry::empty(), &month_of(month("2026-05"), &people));
        for group in ["一般", "试点"] {
            let ranks: Vec<u64> =
                judged.outcomes.iter().filter(|o| &*o.group == group).filter_map(|o| o.rank.map(u64::from)).collect();
            let mut sum = 0;
            for rank in 1..=ranks.len() as u64 {
                let size = ranks.iter().filter(|r| **r == rank).count() as u64;
                sum += size * (2 * rank + size.saturating_sub(1));
            }
            prop_assert_eq!(sum, (ranks.len() * (ranks.len() + 1)) as u64);
        }
    }

    #[test]
    fn raising_one_mark_never_lowers_ones_own_rank(people in people(), at in any::<prop::sample::Index>()) {
        let policy = default();
        let i = at.index(people.len());
        let mut better = people.clone();
        better[i].3 += 1;
        let rank = |all: &[_]| judge(&policy, 0, &Carry::empty(), &month_of(month("2026-05"), all)).outcomes[i].rank;
        prop_assert!(rank(&better) <= rank(&people));
    }

    #[test]
    fn closing_month_by_month_from_stored_bytes_is_the_whole_history_at_once(months in prop::collection::vec(people(), 1..8)) {
        let policy = default();
        let periods: Vec<_> =
            months.iter().enumerate().map(|(i, people)| month_of(month("2025-10").plus(i as i32), people)).collect();
        let whole = walk(&policy, &periods);
        let mut stored: Vec<Vec<u8>> = Vec::new();
        for (facts, at_once) in periods.iter().zip(&whole) {
            let last = stored.len().saturating_sub(policy.versions[0].window(policy.period));
            let traces = stored[last..].iter().map(|b| PeriodTrace::from_bytes(b).expect("a trace")).collect();
            let judged = judge(&policy, 0, &Carry::from_periods(traces), facts);
            prop_assert_eq!(&judged, at_once);
            stored.push(judged.trace.to_bytes());
        }
    }

    #[test]
    fn what_the_last_give_is_what_the_first_get(bases in prop::collection::vec((1_i64..10_000_000, 0_i64..9), 6..30)) {
        let policy = read(include_str!("../../../../assets/policies/vote-allocation/policy.yaml")).expect("reads");
        let mut b = FactsBuilder::new(month("2026-05"), 31);
        let (none, good) = (NameId::NONE, b.name("优"));
        for (key, (base, votes)) in bases.iter().enumerate() {
            let at = b.subject(key as i64, none);
            let event = |kind, item, value| Event { kind, item, source: none, value, date: None };
            b.event(at, event(EventKind::Base, none, *base));
            b.event(at, event(EventKind::Vote, good, (votes + 1) * 10_000));
        }
        let judged = judge(&policy, 0, &Carry::empty(), &b.finish());
        let given: i64 = judged.outcomes.iter().filter_map(|o| o.reward).map(|m| m.0).sum();
        let taken: i64 = judged.outcomes.iter().map(|o| o.deduction.0).sum();
        prop_assert_eq!(given, taken);
        prop_assert!(judged.flags.is_empty(), "{:?}", judged.flags);
    }

    #[test]
    fn the_derivation_of_anybody_agrees_with_the_outcome(people in people()) {
        let facts = month_of(month("2026-05"), &people);
        let policy = default();
        let judged = judge(&policy, 0, &Carry::empty(), &facts);
        for outcome in &judged.outcomes {
            let why = explain(&policy, 0, &Carry::empty(), &facts, outcome.key).expect("known");
            prop_assert_eq!(&why.outcome, outcome);
            prop_assert!(!why.reasons.is_empty());
        }
    }
}

#[test]
fn nobody_is_in_no_group_and_a_mark_by_itself_is_not_a_sheet() {
    let mut b = FactsBuilder::new(month("2026-05"), 31);
    let at = b.subject(1, NameId::NONE);
    let (item, source) = (b.name("道路"), b.name("随机抽查/1"));
    b.mark(at, item, source, 150_000);
    let judged = judge(&default(), 0, &Carry::empty(), &b.finish());
    assert_eq!(judged.outcomes[0].score, None);
    let codes: Vec<_> = judged.flags.iter().map(|f| f.code).collect();
    assert_eq!(codes, ["group-not-in-policy", "marks-missing"]);
}
