//! A closed period as one ladder sees it.

use std::{cell::OnceCell, collections::HashMap};

use domain::{Month, State};

use super::{
    events::bottom,
    ladder::{View, is_good, start_of},
    rank::Placed,
};
use crate::{
    facts::SCALE,
    outcome::{MeasureStatus, Name},
    rules::{EventRule, Ladder, LadderStep, Reset, Within},
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
    seen: HashMap<u32, Seen>,
    index: OnceCell<HashMap<i64, u32>>,
}

impl<'a> Past<'a> {
    pub fn new(trace: &'a PeriodTrace, rule: &'a Ladder, grades: &[Name], within: Within) -> Self {
        let mut seen: HashMap<u32, Seen> = HashMap::new();
        for (purpose, event) in looked_for(rule) {
            let mut note = |at: u32, start: u32| seen.entry(at).or_default().note(purpose, start);
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
                    for e in trace.events.iter().filter(|e| e.kind == TraceKind::Overdue) {
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
                        let taken = |at: &u32| trace.measures.iter().any(|m| m.at == *at && m.step > 0);
                        inside.into_iter().chain(open.into_iter().filter(taken)).for_each(|at| note(at, 1));
                    }
                }
            }
        }
        Self { trace, rule, grades: grades.to_vec(), seen, index: OnceCell::new() }
    }

    /// The keys that something happened to.
    pub fn touched(&self) -> impl Iterator<Item = i64> {
        self.seen.iter().filter(|(_, seen)| seen.events > 0).map(|(at, _)| at).map(|at| self.trace.keys[*at as usize])
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
        let measure = trace.measures.iter().find(|m| m.at as usize == at);
        let grade = Some(trace.grades[at]).filter(|g| *g != 0).map(|g| &*trace.names[usize::from(g)]);
        let score = Some(trace.scores[at]).filter(|s| *s != NO_SCORE);
        Some(View {
            month: trace.month,
            assessed: trace.states[at] == State::Assessed,
            seen: self.seen.get(&(at as u32)).copied().filter(|seen| seen.events > 0),
            short: trace
                .days_of(at)
                .is_some_and(|days| self.rule.short_service.as_ref().is_some_and(|s| days < s.below_days)),
            good: is_good(self.rule, score, grade, &self.grades),
            status: measure.map_or(MeasureStatus::Proposed, |m| m.status),
            done: measure.and_then(|m| m.done),
        })
    }
}

/// Whose step that ends the count was carried out, and in which month, as the period itself was judged.
pub(crate) fn carried_out_in<'t>(trace: &'t PeriodTrace, rule: &'t Ladder) -> impl Iterator<Item = (i64, Month)> + 't {
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
    trace.measures.iter().filter(ends).map(move |m| (trace.keys[m.at as usize], when(m)))
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
