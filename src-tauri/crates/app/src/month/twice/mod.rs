//! A sheet entered twice: the second reading kept beside the first, both compared, each difference decided by a person.

mod readings;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use domain::{Month, Outcome, Problem, Standing, State, SubjectId};
use policy::{Entry, IndicatorView};
use store::Second;

use readings::{At, Columns, Reading, compare, count, read_second};

use super::{
    columns_of,
    marks::{Typed, check_range, counts_lost, parse, start_scoring},
};
use crate::{
    Office,
    office::{Deed, topic},
    view::{Changed, Comparison, Live, MarkSaved, ReadingDifference, SecondEntryState, Sheet},
};

impl Office {
    /// The sheet as the second reading has it; nothing of the first is in it.
    pub fn second_sheet(&mut self, month: Month, inspection: i64) -> Outcome<Sheet> {
        let mut sheet = self.sheet_of(month, None, Some(inspection))?;
        let columns = self.columns(month, inspection)?;
        let second = self.second_reading(inspection)?;
        let nothing = Live { score: None, rank: None, grade: None, reward_fen: None, measures: Vec::new() };
        for row in &mut sheet.rows {
            row.state = second.state(row.person);
            row.live = nothing.clone();
            let cell = |(id, view): &(i64, IndicatorView)| {
                second.shown(At { subject: row.person, indicator: *id }, Some(view))
            };
            row.cells = columns.iter().map(cell).collect();
        }
        Ok(sheet)
    }

    /// Saves one cell of the second reading, durably. A word (缺勤, 免考, 未考评) is for the row, and emptying any cell of it
    /// takes it back.
    pub fn set_second_mark(
        &mut self,
        month: Month,
        inspection: i64,
        person: SubjectId,
        indicator: i64,
        text: &str,
    ) -> Outcome<MarkSaved> {
        let record = self.entry_month(month)?;
        let columns = self.columns(month, inspection)?;
        let name = self.judged_name(month, inspection, person)?;
        let (id, view) =
            columns.iter().find(|(id, _)| *id == indicator).ok_or_else(|| Problem::new("indicator-missing"))?;
        let place = || format!("{name} {}", view.name);
        let typed = read_typed(text, view.entry, place())?;
        if let Typed::Mark(value) = typed {
            check_range(view, value).map_err(|p| p.at(place()))?;
        }
        let before = self.second_reading_of(inspection, person)?;
        let stands = before.state(person);
        if let (Some(state), Typed::Mark(_)) = (stands, typed) {
            return Err(Problem::new("mark-on-standing").at(&name).with("state", state.zh()).into());
        }
        let marks = before.of(person, &columns);
        if let (Typed::State(state), 1..) = (typed, marks) {
            let problem = Problem::new("standing-on-marks").at(&name).with("count", marks);
            return Err(problem.with("state", state.zh()).into());
        }
        let was = before.mark((person, *id));
        let after = match typed {
            Typed::Mark(value) => value.typed_in(counts_lost(view.entry)),
            Typed::State(state) => state.zh().to_string(),
            Typed::Empty => "—".into(),
        };
        let unchanged = match typed {
            Typed::Mark(value) => was == Some(value),
            Typed::State(state) => stands == Some(state),
            Typed::Empty => was.is_none() && stands.is_none(),
        };
        let changed = if unchanged {
            Changed { text: String::new(), topics: Vec::new(), undo: self.undo_state()? }
        } else {
            let deed = Deed::new("second-mark", &[topic::SECOND])
                .with("month", month)
                .with("name", &name)
                .with("indicator", &view.name)
                .with("after", after);
            let ((), changed) = self.write(deed, |tx| match typed {
                Typed::Mark(value) => tx.put_second_mark(inspection, person, *id, Some(Second::Mark(value))),
                Typed::State(state) => put_second_state(tx, inspection, person, &columns, Some(state)),
                Typed::Empty if stands.is_some() => put_second_state(tx, inspection, person, &columns, None),
                Typed::Empty => tx.put_second_mark(inspection, person, *id, None),
            })?;
            changed
        };
        let now = self.second_reading_of(inspection, person)?;
        Ok(MarkSaved {
            cell: now.shown(At { subject: person, indicator: *id }, Some(view)),
            state: now.state(person),
            live: Vec::new(),
            marked: count(now.of(person, &columns)),
            month_state: record.state,
            changed,
        })
    }

    /// Compares both readings of a sheet.
    pub fn compare_readings(&mut self, month: Month, inspection: i64) -> Outcome<Comparison> {
        let columns = self.columns(month, inspection)?;
        let (first, second) = (self.first_reading(month, inspection)?, self.second_reading(inspection)?);
        let tally = compare(&first, &second, &columns);
        let sheet = self.sheet_of(month, None, Some(inspection))?;
        let order: HashMap<SubjectId, usize> = sheet.rows.iter().enumerate().map(|(i, r)| (r.person, i)).collect();
        let mut differences: Vec<(usize, usize, ReadingDifference)> = Vec::new();
        for at in &tally.differing {
            let column = columns.iter().position(|(id, _)| *id == at.indicator);
            let view = column.map(|c| &columns[c].1);
            let place = order.get(&at.subject).copied();
            let row = place.map(|p| &sheet.rows[p]);
            differences.push((
                place.unwrap_or(usize::MAX),
                column.unwrap_or(0),
                ReadingDifference {
                    person: at.subject,
                    code: row.map(|r| r.code.clone()).unwrap_or_default(),
                    name: row.map(|r| r.name.clone()).unwrap_or_default(),
                    village: row.map(|r| r.village.clone()).unwrap_or_default(),
                    indicator: at.indicator,
                    indicator_name: view.map(|v| v.name.clone()).unwrap_or_default(),
                    first: first.shown(*at, view),
                    second: second.shown(*at, view),
                },
            ));
        }
        differences.sort_by_key(|(row, column, _)| (*row, *column));
        Ok(Comparison {
            inspection,
            name: self.inspection_of(month, inspection).map(|i| crate::papers::inspection_name(&i))?,
            rows: tally.rows,
            columns: count(columns.len()),
            compared: tally.compared,
            only_first: tally.only_first,
            only_second: tally.only_second,
            agrees: tally.agrees(),
            differences: differences.into_iter().map(|(.., difference)| difference).collect(),
        })
    }

    /// Decides a difference: what is right becomes the mark, and the second reading says the same. An indicator of 0 decides
    /// the row: a state, or no text for the marks of the reading that has no state.
    pub fn decide_reading(
        &mut self,
        month: Month,
        inspection: i64,
        person: SubjectId,
        indicator: i64,
        text: &str,
    ) -> Outcome<Changed> {
        let record = self.entry_month(month)?;
        let columns = self.columns(month, inspection)?;
        let name = self.judged_name(month, inspection, person)?;
        let column = columns.iter().find(|(id, _)| *id == indicator);
        let place = column.map_or_else(|| name.clone(), |(_, view)| format!("{name} {}", view.name));
        let entry = column.map_or(Entry::Earned, |(_, view)| view.entry);
        let (first, second) = (self.first_reading(month, inspection)?, self.second_reading_of(inspection, person)?);
        let deed = |after: String| {
            Deed::new("decide-reading", &[topic::MONTH, topic::OUTCOMES, topic::SECOND])
                .with("month", month)
                .with("name", &name)
                .with("indicator", column.map_or("", |(_, view)| view.name.as_str()))
                .with("after", after)
        };
        match (read_typed(text, entry, place.clone())?, column) {
            (Typed::Mark(value), Some((id, view))) => {
                check_range(view, value).map_err(|p| p.at(&place))?;
                let ((), changed) = self.write(deed(value.typed_in(counts_lost(entry))), |tx| {
                    if first.mark((person, *id)) != Some(value) {
                        tx.put_mark(inspection, person, *id, Some(value))?;
                    }
                    tx.put_second_mark(inspection, person, *id, Some(Second::Mark(value)))?;
                    start_scoring(tx, &record)
                })?;
                Ok(changed)
            }
            (Typed::Empty, Some((id, _))) => {
                let ((), changed) = self.write(deed("—".into()), |tx| {
                    tx.put_mark(inspection, person, *id, None)?;
                    tx.put_second_mark(inspection, person, *id, None)
                })?;
                Ok(changed)
            }
            (Typed::State(state), _) => {
                let elsewhere = self.marks_elsewhere(month, inspection, person)?;
                if elsewhere > 0 {
                    let problem = Problem::new("standing-on-marks").at(&name).with("count", elsewhere);
                    return Err(problem.with("state", state.zh()).into());
                }
                let known = self.store.standings(month)?.into_iter().find(|s| s.subject == person);
                let standing = known.map_or_else(|| bare(month, person, state), |old| Standing { state, ..old });
                let ((), changed) = self.write(deed(state.zh().into()), |tx| {
                    for (id, _) in &columns {
                        tx.put_mark(inspection, person, *id, None)?;
                    }
                    tx.put_standing(&standing)?;
                    put_second_state(tx, inspection, person, &columns, Some(state))?;
                    start_scoring(tx, &record)
                })?;
                Ok(changed)
            }
            (Typed::Empty, None) => {
                // The reading with marks is right: both come to them.
                let from = if first.of(person, &columns) > 0 { &first } else { &second };
                let ((), changed) = self.write(deed(self.words.text("twice.marks-stand", &[("", "")])), |tx| {
                    tx.remove_standing(month, person)?;
                    for (id, _) in &columns {
                        let value = from.mark((person, *id));
                        tx.put_mark(inspection, person, *id, value)?;
                        tx.put_second_mark(inspection, person, *id, value.map(Second::Mark))?;
                    }
                    start_scoring(tx, &record)
                })?;
                Ok(changed)
            }
            (Typed::Mark(_), None) => Err(Problem::new("row-needs-state").at(&name).into()),
        }
    }

    /// Writes into the record that both readings of a sheet are whole and the same; refused when they aren't.
    pub fn record_agreement(&mut self, month: Month, inspection: i64) -> Outcome<Changed> {
        self.entry_month(month)?;
        let found = self.compare_readings(month, inspection)?;
        if !found.agrees {
            let open = found.differences.len();
            let problem = Problem::new("readings-differ").at(&found.name).with("count", open);
            return Err(problem.with("missing", found.only_first).into());
        }
        let deed = Deed::new("readings-agree", &[topic::SECOND])
            .with("month", month)
            .with("inspection", &found.name)
            .with("rows", found.rows)
            .with("columns", found.columns);
        self.write(deed, |_| Ok(())).map(|((), changed)| changed)
    }

    /// How far a month's sheets were entered twice: those of which a second reading was begun.
    pub fn second_entry_state(&mut self, month: Month) -> Outcome<Vec<SecondEntryState>> {
        let mut states = Vec::new();
        for inspection in self.store.inspections(month)? {
            let second = self.second_reading(inspection.id)?;
            if second.marks.is_empty() && second.states.is_empty() {
                continue;
            }
            let columns = self.columns(month, inspection.id)?;
            let tally = compare(&self.first_reading(month, inspection.id)?, &second, &columns);
            states.push(SecondEntryState {
                inspection: inspection.id,
                name: crate::papers::inspection_name(&inspection),
                rows: tally.rows,
                columns: count(columns.len()),
                compared: tally.compared,
                differences: count(tally.differing.len()),
                only_first: tally.only_first,
                agrees: tally.agrees(),
            });
        }
        Ok(states)
    }

    fn columns(&mut self, month: Month, inspection: i64) -> Outcome<Columns> {
        let inspection = self.inspection_of(month, inspection)?;
        let scheme = self.scheme_in(month, Some(&inspection.scheme))?;
        let views = columns_of(scheme.rules().indicators(), inspection.kind);
        Ok(self.indicator_ids(&views)?.into_iter().zip(views).collect())
    }

    /// Who is judged on an inspection's sheet; refused for anybody else.
    fn judged_name(&mut self, month: Month, inspection: i64, person: SubjectId) -> Outcome<String> {
        let scheme = self.inspection_of(month, inspection)?.scheme;
        let scheme = self.scheme_in(month, Some(&scheme))?;
        let register = self.register()?;
        let who = register.named(person).ok_or_else(|| Problem::new("person-missing"))?;
        register
            .subject(scheme.policy.subject, person, scheme.span())
            .ok_or_else(|| Problem::new("not-a-subject").at(&who.name).with("month", month))?;
        Ok(who.name)
    }

    fn first_reading(&self, month: Month, inspection: i64) -> Outcome<Reading> {
        let marks = self.store.marks_of(inspection)?.into_iter();
        let standings = self.store.standings(month)?.into_iter();
        Ok(Reading {
            marks: marks.map(|m| ((m.mark.subject, m.mark.indicator), (m.mark.value, m.by, m.at))).collect(),
            states: standings.map(|s| (s.subject, (s.state, String::new(), String::new()))).collect(),
        })
    }

    fn second_reading(&self, inspection: i64) -> Outcome<Reading> {
        self.store.second_marks(inspection).map(read_second)
    }

    fn second_reading_of(&self, inspection: i64, person: SubjectId) -> Outcome<Reading> {
        self.store.second_marks_of(inspection, person).map(read_second)
    }

    fn marks_elsewhere(&mut self, month: Month, inspection: i64, person: SubjectId) -> Outcome<u32> {
        let mut found = 0;
        for scheme in self.schemes_in(month)? {
            self.store.each_mark(month, scheme.id(), |m| {
                found += u32::from(m.subject == person && m.inspection != inspection);
            })?;
        }
        Ok(found)
    }
}

fn read_typed(text: &str, entry: Entry, place: String) -> Outcome<Typed> {
    parse(text, entry).ok_or_else(|| Problem::new("mark-unreadable").at(place).with("text", text.trim()).into())
}

/// A state stands in each cell of the row, so that none of them can hold a mark beside it.
fn put_second_state(
    tx: &store::Tx<'_>,
    inspection: i64,
    person: SubjectId,
    columns: &Columns,
    state: Option<State>,
) -> Outcome<()> {
    columns.iter().try_for_each(|(id, _)| tx.put_second_mark(inspection, person, *id, state.map(Second::State)))
}

fn bare(month: Month, subject: SubjectId, state: State) -> Standing {
    let nothing = String::new;
    Standing {
        month,
        subject,
        state,
        reason: nothing(),
        approver: nothing(),
        document: nothing(),
        from: None,
        to: None,
    }
}
