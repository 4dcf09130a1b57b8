//! What adopting a policy means for the schemes beside it: which one it takes over from, what it rests on, and what of
//! the months is worth a word before they come.

use domain::{AdoptedPolicy, Inspection, Month, Outcome, Problem};
use policy::{Policy, Version};
use store::Tx;

use crate::{Office, below::sources, view::Changed};

/// What is written beside the policy, and what is said of it.
pub(crate) struct TakingOver {
    /// Months whose inspections go from one scheme to another.
    handed: Vec<(Month, String, String)>,
    /// First inspections of months that are open already.
    added: Vec<Inspection>,
    /// Not wrong, but worth a word.
    pub(crate) warnings: Vec<Problem>,
}

impl TakingOver {
    pub(crate) fn write(&self, tx: &Tx<'_>) -> Outcome<()> {
        self.handed.iter().try_for_each(|(month, from, to)| tx.hand_inspections(*month, from, to))?;
        self.added.iter().try_for_each(|inspection| tx.add_inspection(inspection).map(drop))
    }
}

/// Who is judged and how often: of one such slot a month has one scheme.
fn slot(policy: &Policy) -> (policy::SubjectKind, policy::Period) {
    (policy.subject, policy.period)
}

impl Office {
    /// What follows from adopting a version of a policy. Refused when it rests on a scheme that isn't there, that judges
    /// less often, or that rests on it.
    pub(crate) fn taking_over(
        &mut self,
        policy: &Policy,
        version: &Version,
        adopted: &AdoptedPolicy,
    ) -> Outcome<TakingOver> {
        self.rests_on_others(policy, version)?;
        let (mut handed, mut added) = (Vec::new(), Vec::new());
        let open: Vec<Month> =
            self.store.months()?.into_iter().map(|m| m.month).filter(|m| *m >= adopted.from).collect();
        for month in open {
            let last = policy.period.key_month(month);
            if adopted.to.is_some_and(|to| last > to) {
                continue;
            }
            let before = self.schemes_in(month)?.into_iter().find(|s| slot(&s.policy) == slot(policy));
            // What an even later policy already holds stays with that one.
            if before.as_ref().is_some_and(|s| s.adopted.from > adopted.from) {
                continue;
            }
            let there = self.store.inspections(month)?;
            let old = before.map(|s| s.id().to_string()).unwrap_or_default();
            if there.iter().any(|i| i.scheme == old) {
                if old != policy.id {
                    handed.push((month, old, policy.id.clone()));
                }
            } else if !version.indicators().is_empty() {
                added.push(self.first_inspection_of(month, policy, version)?);
            }
        }
        let warnings = self.warnings(policy, adopted)?;
        Ok(TakingOver { handed, added, warnings })
    }

    /// Refuses a roll-up that can't be worked out, at its line and article.
    fn rests_on_others(&mut self, policy: &Policy, version: &Version) -> Outcome<()> {
        let adopted = self.store.policies()?;
        let mut problems = Vec::new();
        for (clause, source) in sources(version) {
            let place = format!("{} {}", clause.line, clause.article);
            let found = |code: &str| Problem::new(code).at(place.trim()).with("source", source);
            let named = adopted.iter().rev().find(|row| row.scheme == source || row.title == source);
            let Some(named) = named.filter(|row| row.scheme != policy.id) else {
                let itself = policy.id == source || policy.title == source;
                let there: Vec<_> = adopted.iter().map(|row| row.title.as_str()).collect();
                problems.push(match itself {
                    true => found("roll-up-cycle"),
                    false => found("roll-up-unknown").with("schemes", there.join("、")),
                });
                continue;
            };
            let below = self.policy_of(named)?;
            if below.period.months() > policy.period.months() {
                problems.push(found("roll-up-longer"));
            }
            if self.leads_to(&below, policy, &mut vec![below.id.clone()])? {
                problems.push(found("roll-up-cycle"));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(domain::Fault::refused(problems)) }
    }

    /// Whether a policy rests, directly or through others, on `target`.
    fn leads_to(&mut self, policy: &Policy, target: &Policy, seen: &mut Vec<String>) -> Outcome<bool> {
        let names: Vec<String> =
            policy.versions.iter().flat_map(sources).map(|(_, source)| source.to_string()).collect();
        for name in names {
            if name == target.id || name == target.title {
                return Ok(true);
            }
            let row = self.store.policies()?.into_iter().rev().find(|row| row.scheme == name || row.title == name);
            if let Some(row) = row.filter(|row| !seen.contains(&row.scheme)) {
                seen.push(row.scheme.clone());
                let next = self.policy_of(&row)?;
                if self.leads_to(&next, target, seen)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Papers of the same subjects and period that overlap, or leave a time between them without one; schemes that rest
    /// on one that is taken over.
    fn warnings(&mut self, policy: &Policy, adopted: &AdoptedPolicy) -> Outcome<Vec<Problem>> {
        let mut rows = Vec::new();
        for row in self.store.policies()? {
            let other = self.policy_of(&row)?;
            if slot(&other) == slot(policy) && (row.scheme != adopted.scheme || row.from != adopted.from) {
                rows.push(row);
            }
        }
        let at = rows.iter().filter(|row| row.from <= adopted.from).count();
        rows.insert(at, adopted.clone());
        let mut told = seams(&rows[at.saturating_sub(1)..(at + 2).min(rows.len())]);
        if let Some(before) = at.checked_sub(1).map(|i| &rows[i]).filter(|row| row.scheme != adopted.scheme) {
            for resting in self.resting_on(before)? {
                told.push(Problem::new("roll-up-orphaned").with("title", resting).with("source", &before.title));
            }
        }
        Ok(told)
    }

    /// What was done, and after it what is worth a word.
    pub(crate) fn with_warnings(&self, changed: Changed, warnings: &[Problem]) -> Changed {
        let mut text = changed.text.clone();
        for warning in warnings {
            text.push('\n');
            text.push_str(&self.words.problem(warning));
        }
        Changed { text, ..changed }
    }

    /// Titles of the schemes that rest on a policy.
    fn resting_on(&mut self, below: &AdoptedPolicy) -> Outcome<Vec<String>> {
        let mut found = Vec::new();
        for row in self.store.policies()? {
            let policy = self.policy_of(&row)?;
            let rests = policy.versions.iter().flat_map(sources).any(|(_, s)| s == below.scheme || s == below.title);
            if rests && !found.contains(&row.title) {
                found.push(row.title);
            }
        }
        Ok(found)
    }
}

/// Where one policy ends and the next begins, of those of one slot in order of their first months: an overlap of two
/// papers, or a time without one.
pub(crate) fn seams(rows: &[AdoptedPolicy]) -> Vec<Problem> {
    let mut told = Vec::new();
    for pair in rows.windows(2) {
        let [before, after] = pair else { continue };
        let Some(to) = before.to else {
            if before.scheme != after.scheme {
                told.push(seam("scheme-taken-over", before, after));
            }
            continue;
        };
        if to >= after.from {
            told.push(seam("scheme-overlap", before, after));
        } else if to.plus(1) < after.from {
            told.push(seam("scheme-gap", before, after));
        }
    }
    told
}

fn seam(code: &str, before: &AdoptedPolicy, after: &AdoptedPolicy) -> Problem {
    Problem::new(code)
        .at(after.from)
        .with("before", &before.title)
        .with("title", &after.title)
        .with("to", before.to.map(|m| m.to_string()).unwrap_or_default())
        .with("from", after.from)
}
