//! A refusal as the window reads it: every reason, worded.

use app::view::ProblemView;
use domain::{Fault, Problem};
use serde::Serialize;
use words::Words;

/// What a command answers when it refuses.
#[derive(Debug, Serialize)]
pub struct FaultDto {
    /// The reasons; never empty.
    pub problems: Vec<ProblemView>,
}

impl FaultDto {
    /// Words a refusal.
    pub fn new(fault: &Fault, words: Words) -> Self {
        Self { problems: fault.problems.iter().map(|p| worded(p, words)).collect() }
    }
}

fn worded(problem: &Problem, words: Words) -> ProblemView {
    ProblemView {
        code: problem.code.clone(),
        place: problem.place.clone(),
        text: words.what(problem),
        remedy: words.remedy(problem).unwrap_or_default(),
    }
}

/// The program's own fault: what happened stands in the record.
pub fn internal() -> Fault {
    Problem::new("program-fault").with("record", crate::crash::record().display()).into()
}
