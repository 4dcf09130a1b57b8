//! Phase 6, at its end: caps; and after the ladders, which may take the reward, deductions that rest on a document.

use domain::Money;

use super::{grade::has_grade, rank, shares::by_largest_remainder};
use crate::{
    exact::Exact,
    explain::Because,
    facts::{EventKind, SCALE},
    judge::Working,
    rules::{PastCap, Phase, RewardCap, RewardDeduction},
};

/// Caps, clause by clause.
pub(crate) fn caps(w: &mut Working<'_>) {
    let rules: Vec<(usize, &RewardCap)> = w.version.rules::<RewardCap>().collect();
    for (clause, rule) in rules {
        let groups = w.name_mask(&rule.groups);
        let inside: Vec<usize> = (0..w.rows.len()).filter(|i| w.in_mask(&groups, *i)).collect();
        if let Some(each) = rule.each {
            inside.iter().for_each(|i| w.rows[*i].reward = w.rows[*i].reward.map(|reward| reward.min(each.0)));
        }
        let Some(total) = rule.total else { continue };
        let sum: i64 = inside.iter().filter_map(|i| w.rows[*i].reward).sum();
        if sum <= total.0 {
            continue;
        }
        let args = vec![("sum", Money(sum).to_string()), ("total", total.to_string())];
        if rule.over == PastCap::Flag {
            w.flag("rewards-above-cap", Some(clause), None, args);
            continue;
        }
        w.flag("rewards-scaled", Some(clause), None, args);
        let weights: Vec<Exact> = inside.iter().map(|i| Exact::whole(w.rows[*i].reward.unwrap_or(0))).collect();
        for (i, amount) in inside.into_iter().zip(by_largest_remainder(total.0, &weights)) {
            w.rows[i].reward = w.rows[i].reward.map(|_| amount);
        }
    }
}

/// Deductions, clause by clause: all together no more than the reward, but where a clause says so.
pub(crate) fn run(w: &mut Working<'_>) {
    let rules: Vec<&RewardDeduction> = w.version.rules::<RewardDeduction>().map(|(_, rule)| rule).collect();
    let mut left: Vec<i64> = w.rows.iter().map(|row| row.reward.unwrap_or(0)).collect();
    for rule in rules {
        for (i, cost) in costs(w, rule).into_iter().enumerate() {
            let taken = if rule.beyond_reward { cost } else { cost.min(left[i]) };
            w.rows[i].deduction += taken;
            left[i] = (left[i] - taken).max(0);
        }
    }
}

/// What a clause takes from each before the reward limits it.
fn costs(w: &Working<'_>, rule: &RewardDeduction) -> Vec<i64> {
    let groups = w.name_mask(&rule.groups);
    let mut out: Vec<i64> = (0..w.rows.len())
        .map(|i| if w.rows[i].assessed() && w.in_mask(&groups, i) { own_cost(w, rule, i) } else { 0 })
        .collect();
    if !rule.bottom.is_empty() {
        for mut members in rank::groups(w, rank::within(w)) {
            members.retain(|i| w.in_mask(&groups, *i as usize));
            at_the_bottom(w, rule, members, &mut out);
        }
    }
    out
}

/// What places from the bottom take; equal ones share what their places take, the odd fen by order.
fn at_the_bottom(w: &Working<'_>, rule: &RewardDeduction, members: Vec<u32>, out: &mut [i64]) {
    let placed = rank::placed(w, members);
    let total = placed.len() as u32;
    for run in placed.chunk_by(|a, b| a.1 == b.1) {
        let Some((_, place, size)) = run.first().copied() else { continue };
        let last = total + 1 - place;
        let held = last + 1 - size..=last;
        let sum: i64 = rule.bottom.iter().filter(|(place, _)| held.contains(place)).map(|(_, amount)| amount.0).sum();
        let shares = by_largest_remainder(sum, &vec![Exact::whole(1); run.len()]);
        run.iter().zip(shares).for_each(|((i, ..), share)| out[*i as usize] += share);
    }
}

/// What a subject's own facts and figures take.
fn own_cost(w: &Working<'_>, rule: &RewardDeduction, i: usize) -> i64 {
    let events = w.facts.events_of(i);
    let role = w.facts.name(w.facts.subjects[i].role);
    let findings = events.iter().filter(|e| e.kind == EventKind::Finding);
    let mut sum: i64 = findings.map(|e| rule.cost(w.facts.name(e.item), role)).sum();
    let overdue: i64 = events.iter().filter(|e| e.kind == EventKind::Overdue).map(|e| e.value).sum();
    sum += Exact::whole(rule.overdue.0).times(Exact::new(i128::from(overdue), i128::from(SCALE))).round_half_up(1);
    let of_grade = rule.grades.iter().filter(|(grade, _)| has_grade(w, i, std::slice::from_ref(grade)));
    sum += of_grade.map(|(_, amount)| amount.0).sum::<i64>();
    if let (Some((below, each)), Some(score)) = (rule.points, w.rows[i].score) {
        sum += Exact::whole((below - score).max(0)).times(Exact::new(i128::from(each.0), 100)).round_half_up(1);
    }
    sum
}

/// What each clause takes before the reward limits it, for everybody.
pub(crate) fn all_costs(w: &Working<'_>) -> Vec<Vec<i64>> {
    w.version.rules::<RewardDeduction>().map(|(_, rule)| costs(w, rule)).collect()
}

pub(crate) fn reasons(w: &Working<'_>, all_costs: &[Vec<i64>], i: usize, because: &mut Because<'_>) {
    let row = &w.rows[i];
    let awards = &w.awards[row.awards.0 as usize..row.awards.1 as usize];
    let given: i64 = awards.iter().filter(|a| a.kept).map(|a| a.amount.max(0)).sum();
    for (clause, rule) in w.version.rules::<RewardCap>() {
        let capped = row.reward.filter(|reward| *reward < given && !super::reward::is_taken(&row.ladders));
        if let Some(reward) = capped.filter(|_| w.in_mask(&w.name_mask(&rule.groups), i)) {
            let amount = Money(reward).to_string();
            let inputs = vec![("whole", Money(given).to_string()), ("amount", amount.clone())];
            because.add(Some(clause), Phase::Reward, "reward-capped", inputs, &amount);
        }
    }
    let mut left = row.reward.unwrap_or(0);
    for ((clause, rule), costs) in w.version.rules::<RewardDeduction>().zip(all_costs) {
        let cost = costs[i];
        let taken = if rule.beyond_reward { cost } else { cost.min(left) };
        left = (left - taken).max(0);
        if cost > 0 {
            let taken = Money(taken).to_string();
            let inputs =
                vec![("amount", Money(cost).to_string()), ("basis", rule.basis.clone()), ("taken", taken.clone())];
            because.add(Some(clause), Phase::Reward, "reward-deduction", inputs, &taken);
        }
    }
}
