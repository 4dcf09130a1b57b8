//! Problems found on the ground.

use super::{Answer, Wrote};
use crate::desk::at_office;
use app::view::{
    CellAccount, Changed, CommonDefectForm, DefectFilter, DefectForm, DefectRow, DefectsView, FactSubject, OverdueView,
};
use domain::{Date, DefectId, Finder, GridId, Month, SubjectId};
use std::path::PathBuf;
use tauri::AppHandle;

/// Problems, by village.
#[tauri::command(rename_all = "snake_case")]
pub async fn defects(app: AppHandle, filter: DefectFilter) -> Answer<DefectsView> {
    at_office(app, move |office| office.defects(&filter)).await
}

/// Those of a cell of a sheet.
#[tauri::command(rename_all = "snake_case")]
pub async fn cell_defects(
    app: AppHandle,
    inspection: i64,
    person: SubjectId,
    indicator: i64,
) -> Answer<Vec<DefectRow>> {
    at_office(app, move |office| office.cell_defects(inspection, person, indicator)).await
}

/// What a cell's mark lost, and how much of it its problems explain.
#[tauri::command(rename_all = "snake_case")]
pub async fn cell_account(
    app: AppHandle,
    month: Month,
    inspection: i64,
    person: SubjectId,
    indicator: i64,
    points: String,
) -> Answer<CellAccount> {
    at_office(app, move |office| office.cell_account(month, inspection, person, indicator, &points)).await
}

/// A form with what it leaves empty filled in.
#[tauri::command(rename_all = "snake_case")]
pub async fn fill_defect(app: AppHandle, form: DefectForm) -> Answer<DefectForm> {
    at_office(app, move |office| office.fill_defect(&form)).await
}

/// Who can be said to answer for a grid.
#[tauri::command(rename_all = "snake_case")]
pub async fn answering(app: AppHandle, grid: GridId, on: Date, month: Month) -> Answer<Vec<FactSubject>> {
    at_office(app, move |office| office.answering(grid, on, month)).await
}

/// Enters one, or writes one anew.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_defect(app: AppHandle, form: DefectForm) -> Answer<Wrote<DefectId>> {
    at_office(app, move |office| office.save_defect(&form).map(Into::into)).await
}

/// Takes one back.
#[tauri::command(rename_all = "snake_case")]
pub async fn remove_defect(app: AppHandle, id: DefectId, reason: String, give_back: bool) -> Answer<Changed> {
    at_office(app, move |office| office.remove_defect(id, &reason, give_back)).await
}

/// Put right.
#[tauri::command(rename_all = "snake_case")]
pub async fn fix_defect(app: AppHandle, id: DefectId, on: Date, how: String) -> Answer<Changed> {
    at_office(app, move |office| office.fix_defect(id, on, &how)).await
}

/// Rechecked.
#[tauri::command(rename_all = "snake_case")]
pub async fn recheck_defect(
    app: AppHandle,
    id: DefectId,
    passed: bool,
    by: String,
    on: Date,
    due_on: Option<Date>,
) -> Answer<Changed> {
    at_office(app, move |office| office.recheck_defect(id, passed, &by, on, due_on)).await
}

/// Found again by a higher level, or not.
#[tauri::command(rename_all = "snake_case")]
pub async fn found_again(app: AppHandle, id: DefectId, level: Option<Finder>) -> Answer<Changed> {
    at_office(app, move |office| office.found_again(id, level)).await
}

/// The township's list of common problems.
#[tauri::command(rename_all = "snake_case")]
pub async fn common_defects(app: AppHandle) -> Answer<Vec<CommonDefectForm>> {
    at_office(app, |office| office.common_defects()).await
}

/// What the list may begin with.
#[tauri::command(rename_all = "snake_case")]
pub async fn starting_common_defects(app: AppHandle) -> Answer<Vec<CommonDefectForm>> {
    at_office(app, |office| office.starting_common_defects()).await
}

/// A list from a table; nothing is written.
#[tauri::command(rename_all = "snake_case")]
pub async fn common_defects_from(app: AppHandle, path: PathBuf) -> Answer<Vec<CommonDefectForm>> {
    at_office(app, move |office| office.common_defects_from(&path)).await
}

/// Writes the list whole.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_common_defects(app: AppHandle, list: Vec<CommonDefectForm>) -> Answer<Changed> {
    at_office(app, move |office| office.save_common_defects(&list)).await
}

/// What is overdue, and would come into a month's facts.
#[tauri::command(rename_all = "snake_case")]
pub async fn overdue_due(app: AppHandle, month: Month) -> Answer<OverdueView> {
    at_office(app, move |office| office.overdue_due(month)).await
}

/// Writes penalties into a month's facts.
#[tauri::command(rename_all = "snake_case")]
pub async fn enter_overdue(app: AppHandle, month: Month, ids: Vec<DefectId>) -> Answer<Changed> {
    at_office(app, move |office| office.enter_overdue(month, &ids)).await
}

/// Takes a penalty back, or that it was let off.
#[tauri::command(rename_all = "snake_case")]
pub async fn take_back_overdue(app: AppHandle, id: DefectId) -> Answer<Changed> {
    at_office(app, move |office| office.take_back_overdue(id)).await
}

/// Lets some off.
#[tauri::command(rename_all = "snake_case")]
pub async fn waive_overdue(app: AppHandle, ids: Vec<DefectId>, reason: String) -> Answer<Changed> {
    at_office(app, move |office| office.waive_overdue(&ids, &reason)).await
}
