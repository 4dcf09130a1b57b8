//! Phase 6: climbing against the last assessed period, and good periods running.

use domain::State;

use super::fold::Result;
use crate::{
    judge::Working,
    rules::{AfterStreak, ClimbBy, RewardProgress, RewardStreak, Skipped},
    trace::{NO_SCORE, PeriodTrace, TraceKind},
};

/// Where a subject was in the last assessed period, if that was in the same group, and how far it climbed: places, or
/// hundredths of a point.
pub(crate) fn climbed(w: &Working<'_>, by: ClimbBy, i: usize) -> Option<(i64, i64)> {
    let row = &w.rows[i];
    let key = w.facts.subjects[i].key;
    let has = |period: &PeriodTrace, at: usize| match by {
        ClimbBy::Places => period.ranks[at] > 0,
        ClimbBy::Score => period.scores[at] != NO_SCORE,
    };
    let last = w.carry.periods().iter().rev().filter(|p| p.month < w.facts.month).find_map(|period| {
        let at = period.position(key, i)?;
        (period.states[at] == State::Assessed && has(period, at)).then_some((period, at))
    });
    let (period, at) = last?;
    let same_group = *period.names[usize::from(period.groups[at])] == **w.group(i);
    let (before, up) = match by {
        ClimbBy::Places => {
            let before = i64::from(period.ranks[at]);
            (before, before - i64::from(Some(row.rank).filter(|rank| *rank > 0)?))
        }
        ClimbBy::Score => (period.scores[at], row.score? - period.scores[at]),
    };
    (same_group && up > 0).then_some((before, up))
}

/// Which step of a reward for climbing is reached.
pub(crate) fn progress(w: &Working<'_>, rule: &RewardProgress, i: usize) -> Option<u16> {
    let (_, up) = climbed(w, rule.by, i)?;
    rule.steps.iter().rposition(|(least, _)| *least <= up).map(|at| at as u16)
}

/// The good periods running that count towards the reward, this one included.
pub(crate) fn running(w: &Working<'_>, rule: &RewardStreak, article: &str, i: usize) -> u32 {
    let row = &w.rows[i];
    let grade = row.grade.map(|g| &*w.grades[usize::from(g)]);
    let good = Result { score: row.score, rank: row.rank, grade }.reaches(&rule.at_least, &w.grades);
    if !row.judged() || !good {
        return 0;
    }
    let key = w.facts.subjects[i].key;
    let mut run = 1;
    for period in w.carry.periods().iter().rev().filter(|p| p.month < w.facts.month) {
        let at = period.position(key, i).filter(|at| period.states[*at] == State::Assessed);
        let Some(at) = at else {
            if rule.skipped == Skipped::Break {
                break;
            }
            continue;
        };
        if !was_good(w, rule, period, at) || rule.then == AfterStreak::Restart && was_given(period, at, article) {
            break;
        }
        run += 1;
    }
    run
}

fn was_good(w: &Working<'_>, rule: &RewardStreak, period: &PeriodTrace, at: usize) -> bool {
    let score = Some(period.scores[at]).filter(|score| *score != NO_SCORE);
    let grade = Some(period.grades[at]).filter(|g| *g != 0).map(|g| &*period.names[usize::from(g)]);
    Result { score, rank: period.ranks[at], grade }.reaches(&rule.at_least, &w.grades)
}

/// Whether the reward of this article was given in a period.
fn was_given(period: &PeriodTrace, at: usize, article: &str) -> bool {
    period
        .events
        .iter()
        .any(|e| e.at as usize == at && e.kind == TraceKind::Streak && *period.names[usize::from(e.item)] == *article)
}
