//! A month as the engine judges it now: the policy that is in force for it, what came before, its facts.

use std::sync::Arc;

use domain::{AdoptedPolicy, Month, MonthRecord, MonthState, Outcome, PersonId, Problem};
use policy::{Carry, Facts, Judged, PeriodTrace, Policy, Version};

use crate::{Office, Post, Register, facts};

/// A month, judged.
pub struct JudgedMonth {
    /// The month's record.
    pub record: MonthRecord,
    /// The policy as adopted.
    pub adopted: AdoptedPolicy,
    /// The policy.
    pub policy: Arc<Policy>,
    /// Which of its versions.
    pub version: usize,
    /// What came before.
    pub carry: Arc<Carry>,
    /// Grids and people.
    pub register: Arc<Register>,
    /// The subjects, in code order: the same order as the facts' and the outcomes'.
    pub posts: Vec<Post>,
    /// The facts.
    pub facts: Facts,
    /// What the engine says.
    pub judged: Judged,
}

impl JudgedMonth {
    /// The version of the policy.
    pub fn rules(&self) -> &Version {
        &self.policy.versions[self.version]
    }

    /// A subject's position.
    pub fn position(&self, person: PersonId) -> Option<usize> {
        self.posts.iter().position(|p| p.person == person)
    }
}

impl Office {
    /// A month's record; refused when there is none.
    pub(crate) fn month_record(&self, month: Month) -> Outcome<MonthRecord> {
        self.store.month(month)?.ok_or_else(|| Problem::new("month-missing").at(month).with("month", month).into())
    }

    /// The policy that holds for a month: the one pinned to it, else the latest adopted from it or before.
    pub(crate) fn adopted_for(&self, record: &MonthRecord) -> Outcome<AdoptedPolicy> {
        let policies = self.store.policies()?;
        let found = match record.policy.filter(|_| record.state == MonthState::Closed) {
            Some(pinned) => policies.into_iter().find(|p| p.id == pinned),
            None => {
                let mut newest_first = policies.into_iter().rev();
                newest_first.find(|p| p.from <= record.month && p.to.is_none_or(|to| record.month <= to))
            }
        };
        found.ok_or_else(|| Problem::new("no-policy").at(record.month).with("month", record.month).into())
    }

    /// The policy and version for a month.
    pub(crate) fn rules_for(&mut self, record: &MonthRecord) -> Outcome<(AdoptedPolicy, Arc<Policy>, usize)> {
        let adopted = self.adopted_for(record)?;
        let policy = self.policy_of(&adopted)?;
        let version = policy
            .version_at(record.month.max(adopted.version_from))
            .or_else(|| policy.version_at(adopted.version_from))
            .ok_or_else(|| Problem::new("no-policy").at(record.month).with("month", record.month))?;
        Ok((adopted, policy, version))
    }

    /// Judges a month from what is stored. The same for a closed month as on the day it was closed, but for decisions
    /// since: its policy is pinned, its facts are fixed.
    pub fn judge(&mut self, month: Month) -> Outcome<JudgedMonth> {
        let record = self.month_record(month)?;
        let (adopted, policy, version) = self.rules_for(&record)?;
        let register = self.register()?;
        let carry = self.carry_before(month, &adopted, &policy, version)?;
        let facts::MonthFacts { posts, facts } = facts::read(&self.store, &register, month, &policy.versions[version])?;
        let judged = policy::judge(&policy, version, &carry, &facts);
        Ok(JudgedMonth { record, adopted, policy, version, carry, register, posts, facts, judged })
    }

    /// The plain sum of a month's marks by SQLite alone: what the benchmark measures [`Office::judge`] against.
    pub fn sum_of_marks(&self, month: Month) -> Outcome<usize> {
        self.store.sum_of_marks(month).map(|sums| sums.len())
    }

    fn carry_before(
        &mut self,
        month: Month,
        adopted: &AdoptedPolicy,
        policy: &Policy,
        version: usize,
    ) -> Outcome<Arc<Carry>> {
        if let Some((of, id, carry)) = &self.carry
            && (*of, *id) == (month, adopted.id)
        {
            return Ok(Arc::clone(carry));
        }
        let window = u32::try_from(policy.versions[version].window(policy.period)).unwrap_or(u32::MAX);
        let periods = self
            .store
            .traces_before(&policy.id, month, window)?
            .into_iter()
            .map(|(of, bytes)| {
                PeriodTrace::from_bytes(&bytes)
                    .map_err(|e| Problem::new("trace-broken").at(of).with("detail", format!("{e:?}")).into())
            })
            .collect::<Outcome<Vec<_>>>()?;
        let carry = Arc::new(Carry::from_periods(periods));
        self.carry = Some((month, adopted.id, Arc::clone(&carry)));
        Ok(carry)
    }
}
