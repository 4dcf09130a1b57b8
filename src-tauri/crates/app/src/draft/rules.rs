//! What must hold of grids, people and assignments, each as a look at a register. The same looks serve a form that is
//! saved, a table that is imported and the check of a whole file.

use std::collections::HashMap;

use domain::{Assignment, AssignmentId, Date, Grid, GridCode, GridId, GridLevel, Person, PersonId, Problem, Role};

use crate::Register;

/// How a day or an open end is written.
fn end(day: Option<Date>) -> String {
    day.map_or_else(|| "…".into(), |d| d.to_string())
}

fn span(from: Date, to: Option<Date>) -> String {
    format!("{from}–{}", end(to))
}

fn overlap(a: (Date, Option<Date>), b: (Date, Option<Date>)) -> bool {
    a.1.is_none_or(|to| b.0 <= to) && b.1.is_none_or(|to| a.0 <= to)
}

fn inside(part: (Date, Option<Date>), whole: (Date, Option<Date>)) -> bool {
    whole.0 <= part.0 && whole.1.is_none_or(|end| part.1.is_some_and(|to| to <= end))
}

/// What is wrong with a grid by itself, with its place in the tree and with its code.
pub(crate) fn grid_problems(register: &Register, retired: &HashMap<String, GridId>, id: GridId) -> Vec<Problem> {
    let Some(grid) = register.grid(id) else { return Vec::new() };
    let mut problems = Vec::new();
    let mut found = |problem: Problem| problems.push(problem.at(&grid.name).with("name", &grid.name));
    if grid.name.trim().is_empty() {
        found(Problem::new("grid-name-empty").with("code", &grid.code));
    }
    if let Some(problem) = place(register, grid) {
        found(problem);
    }
    for problem in code(register, retired, grid) {
        found(problem);
    }
    if let Some(closed) = grid.closed.filter(|&closed| closed < grid.opened) {
        found(Problem::new("grid-closed-before-opened").with("opened", grid.opened).with("closed", closed));
    }
    if let Some(problem) = pilot(grid) {
        found(problem);
    }
    let life = (grid.opened, grid.closed);
    let twin = register
        .grids
        .iter()
        .find(|g| g.id != id && g.parent == grid.parent && g.name == grid.name && overlap((g.opened, g.closed), life));
    if let Some(twin) = twin {
        found(Problem::new("grid-name-twice").with("code", &twin.code));
    }
    problems
}

/// The levels go down: township, area, village, grid, micro-grid. A grid is never straight under the township.
fn place(register: &Register, grid: &Grid) -> Option<Problem> {
    use GridLevel::{Area, Group, Micro, Township, Village};
    let level = grid.level.zh();
    if grid.level == Township {
        if grid.parent.is_some() {
            return Some(Problem::new("township-has-parent"));
        }
        let other = register.grids.iter().find(|g| g.level == Township && g.id != grid.id)?;
        return Some(Problem::new("township-second").with("other", &other.name));
    }
    let Some(parent) = grid.parent.and_then(|p| register.grid(p)) else {
        return Some(Problem::new("grid-without-parent").with("level", level));
    };
    if parent.id == grid.id || register.upwards(parent.id).any(|g| g.id == grid.id) {
        return Some(Problem::new("grid-cycle").with("parent", &parent.name));
    }
    let fits = match grid.level {
        Township => true,
        Area => parent.level == Township,
        Village => matches!(parent.level, Township | Area),
        Group => parent.level == Village,
        Micro => matches!(parent.level, Village | Group),
    };
    let above = match (grid.level, parent.level) {
        (Group | Micro, Township | Area) => "grid-not-under-village",
        _ => "grid-level-order",
    };
    (!fits).then(|| {
        let problem = Problem::new(above).with("level", level).with("parent", &parent.name);
        problem.with("parent_level", parent.level.zh())
    })
}

/// 9 digits for the township, 12 for a village, the village's and a sequence below it; a code is used once for ever.
fn code(register: &Register, retired: &HashMap<String, GridId>, grid: &Grid) -> Vec<Problem> {
    let mut problems = Vec::new();
    let prefix = match grid.level {
        GridLevel::Township => "",
        GridLevel::Area | GridLevel::Village => register.township().map_or("", |t| t.code.as_str()),
        GridLevel::Group | GridLevel::Micro => register.village(grid.id).map_or("", |v| v.code.as_str()),
    };
    let digits = grid.code.len();
    let fits = GridCode::parse(&grid.code).is_some_and(|c| c.as_str() == grid.code)
        && grid.code.starts_with(prefix)
        && match grid.level {
            GridLevel::Township => digits == 9,
            GridLevel::Village => digits == 12,
            GridLevel::Area | GridLevel::Group | GridLevel::Micro => digits > 12,
        };
    if !fits {
        let kind = match grid.level {
            GridLevel::Township => "grid-code-township",
            GridLevel::Village => "grid-code-village",
            _ => "grid-code-malformed",
        };
        problems.push(Problem::new(kind).with("code", &grid.code).with("prefix", prefix));
    }
    if let Some(other) = register.grids.iter().find(|g| g.id != grid.id && g.code == grid.code) {
        let whose = register.label(other.id);
        problems.push(Problem::new("grid-code-reused").with("code", &grid.code).with("other", whose));
    } else if retired.get(&grid.code).is_some_and(|&of| of != grid.id) {
        problems.push(Problem::new("grid-code-retired").with("code", &grid.code));
    }
    problems
}

fn pilot(grid: &Grid) -> Option<Problem> {
    let life = (grid.opened, grid.closed);
    match (grid.pilot_from, grid.pilot_to) {
        (None, None) => None,
        (None, Some(to)) => Some(Problem::new("pilot-without-start").with("to", to)),
        (Some(from), Some(to)) if to < from => Some(Problem::new("pilot-dates").with("from", from).with("to", to)),
        // An open pilot ends with its grid.
        (Some(from), to) => (!inside((from, to.or(grid.closed)), life)).then(|| {
            Problem::new("pilot-outside-life").with("pilot", span(from, to)).with("life", span(life.0, life.1))
        }),
    }
}

/// A grid lives within the life of the one above it; those below it, and whoever answers for it, live within its own.
pub(crate) fn lives(register: &Register, id: GridId) -> Vec<Problem> {
    let Some(grid) = register.grid(id) else { return Vec::new() };
    let mut problems = Vec::new();
    let mut child_of = |child: &Grid, parent: &Grid| {
        if !inside((child.opened, child.closed), (parent.opened, parent.closed)) {
            problems.push(
                Problem::new("grid-outside-parent")
                    .at(&child.name)
                    .with("name", &child.name)
                    .with("life", span(child.opened, child.closed))
                    .with("parent", &parent.name)
                    .with("parent_life", span(parent.opened, parent.closed)),
            );
        }
    };
    if let Some(parent) = grid.parent.and_then(|p| register.grid(p)) {
        child_of(grid, parent);
    }
    for child in register.children(id) {
        child_of(child, grid);
    }
    problems.extend(register.people_of(id).filter_map(|a| outside(register, a)));
    problems
}

fn outside(register: &Register, a: &Assignment) -> Option<Problem> {
    let grid = register.grid(a.grid)?;
    (!inside((a.from, a.to), (grid.opened, grid.closed))).then(|| {
        about(register, a, "assignment-outside-grid")
            .with("days", span(a.from, a.to))
            .with("life", span(grid.opened, grid.closed))
    })
}

fn about(register: &Register, a: &Assignment, code: &str) -> Problem {
    let name = register.person(a.person).map_or("", |p| p.name.as_str());
    let grid = register.label(a.grid);
    Problem::new(code).at(name).with("name", name).with("grid", grid).with("role", a.role.zh())
}

/// What is wrong with a person.
pub(crate) fn person_problems(register: &Register, id: PersonId) -> Vec<Problem> {
    let Some(person) = register.person(id) else { return Vec::new() };
    let mut problems = Vec::new();
    if person.name.trim().is_empty() {
        problems.push(Problem::new("person-name-empty").at(&person.code));
    }
    if person.code.trim().is_empty() {
        problems.push(Problem::new("person-code-empty").at(&person.name).with("name", &person.name));
    }
    if let Some(other) = register.people.iter().find(|p| p.id != id && p.code == person.code) {
        problems.push(code_twice(person, other));
    }
    if let Some(phone) = person.phone.as_deref().filter(|p| !looks_like_phone(p)) {
        problems.push(Problem::new("phone-malformed").at(&person.name).with("phone", phone));
    }
    problems
}

fn code_twice(person: &Person, other: &Person) -> Problem {
    Problem::new("code-of-another").at(&person.name).with("code", &person.code).with("other", &other.name)
}

/// A mobile number, a landline with or without its area code, or a short service number.
fn looks_like_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'-') && !text.starts_with('-') && !text.ends_with('-');
    plain
        && match digits {
            5 | 7 | 8 => true,
            10 => text.starts_with(['0', '4', '8']),
            11 | 12 => text.starts_with('0') || (digits == 11 && text.starts_with('1')),
            _ => false,
        }
}

/// What is wrong with an assignment: its days, the grid's life, the same one twice, a second head.
pub(crate) fn assignment_problems(register: &Register, id: AssignmentId) -> Vec<Problem> {
    let Some(a) = register.assignment(id) else { return Vec::new() };
    let mut problems = Vec::new();
    if let Some(to) = a.to.filter(|&to| to < a.from) {
        problems.push(about(register, a, "assignment-dates").with("from", a.from).with("to", to));
        return problems;
    }
    problems.extend(outside(register, a));
    let days = (a.from, a.to);
    let same_days = |b: &&Assignment| b.id != id && b.role == a.role && overlap((b.from, b.to), days);
    if let Some(twin) = register.people_of(a.grid).filter(same_days).find(|b| b.person == a.person) {
        problems.push(about(register, a, "assignment-twice").with("days", span(twin.from, twin.to)));
    }
    if a.role == Role::Head
        && let Some(head) = register.people_of(a.grid).filter(same_days).find(|b| b.person != a.person)
    {
        let other = register.person(head.person).map_or("", |p| p.name.as_str());
        problems.push(about(register, a, "head-second").with("other", other).with("days", span(head.from, head.to)));
    }
    problems
}
