//! A month of the office file as the engine's facts.

use std::collections::HashMap;

use domain::{MarkValue, Outcome, Problem};
use policy::{DecisionKind, Entry, Event, EventKind, Facts, FactsBuilder, IndicatorView, NameId};
use store::Db;

use crate::{Post, Register, Scheme};

/// Hundredths to the engine's ten-thousandths.
const FINE: i64 = 100;

/// The subjects of a month, in code order, and its facts.
pub(crate) struct MonthFacts {
    pub(crate) posts: Vec<Post>,
    pub(crate) facts: Facts,
}

/// How a mark is told to the engine: points lost stay points lost where the clause counts deductions; where it counts
/// points earned, what was lost is taken from the full points, and the other way round.
fn told(indicator: &IndicatorView, value: MarkValue) -> (bool, i64) {
    match (value, indicator.entry) {
        (MarkValue::Earned(s), Entry::Earned) => (true, s.0 * FINE),
        (MarkValue::Lost(s), Entry::Earned) => (true, indicator.full - s.0 * FINE),
        (MarkValue::Lost(s), _) => (false, s.0 * FINE),
        (MarkValue::Earned(s), _) => (false, indicator.full - s.0 * FINE),
    }
}

/// Reads the facts that a scheme judges in a month.
pub(crate) fn read(db: &Db, register: &Register, scheme: &Scheme) -> Outcome<MonthFacts> {
    let month = scheme.last;
    let posts = register.subjects(scheme.policy.subject, scheme.span());
    let mut b = FactsBuilder::new(month, month.days());
    let groups = [b.name("一般"), b.name("试点")];
    let mut at = vec![None; register.people.iter().map(|p| p.id.0 as usize + 1).max().unwrap_or(0)];
    for post in &posts {
        let position = b.subject(post.subject.0, groups[usize::from(post.pilot)]);
        at[post.subject.0 as usize] = Some(position);
        b.days(position, post.days);
        if let Some(households) = register.grid(post.grid).and_then(|g| g.households) {
            b.weight(position, i64::from(households) * 10_000);
        }
    }
    let position = |id: i64| usize::try_from(id).ok().and_then(|i| at.get(i).copied().flatten());
    marks(db, scheme, &mut b, position)?;
    for s in db.standings(month)? {
        if let Some(i) = position(s.subject.0) {
            b.state(i, s.state);
        }
    }
    let mut findings: HashMap<i64, u32> = HashMap::new();
    for f in db.findings(month)? {
        if let Some(i) = position(f.subject.0) {
            *findings.entry(f.subject.0).or_default() += 1;
            b.finding(i, "未履职", f.level.zh(), Some(f.found_on));
        }
    }
    for f in db.facts(month)? {
        other(&mut b, &f, f.subject.and_then(|s| position(s.0)))?;
    }
    for d in db.decisions(month)?.into_iter().filter(|d| d.scheme == scheme.id()) {
        let kind = DecisionKind::parse(&d.decision)
            .ok_or_else(|| Problem::new("unknown-decision").with("decision", &d.decision))?;
        if let Some(i) = position(d.subject.0) {
            b.decision(i, kind, Some(d.on));
        }
    }
    Ok(MonthFacts { posts, facts: b.finish() })
}

fn marks(db: &Db, scheme: &Scheme, b: &mut FactsBuilder, position: impl Fn(i64) -> Option<usize>) -> Outcome<()> {
    let month = scheme.last;
    let views = scheme.rules().indicators();
    let mut columns: Vec<Option<(NameId, &IndicatorView)>> = Vec::new();
    for (id, name) in db.indicators()? {
        let slot = id as usize;
        columns.resize(columns.len().max(slot + 1), None);
        columns[slot] = views.iter().find(|v| v.name == name).map(|v| (b.name(&name), v));
    }
    let sources: HashMap<i64, NameId> =
        db.inspections(month)?.into_iter().map(|i| (i.id, b.name(&format!("{}/{}", i.kind.zh(), i.number)))).collect();
    let mut last = (0, NameId::NONE);
    db.each_mark(month, scheme.id(), |m| {
        if m.inspection != last.0 {
            last = (m.inspection, sources.get(&m.inspection).copied().unwrap_or(NameId::NONE));
        }
        let column = columns.get(m.indicator as usize).copied().flatten();
        if let (Some(i), Some((item, view))) = (position(m.subject.0), column) {
            match told(view, m.value) {
                (true, value) => b.mark(i, item, last.1, value),
                (false, value) => b.deduction(i, item, last.1, value),
            }
        }
    })
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
