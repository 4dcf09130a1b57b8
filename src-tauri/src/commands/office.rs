//! Settings, the record, undo.

use super::Answer;
use crate::desk::at_office;
use app::view::{Changed, JournalLine, ProblemView, Settings, Trend, UndoState};
use tauri::AppHandle;

/// What the office writes of itself once.
#[tauri::command(rename_all = "snake_case")]
pub async fn settings(app: AppHandle) -> Answer<Settings> {
    at_office(app, |office| office.settings()).await
}

/// Keeps it.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_settings(app: AppHandle, settings: Settings) -> Answer<Changed> {
    at_office(app, move |office| office.save_settings(&settings)).await
}

/// The record, newest first.
#[tauri::command(rename_all = "snake_case")]
pub async fn journal(app: AppHandle, limit: u32, before: Option<i64>) -> Answer<Vec<JournalLine>> {
    at_office(app, move |office| office.journal(limit, before)).await
}

/// What undo and redo would do.
#[tauri::command(rename_all = "snake_case")]
pub async fn undo_state(app: AppHandle) -> Answer<UndoState> {
    at_office(app, |office| office.undo_state()).await
}

/// Takes the last change back.
#[tauri::command(rename_all = "snake_case")]
pub async fn undo(app: AppHandle) -> Answer<Changed> {
    at_office(app, |office| office.undo()).await
}

/// Does it again.
#[tauri::command(rename_all = "snake_case")]
pub async fn redo(app: AppHandle) -> Answer<Changed> {
    at_office(app, |office| office.redo()).await
}

/// Looks the whole file over.
#[tauri::command(rename_all = "snake_case")]
pub async fn check(app: AppHandle) -> Answer<Vec<ProblemView>> {
    at_office(app, |office| office.check()).await
}

/// The last months in one picture.
#[tauri::command(rename_all = "snake_case")]
pub async fn trend(app: AppHandle, months: u32) -> Answer<Trend> {
    at_office(app, move |office| office.trend(months)).await
}
