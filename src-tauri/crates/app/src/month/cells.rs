//! Many cells at once, pasted, filled down or cleared: looked at together, written together or not at all.

use std::{
    collections::{BTreeMap, HashMap, HashSet, hash_map::Entry},
    sync::Arc,
};

use domain::{Fault, Inspection, MarkValue, Month, MonthRecord, Outcome, Problem, Standing, State, SubjectId};
use policy::IndicatorView;

use super::{
    columns_of,
    head::count_complete,
    marks::{Typed, check_range, counts_lost, parse, start_scoring},
    standings::with_state,
};
use crate::{
    Office, Register, Scheme,
    kept::RowsWritten,
    office::{Deed, topic},
    view::{CellCheck, CellSaved, CellText, CellValue, Changed, MarksCheck, MarksSaved, RowState, SheetCell},
};

/// What cells are measured against.
struct Entering {
    record: MonthRecord,
    scheme: Scheme,
    inspection: Inspection,
    register: Arc<Register>,
    /// By the indicator's id.
    columns: HashMap<i64, IndicatorView>,
    standings: HashMap<SubjectId, Standing>,
    /// The schemes of the month: whose marks speak against a state.
    schemes: HashSet<String>,
}

/// What one cell comes to.
struct Planned {
    before: CellValue,
    after: Result<CellValue, Problem>,
}

/// What cells come to, and what is to be written for it.
struct Plan {
    /// In the order in which they were given.
    cells: Vec<Planned>,
    marks: Vec<(SubjectId, i64, Option<MarkValue>)>,
    /// Rows whose state changes.
    states: Vec<(SubjectId, Option<State>)>,
}

/// A cell of a row while the row is looked at.
struct Looked {
    /// Its place among the cells given.
    at: usize,
    stored: Option<MarkValue>,
    typed: Result<Typed, Problem>,
}

impl Office {
    /// Looks at cells without writing: what each shows, what it would show, or why it is refused.
    pub fn check_marks(&mut self, month: Month, inspection: i64, cells: &[CellText]) -> Outcome<MarksCheck> {
        let (_, plan) = self.plan_cells(month, inspection, cells)?;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let changes = plan.cells.iter().filter(|c| c.after.as_ref().is_ok_and(|after| *after != c.before)).count();
        let refused = plan.cells.iter().filter(|c| c.after.is_err()).count();
        let cells = cells.iter().zip(plan.cells).map(|(cell, planned)| {
            let (after, problem) = match planned.after {
                Ok(after) => (Some(after), None),
                Err(problem) => (None, Some(self.problem_view(&problem))),
            };
            CellCheck { person: cell.person, indicator: cell.indicator, before: planned.before, after, problem }
        });
        Ok(MarksCheck { cells: cells.collect(), changes: count(changes), refused: count(refused) })
    }

    /// Saves cells in one step that is undone as one. With any cell refused nothing is written, and the refusal names
    /// each: its problem's argument `cell` is the person and the indicator with a slash between.
    pub fn set_marks(&mut self, month: Month, inspection: i64, cells: &[CellText]) -> Outcome<MarksSaved> {
        let changed = self.write_marks(month, inspection, cells)?;
        let changed = self.or_unchanged(changed)?;
        let scheme = self.inspection_of(month, inspection)?.scheme;
        let judged = self.judge_by(month, Some(&scheme))?;
        let live = self.live_changes(&judged);
        let mut people: Vec<SubjectId> = cells.iter().map(|c| c.person).collect();
        people.sort_unstable();
        people.dedup();
        let state = |person| judged.position(person).and_then(|i| judged.facts.subjects[i].state);
        let rows = people.into_iter().map(|person| RowState { person, state: state(person) }).collect();
        Ok(MarksSaved {
            cells: self.cells_now(inspection, cells)?,
            rows,
            live,
            marked: count_complete(&judged),
            month_state: judged.record.state,
            changed,
        })
    }

    /// Saves cells and no more; `None` when they held the same already.
    fn write_marks(&mut self, month: Month, inspection: i64, cells: &[CellText]) -> Outcome<Option<Changed>> {
        let (entering, plan) = self.plan_cells(month, inspection, cells)?;
        let refused: Vec<Problem> = plan.cells.into_iter().filter_map(|c| c.after.err()).collect();
        if !refused.is_empty() {
            return Err(Fault::refused(refused));
        }
        if plan.marks.is_empty() && plan.states.is_empty() {
            return Ok(None);
        }
        let enters = plan.marks.iter().any(|(.., v)| v.is_some()) || plan.states.iter().any(|(_, s)| s.is_some());
        let Inspection { kind, number, .. } = entering.inspection;
        let deed = Deed::new(if enters { "set-marks" } else { "clear-marks" }, &[topic::MONTH, topic::OUTCOMES])
            .with("month", month)
            .with("inspection", format!("{}/{number}", kind.zh()))
            .with("count", plan.marks.len() + plan.states.len());
        let before = self.stamp()?;
        let ((), changed) = self.write(deed, |tx| {
            for (person, indicator, value) in &plan.marks {
                tx.put_mark(inspection, *person, *indicator, *value)?;
            }
            for (person, state) in &plan.states {
                let known = entering.standings.get(person).cloned();
                match state {
                    Some(state) => tx.put_standing(&with_state(known, month, *person, *state))?,
                    None => tx.remove_standing(month, *person)?,
                }
            }
            start_scoring(tx, &entering.record)
        })?;
        let of: Vec<SubjectId> = plan
            .marks
            .iter()
            .map(|(person, ..)| *person)
            .chain(plan.states.iter().map(|(person, _)| *person))
            .collect();
        let scheme = Some(entering.scheme.id());
        let written = RowsWritten { month, scheme, states: !plan.states.is_empty(), of: &of };
        self.rows_written(before, &written)?;
        Ok(Some(changed))
    }

    fn cells_now(&mut self, inspection: i64, cells: &[CellText]) -> Outcome<Vec<CellSaved>> {
        let mut lost: HashMap<i64, bool> = HashMap::new();
        for cell in cells {
            if let Entry::Vacant(slot) = lost.entry(cell.indicator) {
                slot.insert(self.column_counts_lost(inspection, cell.indicator)?);
            }
        }
        let mut entries: HashMap<i64, (String, String)> = HashMap::new();
        let mut now = Vec::with_capacity(cells.len());
        for &CellText { person, indicator, .. } in cells {
            let mut cell = None;
            if let Some(mark) = self.store.mark(inspection, person, indicator)? {
                if let Entry::Vacant(slot) = entries.entry(mark.saved) {
                    let entry = self.store.journal_entry(mark.saved)?;
                    slot.insert(entry.map(|e| (e.by, e.at)).unwrap_or_default());
                }
                let (by, at) = entries.get(&mark.saved).cloned().unwrap_or_default();
                cell = Some(SheetCell { text: mark.value.typed_in(lost[&indicator]), by, at });
            }
            now.push(CellSaved { person, indicator, cell });
        }
        Ok(now)
    }

    fn entering(&mut self, month: Month, inspection: i64) -> Outcome<Entering> {
        let record = self.entry_month(month)?;
        let inspection = self.inspection_of(month, inspection)?;
        let scheme = self.scheme_in(month, Some(&inspection.scheme))?;
        let ids: HashMap<String, i64> = self.store.indicators()?.into_iter().map(|(id, name)| (name, id)).collect();
        let views = columns_of(scheme.rules().indicators(), inspection.kind);
        Ok(Entering {
            columns: views.into_iter().filter_map(|view| Some((*ids.get(&view.name)?, view))).collect(),
            standings: self.store.standings(month)?.into_iter().map(|s| (s.subject, s)).collect(),
            schemes: self.schemes_in(month)?.iter().map(|s| s.id().to_string()).collect(),
            register: self.register()?,
            record,
            scheme,
            inspection,
        })
    }

    fn plan_cells(&mut self, month: Month, inspection: i64, cells: &[CellText]) -> Outcome<(Entering, Plan)> {
        let entering = self.entering(month, inspection)?;
        let mut rows: BTreeMap<SubjectId, Vec<usize>> = BTreeMap::new();
        for (at, cell) in cells.iter().enumerate() {
            rows.entry(cell.person).or_default().push(at);
        }
        let (mut planned, mut marks, mut states) = (Vec::with_capacity(cells.len()), Vec::new(), Vec::new());
        planned.resize_with(cells.len(), || None);
        for (person, places) in rows {
            let mut row = Vec::with_capacity(places.len());
            for at in places {
                let stored = self.store.mark(inspection, person, cells[at].indicator)?.map(|m| m.value);
                row.push(Looked { at, stored, typed: entering.read(&cells[at]) });
            }
            let others = self.store.marks_on(month, person)?;
            let others = others.iter().filter(|(scheme, _)| entering.schemes.contains(scheme)).map(|(_, mark)| mark);
            let others: HashSet<(i64, i64)> = others.map(|m| (m.inspection, m.indicator)).collect();
            let state = entering.settle(person, cells, &mut row, others);
            let stood = entering.standings.get(&person).map(|s| s.state);
            if state != stood {
                states.push((person, state));
            }
            for looked in row {
                let lost = entering.columns.get(&cells[looked.at].indicator).is_some_and(|v| counts_lost(v.entry));
                let before = shown(looked.stored, lost, stood);
                let after = looked.typed.map(|typed| {
                    let value = match typed {
                        Typed::Mark(value) => Some(value),
                        Typed::Empty => None,
                        Typed::State(_) => looked.stored,
                    };
                    if value != looked.stored {
                        marks.push((person, cells[looked.at].indicator, value));
                    }
                    shown(value, lost, state)
                });
                planned[looked.at] = Some(Planned { before, after });
            }
        }
        Ok((entering, Plan { cells: planned.into_iter().flatten().collect(), marks, states }))
    }
}

/// A row with a state shows it in each of its cells.
fn shown(value: Option<MarkValue>, lost: bool, state: Option<State>) -> CellValue {
    CellValue { text: value.filter(|_| state.is_none()).map(|v| v.typed_in(lost)), state }
}

impl Entering {
    /// What was typed into a cell by itself.
    fn read(&self, cell: &CellText) -> Result<Typed, Problem> {
        let at = |p: Problem| self.at(cell, p);
        let who = self.register.named(cell.person).ok_or_else(|| at(Problem::new("person-missing")))?;
        if self.register.subject(self.scheme.policy.subject, cell.person, self.scheme.span()).is_none() {
            let problem = Problem::new("not-a-subject").at(&who.name).with("month", self.record.month);
            return Err(at(problem));
        }
        let view = self.columns.get(&cell.indicator).ok_or_else(|| at(Problem::new("indicator-missing")))?;
        let typed = parse(&cell.text, view.entry)
            .ok_or_else(|| at(Problem::new("mark-unreadable").with("text", cell.text.trim())))?;
        if let Typed::Mark(value) = typed {
            check_range(view, value).map_err(at)?;
        }
        Ok(typed)
    }

    /// A problem at its cell.
    fn at(&self, cell: &CellText, problem: Problem) -> Problem {
        let name = self.register.name_of(cell.person);
        let column = self.columns.get(&cell.indicator).map_or("", |view| view.name.as_str());
        problem.at(format!("{name} {column}").trim()).with("cell", format!("{}/{}", cell.person.0, cell.indicator))
    }

    /// What the cells of a row come to together: refuses what can not stand side by side, and answers the row's state.
    /// `others` are the marks that it has in the month, by inspection and indicator.
    fn settle(
        &self,
        person: SubjectId,
        cells: &[CellText],
        row: &mut [Looked],
        mut others: HashSet<(i64, i64)>,
    ) -> Option<State> {
        let stood = self.standings.get(&person).map(|s| s.state);
        let mut seen = HashSet::new();
        let mut asked: Option<State> = None;
        for looked in row.iter_mut() {
            let cell = &cells[looked.at];
            if !seen.insert(cell.indicator) {
                looked.typed = Err(self.at(cell, Problem::new("cell-twice")));
            }
            match looked.typed {
                Ok(Typed::State(state)) if *asked.get_or_insert(state) != state => {
                    let first = asked.map_or("", State::zh);
                    let problem = Problem::new("cell-states-differ").with("first", first).with("state", state.zh());
                    looked.typed = Err(self.at(cell, problem));
                }
                Ok(Typed::Empty) => {
                    others.remove(&(self.inspection.id, cell.indicator));
                }
                _ => {}
            }
        }
        let emptied = row.iter().any(|looked| looked.typed == Ok(Typed::Empty));
        for looked in row.iter_mut() {
            let cell = &cells[looked.at];
            let problem = match (&looked.typed, asked.or(stood)) {
                (Ok(Typed::Mark(_)), Some(state)) => Problem::new("mark-on-standing").with("state", state.zh()),
                (Ok(Typed::State(state)), _) if !others.is_empty() => {
                    Problem::new("standing-on-marks").with("count", others.len()).with("state", state.zh())
                }
                _ => continue,
            };
            looked.typed = Err(self.at(cell, problem));
        }
        // An emptied cell of a row with a state takes the state back, as it does by itself.
        asked.or(stood.filter(|_| !emptied))
    }
}

#[cfg(test)]
mod tests;
