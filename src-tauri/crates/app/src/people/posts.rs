//! Who answers for what: begun, ended, moved in mid-month; and what that would make untrue, before it is done.

use chrono::Days;
use domain::{Assignment, AssignmentId, Date, MonthState, Outcome, Problem};

use super::person_of;
use crate::{
    Office, Register,
    draft::Draft,
    grids::grid_of,
    office::{Deed, topic},
    view::{AssignForm, ChangePreview, Changed, MoveForm},
};

const TOPICS: &[&str] = &[topic::PEOPLE, topic::GRIDS, topic::BOARDS, topic::MONTH, topic::OUTCOMES];

fn assignment_of(register: &Register, id: AssignmentId) -> Outcome<Assignment> {
    register.assignment(id).copied().ok_or_else(|| Problem::new("assignment-missing").with("id", id.0).into())
}

/// A plan with the words for its record.
struct Plan {
    draft: Draft,
    id: AssignmentId,
    /// From which day on things differ.
    from: Date,
}

impl Office {
    fn plan_assign(&mut self, form: &AssignForm) -> Outcome<Plan> {
        let mut draft = self.draft()?;
        person_of(&draft.after, form.person)?;
        grid_of(&draft.after, form.grid)?;
        let id = AssignmentId(draft.fresh());
        draft.assignment(Assignment {
            id,
            person: form.person,
            grid: form.grid,
            role: form.role,
            from: form.from,
            to: form.to,
        });
        Ok(Plan { draft, id, from: form.from })
    }

    fn plan_end(&mut self, id: AssignmentId, on: Date) -> Outcome<Plan> {
        let mut draft = self.draft()?;
        let old = assignment_of(&draft.after, id)?;
        draft.assignment(Assignment { to: Some(on), ..old });
        Ok(Plan { draft, id, from: on + Days::new(1) })
    }

    fn plan_move(&mut self, form: &MoveForm) -> Outcome<Plan> {
        let mut draft = self.draft()?;
        let old = assignment_of(&draft.after, form.assignment)?;
        grid_of(&draft.after, form.grid)?;
        let name = person_of(&draft.after, old.person)?.name.clone();
        let refused = |code: &str| Problem::new(code).at(&name).with("name", &name).with("on", form.on);
        if old.grid == form.grid {
            return Err(refused("move-same-grid").with("grid", draft.after.label(old.grid)).into());
        }
        if form.on <= old.from {
            return Err(refused("move-before-start").with("from", old.from).into());
        }
        if let Some(to) = old.to.filter(|&to| to < form.on) {
            return Err(refused("move-after-end").with("to", to).into());
        }
        draft.assignment(Assignment { to: Some(form.on - Days::new(1)), ..old });
        let id = AssignmentId(draft.fresh());
        draft.assignment(Assignment { id, grid: form.grid, from: form.on, ..old });
        Ok(Plan { draft, id, from: form.on })
    }

    fn told<'a>(verb: &'static str, plan: &Plan, a: Assignment) -> Deed<'a> {
        let name = plan.draft.after.person(a.person).map(|p| p.name.clone()).unwrap_or_default();
        let grid = plan.draft.after.label(a.grid);
        Deed::new(verb, TOPICS).with("name", name).with("grid", grid).with("role", a.role.zh())
    }

    /// Gives a person a grid to answer for.
    pub fn assign(&mut self, form: &AssignForm) -> Outcome<(AssignmentId, Changed)> {
        let Plan { draft, id, from } = self.plan_assign(form)?;
        let plan = Plan { draft: draft.checked()?, id, from };
        let deed = Self::told("assign", &plan, assignment_of(&plan.draft.after, id)?).with("from", from);
        self.write(deed, |tx| Ok(plan.draft.write(tx)?.assignment(id)))
    }

    /// Ends an assignment; `on` is its last day.
    pub fn end_assignment(&mut self, id: AssignmentId, on: Date) -> Outcome<Changed> {
        let Plan { draft, from, .. } = self.plan_end(id, on)?;
        let plan = Plan { draft: draft.checked()?, id, from };
        let deed = Self::told("end-assignment", &plan, assignment_of(&plan.draft.after, id)?).with("on", on);
        self.write(deed, |tx| plan.draft.write(tx).map(drop)).map(|((), changed)| changed)
    }

    /// Moves a person to another grid in the same role; the old assignment ends the day before.
    pub fn move_worker(&mut self, form: &MoveForm) -> Outcome<Changed> {
        let Plan { draft, id, from } = self.plan_move(form)?;
        let plan = Plan { draft: draft.checked()?, id, from };
        let old = assignment_of(&plan.draft.after, form.assignment)?;
        let to = plan.draft.after.label(form.grid);
        let deed = Self::told("move-worker", &plan, old).with("to", to).with("on", form.on);
        self.write(deed, |tx| plan.draft.write(tx).map(drop)).map(|((), changed)| changed)
    }

    /// What an assignment would make untrue.
    pub fn preview_assign(&mut self, form: &AssignForm) -> Outcome<ChangePreview> {
        let plan = self.plan_assign(form)?;
        self.preview(&plan)
    }

    /// What an end would make untrue.
    pub fn preview_end(&mut self, id: AssignmentId, on: Date) -> Outcome<ChangePreview> {
        let plan = self.plan_end(id, on)?;
        self.preview(&plan)
    }

    /// What a move would make untrue.
    pub fn preview_move(&mut self, form: &MoveForm) -> Outcome<ChangePreview> {
        let plan = self.plan_move(form)?;
        self.preview(&plan)
    }

    fn preview(&mut self, plan: &Plan) -> Outcome<ChangePreview> {
        let boards = self.stale_after(&plan.draft.after, plan.from.max(self.clock.today()))?;
        let open = self.store.months()?.into_iter().filter(|m| m.state != MonthState::Closed);
        let open: Vec<_> = open.map(|m| m.month).collect();
        let months = plan.draft.days_changed(&open).into_iter().map(|(person, month, before, after)| {
            let name = plan.draft.after.person(person).map(|p| p.name.clone()).unwrap_or_default();
            let args = [
                ("month", month.to_string()),
                ("name", name),
                ("before", before.to_string()),
                ("after", after.to_string()),
            ];
            let args: Vec<_> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            let key = if before == after { "preview.month-grid" } else { "preview.month-days" };
            self.words.text(key, args.as_slice())
        });
        Ok(ChangePreview { boards, months: months.collect() })
    }
}
