//! The month line: where the month stands, what it lacks, what comes next and why it can't be taken yet.

use domain::{Month, MonthState, Outcome, State};
use policy::{IndicatorView, NameId};
use words::Words;

use crate::{
    JudgedMonth, Office, below,
    view::{MissingRow, MonthHead},
    workdays,
};

/// What a subject lacks.
enum Lacking {
    /// Nothing.
    Nothing,
    /// Everything: there is not one mark, or nothing else that it could be judged by.
    Everything,
    /// Marks in inspections that it has others in: the indicator's position, and the inspection.
    Marks(Vec<(usize, NameId)>),
}

/// What subjects must have to be complete: a state, a published total, or every mark of every inspection in which they have
/// any; where the policy has no sheet, anything that they are judged by.
struct Completeness<'a> {
    judged: &'a JudgedMonth,
    views: Vec<IndicatorView>,
    /// The views' names in the facts.
    ids: Vec<Option<usize>>,
    /// It rests on other schemes and has nothing of its own that could be missing.
    rests: bool,
}

impl<'a> Completeness<'a> {
    fn of(judged: &'a JudgedMonth) -> Self {
        let views = judged.rules().indicators();
        let ids = views.iter().map(|v| judged.facts.names.iter().position(|n| **n == *v.name)).collect();
        let rests = views.is_empty() && below::sources(judged.rules()).next().is_some();
        Self { judged, views, ids, rests }
    }

    fn lacking(&self, i: usize) -> Lacking {
        let facts = &self.judged.facts;
        let total = || facts.events_of(i).iter().any(|e| e.kind == policy::EventKind::Score);
        if self.rests || facts.subjects[i].state.is_some() || total() {
            return Lacking::Nothing;
        }
        if self.views.is_empty() {
            let uninspected = self.judged.judged.outcomes[i].state == State::Uninspected;
            return if uninspected { Lacking::Everything } else { Lacking::Nothing };
        }
        let marks = facts.marks_of(i);
        // A bonus belongs to no inspection.
        let given = marks.iter().filter(|m| m.kind != policy::MarkKind::Bonus);
        let mut sources: Vec<NameId> = given.map(|m| m.source).collect();
        sources.sort_unstable();
        sources.dedup();
        if sources.is_empty() {
            return Lacking::Everything;
        }
        let mut lacking = Vec::new();
        for source in sources {
            let kind = facts.name(source).split('/').next().unwrap_or_default();
            for (at, (view, id)) in self.views.iter().zip(&self.ids).enumerate() {
                let asked = view.inspections.is_empty() || view.inspections.iter().any(|k| k == kind);
                let there =
                    || id.is_some_and(|id| marks.iter().any(|m| m.source == source && usize::from(m.item.0) == id));
                if asked && !there() {
                    lacking.push((at, source));
                }
            }
        }
        if lacking.is_empty() { Lacking::Nothing } else { Lacking::Marks(lacking) }
    }
}

/// How many subjects are complete.
pub(super) fn count_complete(judged: &JudgedMonth) -> u32 {
    let completeness = Completeness::of(judged);
    count((0..judged.posts.len()).filter(|&i| matches!(completeness.lacking(i), Lacking::Nothing)).count())
}

/// Positions of subjects that are not complete, each with the indicators that lack a mark.
pub(crate) fn missing_of(judged: &JudgedMonth, words: Words) -> Vec<(usize, Vec<String>)> {
    let completeness = Completeness::of(judged);
    let views = &completeness.views;
    let told = |i| match completeness.lacking(i) {
        Lacking::Nothing => None,
        Lacking::Everything if views.is_empty() => Some((i, judged_by(judged, words))),
        Lacking::Everything => Some((i, views.iter().map(|v| v.name.clone()).collect())),
        Lacking::Marks(marks) => {
            let name = |(at, source): &(usize, NameId)| format!("{} {}", views[*at].name, judged.facts.name(*source));
            Some((i, marks.iter().map(name).collect()))
        }
    };
    (0..judged.posts.len()).filter_map(told).collect()
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
