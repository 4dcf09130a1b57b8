//! Phase 2, after the sheets: places in each inspection as points.

use std::collections::BTreeMap;

use crate::{
    explain::Because,
    facts::NameId,
    judge::Working,
    rules::{Phase, RescoreRanks, Within, figure},
};

pub(crate) fn run(w: &mut Working<'_>) {
    let Some((_, rule)) = w.version.rules::<RescoreRanks>().next() else { return };
    let mut inspections: BTreeMap<(NameId, NameId), Vec<usize>> = BTreeMap::new();
    for (i, row) in w.rows.iter().enumerate() {
        let group = if rule.within == Within::All { NameId::NONE } else { w.facts.subjects[i].group };
        for at in row.sheets.0 as usize..row.sheets.1 as usize {
            inspections.entry((w.sheets[at].source, group)).or_default().push(at);
        }
    }
    for mut sheets in inspections.into_values() {
        sheets.sort_by_key(|at| (-w.sheets[*at].points, *at));
        let mut place = 1;
        let points: Vec<i64> = sheets.iter().map(|at| w.sheets[*at].points).collect();
        for (nth, at) in sheets.iter().enumerate() {
            if nth > 0 && points[nth] != points[nth - 1] {
                place = nth as i64 + 1;
            }
            w.sheets[*at].points = (rule.first - rule.step * (place - 1)).max(rule.least);
            w.sheets[*at].place = place as u32;
        }
    }
}

pub(crate) fn reasons(w: &Working<'_>, i: usize, because: &mut Because<'_>) {
    let Some((clause, _)) = w.version.rules::<RescoreRanks>().next() else { return };
    let (from, to) = w.rows[i].sheets;
    for sheet in &w.sheets[from as usize..to as usize] {
        let points = figure(sheet.points, 4);
        let inputs = vec![
            ("inspection", w.facts.name(sheet.source).to_string()),
            ("place", sheet.place.to_string()),
            ("points", points.clone()),
        ];
        because.add(Some(clause), Phase::Indicators, "rescored", inputs, &points);
    }
}
