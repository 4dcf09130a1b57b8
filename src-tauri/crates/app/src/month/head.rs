//! The month line: where the month stands, what it lacks, what comes next and why it can't be taken yet.

use std::collections::BTreeSet;

use domain::{Month, MonthState, Outcome, State};
use words::Words;

use crate::{
    JudgedMonth, Office, below,
    view::{MissingRow, MonthHead},
    workdays,
};

/// Positions of subjects that are not complete, each with the indicators that lack a mark. A subject is complete with
/// a state entered, with a published total, or with every mark of every inspection in which it has any; where the policy
/// has no sheet, with anything that it is judged by.
pub(crate) fn missing_of(judged: &JudgedMonth, words: Words) -> Vec<(usize, Vec<String>)> {
    let facts = &judged.facts;
    let views = judged.rules().indicators();
    if views.is_empty() && below::sources(judged.rules()).next().is_some() {
        // What rests on others has nothing of its own that could be missing.
        return Vec::new();
    }
    let ids: Vec<_> = views.iter().map(|v| facts.names.iter().position(|n| **n == *v.name)).collect();
    let mut missing = Vec::new();
    for (i, subject) in facts.subjects.iter().enumerate() {
        let total = facts.events_of(i).iter().any(|e| e.kind == policy::EventKind::Score);
        if subject.state.is_some() || total {
            continue;
        }
        if views.is_empty() {
            if judged.judged.outcomes[i].state == State::Uninspected {
                missing.push((i, judged_by(judged, words)));
            }
            continue;
        }
        let marks = facts.marks_of(i);
        // A bonus belongs to no inspection.
        let given = marks.iter().filter(|m| m.kind != policy::MarkKind::Bonus);
        let sources: BTreeSet<_> = given.map(|m| m.source).collect();
        if sources.is_empty() {
            missing.push((i, views.iter().map(|v| v.name.clone()).collect()));
            continue;
        }
        let mut lacking = Vec::new();
        for source in sources {
            let name = facts.name(source);
            let kind = name.split('/').next().unwrap_or_default();
            for (view, id) in views.iter().zip(&ids) {
                let asked = view.inspections.is_empty() || view.inspections.iter().any(|k| k == kind);
                let there =
                    id.is_some_and(|id| marks.iter().any(|m| m.source == source && usize::from(m.item.0) == id));
                if asked && !there {
                    lacking.push(format!("{} {name}", view.name));
                }
            }
        }
        if !lacking.is_empty() {
            missing.push((i, lacking));
        }
    }
    missing
}

/// What a policy without a sheet judges by, in words.
fn judged_by(judged: &JudgedMonth, words: Words) -> Vec<String> {
    let uses = judged.rules().fact_uses();
    let fact = ["vote", "external"].into_iter().find(|fact| uses.iter().any(|u| u.fact == *fact));
    fact.into_iter().map(|fact| words.text(&format!("fact.{fact}"), &[("", "")])).collect()
}

impl Office {
    /// The month line.
    pub fn month_head(&mut self, month: Month) -> Outcome<MonthHead> {
        let first = self.scheme_in(month, None)?;
        let ending = self.ending(month)?;
        let so_far;
        let judged = match ending.iter().find(|judged| judged.scheme() == first.id()) {
            Some(judged) => judged,
            None => {
                so_far = self.judge(month)?;
                &so_far
            }
        };
        let settings = self.settings()?;
        let words = self.words;
        // Of every scheme that ends with the month; within a longer period, of the first as it stands so far.
        let counted: Vec<&JudgedMonth> =
            if ending.is_empty() { vec![judged] } else { ending.iter().map(|judged| &**judged).collect() };
        let rows = |judged: &JudgedMonth| -> Vec<MissingRow> {
            missing_of(judged, words).iter().map(|(i, lacking)| missing_row(judged, *i, lacking)).collect()
        };
        let missing: Vec<MissingRow> = counted.iter().flat_map(|judged| rows(judged)).collect();
        let expected: usize = counted.iter().map(|judged| judged.posts.len()).sum();
        let next = match judged.record.state {
            MonthState::Open | MonthState::Scoring => Some("publish"),
            MonthState::Published => Some("close"),
            MonthState::Closed => None,
        };
        let hindrances = match next {
            Some("publish") => self.publish_hindrances(&judged.record, &ending)?,
            Some(_) => self.close_hindrances(&judged.record, &ending, false)?,
            None => Vec::new(),
        };
        Ok(MonthHead {
            month,
            state: judged.record.state,
            version: judged.record.version,
            policy: Some(format!("{} {}", judged.policy.title, judged.adopted.from)),
            schemes: self.scheme_rows(month)?,
            expected: count(expected),
            marked: count(expected - missing.len()),
            missing,
            hindrances: hindrances.iter().map(|p| self.problem_view(p)).collect(),
            next: next.map(str::to_string),
            grades: judged.rules().grades(),
            published_on: judged.record.published_on,
            publication_ends: judged
                .record
                .published_on
                .map(|on| workdays::after(&settings, on, settings.publication_days)),
            closed_on: judged.record.closed_on,
        })
    }
}

pub(super) fn missing_row(judged: &JudgedMonth, position: usize, lacking: &[String]) -> MissingRow {
    let post = &judged.posts[position];
    let named = judged.register.named(post.subject);
    MissingRow {
        scheme: judged.scheme().to_string(),
        person: post.subject,
        code: named.as_ref().map(|n| n.code.to_string()).unwrap_or_default(),
        name: named.map(|n| n.name).unwrap_or_default(),
        village: judged.village_name(position),
        indicators: lacking.to_vec(),
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
