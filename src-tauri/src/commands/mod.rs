//! What the window may ask for. A command decodes, calls `app`, encodes; what it answers and refuses is in `app`.

mod corrections;
mod defects;
mod facts;
mod files;
mod grids;
mod lots;
mod meeting;
mod month;
mod office;
mod outcomes;
mod papers;
mod people;
mod photos;
mod policies;
mod system;
mod twice;
mod what_if;

use crate::{fault::FaultDto, window};
use app::view::Changed;
use serde::Serialize;
use std::path::PathBuf;
use tauri::{Wry, ipc::Invoke};

/// What a command comes to.
type Answer<T> = Result<T, FaultDto>;

/// The answer of a write that makes something.
#[derive(Debug, Serialize)]
struct Wrote<T> {
    value: T,
    changed: Changed,
}

impl<T> From<(T, Changed)> for Wrote<T> {
    fn from((value, changed): (T, Changed)) -> Self {
        Self { value, changed }
    }
}

/// The answer of work that writes files.
#[derive(Debug, Serialize)]
struct Written {
    files: Vec<PathBuf>,
}

impl From<Vec<PathBuf>> for Written {
    fn from(files: Vec<PathBuf>) -> Self {
        Self { files }
    }
}

/// What the meeting's window may ask for: nothing that writes, and nothing with anybody's particulars.
const OF_THE_MEETING: &[&str] = &["language", "meeting", "meeting_hand"];

/// Every command, by its name; the meeting's window is let to its own alone.
pub fn all() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    let answer = every();
    move |invoke| {
        let message = &invoke.message;
        if message.webview_ref().label() == window::MEETING && !OF_THE_MEETING.contains(&message.command()) {
            invoke.resolver.reject("not for the meeting's window");
            return true;
        }
        answer(invoke)
    }
}

fn every() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        files::recent_files,
        files::open_office,
        files::close_office,
        files::office,
        files::demo_path,
        files::make_demo,
        files::new_township,
        files::backup,
        office::settings,
        office::save_settings,
        office::journal,
        office::undo_state,
        office::undo,
        office::redo,
        office::check,
        office::trend,
        grids::grid_tree,
        grids::grid,
        grids::save_grid,
        grids::close_grid,
        grids::split_grid,
        grids::merge_grids,
        grids::import_households,
        grids::save_households,
        grids::import_roster,
        grids::roster_template,
        people::people,
        people::person,
        people::save_person,
        people::set_photo,
        people::assign,
        people::end_assignment,
        people::move_worker,
        people::preview_assign,
        people::preview_end,
        people::preview_move,
        people::check_name,
        photos::add_defect_photos,
        photos::remove_defect_photo,
        meeting::open_meeting,
        meeting::meeting,
        meeting::meeting_hand,
        meeting::take_in_hand,
        month::open_month,
        month::month_head,
        month::month_hints,
        month::set_hints_seen,
        month::sheet,
        month::save_inspection,
        month::set_mark,
        month::check_marks,
        month::set_marks,
        month::set_state,
        month::cell_history,
        month::standings,
        month::save_standing,
        month::findings,
        month::save_finding,
        month::remove_finding,
        defects::defects,
        defects::cell_defects,
        defects::cell_account,
        defects::fill_defect,
        defects::answering,
        defects::save_defect,
        defects::remove_defect,
        defects::fix_defect,
        defects::recheck_defect,
        defects::found_again,
        defects::common_defects,
        defects::starting_common_defects,
        defects::common_defects_from,
        defects::save_common_defects,
        defects::overdue_due,
        defects::enter_overdue,
        defects::take_back_overdue,
        defects::waive_overdue,
        facts::other_facts,
        facts::save_facts,
        facts::import_facts,
        month::import_marks,
        month::marks_template,
        month::publish,
        month::reopen,
        month::close,
        twice::second_sheet,
        twice::set_second_mark,
        twice::compare_readings,
        twice::decide_reading,
        twice::record_agreement,
        lots::inspection_list,
        lots::remove_inspection,
        lots::lots,
        lots::offer_seed,
        lots::draw_lots,
        lots::verify_lot,
        lots::ballots,
        lots::set_ballot,
        lots::drop_hand_votes,
        lots::find_page,
        outcomes::outcomes,
        outcomes::explain,
        outcomes::appeals,
        outcomes::decide,
        outcomes::open_items,
        outcomes::save_handout,
        corrections::correction_subject,
        corrections::preview_correction,
        corrections::save_correction,
        corrections::preview_decision,
        corrections::versions,
        policies::presets,
        policies::vocabulary,
        policies::policies,
        policies::policy_forms,
        policies::drafts,
        policies::policy_draft,
        policies::start_draft,
        policies::save_draft,
        policies::delete_draft,
        policies::policy_difference,
        policies::adopt_plan,
        policies::adopt_draft,
        policies::export_policy,
        what_if::what_if,
        what_if::save_what_if,
        papers::boards,
        papers::board_preview,
        papers::post_board,
        papers::papers,
        papers::paper_preview,
        papers::save_paper,
        papers::boards_pdf,
        papers::save_packet,
        papers::person_paper,
        papers::export_all,
        system::language,
        system::set_language,
        system::cancel,
        system::print_file,
        system::show_in_folder,
    ]
}
