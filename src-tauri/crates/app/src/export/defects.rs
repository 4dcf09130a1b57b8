//! Problems found, and the list of common ones, whose table an import reads back.

use domain::{Month, Outcome};
use sheets::{
    Kind::{Date as Day, Integer, Text},
    TableModel,
};

use super::text;
use crate::{Office, view::DefectFilter};

impl Office {
    /// The problems of a month, from the finding to the recheck.
    pub(super) fn defect_table(&mut self, month: Month) -> Outcome<TableModel> {
        let of_month = DefectFilter { month: Some(month), inspection: None, village: None, subject: None, open: false };
        let rows = self.defects(&of_month)?.rows.into_iter().map(|d| {
            let again = d.again_level.map_or("", domain::Finder::zh);
            vec![
                text(&d.label),
                text(&d.subject_code),
                text(&d.subject_name),
                text(&d.grid_name),
                text(&d.place),
                text(&d.what),
                text(d.source.zh()),
                text(d.level.zh()),
                text(&d.inspection_name),
                text(&d.indicator_name),
                text(d.lost.as_deref().unwrap_or_default()),
                d.found_on.into(),
                text(&d.found_by),
                d.due_on.into(),
                text(d.state.zh()),
                d.fixed_on.into(),
                text(&d.fixed_how),
                d.rechecked_on.into(),
                text(&d.recheck_by),
                text(again),
                text(&d.overdue.map(|m| m.to_string()).unwrap_or_default()),
                text(&d.waived),
            ]
        });
        let kinds = [
            (Text, 12),
            (Text, 10),
            (Text, 12),
            (Text, 20),
            (Text, 16),
            (Text, 30),
            (Text, 10),
            (Text, 6),
            (Text, 16),
            (Text, 12),
            (Text, 8),
            (Day, 12),
            (Text, 12),
            (Day, 12),
            (Text, 10),
            (Day, 12),
            (Text, 20),
            (Day, 12),
            (Text, 10),
            (Text, 8),
            (Text, 10),
            (Text, 20),
        ];
        let rows = rows.collect();
        Ok(self.export_table("defects", &kinds, rows))
    }

    /// The list of common problems.
    pub(super) fn common_table(&self) -> Outcome<TableModel> {
        let rows = self
            .common_defects()?
            .into_iter()
            .map(|c| vec![c.number.into(), text(&c.what), text(&c.indicator), text(&c.lost), c.days.into()]);
        let kinds = [(Integer, 8), (Text, 36), (Text, 14), (Text, 8), (Integer, 12)];
        let rows = rows.collect();
        Ok(self.export_table("common-defects", &kinds, rows))
    }
}
