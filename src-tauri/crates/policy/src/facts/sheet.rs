//! What is known of one period while its rows are read.

use std::collections::HashMap;

use domain::{Date, Money, Month, State};

use super::{EventKind, MarkKind};

/// The kinds of facts that a table may hold.
pub(super) const KINDS: &[&str] = &[
    "mark",
    "deduction",
    "bonus",
    "score",
    "external",
    "external-place",
    "vote",
    "finding",
    "veto",
    "overdue",
    "base",
    "pool",
    "weight",
    "days",
    "state",
    "recheck",
    "redeem",
    "decision",
];

/// One period while it is read.
pub(super) struct Sheet {
    pub month: Month,
    pub order: Vec<i64>,
    pub people: HashMap<i64, Person>,
    pub marks: Vec<(i64, MarkKind, String, String, i64)>,
    pub seen: HashMap<(i64, String, String, String), u32>,
    pub events: Vec<TableEvent>,
    pub pools: Vec<(String, String, Money)>,
}

#[derive(Default)]
pub(super) struct Person {
    pub group: Option<(String, u32)>,
    pub role: Option<(String, u32)>,
    pub state: Option<(State, u32)>,
    pub weight: Option<i64>,
    /// Whether the first mark names its kind of inspection, and its line.
    pub kind_named: Option<(bool, u32)>,
    /// Days by group and grid, in order of appearance.
    pub days: Vec<(Stay, u32)>,
}

/// A group and a grid; either may be empty.
type Stay = (String, String);

impl Person {
    /// The group and the grid with most days in the period; on equal days the later.
    pub fn longest(&self) -> (Option<&str>, &str) {
        let most = |named: fn(&Stay) -> &str| {
            let mut sums: Vec<(&str, &Stay, u32)> = Vec::new();
            for (stay, days) in self.days.iter().filter(|(stay, _)| !named(stay).is_empty()) {
                match sums.iter_mut().find(|(name, ..)| *name == named(stay)) {
                    Some((_, _, sum)) => *sum = sum.saturating_add(*days),
                    None => sums.push((named(stay), stay, *days)),
                }
            }
            sums.into_iter().max_by_key(|(.., sum)| *sum).map(|(_, stay, _)| stay)
        };
        let grid = most(|(_, grid)| grid);
        // The group is that of the grid, where grids are named.
        let group = grid.filter(|(group, _)| !group.is_empty()).or_else(|| most(|(group, _)| group));
        let given = self.group.as_ref().map(|(group, _)| group.as_str());
        (group.map(|(group, _)| group.as_str()).or(given), grid.map_or("", |(_, grid)| grid))
    }

    /// The days to be held against those of the period: of several grids at once, those of one.
    pub fn most_days(&self) -> u64 {
        let in_no_grid = self.days.iter().filter(|((_, grid), _)| grid.is_empty()).map(|(_, d)| u64::from(*d)).sum();
        let in_one = |name: &str| self.days.iter().filter(|((_, g), _)| g == name).map(|(_, d)| u64::from(*d)).sum();
        let grids = self.days.iter().map(|((_, grid), _)| grid.as_str()).filter(|grid| !grid.is_empty());
        grids.map(in_one).max().unwrap_or(0).max(in_no_grid)
    }

    /// Days in charge of anything; several grids at once are no more than the period.
    pub fn days_in_charge(&self, period_days: u32) -> Option<u32> {
        let sum = self.days.iter().fold(0_u32, |sum, (_, days)| sum.saturating_add(*days));
        (!self.days.is_empty()).then_some(sum.min(period_days))
    }
}

impl Sheet {
    pub fn new(month: Month) -> Self {
        Self {
            month,
            order: Vec::new(),
            people: HashMap::new(),
            marks: Vec::new(),
            seen: HashMap::new(),
            events: Vec::new(),
            pools: Vec::new(),
        }
    }
}

/// A rarer fact with its subject, its texts, its value and its date.
pub(super) type TableEvent = (i64, EventKind, String, String, i64, Option<Date>);

/// Facts in an order that the rows have no part in: by kind and name; but what people decide or recheck by date. What
/// has no date, or the same, keeps the order of the rows.
pub(super) fn in_order(events: &mut [TableEvent]) {
    let rank = |e: &TableEvent| match e.1 {
        EventKind::Decision(_) | EventKind::Recheck => (1, e.5, None),
        kind => (0, None, Some((kind, e.2.clone(), e.3.clone(), e.4, e.5))),
    };
    events.sort_by_key(rank);
}
