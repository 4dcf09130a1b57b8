//! A month as the engine judges it now: the policy that is in force for it, what came before, its facts.

use std::sync::Arc;

use domain::{AdoptedPolicy, Month, MonthRecord, Outcome, Problem, SubjectId};
use policy::{Carry, Facts, Judged, PeriodTrace, Policy, Version};

use crate::{
    Office, Post, Register, Scheme,
    below::Member,
    facts::{self, MonthFacts},
};

/// A month, judged by one scheme.
#[derive(Clone)]
pub struct JudgedMonth {
    /// The month's record.
    pub record: MonthRecord,
    /// The month that the scheme's period ends with.
    pub last: Month,
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
    pub judged: Arc<Judged>,
}

impl JudgedMonth {
    /// The version of the policy.
    pub fn rules(&self) -> &Version {
        &self.policy.versions[self.version]
    }

    /// The scheme's id.
    pub fn scheme(&self) -> &str {
        &self.adopted.scheme
    }

    /// A subject's position.
    pub fn position(&self, subject: SubjectId) -> Option<usize> {
        self.posts.iter().position(|p| p.subject == subject)
    }
}

/// Judges what was read of a period, after what came before it.
pub(crate) fn judge_read(
    record: MonthRecord,
    scheme: Scheme,
    carry: Arc<Carry>,
    register: Arc<Register>,
    read: MonthFacts,
) -> JudgedMonth {
    let (Scheme { adopted, policy, version, last }, MonthFacts { posts, facts }) = (scheme, read);
    let judged = Arc::new(policy::judge(&policy, version, &carry, &facts));
    JudgedMonth { record, last, adopted, policy, version, carry, register, posts, facts, judged }
}

impl Office {
    /// A month's record; refused when there is none.
    pub(crate) fn month_record(&self, month: Month) -> Outcome<MonthRecord> {
        self.store.month(month)?.ok_or_else(|| Problem::new("month-missing").at(month).with("month", month).into())
    }

    /// Judges a month by its first scheme.
    pub fn judge(&mut self, month: Month) -> Outcome<Arc<JudgedMonth>> {
        self.judge_by(month, None)
    }

    /// Judges a month by one of its schemes.
    pub fn judge_scheme(&mut self, month: Month, scheme: &str) -> Outcome<Arc<JudgedMonth>> {
        self.judge_by(month, Some(scheme))
    }

    /// Judges a month from what is stored, by a scheme or by the first. The same for a closed month as on the day it was
    /// closed, but for decisions since: its policy is pinned, its facts are fixed.
    pub(crate) fn judge_by(&mut self, month: Month, scheme: Option<&str>) -> Outcome<Arc<JudgedMonth>> {
        let record = self.month_record(month)?;
        let scheme = self.scheme_in(month, scheme)?;
        self.judge_within(record, scheme, &[])
    }

    /// The same for a scheme on which others rest: `above` names those.
    pub(crate) fn judge_within(
        &mut self,
        record: MonthRecord,
        scheme: Scheme,
        above: &[String],
    ) -> Outcome<Arc<JudgedMonth>> {
        let stamp = self.stamp()?;
        if let Some(judged) = self.kept(stamp, &record, &scheme)? {
            return Ok(judged);
        }
        let carry = self.carry_before(&scheme)?;
        let members = self.members_of(&scheme, above)?;
        let judged = Arc::new(self.judge_after(record, scheme, carry, &members)?);
        self.keep(stamp, &judged);
        Ok(judged)
    }

    /// Judges a month by a scheme after what came before it, with what its members in the schemes below came to.
    pub(crate) fn judge_after(
        &mut self,
        record: MonthRecord,
        scheme: Scheme,
        carry: Arc<Carry>,
        members: &[Member],
    ) -> Outcome<JudgedMonth> {
        let register = self.register()?;
        let read = facts::read(&self.store, &register, &scheme, members)?;
        Ok(judge_read(record, scheme, carry, register, read))
    }

    /// The plain sum of a month's marks by SQLite alone: what the benchmark measures [`Office::judge`] against.
    pub fn sum_of_marks(&self, month: Month) -> Outcome<usize> {
        self.store.sum_of_marks(month).map(|sums| sums.len())
    }

    /// The plain sum of every mark of the file by SQLite alone: the peer of the whole history worked out anew.
    pub fn sum_of_all_marks(&self) -> Outcome<i64> {
        self.store.sum_of_all_marks()
    }

    fn carry_before(&mut self, scheme: &Scheme) -> Outcome<Arc<Carry>> {
        let key = (scheme.last, scheme.adopted.id);
        if let Some(carry) = self.carries.get(&key) {
            return Ok(Arc::clone(carry));
        }
        let window = u32::try_from(scheme.rules().window(scheme.policy.period)).unwrap_or(u32::MAX);
        let periods = self
            .store
            .traces_before(scheme.id(), scheme.last, window)?
            .into_iter()
            .map(|(of, bytes)| {
                PeriodTrace::from_bytes(&bytes)
                    .map_err(|e| Problem::new("trace-broken").at(of).with("detail", format!("{e:?}")).into())
            })
            .collect::<Outcome<Vec<_>>>()?;
        let carry = Arc::new(Carry::from_periods(periods));
        // One month at a time is worked on; what came before another would only fill the memory.
        self.carries.retain(|(last, _), _| *last == scheme.last);
        self.carries.insert(key, Arc::clone(&carry));
        Ok(carry)
    }
}
