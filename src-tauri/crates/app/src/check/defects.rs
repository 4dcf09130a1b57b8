//! Problems found: in their month, in the order of their days, of people who are there, with the penalty that they name.

use domain::{Defect, Month, Outcome, Problem};

use crate::Office;

impl Office {
    pub(super) fn defect_problems(&mut self) -> Outcome<Vec<Problem>> {
        let register = self.register()?;
        let mut problems = Vec::new();
        for d in self.store.defects()? {
            let mut found = |problem: Problem| problems.push(problem.at(d.label()));
            if Month::of(d.found_on) != d.month {
                found(Problem::new("defect-outside-month").with("date", d.found_on).with("month", d.month));
            }
            for day in [d.fixed_on, d.rechecked_on].into_iter().flatten().filter(|day| *day < d.found_on) {
                found(Problem::new("defect-day-before").with("date", day).with("first", d.found_on));
            }
            if d.subject.is_some_and(|s| register.named(s).is_none()) {
                found(Problem::new("defect-of-no-subject"));
            }
            if let Some(id) = d.inspection
                && !self.store.inspections(d.month)?.iter().any(|i| i.id == id)
            {
                found(Problem::new("defect-inspection-differs").with("month", d.month));
            }
            if !self.penalty_holds(&d)? {
                found(Problem::new("defect-penalty-differs"));
            }
        }
        Ok(problems)
    }

    /// Whether a problem's penalty is a fact about who answers for it, in the month that it names.
    fn penalty_holds(&self, d: &Defect) -> Outcome<bool> {
        let (Some(month), Some(id)) = (d.overdue, d.overdue_fact) else {
            return Ok(d.overdue.is_none() && d.overdue_fact.is_none());
        };
        let fact = self.store.facts(month)?.into_iter().find(|f| f.id == id);
        Ok(fact.is_some_and(|f| f.fact == "overdue" && f.subject == d.subject))
    }
}
