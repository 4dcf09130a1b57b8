//! Phase 6, at its end: caps, and deductions that rest on a document.

use domain::Money;

use super::shares::by_largest_remainder;
use crate::{
    exact::Exact,
    explain::Because,
    facts::EventKind,
    judge::Working,
    rules::{PastCap, Phase, RewardCap, RewardDeduction},
};

pub(crate) fn run(w: &mut Working<'_>) {
    if let Some((clause, rule)) = w.version.rules::<RewardCap>().next() {
        cap(w, clause, rule);
    }
    if let Some((_, rule)) = w.version.rules::<RewardDeduction>().next() {
        for i in 0..w.rows.len() {
            let Some(reward) = w.rows[i].reward else { continue };
            let cost = cost(w, rule, i);
            w.rows[i].deduction += if rule.beyond_reward { cost } else { cost.min(reward) };
        }
    }
}

fn cap(w: &mut Working<'_>, clause: usize, rule: &RewardCap) {
    if let Some(each) = rule.each {
        w.rows.iter_mut().for_each(|row| row.reward = row.reward.map(|reward| reward.min(each.0)));
    }
    let Some(total) = rule.total else { return };
    let sum: i64 = w.rows.iter().filter_map(|row| row.reward).sum();
    if sum <= total.0 {
        return;
    }
    let args = vec![("sum", Money(sum).to_string()), ("total", total.to_string())];
    w.flag("rewards-above-cap", Some(clause), None, args);
    if rule.over == PastCap::Scale {
        let weights: Vec<Exact> = w.rows.iter().map(|row| Exact::whole(row.reward.unwrap_or(0))).collect();
        for (row, amount) in w.rows.iter_mut().zip(by_largest_remainder(total.0, &weights)) {
            row.reward = row.reward.map(|_| amount);
        }
    }
}

/// What the findings of the period take.
fn cost(w: &Working<'_>, rule: &RewardDeduction, i: usize) -> i64 {
    let findings = w.facts.events_of(i).iter().filter(|e| e.kind == EventKind::Finding);
    findings.map(|e| rule.cost(w.facts.name(e.item))).sum()
}

pub(crate) fn reasons(w: &Working<'_>, i: usize, because: &mut Because<'_>) {
    let row = &w.rows[i];
    let awards = &w.awards[row.awards.0 as usize..row.awards.1 as usize];
    let given: i64 = awards.iter().filter(|a| a.kept).map(|a| a.amount).sum();
    if let Some((clause, _)) = w.version.rules::<RewardCap>().next()
        && let Some(reward) = row.reward.filter(|reward| *reward < given && !super::reward::is_taken(&row.ladders))
    {
        let amount = Money(reward).to_string();
        let inputs = vec![("whole", Money(given).to_string()), ("amount", amount.clone())];
        because.add(Some(clause), Phase::Reward, "reward-capped", inputs, &amount);
    }
    if let Some((clause, rule)) = w.version.rules::<RewardDeduction>().next() {
        let cost = cost(w, rule, i);
        if cost > 0 {
            let amount = Money(cost).to_string();
            let inputs =
                vec![("amount", amount), ("basis", rule.basis.clone()), ("taken", Money(row.deduction).to_string())];
            because.add(Some(clause), Phase::Reward, "reward-deduction", inputs, &Money(row.deduction).to_string());
        }
    }
}
