//! The tree of grids.

use super::{Answer, Wrote};
use crate::desk::at_office;
use app::view::{Changed, GridDetail, GridForm, GridPart, GridRow, HouseholdRow, ImportReport};
use domain::{Date, GridId};
use std::path::PathBuf;
use tauri::AppHandle;

/// The tree as it was on a day.
#[tauri::command(rename_all = "snake_case")]
pub async fn grid_tree(app: AppHandle, on: Date) -> Answer<Vec<GridRow>> {
    at_office(app, move |office| office.grid_tree(on)).await
}

/// One grid with what belongs to it.
#[tauri::command(rename_all = "snake_case")]
pub async fn grid(app: AppHandle, id: GridId) -> Answer<GridDetail> {
    at_office(app, move |office| office.grid(id)).await
}

/// A new grid, or a changed one.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_grid(app: AppHandle, form: GridForm) -> Answer<Wrote<GridId>> {
    at_office(app, move |office| office.save_grid(&form).map(Wrote::from)).await
}

/// Its last day.
#[tauri::command(rename_all = "snake_case")]
pub async fn close_grid(app: AppHandle, id: GridId, on: Date) -> Answer<Changed> {
    at_office(app, move |office| office.close_grid(id, on)).await
}

/// One becomes several.
#[tauri::command(rename_all = "snake_case")]
pub async fn split_grid(app: AppHandle, id: GridId, on: Date, parts: Vec<GridPart>) -> Answer<Wrote<Vec<GridId>>> {
    at_office(app, move |office| office.split_grid(id, on, &parts).map(Wrote::from)).await
}

/// Several become one.
#[tauri::command(rename_all = "snake_case")]
pub async fn merge_grids(app: AppHandle, ids: Vec<GridId>, name: String, on: Date) -> Answer<Wrote<GridId>> {
    at_office(app, move |office| office.merge_grids(&ids, &name, on).map(Wrote::from)).await
}

/// The register of households, from Excel.
#[tauri::command(rename_all = "snake_case")]
pub async fn import_households(app: AppHandle, path: PathBuf, dry_run: bool) -> Answer<ImportReport> {
    at_office(app, move |office| office.import_households(&path, dry_run).map(|(report, _)| report)).await
}

/// A grid's register as edited.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_households(app: AppHandle, grid: GridId, rows: Vec<HouseholdRow>) -> Answer<Changed> {
    at_office(app, move |office| office.save_households(grid, &rows)).await
}

/// People, grids and assignments, from Excel.
#[tauri::command(rename_all = "snake_case")]
pub async fn import_roster(app: AppHandle, path: PathBuf, dry_run: bool) -> Answer<ImportReport> {
    at_office(app, move |office| office.import_roster(&path, dry_run).map(|(report, _)| report)).await
}

/// An empty roster to fill in.
#[tauri::command(rename_all = "snake_case")]
pub async fn roster_template(app: AppHandle, path: PathBuf) -> Answer<()> {
    at_office(app, move |office| office.roster_template(&path)).await
}
