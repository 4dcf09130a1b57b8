//! Outcomes and what is done about them.

use super::Answer;
use crate::desk::at_office;
use app::view::{AppealsView, Changed, DecisionForm, Explanation, HandoutForm, OpenItem, OutcomesView};
use domain::{Month, SubjectId};
use tauri::AppHandle;

/// The month's ranking and its villages.
#[tauri::command(rename_all = "snake_case")]
pub async fn outcomes(app: AppHandle, month: Month, scheme: Option<String>) -> Answer<OutcomesView> {
    at_office(app, move |office| office.outcomes_of(month, scheme.as_deref())).await
}

/// From marks to measure, article by article.
#[tauri::command(rename_all = "snake_case")]
pub async fn explain(app: AppHandle, month: Month, scheme: Option<String>, person: SubjectId) -> Answer<Explanation> {
    at_office(app, move |office| office.explain_by(month, scheme.as_deref(), person)).await
}

/// What was filed against the month.
#[tauri::command(rename_all = "snake_case")]
pub async fn appeals(app: AppHandle, month: Month) -> Answer<AppealsView> {
    at_office(app, move |office| office.appeals(month)).await
}

/// A person's decision.
#[tauri::command(rename_all = "snake_case")]
pub async fn decide(app: AppHandle, form: DecisionForm) -> Answer<Changed> {
    at_office(app, move |office| office.decide(&form)).await
}

/// What is still open, and for how long.
#[tauri::command(rename_all = "snake_case")]
pub async fn open_items(app: AppHandle) -> Answer<Vec<OpenItem>> {
    at_office(app, |office| office.open_items()).await
}

/// Goods handed out and signed for.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_handout(app: AppHandle, form: HandoutForm) -> Answer<Changed> {
    at_office(app, move |office| office.save_handout(&form)).await
}
