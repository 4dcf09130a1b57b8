//! Votes: as points in the score, or counted instead of a score.

use crate::{
    exact::Exact,
    facts::EventKind,
    judge::Working,
    rules::{VoteBy, VotePoints, VoteRanking, figure},
};

/// The votes of an option.
pub(crate) fn count(w: &Working<'_>, i: usize, option: &str) -> i64 {
    let of_option = |e: &&crate::facts::Event| e.kind == EventKind::Vote && **w.facts.name(e.item) == *option;
    w.facts.events_of(i).iter().filter(of_option).map(|e| e.value).sum()
}

/// What votes are compared by, the first option first; empty without any vote.
pub(crate) fn key(w: &Working<'_>, rule: &VoteRanking, i: usize) -> Vec<Exact> {
    let counts: Vec<i64> = rule.order.iter().map(|option| count(w, i, option)).collect();
    let sum: i64 = counts.iter().sum();
    if sum <= 0 {
        return Vec::new();
    }
    let worst = counts.len() - 1;
    let value = |(at, votes): (usize, i64)| {
        let exact = match rule.by {
            VoteBy::Counts => Exact::scaled(votes),
            VoteBy::Shares => Exact::new(i128::from(votes), i128::from(sum)),
        };
        // Of the last option fewer are better.
        if at == worst { Exact::ZERO.minus(exact) } else { exact }
    };
    counts.into_iter().enumerate().map(value).collect()
}

/// The mean of the votes' points; `None` without any vote.
pub(crate) fn points(w: &Working<'_>, rule: &VotePoints, i: usize) -> Option<Exact> {
    let (mut votes, mut sum) = (Exact::ZERO, Exact::ZERO);
    for (option, points) in &rule.options {
        let count = Exact::scaled(count(w, i, option));
        votes = votes.plus(count);
        sum = sum.plus(count.times(Exact::scaled(*points)));
    }
    (votes > Exact::ZERO).then(|| sum.over(votes))
}

/// The votes in neutral words: `优 12 · 良 5`.
pub(crate) fn text(w: &Working<'_>, options: &[String], i: usize) -> String {
    options.iter().map(|o| format!("{o} {}", figure(count(w, i, o), 4))).collect::<Vec<_>>().join(" · ")
}
