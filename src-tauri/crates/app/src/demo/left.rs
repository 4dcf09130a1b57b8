//! The marks that the open month still misses, as the table that a clerk would be handed.

use std::path::Path;

use domain::{Date, InspectionKind, MarkValue, Month, Outcome, Score};
use sheets::{Column, Kind, Out, TableModel};

use super::{marks::Sheet, town::Town};
use crate::policies::write_file;

/// A worker's marks of one inspection.
pub(super) struct Left {
    pub(super) worker: usize,
    pub(super) kind: InspectionKind,
    pub(super) marks: Vec<Option<MarkValue>>,
}

/// Writes the table: xlsx where the name ends so, else csv.
pub(super) fn write(
    path: &Path,
    town: &Town,
    sheet: &Sheet,
    left: &[Left],
    month: Month,
    created: Date,
) -> Outcome<()> {
    let model = model(town, sheet, left, month);
    let excel = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx"));
    let bytes = if excel { sheets::workbook(&[model], created)? } else { sheets::csv(&model) };
    write_file(path, &bytes)
}

fn model(town: &Town, sheet: &Sheet, left: &[Left], month: Month) -> TableModel {
    let leading = [("村", 14), ("网格", 16), ("网格编码", 18), ("姓名", 10), ("工号", 10), ("检查", 12)];
    let mut columns: Vec<_> =
        leading.into_iter().map(|(header, width)| Column::new(header, Kind::Text, width)).collect();
    columns.extend(sheet.views.iter().map(|view| Column::new(&view.name, Kind::Score, 0)));
    let rows = left.iter().map(|row| {
        let worker = &town.workers[row.worker];
        let plot = &town.plots[worker.plot].grid;
        let village = &town.village_of(row.worker).name;
        let who = [village, &plot.name, &plot.code, &worker.name, &worker.code].map(|text| Out::from(text.as_str()));
        let marks = row.marks.iter().map(|mark| mark.map_or(Out::Blank, cell));
        who.into_iter().chain([Out::from(row.kind.zh())]).chain(marks).collect()
    });
    TableModel {
        name: "评分".into(),
        title: format!("{month} 待补录评分"),
        rows: rows.collect(),
        columns,
        landscape: true,
        ..TableModel::default()
    }
}

fn cell(mark: MarkValue) -> Out {
    match mark {
        MarkValue::Earned(score) => Out::Score(score),
        // A number can't say “minus nothing”.
        MarkValue::Lost(Score(0)) => Out::from("扣0"),
        MarkValue::Lost(score) => Out::Score(Score(-score.0)),
    }
}
