//! The inspections of a month as a list: how far each has come, and one taken away.

use std::collections::{HashMap, HashSet};

use domain::{Inspection, InspectionKind, Month, MonthState, Outcome, Problem, SubjectId};

use crate::{
    Office, Scheme,
    month::columns_of,
    office::{Deed, topic},
    papers::inspection_name,
    view::{Changed, InspectionCard, InspectionsView},
};

impl Office {
    /// The inspections of a scheme in a month, of its first where none is named.
    pub fn inspection_list(&mut self, month: Month, scheme: Option<&str>) -> Outcome<InspectionsView> {
        let record = self.month_record(month)?;
        let scheme = self.scheme_in(month, scheme)?;
        let all: Vec<Inspection> =
            self.store.inspections(month)?.into_iter().filter(|i| i.scheme == scheme.id()).collect();
        let only = all.len() == 1;
        let rows = all.into_iter().map(|i| self.card(&scheme, i, only)).collect::<Outcome<Vec<_>>>()?;
        let named: Vec<_> =
            scheme.rules().inspections().iter().filter_map(|name| InspectionKind::parse(name)).collect();
        Ok(InspectionsView {
            month,
            editable: !self.read_only() && matches!(record.state, MonthState::Open | MonthState::Scoring),
            kinds: if named.is_empty() { InspectionKind::ALL.to_vec() } else { named },
            scheme: scheme.id().to_string(),
            rows,
        })
    }

    fn card(&mut self, scheme: &Scheme, i: Inspection, only: bool) -> Outcome<InspectionCard> {
        let register = self.register()?;
        let posts = register.subjects(scheme.policy.subject, scheme.span());
        let excused: HashSet<SubjectId> = self.store.standings(i.month)?.iter().map(|s| s.subject).collect();
        let columns = columns_of(scheme.rules().indicators(), i.kind).len();
        let mut marks: HashMap<SubjectId, usize> = HashMap::new();
        self.store.each_value(i.id, |subject, _, _| *marks.entry(subject).or_default() += 1)?;
        let reached: Vec<SubjectId> = self
            .visit(i.id)?
            .order(&posts, &register)
            .into_iter()
            .filter(|(at, reached)| *reached && !excused.contains(&posts[*at].subject))
            .map(|(at, _)| posts[at].subject)
            .collect();
        let lacking = |s: &&SubjectId| marks.get(*s).copied().unwrap_or(0) < columns;
        let defects = self.store.count_defects_of(i.id)?;
        let kept = self.kept_because(scheme, only, defects);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Ok(InspectionCard {
            marks: count(marks.values().sum()),
            expected: count(reached.len()),
            missing: count(reached.iter().filter(lacking).count()),
            lots: count(self.store.lots(i.id)?.len()),
            ballots: self.store.count_ballots(i.id)?,
            kept_because: kept.map(|p| self.words.what(&p)).unwrap_or_default(),
            code: self.inspection_code(&i)?,
            defects,
            id: i.id,
            kind: i.kind,
            number: i.number,
            inspector: i.inspector,
            held_on: i.held_on,
        })
    }

    fn kept_because(&self, scheme: &Scheme, only: bool, defects: u32) -> Option<Problem> {
        if defects > 0 {
            return Some(Problem::new("inspection-has-problems").with("count", defects));
        }
        (only && scheme.has_sheet()).then(|| Problem::new("inspection-only-one"))
    }

    /// Takes an inspection away, with its marks, draws and households' answers; one undo brings all of it back.
    pub fn remove_inspection(&mut self, month: Month, id: i64) -> Outcome<Changed> {
        self.entry_month(month)?;
        let inspection = self.inspection_of(month, id)?;
        let scheme = self.scheme_in(month, Some(&inspection.scheme))?;
        let only = self.store.inspections(month)?.iter().filter(|i| i.scheme == inspection.scheme).count() == 1;
        if let Some(problem) = self.kept_because(&scheme, only, self.store.count_defects_of(id)?) {
            return Err(problem.at(inspection_name(&inspection)).into());
        }
        let deed = Deed::new("remove-inspection", &[topic::MONTH, topic::OUTCOMES])
            .with("month", month)
            .with("inspection", inspection_name(&inspection))
            .with("count", self.store.count_marks(id)?);
        self.write(deed, |tx| tx.remove_inspection(id)).map(|((), changed)| changed)
    }
}
