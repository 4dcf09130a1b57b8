//! Facts are put together in any order; the builder sorts them by subject.

use std::{collections::HashMap, sync::Arc};

use domain::{Date, Money, Month, State};

use super::{Event, EventKind, Facts, Mark, MarkKind, Pool, Subject};

/// A text of the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub u16);

impl NameId {
    /// The empty text.
    pub const NONE: Self = Self(0);
}

/// Builds the facts of one period.
#[derive(Debug)]
pub struct FactsBuilder {
    month: Month,
    period_days: u32,
    names: Vec<Arc<str>>,
    ids: HashMap<Arc<str>, NameId>,
    subjects: Vec<Subject>,
    marks: Vec<(u32, Mark)>,
    events: Vec<(u32, Event)>,
    pools: Vec<Pool>,
}

impl FactsBuilder {
    /// Facts of a period that ends in `month` and has `period_days` days.
    pub fn new(month: Month, period_days: u32) -> Self {
        let none: Arc<str> = "".into();
        Self {
            month,
            period_days,
            names: vec![none.clone()],
            ids: HashMap::from([(none, NameId::NONE)]),
            subjects: Vec::new(),
            marks: Vec::new(),
            events: Vec::new(),
            pools: Vec::new(),
        }
    }

    /// The id of a text; ask once for each text, not once for each mark. At most 65,535 different texts are kept apart.
    pub fn name(&mut self, text: &str) -> NameId {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = NameId(u16::try_from(self.names.len()).unwrap_or(u16::MAX));
        let text: Arc<str> = text.into();
        self.names.push(text.clone());
        self.ids.insert(text, id);
        id
    }

    /// Whether there are more different texts than can be told apart; such facts must not be judged.
    pub fn is_full(&self) -> bool {
        self.names.len() > usize::from(u16::MAX)
    }

    /// Adds a subject; call in code order. The answer is its position.
    pub fn subject(&mut self, key: i64, group: NameId) -> usize {
        let (role, grid) = (NameId::NONE, NameId::NONE);
        let (state, days, weight) = (None, None, None);
        self.subjects.push(Subject { key, group, role, grid, state, days, weight, marks_end: 0, events_end: 0 });
        self.subjects.len() - 1
    }

    /// Enters a state.
    pub fn state(&mut self, subject: usize, state: State) {
        self.subjects[subject].state = Some(state);
    }

    /// Enters the days in charge.
    pub fn days(&mut self, subject: usize, days: u32) {
        self.subjects[subject].days = Some(days);
    }

    /// Enters households or population, ten-thousandths.
    pub fn weight(&mut self, subject: usize, weight: i64) {
        self.subjects[subject].weight = Some(weight);
    }

    /// Changes the ranking group.
    pub fn group(&mut self, subject: usize, group: NameId) {
        self.subjects[subject].group = group;
    }

    /// Enters the role.
    pub fn role(&mut self, subject: usize, role: NameId) {
        self.subjects[subject].role = role;
    }

    /// Enters the grid in charge of for most of the period, by a text that stays the same over the periods.
    pub fn grid(&mut self, subject: usize, grid: NameId) {
        self.subjects[subject].grid = grid;
    }

    /// Points earned, ten-thousandths, in the inspection that `source` names (`集中检查/1`).
    pub fn mark(&mut self, subject: usize, item: NameId, source: NameId, value: i64) {
        self.any_mark(subject, MarkKind::Earned, item, source, value);
    }

    /// Points lost, ten-thousandths, positive; several add up.
    pub fn deduction(&mut self, subject: usize, item: NameId, source: NameId, value: i64) {
        self.any_mark(subject, MarkKind::Lost, item, source, value);
    }

    /// Points on top, ten-thousandths.
    pub fn bonus(&mut self, subject: usize, item: NameId, source: NameId, value: i64) {
        self.any_mark(subject, MarkKind::Bonus, item, source, value);
    }

    fn any_mark(&mut self, subject: usize, kind: MarkKind, item: NameId, source: NameId, value: i64) {
        self.marks.push((subject as u32, Mark { item, source, kind, value }));
    }

    /// A rarer fact. Decisions are read in the order in which they are added.
    pub fn event(&mut self, subject: usize, event: Event) {
        self.events.push((subject as u32, event));
    }

    /// A signed finding such as 未履职 by a finder of a level (镇, 县, 市).
    pub fn finding(&mut self, subject: usize, item: &str, finder: &str, date: Option<Date>) {
        let event = Event {
            kind: EventKind::Finding,
            item: self.name(item),
            source: self.name(finder),
            value: super::SCALE,
            date,
        };
        self.event(subject, event);
    }

    /// What a person decided about the subject's measure or appeal of this period.
    pub fn decision(&mut self, subject: usize, kind: super::DecisionKind, date: Option<Date>) {
        let event = Event {
            kind: EventKind::Decision(kind),
            item: NameId::NONE,
            source: NameId::NONE,
            value: super::SCALE,
            date,
        };
        self.event(subject, event);
    }

    /// An amount received for the period.
    pub fn pool(&mut self, item: &str, source: &str, amount: Money) {
        self.pools.push(Pool { item: item.into(), source: source.into(), amount });
    }

    /// The facts, sorted by subject; within a subject the order of entry stays.
    pub fn finish(mut self) -> Facts {
        sort_if_needed(&mut self.marks);
        sort_if_needed(&mut self.events);
        let (mut at_mark, mut at_event) = (0, 0);
        for (i, subject) in self.subjects.iter_mut().enumerate() {
            while at_mark < self.marks.len() && self.marks[at_mark].0 as usize == i {
                at_mark += 1;
            }
            while at_event < self.events.len() && self.events[at_event].0 as usize == i {
                at_event += 1;
            }
            subject.marks_end = at_mark as u32;
            subject.events_end = at_event as u32;
        }
        Facts {
            month: self.month,
            period_days: self.period_days,
            names: self.names,
            subjects: self.subjects,
            marks: self.marks.into_iter().map(|(_, mark)| mark).collect(),
            events: self.events.into_iter().map(|(_, event)| event).collect(),
            pools: self.pools,
        }
    }
}

/// Facts read from the store come sorted; then nothing is moved.
fn sort_if_needed<T>(rows: &mut [(u32, T)]) {
    if !rows.is_sorted_by_key(|(subject, _)| *subject) {
        rows.sort_by_key(|(subject, _)| *subject);
    }
}
