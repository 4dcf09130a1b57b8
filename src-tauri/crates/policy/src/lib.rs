//! The rules: policy files, the engine, the derivation. No IO, no clock, no float, no SQL.
//!
//! `judge(policy version, carry, facts of one period)` has no other input: the same give the same outcome on any
//! machine, for ever.

mod check;
mod exact;
mod facts;
mod model;
mod outcome;
mod read;
mod rules;
mod trace;
mod write;
mod yaml;

pub use exact::Exact;
pub use facts::{
    DecisionKind, Event, EventKind, Facts, FactsBuilder, Mark, MarkKind, NameId, Pool, SCALE, Subject,
};
pub use model::{Clause, IndicatorView, Period, Policy, SubjectKind, Version};
pub use outcome::{Effect, Flag, Goods, Judged, MeasureStatus, Name, OnLadder, Outcome};
pub use read::{PolicyProblem, read};
pub use rules::*;
pub use trace::{Carry, NO_SCORE, PeriodTrace, TraceEvent, TraceKind, TraceMeasure};
pub use write::write;
