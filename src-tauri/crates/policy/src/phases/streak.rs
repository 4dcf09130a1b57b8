//! Phase 6: climbing against the last assessed period, and good periods running.

use domain::{Score, State};

use super::grade::grade_at;
use crate::{
    judge::Working,
    rules::{AfterStreak, RewardProgress, RewardStreak, Threshold},
    trace::{NO_SCORE, PeriodTrace, TraceKind},
};

/// How many places a subject climbed against the last assessed period, if that was in the same group.
pub(crate) fn climbed(w: &Working<'_>, i: usize) -> Option<(u32, u32)> {
    let row = &w.rows[i];
    let key = w.facts.subjects[i].key;
    let last = w.carry.periods().iter().rev().filter(|p| p.month < w.facts.month).find_map(|period| {
        let at = period.position(key, i)?;
        (period.states[at] == State::Assessed && period.ranks[at] > 0).then_some((period, at))
    });
    let (period, at) = last?;
    let same_group = *period.names[usize::from(period.groups[at])] == **w.group(i);
    let before = period.ranks[at];
    (same_group && row.rank > 0 && before > row.rank).then(|| (before, before - row.rank))
}

/// Which step of a reward for climbing is reached.
pub(crate) fn progress(w: &Working<'_>, rule: &RewardProgress, i: usize) -> Option<u16> {
    let (_, up) = climbed(w, i)?;
    rule.steps.iter().rposition(|(least, _)| *least <= up).map(|at| at as u16)
}

/// The good periods running that count towards the reward, this one included.
pub(crate) fn running(w: &Working<'_>, rule: &RewardStreak, article: &str, i: usize) -> u32 {
    let row = &w.rows[i];
    let good = match &rule.at_least {
        Threshold::Score(least) => row.score.is_some_and(|score| score >= *least),
        Threshold::Grade(name) => row.grade.zip(grade_at(w, name)).is_some_and(|(grade, least)| grade <= least),
    };
    if !row.judged() || !good {
        return 0;
    }
    let key = w.facts.subjects[i].key;
    let mut run = 1;
    for period in w.carry.periods().iter().rev().filter(|p| p.month < w.facts.month) {
        let Some(at) = period.position(key, i) else { continue };
        if period.states[at] != State::Assessed {
            continue;
        }
        if !was_good(w, rule, period, at) || rule.then == AfterStreak::Restart && was_given(period, at, article) {
            break;
        }
        run += 1;
    }
    run
}

fn was_good(w: &Working<'_>, rule: &RewardStreak, period: &PeriodTrace, at: usize) -> bool {
    match &rule.at_least {
        Threshold::Score(least) => period.scores[at] != NO_SCORE && Score(period.scores[at]) >= Score(*least),
        Threshold::Grade(name) => {
            let grade = &period.names[usize::from(period.grades[at])];
            grade_at(w, grade).zip(grade_at(w, name)).is_some_and(|(grade, least)| grade <= least)
        }
    }
}

/// Whether the reward of this article was given in a period.
fn was_given(period: &PeriodTrace, at: usize, article: &str) -> bool {
    period
        .events
        .iter()
        .any(|e| e.at as usize == at && e.kind == TraceKind::Streak && *period.names[usize::from(e.item)] == *article)
}
