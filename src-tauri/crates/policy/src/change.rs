//! What would have changed an outcome: the smallest single change for each indicator, finding and earlier event, each
//! tried by judging again.

use std::cmp::Reverse;

use domain::{Score, State};

use crate::{
    facts::{EventKind, Facts, Mark, MarkKind, NameId},
    judge::{judge, scores},
    model::{Policy, Version},
    outcome::{Judged, MeasureStatus, Outcome},
    rules::{
        Entry, EventRule, Gate, GradeBands, GradeByRank, GradeQuota, Indicators, Rank, RescoreRanks, RewardByPlace,
        RewardPercent, Rule, Threshold, figure,
    },
    trace::{Carry, TraceMeasure},
};

/// A single change and what it would have made different. The words are `change.<words>`, and `change.to-<field>` for
/// each difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WouldChange {
    /// The words' key without `change.`.
    pub words: &'static str,
    /// The words' arguments.
    pub args: Vec<(&'static str, String)>,
    /// What would have been different.
    pub differences: Vec<Changed>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// `grade`, `reward`, `measures` or `step`.
    pub field: &'static str,
    /// As it is; `—` for nothing.
    pub from: String,
    /// As it would have been; `—` for nothing.
    pub to: String,
}

/// More points on one indicator in one inspection.
struct Way {
    /// How many, ten-thousandths.
    points: i64,
    /// All marks of the subject with them.
    marks: Vec<Mark>,
    /// What they come to.
    score: Option<Score>,
}

struct Search<'a> {
    policy: &'a Policy,
    version: usize,
    carry: &'a Carry,
    facts: &'a Facts,
    i: usize,
    judged: &'a Judged,
    outcome: &'a Outcome,
    found: Vec<WouldChange>,
}

/// All single changes that would have made another outcome.
pub(crate) fn changes(
    policy: &Policy,
    version: usize,
    carry: &Carry,
    facts: &Facts,
    i: usize,
    judged: &Judged,
) -> Vec<WouldChange> {
    let outcome = &judged.outcomes[i];
    let mut search = Search { policy, version, carry, facts, i, judged, outcome, found: Vec::new() };
    search.marks();
    search.total();
    search.events();
    search.state();
    search.days();
    search.earlier();
    search.found
}

impl Search<'_> {
    /// Judges again with one thing changed, and notes the change if it matters.
    fn offer(&mut self, words: &'static str, args: Vec<(&'static str, String)>, carry: &Carry, facts: &Facts) -> bool {
        let differences = self.differing(carry, facts);
        let any = !differences.is_empty();
        if any {
            self.found.push(WouldChange { words, args, differences });
        }
        any
    }

    /// What is different when it is judged again.
    fn differing(&self, carry: &Carry, facts: &Facts) -> Vec<Changed> {
        let other = judge(self.policy, self.version, carry, facts).outcomes.swap_remove(self.i);
        differences(self.outcome, &other)
    }

    /// The scores that would matter, the nearest first: the next better grade, and where places count the next place.
    fn targets(&self) -> Vec<i64> {
        let version = &self.policy.versions[self.version];
        let Some(score) = self.outcome.score else { return Vec::new() };
        let mut targets = Vec::new();
        // A veto holds the grade down whatever the score: then no mark helps.
        let band = version.rules::<GradeBands>().flat_map(|(_, rule)| &rule.bands).find(|band| band.holds(score));
        if let Some(band) = band.filter(|band| self.outcome.grade.as_deref() == Some(&band.grade)) {
            targets.extend(band.below);
        }
        targets.extend(limits(version).into_iter().filter(|limit| *limit > score.0).min());
        if self.places_count(version) {
            let rivals = self.judged.outcomes.iter();
            let rivals = rivals.filter(|o| o.group == self.outcome.group && o.key != self.outcome.key);
            let next = rivals.filter_map(|o| o.score).filter(|other| *other >= score).map(|s| s.0).min();
            targets.extend(next.into_iter().flat_map(|other| [other, other + 1]).filter(|target| *target > score.0));
        }
        targets.sort_unstable();
        targets.dedup();
        targets
    }

    /// Whether the group's places bring anything.
    fn places_count(&self, version: &Version) -> bool {
        let holds = |groups: &[String]| groups.is_empty() || groups.iter().any(|g| **g == *self.outcome.group);
        version.rules::<RewardByPlace>().any(|(_, rule)| holds(&rule.groups))
            || version.rules::<RewardPercent>().any(|(_, rule)| holds(&rule.groups))
            || version.rules::<GradeQuota>().next().is_some()
            || version.rules::<GradeByRank>().next().is_some()
    }

    /// For each indicator the fewest points more that change anything.
    fn marks(&mut self) {
        let version = &self.policy.versions[self.version];
        let targets = self.targets();
        let solo = self.facts.only(self.i);
        let mut options = Vec::new();
        for (_, sheet) in version.rules::<Indicators>() {
            for item in &sheet.items {
                for target in &targets {
                    let ways = self
                        .sources()
                        .into_iter()
                        .filter_map(|source| self.fewest(&solo, &item.name, source, item.full, item.entry, *target));
                    if let Some(way) = ways.min_by_key(|way| way.points) {
                        options.push((item.name.as_str(), way));
                    }
                }
            }
        }
        options.sort_by_key(|(_, way)| way.points);
        // Where nothing but the score counts after it, ways to the same score come to the same.
        let score_alone = version.rules::<Rank>().all(|(_, rule)| rule.then.is_empty())
            && version.rules::<RescoreRanks>().next().is_none();
        let mut known: Vec<(Option<Score>, Vec<Changed>)> = Vec::new();
        let mut done: Vec<&str> = Vec::new();
        for (item, way) in options {
            if done.contains(&item) {
                continue;
            }
            let differences = match known.iter().find(|(score, _)| score_alone && *score == way.score) {
                Some((_, differences)) => differences.clone(),
                None => self.differing(self.carry, &self.facts.with_marks(self.i, &way.marks)),
            };
            if !differences.is_empty() {
                done.push(item);
                let args = vec![("item", item.to_string()), ("points", figure(way.points, 4))];
                self.found.push(WouldChange { words: "indicator", args, differences: differences.clone() });
            }
            known.push((way.score, differences));
        }
    }

    /// A published total, raised as far as it has to be.
    fn total(&mut self) {
        let events = self.facts.events_of(self.i);
        let Some(at) = events.iter().rposition(|e| e.kind == EventKind::Score) else { return };
        for target in self.targets() {
            let mut other = events.to_vec();
            let more = target * 100 - other[at].value;
            other[at].value = target * 100;
            let facts = self.facts.with_events(self.i, &other);
            if self.offer("score", vec![("points", figure(more, 4))], self.carry, &facts) {
                return;
            }
        }
    }

    /// The whole period exempt, where a step was taken in it.
    fn state(&mut self) {
        if self.outcome.ladders.iter().any(|l| l.step.is_some() && l.status.stands()) {
            let mut facts = self.facts.clone();
            facts.subjects[self.i].state = Some(State::Exempt);
            self.offer("exempt", Vec::new(), self.carry, &facts);
        }
    }

    /// The inspections in which the subject was marked.
    fn sources(&self) -> Vec<NameId> {
        let mut sources: Vec<_> =
            self.facts.marks_of(self.i).iter().filter(|m| m.kind != MarkKind::Bonus).map(|m| m.source).collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    }

    /// The fewest hundredths more on one indicator in one inspection that reach a score, with the marks that do.
    fn fewest(&self, solo: &Facts, item: &str, source: NameId, full: i64, entry: Entry, target: i64) -> Option<Way> {
        let marks = self.facts.marks_of(self.i);
        let here = |m: &Mark| m.source == source && **self.facts.name(m.item) == *item;
        let earned = marks.iter().position(|m| here(m) && m.kind == MarkKind::Earned);
        let lost: i64 = marks.iter().filter(|m| here(m) && m.kind == MarkKind::Lost).map(|m| m.value).sum();
        let gap = earned.map_or(0, |at| full - marks[at].value);
        let most = (gap + lost) / 100;
        let with = |hundredths: i64| {
            let mut left = hundredths * 100;
            let mut out = marks.to_vec();
            let mut losses: Vec<usize> =
                (0..out.len()).filter(|at| here(&out[*at]) && out[*at].kind == MarkKind::Lost).collect();
            losses.sort_by_key(|at| Reverse(out[*at].value));
            for at in losses {
                let take = left.min(out[at].value);
                out[at].value -= take;
                left -= take;
            }
            if let Some(at) = earned {
                out[at].value += left.min(full - out[at].value);
            }
            out
        };
        let score = |hundredths: i64| {
            let facts = solo.with_marks(0, &with(hundredths));
            scores(self.policy, self.version, self.carry, &facts).first().copied().flatten()
        };
        let reaches = |hundredths: i64| score(hundredths).is_some_and(|score| score.0 >= target);
        if most <= 0 || !reaches(most) {
            return None;
        }
        let way = |hundredths: i64| Way { points: hundredths * 100, marks: with(hundredths), score: score(hundredths) };
        if entry == Entry::AllOrNothing {
            return Some(way(most));
        }
        let (mut below, mut enough) = (0, most);
        while enough - below > 1 {
            let middle = i64::midpoint(below, enough);
            if reaches(middle) { enough = middle } else { below = middle }
        }
        Some(way(enough))
    }

    /// Each finding, veto and overdue rectification of the period, taken away.
    fn events(&mut self) {
        let events = self.facts.events_of(self.i);
        for at in 0..events.len() {
            let words = match events[at].kind {
                EventKind::Finding => "finding",
                EventKind::Veto => "veto",
                EventKind::Overdue => "overdue",
                _ => continue,
            };
            let mut without = events.to_vec();
            without.remove(at);
            let args = vec![
                ("item", self.facts.name(events[at].item).to_string()),
                ("source", self.facts.name(events[at].source).to_string()),
            ];
            let facts = self.facts.with_events(self.i, &without);
            self.offer(words, args, self.carry, &facts);
        }
    }

    /// The whole period in charge.
    fn days(&mut self) {
        let days = self.facts.subjects[self.i].days.unwrap_or(self.facts.period_days);
        if days < self.facts.period_days {
            let mut facts = self.facts.clone();
            facts.subjects[self.i].days = None;
            self.offer("days", vec![("days", days.to_string())], self.carry, &facts);
        }
    }

    /// Each earlier event that counts, waived.
    fn earlier(&mut self) {
        if self.outcome.ladders.iter().all(|l| l.step.is_none() || l.before == 0) {
            return;
        }
        for (index, period) in self.carry.periods().iter().enumerate() {
            let Some(at) = period.position(self.outcome.key, self.i) else { continue };
            let mut other = (**period).clone();
            let mut any = false;
            for measure in other.measures.iter_mut().filter(|m| m.at as usize == at && m.step > 0) {
                any |= measure.status.stands();
                measure.status = MeasureStatus::Waived;
            }
            if !any {
                // A draft may count what the version of that time did not.
                other.measures.retain(|m| m.at as usize != at);
                let status = MeasureStatus::Waived;
                let place = other.measures.partition_point(|m| (m.at as usize) < at);
                other
                    .measures
                    .insert(place, TraceMeasure { at: at as u32, status, done: None, step: 0, names: Vec::new() });
            }
            let carry = self.carry.with_period(index, other);
            self.offer("earlier-waived", vec![("month", period.month.to_string())], &carry, self.facts);
        }
    }
}

/// The scores, hundredths, on which rewards and measures turn beside the grades.
fn limits(version: &Version) -> Vec<i64> {
    let mut out = Vec::new();
    let least = |gate: &Gate| gate.at_least;
    for rule in version.clauses.iter().filter_map(|clause| clause.rule.as_ref()) {
        match rule {
            Rule::RewardGate(rule) => out.extend(least(&rule.gate)),
            Rule::RewardByPlace(rule) => out.extend(least(&rule.gate)),
            Rule::RewardPool(rule) => out.extend(least(&rule.gate)),
            Rule::RewardStreak(rule) => match rule.at_least {
                Threshold::Score(score) => out.push(score),
                Threshold::Grade(_) | Threshold::Top(_) => {}
            },
            Rule::Ladder(ladder) => {
                let below = |event: &EventRule| match event {
                    EventRule::Below(limit) => Some(*limit),
                    _ => None,
                };
                out.extend(ladder.events.iter().filter_map(below));
            }
            _ => {}
        }
    }
    out
}

fn differences(one: &Outcome, other: &Outcome) -> Vec<Changed> {
    let mut out = Vec::new();
    let mut compare = |field, from: String, to: String| {
        let said = |text: String| if text.is_empty() { "—".to_string() } else { text };
        if from != to {
            out.push(Changed { field, from: said(from), to: said(to) });
        }
    };
    let grade = |o: &Outcome| o.grade.as_deref().unwrap_or("").to_string();
    compare("grade", grade(one), grade(other));
    let step = |o: &Outcome| o.ladders.iter().filter_map(|l| l.step).max();
    if let (Some(one), Some(other)) = (step(one), step(other)) {
        compare("step", one.to_string(), other.to_string());
    }
    let measures = |o: &Outcome| o.measures().map(|m| &**m).collect::<Vec<_>>().join(" · ");
    compare("measures", measures(one), measures(other));
    let reward = |o: &Outcome| o.reward.map_or(String::new(), |r| r.to_string());
    compare("reward", reward(one), reward(other));
    out
}
