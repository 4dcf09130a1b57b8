//! Phase 8: red and black lists.

use std::collections::HashSet;

use super::{
    events::{bottom, happened},
    grade, quota,
    rank::{self, Placed},
    year,
};
use crate::{
    explain::Because,
    facts::{DecisionKind, EventKind, NameId},
    judge::Working,
    outcome::Name,
    rules::{List, Listed, Phase},
};

pub(crate) fn run(w: &mut Working<'_>) {
    let rules: Vec<(usize, &List)> = w.version.rules::<List>().collect();
    let mut ends: Vec<[bool; 2]> = vec![[false; 2]; w.rows.len()];
    for (clause, rule) in rules {
        let name: Name = rule.name.as_str().into();
        let (mut inside, ties) = members(w, rule);
        for (open, free) in ties {
            inside.extend(quota::meeting(w, clause, &open, free));
        }
        inside.sort_unstable();
        for i in inside {
            w.rows[i as usize].lists.push(name.clone());
            match rule.listed {
                Listed::Top(_) => ends[i as usize][0] = true,
                Listed::Bottom(_) => ends[i as usize][1] = true,
                Listed::Grades(_) | Listed::Events(_) => {}
            }
        }
    }
    // Where all are equal, or few, the first are the last.
    for i in (0..ends.len()).filter(|i| ends[*i] == [true; 2]) {
        w.flag("on-both-lists", None, Some(i), Vec::new());
    }
}

/// Whether a meeting has chosen this subject out of a tie of this clause: its article is named, or none is.
pub(crate) fn chosen(w: &Working<'_>, clause: usize, i: usize) -> bool {
    let about = |source: NameId| source == NameId::NONE || **w.facts.name(source) == *w.version.clauses[clause].article;
    w.facts.events_of(i).iter().any(|e| e.kind == EventKind::Decision(DecisionKind::Choose) && about(e.source))
}

/// Who is on a list, and the ties that only a meeting can decide, each with its free places.
fn members(w: &Working<'_>, rule: &List) -> (Vec<u32>, Vec<(Vec<u32>, u32)>) {
    let out = if rule.honours { year::out_of_honours(w) } else { HashSet::new() };
    let fits = |i: u32| {
        let score = w.rows[i as usize].score;
        !out.contains(&w.facts.subjects[i as usize].key)
            && rule.at_least.is_none_or(|least| score.is_some_and(|s| least <= s))
            && rule.below.is_none_or(|below| score.is_some_and(|s| s < below))
    };
    let (mut inside, mut ties) = (Vec::new(), Vec::new());
    match &rule.listed {
        Listed::Grades(grades) => {
            let listed = |i: &u32| {
                w.rows[*i as usize].grade.is_some_and(|g| grades.iter().any(|x| **x == *w.grades[usize::from(g)]))
            };
            inside.extend((0..w.rows.len() as u32).filter(listed));
        }
        Listed::Events(events) => {
            let listed = |i: &u32| w.rows[*i as usize].assessed() && events.iter().any(|e| happened(w, *i as usize, e));
            inside.extend((0..w.rows.len() as u32).filter(listed));
        }
        Listed::Top(places) | Listed::Bottom(places) => {
            let top = matches!(rule.listed, Listed::Top(_));
            for members in rank::groups(w, rule.within) {
                let placed = placed(w, members, top);
                let (some, mut open) = bottom(&placed, *places, rule.ties);
                let free = places.saturating_sub(some.len() as u32);
                inside.extend(some);
                open.retain(|i| fits(*i));
                if !open.is_empty() {
                    ties.push((open, free));
                }
            }
        }
    }
    inside.retain(|i| fits(*i));
    (inside, ties)
}

/// The members with places and ties, so ordered that the wanted end comes last.
pub(crate) fn placed(w: &Working<'_>, members: Vec<u32>, top: bool) -> Vec<Placed> {
    let mut placed = rank::placed(w, members);
    if top {
        let total = placed.len() as u32;
        placed.reverse();
        placed.iter_mut().for_each(|(_, place, tied)| *place = total + 2 - *place - *tied);
    }
    placed
}

pub(crate) fn reasons(w: &Working<'_>, i: usize, because: &mut Because<'_>) {
    for (clause, rule) in w.version.rules::<List>() {
        if !w.rows[i].lists.iter().any(|name| **name == *rule.name) {
            continue;
        }
        let (words, count) = match &rule.listed {
            Listed::Top(n) => ("list-top", n.to_string()),
            Listed::Bottom(n) => ("list-bottom", n.to_string()),
            Listed::Grades(_) => ("list-grade", String::new()),
            Listed::Events(_) => ("list-event", String::new()),
        };
        let grade = w.rows[i].grade.map_or_else(String::new, |g| w.grades[usize::from(g)].to_string());
        let mut inputs = vec![("list", rule.name.clone()), ("count", count), ("grade", grade)];
        if let Listed::Events(events) = &rule.listed {
            let happened = events.iter().filter(|e| happened(w, i, e)).map(|e| grade::event_text(w, i, e));
            inputs.push(("events", happened.collect::<Vec<_>>().join(" · ")));
        }
        because.add(Some(clause), Phase::Lists, words, inputs, &rule.name);
    }
}
