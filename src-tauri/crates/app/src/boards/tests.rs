#![allow(clippy::unwrap_used, clippy::panic)]
//! An office of one village, two grids and a few people; boards printed in March, looked at in June.

use domain::{Assignment, AssignmentId, Date, Grid, GridId, GridLevel, Person, PersonId, Role};

use super::{BoardContent, board_fields, record_post, record_print};
use crate::{
    Clock, Office, Register, Setting,
    office::{Deed, topic},
    view::{BoardDifference, BoardOptionsForm, BoardPostForm, BoardRow, Settings},
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn grid(level: GridLevel, code: &str, name: &str, parent: Option<GridId>) -> Grid {
    Grid {
        id: GridId(0),
        uuid: code.into(),
        code: code.into(),
        name: name.into(),
        level,
        parent,
        extent: vec!["水泥路".into(), "至小河".into(), "西至老粮站".into(), "县道".into()],
        households: Some(46),
        population: None,
        pilot_from: None,
        pilot_to: None,
        opened: day("2024-01-01"),
        closed: None,
        route: None,
        note: String::new(),
    }
}

fn person(code: &str, name: &str, phone: &str) -> Person {
    Person {
        id: PersonId(0),
        uuid: code.into(),
        code: code.into(),
        name: name.into(),
        initials: String::new(),
        phone: Some(phone.into()),
        photo: None,
        note: String::new(),
    }
}

struct House {
    office: Office,
    grids: [GridId; 2],
    people: [PersonId; 4],
}

/// Boards of both grids printed on 1 March; the first one posted on the 5th.
fn house() -> House {
    let mut office = Office::in_memory(&Setting { clock: Clock::on(day("2026-06-20")), ..Setting::new() }).unwrap();
    let (made, _) = office
        .write(Deed::new("made", topic::ALL), |tx| {
            let top = tx.add_grid(&grid(GridLevel::Township, "530100100", "青禾镇", None))?;
            let village = tx.add_grid(&grid(GridLevel::Village, "530100100201", "张家湾村", Some(top)))?;
            let one = tx.add_grid(&grid(GridLevel::Group, "530100100201001", "第一网格", Some(village)))?;
            let two = tx.add_grid(&grid(GridLevel::Group, "530100100201002", "第二网格", Some(village)))?;
            let mut people = [PersonId(0); 4];
            for (i, (name, phone)) in
                [("杨领导", "13800000001"), ("张长", "13800000002"), ("李四", "13800000003"), ("王五", "13800000004")]
                    .into_iter()
                    .enumerate()
            {
                people[i] = tx.add_person(&person(&format!("P{i}"), name, phone))?;
            }
            for (who, place, role) in [
                (people[0], village, Role::Leader),
                (people[1], one, Role::Head),
                (people[2], one, Role::FullTime),
                (people[3], two, Role::PartTime),
            ] {
                let id = AssignmentId(0);
                tx.add_assignment(&Assignment {
                    id,
                    person: who,
                    grid: place,
                    role,
                    from: day("2024-01-01"),
                    to: None,
                })?;
            }
            let register = Register::load(tx)?;
            for g in [one, two] {
                let content = board_fields(&register, &Settings::fresh(), g, day("2026-03-01"));
                record_print(tx, g, day("2026-03-01"), &content)?;
            }
            record_post(tx, one, day("2026-03-05"), "村委会外墙", "小赵")?;
            Ok(([one, two], people))
        })
        .unwrap();
    House { office, grids: made.0, people: made.1 }
}

impl House {
    fn row(&mut self, n: usize) -> BoardRow {
        let grid = self.grids[n];
        self.office.boards(None).unwrap().into_iter().find(|r| r.grid == grid).unwrap()
    }

    /// 李四 leaves the first grid after the 9th of June; 王五 comes on the 10th.
    fn replace_worker(&mut self) {
        let (one, people) = (self.grids[0], self.people);
        self.office
            .write(Deed::new("move", &[topic::PEOPLE]), |tx| {
                let all = tx.assignments()?;
                let old = all.iter().find(|a| a.person == people[2]).unwrap();
                tx.update_assignment(&Assignment { to: Some(day("2026-06-09")), ..*old })?;
                let (id, role) = (AssignmentId(0), Role::FullTime);
                let from = day("2026-06-10");
                tx.add_assignment(&Assignment { id, person: people[3], grid: one, role, from, to: None })
            })
            .unwrap();
    }
}

fn difference(field: &str, was: &str, now: &str) -> BoardDifference {
    BoardDifference { field: field.into(), was: was.into(), now: now.into() }
}

#[test]
fn a_board_that_says_the_truth_is_printed_and_then_posted() {
    let mut house = house();
    assert_eq!((house.row(0).status.as_str(), house.row(0).place.as_str()), ("posted", "村委会外墙"));
    assert_eq!((house.row(1).status.as_str(), house.row(1).days_left), ("printed", None));
    let grid = house.grids[1];
    let form =
        |on: &str, take_down| BoardPostForm {
            grid, on: day(on), place: "小卖部".into(), by: "小赵".into(), take_down
        };
    assert_eq!(house.office.post_board(&form("2026-02-28", false)).unwrap_err().code(), "board-day");
    assert_eq!(house.office.post_board(&form("2026-06-21", false)).unwrap_err().code(), "board-day");
    house.office.post_board(&form("2026-03-09", false)).unwrap();
    let row = house.row(1);
    assert_eq!((row.status.as_str(), row.posted_on, row.place.as_str()), ("posted", Some(day("2026-03-09")), "小卖部"));
    house.office.post_board(&form("2026-06-01", true)).unwrap();
    assert_eq!(house.row(1).status, "taken-down");
    house.office.undo().unwrap();
    assert_eq!(house.row(1).status, "posted");
}

#[test]
fn a_change_of_worker_makes_the_board_stale_by_exactly_that_and_the_days_run_from_it() {
    let mut house = house();
    house.replace_worker();
    let row = house.row(0);
    assert_eq!(row.status, "stale");
    assert_eq!(row.differences, [difference("网格员", "李四", "王五")]);
    assert_eq!(row.days_left, Some(5), "15 days from 10 June, on 20 June");
    assert_eq!(house.office.stale_count().unwrap(), 1);
    assert_eq!(house.office.boards(None).unwrap()[0].grid, house.grids[0], "what is untrue comes first");
    assert_eq!(house.row(1).status, "printed");
}

#[test]
fn a_changed_phone_and_a_changed_number_of_households_are_told_by_themselves() {
    let mut house = house();
    house
        .office
        .write(Deed::new("change", &[topic::PEOPLE, topic::GRIDS]), |tx| {
            let mut li = tx.people()?.into_iter().find(|p| p.name == "李四").unwrap();
            li.phone = Some("13911112222".into());
            tx.update_person(&li)?;
            let mut one = tx.grids()?.into_iter().find(|g| g.name == "第一网格").unwrap();
            one.households = Some(48);
            tx.update_grid(&one)
        })
        .unwrap();
    let row = house.row(0);
    assert_eq!(
        row.differences,
        [difference("户数", "46户", "48户"), difference("网格员李四电话", "13800000003", "13911112222")]
    );
    assert_eq!(row.days_left, Some(15), "a change without a day of its own counts from today");
}

#[test]
fn the_villages_leader_stands_on_the_boards_of_all_its_grids() {
    let mut house = house();
    let register = house.office.register().unwrap();
    for grid in house.grids {
        let content = board_fields(&register, &Settings::fresh(), grid, day("2026-06-20"));
        assert_eq!(content.texts("包村领导").collect::<Vec<_>>(), ["杨领导"]);
        let sides: Vec<_> = ["东至", "南至", "西至", "北至"].into_iter().flat_map(|side| content.texts(side)).collect();
        assert_eq!(sides, ["水泥路", "小河", "老粮站", "县道"], "the board says 至 once");
    }
    let micro = grid(GridLevel::Micro, "53010010020100101", "甲片", Some(house.grids[0]));
    house.office.write(Deed::new("add", &[topic::GRIDS]), |tx| tx.add_grid(&micro)).unwrap();
    let register = house.office.register().unwrap();
    let id = register.grids.iter().find(|g| g.level == GridLevel::Micro).unwrap().id;
    let content = board_fields(&register, &Settings::fresh(), id, day("2026-06-20"));
    assert_eq!(content.texts("网格长").collect::<Vec<_>>(), ["张长"], "a grid without a head has the one above");
    assert_eq!(content.texts("网格员").count(), 0);
    assert!(house.office.boards(None).unwrap().iter().any(|r| r.grid == id && r.status == "to-make"));
}

#[test]
fn a_planned_change_tells_which_boards_it_would_make_untrue_and_writes_nothing() {
    let mut house = house();
    let now = house.office.register().unwrap();
    let mut assignments = now.assignments.clone();
    for a in &mut assignments {
        if a.person == house.people[2] {
            a.to = Some(day("2026-06-30"));
        }
    }
    let planned = Register::of(now.grids.clone(), now.people.clone(), assignments);
    let none: [&str; 0] = [];
    assert_eq!(house.office.stale_after(&planned, day("2026-06-20")).unwrap(), none);
    let sentences = house.office.stale_after(&planned, day("2026-07-01")).unwrap();
    assert_eq!(sentences, ["张家湾村第一网格：网格员 去掉 李四"]);
    assert_eq!(house.office.stale_count().unwrap(), 0);
}

#[test]
fn a_closed_grids_board_is_to_be_taken_down() {
    let mut house = house();
    house
        .office
        .write(Deed::new("close", &[topic::GRIDS]), |tx| {
            let mut two = tx.grids()?.into_iter().find(|g| g.name == "第二网格").unwrap();
            two.closed = Some(day("2026-05-31"));
            tx.update_grid(&two)
        })
        .unwrap();
    let row = house.row(1);
    assert_eq!((row.status.as_str(), row.days_left), ("stale", Some(-4)));
    assert_eq!(row.differences, [difference("网格", "张家湾村第二网格", "网格已撤销")]);
    assert_eq!(house.office.boards(Some("张家湾村")).unwrap().len(), 2);
    assert!(house.office.boards(Some("李家坝村")).unwrap().is_empty());
}

#[test]
fn what_was_printed_reads_back_and_broken_content_says_nothing() {
    let content =
        BoardContent { fields: vec![("网格员".into(), "李四".into()), ("网格员".into(), "王五".into())] };
    assert_eq!(content.to_json(), r#"{"fields":[["网格员","李四"],["网格员","王五"]]}"#);
    assert_eq!(BoardContent::from_json(&content.to_json()), content);
    assert_eq!(BoardContent::from_json("{"), BoardContent::default());
}

#[test]
fn printing_makes_a_stale_board_true_again_in_one_entry() {
    let mut house = house();
    house.replace_worker();
    let folder = std::env::temp_dir().join(format!("jingge-boards-{}", std::process::id()));
    let path = folder.join("责任牌.pdf");
    let options = BoardOptionsForm::for_size("A4").unwrap();
    let grids = house.grids;
    let stopped = house.office.boards_pdf(&path, &grids, &options, &mut |_, _| false).unwrap_err();
    assert_eq!((stopped.code(), path.exists()), ("typesetting-cancelled", false));
    assert_eq!(house.row(0).status, "stale");
    let entries = house.office.journal(100, None).unwrap().len();
    let (count, changed) = house.office.boards_pdf(&path, &grids, &options, &mut |_, _| true).unwrap();
    assert_eq!((count, changed.text.as_str()), (2, "印制责任牌 2 块（责任牌.pdf）"));
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"));
    std::fs::remove_dir_all(folder).unwrap();
    assert_eq!(house.office.journal(100, None).unwrap().len(), entries + 1);
    let row = house.row(0);
    assert_eq!((row.status.as_str(), row.printed_on, row.posted_on), ("printed", Some(day("2026-06-20")), None));
    assert_eq!((row.place.as_str(), row.differences.len()), ("村委会外墙", 0));
}

#[test]
fn sizes_are_read_as_offices_write_them() {
    let check = |text: &str, expected: Option<(u32, u32)>| {
        assert_eq!(BoardOptionsForm::for_size(text).map(|o| (o.width_mm, o.height_mm)), expected, "{text}");
    };
    check("A4", Some((297, 210)));
    check("a3", Some((420, 297)));
    check("600x400", Some((600, 400)));
    check("600 × 400", Some((600, 400)));
    check("B5", None);
    check("600x", None);
}
