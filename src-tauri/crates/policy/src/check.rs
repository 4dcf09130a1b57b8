//! What no clause can know by itself: grades and groups that nobody gives, rules that stand twice or can't be reached,
//! versions that overlap.

use std::collections::BTreeMap;

use crate::{
    model::{Clause, Policy, Version},
    outcome::Effect,
    read::Reader,
    rules::{
        BaseBy, Bounds, CombineExternal, CombineInspections, Count, EventRule, Gate, GradeBands, HouseholdSampling,
        Indicators, Ladder, Listed, Phase, Rank, Reset, RewardByGrade, RewardPercent, RewardPool, RewardProgress,
        RollUp, Rule, ShareBy, Subjects, Threshold, TieBreaker, VotePoints, VoteRanking, YearTotal, figure,
    },
};

/// Kinds that say how something is done, so that two of them would contradict each other.
const ONCE: &[&str] = &[
    "subjects",
    "combine-inspections",
    "bonus",
    "overdue-penalty",
    "bounds",
    "rank",
    "grade-bands",
    "one-reward",
    "proration",
    "rescore-ranks",
    "several-grids",
    "combine-external",
    "vote-points",
    "vote-ranking",
    "finding-points",
    "grade-by-rank",
    "household-sampling",
    "points-redeemed",
];

/// Checks a policy as a whole.
pub(crate) fn policy(policy: &Policy, reader: &mut Reader) {
    if policy.versions.is_empty() {
        return;
    }
    for pair in policy.versions.windows(2) {
        let [earlier, later] = pair else { continue };
        if later.from <= earlier.from || earlier.to.is_some_and(|to| later.from <= to) {
            let args = [("from", later.from.to_string()), ("earlier", earlier.from.to_string())];
            reader.problem(later.line, "versions-overlap").args.extend(args);
        }
    }
    for version in &policy.versions {
        if version.to.is_some_and(|to| to < version.from) {
            reader.problem(version.line, "version-ends-before").args.push(("from", version.from.to_string()));
        }
        check_version(version, reader);
    }
    reader.article.clear();
}

fn check_version(version: &Version, reader: &mut Reader) {
    reader.article.clear();
    if version.clauses.iter().all(|c| c.rule.is_none()) {
        reader.problem(version.line, "version-without-rules");
        return;
    }
    check_twice(version, reader);
    let names = Names::of(version);
    for clause in &version.clauses {
        reader.article.clone_from(&clause.article);
        if let Some(rule) = &clause.rule {
            names.check(clause, rule, version, reader);
        }
    }
}

fn check_twice(version: &Version, reader: &mut Reader) {
    let mut first: BTreeMap<&str, &Clause> = BTreeMap::new();
    let mut indicators: BTreeMap<&str, &Clause> = BTreeMap::new();
    for clause in &version.clauses {
        let Some(rule) = &clause.rule else { continue };
        reader.article.clone_from(&clause.article);
        let kind = rule.doc().kind;
        if ONCE.contains(&kind)
            && let Some(other) = first.insert(kind, clause)
        {
            let args = [("kind", kind.to_string()), ("other", other.article.clone())];
            reader.problem(clause.line, "rule-twice").args.extend(args);
        }
        if let Rule::Indicators(sheet) = rule {
            for item in &sheet.items {
                if let Some(other) = indicators.insert(&item.name, clause) {
                    let args = [("item", item.name.clone()), ("other", other.article.clone())];
                    reader.problem(clause.line, "indicator-twice").args.extend(args);
                }
            }
        }
    }
}

/// The names that clauses give and others use.
struct Names<'a> {
    grades: Vec<&'a str>,
    groups: Vec<&'a str>,
    indicators: Vec<&'a str>,
    inspections: Vec<&'a str>,
    rewards: bool,
    bounds: Option<&'a Bounds>,
    total: i64,
}

impl<'a> Names<'a> {
    fn of(version: &'a Version) -> Self {
        let texts = |list: &'a [String]| list.iter().map(String::as_str).collect::<Vec<_>>();
        let sheets = || version.rules::<Indicators>();
        Self {
            grades: version.grade_names(),
            groups: version.rules::<Subjects>().flat_map(|(_, s)| texts(&s.groups)).collect(),
            indicators: sheets().flat_map(|(_, s)| s.items.iter().map(|i| i.name.as_str())).collect(),
            inspections: version
                .rules::<CombineInspections>()
                .flat_map(|(_, c)| c.weights.iter().map(|(kind, _)| kind.as_str()))
                .collect(),
            rewards: version.has_rewards(),
            bounds: version.rules::<Bounds>().next().map(|(_, b)| b),
            total: sheets().map(|(_, s)| s.total).sum(),
        }
    }

    fn check(&self, clause: &Clause, rule: &Rule, version: &Version, reader: &mut Reader) {
        let line = clause.line;
        match rule {
            Rule::Indicators(sheet) => {
                let known = |kind: &str| self.inspections.is_empty() || self.inspections.contains(&kind);
                for kind in sheet.inspections.iter().filter(|kind| !known(kind)) {
                    unknown(reader, line, "inspection-unknown", kind, &self.inspections);
                }
            }
            Rule::Rank(Rank { then, .. }) => {
                for item in then.iter().filter(|item| !self.indicators.contains(&item.as_str())) {
                    unknown(reader, line, "indicator-unknown", item, &self.indicators);
                }
            }
            Rule::GradeBands(bands) => self.check_bands(bands, line, reader),
            Rule::Veto(veto) => self.grade(&veto.grade, line, reader),
            Rule::RewardByGrade(RewardByGrade { groups, grades }) => {
                self.check_groups(groups, line, reader);
                grades.iter().for_each(|(grade, _)| self.grade(grade, line, reader));
            }
            Rule::RewardByPlace(reward) => {
                self.check_groups(&reward.groups, line, reader);
                self.check_gate(&reward.gate, line, reader);
            }
            Rule::GradeByRank(_) => {
                if version.rules::<GradeBands>().next().is_some() {
                    reader.problem(line, "grades-two-ways");
                }
            }
            Rule::GradeQuota(quota) => {
                self.grade(&quota.grade, line, reader);
                quota.of.iter().chain(&quota.otherwise).for_each(|grade| self.grade(grade, line, reader));
                for breaker in &quota.tie_breakers {
                    if let TieBreaker::Indicator(item) = breaker
                        && !self.indicators.contains(&item.as_str())
                    {
                        unknown(reader, line, "indicator-unknown", item, &self.indicators);
                    }
                }
            }
            Rule::RewardProgress(RewardProgress { groups, .. }) | Rule::RewardPercent(RewardPercent { groups, .. }) => {
                self.check_groups(groups, line, reader);
            }
            Rule::RewardStreak(streak) => {
                self.check_groups(&streak.groups, line, reader);
                if let Threshold::Grade(grade) = &streak.at_least {
                    self.grade(grade, line, reader);
                }
            }
            Rule::RewardPool(pool) => {
                self.check_groups(&pool.groups, line, reader);
                self.check_gate(&pool.gate, line, reader);
                if pool.by == ShareBy::Grades {
                    pool.shares.iter().for_each(|(grade, _)| self.grade(grade, line, reader));
                }
                let same = |other: &RewardPool| other.item.is_none() || pool.item.is_none() || other.item == pool.item;
                let all = version.rules::<RewardPool>().map(|(_, other)| other).filter(|other| same(other));
                let all: Vec<&RewardPool> = all.collect();
                let sum: i64 = all.iter().map(|other| other.percent).sum();
                if sum > 1_000_000 && all.first().is_some_and(|first| !std::ptr::eq(*first, pool)) {
                    reader.problem(line, "pool-twice").args.push(("sum", figure(sum, 4)));
                }
            }
            Rule::RewardGate(gate) => {
                self.check_groups(&gate.groups, line, reader);
                self.check_gate(&gate.gate, line, reader);
                self.need_rewards(line, rule, reader);
            }
            Rule::OneReward(_) | Rule::Proration(_) | Rule::PointsRedeemed(_) => self.need_rewards(line, rule, reader),
            Rule::RewardCap(cap) => {
                self.check_groups(&cap.groups, line, reader);
                self.need_rewards(line, rule, reader);
            }
            // What a deduction may take beyond a reward needs none.
            Rule::RewardDeduction(deduction) => {
                self.check_groups(&deduction.groups, line, reader);
                deduction.grades.iter().for_each(|(grade, _)| self.grade(grade, line, reader));
                if !deduction.beyond_reward {
                    self.need_rewards(line, rule, reader);
                }
            }
            Rule::RewardByBase(reward) => {
                self.check_groups(&reward.groups, line, reader);
                if let BaseBy::Grades(grades) = &reward.by {
                    grades.iter().for_each(|(grade, _)| self.grade(grade, line, reader));
                }
            }
            Rule::HouseholdSampling(sampling) => self.check_sampling(sampling, line, version, reader),
            Rule::YearEnd(end) => {
                if let YearTotal::Events(_, counter) = &end.total {
                    self.check_events(counter, line, version, reader);
                }
            }
            Rule::Ladder(ladder) => self.check_ladder(ladder, line, version, reader),
            Rule::List(list) => {
                if let Listed::Grades(grades) = &list.listed {
                    grades.iter().for_each(|grade| self.grade(grade, line, reader));
                }
                if list.at_least.zip(list.below).is_some_and(|(least, below)| least >= below) {
                    reader.problem(line, "unreachable");
                }
            }
            Rule::CombineExternal(_) => check_percents(line, version, reader),
            Rule::RollUp(rule) if rule.weight.is_some() => check_percents(line, version, reader),
            Rule::RollUp(rule) => {
                if self.total > 0 {
                    reader.problem(line, "roll-up-with-indicators");
                }
                let first = version.rules::<RollUp>().find(|(_, other)| other.weight.is_none());
                if let Some((at, _)) = first.filter(|(_, other)| !std::ptr::eq(*other, rule)) {
                    let args = [("kind", "roll-up".to_string()), ("other", version.clauses[at].article.clone())];
                    reader.problem(line, "rule-twice").args.extend(args);
                }
            }
            Rule::SeveralGrids(_) if self.total == 0 => drop(reader.problem(line, "grids-without-indicators")),
            Rule::RescoreRanks(_) if self.total == 0 => drop(reader.problem(line, "rescore-without-indicators")),
            Rule::VoteRanking(_) if self.total > 0 => drop(reader.problem(line, "votes-with-indicators")),
            Rule::Subjects(_)
            | Rule::CombineInspections(_)
            | Rule::Bonus(_)
            | Rule::OverduePenalty(_)
            | Rule::Bounds(_)
            | Rule::SeveralGrids(_)
            | Rule::RescoreRanks(_)
            | Rule::VoteRanking(_)
            | Rule::VotePoints(_)
            | Rule::FindingPoints(_) => {}
        }
    }

    fn grade(&self, grade: &str, line: u32, reader: &mut Reader) {
        if !self.grades.contains(&grade) {
            unknown(reader, line, "grade-unknown", grade, &self.grades);
        }
    }

    fn check_groups(&self, groups: &[String], line: u32, reader: &mut Reader) {
        for group in groups.iter().filter(|g| !self.groups.is_empty() && !self.groups.contains(&g.as_str())) {
            unknown(reader, line, "group-unknown", group, &self.groups);
        }
    }

    fn check_gate(&self, gate: &Gate, line: u32, reader: &mut Reader) {
        gate.grades.iter().for_each(|grade| self.grade(grade, line, reader));
    }

    fn need_rewards(&self, line: u32, rule: &Rule, reader: &mut Reader) {
        if !self.rewards {
            reader.problem(line, "without-rewards").args.push(("kind", rule.doc().kind.into()));
        }
    }

    /// A grade that no possible score has can't be reached.
    fn check_bands(&self, bands: &GradeBands, line: u32, reader: &mut Reader) {
        let (min, max) = match self.bounds {
            Some(bounds) => (bounds.min, bounds.max),
            None if self.total > 0 => (Some(0), Some(self.total)),
            None => (None, None),
        };
        for band in &bands.bands {
            let above = band.from.zip(max).is_some_and(|(from, max)| from > max / 100);
            let under = band.below.zip(min).is_some_and(|(below, min)| below <= min / 100);
            if above || under {
                reader.problem(line, "grade-unreachable").args.push(("grade", band.grade.clone()));
            }
        }
    }

    /// A household's result must not be counted as a vote too.
    fn check_sampling(&self, rule: &HouseholdSampling, line: u32, version: &Version, reader: &mut Reader) {
        let points = version.rules::<VotePoints>().flat_map(|(_, v)| v.options.iter().map(|(name, _)| name));
        let votes: Vec<&String> = points.chain(version.rules::<VoteRanking>().flat_map(|(_, v)| &v.order)).collect();
        for (option, _) in rule.options.iter().filter(|(option, _)| votes.contains(&option)) {
            reader.problem(line, "option-twice").args.push(("found", option.clone()));
        }
    }

    /// The names that a ladder's events use.
    fn check_events(&self, ladder: &Ladder, line: u32, version: &Version, reader: &mut Reader) {
        for event in ladder.events.iter().chain(ladder.steps.iter().flat_map(|step| &step.needs)) {
            if let EventRule::Measure(name) = event {
                let earlier = version.rules::<Ladder>().take_while(|(_, other)| !std::ptr::eq(*other, ladder));
                let known: Vec<&str> = earlier
                    .flat_map(|(_, l)| l.steps.iter().flat_map(|s| s.measures.iter().map(String::as_str)))
                    .collect();
                if !known.contains(&name.as_str()) {
                    unknown(reader, line, "measure-unknown", name, &known);
                }
            }
            if let EventRule::Grade(grades) = event {
                grades.iter().for_each(|grade| self.grade(grade, line, reader));
            }
        }
        if ladder.count != Count::UntilRecheck && ladder.events.contains(&EventRule::RecheckFailed) {
            reader.problem(line, "recheck-without-state");
        }
    }

    fn check_ladder(&self, ladder: &Ladder, line: u32, version: &Version, reader: &mut Reader) {
        self.check_events(ladder, line, version, reader);
        if !ladder.start_at.is_empty() && !ladder.events.iter().any(|e| matches!(e, EventRule::Finding(_))) {
            reader.problem(line, "start-at-without-finding");
        }
        for reset in &ladder.resets {
            if let Reset::GoodPeriods { at_least, .. } = reset {
                if matches!(ladder.count, Count::Consecutive | Count::UntilRecheck) {
                    reader.problem(line, "reset-without-effect");
                }
                if let Threshold::Grade(grade) = at_least {
                    self.grade(grade, line, reader);
                }
            }
        }
        let takes_reward = |e: &Effect| *e != Effect::NoHonours;
        if !self.rewards && ladder.steps.iter().any(|step| step.effects.iter().any(takes_reward)) {
            reader.problem(line, "effect-without-rewards");
        }
        if let Count::Campaign(from, to) = ladder.count
            && (to < version.from || version.to.is_some_and(|end| from > end))
        {
            reader.problem(line, "unreachable");
        }
    }
}

/// The parts that stand beside the township's own score are no more than the whole of it.
fn check_percents(line: u32, version: &Version, reader: &mut Reader) {
    let levels = version.rules::<CombineExternal>().flat_map(|(_, e)| e.levels.iter().map(|(_, term)| term.weight));
    let votes = version.rules::<VotePoints>().map(|(_, v)| v.weight);
    let below = version.rules::<RollUp>().filter_map(|(_, rule)| rule.weight);
    let sum: i64 = levels.chain(votes).chain(below).sum();
    if sum > 1_000_000 {
        reader.problem(line, "percent-above").args.push(("sum", figure(sum, 4)));
    }
}

fn unknown(reader: &mut Reader, line: u32, code: &'static str, found: &str, known: &[&str]) {
    reader.problem(line, code).args.extend([("found", found.to_string()), ("known", known.join(", "))]);
}

impl Version {
    /// Whether any clause gives rewards.
    pub fn has_rewards(&self) -> bool {
        self.clauses.iter().filter_map(|c| c.rule.as_ref()).any(|rule| {
            rule.doc().phase == Phase::Reward
                && !matches!(
                    rule,
                    Rule::RewardGate(_)
                        | Rule::OneReward(_)
                        | Rule::Proration(_)
                        | Rule::RewardCap(_)
                        | Rule::RewardDeduction(_)
                        | Rule::PointsRedeemed(_)
                )
        })
    }
}
