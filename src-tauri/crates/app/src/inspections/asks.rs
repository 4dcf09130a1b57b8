//! What the policies of a month ask households, and whom an answer is about.

use domain::{GridId, Month, Outcome, Question, SubjectId};
use policy::{Rule, Version};

use crate::{Office, Post, Register};

/// A question, its answers, and whom it is asked about.
pub(crate) struct Ask {
    pub(crate) question: Question,
    /// In the policy's order.
    pub(crate) options: Vec<String>,
    pub(crate) posts: Vec<Post>,
}

impl Ask {
    /// Those who answer for the ground that a household stands on.
    pub(crate) fn about<'a>(&'a self, register: &'a Register, grid: GridId) -> impl Iterator<Item = &'a Post> {
        self.posts.iter().filter(move |post| register.upwards(grid).any(|g| post.grids.contains(&g.id)))
    }
}

/// The answers that a version's clauses count, by question; one that two clauses name stands once.
fn asked(version: &Version) -> Vec<(Question, Vec<String>)> {
    let mut found: Vec<(Question, Vec<String>)> = Vec::new();
    for rule in version.clauses.iter().filter_map(|c| c.rule.as_ref()) {
        let names = |options: &[(String, i64)]| options.iter().map(|(name, _)| name.clone()).collect();
        let (question, options): (_, Vec<String>) = match rule {
            Rule::HouseholdSampling(rule) => (Question::Household, names(&rule.options)),
            Rule::VotePoints(rule) => (Question::Vote, names(&rule.options)),
            Rule::VoteRanking(rule) => (Question::Vote, rule.order.clone()),
            _ => continue,
        };
        match found.iter_mut().find(|(q, _)| *q == question) {
            Some((_, known)) => known.extend(options.into_iter().filter(|o| !known.contains(o)).collect::<Vec<_>>()),
            None => found.push((question, options)),
        }
    }
    found
}

impl Office {
    /// What the month's schemes ask households; a subject that two ask the same about is asked about once.
    pub(crate) fn asks(&mut self, month: Month) -> Outcome<Vec<Ask>> {
        let register = self.register()?;
        let mut asks: Vec<Ask> = Vec::new();
        for scheme in self.schemes_in(month)? {
            for (question, options) in asked(scheme.rules()) {
                let known: Vec<SubjectId> = asks
                    .iter()
                    .filter(|a| a.question == question)
                    .flat_map(|a| a.posts.iter().map(|p| p.subject))
                    .collect();
                let mut posts = register.subjects(scheme.policy.subject, scheme.span());
                posts.retain(|p| !known.contains(&p.subject));
                asks.push(Ask { question, options, posts });
            }
        }
        Ok(asks)
    }
}
