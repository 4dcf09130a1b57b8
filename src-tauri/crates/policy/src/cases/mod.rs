//! Worked examples beside a policy file: names are sentences that an official can approve, facts and expectations are
//! short, and whoever changes the policy sees which sentence no longer holds.

mod check;
mod read;
mod run;

pub(crate) use read::read_case_node;
pub use read::{Case, Expectation, read_cases};
pub use run::{CaseResult, Difference, run_case, uncovered};
