use domain::SubjectId;

use super::*;
use crate::{
    DemoArgs, Setting, make_demo,
    testing::{may, small_office, type_total},
    view::MeetingAsk,
};

fn ask() -> MeetingAsk {
    MeetingAsk { month: may(), scheme: None, inspection: None, at: None, masked: false, rewards: false }
}

fn at(person: i64) -> MeetingAsk {
    MeetingAsk { at: Some(SubjectId(person)), ..ask() }
}

fn picture(office: &mut Office, ask: &MeetingAsk) -> MeetingView {
    office.meeting(ask).unwrap().view()
}

/// Types the first mark of a person's sheet and no more.
fn begin(office: &mut Office, person: i64) {
    let sheet = office.sheet(may(), None).unwrap();
    office.set_mark(may(), sheet.inspection, SubjectId(person), sheet.indicators[0].id, "-1").unwrap();
}

fn ranking(view: &MeetingView) -> Vec<String> {
    let rank = |row: &MeetingRow| row.rank.map_or_else(|| "—".to_string(), |rank| rank.to_string());
    view.rows.iter().map(|row| format!("{} {} {}", row.group, rank(row), row.name)).collect()
}

#[test]
fn the_ranking_grows_as_sheets_are_complete() {
    let mut office = small_office();
    let empty = picture(&mut office, &ask());
    assert_eq!((empty.marked, empty.expected, empty.rows.len()), (0, 4, 0));
    assert_eq!(empty.township, "青禾镇");
    type_total(&mut office, may(), 2, 92);
    assert_eq!(ranking(&picture(&mut office, &ask())), ["一般 1 李四"]);
    type_total(&mut office, may(), 1, 95);
    type_total(&mut office, may(), 4, 90);
    let view = picture(&mut office, &ask());
    assert_eq!(ranking(&view), ["一般 1 张三", "一般 2 李四", "试点 1 赵六"]);
    assert_eq!((view.marked, view.rows[0].score.unwrap().to_string().as_str()), (3, "95.00"));
    assert_eq!((view.rows[0].village.as_str(), view.rows[0].grid.as_str()), ("张家湾村", "第一网格"));
}

#[test]
fn half_a_sheet_takes_no_place_and_moves_nobody() {
    let mut office = small_office();
    type_total(&mut office, may(), 2, 92);
    begin(&mut office, 1);
    let view = picture(&mut office, &at(1));
    assert_eq!(ranking(&view), ["一般 1 李四"]);
    let village = view.village.unwrap();
    assert_eq!(village.name, "张家湾村");
    let entered: Vec<_> = village.people.iter().map(|p| (p.name.as_str(), p.entered, p.asked)).collect();
    let asked = village.people[0].asked;
    assert!(asked > 2);
    assert_eq!(entered, [("张三", 1, asked), ("李四", asked, asked), ("王五", 0, asked)]);
}

#[test]
fn the_places_of_a_whole_month_are_those_of_its_outcomes() {
    let mut office = small_office();
    for (person, total) in [(1, 88), (2, 93), (3, 88), (4, 70)] {
        type_total(&mut office, may(), person, total);
    }
    let shown: Vec<_> = picture(&mut office, &ask()).rows.into_iter().map(|r| (r.subject, r.rank, r.grade)).collect();
    let judged: Vec<_> =
        office.outcomes(may()).unwrap().rows.into_iter().map(|r| (r.person.unwrap(), r.rank, r.grade)).collect();
    assert_eq!(shown, judged);
}

#[test]
fn villages_come_in_order_and_those_passed_over_come_last() {
    let mut office = small_office();
    let next = |office: &mut Office, ask: &MeetingAsk| picture(office, ask).next;
    assert_eq!(next(&mut office, &ask()), ["张家湾村", "柳林村"]);
    assert_eq!(next(&mut office, &at(1)), ["柳林村"]);
    assert_eq!(next(&mut office, &at(4)), ["张家湾村"]);
    for person in 1..=3 {
        type_total(&mut office, may(), person, 90);
    }
    assert_eq!(next(&mut office, &at(4)), [""; 0]);
}

/// A draw of an inspection's way, as the room of inspections asks for it.
fn draw(office: &mut Office, inspection: i64, kind: domain::LotKind, count: u32, seed: &str) {
    let form = crate::view::LotForm {
        month: may(),
        inspection,
        kind,
        places: Vec::new(),
        count,
        seed: seed.into(),
        reason: "再抽".into(),
    };
    office.draw_lots(&form).unwrap();
}

#[test]
fn villages_come_in_the_order_drawn_and_only_those_that_are_reached() {
    let mut office = small_office();
    let inspection = office.sheet(may(), None).unwrap().inspection;
    let ask = MeetingAsk { inspection: Some(inspection), ..ask() };
    let mut seen = BTreeSet::new();
    for seed in 0..20 {
        draw(&mut office, inspection, domain::LotKind::Route, 0, &seed.to_string());
        let sheet: Vec<_> =
            office.sheet(may(), Some(inspection)).unwrap().rows.into_iter().map(|r| r.village).collect();
        let next = picture(&mut office, &ask).next;
        assert_eq!((next.first(), next.last()), (sheet.first(), sheet.last()));
        seen.insert(next);
        office.undo().unwrap();
    }
    assert_eq!(seen.len(), 2, "of two villages now the one comes first and now the other");
    draw(&mut office, inspection, domain::LotKind::Villages, 1, "2026");
    let reached = office.sheet(may(), Some(inspection)).unwrap().rows[0].village.clone();
    assert_eq!(picture(&mut office, &ask).next, [reached]);
}

#[test]
fn a_state_is_said_and_is_no_mark() {
    let mut office = small_office();
    let sheet = office.sheet(may(), None).unwrap();
    office.set_state(may(), SubjectId(1), Some(State::Absent), sheet.inspection).unwrap();
    let view = picture(&mut office, &at(1));
    assert_eq!((view.marked, view.rows.len()), (1, 0));
    assert_eq!(view.village.unwrap().people[0].state, Some(State::Absent));
}

#[test]
fn rewards_are_shown_only_when_asked_for() {
    let mut office = small_office();
    type_total(&mut office, may(), 1, 99);
    assert_eq!(picture(&mut office, &ask()).rows[0].reward_fen, None);
    let with = picture(&mut office, &MeetingAsk { rewards: true, ..ask() });
    assert!(with.rows[0].reward_fen.is_some());
}

#[test]
fn masked_namesakes_of_one_grid_are_told_apart_by_a_number() {
    let mut office = small_office();
    let register = office.register().unwrap();
    let mut li = register.person(domain::PersonId(3)).unwrap().clone();
    li.name = "李六".into();
    let deed = crate::office::Deed::new("test", &[crate::office::topic::PEOPLE]).for_good();
    office.write(deed, |tx| tx.update_person(&li)).unwrap();
    let names = |view: MeetingView| -> Vec<_> { view.village.unwrap().people.into_iter().map(|p| p.name).collect() };
    assert_eq!(names(picture(&mut office, &at(1))), ["张三", "李四", "李六"]);
    let masked = picture(&mut office, &MeetingAsk { masked: true, ..at(1) });
    assert_eq!(names(masked), ["张*", "李*（1）", "李*（2）"]);
}

#[test]
fn what_was_found_in_the_village_stands_without_numbers_and_masked_without_names() {
    let mut office = small_office();
    let deed = crate::office::Deed::new("test", &[crate::office::topic::MONTH]).for_good();
    let found = |grid: i64, number: u32, place: &str, what: &str| Defect {
        number,
        source: domain::DefectSource::Resident,
        place: place.into(),
        lost: Some(domain::Score(50)),
        found_by: "周大爷 13800138000".into(),
        ..Defect::found(may(), GridId(grid), "2026-05-12".parse().unwrap(), what)
    };
    office
        .write(deed, |tx| {
            tx.put_defect(&found(5, 1, "李四家门前", "垃圾未清，电话13800138000"))?;
            tx.put_defect(&found(2, 2, "村口", "沟渠淤塞"))?;
            tx.put_defect(&found(6, 3, "桥头", "别村的事"))
        })
        .unwrap();
    let problems = |office: &mut Office, ask: &MeetingAsk| -> Vec<String> {
        let view = picture(office, ask);
        assert!(!serde_json::to_string(&view).unwrap().contains("周大爷"));
        view.village.unwrap().problems.iter().map(|p| format!("{} {} {}", p.number, p.place, p.what)).collect()
    };
    assert_eq!(problems(&mut office, &at(1)), ["1 第二网格李四家门前 垃圾未清，电话***", "2 村口 沟渠淤塞"]);
    let masked = MeetingAsk { masked: true, ..at(1) };
    assert_eq!(problems(&mut office, &masked)[0], "1 第二网格李*家门前 垃圾未清，电话***");
}

#[test]
fn nothing_private_of_anybody_in_the_demonstration_township_reaches_the_wall() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.jingge");
    let args = DemoArgs { villages: 4, workers: 30, months: 3, ..DemoArgs::default() };
    let report = make_demo(&path, &args, &Setting::new(), &mut |_, _| true).unwrap();
    let mut office = Office::open_read_only(&path, &Setting::new()).unwrap();
    let register = office.register().unwrap();
    let workers: Vec<_> = register.workers(report.open_month).into_iter().map(|p| p.subject).collect();
    let wall = |office: &mut Office, masked| -> String {
        let ask = MeetingAsk { month: report.open_month, masked, ..ask() };
        let each = workers.iter().map(|w| picture(office, &MeetingAsk { at: Some(*w), ..ask.clone() }));
        each.map(|view| serde_json::to_string(&view).unwrap()).collect()
    };
    let open = wall(&mut office, false);
    let check = |what: &str, text: &str| assert!(text.is_empty() || !open.contains(text), "{what}: {text}");
    let mut phones = 0;
    for person in &register.people {
        check("phone", person.phone.as_deref().unwrap_or_default());
        check("code", &person.code);
        check("remark", &person.note);
        check("uuid", &person.uuid);
        phones += usize::from(person.phone.is_some());
    }
    assert!(phones >= 30, "the demonstration has phones to be kept back");
    let masked = wall(&mut office, true);
    for worker in workers {
        let name = register.name_of(worker);
        assert!(open.contains(&name), "{name} is read out");
        assert!(!masked.contains(&format!("\"{name}\"")), "{name} is masked");
    }
}
