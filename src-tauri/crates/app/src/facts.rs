//! A month of the office file as the engine's facts.

use std::collections::HashMap;

use domain::{Inspection, MarkValue, Outcome, Problem, Standing, State, SubjectId};
use policy::{
    DecisionKind, Entry, Event, EventKind, Facts, FactsBuilder, IndicatorView, Mark, MarkKind, NameId, Version,
};
use store::Db;

use crate::{Post, Register, Scheme, below::Member};

/// Hundredths to the engine's ten-thousandths.
const FINE: i64 = 100;

/// The subjects of a month, in code order, and its facts.
pub(crate) struct MonthFacts {
    pub(crate) posts: Vec<Post>,
    pub(crate) facts: Facts,
}

/// How a mark is told to the engine: points lost stay points lost where the clause counts deductions; where it counts
/// points earned, what was lost is taken from the full points, and the other way round.
fn told(indicator: &IndicatorView, value: MarkValue) -> (MarkKind, i64) {
    match (value, indicator.entry) {
        (MarkValue::Earned(s), Entry::Earned) => (MarkKind::Earned, s.0 * FINE),
        (MarkValue::Lost(s), Entry::Earned) => (MarkKind::Earned, indicator.full - s.0 * FINE),
        (MarkValue::Lost(s), _) => (MarkKind::Lost, s.0 * FINE),
        (MarkValue::Earned(s), _) => (MarkKind::Lost, indicator.full - s.0 * FINE),
    }
}

/// An inspection as marks name where they come from.
fn source_of(inspection: &Inspection) -> String {
    format!("{}/{}", inspection.kind.zh(), inspection.number)
}

/// The indicators of a scheme by the numbers that the file knows them by.
struct Columns<'v>(Vec<Option<(NameId, &'v IndicatorView)>>);

impl<'v> Columns<'v> {
    fn of(db: &Db, views: &'v [IndicatorView], mut name_id: impl FnMut(&str) -> NameId) -> Outcome<Self> {
        let mut columns: Vec<Option<(NameId, &IndicatorView)>> = Vec::new();
        for (id, name) in db.indicators()? {
            let slot = id as usize;
            columns.resize(columns.len().max(slot + 1), None);
            columns[slot] = views.iter().find(|v| v.name == name).map(|v| (name_id(&name), v));
        }
        Ok(Self(columns))
    }

    fn get(&self, indicator: i64) -> Option<(NameId, &'v IndicatorView)> {
        self.0.get(indicator as usize).copied().flatten()
    }
}

/// What the absences and exemptions of a subject come to. One of a single month is the period's where it has no other; in
/// a longer period it is where every month has one, or where the last has and nothing was marked.
#[derive(Default)]
struct Stood {
    months: i32,
    state: Option<State>,
}

impl Stood {
    fn add(&mut self, scheme: &Scheme, s: &Standing, marked: bool) {
        self.months += 1;
        if self.months == scheme.policy.period.months() || (s.month == scheme.last && !marked) {
            self.state = Some(s.state);
        }
    }
}

/// Where each subject stands in the facts, by the absolute value of its id: a scheme has people or grids, never both.
struct Positions {
    at: Vec<Option<usize>>,
    grids: bool,
}

impl Positions {
    fn of(posts: &[Post]) -> Self {
        let slot = |post: &Post| post.subject.0.unsigned_abs() as usize;
        let mut at = vec![None; posts.iter().map(|p| slot(p) + 1).max().unwrap_or(0)];
        for (position, post) in posts.iter().enumerate() {
            at[slot(post)] = Some(position);
        }
        Self { at, grids: posts.first().is_some_and(|p| p.subject.grid().is_some()) }
    }

    fn get(&self, subject: SubjectId) -> Option<usize> {
        let fits = subject.grid().is_some() == self.grids;
        self.at.get(subject.0.unsigned_abs() as usize).copied().flatten().filter(|_| fits)
    }
}

/// Whether two versions of a policy read the same facts in the same marks: they have the same sheet.
pub(crate) fn read_alike(one: &Version, other: &Version) -> bool {
    let line = |view: IndicatorView| (view.name, view.full, view.entry);
    one.indicators().into_iter().map(line).eq(other.indicators().into_iter().map(line))
}

/// Reads the facts that a scheme judges in a period: what was entered in any of its months, and what its `members` in the
/// schemes below come to.
pub(crate) fn read(db: &Db, register: &Register, scheme: &Scheme, members: &[Member]) -> Outcome<MonthFacts> {
    let posts = register.subjects(scheme.policy.subject, scheme.span());
    let mut b = FactsBuilder::new(scheme.last, scheme.policy.period.days(scheme.last));
    let groups = [b.name("一般"), b.name("试点")];
    for post in &posts {
        let position = b.subject(post.subject.0, groups[usize::from(post.pilot)]);
        b.days(position, post.days);
        if let Some(grid) = register.grid(post.grid) {
            let code = b.name(&grid.code);
            b.grid(position, code);
        }
        if let Some(role) = post.role {
            let role = b.name(role.zh());
            b.role(position, role);
        }
        if let Some(households) = post.households {
            b.weight(position, i64::from(households) * 10_000);
        }
    }
    let positions = Positions::of(&posts);
    let marked = marks(db, scheme, &mut b, &positions)?;
    states(db, scheme, &mut b, &positions, &marked)?;
    for month in scheme.span().months() {
        for f in db.findings(month)? {
            if let Some(i) = positions.get(f.subject) {
                b.finding(i, "未履职", f.level.zh(), Some(f.found_on));
            }
        }
        for f in db.facts(month)? {
            let position = f.subject.map(|s| positions.get(s));
            // A fact of somebody whom another scheme judges is none of this one's; a fact of nobody is everybody's.
            if position != Some(None) {
                other(&mut b, &f, position.flatten())?;
            }
        }
        for d in db.decisions(month)?.into_iter().filter(|d| d.scheme == scheme.id()) {
            let kind = DecisionKind::parse(&d.decision)
                .ok_or_else(|| Problem::new("unknown-decision").with("decision", &d.decision))?;
            if let Some(i) = positions.get(d.subject) {
                b.decision(i, kind, Some(d.on));
            }
        }
    }
    for m in members {
        let Some(i) = positions.get(m.of) else { continue };
        let (item, source) = (b.name(&m.item), b.name(&m.source));
        b.event(i, Event { kind: EventKind::External, item, source, value: m.score.0 * FINE, date: None });
        if let Some(households) = m.weight {
            let value = i64::from(households) * 10_000;
            b.event(i, Event { kind: EventKind::Weight, item, source, value, date: None });
        }
    }
    if b.is_full() {
        return Err(Problem::new("facts-too-many").at(scheme.last).with("title", &scheme.policy.title).into());
    }
    Ok(MonthFacts { posts, facts: b.finish() })
}

/// Reads anew what the sheet says of one subject, its marks and its state: the facts become what [`read`] makes of the
/// file as it stands, provided that nothing else has changed in it. `false` where that can't be, and all must be read.
pub(crate) fn read_row(db: &Db, scheme: &Scheme, facts: &mut Facts, position: usize) -> Outcome<bool> {
    let subject = SubjectId(facts.subjects[position].key);
    let id = |name: &str| facts.names.iter().zip(0..).find(|(n, _)| ***n == *name).map(|(_, id)| NameId(id));
    let views = scheme.rules().indicators();
    let mut known = true;
    let columns = Columns::of(db, &views, |name| {
        id(name).unwrap_or_else(|| {
            known = false;
            NameId::NONE
        })
    })?;
    let (mut marks, mut sources) = (Vec::new(), Vec::new());
    let mut standings = Vec::new();
    for month in scheme.span().months() {
        for inspection in db.inspections(month)?.into_iter().filter(|i| i.scheme == scheme.id()) {
            let Some(source) = id(&source_of(&inspection)) else { return Ok(false) };
            sources.push(source);
            db.each_value_of(inspection.id, subject, |indicator, value| {
                if let Some((item, view)) = columns.get(indicator) {
                    let (kind, value) = told(view, value);
                    marks.push(Mark { item, source, kind, value });
                }
            })?;
        }
        standings.extend(db.standing(month, subject)?);
    }
    if !known {
        return Ok(false);
    }
    let marked = !marks.is_empty();
    // What is no mark of the sheet comes after those, and stays.
    let of_sheet = |mark: &&Mark| mark.kind != MarkKind::Bonus && sources.contains(&mark.source);
    marks.extend(facts.marks_of(position).iter().filter(|mark| !of_sheet(mark)));
    facts.set_marks(position, &marks);
    let mut stood = Stood::default();
    for s in &standings {
        stood.add(scheme, s, marked);
    }
    facts.subjects[position].state = stood.state;
    Ok(true)
}

/// Reads the marks of the scheme's inspections in all months of its period; tells whose there are any of.
fn marks(db: &Db, scheme: &Scheme, b: &mut FactsBuilder, positions: &Positions) -> Outcome<Vec<bool>> {
    let views = scheme.rules().indicators();
    let columns = Columns::of(db, &views, |name| b.name(name))?;
    let mut marked = vec![false; positions.at.iter().flatten().max().map_or(0, |last| last + 1)];
    for month in scheme.span().months() {
        for inspection in db.inspections(month)?.into_iter().filter(|i| i.scheme == scheme.id()) {
            let source = b.name(&source_of(&inspection));
            // Marks come by subject: whose they are is looked up once for all of one.
            let (mut subject, mut at) = (None, None);
            db.each_value(inspection.id, |of, indicator, value| {
                if subject != Some(of) {
                    (subject, at) = (Some(of), positions.get(of));
                }
                if let (Some(i), Some((item, view))) = (at, columns.get(indicator)) {
                    marked[i] = true;
                    match told(view, value) {
                        (MarkKind::Lost, value) => b.deduction(i, item, source, value),
                        (_, value) => b.mark(i, item, source, value),
                    }
                }
            })?;
        }
    }
    Ok(marked)
}

fn states(db: &Db, scheme: &Scheme, b: &mut FactsBuilder, positions: &Positions, marked: &[bool]) -> Outcome<()> {
    let mut stood: HashMap<usize, Stood> = HashMap::new();
    for month in scheme.span().months() {
        for s in db.standings(month)? {
            let Some(i) = positions.get(s.subject) else { continue };
            let stood = stood.entry(i).or_default();
            stood.add(scheme, &s, marked[i]);
            if let Some(state) = stood.state {
                b.state(i, state);
            }
        }
    }
    Ok(())
}

/// Facts that are entered in forms of their own, and stored under the names of the table of facts.
fn other(b: &mut FactsBuilder, f: &domain::OtherFact, position: Option<usize>) -> Outcome<()> {
    let kind = match f.fact.as_str() {
        "external" => EventKind::External,
        "external-place" => EventKind::ExternalPlace,
        "vote" => EventKind::Vote,
        "veto" => EventKind::Veto,
        "overdue" => EventKind::Overdue,
        "base" => EventKind::Base,
        "score" => EventKind::Score,
        "recheck" => EventKind::Recheck,
        "redeem" => EventKind::Redeem,
        "pool" => {
            b.pool(&f.item, &f.source, domain::Money(f.value));
            return Ok(());
        }
        "bonus" => {
            if let Some(i) = position {
                let (item, source) = (b.name(&f.item), b.name(&f.source));
                b.bonus(i, item, source, f.value);
            }
            return Ok(());
        }
        _ => return Err(Problem::new("unknown-fact").with("fact", &f.fact).into()),
    };
    if let Some(i) = position {
        let (item, source) = (b.name(&f.item), b.name(&f.source));
        b.event(i, Event { kind, item, source, value: f.value, date: f.on });
    }
    Ok(())
}
