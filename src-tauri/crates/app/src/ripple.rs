//! What a change of a closed month's facts does to it and to those after it: each judged again by the policy pinned to
//! it, only where its facts or what it looks back on differ. The walk goes no further than the differences do.

use std::collections::HashMap;

use domain::{Fault, Month, MonthRecord, Outcome, Problem, Score, StoredOutcome, SubjectId};
use policy::{Carry, Judged, PeriodTrace};
use store::Db;

use crate::{
    Post, Register, Scheme,
    below::{Below, Member, members},
    facts,
    month::stored,
};

/// A closed month with a scheme that it was closed under.
pub(crate) struct Pinned {
    pub(crate) record: MonthRecord,
    pub(crate) scheme: Scheme,
    /// The periods of other schemes that it rests on.
    pub(crate) below: Vec<Below>,
}

impl Pinned {
    /// How many closed periods it may look back on.
    fn window(&self) -> usize {
        self.scheme.rules().window(self.scheme.policy.period)
    }

    /// The scheme's id.
    pub(crate) fn id(&self) -> &str {
        self.scheme.id()
    }

    /// Whether a month lies in its period.
    pub(crate) fn covers(&self, month: Month) -> bool {
        let span = self.scheme.span();
        span.first <= month && month <= span.last
    }
}

/// A month as judged from one state of the facts.
pub(crate) struct Side {
    pub(crate) posts: Vec<Post>,
    pub(crate) judged: Judged,
}

impl Side {
    /// The outcomes as a closed version keeps them, by subject.
    pub(crate) fn stored(&self) -> Vec<StoredOutcome> {
        let mut outcomes = stored(&self.judged, &self.posts);
        outcomes.sort_by_key(|o| o.subject);
        outcomes
    }
}

/// A month that was judged again.
pub(crate) struct Step {
    /// Which of the closed months.
    pub(crate) at: usize,
    pub(crate) was: Side,
    pub(crate) now: Side,
}

/// Every month that was judged again, oldest first.
pub(crate) struct Walked {
    pub(crate) steps: Vec<Step>,
}

/// Traces of closed months, each read once, and those that a change replaces.
struct Traces<'a> {
    db: &'a Db,
    read: HashMap<(String, Month), PeriodTrace>,
    replaced: HashMap<(String, Month), PeriodTrace>,
}

impl<'a> Traces<'a> {
    fn of(db: &'a Db) -> Self {
        Self { db, read: HashMap::new(), replaced: HashMap::new() }
    }

    /// What a month looks back on, as stored or as replaced.
    fn carry(&mut self, m: &Pinned, replaced: bool) -> Outcome<Carry> {
        let window = u32::try_from(m.window()).unwrap_or(u32::MAX);
        let mut periods = Vec::new();
        for (of, bytes) in self.db.traces_before(m.id(), m.record.month, window)? {
            let key = (m.id().to_string(), of);
            if let Some(trace) = self.replaced.get(&key).filter(|_| replaced) {
                periods.push(trace.clone());
                continue;
            }
            if !self.read.contains_key(&key) {
                self.read.insert(key.clone(), read_trace(of, &bytes)?);
            }
            periods.extend(self.read.get(&key).cloned());
        }
        Ok(Carry::from_periods(periods))
    }
}

fn read_trace(of: Month, bytes: &[u8]) -> Outcome<PeriodTrace> {
    PeriodTrace::from_bytes(bytes)
        .map_err(|e| Fault::from(Problem::new("trace-broken").at(of).with("detail", format!("{e:?}"))))
}

/// A scheme in a period, by its id and last month.
type Key = (String, Month);

/// What changed scores the walk has come by so far.
type Scores = HashMap<Key, Vec<(SubjectId, Score)>>;

fn scores(side: &Side) -> Vec<(SubjectId, Score)> {
    let outcomes = side.judged.outcomes.iter().zip(&side.posts);
    outcomes.filter_map(|(o, post)| Some((post.subject, o.score?))).collect()
}

/// What the schemes below give: as changed in this walk, else as stored.
fn members_of(db: &Db, register: &Register, m: &Pinned, changed: &Scores) -> Outcome<Vec<Member>> {
    let mut found = Vec::new();
    for below in &m.below {
        let (id, month) = (below.scheme.id(), below.scheme.last);
        let of = match changed.get(&(id.to_string(), month)) {
            Some(scores) => scores.clone(),
            None => {
                let version = db.month(month)?.map_or(1, |record| record.version);
                let stored = db.outcomes(month, version, id)?;
                stored.into_iter().filter_map(|o| Some((o.subject, o.score?))).collect()
            }
        };
        found.extend(members(register, &m.scheme, below, of));
    }
    Ok(found)
}

fn judge(db: &Db, register: &Register, m: &Pinned, carry: &Carry, changed: &Scores) -> Outcome<Side> {
    let members = members_of(db, register, m, changed)?;
    let facts::MonthFacts { posts, facts } = facts::read(db, register, &m.scheme, &members)?;
    Ok(Side { posts, judged: policy::judge(&m.scheme.policy, m.scheme.version, carry, &facts) })
}

/// The months whose facts are about to change, as they are judged before.
pub(crate) fn before(
    db: &Db,
    register: &Register,
    months: &[Pinned],
    touched: &[Month],
) -> Outcome<HashMap<usize, Side>> {
    let mut traces = Traces::of(db);
    let mut sides = HashMap::new();
    for (at, m) in months.iter().enumerate().filter(|(_, m)| touched.iter().any(|t| m.covers(*t))) {
        let carry = traces.carry(m, false)?;
        sides.insert(at, judge(db, register, m, &carry, &Scores::new())?);
    }
    Ok(sides)
}

/// Walks `months`, oldest first, after the facts of those in `before` have changed.
pub(crate) fn after(
    db: &Db,
    register: &Register,
    months: &[Pinned],
    mut before: HashMap<usize, Side>,
) -> Outcome<Walked> {
    let mut traces = Traces::of(db);
    let mut steps = Vec::new();
    let mut changed = Scores::new();
    for (at, m) in months.iter().enumerate() {
        let mut looked_back = months[..at].iter().rev().filter(|p| p.id() == m.id()).take(m.window());
        let differs = looked_back.any(|p| traces.replaced.contains_key(&(p.id().to_string(), p.record.month)));
        let rests = m.below.iter().any(|b| changed.contains_key(&(b.scheme.id().to_string(), b.scheme.last)));
        let was = before.remove(&at);
        if !differs && !rests && was.is_none() {
            continue;
        }
        let was = match was {
            Some(side) => side,
            None => {
                let carry = traces.carry(m, false)?;
                judge(db, register, m, &carry, &Scores::new())?
            }
        };
        let carry = traces.carry(m, true)?;
        let now = judge(db, register, m, &carry, &changed)?;
        if scores(&was) != scores(&now) {
            changed.insert((m.id().to_string(), m.record.month), scores(&now));
        }
        if now.judged.trace != was.judged.trace {
            traces.replaced.insert((m.id().to_string(), m.record.month), now.judged.trace.clone());
        }
        steps.push(Step { at, was, now });
    }
    Ok(Walked { steps })
}
