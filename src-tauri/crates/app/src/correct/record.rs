//! Keeping a correction: versions, traces, the correction itself, the money, the number of its notice.

use std::collections::BTreeMap;

use domain::{Balance, CorrectionRecord, Date, Month, MonthRecord, Outcome, Problem};
use serde::Serialize;
use store::Tx;

use super::{Ready, Tried};
use crate::ripple::{Pinned, Step};

/// Who corrects, why and when.
pub(crate) struct Record {
    pub(crate) by: String,
    pub(crate) reason: String,
    pub(crate) on: Date,
    pub(crate) year: i32,
}

/// The key of the number under which a correction's notice is issued.
pub(crate) fn paper_key(correction: i64) -> String {
    format!("correction/{correction}")
}

impl Record {
    /// Writes what `tried` found; its facts are written already.
    pub(crate) fn keep(&self, tx: &Tx<'_>, ready: &Ready, tried: &Tried) -> Outcome<()> {
        let month = ready.record.month;
        let correction = tx.add_correction(&CorrectionRecord {
            id: 0,
            month,
            journal: 0,
            by: self.by.clone(),
            on: self.on,
            reason: self.reason.clone(),
            changes: json(&tried.ripple.changes)?,
            effects: json(&tried.ripple)?,
        })?;
        let mut by_month: BTreeMap<Month, (&MonthRecord, Vec<&Step>)> = BTreeMap::new();
        for step in &tried.walked.steps {
            let record = &ready.pinned[step.at].record;
            by_month.entry(record.month).or_insert((record, Vec::new())).1.push(step);
        }
        for (of, (record, steps)) in by_month {
            let differs = of == month || tried.ripple.months.iter().any(|m| m.month == of);
            let version = if differs { record.version + 1 } else { record.version };
            for step in steps {
                let pinned = &ready.pinned[step.at];
                if differs {
                    tx.add_outcomes(of, version, pinned.id(), &step.now.stored())?;
                }
                if differs || step.was.judged.trace != step.now.judged.trace {
                    tx.put_trace(of, version, pinned.id(), &step.now.judged.trace.to_bytes())?;
                }
            }
            if differs {
                // The month has one version for all its schemes: what did not change is kept under the new one too.
                for other in ready.pinned.iter().filter(|p| p.record.month == of) {
                    if tried
                        .walked
                        .steps
                        .iter()
                        .all(|s| ready.pinned[s.at].id() != other.id() || ready.pinned[s.at].record.month != of)
                    {
                        tx.carry_over(of, record.version, version, other.id())?;
                    }
                }
                tx.update_month(&MonthRecord { version, ..record.clone() })?;
                tx.add_version(of, version, correction)?;
            }
        }
        for owed in &tried.effects.owed {
            tx.add_balance(&Balance {
                correction,
                month: owed.month,
                scheme: owed.scheme.clone(),
                subject: owed.subject,
                fen: owed.fen,
                settled: None,
            })?;
        }
        tx.take_paper_number(month, &paper_key(correction), self.year).map(drop)
    }
}

impl Tried {
    /// Writes what later months need, where a decision changed that and nothing that was published.
    pub(crate) fn keep_traces(&self, tx: &Tx<'_>, ready: &Ready) -> Outcome<()> {
        let changed = self.walked.steps.iter().filter(|step| step.was.judged.trace != step.now.judged.trace);
        for step in changed {
            let Pinned { record, .. } = &ready.pinned[step.at];
            let bytes = step.now.judged.trace.to_bytes();
            tx.put_trace(record.month, record.version, ready.pinned[step.at].id(), &bytes)?;
        }
        Ok(())
    }
}

fn json(value: &impl Serialize) -> Outcome<String> {
    serde_json::to_string(value).map_err(|e| Problem::new("database").with("detail", e).into())
}
