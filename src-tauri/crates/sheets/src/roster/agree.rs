//! Whether the rows agree about villages and grids.

use std::collections::BTreeMap;

use super::{Roster, RosterRow};
use crate::problem::{CellProblem, Findings};

/// Tells where two rows say different things about one village or one grid.
pub(super) fn check(roster: &mut Roster) {
    let mut found = Vec::new();
    villages_alike(roster, &mut found);
    let mut agree = Agree { first: BTreeMap::new(), found };
    for row in &mut roster.rows {
        let mut held = false;
        let text = |field: &Option<crate::Field<String>>| field.as_ref().map(|f| (f.value.clone(), f.cell.clone()));
        if let (Some(village), Some(code)) = (&row.village, &row.village_code) {
            let code_text = (code.value.to_string(), code.cell.clone());
            held |= agree.differs(row, "village-code-differs", &village.value, Some(code_text));
            held |= agree.differs(row, "village-name-differs", code.value.as_str(), text(&row.village));
        }
        if let (Some(code), Some(village)) = (&row.grid_code, &row.village_code)
            && code.value.village().is_some_and(|own| own != village.value.as_str())
        {
            let problem = Findings::new(&row.sheet).at("grid-code-outside", &code.cell).with("code", &code.value);
            agree.found.push(problem.with("village", &village.value));
            held = true;
        }
        if let Some(code) = &row.grid_code {
            held |= agree.differs(row, "grid-name-differs", code.value.as_str(), text(&row.grid));
        }
        if let Some(key) = grid_key(row) {
            let count =
                |field: &Option<crate::Field<u32>>| field.as_ref().map(|f| (f.value.to_string(), f.cell.clone()));
            agree.differs(row, "grid-households-differ", &key, count(&row.households));
            agree.differs(row, "grid-population-differs", &key, count(&row.population));
            agree.differs(row, "grid-extent-differs", &key, text(&row.extent));
        }
        row.held |= held;
    }
    roster.problems.extend(agree.found);
}

fn grid_key(row: &RosterRow) -> Option<String> {
    let named = || Some(format!("{} {}", row.village.as_ref()?.value, row.grid.as_ref()?.value));
    row.grid_code.as_ref().map(|code| code.value.to_string()).or_else(named)
}

struct Agree {
    first: BTreeMap<(&'static str, String), (String, String)>,
    found: Vec<CellProblem>,
}

impl Agree {
    /// Remembers the first value said of a thing; a later one that differs is a problem at its own cell.
    fn differs(&mut self, row: &RosterRow, code: &'static str, of: &str, said: Option<(String, String)>) -> bool {
        let Some((value, cell)) = said else { return false };
        let place = format!("{}!{cell}", row.sheet);
        let (first, at) = self.first.entry((code, of.to_string())).or_insert_with(|| (value.clone(), place));
        if *first == value {
            return false;
        }
        let problem = Findings::new(&row.sheet).at(code, cell).with("of", of).with("value", value);
        self.found.push(problem.with("first", first.as_str()).with("other", at.as_str()));
        true
    }
}

/// 张家湾 and 张家湾村 in one file: one village, or two?
fn villages_alike(roster: &mut Roster, found: &mut Vec<CellProblem>) {
    let stem = |name: &str| {
        ["行政村", "村委会", "村", "社区"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name).to_string()
    };
    let mut spellings: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for (at, row) in roster.rows.iter().enumerate() {
        let Some(village) = &row.village else { continue };
        spellings.entry(stem(&village.value)).or_default().entry(village.value.clone()).or_insert(at);
    }
    for names in spellings.values().filter(|names| names.len() > 1) {
        let mut names: Vec<(&String, &usize)> = names.iter().collect();
        names.sort_by_key(|(_, at)| **at);
        let first = names.first().map(|(name, _)| (*name).clone()).unwrap_or_default();
        for (name, at) in names.iter().skip(1) {
            let Some((row, village)) = roster.rows.get(**at).and_then(|row| Some((row, row.village.as_ref()?))) else {
                continue;
            };
            let problem = Findings::new(&row.sheet).at("villages-alike", &village.cell).with("value", name);
            found.push(problem.with("other", &first).choose([first.clone(), (*name).clone()]));
        }
        let odd: Vec<String> = names.iter().skip(1).map(|(name, _)| (*name).clone()).collect();
        for row in &mut roster.rows {
            row.held |= row.village.as_ref().is_some_and(|village| odd.contains(&village.value));
        }
    }
}
