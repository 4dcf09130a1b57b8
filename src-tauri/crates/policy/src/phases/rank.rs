//! Phase 4: places. Equal ones share the better place and the next place is as far down as there are people above it.

use std::cmp::{Ordering, Reverse};

use domain::Score;

use super::{indicators, votes};
use crate::{
    explain::Because,
    facts::NameId,
    judge::Working,
    rules::{Phase, Rank, VoteRanking, Within},
};

/// A subject, its place, and how many share it.
pub(crate) type Placed = (u32, u32, u32);

/// The ranked subjects of each group, in code order.
pub(crate) fn groups(w: &Working<'_>, within: Within) -> Vec<Vec<u32>> {
    let mut slots: Vec<Option<usize>> = vec![None; w.facts.names.len()];
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for (i, row) in w.rows.iter().enumerate() {
        if !row.judged() {
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

/// Which of two comes first: the score, then what the policy says decides.
pub(crate) fn order(w: &Working<'_>, a: u32, b: u32) -> Ordering {
    let score = |i: u32| w.rows[i as usize].score.unwrap_or(i64::MIN);
    let key = |i: u32| w.keys.get(i as usize);
    score(b).cmp(&score(a)).then_with(|| key(b).cmp(&key(a)))
}

/// The members, the best first, each with its place and how many share it.
pub(crate) fn placed(w: &Working<'_>, mut members: Vec<u32>) -> Vec<Placed> {
    if w.keys.is_empty() {
        return placed_by_score(w, &members);
    }
    members.sort_by(|a, b| order(w, *a, *b).then(a.cmp(b)));
    with_places(&members, |a, b| order(w, *a, *b) == Ordering::Equal, |i| *i)
}

/// The same where only the score decides, which is nearly everywhere: it lies beside the member while they are sorted.
fn placed_by_score(w: &Working<'_>, members: &[u32]) -> Vec<Placed> {
    let scored = |i: &u32| (Reverse(w.rows[*i as usize].score), *i);
    let mut scored: Vec<(Reverse<Option<i64>>, u32)> = members.iter().map(scored).collect();
    scored.sort_unstable();
    with_places(&scored, |a, b| a.0 == b.0, |(_, i)| *i)
}

fn with_places<T>(sorted: &[T], equal: impl Fn(&T, &T) -> bool, who: impl Fn(&T) -> u32) -> Vec<Placed> {
    let mut place = 1;
    let mut out = Vec::with_capacity(sorted.len());
    for run in sorted.chunk_by(equal) {
        let size = run.len() as u32;
        out.extend(run.iter().map(|one| (who(one), place, size)));
        place += size;
    }
    out
}

/// Among whom the policy counts places.
pub(crate) fn within(w: &Working<'_>) -> Within {
    w.version.rules::<Rank>().next().map_or(Within::Group, |(_, rule)| rule.within)
}

pub(crate) fn run(w: &mut Working<'_>) {
    let by_votes = w.version.rules::<VoteRanking>().next().map(|(_, rule)| rule);
    let then = w.version.rules::<Rank>().next().map_or(&[][..], |(_, rule)| &rule.then);
    if let Some(rule) = by_votes {
        w.keys = (0..w.rows.len()).map(|i| votes::key(w, rule, i)).collect();
        for i in 0..w.rows.len() {
            w.rows[i].voted = w.rows[i].assessed() && !w.keys[i].is_empty();
        }
    } else if !then.is_empty() {
        w.keys = indicators::keys(w, then);
    }
    for members in groups(w, within(w)) {
        let field = members.len() as u32;
        for (i, place, tied) in placed(w, members) {
            let row = &mut w.rows[i as usize];
            (row.rank, row.tied, row.field) = (place, tied, field);
        }
    }
}

pub(crate) fn reasons(w: &Working<'_>, i: usize, because: &mut Because<'_>) {
    let row = &w.rows[i];
    if row.rank == 0 {
        return;
    }
    if let Some((clause, rule)) = w.version.rules::<VoteRanking>().next() {
        let votes = votes::text(w, &rule.order, i);
        because.add(Some(clause), Phase::Rank, "votes-ranked", vec![("votes", votes.clone())], &votes);
    }
    let clause = w.version.rules::<Rank>().next().map(|(clause, _)| clause);
    let group = if within(w) == Within::All { String::new() } else { w.group(i).to_string() };
    let mut inputs = vec![
        ("score", row.score.map_or_else(|| "—".into(), |score| Score(score).to_string())),
        ("rank", row.rank.to_string()),
        ("of", row.field.to_string()),
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
