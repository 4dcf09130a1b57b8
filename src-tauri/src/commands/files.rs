//! Files: the one on the desk, those before it, new ones, and copies kept safe.

use super::Answer;
use crate::{
    desk::{apart, at_office},
    progress::watched,
};
use app::{
    DemoArgs, NewTownship,
    view::{ImportReport, OfficeView, RecentFile},
};
use domain::Month;
use serde::Serialize;
use std::path::PathBuf;
use tauri::AppHandle;

/// Files opened before, the last first.
#[tauri::command]
pub async fn recent_files(app: AppHandle) -> Answer<Vec<RecentFile>> {
    apart(app, |_, _| Ok(app::recent_files())).await
}

/// Puts a file on the desk, in place of the one that lies there.
#[tauri::command(rename_all = "snake_case")]
pub async fn open_office(app: AppHandle, path: PathBuf, read_only: bool) -> Answer<OfficeView> {
    apart(app, move |_, desk| desk.open(&path, read_only)).await
}

/// Clears the desk.
#[tauri::command]
pub async fn close_office(app: AppHandle) -> Answer<()> {
    apart(app, |_, desk| {
        desk.clear();
        Ok(())
    })
    .await
}

/// The open office.
#[tauri::command]
pub async fn office(app: AppHandle) -> Answer<OfficeView> {
    at_office(app, |office| office.office()).await
}

/// A good place for the demonstration file.
#[tauri::command]
pub fn demo_path() -> PathBuf {
    app::demo_path()
}

/// Makes the demonstration township and opens it.
#[tauri::command(rename_all = "snake_case")]
pub async fn make_demo(app: AppHandle, path: PathBuf) -> Answer<OfficeView> {
    apart(app, move |app, desk| {
        let setting = desk.setting();
        watched(app, "progress.demo", |watch| {
            app::make_demo(&path, &DemoArgs::default(), &setting, &mut |done, total| {
                watch(done as usize, total as usize)
            })
        })?;
        desk.open(&path, false)
    })
    .await
}

/// The answer of the assistant.
#[derive(Debug, Serialize)]
pub struct Founded {
    office: OfficeView,
    /// What the roster brought, and where it was wrong.
    report: Option<ImportReport>,
}

/// Makes a new township: villages, a policy, a roster where there is one.
#[tauri::command(rename_all = "snake_case")]
pub async fn new_township(
    app: AppHandle,
    path: PathBuf,
    township: String,
    villages: Vec<String>,
    preset: String,
    roster: Option<PathBuf>,
    from: Month,
) -> Answer<Founded> {
    apart(app, move |_, desk| {
        let plan = NewTownship { township, villages, preset, roster, from };
        let report = app::new_township(&path, &plan, &desk.setting())?;
        Ok(Founded { office: desk.open(&path, false)?, report })
    })
    .await
}

/// The answer of a backup.
#[derive(Debug, Serialize)]
pub struct Backup {
    path: PathBuf,
}

/// A copy of the file, where it is asked for or in the folder for backups.
#[tauri::command(rename_all = "snake_case")]
pub async fn backup(app: AppHandle, path: Option<PathBuf>) -> Answer<Backup> {
    at_office(app, move |office| office.backup(path.as_deref()).map(|path| Backup { path })).await
}
