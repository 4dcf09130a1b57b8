//! The leaders' meeting: its window, the picture in it, the row in hand.

use super::Answer;
use crate::{
    desk::{Desk, apart},
    fault, window,
};
use app::view::{MeetingAsk, MeetingHand, MeetingView};
use domain::Month;
use tauri::{AppHandle, Emitter, State};

/// Opens the window for the projector, or brings it forward.
#[tauri::command]
pub async fn open_meeting(app: AppHandle, month: Month, scheme: Option<String>) -> Answer<()> {
    let place = match scheme {
        Some(scheme) => format!("/meeting/{month}?scheme={scheme}"),
        None => format!("/meeting/{month}"),
    };
    apart(app, move |app, _| window::open_meeting(app, &place).map_err(|_| fault::internal())).await
}

/// The picture. It is made after the office is free again, so that no mark waits for it.
#[tauri::command]
pub async fn meeting(app: AppHandle, ask: MeetingAsk) -> Answer<MeetingView> {
    apart(app, move |_, desk| Ok(desk.with_office(|office| office.meeting(&ask))?.view())).await
}

/// The row in hand, for a picture that begins.
#[tauri::command]
pub fn meeting_hand(desk: State<'_, Desk>) -> Option<MeetingHand> {
    desk.hand()
}

/// Another row is in hand in the main window.
#[tauri::command]
pub fn take_in_hand(app: AppHandle, desk: State<'_, Desk>, hand: MeetingHand) {
    let _ = app.emit_to(window::MEETING, "meeting-hand", &hand);
    desk.take_in_hand(hand);
}
