//! Facts that no clause looks at: a name with one wrong character must not change a result silently.

use std::collections::BTreeSet;

use crate::{
    facts::{EventKind, MarkKind, NameId},
    judge::Working,
    uses::FactUse,
};

/// The fact's name in the table of facts; `None` for what needs no clause.
fn fact(kind: EventKind) -> Option<&'static str> {
    match kind {
        EventKind::External => Some("external"),
        EventKind::ExternalPlace => Some("external-place"),
        EventKind::Vote => Some("vote"),
        EventKind::Finding => Some("finding"),
        EventKind::Veto => Some("veto"),
        EventKind::Overdue => Some("overdue"),
        EventKind::Base => Some("base"),
        EventKind::Weight => Some("weight"),
        EventKind::Recheck => Some("recheck"),
        EventKind::Redeem => Some("redeem"),
        EventKind::Score | EventKind::Decision(_) => None,
    }
}

pub(crate) fn run(w: &mut Working<'_>) {
    dates(w);
    votes(w);
    let facts = w.facts;
    let mut given: BTreeSet<(&'static str, NameId, NameId)> = BTreeSet::new();
    given.extend(facts.events.iter().filter_map(|e| Some((fact(e.kind)?, e.item, e.source))));
    for i in (0..w.rows.len()).filter(|i| w.rows[*i].has_bonus) {
        let bonus = facts.marks_of(i).iter().filter(|m| m.kind == MarkKind::Bonus);
        given.extend(bonus.map(|m| ("bonus", m.item, NameId::NONE)));
    }
    if given.is_empty() && facts.pools.is_empty() {
        return choices(w);
    }
    let uses = w.version.fact_uses();
    let mut unused: Vec<(&'static str, String, String)> = Vec::new();
    for (fact, item, source) in given {
        let (item, source) = (facts.name(item), facts.name(source));
        if !uses.iter().any(|u| u.looks_at(fact, item, source)) {
            unused.push((fact, item.to_string(), source.to_string()));
        }
    }
    for pool in &facts.pools {
        let told = ("pool", pool.item.to_string(), pool.source.to_string());
        if !uses.iter().any(|u| u.looks_at("pool", &pool.item, &pool.source)) && !unused.contains(&told) {
            unused.push(told);
        }
    }
    // Of a fact that no clause looks at in any way, one flag is enough.
    let asked = |fact: &str| uses.iter().any(|u| u.fact == fact);
    let mut told: Vec<(&'static str, Vec<String>, Vec<String>)> = Vec::new();
    for (fact, item, source) in unused {
        match told.iter_mut().find(|(other, ..)| *other == fact && !asked(fact)) {
            Some((_, items, sources)) => {
                items.push(item);
                sources.push(source);
            }
            None => told.push((fact, vec![item], vec![source])),
        }
    }
    for (fact, items, sources) in told {
        let of_kind = uses.iter().filter(|u| u.fact == fact);
        let known = of_kind.flat_map(|u| u.items.iter().chain(&u.sources)).cloned();
        let args = vec![
            ("fact", fact.to_string()),
            ("item", listed(items)),
            ("source", listed(sources)),
            ("known", listed(known)),
        ];
        w.flag("fact-unused", None, None, args);
    }
    choices(w);
}

/// What happened must have happened in the period, or the row stands in the wrong month.
fn dates(w: &mut Working<'_>) {
    let facts = w.facts;
    let (first, last) = (w.first_day(), facts.month.last_day());
    for i in 0..w.rows.len() {
        let happened = facts.events_of(i).iter().filter(|e| matches!(e.kind, EventKind::Finding | EventKind::Veto));
        for event in happened {
            if let Some(date) = event.date.filter(|date| *date < first || last < *date) {
                let args = vec![("item", facts.name(event.item).to_string()), ("date", date.to_string())];
                w.flag("date-outside-period", None, Some(i), args);
            }
        }
    }
}

/// Votes of which not one was given say nothing.
fn votes(w: &mut Working<'_>) {
    let facts = w.facts;
    for i in 0..w.rows.len() {
        let mut votes = facts.events_of(i).iter().filter(|e| e.kind == EventKind::Vote).peekable();
        if votes.peek().is_some() && votes.all(|e| e.value == 0) {
            w.flag("votes-empty", None, Some(i), Vec::new());
        }
    }
}

/// Different names, in order; a dash for none.
fn listed(names: impl IntoIterator<Item = String>) -> String {
    let names: BTreeSet<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
    if names.is_empty() { "—".to_string() } else { names.into_iter().collect::<Vec<_>>().join("、") }
}

/// A meeting's choice that no tie asked for.
fn choices(w: &mut Working<'_>) {
    let chose = EventKind::Decision(crate::facts::DecisionKind::Choose);
    if !w.facts.events.iter().any(|e| e.kind == chose) {
        return;
    }
    for i in 0..w.rows.len() {
        if w.facts.events_of(i).iter().any(|e| e.kind == chose) && !w.choices.contains(&(i as u32)) {
            w.flag("choice-not-open", None, Some(i), Vec::new());
        }
    }
}

impl FactUse {
    /// Whether a fact is one of these.
    pub fn looks_at(&self, fact: &str, item: &str, source: &str) -> bool {
        let fits = |named: &[String], text: &str| named.is_empty() || named.iter().any(|name| name == text);
        self.fact == fact && fits(&self.items, item) && fits(&self.sources, source)
    }
}
