//! Appeals (申诉): who, against what, by when it is to be answered, and how it was.

use super::view;
use domain::{Date, Money, Month, MonthState, Score, SubjectId};

view! {
    /// A month's appeals.
    pub struct AppealsView {
        /// Month.
        pub month: Month,
        /// Where the month stands.
        pub state: MonthState,
        /// The last day of publication; `None` before it.
        pub publication_ends: Option<Date>,
        /// The last day to file one in time.
        pub file_by: Option<Date>,
        /// In the order in which they were filed.
        pub rows: Vec<AppealRow>,
        /// How many wait for an answer: as long as any does, the reward list is locked.
        pub open: u32,
        /// Whom one can be filed for.
        pub subjects: Vec<AppealSubject>,
    }

    /// Whom an appeal can be filed for.
    pub struct AppealSubject {
        /// The scheme whose result it is.
        pub scheme: String,
        /// Who.
        pub subject: SubjectId,
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// Pinyin initials, to find by.
        pub initials: String,
        /// The result as it stands, in a line.
        pub result: String,
    }

    /// An appeal.
    pub struct AppealRow {
        /// Order of entry.
        pub id: i64,
        /// Scheme.
        pub scheme: String,
        /// Who.
        pub subject: SubjectId,
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// Village.
        pub village: Option<String>,
        /// Filed on.
        pub filed_on: Date,
        /// Filed by.
        pub filed_by: String,
        /// What is claimed.
        pub claim: String,
        /// Whether it was filed after the last day.
        pub late: bool,
        /// Why it was taken all the same.
        pub late_reason: String,
        /// The last day to answer.
        pub answer_by: Date,
        /// Not answered, and the last day is past.
        pub overdue: bool,
        /// `keep` or `annul`; `None` as long as it waits.
        pub decision: Option<String>,
        /// Decided on.
        pub decided_on: Option<Date>,
        /// Decided by.
        pub decided_by: String,
        /// Why.
        pub decided_why: String,
        /// Measures that it is about.
        pub measures: Vec<String>,
        /// Score as it stands.
        pub score: Option<Score>,
        /// Grade as it stands.
        pub grade: Option<String>,
        /// Reward that waits for the answer, in fen.
        pub reward_fen: Option<Money>,
    }
}
