//! Problems in lists: by village in the order of the route, each with where it stands today.

use std::collections::HashMap;

use domain::{Date, Defect, DefectId, DefectState, GridId, Inspection, Month, MonthState, Outcome, SubjectId};

use crate::{
    Office, Register,
    month::marks::short,
    view::{DefectCounts, DefectFilter, DefectRow, DefectVillage, DefectsView, PhotoRef, Settings},
    workdays,
};

/// A problem due on the next working day is due soon.
const SOON: i32 = 1;

/// What rows are made with, read once for all of them.
pub(crate) struct Lens {
    register: std::sync::Arc<Register>,
    settings: Settings,
    today: Date,
    indicators: HashMap<i64, String>,
    commons: HashMap<i64, u32>,
    inspections: HashMap<i64, Inspection>,
    photos: HashMap<DefectId, Vec<PhotoRef>>,
    entered: HashMap<Month, bool>,
}

impl Lens {
    /// The order of the route: village, then as the month's papers name the problems.
    fn key(&self, defect: &Defect) -> (u32, String, Month, u32) {
        let village = self.register.village(defect.grid);
        let route = village.and_then(|v| v.route).unwrap_or(u32::MAX);
        (route, village.map(|v| v.code.clone()).unwrap_or_default(), defect.month, defect.number)
    }

    pub(super) fn row(&self, d: Defect) -> DefectRow {
        let register = &self.register;
        let named = d.subject.and_then(|s| register.named(s));
        let village = register.village(d.grid);
        let waits = !d.is_fixed() && !d.is_done();
        let left = d.due_on.filter(|_| waits).map(|due| workdays::between(&self.settings, self.today, due));
        let inspection = d.inspection.and_then(|id| self.inspections.get(&id));
        DefectRow {
            id: d.id,
            month: d.month,
            number: d.number,
            label: d.label(),
            source: d.source,
            level: d.level,
            inspection: d.inspection,
            inspection_name: inspection.map(crate::papers::inspection_name).unwrap_or_default(),
            subject: d.subject,
            subject_code: named.as_ref().map(|n| n.code.to_string()).unwrap_or_default(),
            subject_name: named.map(|n| n.name).unwrap_or_default(),
            grid: d.grid,
            grid_name: register.label(d.grid),
            village: village.map(|v| v.id),
            village_name: village.map(|v| v.name.clone()).unwrap_or_default(),
            common: d.common.and_then(|id| self.commons.get(&id).copied()),
            indicator: d.indicator,
            indicator_name: d.indicator.and_then(|id| self.indicators.get(&id).cloned()).unwrap_or_default(),
            lost: d.lost.map(short),
            found_on: d.found_on,
            due_on: d.due_on,
            days_left: left,
            state: d.state(self.today),
            late: d.is_late(self.today),
            fixed_on: d.fixed_on,
            rechecked_on: d.rechecked_on,
            again_level: d.again_level,
            overdue: d.overdue,
            points_open: self.entered.get(&d.month).copied().unwrap_or(false),
            photos: self.photos.get(&d.id).cloned().unwrap_or_default(),
            place: d.place,
            what: d.what,
            found_by: d.found_by,
            fixed_how: d.fixed_how,
            recheck_by: d.recheck_by,
            waived: d.waived,
        }
    }

    pub(crate) fn rows(&self, mut defects: Vec<Defect>) -> Vec<DefectRow> {
        defects.sort_by_cached_key(|d| self.key(d));
        defects.into_iter().map(|d| self.row(d)).collect()
    }
}

impl DefectCounts {
    fn add(&mut self, row: &DefectRow) {
        self.all += 1;
        match row.state {
            DefectState::Passed => self.passed += 1,
            DefectState::Fixed => self.fixed += 1,
            DefectState::Overdue => {
                self.open += 1;
                self.overdue += 1;
            }
            DefectState::Open | DefectState::Failed => {
                self.open += 1;
                self.due_soon += u32::from(row.days_left.is_some_and(|left| left <= SOON));
            }
        }
    }

    fn none() -> Self {
        Self { all: 0, open: 0, overdue: 0, due_soon: 0, fixed: 0, passed: 0 }
    }
}

impl Office {
    /// What rows of problems of these months are made with.
    pub(crate) fn defect_lens(&mut self) -> Outcome<Lens> {
        let register = self.register()?;
        let months = self.store.months()?;
        let mut inspections = HashMap::new();
        for record in &months {
            inspections.extend(self.store.inspections(record.month)?.into_iter().map(|i| (i.id, i)));
        }
        let mut photos: HashMap<DefectId, Vec<PhotoRef>> = HashMap::new();
        for (defect, id, stage) in self.store.defect_photos()? {
            photos.entry(defect).or_default().push(PhotoRef { id, stage });
        }
        Ok(Lens {
            register,
            settings: self.settings()?,
            today: self.clock.today(),
            indicators: self.store.indicators()?.into_iter().collect(),
            commons: self.store.common_defects()?.into_iter().map(|c| (c.id, c.number)).collect(),
            inspections,
            photos,
            entered: months
                .iter()
                .map(|r| (r.month, matches!(r.state, MonthState::Open | MonthState::Scoring)))
                .collect(),
        })
    }

    /// Problems, by village.
    pub fn defects(&mut self, filter: &DefectFilter) -> Outcome<DefectsView> {
        let lens = self.defect_lens()?;
        let found = match (filter.month, filter.open) {
            (Some(month), _) => self.store.defects_of(month)?,
            (None, true) => self.store.open_defects()?,
            (None, false) => self.store.defects()?,
        };
        let village = |grid: GridId| lens.register.village(grid).map(|v| v.id);
        let wanted = |d: &Defect| {
            (!filter.open || !d.is_done())
                && (filter.inspection.is_none() || d.inspection == filter.inspection)
                && (filter.subject.is_none() || d.subject == filter.subject)
                && (filter.village.is_none() || village(d.grid) == filter.village)
        };
        let rows = lens.rows(found.into_iter().filter(wanted).collect());
        let mut counts = DefectCounts::none();
        let mut villages: Vec<DefectVillage> = Vec::new();
        for row in &rows {
            counts.add(row);
            if villages.last().is_none_or(|v| v.grid != row.village) {
                let (grid, name) = (row.village, row.village_name.clone());
                villages.push(DefectVillage { grid, name, counts: DefectCounts::none() });
            }
            if let Some(village) = villages.last_mut() {
                village.counts.add(row);
            }
        }
        Ok(DefectsView { rows, villages, counts })
    }

    /// The problems of a cell of a sheet.
    pub fn cell_defects(&mut self, inspection: i64, person: SubjectId, indicator: i64) -> Outcome<Vec<DefectRow>> {
        let found = self.store.defects_of_cell(inspection, person, indicator)?;
        if found.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.defect_lens()?.rows(found))
    }
}
