//! A sheet entered twice.

use super::Answer;
use crate::desk::at_office;
use app::view::{Changed, Comparison, MarkSaved, Sheet};
use domain::{Month, SubjectId};
use tauri::AppHandle;

/// The sheet as the second reading has it.
#[tauri::command(rename_all = "snake_case")]
pub async fn second_sheet(app: AppHandle, month: Month, inspection: i64) -> Answer<Sheet> {
    at_office(app, move |office| office.second_sheet(month, inspection)).await
}

/// One cell of the second reading, saved.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_second_mark(
    app: AppHandle,
    month: Month,
    inspection: i64,
    person: SubjectId,
    indicator: i64,
    text: String,
) -> Answer<MarkSaved> {
    at_office(app, move |office| office.set_second_mark(month, inspection, person, indicator, &text)).await
}

/// Both readings compared.
#[tauri::command(rename_all = "snake_case")]
pub async fn compare_readings(app: AppHandle, month: Month, inspection: i64) -> Answer<Comparison> {
    at_office(app, move |office| office.compare_readings(month, inspection)).await
}

/// What is right where they differ.
#[tauri::command(rename_all = "snake_case")]
pub async fn decide_reading(
    app: AppHandle,
    month: Month,
    inspection: i64,
    person: SubjectId,
    indicator: i64,
    text: String,
) -> Answer<Changed> {
    at_office(app, move |office| office.decide_reading(month, inspection, person, indicator, &text)).await
}

/// Both are the same: into the record.
#[tauri::command(rename_all = "snake_case")]
pub async fn record_agreement(app: AppHandle, month: Month, inspection: i64) -> Answer<Changed> {
    at_office(app, move |office| office.record_agreement(month, inspection)).await
}
