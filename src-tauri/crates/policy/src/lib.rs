//! The rules: policy files, the engine, the derivation. No IO, no clock, no float, no SQL.
//!
//! `judge(policy version, carry, facts of one period)` has no other input: the same give the same outcome on any
//! machine, for ever.

mod cases;
mod change;
mod check;
mod codec;
mod exact;
mod explain;
mod facts;
mod form;
mod judge;
mod model;
mod number;
mod outcome;
mod phases;
mod read;
mod rules;
mod trace;
mod tree;
mod uses;
mod vocabulary;
mod write;
mod yaml;

pub use cases::{Case, CaseResult, Difference, Expectation, read_cases, run_case, uncovered};
pub use change::{Changed, WouldChange};
pub use codec::NotATrace;
pub use exact::Exact;
pub use explain::{Derivation, Reason, explain, reasons_for_all};
pub use facts::{
    DecisionKind, Event, EventKind, FAILED, FactRow, Facts, FactsBuilder, FactsTable, Mark, MarkKind, NameId, PASSED,
    Pool, SCALE, Subject, table,
};
pub use form::{Entered, Field, Shape, ValueForm, expectation_form, fact_form, form, form_of};
pub use judge::judge;
pub use model::{Clause, IndicatorView, Period, Policy, SubjectKind, Version};
pub use outcome::{Effect, FLAGS, Flag, Goods, Judged, MeasureStatus, Name, OnLadder, Outcome};
pub use read::{PolicyProblem, read, read_rule};
pub use rules::*;
pub use trace::{Carry, NO_DAYS, NO_SCORE, PeriodTrace, TraceEvent, TraceKind, TraceMeasure};
pub use tree::{Places, Tree, parse_tree, policy_tree, read_case_tree, read_tree, tree_parameters, write_tree};
pub use uses::FactUse;
pub use vocabulary::{
    CASES_EXAMPLE, FILE_EXAMPLE, ReferencePart, VocabularyEntry, VocabularyKey, reference, reference_parts, vocabulary,
};
pub use write::{parameters, write, write_rule};
