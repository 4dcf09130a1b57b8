//! The demonstration: an invented township that has lived through months, the same for the same arguments. The story is
//! told through the same doors as an office's own work; only marks come in bulk.

mod boards;
mod cast;
mod chance;
mod decisions;
mod evidence;
mod left;
mod marks;
mod moves;
mod names;
mod pictures;
mod problems;
mod story;
mod town;
mod twice;

use std::{
    fs,
    path::{Path, PathBuf},
};

use domain::{Date, Fault, Month, Outcome, Problem};
use serde::Serialize;
use store::Entry;
use words::Lang;

use crate::{Clock, Office, Setting, view::Settings};
use cast::Cast;
use marks::Sheet;
use story::{Story, set_day};
use town::{Size, Town};

/// Village codes run from 201 to 999.
const MOST_VILLAGES: u32 = 799;
const MOST_WORKERS: u32 = 20_000;
const MOST_MONTHS: u32 = 240;

/// How large a township to make, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoArgs {
    /// Villages.
    pub villages: u32,
    /// Workers, full-time and part-time.
    pub workers: u32,
    /// Months, the last one open.
    pub months: u32,
    /// The last month.
    pub until: Month,
    /// The same seed makes the same township.
    pub seed: u64,
    /// Where to write the last month's missing marks, as xlsx or csv.
    pub marks_left: Option<PathBuf>,
}

impl Default for DemoArgs {
    fn default() -> Self {
        let until = Month::of(Date::from_ymd_opt(2026, 6, 1).unwrap_or_default());
        Self { villages: 35, workers: 274, months: 14, until, seed: 1, marks_left: None }
    }
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DemoReport {
    /// Villages.
    pub villages: u32,
    /// Grids that are open on the last day.
    pub grids: u32,
    /// Workers in post on the last day.
    pub workers: u32,
    /// Months.
    pub months: u32,
    /// The month that is open.
    pub open_month: Month,
    /// Whose marks it misses: code and name.
    pub missing: Vec<String>,
}

/// Makes the demonstration at `path`, which must not exist. `progress` is told of months done and of all, and may stop
/// it; what was begun is then taken away again.
pub fn make_demo(
    path: &Path,
    args: &DemoArgs,
    setting: &Setting,
    progress: &mut dyn FnMut(u32, u32) -> bool,
) -> Outcome<DemoReport> {
    let size = size(args)?;
    let first = args.until.plus(1 - i32::try_from(args.months).unwrap_or(1));
    // What the record says of a decision is worded when it is written; the same file must come out in either language.
    let setting = Setting { clock: Clock::on(first.first_day()), lang: Lang::ZhCn, ..setting.clone() };
    let mut office = Office::create(path, &setting)?;
    let made = tell(&mut office, args, &size, first, progress);
    drop(office);
    if made.is_err() {
        // Half a township is of use to nobody; the refusal is what matters.
        let mut journal = path.as_os_str().to_owned();
        journal.push("-journal");
        let _ = fs::remove_file(path).and_then(|()| fs::remove_file(journal));
    }
    made
}

fn size(args: &DemoArgs) -> Outcome<Size> {
    let mut problems = Vec::new();
    let mut within = |what: &str, value: u32, low: u32, high: u32| {
        if !(low..=high).contains(&value) {
            let problem = Problem::new("demo-size").at(what).with("value", value).with("low", low).with("high", high);
            problems.push(problem);
        }
    };
    within("--villages", args.villages, 1, MOST_VILLAGES);
    within("--workers", args.workers, args.villages.max(3), MOST_WORKERS);
    within("--months", args.months, 1, MOST_MONTHS);
    if !problems.is_empty() {
        return Err(Fault { problems, unreadable: true });
    }
    // As many of each kind, and as many grids, as in a township whose figures are known: 145 and 129 over 129 grids.
    let (villages, workers) = (args.villages as usize, args.workers as usize);
    let full = (workers * 145 + 137) / 274;
    let part = workers - full;
    let plots = part.max(villages);
    // One grid is split on the way, which makes one more.
    let plots = if args.months >= 3 && plots > villages { plots - 1 } else { plots };
    let middle = i32::try_from(args.months / 2).unwrap_or(0).min(6);
    let pilots_from = args.until.plus(1 - i32::try_from(args.months).unwrap_or(1) + middle).first_day();
    Ok(Size { villages, plots, full, part, pilots_from })
}

fn tell(
    office: &mut Office,
    args: &DemoArgs,
    size: &Size,
    first: Month,
    progress: &mut dyn FnMut(u32, u32) -> bool,
) -> Outcome<DemoReport> {
    let mut town = found(office, size, first, args.seed)?;
    let policy = office.assets.join("policies/default/policy.yaml");
    office.adopt_policy(&policy, first)?;
    let adopted = office.store.policies()?.pop().ok_or_else(|| Problem::new("no-policy").with("month", first))?;
    let rules = office.policy_of(&adopted)?;
    let version =
        rules.version_at(first).ok_or_else(|| Problem::new("demo-too-early").at(first).with("month", first))?;
    let sheet = Sheet::of(&rules.versions[version]);
    let splits = (size.plots < size.part.max(size.villages)).then_some(0);
    let spared: Vec<usize> = namesakes(&town)
        .into_iter()
        .flat_map(|(a, b)| [a, b])
        .chain((0..town.workers.len()).filter(|&w| splits == Some(town.workers[w].plot)))
        .collect();
    let cast = Cast::choose(&town, args.seed, size.pilots(), &spared);
    let inspectors = [town.people.next(), town.people.next()];
    let mut story = Story {
        office,
        town,
        cast,
        sheet,
        seed: args.seed,
        first,
        months: args.months as usize,
        inspectors,
        splits,
        left: Vec::new(),
    };
    for at in 0..args.months {
        if !progress(at, args.months) {
            return Err(Problem::new("demo-cancelled").into());
        }
        story.live(at as usize)?;
    }
    progress(args.months, args.months);
    let Story { town, cast, sheet, left, office, .. } = story;
    if let Some(path) = &args.marks_left {
        left::write(path, &town, &sheet, &left, args.until, office.clock.today())?;
    }
    Ok(DemoReport {
        villages: args.villages,
        grids: u32::try_from(town.plots.iter().filter(|p| p.open).count()).unwrap_or(u32::MAX),
        workers: u32::try_from(town.workers.iter().filter(|w| w.left.is_none()).count()).unwrap_or(u32::MAX),
        months: args.months,
        open_month: args.until,
        missing: cast.missing.iter().map(|&w| format!("{} {}", town.workers[w].code, town.workers[w].name)).collect(),
    })
}

/// The first entry: settings and register. It is signed by the invented clerk, as all that follow.
fn found(office: &mut Office, size: &Size, first: Month, seed: u64) -> Outcome<Town> {
    let settings = settings();
    let mut clock = office.clock.clone();
    let entry = Entry {
        at: clock.stamp(),
        by: settings.clerk.clone(),
        verb: "demo-register".into(),
        args: format!(
            r#"{{"villages":"{}","grids":"{}","workers":"{}"}}"#,
            size.villages,
            size.plots,
            size.full + size.part
        ),
        reason: None,
        undoable: false,
    };
    let town = office.store.write(&entry, |tx| {
        let (key, json) = Office::settings_json(&settings);
        tx.put_setting(key, &json)?;
        let mut town = Town::found(tx, &mut clock, size, first.first_day(), seed)?;
        if let Some((a, b)) = namesakes(&town) {
            // Two of one name in one village, told apart by their codes alone.
            town.rename(tx, b, town.workers[a].name.clone())?;
        }
        Ok(town)
    })?;
    office.clock = clock;
    set_day(&mut office.clock, first.first_day());
    Ok(town)
}

/// The first and the last worker of the second village, or of the only one.
fn namesakes(town: &Town) -> Option<(usize, usize)> {
    let village = usize::from(town.villages.len() > 1);
    let of = |w: &usize| town.plots[town.workers[*w].plot].village == village;
    let first = (0..town.workers.len()).find(of)?;
    let last = (0..town.workers.len()).rev().find(of)?;
    (first != last).then_some((first, last))
}

fn settings() -> Settings {
    let days = |list: &[&str]| list.iter().filter_map(|d| d.parse().ok()).collect();
    Settings {
        township: names::TOWNSHIP.into(),
        issuer: format!("{}人居环境办公室", names::TOWNSHIP),
        document_prefix: "青环办".into(),
        supervise_phone: "0399-5550100".into(),
        made_by: format!("{}人民政府", names::TOWNSHIP),
        board_qr: Some("tel:03995550100".into()),
        clerk: "示范办公室".into(),
        holidays: days(&[
            "2025-10-01",
            "2025-10-02",
            "2025-10-03",
            "2025-10-06",
            "2025-10-07",
            "2025-10-08",
            "2026-01-01",
            "2026-01-02",
            "2026-02-16",
            "2026-02-17",
            "2026-02-18",
            "2026-02-19",
            "2026-02-20",
            "2026-02-23",
            "2026-04-06",
            "2026-05-01",
            "2026-05-04",
            "2026-05-05",
            "2026-06-19",
            "2026-09-25",
            "2026-10-01",
            "2026-10-02",
            "2026-10-05",
            "2026-10-06",
            "2026-10-07",
        ]),
        workdays: days(&[
            "2025-09-28",
            "2025-10-11",
            "2026-01-04",
            "2026-02-14",
            "2026-02-28",
            "2026-05-09",
            "2026-09-20",
            "2026-10-10",
        ]),
        ..Settings::fresh()
    }
}

#[cfg(test)]
mod tests;
