//! The one window, and what the system does to it.

use crate::{
    arguments::{self, Arguments},
    commands,
    desk::Desk,
    pictures,
};
use tauri::{AppHandle, Emitter, Manager, WebviewUrl, WebviewWindowBuilder};
use tauri_plugin_window_state::StateFlags;

/// Opens the window and stays until it is closed.
pub fn run(arguments: Arguments) -> tauri::Result<()> {
    let desk = Desk::new(&arguments);
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, line, folder| second_start(app, &line, &folder)))
        .plugin(tauri_plugin_dialog::init())
        .plugin(
            tauri_plugin_window_state::Builder::default()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                .build(),
        )
        .manage(desk)
        .register_asynchronous_uri_scheme_protocol(pictures::SCHEME, pictures::answer)
        .invoke_handler(commands::all())
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("净格")
                .inner_size(1366.0, 768.0)
                .min_inner_size(1024.0, 640.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}

/// A second start brings the first window forward, with the file that was double-clicked.
fn second_start(app: &AppHandle, line: &[String], folder: &str) {
    let Some(window) = app.get_webview_window("main") else { return };
    let _ = window.unminimize();
    let _ = window.set_focus();
    if let Some(file) = arguments::parse(line.iter().skip(1).map(Into::into)).file {
        let _ = window.emit("open-file", std::path::Path::new(folder).join(file));
    }
}
