//! The table that marks are filled into, by hand in Excel or here. What it writes, `marks` reads back exactly.

use domain::{Date, Fault, Score, State};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Worksheet, XlsxError};

use super::{Column, Kind, Out, TableModel, book, csv};
use crate::{marks::MarkCell, table::address};

/// The people and indicators of a month.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MarksSheet {
    /// The title above the table.
    pub title: String,
    /// The inspection that the marks come from; empty for none.
    pub inspection: String,
    /// What the cells' hint says below the range of marks: how to fill in a deduction, an absence.
    pub hint: String,
    /// The indicators, across.
    pub indicators: Vec<SheetIndicator>,
    /// The people, down.
    pub people: Vec<SheetPerson>,
}

/// An indicator's column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetIndicator {
    /// Its name, as in the policy.
    pub name: String,
    /// The full mark, which Excel then refuses to exceed.
    pub max: Option<Score>,
}

/// A person's row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetPerson {
    /// 行政村.
    pub village: String,
    /// 网格名称.
    pub grid: String,
    /// 网格编码.
    pub grid_code: String,
    /// 姓名.
    pub name: String,
    /// 工号.
    pub person_code: String,
    /// Marks that are known already, one for each indicator; a shorter list leaves the rest blank.
    pub marks: Vec<MarkCell>,
}

/// The columns before the indicators.
const LEADING: [(&str, u16); 5] = [("村", 14), ("网格", 16), ("网格编码", 18), ("姓名", 10), ("工号", 10)];

/// The sheet as xlsx, each mark's cell guarded by a rule that Excel and WPS keep.
pub fn marks_template(sheet: &MarksSheet, created: Date) -> Result<Vec<u8>, Fault> {
    book::book(&[model(sheet)], created, |page, table, first| guard(page, sheet, table, first)).map_err(book::failed)
}

/// The sheet as csv.
pub fn marks_csv(sheet: &MarksSheet) -> Vec<u8> {
    csv(&model(sheet))
}

fn model(sheet: &MarksSheet) -> TableModel {
    let mut columns: Vec<Column> =
        LEADING.iter().map(|(header, width)| Column::new(*header, Kind::Text, *width)).collect();
    let inspected = !sheet.inspection.is_empty();
    if inspected {
        columns.push(Column::new("检查", Kind::Text, 12));
    }
    columns.extend(sheet.indicators.iter().map(|indicator| Column::new(&indicator.name, Kind::Score, 0)));
    let text = |text: &str| if text.is_empty() { Out::Blank } else { Out::from(text) };
    let row = |person: &SheetPerson| {
        let who = [&person.village, &person.grid, &person.grid_code, &person.name, &person.person_code];
        let mut cells: Vec<Out> = who.into_iter().map(|of| text(of)).collect();
        if inspected {
            cells.push(text(&sheet.inspection));
        }
        cells.extend(person.marks.iter().take(sheet.indicators.len()).map(mark));
        cells
    };
    TableModel {
        name: "评分".into(),
        title: sheet.title.clone(),
        columns,
        rows: sheet.people.iter().map(row).collect(),
        landscape: true,
        ..TableModel::default()
    }
}

fn mark(cell: &MarkCell) -> Out {
    match cell {
        MarkCell::Blank => Out::Blank,
        MarkCell::Earned(score) => Out::Score(*score),
        // A number can't say “minus nothing”.
        MarkCell::Lost(Score(0)) => Out::from("扣0"),
        MarkCell::Lost(score) => Out::Score(Score(-score.0)),
        MarkCell::State(state) => Out::from(state.zh()),
    }
}

fn guard(page: &mut Worksheet, sheet: &MarksSheet, table: &TableModel, first: u32) -> Result<(), XlsxError> {
    let Some(last) = u32::try_from(table.rows.len()).ok().and_then(|rows| (first + rows).checked_sub(1)) else {
        return Ok(());
    };
    if last < first {
        return Ok(());
    }
    let leading = table.columns.len() - sheet.indicators.len();
    let words = [State::Absent, State::Exempt, State::Uninspected].map(State::zh);
    for (index, indicator) in sheet.indicators.iter().enumerate() {
        let col = leading + index;
        let cell = address(first as usize, col);
        let is_word: Vec<String> = words.iter().map(|word| format!("{cell}=\"{word}\"")).collect();
        let range = match indicator.max {
            Some(max) => format!("AND(ISNUMBER({cell}),{cell}>=-{max},{cell}<={max})"),
            None => format!("ISNUMBER({cell})"),
        };
        let range_shown = indicator.max.map(|max| format!("0 – {max}\n")).unwrap_or_default();
        let hint = format!("{range_shown}{}", sheet.hint);
        let rule = DataValidation::new()
            .allow_custom(Formula::new(format!("=OR({},{range})", is_word.join(","))))
            .set_input_title(indicator.name.chars().take(15).collect::<String>())?
            .set_input_message(&hint)?
            .set_error_title(indicator.name.chars().take(15).collect::<String>())?
            .set_error_message(&hint)?
            .set_error_style(DataValidationErrorStyle::Stop);
        page.add_data_validation(first, col as u16, last, col as u16, &rule)?;
    }
    Ok(())
}
