//! What needs no reckoning: a state without a reason, somebody left out of an inspection, one score for many.

use std::collections::HashMap;

use domain::{Month, Outcome};
use words::Words;

use crate::{JudgedMonth, Office, view::HintRow};

use super::{hint, marks::Marks, say};

/// With fewer scored than these, alike is no wonder.
const LEAST: u32 = 10;
/// So many are named; the others are counted.
const NAMED: usize = 10;

/// One score for more than half.
pub(super) fn same_score(judged: &JudgedMonth, words: Words) -> Option<HintRow> {
    let mut seen: HashMap<_, u32> = HashMap::new();
    for score in judged.judged.outcomes.iter().filter_map(|o| o.score) {
        *seen.entry(score).or_default() += 1;
    }
    let all: u32 = seen.values().sum();
    let (score, count) = seen.into_iter().max_by_key(|(score, count)| (*count, *score))?;
    if all < LEAST || count * 2 <= all {
        return None;
    }
    let args = [("score", score.to_string()), ("count", count.to_string()), ("all", all.to_string())];
    let text = say(words, "hint.same-score", &args);
    Some(hint("same-score", "", format!("{score} {count}/{all}"), String::new(), text))
}

/// Inspections that reached most of the subjects, but not all: who has marks, but none in them. Spot checks that reach a
/// few are no hint; who has no mark at all stands among the missing.
pub(super) fn left_out(judged: &JudgedMonth, marks: &Marks, words: Words) -> Vec<HintRow> {
    let marked = |i: usize| marks.of.iter().any(|looked| looked.row(i).iter().any(Option::is_some));
    let assessed: Vec<usize> =
        (0..judged.posts.len()).filter(|&i| judged.facts.subjects[i].state.is_none() && marked(i)).collect();
    let mut hints = Vec::new();
    for looked in &marks.of {
        let left: Vec<usize> =
            assessed.iter().copied().filter(|&i| looked.row(i).iter().all(Option::is_none)).collect();
        let Some(&first) = left.first().filter(|_| left.len() * 4 <= assessed.len()) else { continue };
        let subjects: Vec<_> = left.iter().map(|&i| judged.posts[i].subject).collect();
        let names: Vec<_> = subjects.iter().take(NAMED).map(|s| judged.register.name_of(*s)).collect();
        let names = names.join(&say(words, "screen.list.comma", &[]));
        let args = [("count", left.len().to_string()), ("all", assessed.len().to_string()), ("names", names)];
        let key = if left.len() > NAMED { "hint.left-out-many" } else { "hint.left-out" };
        let figures = subjects.iter().map(|s| s.0.to_string()).collect::<Vec<_>>().join(" ");
        let mut row = hint("left-out", looked.inspection.id, figures, looked.name(words), say(words, key, &args));
        (row.subject, row.inspection) = (Some(judged.posts[first].subject), Some(looked.inspection.id));
        hints.push(row);
    }
    hints
}

impl Office {
    /// States of the month without a reason.
    pub(super) fn without_reason(&mut self, month: Month) -> Outcome<Vec<HintRow>> {
        let register = self.register()?;
        let bare = self.store.standings(month)?.into_iter().filter(|s| s.reason.trim().is_empty());
        Ok(bare
            .filter_map(|s| {
                let named = register.named(s.subject)?;
                let state = say(self.words, &format!("screen.state.{}", s.state.key()), &[]);
                let text = say(self.words, "hint.no-reason", &[("state", state)]);
                let place = format!("{} {}", named.name, named.code);
                let mut row = hint("no-reason", s.subject.0, s.state.key().to_string(), place, text);
                row.room = "standings".into();
                row.subject = Some(s.subject);
                Some(row)
            })
            .collect())
    }
}
