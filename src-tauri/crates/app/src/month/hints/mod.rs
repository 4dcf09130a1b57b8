//! What is odd in a month and worth a look before it is published: hints with their figures, never verdicts and never a
//! reason to refuse. They are worked out when somebody asks for them, not after each mark.

mod inspectors;
mod marks;
mod past;
mod plain;
mod same;
#[cfg(test)]
mod tests;
mod waiting;

use std::collections::{BTreeMap, HashSet};

use domain::{Month, MonthState, Outcome, Problem, SubjectId};
use words::Words;

use crate::{
    JudgedMonth, Office,
    office::Deed,
    view::{Changed, HintRow, HintsSeen},
};

use super::head::missing_of;

/// A hint that leads nowhere yet; where to look is added by who finds it.
fn hint(code: &str, about: impl std::fmt::Display, figures: String, place: String, text: String) -> HintRow {
    HintRow {
        code: code.to_string(),
        about: about.to_string(),
        figures,
        place,
        text,
        room: "sheet".into(),
        scheme: None,
        subject: None,
        inspection: None,
        indicator: None,
        seen_by: None,
        seen_at: None,
    }
}

fn say(words: Words, key: &str, args: &[(&str, String)]) -> String {
    let args: BTreeMap<_, _> = args.iter().map(|(name, value)| ((*name).to_string(), value.clone())).collect();
    words.text(key, &args)
}

/// A subject as a hint names it: name and code.
fn called(judged: &JudgedMonth, subject: SubjectId) -> String {
    judged.register.named(subject).map(|n| format!("{} {}", n.name, n.code)).unwrap_or_default()
}

impl Office {
    /// What is odd in a month, those set aside included.
    pub fn month_hints(&mut self, month: Month) -> Outcome<Vec<HintRow>> {
        let first = self.scheme_in(month, None)?;
        let mut counted = self.ending(month)?;
        if counted.is_empty() {
            counted.push(self.judge(month)?);
        }
        let mut hints = Vec::new();
        for judged in &counted {
            let from = hints.len();
            let marks = self.marks_in(judged)?;
            let missing: HashSet<usize> = missing_of(judged, self.words).into_iter().map(|(i, _)| i).collect();
            hints.extend(plain::left_out(judged, &marks, self.words));
            hints.extend(plain::same_score(judged, self.words));
            hints.extend(same::hints(&marks, self.words));
            hints.extend(inspectors::hints(judged, &marks, self.words));
            hints.extend(self.far_from_past(judged, &marks, &missing)?);
            hints.extend(self.not_in_the_ledger(judged, &marks)?);
            for hint in &mut hints[from..] {
                if judged.scheme() != first.id() {
                    hint.scheme = Some(judged.scheme().to_string());
                    hint.about = format!("{}/{}", judged.scheme(), hint.about);
                }
            }
        }
        hints.extend(self.without_reason(month)?);
        hints.extend(self.readings_waiting(month)?);
        hints.extend(self.penalties_waiting(month)?);
        for seen in self.store.hints_seen(month)? {
            let same = |h: &&mut HintRow| (&h.code, &h.about, &h.figures) == (&seen.code, &seen.about, &seen.figures);
            if let Some(hint) = hints.iter_mut().find(same) {
                (hint.seen_by, hint.seen_at) = (Some(seen.by), Some(seen.at));
            }
        }
        Ok(hints)
    }

    /// Sets hints aside that somebody has looked into, or brings them back. Refused for one whose figures are no longer
    /// those that were looked at.
    pub fn set_hints_seen(&mut self, form: &HintsSeen) -> Outcome<Changed> {
        let month = form.month;
        if self.month_record(month)?.state == MonthState::Closed {
            return Err(Problem::new("month-closed").at(month).with("month", month).into());
        }
        let there = self.month_hints(month)?;
        let shown = |key: &crate::view::HintKey| {
            there.iter().find(|h| (&h.code, &h.about, &h.figures) == (&key.code, &key.about, &key.figures))
        };
        let found: Vec<&HintRow> = form.hints.iter().filter_map(shown).collect();
        if found.len() < form.hints.len() {
            return Err(Problem::new("hint-changed").at(month).into());
        }
        let Some(one) = found.first() else { return Err(Problem::new("hint-changed").at(month).into()) };
        let verb = if form.seen { "hints-seen" } else { "hints-unseen" };
        // The record alone is told: no figure hangs on it.
        let deed = Deed::new(verb, &[])
            .with("month", month)
            .with("count", found.len())
            .with("first", format!("{} {}", one.place, one.text));
        let ((), changed) = self.write(deed, |tx| {
            found.iter().try_for_each(|h| match form.seen {
                true => tx.put_hint_seen(month, &h.code, &h.about, &h.figures),
                false => tx.remove_hint_seen(month, &h.code, &h.about),
            })
        })?;
        Ok(changed)
    }
}
