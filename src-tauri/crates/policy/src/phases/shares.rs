//! Phase 6: money that is shared out in whole fen, none left over.

use domain::Money;

use super::{
    grade::has_grade,
    rank::{self, Placed},
    reward::{Passes, passes},
};
use crate::{
    exact::Exact,
    facts::{EventKind, SCALE},
    judge::Working,
    rules::{GiveOf, RewardPercent, RewardPool, ShareBy},
};

/// What a subject gets (or gives, where negative), and what a clause has to be looked at for.
pub(crate) struct Shared {
    pub amounts: Vec<Option<i64>>,
    pub flags: Vec<SharedFlag>,
}

/// A code, the subject it is about, and the words' arguments.
pub(crate) type SharedFlag = (&'static str, Option<usize>, Vec<(&'static str, String)>);

/// Shares an amount by weights, exactly: what is left over goes one fen each to the largest remainders, then in order.
pub(crate) fn by_largest_remainder(sum: i64, weights: &[Exact]) -> Vec<i64> {
    let whole = weights.iter().fold(Exact::ZERO, |a, b| a.plus(*b));
    if whole <= Exact::ZERO {
        return vec![0; weights.len()];
    }
    let exact: Vec<Exact> = weights.iter().map(|w| Exact::whole(sum).times(w.over(whole))).collect();
    let mut out: Vec<i64> = exact.iter().map(|e| e.floor()).collect();
    let left = sum - out.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    let rest = |at: usize| exact[at].minus(Exact::whole(exact[at].floor()));
    order.sort_by(|a, b| rest(*b).cmp(&rest(*a)).then(a.cmp(b)));
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        out[at] += 1;
    }
    out
}

/// What there is to share, in fen.
pub(crate) fn received(w: &Working<'_>, rule: &RewardPool) -> i64 {
    let named = |item: &str| rule.item.as_deref().is_none_or(|wanted| wanted == item);
    let received: i64 = w.facts.pools.iter().filter(|p| named(&p.item)).map(|p| p.amount.0).sum();
    Exact::new(i128::from(received) * i128::from(rule.percent), 1_000_000).round_half_up(1)
}

/// A pool shared among those who pass.
pub(crate) fn pool(w: &Working<'_>, rule: &RewardPool, open: &[bool]) -> Shared {
    let mut shared = Shared { amounts: vec![None; w.rows.len()], flags: Vec::new() };
    let sum = received(w, rule);
    if sum == 0 {
        return shared;
    }
    let groups = w.name_mask(&rule.groups);
    let mut heads: Vec<usize> = (0..w.rows.len())
        .filter(|i| {
            w.rows[*i].judged() && open[*i] && w.in_mask(&groups, *i) && passes(w, *i, &rule.gate) == Passes::Yes
        })
        .collect();
    if let Some(top) = rule.top {
        heads.retain(|i| w.rows[*i].rank > 0 && w.rows[*i].rank <= top);
    }
    let weight = |i: &usize| match rule.by {
        ShareBy::Equal => Exact::whole(1),
        ShareBy::Score => Exact::whole(w.rows[*i].score.unwrap_or(0).max(0)),
        ShareBy::Weight => Exact::scaled(w.facts.subjects[*i].weight.unwrap_or(0)),
        ShareBy::Places => Exact::scaled(place_share(w, rule, *i)),
        ShareBy::Days => Exact::whole(i64::from(w.rows[*i].days)),
        ShareBy::Grades => {
            let share = rule.shares.iter().find(|(grade, _)| has_grade(w, *i, std::slice::from_ref(grade)));
            Exact::scaled(share.map_or(0, |(_, share)| *share))
        }
    };
    if rule.by == ShareBy::Weight {
        let without = heads.iter().filter(|i| w.facts.subjects[**i].weight.is_none());
        shared.flags.extend(without.map(|i| ("weight-missing", Some(*i), Vec::new())));
    }
    let weights: Vec<Exact> = heads.iter().map(weight).collect();
    let amounts = by_largest_remainder(sum, &weights);
    let left = sum - amounts.iter().sum::<i64>();
    if left != 0 {
        shared.flags.push(("pool-left-over", None, vec![("amount", Money(left).to_string())]));
    }
    for (i, amount) in heads.into_iter().zip(amounts) {
        shared.amounts[i] = Some(amount);
    }
    shared
}

/// The share of a subject's place; equal ones hold the mean of the shares of their places.
fn place_share(w: &Working<'_>, rule: &RewardPool, i: usize) -> i64 {
    let row = &w.rows[i];
    let of =
        |place: u32| rule.shares.iter().find(|(name, _)| *name == place.to_string()).map_or(0, |(_, share)| *share);
    let sum: i64 = (row.rank..row.rank + row.tied).map(of).sum();
    Exact::new(i128::from(sum), i128::from(row.tied.max(1))).round_half_up(1)
}

/// From the last to the first, in each group by itself.
pub(crate) fn percent(w: &Working<'_>, rule: &RewardPercent, open: &[bool]) -> Shared {
    let mut shared = Shared { amounts: vec![None; w.rows.len()], flags: Vec::new() };
    let groups = w.name_mask(&rule.groups);
    for mut members in rank::groups(w, rank::within(w)) {
        members.retain(|i| w.in_mask(&groups, *i as usize));
        let placed = rank::placed(w, members);
        let total = placed.len() as u32;
        let mut last = placed.clone();
        last.reverse();
        last.iter_mut().for_each(|(_, place, tied)| *place = total + 2 - *place - *tied);
        let mut taken = 0;
        for (i, percent) in percents(&last, &rule.take) {
            let amount = of_base(w, &mut shared, i, percent);
            taken += amount;
            *shared.amounts[i as usize].get_or_insert(0) -= amount;
        }
        let winners: Vec<(u32, Exact)> =
            percents(&placed, &rule.give).into_iter().filter(|(i, _)| open[*i as usize]).collect();
        let given: Vec<i64> = match rule.give_of {
            GiveOf::OwnBase => winners.iter().map(|(i, percent)| of_base(w, &mut shared, *i, *percent)).collect(),
            GiveOf::Taken => {
                // Where nobody holds a place, its part of the money stays and a flag says so.
                let held: Exact = winners.iter().fold(Exact::ZERO, |sum, (_, p)| sum.plus(*p));
                let part = Exact::whole(taken).times(held).over(Exact::whole(100)).round_half_up(1);
                by_largest_remainder(part, &winners.iter().map(|(_, p)| *p).collect::<Vec<_>>())
            }
        };
        for ((i, _), amount) in winners.iter().zip(&given) {
            *shared.amounts[*i as usize].get_or_insert(0) += amount;
        }
        let difference = taken - given.iter().sum::<i64>();
        if difference != 0 {
            let group = placed.first().map_or_else(String::new, |(i, ..)| w.group(*i as usize).to_string());
            let args = vec![
                ("group", group),
                ("taken", Money(taken).to_string()),
                ("given", Money(taken - difference).to_string()),
                ("difference", Money(difference).to_string()),
            ];
            shared.flags.push(("zero-sum-unbalanced", None, args));
        }
    }
    shared
}

/// The percentages of the places that each holds; equal ones hold the mean of theirs.
fn percents(placed: &[Placed], list: &[(u32, i64)]) -> Vec<(u32, Exact)> {
    let of = |place: u32| list.iter().find(|(p, _)| *p == place).map_or(0, |(_, percent)| *percent);
    let mean = |(who, place, tied): &Placed| {
        let sum: i64 = (*place..place + tied).map(of).sum();
        (sum > 0).then(|| (*who, Exact::new(i128::from(sum), i128::from(*tied) * i128::from(SCALE))))
    };
    placed.iter().filter_map(mean).collect()
}

/// A percentage of a subject's base, rounded half up to the fen.
fn of_base(w: &Working<'_>, shared: &mut Shared, i: u32, percent: Exact) -> i64 {
    match base(w, i as usize) {
        Some(base) => Exact::whole(base).times(percent).over(Exact::whole(100)).round_half_up(1),
        None => {
            shared.flags.push(("base-missing", Some(i as usize), Vec::new()));
            0
        }
    }
}

/// A subject's base in fen, several added up; `None` without any.
pub(crate) fn base(w: &Working<'_>, i: usize) -> Option<i64> {
    let bases = w.facts.events_of(i).iter().filter(|e| e.kind == EventKind::Base);
    bases.map(|e| e.value).reduce(|a, b| a.saturating_add(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pool_is_shared_to_the_last_fen() {
        let check = |sum, weights: &[i64], expected: &[i64]| {
            let weights: Vec<_> = weights.iter().map(|w| Exact::whole(*w)).collect();
            assert_eq!(by_largest_remainder(sum, &weights), expected);
        };
        check(100, &[1, 1, 1], &[34, 33, 33]);
        check(100, &[3, 1], &[75, 25]);
        check(101, &[2, 1], &[67, 34]);
        check(7, &[0, 0], &[0, 0]);
        check(0, &[1, 2], &[0, 0]);
    }
}
