//! Phase 6, at its end: points taken out as goods, as far as they reach.

use super::reward;
use crate::{
    explain::Because,
    facts::{EventKind, SCALE},
    judge::Working,
    outcome::Goods,
    rules::{Phase, PointsRedeemed, figure},
    trace::TraceKind,
};

/// The points that a subject has from earlier periods.
fn balance(w: &Working<'_>, rule: &PointsRedeemed, i: usize) -> i64 {
    let month = w.facts.month;
    let months = rule.valid_months.unwrap_or(month.month());
    let first = month.plus(1 - i32::try_from(months).unwrap_or(36));
    let key = w.facts.subjects[i].key;
    let periods = w.carry.periods().iter().filter(|p| first <= p.month && p.month < month);
    let points = periods.filter_map(|p| {
        let at = p.position(key, i)?;
        let of = p.events.iter().filter(|e| e.at as usize == at && e.kind == TraceKind::Points);
        Some(of.map(|e| e.value).sum::<i64>())
    });
    points.sum()
}

/// One thing asked for: its name, how many, and the points for one.
fn asked<'w>(w: &'w Working<'_>, rule: &'w PointsRedeemed, i: usize) -> impl Iterator<Item = (usize, i64)> {
    let events = w.facts.events_of(i).iter().filter(|e| e.kind == EventKind::Redeem);
    events.filter_map(|e| {
        let at = rule.goods.iter().position(|thing| *thing.name == **w.facts.name(e.item))?;
        Some((at, e.value / SCALE))
    })
}

/// What is had for points, each with how many, and the points that are left; and whether something was more than they.
fn taken(w: &Working<'_>, rule: &PointsRedeemed, i: usize) -> (Vec<(usize, i64)>, i64, bool) {
    let mut left = balance(w, rule, i).saturating_add(w.rows[i].points);
    let (mut taken, mut short) = (Vec::new(), false);
    for (at, count) in asked(w, rule, i) {
        let cost = rule.goods[at].points.saturating_mul(count);
        if cost <= left {
            left -= cost;
            taken.push((at, count));
        } else {
            short = true;
        }
    }
    (taken, left, short)
}

pub(crate) fn run(w: &mut Working<'_>) {
    for i in 0..w.rows.len() {
        let row = &w.rows[i];
        if row.reward.is_some() && !reward::is_taken(&row.ladders) && row.awards.0 < row.awards.1 {
            let awards = &w.awards[row.awards.0 as usize..row.awards.1 as usize];
            w.rows[i].points = awards.iter().filter(|a| a.kept).map(|a| a.points).sum();
        }
    }
    let Some((clause, rule)) = w.version.rules::<PointsRedeemed>().next() else { return };
    for i in 0..w.rows.len() {
        if asked(w, rule, i).next().is_none() {
            continue;
        }
        let (taken, _, short) = taken(w, rule, i);
        for (at, count) in taken {
            let thing = &rule.goods[at];
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            w.rows[i].spent += thing.points.saturating_mul(i64::from(count));
            w.rows[i].redeemed.push(Goods { name: thing.name.as_str().into(), count, value: thing.value });
        }
        if short {
            w.flag("points-short", Some(clause), Some(i), Vec::new());
        }
    }
}

pub(crate) fn reasons(w: &Working<'_>, i: usize, because: &mut Because<'_>) {
    let Some((clause, rule)) = w.version.rules::<PointsRedeemed>().next() else { return };
    if asked(w, rule, i).next().is_none() {
        return;
    }
    let (taken, left, _) = taken(w, rule, i);
    let goods: Vec<String> = taken.iter().map(|(at, count)| format!("{} × {count}", rule.goods[*at].name)).collect();
    let goods = if goods.is_empty() { "—".to_string() } else { goods.join(" · ") };
    let inputs = vec![
        ("before", figure(balance(w, rule, i), 4)),
        ("earned", figure(w.rows[i].points, 4)),
        ("goods", goods.clone()),
        ("left", figure(left, 4)),
    ];
    because.add(Some(clause), Phase::Reward, "points-redeemed", inputs, &goods);
}
