//! Phase 5: grades by place, and grades that only so many can have.

use std::{cmp::Ordering, collections::HashSet};

use super::{
    events::{bottom, top},
    grade::{grade_at, has_grade},
    indicators,
    lists::chosen,
    rank::{self, Placed},
};
use crate::{
    exact::Exact,
    explain::Because,
    facts::EventKind,
    judge::Working,
    rules::{BottomTies, GradeByRank, GradeQuota, Phase, Seats, TieBreaker},
};

/// What a clause did to one subject's grade, kept for the derivation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seated {
    pub i: u32,
    pub clause: u32,
    /// The place that was looked at.
    pub place: u32,
    /// How many places there are.
    pub seats: u32,
    pub inside: bool,
    /// The grade that it had then.
    pub grade: Option<u16>,
}

/// Grades from the top, each with its places after those of the one before; behind the one that takes the rest, from
/// the bottom. Who has a grade keeps it, so that the better one counts where there are few.
pub(crate) fn by_rank(w: &mut Working<'_>) {
    let Some((clause, rule)) = w.version.rules::<GradeByRank>().next() else { return };
    let rest = rule.grades.iter().position(|(_, seats)| *seats == Seats::Rest).unwrap_or(rule.grades.len());
    let (above, below) = rule.grades.split_at(rest);
    for members in rank::groups(w, rule.within) {
        let placed = rank::placed(w, members);
        let mut bench = Bench { clause, placed: &placed, ties: rule.ties, taken: HashSet::new(), from_top: true };
        bench.grades(w, above.iter());
        bench.from_top = false;
        bench.grades(w, below.iter().skip(1).rev());
        bench.from_top = true;
        bench.grades(w, below.iter().take(1));
    }
}

/// The places of one clause in one group.
struct Bench<'p> {
    clause: usize,
    placed: &'p [Placed],
    ties: BottomTies,
    taken: HashSet<u32>,
    /// Places are counted from the top; otherwise from the bottom.
    from_top: bool,
}

impl Bench<'_> {
    fn grades<'g>(&mut self, w: &mut Working<'_>, grades: impl Iterator<Item = &'g (String, Seats)>) {
        let mut reached = 0_u32;
        for (name, seats) in grades {
            let Some(grade) = grade_at(w, name) else { continue };
            reached = reached.saturating_add(seats.of(self.placed.len()));
            seat(w, self, reached, |w, i| {
                let row = &mut w.rows[i as usize];
                row.grade = row.grade.or(Some(grade));
            });
        }
    }
}

/// Gives the grade to the first so many, and to whom a meeting chose among those on the line.
fn seat(w: &mut Working<'_>, bench: &mut Bench<'_>, seats: u32, give: impl Fn(&mut Working<'_>, u32)) {
    let clause = bench.clause;
    let of = if bench.from_top { top } else { bottom };
    let (mut inside, open) = of(bench.placed, seats, bench.ties);
    let free = seats.saturating_sub(inside.len() as u32);
    inside.extend(meeting(w, clause, &open, free));
    let inside: HashSet<u32> = inside.into_iter().collect();
    for (i, place, _) in bench.placed.iter().filter(|(i, ..)| inside.contains(i)) {
        if bench.taken.insert(*i) {
            give(w, *i);
            let grade = w.rows[*i as usize].grade;
            w.seated.push(Seated { i: *i, clause: clause as u32, place: *place, seats, inside: true, grade });
        }
    }
}

/// Whom a meeting took out of a tie for so many places; what it still has to decide, or decided too much, is said.
pub(crate) fn meeting(w: &mut Working<'_>, clause: usize, open: &[u32], free: u32) -> Vec<u32> {
    let (chosen, left): (Vec<u32>, Vec<u32>) = open.iter().partition(|i| chosen(w, clause, **i as usize));
    let flag = match (chosen.len() as u32).cmp(&free) {
        Ordering::Less => Some(("meeting-decides", &left)),
        Ordering::Greater => Some(("choice-over-places", &chosen)),
        Ordering::Equal => None,
    };
    if let Some((code, about)) = flag {
        for i in about {
            let key = Some(w.facts.subjects[*i as usize].key);
            if !w.flags.iter().any(|f| f.code == code && f.clause == Some(clause) && f.key == key) {
                w.flag(code, Some(clause), Some(*i as usize), vec![("free", free.to_string())]);
            }
        }
    }
    w.choices.extend(&chosen);
    chosen
}

/// Grades that only so many can have, clause by clause.
pub(crate) fn run(w: &mut Working<'_>) {
    let rules: Vec<(usize, &GradeQuota)> = w.version.rules::<GradeQuota>().collect();
    for (clause, rule) in rules {
        let Some(grade) = grade_at(w, &rule.grade) else { continue };
        let otherwise = rule.otherwise.as_ref().and_then(|name| grade_at(w, name));
        let indicators: Vec<String> = rule.tie_breakers.iter().filter_map(named).collect();
        let points = if indicators.is_empty() { Vec::new() } else { indicators::keys(w, &indicators) };
        for mut members in rank::groups(w, rule.within) {
            let seats = rule.seats.of(members.len());
            members.retain(|i| {
                let row = &w.rows[*i as usize];
                (rule.of.is_empty() || has_grade(w, *i as usize, &rule.of))
                    && rule.at_least.is_none_or(|least| row.score.is_some_and(|score| score >= least))
            });
            let keys: Vec<Vec<Exact>> = members.iter().map(|i| key(w, rule, &points, *i as usize)).collect();
            let placed = placed(w, &members, &keys);
            let mut bench = Bench { clause, placed: &placed, ties: rule.ties, taken: HashSet::new(), from_top: true };
            seat(w, &mut bench, seats, |w, i| w.rows[i as usize].grade = Some(grade));
            for (i, place, _) in placed.iter().copied().filter(|(i, ..)| !bench.taken.contains(i)) {
                let row = &mut w.rows[i as usize];
                row.grade = otherwise.or(row.grade);
                let grade = row.grade;
                w.seated.push(Seated { i, clause: clause as u32, place, seats, inside: false, grade });
            }
        }
    }
}

fn named(breaker: &TieBreaker) -> Option<String> {
    match breaker {
        TieBreaker::Indicator(name) => Some(name.clone()),
        TieBreaker::FewerFindings | TieBreaker::MoreDays | TieBreaker::MoreWeight => None,
    }
}

/// What decides between equal scores, larger is better.
fn key(w: &Working<'_>, rule: &GradeQuota, points: &[Vec<Exact>], i: usize) -> Vec<Exact> {
    let mut by_indicator = points.get(i).into_iter().flatten().copied();
    let value = |breaker: &TieBreaker| match breaker {
        TieBreaker::Indicator(_) => by_indicator.next().unwrap_or(Exact::ZERO),
        TieBreaker::FewerFindings => {
            let findings = w.facts.events_of(i).iter().filter(|e| e.kind == EventKind::Finding).count();
            Exact::whole(-(findings as i64))
        }
        TieBreaker::MoreDays => Exact::whole(i64::from(w.rows[i].days)),
        TieBreaker::MoreWeight => Exact::scaled(w.facts.subjects[i].weight.unwrap_or(0)),
    };
    rule.tie_breakers.iter().map(value).collect()
}

/// The candidates, the best first, by rank and then by the tie-breakers.
fn placed(w: &Working<'_>, members: &[u32], keys: &[Vec<Exact>]) -> Vec<Placed> {
    let order = |a: &usize, b: &usize| -> Ordering {
        rank::order(w, members[*a], members[*b]).then_with(|| keys[*b].cmp(&keys[*a]))
    };
    let mut at: Vec<usize> = (0..members.len()).collect();
    at.sort_by(|a, b| order(a, b).then(a.cmp(b)));
    let mut place = 1;
    let mut out = Vec::with_capacity(members.len());
    for run in at.chunk_by(|a, b| order(a, b) == Ordering::Equal) {
        let size = run.len() as u32;
        out.extend(run.iter().map(|at| (members[*at], place, size)));
        place += size;
    }
    out
}

/// Grades by place come before a veto, quotas after it.
pub(crate) fn reasons(w: &Working<'_>, i: usize, because: &mut Because<'_>, by_rank: bool) {
    let ranked = w.version.rules::<GradeByRank>().next().map(|(clause, _)| clause as u32);
    for seated in w.seated.iter().filter(|s| s.i as usize == i && (Some(s.clause) == ranked) == by_rank) {
        let clause = seated.clause as usize;
        let grade = seated.grade.map_or_else(String::new, |g| w.grades[usize::from(g)].to_string());
        let mut inputs = vec![("place", seated.place.to_string()), ("grade", grade.clone())];
        let words = if by_rank {
            "grade-by-rank"
        } else {
            let quota = w.version.rules::<GradeQuota>().find(|(at, _)| *at == clause);
            inputs.push(("seats", seated.seats.to_string()));
            inputs.push(("wanted", quota.map_or_else(String::new, |(_, rule)| rule.grade.clone())));
            if seated.inside { "quota-inside" } else { "quota-outside" }
        };
        because.add(Some(clause), Phase::Grade, words, inputs, &grade);
    }
}
