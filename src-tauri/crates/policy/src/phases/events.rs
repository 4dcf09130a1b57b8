//! Whether an event that a rule asks for happened to a subject in the period being judged.

use crate::{
    facts::{EventKind, PASSED, SCALE},
    judge::Working,
    rules::{BottomTies, EventRule},
};

/// Whether it happened.
pub(crate) fn happened(w: &Working<'_>, i: usize, rule: &EventRule) -> bool {
    let row = &w.rows[i];
    let events = w.facts.events_of(i);
    let named = |kind: EventKind, name: &Option<String>| {
        let is_it =
            |e: &&crate::facts::Event| e.kind == kind && name.as_ref().is_none_or(|n| **n == **w.facts.name(e.item));
        events.iter().any(|e| is_it(&e))
    };
    match rule {
        EventRule::Grade(grades) => row.grade.is_some_and(|g| grades.iter().any(|x| **x == *w.grades[usize::from(g)])),
        EventRule::Finding(name) => named(EventKind::Finding, name),
        EventRule::Veto(name) => named(EventKind::Veto, name),
        EventRule::Below(limit) => row.score.is_some_and(|score| score < *limit),
        EventRule::Overdue(count) => {
            let sum: i64 = events.iter().filter(|e| e.kind == EventKind::Overdue).map(|e| e.value).sum();
            sum >= i64::from(*count) * SCALE
        }
        EventRule::ExternalPlace { level, places } => events.iter().any(|e| {
            e.kind == EventKind::ExternalPlace
                && e.value <= i64::from(*places) * SCALE
                && **w.facts.name(e.source) == **level
        }),
        EventRule::Measure(name) => {
            row.ladders.iter().any(|l| l.status.stands() && l.measures.iter().any(|m| **m == **name))
        }
        EventRule::RecheckFailed => last_recheck(w, i) == Some(false),
        // Places are looked at for all at once, by whoever asks.
        EventRule::Bottom { .. } => false,
    }
}

/// Whether the last recheck of the period was passed; `None` without any.
pub(crate) fn last_recheck(w: &Working<'_>, i: usize) -> Option<bool> {
    let last = w.facts.events_of(i).iter().rev().find(|e| e.kind == EventKind::Recheck)?;
    Some(**w.facts.name(last.item) == *PASSED)
}

/// Who is among the last of a group that is given with places, best first: `(subject, place, tied)`.
///
/// Answers those who are in, and those whom only a meeting can tell apart.
pub(crate) fn bottom(placed: &[(u32, u32, u32)], places: u32, ties: BottomTies) -> (Vec<u32>, Vec<u32>) {
    let total = placed.len() as u32;
    let (mut inside, mut open) = (Vec::new(), Vec::new());
    for (who, place, tied) in placed {
        // The best place counted from the end that this tie holds, and the worst.
        let first = total + 1 - (place + tied - 1);
        let last = first + tied - 1;
        if last <= places || (first <= places && ties == BottomTies::Include) {
            inside.push(*who);
        } else if first <= places && ties == BottomTies::Meeting {
            open.push(*who);
        }
    }
    (inside, open)
}

/// Who is among the first of those that are given with places, best first; answers as [`bottom`] does.
pub(crate) fn top(placed: &[(u32, u32, u32)], places: u32, ties: BottomTies) -> (Vec<u32>, Vec<u32>) {
    let (mut inside, mut open) = (Vec::new(), Vec::new());
    for (who, place, tied) in placed {
        if place + tied - 1 <= places || (*place <= places && ties == BottomTies::Include) {
            inside.push(*who);
        } else if *place <= places && ties == BottomTies::Meeting {
            open.push(*who);
        }
    }
    (inside, open)
}
