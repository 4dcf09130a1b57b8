//! Phase 3: what sampled households bring to the score.

use super::votes;
use crate::{
    exact::Exact,
    judge::Working,
    rules::{Counted, HouseholdSampling, MissingSample, figure},
};

/// The points; `None` where the subject has no score without a sample. Without households to extend to, the sample
/// stands for itself.
pub(crate) fn points(w: &Working<'_>, rule: &HouseholdSampling, i: usize) -> Option<Exact> {
    let counts = rule.options.iter().map(|(option, points)| (votes::count(w, i, option), *points));
    let (mut sampled, mut sum) = (Exact::ZERO, Exact::ZERO);
    for (count, points) in counts {
        sampled = sampled.plus(Exact::scaled(count));
        sum = sum.plus(Exact::scaled(count).times(Exact::scaled(points)));
    }
    if sampled <= Exact::ZERO {
        return (rule.missing == MissingSample::Nothing).then_some(Exact::ZERO);
    }
    let households = w.facts.subjects[i].weight.filter(|weight| *weight > 0).map(Exact::scaled);
    let points = match rule.counted {
        Counted::Each => sum,
        Counted::Extended => sum.times(households.unwrap_or(sampled)).over(sampled),
        Counted::Mean => sum.over(sampled),
    };
    let points = rule.min.map_or(points, |min| points.at_least(Exact::scaled(min)));
    Some(rule.max.map_or(points, |max| points.at_most(Exact::scaled(max))))
}

/// Whether the sample should stand for all households, whose number nobody gave.
pub(crate) fn lacks_households(w: &Working<'_>, rule: &HouseholdSampling, i: usize) -> bool {
    rule.counted == Counted::Extended
        && w.facts.subjects[i].weight.is_none_or(|weight| weight <= 0)
        && rule.options.iter().any(|(option, _)| votes::count(w, i, option) > 0)
}

/// The sample in neutral words: `干净户 8 × 0.2 · 不干净户 2 × −0.2`.
pub(crate) fn text(w: &Working<'_>, rule: &HouseholdSampling, i: usize) -> String {
    let one = |(option, points): &(String, i64)| {
        format!("{option} {} × {}", figure(votes::count(w, i, option), 4), figure(*points, 4))
    };
    rule.options.iter().map(one).collect::<Vec<_>>().join(" · ")
}
