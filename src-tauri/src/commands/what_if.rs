//! A rule tried on the past.

use super::{Answer, Written};
use crate::{desk::at_office, progress::long};
use app::view::WhatIfView;
use domain::Month;
use std::path::PathBuf;
use tauri::AppHandle;

/// What a policy would have changed; `source` as for a draft.
#[tauri::command(rename_all = "snake_case")]
pub async fn what_if(
    app: AppHandle,
    source: String,
    from: Month,
    to: Option<Month>,
    fresh: bool,
) -> Answer<WhatIfView> {
    long(app, "progress.what-if", move |office, watch| {
        let policy = office.policy_from(&source)?;
        office.what_if_under(&policy, from, to, fresh, watch)
    })
    .await
}

/// The same as a table.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_what_if(app: AppHandle, tried: WhatIfView, path: PathBuf) -> Answer<Written> {
    at_office(app, move |office| office.save_what_if(&tried, &path).map(|()| Written::from(vec![path]))).await
}
