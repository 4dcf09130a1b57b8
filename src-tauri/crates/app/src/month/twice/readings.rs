//! Two readings of one sheet, and where they differ.

use std::collections::{BTreeSet, HashMap};

use domain::{MarkValue, State, SubjectId};
use policy::IndicatorView;
use store::Second;

use crate::{month::marks::counts_lost, view::SheetCell};

/// The columns of an inspection's sheet: id and rules of each.
pub(super) type Columns = Vec<(i64, IndicatorView)>;

/// Where two readings differ: a cell, or a whole row by its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    pub(super) subject: SubjectId,
    /// 0 for the row.
    pub(super) indicator: i64,
}

/// One reading of a sheet.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) marks: HashMap<(SubjectId, i64), (MarkValue, String, String)>,
    pub(super) states: HashMap<SubjectId, (State, String, String)>,
}

impl Reading {
    pub(super) fn of(&self, subject: SubjectId, columns: &Columns) -> usize {
        columns.iter().filter(|(id, _)| self.marks.contains_key(&(subject, *id))).count()
    }

    pub(super) fn state(&self, subject: SubjectId) -> Option<State> {
        self.states.get(&subject).map(|s| s.0)
    }

    pub(super) fn mark(&self, at: (SubjectId, i64)) -> Option<MarkValue> {
        self.marks.get(&at).map(|m| m.0)
    }

    /// What stood at a place, as the sheet shows it.
    pub(super) fn shown(&self, at: At, view: Option<&IndicatorView>) -> Option<SheetCell> {
        let (text, by, at) = match view {
            Some(view) => {
                let (value, by, when) = self.marks.get(&(at.subject, at.indicator))?;
                (value.typed_in(counts_lost(view.entry)), by, when)
            }
            None => {
                let (state, by, when) = self.states.get(&at.subject)?;
                (state.zh().to_string(), by, when)
            }
        };
        Some(SheetCell { text, by: by.clone(), at: at.clone() })
    }
}

/// What comparing came to.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) rows: u32,
    pub(super) compared: u32,
    pub(super) only_first: u32,
    pub(super) only_second: u32,
    pub(super) differing: Vec<At>,
}

impl Tally {
    pub(super) fn agrees(&self) -> bool {
        self.compared > 0 && self.only_first == 0 && self.differing.is_empty()
    }
}

pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Whether two marks are worth the same in a column: `-2` of 13 and `11` are.
fn same(view: &IndicatorView, one: MarkValue, other: MarkValue) -> bool {
    let points = |value| match value {
        MarkValue::Earned(score) => score.0,
        MarkValue::Lost(score) => view.full / 100 - score.0,
    };
    points(one) == points(other)
}

pub(super) fn compare(first: &Reading, second: &Reading, columns: &Columns) -> Tally {
    let mut tally = Tally::default();
    let touched = |reading: &Reading| -> Vec<SubjectId> {
        reading.marks.keys().map(|(subject, _)| *subject).chain(reading.states.keys().copied()).collect()
    };
    let subjects: BTreeSet<SubjectId> = touched(first).into_iter().chain(touched(second)).collect();
    for subject in subjects {
        tally.rows += 1;
        let row = At { subject, indicator: 0 };
        let (one, two) = (first.state(subject), second.state(subject));
        if one.is_some() || two.is_some() {
            let whole = count(columns.len());
            if one == two {
                tally.compared += whole;
            } else if two.is_none() && second.of(subject, columns) == 0 {
                tally.only_first += whole;
            } else {
                tally.only_second += if one.is_none() && first.of(subject, columns) == 0 { whole } else { 0 };
                tally.differing.push(row);
            }
            continue;
        }
        for (id, view) in columns {
            let at = At { indicator: *id, ..row };
            match (first.mark((subject, *id)), second.mark((subject, *id))) {
                (None, None) => {}
                (Some(_), None) => tally.only_first += 1,
                (None, Some(_)) => {
                    tally.only_second += 1;
                    tally.differing.push(at);
                }
                (Some(one), Some(two)) => {
                    tally.compared += 1;
                    if !same(view, one, two) {
                        tally.differing.push(at);
                    }
                }
            }
        }
    }
    tally
}

pub(super) fn read_second(rows: Vec<store::SecondRow>) -> Reading {
    let mut reading = Reading::default();
    for row in rows {
        match row.value {
            Second::Mark(value) => {
                reading.marks.insert((row.subject, row.indicator), (value, row.by, row.at));
            }
            Second::State(state) => {
                reading.states.insert(row.subject, (state, row.by, row.at));
            }
        }
    }
    reading
}
