//! Inspections, draws by lot, households' answers, page codes.

use super::Answer;
use crate::desk::at_office;
use app::view::{
    BallotForm, BallotSaved, BallotsView, Changed, InspectionsView, LotCheck, LotForm, LotsView, PageFound,
};
use domain::{Month, Question, SubjectId};
use tauri::AppHandle;

/// The inspections of a month.
#[tauri::command(rename_all = "snake_case")]
pub async fn inspection_list(app: AppHandle, month: Month, scheme: Option<String>) -> Answer<InspectionsView> {
    at_office(app, move |office| office.inspection_list(month, scheme.as_deref())).await
}

/// One taken away.
#[tauri::command(rename_all = "snake_case")]
pub async fn remove_inspection(app: AppHandle, month: Month, id: i64) -> Answer<Changed> {
    at_office(app, move |office| office.remove_inspection(month, id)).await
}

/// What was drawn for an inspection, and what can be.
#[tauri::command(rename_all = "snake_case")]
pub async fn lots(app: AppHandle, month: Month, inspection: i64) -> Answer<LotsView> {
    at_office(app, move |office| office.lots(month, inspection)).await
}

/// A seed by chance.
#[tauri::command(rename_all = "snake_case")]
pub async fn offer_seed(app: AppHandle) -> Answer<String> {
    at_office(app, move |office| Ok(office.offer_seed())).await
}

/// Draws.
#[tauri::command(rename_all = "snake_case")]
pub async fn draw_lots(app: AppHandle, form: LotForm) -> Answer<Changed> {
    at_office(app, move |office| office.draw_lots(&form)).await
}

/// Draws again from the record.
#[tauri::command(rename_all = "snake_case")]
pub async fn verify_lot(app: AppHandle, id: i64) -> Answer<LotCheck> {
    at_office(app, move |office| office.verify_lot(id)).await
}

/// The households drawn, with what they said.
#[tauri::command(rename_all = "snake_case")]
pub async fn ballots(app: AppHandle, month: Month, inspection: i64) -> Answer<BallotsView> {
    at_office(app, move |office| office.ballots(month, inspection)).await
}

/// One answer.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_ballot(app: AppHandle, form: BallotForm) -> Answer<BallotSaved> {
    at_office(app, move |office| office.set_ballot(&form)).await
}

/// Votes entered by hand, taken back.
#[tauri::command(rename_all = "snake_case")]
pub async fn drop_hand_votes(
    app: AppHandle,
    month: Month,
    inspection: i64,
    subject: SubjectId,
    question: Question,
) -> Answer<Changed> {
    at_office(app, move |office| office.drop_hand_votes(month, inspection, subject, question)).await
}

/// Where the code on a page leads.
#[tauri::command(rename_all = "snake_case")]
pub async fn find_page(app: AppHandle, code: String) -> Answer<PageFound> {
    at_office(app, move |office| office.find_page(&code)).await
}
