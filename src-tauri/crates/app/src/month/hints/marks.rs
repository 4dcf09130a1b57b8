//! Marks side by side, inspection by inspection, all as points earned.

use std::collections::HashMap;

use domain::{Inspection, MarkValue, Outcome, SubjectId};
use policy::IndicatorView;
use words::Words;

use crate::{JudgedMonth, Office, Scheme};

use super::say;

/// The marks of a scheme's period.
pub(super) struct Marks {
    /// The sheet's columns, each with the id of its indicator; `None` where nothing was ever marked in it.
    pub(super) columns: Vec<(IndicatorView, Option<i64>)>,
    /// The inspections.
    pub(super) of: Vec<Looked>,
}

/// What one inspection gave.
pub(super) struct Looked {
    pub(super) inspection: Inspection,
    /// Points earned in hundredths, a row a subject in the order of the month's posts, a column an indicator.
    cells: Vec<Option<i64>>,
    width: usize,
}

impl Looked {
    /// A subject's marks, a column an indicator.
    pub(super) fn row(&self, subject: usize) -> &[Option<i64>] {
        &self.cells[subject * self.width..][..self.width]
    }

    /// Every subject's marks.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[Option<i64>]> {
        // Nothing to go through where there is no column.
        self.cells.chunks_exact(self.width.max(1))
    }

    /// As a clerk calls it.
    pub(super) fn name(&self, words: Words) -> String {
        let kind = say(words, &format!("screen.inspection.{}", self.inspection.kind.key()), &[]);
        let number = self.inspection.number.to_string();
        say(words, "screen.sheet.inspection-name", &[("kind", kind), ("number", number)])
    }
}

impl Marks {
    /// Full points of a column, in hundredths.
    pub(super) fn full(&self, column: usize) -> i64 {
        self.columns[column].0.full / 100
    }
}

impl Office {
    /// The marks that a month's scheme is judged by.
    pub(super) fn marks_in(&mut self, judged: &JudgedMonth) -> Outcome<Marks> {
        let scheme = self.scheme_in(judged.record.month, Some(judged.scheme()))?;
        let views = scheme.rules().indicators();
        let at = judged.posts.iter().enumerate().map(|(i, post)| (post.subject, i)).collect();
        let of = self.looked(&scheme, &views, &at)?;
        let ids: HashMap<String, i64> = self.store.indicators()?.into_iter().map(|(id, name)| (name, id)).collect();
        let columns =
            views.into_iter().map(|view| (ids.get(&view.name).copied(), view)).map(|(id, v)| (v, id)).collect();
        Ok(Marks { columns, of })
    }

    /// The marks of a scheme's period for the subjects in `at` and the columns `views`. A column that had other full
    /// points then says nothing here.
    pub(super) fn looked(
        &self,
        scheme: &Scheme,
        views: &[IndicatorView],
        at: &HashMap<SubjectId, usize>,
    ) -> Outcome<Vec<Looked>> {
        let then = scheme.rules().indicators();
        let full = |name: &str| then.iter().find(|v| v.name == name).map(|v| v.full);
        let mut columns: HashMap<i64, (usize, i64)> = HashMap::new();
        for (id, name) in self.store.indicators()? {
            if let Some(column) = views.iter().position(|v| v.name == name)
                && full(&name) == Some(views[column].full)
            {
                columns.insert(id, (column, views[column].full / 100));
            }
        }
        let width = views.len();
        let mut all = Vec::new();
        for month in scheme.span().months() {
            for inspection in self.store.inspections(month)?.into_iter().filter(|i| i.scheme == scheme.id()) {
                let mut cells = vec![None; width * at.len()];
                let (mut subject, mut row) = (None, None);
                self.store.each_value(inspection.id, |of, indicator, value| {
                    if subject != Some(of) {
                        (subject, row) = (Some(of), at.get(&of).copied());
                    }
                    if let (Some(row), Some(&(column, full))) = (row, columns.get(&indicator)) {
                        cells[row * width + column] = Some(match value {
                            MarkValue::Earned(score) => score.0,
                            MarkValue::Lost(score) => full - score.0,
                        });
                    }
                })?;
                all.push(Looked { inspection, cells, width });
            }
        }
        Ok(all)
    }
}
