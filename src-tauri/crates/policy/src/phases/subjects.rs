//! Phase 1: who is judged, and what people have decided.

use domain::State;

use crate::{
    explain::Because,
    facts::EventKind,
    judge::Working,
    rules::{Phase, Subjects},
};

pub(crate) fn run(w: &mut Working<'_>) {
    let facts = w.facts;
    let rule = w.version.rules::<Subjects>().next();
    let min_days = rule.map_or(0, |(_, s)| s.min_days);
    for (i, subject) in facts.subjects.iter().enumerate() {
        let events = facts.events_of(i);
        let row = &mut w.rows[i];
        row.days = subject.days.unwrap_or(facts.period_days);
        let has_facts = !facts.marks_of(i).is_empty() || events.iter().any(|e| !e.kind.is_about_something_else());
        let given = subject.state.unwrap_or(if has_facts { State::Assessed } else { State::Uninspected });
        row.state = Some(if given == State::Assessed && row.days < min_days { State::Uninspected } else { given });
        let mut before_appeal = row.status;
        for event in events {
            if let EventKind::Decision(kind) = event.kind {
                row.status = row.status.after(&mut before_appeal, kind);
                row.decided = true;
                if kind == crate::facts::DecisionKind::Done {
                    row.done = event.date.or(row.done);
                }
            }
        }
    }
    for i in 0..w.rows.len() {
        let given = facts.subjects[i].state.is_some_and(|state| state != State::Assessed);
        let scored =
            |e: &crate::facts::Event| matches!(e.kind, EventKind::Score | EventKind::Vote | EventKind::Finding);
        if given && (!facts.marks_of(i).is_empty() || facts.events_of(i).iter().any(scored)) {
            w.flag("facts-not-counted", None, Some(i), Vec::new());
        }
    }
    let Some((clause, rule)) = rule.filter(|(_, rule)| !rule.groups.is_empty()) else { return };
    let known = w.name_mask(&rule.groups);
    for i in 0..w.rows.len() {
        if !w.in_mask(&known, i) {
            let group = w.group(i).to_string();
            w.flag("group-not-in-policy", Some(clause), Some(i), vec![("group", group)]);
        }
    }
}

pub(crate) fn reasons(w: &Working<'_>, i: usize, because: &mut Because<'_>) {
    let subject = &w.facts.subjects[i];
    let row = &w.rows[i];
    let state = row.state.unwrap_or(State::Uninspected);
    let rule = w.version.rules::<Subjects>().next();
    let short = subject.state.is_none_or(|s| s == State::Assessed) && rule.is_some_and(|(_, s)| row.days < s.min_days);
    if let Some((clause, rule)) = rule.filter(|_| short) {
        let inputs = vec![("days", row.days.to_string()), ("min", rule.min_days.to_string())];
        because.add(Some(clause), Phase::Subjects, "too-few-days", inputs, state.key());
    } else if state != State::Assessed {
        let words = match state {
            State::Absent => "absent",
            State::Exempt => "exempt",
            State::Uninspected | State::Assessed => "uninspected",
        };
        because.add(rule.map(|(clause, _)| clause), Phase::Subjects, words, Vec::new(), state.key());
    } else if let Some((clause, _)) = rule.filter(|(_, rule)| !rule.groups.is_empty()) {
        let group = w.group(i).to_string();
        because.add(Some(clause), Phase::Subjects, "group", vec![("group", group.clone())], &group);
    }
}
