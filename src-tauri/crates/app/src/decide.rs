//! A person's decision on a measure. Decisions are facts of the month that they answer; one that would change what a
//! later closed month says is refused here and goes the way of a correction.

use domain::{Decision, Fault, Handout, Month, MonthState, Outcome, Problem};
use policy::{Carry, DecisionKind, MeasureStatus};
use store::Tx;

use crate::{
    JudgedMonth, Office, Register,
    office::{Deed, topic},
    outcomes::status_of,
    ripple::{Pinned, walk},
    view::{Changed, DecisionForm, HandoutForm},
};

const TOPICS: &[&str] = &[topic::OUTCOMES, topic::PEOPLE, topic::MONTH];

impl Office {
    /// Records a decision: `confirm`, `waive`, `done`, `appeal`, `keep`, `annul`.
    pub fn decide(&mut self, form: &DecisionForm) -> Outcome<Changed> {
        let judged = self.judge_by(form.month, form.scheme.as_deref())?;
        let kind = DecisionKind::parse(&form.decision)
            .filter(|k| *k != DecisionKind::Choose)
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
        let what = self.words.text(&format!("decision-verb.{}", decision.decision), &[("", "")]);
        let later = self.closed_from(form.month, judged.scheme())?;
        let (register, carry) = (judged.register.clone(), Carry::clone(&judged.carry));
        let deed = Deed::new("decide", TOPICS)
            .with("month", form.month)
            .with("name", name)
            .with("decision", what)
            .with("by", &decision.by)
            .because(&form.reason);
        let ((), changed) = self.write(deed, |tx| {
            tx.add_decision(&decision)?;
            settle(tx, &register, &later, carry, form.month)
        })?;
        Ok(changed)
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
        let has_measure = outcome.ladders.iter().any(|l| !l.measures.is_empty());
        match kind {
            DecisionKind::Appeal if status == MeasureStatus::Suspended => refuse("appeal-there"),
            DecisionKind::Appeal => {}
            DecisionKind::Keep | DecisionKind::Annul if status != MeasureStatus::Suspended => refuse("no-appeal"),
            DecisionKind::Keep | DecisionKind::Annul => {}
            _ if !has_measure => refuse("no-measure"),
            _ if status == MeasureStatus::Suspended => refuse("measure-suspended"),
            DecisionKind::Confirm if outcome.provisional => refuse("rests-on-appeal"),
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

    /// This month, if it is closed, and the closed months after it that the same scheme judged.
    fn closed_from(&mut self, month: Month, scheme: &str) -> Outcome<Vec<Pinned>> {
        let months = self.store.months()?;
        let closed = months.into_iter().filter(|m| m.month >= month && m.state == MonthState::Closed);
        let mut pinned = Vec::new();
        for record in closed {
            let of_month = self.schemes_of(record.month)?.into_iter().find(|s| s.id() == scheme);
            pinned.extend(of_month.map(|scheme| Pinned { record, scheme }));
        }
        Ok(pinned)
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

/// Writes what later months need of the decided one and of those after it; refused when a later closed month would come
/// out differently from what was published.
fn settle(tx: &Tx<'_>, register: &Register, months: &[Pinned], carry: Carry, decided: Month) -> Outcome<()> {
    let mut differing = Vec::new();
    for (again, pinned) in walk(tx, register, months, carry)?.into_iter().zip(months) {
        let record = &again.record;
        if record.month > decided {
            let (mut now, mut before) =
                (again.outcomes, tx.outcomes(record.month, record.version, pinned.scheme.id())?);
            now.sort_by_key(|o| o.subject);
            before.sort_by_key(|o| o.subject);
            if now != before {
                differing.push(record.month.to_string());
            }
        }
        tx.put_trace(record.month, record.version, pinned.scheme.id(), &again.trace.to_bytes())?;
    }
    if differing.is_empty() {
        return Ok(());
    }
    Err(Problem::new("decision-changes-later-months").at(decided).with("months", differing.join("、")).into())
}
