//! Who is who: rows of one person are numbered alike, and two people of one name are never merged on the name alone.

use std::collections::BTreeMap;

use domain::Role;

use super::{Roster, RosterRow};
use crate::problem::Findings;

/// Numbers the people, and tells where the file leaves open who somebody is.
pub(super) fn identify(roster: &mut Roster) {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut code_of: BTreeMap<usize, String> = BTreeMap::new();
    let mut next = 0;
    for row in &mut roster.rows {
        let Some(name) = &row.name else { continue };
        let cell = format!("cell {} {} {}", row.sheet, name.cell, name.value);
        let code = row.person_code.as_ref().map(|code| format!("code {}", code.value));
        let phone = row.phone.as_ref().map(|phone| format!("phone {} {}", name.value, phone.value));
        let post = post(row);
        let sure = known.get(&cell).or_else(|| known.get(code.as_ref()?)).copied();
        let likely = || {
            let of = |key: &Option<String>| known.get(key.as_ref()?).copied();
            let (person, by) = match of(&phone) {
                Some(person) => (person, "one-person-by-phone"),
                None => (of(&post)?, "one-person-by-role"),
            };
            // Two codes are two people, whatever else they share.
            let other = code.is_some() && code_of.get(&person).is_some_and(|own| code.as_ref() != Some(own));
            (!other).then_some((person, by))
        };
        let person = match (sure, likely()) {
            (Some(person), _) => person,
            (None, Some((person, by))) => {
                let note = Findings::new(&row.sheet).at(by, &name.cell).with("name", &name.value);
                roster.notes.push(note);
                person
            }
            (None, None) => {
                next += 1;
                next - 1
            }
        };
        if let Some(code) = &code {
            code_of.entry(person).or_insert_with(|| code.clone());
        }
        for key in [Some(cell), code, phone, post].into_iter().flatten() {
            known.entry(key).or_insert(person);
        }
        row.person = Some(person);
    }
    codes_with_two_names(roster);
    same_names(roster);
    same_rows(roster);
}

/// What one name can hold only once: the post of a village's leader, or, where a column is headed by the role, that
/// role on one grid. Both are often written again in each row.
fn post(row: &RosterRow) -> Option<String> {
    let (name, role) = (row.name.as_ref()?, row.role.as_ref()?);
    let place = match role.value {
        Role::Leader | Role::AreaLeader | Role::Cadre => String::new(),
        _ if role.cell == name.cell => grid_of(row)?,
        _ => return None,
    };
    Some(format!("post {} {} {place} {}", name.value, village_of(row), role.value.key()))
}

fn grid_of(row: &RosterRow) -> Option<String> {
    let code = row.grid_code.as_ref().map(|code| code.value.to_string());
    code.or_else(|| row.grid.as_ref().map(|grid| grid.value.clone()))
}

fn codes_with_two_names(roster: &mut Roster) {
    let mut first: BTreeMap<String, (String, String)> = BTreeMap::new();
    let mut found = Vec::new();
    for row in &mut roster.rows {
        let (Some(name), Some(code)) = (&row.name, &row.person_code) else { continue };
        let place = format!("{}!{}", row.sheet, code.cell);
        let (other, at) = first.entry(code.value.clone()).or_insert_with(|| (name.value.clone(), place));
        if *other != name.value {
            let problem = Findings::new(&row.sheet).at("person-code-twice", &code.cell).with("code", &code.value);
            found.push(problem.with("name", &name.value).with("other-name", other).with("other", at));
            row.held = true;
        }
    }
    roster.problems.extend(found);
}

fn village_of(row: &RosterRow) -> String {
    let by_name = row.village.as_ref().map(|v| v.value.clone());
    let by_code = row.grid_code.as_ref().and_then(|c| c.value.village().map(str::to_string));
    by_name.or(by_code).unwrap_or_default()
}

/// People of one name in one village are told apart by codes only.
fn same_names(roster: &mut Roster) {
    let mut groups: BTreeMap<(String, String), BTreeMap<usize, (usize, bool)>> = BTreeMap::new();
    let mut elsewhere: BTreeMap<String, BTreeMap<usize, (usize, String)>> = BTreeMap::new();
    for (at, row) in roster.rows.iter().enumerate() {
        let (Some(name), Some(person)) = (&row.name, row.person) else { continue };
        let group = groups.entry((village_of(row), name.value.clone())).or_default();
        let coded = row.person_code.is_some();
        group.entry(person).and_modify(|(_, c)| *c |= coded).or_insert((at, coded));
        if !coded {
            elsewhere.entry(name.value.clone()).or_default().entry(person).or_insert_with(|| (at, village_of(row)));
        }
    }
    let mut held: Vec<usize> = Vec::new();
    for ((village, name), people) in &groups {
        if people.len() < 2 || people.values().all(|(_, coded)| *coded) {
            continue;
        }
        held.extend(people.keys());
        let places: Vec<(&str, String)> = people
            .values()
            .filter_map(|(at, _)| roster.rows.get(*at).map(|r| (r.sheet.as_str(), cell_of(r))))
            .collect();
        for (index, (sheet, cell)) in places.iter().enumerate() {
            let others: Vec<&str> =
                places.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, p)| p.1.as_str()).collect();
            let problem = Findings::new(sheet).at("same-name", cell).with("name", name).with("village", village);
            roster.problems.push(problem.with("other", others.join("、")));
        }
    }
    for row in &mut roster.rows {
        row.held |= row.person.is_some_and(|person| held.contains(&person));
    }
    for (name, people) in elsewhere {
        let mut villages: Vec<&str> = people.values().map(|(_, village)| village.as_str()).collect();
        villages.sort_unstable();
        villages.dedup();
        if villages.len() > 1 {
            let first = people.values().next().and_then(|(at, _)| roster.rows.get(*at));
            let (sheet, cell) = first.map(|r| (r.sheet.clone(), cell_of(r))).unwrap_or_default();
            let note = Findings::new(&sheet).at("same-name-elsewhere", cell).with("name", &name);
            roster.notes.push(note.with("villages", villages.join("、")));
        }
    }
}

fn cell_of(row: &RosterRow) -> String {
    row.name.as_ref().map(|name| name.cell.clone()).unwrap_or_default()
}

/// One person in one role on one grid twice: the second is held. Where a column is headed by the role and the row goes
/// on about the same grid, it is the same thing said again.
fn same_rows(roster: &mut Roster) {
    let mut first: BTreeMap<String, (String, String)> = BTreeMap::new();
    let mut found = Vec::new();
    roster.rows.retain_mut(|row| {
        let (Some(name), Some(person), Some(role)) = (&row.name, row.person, &row.role) else { return true };
        let from = row.from.as_ref().map(|f| f.value.to_string()).unwrap_or_default();
        let grid = grid_of(row).unwrap_or_default();
        let key = format!("{person} {} {} {grid} {from}", role.value.key(), village_of(row));
        let own = (row.sheet.clone(), name.cell.clone());
        let other = first.entry(key).or_insert_with(|| own.clone());
        if *other == own {
            return true;
        }
        if role.cell == name.cell {
            return false;
        }
        let problem = Findings::new(&row.sheet).at("same-row", &name.cell).with("name", &name.value);
        found.push(problem.with("other", &other.1));
        row.held = true;
        true
    });
    roster.problems.extend(found);
}
