//! Leave, exemption, absence, no inspection: states of a subject in a month, none of which is a 0.

use domain::{Month, Outcome, Problem, Standing, State, SubjectId};

use crate::{
    Office,
    kept::RowsWritten,
    month::marks::start_scoring,
    office::{Deed, topic},
    view::{Changed, StandingForm},
};

impl Office {
    /// Everyone who is absent, exempt or not inspected in a month.
    pub fn standings(&mut self, month: Month) -> Outcome<Vec<StandingForm>> {
        let register = self.register()?;
        let rows = self.store.standings(month)?;
        Ok(rows
            .into_iter()
            .map(|s| StandingForm {
                person_name: register.name_of(s.subject),
                village: register.village_of(s.subject, month).map(|v| v.name.clone()).unwrap_or_default(),
                person: s.subject,
                month: s.month,
                state: Some(s.state),
                reason: s.reason,
                approver: s.approver,
                document: s.document,
                from: s.from,
                to: s.to,
            })
            .collect())
    }

    /// Enters a state with its reason, approver, document and dates, or takes it back.
    pub fn save_standing(&mut self, form: &StandingForm) -> Outcome<Changed> {
        let mut problems = Vec::new();
        if form.state.is_some() {
            for (empty, code) in [
                (form.reason.trim().is_empty(), "standing-needs-reason"),
                (form.approver.trim().is_empty() && form.state == Some(State::Exempt), "exemption-needs-approver"),
                (form.from.zip(form.to).is_some_and(|(from, to)| from > to), "standing-dates-reversed"),
            ] {
                if empty {
                    problems.push(Problem::new(code).at(&form.person_name));
                }
            }
        }
        if !problems.is_empty() {
            return Err(domain::Fault::refused(problems));
        }
        let standing = form.state.filter(|s| *s != State::Assessed).map(|state| Standing {
            month: form.month,
            subject: form.person,
            state,
            reason: form.reason.trim().to_string(),
            approver: form.approver.trim().to_string(),
            document: form.document.trim().to_string(),
            from: form.from,
            to: form.to,
        });
        self.put_standing(form.month, form.person, standing)
    }

    /// Sets or clears a state alone; what the sheet's single keys do. An entry with reasons keeps them.
    pub(super) fn put_state(&mut self, month: Month, person: SubjectId, state: Option<State>) -> Outcome<Changed> {
        let known = self.store.standing(month, person)?;
        let standing = state.filter(|s| *s != State::Assessed).map(|state| with_state(known, month, person, state));
        self.put_standing(month, person, standing)
    }

    fn put_standing(&mut self, month: Month, person: SubjectId, standing: Option<Standing>) -> Outcome<Changed> {
        let record = self.entry_month(month)?;
        let register = self.register()?;
        let who = register.named(person).ok_or_else(|| Problem::new("person-missing"))?;
        self.post_in(month, person)?;
        if let Some(standing) = &standing {
            let marks = self.count_marks_of(month, person)?;
            if marks > 0 {
                let problem = Problem::new("standing-on-marks").at(&who.name).with("count", marks);
                return Err(problem.with("state", standing.state.zh()).into());
            }
        }
        let verb = if standing.is_some() { "set-standing" } else { "clear-standing" };
        let reason = standing.as_ref().map(|s| s.reason.clone()).unwrap_or_default();
        let deed = Deed::new(verb, &[topic::MONTH, topic::OUTCOMES])
            .with("month", month)
            .with("name", &who.name)
            .with("state", standing.as_ref().map_or("", |s| s.state.zh()))
            .because(&reason);
        let before = self.stamp()?;
        let ((), changed) = self.write(deed, |tx| {
            match &standing {
                Some(standing) => tx.put_standing(standing)?,
                None => tx.remove_standing(month, person)?,
            }
            start_scoring(tx, &record)
        })?;
        let written = RowsWritten { month, scheme: None, states: true, of: &[person] };
        self.rows_written(before, &written)?;
        Ok(changed)
    }

    fn count_marks_of(&mut self, month: Month, person: SubjectId) -> Outcome<u32> {
        let schemes = self.schemes_in(month)?;
        let marks = self.store.marks_on(month, person)?;
        let count = marks.iter().filter(|(of, _)| schemes.iter().any(|s| s.id() == of)).count();
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

/// A state alone, without reason or dates; an entry that has them keeps them.
pub(super) fn with_state(known: Option<Standing>, month: Month, subject: SubjectId, state: State) -> Standing {
    match known {
        Some(known) => Standing { state, ..known },
        None => Standing {
            month,
            subject,
            state,
            reason: String::new(),
            approver: String::new(),
            document: String::new(),
            from: None,
            to: None,
        },
    }
}
