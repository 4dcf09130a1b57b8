//! Boards and papers.

use super::{Answer, Written, Wrote};
use crate::{desk::at_office, progress::long};
use app::view::{BoardOptionsForm, BoardPostForm, BoardRow, Changed, Pages, PaperRow};
use domain::{GridId, Month, SubjectId};
use std::path::PathBuf;
use tauri::AppHandle;

/// The boards, with what on them is no longer true.
#[tauri::command(rename_all = "snake_case")]
pub async fn boards(app: AppHandle, village: Option<String>) -> Answer<Vec<BoardRow>> {
    at_office(app, move |office| office.boards(village.as_deref())).await
}

/// A board as it would be printed.
#[tauri::command(rename_all = "snake_case")]
pub async fn board_preview(app: AppHandle, grid: GridId, options: BoardOptionsForm) -> Answer<Pages> {
    at_office(app, move |office| office.board_preview(grid, &options)).await
}

/// Where a board hangs, and since when.
#[tauri::command(rename_all = "snake_case")]
pub async fn post_board(app: AppHandle, form: BoardPostForm) -> Answer<Changed> {
    at_office(app, move |office| office.post_board(&form)).await
}

/// What a month prints.
#[tauri::command(rename_all = "snake_case")]
pub async fn papers(app: AppHandle, month: Month) -> Answer<Vec<PaperRow>> {
    at_office(app, move |office| office.papers(month)).await
}

/// Some pages of a paper.
#[tauri::command(rename_all = "snake_case")]
pub async fn paper_preview(app: AppHandle, month: Month, kind: String, from: u32, count: u32) -> Answer<Pages> {
    at_office(app, move |office| office.paper_preview(month, &kind, from, count)).await
}

/// A paper as a file.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_paper(app: AppHandle, month: Month, kind: String, path: PathBuf) -> Answer<Changed> {
    at_office(app, move |office| office.save_paper(month, &kind, &path)).await
}

/// Boards in one PDF, a page each; they count as printed from then on.
#[tauri::command(rename_all = "snake_case")]
pub async fn boards_pdf(
    app: AppHandle,
    path: PathBuf,
    grids: Vec<GridId>,
    options: BoardOptionsForm,
) -> Answer<Wrote<u32>> {
    long(app, "progress.boards", move |office, watch| office.boards_pdf(&path, &grids, &options, watch))
        .await
        .map(Wrote::from)
}

/// Every paper of a month that can be made, numbered, with a list of them.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_packet(app: AppHandle, month: Month, folder: PathBuf) -> Answer<Written> {
    long(app, "progress.papers", move |office, watch| office.save_packet(month, &folder, watch))
        .await
        .map(Written::from)
}

/// A paper about one person; as a file too, where a path is given.
#[tauri::command(rename_all = "snake_case")]
pub async fn person_paper(
    app: AppHandle,
    month: Month,
    person: SubjectId,
    kind: String,
    path: Option<PathBuf>,
) -> Answer<Pages> {
    at_office(app, move |office| office.person_paper(month, person, &kind, path.as_deref())).await
}

/// Everything, or one month, as tables that open without this program.
#[tauri::command(rename_all = "snake_case")]
pub async fn export_all(app: AppHandle, folder: PathBuf, month: Option<Month>) -> Answer<Written> {
    at_office(app, move |office| office.export_all(&folder, month)).await.map(Written::from)
}
