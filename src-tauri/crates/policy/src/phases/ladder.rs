//! Phase 7: events → count → step → measures, effects, duties. The count is made anew from the closed periods by the
//! rules of the version that judges, so that any version can be tried on any past.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use domain::{Month, Score};

use super::{
    fold::{Fold, Result, View, is_good, outside, start_of},
    past::{Past, Seen, carried_out_in, looked_for},
};
use crate::{
    explain::Because,
    facts::{EventKind, NameId},
    judge::Working,
    outcome::{Effect, MeasureStatus, Name, OnLadder},
    phases::{events, grade, lists, quota, rank},
    rules::{Count, EventRule, Follows, Ladder, OnAdopt, Phase},
    trace::PeriodTrace,
};

/// Whose events a count is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Whose<'a> {
    Subject(i64),
    Grid(&'a str),
}

impl<'a> Whose<'a> {
    fn of(rule: &Ladder, grid: &'a str, key: i64) -> Self {
        if rule.follows == Follows::Grid && !grid.is_empty() { Self::Grid(grid) } else { Self::Subject(key) }
    }
}

/// One ladder with all that it needs to be asked for one subject after another.
pub(crate) struct Climb<'w, 'a> {
    w: &'w Working<'a>,
    clause: usize,
    rule: &'a Ladder,
    past: Vec<Past<'a>>,
    /// When steps that end the count were carried out; their events may lie before the time that is counted.
    carried_out: HashMap<Whose<'a>, Vec<Month>>,
    /// By subject: what happens to it in the period being judged.
    now: Vec<Seen>,
    /// Ties at the bottom that only a meeting can decide, each with its free places.
    pub open: Vec<(Vec<u32>, u32)>,
}

impl<'w, 'a> Climb<'w, 'a> {
    pub fn new(w: &'w Working<'a>, clause: usize, rule: &'a Ladder) -> Self {
        let article = &*w.version.clauses[clause].article;
        let month = w.facts.month;
        let first = match rule.count {
            Count::CalendarYear => month.plus(1 - month.month() as i32),
            Count::Rolling(months) => month.plus(1 - i32::try_from(months).unwrap_or(i32::MAX / 2)),
            Count::Consecutive | Count::UntilRecheck => month.plus(-24 * w.policy.period.months()),
            Count::Campaign(from, _) => from,
        };
        let earlier =
            |p: &&Arc<PeriodTrace>| p.month < month && (rule.on_adopt == OnAdopt::Keep || p.version >= w.version.from);
        let within = rank::within(w);
        let periods = || w.carry.periods().iter().filter(earlier);
        let looked_at = periods().filter(|p| p.month >= first);
        let past = looked_at.map(|trace| Past::new(trace, rule, article, &w.grades, within)).collect();
        let mut carried_out: HashMap<Whose<'_>, Vec<Month>> = HashMap::new();
        for trace in periods() {
            for (at, done) in carried_out_in(trace, rule).filter(|(_, done)| *done >= first) {
                carried_out.entry(Whose::of(rule, trace.grid(at), trace.keys[at])).or_default().push(done);
            }
        }
        let (now, open) = if outside(rule, month) {
            (vec![Seen::default(); w.rows.len()], Vec::new())
        } else {
            current(w, clause, rule)
        };
        Self { w, clause, rule, past, carried_out, now, open }
    }

    /// Whom something happened to, now or in the periods that are looked at.
    fn touched(&self) -> Vec<usize> {
        let subjects = &self.w.facts.subjects;
        let mut touched: Vec<bool> = self.now.iter().map(|seen| seen.events > 0).collect();
        // Nearly everybody stands where they stood; the others are looked for by key.
        let mut elsewhere: HashSet<i64> = HashSet::new();
        for (at, key) in self.past.iter().flat_map(Past::touched) {
            match subjects.get(at) {
                Some(subject) if subject.key == key => touched[at] |= self.grid(at).is_none(),
                _ => drop(elsewhere.insert(key)),
            }
        }
        let grids: HashSet<&str> = match self.rule.follows {
            Follows::Grid => self.past.iter().flat_map(Past::touched_grids).collect(),
            Follows::Subject => HashSet::new(),
        };
        let also = |i: &usize| {
            touched[*i]
                || match self.grid(*i) {
                    Some(grid) => grids.contains(grid),
                    None => !elsewhere.is_empty() && elsewhere.contains(&subjects[*i].key),
                }
        };
        (0..subjects.len()).filter(also).collect()
    }

    /// The grid whose events count, where they do and it is named.
    fn grid(&self, i: usize) -> Option<&'a str> {
        let grid = self.w.facts.subjects[i].grid;
        (self.rule.follows == Follows::Grid && grid != NameId::NONE).then(|| &**self.w.facts.name(grid))
    }

    /// The period being judged, as this ladder sees it.
    fn view(&self, i: usize) -> View {
        let row = &self.w.rows[i];
        let grade = row.grade.map(|g| &*self.w.grades[usize::from(g)]);
        View {
            month: self.w.facts.month,
            assessed: row.assessed(),
            seen: Some(self.now[i]).filter(|seen| seen.events > 0),
            short: self.rule.short_service.as_ref().is_some_and(|s| row.days < s.below_days),
            good: is_good(self.rule, &Result { score: row.score, rank: row.rank, grade }, &self.w.grades),
            status: row.status,
            done: row.done,
            passed: events::last_recheck(self.w, i),
        }
    }

    /// The fold up to but without the period being judged.
    pub fn before(&self, i: usize) -> Fold {
        let key = self.w.facts.subjects[i].key;
        let grid = self.grid(i);
        let whose = grid.map_or(Whose::Subject(key), Whose::Grid);
        let pending_resets = self.carried_out.get(&whose).cloned().unwrap_or_default();
        let mut fold = Fold::after(pending_resets);
        for past in &self.past {
            let view = match grid {
                Some(grid) => past.view_of_grid(grid),
                None => past.view(key, i),
            };
            match view {
                Some(view) => drop(fold.take(self.rule, &view)),
                None => fold.absent(self.rule),
            }
        }
        fold.settle(self.w.facts.month);
        fold
    }

    /// The counted events before the period being judged, and with it.
    pub fn counts(&self, i: usize) -> (u32, u32) {
        let mut fold = self.before(i);
        let before = fold.count();
        fold.take(self.rule, &self.view(i));
        (before, fold.count())
    }

    /// Where a subject stands; `None` where nothing is counted and nothing happened.
    fn stand(&self, i: usize) -> Option<(OnLadder, bool)> {
        let mut fold = self.before(i);
        let view = self.view(i);
        let before = fold.count();
        let step = fold.take(self.rule, &view);
        let none: Arc<[Name]> = Arc::from([]);
        let reminder = view.assessed && view.seen.is_some() && view.short && view.status != MeasureStatus::Annulled;
        let annulled = view.assessed && view.seen.is_some() && view.status == MeasureStatus::Annulled;
        let mut on = OnLadder {
            clause: self.clause,
            before,
            step,
            standing: fold.count(),
            measures: none.clone(),
            effects: Arc::from([]),
            duties: none,
            status: view.status,
            reminder,
        };
        let names = |texts: &[String]| texts.iter().map(|t| Name::from(t.as_str())).collect::<Arc<[Name]>>();
        if let Some(step) = step.and_then(|s| self.rule.steps.get(s as usize - 1)) {
            on.measures = names(&step.measures);
            on.effects = step.effects.iter().copied().collect();
            on.duties = names(&step.duties);
        } else if let Some(short) = self.rule.short_service.as_ref().filter(|_| reminder) {
            on.measures = names(&short.measures);
        } else if !annulled && on.standing == 0 && on.before == 0 {
            return None;
        } else if let Some(step) = fold.held(self.rule) {
            on.effects = step.effects.iter().copied().collect();
        }
        let provisional = fold.provisional || (view.status == MeasureStatus::Suspended && (step.is_some() || reminder));
        Some((on, provisional))
    }
}

/// To whom something happens in the period being judged, and the ties that only a meeting can decide.
fn current(w: &Working<'_>, clause: usize, rule: &Ladder) -> (Vec<Seen>, Vec<(Vec<u32>, u32)>) {
    let mut now = vec![Seen::default(); w.rows.len()];
    let mut undecided = Vec::new();
    for (purpose, event) in looked_for(rule) {
        let mut note = |i: usize, start: u32| now[i].note(purpose, start);
        match event {
            EventRule::Bottom { places, ties } => {
                for members in rank::groups(w, rank::within(w)) {
                    let (inside, open) = events::bottom(&lists::placed(w, members, false), *places, *ties);
                    inside.iter().for_each(|i| note(*i as usize, 1));
                    open.iter().filter(|i| lists::chosen(w, clause, **i as usize)).for_each(|i| note(*i as usize, 1));
                    if !open.is_empty() {
                        undecided.push((open, places.saturating_sub(inside.len() as u32)));
                    }
                }
            }
            EventRule::Finding(_) | EventRule::Veto(_) => {
                let (kind, name) = match event {
                    EventRule::Finding(name) => (EventKind::Finding, name),
                    EventRule::Veto(name) => (EventKind::Veto, name),
                    _ => continue,
                };
                for i in 0..w.rows.len() {
                    for e in w.facts.events_of(i).iter().filter(|e| e.kind == kind) {
                        if name.as_ref().is_none_or(|n| **n == **w.facts.name(e.item)) {
                            note(i, start_of(rule, w.facts.name(e.source)));
                        }
                    }
                }
            }
            EventRule::Grade(_)
            | EventRule::Below(_)
            | EventRule::Overdue(_)
            | EventRule::ExternalPlace { .. }
            | EventRule::Measure(_) => {
                (0..w.rows.len()).filter(|i| events::happened(w, *i, event)).for_each(|i| note(i, 1));
            }
            // It is taken in with what was held before it.
            EventRule::RecheckFailed => {}
        }
    }
    (now, undecided)
}

pub(crate) fn run(w: &mut Working<'_>) {
    let rules: Vec<(usize, &Ladder)> = w.version.rules::<Ladder>().collect();
    for (clause, rule) in rules {
        let climb = Climb::new(w, clause, rule);
        let stands: Vec<_> =
            climb.touched().into_iter().filter_map(|i| climb.stand(i).map(|stand| (i, stand))).collect();
        let open = climb.open;
        for (i, (on, provisional)) in stands {
            let row = &mut w.rows[i];
            row.provisional |= provisional;
            row.climb(on);
        }
        for (open, free) in open {
            quota::meeting(w, clause, &open, free);
        }
        if rule.follows == Follows::Grid {
            for i in 0..w.rows.len() {
                if w.rows[i].assessed() && w.facts.subjects[i].grid == NameId::NONE {
                    w.flag("grid-not-named", Some(clause), Some(i), Vec::new());
                }
            }
        }
    }
    for row in &mut w.rows {
        row.provisional |= row.status == MeasureStatus::Suspended;
    }
}

/// The ladders, ready to be asked for one subject after another.
pub(crate) fn climbs<'w, 'a>(w: &'w Working<'a>) -> Vec<Climb<'w, 'a>> {
    w.version.rules::<Ladder>().map(|(clause, rule)| Climb::new(w, clause, rule)).collect()
}

pub(crate) fn reasons(w: &Working<'_>, climbs: &[Climb<'_, '_>], i: usize, because: &mut Because<'_>) {
    for on in &w.rows[i].ladders {
        let Some(climb) = climbs.iter().find(|climb| climb.clause == on.clause) else { continue };
        let rule = climb.rule;
        let before = climb.before(i);
        let happened: Vec<String> = rule
            .events
            .iter()
            .filter(|e| events::happened(w, i, e) || matches!(e, EventRule::Bottom { .. }) && climb.now[i].events > 0)
            .map(|e| grade::event_text(w, i, e))
            .collect();
        let mut months: Vec<String> = before.counted.iter().map(|c| c.month.to_string()).collect();
        months.dedup();
        let measures: Vec<&str> = on.measures.iter().map(|m| &**m).collect();
        let mut inputs = vec![
            ("events", happened.join(" · ")),
            ("before", on.before.to_string()),
            ("months", if months.is_empty() || on.before == 0 { "—".into() } else { months.join(" · ") }),
            ("step", on.step.map_or_else(|| "—".into(), |s| s.to_string())),
            ("measures", if measures.is_empty() { "—".into() } else { measures.join(" · ") }),
            ("standing", on.standing.to_string()),
            ("status", on.status.key().to_string()),
            ("days", w.rows[i].days.to_string()),
        ];
        if let Some(score) = w.rows[i].score {
            inputs.push(("score", Score(score).to_string()));
        }
        let duties: Vec<&str> = on.duties.iter().map(|d| &**d).collect();
        let result = measures.join(" · ");
        let words = match (on.step, on.reminder, on.status) {
            (_, _, MeasureStatus::Annulled) => "ladder-annulled",
            (Some(_), _, MeasureStatus::Waived) => "ladder-waived",
            (_, true, _) => "ladder-reminder",
            (None, _, _) if rule.count == Count::UntilRecheck && on.standing > 0 => "ladder-held",
            (None, _, _) => "ladder-standing",
            (Some(_), _, _) => match rule.count {
                Count::CalendarYear => "ladder-calendar-year",
                Count::Consecutive => "ladder-consecutive",
                Count::Rolling(_) => "ladder-rolling",
                Count::Campaign(..) => "ladder-campaign",
                Count::UntilRecheck => "ladder-until-recheck",
            },
        };
        if let Count::Rolling(span) = rule.count {
            inputs.push(("span", span.to_string()));
        }
        because.add(Some(on.clause), Phase::Ladder, words, inputs, &result);
        if on.step.is_some() && measures.is_empty() && on.status.stands() && !on.reminder {
            because.add(Some(on.clause), Phase::Ladder, "ladder-only-counts", Vec::new(), "");
        }
        if let Some(month) = before.taken_off {
            because.add(Some(on.clause), Phase::Ladder, "ladder-taken-off", vec![("month", month.to_string())], "");
        }
        if let Some(month) = before.reset_after {
            because.add(Some(on.clause), Phase::Ladder, "ladder-reset", vec![("month", month.to_string())], "");
        }
        if rule.count == Count::UntilRecheck && events::last_recheck(w, i) == Some(true) {
            because.add(Some(on.clause), Phase::Ladder, "ladder-released", Vec::new(), "");
        }
        if let Some(grid) = climb.grid(i) {
            let inputs = vec![("grid", grid.to_string())];
            because.add(Some(on.clause), Phase::Ladder, "ladder-of-grid", inputs, grid);
        }
        if !duties.is_empty() && on.status.stands() {
            because.add(Some(on.clause), Phase::Ladder, "ladder-duties", vec![("duties", duties.join(" · "))], "");
        }
        if on.status.stands() && on.effects.contains(&Effect::NoReward) {
            because.add(Some(on.clause), Phase::Ladder, "effect-no-reward", Vec::new(), "0.00");
        }
        if on.status.stands() && on.effects.contains(&Effect::NoHonours) {
            because.add(Some(on.clause), Phase::Ladder, "effect-no-honours", Vec::new(), "");
        }
        if on.status.stands() && on.effects.contains(&Effect::HoldFunds) {
            because.add(Some(on.clause), Phase::Ladder, "effect-hold-funds", Vec::new(), "");
        }
        if w.rows[i].provisional {
            because.add(Some(on.clause), Phase::Ladder, "provisional", Vec::new(), "");
        }
    }
}
