//! Closed months judged again, one after the other, each with the policy pinned to it: what a late fact would change.

use std::sync::Arc;

use domain::{MonthRecord, Outcome, StoredOutcome};
use policy::{Carry, PeriodTrace, Policy};
use store::Db;

use crate::{Register, facts, month::stored};

/// A closed month with the policy that is pinned to it.
pub(crate) struct Pinned {
    pub(crate) record: MonthRecord,
    pub(crate) policy: Arc<Policy>,
    pub(crate) version: usize,
}

/// A month, judged again.
pub(crate) struct Again {
    pub(crate) record: MonthRecord,
    pub(crate) outcomes: Vec<StoredOutcome>,
    pub(crate) trace: PeriodTrace,
}

/// Judges `months`, oldest first, from the carry before the first of them.
pub(crate) fn walk(db: &Db, register: &Register, months: &[Pinned], mut carry: Carry) -> Outcome<Vec<Again>> {
    let window = months.iter().map(|m| m.policy.versions[m.version].window(m.policy.period)).max().unwrap_or(0);
    let mut walked = Vec::with_capacity(months.len());
    for m in months {
        let read = facts::read(db, register, m.record.month, &m.policy.versions[m.version])?;
        let judged = policy::judge(&m.policy, m.version, &carry, &read.facts);
        carry.push(judged.trace.clone(), window);
        walked.push(Again { record: m.record.clone(), outcomes: stored(&judged, &read.posts), trace: judged.trace });
    }
    Ok(walked)
}
