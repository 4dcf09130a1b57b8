//! Policies without an office file: a policy file checked with the cases beside it, and facts of a table judged by it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use domain::{Fault, Month, Outcome, Problem, Score, render_scaled};
use policy::{Carry, FactRow, FactsTable, Judged, Policy, PolicyProblem, Reason};
use serde::Serialize;
use words::Words;

use crate::{
    policies::read_text,
    view::{CaseCount, CaseResult, OutcomeRow, PolicyCheck, PolicyProblemView, ReasonView, UncoveredClause},
};

/// What facts come to under a policy, period by period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TryResult {
    /// None: a table with a problem is refused as a whole.
    pub problems: Vec<Problem>,
    /// In order of time.
    pub periods: Vec<TryPeriod>,
}

/// One period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TryPeriod {
    /// Its last month.
    pub month: Month,
    /// The policy's id.
    pub policy: String,
    /// Mean and count.
    pub summary: TrySummary,
    /// What somebody must look at.
    pub flags: Vec<TryFlag>,
    /// In the order in which the subjects appear in the table.
    pub outcomes: Vec<OutcomeRow>,
}

/// Mean and count of the scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrySummary {
    /// `None` when nobody has one.
    pub mean: Option<Score>,
    /// The same mean of the two-place scores to four places, as decimal text: published means are often longer.
    pub mean_exact: Option<String>,
    /// How many have one.
    pub count: u32,
}

/// Something that somebody must look at.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TryFlag {
    /// Stable code.
    pub code: String,
    /// The article it comes from; empty for none.
    pub article: String,
    /// The subject that it is about.
    pub subject: Option<String>,
    /// The sentence.
    pub text: String,
}

/// Works out what a table of facts comes to under a policy file. Refused with every problem of either at its line.
pub fn try_policy(policy: &Path, facts: &Path, words: Words) -> Outcome<TryResult> {
    let policy = crate::policies::read_policy(&read_text(policy)?)?;
    let name = facts.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = fs::read(facts).map_err(|e| crate::policies::unreadable(facts, &e))?;
    let rows: Vec<FactRow> = sheets::facts(&bytes, &name)?.into_iter().map(row).collect();
    let table = policy::table(&rows, policy.period).map_err(Fault::refused)?;
    let outside: Vec<_> = table
        .periods
        .iter()
        .filter(|period| policy.version_at(period.month).is_none())
        .map(|period| Problem::new("try-outside-versions").at(period.month).with("month", period.month))
        .collect();
    if !outside.is_empty() {
        return Err(Fault::refused(outside));
    }
    let mut carry = Carry::empty();
    let mut periods = Vec::with_capacity(table.periods.len());
    for facts in &table.periods {
        let Some(version) = policy.version_at(facts.month) else { continue };
        let (judged, reasons) = policy::reasons_for_all(&policy, version, &carry, facts);
        carry.push(judged.trace.clone(), policy.versions[version].window(policy.period));
        periods.push(period(&policy, version, &table, &judged, &reasons, words));
    }
    Ok(TryResult { problems: Vec::new(), periods })
}

fn row(row: sheets::FactRow) -> FactRow {
    let sheets::FactRow { line, month, subject, group, fact, item, value, source, date, role } = row;
    FactRow { line, month, subject, group, fact, item, value, source, date, role }
}

fn period(
    policy: &Policy,
    version: usize,
    table: &FactsTable,
    judged: &Judged,
    reasons: &[Vec<Reason>],
    words: Words,
) -> TryPeriod {
    let rules = &policy.versions[version];
    let subject = |key: i64| usize::try_from(key).ok().and_then(|at| table.subjects.get(at)).cloned();
    let flags = judged.flags.iter().map(|flag| TryFlag {
        code: flag.code.to_string(),
        article: flag.clause.and_then(|at| rules.clauses.get(at)).map(|c| c.article.clone()).unwrap_or_default(),
        subject: flag.key.and_then(subject),
        text: words.text(&format!("flag.{}", flag.code), &named(flag.args.iter().cloned())),
    });
    let mut in_order: Vec<_> = judged.outcomes.iter().zip(reasons).collect();
    in_order.sort_by_key(|(outcome, _)| outcome.key);
    TryPeriod {
        month: judged.month,
        policy: policy.id.clone(),
        summary: TrySummary {
            mean: judged.mean,
            mean_exact: mean_to_four_places(judged.outcomes.iter().filter_map(|o| o.score)),
            count: judged.count,
        },
        flags: flags.collect(),
        outcomes: in_order
            .into_iter()
            .map(|(outcome, reasons)| {
                let name = subject(outcome.key).unwrap_or_default();
                let reasons = reasons.iter().map(|reason| crate::explain::reason_view(reason, words)).collect();
                outcome_row(policy, rules.from, &name, outcome, reasons, words)
            })
            .collect(),
    }
}

/// The mean of scores, rounded half up once to four places.
fn mean_to_four_places(scores: impl Iterator<Item = Score>) -> Option<String> {
    let (sum, count) = scores.fold((0_i64, 0_i64), |(sum, count), score| (sum + score.0, count + 1));
    (count > 0).then(|| render_scaled((2 * 100 * sum + count).div_euclid(2 * count), 4))
}

/// Pairs as the words' arguments.
fn named<'a>(pairs: impl IntoIterator<Item = (&'a str, String)>) -> BTreeMap<String, String> {
    pairs.into_iter().map(|(name, value)| (name.to_string(), value)).collect()
}

fn outcome_row(
    policy: &Policy,
    version: Month,
    subject: &str,
    outcome: &policy::Outcome,
    reasons: Vec<ReasonView>,
    words: Words,
) -> OutcomeRow {
    OutcomeRow {
        subject_id: subject.to_string(),
        code: subject.to_string(),
        name: subject.to_string(),
        policy: policy.id.clone(),
        policy_version: version.to_string(),
        ..crate::outcomes::row_of(outcome, reasons, words)
    }
}

/// Checks a policy file and runs the cases in `cases/` beside it.
pub fn check_policy(path: &Path, words: Words) -> Outcome<PolicyCheck> {
    let text = read_text(path)?;
    let mut check = PolicyCheck {
        problems: Vec::new(),
        cases: CaseCount { passed: 0, failed: 0 },
        case_results: Vec::new(),
        title: None,
        uncovered: Vec::new(),
        skipped: other_files(path),
    };
    let policy = match policy::read(&text) {
        Ok(policy) => policy,
        Err(problems) => {
            check.problems = problems.iter().map(|p| problem_view(p, None, words)).collect();
            return Ok(check);
        }
    };
    check.title = Some(policy.title.clone());
    let mut all = Vec::new();
    for file in case_files(path) {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match policy::read_cases(&name, &read_text(&file)?) {
            Err(problems) => check.problems.extend(problems.iter().map(|p| problem_view(p, Some(&name), words))),
            Ok(cases) => {
                for case in cases {
                    let result = policy::run_case(&policy, &case);
                    let passed = result.passed();
                    let count = if passed { &mut check.cases.passed } else { &mut check.cases.failed };
                    *count += 1;
                    check.case_results.push(CaseResult {
                        differences: differences(&result, words),
                        name: result.name,
                        passed,
                    });
                    all.push(case);
                }
            }
        }
    }
    check.uncovered = uncovered(&policy, &all);
    Ok(check)
}

/// The clauses that no case rests on, in the order of the file.
fn uncovered(policy: &Policy, cases: &[policy::Case]) -> Vec<UncoveredClause> {
    let clauses = policy::uncovered(policy, cases).into_iter();
    clauses
        .filter_map(|(version, clause)| {
            let clause = policy.versions.get(version)?.clauses.get(clause)?;
            let kind = clause.rule.as_ref()?.doc().kind.to_string();
            Some(UncoveredClause { article: clause.article.clone(), line: clause.line, kind })
        })
        .collect()
}

/// The case files beside a policy file, by name.
pub(crate) fn case_files(policy: &Path) -> Vec<PathBuf> {
    files_beside(policy).into_iter().filter(|path| is_case(path)).collect()
}

/// The names of the other files there; what the system hides is nobody's case.
fn other_files(policy: &Path) -> Vec<String> {
    let others = files_beside(policy).into_iter().filter(|path| !is_case(path));
    let names = others.map(|path| path.file_name().unwrap_or_default().to_string_lossy().into_owned());
    names.filter(|name| !name.starts_with('.')).collect()
}

fn is_case(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("yaml") || e.eq_ignore_ascii_case("yml"))
}

fn files_beside(policy: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(policy.with_file_name("cases")) else { return Vec::new() };
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}

fn problem_view(problem: &PolicyProblem, file: Option<&str>, words: Words) -> PolicyProblemView {
    // Line and article have keys of their own.
    let told = Problem { place: String::new(), ..Problem::from(problem) };
    let text = [Some(words.what(&told)), words.remedy(&told)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    PolicyProblemView {
        line: problem.line,
        article: problem.article.clone(),
        code: problem.code.to_string(),
        text: file.map_or_else(|| text.clone(), |file| format!("{file}: {text}")),
    }
}

fn differences(result: &policy::CaseResult, words: Words) -> Vec<String> {
    let nothing = words.text("case.nothing", &BTreeMap::new());
    let shown = |text: &str| if text.is_empty() { nothing.clone() } else { text.to_string() };
    let told = result.differences.iter().map(|d| {
        let field = words.text(&format!("case.field.{}", d.field), &BTreeMap::new());
        let args = [
            ("line", d.line.to_string()),
            ("month", d.month.to_string()),
            ("subject", d.subject.clone()),
            ("field", field),
            ("expected", shown(&d.expected)),
            ("found", shown(&d.found)),
        ];
        let key = if d.field == "period" { "case.not-judged" } else { "case.differs" };
        words.text(key, &named(args))
    });
    told.chain(result.problems.iter().map(|p| words.problem(p))).collect()
}

/// The reference of every kind of rule as one text, enough to write a policy from it alone.
pub fn vocabulary(words: Words) -> String {
    policy::reference(&|key| words.all().get(key).cloned())
}

/// What the reference says before the kinds: file, cases, facts, order of work.
pub fn vocabulary_parts(words: Words) -> Vec<policy::ReferencePart> {
    policy::reference_parts(&|key| words.all().get(key).cloned())
}

/// The same as data.
pub fn vocabulary_entries(words: Words) -> Vec<policy::VocabularyEntry> {
    policy::vocabulary(&|key| words.all().get(key).cloned())
}
