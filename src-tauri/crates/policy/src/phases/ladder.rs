//! Phase 7: events → count → step → measures, effects, duties. The count is made anew from the closed periods by the
//! rules of the version that judges, so that any version can be tried on any past.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use domain::{Date, Finder, Month, Score};

use super::past::{Past, Seen, carried_out_in, looked_for};
use crate::{
    explain::Because,
    facts::EventKind,
    judge::Working,
    outcome::{Effect, MeasureStatus, Name, OnLadder},
    phases::{events, grade, lists, rank},
    rules::{Count, EventRule, Ladder, Merge, OnAdopt, Phase, Reset, Threshold},
    trace::PeriodTrace,
};

/// What one period holds for one subject, seen by one ladder.
#[derive(Debug, Clone)]
pub(crate) struct View {
    pub month: Month,
    pub assessed: bool,
    /// How many events, and the first step that the highest finder asks for.
    pub seen: Option<Seen>,
    pub short: bool,
    /// `None`: nothing to tell it by.
    pub good: Option<bool>,
    pub status: MeasureStatus,
    pub done: Option<Date>,
}

/// One counted event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Counted {
    pub month: Month,
    pub step: u32,
}

/// What the fold over the periods says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fold {
    good_run: u32,
    /// Steps carried out in these months or later ones than the one at hand.
    pending_resets: Vec<Month>,
    /// The events that make up the count, the oldest first.
    pub counted: Vec<Counted>,
    /// Something was taken off for good periods, last in this month.
    pub taken_off: Option<Month>,
    /// The count began anew after this month, as a step was carried out.
    pub reset_after: Option<Month>,
    /// It rests on an event under appeal.
    pub provisional: bool,
}

impl Fold {
    /// Begins anew when a step was carried out before this month.
    fn settle(&mut self, month: Month) {
        if let Some(reset) = self.pending_resets.iter().copied().filter(|reset| month > *reset).max() {
            self.pending_resets.retain(|reset| month <= *reset);
            let pending_resets = std::mem::take(&mut self.pending_resets);
            *self = Self { pending_resets, reset_after: Some(reset), ..Self::default() };
        }
    }

    /// How many events are counted.
    pub fn count(&self) -> u32 {
        self.counted.len() as u32
    }

    /// The step of the last one that is counted.
    fn level(&self) -> u32 {
        self.counted.last().map_or(0, |last| last.step)
    }

    /// Takes in one period; answers the step that its events lead to.
    fn take(&mut self, rule: &Ladder, view: &View) -> Option<u32> {
        self.settle(view.month);
        if !view.assessed || outside(rule, view.month) {
            return None;
        }
        let waived = view.status == MeasureStatus::Waived && !rule.waived_count;
        match view.seen.filter(|_| view.status != MeasureStatus::Annulled) {
            Some(_) if view.short => None,
            Some(seen) => {
                let events = if rule.merge == Merge::Period { 1 } else { seen.events };
                let mut step =
                    (self.level() + 1).max(seen.start).saturating_add(events - 1).min(rule.steps.len() as u32);
                let unmet = |step: u32| {
                    let at = step as usize - 1;
                    !rule.steps[at].needs.is_empty() && seen.met & (1 << at.min(63)) == 0
                };
                while step > 1 && unmet(step) {
                    step -= 1;
                }
                if !waived {
                    self.good_run = 0;
                    self.provisional |= view.status == MeasureStatus::Suspended;
                    let steps = (0..events).rev().map(|before| step.saturating_sub(before).max(1));
                    self.counted.extend(steps.map(|step| Counted { month: view.month, step }));
                    let resets = |r: &Reset| *r == Reset::ExecutedStep(step);
                    if view.status == MeasureStatus::CarriedOut && rule.resets.iter().any(resets) {
                        self.pending_resets.push(view.done.map_or(view.month, Month::of).max(view.month));
                    }
                }
                Some(step)
            }
            None => {
                self.nothing(rule, view);
                None
            }
        }
    }

    fn nothing(&mut self, rule: &Ladder, view: &View) {
        if rule.count == Count::Consecutive {
            *self = Self { pending_resets: std::mem::take(&mut self.pending_resets), ..Self::default() };
            return;
        }
        for reset in &rule.resets {
            let Reset::GoodPeriods { periods, takes_off, .. } = reset else { continue };
            // Without a score there was no assessment to speak of: it neither goes on nor breaks off.
            let Some(good) = view.good else { continue };
            self.good_run = if good { self.good_run + 1 } else { 0 };
            if self.good_run >= *periods {
                self.good_run = 0;
                if self.count() > 0 {
                    self.taken_off = Some(view.month);
                }
                let left = self.counted.len().saturating_sub(*takes_off as usize);
                self.counted.truncate(left);
                self.provisional &= left > 0;
            }
        }
    }
}

fn outside(rule: &Ladder, month: Month) -> bool {
    matches!(rule.count, Count::Campaign(from, to) if month < from || month > to)
}

/// Whether a score or a grade is good enough to take something off the count; `None` where there is none.
pub(crate) fn is_good(rule: &Ladder, score: Option<i64>, grade: Option<&str>, grades: &[Name]) -> Option<bool> {
    let good = |at_least: &Threshold| match at_least {
        Threshold::Score(least) => score.map(|score| score >= *least),
        Threshold::Grade(least) => {
            let place = |name: &str| grades.iter().position(|g| **g == *name);
            let grade = grade.and_then(place)?;
            Some(place(least).is_some_and(|least| grade <= least))
        }
    };
    rule.resets.iter().find_map(|r| if let Reset::GoodPeriods { at_least, .. } = r { good(at_least) } else { None })
}

/// The first step that a finder's level asks for.
pub(crate) fn start_of(rule: &Ladder, level: &str) -> u32 {
    let same = |name: &str| name == level || Finder::parse(name).is_some_and(|f| Some(f) == Finder::parse(level));
    rule.start_at.iter().find(|(name, _)| same(name)).map_or(1, |(_, step)| *step)
}

/// One ladder with all that it needs to be asked for one subject after another.
pub(crate) struct Climb<'w, 'a> {
    w: &'w Working<'a>,
    rule: &'a Ladder,
    past: Vec<Past<'a>>,
    /// When steps that end the count were carried out, by subject; their events may lie before the time that is counted.
    carried_out: HashMap<i64, Vec<Month>>,
    now: HashMap<u32, Seen>,
    /// Ties at the bottom that only a meeting can decide.
    pub open: Vec<u32>,
}

impl<'w, 'a> Climb<'w, 'a> {
    pub fn new(w: &'w Working<'a>, rule: &'a Ladder) -> Self {
        let month = w.facts.month;
        let first = match rule.count {
            Count::CalendarYear => month.plus(1 - month.month() as i32),
            Count::Rolling(months) => month.plus(1 - i32::try_from(months).unwrap_or(i32::MAX / 2)),
            Count::Consecutive => month.plus(-24 * w.policy.period.months()),
            Count::Campaign(from, _) => from,
        };
        let earlier =
            |p: &&Arc<PeriodTrace>| p.month < month && (rule.on_adopt == OnAdopt::Keep || p.version >= w.version.from);
        let within = rank::within(w);
        let periods = || w.carry.periods().iter().filter(earlier);
        let looked_at = periods().filter(|p| p.month >= first);
        let past = looked_at.map(|trace| Past::new(trace, rule, &w.grades, within)).collect();
        let mut carried_out: HashMap<i64, Vec<Month>> = HashMap::new();
        for (key, done) in periods().flat_map(|trace| carried_out_in(trace, rule)).filter(|(_, done)| *done >= first) {
            carried_out.entry(key).or_default().push(done);
        }
        let (now, open) = if outside(rule, month) { Default::default() } else { current(w, rule) };
        Self { w, rule, past, carried_out, now, open }
    }

    /// Whom something happened to, now or in the periods that are looked at.
    fn touched(&self) -> Vec<usize> {
        let mut keys: HashSet<i64> = HashSet::new();
        self.past.iter().for_each(|past| keys.extend(past.touched()));
        let subjects = self.w.facts.subjects.iter().enumerate();
        let touched = subjects
            .filter(|(i, s)| self.now.contains_key(&(*i as u32)) || (!keys.is_empty() && keys.contains(&s.key)));
        touched.map(|(i, _)| i).collect()
    }

    /// The period being judged, as this ladder sees it.
    fn view(&self, i: usize) -> View {
        let row = &self.w.rows[i];
        let grade = row.grade.map(|g| &*self.w.grades[usize::from(g)]);
        View {
            month: self.w.facts.month,
            assessed: row.assessed(),
            seen: self.now.get(&(i as u32)).copied(),
            short: self.rule.short_service.as_ref().is_some_and(|s| row.days < s.below_days),
            good: is_good(self.rule, row.score, grade, &self.w.grades),
            status: row.status,
            done: row.done,
        }
    }

    /// The fold up to but without the period being judged.
    pub fn before(&self, i: usize) -> Fold {
        let key = self.w.facts.subjects[i].key;
        let pending_resets = self.carried_out.get(&key).cloned().unwrap_or_default();
        let mut fold = Fold { pending_resets, ..Fold::default() };
        for past in &self.past {
            if let Some(view) = past.view(key, i) {
                fold.take(self.rule, &view);
            }
        }
        fold.settle(self.w.facts.month);
        fold
    }

    /// Where a subject stands; `None` where nothing is counted and nothing happened.
    fn stand(&self, clause: usize, i: usize) -> Option<(OnLadder, bool)> {
        let mut fold = self.before(i);
        let view = self.view(i);
        let before = fold.count();
        let step = fold.take(self.rule, &view);
        let none: Arc<[Name]> = Arc::from([]);
        let reminder = view.assessed && view.seen.is_some() && view.short && view.status != MeasureStatus::Annulled;
        let annulled = view.assessed && view.seen.is_some() && view.status == MeasureStatus::Annulled;
        let mut on = OnLadder {
            clause,
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
        }
        let provisional = fold.provisional || (view.status == MeasureStatus::Suspended && (step.is_some() || reminder));
        Some((on, provisional))
    }
}

/// To whom something happens in the period being judged, and the ties that only a meeting can decide.
fn current(w: &Working<'_>, rule: &Ladder) -> (HashMap<u32, Seen>, Vec<u32>) {
    let mut now: HashMap<u32, Seen> = HashMap::new();
    let mut undecided = Vec::new();
    for (purpose, event) in looked_for(rule) {
        let mut note = |i: usize, start: u32| now.entry(i as u32).or_default().note(purpose, start);
        match event {
            EventRule::Bottom { places, ties } => {
                for members in rank::groups(w, rank::within(w)) {
                    let (inside, open) = events::bottom(&lists::placed(w, members, false), *places, *ties);
                    inside.iter().for_each(|i| note(*i as usize, 1));
                    for i in open {
                        if lists::chosen(w, i as usize) { note(i as usize, 1) } else { undecided.push(i) }
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
        }
    }
    now.retain(|_, seen| seen.events > 0);
    (now, undecided)
}

pub(crate) fn run(w: &mut Working<'_>) {
    let rules: Vec<(usize, &Ladder)> = w.version.rules::<Ladder>().collect();
    for (clause, rule) in rules {
        let climb = Climb::new(w, rule);
        let stands: Vec<_> =
            climb.touched().into_iter().filter_map(|i| climb.stand(clause, i).map(|stand| (i, stand))).collect();
        let open = climb.open;
        for (i, (on, provisional)) in stands {
            let row = &mut w.rows[i];
            if row.reward.is_some() && on.status.stands() && on.effects.contains(&Effect::NoReward) {
                row.reward = Some(0);
            }
            row.provisional |= provisional;
            row.ladders.push(on);
        }
        for i in open {
            w.flag("meeting-decides", Some(clause), Some(i as usize), Vec::new());
        }
    }
    for row in &mut w.rows {
        row.provisional |= row.status == MeasureStatus::Suspended;
    }
}

pub(crate) fn reasons(w: &Working<'_>, i: usize, because: &mut Because<'_>) {
    for on in &w.rows[i].ladders {
        let Some((_, rule)) = w.version.rules::<Ladder>().find(|(clause, _)| *clause == on.clause) else { continue };
        let climb = Climb::new(w, rule);
        let before = climb.before(i);
        let happened: Vec<String> = rule
            .events
            .iter()
            .filter(|e| {
                events::happened(w, i, e)
                    || matches!(e, EventRule::Bottom { .. }) && climb.now.contains_key(&(i as u32))
            })
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
            ("measures", measures.join(" · ")),
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
            (None, _, _) => "ladder-standing",
            (Some(_), _, _) => match rule.count {
                Count::CalendarYear => "ladder-calendar-year",
                Count::Consecutive => "ladder-consecutive",
                Count::Rolling(_) => "ladder-rolling",
                Count::Campaign(..) => "ladder-campaign",
            },
        };
        if let Count::Rolling(span) = rule.count {
            inputs.push(("span", span.to_string()));
        }
        because.add(Some(on.clause), Phase::Ladder, words, inputs, &result);
        if let Some(month) = before.taken_off {
            because.add(Some(on.clause), Phase::Ladder, "ladder-taken-off", vec![("month", month.to_string())], "");
        }
        if let Some(month) = before.reset_after {
            because.add(Some(on.clause), Phase::Ladder, "ladder-reset", vec![("month", month.to_string())], "");
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
