//! Why: the derivation of one subject, made on demand by judging the period again and asking each phase.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    change::{WouldChange, changes},
    facts::Facts,
    judge::{Working, finish, work},
    model::Policy,
    outcome::{Judged, Outcome},
    phases::{combine, grade, indicators, ladder, less, lists, rank, redeem, rescore, reward, subjects, year},
    rules::Phase,
    trace::Carry,
};

/// One step of the derivation. It is data: the sentence is made from the words `reason.<words>` when somebody looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The clause's position in the version; `None` where the engine's own default holds.
    pub clause: Option<usize>,
    /// Which document.
    pub document: Arc<str>,
    /// Which article.
    pub article: Arc<str>,
    /// As the office wrote it.
    pub text: Arc<str>,
    /// The kind of rule.
    pub rule: &'static str,
    /// In which phase.
    pub phase: Phase,
    /// The words' key without `reason.`.
    pub words: &'static str,
    /// What went in, by name.
    pub inputs: Vec<(&'static str, String)>,
    /// What came out.
    pub result: String,
}

impl Reason {
    /// The words' arguments: the inputs and the result.
    pub fn args(&self) -> BTreeMap<String, String> {
        let inputs = self.inputs.iter().map(|(name, value)| (name.to_string(), value.clone()));
        inputs.chain([("result".to_string(), self.result.clone())]).collect()
    }
}

/// Why one outcome is what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation {
    /// The outcome.
    pub outcome: Outcome,
    /// Step by step, in the order of the phases.
    pub reasons: Vec<Reason>,
    /// The smallest single changes that would have made it another.
    pub changes: Vec<WouldChange>,
}

/// Collects the reasons of one subject.
pub(crate) struct Because<'b> {
    texts: &'b ClauseTexts,
    pub reasons: Vec<Reason>,
}

/// The clauses' texts, shared by all reasons.
pub(crate) struct ClauseTexts(Vec<ClauseText>);

#[derive(Clone)]
struct ClauseText {
    document: Arc<str>,
    article: Arc<str>,
    text: Arc<str>,
    rule: &'static str,
}

impl ClauseTexts {
    fn of(w: &Working<'_>) -> Self {
        let clauses = w.version.clauses.iter().map(|c| {
            let rule = c.rule.as_ref().map_or("", |rule| rule.doc().kind);
            ClauseText {
                document: c.document.as_str().into(),
                article: c.article.as_str().into(),
                text: c.text.as_str().into(),
                rule,
            }
        });
        Self(clauses.collect())
    }
}

impl Because<'_> {
    pub fn add(
        &mut self,
        clause: Option<usize>,
        phase: Phase,
        words: &'static str,
        inputs: Vec<(&'static str, String)>,
        result: &str,
    ) {
        let ClauseText { document, article, text, rule } =
            clause.and_then(|at| self.texts.0.get(at)).cloned().unwrap_or_else(|| {
                let none: Arc<str> = "".into();
                ClauseText { document: none.clone(), article: none.clone(), text: none, rule: "default" }
            });
        let result = result.to_string();
        self.reasons.push(Reason { clause, document, article, text, rule, phase, words, inputs, result });
    }
}

/// What several subjects' reasons are made of, worked out once.
struct Ready<'w, 'a> {
    texts: ClauseTexts,
    climbs: Vec<ladder::Climb<'w, 'a>>,
    ended: Vec<year::Ended<'w, 'a>>,
    costs: Vec<Vec<i64>>,
}

impl<'w, 'a> Ready<'w, 'a> {
    fn of(w: &'w Working<'a>) -> Self {
        let (climbs, ended) = (ladder::climbs(w), year::ended(w));
        Self { texts: ClauseTexts::of(w), climbs, ended, costs: less::all_costs(w) }
    }
}

fn reasons_of(w: &Working<'_>, ready: &Ready<'_, '_>, i: usize) -> Vec<Reason> {
    let mut because = Because { texts: &ready.texts, reasons: Vec::new() };
    subjects::reasons(w, i, &mut because);
    indicators::reasons(w, i, &mut because);
    rescore::reasons(w, i, &mut because);
    combine::reasons(w, i, &mut because);
    rank::reasons(w, i, &mut because);
    grade::reasons(w, i, &mut because);
    reward::reasons(w, i, &mut because);
    ladder::reasons(w, &ready.climbs, i, &mut because);
    year::reasons(w, &ready.ended, i, &mut because);
    less::reasons(w, &ready.costs, i, &mut because);
    redeem::reasons(w, i, &mut because);
    lists::reasons(w, i, &mut because);
    because.reasons
}

/// The derivation of one subject's outcome; `None` when the facts don't know it.
pub fn explain(policy: &Policy, version: usize, carry: &Carry, facts: &Facts, key: i64) -> Option<Derivation> {
    let i = facts.position(key)?;
    let w = work(policy, version, carry, facts);
    let reasons = reasons_of(&w, &Ready::of(&w), i);
    let mut judged = finish(w);
    let changes = changes(policy, version, carry, facts, i, &judged);
    let outcome = judged.outcomes.swap_remove(i);
    Some(Derivation { outcome, reasons, changes })
}

/// The outcomes of a period with the reasons of each, without what would have changed them.
pub fn reasons_for_all(policy: &Policy, version: usize, carry: &Carry, facts: &Facts) -> (Judged, Vec<Vec<Reason>>) {
    let w = work(policy, version, carry, facts);
    let ready = Ready::of(&w);
    let reasons = (0..w.rows.len()).map(|i| reasons_of(&w, &ready, i)).collect();
    drop(ready);
    (finish(w), reasons)
}
