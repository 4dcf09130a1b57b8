//! Problems found on the ground in the last months: by inspections, whose marks hold the points already, by residents'
//! calls, by 12345 and by the county; put right, rechecked, overdue. A number of them have photos.

use domain::{Date, Defect, DefectId, DefectSource, Finder, MarkValue, Month, Outcome, PhotoStage, Score};

use super::{
    chance::Chance,
    pictures::{Drawn, Scene, draw},
    story::Story,
};
use crate::{
    office::{Deed, topic},
    workdays,
};

/// The months of which problems are kept, the last one included.
const MONTHS: usize = 3;
/// At most so many of a month, however large the township.
const MOST: usize = 40;
/// So many of each of the last two months have photos.
const PHOTOS: usize = 12;
const PLACES: [&str; 10] = [
    "村口",
    "村委会旁",
    "小学路段",
    "河沟东侧",
    "老井旁",
    "主干道拐弯处",
    "集市后",
    "晒谷场边",
    "公交站旁",
    "三组巷道",
];
/// What residents and 12345 tell of: the number in the list of common problems.
const TOLD: [u32; 6] = [16, 9, 20, 2, 13, 24];

/// A worker's marks of one inspection.
pub(super) type Given = (i64, usize, Vec<Option<MarkValue>>);

/// The township's list, as every new one may begin with it.
pub(super) fn list(story: &mut Story<'_>) -> Outcome<()> {
    let list = story.office.starting_common_defects()?;
    story.office.save_common_defects(&list)?;
    Ok(())
}

/// What was found in a month, as its marks tell it.
pub(super) fn find(story: &mut Story<'_>, at: usize, given: &[Given], today: Date) -> Outcome<()> {
    if at + MONTHS < story.months {
        return Ok(());
    }
    let mut chance = Chance::new(story.seed, 5000 + at as u64);
    let month = story.month(at);
    let mut found = inspected(story, month, given, &mut chance)?;
    found.extend(told(story, month, &mut chance)?);
    found.sort_by_key(|f| (f.found_on, f.inspection, f.subject, f.indicator));
    let settings = story.office.settings()?;
    for (number, defect) in (1..).zip(&mut found) {
        defect.number = number;
        // Most is put right in time, and most of that was looked at again.
        let luck = chance.below(100);
        let fixed = workdays::after(&settings, defect.found_on, 2);
        let looked = workdays::after(&settings, fixed, 1);
        if luck < 86 && fixed <= today {
            (defect.fixed_on, defect.fixed_how) = (Some(fixed), "已清理到位".into());
        }
        if luck < 68 && looked <= today {
            (defect.rechecked_on, defect.passed) = (Some(looked), Some(true));
            defect.recheck_by = story.inspectors[0].clone();
        }
    }
    let deed = Deed::new("demo-problems", &[topic::DEFECTS]).with("month", month).with("count", found.len()).for_good();
    let (ids, _) =
        story.office.write(deed, |tx| found.iter().map(|d| tx.put_defect(d)).collect::<Outcome<Vec<_>>>())?;
    if at + 2 >= story.months {
        photos(story, month, &ids, &found)?;
    }
    Ok(())
}

/// Problems of the month's inspections: each takes points that its cell has lost already.
fn inspected(story: &mut Story<'_>, month: Month, given: &[Given], chance: &mut Chance) -> Outcome<Vec<Defect>> {
    let common = story.office.store.common_defects()?;
    let indicators = story.office.store.indicators()?;
    let inspections = story.office.store.inspections(month)?;
    let settings = story.office.settings()?;
    let wanted = (story.town.workers.len() / 7).clamp(3, MOST);
    let mut found: Vec<Defect> = Vec::new();
    // So many tries at most: a small town with clean ground has fewer.
    for _ in 0..wanted * 8 {
        if found.len() == wanted || given.is_empty() {
            break;
        }
        let (inspection, worker, marks) = &given[chance.below(given.len())];
        let column = chance.below(marks.len());
        let view = &story.sheet.views[column];
        let lost = match marks[column] {
            Some(MarkValue::Earned(earned)) => view.full / 100 - earned.0,
            Some(MarkValue::Lost(lost)) => lost.0,
            None => 0,
        };
        let kinds: Vec<_> = common.iter().filter(|c| c.indicator == view.name).collect();
        let Some(indicator) = indicators.iter().find(|(_, name)| *name == view.name).map(|(id, _)| *id) else {
            continue;
        };
        let Some(held) = inspections.iter().find(|i| i.id == *inspection) else { continue };
        let subject = story.town.workers[*worker].id.into();
        let taken = found
            .iter()
            .any(|d| (d.inspection, d.subject, d.indicator) == (Some(*inspection), Some(subject), Some(indicator)));
        if lost <= 0 || kinds.is_empty() || taken {
            continue;
        }
        let kind = chance.pick(&kinds);
        let points = kind.lost.map_or(50, |s| s.0).min(lost);
        let found_on = held.held_on.unwrap_or_else(|| month.first_day());
        let place = chance.pick(&PLACES);
        found.push(Defect {
            inspection: Some(*inspection),
            subject: Some(subject),
            place: place.into(),
            common: Some(kind.id),
            indicator: Some(indicator),
            lost: Some(Score(points)),
            found_by: held.inspector.clone(),
            due_on: Some(workdays::after(&settings, found_on, kind.days.unwrap_or(settings.defect_days))),
            ..Defect::found(month, story.town.plots[story.town.workers[*worker].plot].grid.id, found_on, &kind.what)
        });
    }
    Ok(found)
}

/// What residents, 12345 and the county told of: nothing is taken off for it.
fn told(story: &mut Story<'_>, month: Month, chance: &mut Chance) -> Outcome<Vec<Defect>> {
    let common = story.office.store.common_defects()?;
    let settings = story.office.settings()?;
    let sources = [DefectSource::Hotline, DefectSource::Resident, DefectSource::Resident, DefectSource::Higher];
    let count = if story.town.workers.len() < 30 { 2 } else { 8 };
    let mut found = Vec::new();
    for nth in 0..count {
        let worker = chance.below(story.town.workers.len());
        let w = &story.town.workers[worker];
        let number = chance.pick(&TOLD);
        let Some(kind) =
            common.iter().find(|c| c.number == number).filter(|_| w.left.is_none() && w.from < month.first_day())
        else {
            continue;
        };
        let source = sources[nth % sources.len()];
        let higher = source == DefectSource::Higher;
        let found_on = month.first_day() + chrono::Days::new(3 + 2 * nth as u64);
        found.push(Defect {
            source,
            level: if higher { Finder::County } else { Finder::Township },
            subject: Some(w.id.into()),
            place: chance.pick(&PLACES).into(),
            common: Some(kind.id),
            found_by: match source {
                DefectSource::Higher => "县人居环境整治督查组".into(),
                DefectSource::Hotline => format!("12345工单{}{:04}", month.first_day().format("%Y%m"), 100 + 37 * nth),
                _ => "村民来电".into(),
            },
            due_on: Some(workdays::after(&settings, found_on, kind.days.unwrap_or(settings.defect_days))),
            ..Defect::found(month, story.town.plots[w.plot].grid.id, found_on, &kind.what)
        });
    }
    Ok(found)
}

/// In the month after: what was open is put right late, or fails its recheck, or still lies there.
pub(super) fn follow(story: &mut Story<'_>, before: usize, day: Date) -> Outcome<()> {
    let month = story.month(before);
    let mut chance = Chance::new(story.seed, 6000 + before as u64);
    let settings = story.office.settings()?;
    let mut moved = Vec::new();
    for mut defect in story.office.store.defects_of(month)?.into_iter().filter(|d| d.passed != Some(true)) {
        let late = workdays::after(&settings, month.last_day(), 3);
        let luck = chance.below(100);
        if luck >= 80 && defect.fixed_on.is_none() {
            continue;
        }
        if defect.fixed_on.is_none() {
            (defect.fixed_on, defect.fixed_how) = (Some(late), "村里组织清运".into());
        }
        defect.rechecked_on = Some(day);
        defect.recheck_by = story.inspectors[1].clone();
        defect.passed = Some(luck >= 8);
        if luck < 8 {
            defect.missed = defect.due_on.is_some_and(|due| due < day);
            defect.due_on = Some(workdays::after(&settings, day, 3));
        }
        moved.push(defect);
    }
    if moved.is_empty() {
        return Ok(());
    }
    let deed = Deed::new("demo-rechecks", &[topic::DEFECTS]).with("month", month).with("count", moved.len()).for_good();
    story.office.write(deed, |tx| moved.iter().try_for_each(|d| tx.put_defect(d).map(drop)))?;
    Ok(())
}

/// Penalties for what was late, entered into a month; those of the last month still wait.
pub(super) fn penalties(story: &mut Story<'_>, at: usize) -> Outcome<()> {
    let month = story.month(at);
    let due = story.office.overdue_due(month)?;
    let ids: Vec<_> =
        due.rows.iter().filter(|r| r.stopped.is_none() && r.row.month < month).map(|r| r.row.id).collect();
    if !ids.is_empty() {
        story.office.enter_overdue(month, &ids)?;
    }
    Ok(())
}

/// Pictures of the first problems of a month: as found, and where it was put right, as it looks since.
fn photos(story: &mut Story<'_>, month: Month, ids: &[DefectId], found: &[Defect]) -> Outcome<()> {
    let indicators = story.office.store.indicators()?;
    let mut drawn = Vec::new();
    for (id, defect) in ids.iter().zip(found).filter(|(_, d)| d.indicator.is_some()).take(PHOTOS) {
        let name = indicators.iter().find(|(id, _)| Some(*id) == defect.indicator).map_or("", |(_, name)| name);
        let seed =
            story.seed.wrapping_add(month.index().unsigned_abs().into()).wrapping_mul(1009) ^ u64::from(defect.number);
        drawn.push((*id, PhotoStage::Found, draw(Scene::of(name), seed, false)?));
        if defect.fixed_on.is_some() {
            drawn.push((*id, PhotoStage::Fixed, draw(Scene::of(name), seed, true)?));
        }
    }
    let deed = Deed::new("demo-photos", &[topic::DEFECTS]).with("month", month).with("count", drawn.len()).for_good();
    story.office.write(deed, |tx| {
        drawn.iter().try_for_each(|(defect, stage, picture)| {
            let (width, height) = Drawn::LARGE;
            let photo = tx.add_photo("image/jpeg", width, height, &picture.large)?;
            let (width, height) = Drawn::SMALL;
            tx.add_photo_small(photo, width, height, &picture.small)?;
            tx.add_defect_photo(*defect, photo, *stage)
        })
    })?;
    Ok(())
}
