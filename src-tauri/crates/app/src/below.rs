//! One scheme resting on another: what the scheme below gave its subjects, in the periods that lie within this one's,
//! told to each subject above as the scores of its members. A village has the workers whose main grid lies in it, a head
//! the grids that he answers for; over a longer period everyone has their own months.

use std::collections::HashMap;

use domain::{GridId, MonthState, Outcome, Problem, Score, SubjectId};
use policy::{RollUpBy, Rule};

use crate::{Office, Register, Scheme};

/// A score of the scheme below, as a fact of a subject above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    /// The subject above.
    pub(crate) of: SubjectId,
    /// The scheme below, as the clause names it.
    pub(crate) source: String,
    /// Whose score it is, and of which month where the period has several.
    pub(crate) item: String,
    /// The score.
    pub(crate) score: Score,
    /// Households, where the clause weighs by them.
    pub(crate) weight: Option<u32>,
}

/// A period of a scheme below.
#[derive(Debug, Clone)]
pub(crate) struct Below {
    /// The scheme, as the clause names it.
    pub(crate) source: String,
    /// The scheme in that period.
    pub(crate) scheme: Scheme,
}

/// The schemes that a version's clauses rest on: clause and the name that it gives.
pub(crate) fn sources(version: &policy::Version) -> impl Iterator<Item = (&policy::Clause, &str)> {
    version.clauses.iter().filter_map(|clause| match &clause.rule {
        Some(Rule::RollUp(rule)) => Some((clause, rule.source.as_str())),
        _ => None,
    })
}

/// The members that one period of the scheme below gives to the subjects above.
pub(crate) fn members(
    register: &Register,
    above: &Scheme,
    below: &Below,
    scores: impl IntoIterator<Item = (SubjectId, Score)>,
) -> Vec<Member> {
    let weighted = above.rules().clauses.iter().any(
        |c| matches!(&c.rule, Some(Rule::RollUp(rule)) if rule.source == below.source && rule.by == RollUpBy::WeightedMean),
    );
    let (upper, lower) = (above.policy.subject, below.scheme.policy.subject);
    let mut on_grid: HashMap<GridId, Vec<SubjectId>> = HashMap::new();
    for post in register.subjects(upper, above.span()) {
        for grid in post.grids {
            on_grid.entry(grid).or_default().push(post.subject);
        }
    }
    let mut found = Vec::new();
    for (subject, score) in scores {
        let Some(post) = register.subject(lower, subject, below.scheme.span()) else { continue };
        let mut over: Vec<SubjectId> = if upper == lower {
            register.subject(upper, subject, above.span()).map(|p| p.subject).into_iter().collect()
        } else {
            register.upwards(post.grid).flat_map(|g| on_grid.get(&g.id).into_iter().flatten().copied()).collect()
        };
        over.sort_unstable();
        over.dedup();
        let named = register.named(subject);
        let who = named.map(|n| format!("{} {}", n.code, n.name)).unwrap_or_default();
        let item = match below.scheme.span() == above.span() {
            true => who,
            false => format!("{} {who}", below.scheme.last),
        };
        let weight = post.households.filter(|_| weighted);
        found.extend(over.into_iter().map(|of| Member {
            of,
            source: below.source.clone(),
            item: item.clone(),
            score,
            weight,
        }));
    }
    found
}

impl Office {
    /// The periods of other schemes that a scheme rests on, oldest first; of the months that the file has.
    pub(crate) fn below(&mut self, scheme: &Scheme) -> Outcome<Vec<Below>> {
        let named: Vec<String> = sources(scheme.rules()).map(|(_, source)| source.to_string()).collect();
        let mut found = Vec::new();
        if named.is_empty() {
            return Ok(found);
        }
        for month in scheme.span().months() {
            if self.store.month(month)?.is_none() {
                continue;
            }
            for lower in self.schemes_of(month)?.into_iter().filter(|s| s.id() != scheme.id()) {
                let source = named.iter().find(|name| lower.goes_by(name)).cloned();
                found.extend(source.map(|source| Below { source, scheme: lower }));
            }
        }
        Ok(found)
    }

    /// What the schemes below give to the subjects of a scheme: as stored where the month is closed, else as judged now.
    /// `above` names the schemes that ask, so that two resting on each other are refused.
    pub(crate) fn members_of(&mut self, scheme: &Scheme, above: &[String]) -> Outcome<Vec<Member>> {
        let mut found = Vec::new();
        let below = self.below(scheme)?;
        let above = [above, &[scheme.id().to_string()]].concat();
        for lower in below {
            let (month, id) = (lower.scheme.last, lower.scheme.id());
            if above.iter().any(|a| a == id) {
                return Err(Problem::new("roll-up-cycle")
                    .at(&scheme.policy.title)
                    .with("source", &lower.source)
                    .into());
            }
            let record = self.month_record(month)?;
            let scores: Vec<(SubjectId, Score)> = if record.state == MonthState::Closed {
                let stored = self.store.outcomes(month, record.version, id)?;
                stored.into_iter().filter_map(|o| Some((o.subject, o.score?))).collect()
            } else {
                let judged = self.judge_within(record, lower.scheme.clone(), &above)?;
                let outcomes = judged.judged.outcomes.iter().zip(&judged.posts);
                outcomes.filter_map(|(o, post)| Some((post.subject, o.score?))).collect()
            };
            let register = self.register()?;
            found.extend(members(&register, scheme, &lower, scores));
        }
        Ok(found)
    }
}
