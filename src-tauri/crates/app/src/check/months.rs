//! Months: in order and without a hole; marks in range and of people who are assessed; closed ones as they were judged.

use std::collections::{HashMap, HashSet};

use domain::{Month, MonthRecord, MonthState, Outcome, Problem, StoredOutcome, SubjectId};

use crate::{JudgedMonth, Office, Register, Scheme, month, month::marks::check_range};

impl Office {
    pub(super) fn month_problems(&mut self) -> Outcome<Vec<Problem>> {
        let months = self.store.months()?;
        let mut problems = order(&months);
        for record in &months {
            let found = |code: &str| Problem::new(code).at(record.month).with("month", record.month);
            let schemes = self.schemes_in(record.month)?;
            if schemes.is_empty() {
                problems.push(found("month-without-policy"));
                continue;
            }
            problems.extend(self.marks(record, &schemes)?);
            problems.extend(self.evidence(record, &schemes)?);
            let pins = self.store.pins()?;
            for scheme in schemes.iter().filter(|s| record.state == MonthState::Closed && s.last == record.month) {
                if !pins.contains(&scheme.pin()) {
                    problems.push(found("closed-without-policy"));
                }
            }
        }
        // Closed months are worked out anew from the first on, so that a wrong one can't vouch for those after it.
        self.work_out_anew(&mut |_, _| true, &mut |office, again| {
            if again.record.state == MonthState::Closed {
                problems.extend(office.as_judged(&again)?);
            }
            Ok(())
        })?;
        Ok(problems)
    }

    /// Marks of a month against its schemes and their subjects.
    fn marks(&mut self, record: &MonthRecord, schemes: &[Scheme]) -> Outcome<Vec<Problem>> {
        let month = record.month;
        let register = self.register()?;
        let names: HashMap<i64, String> = self.store.indicators()?.into_iter().collect();
        let standings: HashSet<SubjectId> = self.store.standings(month)?.iter().map(|s| s.subject).collect();
        let at = |code: &str, s: SubjectId| {
            let name = register.name_of(s);
            Problem::new(code).at(format!("{month} {name}")).with("month", month).with("name", name)
        };
        let mut problems = Vec::new();
        for inspection in self.store.inspections(month)? {
            if schemes.iter().all(|s| s.id() != inspection.scheme) {
                let place = format!("{month} {}/{}", inspection.kind.zh(), inspection.number);
                problems.push(Problem::new("inspection-of-no-scheme").at(place).with("scheme", inspection.scheme));
            }
        }
        for scheme in schemes {
            let indicators = scheme.rules().indicators();
            let subjects = subjects_of(&register, scheme);
            let mut marked: HashSet<SubjectId> = HashSet::new();
            self.store.each_mark(month, scheme.id(), |m| {
                marked.insert(m.subject);
                let indicator = names.get(&m.indicator).map_or("", String::as_str);
                match indicators.iter().find(|i| i.name == indicator) {
                    None => problems.push(at("mark-of-no-indicator", m.subject).with("indicator", indicator)),
                    Some(view) => {
                        if let Err(problem) = check_range(view, m.value) {
                            problems.push(problem.at(format!("{month} {}", register.name_of(m.subject))));
                        }
                    }
                }
            })?;
            problems.extend(marked.difference(&subjects).map(|s| at("mark-of-no-subject", *s)));
            // A correction that grants an exemption keeps the marks: they stand again when it is taken back.
            if record.version == 1 {
                problems.extend(standings.intersection(&marked).map(|s| at("state-beside-marks", *s)));
            }
        }
        problems.sort_by(|a, b| a.place.cmp(&b.place));
        Ok(problems)
    }

    /// States, findings, other facts and decisions of a month against the subjects of its schemes.
    fn evidence(&mut self, record: &MonthRecord, schemes: &[Scheme]) -> Outcome<Vec<Problem>> {
        let month = record.month;
        let register = self.register()?;
        let of_scheme: HashMap<&str, HashSet<SubjectId>> =
            schemes.iter().map(|s| (s.id(), subjects_of(&register, s))).collect();
        let judged = |s: SubjectId| of_scheme.values().any(|subjects| subjects.contains(&s));
        let mut strangers: Vec<(&str, SubjectId)> = Vec::new();
        strangers.extend(self.store.standings(month)?.iter().map(|s| ("state-of-no-subject", s.subject)));
        strangers.extend(self.store.findings(month)?.iter().map(|f| ("finding-of-no-subject", f.subject)));
        strangers.extend(self.store.facts(month)?.iter().filter_map(|f| Some(("fact-of-no-subject", f.subject?))));
        strangers.retain(|(_, s)| !judged(*s));
        let decisions = self.store.decisions(month)?;
        let of_none = decisions
            .iter()
            .filter(|d| of_scheme.get(d.scheme.as_str()).is_none_or(|subjects| !subjects.contains(&d.subject)));
        strangers.extend(of_none.map(|d| ("decision-of-no-subject", d.subject)));
        let told = strangers.into_iter().map(|(code, subject)| {
            let name = register.name_of(subject);
            Problem::new(code).at(format!("{month} {name}")).with("month", month).with("name", name)
        });
        let mut problems: Vec<_> = told.collect();
        problems.sort_by(|a, b| a.place.cmp(&b.place));
        Ok(problems)
    }

    /// A closed month judged again under its pinned policy gives what was stored.
    fn as_judged(&self, judged: &JudgedMonth) -> Outcome<Vec<Problem>> {
        let month = judged.record.month;
        let found = |code: &str| Problem::new(code).at(month).with("month", month);
        let stored = self.store.outcomes(month, judged.record.version, judged.scheme())?;
        let mut problems = Vec::new();
        if self.store.traces_before(judged.scheme(), month.plus(1), 1)?.last().map(|(of, _)| *of) != Some(month) {
            problems.push(found("closed-without-trace"));
        }
        if stored.is_empty() && !judged.posts.is_empty() {
            problems.push(found("closed-without-outcomes"));
            return Ok(problems);
        }
        let again: HashMap<SubjectId, StoredOutcome> =
            month::stored(&judged.judged, &judged.posts).into_iter().map(|o| (o.subject, o)).collect();
        let kept: HashSet<SubjectId> = stored.iter().map(|o| o.subject).collect();
        let differing = stored.iter().filter(|o| again.get(&o.subject) != Some(o)).map(|o| o.subject);
        let added = again.keys().filter(|s| !kept.contains(s)).copied();
        for subject in differing.chain(added) {
            let name = judged.register.name_of(subject);
            problems.push(found("outcome-differs").at(format!("{month} {name}")).with("name", name));
        }
        Ok(problems)
    }
}

fn subjects_of(register: &Register, scheme: &Scheme) -> HashSet<SubjectId> {
    register.subjects(scheme.policy.subject, scheme.span()).into_iter().map(|p| p.subject).collect()
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
