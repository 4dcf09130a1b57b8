//! Running a case: the same judging as everywhere, period by period, compared field by field.

use std::collections::BTreeSet;

use domain::{Month, Problem, fold_width, parse_scaled};

use super::{
    check::slips,
    read::{Case, Expectation, Given},
};
use crate::{
    explain::{Reason, reasons_for_all},
    facts::{FactRow, FactsTable, table},
    model::Policy,
    outcome::{Judged, Outcome},
    rules::figure,
    trace::Carry,
};

/// What came of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseResult {
    /// The sentence.
    pub name: String,
    /// Its file.
    pub file: String,
    /// Its line.
    pub line: u32,
    /// Where expectation and outcome differ; none if the case holds.
    pub differences: Vec<Difference>,
    /// What is wrong with the facts; none as a rule.
    pub problems: Vec<Problem>,
}

impl CaseResult {
    /// Whether the case holds.
    pub fn passed(&self) -> bool {
        self.differences.is_empty() && self.problems.is_empty()
    }
}

/// One field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The line of the expectation.
    pub line: u32,
    /// The period.
    pub month: Month,
    /// Who.
    pub subject: String,
    /// Which field; `period` where nothing was judged at all.
    pub field: &'static str,
    /// What the case wants.
    pub expected: String,
    /// What came out.
    pub found: String,
}

/// Runs one case.
pub fn run_case(policy: &Policy, case: &Case) -> CaseResult {
    let mut result = CaseResult {
        name: case.name.clone(),
        file: case.file.clone(),
        line: case.line,
        differences: Vec::new(),
        problems: Vec::new(),
    };
    match table(&case.rows(policy), policy.period) {
        Err(problems) => result.problems = problems,
        Ok(facts) => {
            result.problems = slips(policy, case);
            if result.problems.is_empty() {
                result.differences = compare(policy, case, &facts);
            }
        }
    }
    result
}

impl Case {
    /// The facts as rows of a facts table, in order of months: cases are written subject by subject where that reads
    /// better.
    pub fn rows(&self, policy: &Policy) -> Vec<FactRow> {
        let mut rows: Vec<FactRow> = self.facts.iter().flat_map(|given| spell_out(policy, given)).collect();
        rows.sort_by(|a, b| a.month.cmp(&b.month));
        rows
    }
}

fn spell_out(policy: &Policy, given: &Given) -> Vec<FactRow> {
    let (row, all_full, marks) = match given {
        Given::Row(row) => return vec![row.clone()],
        Given::Marks { row, all_full, marks } => (row, *all_full, marks),
    };
    let mark = |item: &str, value: String| FactRow { item: item.into(), value, ..row.clone() };
    let mut rows: Vec<_> = marks.iter().map(|(item, value)| mark(item, value.clone())).collect();
    let month = row.month.parse().ok().map(|month| policy.period.key_month(month));
    let version = month.and_then(|month| policy.version_at(month)).map(|at| &policy.versions[at]);
    if let Some(version) = version.filter(|_| all_full) {
        let kind = row.source.split('/').next().unwrap_or_default();
        let on_sheet = version
            .indicators()
            .into_iter()
            .filter(|i| i.inspections.is_empty() || i.inspections.iter().any(|k| k == kind))
            .filter(|i| !marks.iter().any(|(item, _)| *item == i.name));
        rows.extend(on_sheet.map(|i| mark(&i.name, figure(i.full, 4))));
    }
    rows
}

/// Judges period after period, each by its version.
fn walk(policy: &Policy, facts: &FactsTable) -> Vec<(usize, Judged, Vec<Vec<Reason>>)> {
    let mut carry = Carry::empty();
    let mut out = Vec::new();
    for period in &facts.periods {
        let Some(version) = policy.version_at(period.month) else { continue };
        let (judged, reasons) = reasons_for_all(policy, version, &carry, period);
        carry.push(judged.trace.clone(), policy.versions[version].window(policy.period));
        out.push((version, judged, reasons));
    }
    out
}

fn compare(policy: &Policy, case: &Case, facts: &FactsTable) -> Vec<Difference> {
    let mut out = Vec::new();
    let periods = walk(policy, facts);
    for expectation in &case.expect {
        let month = policy.period.key_month(expectation.month);
        let key = facts.subjects.iter().position(|name| *name == expectation.subject).map(|at| at as i64);
        let period = periods.iter().find(|(_, judged, _)| judged.month == month);
        let found = period.and_then(|(_, judged, reasons)| {
            let at = judged.outcomes.iter().position(|o| Some(o.key) == key)?;
            Some((judged, &judged.outcomes[at], &reasons[at]))
        });
        let Some((judged, outcome, reasons)) = found else {
            out.push(difference(expectation, "period", String::new(), String::new()));
            continue;
        };
        for (field, expected) in &expectation.fields {
            out.extend(compare_field(expectation, field, expected, judged, outcome, reasons));
        }
    }
    out
}

fn difference(e: &Expectation, field: &'static str, expected: String, found: String) -> Difference {
    Difference { line: e.line, month: e.month, subject: e.subject.clone(), field, expected, found }
}

fn compare_field(
    e: &Expectation,
    field: &'static str,
    expected: &[String],
    judged: &Judged,
    outcome: &Outcome,
    reasons: &[Reason],
) -> Option<Difference> {
    let joined = |texts: &[String]| texts.join(" · ");
    let lists = |texts: Vec<String>| {
        let nothing = expected.len() == 1 && expected[0] == "none" && texts.is_empty();
        let same = texts == expected || nothing;
        (!same).then(|| difference(e, field, joined(expected), joined(&texts)))
    };
    let contains = |texts: Vec<String>| {
        let nothing = expected.len() == 1 && expected[0] == "none" && texts.is_empty();
        let all = nothing || expected.iter().all(|wanted| texts.contains(wanted));
        (!all).then(|| difference(e, field, joined(expected), joined(&texts)))
    };
    let flat = |pick: &dyn Fn(&crate::OnLadder) -> Vec<String>| {
        outcome.ladders.iter().filter(|l| l.status.stands()).flat_map(pick).collect::<Vec<_>>()
    };
    match field {
        "measures" => lists(outcome.measures().map(ToString::to_string).collect()),
        "effects" => lists(flat(&|l| l.effects.iter().map(|x| x.key().to_string()).collect())),
        "duties" => lists(flat(&|l| l.duties.iter().map(ToString::to_string).collect())),
        "lists" => lists(outcome.lists.iter().map(ToString::to_string).collect()),
        "goods" => lists(outcome.goods.iter().map(|g| format!("{} × {}", g.name, g.count)).collect()),
        "because" => {
            let articles = reasons.iter().map(|r| r.article.to_string()).filter(|article| !article.is_empty());
            let mut different: Vec<String> = Vec::new();
            articles.for_each(|article| {
                if !different.contains(&article) {
                    different.push(article);
                }
            });
            contains(different)
        }
        "flags" => {
            let about = judged.flags.iter().filter(|f| f.key.is_none_or(|key| key == outcome.key));
            contains(about.map(|f| f.code.to_string()).collect())
        }
        _ => {
            let found = single(field, outcome);
            let wanted = expected.first().map_or("", String::as_str);
            let number = |text: &str| parse_scaled(fold_width(text).trim(), 4);
            let same = match field {
                "score" | "reward" | "deduction" | "points" | "rank" | "step" | "before" | "standing" => {
                    found == wanted || number(wanted).is_some_and(|w| number(&found) == Some(w))
                }
                _ => found == wanted,
            };
            (!same).then(|| difference(e, field, wanted.to_string(), found))
        }
    }
}

/// A field's text; `none` for nothing.
fn single(field: &str, outcome: &Outcome) -> String {
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "none".into());
    let step = outcome.ladders.iter().filter_map(|l| l.step).max();
    match field {
        "group" => outcome.group.to_string(),
        "state" => outcome.state.key().to_string(),
        "score" => or_none(outcome.score.map(|s| s.to_string())),
        "rank" => or_none(outcome.rank.map(|r| r.to_string())),
        "grade" => or_none(outcome.grade.as_ref().map(ToString::to_string)),
        "reward" => or_none(outcome.reward.map(|r| r.to_string())),
        "deduction" => outcome.deduction.to_string(),
        "points" => figure(outcome.points, 4),
        "step" => or_none(step.map(|s| s.to_string())),
        "before" => outcome.ladders.iter().map(|l| l.before).max().unwrap_or(0).to_string(),
        "standing" => outcome.ladders.iter().map(|l| l.standing).max().unwrap_or(0).to_string(),
        "status" => or_none(outcome.ladders.first().map(|l| l.status.key().to_string())),
        "provisional" => outcome.provisional.to_string(),
        _ => String::new(),
    }
}

/// The clauses with a rule that no case's reasons rest on, as positions of version and clause.
pub fn uncovered(policy: &Policy, cases: &[Case]) -> Vec<(usize, usize)> {
    let mut covered = BTreeSet::new();
    for case in cases {
        let Ok(facts) = table(&case.rows(policy), policy.period) else { continue };
        for (version, _, reasons) in walk(policy, &facts) {
            covered.extend(reasons.iter().flatten().filter_map(|reason| Some((version, reason.clause?))));
        }
    }
    let versions = policy.versions.iter().enumerate();
    let ruled = versions.flat_map(|(at, version)| {
        version.clauses.iter().enumerate().filter(|(_, c)| c.rule.is_some()).map(move |(clause, _)| (at, clause))
    });
    ruled.filter(|place| !covered.contains(place)).collect()
}
