use domain::{Month, MonthRecord, MonthState, Role};

use crate::{
    grids::tests::{Town, codes, day, form, person, post, town},
    office::{Deed, topic},
    view::{AssignForm, MoveForm, PersonForm},
};

/// Files a month as closed, without outcomes: enough for the rule that it is not touched.
pub(crate) fn close_month(town: &mut Town, month: &str) {
    let month: Month = month.parse().unwrap();
    let record = MonthRecord {
        month,
        state: MonthState::Closed,
        version: 1,
        published_on: None,
        closed_on: None,
        meeting: String::new(),
    };
    let write = |tx: &store::Tx<'_>| {
        tx.add_month(month)?;
        tx.update_month(&record)
    };
    town.office.write(Deed::new("close-month", &[topic::MONTH]), write).unwrap();
}

#[test]
fn a_grid_has_one_head_at_a_time() {
    let mut town = town();
    let [zhang, li, _] = town.people;
    let first = town.office.assign(&post(zhang, town.first, Role::Head, "2026-01-01")).unwrap().0;
    let fault = town.office.assign(&post(li, town.first, Role::Head, "2026-06-01")).unwrap_err();
    assert_eq!(fault.code(), "head-second");
    assert_eq!(fault.problems[0].args["other"], "张三");
    // Also when the second one's days lie before the end of the first.
    let early = AssignForm { to: Some(day("2026-01-01")), ..post(li, town.first, Role::Head, "2026-01-01") };
    assert_eq!(codes(town.office.assign(&early)), ["head-second"]);
    town.office.end_assignment(first, day("2026-05-31")).unwrap();
    town.office.assign(&post(li, town.first, Role::Head, "2026-06-01")).unwrap();
}

#[test]
fn an_assignment_lies_within_its_grids_life_and_is_not_entered_twice() {
    let mut town = town();
    let zhang = town.people[0];
    let early = town.office.assign(&post(zhang, town.first, Role::FullTime, "2025-06-01"));
    assert_eq!(codes(early), ["assignment-outside-grid"]);
    let back = AssignForm { to: Some(day("2026-02-01")), ..post(zhang, town.first, Role::FullTime, "2026-03-01") };
    assert_eq!(codes(town.office.assign(&back)), ["assignment-dates"]);
    town.office.assign(&post(zhang, town.first, Role::FullTime, "2026-03-01")).unwrap();
    let twice = town.office.assign(&post(zhang, town.first, Role::FullTime, "2026-04-01"));
    assert_eq!(codes(twice), ["assignment-twice"]);
    // Another grid, or another role, is another matter: one person may have several.
    town.office.assign(&post(zhang, town.second, Role::FullTime, "2026-04-01")).unwrap();
}

#[test]
fn a_worker_moves_in_mid_month_and_both_halves_are_kept() {
    let mut town = town();
    let zhang = town.people[0];
    let old = town.office.assign(&post(zhang, town.first, Role::FullTime, "2026-01-01")).unwrap().0;
    let form = MoveForm { assignment: old, grid: town.second, on: day("2026-06-16") };
    town.office.move_worker(&form).unwrap();
    let register = town.office.register().unwrap();
    let days: Vec<_> = register.posts_of(zhang).map(|a| (a.grid, a.from, a.to)).collect();
    assert_eq!(
        days,
        [(town.first, day("2026-01-01"), Some(day("2026-06-15"))), (town.second, day("2026-06-16"), None)]
    );
    let june = register.post(zhang, "2026-06".parse().unwrap()).unwrap();
    assert_eq!((june.grid, june.days), (town.second, 30));
    town.office.undo().unwrap();
    assert_eq!(town.office.register().unwrap().posts_of(zhang).count(), 1);
}

#[test]
fn a_move_to_the_same_grid_or_before_the_beginning_is_refused() {
    let mut town = town();
    let old = town.office.assign(&post(town.people[0], town.first, Role::FullTime, "2026-06-01")).unwrap().0;
    let to = |grid, on| MoveForm { assignment: old, grid, on: day(on) };
    let (first, second) = (town.first, town.second);
    assert_eq!(codes(town.office.move_worker(&to(first, "2026-06-10"))), ["move-same-grid"]);
    assert_eq!(codes(town.office.move_worker(&to(second, "2026-06-01"))), ["move-before-start"]);
}

#[test]
fn days_in_post_of_a_closed_month_are_not_changed_under_its_outcome() {
    let mut town = town();
    let zhang = town.people[0];
    let old = town.office.assign(&post(zhang, town.first, Role::FullTime, "2026-01-01")).unwrap().0;
    close_month(&mut town, "2026-04");
    close_month(&mut town, "2026-05");
    let fault = town.office.end_assignment(old, day("2026-04-15")).unwrap_err();
    assert_eq!(fault.code(), "closed-month-touched");
    assert_eq!(fault.problems[0].args["months"], "2026-04–2026-05");
    let back = town.office.assign(&post(town.people[1], town.first, Role::FullTime, "2026-05-31"));
    assert_eq!(codes(back), ["closed-month-touched"]);
    // A pilot from a closed month's day on would put the worker into another ranking group.
    let mut pilot = town.office.grid(town.first).unwrap().grid;
    pilot.pilot_from = Some(day("2026-05-01"));
    assert_eq!(codes(town.office.save_grid(&pilot)), ["closed-month-touched"]);
    town.office.end_assignment(old, day("2026-05-31")).unwrap();
}

#[test]
fn codes_follow_the_offices_own_style_and_belong_to_one_person() {
    let mut town = town();
    let form = PersonForm { code: Some("WG-0107".into()), ..person("王五") };
    let wang = town.office.save_person(&form).unwrap().0;
    let next = town.office.save_person(&person("赵六")).unwrap().0;
    let code = |town: &mut Town, id| town.office.person(id, day("2026-06-26")).unwrap().person.code.unwrap();
    assert_eq!((code(&mut town, wang), code(&mut town, next)), ("WG-0107".into(), "WG-0108".into()));
    assert_eq!(codes(town.office.save_person(&form)), ["code-of-another"]);
    assert_eq!(codes(town.office.save_person(&person("  "))), ["person-name-empty"]);
}

#[test]
fn phones_are_tidied_and_looked_at() {
    let mut town = town();
    let form = |phone: &str| PersonForm { phone: Some(phone.into()), ..person("王五") };
    for phone in ["1380000123", "33012319700101123X", "无"] {
        assert_eq!(codes(town.office.save_person(&form(phone))), ["phone-malformed"], "{phone}");
    }
    let id = town.office.save_person(&form("１３８ ０００１ ２３４５")).unwrap().0;
    let detail = town.office.person(id, day("2026-06-26")).unwrap();
    assert_eq!(detail.person.phone.as_deref(), Some("13800012345"));
    town.office.save_person(&form("0571-88000001")).unwrap();
}

fn finds(town: &mut Town, query: &str, expected: &[&str]) {
    let found = town.office.people(query, day("2026-06-26"), 10).unwrap();
    assert_eq!(found.rows.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), expected, "{query}");
}

#[test]
fn people_are_found_by_name_initials_phone_or_code() {
    let mut town = town();
    let form = PersonForm { phone: Some("13800012345".into()), ..person("单小张") };
    let shan = town.office.save_person(&form).unwrap().0;
    town.office.assign(&post(shan, town.first, Role::FullTime, "2026-01-01")).unwrap();
    finds(&mut town, "张", &["张三", "单小张"]);
    finds(&mut town, "zws", &["曾王孙"]);
    finds(&mut town, "SXZ", &["单小张"]);
    finds(&mut town, "0123", &["单小张"]);
    finds(&mut town, "0002", &["李四"]);
    finds(&mut town, "无此人", &[]);
    // An empty query finds everyone, those in charge of something first.
    finds(&mut town, " ", &["单小张", "张三", "李四", "曾王孙"]);
    let row = &town.office.people("sxz", day("2026-06-26"), 1).unwrap().rows[0];
    assert_eq!((row.posts.as_slice(), row.worker), (["专职网格员 张家湾村第一网格".to_string()].as_slice(), true));
}

#[test]
fn two_people_of_one_name_are_two_and_say_so() {
    let mut town = town();
    town.office.save_person(&person("张三")).unwrap();
    let found = town.office.people("张三", day("2026-06-26"), 10).unwrap();
    assert_eq!((found.total, found.rows.iter().all(|r| r.namesake)), (2, true));
}

#[test]
fn a_name_that_no_font_can_print_is_told_by_its_character() {
    let town = town();
    assert!(town.office.check_name("张䶮𬱖").unwrap().is_empty());
    let told = town.office.check_name("张\u{f0000}").unwrap();
    assert_eq!(told[0].code, "name-no-glyph");
    assert!(told[0].text.contains("U+F0000"), "{}", told[0].text);
}

#[test]
fn a_preview_says_which_months_change_and_writes_nothing() {
    let mut town = town();
    let old = town.office.assign(&post(town.people[0], town.first, Role::FullTime, "2026-01-01")).unwrap().0;
    let june: Month = "2026-06".parse().unwrap();
    town.office.write(Deed::new("open-month", &[topic::MONTH]), |tx| tx.add_month(june)).unwrap();
    let told = town.office.preview_end(old, day("2026-06-15")).unwrap();
    assert_eq!(told.months, ["2026-06：张三 在岗 30 天 → 15 天"]);
    let moved = MoveForm { assignment: old, grid: town.second, on: day("2026-06-10") };
    assert_eq!(town.office.preview_move(&moved).unwrap().months.len(), 1);
    let other = form(domain::GridLevel::Group, Some(town.village), "第三网格");
    town.office.save_grid(&other).unwrap();
    assert_eq!(town.office.register().unwrap().posts_of(town.people[0]).count(), 1);
}
