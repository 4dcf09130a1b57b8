//! Ten years of the largest township seen, as an office file: 3,087 workers, twelve indicators, every month closed. Its
//! marks are written in one transaction, its months closed as an office closes them. It is kept in `target/bench`.

use app::{Clock, Office, Setting, view::CellText};
use domain::{
    AdoptedPolicy, Assignment, AssignmentId, Date, Grid, GridId, GridLevel, Inspection, InspectionKind, MarkValue,
    Month, Person, PersonId, Role, Score,
};
use std::{
    fs,
    path::{Path, PathBuf},
};
use store::{Entry, Store, Tx};

pub const WORKERS: i64 = 3_087;
pub const MONTHS: i32 = 120;
pub const MARKS: usize = WORKERS as usize * MONTHS as usize * SHEET.len();
const VILLAGES: i64 = 20;

/// Twelve indicators and their full points, a hundred together; two of them lose points instead of earning them.
pub const SHEET: [(&str, i64, bool); 12] = [
    ("道路", 10, false),
    ("沟渠", 10, true),
    ("房前屋后", 12, false),
    ("垃圾清运", 10, false),
    ("公共区域", 8, false),
    ("农业废弃物", 8, true),
    ("宣传发动", 6, false),
    ("巡查履职", 8, false),
    ("厕所管护", 8, false),
    ("污水治理", 8, false),
    ("庭院绿化", 6, false),
    ("档案资料", 6, false),
];

/// The last of the months.
pub fn last() -> Month {
    month("2026-06")
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn setting() -> Setting {
    Setting { clock: Clock::on(day("2026-07-01")), ..Setting::new() }
}

/// The default policy with the sheet of twelve in place of its own.
pub fn policy_text() -> String {
    let text = fs::read_to_string(setting().assets.join("policies/default/policy.yaml")).unwrap();
    let (before, rest) = text.split_once("          items:\n").unwrap();
    let (_, after) = rest.split_once("      - article: 第四条").unwrap();
    let items: String = SHEET
        .iter()
        .map(|(name, full, lost)| {
            let entry = if *lost { ", entry: deductions" } else { "" };
            format!("            {name}: {{ full: {full}{entry} }}\n")
        })
        .collect();
    format!("{before}          items:\n{items}      - article: 第四条{after}")
}

/// Opens the file for reading, made first where it is not there.
pub fn open() -> Office {
    Office::open_read_only(&file(MONTHS), &setting()).unwrap()
}

/// The same township with fewer months behind it, open for writing.
pub fn open_to_write(months: i32) -> Office {
    Office::open(&file(months), &setting()).unwrap()
}

/// The ten years with a month after them that is being scored, every mark of it there, open for writing. Answers the
/// month too.
pub fn open_with_month_in_hand() -> (Office, Month) {
    let (path, month) = (folder().join("in-hand.jingge"), last().plus(1));
    if let Ok(office) = Office::open(&path, &setting()) {
        return (office, month);
    }
    let half = folder().join("half.jingge");
    fs::copy(file(MONTHS), &half).unwrap();
    let mut office = Office::open(&half, &setting()).unwrap();
    office.open_month(month).unwrap();
    let sheet = office.sheet(month, None).unwrap();
    let mut cells = Vec::with_capacity(sheet.rows.len() * sheet.indicators.len());
    for row in &sheet.rows {
        for (column, indicator) in sheet.indicators.iter().enumerate() {
            let luck = mixed(row.person.0.unsigned_abs() << 8 | column as u64) % 5;
            let text = format!("{}", if indicator.entry == "lost" { luck } else { 1 + luck });
            cells.push(CellText { person: row.person, indicator: indicator.id, text });
        }
    }
    let took = super::timed(|| drop(office.set_marks(month, sheet.inspection, &cells).unwrap()));
    println!("      {} cells pasted in one step: {:.2} s", cells.len(), took.as_secs_f64());
    drop(office);
    fs::rename(&half, &path).unwrap();
    (Office::open(&path, &setting()).unwrap(), month)
}

/// Where the file is, made first where it is not there.
fn file(months: i32) -> PathBuf {
    let path = folder().join(format!("{months}-months.jingge"));
    let half = folder().join("half.jingge");
    if Office::open_read_only(&path, &setting()).is_ok() {
        return path;
    }
    for old in [&path, &half] {
        let _ = fs::remove_file(old);
    }
    make(&half, months);
    fs::rename(&half, &path).unwrap();
    path
}

/// Where benchmarks keep what is costly to make.
pub fn folder() -> PathBuf {
    let folder = jingge_tests::target().join("bench");
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn make(path: &Path, months: i32) {
    eprintln!("making {months} months of {WORKERS} workers in {} …", path.display());
    let first = last().plus(1 - months);
    let mut store = Store::create(path, "bench").unwrap();
    let entry = Entry {
        at: "2026-07-01 09:00:00".into(),
        by: "bench".into(),
        verb: "demo-register".into(),
        args: "{}".into(),
        reason: None,
        undoable: false,
    };
    store
        .write(&entry, |tx| {
            register(tx)?;
            tx.put_policy(&AdoptedPolicy {
                id: 0,
                scheme: "default".into(),
                title: "网格员月度考评".into(),
                from: first,
                to: None,
                version_from: month("2000-01"),
                file: policy_text(),
            })?;
            let indicators = SHEET.iter().map(|(name, ..)| tx.indicator(name)).collect::<Result<Vec<_>, _>>()?;
            (0..months).try_for_each(|at| marks(tx, first.plus(at), &indicators))
        })
        .unwrap();
    drop(store);
    let mut office = Office::open(path, &setting()).unwrap();
    for at in 0..months {
        office.publish(first.plus(at)).unwrap();
        office.close(first.plus(at), "党政联席会", Some("基准测试")).unwrap();
    }
}

/// A township of twenty villages, a grid for each worker.
fn register(tx: &Tx<'_>) -> domain::Outcome<()> {
    let grid = |id: i64, parent: Option<i64>, level: GridLevel, code: String, name: String| Grid {
        id: GridId(id),
        uuid: format!("grid-{id}"),
        code,
        name,
        level,
        parent: parent.map(GridId),
        extent: Vec::new(),
        households: (level == GridLevel::Group).then_some(40),
        population: None,
        // One village is a pilot.
        pilot_from: (id == 2).then(|| day("2015-01-01")),
        pilot_to: None,
        opened: day("2010-01-01"),
        closed: None,
        route: None,
        note: String::new(),
    };
    tx.add_grid(&grid(1, None, GridLevel::Township, "990123101".into(), "青禾镇".into()))?;
    for village in 0..VILLAGES {
        let code = format!("990123101{:03}", 201 + village);
        tx.add_grid(&grid(2 + village, Some(1), GridLevel::Village, code, format!("第{}村", 1 + village)))?;
    }
    for worker in 1..=WORKERS {
        let village = worker % VILLAGES;
        let code = format!("990123101{:03}{worker:05}", 201 + village);
        let own = grid(1 + VILLAGES + worker, Some(2 + village), GridLevel::Group, code, format!("第{worker}网格"));
        let own = tx.add_grid(&own)?;
        tx.add_person(&Person {
            id: PersonId(worker),
            uuid: format!("person-{worker}"),
            code: format!("W{worker:05}"),
            name: format!("网格员{worker}"),
            initials: "wgy".into(),
            phone: None,
            photo: None,
            note: String::new(),
        })?;
        tx.add_assignment(&Assignment {
            id: AssignmentId(0),
            person: PersonId(worker),
            grid: own,
            role: Role::FullTime,
            from: day("2015-01-01"),
            to: None,
        })?;
    }
    Ok(())
}

/// A month with one inspection in which everybody was marked on everything.
fn marks(tx: &Tx<'_>, month: Month, indicators: &[i64]) -> domain::Outcome<()> {
    tx.add_month(month)?;
    let inspection = Inspection {
        id: 0,
        month,
        kind: InspectionKind::Joint,
        number: 1,
        inspector: String::new(),
        held_on: Some(month.first_day()),
        scheme: "default".into(),
    };
    let inspection = tx.add_inspection(&inspection)?;
    for worker in 1..=WORKERS {
        // Some grounds are good and some are not; the months differ a little.
        let luck =
            mixed(worker.unsigned_abs() << 20 | u64::from(month.month()) | u64::from(month.year().unsigned_abs()) << 4);
        let rate = 96 - (mixed(worker.unsigned_abs()) % 26) as i64 - (luck % 12) as i64;
        for (n, (indicator, (_, full, lost))) in indicators.iter().zip(SHEET).enumerate() {
            // In half points, as marks are given.
            let earned = (full * 2 * rate / 100 + ((luck >> (8 + 2 * n)) % 3) as i64 - 1).clamp(0, full * 2) * 50;
            let value =
                if lost { MarkValue::Lost(Score(full * 100 - earned)) } else { MarkValue::Earned(Score(earned)) };
            tx.put_mark(inspection, PersonId(worker).into(), *indicator, Some(value))?;
        }
    }
    Ok(())
}

/// Chance that is the same on every machine.
fn mixed(seed: u64) -> u64 {
    let mut x = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
