//! A grid's form saved, a grid closed, its households written down.

use std::collections::HashSet;

use domain::{Date, Fault, Grid, GridId, GridLevel, Outcome, Problem, fold_width};

use super::{grid_of, next_code};
use crate::{
    Office,
    draft::Draft,
    office::{Deed, topic},
    view::{Changed, GridForm, HouseholdRow},
};

const TOPICS: &[&str] = &[topic::GRIDS, topic::PEOPLE, topic::BOARDS, topic::MONTH, topic::OUTCOMES];

impl Office {
    /// Saves a grid's form; refused with everything that is wrong with it.
    pub fn save_grid(&mut self, form: &GridForm) -> Outcome<(GridId, Changed)> {
        let uuid = self.clock.new_id();
        let mut draft = self.draft()?;
        let old = form.id.map(|id| grid_of(&draft.after, id).cloned()).transpose()?;
        let id = form.id.unwrap_or_else(|| GridId(draft.fresh()));
        let mut grid = written(form, id, old.as_ref().map_or(uuid, |g| g.uuid.clone()));
        grid.code = match (form.code.as_deref().map(|c| fold_width(c.trim())).filter(|c| !c.is_empty()), &old) {
            (Some(code), _) => code,
            (None, Some(old)) => old.code.clone(),
            (None, None) => free_code(&draft, &grid),
        };
        draft.grid(grid.clone());
        if let Some(old) = &old {
            carry_code_down(&mut draft, old, &grid.code);
        }
        let draft = draft.checked()?;
        let verb = if old.is_some() { "save-grid" } else { "add-grid" };
        let deed = Deed::new(verb, TOPICS).with("grid", draft.after.label(id)).with("code", &grid.code);
        self.write(deed, |tx| Ok(draft.write(tx)?.grid(id)))
    }

    /// Closes a grid; `on` is its last day. Refused while people or smaller grids still depend on it.
    pub fn close_grid(&mut self, id: GridId, on: Date) -> Outcome<Changed> {
        let mut draft = self.draft()?;
        let mut grid = grid_of(&draft.after, id)?.clone();
        let label = draft.after.label(id);
        let still = |to: Option<Date>| to.is_none_or(|to| to > on);
        let mut problems = Vec::new();
        if grid.closed.is_some_and(|closed| closed <= on) {
            problems.push(Problem::new("grid-closed-already").with("closed", grid.closed.unwrap_or(on)));
        }
        let people: Vec<_> = draft
            .after
            .people_of(id)
            .filter(|a| still(a.to))
            .map(|a| format!("{}（{}）", draft.after.person(a.person).map_or("", |p| &p.name), a.role.zh()))
            .collect();
        if !people.is_empty() {
            problems.push(Problem::new("grid-close-people").with("people", people.join("、")).with("on", on));
        }
        let children: Vec<_> = draft.after.children(id).filter(|g| still(g.closed)).map(|g| g.name.clone()).collect();
        if !children.is_empty() {
            problems.push(Problem::new("grid-close-children").with("children", children.join("、")).with("on", on));
        }
        if !problems.is_empty() {
            return Err(Fault::refused(problems.into_iter().map(|p| p.at(&label).with("name", &label)).collect()));
        }
        grid.closed = Some(on);
        draft.grid(grid);
        let draft = draft.checked()?;
        let deed = Deed::new("close-grid", TOPICS).with("grid", label).with("on", on);
        self.write(deed, |tx| draft.write(tx).map(drop)).map(|((), changed)| changed)
    }

    /// Puts a household register in the place of a grid's old one.
    pub fn save_households(&mut self, grid: GridId, rows: &[HouseholdRow]) -> Outcome<Changed> {
        let register = self.register()?;
        grid_of(&register, grid)?;
        let rows: Vec<_> = rows.iter().map(|r| (fold_width(r.number.trim()), r.head.trim().to_string())).collect();
        let problems = household_problems(&rows);
        if !problems.is_empty() {
            return Err(Fault::refused(problems));
        }
        let deed =
            Deed::new("save-households", &[topic::GRIDS]).with("grid", register.label(grid)).with("count", rows.len());
        self.write(deed, |tx| tx.put_households(grid, &rows)).map(|((), changed)| changed)
    }
}

/// The code that a grid gets when nobody types one.
pub(crate) fn free_code(draft: &Draft, grid: &Grid) -> String {
    let prefix = match grid.level {
        GridLevel::Township => None,
        GridLevel::Area | GridLevel::Village => draft.after.township(),
        GridLevel::Group | GridLevel::Micro => grid.parent.and_then(|p| draft.after.village(p)),
    };
    next_code(draft, grid.level, prefix.map_or("", |g| g.code.as_str()))
}

/// A grid of which nothing is known but its place and its first day; its code is still to be given.
pub(crate) fn new_grid(
    id: GridId,
    uuid: String,
    level: GridLevel,
    parent: Option<GridId>,
    name: &str,
    opened: Date,
) -> Grid {
    Grid {
        id,
        uuid,
        code: String::new(),
        name: name.to_string(),
        level,
        parent,
        extent: Vec::new(),
        households: None,
        population: None,
        pilot_from: None,
        pilot_to: None,
        opened,
        closed: None,
        route: None,
        note: String::new(),
    }
}

fn written(form: &GridForm, id: GridId, uuid: String) -> Grid {
    let mut extent: Vec<_> = form.extent.iter().map(|line| line.trim().to_string()).collect();
    while extent.last().is_some_and(String::is_empty) {
        extent.pop();
    }
    Grid {
        id,
        uuid,
        code: String::new(),
        name: form.name.trim().to_string(),
        level: form.level,
        parent: form.parent,
        extent,
        households: form.households,
        population: form.population,
        pilot_from: form.pilot_from,
        pilot_to: form.pilot_to,
        opened: form.opened,
        closed: form.closed,
        route: form.route,
        note: form.note.trim().to_string(),
    }
}

/// A township's or village's code begins the codes of everything below it: they follow it.
pub(crate) fn carry_code_down(draft: &mut Draft, old: &Grid, code: &str) {
    if old.code == code || !matches!(old.level, GridLevel::Township | GridLevel::Village) {
        return;
    }
    let below: Vec<_> = draft
        .after
        .grids
        .iter()
        .filter(|g| g.id != old.id && draft.after.upwards(g.id).any(|up| up.id == old.id))
        .filter_map(|g| g.code.strip_prefix(old.code.as_str()).map(|rest| (g.clone(), format!("{code}{rest}"))))
        .collect();
    for (mut grid, code) in below {
        grid.code = code;
        draft.grid(grid);
    }
}

/// What is wrong with a household register: an empty number or head, one number twice, an identity number.
pub(crate) fn household_problems(rows: &[(String, String)]) -> Vec<Problem> {
    let mut seen = HashSet::new();
    let mut problems = Vec::new();
    for (number, head) in rows {
        let mut found =
            |code: &str| problems.push(Problem::new(code).at(number).with("number", number).with("head", head));
        if number.is_empty() {
            found("household-without-number");
        } else if !seen.insert(number) {
            found("household-twice");
        }
        if head.is_empty() {
            found("household-without-head");
        }
        if is_identity_number(number) || is_identity_number(head) {
            problems.push(Problem::new("household-identity-number"));
        }
    }
    problems
}

fn is_identity_number(text: &str) -> bool {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (body, last) = digits.split_at(digits.char_indices().nth(17).map_or(digits.len(), |(i, _)| i));
    body.len() == 17
        && body.bytes().all(|b| b.is_ascii_digit())
        && matches!(last, "X" | "x") | last.parse::<u8>().is_ok()
}
