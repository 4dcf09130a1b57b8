//! A mark from the text that a clerk types to the row in the file.

use domain::{
    EARNED_IN_DEDUCTIONS, MarkValue, Month, MonthState, Outcome, Problem, Score, State, SubjectId, fold_width,
};
use policy::{Entry, IndicatorView};

use super::head::count_complete;
use crate::{
    Office,
    kept::RowsWritten,
    office::{Deed, topic},
    view::{CellVersion, Changed, MarkSaved, SheetCell},
};

/// What was typed into a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typed {
    /// Nothing: the mark is missing.
    Empty,
    /// A mark.
    Mark(MarkValue),
    /// A word for the whole row.
    State(State),
}

/// Whether a bare figure in the column is points lost. All-or-nothing is entered as points earned.
pub(crate) fn counts_lost(entry: Entry) -> bool {
    entry == Entry::Deductions
}

/// Reads what was typed; `None` when it is neither a mark nor a word.
pub(crate) fn parse(text: &str, entry: Entry) -> Option<Typed> {
    let text = fold_width(text.trim());
    match text.as_str() {
        "" => return Some(Typed::Empty),
        "q" | "Q" => return Some(Typed::State(State::Absent)),
        "m" | "M" => return Some(Typed::State(State::Exempt)),
        "w" | "W" => return Some(Typed::State(State::Uninspected)),
        _ => {}
    }
    if let Some(state) = State::parse(&text).filter(|s| *s != State::Assessed) {
        return Some(Typed::State(state));
    }
    let lost = text.strip_prefix(['-', '扣']);
    let earned = text.strip_prefix(EARNED_IN_DEDUCTIONS);
    let score = Score::parse(lost.or(earned).unwrap_or(&text)).filter(|s| s.0 >= 0)?;
    let takes_away = lost.is_some() || (earned.is_none() && counts_lost(entry));
    Some(Typed::Mark(if takes_away { MarkValue::Lost(score) } else { MarkValue::Earned(score) }))
}

/// Refuses a mark outside 0 to the indicator's full points, naming the range.
pub(crate) fn check_range(indicator: &IndicatorView, value: MarkValue) -> Result<(), Problem> {
    let (MarkValue::Earned(score) | MarkValue::Lost(score)) = value;
    let whole = matches!(indicator.entry, Entry::AllOrNothing);
    let full = Score(indicator.full / 100);
    if score.0 < 0 || score > full || (whole && score.0 != 0 && score != full) {
        let code = if whole { "mark-all-or-nothing" } else { "mark-out-of-range" };
        return Err(Problem::new(code)
            .with("indicator", &indicator.name)
            .with("full", short(full))
            .with("value", value.typed_in(counts_lost(indicator.entry))));
    }
    Ok(())
}

/// A score without idle zeros, as people say it.
pub(crate) fn short(score: Score) -> String {
    MarkValue::Earned(score).typed()
}

impl Office {
    /// Saves one cell, durably, and answers with everyone whose figures it changed.
    pub fn set_mark(
        &mut self,
        month: Month,
        inspection: i64,
        person: SubjectId,
        indicator: i64,
        text: &str,
    ) -> Outcome<MarkSaved> {
        let changed = self.write_mark(month, inspection, person, indicator, text)?;
        self.saved(month, inspection, person, indicator, changed)
    }

    /// Saves one cell and no more; `None` when it held the same already.
    pub fn write_mark(
        &mut self,
        month: Month,
        inspection: i64,
        person: SubjectId,
        indicator: i64,
        text: &str,
    ) -> Outcome<Option<Changed>> {
        let record = self.entry_month(month)?;
        let scheme = self.scheme_in(month, Some(&self.inspection_of(month, inspection)?.scheme))?;
        let register = self.register()?;
        let who = register.named(person).ok_or_else(|| Problem::new("person-missing"))?;
        let place = |name: &str| format!("{} {name}", who.name);
        let name = self.store.indicators()?.into_iter().find(|(id, _)| *id == indicator).map(|(_, name)| name);
        let view = name
            .and_then(|name| scheme.rules().indicators().into_iter().find(|v| v.name == name))
            .ok_or_else(|| Problem::new("indicator-missing"))?;
        let post = register
            .subject(scheme.policy.subject, person, scheme.span())
            .ok_or_else(|| Problem::new("not-a-subject").at(&who.name).with("month", month))?;
        let typed = parse(text, view.entry)
            .ok_or_else(|| Problem::new("mark-unreadable").at(place(&view.name)).with("text", text.trim()))?;
        let value = match typed {
            Typed::State(state) => return self.put_state(month, person, Some(state)).map(Some),
            Typed::Empty => None,
            Typed::Mark(value) => {
                check_range(&view, value).map_err(|p| p.at(place(&view.name)))?;
                Some(value)
            }
        };
        if value.is_some()
            && let Some(standing) = self.store.standing(month, person)?
        {
            return Err(Problem::new("mark-on-standing").at(&who.name).with("state", standing.state.zh()).into());
        }
        let was = self.store.mark(inspection, person, indicator)?.map(|m| m.value);
        if was == value {
            // Nothing to write; the record stays free of entries that change nothing.
            return Ok(None);
        }
        let show = |v: Option<MarkValue>| v.map_or_else(|| "—".to_string(), |v| v.typed_in(counts_lost(view.entry)));
        let deed = Deed::new("set-mark", &[topic::MONTH, topic::OUTCOMES])
            .with("month", month)
            .with("grid", register.label(post.grid))
            .with("name", &who.name)
            .with("indicator", &view.name)
            .with("before", show(was))
            .with("after", show(value));
        let before = self.stamp()?;
        let ((), changed) = self.write(deed, |tx| {
            tx.put_mark(inspection, person, indicator, value)?;
            start_scoring(tx, &record)
        })?;
        let written = RowsWritten { month, scheme: Some(scheme.id()), states: false, of: &[person] };
        self.rows_written(before, &written)?;
        Ok(Some(changed))
    }

    /// Sets or clears the state of a row, as the sheet's single keys do.
    pub fn set_state(
        &mut self,
        month: Month,
        person: SubjectId,
        state: Option<State>,
        inspection: i64,
    ) -> Outcome<MarkSaved> {
        let changed = self.put_state(month, person, state)?;
        self.saved(month, inspection, person, 0, Some(changed))
    }

    /// What a cell held before, newest first.
    pub fn cell_history(&mut self, inspection: i64, person: SubjectId, indicator: i64) -> Outcome<Vec<CellVersion>> {
        let changes = self.store.cell_history(inspection, person, indicator)?;
        let lost = self.column_counts_lost(inspection, indicator)?;
        Ok(changes
            .into_iter()
            .map(|c| CellVersion { text: c.value.map(|v| v.typed_in(lost)), by: c.by, at: c.at })
            .collect())
    }

    /// The answer of a write, or that there was nothing to write.
    pub(super) fn or_unchanged(&self, changed: Option<Changed>) -> Outcome<Changed> {
        match changed {
            Some(changed) => Ok(changed),
            None => Ok(Changed { text: String::new(), topics: Vec::new(), undo: self.undo_state()? }),
        }
    }

    /// Whether an indicator counts points lost in the scheme whose inspection it is marked in.
    pub(super) fn column_counts_lost(&mut self, inspection: i64, indicator: i64) -> Outcome<bool> {
        let Some(inspection) = self.store.inspection(inspection)? else { return Ok(false) };
        let name = self.store.indicators()?.into_iter().find(|(id, _)| *id == indicator).map(|(_, name)| name);
        let scheme = self.scheme_in(inspection.month, Some(&inspection.scheme))?;
        let views = scheme.rules().indicators();
        Ok(views.iter().any(|v| Some(&v.name) == name.as_ref() && counts_lost(v.entry)))
    }

    fn saved(
        &mut self,
        month: Month,
        inspection: i64,
        person: SubjectId,
        indicator: i64,
        changed: Option<Changed>,
    ) -> Outcome<MarkSaved> {
        let changed = self.or_unchanged(changed)?;
        let scheme = self.inspection_of(month, inspection).map(|i| i.scheme).ok();
        let judged = self.judge_by(month, scheme.as_deref())?;
        let live = self.live_changes(&judged);
        let cell = self.store.mark(inspection, person, indicator)?;
        let lost = self.column_counts_lost(inspection, indicator)?;
        let entry = cell.map(|c| self.store.journal_entry(c.saved)).transpose()?.flatten();
        Ok(MarkSaved {
            cell: cell.map(|c| SheetCell {
                text: c.value.typed_in(lost),
                by: entry.as_ref().map(|e| e.by.clone()).unwrap_or_default(),
                at: entry.map(|e| e.at).unwrap_or_default(),
            }),
            state: judged.position(person).and_then(|i| judged.facts.subjects[i].state),
            live,
            marked: count_complete(&judged),
            month_state: judged.record.state,
            changed,
        })
    }
}

/// The first thing entered makes an open month one that is being scored.
pub(crate) fn start_scoring(tx: &store::Tx<'_>, record: &domain::MonthRecord) -> Outcome<()> {
    if record.state != MonthState::Open {
        return Ok(());
    }
    tx.update_month(&domain::MonthRecord { state: MonthState::Scoring, ..record.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, entry: Entry, expected: Option<Typed>) {
        assert_eq!(parse(text, entry), expected, "{text}");
    }

    #[test]
    fn a_bare_number_is_read_as_the_column_counts_and_a_minus_always_takes_away() {
        check("13", Entry::Earned, Some(Typed::Mark(MarkValue::Earned(Score(1300)))));
        check("13", Entry::Deductions, Some(Typed::Mark(MarkValue::Lost(Score(1300)))));
        check("-0.5", Entry::Earned, Some(Typed::Mark(MarkValue::Lost(Score(50)))));
        check("10", Entry::AllOrNothing, Some(Typed::Mark(MarkValue::Earned(Score(1000)))));
        check("得13", Entry::Deductions, Some(Typed::Mark(MarkValue::Earned(Score(1300)))));
        check("扣2分", Entry::Earned, Some(Typed::Mark(MarkValue::Lost(Score(200)))));
        check("８５．５", Entry::Earned, Some(Typed::Mark(MarkValue::Earned(Score(8550)))));
    }

    #[test]
    fn what_a_cell_shows_is_read_as_the_same_mark_in_its_column() {
        let values = [0, 50, 1300].map(Score).into_iter().flat_map(|s| [MarkValue::Earned(s), MarkValue::Lost(s)]);
        for value in values {
            for entry in [Entry::Earned, Entry::Deductions, Entry::AllOrNothing] {
                let shown = value.typed_in(counts_lost(entry));
                check(&shown, entry, Some(Typed::Mark(value)));
            }
        }
        assert_eq!(MarkValue::Lost(Score(0)).typed_in(counts_lost(Entry::Deductions)), "0");
        assert_eq!(MarkValue::Lost(Score(0)).typed_in(counts_lost(Entry::Earned)), "-0");
    }

    #[test]
    fn words_and_keys_are_states_and_never_numbers() {
        check("q", Entry::Earned, Some(Typed::State(State::Absent)));
        check("免考", Entry::Earned, Some(Typed::State(State::Exempt)));
        check("w", Entry::Deductions, Some(Typed::State(State::Uninspected)));
        check("", Entry::Earned, Some(Typed::Empty));
    }

    #[test]
    fn what_is_neither_is_refused() {
        for text in ["8 5", "--1", "abc", "1.234", "考评", "-"] {
            check(text, Entry::Earned, None);
        }
    }
}
