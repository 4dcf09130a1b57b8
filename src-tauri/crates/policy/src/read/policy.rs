//! The outer form of a policy file: scheme, versions, clauses.

use domain::Month;

use super::{Fields, PolicyProblem, Reader};
use crate::{
    check,
    model::{Clause, Period, Policy, SubjectKind, Version},
    rules::Rule,
    yaml::{Node, parse},
};

/// Reads a policy file; every problem at once, in the order of the lines.
pub fn read(text: &str) -> Result<Policy, Vec<PolicyProblem>> {
    let root = parse(text).map_err(|e| vec![PolicyProblem::new(e.line, e.code).with("detail", e.detail)])?;
    read_root(&root)
}

/// The same from nodes, wherever they come from.
pub(crate) fn read_root(root: &Node) -> Result<Policy, Vec<PolicyProblem>> {
    let mut reader = Reader::default();
    let policy = read_policy(root, &mut reader);
    if let Some(policy) = &policy {
        let unread = std::mem::take(&mut reader.problems);
        check::policy(policy, &mut reader);
        reader.problems.retain(|p| !follows(p, &unread));
        reader.problems.extend(unread);
    }
    reader.problems.sort_by_key(|p| p.line);
    match policy {
        Some(policy) if reader.problems.is_empty() => Ok(policy),
        _ => Err(reader.problems),
    }
}

/// Whether a problem may be there only because of what could not be read: the article's own, or names that it gives.
fn follows(problem: &PolicyProblem, unread: &[PolicyProblem]) -> bool {
    let could_not_be_read = |p: &&PolicyProblem| {
        p.code.ends_with("-expected")
            || p.code.starts_with("number-too")
            || matches!(p.code, "kind-unknown" | "key-unknown" | "key-missing")
    };
    let articles = unread.iter().filter(could_not_be_read).map(|p| &p.article);
    let mut articles = articles.filter(|article| !article.is_empty()).peekable();
    let rests_on_others = problem.code.ends_with("-unknown")
        || problem.code.contains("without")
        || matches!(problem.code, "unreachable" | "grade-unreachable");
    (rests_on_others && articles.peek().is_some()) || articles.any(|article| *article == problem.article)
}

fn read_policy(root: &Node, reader: &mut Reader) -> Option<Policy> {
    let mut fields = reader.fields(root, "policy")?;
    let id = fields.need(reader, "id").and_then(|node| {
        let id = reader.text_of(node, "id")?;
        if !is_id(&id) {
            reader.problem(node.line, "id-form").args.push(("found", id.clone()));
        }
        Some(id)
    });
    let title = fields.need_text(reader, "title");
    let subject = fields.need(reader, "subject").and_then(|node| {
        let text = reader.text_of(node, "subject")?;
        let subject = SubjectKind::parse(&text);
        if subject.is_none() {
            reader.problem(node.line, "subject-unknown").args.push(("found", text));
        }
        subject
    });
    let period = fields.need(reader, "period").and_then(|node| reader.choice_of(node, "period", Period::ALL));
    let note = fields.text(reader, "note");
    let versions_node = fields.need(reader, "versions");
    fields.finish(reader);
    let mut versions = Vec::new();
    for node in versions_node.and_then(|node| reader.items_of(node, "versions")).unwrap_or_default() {
        versions.extend(read_version(node, reader));
    }
    Some(Policy { id: id?, title: title?, subject: subject?, period: period?, note, versions })
}

fn is_id(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') && !text.starts_with('-')
}

fn read_version(node: &Node, reader: &mut Reader) -> Option<Version> {
    let mut fields = reader.fields(node, "versions")?;
    let line = fields.line;
    let from: Option<Month> = fields.month(reader, "from");
    if fields.take("from").is_none() {
        reader.problem(line, "key-missing").args.push(("key", "from".into()));
    }
    let to = fields.month(reader, "to");
    let note = fields.text(reader, "note");
    let clauses_node = fields.need(reader, "clauses");
    fields.finish(reader);
    let mut clauses = Vec::new();
    let mut document = String::new();
    for node in clauses_node.and_then(|node| reader.items_of(node, "clauses")).unwrap_or_default() {
        clauses.extend(read_clause(node, &mut document, reader));
    }
    reader.article.clear();
    Some(Version { from: from?, to, note, clauses, line })
}

/// A clause without a document stands in the one of the clause before it.
fn read_clause(node: &Node, document: &mut String, reader: &mut Reader) -> Option<Clause> {
    reader.article.clear();
    let mut fields = reader.fields(node, "clauses")?;
    let line = fields.line;
    if let Some(name) = fields.text(reader, "document") {
        *document = name;
    } else if document.is_empty() {
        reader.problem(line, "document-missing");
        *document = "?".into();
    }
    let article = fields.need_text(reader, "article");
    reader.article = article.clone().unwrap_or_default();
    let text = fields.need_text(reader, "text");
    let no_rule = fields.text(reader, "no-rule");
    let note = fields.text(reader, "note");
    let rule_node = fields.take("rule");
    fields.finish(reader);
    match (rule_node, &no_rule) {
        (None, None) => drop(reader.problem(line, "clause-without-rule")),
        (Some(_), Some(_)) => drop(reader.problem(line, "clause-with-both")),
        _ => {}
    }
    let rule = rule_node.and_then(|node| rule(node, reader));
    Some(Clause { document: document.clone(), article: article?, text: text?, rule, no_rule, note, line })
}

/// Reads one rule by itself, as a form or the reference holds it. What only the other clauses can tell is not checked.
pub fn read_rule(text: &str) -> Result<Rule, Vec<PolicyProblem>> {
    let root = parse(text).map_err(|e| vec![PolicyProblem::new(e.line, e.code).with("detail", e.detail)])?;
    let mut reader = Reader::default();
    match rule(&root, &mut reader) {
        Some(rule) if reader.problems.is_empty() => Ok(rule),
        _ => Err(reader.problems),
    }
}

/// Reads a rule: `kind` first, then what the kind asks for.
fn rule(node: &Node, reader: &mut Reader) -> Option<Rule> {
    let mut fields: Fields<'_> = reader.fields(node, "rule")?;
    let kind = fields.need_text(reader, "kind")?;
    if !Rule::KINDS.iter().any(|doc| doc.kind == kind) {
        let line = fields.take("kind").map_or(node.line, |n| n.line);
        let known: Vec<_> = Rule::KINDS.iter().map(|doc| doc.kind).collect();
        reader.problem(line, "kind-unknown").args.extend([("kind", kind), ("known", known.join(", "))]);
        return None;
    }
    let rule = Rule::read(&kind, &mut fields, reader);
    fields.finish(reader);
    rule
}
