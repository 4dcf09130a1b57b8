//! Signed findings of 未履职.

use domain::{Fault, Finding, Month, Outcome, Problem, SubjectId};

use crate::{
    Office,
    month::marks::start_scoring,
    office::{Deed, topic},
    view::{Changed, FindingForm},
};

impl Office {
    /// The month's findings of 未履职.
    pub fn findings(&mut self, month: Month) -> Outcome<Vec<FindingForm>> {
        let register = self.register()?;
        let rows = self.store.findings(month)?;
        Ok(rows
            .into_iter()
            .map(|f| FindingForm {
                id: Some(f.id),
                month: f.month,
                person: f.subject,
                person_name: register.name_of(f.subject),
                grid: f.grid,
                grid_name: f.grid.map(|g| register.label(g)).unwrap_or_default(),
                found_by: f.found_by,
                level: f.level,
                found_on: f.found_on,
                what: f.what,
                evidence: f.evidence,
                signed_by: f.signed_by,
            })
            .collect())
    }

    /// Enters a finding, or writes one anew. It counts only signed: who found it, what, and by whom it is signed.
    pub fn save_finding(&mut self, form: &FindingForm) -> Outcome<(i64, Changed)> {
        let name = self.subject_name(form.month, form.person)?;
        let mut problems = Vec::new();
        for (text, code) in [
            (&form.found_by, "finding-needs-finder"),
            (&form.what, "finding-needs-what"),
            (&form.signed_by, "finding-needs-signature"),
        ] {
            if text.trim().is_empty() {
                problems.push(Problem::new(code).at(&name));
            }
        }
        if Month::of(form.found_on) != form.month {
            problems.push(
                Problem::new("finding-outside-month").at(&name).with("date", form.found_on).with("month", form.month),
            );
        }
        if !problems.is_empty() {
            return Err(Fault::refused(problems));
        }
        let record = self.entry_month(form.month)?;
        let finding = Finding {
            id: form.id.unwrap_or(0),
            month: form.month,
            subject: form.person,
            grid: form.grid,
            found_by: form.found_by.trim().into(),
            level: form.level,
            found_on: form.found_on,
            what: form.what.trim().into(),
            evidence: form.evidence.trim().into(),
            signed_by: form.signed_by.trim().into(),
        };
        let deed = Deed::new("save-finding", &[topic::MONTH, topic::OUTCOMES])
            .with("month", form.month)
            .with("name", name)
            .with("level", form.level.zh())
            .with("date", form.found_on);
        self.write(deed, |tx| {
            start_scoring(tx, &record)?;
            tx.put_finding(&finding)
        })
    }

    /// Takes a finding back, with a reason.
    pub fn remove_finding(&mut self, month: Month, id: i64, reason: &str) -> Outcome<Changed> {
        self.entry_month(month)?;
        if reason.trim().is_empty() {
            return Err(Problem::new("reason-needed").into());
        }
        let finding = self.store.findings(month)?.into_iter().find(|f| f.id == id);
        let finding = finding.ok_or_else(|| Problem::new("finding-missing"))?;
        let name = self.subject_name(month, finding.subject)?;
        let deed = Deed::new("remove-finding", &[topic::MONTH, topic::OUTCOMES])
            .with("month", month)
            .with("name", name)
            .because(reason);
        self.write(deed, |tx| tx.remove_finding(id)).map(|((), changed)| changed)
    }

    /// The name of somebody who is evaluated in a month; refused when not.
    fn subject_name(&mut self, month: Month, person: SubjectId) -> Outcome<String> {
        let register = self.register()?;
        let who = register.named(person).ok_or_else(|| Problem::new("person-missing"))?;
        self.post_in(month, person)?;
        Ok(who.name)
    }
}
