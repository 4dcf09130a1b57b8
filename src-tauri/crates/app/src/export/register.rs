//! Grids, people, assignments, households and the roster that an import reads back.

use domain::{Assignment, Grid, GridLevel, Outcome};
use sheets::{
    Kind::{self, Date as Day, Integer, Text},
    Out, ROSTER_HEADERS, TableModel,
};

use super::text;
use crate::{Office, Register};

impl Office {
    pub(super) fn register_tables(&mut self) -> Outcome<Vec<TableModel>> {
        let register = self.register()?;
        let code = |g: Option<&Grid>| g.map_or(Out::Blank, |g| text(&g.code));
        let grids = register.grids.iter().map(|g| {
            vec![
                text(&g.code),
                text(&g.name),
                text(g.level.zh()),
                code(g.parent.and_then(|p| register.grid(p))),
                text(register.village(g.id).map_or("", |v| v.name.as_str())),
                text(&g.extent.join("；")),
                g.households.into(),
                g.population.into(),
                g.pilot_from.into(),
                g.pilot_to.into(),
                g.opened.into(),
                g.closed.into(),
                g.route.into(),
                text(&g.note),
            ]
        });
        let grid_kinds = [
            (Text, 20),
            (Text, 18),
            (Text, 8),
            (Text, 18),
            (Text, 14),
            (Text, 30),
            (Integer, 8),
            (Integer, 8),
            (Day, 12),
            (Day, 12),
            (Day, 12),
            (Day, 12),
            (Integer, 8),
            (Text, 20),
        ];
        let yes = self.export_word("yes");
        let people = register.people.iter().map(|p| {
            let photo = if p.photo.is_some() { yes.as_str() } else { "" };
            vec![text(&p.code), text(&p.name), text(p.phone.as_deref().unwrap_or_default()), text(photo), text(&p.note)]
        });
        let posts = register.assignments.iter().map(|a| post(&register, a));
        let households = self.store.households(None)?.into_iter().map(|h| {
            let grid = register.grid(h.grid);
            vec![code(grid), text(&register.label(h.grid)), text(&h.number), text(&h.head)]
        });
        Ok(vec![
            self.export_table("grids", &grid_kinds, grids.collect()),
            self.export_table("people", &[(Text, 10), (Text, 12), (Text, 16), (Text, 8), (Text, 20)], people.collect()),
            self.export_table(
                "posts",
                &[(Text, 10), (Text, 12), (Text, 20), (Text, 24), (Text, 14), (Day, 12), (Day, 12)],
                posts.collect(),
            ),
            self.export_table("households", &[(Text, 20), (Text, 24), (Text, 10), (Text, 12)], households.collect()),
            roster(&register, self.export_word("roster.name")),
        ])
    }
}

fn post(register: &Register, a: &Assignment) -> Vec<Out> {
    let person = register.person(a.person);
    vec![
        text(person.map_or("", |p| p.code.as_str())),
        text(person.map_or("", |p| p.name.as_str())),
        text(register.grid(a.grid).map_or("", |g| g.code.as_str())),
        text(&register.label(a.grid)),
        text(a.role.zh()),
        a.from.into(),
        a.to.into(),
    ]
}

/// Every open grid with whoever answers for it or did, in the form that `import roster` reads.
fn roster(register: &Register, name: String) -> TableModel {
    let kinds: [Kind; 20] = [
        Text, Text, Text, Text, Text, Text, Text, Text, Integer, Integer, Day, Day, Integer, Text, Text, Text, Text,
        Day, Day, Text,
    ];
    let ground = |g: &&Grid| matches!(g.level, GridLevel::Group | GridLevel::Micro) && g.closed.is_none();
    let mut rows = Vec::new();
    for grid in register.grids.iter().filter(ground) {
        let posts: Vec<_> = register.people_of(grid.id).collect();
        if posts.is_empty() {
            rows.push(roster_row(register, grid, None));
        }
        rows.extend(posts.into_iter().map(|a| roster_row(register, grid, Some(a))));
    }
    TableModel {
        name,
        columns: ROSTER_HEADERS.iter().zip(kinds).map(|(h, kind)| sheets::Column::new(*h, kind, 12)).collect(),
        rows,
        landscape: true,
        ..TableModel::default()
    }
}

fn roster_row(register: &Register, grid: &Grid, a: Option<&Assignment>) -> Vec<Out> {
    let village = register.village(grid.id);
    let parent = grid.parent.and_then(|p| register.grid(p)).filter(|p| p.level == GridLevel::Group);
    let area = register.upwards(grid.id).find(|g| g.level == GridLevel::Area);
    let person = a.and_then(|a| register.person(a.person));
    vec![
        text(village.map_or("", |v| v.name.as_str())),
        text(village.map_or("", |v| v.code.as_str())),
        text(area.map_or("", |g| g.name.as_str())),
        text(&grid.name),
        text(&grid.code),
        text(parent.map_or("", |g| g.name.as_str())),
        text(grid.level.zh()),
        text(&grid.extent.join("；")),
        grid.households.into(),
        grid.population.into(),
        grid.pilot_from.into(),
        grid.pilot_to.into(),
        grid.route.into(),
        text(person.map_or("", |p| p.name.as_str())),
        text(person.map_or("", |p| p.code.as_str())),
        text(person.and_then(|p| p.phone.as_deref()).unwrap_or_default()),
        text(a.map_or("", |a| a.role.zh())),
        a.map(|a| a.from).into(),
        a.and_then(|a| a.to).into(),
        Out::Blank,
    ]
}
