//! What a policy would have changed in past months: the same fold over the same facts with another policy, nothing
//! stored.

use std::{path::Path, sync::Arc};

use domain::{Fault, Money, Month, Outcome, Problem};
use policy::{Carry, Period, PeriodTrace, Policy, SubjectKind};

use crate::{
    JudgedMonth, Office, Scheme, facts,
    outcomes::goods_text,
    policies::read_policy,
    policies::read_text,
    view::{BriefView, WhatIfMonthView, WhatIfSubjectView, WhatIfView},
};

impl BriefView {
    fn of(outcome: &policy::Outcome) -> Self {
        Self {
            score: outcome.score,
            rank: outcome.rank,
            grade: outcome.grade.as_deref().map(str::to_string),
            reward_fen: outcome.reward,
            reward_goods: outcome.goods.iter().map(goods_text).collect(),
            deduction_fen: outcome.deduction,
            measures: outcome.measures().map(ToString::to_string).collect(),
        }
    }
}

fn rewards(outcomes: &[policy::Outcome]) -> Money {
    Money(outcomes.iter().filter_map(|o| o.reward).map(|m| m.0).sum())
}

impl Office {
    /// Judges the months from `from` to `to` (the last one when there is none) by the policy of a file. What came before
    /// is what was stored before the first month, or nothing at all when `fresh`. `watch` is told how many months are
    /// done, of how many, and stops the work by answering false.
    pub fn what_if(
        &mut self,
        path: &Path,
        from: Month,
        to: Option<Month>,
        fresh: bool,
        watch: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Outcome<WhatIfView> {
        self.what_if_under(&read_policy(&read_text(path)?)?, from, to, fresh, watch)
    }

    /// The same by a policy in hand, such as a draft that is no file yet.
    pub fn what_if_under(
        &mut self,
        policy: &Policy,
        from: Month,
        to: Option<Month>,
        fresh: bool,
        watch: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Outcome<WhatIfView> {
        let policy = Arc::new(policy.clone());
        if policy.period != Period::Month || policy.subject != SubjectKind::Worker {
            return Err(Problem::new("what-if-other-subjects").at(&policy.title).into());
        }
        let months: Vec<Month> = self.store.months()?.into_iter().map(|m| m.month).collect();
        let months: Vec<Month> = months.into_iter().filter(|m| *m >= from && to.is_none_or(|to| *m <= to)).collect();
        let Some(&first) = months.first() else {
            return Err(Problem::new("month-missing").at(from).with("month", from).into());
        };
        let outside = months.iter().filter(|m| policy.version_at(**m).is_none());
        let outside: Vec<_> = outside.map(|m| Problem::new("try-outside-versions").at(m).with("month", m)).collect();
        if !outside.is_empty() {
            return Err(Fault::refused(outside));
        }
        let mut was_carry = self.carry_of(first)?;
        let mut carry = if fresh { Carry::empty() } else { was_carry.clone() };
        let mut tried = WhatIfView { policy: policy.id.clone(), months: Vec::new(), reward_difference_fen: Money(0) };
        for (done, &month) in months.iter().enumerate() {
            if !watch(done, months.len()) {
                return Err(Problem::new("what-if-cancelled").into());
            }
            let Some(version) = policy.version_at(month) else { continue };
            let (record, scheme) = (self.month_record(month)?, self.scheme_in(month, None)?);
            let members = self.members_of(&scheme, &[])?;
            let was = self.judge_after(record, scheme, Arc::new(was_carry.clone()), &members)?;
            let rules = &policy.versions[version];
            // What was entered for the scheme of the month, read as the tried policy counts it.
            let read = if facts::read_alike(was.rules(), rules) {
                None
            } else {
                let (adopted, policy) = (was.adopted.clone(), Arc::clone(&policy));
                let scheme = Scheme { adopted, policy, version, last: was.last };
                Some(facts::read(&self.store, &was.register, &scheme, &members)?.facts)
            };
            let now = policy::judge(&policy, version, &carry, read.as_ref().unwrap_or(&was.facts));
            let pairs = was.judged.outcomes.iter().zip(&now.outcomes).enumerate();
            let changed = pairs.filter_map(|(at, (was_one, now_one))| differing(&was, at, was_one, now_one)).collect();
            let (reward_was_fen, reward_now_fen) = (rewards(&was.judged.outcomes), rewards(&now.outcomes));
            tried.reward_difference_fen.0 += reward_now_fen.0 - reward_was_fen.0;
            tried.months.push(WhatIfMonthView { month, reward_was_fen, reward_now_fen, changed });
            carry.push(now.trace, rules.window(policy.period));
            was_carry.push(Arc::unwrap_or_clone(was.judged).trace, usize::MAX);
        }
        watch(months.len(), months.len());
        Ok(tried)
    }

    /// Everything that was stored before a month, whichever policy asks for it.
    fn carry_of(&mut self, month: Month) -> Outcome<Carry> {
        let scheme = self.scheme_in(month, None)?;
        let traces = self.store.traces_before(scheme.id(), month, u32::MAX)?;
        let periods = traces.into_iter().map(|(of, bytes)| {
            PeriodTrace::from_bytes(&bytes)
                .map_err(|e| Fault::from(Problem::new("trace-broken").at(of).with("detail", format!("{e:?}"))))
        });
        periods.collect::<Outcome<Vec<_>>>().map(Carry::from_periods)
    }
}

fn differing(
    judged: &JudgedMonth,
    at: usize,
    was: &policy::Outcome,
    now: &policy::Outcome,
) -> Option<WhatIfSubjectView> {
    // Most are the same, and of them nothing is written out.
    let same = (was.score, was.rank, &was.grade, was.reward, was.deduction, &was.goods)
        == (now.score, now.rank, &now.grade, now.reward, now.deduction, &now.goods);
    if same && was.measures().eq(now.measures()) {
        return None;
    }
    let named = judged.register.named(judged.posts[at].subject)?;
    Some(WhatIfSubjectView {
        subject_id: named.uuid.to_string(),
        code: named.code.to_string(),
        name: named.name,
        village: Some(judged.village_name(at)).filter(|village| !village.is_empty()),
        was: BriefView::of(was),
        now: BriefView::of(now),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{may, month, run_month, small_office, type_total};

    /// The default policy with 优秀 from 86 points on.
    fn kinder(office: &Office) -> Policy {
        let text = std::fs::read_to_string(office.assets.join("policies/default/policy.yaml")).unwrap();
        policy::read(&text.replace("优秀: { from: 90 }", "优秀: { from: 86 }").replace("below: 90", "below: 86"))
            .unwrap()
    }

    fn two_months() -> Office {
        let mut office = small_office();
        run_month(&mut office, may(), [92, 87, 58, 95]);
        let june = month("2026-06");
        office.open_month(june).unwrap();
        for (person, total) in [(1, 91), (2, 88), (3, 59), (4, 96)] {
            type_total(&mut office, june, person, total);
        }
        office
    }

    #[test]
    fn only_those_whose_outcome_differs_are_told_month_by_month() {
        let mut office = two_months();
        let policy = kinder(&office);
        let mut told = Vec::new();
        let mut watch = |done, of| {
            told.push((done, of));
            true
        };
        let tried = office.what_if_under(&policy, may(), None, false, &mut watch).unwrap();
        let changed: Vec<_> = tried.months.iter().map(|m| (m.month.to_string(), m.changed.len())).collect();
        assert_eq!(changed, [("2026-05".into(), 1), ("2026-06".into(), 1)]);
        let second = &tried.months[1].changed[0];
        assert_eq!((second.was.grade.as_deref(), second.now.grade.as_deref()), (Some("良好"), Some("优秀")));
        assert_eq!(told, [(0, 2), (1, 2), (2, 2)]);
    }

    #[test]
    fn the_policy_in_force_tried_on_its_own_past_changes_nothing() {
        let mut office = two_months();
        let text = std::fs::read_to_string(office.assets.join("policies/default/policy.yaml")).unwrap();
        let tried = office.what_if_under(&policy::read(&text).unwrap(), may(), None, false, &mut |_, _| true).unwrap();
        assert!(tried.months.iter().all(|m| m.changed.is_empty() && m.reward_was_fen == m.reward_now_fen));
    }

    #[test]
    fn a_trial_that_is_stopped_answers_so() {
        let mut office = two_months();
        let policy = kinder(&office);
        let stopped = office.what_if_under(&policy, may(), None, false, &mut |done, _| done < 1).unwrap_err();
        assert_eq!(stopped.code(), "what-if-cancelled");
    }
}
