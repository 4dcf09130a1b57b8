//! A policy in work: plain values as a form holds them, good or not yet; what is wrong is told with the way that leads
//! to it instead of a line.

use crate::{
    cases::{Case, read_case_node},
    model::Policy,
    read::{PolicyProblem, read_root},
    yaml::{Entry, Node, Value, emit, parse},
};

/// Plain values, in the order of whoever wrote them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tree {
    /// Text, figures too.
    Text(String),
    /// A list.
    List(Vec<Tree>),
    /// A mapping in order.
    Map(Vec<(String, Tree)>),
}

impl Tree {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Tree> {
        match self {
            Self::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Its text, when it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Its items, when it is a list.
    pub fn items(&self) -> &[Tree] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }
}

impl From<&Node> for Tree {
    fn from(node: &Node) -> Self {
        match &node.value {
            Value::Empty => Self::Text(String::new()),
            Value::Text(text) => Self::Text(text.clone()),
            Value::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Value::Map(entries) => Self::Map(entries.iter().map(|e| (e.key.clone(), Self::from(&e.node))).collect()),
        }
    }
}

/// Where each value stands: the keys that lead there, places in lists counted from 0.
#[derive(Debug, Clone, Default)]
pub struct Places(Vec<Vec<String>>);

impl Places {
    /// The way to what a problem or a difference of this tree calls its line.
    pub fn of(&self, line: u32) -> &[String] {
        let at = usize::try_from(line).unwrap_or(0).checked_sub(1);
        at.and_then(|at| self.0.get(at)).map_or(&[], Vec::as_slice)
    }

    /// The tree as nodes, each with a number of its own where a file has its line.
    fn number(&mut self, tree: &Tree, path: &mut Vec<String>) -> Node {
        self.0.push(path.clone());
        let line = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        let mut below = |places: &mut Self, key: &str, tree: &Tree| {
            path.push(key.to_string());
            let node = places.number(tree, path);
            path.pop();
            node
        };
        let value = match tree {
            Tree::Text(text) if text.trim().is_empty() => Value::Empty,
            Tree::Text(text) => Value::Text(text.clone()),
            Tree::List(items) => {
                Value::List(items.iter().enumerate().map(|(at, item)| below(self, &at.to_string(), item)).collect())
            }
            Tree::Map(entries) => Value::Map(
                entries
                    .iter()
                    .map(|(key, value)| {
                        let node = below(self, key, value);
                        Entry { key: key.clone(), line: node.line, node }
                    })
                    .collect(),
            ),
        };
        Node { line, value }
    }
}

fn bare(tree: &Tree) -> Node {
    Places::default().number(tree, &mut Vec::new())
}

/// The plain values of a YAML text.
pub fn parse_tree(text: &str) -> Result<Tree, PolicyProblem> {
    parse(text).map(|node| Tree::from(&node)).map_err(|e| PolicyProblem::new(e.line, e.code).with("detail", e.detail))
}

/// Plain values as YAML, in the form of every file of ours.
pub fn write_tree(tree: &Tree) -> String {
    emit(&bare(tree))
}

/// A policy from plain values; what a problem calls its line leads to [`Places`].
pub fn read_tree(tree: &Tree) -> (Result<Policy, Vec<PolicyProblem>>, Places) {
    let mut places = Places::default();
    let node = places.number(tree, &mut Vec::new());
    (read_root(&node), places)
}

/// A worked case from plain values, likewise.
pub fn read_case_tree(tree: &Tree) -> (Result<Case, Vec<PolicyProblem>>, Places) {
    let mut places = Places::default();
    let node = places.number(tree, &mut Vec::new());
    (read_case_node(&node), places)
}

/// A rule's parameters, each with the keys that lead to it and its value; a place in a list is `[n]` behind its key.
pub fn tree_parameters(rule: &Tree) -> Vec<(Vec<String>, String)> {
    crate::write::parameters_of(&bare(rule))
}

/// A policy as plain values.
pub fn policy_tree(policy: &Policy) -> Tree {
    Tree::from(&crate::write::root(policy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_leads_to_the_value_that_it_is_about() {
        let text = crate::FILE_EXAMPLE.replace("below: 80", "below: 70").replace("calendar-year", "sometimes");
        let tree = parse_tree(&text).expect("reads");
        let (read, places) = read_tree(&tree);
        let found: Vec<_> = read.expect_err("refused").iter().map(|p| (p.code, places.of(p.line).join("/"))).collect();
        assert_eq!(
            found,
            [
                ("bands-hole", "versions/0/clauses/0/rule/bands/好".to_string()),
                ("choice-expected", "versions/0/clauses/1/rule/count/over".to_string())
            ]
        );
    }

    #[test]
    fn a_tree_is_written_and_read_back_the_same() {
        for text in [crate::FILE_EXAMPLE, crate::CASES_EXAMPLE] {
            let tree = parse_tree(text).expect("reads");
            assert_eq!(parse_tree(&write_tree(&tree)).expect("reads again"), tree);
        }
        let (policy, _) = read_tree(&parse_tree(crate::FILE_EXAMPLE).expect("reads"));
        let policy = policy.expect("is a policy");
        assert_eq!(write_tree(&policy_tree(&policy)), crate::write(&policy));
    }
}
