//! Facts beside marks.

use super::Answer;
use crate::desk::at_office;
use app::view::{Changed, FactForm, FactsView, ImportReport};
use domain::Month;
use std::path::PathBuf;
use tauri::AppHandle;

/// What is entered, and what can be.
#[tauri::command(rename_all = "snake_case")]
pub async fn other_facts(app: AppHandle, month: Month) -> Answer<FactsView> {
    at_office(app, move |office| office.other_facts(month)).await
}

/// Enters some, changes some, takes some back, in one entry.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_facts(
    app: AppHandle,
    month: Month,
    forms: Vec<FactForm>,
    taken_back: Vec<i64>,
    reason: String,
) -> Answer<Changed> {
    at_office(app, move |office| office.save_facts(month, &forms, &taken_back, &reason)).await
}

/// The same from a table.
#[tauri::command(rename_all = "snake_case")]
pub async fn import_facts(
    app: AppHandle,
    month: Month,
    path: PathBuf,
    document: String,
    dry_run: bool,
) -> Answer<ImportReport> {
    at_office(app, move |office| office.import_facts(month, &path, &document, dry_run).map(|(report, _)| report)).await
}
