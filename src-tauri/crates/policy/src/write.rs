//! A policy back to its file, always in the same form.

use crate::{
    model::{Clause, Policy, Version},
    rules::{Out, Rule},
    yaml::{Node, emit},
};

/// The canonical text: reading it gives the same policy, lines apart.
pub fn write(policy: &Policy) -> String {
    let root = Out::default()
        .put("id", Node::text(&policy.id))
        .put("title", Node::text(&policy.title))
        .put("subject", Node::text(policy.subject.key()))
        .put("period", Node::text(policy.period.key()))
        .put_some("note", policy.note.as_ref().map(Node::text))
        .put("versions", Node::list(policy.versions.iter().map(version)));
    emit(&root.node())
}

fn version(version: &Version) -> Node {
    let mut document = "";
    let clauses = version.clauses.iter().map(|c| {
        let changed = c.document != document;
        document = &c.document;
        clause(c, changed)
    });
    Out::default()
        .put("from", Node::text(version.from))
        .put_some("to", version.to.map(Node::text))
        .put_some("note", version.note.as_ref().map(Node::text))
        .put("clauses", Node::list(clauses))
        .node()
}

fn clause(clause: &Clause, new_document: bool) -> Node {
    Out::default()
        .put_if(new_document, "document", Node::text(&clause.document))
        .put("article", Node::text(&clause.article))
        .put("text", Node::text(&clause.text))
        .put_some("rule", clause.rule.as_ref().map(|rule| rule.write()))
        .put_some("no-rule", clause.no_rule.as_ref().map(Node::text))
        .put_some("note", clause.note.as_ref().map(Node::text))
        .node()
}

/// A rule's parameters as lines of `key: value`, as the file writes them: what an official reads beside the clause.
pub fn parameters(rule: &Rule) -> Vec<String> {
    emit(&rule.write()).lines().filter(|line| !line.starts_with("kind:")).map(str::to_string).collect()
}

/// One rule by itself, as [`crate::read_rule`] reads it.
pub fn write_rule(rule: &Rule) -> String {
    emit(&rule.write())
}
