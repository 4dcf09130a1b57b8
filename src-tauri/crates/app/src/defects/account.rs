//! What a cell's mark lost, and how much of it its problems explain.

use domain::{MarkValue, Month, Outcome, Score, SubjectId};

use super::points::Cell;
use crate::{Office, month::marks::short, view::CellAccount};

impl Office {
    /// The points that a cell lost against those of its problems; and whether `points` more are likely in the mark already.
    pub fn cell_account(
        &mut self,
        month: Month,
        inspection: i64,
        person: SubjectId,
        indicator: i64,
        points: &str,
    ) -> Outcome<CellAccount> {
        let view = self.cell_view(month, Cell { inspection, subject: person, indicator })?;
        let full = view.full / 100;
        let lost = self.store.mark(inspection, person, indicator)?.map(|mark| match mark.value {
            MarkValue::Lost(lost) => lost.0,
            MarkValue::Earned(earned) => full - earned.0,
        });
        let found = self.store.defects_of_cell(inspection, person, indicator)?;
        let explained: i64 = found.iter().filter_map(|d| d.lost).map(|l| l.0).sum();
        let open = lost.map_or(0, |lost| lost - explained);
        let more = Score::parse(points.trim()).filter(|score| score.0 > 0);
        Ok(CellAccount {
            lost: lost.map(|lost| short(Score(lost))),
            explained: short(Score(explained)),
            open: (open > 0).then(|| short(Score(open))),
            beyond: (open < 0).then(|| short(Score(-open))),
            in_mark: open > 0 && more.is_none_or(|more| more.0 <= open),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        testing::{day, may, small_office, type_total},
        view::DefectForm,
    };
    use domain::{DefectSource, SubjectId};

    #[test]
    fn what_the_problems_do_not_explain_is_told_and_decides_whether_points_are_in_the_mark() {
        let mut office = small_office();
        type_total(&mut office, may(), 1, 97);
        let sheet = office.sheet(may(), None).unwrap();
        let column = sheet.indicators.iter().find(|c| c.entry != "lost").unwrap().id;
        let (cell, zhang) = (sheet.inspection, SubjectId(1));
        let check = |office: &mut crate::Office, points: &str, expected: (&str, Option<&str>, bool)| {
            let account = office.cell_account(may(), cell, zhang, column, points).unwrap();
            assert_eq!((account.explained.as_str(), account.open.as_deref(), account.in_mark), expected, "{points}");
            assert_eq!((account.lost.as_deref(), account.beyond), (Some("3"), None));
        };
        check(&mut office, "", ("0", Some("3"), true));
        check(&mut office, "3", ("0", Some("3"), true));
        check(&mut office, "3.5", ("0", Some("3"), false));
        let form = DefectForm {
            id: None,
            month: may(),
            source: DefectSource::Inspection,
            level: None,
            inspection: Some(cell),
            subject: Some(zhang),
            subject_name: String::new(),
            grid: None,
            grid_name: String::new(),
            place: String::new(),
            what: "垃圾堆积".into(),
            common: None,
            indicator: Some(column),
            lost: "2".into(),
            in_mark: true,
            found_on: day("2026-05-20"),
            found_by: String::new(),
            due_on: None,
            days: None,
        };
        office.save_defect(&form).unwrap();
        check(&mut office, "1", ("2", Some("1"), true));
        check(&mut office, "2", ("2", Some("1"), false));
    }
}
