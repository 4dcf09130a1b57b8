//! Months: in order and without a hole; marks in range and of people who are assessed; closed ones as they were judged.

use std::collections::{HashMap, HashSet};

use domain::{Month, MonthRecord, MonthState, Outcome, PersonId, Problem, StoredOutcome};

use crate::{Office, month, month::marks::check_range};

impl Office {
    pub(super) fn month_problems(&mut self) -> Outcome<Vec<Problem>> {
        let months = self.store.months()?;
        let mut problems = order(&months);
        for record in &months {
            let found = |code: &str| Problem::new(code).at(record.month).with("month", record.month);
            if self.adopted_for(record).is_err() {
                problems.push(found("month-without-policy"));
                continue;
            }
            problems.extend(self.entries(record)?);
            if record.state == MonthState::Closed {
                if record.policy.is_none() {
                    problems.push(found("closed-without-policy"));
                }
                problems.extend(self.as_judged(record)?);
            }
        }
        Ok(problems)
    }

    /// Marks, states and decisions of a month against its policy and its people.
    fn entries(&mut self, record: &MonthRecord) -> Outcome<Vec<Problem>> {
        let month = record.month;
        let (_, policy, version) = self.rules_for(record)?;
        let indicators = policy.versions[version].indicators();
        let register = self.register()?;
        let names: HashMap<i64, String> = self.store.indicators()?.into_iter().collect();
        let subjects: HashSet<PersonId> = register.workers(month).iter().map(|p| p.person).collect();
        let standings: HashSet<PersonId> = self.store.standings(month)?.iter().map(|s| s.person).collect();
        let name = |p: PersonId| register.person(p).map(|p| p.name.clone()).unwrap_or_default();
        let at = |code: &str, p: PersonId| {
            Problem::new(code).at(format!("{month} {}", name(p))).with("month", month).with("name", name(p))
        };
        let mut problems = Vec::new();
        let mut marked: HashSet<PersonId> = HashSet::new();
        self.store.each_mark(month, |m| {
            marked.insert(m.person);
            let indicator = names.get(&m.indicator).map_or("", String::as_str);
            match indicators.iter().find(|i| i.name == indicator) {
                None => problems.push(at("mark-of-no-indicator", m.person).with("indicator", indicator)),
                Some(view) => {
                    if let Err(problem) = check_range(view, m.value) {
                        problems.push(problem.at(format!("{month} {}", name(m.person))));
                    }
                }
            }
        })?;
        for &person in marked.iter().filter(|p| !subjects.contains(p)) {
            problems.push(at("mark-of-no-subject", person));
        }
        for &person in standings.intersection(&marked) {
            problems.push(at("state-beside-marks", person));
        }
        for &person in standings.iter().filter(|p| !subjects.contains(p)) {
            problems.push(at("state-of-no-subject", person));
        }
        for finding in self.store.findings(month)?.iter().filter(|f| !subjects.contains(&f.person)) {
            problems.push(at("finding-of-no-subject", finding.person));
        }
        for decision in self.store.decisions(month)?.iter().filter(|d| !subjects.contains(&d.person)) {
            problems.push(at("decision-of-no-subject", decision.person));
        }
        problems.sort_by(|a, b| a.place.cmp(&b.place));
        Ok(problems)
    }

    /// A closed month judged again under its pinned policy gives what was stored.
    fn as_judged(&mut self, record: &MonthRecord) -> Outcome<Vec<Problem>> {
        let month = record.month;
        let found = |code: &str| Problem::new(code).at(month).with("month", month);
        let stored = self.store.outcomes(month, record.version)?;
        let judged = self.judge(month)?;
        let mut problems = Vec::new();
        if self.store.traces_before(&judged.adopted.scheme, month.plus(1), 1)?.last().map(|(of, _)| *of) != Some(month)
        {
            problems.push(found("closed-without-trace"));
        }
        if stored.is_empty() && !judged.posts.is_empty() {
            problems.push(found("closed-without-outcomes"));
            return Ok(problems);
        }
        let again: HashMap<PersonId, StoredOutcome> =
            month::stored(&judged.judged, &judged.posts).into_iter().map(|o| (o.person, o)).collect();
        let kept: HashSet<PersonId> = stored.iter().map(|o| o.person).collect();
        let differing = stored.iter().filter(|o| again.get(&o.person) != Some(o)).map(|o| o.person);
        let added = again.keys().filter(|p| !kept.contains(p)).copied();
        for person in differing.chain(added) {
            let name = judged.register.person(person).map(|p| p.name.clone()).unwrap_or_default();
            problems.push(found("outcome-differs").at(format!("{month} {name}")).with("name", name));
        }
        Ok(problems)
    }
}

/// Month after month, the closed ones first.
fn order(months: &[MonthRecord]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut last: Option<(Month, MonthState)> = None;
    for record in months {
        let found = |code: &str| Problem::new(code).at(record.month).with("month", record.month);
        if let Some((before, state)) = last {
            if before.plus(1) != record.month {
                problems.push(found("months-with-hole").with("before", before));
            }
            if record.state == MonthState::Closed && state != MonthState::Closed {
                problems.push(found("closed-after-open").with("before", before));
            }
        }
        last = Some((record.month, record.state));
    }
    problems
}
