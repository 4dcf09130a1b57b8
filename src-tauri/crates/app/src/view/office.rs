//! The office file, its settings, the months' line, the journal.

use super::view;
use domain::{Date, Month, MonthState};

/// What files written before the setting was there mean.
pub(crate) fn appeal_file_days() -> u32 {
    3
}

/// The same for problems found.
pub(crate) fn defect_days() -> u32 {
    3
}

/// The same for the answer.
pub(crate) fn appeal_answer_days() -> u32 {
    5
}

view! {
    /// An open office file.
    pub struct OfficeView {
        /// Full path of the file.
        pub path: String,
        /// The township's name.
        pub township: String,
        /// Who has the file open for writing, when it is not us: then everything is read-only.
        pub read_only: Option<String>,
        /// All months, oldest first.
        pub months: Vec<MonthEntry>,
        /// The month that the office works on: the oldest that is not closed, else the newest.
        pub current: Option<Month>,
        /// Today by the one clock.
        pub today: Date,
        /// Work that waits, shown as figures in the rail.
        pub waiting: Waiting,
        /// Date of the last backup made from this file.
        pub last_backup: Option<Date>,
        /// How many grids, villages, people, workers in post today.
        pub villages: u32,
        /// Grids that are open today, villages not counted.
        pub grids: u32,
        /// People in the register.
        pub people: u32,
        /// People with a worker's role today.
        pub workers: u32,
    }

    /// A month and where it stands.
    pub struct MonthEntry {
        /// The assessed month.
        pub month: Month,
        /// Where it stands.
        pub state: MonthState,
    }

    /// Work that waits.
    pub struct Waiting {
        /// Boards that say something untrue.
        pub stale_boards: u32,
        /// Measures proposed and not yet decided, or confirmed and not yet carried out.
        pub open_measures: u32,
        /// Problems found that are not put right, and their date has passed.
        pub overdue_defects: u32,
    }

    /// A file opened before.
    pub struct RecentFile {
        /// Full path.
        pub path: String,
        /// The township's name when it was last open.
        pub township: String,
        /// Whether the file is still there.
        pub exists: bool,
    }

    /// What the office writes of itself once; papers and boards take it from here.
    pub struct Settings {
        /// 乡镇 name, as 青禾镇.
        pub township: String,
        /// The office that issues papers, as 青禾镇人居环境办公室.
        pub issuer: String,
        /// 文号 prefix, as 青环办: numbers are made as 青环办〔2026〕5号.
        pub document_prefix: String,
        /// 监督电话 on boards and publications.
        pub supervise_phone: String,
        /// 制作单位 on boards.
        pub made_by: String,
        /// What the QR code on boards holds: a text, a phone number or a link; `None` for no code.
        pub board_qr: Option<String>,
        /// Whether phones are printed on boards.
        pub board_phones: bool,
        /// Duties listed on every board.
        pub board_duties: Vec<String>,
        /// Days that the province allows for renewing a board.
        pub board_days: u32,
        /// Working days of publication.
        pub publication_days: u32,
        /// Days off by decree, weekends not counted.
        pub holidays: Vec<Date>,
        /// Weekend days that are worked (调休).
        pub workdays: Vec<Date>,
        /// What days off and shifted days are called, as 国庆节.
        #[serde(default)]
        pub day_names: Vec<DayName>,
        /// Working days after the end of publication in which an appeal can be filed.
        #[serde(default = "appeal_file_days")]
        pub appeal_file_days: u32,
        /// Working days in which an appeal is answered.
        #[serde(default = "appeal_answer_days")]
        pub appeal_answer_days: u32,
        /// Working days in which a problem found is put right.
        #[serde(default = "defect_days")]
        pub defect_days: u32,
        /// Who works at this PC: signs the journal.
        pub clerk: String,
        /// Folder for backups.
        pub backup_folder: Option<String>,
    }

    /// What a day off or a shifted day is called.
    pub struct DayName {
        /// The day.
        pub day: Date,
        /// As 国庆节.
        pub name: String,
    }

    /// One line of the record.
    pub struct JournalLine {
        /// Number in order.
        pub id: i64,
        /// Local time, `2026-06-26 14:03:11`.
        pub at: String,
        /// Who.
        pub by: String,
        /// What was done, as a sentence.
        pub text: String,
        /// The verb's key.
        pub verb: String,
        /// Whether it has been undone.
        pub undone: bool,
        /// The reason given.
        pub reason: Option<String>,
    }

    /// What undo and redo would do now.
    pub struct UndoState {
        /// What 撤销 would take back, as a sentence.
        pub undo: Option<String>,
        /// What 重做 would do again.
        pub redo: Option<String>,
    }

    /// What every write returns beside its own answer: the screens refresh from it.
    pub struct Changed {
        /// What was done, for the undo line.
        pub text: String,
        /// Topics to load again: `grids`, `people`, `month`, `outcomes`, `boards`, `defects`, `policies`, `settings`,
        /// `second`, `journal`.
        pub topics: Vec<String>,
        /// What undo and redo would do now.
        pub undo: UndoState,
    }

    /// Something wrong or odd, worded.
    pub struct ProblemView {
        /// Stable code.
        pub code: String,
        /// Where.
        pub place: String,
        /// What is wrong.
        pub text: String,
        /// What to do.
        pub remedy: String,
    }
}
