//! The score sheet: marks at the left, what the engine says at the right.

use std::{collections::HashMap, sync::Arc};

use domain::{GridLevel, InspectionKind, Month, MonthState, Outcome, Problem, Score, SubjectId};
use policy::IndicatorView;

use crate::{
    JudgedMonth, Office,
    month::marks::counts_lost,
    view::{IndicatorColumn, Live, LiveRow, Sheet, SheetCell, SheetRow},
};

impl JudgedMonth {
    /// What the engine says of the subject at a position.
    pub(crate) fn live(&self, position: usize) -> Live {
        let o = &self.judged.outcomes[position];
        Live {
            score: o.score,
            rank: o.rank,
            grade: o.grade.as_deref().map(str::to_string),
            reward_fen: o.reward,
            measures: o.measures().map(ToString::to_string).collect(),
        }
    }

    /// Positions in the order of the route: village by village, then by grid and person.
    pub(crate) fn route_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.posts.len()).collect();
        order.sort_by_cached_key(|&i| {
            let post = &self.posts[i];
            let village = self.register.village(post.grid);
            (
                village.and_then(|v| v.route).unwrap_or(u32::MAX),
                village.map(|v| v.code.clone()),
                self.register.grid(post.grid).map(|g| g.code.clone()),
                i,
            )
        });
        order
    }

    /// What the rows of the sheet are gathered under: the village, and for a village itself what it lies in.
    fn band(&self, position: usize) -> String {
        let post = &self.posts[position];
        let itself = post.subject.grid().and_then(|id| self.register.grid(id));
        match itself.filter(|g| g.level <= GridLevel::Village) {
            Some(grid) => {
                self.register.grid(grid.parent.unwrap_or(grid.id)).map(|g| g.name.clone()).unwrap_or_default()
            }
            None => self.village_name(position),
        }
    }

    pub(crate) fn village_name(&self, position: usize) -> String {
        self.register.village(self.posts[position].grid).map(|v| v.name.clone()).unwrap_or_default()
    }
}

/// Whether two outcomes show the same on the sheet: what [`JudgedMonth::live`] tells.
fn shows_alike(one: &policy::Outcome, other: &policy::Outcome) -> bool {
    let figures = |o: &policy::Outcome| (o.score, o.rank, o.reward);
    figures(one) == figures(other) && one.grade == other.grade && one.measures().eq(other.measures())
}

/// The columns that an inspection of a kind has.
pub(crate) fn columns_of(views: Vec<IndicatorView>, kind: InspectionKind) -> Vec<IndicatorView> {
    views.into_iter().filter(|v| v.inspections.is_empty() || v.inspections.iter().any(|k| k == kind.zh())).collect()
}

impl Office {
    /// The sheet of an inspection of a month; the first of its first scheme when none is named.
    pub fn sheet(&mut self, month: Month, inspection: Option<i64>) -> Outcome<Sheet> {
        self.sheet_of(month, None, inspection)
    }

    /// The sheet of a scheme; of an inspection of it, or of its first.
    pub fn sheet_of(&mut self, month: Month, scheme: Option<&str>, inspection: Option<i64>) -> Outcome<Sheet> {
        let missing = || Problem::new("inspection-missing").at(month);
        let named = match inspection {
            Some(id) => Some(self.inspection_of(month, id)?.scheme),
            None => scheme.map(str::to_string),
        };
        let judged = self.judge_by(month, named.as_deref())?;
        let inspections = self.inspections_of(month, judged.scheme())?;
        let shown = match inspection {
            Some(id) => Some(inspections.iter().find(|i| i.id == id).ok_or_else(missing)?),
            None => inspections.first(),
        };
        let shown = shown.map(|i| (i.id, i.kind));
        let views = shown.map_or_else(Vec::new, |(_, kind)| columns_of(judged.rules().indicators(), kind));
        let shown = shown.map_or(0, |(id, _)| id);
        let ids = self.indicator_ids(&views)?;
        let lost: HashMap<i64, bool> = ids.iter().copied().zip(views.iter().map(|v| counts_lost(v.entry))).collect();
        let shown_as = |m: &domain::Mark| m.value.typed_in(lost.get(&m.indicator).copied().unwrap_or(false));
        let mut cells: HashMap<(SubjectId, i64), SheetCell> = self
            .store
            .marks_of(shown)?
            .into_iter()
            .map(|m| {
                let text = shown_as(&m.mark);
                ((m.mark.subject, m.mark.indicator), SheetCell { text, by: m.by, at: m.at })
            })
            .collect();
        let visit = self.visit(shown)?;
        let mut number = 0;
        let mut last: Option<(String, bool)> = None;
        let rows = judged
            .visit_order(&visit)
            .into_iter()
            .map(|(i, drawn)| {
                let band = Some((judged.band(i), drawn));
                number = if band == last { number + 1 } else { 1 };
                last = band;
                let post = &judged.posts[i];
                let named = judged.register.named(post.subject);
                let grids: Vec<_> =
                    post.grids.iter().filter_map(|g| judged.register.grid(*g)).map(|g| g.name.as_str()).collect();
                SheetRow {
                    person: post.subject,
                    code: named.as_ref().map(|n| n.code.to_string()).unwrap_or_default(),
                    initials: named.as_ref().map(|n| n.initials.to_string()).unwrap_or_default(),
                    name: named.map(|n| n.name).unwrap_or_default(),
                    village: judged.band(i),
                    number,
                    drawn,
                    grids: if post.subject.grid().is_some() { String::new() } else { grids.join("、") },
                    group: judged.judged.outcomes[i].group.to_string(),
                    state: judged.facts.subjects[i].state,
                    cells: ids.iter().map(|id| cells.remove(&(post.subject, *id))).collect(),
                    live: judged.live(i),
                }
            })
            .collect();
        let indicators = views
            .iter()
            .zip(&ids)
            .map(|(view, id)| IndicatorColumn {
                id: *id,
                name: view.name.clone(),
                full: Score(view.full / 100),
                article: judged.rules().clauses.get(view.clause).map(|c| c.article.clone()).unwrap_or_default(),
                entry: if counts_lost(view.entry) { "lost" } else { "earned" }.to_string(),
            })
            .collect();
        let editable = !self.read_only() && matches!(judged.record.state, MonthState::Open | MonthState::Scoring);
        self.remember_live(&judged);
        let scheme = judged.adopted.scheme.clone();
        Ok(Sheet { month, scheme, editable, inspections, inspection: shown, indicators, rows })
    }

    /// The ids of indicators by name; those that the file doesn't know yet are made when it can be written.
    pub(crate) fn indicator_ids(&mut self, views: &[IndicatorView]) -> Outcome<Vec<i64>> {
        let known: HashMap<String, i64> = self.store.indicators()?.into_iter().map(|(id, name)| (name, id)).collect();
        if let Some(ids) = views.iter().map(|v| known.get(&v.name).copied()).collect::<Option<Vec<_>>>() {
            return Ok(ids);
        }
        if self.read_only() {
            return Ok(views
                .iter()
                .enumerate()
                .map(|(i, v)| known.get(&v.name).copied().unwrap_or(-1 - i as i64))
                .collect());
        }
        let deed = crate::office::Deed::new("learn-indicators", &[]).for_good();
        let (ids, _) =
            self.write(deed, |tx| views.iter().map(|v| tx.indicator(&v.name)).collect::<Outcome<Vec<_>>>())?;
        Ok(ids)
    }

    fn remember_live(&mut self, judged: &JudgedMonth) {
        let outcomes = Arc::clone(&judged.judged);
        self.shown = Some((judged.record.month, judged.scheme().to_string(), outcomes));
    }

    /// Everyone whose figures differ from what was last shown.
    pub(crate) fn live_changes(&mut self, judged: &JudgedMonth) -> Vec<LiveRow> {
        let before =
            self.shown.take().filter(|(month, scheme, _)| *month == judged.record.month && scheme == judged.scheme());
        let before = before.as_ref().map_or(&[][..], |(.., judged)| &judged.outcomes);
        let places: HashMap<i64, usize> =
            match before.iter().map(|o| o.key).eq(judged.judged.outcomes.iter().map(|o| o.key)) {
                true => HashMap::new(),
                false => before.iter().enumerate().map(|(i, o)| (o.key, i)).collect(),
            };
        let was =
            |i: usize, key: i64| if places.is_empty() { before.get(i) } else { places.get(&key).map(|&i| &before[i]) };
        let outcomes = judged.judged.outcomes.iter().enumerate();
        let changed = outcomes
            .filter(|(i, now)| !was(*i, now.key).is_some_and(|was| shows_alike(was, now)))
            .map(|(i, _)| LiveRow { person: judged.posts[i].subject, live: judged.live(i) })
            .collect();
        self.remember_live(judged);
        changed
    }
}
