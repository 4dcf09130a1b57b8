//! 整改通知单, 扣分清单 and 问题台账.

use std::collections::HashMap;

use documents::{DefectGroup, DefectLine, DefectList, Rectification, RectificationOrder};
use domain::{DefectId, DefectSource, DefectState, Finder, Month, Outcome, PhotoStage};

use super::{
    desk::{Desk, day_of},
    kind::Kind,
};
use crate::{Office, view::DefectRow};

/// Photos that an order shows of one problem.
const PHOTOS: usize = 2;

/// A problem as papers show it.
pub(super) type Noted = DefectRow;

impl Office {
    /// Problems of a month, and open ones of months before, by village.
    pub(super) fn noted(&mut self, month: Month) -> Outcome<Vec<Noted>> {
        let mut found = self.store.open_defects()?;
        found.retain(|d| d.month < month);
        found.extend(self.store.defects_of(month)?);
        if found.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.defect_lens()?.rows(found))
    }
}

impl Desk {
    /// Problems of the month that wait to be put right.
    pub(super) fn to_fix(&self) -> Vec<&Noted> {
        let waits = [DefectState::Open, DefectState::Overdue, DefectState::Failed];
        self.defects.iter().filter(|d| d.month == self.judged.record.month && waits.contains(&d.state)).collect()
    }

    /// Everything that is not rechecked and in order.
    pub(super) fn open_defects(&self) -> Vec<&Noted> {
        self.defects.iter().filter(|d| d.state != DefectState::Passed).collect()
    }

    /// Problems that took points off marks of the scheme's inspections.
    pub(super) fn deducted(&self) -> Vec<&Noted> {
        let of_scheme = |id| self.inspections.iter().any(|i| i.id == id);
        let costs = |d: &&Noted| d.lost.as_deref().is_some_and(|l| l != "0") && d.inspection.is_some_and(of_scheme);
        self.defects.iter().filter(|d| d.month == self.judged.record.month).filter(costs).collect()
    }

    pub(super) fn rectification(&self, office: &Office) -> Outcome<Rectification> {
        let month = self.month();
        let mut pictures: HashMap<DefectId, Vec<Vec<u8>>> = HashMap::new();
        let rows = self.to_fix();
        for row in &rows {
            for photo in row.photos.iter().filter(|p| p.stage == PhotoStage::Found).take(PHOTOS) {
                let found = match office.store.photo_small(photo.id)? {
                    Some(small) => Some(small),
                    None => office.store.photo(photo.id)?,
                };
                pictures.entry(row.id).or_default().extend(found.map(|(_, bytes)| bytes));
            }
        }
        let orders = by_village(&rows).into_iter().map(|(village, rows)| RectificationOrder {
            number: self.say("order-number", &[("month", month.as_str())]),
            to: self.say("order-to", &[("village", village.as_str())]),
            body: vec![
                self.say("order-body", &[("month", month.as_str()), ("count", rows.len().to_string().as_str())]),
            ],
            rows: rows
                .into_iter()
                .map(|row| DefectLine {
                    due: row.due_on.map(day_of).unwrap_or_default(),
                    photos: pictures.remove(&row.id).unwrap_or_default(),
                    ..self.line(row)
                })
                .collect(),
        });
        Ok(Rectification {
            office: self.office(),
            title: self.say("order-title", &[]),
            orders: orders.collect(),
            receipt: self.signatures("order-receipt"),
            feedback: self.signatures("order-feedback"),
            date: self.date(Kind::Rectification),
        })
    }

    pub(super) fn deductions(&self) -> DefectList {
        let kind = Kind::Deductions;
        let (month, documents) = (self.month(), self.documents());
        let groups = by_village(&self.deducted()).into_iter().map(|(name, mut rows)| {
            rows.sort_by_key(|row| (row.subject_code.clone(), row.number));
            DefectGroup {
                summary: self.say("deductions-summary", &[("count", rows.len().to_string().as_str())]),
                rows: rows
                    .into_iter()
                    .map(|row| DefectLine {
                        indicator: row.indicator_name.clone(),
                        points: row.lost.clone().unwrap_or_default(),
                        found: day_of(row.found_on),
                        source: row.inspection_name.clone(),
                        ..self.line(row)
                    })
                    .collect(),
                name,
            }
        });
        DefectList {
            office: self.office(),
            title: self.titled(kind, self.say("deductions-title", &[("month", month.as_str())])),
            subtitle: self.say("by", &[("documents", documents.as_str())]),
            groups: groups.collect(),
            notes: vec![self.say("deductions-note", &[])],
            signatures: self.signatures("signatures"),
            date: self.date(kind),
        }
    }

    pub(super) fn open_list(&self) -> DefectList {
        let groups = by_village(&self.open_defects()).into_iter().map(|(name, rows)| {
            let late = rows.iter().filter(|row| row.state == DefectState::Overdue).count();
            let (count, late) = (rows.len().to_string(), late.to_string());
            DefectGroup {
                summary: self.say("open-summary", &[("count", count.as_str()), ("late", late.as_str())]),
                rows: rows
                    .into_iter()
                    .map(|row| DefectLine {
                        found: day_of(row.found_on),
                        source: self.source_of(row),
                        due: row.due_on.map(day_of).unwrap_or_default(),
                        state: self.state_of(row),
                        ..self.line(row)
                    })
                    .collect(),
                name,
            }
        });
        DefectList {
            office: self.office(),
            title: self.say("open-title", &[("township", self.township().as_str())]),
            subtitle: self.say("open-subtitle", &[("count", self.open_defects().len().to_string().as_str())]),
            groups: groups.collect(),
            notes: Vec::new(),
            signatures: Vec::new(),
            date: self.date(Kind::OpenDefects),
        }
    }

    fn line(&self, row: &Noted) -> DefectLine {
        // The village stands over the list already.
        let grid = row.grid_name.strip_prefix(row.village_name.as_str()).unwrap_or(&row.grid_name);
        let namesake = self.namesakes.get(&row.subject_name).is_some_and(|count| *count > 1);
        DefectLine {
            number: row.label.clone(),
            name: if namesake {
                format!("{} {}", row.subject_name, row.subject_code)
            } else {
                row.subject_name.clone()
            },
            place: format!("{grid}{}", row.place),
            what: row.what.clone(),
            ..DefectLine::default()
        }
    }

    /// The inspection, or where it was heard of; a higher level by its name.
    fn source_of(&self, row: &Noted) -> String {
        match (row.inspection_name.is_empty(), row.source) {
            (false, _) => row.inspection_name.clone(),
            (true, DefectSource::Higher) => self.say("open-higher", &[("level", Finder::zh(row.level))]),
            (true, source) => source.zh().to_string(),
        }
    }

    /// `逾期3个工作日`; where nothing is waited for, what was done.
    fn state_of(&self, row: &Noted) -> String {
        let days = row.days_left.map_or(0, |left| left.unsigned_abs()).to_string();
        match row.state {
            DefectState::Overdue if days != "0" => self.say("open-late", &[("days", days.as_str())]),
            state => state.zh().to_string(),
        }
    }
}

/// Rows under their villages, which come in order.
fn by_village<'a>(rows: &[&'a Noted]) -> Vec<(String, Vec<&'a Noted>)> {
    let mut groups: Vec<(String, Vec<&Noted>)> = Vec::new();
    for &row in rows {
        let name = if row.village_name.is_empty() { &row.grid_name } else { &row.village_name };
        match groups.last_mut() {
            Some((last, rows)) if last == name => rows.push(row),
            _ => groups.push((name.clone(), vec![row])),
        }
    }
    groups
}
