//! The derivation of one subject's outcome: sentences with their articles, from marks to measure, and what would have
//! changed it.

use std::collections::BTreeMap;

use domain::{Decision, Fault, Month, Outcome, Problem, SubjectId};
use policy::{Reason, WouldChange};
use words::Words;

use crate::{
    Office,
    view::{DecisionForm, Explanation, ExplanationStep, HandoutForm, ReasonView},
};

/// A reason with its sentence.
pub(crate) fn reason_view(reason: &Reason, words: Words) -> ReasonView {
    ReasonView {
        document: reason.document.to_string(),
        article: reason.article.to_string(),
        rule: reason.rule.to_string(),
        inputs: reason.inputs.iter().map(|(k, v)| ((*k).to_string(), v.clone())).collect(),
        result: reason.result.clone(),
        text: words.text(&format!("reason.{}", reason.words), &reason.args()),
    }
}

impl Office {
    /// A reason with its sentence, in the language in use.
    pub(crate) fn reason_view(&self, reason: &Reason) -> ReasonView {
        reason_view(reason, self.words)
    }

    /// “2 points more in 道路 would have made 优秀”.
    pub(crate) fn change_text(&self, change: &WouldChange) -> String {
        let args = |pairs: &[(&str, String)]| -> BTreeMap<String, String> {
            pairs.iter().map(|(k, v)| ((*k).to_string(), v.clone())).collect()
        };
        let mut text = self.words.text(&format!("change.{}", change.words), &args(&change.args));
        let none = self.words.text("change.none", &BTreeMap::new());
        let or_none = |s: &str| if s.is_empty() { none.clone() } else { s.to_string() };
        let parts: Vec<String> = change
            .differences
            .iter()
            .map(|d| {
                let pairs = [("from", or_none(&d.from)), ("to", or_none(&d.to))];
                self.words.text(&format!("change.to-{}", d.field), &args(&pairs))
            })
            .collect();
        let and = self.words.text("change.and", &BTreeMap::new());
        for part in parts {
            text.push_str(&and);
            text.push_str(&part);
        }
        text
    }

    /// The whole derivation of a subject's month by its first scheme.
    pub fn explain(&mut self, month: Month, person: SubjectId) -> Outcome<Explanation> {
        self.explain_by(month, None, person)
    }

    /// The whole derivation of a subject's month by one of its schemes.
    pub fn explain_by(&mut self, month: Month, scheme: Option<&str>, person: SubjectId) -> Outcome<Explanation> {
        let judged = self.judge_by(month, scheme)?;
        let not_there = || Fault::from(Problem::new("not-a-subject").with("month", month));
        let position = judged.position(person).ok_or_else(not_there)?;
        let derivation = policy::explain(&judged.policy, judged.version, &judged.carry, &judged.facts, person.0)
            .ok_or_else(not_there)?;
        let steps: Vec<_> = derivation
            .reasons
            .iter()
            .map(|r| ExplanationStep { reason: self.reason_view(r), clause: r.text.to_string() })
            .collect();
        let reasons = steps.iter().map(|s| s.reason.clone()).collect();
        let mine = |scheme: &str, subject| scheme == judged.scheme() && subject == person;
        let decisions: Vec<Decision> =
            self.store.decisions(month)?.into_iter().filter(|d| mine(&d.scheme, d.subject)).collect();
        let handout = self.store.handouts(month)?.into_iter().find(|h| mine(&h.scheme, h.subject));
        let outcome = self.outcome_row(&judged, position, reasons);
        Ok(Explanation {
            month,
            steps,
            changes: derivation.changes.iter().map(|c| self.change_text(c)).collect(),
            decisions: decisions.iter().map(|d| self.decision_text(d)).collect(),
            decision: decisions.last().map(|d| DecisionForm {
                month,
                scheme: Some(d.scheme.clone()),
                person,
                decision: d.decision.clone(),
                by: d.by.clone(),
                on: d.on,
                reason: d.reason.clone(),
                said: d.said.clone(),
                own_words: d.own_words.clone(),
                handed_over: d.handed_over,
            }),
            handout: handout.map(|h| HandoutForm {
                month,
                scheme: Some(h.scheme),
                person,
                on: Some(h.on),
                by: h.by,
                signed_by: h.signed_by,
            }),
            outcome,
        })
    }

    fn decision_text(&self, d: &Decision) -> String {
        let args = BTreeMap::from([
            ("on".to_string(), d.on.to_string()),
            ("by".to_string(), d.by.clone()),
            ("reason".to_string(), d.reason.clone()),
        ]);
        let mut text = self.words.text(&format!("decision.{}", d.decision), &args);
        for (key, value) in [("reason", &d.reason), ("said", &d.said), ("own-words", &d.own_words)] {
            if !value.is_empty() {
                let args = BTreeMap::from([("text".to_string(), value.clone())]);
                text.push_str(&self.words.text(&format!("decision.with-{key}"), &args));
            }
        }
        if let Some(handed) = d.handed_over {
            let key = if handed { "decision.handed-over" } else { "decision.refused" };
            text.push_str(&self.words.text(key, &BTreeMap::new()));
        }
        text
    }
}
