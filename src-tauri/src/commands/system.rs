//! The window's own affairs: its language, work that is to stop, and what the system opens for it.

use super::Answer;
use crate::desk::{Desk, apart};
use domain::{Fault, Problem};
use std::path::{Path, PathBuf};
use tauri::{AppHandle, State};
use words::Lang;

/// The language that everything is worded in.
#[tauri::command]
pub fn language(desk: State<'_, Desk>) -> &'static str {
    desk.words().lang().tag()
}

/// Changes it, and keeps it for the next start.
#[tauri::command]
pub fn set_language(desk: State<'_, Desk>, lang: &str) {
    if let Some(lang) = Lang::parse(lang) {
        desk.speak(lang);
    }
}

/// Stops long work at the next step; what it had not finished is not kept.
#[tauri::command]
pub fn cancel(desk: State<'_, Desk>, id: u64) {
    desk.cancel(id);
}

/// Opens a PDF in the system's viewer, whose print dialog does the rest.
#[tauri::command]
pub async fn print_file(app: AppHandle, path: PathBuf) -> Answer<()> {
    apart(app, move |_, _| tauri_plugin_opener::open_path(&path, None::<&str>).map_err(|_| not_opened(&path))).await
}

/// Shows a file in its folder.
#[tauri::command]
pub async fn show_in_folder(app: AppHandle, path: PathBuf) -> Answer<()> {
    apart(app, move |_, _| tauri_plugin_opener::reveal_item_in_dir(&path).map_err(|_| not_opened(&path))).await
}

fn not_opened(path: &Path) -> Fault {
    Problem::new("open-outside-failed").with("path", path.display()).into()
}
