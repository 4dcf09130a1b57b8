//! 考评表: blank in route order for the inspection on site, and filled as it was entered.

use std::collections::HashMap;

use documents::{BlankHousehold, BlankLeaf, BlankRow, BlankSheet, Indicator, ScoreRow, ScoreSheet, VillageSheet};
use domain::{Inspection, InspectionKind, Outcome, Problem, Score, SubjectId};
use policy::IndicatorView;

use super::{
    desk::{Desk, inspection_name},
    kind::Kind,
};
use crate::{Office, inspections::Leaf, month::columns_of};

impl Desk {
    /// To be written on; those who are known not to be assessed are there with why.
    pub(super) fn blank_sheet(&self, kind: Kind, of: Option<InspectionKind>) -> ScoreSheet {
        let all = self.judged.rules().indicators();
        let columns = of.map_or_else(|| self.judged.rules().indicators(), |of| columns_of(all, of));
        let blank = |i: usize| ScoreRow {
            name: self.name(i),
            grid: self.grid(i),
            marks: vec![String::new(); columns.len()],
            score: String::new(),
            remark: self.standing(i),
        };
        // Which inspection it is gets ticked on site, where one sheet serves several kinds.
        let ticks =
            || self.judged.rules().inspections().iter().map(|kind| format!("□{kind}")).collect::<Vec<_>>().join("　");
        let order = self.judged.route_order();
        self.sheet_of(kind, of.map_or_else(ticks, |kind| kind.zh().to_string()), &columns, order, blank)
    }

    /// As entered: each cell as it was typed, the sum as the engine says.
    pub(super) fn score_sheet(&self, office: &Office, kind: Kind, id: i64) -> Outcome<ScoreSheet> {
        let inspection = self.inspection(id)?;
        let visit = office.visit(id)?;
        let columns = columns_of(self.judged.rules().indicators(), inspection.kind);
        let names: HashMap<i64, String> = office.store.indicators()?.into_iter().collect();
        let mut cells: HashMap<(SubjectId, &str), String> = HashMap::new();
        for row in office.store.marks_of(id)? {
            if let Some(name) = names.get(&row.mark.indicator) {
                cells.insert((row.mark.subject, name), row.mark.value.typed());
            }
        }
        let source = format!("{}/{}", inspection.kind.zh(), inspection.number);
        let filled = |i: usize| ScoreRow {
            name: self.name(i),
            grid: self.grid(i),
            marks: columns
                .iter()
                .map(|c| cells.get(&(self.judged.posts[i].subject, c.name.as_str())).cloned().unwrap_or_default())
                .map(|typed| if typed == "-0" { self.say("nothing-lost", &[]) } else { typed.replace('-', "−") })
                .collect(),
            score: self.points_in(i, &source),
            remark: self.standing(i),
        };
        let order = self.judged.visit_order(&visit).into_iter().map(|(i, _)| i).collect();
        Ok(self.sheet_of(kind, inspection_name(inspection), &columns, order, filled))
    }

    fn sheet_of(
        &self,
        kind: Kind,
        inspection: String,
        columns: &[IndicatorView],
        order: Vec<usize>,
        row: impl Fn(usize) -> ScoreRow,
    ) -> ScoreSheet {
        let mut villages: Vec<VillageSheet> = Vec::new();
        for i in order {
            let village = self.village(i);
            if villages.last().is_none_or(|v| v.village != village) {
                let stop = (villages.len() + 1).to_string();
                let order = self.say("stop", &[("number", stop.as_str())]);
                villages.push(VillageSheet { village, order, rows: Vec::new() });
            }
            if let Some(sheet) = villages.last_mut() {
                sheet.rows.push(row(i));
            }
        }
        ScoreSheet {
            office: self.office(),
            title: self.titled(kind, self.say("score-sheet-title", &[])),
            month: self.month(),
            inspection,
            indicators: headed(columns),
            villages,
            signatures: self.signatures("score-sheet-signatures"),
            note: self.say("score-sheet-note", &[]),
            date: self.date(kind),
        }
    }

    /// An inspection's sheet to be written on, page by page in the order of its way.
    pub(super) fn blank_of(&self, office: &mut Office, kind: Kind, id: i64) -> Outcome<BlankSheet> {
        let inspection = self.inspection(id)?;
        let columns = columns_of(self.judged.rules().indicators(), inspection.kind);
        let position: HashMap<SubjectId, usize> =
            self.judged.posts.iter().enumerate().map(|(i, post)| (post.subject, i)).collect();
        let leaves = office.leaves(self.judged.record.month, id)?;
        Ok(BlankSheet {
            office: self.office(),
            title: self.titled(kind, self.say("score-sheet-title", &[])),
            month: self.month(),
            inspection: inspection_name(inspection),
            indicators: headed(&columns),
            leaves: leaves.iter().map(|leaf| self.leaf(leaf, &position)).collect(),
            signatures: self.signatures("blank-sheet-signatures"),
            note: self.say("score-sheet-note", &[]),
            date: self.date(kind),
        })
    }

    fn leaf(&self, leaf: &Leaf, position: &HashMap<SubjectId, usize>) -> BlankLeaf {
        let stop = leaf.stop.to_string();
        let (page, pages) = (leaf.page.0.to_string(), leaf.page.1.to_string());
        let row = |i: &usize| BlankRow { name: self.name(*i), grid: self.grid(*i), remark: self.standing(*i) };
        let boxes = |options: &Vec<String>| options.iter().map(|o| format!("□{o}")).collect::<Vec<_>>().join("　");
        BlankLeaf {
            code: leaf.code.clone(),
            village: leaf.village.clone(),
            order: self.say("stop", &[("number", stop.as_str())]),
            page: match leaf.page.1 {
                1 => String::new(),
                _ => self.say("page-of", &[("page", page.as_str()), ("pages", pages.as_str())]),
            },
            first: leaf.first,
            rows: leaf.subjects.iter().filter_map(|s| position.get(s)).map(row).collect(),
            households: leaf
                .households
                .iter()
                .map(|h| BlankHousehold {
                    name: h.name.clone(),
                    grid: h.grid.clone(),
                    about: h.about.clone(),
                    answers: h.options.iter().map(boxes).collect(),
                })
                .collect(),
        }
    }

    /// An inspection of the month.
    pub(super) fn inspection(&self, id: i64) -> Outcome<&Inspection> {
        let found = self.inspections.iter().find(|i| i.id == id);
        found.ok_or_else(|| Problem::new("inspection-missing").at(self.judged.record.month).into())
    }

    /// A list of signatures, written with 、 between.
    pub(super) fn signatures(&self, key: &str) -> Vec<String> {
        self.say(key, &[]).split('、').map(str::to_string).collect()
    }

    /// 缺勤, 免考 or 未考评, where it was entered.
    fn standing(&self, i: usize) -> String {
        self.judged.facts.subjects[i].state.map(|s| s.zh().to_string()).unwrap_or_default()
    }

    /// The points of one inspection as the engine counts them; empty where it doesn't count.
    fn points_in(&self, i: usize, source: &str) -> String {
        self.reasons[i]
            .iter()
            .filter(|r| r.words == "sheet")
            .map(policy::Reason::args)
            .find(|args| args.get("inspection").is_some_and(|s| s == source))
            .and_then(|args| args.get("points").cloned())
            .unwrap_or_default()
    }
}

/// The heads of the columns, each with its full points.
fn headed(columns: &[IndicatorView]) -> Vec<Indicator> {
    let full = |view: &IndicatorView| {
        let score = Score(view.full / 100).to_string();
        format!("{}分", score.trim_end_matches('0').trim_end_matches('.'))
    };
    columns.iter().map(|c| Indicator { name: c.name.clone(), max: full(c) }).collect()
}
