//! Work that was begun and waits: penalties not entered, a second reading not decided, deductions of which the list of
//! problems knows nothing.

use std::collections::HashSet;

use domain::{Month, Outcome};

use crate::{JudgedMonth, Office, view::HintRow};

use super::{hint, marks::Marks, say};

impl Office {
    /// Problems not put right in time whose penalty nobody has entered, where a clause of the month asks for it.
    pub(super) fn penalties_waiting(&mut self, month: Month) -> Outcome<Option<HintRow>> {
        let due = self.overdue_due(month)?;
        let labels: Vec<_> =
            due.rows.iter().filter(|r| due.used && r.stopped.is_none()).map(|r| r.row.label.as_str()).collect();
        if labels.is_empty() {
            return Ok(None);
        }
        let text = say(self.words, "hint.overdue-waits", &[("count", labels.len().to_string())]);
        let mut row = hint("overdue-waits", "", labels.join(" "), String::new(), text);
        row.room = "defects".into();
        Ok(Some(row))
    }

    /// Inspections entered twice whose two readings differ, or whose second is not whole.
    pub(super) fn readings_waiting(&mut self, month: Month) -> Outcome<Vec<HintRow>> {
        let states = self.second_entry_state(month)?.into_iter().filter(|s| s.differences + s.only_first > 0);
        Ok(states
            .map(|s| {
                let args = [("differences", s.differences.to_string()), ("only", s.only_first.to_string())];
                let key = if s.differences == 0 {
                    "hint.second-not-whole"
                } else if s.only_first == 0 {
                    "hint.second-differs"
                } else {
                    "hint.second-both"
                };
                let figures = format!("{} {}", s.differences, s.only_first);
                let mut row = hint("second-reading", s.inspection, figures, s.name, say(self.words, key, &args));
                row.inspection = Some(s.inspection);
                row
            })
            .collect())
    }

    /// Deductions without an entry among the problems, in inspections where most have one.
    pub(super) fn not_in_the_ledger(&self, judged: &JudgedMonth, marks: &Marks) -> Outcome<Vec<HintRow>> {
        let known: HashSet<_> = self
            .store
            .defects_of(judged.record.month)?
            .into_iter()
            .filter_map(|d| Some((d.inspection?, d.subject?, d.indicator?)))
            .collect();
        let mut hints = Vec::new();
        for looked in &marks.of {
            let (mut with, mut without, mut first) = (0_usize, 0_usize, None);
            for (i, post) in judged.posts.iter().enumerate() {
                for (column, mark) in looked.row(i).iter().enumerate() {
                    let Some(id) = marks.columns[column].1.filter(|_| mark.is_some_and(|m| m < marks.full(column)))
                    else {
                        continue;
                    };
                    if known.contains(&(looked.inspection.id, post.subject, id)) {
                        with += 1;
                    } else {
                        without += 1;
                        first = first.or(Some((post.subject, id)));
                    }
                }
            }
            // Who enters a few of them only has no ledger to keep whole.
            let Some((subject, indicator)) = first.filter(|_| with > without) else { continue };
            let args = [("count", without.to_string()), ("with", with.to_string())];
            let text = say(self.words, "hint.not-in-ledger", &args);
            let mut row =
                hint("not-in-ledger", looked.inspection.id, format!("{without}"), looked.name(self.words), text);
            (row.subject, row.inspection, row.indicator) = (Some(subject), Some(looked.inspection.id), Some(indicator));
            hints.push(row);
        }
        Ok(hints)
    }
}
