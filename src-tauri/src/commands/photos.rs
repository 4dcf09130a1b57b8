//! Photos of problems. The pictures themselves are shown by their address: see `pictures`.

use super::Answer;
use crate::{
    desk::{apart, at_office},
    progress::watched,
};
use app::{
    read_photos,
    view::{Changed, PhotosAdded},
};
use domain::{DefectId, PhotoId, PhotoStage};
use std::path::PathBuf;
use tauri::AppHandle;

/// Reads the files, then puts them to a problem. The office isn't held while they are read: marks go on being saved.
#[tauri::command(rename_all = "snake_case")]
pub async fn add_defect_photos(
    app: AppHandle,
    defect: DefectId,
    stage: PhotoStage,
    paths: Vec<PathBuf>,
    keep_metadata: bool,
) -> Answer<PhotosAdded> {
    apart(app, move |app, desk| {
        let read = watched(app, "progress.photos", |watch| read_photos(&paths, keep_metadata, watch))?;
        desk.with_office(|office| office.add_defect_photos(defect, stage, read))
    })
    .await
}

/// Takes a photo off a problem.
#[tauri::command(rename_all = "snake_case")]
pub async fn remove_defect_photo(app: AppHandle, defect: DefectId, photo: PhotoId) -> Answer<Changed> {
    at_office(app, move |office| office.remove_defect_photo(defect, photo)).await
}
