//! Where a row of a roster belongs: its village and its grid, found or planned.

use domain::{Date, Grid, GridId, GridLevel, Problem};
use sheets::{CellProblem, Field, RosterRow};

use super::Spot;
use crate::{
    Clock,
    draft::Draft,
    grids::{PROVISIONAL, free_code, new_grid},
};

/// What rows are measured against: the day from which undated ones count, and the clock that gives ids.
pub(super) struct Places {
    pub(super) start: Date,
    pub(super) clock: Clock,
}

type Found<T> = Result<T, CellProblem>;

impl Places {
    /// The village or grid that a row is about.
    pub(super) fn of(&mut self, draft: &mut Draft, row: &RosterRow, spot: &Spot) -> Found<GridId> {
        let village = self.village(draft, row, spot)?;
        let named = row.grid.is_some() || row.grid_code.is_some();
        if named { self.grid(draft, row, village, spot) } else { Ok(village) }
    }

    fn village(&mut self, draft: &mut Draft, row: &RosterRow, spot: &Spot) -> Found<GridId> {
        let villages = |draft: &Draft| -> Vec<Grid> {
            draft.after.grids.iter().filter(|g| g.level == GridLevel::Village && g.closed.is_none()).cloned().collect()
        };
        let code = row.village_code.as_ref().map(|c| c.value.as_str().to_string());
        if let Some(code) = &code
            && let Some(found) = draft.after.grids.iter().find(|g| g.code == *code)
        {
            let id = found.id;
            return same_name(draft, id, row.village.as_ref(), spot).map(|()| id);
        }
        let Some(name) = &row.village else {
            let by_grid = row.grid_code.as_ref().and_then(|c| c.value.village());
            let found = by_grid.and_then(|code| villages(draft).into_iter().find(|v| v.code == code));
            return found.map(|v| v.id).ok_or_else(|| spot.problem("roster-no-village", &[]));
        };
        let spot = Spot::of(&spot.sheet, name);
        let named: Vec<_> = villages(draft).into_iter().filter(|v| v.name == name.value).collect();
        match (named.as_slice(), code) {
            ([], code) => self.new_village(draft, row, &name.value, code, &spot),
            ([one], None) => Ok(one.id),
            ([one], Some(code)) if one.code.starts_with(PROVISIONAL) => {
                adopt_code(draft, one.id, &code);
                Ok(one.id)
            }
            ([one], Some(code)) => {
                Err(spot
                    .problem("roster-village-code", &[("village", &name.value), ("code", &code), ("known", &one.code)]))
            }
            (several, _) => {
                let mut found = spot.problem("roster-village-unclear", &[("village", &name.value)]);
                found.choices = several.iter().map(|v| format!("{} {}", v.code, draft.after.label(v.id))).collect();
                Err(found)
            }
        }
    }

    fn new_village(
        &mut self,
        draft: &mut Draft,
        row: &RosterRow,
        name: &str,
        code: Option<String>,
        spot: &Spot,
    ) -> Found<GridId> {
        let Some(township) = draft.after.township().map(|t| t.id) else {
            return Err(spot.problem("roster-no-township", &[]));
        };
        if let Some(code) = &code {
            adopt_code(draft, township, code.get(..PROVISIONAL.len()).unwrap_or_default());
        }
        let parent = match &row.area {
            None => township,
            Some(area) => {
                let known = draft.after.grids.iter().find(|g| g.level == GridLevel::Area && g.name == area.value);
                match known.map(|g| g.id) {
                    Some(id) => id,
                    None => self.new_grid(draft, GridLevel::Area, township, &area.value, None),
                }
            }
        };
        Ok(self.new_grid(draft, GridLevel::Village, parent, name, code))
    }

    fn grid(&mut self, draft: &mut Draft, row: &RosterRow, village: GridId, spot: &Spot) -> Found<GridId> {
        let spot = row.grid.as_ref().map_or_else(|| spot.clone(), |g| Spot::of(&spot.sheet, g));
        let code = row.grid_code.as_ref().map(|c| c.value.as_str().to_string());
        let id = match code.as_ref().and_then(|code| draft.after.grids.iter().find(|g| g.code == *code)) {
            Some(found) => {
                let id = found.id;
                same_name(draft, id, row.grid.as_ref(), &spot)?;
                id
            }
            None => {
                let Some(name) = row.grid.as_ref().map(|g| g.value.as_str()) else {
                    let code = code.unwrap_or_default();
                    return Err(spot.problem("roster-grid-unknown", &[("code", &code)]));
                };
                let upper = row.parent.as_ref().map(|p| p.value.as_str());
                let known = within(draft, village, name, upper);
                match (known.as_slice(), code) {
                    ([], code) => {
                        let level = row.level.as_ref().map(|l| l.value);
                        self.planned(draft, village, upper, (level, name), code, &spot)?
                    }
                    ([one], None) => *one,
                    ([one], Some(code)) => {
                        let known = draft.after.grid(*one).map_or("", |g| g.code.as_str()).to_string();
                        return Err(
                            spot.problem("roster-grid-code", &[("grid", name), ("code", &code), ("known", &known)])
                        );
                    }
                    (several, _) => {
                        let mut found = spot.problem("roster-grid-unclear", &[("grid", name)]);
                        found.choices = several
                            .iter()
                            .filter_map(|&g| draft.after.grid(g))
                            .map(|g| format!("{} {}", g.code, draft.after.label(g.id)))
                            .collect();
                        return Err(found);
                    }
                }
            }
        };
        self.details(draft, row, id);
        Ok(id)
    }

    /// A grid that isn't there yet, and the one between it and the village where the row names one.
    fn planned(
        &mut self,
        draft: &mut Draft,
        village: GridId,
        upper: Option<&str>,
        (level, name): (Option<GridLevel>, &str),
        code: Option<String>,
        spot: &Spot,
    ) -> Found<GridId> {
        if matches!(level, Some(GridLevel::Township | GridLevel::Area | GridLevel::Village)) {
            return Err(
                spot.problem("roster-grid-level", &[("grid", name), ("level", level.map_or("", GridLevel::zh))])
            );
        }
        let village_name = draft.after.grid(village).map(|g| g.name.clone());
        let Some(upper) = upper.filter(|u| Some(*u) != village_name.as_deref()) else {
            return Ok(self.new_grid(draft, level.unwrap_or(GridLevel::Group), village, name, code));
        };
        let parent = match within(draft, village, upper, None).first() {
            Some(&id) => id,
            None => self.new_grid(draft, GridLevel::Group, village, upper, None),
        };
        Ok(self.new_grid(draft, level.unwrap_or(GridLevel::Micro), parent, name, code))
    }

    fn new_grid(
        &mut self,
        draft: &mut Draft,
        level: GridLevel,
        parent: GridId,
        name: &str,
        code: Option<String>,
    ) -> GridId {
        let id = GridId(draft.fresh());
        let opened = draft.after.grid(parent).map_or(self.start, |p| p.opened.max(self.start));
        let mut grid = new_grid(id, self.clock.new_id(), level, Some(parent), name, opened);
        grid.code = code.unwrap_or_else(|| free_code(draft, &grid));
        draft.grid(grid);
        id
    }

    /// What a row says of its grid; a blank says nothing.
    fn details(&self, draft: &mut Draft, row: &RosterRow, id: GridId) {
        let Some(old) = draft.after.grid(id).cloned() else { return };
        let mut grid = old.clone();
        let set = |slot: &mut Option<u32>, field: &Option<Field<u32>>| {
            if let Some(field) = field {
                *slot = Some(field.value);
            }
        };
        set(&mut grid.households, &row.households);
        set(&mut grid.population, &row.population);
        set(&mut grid.route, &row.route);
        if let Some(extent) = &row.extent {
            let lines: Vec<_> = extent.value.lines().map(|l| l.trim().to_string()).filter(|l| !l.is_empty()).collect();
            if lines.join("\n") != grid.extent.join("\n") && extent.value != grid.extent.join("；") {
                grid.extent = lines;
            }
        }
        if let Some(from) = &row.pilot_from {
            grid.pilot_from = Some(from.value);
        }
        if let Some(to) = &row.pilot_to {
            grid.pilot_to = Some(to.value);
        }
        if grid != old {
            draft.grid(grid);
        }
        if let Some(from) = row.from.iter().chain(&row.pilot_from).map(|f| f.value).min() {
            live_from(draft, id, from);
        }
    }
}

/// A grid that somebody answered for on a day stood on that day, and so did what it stands in.
pub(super) fn live_from(draft: &mut Draft, id: GridId, from: Date) {
    let late: Vec<_> = draft.after.upwards(id).filter(|g| g.opened > from).cloned().collect();
    for grid in late {
        draft.grid(Grid { opened: from, ..grid });
    }
}

/// The open grids of a village with a name, below a grid with a name where one is given.
fn within(draft: &Draft, village: GridId, name: &str, upper: Option<&str>) -> Vec<GridId> {
    let register = &draft.after;
    let below = |g: &Grid| register.village(g.id).is_some_and(|v| v.id == village) && g.id != village;
    let under = |g: &Grid| upper.is_none_or(|u| g.parent.and_then(|p| register.grid(p)).is_some_and(|p| p.name == u));
    let found = register.grids.iter().filter(|g| g.name == name && g.closed.is_none() && below(g) && under(g));
    found.map(|g| g.id).collect()
}

fn same_name(draft: &Draft, id: GridId, name: Option<&Field<String>>, spot: &Spot) -> Found<()> {
    let Some(grid) = draft.after.grid(id) else { return Ok(()) };
    match name {
        Some(name) if name.value != grid.name => Err(Spot::of(&spot.sheet, name).told(
            Problem::new("roster-code-name")
                .with("code", &grid.code)
                .with("known", &grid.name)
                .with("name", &name.value),
        )),
        _ => Ok(()),
    }
}

/// A code in the place of a provisional one, and of what it begins; the township's follows from a village's.
fn adopt_code(draft: &mut Draft, id: GridId, code: &str) {
    let Some(grid) = draft.after.grid(id).cloned().filter(|g| g.code.starts_with(PROVISIONAL)) else { return };
    let township = draft.after.township().map(|t| t.id);
    if let (Some(township), Some(prefix)) = (township.filter(|&t| t != id), code.get(..PROVISIONAL.len())) {
        adopt_code(draft, township, prefix);
    }
    let Some(old) = draft.after.grid(id).cloned() else { return };
    if !code.is_empty() && old.code != code {
        draft.grid(Grid { code: code.to_string(), ..grid });
        crate::grids::carry_code_down(draft, &old, code);
    }
}
