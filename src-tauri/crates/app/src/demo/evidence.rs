//! What stands beside marks: leave with its approval, findings with their signatures, bonuses, scores from the county.

use domain::{Date, Finder, Month, MonthRecord, OtherFact, Outcome, Score, State};

use super::{cast::Cast, chance::Chance, town::Town};
use crate::{
    Office,
    month::marks::start_scoring,
    office::{Deed, topic},
    view::{FactForm, FindingForm, StandingForm},
};

/// Who is not assessed in a month, and why.
pub(super) fn standings(
    office: &mut Office,
    town: &Town,
    cast: &Cast,
    (month, at): (Month, usize),
    chance: &mut Chance,
) -> Outcome<Vec<usize>> {
    let on = |day: i64| Month::first_day(month) + chrono::Days::new(day.unsigned_abs());
    let workers = town.workers.len();
    let mut resting = Vec::new();
    for (state, each, turn) in [(State::Exempt, 130, 1), (State::Absent, 260, 2), (State::Uninspected, 260, 3)] {
        // A small town has one now and then.
        let count = (workers / each).min(12) + usize::from(at % 5 == turn && workers > 5);
        for _ in 0..count {
            let worker = if cast.others.is_empty() { continue } else { chance.pick(&cast.others) };
            let w = &town.workers[worker];
            if resting.contains(&worker) || w.left.is_some() || w.from > month.first_day() {
                continue;
            }
            let leader = town.village_of(worker).leader.clone();
            let from = chance.between(3, 8);
            let (reason, approver, document, days) = match state {
                State::Exempt => {
                    let why = chance.pick(&["住院手术", "产假", "参加上级培训", "家中老人病重陪护"]);
                    let number = chance.between(3, 60);
                    (why, leader, format!("青环办请〔{}〕{number}号", month.year()), Some((on(from), on(from + 14))))
                }
                State::Absent => ("检查当日不在岗，未请假", String::new(), String::new(), None),
                _ => ("当月道路施工，检查组未能进入", String::new(), String::new(), None),
            };
            let (from, to) = days.unzip();
            office.save_standing(&StandingForm {
                person: w.id.into(),
                person_name: w.name.clone(),
                village: town.village_of(worker).name.clone(),
                month,
                state: Some(state),
                reason: reason.into(),
                approver,
                document,
                from,
                to,
            })?;
            resting.push(worker);
        }
    }
    Ok(resting)
}

/// Somebody who has left the grid in the middle of the month is not assessed for it.
pub(super) fn handed_over(office: &mut Office, town: &Town, worker: usize, month: Month) -> Outcome<()> {
    let w = &town.workers[worker];
    office.save_standing(&StandingForm {
        person: w.id.into(),
        person_name: w.name.clone(),
        village: town.village_of(worker).name.clone(),
        month,
        state: Some(State::Exempt),
        reason: "月中离岗，已办理交接".into(),
        approver: town.village_of(worker).leader.clone(),
        document: String::new(),
        from: None,
        to: None,
    })?;
    Ok(())
}

/// A signed finding of 未履职.
pub(super) fn finding(
    office: &mut Office,
    town: &Town,
    worker: usize,
    (month, day): (Month, Date),
    level: Finder,
) -> Outcome<()> {
    let w = &town.workers[worker];
    let plot = &town.plots[w.plot].grid;
    let county = level == Finder::County;
    let (found_by, what) = if county {
        ("县人居环境整治督查组", "连续两次暗访均发现沟渠垃圾堆积，无巡查记录")
    } else {
        ("镇人居环境办公室检查组", "交办的垃圾堆放点逾期未清理，本月巡查记录空白")
    };
    office.save_finding(&FindingForm {
        id: None,
        month,
        person: w.id.into(),
        person_name: w.name.clone(),
        grid: Some(plot.id),
        grid_name: plot.name.clone(),
        found_by: found_by.into(),
        level,
        found_on: day,
        what: what.into(),
        evidence: "现场照片四张，交办单一份".into(),
        signed_by: if county { "督查组组长" } else { "检查组组长" }.into(),
    })?;
    Ok(())
}

/// Bonuses of the month, a score each from the county for some, in one entry.
pub(super) fn extras(
    office: &mut Office,
    town: &Town,
    cast: &Cast,
    month: Month,
    resting: &[usize],
    chance: &mut Chance,
) -> Outcome<()> {
    let some: Vec<usize> = (0..(town.workers.len() / 30).clamp(1, 40))
        .filter(|_| !cast.others.is_empty())
        .map(|_| chance.pick(&cast.others))
        .filter(|w| {
            !resting.contains(w) && town.workers[*w].left.is_none() && town.workers[*w].from <= month.first_day()
        })
        .collect();
    let Some((&scored, bonuses)) = some.split_last() else { return Ok(()) };
    let record = office.entry_month(month)?;
    if !bonuses.is_empty() {
        give(office, town, &record, bonuses, chance)?;
    }
    let on = month.last_day().min(office.clock.today());
    let score = FactForm {
        id: None,
        kind: "external".into(),
        subject: Some(town.workers[scored].id.into()),
        subject_name: town.workers[scored].name.clone(),
        village: String::new(),
        item: String::new(),
        value: Score(chance.between(150, 196) * 50).to_string(),
        source: Finder::County.zh().into(),
        on: Some(on),
        document: format!("县环整办通报〔{}〕{}期", month.year(), month.month()),
    };
    office.save_facts(month, &[score], &[], "")?;
    Ok(())
}

fn give(office: &mut Office, town: &Town, record: &MonthRecord, bonuses: &[usize], chance: &mut Chance) -> Outcome<()> {
    let month = record.month;
    let deed = Deed::new("demo-bonuses", &[topic::MONTH, topic::OUTCOMES])
        .with("month", month)
        .with("count", bonuses.len())
        .for_good();
    office.write(deed, |tx| {
        start_scoring(tx, record)?;
        for &worker in bonuses {
            let item = chance.pick(&["参加志愿服务", "经验被推广", "带动群众清运"]);
            tx.put_fact(&OtherFact {
                id: 0,
                month,
                subject: Some(town.workers[worker].id.into()),
                fact: "bonus".into(),
                item: item.into(),
                value: chance.between(1, 3) * 10_000,
                source: String::new(),
                on: Some(month.last_day()),
                document: String::new(),
            })?;
        }
        Ok(())
    })?;
    Ok(())
}
