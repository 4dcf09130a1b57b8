//! From scoring to published to closed. Every refusal lists all its reasons at once.

use std::sync::Arc;

use domain::{Fault, Month, MonthRecord, MonthState, Outcome, Problem, StoredOutcome};
use policy::{Judged, MeasureStatus};

use crate::{
    JudgedMonth, Office, Post, Scheme,
    office::{Deed, topic},
    view::Changed,
    workdays,
};

use super::head::{missing_of, missing_row};

/// The paper that every closed month may issue under a number, one for each scheme; the first scheme's has the plain name.
pub(crate) fn notice_of(at: usize, scheme: &str) -> String {
    if at == 0 { "notice".into() } else { format!("notice/{scheme}") }
}

const TOPICS: &[&str] = &[topic::MONTH, topic::OUTCOMES, topic::PEOPLE];

impl Office {
    fn missing_problems(&self, judged: &JudgedMonth) -> Vec<Problem> {
        missing_of(judged, self.words)
            .iter()
            .map(|(i, lacking)| {
                let row = missing_row(judged, *i, lacking);
                Problem::new("marks-missing")
                    .at(format!("{} {} {}", row.village, row.code, row.name))
                    .with("name", row.name)
                    .with("code", row.code)
                    .with("indicators", lacking.join("、"))
            })
            .collect()
    }

    fn earlier_open(&self, month: Month) -> Outcome<Vec<Problem>> {
        let months = self.store.months()?;
        let earlier = months.iter().filter(|m| m.month < month && m.state != MonthState::Closed);
        Ok(earlier.map(|m| Problem::new("earlier-month-open").at(m.month).with("month", m.month)).collect())
    }

    /// A month as judged by each scheme whose period ends with it.
    pub(crate) fn ending(&mut self, month: Month) -> Outcome<Vec<Arc<JudgedMonth>>> {
        let record = self.month_record(month)?;
        let schemes = self.schemes_of(month)?;
        schemes.into_iter().map(|scheme| self.judge_within(record.clone(), scheme, &[])).collect()
    }

    /// Why a month can't be published now.
    pub(super) fn publish_hindrances(
        &self,
        record: &MonthRecord,
        ending: &[Arc<JudgedMonth>],
    ) -> Outcome<Vec<Problem>> {
        let month = record.month;
        let mut problems = Vec::new();
        match record.state {
            MonthState::Published => problems.push(Problem::new("month-published").at(month).with("month", month)),
            MonthState::Closed => problems.push(Problem::new("month-closed").at(month).with("month", month)),
            MonthState::Open | MonthState::Scoring => {}
        }
        problems.extend(self.earlier_open(month)?);
        if !ending.is_empty() && ending.iter().all(|judged| judged.posts.is_empty()) {
            problems.push(Problem::new("nobody-to-assess").at(month).with("month", month));
        }
        problems.extend(ending.iter().flat_map(|judged| self.missing_problems(judged)));
        Ok(problems)
    }

    /// Why a month can't be closed now; with a reason given, running objections don't hinder.
    pub(super) fn close_hindrances(
        &self,
        record: &MonthRecord,
        ending: &[Arc<JudgedMonth>],
        reason_given: bool,
    ) -> Outcome<Vec<Problem>> {
        let month = record.month;
        let mut problems = Vec::new();
        match record.state {
            MonthState::Published => {}
            MonthState::Closed => problems.push(Problem::new("month-closed").at(month).with("month", month)),
            MonthState::Open | MonthState::Scoring => {
                problems.push(Problem::new("month-not-published").at(month).with("month", month));
            }
        }
        problems.extend(self.earlier_open(month)?);
        if record.state != MonthState::Closed {
            problems.extend(ending.iter().flat_map(|judged| self.missing_problems(judged)));
        }
        if reason_given {
            return Ok(problems);
        }
        let settings = self.settings()?;
        if let Some(on) = record.published_on {
            let ends = workdays::after(&settings, on, settings.publication_days);
            if self.clock.today() <= ends {
                problems.push(Problem::new("publication-runs").at(month).with("ends", ends).with("published", on));
            }
        }
        // An appeal against an earlier month holds up what rests on it, not everybody else's rewards.
        for judged in ending {
            for (outcome, post) in judged.judged.outcomes.iter().zip(&judged.posts) {
                if outcome.ladders.iter().any(|l| l.status == MeasureStatus::Suspended)
                    && let Some(named) = judged.register.named(post.subject)
                {
                    problems.push(Problem::new("appeal-runs").at(format!("{} {}", named.code, named.name)));
                }
            }
        }
        Ok(problems)
    }

    /// Publishes a month: it can no longer be entered into, only reopened.
    pub fn publish(&mut self, month: Month) -> Outcome<Changed> {
        let record = self.month_record(month)?;
        let ending = self.ending(month)?;
        refuse_if(self.publish_hindrances(&record, &ending)?)?;
        let record = MonthRecord { state: MonthState::Published, published_on: Some(self.clock.today()), ..record };
        let count: u32 = ending.iter().map(|judged| judged.judged.count).sum();
        let pins: Vec<_> = self.schemes_of(month)?.iter().map(Scheme::pin).collect();
        let deed = Deed::new("publish", TOPICS).with("month", month).with("count", count).for_good();
        let ((), changed) = self.write(deed, |tx| {
            tx.put_pins(month, &pins)?;
            tx.update_month(&record)
        })?;
        Ok(changed)
    }

    /// Takes a publication back: to scoring, never from closed.
    pub fn reopen(&mut self, month: Month, reason: &str) -> Outcome<Changed> {
        let record = self.month_record(month)?;
        let mut problems = Vec::new();
        match record.state {
            MonthState::Published => {}
            MonthState::Closed => problems.push(Problem::new("closed-never-reopens").at(month).with("month", month)),
            _ => problems.push(Problem::new("month-not-published").at(month).with("month", month)),
        }
        if reason.trim().is_empty() {
            problems.push(Problem::new("reason-needed").at(month));
        }
        refuse_if(problems)?;
        let record = MonthRecord { state: MonthState::Scoring, published_on: None, ..record };
        let deed = Deed::new("reopen", TOPICS).with("month", month).because(reason).for_good();
        let ((), changed) = self.write(deed, |tx| {
            tx.put_pins(month, &[])?;
            tx.update_month(&record)
        })?;
        Ok(changed)
    }

    /// Closes a month: records the approving meeting, stores every outcome and what later months need, for good.
    pub fn close(&mut self, month: Month, meeting: &str, reason: Option<&str>) -> Outcome<Changed> {
        let record = self.month_record(month)?;
        let ending = self.ending(month)?;
        let reason = reason.unwrap_or_default().trim();
        refuse_if(self.close_hindrances(&record, &ending, !reason.is_empty())?)?;
        let record = MonthRecord {
            state: MonthState::Closed,
            closed_on: Some(self.clock.today()),
            meeting: meeting.trim().to_string(),
            ..record
        };
        let year = self.clock.year();
        let deed =
            Deed::new("close", TOPICS).with("month", month).with("meeting", meeting.trim()).because(reason).for_good();
        let ((), changed) = self.write(deed, |tx| {
            tx.update_month(&record)?;
            for (at, judged) in ending.iter().enumerate() {
                let scheme = judged.scheme();
                tx.add_outcomes(month, record.version, scheme, &stored(&judged.judged, &judged.posts))?;
                tx.put_trace(month, record.version, scheme, &judged.judged.trace.to_bytes())?;
                tx.take_paper_number(month, &notice_of(at, scheme), year)?;
            }
            tx.settle_balances(month)
        })?;
        Ok(changed)
    }
}

fn refuse_if(problems: Vec<Problem>) -> Outcome<()> {
    if problems.is_empty() { Ok(()) } else { Err(Fault::refused(problems)) }
}

/// The outcomes of a month as its closed version keeps them.
pub(crate) fn stored(judged: &Judged, posts: &[Post]) -> Vec<StoredOutcome> {
    judged
        .outcomes
        .iter()
        .zip(posts)
        .map(|(o, post)| StoredOutcome {
            subject: post.subject,
            state: o.state,
            group: Some(o.group.to_string()).filter(|g| !g.is_empty()),
            score: o.score,
            rank: o.rank,
            grade: o.grade.as_deref().map(str::to_string),
            reward: o.reward.map(|m| m.0),
            goods: o.goods.iter().map(crate::outcomes::goods_text).collect(),
            deduction: o.reward.map(|_| o.deduction.0),
            step: o.ladders.iter().filter_map(|l| l.step).max(),
            measures: o.ladders.iter().flat_map(|l| l.measures.iter()).map(ToString::to_string).collect(),
        })
        .collect()
}
