//! Months judged are kept in memory, so that a mark is answered without reading the month anew. What is kept says from
//! which state of the file it was read, and any write that isn't known to leave it true makes it be read again: by this
//! program, undo and a rehearsal too, or by another.

use std::{collections::BTreeSet, sync::Arc};

use domain::{Month, MonthRecord, Outcome, SubjectId};
use store::Stamp;

use crate::{JudgedMonth, Office, Scheme, below, facts};

/// As many as a month has schemes that are looked at together.
const MOST: usize = 4;

/// A month as it was judged, and the rows of its sheet that were written since.
pub(crate) struct Kept {
    /// The state of the file up to which it holds.
    stamp: Stamp,
    judged: Arc<JudgedMonth>,
    behind: BTreeSet<SubjectId>,
}

/// A write to the sheet of a month that touches nothing else that a judgement rests on.
pub(crate) struct RowsWritten<'a> {
    pub(crate) month: Month,
    /// The scheme whose marks were written; `None` where only states were, which every scheme reads.
    pub(crate) scheme: Option<&'a str>,
    /// Whether a state changed.
    pub(crate) states: bool,
    /// Whose rows.
    pub(crate) of: &'a [SubjectId],
}

impl Kept {
    fn is_of(&self, month: Month, scheme: &Scheme) -> bool {
        let judged = &self.judged;
        (judged.record.month, judged.adopted.id, judged.version, judged.last)
            == (month, scheme.adopted.id, scheme.version, scheme.last)
    }

    /// Whether reading the rows again is all that it needs after a write.
    fn outlives(&self, written: &RowsWritten<'_>) -> bool {
        let judged = &self.judged;
        // A state may also change what a scheme below says.
        let rests = below::sources(judged.rules()).next().is_some();
        let concerned = match written.scheme {
            Some(scheme) => judged.scheme() == scheme && !(rests && written.states),
            None => !rests,
        };
        judged.record.month == written.month && concerned
    }
}

impl Office {
    /// The state of the file. What another program has written since it was last asked makes everything be read again.
    pub(crate) fn stamp(&mut self) -> Outcome<Stamp> {
        let stamp = self.store.stamp()?;
        if self.seen.is_some_and(|seen| !seen.by_us_alone(stamp)) {
            self.forget_all();
        }
        self.seen = Some(stamp);
        Ok(stamp)
    }

    /// A month as it is kept, brought up to the state of the file that `stamp` names.
    pub(crate) fn kept(
        &mut self,
        stamp: Stamp,
        record: &MonthRecord,
        scheme: &Scheme,
    ) -> Outcome<Option<Arc<JudgedMonth>>> {
        self.kept.retain(|kept| kept.stamp == stamp);
        let Some(at) = self.kept.iter().position(|kept| kept.is_of(record.month, scheme)) else { return Ok(None) };
        let kept = &self.kept[at];
        if kept.behind.is_empty() && kept.judged.record == *record {
            return Ok(Some(Arc::clone(&kept.judged)));
        }
        // Taken out meanwhile: what fails half-way is not kept.
        let Kept { judged, behind, .. } = self.kept.swap_remove(at);
        let mut judged = Arc::unwrap_or_clone(judged);
        judged.record = record.clone();
        for subject in &behind {
            let Some(position) = judged.position(*subject) else { continue };
            if !facts::read_row(&self.store, scheme, &mut judged.facts, position)? {
                return Ok(None);
            }
        }
        if !behind.is_empty() {
            judged.judged = Arc::new(policy::judge(&judged.policy, judged.version, &judged.carry, &judged.facts));
        }
        let judged = Arc::new(judged);
        self.keep(stamp, &judged);
        Ok(Some(judged))
    }

    /// Keeps what was judged from the file in the state that `stamp` names.
    pub(crate) fn keep(&mut self, stamp: Stamp, judged: &Arc<JudgedMonth>) {
        if self.kept.len() >= MOST {
            self.kept.remove(0);
        }
        self.kept.push(Kept { stamp, judged: Arc::clone(judged), behind: BTreeSet::new() });
    }

    /// After a write that began at `before`: what outlives it is kept, and reads its rows again when it is next asked for.
    pub(crate) fn rows_written(&mut self, before: Stamp, written: &RowsWritten<'_>) -> Outcome<()> {
        let now = self.stamp()?;
        self.kept.retain(|kept| kept.stamp == before && before.by_us_alone(now) && kept.outlives(written));
        for kept in &mut self.kept {
            kept.stamp = now;
            kept.behind.extend(written.of);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
