//! What a policy in work comes to: each problem at the clause and the field that it is about, each case green or red.

use std::collections::BTreeMap;

use domain::Problem;
use policy::{Case, CaseResult, Places, Policy, PolicyProblem, Tree, read_case_tree, read_tree, run_case};
use words::Words;

use super::{forms::Wording, shape};
use crate::view::{CaseCheck, CaseDifference, ClausePlace, DraftCase, DraftCheck, DraftForm, DraftProblem, RuleTree};

/// Checks a policy in work and runs its cases; the policy itself when nothing is wrong with its clauses.
pub(super) fn check(form: &DraftForm, words: Words) -> (DraftCheck, Option<Policy>) {
    let (read, places) = read_tree(&shape::to_tree(form));
    let (policy, problems) = match read {
        Ok(policy) => (Some(policy), Vec::new()),
        Err(problems) => (None, problems),
    };
    let problems: Vec<_> = problems.iter().map(|p| problem_view(p, &places, form, words)).collect();
    let mut good = Vec::new();
    let cases: Vec<_> = form.cases.iter().map(|case| case_check(case, policy.as_ref(), &mut good, words)).collect();
    let uncovered = policy.as_ref().map(|p| policy::uncovered(p, &good)).unwrap_or_default();
    let check = DraftCheck {
        ready: problems.is_empty() && cases.iter().all(|case| case.passed),
        problems,
        cases,
        uncovered: uncovered.into_iter().map(|(version, clause)| place(version, clause)).collect(),
    };
    (check, policy)
}

fn place(version: usize, clause: usize) -> ClausePlace {
    let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    ClausePlace { version: short(version), clause: short(clause) }
}

fn problem_view(problem: &PolicyProblem, places: &Places, form: &DraftForm, words: Words) -> DraftProblem {
    let path = places.of(problem.line);
    let number = |at: usize| path.get(at).and_then(|step| step.parse::<usize>().ok());
    let inside = path.first().is_some_and(|key| key == "versions") && path.get(2).is_some_and(|key| key == "clauses");
    let at = number(1).zip(number(3)).filter(|_| inside);
    let clause = at.and_then(|(version, clause)| form.versions.get(version)?.clauses.get(clause));
    let kind = clause.and_then(|c| c.rule.as_ref()).map(kind_of).unwrap_or_default();
    let wording = Wording::of_kind(words, kind);
    let told = worded(problem, &wording);
    DraftProblem {
        path: path[if at.is_some() { 4 } else { 0 }..].to_vec(),
        at: at.map(|(version, clause)| place(version, clause)),
        code: problem.code.to_string(),
        text: words.what(&told),
        remedy: words.remedy(&told).map(|text| wording.plain(&text)).unwrap_or_default(),
    }
}

/// The problem without a line, which a form has none of, and in the names that the form shows.
fn worded(problem: &PolicyProblem, wording: &Wording) -> Problem {
    let args = problem.args.iter().map(|(name, value)| (*name, wording.argument(name, value))).collect();
    Problem { place: String::new(), ..Problem::from(&PolicyProblem { args, ..problem.clone() }) }
}

/// The kind of a rule that may not be one yet.
pub(super) fn kind_of(rule: &RuleTree) -> &str {
    let RuleTree::Map(entries) = rule else { return "" };
    let kind = entries.iter().find(|entry| entry.key == "kind").map(|entry| &entry.value);
    match kind {
        Some(RuleTree::Text(text)) => text,
        _ => "",
    }
}

fn case_check(case: &DraftCase, policy: Option<&Policy>, good: &mut Vec<Case>, words: Words) -> CaseCheck {
    let (read, places) = read_case_tree(&shape::case_tree(case));
    let wording = Wording::new(words, [policy::fact_form(), policy::expectation_form()].concat());
    let wrong = |path: &[String], told: &Problem| DraftProblem {
        at: None,
        path: path.to_vec(),
        code: told.code.clone(),
        text: words.what(told),
        remedy: words.remedy(told).map(|text| wording.plain(&text)).unwrap_or_default(),
    };
    match (read, policy) {
        (Err(problems), _) => CaseCheck {
            passed: false,
            ran: false,
            differences: Vec::new(),
            problems: problems.iter().map(|p| wrong(places.of(p.line), &worded(p, &wording))).collect(),
        },
        (Ok(_), None) => CaseCheck { passed: false, ran: false, differences: Vec::new(), problems: Vec::new() },
        (Ok(case), Some(policy)) => {
            let result = run_case(policy, &case);
            good.push(case);
            let at = |told: &Problem| places.of(told.place.parse().unwrap_or(0)).to_vec();
            CaseCheck {
                passed: result.passed(),
                ran: true,
                differences: differences(&result, &places, words),
                problems: result
                    .problems
                    .iter()
                    .map(|told| wrong(&at(told), &Problem { place: String::new(), ..told.clone() }))
                    .collect(),
            }
        }
    }
}

fn differences(result: &CaseResult, places: &Places, words: Words) -> Vec<CaseDifference> {
    let say = |key: &str, args: &BTreeMap<String, String>| words.text(key, args);
    let nothing = say("case.nothing", &BTreeMap::new());
    let shown = |text: &str| match text {
        "" => nothing.clone(),
        "none" => words.text("form.choice.none", &[("", "")]),
        text => text.to_string(),
    };
    result
        .differences
        .iter()
        .map(|d| {
            let args = BTreeMap::from([
                ("month".to_string(), d.month.to_string()),
                ("subject".to_string(), d.subject.clone()),
                ("field".to_string(), say(&format!("case.field.{}", d.field), &BTreeMap::new())),
                ("expected".to_string(), shown(&d.expected)),
                ("found".to_string(), shown(&d.found)),
            ]);
            let key = if d.field == "period" { "desk.case-not-judged" } else { "desk.case-differs" };
            CaseDifference {
                row: places.of(d.line).get(1).and_then(|row| row.parse().ok()).unwrap_or(0),
                field: d.field.to_string(),
                expected: d.expected.clone(),
                found: d.found.clone(),
                text: say(key, &args),
            }
        })
        .collect()
}

/// A rule's tree without its kind, for comparing.
pub(super) fn parameters(rule: &RuleTree) -> Vec<(Vec<String>, String)> {
    let mut found = policy::tree_parameters(&Tree::from(rule));
    found.retain(|(path, _)| path.as_slice() != ["kind"]);
    found
}
