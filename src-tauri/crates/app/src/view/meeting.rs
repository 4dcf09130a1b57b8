//! The picture on the wall of the leaders' meeting: only what may be shown in public.

use super::view;
use domain::{Money, Month, PhotoId, Score, State, SubjectId};

view! {
    /// Which picture of the meeting is asked for.
    pub struct MeetingAsk {
        /// Month.
        pub month: Month,
        /// Scheme; the month's first when it isn't said.
        pub scheme: Option<String>,
        /// The inspection whose sheet is read out: villages come in its drawn order, where one was drawn.
        pub inspection: Option<i64>,
        /// Whose row is in hand: their village is the one shown.
        pub at: Option<SubjectId>,
        /// Whether people's names are masked.
        pub masked: bool,
        /// Whether rewards are shown.
        pub rewards: bool,
    }

    /// Which row of the sheet is in hand in the main window.
    pub struct MeetingHand {
        /// Month.
        pub month: Month,
        /// Scheme; the month's first when it isn't said.
        pub scheme: Option<String>,
        /// Inspection.
        pub inspection: Option<i64>,
        /// Whose row.
        pub person: Option<SubjectId>,
    }

    /// What stands on the wall. No phone, code, remark or measure is in it.
    pub struct MeetingView {
        /// Month.
        pub month: Month,
        /// Township.
        pub township: String,
        /// Title of the scheme.
        pub title: String,
        /// Subjects expected.
        pub expected: u32,
        /// Subjects complete.
        pub marked: u32,
        /// Grade names, best first.
        pub grades: Vec<String>,
        /// Those complete, by group and rank.
        pub rows: Vec<MeetingRow>,
        /// The village in hand.
        pub village: Option<MeetingVillage>,
        /// Villages that are still to come, in order.
        pub next: Vec<String>,
    }

    /// A place in the ranking.
    pub struct MeetingRow {
        /// Whose; a number that says nothing outside this file.
        pub subject: SubjectId,
        /// Ranking group; empty where all are ranked together.
        pub group: String,
        /// Place among those that are complete.
        pub rank: Option<u32>,
        /// Name, or masked.
        pub name: String,
        /// Village.
        pub village: String,
        /// Grid within the village.
        pub grid: String,
        /// Score.
        pub score: Option<Score>,
        /// Grade.
        pub grade: Option<String>,
        /// Reward in fen, where it was asked for.
        pub reward_fen: Option<Money>,
    }

    /// The village in hand.
    pub struct MeetingVillage {
        /// Name.
        pub name: String,
        /// Who is judged in it, in the order of the sheet.
        pub people: Vec<MeetingPerson>,
        /// Its problems found this month.
        pub problems: Vec<MeetingProblem>,
    }

    /// Somebody of the village in hand; the figures stand in the ranking.
    pub struct MeetingPerson {
        /// Whose.
        pub subject: SubjectId,
        /// Name, or masked.
        pub name: String,
        /// Grid within the village.
        pub grid: String,
        /// Absent, exempt or not inspected; `None` when judged on marks.
        pub state: Option<State>,
        /// Marks entered.
        pub entered: u32,
        /// Marks asked for.
        pub asked: u32,
    }

    /// A problem found in the village.
    pub struct MeetingProblem {
        /// Number within the month.
        pub number: u32,
        /// Grid and place.
        pub place: String,
        /// What was found.
        pub what: String,
        /// Points taken off.
        pub points: Option<Score>,
        /// Whether it was put right.
        pub fixed: bool,
        /// Photos of how it was found.
        pub photos: Vec<PhotoId>,
    }
}
