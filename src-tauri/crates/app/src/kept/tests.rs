//! Whatever is written, in whatever order: what is kept says the same as what is read anew from the file.

use std::{collections::BTreeSet, path::Path};

use domain::{Finder, GridId, Month, PersonId, Role, State, SubjectId};

use crate::{
    JudgedMonth, Office,
    office::{Deed, topic},
    testing::{day, may, month, on_20_june, small_office, small_office_at, type_total},
    view::{AssignForm, CellText, DecisionForm, FactForm, FindingForm, InspectionForm, MoveForm, StandingForm},
};

/// Chance that is the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n as u64) as usize
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

fn months() -> [Month; 2] {
    [may(), month("2026-06")]
}

/// A scheme that rests on another.
fn resting(id: &str, subject: &str, period: &str, by: &str) -> String {
    format!(
        "id: {id}\ntitle: 办法{id}\nsubject: {subject}\nperiod: {period}\nversions:\n  - from: 2026-01\n    clauses:\n      \
         - document: 某乡办法\n        article: 第一条\n        text: 得分由下面的得分合成。\n        \
         rule: {{ kind: roll-up, source: default, by: {by} }}\n      \
         - article: 第二条\n        text: 统一排名。\n        rule: {{ kind: rank, within: all }}\n"
    )
}

/// A scheme of quarters with a sheet of its own.
const QUARTER: &str = "id: quarter\ntitle: 季度办法\nsubject: full-time\nperiod: quarter\nversions:\n  - from: 2026-01\n    clauses:\n      \
     - document: 某乡办法\n        article: 第一条\n        text: 道路五十分，沟渠扣分制五十分。\n        \
     rule: { kind: indicators, total: 100, items: { 道路: 50, 沟渠: { full: 50, entry: deductions } } }\n      \
     - article: 第二条\n        text: 统一排名。\n        rule: { kind: rank, within: all }\n";

/// The small township with the workers' months, villages and years resting on them, quarters beside them, and two open
/// months.
fn township(path: &Path) -> Office {
    let mut office = small_office_at(path);
    for text in [
        resting("villages", "village", "month", "weighted-mean"),
        QUARTER.into(),
        resting("years", "worker", "year", "mean"),
    ] {
        office.adopt_text(&text, may()).unwrap();
    }
    office.open_month(months()[1]).unwrap();
    for month in months() {
        let form = InspectionForm {
            id: None,
            month,
            scheme: Some("quarter".into()),
            kind: domain::InspectionKind::Joint,
            inspector: String::new(),
            held_on: None,
        };
        let there = office.inspections_of(month, "quarter").unwrap();
        if there.is_empty() {
            office.save_inspection(&form).unwrap();
        }
    }
    for (person, total) in [(1, 92), (2, 85), (3, 55), (4, 95)] {
        type_total(&mut office, may(), person, total);
    }
    // Undo ends here.
    office.write(Deed::new("test", &[topic::MONTH]).for_good(), |_| Ok(())).unwrap();
    office
}

fn check_alike(one: &JudgedMonth, anew: &JudgedMonth, what: &str) {
    let about = format!("{what}, {} {}", one.record.month, one.scheme());
    assert_eq!(one.record, anew.record, "{about}");
    assert_eq!((one.last, one.adopted.id, one.version), (anew.last, anew.adopted.id, anew.version), "{about}");
    assert_eq!(one.posts, anew.posts, "{about}");
    assert_eq!(one.facts, anew.facts, "{about}");
    assert_eq!(one.carry, anew.carry, "{about}");
    assert_eq!(one.judged, anew.judged, "{about}");
}

/// Compares every month and scheme of offices that keep what they judged with one that has just opened the file.
fn check_all(offices: &mut [&mut Office], path: &Path, what: &str) {
    let mut fresh = Office::open_read_only(path, &on_20_june()).unwrap();
    for month in months() {
        for scheme in fresh.schemes_in(month).unwrap() {
            let anew = fresh.judge_scheme(month, scheme.id()).unwrap();
            for office in offices.iter_mut() {
                let kept = office.judge_scheme(month, scheme.id()).unwrap();
                check_alike(&kept, &anew, what);
            }
        }
    }
}

/// A cell of a sheet: its inspection and column.
fn cell(office: &mut Office, chance: &mut Chance, month: Month) -> (i64, i64) {
    let scheme = chance.of(&["default", "default", "quarter"]);
    let inspections = office.inspections_of(month, scheme).unwrap();
    let inspection = inspections[chance.below(inspections.len())].id;
    let sheet = office.sheet(month, Some(inspection)).unwrap();
    (inspection, sheet.indicators[chance.below(sheet.indicators.len())].id)
}

const TEXTS: &[&str] = &["", "", "8", "-1", "5.5", "3", "0", "q", "m", "w", "99", "八分"];

/// How many kinds of steps there are.
const KINDS: usize = 26;

/// One step by chance, refused or not; answers what it was.
fn step(office: &mut Office, chance: &mut Chance) -> (usize, String) {
    let month = chance.of(&months());
    let person = SubjectId(chance.of(&[1, 2, 3, 4]));
    let (kind, at) = (chance.below(KINDS), format!("{month} {}", person.0));
    let done = match kind {
        0..=7 => {
            let (inspection, column) = cell(office, chance, month);
            let text = chance.of(TEXTS);
            match kind {
                0..=3 => office.set_mark(month, inspection, person, column, text).map(drop),
                _ => office.write_mark(month, inspection, person, column, text).map(drop),
            }
        }
        8..=10 => {
            let (inspection, _) = cell(office, chance, month);
            let sheet = office.sheet(month, Some(inspection)).unwrap();
            let mut cells = Vec::new();
            for _ in 0..1 + chance.below(4) {
                let person = SubjectId(chance.of(&[1, 2, 3, 4]));
                let indicator = sheet.indicators[chance.below(sheet.indicators.len())].id;
                cells.push(CellText { person, indicator, text: chance.of(&["", "2", "-1", "4.5", "q"]).into() });
            }
            office.set_marks(month, inspection, &cells).map(drop)
        }
        11 => {
            let inspection = office.inspections_of(month, "default").unwrap()[0].id;
            let state = chance.of(&[None, Some(State::Absent), Some(State::Exempt)]);
            office.set_state(month, person, state, inspection).map(drop)
        }
        12..=14 => office.undo().map(drop),
        15 | 16 => office.redo().map(drop),
        17 => finding(office, chance, month, person),
        18 => bonus(office, chance, month, person),
        19 => office.save_standing(&standing(chance, month, person)).map(drop),
        20 => post(office, chance, person),
        21 => {
            let mut grid = office.register().unwrap().grid(GridId(chance.of(&[4, 5, 6]))).unwrap().clone();
            grid.households = Some(10 + chance.below(50) as u32);
            office.write(Deed::new("test", &[topic::GRIDS]), |tx| tx.update_grid(&grid)).map(drop)
        }
        22 => {
            let form = InspectionForm {
                id: None,
                month,
                scheme: Some(chance.of(&["default", "quarter"]).into()),
                kind: domain::InspectionKind::Joint,
                inspector: String::new(),
                held_on: None,
            };
            office.save_inspection(&form).map(drop)
        }
        23 => office.decide(&decision(chance, may(), SubjectId(3))).map(drop),
        24 => match chance.below(4) {
            0 | 1 => office.publish(may()).map(drop),
            _ => office.reopen(may(), "再看").map(drop),
        },
        _ => {
            // A write that changes its mind half-way.
            let inspection = office.inspections_of(month, "default").unwrap()[0].id;
            let deed = Deed::new("test", &[topic::MONTH, topic::OUTCOMES]);
            let refused = office.write(deed, |tx| {
                tx.put_mark(inspection, person, 1, None)?;
                Err::<(), _>(domain::Problem::new("month-closed").into())
            });
            refused.map(drop)
        }
    };
    (kind, format!("kind {kind} on {at}: {:?}", done.map_err(|f| f.code().to_string())))
}

fn finding(office: &mut Office, chance: &mut Chance, month: Month, person: SubjectId) -> domain::Outcome<()> {
    let there = office.findings(month).unwrap();
    if let Some(first) = there.first().filter(|_| chance.below(2) == 0) {
        return office.remove_finding(month, first.id.unwrap(), "记错了").map(drop);
    }
    let form = FindingForm {
        id: None,
        month,
        person,
        person_name: String::new(),
        grid: None,
        grid_name: String::new(),
        found_by: "李主任".into(),
        level: chance.of(&[Finder::Township, Finder::County]),
        found_on: month.first_day(),
        what: "未巡查".into(),
        evidence: String::new(),
        signed_by: "李主任".into(),
    };
    office.save_finding(&form).map(drop)
}

fn bonus(office: &mut Office, chance: &mut Chance, month: Month, person: SubjectId) -> domain::Outcome<()> {
    let there = office.other_facts(month).unwrap().rows;
    if let Some(first) = there.first().filter(|_| chance.below(2) == 0) {
        return office.save_facts(month, &[], &[first.id.unwrap()], "记错了").map(drop);
    }
    let form = FactForm {
        id: None,
        kind: "bonus".into(),
        subject: Some(person),
        subject_name: String::new(),
        village: String::new(),
        item: chance.of(&["好人好事", "经验推广"]).into(),
        value: chance.of(&["1", "2"]).into(),
        source: "镇".into(),
        on: None,
        document: "乡环办〔2026〕3号".into(),
    };
    office.save_facts(month, &[form], &[], "").map(drop)
}

fn standing(chance: &mut Chance, month: Month, person: SubjectId) -> StandingForm {
    StandingForm {
        person,
        person_name: String::new(),
        village: String::new(),
        month,
        state: chance.of(&[None, Some(State::Exempt), Some(State::Uninspected)]),
        reason: "产假".into(),
        approver: "李主任".into(),
        document: String::new(),
        from: None,
        to: None,
    }
}

fn post(office: &mut Office, chance: &mut Chance, person: SubjectId) -> domain::Outcome<()> {
    let register = office.register().unwrap();
    let person = PersonId(person.0);
    let last = register.posts_of(person).next_back().unwrap().id;
    let (grid, on) = (GridId(chance.of(&[4, 5, 6])), day(chance.of(&["2026-05-10", "2026-06-05"])));
    match chance.below(3) {
        0 => office.move_worker(&MoveForm { assignment: last, grid, on }).map(drop),
        1 => office.end_assignment(last, on).map(drop),
        _ => office.assign(&AssignForm { person, grid, role: Role::FullTime, from: on, to: None }).map(drop),
    }
}

fn decision(chance: &mut Chance, month: Month, person: SubjectId) -> DecisionForm {
    DecisionForm {
        month,
        scheme: None,
        person,
        decision: chance.of(&["confirm", "waive", "appeal"]).into(),
        by: "李主任".into(),
        on: day("2026-06-19"),
        reason: "已说明".into(),
        said: String::new(),
        own_words: String::new(),
        handed_over: None,
    }
}

/// Answers which kinds of steps were done, not refused.
fn run(seed: u64, steps: usize) -> BTreeSet<usize> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.jingge");
    let mut office = township(&path);
    // The other program, which has the file open for reading all the while.
    let mut reader = Office::open_read_only(&path, &on_20_june()).unwrap();
    let mut chance = Chance(seed);
    let mut done = BTreeSet::new();
    for n in 0..steps {
        let (kind, what) = step(&mut office, &mut chance);
        if what.ends_with("Ok(())") {
            done.insert(kind);
        }
        // Not after every step, so that several writes lie between two looks.
        if chance.below(2) == 0 {
            check_all(&mut [&mut office, &mut reader], &path, &format!("seed {seed}, step {n}: {what}"));
        }
    }
    done
}

#[test]
fn what_is_kept_is_what_the_file_says_after_any_writes() {
    let done: BTreeSet<usize> = (1..=3).flat_map(|seed| run(seed, 110)).collect();
    // The last kind is refused by itself.
    assert!((0..KINDS - 1).all(|kind| done.contains(&kind)), "only {done:?} were ever done");
}

#[test]
fn a_mark_is_answered_from_what_is_kept_and_a_correction_of_the_register_is_not() {
    let mut office = small_office();
    let sheet = office.sheet(may(), None).unwrap();
    let set = |office: &mut Office, text: &str| {
        office.set_mark(may(), sheet.inspection, SubjectId(1), sheet.indicators[0].id, text).unwrap();
    };
    set(&mut office, "8");
    let kept = office.kept.last().unwrap();
    assert!(kept.behind.is_empty());
    office.write_mark(may(), sheet.inspection, SubjectId(1), sheet.indicators[0].id, "9").unwrap();
    assert_eq!(office.kept.last().unwrap().behind.len(), 1, "the mark did not leave the month kept");
    let stamp = office.stamp().unwrap();
    assert_eq!(office.kept.last().unwrap().stamp, stamp);
    let mut grid = office.register().unwrap().grid(GridId(4)).unwrap().clone();
    grid.households = Some(99);
    office.write(Deed::new("test", &[topic::GRIDS]), |tx| tx.update_grid(&grid)).unwrap();
    let stamp = office.stamp().unwrap();
    assert!(office.kept.iter().all(|kept| kept.stamp != stamp));
}

#[test]
fn what_a_window_pieces_together_from_the_answers_is_what_the_sheet_says() {
    let mut office = small_office();
    let mut chance = Chance(7);
    let sheet = office.sheet(may(), None).unwrap();
    let mut shown: Vec<_> = sheet.rows.iter().map(|r| (r.person, r.live.clone())).collect();
    for _ in 0..150 {
        let person = SubjectId(chance.of(&[1, 2, 3, 4]));
        let indicator = sheet.indicators[chance.below(sheet.indicators.len())].id;
        let text = chance.of(TEXTS);
        let live = match chance.below(4) {
            0 => office
                .set_marks(may(), sheet.inspection, &[CellText { person, indicator, text: text.into() }])
                .map(|saved| saved.live),
            1 => office.set_state(may(), person, None, sheet.inspection).map(|saved| saved.live),
            _ => office.set_mark(may(), sheet.inspection, person, indicator, text).map(|saved| saved.live),
        };
        for row in live.unwrap_or_default() {
            shown.iter_mut().find(|(person, _)| *person == row.person).unwrap().1 = row.live;
        }
        let mut other = small_look(&mut office);
        for (person, live) in &shown {
            assert_eq!(other.remove(person).as_ref(), Some(live), "{person:?}");
        }
    }
}

/// What the month says of everybody, without asking for the sheet, which would count as shown.
fn small_look(office: &mut Office) -> std::collections::HashMap<SubjectId, crate::view::Live> {
    let judged = office.judge(may()).unwrap();
    (0..judged.posts.len()).map(|i| (judged.posts[i].subject, judged.live(i))).collect()
}
