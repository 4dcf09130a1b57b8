//! Which facts a version's clauses look at: what a month's forms have to offer.

use crate::{
    model::Version,
    rules::{EventRule, Gate, ReplaceWhen, Rule},
};

/// A kind of fact that a clause looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactUse {
    /// The fact's name, as in the table of facts.
    pub fact: &'static str,
    /// The clause.
    pub clause: usize,
    /// The items that it names; empty where any counts.
    pub items: Vec<String>,
    /// The sources that it names; empty where any counts.
    pub sources: Vec<String>,
}

impl Version {
    /// What the clauses look at beside marks, findings and states, in the order of the clauses.
    pub fn fact_uses(&self) -> Vec<FactUse> {
        let rules = self.clauses.iter().enumerate().filter_map(|(clause, c)| Some((clause, c.rule.as_ref()?)));
        rules.flat_map(|(clause, rule)| Uses { clause, found: Vec::new() }.of(rule)).collect()
    }
}

struct Uses {
    clause: usize,
    found: Vec<FactUse>,
}

impl Uses {
    fn of(mut self, rule: &Rule) -> Vec<FactUse> {
        match rule {
            Rule::VotePoints(votes) => self.add("vote", names(&votes.options), Vec::new()),
            Rule::VoteRanking(votes) => self.add("vote", votes.order.clone(), Vec::new()),
            Rule::CombineExternal(parts) => {
                let weighs = parts
                    .levels
                    .iter()
                    .filter(|(_, t)| t.weight > 0 || t.replace.iter().any(|r| matches!(r.when, ReplaceWhen::Below(_))));
                let scores: Vec<_> = weighs.map(|(level, _)| level.clone()).collect();
                if !scores.is_empty() {
                    self.add("external", Vec::new(), scores);
                }
                let by_place = |r: &crate::rules::Replacement| matches!(r.when, ReplaceWhen::Place(_));
                let placed = parts.levels.iter().filter(|(_, t)| t.replace.iter().any(by_place));
                let places: Vec<_> = placed.map(|(level, _)| level.clone()).collect();
                if !places.is_empty() {
                    self.add("external-place", Vec::new(), places);
                }
            }
            Rule::Bonus(bonus) => self.add("bonus", names(&bonus.items), Vec::new()),
            Rule::OverduePenalty(_) => self.add("overdue", Vec::new(), Vec::new()),
            Rule::Veto(veto) => self.events(&veto.events),
            Rule::Ladder(ladder) => {
                self.events(&ladder.events);
                for step in &ladder.steps {
                    self.events(&step.needs);
                }
            }
            Rule::RewardGate(gate) => self.gate(&gate.gate),
            Rule::RewardByPlace(places) => self.gate(&places.gate),
            Rule::RewardPool(pool) => {
                self.add("pool", pool.item.iter().cloned().collect(), Vec::new());
                self.gate(&pool.gate);
            }
            Rule::RewardPercent(_) => self.add("base", Vec::new(), Vec::new()),
            _ => {}
        }
        self.found
    }

    fn add(&mut self, fact: &'static str, items: Vec<String>, sources: Vec<String>) {
        self.found.push(FactUse { fact, clause: self.clause, items, sources });
    }

    fn gate(&mut self, gate: &Gate) {
        if let Some((level, ..)) = &gate.external {
            self.add("external", Vec::new(), vec![level.clone()]);
        }
    }

    fn events(&mut self, events: &[EventRule]) {
        for event in events {
            match event {
                EventRule::Veto(name) => self.add("veto", name.iter().cloned().collect(), Vec::new()),
                EventRule::Overdue(_) => self.add("overdue", Vec::new(), Vec::new()),
                EventRule::ExternalPlace { level, .. } => {
                    self.add("external-place", Vec::new(), vec![level.clone()]);
                }
                _ => {}
            }
        }
    }
}

fn names<T>(named: &[(String, T)]) -> Vec<String> {
    named.iter().map(|(name, _)| name.clone()).collect()
}
