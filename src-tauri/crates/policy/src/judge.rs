//! `judge`: policy version, carry and the facts of one period in; outcomes and what later periods need out.

use std::{collections::HashSet, rc::Rc, sync::Arc};

use domain::{Date, Money, Score, State};

use crate::{
    exact::Exact,
    facts::{DecisionKind, EventKind, Facts, NameId},
    model::{Policy, Version},
    outcome::{Effect, Flag, Goods, Judged, MeasureStatus, Name, OnLadder, Outcome},
    phases::{
        combine, grade, indicators, ladder, less, lists, quota, rank, redeem, rescore, reward, subjects, unused, year,
    },
    rules::Rule,
    trace::{Carry, NO_DAYS, NO_SCORE, PeriodTrace, TraceEvent, TraceKind, TraceMeasure},
};

/// The working table of one period: what each phase found out, by subject.
pub(crate) struct Working<'a> {
    pub policy: &'a Policy,
    pub version: &'a Version,
    pub carry: &'a Carry,
    pub facts: &'a Facts,
    /// The grades, the best first.
    pub grades: Vec<Name>,
    pub rows: Vec<Row>,
    /// How the facts' texts relate to the score sheet.
    pub layout: Rc<indicators::Layout<'a>>,
    /// The inspections that count, by subject.
    pub sheets: Vec<indicators::Sheet>,
    pub awards: Vec<reward::Award>,
    /// What decides between equal scores, the most important first; empty where only the score does. By subject.
    pub keys: Vec<Vec<Exact>>,
    /// Whom a meeting's choice was used for.
    pub choices: HashSet<u32>,
    /// What quotas did, for the derivation.
    pub seated: Vec<quota::Seated>,
    pub flags: Vec<Flag>,
}

/// One subject's line in the working table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub state: Option<State>,
    pub days: u32,
    pub status: MeasureStatus,
    pub decided: bool,
    pub done: Option<Date>,
    pub sheets: (u32, u32),
    pub has_bonus: bool,
    /// It is ranked by votes and needs no score.
    pub voted: bool,
    /// Hundredths.
    pub score: Option<i64>,
    pub rank: u32,
    /// How many share the place.
    pub tied: u32,
    /// Among how many.
    pub field: u32,
    pub grade: Option<u16>,
    /// The clause of the veto that decided the grade.
    pub vetoed: Option<u32>,
    pub awards: (u32, u32),
    pub reward: Option<i64>,
    pub deduction: i64,
    /// Points earned, ten-thousandths.
    pub points: i64,
    /// Points given for goods.
    pub spent: i64,
    pub redeemed: Vec<Goods>,
    pub ladders: Vec<OnLadder>,
    pub lists: Vec<Name>,
    pub provisional: bool,
}

impl Row {
    pub fn assessed(&self) -> bool {
        self.state == Some(State::Assessed)
    }

    /// Takes a step, with what it does to the reward.
    pub fn climb(&mut self, on: OnLadder) {
        if self.reward.is_some() && on.status.stands() && on.effects.contains(&Effect::NoReward) {
            self.reward = Some(0);
        }
        self.ladders.push(on);
    }

    /// Judged at all: there is something that places, grades and rewards can rest on.
    pub fn judged(&self) -> bool {
        self.assessed() && (self.score.is_some() || self.voted)
    }
}

impl<'a> Working<'a> {
    /// The period's first day.
    pub fn first_day(&self) -> Date {
        self.facts.month.plus(1 - self.policy.period.months()).first_day()
    }

    /// Notes something that somebody must look at.
    pub fn flag(
        &mut self,
        code: &'static str,
        clause: Option<usize>,
        at: Option<usize>,
        args: Vec<(&'static str, String)>,
    ) {
        let key = at.map(|i| self.facts.subjects[i].key);
        self.flags.push(Flag { code, clause, key, args });
    }

    /// The ranking group of a subject.
    pub fn group(&self, i: usize) -> &'a Name {
        self.facts.name(self.facts.subjects[i].group)
    }

    /// Which of the facts' texts are among `wanted`; nothing wanted means all.
    pub fn name_mask(&self, wanted: &[String]) -> Vec<bool> {
        self.facts.names.iter().map(|name| wanted.is_empty() || wanted.iter().any(|w| **w == **name)).collect()
    }

    /// The group of a subject is marked in a mask made by [`Working::name_mask`].
    pub fn in_mask(&self, mask: &[bool], i: usize) -> bool {
        mask[usize::from(self.facts.subjects[i].group.0)]
    }
}

/// Fills the table, phase after phase.
pub(crate) fn work<'a>(policy: &'a Policy, version: usize, carry: &'a Carry, facts: &'a Facts) -> Working<'a> {
    let mut w = table(policy, version, carry, facts);
    score(&mut w);
    rank::run(&mut w);
    grade::run(&mut w);
    reward::run(&mut w);
    ladder::run(&mut w);
    year::run(&mut w);
    less::run(&mut w);
    redeem::run(&mut w);
    lists::run(&mut w);
    unused::run(&mut w);
    w
}

/// The scores and nothing that rests on them.
pub(crate) fn scores(policy: &Policy, version: usize, carry: &Carry, facts: &Facts) -> Vec<Option<Score>> {
    let mut w = table(policy, version, carry, facts);
    score(&mut w);
    w.rows.iter().map(|row| row.score.map(Score)).collect()
}

fn score(w: &mut Working<'_>) {
    subjects::run(w);
    indicators::run(w);
    rescore::run(w);
    combine::run(w);
}

/// The table before anything is known.
fn table<'a>(policy: &'a Policy, version: usize, carry: &'a Carry, facts: &'a Facts) -> Working<'a> {
    let version = &policy.versions[version];
    Working {
        policy,
        version,
        carry,
        facts,
        grades: version.grade_names().into_iter().map(Arc::from).collect(),
        layout: Rc::new(indicators::Layout::of(version, facts)),
        rows: vec![Row::default(); facts.subjects.len()],
        sheets: Vec::new(),
        awards: Vec::new(),
        keys: Vec::new(),
        choices: HashSet::new(),
        seated: Vec::new(),
        flags: Vec::new(),
    }
}

/// Judges one period by the version at the given position of the policy.
pub fn judge(policy: &Policy, version: usize, carry: &Carry, facts: &Facts) -> Judged {
    finish(work(policy, version, carry, facts))
}

/// The table as outcomes.
pub(crate) fn finish(w: Working<'_>) -> Judged {
    let trace = trace(&w);
    let (mut sum, mut count) = (0_i64, 0_u32);
    let mut outcomes = Vec::with_capacity(w.rows.len());
    let (facts, grades) = (w.facts, w.grades);
    for ((row, subject), i) in w.rows.into_iter().zip(&facts.subjects).zip(0..) {
        if let Some(score) = row.score {
            sum += score;
            count += 1;
        }
        let awards = &w.awards[row.awards.0 as usize..row.awards.1 as usize];
        let pays = row.reward.is_some_and(|_| !reward::is_taken(&row.ladders));
        debug_assert_eq!(facts.subjects[i].key, subject.key);
        outcomes.push(Outcome {
            key: subject.key,
            state: row.state.unwrap_or(State::Uninspected),
            group: facts.name(subject.group).clone(),
            score: row.score.map(Score),
            rank: (row.rank > 0).then_some(row.rank),
            grade: row.grade.map(|g| grades[usize::from(g)].clone()),
            reward: row.reward.map(Money),
            goods: if pays { [reward::goods(w.version, awards), row.redeemed].concat() } else { row.redeemed },
            points: row.points - row.spent,
            deduction: Money(row.deduction),
            ladders: row.ladders,
            lists: row.lists,
            provisional: row.provisional,
        });
    }
    let mean = (count > 0).then(|| Score(Exact::new(i128::from(sum), i128::from(count)).round_half_up(1)));
    Judged { month: facts.month, outcomes, flags: w.flags, mean, count, trace }
}

/// What later periods need.
fn trace(w: &Working<'_>) -> PeriodTrace {
    let facts = w.facts;
    let mut t = PeriodTrace::new(facts.month, w.policy.id.as_str().into(), w.version.from);
    t.names.clone_from(&facts.names);
    let grades: Vec<u16> = w.grades.iter().map(|grade| t.intern(grade)).collect();
    t.keys = facts.subjects.iter().map(|s| s.key).collect();
    t.groups = facts.subjects.iter().map(|s| s.group.0).collect();
    if facts.subjects.iter().any(|s| s.grid != NameId::NONE) {
        t.grids = facts.subjects.iter().map(|s| s.grid.0).collect();
    }
    let days = |days: u32| if days == 0 { NO_DAYS } else { u16::try_from(days).unwrap_or(NO_DAYS - 1) };
    t.days = facts.subjects.iter().map(|s| s.days.map_or(0, days)).collect();
    t.states = w.rows.iter().map(|r| r.state.unwrap_or(State::Uninspected)).collect();
    t.scores = w.rows.iter().map(|r| r.score.unwrap_or(NO_SCORE)).collect();
    t.ranks = w.rows.iter().map(|r| r.rank).collect();
    t.grades = w.rows.iter().map(|r| r.grade.map_or(0, |g| grades[usize::from(g)])).collect();
    t.rewards = w.rows.iter().map(|r| r.reward.unwrap_or(NO_SCORE)).collect();
    let first = w.first_day();
    for (i, row) in w.rows.iter().enumerate() {
        for event in facts.events_of(i) {
            let kind = match event.kind {
                EventKind::Finding => TraceKind::Finding,
                EventKind::Veto => TraceKind::Veto,
                EventKind::Overdue if event.is_before(first) => TraceKind::OverdueBefore,
                EventKind::Overdue => TraceKind::Overdue,
                EventKind::ExternalPlace => TraceKind::ExternalPlace,
                EventKind::Recheck => TraceKind::Recheck,
                EventKind::Decision(DecisionKind::Choose) => TraceKind::Chosen,
                EventKind::Score
                | EventKind::External
                | EventKind::Vote
                | EventKind::Base
                | EventKind::Weight
                | EventKind::Redeem
                | EventKind::Decision(_) => continue,
            };
            let NameId(item) = event.item;
            let NameId(source) = event.source;
            t.events.push(TraceEvent { at: i as u32, kind, item, source, value: event.value });
        }
        for award in &w.awards[row.awards.0 as usize..row.awards.1 as usize] {
            let clause = &w.version.clauses[award.clause as usize];
            if matches!(clause.rule, Some(Rule::RewardStreak(_))) {
                let item = t.intern(&clause.article.as_str().into());
                t.events.push(TraceEvent {
                    at: i as u32,
                    kind: TraceKind::Streak,
                    item,
                    source: 0,
                    value: award.amount,
                });
            }
        }
        if row.points != row.spent {
            let (at, value) = (i as u32, row.points - row.spent);
            t.events.push(TraceEvent { at, kind: TraceKind::Points, item: 0, source: 0, value });
        }
        if row.ladders.iter().any(|l| l.status.stands() && l.effects.contains(&Effect::NoHonours)) {
            t.events.push(TraceEvent { at: i as u32, kind: TraceKind::NoHonours, item: 0, source: 0, value: 0 });
        }
        let on = row.ladders.iter().filter(|l| l.step.is_some() || l.reminder);
        let mut any = false;
        for ladder in on {
            any = true;
            let names = ladder.measures.iter().map(|m| t.intern(m)).collect();
            let step = ladder.step.unwrap_or(0);
            t.measures.push(TraceMeasure { at: i as u32, status: row.status, done: row.done, step, names });
        }
        if row.decided && !any {
            t.measures.push(TraceMeasure {
                at: i as u32,
                status: row.status,
                done: row.done,
                step: 0,
                names: Vec::new(),
            });
        }
    }
    t
}
