//! Marks, scores, places and grades.

use super::{BANDS, SHEET, check};

#[test]
fn places_in_each_inspection_become_points() {
    check(
        &[
            SHEET,
            "{ kind: rescore-ranks, first: 100, step: 5, least: 92, within: all }",
            "{ kind: combine-inspections, weights: { 甲组: 50, 乙组: 50 }, missing: share-out }",
        ],
        "subject: 一, inspection: 甲组, marks: { 道路: 50, 沟渠: 40 }
         subject: 二, inspection: 甲组, marks: { 道路: 50, 沟渠: 40 }
         subject: 三, inspection: 甲组, marks: { 道路: 40, 沟渠: 40 }
         subject: 一, inspection: 乙组, marks: { 道路: 1, 沟渠: 1 }
         subject: 三, inspection: 乙组, marks: { 道路: 2, 沟渠: 1 }",
        // 一: first with 二 in 甲组 and second in 乙组; 三: third, and with 92 the least.
        "subject: 一, score: 97.5, because: [第2条]
         subject: 二, score: 100
         subject: 三, score: 96",
    );
}

#[test]
fn several_inspections_of_a_kind_become_one_as_the_policy_says() {
    let several = |how: &str, score: &str| {
        let rule = format!("{{ kind: combine-inspections, weights: {{ 抽查: 1 }}, {how} }}");
        check(
            &[SHEET, &rule],
            "subject: 一, inspection: 抽查/1, marks: { 道路: 60, 沟渠: 0 }
             subject: 一, inspection: 抽查/3, marks: { 道路: 60, 沟渠: 30 }
             subject: 一, inspection: 抽查/2, marks: { 道路: 60, 沟渠: 40 }",
            &format!("subject: 一, score: {score}"),
        );
    };
    several("several: mean", "83.33");
    several("several: best", "100");
    several("several: worst", "60");
    several("several: last", "90");
    several("several: mean, drop-lowest: 1", "95");
    several("several: mean, drop-lowest: 1, drop-highest: 1", "90");
    several("several: mean, drop-lowest: 9", "100");
}

#[test]
fn a_kind_that_did_not_take_place_follows_what_is_written() {
    let missing = |how: &str, score: &str| {
        let rule = format!("{{ kind: combine-inspections, weights: {{ 检查: 60, 抽查: 40 }}, missing: {how} }}");
        let facts = "subject: 一, inspection: 检查, marks: { 道路: 60, 沟渠: 20 }";
        check(&[SHEET, &rule], facts, &format!("subject: 一, score: {score}"));
    };
    missing("share-out", "80");
    missing("zero", "48");
    missing("unassessed", "none");
}

#[test]
fn the_grids_of_one_worker_are_put_together_as_written() {
    let grids = |by: &str, score: &str| {
        check(
            &[
                SHEET,
                "{ kind: combine-inspections, weights: { 检查: 60, 抽查: 40 } }",
                &format!("{{ kind: several-grids, by: {by} }}"),
            ],
            "subject: 一, inspection: 检查/1@东格, marks: { all: full }
             subject: 一, inspection: 抽查/1@东格, marks: { 道路: 60, 沟渠: 15 }
             subject: 一, inspection: 检查/1@西格, marks: { 道路: 40, 沟渠: 40 }
             subject: 一, fact: weight, item: 东格, value: 40
             subject: 一, fact: weight, item: 西格, value: 10",
            &format!("subject: 一, score: {score}, because: [第3条]"),
        );
    };
    grids("mean", "85");
    grids("worst", "80");
    grids("best", "90");
    grids("weight", "88");
    check(
        &[SHEET],
        "subject: 一, inspection: 检查/1@东格, marks: { all: full }",
        "subject: 一, score: none, flags: [not-on-the-sheet]",
    );
}

#[test]
fn scores_below_in_the_tree_make_one() {
    let roll_up = |by: &str, score: &str| {
        check(
            &[&format!("{{ kind: roll-up, source: 月度, by: {by} }}")],
            "subject: 村, fact: external, item: 甲, value: 90, source: 月度
             subject: 村, fact: external, item: 乙, value: 60, source: 月度
             subject: 村, fact: weight, item: 甲, value: 20
             subject: 村, fact: weight, item: 乙, value: 10
             subject: 村, fact: external, item: 乙, value: 1, source: 县",
            &format!("subject: 村, score: {score}"),
        );
    };
    roll_up("mean", "75");
    roll_up("weighted-mean", "80");
    roll_up("worst", "60");
    roll_up("best", "90");
}

#[test]
fn votes_are_a_part_of_the_score() {
    let votes = "{ kind: vote-points, options: { 优: 100, 差: 50 }, weight: 20, missing: share-out }";
    check(
        &[SHEET, votes],
        "subject: 一, marks: { all: full }
         subject: 一, fact: vote, item: 优, value: 3
         subject: 一, fact: vote, item: 差, value: 1
         subject: 二, marks: { 道路: 60, 沟渠: 30 }",
        "subject: 一, score: 97.5
         subject: 二, score: 90",
    );
}

#[test]
fn findings_and_overdue_rectifications_cost_points() {
    let findings = "{ kind: finding-points, items: { 焚烧: 5, any: 2 }, cap: 8 }";
    let overdue = "{ kind: overdue-penalty, points: 2, when: this-period, cap: 3 }";
    check(
        &[SHEET, findings, overdue],
        "subject: 一, marks: { all: full }
         subject: 一, finding: 焚烧, by: 镇
         subject: 一, finding: 堆放, by: 镇
         subject: 一, finding: 堆放, by: 镇
         subject: 一, fact: overdue, value: 2",
        "subject: 一, score: 89",
    );
}

#[test]
fn what_is_overdue_costs_the_period_after_the_finding_however_late_it_is_entered() {
    // 甲's is entered with the month of the finding, 乙's with the month after, 丙's two months after, 丁's says no day.
    let facts = "month: 2026-05, subject: 甲, marks: { all: full }
         month: 2026-05, subject: 甲, fact: overdue, value: 1, source: 县, date: 2026-05-31
         month: 2026-05, subject: 丁, marks: { all: full }
         month: 2026-05, subject: 丁, fact: overdue, value: 1
         month: 2026-06, subject: 甲, marks: { all: full }
         month: 2026-06, subject: 乙, marks: { all: full }
         month: 2026-06, subject: 乙, fact: overdue, value: 1, source: 县, date: 2026-05-31
         month: 2026-06, subject: 丁, marks: { all: full }
         month: 2026-07, subject: 甲, marks: { all: full }
         month: 2026-07, subject: 乙, marks: { all: full }
         month: 2026-07, subject: 丙, marks: { all: full }
         month: 2026-07, subject: 丙, fact: overdue, value: 1, source: 县, date: 2026-05-31";
    let next = "{ kind: overdue-penalty, points: 2, by-level: { 县: 4 }, when: next-period }";
    check(
        &[SHEET, next],
        facts,
        "month: 2026-05, subject: 甲, score: 100
         month: 2026-06, subject: 甲, score: 96
         month: 2026-06, subject: 乙, score: 96
         month: 2026-06, subject: 丁, score: 98
         month: 2026-07, subject: 甲, score: 100
         month: 2026-07, subject: 乙, score: 100
         month: 2026-07, subject: 丙, score: 96",
    );
    let this = "{ kind: overdue-penalty, points: 2, by-level: { 县: 4 }, when: this-period }";
    check(
        &[SHEET, this],
        facts,
        "month: 2026-05, subject: 甲, score: 96
         month: 2026-06, subject: 甲, score: 100
         month: 2026-06, subject: 乙, score: 96
         month: 2026-07, subject: 乙, score: 100
         month: 2026-07, subject: 丙, score: 96",
    );
}

#[test]
fn a_ladder_counts_what_was_entered_late_in_the_month_of_entry() {
    let ladder = "{ kind: ladder, events: [{ overdue: 1 }], count: { over: calendar-year, merge: period }, \
                  steps: [{ measures: [谈话] }, { measures: [通报] }] }";
    check(
        &[SHEET, ladder],
        "month: 2026-06, subject: 甲, marks: { all: full }
         month: 2026-06, subject: 甲, fact: overdue, value: 1, date: 2026-05-31
         month: 2026-07, subject: 甲, marks: { all: full }
         month: 2026-07, subject: 甲, fact: overdue, value: 1, date: 2026-07-03",
        "month: 2026-06, subject: 甲, measures: [谈话]
         month: 2026-07, subject: 甲, measures: [通报]",
    );
}

#[test]
fn a_quota_is_of_all_who_are_ranked_and_ties_are_broken_in_order() {
    let quota = |more: &str, expect: &str| {
        let rule = format!("{{ kind: grade-quota, grade: 好, of: [好], otherwise: 中, {more} }}");
        check(
            &[BANDS, &rule],
            "subject: 一, score: 95
             subject: 二, score: 95
             subject: 二, finding: 迟到, by: 镇
             subject: 三, score: 95
             subject: 三, days: 20
             subject: 四, score: 50",
            expect,
        );
    };
    quota("share: 25", "subject: 一, grade: 好\nsubject: 二, grade: 好\nsubject: 三, grade: 好");
    quota("share: 25, ties: exclude", "subject: 一, grade: 中\nsubject: 二, grade: 中");
    quota(
        "share: 25, tie-breakers: [fewer-findings, more-days]",
        "subject: 一, grade: 好\nsubject: 二, grade: 中\nsubject: 三, grade: 中\nsubject: 四, grade: 差",
    );
    quota(
        "share: 10, rounding: up, tie-breakers: [more-days, fewer-findings]",
        "subject: 一, grade: 好\nsubject: 二, grade: 中",
    );
    quota(
        "share: 10, rounding: down, min: 2, tie-breakers: [fewer-findings, more-days]",
        "subject: 三, grade: 好\nsubject: 二, grade: 中",
    );
}

#[test]
fn a_veto_takes_the_grade_before_a_quota_counts() {
    check(
        &[
            BANDS,
            "{ kind: veto, events: [{ veto: any }], grade: 差 }",
            "{ kind: grade-quota, grade: 好, places: 1, of: [好], otherwise: 中 }",
        ],
        "subject: 一, score: 99\nsubject: 一, fact: veto, item: 环保督察\nsubject: 二, score: 95\nsubject: 三, score: 92",
        "subject: 一, rank: 1, grade: 差, because: [第2条]\nsubject: 二, grade: 好\nsubject: 三, grade: 中",
    );
}

#[test]
fn sampled_households_bring_points() {
    let sampling = |keys: &str, score: &str| {
        let rule = format!("{{ kind: household-sampling, options: {{ 干净户: 0.2, 脏户: -0.5 }}, {keys} }}");
        check(
            &[SHEET, &rule],
            "subject: 一, marks: { 道路: 50, 沟渠: 30 }
             subject: 一, fact: vote, item: 干净户, value: 8
             subject: 一, fact: vote, item: 脏户, value: 2
             subject: 一, fact: weight, value: 45",
            &format!("subject: 一, score: {score}"),
        );
    };
    sampling("counted: each", "80.6");
    sampling("counted: extended", "82.7");
    sampling("counted: mean", "80.06");
    sampling("counted: extended, max: 2", "82");
    let share = "{ kind: household-sampling, options: { 合格: 20, 不合格: 0 }, counted: mean, missing: unassessed }";
    check(
        &["{ kind: indicators, total: 80, items: { 道路: 80 } }", share, "{ kind: bounds, min: 0, max: 100 }"],
        "subject: 一, marks: { 道路: 80 }
         subject: 一, fact: vote, item: 合格, value: 7
         subject: 一, fact: vote, item: 不合格, value: 3
         subject: 二, marks: { 道路: 80 }",
        "subject: 一, score: 94\nsubject: 二, score: none",
    );
}

#[test]
fn places_found_cost_what_one_costs() {
    let sheet = "{ kind: indicators, total: 100, items: { 道路: 90, 沟渠: { full: 10, entry: deductions, per: 0.2, cap: 5 } } }";
    let found = |places: &str, score: &str| {
        let facts =
            format!("subject: 一, marks: {{ 道路: 90 }}\nsubject: 一, fact: deduction, item: 沟渠, value: {places}");
        check(&[sheet], &facts, &format!("subject: 一, score: {score}"));
    };
    found("3", "99.4");
    found("30", "95");
}

#[test]
fn a_higher_levels_score_replaces_bounds_or_fills_in() {
    let level = |keys: &str, facts: &str, score: &str| {
        let rule = format!("{{ kind: combine-external, levels: {{ 县: {{ {keys} }} }} }}");
        let facts = format!("subject: 一, marks: {{ 道路: 60, 沟渠: 20 }}\n{facts}");
        check(&[SHEET, &rule], &facts, &format!("subject: 一, score: {score}"));
    };
    level("stands: instead", "subject: 一, fact: external, value: 70, source: 县", "70");
    level("stands: instead", "", "80");
    level("stands: lower", "subject: 一, fact: external, value: 90, source: 县", "80");
    level("stands: higher, out-of: 1000", "subject: 一, fact: external, value: 900, source: 县", "90");
    let pieces =
        "weight: 0, several: first, replace: [{ place: 1, to: 3, points: -5 }, { at-least: 80, below: 90, points: 2 }]";
    level(pieces, "subject: 一, fact: external-place, value: 3, source: 县", "75");
    level(pieces, "subject: 一, fact: external, value: 80, source: 县", "82");
    level(pieces, "subject: 一, fact: external, value: 90, source: 县", "80");
    let rule = "{ kind: combine-external, levels: { 县: { weight: 40 } }, own-missing: share-out }";
    check(&[SHEET, rule], "subject: 一, fact: external, value: 85, source: 县", "subject: 一, score: 85");
    let rule = "{ kind: combine-external, levels: { 县: { weight: 40 } } }";
    check(
        &[SHEET, rule],
        "subject: 一, fact: external, value: 85, source: 县",
        "subject: 一, score: none, flags: [own-score-missing]",
    );
}

#[test]
fn members_scores_may_be_a_part_beside_others() {
    check(
        &[
            SHEET,
            "{ kind: roll-up, source: 村月评, by: mean, weight: 30 }",
            "{ kind: roll-up, source: 路月评, by: worst, weight: 20, missing: share-out }",
        ],
        "subject: 公司, marks: { 道路: 60, 沟渠: 40 }
         subject: 公司, fact: external, item: 东村, value: 90, source: 村月评
         subject: 公司, fact: external, item: 西村, value: 70, source: 村月评",
        "subject: 公司, score: 92.5",
    );
}

#[test]
fn grades_by_place_count_from_both_ends() {
    let rule = "{ kind: grade-by-rank, grades: { 优: { places: 1 }, 中: { rest: true }, 次: { places: 1 }, 末: { share: 25, rounding: up } } }";
    check(
        &[rule],
        "subject: 一, score: 95\nsubject: 二, score: 90\nsubject: 三, score: 80\nsubject: 四, score: 70",
        "subject: 一, grade: 优\nsubject: 二, grade: 中\nsubject: 三, grade: 次\nsubject: 四, grade: 末",
    );
    check(&[rule], "subject: 一, score: 95", "subject: 一, grade: 优");
}

#[test]
fn a_quota_of_a_grade_of_its_own_leaves_the_other_grades_alone() {
    check(
        &[BANDS, "{ kind: grade-quota, grade: 先进, places: 1, of: [好] }"],
        "subject: 一, score: 95\nsubject: 二, score: 92\nsubject: 三, score: 70\nsubject: 四, score: 50",
        "subject: 一, grade: 先进\nsubject: 二, grade: 好\nsubject: 三, grade: 中\nsubject: 四, grade: 差",
    );
}

#[test]
fn a_veto_may_give_a_grade_that_nothing_else_gives() {
    check(
        &[BANDS, "{ kind: veto, events: [{ veto: any }, { external-place: 1, level: 县 }], grade: 否决, worst: true }"],
        "subject: 一, score: 50\nsubject: 一, fact: veto, item: 曝光\nsubject: 二, score: 95\nsubject: 二, fact: external-place, value: 1, source: 县",
        "subject: 一, grade: 否决\nsubject: 二, grade: 否决, rank: 1",
    );
}

#[test]
fn a_name_with_one_wrong_character_is_told() {
    let veto = "{ kind: veto, events: [{ veto: 媒体曝光 }], grade: 差 }";
    check(
        &[BANDS, veto],
        "subject: 一, score: 95\nsubject: 一, fact: veto, item: 媒体暴光",
        "subject: 一, grade: 好, flags: [fact-unused]",
    );
    check(
        &[BANDS, veto],
        "subject: 一, score: 95\nsubject: 一, fact: veto, item: 媒体曝光",
        "subject: 一, grade: 差, flags: none",
    );
}

#[test]
fn a_meeting_that_chose_enough_leaves_nothing_open() {
    let quota = "{ kind: grade-quota, grade: 好, places: 1, of: [好], otherwise: 中, ties: meeting }";
    let chosen = |who: &[&str], flags: &str| {
        let choices: String = who.iter().map(|w| format!("\nsubject: {w}, fact: decision, item: choose")).collect();
        let facts = format!("subject: 一, score: 95\nsubject: 二, score: 95\nsubject: 三, score: 70{choices}");
        check(&[BANDS, quota], &facts, &format!("subject: 一, flags: {flags}"));
    };
    chosen(&[], "[meeting-decides]");
    chosen(&["二"], "none");
    chosen(&["一", "二"], "[choice-over-places]");
}

#[test]
fn a_list_is_of_events_too_and_of_honours_only_for_those_who_keep_them() {
    let ladder = "{ kind: ladder, events: [{ finding: any }], count: { over: calendar-year }, steps: [{ measures: [通报], effects: [no-honours] }] }";
    check(
        &[
            BANDS,
            ladder,
            "{ kind: list, name: 黑榜, events: [{ finding: 焚烧 }] }",
            "{ kind: list, name: 先进, top: 1, honours: true }",
        ],
        "month: 2026-03, subject: 一, finding: 焚烧, by: 镇
         month: 2026-03, subject: 一, score: 95
         subject: 一, score: 95
         subject: 二, score: 90",
        "month: 2026-03, subject: 一, lists: [黑榜]\nsubject: 一, lists: []\nsubject: 二, lists: []",
    );
}
