//! The one place that writes to standard output and standard error, and decides the exit code.

use std::{
    io::{Write, stderr, stdout},
    process::ExitCode,
};

use domain::{Fault, Problem};
use serde::Serialize;
use serde_json::{Value, json};
use words::Words;

/// What a verb answers.
pub struct Report {
    /// The document of `--json`.
    pub json: Value,
    /// What was asked for, as text: on standard output.
    pub text: String,
    /// What was done or found, in words: on standard error.
    pub words: Vec<String>,
    /// Something was found: exit 1.
    pub found: bool,
}

impl Report {
    /// A document with nothing to say beside it.
    pub fn new(json: impl Serialize) -> Self {
        // Our views are plain structs; they always have a JSON form.
        let json = serde_json::to_value(json).unwrap_or_default();
        Self { json, text: String::new(), words: Vec::new(), found: false }
    }

    /// With what was asked for.
    #[must_use]
    pub fn showing(mut self, text: String) -> Self {
        self.text = text;
        self
    }

    /// With a sentence.
    #[must_use]
    pub fn saying(mut self, sentence: impl Into<String>) -> Self {
        self.words.push(sentence.into());
        self
    }

    /// With sentences.
    #[must_use]
    pub fn saying_all(mut self, sentences: impl IntoIterator<Item = String>) -> Self {
        self.words.extend(sentences);
        self
    }

    /// Exit 1 when something was found.
    #[must_use]
    pub fn with_findings(mut self, found: bool) -> Self {
        self.found = found;
        self
    }
}

/// A problem as the contract names it.
#[derive(Serialize)]
pub struct Told {
    code: String,
    r#where: String,
    text: String,
}

/// A problem in words, its place apart.
pub fn told(problem: &Problem, words: Words) -> Told {
    let here = Problem { place: String::new(), ..problem.clone() };
    Told { code: problem.code.clone(), r#where: problem.place.clone(), text: words.problem(&here) }
}

/// A refusal as a report.
fn refusal(fault: &Fault, words: Words) -> Report {
    let problems: Vec<_> = fault.problems.iter().map(|p| told(p, words)).collect();
    let report = Report::new(json!({ "problems": problems }));
    report.saying_all(fault.problems.iter().map(|p| words.problem(p))).with_findings(true)
}

/// Writes the answer and says how it went.
pub fn finish(answer: Result<Report, Fault>, as_json: bool, words: Words) -> ExitCode {
    let unreadable = answer.as_ref().is_err_and(|fault| fault.unreadable);
    let report = answer.unwrap_or_else(|fault| refusal(&fault, words));
    let out = if as_json { format!("{}\n", report.json) } else { report.text };
    let said: String = report.words.iter().map(|sentence| format!("{sentence}\n")).collect();
    // A reader that has gone away (`| head`) is nobody's mistake.
    let _ = stdout().write_all(out.as_bytes()).and_then(|()| stdout().flush());
    let _ = stderr().write_all(said.as_bytes());
    match (unreadable, report.found) {
        (true, _) => ExitCode::from(2),
        (false, true) => ExitCode::from(1),
        (false, false) => ExitCode::SUCCESS,
    }
}
