//! The month: its line, the sheet, leave, findings.

use super::{Answer, Wrote};
use crate::desk::at_office;
use app::view::{
    CellText, CellVersion, Changed, FindingForm, HintRow, HintsSeen, ImportChoice, ImportReport, InspectionForm,
    MarkSaved, MarksCheck, MarksSaved, MonthHead, Sheet, StandingForm,
};
use domain::{Month, State, SubjectId};
use std::path::PathBuf;
use tauri::AppHandle;

/// Opens the month.
#[tauri::command(rename_all = "snake_case")]
pub async fn open_month(app: AppHandle, month: Month) -> Answer<Changed> {
    at_office(app, move |office| office.open_month(month)).await
}

/// Where it stands and what it lacks.
#[tauri::command(rename_all = "snake_case")]
pub async fn month_head(app: AppHandle, month: Month) -> Answer<MonthHead> {
    at_office(app, move |office| office.month_head(month)).await
}

/// What is odd in it.
#[tauri::command(rename_all = "snake_case")]
pub async fn month_hints(app: AppHandle, month: Month) -> Answer<Vec<HintRow>> {
    at_office(app, move |office| office.month_hints(month)).await
}

/// Sets hints aside, or brings them back.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_hints_seen(app: AppHandle, form: HintsSeen) -> Answer<Changed> {
    at_office(app, move |office| office.set_hints_seen(&form)).await
}

/// The score sheet.
#[tauri::command(rename_all = "snake_case")]
pub async fn sheet(app: AppHandle, month: Month, scheme: Option<String>, inspection: Option<i64>) -> Answer<Sheet> {
    at_office(app, move |office| office.sheet_of(month, scheme.as_deref(), inspection)).await
}

/// A new inspection, or a changed one.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_inspection(app: AppHandle, form: InspectionForm) -> Answer<Wrote<i64>> {
    at_office(app, move |office| office.save_inspection(&form).map(Wrote::from)).await
}

/// One cell, saved.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_mark(
    app: AppHandle,
    month: Month,
    inspection: i64,
    person: SubjectId,
    indicator: i64,
    text: String,
) -> Answer<MarkSaved> {
    at_office(app, move |office| office.set_mark(month, inspection, person, indicator, &text)).await
}

/// Many cells looked at, nothing saved.
#[tauri::command(rename_all = "snake_case")]
pub async fn check_marks(app: AppHandle, month: Month, inspection: i64, cells: Vec<CellText>) -> Answer<MarksCheck> {
    at_office(app, move |office| office.check_marks(month, inspection, &cells)).await
}

/// Many cells, saved in one step or not at all.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_marks(app: AppHandle, month: Month, inspection: i64, cells: Vec<CellText>) -> Answer<MarksSaved> {
    at_office(app, move |office| office.set_marks(month, inspection, &cells)).await
}

/// Absent, exempt, not inspected.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_state(
    app: AppHandle,
    month: Month,
    person: SubjectId,
    state: Option<State>,
    inspection: i64,
) -> Answer<MarkSaved> {
    at_office(app, move |office| office.set_state(month, person, state, inspection)).await
}

/// What stood in a cell.
#[tauri::command(rename_all = "snake_case")]
pub async fn cell_history(
    app: AppHandle,
    inspection: i64,
    person: SubjectId,
    indicator: i64,
) -> Answer<Vec<CellVersion>> {
    at_office(app, move |office| office.cell_history(inspection, person, indicator)).await
}

/// Leave and exemption.
#[tauri::command(rename_all = "snake_case")]
pub async fn standings(app: AppHandle, month: Month) -> Answer<Vec<StandingForm>> {
    at_office(app, move |office| office.standings(month)).await
}

/// Enters one, or takes it back.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_standing(app: AppHandle, form: StandingForm) -> Answer<Changed> {
    at_office(app, move |office| office.save_standing(&form)).await
}

/// Signed findings of 未履职.
#[tauri::command(rename_all = "snake_case")]
pub async fn findings(app: AppHandle, month: Month) -> Answer<Vec<FindingForm>> {
    at_office(app, move |office| office.findings(month)).await
}

/// Enters one.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_finding(app: AppHandle, form: FindingForm) -> Answer<Wrote<i64>> {
    at_office(app, move |office| office.save_finding(&form).map(Wrote::from)).await
}

/// Takes one back.
#[tauri::command(rename_all = "snake_case")]
pub async fn remove_finding(app: AppHandle, month: Month, id: i64, reason: String) -> Answer<Changed> {
    at_office(app, move |office| office.remove_finding(month, id, &reason)).await
}

/// The month's marks, from Excel.
#[tauri::command(rename_all = "snake_case")]
pub async fn import_marks(
    app: AppHandle,
    month: Month,
    scheme: Option<String>,
    path: PathBuf,
    choices: Vec<ImportChoice>,
    dry_run: bool,
) -> Answer<ImportReport> {
    at_office(app, move |office| {
        office.import_marks_with(month, scheme.as_deref(), &path, &choices, dry_run).map(|(report, _)| report)
    })
    .await
}

/// A table to fill in.
#[tauri::command(rename_all = "snake_case")]
pub async fn marks_template(app: AppHandle, month: Month, scheme: Option<String>, path: PathBuf) -> Answer<Changed> {
    at_office(app, move |office| office.marks_template(month, scheme.as_deref(), &path)).await
}

/// Publishes the month.
#[tauri::command(rename_all = "snake_case")]
pub async fn publish(app: AppHandle, month: Month) -> Answer<Changed> {
    at_office(app, move |office| office.publish(month)).await
}

/// From published back to scoring.
#[tauri::command(rename_all = "snake_case")]
pub async fn reopen(app: AppHandle, month: Month, reason: String) -> Answer<Changed> {
    at_office(app, move |office| office.reopen(month, &reason)).await
}

/// Approved and filed.
#[tauri::command(rename_all = "snake_case")]
pub async fn close(app: AppHandle, month: Month, meeting: String, reason: Option<String>) -> Answer<Changed> {
    at_office(app, move |office| office.close(month, &meeting, reason.as_deref())).await
}
