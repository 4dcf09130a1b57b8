//! Phase 8: red and black lists.

use super::{
    events::bottom,
    rank::{self, Placed},
};
use crate::{
    explain::Because,
    facts::{DecisionKind, EventKind},
    judge::Working,
    outcome::Name,
    rules::{List, Listed, Phase},
};

pub(crate) fn run(w: &mut Working<'_>) {
    let rules: Vec<(usize, &List)> = w.version.rules::<List>().collect();
    for (clause, rule) in rules {
        let name: Name = rule.name.as_str().into();
        let (inside, open) = members(w, rule);
        for i in inside {
            w.rows[i as usize].lists.push(name.clone());
        }
        for i in open {
            if chosen(w, i as usize) {
                w.rows[i as usize].lists.push(name.clone());
            } else {
                w.flag("meeting-decides", Some(clause), Some(i as usize), vec![("list", rule.name.clone())]);
            }
        }
    }
}

/// Whether a meeting has chosen this subject out of a tie.
pub(crate) fn chosen(w: &Working<'_>, i: usize) -> bool {
    w.facts.events_of(i).iter().any(|e| e.kind == EventKind::Decision(DecisionKind::Choose))
}

fn members(w: &Working<'_>, rule: &List) -> (Vec<u32>, Vec<u32>) {
    let fits = |i: u32| {
        let score = w.rows[i as usize].score;
        rule.at_least.is_none_or(|least| score.is_some_and(|s| least <= s))
            && rule.below.is_none_or(|below| score.is_some_and(|s| s < below))
    };
    let (mut inside, mut open) = (Vec::new(), Vec::new());
    match &rule.listed {
        Listed::Grades(grades) => {
            let listed = |i: &u32| {
                w.rows[*i as usize].grade.is_some_and(|g| grades.iter().any(|x| **x == *w.grades[usize::from(g)]))
            };
            inside.extend((0..w.rows.len() as u32).filter(listed));
        }
        Listed::Top(places) | Listed::Bottom(places) => {
            let top = matches!(rule.listed, Listed::Top(_));
            for members in rank::groups(w, rule.within) {
                let placed = placed(w, members, top);
                let (some, undecided) = bottom(&placed, *places, rule.ties);
                inside.extend(some);
                open.extend(undecided);
            }
        }
    }
    inside.retain(|i| fits(*i));
    open.retain(|i| fits(*i));
    (inside, open)
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
        };
        let grade = w.rows[i].grade.map_or_else(String::new, |g| w.grades[usize::from(g)].to_string());
        let inputs = vec![("list", rule.name.clone()), ("count", count), ("grade", grade)];
        because.add(Some(clause), Phase::Lists, words, inputs, &rule.name);
    }
}
