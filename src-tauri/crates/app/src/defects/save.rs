//! A problem entered, changed, taken back; with its points, in one step.

use domain::{Defect, DefectId, DefectSource, Finder, Month, Outcome, Problem, Score};

use super::{
    ALONE, WITH_MARKS, day_problems, place_of,
    points::{Cell, Moved, cost},
    refuse,
};
use crate::{
    Office,
    month::marks::start_scoring,
    office::Deed,
    view::{Changed, DefectForm},
};

impl Office {
    /// Enters a problem, or writes one anew; what is left empty is filled in.
    pub fn save_defect(&mut self, form: &DefectForm) -> Outcome<(DefectId, Changed)> {
        let form = self.fill_defect(form)?;
        self.month_record(form.month)?;
        let old = form.id.map(|id| self.defect_of(id)).transpose()?;
        let defect = self.read_defect(&form, old.as_ref())?;
        let (was, now) = (old.as_ref().and_then(cost), cost(&defect));
        let moved = if was == now {
            Vec::new()
        } else {
            self.points_open(&defect)?;
            if let Some((cell, _)) = now {
                self.cell_view(defect.month, cell)?;
            }
            if form.in_mark { Vec::new() } else { self.marks_moved(defect.month, was, now)? }
        };
        let verb = match (old.is_some(), moved.is_empty()) {
            (false, true) => "add-defect",
            (false, false) => "add-defect-points",
            (true, true) => "change-defect",
            (true, false) => "change-defect-points",
        };
        let register = self.register()?;
        let deed = Deed::new(verb, if was.is_some() || now.is_some() { WITH_MARKS } else { ALONE })
            .with("label", defect.label())
            .with("place", place_of(&register, &defect))
            .with("what", &defect.what)
            .with("marks", moved.iter().map(Moved::text).collect::<Vec<_>>().join("，"));
        let record = self.month_record(defect.month)?;
        self.write(deed, |tx| {
            if !moved.is_empty() {
                start_scoring(tx, &record)?;
            }
            moved.iter().try_for_each(|m| m.write(tx))?;
            tx.put_defect(&defect)
        })
    }

    /// Takes a problem back. `give_back`: the points that it took off go back to the mark.
    pub fn remove_defect(&mut self, id: DefectId, reason: &str, give_back: bool) -> Outcome<Changed> {
        let defect = self.defect_of(id)?;
        let mut problems = Vec::new();
        if reason.trim().is_empty() {
            problems.push(Problem::new("reason-needed"));
        }
        if let Some(month) = defect.overdue {
            problems.push(Problem::new("defect-penalty-entered").with("month", month));
        }
        refuse(&defect.label(), problems)?;
        let cost = cost(&defect);
        if cost.is_some() {
            // The month's deduction list names it.
            self.points_open(&defect)?;
        }
        let moved = if give_back { self.marks_moved(defect.month, cost, None)? } else { Vec::new() };
        let register = self.register()?;
        let verb = if moved.is_empty() { "remove-defect" } else { "remove-defect-points" };
        let deed = Deed::new(verb, if cost.is_some() { WITH_MARKS } else { ALONE })
            .with("label", defect.label())
            .with("place", place_of(&register, &defect))
            .with("what", &defect.what)
            .with("marks", moved.iter().map(Moved::text).collect::<Vec<_>>().join("，"))
            .because(reason);
        let ((), changed) = self.write(deed, |tx| {
            moved.iter().try_for_each(|m| m.write(tx))?;
            tx.remove_defect(id)
        })?;
        Ok(changed)
    }

    /// Refused once the month's marks stand: what was published changes by a correction only.
    fn points_open(&self, defect: &Defect) -> Outcome<()> {
        if self.enterable(defect.month)? {
            return Ok(());
        }
        Err(Problem::new("defect-points-closed").at(defect.label()).with("month", defect.month).into())
    }

    /// A filled form as a problem, or everything that is wrong with it.
    fn read_defect(&mut self, form: &DefectForm, old: Option<&Defect>) -> Outcome<Defect> {
        let register = self.register()?;
        let (month, today) = (form.month, self.clock.today());
        let level = form.level.unwrap_or(Finder::Township);
        let mut problems = Vec::new();
        let mut wrong = |code: &str| problems.push(Problem::new(code));
        if form.what.trim().is_empty() {
            wrong("defect-needs-what");
        }
        if form.source == DefectSource::Higher && level < Finder::County {
            wrong("defect-level-low");
        }
        let lost = match form.lost.trim() {
            "" => None,
            text => match Score::parse(text.strip_prefix(['-', '扣']).unwrap_or(text)) {
                Some(score) if score.0 >= 0 => Some(score),
                _ => {
                    problems.push(Problem::new("defect-points-unreadable").with("text", text));
                    None
                }
            },
        };
        let cell =
            (|| Some(Cell { inspection: form.inspection?, subject: form.subject?, indicator: form.indicator? }))();
        if lost.is_some_and(|l| l.0 > 0) && cell.is_none() {
            problems.push(Problem::new("defect-points-need-cell"));
        }
        let grid = form.grid.and_then(|id| register.grid(id));
        match (form.grid, grid) {
            (None, _) => problems.push(Problem::new("defect-needs-grid")),
            (Some(id), None) => problems.push(Problem::new("grid-missing").with("id", id.0)),
            (Some(_), Some(_)) => {}
        }
        if Month::of(form.found_on) != month {
            problems.push(Problem::new("defect-outside-month").with("date", form.found_on).with("month", month));
        }
        problems.extend(day_problems(form.found_on, month.first_day().min(form.found_on), today));
        if let Some(due) = form.due_on.filter(|due| *due < form.found_on) {
            problems.push(Problem::new("defect-day-before").with("date", due).with("first", form.found_on));
        }
        if let Some(fixed) = old.and_then(|d| d.fixed_on).filter(|fixed| *fixed < form.found_on) {
            problems.push(Problem::new("defect-day-before").with("date", fixed).with("first", form.found_on));
        }
        let common = self.common_of(form, old, &mut problems)?;
        if let Some(old) = old {
            if old.month != month {
                problems.push(Problem::new("defect-month-fixed").with("month", old.month));
            }
            let told = (old.subject, old.found_on) != (form.subject, form.found_on);
            if let Some(penalty) = old.overdue.filter(|_| told) {
                problems.push(Problem::new("defect-penalty-entered").with("month", penalty));
            }
        }
        let label = old.map_or_else(|| grid.map(|g| register.label(g.id)).unwrap_or_default(), Defect::label);
        refuse(&label, problems)?;
        if let Some(subject) = form.subject {
            self.post_in(month, subject)?;
        }
        if let Some(inspection) = form.inspection {
            self.inspection_of(month, inspection)?;
        }
        if form.indicator.is_some_and(|id| id < 0) {
            return Err(Problem::new("indicator-missing").into());
        }
        let number = match old {
            Some(old) => old.number,
            None => self.store.next_defect_number(month)?,
        };
        let grid = form.grid.ok_or_else(|| Problem::new("defect-needs-grid"))?;
        Ok(Defect {
            id: form.id.unwrap_or(DefectId(0)),
            month,
            number,
            source: form.source,
            level,
            inspection: form.inspection,
            subject: form.subject,
            grid,
            place: form.place.trim().into(),
            what: form.what.trim().into(),
            common,
            indicator: form.indicator,
            lost,
            found_on: form.found_on,
            found_by: form.found_by.trim().into(),
            due_on: form.due_on,
            // What was done about it since isn't in the form, and stays.
            ..old.cloned().unwrap_or_else(|| Defect::found(month, grid, form.found_on, form.what.trim()))
        })
    }

    /// The row of the common problem that a form names; a number that the list doesn't have is told.
    fn common_of(&self, form: &DefectForm, old: Option<&Defect>, problems: &mut Vec<Problem>) -> Outcome<Option<i64>> {
        let Some(number) = form.common else { return Ok(None) };
        let list = self.store.common_defects()?;
        let found = list.iter().find(|c| c.number == number).map(|c| c.id);
        if found.is_none() && old.is_none() {
            problems.push(Problem::new("defect-common-unknown").with("number", number));
        }
        Ok(found)
    }
}
