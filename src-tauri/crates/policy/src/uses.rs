//! Which facts a version's clauses look at: what a month's forms have to offer.

use crate::{
    model::Version,
    rules::{
        CombineExternal, Count, EventRule, ExternalTerm, Gate, GridsBy, List, Listed, ReplaceWhen, RollUpBy, Rule,
        Stands, TieBreaker, YearEnd, YearTotal,
    },
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
    /// What the clauses look at beside marks, days and states, in the order of the clauses.
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
            Rule::HouseholdSampling(sampling) => self.add("vote", names(&sampling.options), Vec::new()),
            Rule::CombineExternal(parts) => self.external(parts),
            Rule::RollUp(rule) => {
                self.add("external", Vec::new(), vec![rule.source.clone()]);
                if rule.by == RollUpBy::WeightedMean {
                    self.any("weight");
                }
            }
            Rule::SeveralGrids(grids) if grids.by == GridsBy::Weight => self.any("weight"),
            Rule::Bonus(bonus) => self.add("bonus", names(&bonus.items), Vec::new()),
            Rule::OverduePenalty(_) => self.any("overdue"),
            Rule::FindingPoints(rule) => self.findings(rule.items.iter().map(|(name, _)| name)),
            Rule::Veto(veto) => self.events(&veto.events),
            Rule::Ladder(ladder) => {
                self.events(&ladder.events);
                ladder.steps.iter().for_each(|step| self.events(&step.needs));
                if ladder.count == Count::UntilRecheck {
                    self.any("recheck");
                }
            }
            Rule::YearEnd(YearEnd { total: YearTotal::Events(_, counter), .. }) => self.events(&counter.events),
            Rule::List(List { listed: Listed::Events(events), .. }) => self.events(events),
            Rule::GradeQuota(quota) if quota.tie_breakers.contains(&TieBreaker::FewerFindings) => self.any("finding"),
            Rule::RewardGate(gate) => self.gate(&gate.gate),
            Rule::RewardByPlace(places) => self.gate(&places.gate),
            Rule::RewardPool(pool) => {
                self.add("pool", pool.item.iter().cloned().collect(), Vec::new());
                self.gate(&pool.gate);
            }
            Rule::RewardPercent(_) => self.any("base"),
            Rule::RewardByBase(reward) if reward.base.is_none() => self.any("base"),
            Rule::RewardDeduction(rule) => {
                let prices = rule.by_role.iter().map(|(_, prices)| prices).chain([&rule.findings]);
                self.findings(prices.flatten().map(|(name, _)| name));
                if rule.overdue.0 > 0 {
                    self.any("overdue");
                }
            }
            Rule::PointsRedeemed(rule) => {
                self.add("redeem", rule.goods.iter().map(|thing| thing.name.clone()).collect(), Vec::new());
            }
            // These look at marks, days, scores, places and grades.
            Rule::Subjects(_)
            | Rule::Indicators(_)
            | Rule::RescoreRanks(_)
            | Rule::CombineInspections(_)
            | Rule::SeveralGrids(_)
            | Rule::Bounds(_)
            | Rule::Rank(_)
            | Rule::GradeBands(_)
            | Rule::GradeByRank(_)
            | Rule::GradeQuota(_)
            | Rule::RewardByGrade(_)
            | Rule::RewardByBase(_)
            | Rule::RewardProgress(_)
            | Rule::RewardStreak(_)
            | Rule::OneReward(_)
            | Rule::Proration(_)
            | Rule::RewardCap(_)
            | Rule::YearEnd(_)
            | Rule::List(_) => {}
        }
        self.found
    }

    fn add(&mut self, fact: &'static str, items: Vec<String>, sources: Vec<String>) {
        self.found.push(FactUse { fact, clause: self.clause, items, sources });
    }

    fn any(&mut self, fact: &'static str) {
        self.add(fact, Vec::new(), Vec::new());
    }

    /// Findings by name; `any` stands for every other.
    fn findings<'n>(&mut self, names: impl Iterator<Item = &'n String>) {
        let names: Vec<String> = names.cloned().collect();
        match names.iter().any(|name| name == "any") {
            true => self.any("finding"),
            false if names.is_empty() => {}
            false => self.add("finding", names, Vec::new()),
        }
    }

    fn external(&mut self, parts: &CombineExternal) {
        let by_score = |term: &ExternalTerm| {
            term.weight > 0
                || term.stands != Stands::Part
                || term.replace.iter().any(|r| matches!(r.when, ReplaceWhen::Score(..)))
        };
        let by_place = |term: &ExternalTerm| term.replace.iter().any(|r| matches!(r.when, ReplaceWhen::Place(..)));
        let levels = |wanted: &dyn Fn(&ExternalTerm) -> bool| {
            let found = parts.levels.iter().filter(|(_, term)| wanted(term));
            found.map(|(level, _)| level.clone()).collect::<Vec<_>>()
        };
        for (fact, levels) in [("external", levels(&by_score)), ("external-place", levels(&by_place))] {
            if !levels.is_empty() {
                self.add(fact, Vec::new(), levels);
            }
        }
    }

    fn gate(&mut self, gate: &Gate) {
        if let Some((level, ..)) = &gate.external {
            self.add("external", Vec::new(), vec![level.clone()]);
        }
        for (asked, fact) in [(gate.no_findings, "finding"), (gate.no_veto, "veto"), (gate.no_overdue, "overdue")] {
            if asked {
                self.any(fact);
            }
        }
    }

    fn events(&mut self, events: &[EventRule]) {
        for event in events {
            match event {
                EventRule::Finding(name) => self.add("finding", name.iter().cloned().collect(), Vec::new()),
                EventRule::Veto(name) => self.add("veto", name.iter().cloned().collect(), Vec::new()),
                EventRule::Overdue(_) => self.any("overdue"),
                EventRule::ExternalPlace { level, .. } => {
                    self.add("external-place", Vec::new(), vec![level.clone()]);
                }
                EventRule::Grade(_)
                | EventRule::Below(_)
                | EventRule::Bottom { .. }
                | EventRule::Measure(_)
                | EventRule::RecheckFailed => {}
            }
        }
    }
}

fn names<T>(named: &[(String, T)]) -> Vec<String> {
    named.iter().map(|(name, _)| name.clone()).collect()
}
