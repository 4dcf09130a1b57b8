//! A small township for the tests: two villages, three grids (one of them a pilot), four workers, the default policy.

use domain::{Assignment, AssignmentId, Date, Grid, GridId, GridLevel, Month, Person, PersonId, Role, SubjectId};

use crate::{
    Clock, Office, Setting,
    office::{Deed, topic},
    view::MarkSaved,
};

/// The month that the small township begins with.
pub(crate) fn may() -> Month {
    month("2026-05")
}

pub(crate) fn month(text: &str) -> Month {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The office, its clock on 20 June 2026, with May 2026 open.
pub(crate) fn small_office() -> Office {
    furnish(Office::in_memory(&on_20_june()).unwrap())
}

/// The same in a file.
pub(crate) fn small_office_at(path: &std::path::Path) -> Office {
    furnish(Office::create(path, &on_20_june()).unwrap())
}

/// The clock on 20 June 2026.
pub(crate) fn on_20_june() -> Setting {
    Setting { clock: Clock::on(day("2026-06-20")), ..Setting::new() }
}

fn furnish(mut office: Office) -> Office {
    let text = std::fs::read_to_string(office.assets.join("policies/default/policy.yaml")).unwrap();
    office.adopt_text(&text, may()).unwrap();
    let grids = [
        (1, None, GridLevel::Township, "990123101", "青禾镇"),
        (2, Some(1), GridLevel::Village, "990123101201", "张家湾村"),
        (3, Some(1), GridLevel::Village, "990123101202", "柳林村"),
        (4, Some(2), GridLevel::Group, "99012310120101", "第一网格"),
        (5, Some(2), GridLevel::Group, "99012310120102", "第二网格"),
        (6, Some(3), GridLevel::Group, "99012310120201", "第一网格"),
    ];
    let deed = Deed::new("test", &[topic::GRIDS, topic::PEOPLE]).for_good();
    office
        .write(deed, |tx| {
            for (id, parent, level, code, name) in grids {
                tx.add_grid(&Grid {
                    id: GridId(id),
                    uuid: format!("grid-{id}"),
                    code: code.into(),
                    name: name.into(),
                    level,
                    parent: parent.map(GridId),
                    extent: Vec::new(),
                    households: Some(40),
                    population: None,
                    pilot_from: (id == 6).then(|| day("2026-01-01")),
                    pilot_to: None,
                    opened: day("2020-01-01"),
                    closed: None,
                    route: None,
                    note: String::new(),
                })?;
            }
            for (id, name, grid) in [(1, "张三", 4), (2, "李四", 5), (3, "王五", 5), (4, "赵六", 6)] {
                let person = PersonId(id);
                tx.add_person(&Person {
                    id: person,
                    uuid: format!("person-{id}"),
                    code: format!("W00{id}"),
                    name: name.into(),
                    initials: "zs".into(),
                    phone: None,
                    photo: None,
                    note: String::new(),
                })?;
                tx.add_assignment(&Assignment {
                    id: AssignmentId(0),
                    person,
                    grid: GridId(grid),
                    role: Role::FullTime,
                    from: day("2025-01-01"),
                    to: None,
                })?;
            }
            Ok(())
        })
        .unwrap();
    office.open_month(may()).unwrap();
    office
}

/// Types the marks of a person in the first inspection; `total` of 100 points, taken off 房前屋后, 道路 and so on in turn.
pub(crate) fn type_total(office: &mut Office, month: Month, person: i64, total: i64) -> MarkSaved {
    let sheet = office.sheet(month, None).unwrap();
    let mut left = 100 - total;
    let mut last = None;
    for column in &sheet.indicators {
        let lost = left.min(column.full.0 / 100).min(if column.entry == "lost" { 0 } else { i64::MAX });
        left -= lost;
        let text = format!("-{lost}");
        last = Some(office.set_mark(month, sheet.inspection, SubjectId(person), column.id, &text).unwrap());
    }
    assert_eq!(left, 0, "the small sheet can not lose {left} more");
    last.unwrap()
}

/// Types everybody's totals, publishes and closes the month.
pub(crate) fn run_month(office: &mut Office, month: Month, totals: [i64; 4]) {
    for (person, total) in (1..).zip(totals) {
        type_total(office, month, person, total);
    }
    office.publish(month).unwrap();
    office.close(month, "党政联席会", Some("测试")).unwrap();
}
