//! Inspections of a month, and the month itself when it is opened.

use domain::{Inspection, InspectionKind, Month, Outcome, Problem};

use crate::{
    Office,
    office::{Deed, topic},
    view::{Changed, InspectionForm, InspectionRow},
};

impl Office {
    /// Opens the next month with its first inspection. Months follow one another without a hole.
    pub fn open_month(&mut self, month: Month) -> Outcome<Changed> {
        if let Some(last) = self.store.months()?.last()
            && last.month.plus(1) != month
        {
            let code = if last.month >= month { "month-there" } else { "month-leaves-hole" };
            return Err(Problem::new(code).at(month).with("month", month).with("last", last.month).into());
        }
        let scheme = self.scheme_in(month, None)?;
        let kind = scheme.rules().inspections().iter().find_map(|name| InspectionKind::parse(name));
        let first = Inspection {
            id: 0,
            month,
            scheme: scheme.id().to_string(),
            kind: kind.unwrap_or(InspectionKind::Joint),
            number: 1,
            inspector: String::new(),
            held_on: None,
        };
        let deed = Deed::new("open-month", &[topic::MONTH, topic::OUTCOMES]).with("month", month);
        let ((), changed) = self.write(deed, |tx| {
            tx.add_month(month)?;
            tx.add_inspection(&first).map(drop)
        })?;
        Ok(changed)
    }

    /// The inspections of a month.
    pub fn inspections(&self, month: Month) -> Outcome<Vec<InspectionRow>> {
        self.store
            .inspections(month)?
            .into_iter()
            .map(|i| {
                Ok(InspectionRow {
                    marks: self.store.count_marks(i.id)?,
                    id: i.id,
                    kind: i.kind,
                    number: i.number,
                    inspector: i.inspector,
                    held_on: i.held_on,
                })
            })
            .collect()
    }

    /// Adds an inspection, or writes one's inspector and date.
    pub fn save_inspection(&mut self, form: &InspectionForm) -> Outcome<(i64, Changed)> {
        self.entry_month(form.month)?;
        let scheme = self.scheme_in(form.month, None)?;
        let mut all = self.store.inspections(form.month)?;
        all.retain(|i| i.scheme == scheme.id());
        let number = match form.id {
            Some(id) => all.iter().find(|i| i.id == id).ok_or_else(|| Problem::new("inspection-missing"))?.number,
            None => all.iter().filter(|i| i.kind == form.kind).map(|i| i.number).max().unwrap_or(0) + 1,
        };
        let kinds = scheme.rules().inspections();
        if form.id.is_none() && !kinds.is_empty() && !kinds.iter().any(|k| k == form.kind.zh()) {
            let problem = Problem::new("inspection-not-in-policy").with("kind", form.kind.zh());
            return Err(problem.with("kinds", kinds.join("、")).into());
        }
        let inspection = Inspection {
            id: form.id.unwrap_or(0),
            month: form.month,
            scheme: scheme.id().to_string(),
            kind: form.kind,
            number,
            inspector: form.inspector.trim().to_string(),
            held_on: form.held_on,
        };
        let deed = Deed::new("save-inspection", &[topic::MONTH, topic::OUTCOMES])
            .with("month", form.month)
            .with("inspection", format!("{}/{number}", form.kind.zh()));
        self.write(deed, |tx| match form.id {
            Some(id) => tx.update_inspection(&inspection).map(|()| id),
            None => tx.add_inspection(&inspection),
        })
    }
}
