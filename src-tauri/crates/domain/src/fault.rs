//! One form for everything that can go wrong: a code to branch on, a place, and the words' arguments.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// What is wrong and where. The sentence, and the hint what to do, are made from `assets/words` by `code`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Problem {
    /// Stable and kebab-case, such as `grid-code-reused`; the key of the words `problem.<code>` and `remedy.<code>`.
    pub code: String,
    /// Where: a cell, a line, a clause, a grid; empty when the whole is meant.
    #[serde(default)]
    pub place: String,
    /// The words' arguments.
    #[serde(default)]
    pub args: BTreeMap<String, String>,
}

impl Problem {
    /// A problem without arguments.
    pub fn new(code: &str) -> Self {
        Self { code: code.to_string(), place: String::new(), args: BTreeMap::new() }
    }

    /// The same with one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.insert(name.to_string(), value.to_string());
        self
    }

    /// The same at a place.
    #[must_use]
    pub fn at(mut self, place: impl fmt::Display) -> Self {
        self.place = place.to_string();
        self
    }
}

/// A refusal: every reason at once. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The reasons; never empty.
    pub problems: Vec<Problem>,
    /// True when the call or its input could not be read at all (the command line's exit 2), false when the data says no (1).
    pub unreadable: bool,
}

impl Fault {
    /// Refused for what the data says.
    pub fn refused(problems: Vec<Problem>) -> Self {
        Self { problems, unreadable: false }
    }

    /// The input can't be read.
    pub fn unreadable(problem: Problem) -> Self {
        Self { problems: vec![problem], unreadable: true }
    }

    /// The first reason's code.
    pub fn code(&self) -> &str {
        self.problems.first().map_or("", |p| p.code.as_str())
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::refused(vec![problem])
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, p) in self.problems.iter().enumerate() {
            write!(f, "{}{} {} {:?}", if i == 0 { "" } else { "; " }, p.code, p.place, p.args)?;
        }
        Ok(())
    }
}

impl std::error::Error for Fault {}

/// What a use case returns.
pub type Outcome<T> = Result<T, Fault>;
