//! People and what they answer for.

use super::{Answer, Wrote};
use crate::desk::at_office;
use app::view::{AssignForm, ChangePreview, Changed, MoveForm, PeopleList, PersonDetail, PersonForm, ProblemView};
use domain::{AssignmentId, Date, PersonId};
use std::path::PathBuf;
use tauri::AppHandle;

/// Found by name, initials, phone or code; all for an empty query.
#[tauri::command(rename_all = "snake_case")]
pub async fn people(app: AppHandle, query: String, on: Date, limit: u32) -> Answer<PeopleList> {
    at_office(app, move |office| office.people(&query, on, limit)).await
}

/// One person.
#[tauri::command(rename_all = "snake_case")]
pub async fn person(app: AppHandle, id: PersonId, on: Date) -> Answer<PersonDetail> {
    at_office(app, move |office| office.person(id, on)).await
}

/// A new person, or a changed one.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_person(app: AppHandle, form: PersonForm) -> Answer<Wrote<PersonId>> {
    at_office(app, move |office| office.save_person(&form).map(Wrote::from)).await
}

/// The photo for boards; none takes it away.
#[tauri::command(rename_all = "snake_case")]
pub async fn set_photo(app: AppHandle, person: PersonId, path: Option<PathBuf>) -> Answer<Changed> {
    at_office(app, move |office| office.set_photo(person, path.as_deref())).await
}

/// Who answers for a grid, from when.
#[tauri::command(rename_all = "snake_case")]
pub async fn assign(app: AppHandle, form: AssignForm) -> Answer<Wrote<AssignmentId>> {
    at_office(app, move |office| office.assign(&form).map(Wrote::from)).await
}

/// Its last day.
#[tauri::command(rename_all = "snake_case")]
pub async fn end_assignment(app: AppHandle, id: AssignmentId, on: Date) -> Answer<Changed> {
    at_office(app, move |office| office.end_assignment(id, on)).await
}

/// To another grid from a day on.
#[tauri::command(rename_all = "snake_case")]
pub async fn move_worker(app: AppHandle, form: MoveForm) -> Answer<Changed> {
    at_office(app, move |office| office.move_worker(&form)).await
}

/// What assigning would touch.
#[tauri::command(rename_all = "snake_case")]
pub async fn preview_assign(app: AppHandle, form: AssignForm) -> Answer<ChangePreview> {
    at_office(app, move |office| office.preview_assign(&form)).await
}

/// What ending would touch.
#[tauri::command(rename_all = "snake_case")]
pub async fn preview_end(app: AppHandle, id: AssignmentId, on: Date) -> Answer<ChangePreview> {
    at_office(app, move |office| office.preview_end(id, on)).await
}

/// What moving would touch.
#[tauri::command(rename_all = "snake_case")]
pub async fn preview_move(app: AppHandle, form: MoveForm) -> Answer<ChangePreview> {
    at_office(app, move |office| office.preview_move(&form)).await
}

/// Characters that could not be printed.
#[tauri::command(rename_all = "snake_case")]
pub async fn check_name(app: AppHandle, name: String) -> Answer<Vec<ProblemView>> {
    at_office(app, move |office| office.check_name(&name)).await
}
