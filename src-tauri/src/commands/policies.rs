//! Policies.

use super::Answer;
use crate::desk::{Desk, apart, at_office};
use app::view::{Changed, PolicyCheck, PolicyView, PresetView};
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

/// A policy file with its cases.
#[tauri::command(rename_all = "snake_case")]
pub async fn check_policy(app: AppHandle, path: PathBuf) -> Answer<PolicyCheck> {
    apart(app, move |_, desk| app::check_policy(&path, desk.words())).await
}

/// A new version.
#[tauri::command(rename_all = "snake_case")]
pub async fn adopt_policy(app: AppHandle, path: PathBuf, from: Month) -> Answer<Changed> {
    at_office(app, move |office| office.adopt_policy(&path, from)).await
}

/// The policy as a file.
#[tauri::command(rename_all = "snake_case")]
pub async fn export_policy(app: AppHandle, id: String, path: PathBuf) -> Answer<()> {
    at_office(app, move |office| office.export_policy(&id, &path)).await
}
