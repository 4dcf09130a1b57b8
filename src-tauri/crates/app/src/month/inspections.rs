//! Inspections of a month, and the month itself when it is opened.

use domain::{Inspection, InspectionKind, Month, Outcome, Problem};

use policy::{Policy, Version};

use crate::{
    Office, Span,
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
        self.scheme_in(month, None)?;
        let mut first = Vec::new();
        for (at, scheme) in self.schemes_in(month)?.iter().enumerate() {
            // A scheme with nothing to fill in has no inspections; the month's own has its sheet in any case.
            if at == 0 || scheme.has_sheet() {
                first.push(self.first_inspection_of(month, &scheme.policy, scheme.rules())?);
            }
        }
        let deed = Deed::new("open-month", &[topic::MONTH, topic::OUTCOMES]).with("month", month);
        let ((), changed) = self.write(deed, |tx| {
            tx.add_month(month)?;
            first.iter().try_for_each(|inspection| tx.add_inspection(inspection).map(drop))
        })?;
        Ok(changed)
    }

    /// The inspection that a month begins with for a scheme.
    pub(crate) fn first_inspection_of(&self, month: Month, policy: &Policy, version: &Version) -> Outcome<Inspection> {
        let named = version.inspections().iter().find_map(|name| InspectionKind::parse(name));
        let kind = named.unwrap_or(InspectionKind::Joint);
        let number = self.next_number(month, policy, kind)?;
        let scheme = policy.id.clone();
        Ok(Inspection { id: 0, month, scheme, kind, number, inspector: String::new(), held_on: None })
    }

    /// The next number of a kind of inspection: they are counted over the scheme's whole period.
    fn next_number(&self, month: Month, policy: &Policy, kind: InspectionKind) -> Outcome<u32> {
        let mut last = 0;
        for month in Span::period(policy.period, month).months() {
            let all = self.store.inspections(month)?.into_iter();
            last = all.filter(|i| i.scheme == policy.id && i.kind == kind).map(|i| i.number).fold(last, u32::max);
        }
        Ok(last + 1)
    }

    /// An inspection of a month; refused when there is none of that id.
    pub(crate) fn inspection_of(&self, month: Month, id: i64) -> Outcome<Inspection> {
        let found = self.store.inspections(month)?.into_iter().find(|i| i.id == id);
        found.ok_or_else(|| Problem::new("inspection-missing").at(month).into())
    }

    /// The inspections of a month's first scheme.
    pub fn inspections(&mut self, month: Month) -> Outcome<Vec<InspectionRow>> {
        let scheme = self.scheme_in(month, None)?;
        self.inspections_of(month, scheme.id())
    }

    /// The inspections of a scheme in a month.
    pub fn inspections_of(&self, month: Month, scheme: &str) -> Outcome<Vec<InspectionRow>> {
        self.store
            .inspections(month)?
            .into_iter()
            .filter(|i| i.scheme == scheme)
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
        let known = form.id.map(|id| self.inspection_of(form.month, id)).transpose()?;
        let named = known.as_ref().map(|i| i.scheme.clone()).or_else(|| form.scheme.clone());
        let scheme = self.scheme_in(form.month, named.as_deref())?;
        let number = match &known {
            Some(known) => known.number,
            None => self.next_number(form.month, &scheme.policy, form.kind)?,
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
