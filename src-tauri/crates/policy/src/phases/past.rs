//! A closed period as one ladder sees it.

use std::{cell::OnceCell, collections::HashMap};

use domain::{Month, State};

use super::{
    events::bottom,
    fold::{Result, View, is_good, start_of},
    rank::Placed,
};
use crate::{
    facts::{PASSED, SCALE},
    outcome::{MeasureStatus, Name},
    rules::{Count, EventRule, Ladder, LadderStep, Reset, Within},
    trace::{NO_SCORE, PeriodTrace, TraceEvent, TraceKind, TraceMeasure},
};

/// How many events happened, and the first step that the highest finder asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Seen {
    pub events: u32,
    pub start: u32,
    /// Which steps' needs are met, by step from 0; steps beyond the 64th have none.
    pub met: u64,
}

impl Seen {
    pub fn add(&mut self, events: u32, start: u32) {
        self.events += events;
        self.start = self.start.max(start);
    }

    /// Notes a happening for the ladder's events, or for what a step needs.
    pub fn note(&mut self, purpose: Purpose, start: u32) {
        match purpose {
            Purpose::Event => self.add(1, start),
            Purpose::Need(step) => self.met |= 1 << step.min(63),
        }
    }
}

/// Why an event is looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Purpose {
    /// It counts.
    Event,
    /// The step at this position, from 0, needs it.
    Need(usize),
}

/// All that a ladder looks for.
pub(crate) fn looked_for(rule: &Ladder) -> impl Iterator<Item = (Purpose, &EventRule)> {
    let events = rule.events.iter().map(|event| (Purpose::Event, event));
    let steps = rule.steps.iter().enumerate();
    events.chain(steps.flat_map(|(step, s)| s.needs.iter().map(move |event| (Purpose::Need(step), event))))
}

pub(crate) struct Past<'a> {
    trace: &'a PeriodTrace,
    rule: &'a Ladder,
    grades: Vec<Name>,
    /// By position in the trace.
    seen: Vec<Seen>,
    index: OnceCell<HashMap<i64, u32>>,
    grids: OnceCell<HashMap<&'a str, Vec<u32>>>,
    /// By position: whether the last recheck was passed.
    passed: HashMap<u32, bool>,
}

impl<'a> Past<'a> {
    pub fn new(trace: &'a PeriodTrace, rule: &'a Ladder, article: &str, grades: &[Name], within: Within) -> Self {
        let mut seen = vec![Seen::default(); trace.keys.len()];
        for (purpose, event) in looked_for(rule) {
            let mut note = |at: u32, start: u32| {
                if let Some(seen) = seen.get_mut(at as usize) {
                    seen.note(purpose, start);
                }
            };
            match event {
                EventRule::Grade(names) => {
                    let ids: Vec<u16> = names.iter().filter_map(|n| trace.find(n)).collect();
                    for id in ids.into_iter().filter(|id| *id != 0) {
                        let hits = trace.grades.iter().enumerate().filter(|(_, g)| **g == id);
                        hits.for_each(|(at, _)| note(at as u32, 1));
                    }
                }
                EventRule::Below(limit) => {
                    let hits = trace.scores.iter().enumerate().filter(|(_, s)| **s != NO_SCORE && **s < *limit);
                    hits.for_each(|(at, _)| note(at as u32, 1));
                }
                EventRule::Finding(name) | EventRule::Veto(name) => {
                    let kind = match event {
                        EventRule::Finding(_) => TraceKind::Finding,
                        _ => TraceKind::Veto,
                    };
                    let is_it = |item: u16| name.as_ref().is_none_or(|n| **n == *trace.names[usize::from(item)]);
                    for e in trace.events.iter().filter(|e| e.kind == kind && is_it(e.item)) {
                        note(e.at, start_of(rule, &trace.names[usize::from(e.source)]));
                    }
                }
                EventRule::Overdue(count) => {
                    let mut sums: HashMap<u32, i64> = HashMap::new();
                    let past = |kind| matches!(kind, TraceKind::Overdue | TraceKind::OverdueBefore);
                    for e in trace.events.iter().filter(|e| past(e.kind)) {
                        *sums.entry(e.at).or_default() += e.value;
                    }
                    let enough = i64::from(*count) * SCALE;
                    sums.iter().filter(|(_, sum)| **sum >= enough).for_each(|(at, _)| note(*at, 1));
                }
                EventRule::ExternalPlace { level, places } => {
                    let most = i64::from(*places) * SCALE;
                    let there = |e: &&TraceEvent| {
                        e.kind == TraceKind::ExternalPlace
                            && e.value <= most
                            && *trace.names[usize::from(e.source)] == **level
                    };
                    trace.events.iter().filter(there).for_each(|e| note(e.at, 1));
                }
                EventRule::Measure(name) => {
                    let asked = |m: &&TraceMeasure| {
                        m.status.stands() && m.names.iter().any(|id| *trace.names[usize::from(*id)] == **name)
                    };
                    trace.measures.iter().filter(asked).for_each(|m| note(m.at, 1));
                }
                EventRule::Bottom { places, ties } => {
                    for placed in placed(trace, within) {
                        let (inside, open) = bottom(&placed, *places, *ties);
                        let taken = |at: &u32| was_chosen(trace, *at, article);
                        inside.into_iter().chain(open.into_iter().filter(taken)).for_each(|at| note(at, 1));
                    }
                }
                // It is taken in with what was held before it.
                EventRule::RecheckFailed => {}
            }
        }
        let mut passed = HashMap::new();
        if rule.count == Count::UntilRecheck {
            let rechecks = trace.events.iter().filter(|e| e.kind == TraceKind::Recheck);
            passed.extend(rechecks.map(|e| (e.at, *trace.names[usize::from(e.item)] == *PASSED)));
        }
        let (index, grids) = Default::default();
        Self { trace, rule, grades: grades.to_vec(), seen, index, grids, passed }
    }

    /// The grids that something happened in.
    pub fn touched_grids(&self) -> impl Iterator<Item = &str> {
        self.happened().map(|at| &**self.trace.grid(at)).filter(|grid| !grid.is_empty())
    }

    /// The positions and keys that something happened to.
    pub fn touched(&self) -> impl Iterator<Item = (usize, i64)> {
        self.happened().map(|at| (at, self.trace.keys[at]))
    }

    fn happened(&self) -> impl Iterator<Item = usize> {
        self.seen.iter().enumerate().filter(|(_, seen)| seen.events > 0).map(|(at, _)| at)
    }

    /// What the period holds for a subject; `hint` is where it stands now.
    pub fn view(&self, key: i64, hint: usize) -> Option<View> {
        let trace = self.trace;
        let at = if trace.keys.get(hint) == Some(&key) {
            hint
        } else {
            let index = self.index.get_or_init(|| trace.keys.iter().copied().zip(0..).collect());
            *index.get(&key)? as usize
        };
        Some(self.view_at(at))
    }

    /// What the period holds for a grid: the events of all who were in charge of it.
    pub fn view_of_grid(&self, grid: &str) -> Option<View> {
        let grids = self.grids.get_or_init(|| {
            let mut grids: HashMap<&str, Vec<u32>> = HashMap::new();
            (0..self.trace.grids.len()).for_each(|at| grids.entry(self.trace.grid(at)).or_default().push(at as u32));
            grids
        });
        let views: Vec<View> = grids.get(grid)?.iter().map(|at| self.view_at(*at as usize)).collect();
        together(self.rule, views)
    }

    fn view_at(&self, at: usize) -> View {
        let trace = self.trace;
        let first = trace.measures.partition_point(|m| (m.at as usize) < at);
        let measure = trace.measures.get(first).filter(|m| m.at as usize == at);
        let grade = Some(trace.grades[at]).filter(|g| *g != 0).map(|g| &*trace.names[usize::from(g)]);
        let score = Some(trace.scores[at]).filter(|s| *s != NO_SCORE);
        View {
            month: trace.month,
            assessed: trace.states[at] == State::Assessed,
            seen: Some(self.seen[at]).filter(|seen| seen.events > 0),
            short: trace
                .days_of(at)
                .is_some_and(|days| self.rule.short_service.as_ref().is_some_and(|s| days < s.below_days)),
            good: is_good(self.rule, &Result { score, rank: trace.ranks[at], grade }, &self.grades),
            status: measure.map_or(MeasureStatus::Proposed, |m| m.status),
            done: measure.and_then(|m| m.done),
            passed: self.passed.get(&(at as u32)).copied(),
        }
    }
}

/// What a period holds for a grid, from what it holds for each who was in charge of it.
fn together(rule: &Ladder, views: Vec<View>) -> Option<View> {
    let happened = |v: &&View| v.assessed && v.seen.is_some() && v.status != MeasureStatus::Annulled;
    let counts = |v: &&View| happened(v) && !v.short && (v.status != MeasureStatus::Waived || rule.waived_count);
    let mut all = views.iter().filter(counts);
    if let Some(first) = all.next() {
        return Some(all.fold(first.clone(), |mut sum, view| {
            let (seen, more) = (sum.seen.get_or_insert_default(), view.seen.unwrap_or_default());
            seen.add(more.events, more.start);
            seen.met |= more.met;
            if view.status.weighs_more_than(sum.status) {
                sum.status = view.status;
            }
            sum.done = sum.done.max(view.done);
            sum.passed = sum.passed.or(view.passed);
            sum
        }));
    }
    // What was waived, or happened to somebody in charge for a short time, neither extends nor ends a run.
    if let Some(view) = views.iter().find(happened) {
        return Some(view.clone());
    }
    let mut good = views.iter().filter(|v| v.assessed).filter_map(|v| v.good);
    let good = good.next().map(|first| good.all(|good| good) && first);
    let passed = views.iter().find_map(|v| v.passed);
    let view = views.into_iter().max_by_key(|v| v.assessed)?;
    Some(View { good, passed, ..view })
}

/// Whether a meeting took a subject out of a tie of this article.
fn was_chosen(trace: &PeriodTrace, at: u32, article: &str) -> bool {
    let about = |source: u16| source == 0 || *trace.names[usize::from(source)] == *article;
    trace.events.iter().any(|e| e.at == at && e.kind == TraceKind::Chosen && about(e.source))
}

/// Whose step that ends the count was carried out, by position, and in which month, as the period itself was judged.
pub(crate) fn carried_out_in<'t>(
    trace: &'t PeriodTrace,
    rule: &'t Ladder,
) -> impl Iterator<Item = (usize, Month)> + 't {
    let ends = |measure: &&TraceMeasure| {
        // Another ladder's step of the same number asks for something else.
        let asked = |step: &LadderStep| {
            let named = |id: &u16| step.measures.iter().any(|name| **name == *trace.names[usize::from(*id)]);
            measure.names.iter().all(named)
        };
        measure.status == MeasureStatus::CarriedOut
            && rule.resets.contains(&Reset::ExecutedStep(measure.step))
            && (measure.step as usize).checked_sub(1).and_then(|at| rule.steps.get(at)).is_some_and(asked)
    };
    let when = |m: &TraceMeasure| m.done.map_or(trace.month, Month::of).max(trace.month);
    trace.measures.iter().filter(ends).map(move |m| (m.at as usize, when(m)))
}

/// The ranked of each group, or all together, with places and ties, best first.
fn placed(trace: &PeriodTrace, within: Within) -> Vec<Vec<Placed>> {
    let mut groups: HashMap<u16, Vec<u32>> = HashMap::new();
    for (at, _) in trace.ranks.iter().enumerate().filter(|(_, rank)| **rank > 0) {
        let group = if within == Within::All { 0 } else { trace.groups[at] };
        groups.entry(group).or_default().push(at as u32);
    }
    let mut out = Vec::new();
    for mut members in groups.into_values() {
        let rank = |at: u32| trace.ranks[at as usize];
        members.sort_by_key(|at| (rank(*at), *at));
        let mut place = 1;
        let mut placed = Vec::with_capacity(members.len());
        for run in members.chunk_by(|a, b| rank(*a) == rank(*b)) {
            placed.extend(run.iter().map(|at| (*at, place, run.len() as u32)));
            place += run.len() as u32;
        }
        out.push(placed);
    }
    out
}
