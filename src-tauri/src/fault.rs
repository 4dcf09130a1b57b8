//! A refusal as the window reads it: every reason, worded.

use app::view::ProblemView;
use domain::{Fault, Problem};
use serde::Serialize;
use words::Words;

/// What a command answers when it refuses.
#[derive(Debug, Serialize)]
pub struct FaultDto {
    /// The reasons; never empty.
    pub problems: Vec<Told>,
}

/// A reason, and the cell of the sheet that it is about: person and indicator with a slash between.
#[derive(Debug, Serialize)]
pub struct Told {
    #[serde(flatten)]
    problem: ProblemView,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
}

impl FaultDto {
    /// Words a refusal.
    pub fn new(fault: &Fault, words: Words) -> Self {
        Self { problems: fault.problems.iter().map(|p| worded(p, words)).collect() }
    }
}

fn worded(problem: &Problem, words: Words) -> Told {
    let view = ProblemView {
        code: problem.code.clone(),
        place: problem.place.clone(),
        text: words.what(problem),
        remedy: words.remedy(problem).unwrap_or_default(),
    };
    Told { problem: view, cell: problem.args.get("cell").cloned() }
}

/// The program's own fault: what happened stands in the record.
pub fn internal() -> Fault {
    Problem::new("program-fault").with("record", crate::crash::record().display()).into()
}
