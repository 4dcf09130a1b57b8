//! Reading a mapping key by key: what is asked for and missing, unreadable, written twice or unknown becomes a problem.

use domain::Month;

use super::PolicyProblem;
use crate::{
    number::{NotTaken, number},
    yaml::{Entry, Node, Value},
};

/// Collects the problems of one file.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    /// All so far.
    pub problems: Vec<PolicyProblem>,
    /// The article being read, put into each problem.
    pub article: String,
}

impl Reader {
    /// Notes a problem at a line of the article being read.
    pub fn problem(&mut self, line: u32, code: &'static str) -> &mut PolicyProblem {
        let at = self.problems.len();
        self.problems.push(PolicyProblem::new(line, code).in_article(&self.article));
        &mut self.problems[at]
    }

    fn bad_value(&mut self, node: &Node, key: &str, expected: &'static str) {
        let found = match &node.value {
            Value::Text(text) => text.clone(),
            Value::Empty => String::new(),
            Value::List(_) => "[…]".into(),
            Value::Map(_) => "{…}".into(),
        };
        let problem = self.problem(node.line, expected);
        problem.args.extend([("key", key.to_string()), ("found", found)]);
    }

    /// Text of a node.
    pub fn text_of(&mut self, node: &Node, key: &str) -> Option<String> {
        match &node.value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.trim().to_string()),
            _ => {
                self.bad_value(node, key, "text-expected");
                None
            }
        }
    }

    /// A decimal number with at most `places` places.
    pub fn number_of(&mut self, node: &Node, key: &str, places: u32) -> Option<i64> {
        // Larger figures than any office has would overflow when weights are multiplied in.
        let read = match &node.value {
            Value::Text(text) => number(text, places, 1_000_000_000_000),
            _ => Err(NotTaken::NoNumber),
        };
        match read {
            Ok(number) => return Some(number),
            Err(NotTaken::TooLarge) => self.bad_value(node, key, "number-too-large"),
            Err(_) if places == 0 => self.bad_value(node, key, "whole-number-expected"),
            Err(NotTaken::NoNumber) => self.bad_value(node, key, "number-expected"),
            Err(NotTaken::TooPrecise) => {
                self.bad_value(node, key, "number-too-precise");
                if let Some(problem) = self.problems.last_mut() {
                    problem.args.push(("places", places.to_string()));
                }
            }
        }
        None
    }

    /// A whole number, not negative.
    pub fn count_of(&mut self, node: &Node, key: &str) -> Option<u32> {
        let number = self.number_of(node, key, 0)?;
        match u32::try_from(number) {
            Ok(count) if count <= 1_000_000 => Some(count),
            _ => {
                self.bad_value(node, key, "whole-number-expected");
                None
            }
        }
    }

    /// One of a closed list.
    pub fn choice_of<T: Copy>(&mut self, node: &Node, key: &str, choices: &[(&str, T)]) -> Option<T> {
        if let Value::Text(text) = &node.value
            && let Some((_, value)) = choices.iter().find(|(name, _)| name == text)
        {
            return Some(*value);
        }
        self.bad_value(node, key, "choice-expected");
        let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
        if let Some(problem) = self.problems.last_mut() {
            problem.args.push(("choices", names.join(" | ")));
        }
        None
    }

    /// Texts of a list; a single text is a list of one.
    pub fn texts_of(&mut self, node: &Node, key: &str) -> Option<Vec<String>> {
        match &node.value {
            Value::Text(_) => Some(vec![self.text_of(node, key)?]),
            Value::List(items) if !items.is_empty() => {
                let texts: Vec<_> = items.iter().filter_map(|item| self.text_of(item, key)).collect();
                for (i, text) in texts.iter().enumerate() {
                    if texts[..i].contains(text) {
                        self.problem(node.line, "listed-twice")
                            .args
                            .extend([("key", key.to_string()), ("found", text.clone())]);
                    }
                }
                (texts.len() == items.len()).then_some(texts)
            }
            _ => {
                self.bad_value(node, key, "list-expected");
                None
            }
        }
    }

    /// Entries of a mapping, each key once.
    pub fn entries_of<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n [Entry]> {
        match &node.value {
            Value::Map(entries) if !entries.is_empty() => {
                self.no_key_twice(entries);
                Some(entries)
            }
            _ => {
                self.bad_value(node, key, "map-expected");
                None
            }
        }
    }

    /// Items of a list that is not empty.
    pub fn items_of<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n [Node]> {
        match &node.value {
            Value::List(items) if !items.is_empty() => Some(items),
            _ => {
                self.bad_value(node, key, "list-expected");
                None
            }
        }
    }

    fn no_key_twice(&mut self, entries: &[Entry]) {
        for (i, entry) in entries.iter().enumerate() {
            if let Some(first) = entries[..i].iter().find(|e| e.key == entry.key) {
                let first = first.line.to_string();
                self.problem(entry.line, "key-twice").args.extend([("key", entry.key.clone()), ("first", first)]);
            }
        }
    }

    /// The keys of a mapping, to be taken one by one.
    pub fn fields<'n>(&mut self, node: &'n Node, what: &str) -> Option<Fields<'n>> {
        match &node.value {
            Value::Map(entries) => {
                self.no_key_twice(entries);
                Some(Fields { line: node.line, entries, known: Vec::new() })
            }
            _ => {
                self.bad_value(node, what, "map-expected");
                None
            }
        }
    }
}

/// A mapping whose keys are taken one by one; [`Fields::finish`] refuses what nobody asked for.
#[derive(Debug)]
pub(crate) struct Fields<'n> {
    /// Where the mapping begins.
    pub line: u32,
    entries: &'n [Entry],
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The value of a key, if it stands there.
    pub fn take(&mut self, key: &'static str) -> Option<&'n Node> {
        self.known.push(key);
        self.entries.iter().find(|e| e.key == key).map(|e| &e.node)
    }

    /// The value of a key that must stand there.
    pub fn need(&mut self, reader: &mut Reader, key: &'static str) -> Option<&'n Node> {
        let found = self.take(key);
        if found.is_none() {
            reader.problem(self.line, "key-missing").args.push(("key", key.into()));
        }
        found
    }

    /// Text that may be left out.
    pub fn text(&mut self, reader: &mut Reader, key: &'static str) -> Option<String> {
        self.take(key).and_then(|node| reader.text_of(node, key))
    }

    /// Text that must be there.
    pub fn need_text(&mut self, reader: &mut Reader, key: &'static str) -> Option<String> {
        self.need(reader, key).and_then(|node| reader.text_of(node, key))
    }

    /// A number that may be left out.
    pub fn number(&mut self, reader: &mut Reader, key: &'static str, places: u32) -> Option<i64> {
        self.take(key).and_then(|node| reader.number_of(node, key, places))
    }

    /// A number that must be there.
    pub fn need_number(&mut self, reader: &mut Reader, key: &'static str, places: u32) -> Option<i64> {
        self.need(reader, key).and_then(|node| reader.number_of(node, key, places))
    }

    /// A count that may be left out.
    pub fn count(&mut self, reader: &mut Reader, key: &'static str) -> Option<u32> {
        self.take(key).and_then(|node| reader.count_of(node, key))
    }

    /// A count of at least one that must be there.
    pub fn need_positive(&mut self, reader: &mut Reader, key: &'static str) -> Option<u32> {
        let node = self.need(reader, key)?;
        reader.positive(node, key)
    }

    /// A count of at least one that may be left out.
    pub fn positive(&mut self, reader: &mut Reader, key: &'static str) -> Option<u32> {
        let node = self.take(key)?;
        reader.positive(node, key)
    }

    /// One of a closed list, or the default when it is left out.
    pub fn choice<T: Copy>(&mut self, reader: &mut Reader, key: &'static str, choices: &[(&str, T)], default: T) -> T {
        self.take(key).and_then(|node| reader.choice_of(node, key, choices)).unwrap_or(default)
    }

    /// Texts that may be left out.
    pub fn texts(&mut self, reader: &mut Reader, key: &'static str) -> Option<Vec<String>> {
        self.take(key).and_then(|node| reader.texts_of(node, key))
    }

    /// `true` or `false`, or the default when it is left out.
    pub fn flag(&mut self, reader: &mut Reader, key: &'static str, default: bool) -> bool {
        self.choice(reader, key, &[("true", true), ("false", false)], default)
    }

    /// A month that may be left out.
    pub fn month(&mut self, reader: &mut Reader, key: &'static str) -> Option<Month> {
        let node = self.take(key)?;
        let month = match &node.value {
            Value::Text(text) => text.parse().ok(),
            _ => None,
        };
        if month.is_none() {
            reader.bad_value(node, key, "month-expected");
        }
        month
    }

    /// Refuses the keys that nobody asked for.
    pub fn finish(self, reader: &mut Reader) {
        for entry in self.entries.iter().filter(|e| !self.known.iter().any(|k| *k == e.key)) {
            let known = self.known.join(", ");
            reader.problem(entry.line, "key-unknown").args.extend([("key", entry.key.clone()), ("known", known)]);
        }
    }
}

impl Reader {
    fn positive(&mut self, node: &Node, key: &str) -> Option<u32> {
        match self.count_of(node, key)? {
            0 => {
                self.bad_value(node, key, "positive-expected");
                None
            }
            count => Some(count),
        }
    }

    /// A percentage from 0 to 100, ten-thousandths.
    pub fn percent(&mut self, node: &Node, key: &str) -> Option<i64> {
        let number = self.not_negative(node, key, 4)?;
        if number > 1_000_000 {
            self.bad_value(node, key, "percent-expected");
            return None;
        }
        Some(number)
    }

    /// A number that may not be below nothing.
    pub fn not_negative(&mut self, node: &Node, key: &str, places: u32) -> Option<i64> {
        let number = self.number_of(node, key, places)?;
        if number < 0 {
            self.bad_value(node, key, "negative");
            return None;
        }
        Some(number)
    }
}
