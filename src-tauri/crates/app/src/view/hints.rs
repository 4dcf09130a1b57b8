//! Odd things at the end of a month: hints, never verdicts.

use super::view;
use domain::{Month, SubjectId};

view! {
    /// Something odd: what the figures are, and where to look.
    pub struct HintRow {
        /// Which kind of hint; `hint.<code>` are its words.
        pub code: String,
        /// What it is about, in its month and kind.
        pub about: String,
        /// Its figures in short: set aside, it stays so while they are the same.
        pub figures: String,
        /// Who or what, shown.
        pub place: String,
        /// The figures in a sentence.
        pub text: String,
        /// The room to look into it: `sheet`, `standings`, `defects`, `lots`.
        pub room: String,
        /// The scheme, where it isn't the month's first.
        pub scheme: Option<String>,
        /// Whose row.
        pub subject: Option<SubjectId>,
        /// In which inspection.
        pub inspection: Option<i64>,
        /// In which column.
        pub indicator: Option<i64>,
        /// Who looked into it and set it aside.
        pub seen_by: Option<String>,
        /// When.
        pub seen_at: Option<String>,
    }

    /// A hint that somebody has looked into, as it was shown.
    pub struct HintKey {
        /// Which kind.
        pub code: String,
        /// What it is about.
        pub about: String,
        /// Its figures as they were shown.
        pub figures: String,
    }

    /// Hints of a month set aside, or brought back.
    pub struct HintsSeen {
        /// Month.
        pub month: Month,
        /// Which.
        pub hints: Vec<HintKey>,
        /// Whether they are set aside.
        pub seen: bool,
    }
}
