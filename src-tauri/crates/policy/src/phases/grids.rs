//! Phase 3: the scores of a worker's several grids as one.

use crate::{
    exact::Exact,
    facts::EventKind,
    judge::Working,
    rules::{GridsBy, SeveralGrids},
};

/// One grid's name and score.
pub(crate) type GridScore<'a> = (&'a str, Exact);

/// The grids' scores as one; `None` without any, or by weight without weights.
pub(crate) fn together(w: &Working<'_>, rule: &SeveralGrids, i: usize, grids: &[GridScore<'_>]) -> Option<Exact> {
    let scores = || grids.iter().map(|(_, score)| *score);
    match rule.by {
        GridsBy::Worst => scores().min(),
        GridsBy::Best => scores().max(),
        GridsBy::Mean => {
            let sum = scores().fold(Exact::ZERO, Exact::plus);
            (!grids.is_empty()).then(|| sum.over(Exact::whole(grids.len() as i64)))
        }
        GridsBy::Weight => {
            let weight = |grid: &str| {
                let named = |e: &&crate::facts::Event| e.kind == EventKind::Weight && **w.facts.name(e.item) == *grid;
                Exact::scaled(w.facts.events_of(i).iter().find(named).map_or(0, |e| e.value))
            };
            let weights = grids.iter().fold(Exact::ZERO, |sum, (grid, _)| sum.plus(weight(grid)));
            let sum = grids.iter().fold(Exact::ZERO, |sum, (grid, score)| sum.plus(score.times(weight(grid))));
            (weights > Exact::ZERO).then(|| sum.over(weights))
        }
    }
}

/// The grids in neutral words.
pub(crate) fn text(grids: &[GridScore<'_>]) -> String {
    grids.iter().map(|(grid, score)| format!("{grid} {}", score.text())).collect::<Vec<_>>().join(" · ")
}
