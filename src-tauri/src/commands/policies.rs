//! Policies.

use super::{Answer, Written, Wrote};
use crate::desk::{Desk, apart, at_office};
use app::view::{
    AdoptPlan, Changed, DraftCheck, DraftForm, DraftRow, DraftView, PolicyDifference, PolicyForms, PolicyView,
    PresetView,
};
use domain::Month;
use std::path::PathBuf;
use tauri::{AppHandle, State};

/// The policies that a township can start with.
#[tauri::command]
pub async fn presets(app: AppHandle) -> Answer<Vec<PresetView>> {
    apart(app, |_, desk| app::presets(&desk.setting().assets)).await
}

/// The whole reference of rule kinds.
#[tauri::command]
pub fn vocabulary(desk: State<'_, Desk>) -> String {
    app::vocabulary(desk.words())
}

/// The policies in force, clause by clause.
#[tauri::command(rename_all = "snake_case")]
pub async fn policies(app: AppHandle) -> Answer<Vec<PolicyView>> {
    at_office(app, |office| office.policies()).await
}

/// Everything that a form of rules can be made from.
#[tauri::command]
pub fn policy_forms(desk: State<'_, Desk>) -> PolicyForms {
    app::policy_forms(desk.words())
}

/// The policies in work.
#[tauri::command]
pub async fn drafts(app: AppHandle) -> Answer<Vec<DraftRow>> {
    at_office(app, |office| office.drafts()).await
}

/// One of them, checked.
#[tauri::command]
pub async fn policy_draft(app: AppHandle, id: i64) -> Answer<DraftView> {
    at_office(app, move |office| office.policy_draft(id)).await
}

/// Begins one.
#[tauri::command]
pub async fn start_draft(app: AppHandle, source: String) -> Answer<Wrote<i64>> {
    at_office(app, move |office| office.start_draft(&source).map(Wrote::from)).await
}

/// Writes one as it was edited.
#[tauri::command]
pub async fn save_draft(app: AppHandle, form: DraftForm) -> Answer<Wrote<DraftCheck>> {
    at_office(app, move |office| office.save_draft(&form).map(Wrote::from)).await
}

/// Throws one away.
#[tauri::command]
pub async fn delete_draft(app: AppHandle, id: i64) -> Answer<Changed> {
    at_office(app, move |office| office.delete_draft(id)).await
}

/// What two policies don't have in common.
#[tauri::command]
pub async fn policy_difference(app: AppHandle, was: String, now: String) -> Answer<PolicyDifference> {
    at_office(app, move |office| office.policy_difference(&was, &now)).await
}

/// What adopting will do.
#[tauri::command]
pub async fn adopt_plan(app: AppHandle, id: i64, from: Option<Month>) -> Answer<AdoptPlan> {
    at_office(app, move |office| office.adopt_plan(id, from)).await
}

/// A new version.
#[tauri::command]
pub async fn adopt_draft(app: AppHandle, id: i64, from: Month) -> Answer<Changed> {
    at_office(app, move |office| office.adopt_draft(id, from)).await
}

/// A policy as files.
#[tauri::command]
pub async fn export_policy(app: AppHandle, source: String, folder: PathBuf) -> Answer<Written> {
    at_office(app, move |office| office.export_policy(&source, &folder).map(Written::from)).await
}
