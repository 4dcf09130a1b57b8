use domain::{Date, Fault, GridId, GridLevel, PersonId, Role};
use words::Lang;

use crate::{
    Clock, Office, Setting,
    view::{AssignForm, GridForm, GridPart, HouseholdRow, PersonForm},
};

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A township of one village with two grids and three people who answer for nothing yet.
pub(crate) struct Town {
    pub(crate) office: Office,
    pub(crate) township: GridId,
    pub(crate) village: GridId,
    pub(crate) first: GridId,
    pub(crate) second: GridId,
    pub(crate) people: [PersonId; 3],
}

pub(crate) fn setting(today: &str) -> Setting {
    Setting { clock: Clock::on(day(today)), lang: Lang::ZhCn, ..Setting::new() }
}

pub(crate) fn form(level: GridLevel, parent: Option<GridId>, name: &str) -> GridForm {
    GridForm {
        id: None,
        parent,
        level,
        code: None,
        name: name.into(),
        extent: Vec::new(),
        households: None,
        population: None,
        pilot_from: None,
        pilot_to: None,
        opened: day("2026-01-01"),
        closed: None,
        route: None,
        note: String::new(),
    }
}

pub(crate) fn person(name: &str) -> PersonForm {
    PersonForm { id: None, code: None, name: name.into(), phone: None, photo: None, note: String::new() }
}

pub(crate) fn post(person: PersonId, grid: GridId, role: Role, from: &str) -> AssignForm {
    AssignForm { person, grid, role, from: day(from), to: None }
}

pub(crate) fn town() -> Town {
    let mut office = Office::in_memory(&setting("2026-06-26")).unwrap();
    let root = GridForm { code: Some("330123456".into()), ..form(GridLevel::Township, None, "青禾镇") };
    let township = office.save_grid(&root).unwrap().0;
    let village = office.save_grid(&form(GridLevel::Village, Some(township), "张家湾村")).unwrap().0;
    let first = office.save_grid(&form(GridLevel::Group, Some(village), "第一网格")).unwrap().0;
    let second = office.save_grid(&form(GridLevel::Group, Some(village), "第二网格")).unwrap().0;
    let people = ["张三", "李四", "曾王孙"].map(|name| office.save_person(&person(name)).unwrap().0);
    Town { office, township, village, first, second, people }
}

pub(crate) fn codes<T: std::fmt::Debug>(result: Result<T, Fault>) -> Vec<String> {
    result.unwrap_err().problems.into_iter().map(|p| p.code).collect()
}

fn refused(change: impl FnOnce(&Town, &mut GridForm), expected: &[&str]) {
    let mut town = town();
    let mut new = form(GridLevel::Group, Some(town.village), "新网格");
    change(&town, &mut new);
    assert_eq!(codes(town.office.save_grid(&new)), expected, "{new:?}");
    assert_eq!(town.office.register().unwrap().grids.len(), 4, "nothing is written");
}

#[test]
fn codes_are_given_in_order_below_the_village() {
    let mut town = town();
    let register = town.office.register().unwrap();
    let code = |id| register.grid(id).unwrap().code.clone();
    assert_eq!(code(town.village), "330123456201");
    assert_eq!((code(town.first).as_str(), code(town.second).as_str()), ("330123456201001", "330123456201002"));
}

#[test]
fn a_grid_stands_under_a_village_and_never_straight_under_the_township() {
    refused(|town, g| g.parent = Some(town.township), &["grid-not-under-village"]);
    refused(|town, g| (g.level, g.parent) = (GridLevel::Village, Some(town.first)), &["grid-level-order"]);
    refused(|_, g| g.parent = None, &["grid-without-parent"]);
}

#[test]
fn a_file_holds_one_township() {
    refused(
        |_, g| (g.level, g.parent, g.code) = (GridLevel::Township, None, Some("330123999".into())),
        &["township-second"],
    );
}

#[test]
fn a_tree_has_no_circle() {
    let mut town = town();
    let mut form = town.office.grid(town.village).unwrap().grid;
    form.parent = Some(town.first);
    assert_eq!(codes(town.office.save_grid(&form))[0], "grid-cycle");
}

#[test]
fn every_problem_of_a_form_is_told_at_once() {
    refused(
        |_, g| {
            g.name = " ".into();
            g.code = Some("12".into());
            g.closed = Some(day("2025-12-31"));
            g.pilot_to = Some(day("2026-02-01"));
        },
        &["grid-name-empty", "grid-code-malformed", "grid-closed-before-opened", "pilot-without-start"],
    );
}

#[test]
fn a_grid_lives_within_the_life_of_the_village_and_a_pilot_within_the_grid() {
    refused(|_, g| g.opened = day("2025-12-01"), &["grid-outside-parent"]);
    refused(|_, g| g.pilot_from = Some(day("2025-12-01")), &["pilot-outside-life"]);
    refused(|_, g| g.name = "第一网格".into(), &["grid-name-twice"]);
}

#[test]
fn a_code_is_never_used_again_not_even_after_its_grid_is_closed_or_renumbered() {
    let mut town = town();
    town.office.close_grid(town.second, day("2026-05-31")).unwrap();
    let mut again = form(GridLevel::Group, Some(town.village), "第三网格");
    again.code = Some("330123456201002".into());
    assert_eq!(codes(town.office.save_grid(&again)), ["grid-code-reused"]);
    let mut renumbered = town.office.grid(town.first).unwrap().grid;
    renumbered.code = Some("330123456201009".into());
    town.office.save_grid(&renumbered).unwrap();
    again.code = Some("330123456201001".into());
    assert_eq!(codes(town.office.save_grid(&again)), ["grid-code-retired"]);
    again.code = None;
    let id = town.office.save_grid(&again).unwrap().0;
    assert_eq!(town.office.grid(id).unwrap().grid.code.as_deref(), Some("330123456201010"));
    // The grid that gave a code up may take it back.
    renumbered.code = Some("330123456201001".into());
    town.office.save_grid(&renumbered).unwrap();
}

#[test]
fn a_villages_new_code_is_carried_down_to_its_grids_and_taken_back_by_one_undo() {
    let mut town = town();
    let mut village = town.office.grid(town.village).unwrap().grid;
    village.code = Some("330123456215".into());
    town.office.save_grid(&village).unwrap();
    assert_eq!(town.office.grid(town.first).unwrap().grid.code.as_deref(), Some("330123456215001"));
    town.office.undo().unwrap();
    assert_eq!(town.office.grid(town.first).unwrap().grid.code.as_deref(), Some("330123456201001"));
}

#[test]
fn closing_names_who_and_what_still_depends_on_a_grid() {
    let mut town = town();
    town.office.assign(&post(town.people[0], town.first, Role::FullTime, "2026-02-01")).unwrap();
    let fault = town.office.close_grid(town.first, day("2026-06-30")).unwrap_err();
    assert_eq!(fault.problems[0].code, "grid-close-people");
    assert_eq!(fault.problems[0].args["people"], "张三（专职网格员）");
    let fault = town.office.close_grid(town.village, day("2026-06-30")).unwrap_err();
    assert_eq!(fault.problems[0].args["children"], "第一网格、第二网格");
    let post = town.office.grid(town.first).unwrap().assignments[0].id;
    town.office.end_assignment(post, day("2026-06-30")).unwrap();
    town.office.close_grid(town.first, day("2026-06-30")).unwrap();
    let tree = town.office.grid_tree(day("2026-07-01")).unwrap();
    assert_eq!(tree.iter().filter(|g| g.closed).map(|g| g.name.as_str()).collect::<Vec<_>>(), ["第一网格"]);
    assert!(town.office.grid_tree(day("2026-06-30")).unwrap().iter().all(|g| !g.closed));
}

#[test]
fn the_tree_is_as_it_was_on_the_day_that_is_asked() {
    let mut town = town();
    town.office.assign(&post(town.people[0], town.first, Role::Head, "2026-01-01")).unwrap();
    town.office.assign(&post(town.people[1], town.first, Role::FullTime, "2026-06-16")).unwrap();
    let row = |town: &mut Town, on| {
        let first = town.first;
        let tree = town.office.grid_tree(day(on)).unwrap();
        let row = tree.iter().find(|g| g.id == first).unwrap();
        (row.depth, row.head.clone(), row.workers.clone())
    };
    assert_eq!(row(&mut town, "2026-06-15"), (2, Some("张三".into()), vec![]));
    assert_eq!(row(&mut town, "2026-06-16"), (2, Some("张三".into()), vec!["李四".into()]));
}

fn part(name: &str, people: &[PersonId]) -> GridPart {
    GridPart { name: name.into(), households: Some(20), extent: Vec::new(), people: people.to_vec() }
}

#[test]
fn a_split_ends_the_old_grid_the_day_before_and_people_go_where_they_are_told() {
    let mut town = town();
    let [zhang, li, _] = town.people;
    town.office.assign(&post(zhang, town.first, Role::Head, "2026-01-01")).unwrap();
    town.office.assign(&post(li, town.first, Role::FullTime, "2026-01-01")).unwrap();
    let on = day("2026-06-16");
    let left = town.office.split_grid(town.first, on, &[part("东片", &[zhang]), part("西片", &[])]);
    assert_eq!(codes(left), ["split-person-left"]);
    let parts = [part("东片", &[zhang, li]), part("西片", &[zhang])];
    let (made, _) = town.office.split_grid(town.first, on, &parts).unwrap();
    let old = town.office.grid(town.first).unwrap();
    assert_eq!(old.grid.closed, Some(day("2026-06-15")));
    assert!(old.assignments.iter().all(|a| a.to == Some(day("2026-06-15"))));
    assert_eq!(old.lineage.len(), 2);
    let east = town.office.grid(made[0]).unwrap();
    let held: Vec<_> = east.assignments.iter().map(|a| (a.person_name.as_str(), a.role, a.from)).collect();
    assert_eq!(held, [("张三", Role::Head, on), ("李四", Role::FullTime, on)]);
    assert_eq!(town.office.grid(made[1]).unwrap().grid.code.as_deref(), Some("330123456201004"));
    town.office.undo().unwrap();
    assert_eq!(town.office.grid(town.first).unwrap().grid.closed, None);
    assert!(town.office.grid(made[0]).is_err());
}

#[test]
fn a_merge_refuses_two_heads_and_otherwise_takes_everybody_along() {
    let mut town = town();
    let [zhang, li, zeng] = town.people;
    town.office.assign(&post(zhang, town.first, Role::Head, "2026-01-01")).unwrap();
    let second_head = town.office.assign(&post(li, town.second, Role::Head, "2026-01-01")).unwrap().0;
    town.office.assign(&post(zeng, town.second, Role::PartTime, "2026-01-01")).unwrap();
    let on = day("2026-07-01");
    let both = [town.first, town.second];
    assert_eq!(codes(town.office.merge_grids(&both, "东网格", on)), ["merge-heads"]);
    town.office.end_assignment(second_head, day("2026-06-30")).unwrap();
    let (new, _) = town.office.merge_grids(&both, "东网格", on).unwrap();
    let names: Vec<_> = town.office.grid(new).unwrap().assignments.into_iter().map(|a| a.person_name).collect();
    assert_eq!(names, ["张三", "曾王孙"]);
    assert_eq!(town.office.grid(town.second).unwrap().grid.closed, Some(day("2026-06-30")));
}

#[test]
fn a_household_register_refuses_doubles_and_identity_numbers() {
    let mut town = town();
    let row = |number: &str, head: &str| HouseholdRow {
        id: domain::HouseholdId(0),
        number: number.into(),
        head: head.into(),
    };
    let rows = [row("1", "张大"), row("1", "李大"), row("3", ""), row("33012319700101123X", "王大")];
    assert_eq!(
        codes(town.office.save_households(town.first, &rows)),
        ["household-twice", "household-without-head", "household-identity-number"]
    );
    town.office.save_households(town.first, &[row("1", "张大"), row("2", "李大")]).unwrap();
    assert_eq!(town.office.grid(town.first).unwrap().households.len(), 2);
}
