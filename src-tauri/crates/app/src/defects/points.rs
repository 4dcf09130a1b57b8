//! The points of a problem in the mark of its cell: taken off, moved by the difference, given back.

use domain::{Defect, MarkValue, Month, Outcome, Problem, Score, SubjectId};
use policy::{Entry, IndicatorView};

use crate::{
    Office,
    month::marks::{check_range, short},
};

/// A mark that a problem changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moved {
    pub(super) cell: Cell,
    pub(super) indicator: String,
    pub(super) before: Option<MarkValue>,
    pub(super) after: MarkValue,
}

impl Moved {
    /// `道路 13 → 11`; what was missing is a dash.
    pub(super) fn text(&self) -> String {
        let before = self.before.map_or_else(|| "—".to_string(), MarkValue::typed);
        format!("{} {before} → {}", self.indicator, self.after.typed())
    }
}

/// A cell of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) inspection: i64,
    pub(super) subject: SubjectId,
    pub(super) indicator: i64,
}

/// The cell that a problem takes points off, and how many.
pub(super) fn cost(defect: &Defect) -> Option<(Cell, Score)> {
    let lost = defect.lost.filter(|l| l.0 > 0)?;
    let cell = Cell { inspection: defect.inspection?, subject: defect.subject?, indicator: defect.indicator? };
    Some((cell, lost))
}

impl Office {
    /// What becomes of marks when a problem costs something else than before.
    pub(super) fn marks_moved(
        &mut self,
        month: Month,
        before: Option<(Cell, Score)>,
        after: Option<(Cell, Score)>,
    ) -> Outcome<Vec<Moved>> {
        let mut moves: Vec<(Cell, i64)> = Vec::new();
        match (before, after) {
            (Some((was, old)), Some((now, new))) if was == now => moves.push((now, new.0 - old.0)),
            _ => {
                moves.extend(before.map(|(cell, lost)| (cell, -lost.0)));
                moves.extend(after.map(|(cell, lost)| (cell, lost.0)));
            }
        }
        moves.retain(|(_, lost)| *lost != 0);
        moves.into_iter().map(|(cell, lost)| self.mark_moved(month, cell, lost)).collect()
    }

    /// A mark with so many more points lost; fewer where `lost` is negative.
    fn mark_moved(&mut self, month: Month, cell: Cell, lost: i64) -> Outcome<Moved> {
        let view = self.cell_view(month, cell)?;
        let name = self.register()?.name_of(cell.subject);
        let place = format!("{name} {}", view.name);
        if let Some(standing) = self.store.standings(month)?.iter().find(|s| s.subject == cell.subject) {
            return Err(Problem::new("mark-on-standing").at(name).with("state", standing.state.zh()).into());
        }
        let before = self.store.mark(cell.inspection, cell.subject, cell.indicator)?.map(|m| m.value);
        let after = match before {
            None if lost < 0 => return Err(Problem::new("defect-mark-missing").at(place).into()),
            None => MarkValue::Lost(Score(lost)),
            Some(MarkValue::Lost(so_far)) => MarkValue::Lost(Score(so_far.0 + lost)),
            Some(MarkValue::Earned(earned)) => MarkValue::Earned(Score(earned.0 - lost)),
        };
        if view.entry == Entry::AllOrNothing {
            check_range(&view, after).map_err(|p| p.at(&place))?;
        }
        let (MarkValue::Earned(score) | MarkValue::Lost(score)) = after;
        if score.0 < 0 || score.0 > view.full / 100 {
            let code = if lost > 0 { "defect-mark-range" } else { "defect-back-range" };
            return Err(Problem::new(code)
                .at(place)
                .with("before", before.map_or_else(|| "—".to_string(), MarkValue::typed))
                .with("points", short(Score(lost.abs())))
                .with("full", short(Score(view.full / 100)))
                .into());
        }
        Ok(Moved { cell, indicator: view.name, before, after })
    }

    /// The column of a cell; refused where the subject is not judged by the sheet, or the sheet has no such column.
    pub(super) fn cell_view(&mut self, month: Month, cell: Cell) -> Outcome<IndicatorView> {
        let inspection = self.inspection_of(month, cell.inspection)?;
        let scheme = self.scheme_in(month, Some(&inspection.scheme))?;
        let register = self.register()?;
        let kind = scheme.policy.subject;
        register
            .subject(kind, cell.subject, scheme.span())
            .ok_or_else(|| Problem::new("not-a-subject").at(register.name_of(cell.subject)).with("month", month))?;
        let known = self.store.indicators()?;
        let name = known.iter().find(|(id, _)| *id == cell.indicator).map(|(_, name)| name);
        let columns = crate::month::columns_of(scheme.rules().indicators(), inspection.kind);
        let found = name.and_then(|name| columns.into_iter().find(|v| v.name == *name));
        found.ok_or_else(|| Problem::new("indicator-missing").into())
    }
}

impl Moved {
    pub(super) fn write(&self, tx: &store::Tx<'_>) -> Outcome<()> {
        let Cell { inspection, subject, indicator } = self.cell;
        tx.put_mark(inspection, subject, indicator, Some(self.after))
    }
}
