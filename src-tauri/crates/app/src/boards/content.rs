//! What a board says, field by field: kept as JSON when it is printed, and compared with the truth of a later day.

use std::collections::BTreeMap;

use domain::{Date, Grid, GridId, GridLevel, Person, Role};
use serde::{Deserialize, Serialize};

use crate::{
    Register,
    view::{BoardDifference, Settings},
};

/// What a board says: field and text, in the order of the board. Several people of one role are several fields of one
/// name. Portraits are not in it: a new portrait makes nothing on the wall untrue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BoardContent {
    pub(crate) fields: Vec<(String, String)>,
}

/// Someone who stands on a board.
pub(crate) struct OnBoard<'a> {
    pub(crate) role: &'static str,
    pub(crate) person: &'a Person,
}

/// Whether a grid has a board: boards hang where people work, so on ordinary and micro-grids.
pub(crate) fn has_board(grid: &Grid) -> bool {
    matches!(grid.level, GridLevel::Group | GridLevel::Micro)
}

/// A role as boards name it: whether a worker is full-time is nothing to the passer-by.
fn named(role: Role) -> &'static str {
    if role.is_worker() { "网格员" } else { role.zh() }
}

/// Whether a role of a grid further up answers for the grids below it too.
fn reaches_down(role: Role) -> bool {
    matches!(role, Role::Leader | Role::AreaLeader | Role::Cadre)
}

/// Who answers for a grid on a day, in the order of roles: the grid's own people, those above it who answer for the
/// whole village or area, and the nearest 网格长 above where the grid has none of its own.
pub(crate) fn people(register: &Register, grid: GridId, day: Date) -> Vec<OnBoard<'_>> {
    let mut found: Vec<&domain::Assignment> = Vec::new();
    let mut head = false;
    for g in register.upwards(grid).take_while(|g| g.level != GridLevel::Township) {
        let own = g.id == grid;
        let here: Vec<_> = register.people_of(g.id).filter(|a| a.holds_on(day)).collect();
        let heads = !head && here.iter().any(|a| a.role == Role::Head);
        found.extend(here.into_iter().filter(|a| own || reaches_down(a.role) || (heads && a.role == Role::Head)));
        head = head || heads;
    }
    found.sort_by_key(|a| (a.role, a.from, a.id));
    let mut on: Vec<OnBoard<'_>> = Vec::new();
    for a in found {
        if let Some(person) = register.person(a.person) {
            let role = named(a.role);
            if !on.iter().any(|o| o.role == role && o.person.id == person.id) {
                on.push(OnBoard { role, person });
            }
        }
    }
    on
}

/// The township's name as papers and boards write it.
pub(crate) fn township(register: &Register, settings: &Settings) -> String {
    match settings.township.trim() {
        "" => register.township().map(|t| t.name.clone()).unwrap_or_default(),
        name => name.to_string(),
    }
}

/// Everything that a grid's board would say if it were made on `day`.
pub(crate) fn board_fields(register: &Register, settings: &Settings, grid: GridId, day: Date) -> BoardContent {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut say = |field: &str, text: &str| {
        if !text.trim().is_empty() {
            fields.push((field.to_string(), text.trim().to_string()));
        }
    };
    let Some(g) = register.grid(grid) else { return BoardContent::default() };
    say("网格名称", &register.label(grid));
    say("网格编码", &g.code);
    say("村", register.village(grid).map_or("", |v| &v.name));
    say("乡镇", &township(register, settings));
    match g.extent.as_slice() {
        [east, south, west, north] => {
            for (side, text) in [("东至", east), ("南至", south), ("西至", west), ("北至", north)] {
                // Offices type 至机耕路 as often as 机耕路; the board says 东至 itself.
                let text = text.trim();
                say(side, text.strip_prefix(side).or_else(|| text.strip_prefix('至')).unwrap_or(text));
            }
        }
        lines => say("四至", &lines.join("，")),
    }
    if let Some(households) = g.households {
        say("户数", &format!("{households}户"));
    }
    for on in people(register, grid, day) {
        say(on.role, &on.person.name);
        if let Some(phone) = on.person.phone.as_deref().filter(|_| settings.board_phones) {
            say(&phone_field(on.role, &on.person.name), phone);
        }
    }
    for duty in &settings.board_duties {
        say("职责", duty);
    }
    say("监督电话", &settings.supervise_phone);
    say("制作单位", &settings.made_by);
    say("二维码", settings.board_qr.as_deref().unwrap_or(""));
    BoardContent { fields }
}

fn phone_field(role: &str, name: &str) -> String {
    format!("{role}{name}电话")
}

impl BoardContent {
    /// As it is stored.
    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// From what is stored. Content that can't be read says nothing, so that everything on the board shows as untrue
    /// and the board is made again.
    pub(crate) fn from_json(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// The texts of a field.
    pub(crate) fn texts<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(f, _)| f == field).map(|(_, text)| text.as_str())
    }

    /// What hangs (`self`) against what is true (`now`), in the order of the board. Of several texts in one field,
    /// those that stand in both are left out and the rest are told against each other in order. Who comes or goes
    /// brings or takes a phone number: that is no difference of its own.
    pub(crate) fn differences(&self, now: &Self) -> Vec<BoardDifference> {
        let mut order: Vec<&str> = Vec::new();
        for (field, _) in now.fields.iter().chain(&self.fields) {
            if !order.contains(&field.as_str()) {
                order.push(field);
            }
        }
        let mut found: Vec<BoardDifference> = Vec::new();
        for field in order {
            let (gone, come) = (left_over(self, now, field), left_over(now, self, field));
            for i in 0..gone.len().max(come.len()) {
                let text = |list: &[&str]| list.get(i).map(ToString::to_string).unwrap_or_default();
                found.push(BoardDifference { field: field.to_string(), was: text(&gone), now: text(&come) });
            }
        }
        let carried: Vec<String> =
            found.iter().flat_map(|d| [phone_field(&d.field, &d.was), phone_field(&d.field, &d.now)]).collect();
        found.retain(|d| !carried.contains(&d.field));
        found
    }
}

/// The texts of a field in `one` that `other` doesn't have, each as often as it is missing there.
fn left_over<'a>(one: &'a BoardContent, other: &BoardContent, field: &'a str) -> Vec<&'a str> {
    let mut there: BTreeMap<&str, usize> = BTreeMap::new();
    for text in other.fields.iter().filter(|(f, _)| f == field).map(|(_, text)| text.as_str()) {
        *there.entry(text).or_default() += 1;
    }
    one.texts(field)
        .filter(|text| match there.get_mut(text) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        })
        .collect()
}

/// The day from which a difference holds, where the register knows it: the day after somebody left, or the day
/// somebody came. A changed phone or number of households has no day of its own.
pub(crate) fn since(register: &Register, grid: GridId, difference: &BoardDifference, today: Date) -> Option<Date> {
    let of = |name: &str| {
        let name = name.to_string();
        register
            .upwards(grid)
            .flat_map(|g| register.people_of(g.id))
            .filter(move |a| {
                named(a.role) == difference.field && register.person(a.person).is_some_and(|p| p.name == name)
            })
            .collect::<Vec<_>>()
    };
    let left = of(&difference.was)
        .into_iter()
        .filter_map(|a| a.to.and_then(|to| to.succ_opt()))
        .filter(|day| *day <= today)
        .max();
    left.or_else(|| of(&difference.now).into_iter().map(|a| a.from).filter(|day| *day <= today).max())
}
