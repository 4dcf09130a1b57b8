//! A policy back to its file, always in the same form.

use crate::{
    model::{Clause, Policy, Version},
    rules::{Out, Rule},
    yaml::{Node, Value, emit},
};

/// The canonical text: reading it gives the same policy, lines apart.
pub fn write(policy: &Policy) -> String {
    emit(&root(policy))
}

/// The same as nodes.
pub(crate) fn root(policy: &Policy) -> Node {
    Out::default()
        .put("id", Node::text(&policy.id))
        .put("title", Node::text(&policy.title))
        .put("subject", Node::text(policy.subject.key()))
        .put("period", Node::text(policy.period.key()))
        .put_some("note", policy.note.as_ref().map(Node::text))
        .put("versions", Node::list(policy.versions.iter().map(version)))
        .node()
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

/// A rule's parameters, each with the keys that lead to it and its value as the file writes it; a place in a list is `[n]`
/// behind its key, counted from 1.
pub fn parameters(rule: &Rule) -> Vec<(Vec<String>, String)> {
    parameters_of(&rule.write())
}

/// The same of a rule that may not be one yet.
pub(crate) fn parameters_of(rule: &Node) -> Vec<(Vec<String>, String)> {
    let mut found = Vec::new();
    flatten(rule, &mut Vec::new(), &mut found);
    found.retain(|(path, _)| path.as_slice() != ["kind"]);
    found
}

fn flatten(node: &Node, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, String)>) {
    let text = |node: &Node| match &node.value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    };
    match &node.value {
        Value::Empty => {}
        Value::Text(value) => found.push((path.clone(), value.clone())),
        Value::List(items) => match items.iter().map(text).collect::<Option<Vec<_>>>() {
            Some(texts) => found.push((path.clone(), texts.join("、"))),
            None => {
                let Some(key) = path.pop() else { return };
                for (n, item) in items.iter().enumerate() {
                    path.push(format!("{key}[{}]", n + 1));
                    flatten(item, path, found);
                    path.pop();
                }
                path.push(key);
            }
        },
        Value::Map(entries) => {
            for entry in entries {
                path.push(entry.key.clone());
                flatten(&entry.node, path, found);
                path.pop();
            }
        }
    }
}

/// One rule by itself, as [`crate::read_rule`] reads it.
pub fn write_rule(rule: &Rule) -> String {
    emit(&rule.write())
}
