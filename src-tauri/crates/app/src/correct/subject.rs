//! What a closed month holds of one subject, as a form to correct it by.

use domain::{MarkValue, Month, Outcome, Problem, Score, SubjectId};

use crate::{
    Office,
    view::{CorrectedCell, CorrectedFact, CorrectedInspection, CorrectedPost, CorrectionSubject, FindingForm},
};

impl Office {
    /// Everything of a subject that a correction of a closed month can change.
    pub fn correction_subject(&mut self, month: Month, subject: SubjectId) -> Outcome<CorrectionSubject> {
        let record = self.closed_month(month)?;
        let register = self.register()?;
        let schemes = self.schemes_in(month)?;
        let mut judging =
            schemes.iter().filter(|s| register.subject(s.policy.subject, subject, s.span()).is_some()).peekable();
        if judging.peek().is_none() {
            return Err(Problem::new("not-a-subject").at(register.name_of(subject)).with("month", month).into());
        }
        let indicators = self.store.indicators()?;
        let all = self.store.inspections(month)?;
        let mut inspections = Vec::new();
        for scheme in judging {
            for inspection in all.iter().filter(|i| i.scheme == scheme.id()) {
                let columns = crate::month::columns_of(scheme.rules().indicators(), inspection.kind);
                let mut cells = Vec::new();
                for view in columns {
                    let Some((id, _)) = indicators.iter().find(|(_, name)| *name == view.name) else { continue };
                    let mark = self.store.mark(inspection.id, subject, *id)?;
                    cells.push(CorrectedCell {
                        indicator: view.name.clone(),
                        full: Score(view.full / 100),
                        earned: match mark.map(|m| m.value) {
                            Some(MarkValue::Earned(_)) => true,
                            Some(MarkValue::Lost(_)) => false,
                            None => view.entry == policy::Entry::Earned,
                        },
                        value: mark.map(|m| {
                            let (MarkValue::Earned(score) | MarkValue::Lost(score)) = m.value;
                            crate::month::marks::short(score)
                        }),
                    });
                }
                inspections.push(CorrectedInspection {
                    source: format!("{}/{}", inspection.kind.zh(), inspection.number),
                    name: crate::papers::inspection_name(inspection),
                    cells,
                });
            }
        }
        let named = register.named(subject);
        let findings = self.findings(month)?;
        let findings: Vec<FindingForm> = findings.into_iter().filter(|f| f.person == subject).collect();
        let facts = self.store.facts(month)?.into_iter().filter(|f| f.subject == Some(subject));
        let posts = subject.person().map(|p| register.posts_of(p).copied().collect::<Vec<_>>()).unwrap_or_default();
        Ok(CorrectionSubject {
            month,
            version: record.version,
            subject,
            code: named.as_ref().map(|n| n.code.to_string()).unwrap_or_default(),
            name: named.map(|n| n.name).unwrap_or_default(),
            inspections,
            state: self.store.standings(month)?.into_iter().find(|s| s.subject == subject).map(|s| s.state),
            findings,
            facts: facts
                .map(|f| CorrectedFact {
                    value: super::plan::shown_value(&f.fact, f.value),
                    fact: f.fact,
                    item: f.item,
                    source: f.source,
                })
                .collect(),
            posts: posts
                .into_iter()
                .filter(|a| a.days_in(month) > 0)
                .map(|a| CorrectedPost {
                    grid: register.grid(a.grid).map(|g| g.code.clone()).unwrap_or_default(),
                    label: register.label(a.grid),
                    from: a.from,
                    to: a.to,
                })
                .collect(),
        })
    }
}
