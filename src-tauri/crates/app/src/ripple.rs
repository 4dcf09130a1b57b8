//! Closed months judged again, one after the other, each with the policy pinned to it: what a late fact would change.

use domain::{MonthRecord, Outcome, StoredOutcome};
use policy::{Carry, PeriodTrace};
use store::Db;

use crate::{Register, Scheme, facts, month::stored};

/// A closed month with a scheme that it was closed under.
pub(crate) struct Pinned {
    pub(crate) record: MonthRecord,
    pub(crate) scheme: Scheme,
}

/// A month, judged again.
pub(crate) struct Again {
    pub(crate) record: MonthRecord,
    pub(crate) outcomes: Vec<StoredOutcome>,
    pub(crate) trace: PeriodTrace,
}

/// Judges `months`, oldest first, from the carry before the first of them.
pub(crate) fn walk(db: &Db, register: &Register, months: &[Pinned], mut carry: Carry) -> Outcome<Vec<Again>> {
    let window = months.iter().map(|m| m.scheme.rules().window(m.scheme.policy.period)).max().unwrap_or(0);
    let mut walked = Vec::with_capacity(months.len());
    for m in months {
        let read = facts::read(db, register, &m.scheme, &[])?;
        let judged = policy::judge(&m.scheme.policy, m.scheme.version, &carry, &read.facts);
        carry.push(judged.trace.clone(), window);
        walked.push(Again { record: m.record.clone(), outcomes: stored(&judged, &read.posts), trace: judged.trace });
    }
    Ok(walked)
}
