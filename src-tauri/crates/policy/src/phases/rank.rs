//! Phase 4: places. Equal ones share the better place and the next place is as far down as there are people above it.

use std::{cmp::Ordering, collections::BTreeMap};

use domain::Score;

use super::indicators::{Layout, mean_points};
use crate::{
    exact::Exact,
    explain::Because,
    facts::NameId,
    judge::Working,
    rules::{Phase, Rank, Within},
};

/// The ranked subjects of each group, in code order.
pub(crate) fn groups(w: &Working<'_>, within: Within) -> Vec<Vec<u32>> {
    let mut slots: Vec<Option<usize>> = vec![None; w.facts.names.len()];
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for (i, row) in w.rows.iter().enumerate() {
        if row.score.is_none() {
            continue;
        }
        let NameId(group) = if within == Within::All { NameId::NONE } else { w.facts.subjects[i].group };
        let slot = *slots[usize::from(group)].get_or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[slot].push(i as u32);
    }
    groups
}

pub(crate) fn run(w: &mut Working<'_>) {
    let rule = w.version.rules::<Rank>().next().map(|(_, rule)| rule);
    let within = rule.map_or(Within::Group, |r| r.within);
    let then = rule.map_or(&[][..], |r| &r.then);
    let layout = (!then.is_empty()).then(|| Layout::of(w));
    for mut members in groups(w, within) {
        let score = |i: u32| w.rows[i as usize].score.unwrap_or(i64::MIN);
        let mut keys: BTreeMap<u32, Vec<Exact>> = BTreeMap::new();
        if let Some(layout) = &layout {
            members.sort_by_key(|i| -score(*i));
            for run in members.chunk_by(|a, b| score(*a) == score(*b)).filter(|run| run.len() > 1) {
                for i in run {
                    keys.insert(*i, then.iter().map(|item| mean_points(w, layout, *i as usize, item)).collect());
                }
            }
        }
        let order = |a: &u32, b: &u32| -> Ordering {
            score(*b).cmp(&score(*a)).then_with(|| keys.get(b).cmp(&keys.get(a)))
        };
        members.sort_by(|a, b| order(a, b).then(a.cmp(b)));
        let mut place = 1;
        let mut placed = Vec::with_capacity(members.len());
        for run in members.chunk_by(|a, b| order(a, b) == Ordering::Equal) {
            let size = run.len() as u32;
            placed.extend(run.iter().map(|i| (*i, place, size)));
            place += size;
        }
        for (i, place, size) in placed {
            w.rows[i as usize].rank = place;
            w.rows[i as usize].tied = size;
        }
    }
}

/// How many are ranked with this subject.
pub(crate) fn field(w: &Working<'_>, i: usize) -> usize {
    let within = w.version.rules::<Rank>().next().map_or(Within::Group, |(_, r)| r.within);
    let group = w.facts.subjects[i].group;
    let with = |j: usize| within == Within::All || w.facts.subjects[j].group == group;
    (0..w.rows.len()).filter(|j| w.rows[*j].score.is_some() && with(*j)).count()
}

pub(crate) fn reasons(w: &Working<'_>, i: usize, because: &mut Because<'_>) {
    let row = &w.rows[i];
    let Some(score) = row.score.filter(|_| row.rank > 0) else { return };
    let clause = w.version.rules::<Rank>().next().map(|(clause, _)| clause);
    let within = w.version.rules::<Rank>().next().map_or(Within::Group, |(_, r)| r.within);
    let group = if within == Within::All { String::new() } else { w.group(i).to_string() };
    let mut inputs = vec![
        ("score", Score(score).to_string()),
        ("rank", row.rank.to_string()),
        ("of", field(w, i).to_string()),
        ("group", group.clone()),
    ];
    let words = match (row.tied > 1, group.is_empty()) {
        (true, true) => "rank-tied",
        (true, false) => "rank-tied-in-group",
        (false, true) => "rank",
        (false, false) => "rank-in-group",
    };
    if row.tied > 1 {
        inputs.push(("tied", row.tied.to_string()));
    }
    because.add(clause, Phase::Rank, words, inputs, &row.rank.to_string());
}
