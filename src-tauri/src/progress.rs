//! Long work tells how far it is, and can be stopped.

use crate::{
    desk::{Desk, apart},
    fault::FaultDto,
};
use app::Office;
use domain::Fault;
use serde::Serialize;
use std::{
    sync::atomic::Ordering,
    time::{Duration, Instant},
};
use tauri::{AppHandle, Emitter, Manager};

/// What long work reports to: done, of how many; it goes on while the answer is true.
pub type Watch<'a> = dyn FnMut(usize, usize) -> bool + 'a;

/// At most this often; the window draws no faster.
const PAUSE: Duration = Duration::from_millis(100);

/// The event `progress`.
#[derive(Clone, Serialize)]
struct Progress<'a> {
    /// The work's number; `cancel` takes it.
    id: u64,
    /// What is being done, worded.
    what: &'a str,
    done: usize,
    total: usize,
}

/// Long work with the open office, under the words of `key`.
pub async fn long<T: Send + 'static>(
    app: AppHandle,
    key: &'static str,
    work: impl FnOnce(&mut Office, &mut Watch<'_>) -> Result<T, Fault> + Send + 'static,
) -> Result<T, FaultDto> {
    apart(app, move |app, desk| desk.with_office(|office| watched(app, key, |watch| work(office, watch)))).await
}

/// Does work that reports as it goes. The last event has done = total, also when the work ends early.
pub fn watched<T>(app: &AppHandle, key: &str, work: impl FnOnce(&mut Watch<'_>) -> T) -> T {
    let desk = app.state::<Desk>();
    let what = desk.words().text(key, &[]);
    let (id, stop) = desk.begin();
    let mut said: Option<Instant> = None;
    let mut total_seen = 0;
    let answer = work(&mut |done, total| {
        total_seen = total;
        if said.is_none_or(|at| at.elapsed() >= PAUSE) {
            said = Some(Instant::now());
            let _ = app.emit("progress", Progress { id, what: &what, done, total });
        }
        !stop.load(Ordering::Relaxed)
    });
    if said.is_some() {
        let _ = app.emit("progress", Progress { id, what: &what, done: total_seen, total: total_seen });
    }
    desk.end(id);
    answer
}
