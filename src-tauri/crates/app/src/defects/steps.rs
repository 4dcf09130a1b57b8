//! From assigned to put right to rechecked. These are facts of now: they may be entered whatever became of the month, and
//! never change it.

use domain::{Date, Defect, DefectId, Finder, OtherFact, Outcome, Problem};

use super::{ALONE, WITH_MARKS, day_problems, place_of, refuse};
use crate::{Office, office::Deed, view::Changed};

impl Office {
    /// Writes that a problem is said to be put right.
    pub fn fix_defect(&mut self, id: DefectId, on: Date, how: &str) -> Outcome<Changed> {
        let mut defect = self.defect_of(id)?;
        let mut problems = day_problems(on, defect.found_on, self.clock.today());
        if defect.is_done() {
            problems.push(Problem::new("defect-done"));
        }
        refuse(&defect.label(), problems)?;
        defect.fixed_on = Some(on);
        defect.fixed_how = how.trim().into();
        // What a recheck found before it was put right is in the record, and in `missed`.
        (defect.rechecked_on, defect.passed) = (None, None);
        defect.recheck_by = String::new();
        let deed = self.step("fix-defect", &defect)?.with("date", on);
        self.write(deed, |tx| tx.put_defect(&defect).map(drop)).map(|((), changed)| changed)
    }

    /// Writes what the recheck came to. One that failed sets a new date to be put right by.
    pub fn recheck_defect(
        &mut self,
        id: DefectId,
        passed: bool,
        by: &str,
        on: Date,
        due_on: Option<Date>,
    ) -> Outcome<Changed> {
        let mut defect = self.defect_of(id)?;
        let first = defect.fixed_on.filter(|_| defect.is_fixed()).unwrap_or(defect.found_on);
        let mut problems = day_problems(on, first, self.clock.today());
        if defect.is_done() {
            problems.push(Problem::new("defect-done"));
        }
        if by.trim().is_empty() {
            problems.push(Problem::new("defect-needs-rechecker"));
        }
        match due_on.filter(|_| !passed) {
            None if !passed => problems.push(Problem::new("defect-needs-date")),
            Some(due) if due < on => {
                problems.push(Problem::new("defect-day-before").with("date", due).with("first", on));
            }
            _ => {}
        }
        refuse(&defect.label(), problems)?;
        if passed && !defect.is_fixed() {
            // Seen to be in order on the day of the recheck: nobody had told so before.
            defect.fixed_on = Some(on);
        }
        if !passed {
            defect.missed |= defect.due_on.is_some_and(|due| due < on);
            defect.due_on = due_on;
        }
        defect.passed = Some(passed);
        defect.rechecked_on = Some(on);
        defect.recheck_by = by.trim().into();
        let deed = self.step(if passed { "pass-defect" } else { "fail-defect" }, &defect)?.with("date", on);
        let deed = deed.with("due", defect.due_on.map(|due| due.to_string()).unwrap_or_default());
        self.write(deed, |tx| tx.put_defect(&defect).map(drop)).map(|((), changed)| changed)
    }

    /// Writes which higher level found a problem again, or that none did. A penalty that is entered costs what that level's
    /// does.
    pub fn found_again(&mut self, id: DefectId, level: Option<Finder>) -> Outcome<Changed> {
        let mut defect = self.defect_of(id)?;
        if level.is_some_and(|level| level < Finder::County) {
            return Err(Problem::new("defect-level-low").at(defect.label()).into());
        }
        defect.again_level = level;
        let fact = self.penalty_of(&defect)?.map(|fact| OtherFact { source: super::overdue::source(&defect), ..fact });
        let verb = if level.is_some() { "found-again" } else { "not-found-again" };
        let mut deed = self.step(verb, &defect)?.with("level", level.map(Finder::zh).unwrap_or_default());
        deed.topics = if fact.is_some() { WITH_MARKS } else { ALONE };
        let ((), changed) = self.write(deed, |tx| {
            if let Some(fact) = &fact {
                tx.put_fact(fact)?;
            }
            tx.put_defect(&defect).map(drop)
        })?;
        Ok(changed)
    }

    /// The fact that holds a problem's penalty; refused when it stands in a month that can't be entered any more.
    pub(super) fn penalty_of(&self, defect: &Defect) -> Outcome<Option<OtherFact>> {
        let Some((month, id)) = defect.overdue.zip(defect.overdue_fact) else { return Ok(None) };
        if !self.enterable(month)? {
            return Err(Problem::new("defect-penalty-closed").at(defect.label()).with("month", month).into());
        }
        Ok(self.store.facts(month)?.into_iter().find(|f| f.id == id))
    }

    fn step<'a>(&mut self, verb: &'static str, defect: &Defect) -> Outcome<Deed<'a>> {
        let register = self.register()?;
        Ok(Deed::new(verb, ALONE)
            .with("label", defect.label())
            .with("place", place_of(&register, defect))
            .with("what", &defect.what))
    }
}
