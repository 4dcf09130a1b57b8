//! Phase 3: inspections, bonuses and carried penalties to the score, exact until the one rounding.

use domain::{Date, Score, State};

use super::{
    grids, households,
    indicators::{Layout, Sheet},
    sums,
    terms::{self, Term, Terms},
};
use crate::{
    exact::Exact,
    explain::Because,
    facts::{Event, EventKind, MarkKind, SCALE},
    judge::Working,
    rules::{
        Bonus, Bounds, CombineInspections, Entry, FindingPoints, HouseholdSampling, Indicators, MissingInspection,
        OverduePenalty, Phase, Several, SeveralGrids, When, figure,
    },
    trace::{PeriodTrace, TraceKind},
};

/// One kind of inspection in one subject's score.
#[derive(Debug, Clone, Copy)]
struct Part {
    kind: usize,
    weight: i64,
    count: u32,
    value: Exact,
}

/// Everything that goes from the sheets to the score, kept for the derivation.
#[derive(Default)]
struct Parts<'a> {
    kinds: Vec<Part>,
    one_kind: Vec<(u32, i64)>,
    own: Option<Exact>,
    /// The scores of several grids in neutral words; empty for one.
    grids: String,
    terms: Vec<Term<'a>>,
    mixed: Option<Exact>,
    households: Option<Exact>,
    findings: i64,
    bonus: i64,
    penalty: i64,
    bounded: Option<Exact>,
}

struct Combiner<'w, 'a> {
    w: &'w Working<'a>,
    layout: &'w Layout<'a>,
    inspections: Option<(usize, &'a CombineInspections)>,
    grids: Option<(usize, &'a SeveralGrids)>,
    bonus: Option<(usize, &'a Bonus)>,
    overdue: Option<(usize, &'a OverduePenalty)>,
    findings: Option<(usize, &'a FindingPoints)>,
    households: Option<(usize, &'a HouseholdSampling)>,
    terms: Terms<'a>,
    last: Option<&'a PeriodTrace>,
    /// The period's first day.
    first: Date,
    min: Option<Exact>,
    max: Option<Exact>,
    bounds: Option<usize>,
    /// What the sheet's full points add up to.
    total: i64,
    /// Full points where nothing has to be entered for them.
    untouched: Option<i64>,
}

impl<'w, 'a> Combiner<'w, 'a> {
    fn new(w: &'w Working<'a>) -> Self {
        let version = w.version;
        let total: i64 = version.rules::<Indicators>().map(|(_, s)| s.total).sum();
        let by_deduction =
            version.rules::<Indicators>().all(|(_, s)| s.items.iter().all(|i| i.entry == Entry::Deductions));
        let bounds = version.rules::<Bounds>().next();
        let (min, max) = match bounds {
            Some((_, bounds)) => (bounds.min, bounds.max),
            None if total > 0 => (Some(0), Some(total)),
            None => (None, None),
        };
        let overdue = version.rules::<OverduePenalty>().next();
        let before = w.facts.month.plus(-w.policy.period.months());
        Self {
            layout: &w.layout,
            inspections: version.rules::<CombineInspections>().next(),
            grids: version.rules::<SeveralGrids>().next(),
            bonus: version.rules::<Bonus>().next(),
            last: overdue
                .filter(|(_, rule)| rule.when == When::NextPeriod)
                .and_then(|_| w.carry.periods().iter().find(|p| p.month == before))
                .map(|p| &**p),
            overdue,
            first: w.first_day(),
            findings: version.rules::<FindingPoints>().next(),
            households: version.rules::<HouseholdSampling>().next(),
            terms: Terms::of(w),
            min: min.map(Exact::scaled),
            max: max.map(Exact::scaled),
            bounds: bounds.map(|(clause, _)| clause),
            total,
            untouched: (total > 0 && by_deduction).then_some(total),
            w,
        }
    }

    /// The score of one subject before it is rounded.
    fn score(&self, i: usize, parts: &mut Parts<'a>) -> Option<Exact> {
        let row = &self.w.rows[i];
        let sheets = &self.w.sheets[row.sheets.0 as usize..row.sheets.1 as usize];
        let stated = self.w.facts.subjects[i].state == Some(State::Assessed) && self.w.facts.marks_of(i).is_empty();
        parts.kinds.clear();
        parts.own = match (self.terms.roll_up, self.untouched.filter(|_| stated)) {
            (Some((_, rule)), _) => terms::roll_up(self.w, rule, i),
            (None, Some(total)) => Some(Exact::scaled(total)),
            (None, None) => self.own(i, sheets, parts),
        };
        parts.mixed = parts.own;
        if !self.terms.only_own() {
            parts.mixed = self.terms.mix(self.w, i, parts.own, &mut parts.terms);
        }
        parts.findings = if self.findings.is_some() { self.findings(i) } else { 0 };
        parts.bonus = if row.has_bonus { self.bonus(i) } else { 0 };
        parts.penalty = if self.overdue.is_some() { self.penalty(i) } else { 0 };
        parts.households = self.households.map(|(_, rule)| households::points(self.w, rule, i)).unwrap_or_default();
        let mut score = parts.mixed?;
        if self.households.is_some() {
            score = score.plus(parts.households?);
        }
        let moved = parts.bonus - parts.penalty - parts.findings;
        if moved != 0 {
            score = score.plus(Exact::scaled(moved));
        }
        let free = score;
        if let Some(min) = self.min {
            score = score.at_least(min);
        }
        if let Some(max) = self.max {
            score = score.at_most(max);
        }
        parts.bounded = (score != free).then_some(free);
        Some(score)
    }

    /// The own inspections: of each grid by itself where a rule puts several together.
    fn own(&self, i: usize, sheets: &[Sheet], parts: &mut Parts<'a>) -> Option<Exact> {
        let Some((_, rule)) = self.grids else { return self.inspected(sheets, parts) };
        let grid = |sheet: &Sheet| &*self.layout.sources[usize::from(sheet.source.0)].grid;
        let mut names: Vec<&str> = sheets.iter().map(grid).collect();
        names.sort_unstable();
        names.dedup();
        let mut scores = Vec::new();
        for name in names {
            let of_grid: Vec<Sheet> = sheets.iter().filter(|sheet| grid(sheet) == name).copied().collect();
            parts.kinds.clear();
            scores.extend(self.inspected(&of_grid, parts).map(|score| (name, score)));
        }
        if scores.len() > 1 {
            // The kinds of one grid alone would not explain the figure.
            parts.kinds.clear();
        }
        parts.grids = if scores.len() > 1 { grids::text(&scores) } else { String::new() };
        match scores.as_slice() {
            [(_, score)] => Some(*score),
            _ => grids::together(self.w, rule, i, &scores),
        }
    }

    fn inspected(&self, sheets: &[Sheet], parts: &mut Parts<'a>) -> Option<Exact> {
        let Some((_, rule)) = self.inspections else {
            let sum: i128 = sheets.iter().map(|s| i128::from(s.points)).sum();
            let count = sheets.len() as i128;
            return (count > 0).then(|| Exact::new(sum, count * i128::from(SCALE)));
        };
        // Sheets come sorted by kind and number.
        let mut at = 0;
        let (mut sum, mut weights) = (Exact::ZERO, 0_i64);
        for (kind, (_, weight)) in rule.weights.iter().enumerate() {
            parts.one_kind.clear();
            while let Some(sheet) = sheets.get(at) {
                let source = &self.layout.sources[usize::from(sheet.source.0)];
                if source.kind.map(usize::from) != Some(kind) {
                    break;
                }
                parts.one_kind.push((source.number, sheet.points));
                at += 1;
            }
            let value = match (one_kind(rule, &mut parts.one_kind), rule.missing) {
                (Some(value), _) => value,
                (None, MissingInspection::ShareOut) => continue,
                (None, MissingInspection::Unassessed) => return None,
                (None, MissingInspection::Zero) => Exact::ZERO,
            };
            parts.kinds.push(Part { kind, weight: *weight, count: parts.one_kind.len() as u32, value });
            sum = sum.plus(value.times(Exact::whole(*weight)));
            weights += weight;
        }
        let any = parts.kinds.iter().any(|p| p.count > 0);
        (any && weights > 0).then(|| sum.over(Exact::whole(weights)))
    }

    fn bonus(&self, i: usize) -> i64 {
        let Some((_, rule)) = self.bonus else { return 0 };
        let marks = self.w.facts.marks_of(i).iter().filter(|m| m.kind == MarkKind::Bonus);
        let mut sum = 0;
        if rule.items.is_empty() {
            sum = marks.map(|m| m.value).sum();
        } else {
            for (item, most) in &rule.items {
                let of_item = marks.clone().filter(|m| **self.w.facts.name(m.item) == **item);
                sum += of_item.map(|m| m.value).sum::<i64>().min(*most);
            }
        }
        rule.cap.map_or(sum, |cap| sum.min(cap))
    }

    /// The bonuses by name.
    fn bonus_text(&self, i: usize) -> String {
        let Some((_, rule)) = self.bonus else { return String::new() };
        let marks = || self.w.facts.marks_of(i).iter().filter(|m| m.kind == MarkKind::Bonus);
        if rule.items.is_empty() {
            return sums::added(marks().map(|m| (&**self.w.facts.name(m.item), m.value, None)), rule.cap);
        }
        let of_item = |item: &str| marks().filter(|m| **self.w.facts.name(m.item) == *item).map(|m| m.value).sum();
        let items = rule.items.iter().map(|(item, most)| (item.as_str(), of_item(item), Some(*most)));
        sums::added(items.filter(|(_, points, _)| *points != 0), rule.cap)
    }

    fn findings(&self, i: usize) -> i64 {
        let Some((_, rule)) = self.findings else { return 0 };
        let events = self.w.facts.events_of(i).iter().filter(|e| e.kind == EventKind::Finding);
        let sum = events.map(|e| rule.cost(self.w.facts.name(e.item))).sum();
        rule.cap.map_or(sum, |cap: i64| cap.min(sum))
    }

    /// The findings by name, each at what it costs.
    fn findings_text(&self, i: usize) -> String {
        let Some((_, rule)) = self.findings else { return String::new() };
        let events = self.w.facts.events_of(i).iter().filter(|e| e.kind == EventKind::Finding);
        let costs = events.map(|e| {
            let name: &str = self.w.facts.name(e.item);
            (name, SCALE, rule.cost(name))
        });
        sums::counted(costs.filter(|(.., cost)| *cost != 0), rule.cap)
    }

    /// The places overdue that this period pays for, with the level that found them again.
    fn places(&self, i: usize) -> Vec<(&str, i64)> {
        let Some((_, rule)) = self.overdue else { return Vec::new() };
        let here = self.w.facts.events_of(i).iter().filter(|e| e.kind == EventKind::Overdue);
        let named = |e: &Event| (&**self.w.facts.name(e.source), e.value);
        if rule.when == When::ThisPeriod {
            return here.map(named).collect();
        }
        let mut places = Vec::new();
        if let Some(last) = self.last
            && let Some(at) = last.position(self.w.facts.subjects[i].key, i)
        {
            let events = last.events.iter().filter(|e| e.at as usize == at && e.kind == TraceKind::Overdue);
            places.extend(events.map(|e| (&*last.names[usize::from(e.source)], e.value)));
        }
        // Found before this period, and known only now: this is the next one.
        places.extend(here.filter(|e| e.is_before(self.first)).map(named));
        places
    }

    /// The places overdue by who found them again, each at what it costs.
    fn penalty_text(&self, i: usize) -> String {
        let Some((_, rule)) = self.overdue else { return String::new() };
        let places = self.places(i).into_iter();
        sums::counted(places.map(|(level, count)| (level, count, rule.each(level))), rule.cap)
    }

    fn penalty(&self, i: usize) -> i64 {
        let Some((_, rule)) = self.overdue else { return 0 };
        let cost = |level: &str, count: i64| {
            let points = i128::from(rule.each(level)) * i128::from(count) / i128::from(SCALE);
            i64::try_from(points).unwrap_or(i64::MAX)
        };
        let sum: i64 = self.places(i).into_iter().map(|(level, count)| cost(level, count)).sum();
        rule.cap.map_or(sum, |cap| sum.min(cap))
    }
}

/// Several inspections of one kind as one figure.
fn one_kind(rule: &CombineInspections, sheets: &mut [(u32, i64)]) -> Option<Exact> {
    let last = sheets.last()?.1;
    match rule.several {
        Several::Last => return Some(Exact::scaled(last)),
        Several::Best => return sheets.iter().map(|s| s.1).max().map(Exact::scaled),
        Several::Worst => return sheets.iter().map(|s| s.1).min().map(Exact::scaled),
        Several::Mean | Several::Sum => {}
    }
    let mut kept = &sheets[..];
    if rule.drop_lowest + rule.drop_highest > 0 {
        sheets.sort_by_key(|s| s.1);
        let low = (rule.drop_lowest as usize).min(sheets.len() - 1);
        let high = (rule.drop_highest as usize).min(sheets.len() - 1 - low);
        kept = &sheets[low..sheets.len() - high];
    }
    let sum: i128 = kept.iter().map(|s| i128::from(s.1)).sum();
    let count = if rule.several == Several::Mean { kept.len() as i128 } else { 1 };
    Some(Exact::new(sum, count * i128::from(SCALE)))
}

/// A published total stands instead of everything before it.
fn published(w: &Working<'_>, i: usize) -> Option<i64> {
    w.facts.events_of(i).iter().rev().find(|e| e.kind == EventKind::Score).map(|e| e.value)
}

pub(crate) fn run(w: &mut Working<'_>) {
    let mut scores = Vec::with_capacity(w.rows.len());
    let combiner = Combiner::new(w);
    let mut parts = Parts::default();
    let mut flags = Vec::new();
    for i in 0..w.rows.len() {
        let exact = match (w.rows[i].assessed(), published(w, i)) {
            (false, _) => None,
            (true, Some(total)) => Some(Exact::scaled(total)),
            (true, None) => {
                let score = combiner.score(i, &mut parts);
                if score.is_none() && combiner.terms.given_without_own(w, i, parts.own) {
                    flags.push(("own-score-missing", combiner.terms.clause(), i));
                }
                if let Some((clause, rule)) = combiner.households
                    && households::lacks_households(w, rule, i)
                {
                    flags.push(("households-missing", Some(clause), i));
                }
                score
            }
        };
        scores.push(exact);
    }
    for (code, clause, i) in flags {
        w.flag(code, clause, Some(i), Vec::new());
    }
    for (row, exact) in w.rows.iter_mut().zip(scores) {
        row.score = exact.map(|exact| exact.round_half_up(100));
    }
}

pub(crate) fn reasons(w: &Working<'_>, i: usize, because: &mut Because<'_>) {
    let row = &w.rows[i];
    if !row.assessed() {
        return;
    }
    let rounded = row.score.map_or_else(|| "—".to_string(), |s| Score(s).to_string());
    let combiner = Combiner::new(w);
    if let Some(total) = published(w, i) {
        let clause = combiner.inspections.map(|(clause, _)| clause);
        because.add(clause, Phase::Combine, "published-total", vec![("score", figure(total, 4))], &rounded);
        return;
    }
    let mut parts = Parts::default();
    let Some(score) = combiner.score(i, &mut parts) else {
        let clause = combiner.inspections.map(|(clause, _)| clause);
        because.add(clause, Phase::Combine, "no-score", Vec::new(), "—");
        return;
    };
    if let Some((clause, rule)) = combiner.inspections.filter(|_| !parts.kinds.is_empty()) {
        let weights: i64 = parts.kinds.iter().map(|p| p.weight).sum();
        let share = |weight| Exact::new(i128::from(weight) * 100, i128::from(weights)).text();
        let texts = parts.kinds.iter().map(|p| {
            let name = &rule.weights[p.kind].0;
            let count = if p.count > 1 { format!(" ({}×)", p.count) } else { String::new() };
            format!("{name} {}{count} × {}%", p.value.text(), share(p.weight))
        });
        let inputs = vec![
            ("parts", texts.collect::<Vec<_>>().join(" + ")),
            ("score", parts.own.map_or_else(String::new, Exact::text)),
        ];
        let words = if parts.kinds.len() < rule.weights.len() { "combine-shared-out" } else { "combine" };
        because.add(Some(clause), Phase::Combine, words, inputs, &parts.own.map_or_else(String::new, Exact::text));
    } else if let Some((clause, _)) = combiner.grids.filter(|_| !parts.grids.is_empty()) {
        let own = parts.own.map_or_else(String::new, Exact::text);
        let inputs = vec![("grids", parts.grids.clone()), ("score", own.clone())];
        because.add(Some(clause), Phase::Combine, "several-grids", inputs, &own);
    } else if row.sheets.1 - row.sheets.0 > 1 {
        let count = (row.sheets.1 - row.sheets.0).to_string();
        because.add(None, Phase::Combine, "mean-of-inspections", vec![("count", count)], &score.text());
    }
    if let Some((clause, rule)) = combiner.terms.roll_up {
        let own = parts.own.map_or_else(String::new, Exact::text);
        let inputs =
            vec![("source", rule.source.clone()), ("parts", terms::members(w, rule, i)), ("score", own.clone())];
        because.add(Some(clause), Phase::Combine, "roll-up", inputs, &own);
    }
    if let Some(clause) = parts.terms.iter().find_map(|t| t.clause) {
        let mixed = parts.mixed.map_or_else(String::new, Exact::text);
        let inputs = vec![("parts", combiner.terms.text(w, i, &parts.terms)), ("score", mixed.clone())];
        because.add(Some(clause), Phase::Combine, "combine-terms", inputs, &mixed);
    }
    if let Some((clause, rule)) = combiner.households
        && let Some(points) = parts.households.filter(|points| *points != Exact::ZERO)
    {
        let points = points.text();
        let inputs = vec![("households", households::text(w, rule, i)), ("points", points.clone())];
        because.add(Some(clause), Phase::Combine, "household-sampling", inputs, &points);
    }
    if let Some((clause, _)) = combiner.findings.filter(|_| parts.findings > 0) {
        let points = figure(parts.findings, 4);
        let inputs = vec![("parts", combiner.findings_text(i)), ("points", points.clone())];
        because.add(Some(clause), Phase::Combine, "finding-points", inputs, &format!("−{points}"));
    }
    if let Some((clause, _)) = combiner.bonus.filter(|_| row.has_bonus) {
        let points = figure(parts.bonus, 4);
        let inputs = vec![("parts", combiner.bonus_text(i)), ("points", points.clone())];
        because.add(Some(clause), Phase::Combine, "bonus", inputs, &points);
    }
    if let Some((clause, rule)) = combiner.overdue.filter(|_| parts.penalty > 0) {
        let words = if rule.when == When::NextPeriod { "overdue-last-period" } else { "overdue" };
        let points = figure(parts.penalty, 4);
        let inputs = vec![("parts", combiner.penalty_text(i)), ("points", points.clone())];
        because.add(Some(clause), Phase::Combine, words, inputs, &format!("−{points}"));
    }
    if let Some(free) = parts.bounded {
        let inputs = vec![("before", free.text()), ("score", score.text())];
        because.add(combiner.bounds, Phase::Combine, "bounded", inputs, &score.text());
    }
    let outside = score < Exact::ZERO || combiner.total > 0 && score > Exact::scaled(combiner.total);
    if let Some(clause) = combiner.bounds.filter(|_| parts.bounded.is_none() && outside) {
        because.add(Some(clause), Phase::Combine, "bounds-kept", vec![("score", score.text())], &score.text());
    }
    if Exact::new(i128::from(row.score.unwrap_or(0)), 100) != score {
        because.add(
            None,
            Phase::Combine,
            "rounded",
            vec![("exact", score.text()), ("score", rounded.clone())],
            &rounded,
        );
    }
}
