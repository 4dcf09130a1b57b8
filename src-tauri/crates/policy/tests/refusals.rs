//! What is wrong with a policy file is refused with its line, its article and what the words need.

#![allow(clippy::panic, reason = "a test stops at the first surprise")]

use policy::{PolicyProblem, read, read_cases};

/// A policy of one clause with the given rule, and a second one with the default's bands.
fn with_rule(rule: &str) -> String {
    let indented: String = rule.lines().map(|line| format!("          {line}\n")).collect();
    format!(
        "id: demo\ntitle: 试\nsubject: worker\nperiod: month\nversions:\n  - from: 2026-01\n    clauses:\n      - document: 办法\n        \
         article: 第一条\n        text: 等级\n        rule: {{ kind: grade-bands, bands: {{ 好: {{ from: 60 }}, 差: {{ below: 60 }} }} }}\n      \
         - article: 第二条\n        text: 试\n        rule:\n{indented}"
    )
}

fn problems(text: &str) -> Vec<PolicyProblem> {
    read(text).err().unwrap_or_default()
}

/// The first line of the rule given to [`with_rule`].
const FIRST: u32 = 15;

fn check(rule: &str, expected: &[(u32, &str)]) {
    let found = problems(&with_rule(rule));
    // A problem of the clause as a whole stands at its own line, not in the rule.
    let short: Vec<_> = found.iter().map(|p| ((p.line + 1).saturating_sub(FIRST), p.code)).collect();
    assert_eq!(short, expected, "{rule}\n{found:#?}");
    assert!(found.iter().all(|p| p.article == "第二条"), "{rule}\n{found:#?}");
}

fn intervals(bands: &str) -> Vec<String> {
    let text = format!(
        "id: demo\ntitle: 试\nsubject: worker\nperiod: month\nversions:\n  - from: 2026-01\n    clauses:\n      - document: 办法\n        \
         article: 第八条\n        text: 等级\n        rule: {{ kind: grade-bands, bands: {{ {bands} }} }}\n"
    );
    let words = |p: &PolicyProblem| {
        assert_eq!((p.article.as_str(), p.line), ("第八条", 11), "{p:?}");
        let values: Vec<_> = p.args.iter().map(|(_, v)| v.as_str()).collect();
        format!("{} {}", p.code, values.join(" "))
    };
    problems(&text).iter().map(words).collect()
}

#[test]
fn each_hole_and_overlap_of_the_bands_is_named_as_an_interval() {
    let check = |bands: &str, expected: &[&str]| assert_eq!(intervals(bands), expected, "{bands}");
    check("优: { from: 90 }, 良: { from: 70, below: 90 }, 差: { below: 70 }", &[]);
    // The published table that forgot 60 to 69.
    check("优: { from: 90 }, 良: { from: 70, below: 90 }, 差: { below: 60 }", &["bands-hole 60.00–69.99"]);
    // Inclusive ends leave out what lies between whole points, such as 94.5.
    check("优: { from: 95 }, 良: { from: 80, to: 94 }, 差: { below: 80 }", &["bands-hole 94.01–94.99"]);
    check("优: { from: 95 }, 良: { from: 80, to: 94.99 }, 差: { below: 80 }", &[]);
    check("优: { from: 90 }, 良: { from: 80, to: 90 }, 差: { below: 80 }", &["bands-overlap 90.00–90.00 良 优"]);
    check("优: { from: 90, to: 100 }, 差: { from: 0, below: 90 }", &["bands-hole −∞–-0.01", "bands-hole 100.01–+∞"]);
    check(
        "优: { from: 90 }, 良: { below: 95 }, 差: { below: 60 }",
        &["bands-overlap −∞–59.99 差 良", "bands-overlap 90.00–94.99 良 优"],
    );
    check("优: { from: 90 }, 良: { from: 60, below: 50 }, 差: { below: 90 }", &["band-empty 良"]);
}

#[test]
fn an_unknown_key_or_kind_is_refused_with_what_would_be_known() {
    check("{ kind: rank, within: group, color: red }", &[(1, "key-unknown")]);
    check("kind: rank\nwithin: group\nwithin: all", &[(3, "key-twice")]);
    check("{ kind: magic }", &[(1, "kind-unknown")]);
    check("{ kind: rank, within: nearby }", &[(1, "choice-expected")]);
    check(
        "kind: ladder\nevents: [{ grade: 差, bottom: 2 }]\ncount: { over: rolling }\nsteps: [{ measures: [谈话], effects: [no-fun] }]",
        &[(2, "event-of-two-kinds"), (3, "count-keys"), (4, "choice-expected")],
    );
}

#[test]
fn contradictions_and_what_can_never_apply_are_refused() {
    check("{ kind: grade-bands, bands: { 好: { from: 60 }, 差: { below: 60 } } }", &[(0, "rule-twice")]);
    check("{ kind: one-reward, choose: highest }", &[(0, "without-rewards")]);
    check("{ kind: reward-by-grade, grades: { 很好: 100 } }", &[(0, "grade-unknown")]);
    check("{ kind: indicators, total: 100, items: { 道路: 60, 沟渠: 30 } }", &[(1, "indicators-sum")]);
    check(
        "{ kind: reward-by-place, places: [{ from: 1, to: 3, amount: 5 }, { place: 3, amount: 2 }] }",
        &[(1, "place-twice")],
    );
    check(
        "{ kind: reward-by-place, places: [{ place: 1, amount: 5 }], gate: { at-least: 90 } }",
        &[(1, "gate-without-among")],
    );
    check(
        "kind: ladder\nevents: [{ grade: 差 }]\ncount: { over: consecutive }\nstart-at: { 县: 2 }\nresets: [{ good-periods: 3, at-least: 80 }, { executed-step: 4 }]\nsteps: [{ measures: [谈话] }]",
        &[(0, "start-at-without-finding"), (0, "reset-without-effect"), (4, "step-unknown"), (5, "step-unknown")],
    );
}

#[test]
fn a_grade_that_no_score_can_reach_is_refused_where_it_stands() {
    let found = problems(&with_rule("{ kind: bounds, min: 0, max: 50 }"));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].code, found[0].article.as_str(), found[0].line), ("grade-unreachable", "第一条", 8));
}

#[test]
fn numbers_are_read_from_their_text() {
    check("{ kind: bonus, cap: 1e2 }", &[(1, "number-expected")]);
    check("{ kind: bonus, cap: 0.1 }", &[]);
    check("{ kind: bonus, cap: 0.00001 }", &[(1, "number-too-precise")]);
    check("{ kind: bonus, cap: 九分 }", &[(1, "number-expected")]);
    check("{ kind: bonus, cap: -1 }", &[(1, "negative")]);
    check("{ kind: bonus, cap: .inf }", &[(1, "number-expected")]);
}

#[test]
fn versions_must_follow_each_other_in_time() {
    let clause = "    clauses:\n      - { document: 办法, article: 第一条, text: 试, rule: { kind: rank } }\n";
    let policy = |versions: &[&str]| {
        let versions: String = versions.iter().map(|v| format!("  - {v}\n{clause}")).collect();
        format!("id: demo\ntitle: 试\nsubject: worker\nperiod: month\nversions:\n{versions}")
    };
    let codes = |versions: &[&str]| problems(&policy(versions)).iter().map(|p| p.code).collect::<Vec<_>>();
    assert_eq!(codes(&["from: 2026-01", "from: 2026-07"]), [] as [&str; 0]);
    assert_eq!(codes(&["from: 2026-07", "from: 2026-01"]), ["versions-overlap"]);
    assert_eq!(codes(&["from: 2026-01\n    to: 2026-07", "from: 2026-07"]), ["versions-overlap"]);
    assert_eq!(codes(&["from: 2026-01\n    to: 2025-12"]), ["version-ends-before"]);
    assert_eq!(codes(&["from: 2026"]), ["month-expected"]);
}

#[test]
fn a_clause_needs_a_rule_or_a_reason_for_none() {
    let policy = |clause: &str| {
        format!(
            "id: demo\ntitle: 试\nsubject: worker\nperiod: month\nversions:\n  - from: 2026-01\n    clauses:\n      - {clause}\n"
        )
    };
    let codes = |clause: &str| problems(&policy(clause)).iter().map(|p| p.code).collect::<Vec<_>>();
    assert_eq!(
        codes("{ document: 办法, article: 第一条, text: 试 }"),
        ["version-without-rules", "clause-without-rule"]
    );
    assert_eq!(codes("{ document: 办法, article: 第一条, text: 试, no-rule: 解释 }"), ["version-without-rules"]);
    assert_eq!(
        codes("{ document: 办法, article: 第一条, text: 试, no-rule: 解释, rule: { kind: rank } }"),
        ["clause-with-both"]
    );
    assert_eq!(codes("{ article: 第一条, text: 试, rule: { kind: rank } }"), ["document-missing"]);
}

#[test]
fn every_example_of_the_reference_reads_and_is_written_back_the_same() {
    for doc in policy::Rule::KINDS {
        let rule = policy::read_rule(doc.example).unwrap_or_else(|p| panic!("{}: {p:#?}", doc.kind));
        assert_eq!(rule.doc().kind, doc.kind);
        let written = policy::write_rule(&rule);
        assert_eq!(policy::read_rule(&written).as_ref(), Ok(&rule), "{written}");
    }
}

#[test]
fn every_key_of_the_reference_is_known_and_every_known_key_is_in_the_reference() {
    for doc in policy::Rule::KINDS {
        // A key that nobody knows makes the reader name those that it does.
        let text = format!("kind: {}\nno-such-key: 1\n", doc.kind);
        let problems = policy::read_rule(&text).expect_err("refused");
        let unknown =
            problems.iter().find(|p| p.code == "key-unknown").unwrap_or_else(|| panic!("{}: {problems:#?}", doc.kind));
        let known = &unknown.args.iter().find(|(name, _)| *name == "known").expect("the known keys").1;
        let mut known: Vec<&str> = known.split(", ").filter(|key| *key != "kind").collect();
        let mut told: Vec<&str> = doc.keys.iter().map(|k| k.key.split(['.', '[']).next().unwrap_or_default()).collect();
        for list in [&mut known, &mut told] {
            list.sort_unstable();
            list.dedup();
        }
        assert_eq!(known, told, "{}", doc.kind);
    }
}

#[test]
fn a_case_that_says_nothing_or_too_much_is_refused() {
    let codes = |text: &str| {
        let problems = read_cases("a.yaml", text).err().unwrap_or_default();
        problems.iter().map(|p| (p.line, p.code)).collect::<Vec<_>>()
    };
    let case = |fact: &str, expect: &str| format!("- case: 试\n  facts:\n    - {fact}\n  expect:\n    - {expect}\n");
    let fine = "{ month: 2026-05, subject: 甲, score: 80 }";
    assert_eq!(codes(&case(fine, "{ month: 2026-05, subject: 甲, rank: 1 }")), []);
    assert_eq!(
        codes(&case("{ month: 2026-05, subject: 甲 }", "{ month: 2026-05, subject: 甲 }")),
        [(3, "case-fact-empty")]
    );
    assert_eq!(codes(&case(fine, "{ month: 2026-05, subject: 甲, mood: good }")), [(5, "key-unknown")]);
}

#[test]
fn what_only_follows_from_a_value_that_could_not_be_read_is_no_second_problem() {
    check("kind: grade-bands\nbands: { 优: { from: 80分 }, 劣: { below: 80 } }", &[(2, "number-expected")]);
    // The grades of a clause that could not be read are nobody's mistake elsewhere.
    let policy = with_rule("kind: grade-band\nbands: { 甲级: { from: 80 } }").replace("第一条", "第三条");
    let ladder = "      - { article: 第四条, text: 试, rule: { kind: ladder, events: [{ grade: 甲级 }], \
                  count: { over: consecutive }, steps: [{ measures: [谈话] }] } }\n";
    let found = problems(&(policy + ladder));
    assert_eq!(found.iter().map(|p| p.code).collect::<Vec<_>>(), ["kind-unknown"]);
}

#[test]
fn a_number_of_too_many_places_or_too_large_is_told_as_that() {
    let bands = |from: &str| format!("kind: grade-bands\nbands: {{ 优: {{ from: {from} }}, 劣: {{ below: 80 }} }}");
    check(&bands("80.005"), &[(2, "number-too-precise")]);
    check(&bands("99999999999999999999"), &[(2, "number-too-large")]);
    check(&bands("八十"), &[(2, "number-expected")]);
}

#[test]
fn what_is_wrong_at_the_top_of_the_file_stands_at_its_line() {
    let text = with_rule("kind: rank").replace("id: demo", "id: Demo").replace("subject: worker", "subject: company");
    let found: Vec<_> = problems(&text).iter().map(|p| (p.line, p.code)).collect();
    assert_eq!(found, [(1, "id-form"), (3, "subject-unknown")]);
}

#[test]
fn a_slip_in_a_case_is_told_at_its_line_and_not_as_an_outcome_that_differs() {
    let policy = read(&with_rule("kind: rank")).expect("reads");
    let slips = |expect: &str| {
        let text = format!(
            "- case: 试\n  facts: [{{ month: 2026-05, subject: 甲, score: 80 }}]\n  expect:\n    - {{ month: 2026-05, subject: 甲, {expect} }}\n"
        );
        let cases = read_cases("a.yaml", &text).expect("reads");
        let result = policy::run_case(&policy, &cases[0]);
        assert_eq!(result.differences, [], "{expect}");
        result.problems.iter().map(|p| format!("{} {}", p.place, p.code)).collect::<Vec<_>>()
    };
    assert_eq!(slips("score: ８０, grade: 好, reward: none, status: none, because: [第一条]"), [] as [&str; 0]);
    assert_eq!(slips("grade: 茶"), ["4 case-grade"]);
    assert_eq!(slips("because: 第九条"), ["4 case-article"]);
    assert_eq!(slips("flags: [no-such]"), ["4 case-choice"]);
    assert_eq!(slips("status: abc, provisional: abc"), ["4 case-choice", "4 case-choice"]);
    assert_eq!(slips("reward: 10000元"), ["4 case-number"]);
}
