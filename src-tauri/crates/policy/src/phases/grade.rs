//! Phase 5: grades by score, and vetoes.

use domain::Score;

use super::{events::happened, quota};
use crate::{
    explain::Because,
    judge::Working,
    rules::{Band, EventRule, GradeBands, Phase, Veto},
};

pub(crate) fn run(w: &mut Working<'_>) {
    if let Some((_, rule)) = w.version.rules::<GradeBands>().next() {
        // A quota may bring a better grade of its own: bands are not numbered as grades are.
        let grades: Vec<Option<u16>> = rule.bands.iter().map(|band| grade_at(w, &band.grade)).collect();
        for row in &mut w.rows {
            if let Some(score) = row.score {
                row.grade = rule.bands.iter().position(|band| band.holds(Score(score))).and_then(|at| grades[at]);
            }
        }
    }
    quota::by_rank(w);
    vetoes(w);
    quota::run(w);
}

fn vetoes(w: &mut Working<'_>) {
    let vetoes: Vec<(usize, &Veto)> = w.version.rules::<Veto>().collect();
    for (clause, veto) in vetoes {
        let Some(to) = grade_at(w, &veto.grade) else { continue };
        for i in 0..w.rows.len() {
            if w.facts.events_of(i).is_empty() || !w.rows[i].assessed() {
                continue;
            }
            let better = w.rows[i].grade.is_none_or(|g| g < to);
            if better && veto.events.iter().any(|e| happened(w, i, e)) {
                w.rows[i].grade = Some(to);
                w.rows[i].vetoed = Some(clause as u32);
            }
        }
    }
}

/// The position of a grade, the best first.
pub(crate) fn grade_at(w: &Working<'_>, name: &str) -> Option<u16> {
    w.grades.iter().position(|g| **g == *name).map(|at| at as u16)
}

/// Whether a subject has one of some grades.
pub(crate) fn has_grade(w: &Working<'_>, i: usize, grades: &[String]) -> bool {
    w.rows[i].grade.is_some_and(|g| grades.iter().any(|x| **x == *w.grades[usize::from(g)]))
}

/// A band in neutral words: `≥ 90`, `80 – <90`, `< 60`.
pub(crate) fn band_text(band: &Band) -> String {
    let text = |v: i64| crate::rules::figure(v, 2);
    match (band.from, band.below) {
        (Some(from), Some(below)) => format!("{} ≤ … < {}", text(from), text(below)),
        (Some(from), None) => format!("≥ {}", text(from)),
        (None, Some(below)) => format!("< {}", text(below)),
        (None, None) => "…".into(),
    }
}

/// What an event is, whoever it happens to: `通报批评`, `不合格`, `< 60`.
pub(crate) fn event_name(event: &EventRule) -> String {
    let named = |name: &Option<String>| name.clone().unwrap_or_else(|| "…".into());
    match event {
        EventRule::Grade(names) => names.join("/"),
        EventRule::Finding(name) | EventRule::Veto(name) => named(name),
        EventRule::Below(limit) => format!("< {}", crate::rules::figure(*limit, 2)),
        EventRule::Bottom { places, .. } => format!("−{places}"),
        EventRule::Overdue(count) => format!("≥ {count}"),
        EventRule::ExternalPlace { level, places } => format!("{level} −{places}"),
        EventRule::Measure(name) => name.clone(),
        EventRule::RecheckFailed => "✗".into(),
    }
}

/// The event that made the veto, in neutral words.
pub(crate) fn event_text(w: &Working<'_>, i: usize, event: &EventRule) -> String {
    let facts = w.facts;
    let first = |kind| facts.events_of(i).iter().find(|e| e.kind == kind);
    let with_level = |e: &crate::facts::Event| {
        let (item, source) = (facts.name(e.item), facts.name(e.source));
        if source.is_empty() { item.to_string() } else { format!("{item} ({source})") }
    };
    match event {
        EventRule::Grade(_) => w.rows[i].grade.map_or_else(String::new, |g| w.grades[usize::from(g)].to_string()),
        EventRule::Finding(_) => first(crate::facts::EventKind::Finding).map_or_else(String::new, with_level),
        EventRule::Veto(_) => first(crate::facts::EventKind::Veto).map_or_else(String::new, with_level),
        EventRule::Below(limit) => format!("< {}", crate::rules::figure(*limit, 2)),
        EventRule::Bottom { places, .. } => format!("−{places}"),
        EventRule::Overdue(count) => format!("≥ {count}"),
        EventRule::ExternalPlace { level, places } => format!("{level} −{places}"),
        EventRule::Measure(name) => name.clone(),
        EventRule::RecheckFailed => first(crate::facts::EventKind::Recheck)
            .and_then(|e| e.date)
            .map_or_else(|| "✗".to_string(), |date| date.to_string()),
    }
}

pub(crate) fn reasons(w: &Working<'_>, i: usize, because: &mut Because<'_>) {
    let row = &w.rows[i];
    if let Some((clause, rule)) = w.version.rules::<GradeBands>().next()
        && let Some(score) = row.score
        && let Some(band) = rule.bands.iter().find(|band| band.holds(Score(score)))
    {
        let inputs =
            vec![("score", Score(score).to_string()), ("band", band_text(band)), ("grade", band.grade.clone())];
        because.add(Some(clause), Phase::Grade, "grade-band", inputs, &band.grade);
    }
    quota::reasons(w, i, because, true);
    let vetoed = row.vetoed.map(|clause| clause as usize);
    if let Some((clause, veto)) = w.version.rules::<Veto>().find(|(clause, _)| Some(*clause) == vetoed) {
        let events = veto.events.iter().filter(|e| happened(w, i, e)).map(|e| event_text(w, i, e));
        let inputs = vec![("events", events.collect::<Vec<_>>().join(" · ")), ("grade", veto.grade.clone())];
        because.add(Some(clause), Phase::Grade, "veto", inputs, &veto.grade);
    }
    quota::reasons(w, i, because, false);
}
