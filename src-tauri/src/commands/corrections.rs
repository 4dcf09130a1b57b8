//! Corrections of closed months.

use super::{Answer, Wrote};
use crate::desk::at_office;
use app::view::{CorrectionForm, CorrectionSubject, DecisionForm, MonthVersion, Ripple};
use domain::{Month, SubjectId};
use tauri::AppHandle;

/// What a closed month holds of one subject.
#[tauri::command(rename_all = "snake_case")]
pub async fn correction_subject(app: AppHandle, month: Month, subject: SubjectId) -> Answer<CorrectionSubject> {
    at_office(app, move |office| office.correction_subject(month, subject)).await
}

/// What would follow from a correction.
#[tauri::command(rename_all = "snake_case")]
pub async fn preview_correction(app: AppHandle, form: CorrectionForm) -> Answer<Ripple> {
    at_office(app, move |office| office.preview_correction(&form)).await
}

/// Saves a correction.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_correction(app: AppHandle, form: CorrectionForm) -> Answer<Wrote<Ripple>> {
    at_office(app, move |office| office.save_correction(&form).map(Wrote::from)).await
}

/// What would follow from a decision on a closed month; nothing where nothing that was published changes.
#[tauri::command(rename_all = "snake_case")]
pub async fn preview_decision(app: AppHandle, form: DecisionForm) -> Answer<Option<Ripple>> {
    at_office(app, move |office| office.preview_decision(&form)).await
}

/// The versions of a closed month.
#[tauri::command(rename_all = "snake_case")]
pub async fn versions(app: AppHandle, month: Month) -> Answer<Vec<MonthVersion>> {
    at_office(app, move |office| office.versions(month)).await
}
