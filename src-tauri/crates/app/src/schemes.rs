//! The schemes that hold in a month: each judges its own subjects over its own period, side by side with the others.

use std::sync::Arc;

use domain::{AdoptedPolicy, Month, MonthState, Outcome, Pin, Problem, SubjectId};
use policy::{Period, Policy, SubjectKind, Version};

use crate::{Office, Post, Span, view::SchemeRow};

/// A scheme as it holds in a month.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// The policy as adopted.
    pub adopted: AdoptedPolicy,
    /// The policy.
    pub policy: Arc<Policy>,
    /// Which of its versions.
    pub version: usize,
    /// The month that its period ends with.
    pub last: Month,
}

impl Scheme {
    /// The policy's id, by which outcomes, inspections and decisions say what they belong to.
    pub fn id(&self) -> &str {
        &self.adopted.scheme
    }

    /// The clauses that hold.
    pub fn rules(&self) -> &Version {
        &self.policy.versions[self.version]
    }

    /// The months of its period.
    pub fn span(&self) -> Span {
        Span::period(self.policy.period, self.last)
    }

    /// Whether there is a sheet to fill in.
    pub fn has_sheet(&self) -> bool {
        !self.rules().indicators().is_empty()
    }

    /// Whether a clause that names a scheme means this one: by its id, or by its title.
    pub(crate) fn goes_by(&self, name: &str) -> bool {
        [self.id(), &self.adopted.title, &self.policy.title].contains(&name)
    }

    /// How publishing pins the month to it.
    pub(crate) fn pin(&self) -> Pin {
        Pin { month: self.last, scheme: self.adopted.scheme.clone(), policy: self.adopted.id }
    }

    /// Whether it is the one that a month is first of all about.
    fn is_of_workers(&self) -> bool {
        (self.policy.subject, self.policy.period) == (SubjectKind::Worker, Period::Month)
    }
}

impl Office {
    /// The schemes whose period a month lies in: the workers' monthly scheme first, the others as they were adopted.
    /// Of the policies adopted for the same subjects and period, the latest that has begun and not ended holds; a closed
    /// month keeps those that it was published under.
    pub fn schemes_in(&mut self, month: Month) -> Outcome<Vec<Scheme>> {
        let pins = self.store.pins()?;
        let mut found: Vec<Scheme> = Vec::new();
        for adopted in self.store.policies()?.into_iter().rev() {
            let policy = self.policy_of(&adopted)?;
            let last = policy.period.key_month(month);
            let closed = self.store.month(last)?.is_some_and(|r| r.state == MonthState::Closed);
            let holds = match closed && pins.iter().any(|p| p.month == last) {
                true => pins.iter().any(|p| (p.month, p.policy) == (last, adopted.id)),
                false => adopted.from <= last && adopted.to.is_none_or(|to| last <= to),
            };
            let slot = |p: &Policy| (p.subject, p.period);
            if !holds || found.iter().any(|s| slot(&s.policy) == slot(&policy)) {
                continue;
            }
            let version = policy
                .version_at(last.max(adopted.version_from))
                .or_else(|| policy.version_at(adopted.version_from))
                .ok_or_else(|| Problem::new("no-policy").at(month).with("month", month))?;
            found.push(Scheme { adopted, policy, version, last });
        }
        found.reverse();
        found.sort_by_key(|s| !s.is_of_workers());
        Ok(found)
    }

    /// The schemes whose period ends with a month: those that closing it judges for good.
    pub fn schemes_of(&mut self, month: Month) -> Outcome<Vec<Scheme>> {
        Ok(self.schemes_in(month)?.into_iter().filter(|s| s.last == month).collect())
    }

    /// Where a subject stands in a month, in the first of its schemes that judges it; refused when none does.
    pub(crate) fn post_in(&mut self, month: Month, subject: SubjectId) -> Outcome<Post> {
        let register = self.register()?;
        let schemes = self.schemes_in(month)?;
        schemes
            .iter()
            .find_map(|s| register.subject(s.policy.subject, subject, s.span()))
            .ok_or_else(|| Problem::new("not-a-subject").at(register.name_of(subject)).with("month", month).into())
    }

    /// The schemes of a month as the window switches between them.
    pub fn scheme_rows(&mut self, month: Month) -> Outcome<Vec<SchemeRow>> {
        let schemes = self.schemes_in(month)?;
        let word = |key: String| self.words.text(&key, &[("", "")]);
        Ok(schemes
            .iter()
            .map(|s| SchemeRow {
                id: s.id().to_string(),
                title: s.policy.title.clone(),
                subject: word(format!("subject.{}", s.policy.subject.key())),
                period: word(format!("period.{}", s.policy.period.key())),
                last: s.last,
                sheet: s.has_sheet(),
            })
            .collect())
    }

    /// A scheme of a month by its id, or the first; refused when there is none.
    pub fn scheme_in(&mut self, month: Month, scheme: Option<&str>) -> Outcome<Scheme> {
        let schemes = self.schemes_in(month)?;
        let ids = schemes.iter().map(Scheme::id).collect::<Vec<_>>().join("、");
        let mut schemes = schemes.into_iter();
        let Some(id) = scheme else {
            let none = || Problem::new("no-policy").at(month).with("month", month).into();
            return schemes.next().ok_or_else(none);
        };
        schemes.find(|s| s.id() == id).ok_or_else(|| {
            Problem::new("scheme-missing").at(month).with("month", month).with("scheme", id).with("schemes", ids).into()
        })
    }
}

#[cfg(test)]
mod tests;
