//! What is wrong, at its cell.

use std::{collections::BTreeMap, fmt};

use domain::Problem;

/// A problem or a note at one cell, with what the cell could have meant where that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellProblem {
    /// The sheet's name; a text file's own name.
    pub sheet: String,
    /// The address, such as `B7`; empty when the whole sheet is meant.
    pub cell: String,
    /// As in [`Problem::code`].
    pub code: String,
    /// As in [`Problem::args`].
    pub args: BTreeMap<String, String>,
    /// The readings to choose from; none is taken by itself.
    pub choices: Vec<String>,
}

impl CellProblem {
    /// `花名册!B7`, as Excel writes it.
    pub fn place(&self) -> String {
        match (self.sheet.is_empty(), self.cell.is_empty()) {
            (_, true) => self.sheet.clone(),
            (true, false) => self.cell.clone(),
            (false, false) => format!("{}!{}", self.sheet, self.cell),
        }
    }

    /// The same for the words; the choices become the argument `choices`.
    pub fn problem(&self) -> Problem {
        let mut problem = Problem { code: self.code.clone(), place: self.place(), args: self.args.clone() };
        if !self.choices.is_empty() {
            problem.args.insert("choices".into(), self.choices.join(" | "));
        }
        problem
    }

    /// The same with one more argument.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.insert(name.to_string(), value.to_string());
        self
    }

    /// The same with choices.
    #[must_use]
    pub(crate) fn choose(mut self, choices: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.choices = choices.into_iter().map(Into::into).collect();
        self
    }
}

/// What is told may repeat what stands in a cell, but never an identity number.
pub(crate) fn mask(found: &mut [CellProblem]) {
    for problem in found {
        for text in problem.args.values_mut().chain(&mut problem.choices) {
            *text = crate::id_number::masked(text);
        }
    }
}

/// A value and the address that it stood at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<T> {
    /// What was read.
    pub value: T,
    /// The address, such as `B7`; for a merged cell its first one.
    pub cell: String,
}

impl<T> Field<T> {
    /// The same cell with its value read further.
    pub(crate) fn map<U>(self, read: impl FnOnce(T) -> U) -> Field<U> {
        Field { value: read(self.value), cell: self.cell }
    }
}

/// Problems and notes as they are found in one sheet. What would be told of every row is told once with its count.
#[derive(Debug)]
pub(crate) struct Findings {
    sheet: String,
    pub problems: Vec<CellProblem>,
    pub notes: Vec<CellProblem>,
    counted: BTreeMap<(&'static str, String), (usize, usize)>,
}

impl Findings {
    pub fn new(sheet: &str) -> Self {
        Self { sheet: sheet.to_string(), problems: Vec::new(), notes: Vec::new(), counted: BTreeMap::new() }
    }

    pub fn at(&self, code: &str, cell: impl Into<String>) -> CellProblem {
        CellProblem {
            sheet: self.sheet.clone(),
            cell: cell.into(),
            code: code.into(),
            args: BTreeMap::new(),
            choices: Vec::new(),
        }
    }

    pub fn problem(&mut self, code: &str, cell: &str, args: &[(&str, &str)]) -> &mut CellProblem {
        let found = args.iter().fold(self.at(code, cell), |p, (name, value)| p.with(name, value));
        push(&mut self.problems, found)
    }

    pub fn note(&mut self, code: &str, cell: &str, args: &[(&str, &str)]) {
        let found = args.iter().fold(self.at(code, cell), |p, (name, value)| p.with(name, value));
        push(&mut self.notes, found);
    }

    /// A note told once for all cells of its kind and `about`, at the first of them, with `count`.
    pub fn tally(&mut self, code: &'static str, about: &str, cell: &str) {
        let next = self.notes.len();
        let (index, count) = self.counted.entry((code, about.to_string())).or_insert((next, 0));
        *count += 1;
        if *index == next {
            let found = self.at(code, cell).with("value", about).with("count", 1);
            self.notes.push(found);
        } else if let Some(note) = self.notes.get_mut(*index) {
            note.args.insert("count".into(), count.to_string());
        }
    }
}

/// A merged cell is met in every row that it covers; what is wrong with it is told once.
fn push(list: &mut Vec<CellProblem>, found: CellProblem) -> &mut CellProblem {
    let same = |p: &CellProblem| {
        !found.cell.is_empty() && p.code == found.code && p.cell == found.cell && p.args == found.args
    };
    let index = list.iter().position(same).unwrap_or(list.len());
    if index == list.len() {
        list.push(found);
    }
    &mut list[index]
}
