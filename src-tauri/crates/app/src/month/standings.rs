//! Leave, exemption, absence, no inspection: states of a subject in a month, none of which is a 0.

use domain::{Month, Outcome, PersonId, Problem, Standing, State};

use crate::{
    Office,
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
                person_name: register.person(s.person).map(|p| p.name.clone()).unwrap_or_default(),
                village: register
                    .post(s.person, month)
                    .and_then(|p| register.village(p.grid))
                    .map(|v| v.name.clone())
                    .unwrap_or_default(),
                person: s.person,
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
            person: form.person,
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
    pub(super) fn put_state(&mut self, month: Month, person: PersonId, state: Option<State>) -> Outcome<Changed> {
        let known = self.store.standings(month)?.into_iter().find(|s| s.person == person);
        let standing = state.filter(|s| *s != State::Assessed).map(|state| match known {
            Some(known) => Standing { state, ..known },
            None => Standing {
                month,
                person,
                state,
                reason: String::new(),
                approver: String::new(),
                document: String::new(),
                from: None,
                to: None,
            },
        });
        self.put_standing(month, person, standing)
    }

    fn put_standing(&mut self, month: Month, person: PersonId, standing: Option<Standing>) -> Outcome<Changed> {
        let record = self.entry_month(month)?;
        let register = self.register()?;
        let who = register.person(person).ok_or_else(|| Problem::new("person-missing"))?;
        if register.post(person, month).is_none() {
            return Err(Problem::new("not-a-subject").at(&who.name).with("month", month).into());
        }
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
        let ((), changed) = self.write(deed, |tx| {
            match &standing {
                Some(standing) => tx.put_standing(standing)?,
                None => tx.remove_standing(month, person)?,
            }
            start_scoring(tx, &record)
        })?;
        Ok(changed)
    }

    fn count_marks_of(&self, month: Month, person: PersonId) -> Outcome<u32> {
        let mut count = 0;
        self.store.each_mark(month, |m| count += u32::from(m.person == person))?;
        Ok(count)
    }
}
