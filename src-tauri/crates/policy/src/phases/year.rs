//! Phase 7, after the ladders: what the periods of a year add up to.

use std::{collections::HashSet, sync::Arc};

use domain::{Month, Score};

use super::{grade, ladder::Climb};
use crate::{
    exact::Exact,
    explain::Because,
    judge::Working,
    outcome::{Effect, MeasureStatus, Name, OnLadder},
    rules::{Phase, YearEnd, YearTotal},
    trace::{NO_SCORE, PeriodTrace, TraceKind},
};

/// What one subject's periods add up to.
struct Sum {
    /// Periods that have a score, or events that count.
    count: u32,
    /// Those before the period being judged.
    before: u32,
    /// Hundredths.
    mean: Option<i64>,
    holds: bool,
}

/// The months before the period being judged that are added up with it.
fn earlier<'w>(w: &'w Working<'_>, months: u32) -> impl Iterator<Item = &'w Arc<PeriodTrace>> {
    let month = w.facts.month;
    let first = month.plus(1 - i32::try_from(months).unwrap_or(12));
    w.carry.periods().iter().filter(move |p| first <= p.month && p.month < month)
}

fn mean(w: &Working<'_>, rule: &YearEnd, i: usize) -> (u32, Option<i64>) {
    let key = w.facts.subjects[i].key;
    let past = earlier(w, rule.months).filter_map(|p| p.position(key, i).map(|at| p.scores[at]));
    let scores = past.filter(|score| *score != NO_SCORE).chain(w.rows[i].score);
    let (sum, count) = scores.fold((0_i128, 0_u32), |(sum, count), score| (sum + i128::from(score), count + 1));
    (count, (count > 0).then(|| Exact::new(sum, i128::from(count)).round_half_up(1)))
}

/// Counts events as a ladder does that asks for nothing.
fn add_up(w: &Working<'_>, climb: Option<&Climb<'_, '_>>, rule: &YearEnd, i: usize) -> Sum {
    if let (YearTotal::Events(least, _), Some(climb)) = (&rule.total, climb) {
        let (before, count) = climb.counts(i);
        let key = w.facts.subjects[i].key;
        let assessed =
            |p: &&Arc<PeriodTrace>| p.position(key, i).is_some_and(|at| p.states[at] == domain::State::Assessed);
        let periods = earlier(w, rule.months).filter(assessed).count() as u32 + u32::from(w.rows[i].assessed());
        return Sum { count, before, mean: None, holds: count >= *least && periods >= rule.least_periods };
    }
    let (count, mean) = mean(w, rule, i);
    let holds = mean.is_some_and(|mean| match rule.total {
        YearTotal::MeanBelow(limit) => mean < limit,
        YearTotal::MeanAtLeast(least) => mean >= least,
        YearTotal::Events(..) => false,
    });
    Sum { count, before: 0, mean, holds: holds && count >= rule.least_periods }
}

/// Whether the period being judged ends what is added up.
fn ends(month: Month, rule: &YearEnd) -> bool {
    month.month().is_multiple_of(rule.months)
}

fn climb<'w, 'a>(w: &'w Working<'a>, clause: usize, rule: &'a YearEnd) -> Option<Climb<'w, 'a>> {
    match &rule.total {
        YearTotal::Events(_, counter) => Some(Climb::new(w, clause, counter)),
        YearTotal::MeanBelow(_) | YearTotal::MeanAtLeast(_) => None,
    }
}

pub(crate) fn run(w: &mut Working<'_>) {
    let rules: Vec<(usize, &YearEnd)> = w.version.rules::<YearEnd>().collect();
    for (clause, rule) in rules.into_iter().filter(|(_, rule)| ends(w.facts.month, rule)) {
        let climb = climb(w, clause, rule);
        let sums = (0..w.rows.len()).map(|i| (i, add_up(w, climb.as_ref(), rule, i)));
        let found: Vec<(usize, Sum)> = sums.filter(|(_, sum)| sum.holds).collect();
        let names = |texts: &[String]| texts.iter().map(|t| Name::from(t.as_str())).collect::<Arc<[Name]>>();
        let (measures, duties) = (names(&rule.step.measures), names(&rule.step.duties));
        let effects: Arc<[Effect]> = rule.step.effects.iter().copied().collect();
        drop(climb);
        for (i, sum) in found {
            let row = &mut w.rows[i];
            let on = OnLadder {
                clause,
                before: sum.before,
                step: Some(1),
                standing: sum.count,
                measures: measures.clone(),
                effects: effects.clone(),
                duties: duties.clone(),
                status: row.status,
                reminder: false,
            };
            row.provisional |= row.status == MeasureStatus::Suspended;
            row.climb(on);
        }
    }
}

/// The keys of those whom a step that stands took out of the honours of the calendar year, this period or an earlier one.
pub(crate) fn out_of_honours(w: &Working<'_>) -> HashSet<i64> {
    let now = |l: &OnLadder| l.status.stands() && l.effects.contains(&Effect::NoHonours);
    let rows = w.rows.iter().zip(&w.facts.subjects).filter(|(row, _)| row.ladders.iter().any(now));
    let then = earlier(w, w.facts.month.month()).flat_map(|p| {
        let events = p.events.iter().filter(|e| e.kind == TraceKind::NoHonours);
        events.map(|e| p.keys[e.at as usize])
    });
    rows.map(|(_, subject)| subject.key).chain(then).collect()
}

/// A clause that looks at the period being judged, ready to be asked for one subject after another.
pub(crate) struct Ended<'w, 'a> {
    clause: usize,
    rule: &'a YearEnd,
    climb: Option<Climb<'w, 'a>>,
}

/// The clauses that look at the period being judged.
pub(crate) fn ended<'w, 'a>(w: &'w Working<'a>) -> Vec<Ended<'w, 'a>> {
    let rules = w.version.rules::<YearEnd>().filter(|(_, rule)| ends(w.facts.month, rule));
    rules.map(|(clause, rule)| Ended { clause, rule, climb: climb(w, clause, rule) }).collect()
}

pub(crate) fn reasons(w: &Working<'_>, ended: &[Ended<'_, '_>], i: usize, because: &mut Because<'_>) {
    for Ended { clause, rule, climb } in ended {
        let clause = *clause;
        let sum = add_up(w, climb.as_ref(), rule, i);
        if !sum.holds {
            continue;
        }
        let measures = rule.step.measures.join(" · ");
        let effects: Vec<&str> = rule.step.effects.iter().map(|e| e.key()).collect();
        let mut inputs = vec![
            ("months", rule.months.to_string()),
            ("count", sum.count.to_string()),
            ("measures", if measures.is_empty() { "—".into() } else { measures.clone() }),
            ("effects", effects.join(" · ")),
        ];
        let words = match &rule.total {
            YearTotal::Events(least, counter) => {
                let events: Vec<String> = counter.events.iter().map(grade::event_name).collect();
                inputs.extend([("least", least.to_string()), ("events", events.join(" · "))]);
                "year-end-events"
            }
            YearTotal::MeanBelow(limit) | YearTotal::MeanAtLeast(limit) => {
                inputs.push(("mean", sum.mean.map_or_else(|| "—".into(), |mean| Score(mean).to_string())));
                inputs.push(("limit", Score(*limit).to_string()));
                if matches!(rule.total, YearTotal::MeanBelow(_)) { "year-end-below" } else { "year-end-reached" }
            }
        };
        because.add(Some(clause), Phase::Ladder, words, inputs, &measures);
        for effect in &rule.step.effects {
            let words = match effect {
                Effect::NoReward => "effect-no-reward",
                Effect::NoHonours => "effect-no-honours",
                Effect::HoldFunds => "effect-hold-funds",
            };
            because.add(Some(clause), Phase::Ladder, words, Vec::new(), "");
        }
        if !rule.step.duties.is_empty() {
            let inputs = vec![("duties", rule.step.duties.join(" · "))];
            because.add(Some(clause), Phase::Ladder, "ladder-duties", inputs, "");
        }
    }
}
