//! YAML as people write it: the text and the line of every scalar, keys in order, nothing guessed about types.

mod emit;
mod parse;

pub(crate) use emit::emit;
pub(crate) use parse::parse;

/// A value with the line it begins on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub line: u32,
    pub value: Value,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Nothing was written.
    Empty,
    /// Text exactly as written, quotes removed.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order of the file; a key that stands twice is kept twice.
    Map(Vec<Entry>),
}

/// A key, the line it stands on, and its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub key: String,
    pub line: u32,
    pub node: Node,
}

impl Node {
    /// Text that was not read from a file.
    pub fn text(text: impl ToString) -> Self {
        Self { line: 0, value: Value::Text(text.to_string()) }
    }

    /// A list that was not read from a file.
    pub fn list(items: impl IntoIterator<Item = Node>) -> Self {
        Self { line: 0, value: Value::List(items.into_iter().collect()) }
    }

    /// A list of texts that was not read from a file.
    pub fn texts<T: ToString>(items: impl IntoIterator<Item = T>) -> Self {
        Self::list(items.into_iter().map(|t| Self::text(t)))
    }

    /// A mapping that was not read from a file.
    pub fn map(entries: impl IntoIterator<Item = (String, Node)>) -> Self {
        let entries = entries.into_iter().map(|(key, node)| Entry { key, line: 0, node }).collect();
        Self { line: 0, value: Value::Map(entries) }
    }
}
