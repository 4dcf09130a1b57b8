//! A person's decision on a measure or on a tie. Decisions are facts of the month that they answer; one that changes what
//! a closed month published is kept as a correction, with what follows from it.

use domain::{Decision, Fault, Handout, MonthState, Outcome, Problem, SubjectId};
use policy::{DecisionKind, MeasureStatus};

use crate::{
    JudgedMonth, Office,
    correct::{Plan, Ready, Record, Tried, Write, pairs},
    office::{Deed, topic},
    outcomes::status_of,
    view::{Changed, ChangedFact, DecisionForm, HandoutForm, Ripple},
};

const TOPICS: &[&str] = &[topic::OUTCOMES, topic::PEOPLE, topic::MONTH];

impl Office {
    /// Records a decision: `confirm`, `waive`, `done`, `appeal`, `keep`, `annul`, `choose`.
    pub fn decide(&mut self, form: &DecisionForm) -> Outcome<Changed> {
        let (decision, ready, first_waiver, name) = self.decision(form)?;
        let what = self.words.text(&format!("decision-verb.{}", decision.decision), &[("", "")]);
        let reason = match form.reason.trim() {
            "" => what.clone(),
            reason => reason.to_string(),
        };
        let record = Record { by: decision.by.clone(), reason, on: self.clock.today(), year: self.clock.year() };
        let deed = Deed::new("decide", topic::ALL)
            .with("month", form.month)
            .with("name", name)
            .with("decision", what)
            .with("by", &decision.by)
            .because(&form.reason);
        let ((), changed) = self.write(deed, |tx| {
            let Some(ready) = ready else { return tx.add_decision(&decision) };
            let tried = ready.tried(tx)?;
            if ordinary(&tried, &ready, &decision, first_waiver) {
                return tried.keep_traces(tx, &ready);
            }
            record.keep(tx, &ready, &tried)
        })?;
        Ok(changed)
    }

    /// What would follow from a decision on a closed month, where it changes what was published; `None` where it doesn't.
    /// Nothing is stored.
    pub fn preview_decision(&mut self, form: &DecisionForm) -> Outcome<Option<Ripple>> {
        let (decision, ready, first_waiver, _) = self.decision(form)?;
        let Some(ready) = ready else { return Ok(None) };
        let tried = self.store.rehearse(|tx| ready.tried(tx))?;
        Ok((!ordinary(&tried, &ready, &decision, first_waiver)).then_some(tried.ripple))
    }

    /// A decision that can be taken; for a closed month with what it may reach.
    fn decision(&mut self, form: &DecisionForm) -> Outcome<(Decision, Option<Ready>, bool, String)> {
        let judged = self.judge_by(form.month, form.scheme.as_deref())?;
        let kind = DecisionKind::parse(form.decision.trim())
            .ok_or_else(|| Problem::new("unknown-decision").with("decision", &form.decision))?;
        let position =
            judged.position(form.person).ok_or_else(|| Problem::new("not-a-subject").with("month", form.month))?;
        let name = judged.register.name_of(form.person);
        self.check_decision(&judged, position, kind, form, &name)?;
        let decision = Decision {
            id: 0,
            month: form.month,
            scheme: judged.scheme().to_string(),
            subject: form.person,
            decision: form.decision.trim().to_string(),
            by: form.by.trim().to_string(),
            on: form.on,
            reason: form.reason.trim().to_string(),
            said: form.said.trim().to_string(),
            own_words: form.own_words.trim().to_string(),
            handed_over: form.handed_over,
        };
        if judged.record.state != MonthState::Closed {
            return Ok((decision, None, false, name));
        }
        let taken: Vec<Decision> = self
            .store
            .decisions(form.month)?
            .into_iter()
            .filter(|d| (&d.scheme, d.subject) == (&decision.scheme, form.person))
            .collect();
        let first_waiver = kind == DecisionKind::Waive && status_of(taken.iter()) == MeasureStatus::Proposed;
        let named = judged.register.named(form.person);
        let told = ChangedFact {
            subject_id: named.as_ref().map(|n| n.uuid.to_string()),
            code: named.as_ref().map(|n| n.code.to_string()).unwrap_or_default(),
            name: name.clone(),
            fact: "decision".into(),
            item: String::new(),
            was: None,
            now: Some(self.words.text(&format!("decision-verb.{}", decision.decision), &[("", "")])),
        };
        let plan = Plan { writes: vec![Write::Decision(decision.clone())], told: vec![told], register: None };
        let ready = self.ready_with(judged.record.clone(), plan)?;
        Ok((decision, Some(ready), first_waiver, name))
    }

    fn check_decision(
        &self,
        judged: &JudgedMonth,
        position: usize,
        kind: DecisionKind,
        form: &DecisionForm,
        name: &str,
    ) -> Outcome<()> {
        let outcome = &judged.judged.outcomes[position];
        let mut problems = Vec::new();
        if judged.last != form.month {
            problems.push(Problem::new("period-runs").at(name).with("month", form.month).with("last", judged.last));
            return Err(Fault::refused(problems));
        }
        let mut refuse = |code: &str| problems.push(Problem::new(code).at(name).with("month", form.month));
        if !matches!(judged.record.state, MonthState::Published | MonthState::Closed) {
            refuse("decision-before-publication");
        }
        if form.by.trim().is_empty() {
            refuse("decision-needs-name");
        }
        if form.reason.trim().is_empty()
            && matches!(kind, DecisionKind::Waive | DecisionKind::Annul | DecisionKind::Appeal)
        {
            refuse("decision-needs-reason");
        }
        let decisions = self.store.decisions(form.month)?;
        let status = status_of(decisions.iter().filter(|d| d.scheme == judged.scheme() && d.subject == form.person));
        let closed = judged.record.state == MonthState::Closed;
        let has_measure = outcome.ladders.iter().any(|l| !l.measures.is_empty());
        match kind {
            DecisionKind::Choose if !awaits_choice(judged, form.person) => refuse("no-choice"),
            DecisionKind::Choose => {}
            DecisionKind::Appeal if status == MeasureStatus::Suspended => refuse("appeal-there"),
            DecisionKind::Appeal => {}
            DecisionKind::Keep | DecisionKind::Annul if status != MeasureStatus::Suspended => refuse("no-appeal"),
            DecisionKind::Keep | DecisionKind::Annul => {}
            _ if !has_measure => refuse("no-measure"),
            _ if status == MeasureStatus::Suspended => refuse("measure-suspended"),
            DecisionKind::Confirm if outcome.provisional => refuse("rests-on-appeal"),
            // A waiver granted late is a correction of what was published.
            DecisionKind::Waive if closed && matches!(status, MeasureStatus::Confirmed | MeasureStatus::CarriedOut) => {
            }
            DecisionKind::Confirm | DecisionKind::Waive if status != MeasureStatus::Proposed => {
                problems.push(
                    Problem::new("decided-already")
                        .at(name)
                        .with("status", self.words.text(&format!("status.{}", status.key()), &[("", "")])),
                );
            }
            DecisionKind::Done if status == MeasureStatus::CarriedOut => refuse("carried-out-already"),
            DecisionKind::Done if status != MeasureStatus::Confirmed => refuse("not-confirmed"),
            _ => {}
        }
        if problems.is_empty() { Ok(()) } else { Err(Fault::refused(problems)) }
    }

    /// Goods handed out and signed for, or taken back.
    pub fn save_handout(&mut self, form: &HandoutForm) -> Outcome<Changed> {
        let judged = self.judge_by(form.month, form.scheme.as_deref())?;
        let position =
            judged.position(form.person).ok_or_else(|| Problem::new("not-a-subject").with("month", form.month))?;
        let name = judged.register.name_of(form.person);
        let mut problems = Vec::new();
        if judged.record.state != MonthState::Closed {
            problems.push(Problem::new("handout-before-close").at(&name).with("month", form.month));
        }
        if judged.judged.outcomes[position].goods.is_empty() {
            problems.push(Problem::new("no-goods").at(&name).with("month", form.month));
        }
        if form.on.is_some() && (form.by.trim().is_empty() || form.signed_by.trim().is_empty()) {
            problems.push(Problem::new("handout-needs-names").at(&name));
        }
        if !problems.is_empty() {
            return Err(Fault::refused(problems));
        }
        let handout = form.on.map(|on| Handout {
            month: form.month,
            scheme: judged.scheme().to_string(),
            subject: form.person,
            on,
            by: form.by.trim().to_string(),
            signed_by: form.signed_by.trim().to_string(),
        });
        let verb = if handout.is_some() { "hand-out" } else { "take-back-handout" };
        let deed = Deed::new(verb, TOPICS).with("month", form.month).with("name", name);
        let scheme = judged.scheme();
        let ((), changed) = self.write(deed, |tx| match &handout {
            Some(handout) => tx.put_handout(handout),
            None => tx.remove_handout(form.month, scheme, form.person),
        })?;
        Ok(changed)
    }
}

/// Whether the meeting is asked to choose this subject out of a tie.
fn awaits_choice(judged: &JudgedMonth, person: SubjectId) -> bool {
    judged.judged.flags.iter().any(|f| f.code == "meeting-decides" && f.key.is_none_or(|key| key == person.0))
}

/// Whether a decision leaves what was published as it is: confirming, carrying out, an appeal, the first waiver of a
/// proposed measure that nothing else rests on.
fn ordinary(tried: &Tried, ready: &Ready, decision: &Decision, first_waiver: bool) -> bool {
    let money = !tried.effects.owed.is_empty() && decision.decision != "appeal";
    let differing = tried.walked.steps.iter().flat_map(|step| {
        let (month, scheme) = (ready.pinned[step.at].record.month, ready.pinned[step.at].id());
        pairs(step).into_iter().filter(|pair| pair.differs()).map(move |pair| (month, scheme, pair))
    });
    !money
        && differing.into_iter().all(|(month, scheme, pair)| {
            first_waiver
                && month == decision.month
                && scheme == decision.scheme
                && pair.subject == decision.subject
                && pair.only_measures()
        })
}
