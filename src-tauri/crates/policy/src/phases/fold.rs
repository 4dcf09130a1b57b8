//! Phase 7: the count of a ladder, period after period.

use domain::{Date, Finder, Month};

use super::past::Seen;
use crate::{
    outcome::{MeasureStatus, Name},
    rules::{Count, EventRule, Ladder, LadderStep, Merge, Reset, Skipped, Threshold},
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
    /// Whether the last recheck of the period was passed.
    pub passed: Option<bool>,
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
    /// Nothing counted yet, with steps of earlier times still to be carried out in these months.
    pub fn after(pending_resets: Vec<Month>) -> Self {
        Self { pending_resets, ..Self::default() }
    }

    /// Begins anew when a step was carried out before this month.
    pub fn settle(&mut self, month: Month) {
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
    pub fn take(&mut self, rule: &Ladder, view: &View) -> Option<u32> {
        self.settle(view.month);
        if rule.count != Count::UntilRecheck {
            return self.add(rule, view);
        }
        // A recheck answers what was held before the period; only where nothing was, what happened in it.
        match (view.passed, self.level() > 0) {
            (Some(true), true) => {
                *self = Self::default();
                self.add(rule, view)
            }
            (Some(true), false) => {
                let step = self.add(rule, view);
                if step.is_some() {
                    *self = Self::default();
                }
                step
            }
            (Some(false), true) if rule.events.contains(&EventRule::RecheckFailed) => {
                let mut failed = view.clone();
                failed.assessed = true;
                failed.seen.get_or_insert_default().add(1, 1);
                self.add(rule, &failed)
            }
            _ => self.add(rule, view),
        }
    }

    /// A period in which the subject does not stand in the facts at all.
    pub fn absent(&mut self, rule: &Ladder) {
        if rule.skipped == Skipped::Break {
            self.broken(rule);
        }
    }

    /// A run ends.
    fn broken(&mut self, rule: &Ladder) {
        self.good_run = 0;
        if rule.count == Count::Consecutive {
            *self = Self { pending_resets: std::mem::take(&mut self.pending_resets), ..Self::default() };
        }
    }

    fn add(&mut self, rule: &Ladder, view: &View) -> Option<u32> {
        if outside(rule, view.month) {
            return None;
        }
        if !view.assessed {
            self.absent(rule);
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

    /// The step whose effects go on while it is held.
    pub fn held<'r>(&self, rule: &'r Ladder) -> Option<&'r LadderStep> {
        let holds = rule.count == Count::UntilRecheck && self.level() > 0;
        rule.steps.get((self.level() as usize).checked_sub(1)?).filter(|_| holds)
    }

    fn nothing(&mut self, rule: &Ladder, view: &View) {
        if rule.count == Count::Consecutive {
            return self.broken(rule);
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

pub(crate) fn outside(rule: &Ladder, month: Month) -> bool {
    matches!(rule.count, Count::Campaign(from, to) if month < from || month > to)
}

/// Whether a result is good enough to take something off the count; `None` where there is nothing to tell it by.
pub(crate) fn is_good(rule: &Ladder, result: &Result<'_>, grades: &[Name]) -> Option<bool> {
    let good = |reset: &Reset| match reset {
        Reset::GoodPeriods { at_least, .. } => result.compared(at_least, grades),
        Reset::ExecutedStep(_) => None,
    };
    rule.resets.iter().find_map(good)
}

/// What a subject reached in a period.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Result<'a> {
    pub score: Option<i64>,
    /// 0 for none.
    pub rank: u32,
    pub grade: Option<&'a str>,
}

impl Result<'_> {
    /// Whether it is good enough; `grades` are all there are, the best first.
    pub fn reaches(&self, at_least: &Threshold, grades: &[Name]) -> bool {
        self.compared(at_least, grades) == Some(true)
    }

    /// The same; `None` without a score, place or grade.
    fn compared(&self, at_least: &Threshold, grades: &[Name]) -> Option<bool> {
        match at_least {
            Threshold::Score(least) => self.score.map(|score| score >= *least),
            Threshold::Top(places) => (self.rank > 0).then_some(self.rank <= *places),
            Threshold::Grade(least) => {
                let place = |name: &str| grades.iter().position(|g| **g == *name);
                let grade = self.grade.and_then(place)?;
                Some(place(least).is_some_and(|least| grade <= least))
            }
        }
    }
}

/// The first step that a finder's level asks for.
pub(crate) fn start_of(rule: &Ladder, level: &str) -> u32 {
    let same = |name: &str| name == level || Finder::parse(name).is_some_and(|f| Some(f) == Finder::parse(level));
    rule.start_at.iter().find(|(name, _)| same(name)).map_or(1, |(_, step)| *step)
}
