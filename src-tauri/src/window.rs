//! The windows, and what the system does to them.

use crate::{
    arguments::{self, Arguments},
    commands,
    desk::Desk,
    pictures,
};
use tauri::{AppHandle, Emitter, Manager, Monitor, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};
use tauri_plugin_window_state::StateFlags;

/// The window that the clerk works in.
const MAIN: &str = "main";
/// The window for the projector.
pub const MEETING: &str = "meeting";

/// Opens the window and stays until it is closed.
pub fn run(arguments: Arguments) -> tauri::Result<()> {
    let desk = Desk::new(&arguments);
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, line, folder| second_start(app, &line, &folder)))
        .plugin(tauri_plugin_dialog::init())
        .plugin(
            tauri_plugin_window_state::Builder::default()
                .with_denylist(&[MEETING]) // it goes to the projector, wherever that is today
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                .build(),
        )
        .manage(desk)
        .register_asynchronous_uri_scheme_protocol(pictures::SCHEME, pictures::answer)
        .invoke_handler(commands::all())
        .setup(|app| {
            let main = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
                .title("净格")
                .inner_size(1366.0, 768.0)
                .min_inner_size(1024.0, 640.0)
                .build()?;
            let app = app.handle().clone();
            main.on_window_event(move |event| {
                if matches!(event, WindowEvent::Destroyed)
                    && let Some(meeting) = app.get_webview_window(MEETING)
                {
                    let _ = meeting.destroy();
                }
            });
            Ok(())
        })
        .run(tauri::generate_context!())
}

/// A second start brings the first window forward, with the file that was double-clicked.
fn second_start(app: &AppHandle, line: &[String], folder: &str) {
    let Some(window) = app.get_webview_window(MAIN) else { return };
    let _ = window.unminimize();
    let _ = window.set_focus();
    if let Some(file) = arguments::parse(line.iter().skip(1).map(Into::into)).file {
        let _ = window.emit("open-file", std::path::Path::new(folder).join(file));
    }
}

/// Opens the meeting's window at a place of the interface, full screen on the second monitor where there is one; an open
/// one goes to that place and comes forward.
pub fn open_meeting(app: &AppHandle, place: &str) -> tauri::Result<()> {
    if let Some(window) = app.get_webview_window(MEETING) {
        app.emit_to(MEETING, "meeting-place", place)?;
        window.unminimize()?;
        return window.set_focus();
    }
    let title = app.state::<Desk>().words().text("meeting.window", &[]);
    let window = WebviewWindowBuilder::new(app, MEETING, WebviewUrl::App(format!("index.html#{place}").into()))
        .title(title)
        .inner_size(1366.0, 768.0)
        .min_inner_size(1024.0, 640.0)
        .build()?;
    let there = app.clone();
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Destroyed) {
            let _ = there.emit_to(MAIN, "meeting-closed", ());
        }
    });
    if let Some(projector) = app.get_webview_window(MAIN).and_then(|main| projector(&main)) {
        window.set_position(*projector.position())?;
        window.set_fullscreen(true)?;
    }
    Ok(())
}

/// The monitor that the main window is not on.
fn projector(main: &WebviewWindow) -> Option<Monitor> {
    let here = main.current_monitor().ok()??;
    main.available_monitors().ok()?.into_iter().find(|monitor| monitor.position() != here.position())
}
