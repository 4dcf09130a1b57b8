//! People and what they answer for.

use super::{AssignmentRow, view};
use domain::{AssignmentId, Date, GridId, PersonId, PhotoId, Role};

view! {
    /// One line of the register or of a search.
    pub struct PersonRow {
        /// Id.
        pub id: PersonId,
        /// Person's code (工号).
        pub code: String,
        /// Name.
        pub name: String,
        /// Pinyin initials.
        pub initials: String,
        /// Phone.
        pub phone: Option<String>,
        /// Roles and grids on the asked day, as `专职网格员 张家湾村第三网格`.
        pub posts: Vec<String>,
        /// Village of the first post.
        pub village: Option<String>,
        /// Whether any worker's role is open on the asked day.
        pub worker: bool,
        /// Another person bears the same name.
        pub namesake: bool,
    }

    /// What a search found.
    pub struct PeopleList {
        /// The best fits first, no more than asked for.
        pub rows: Vec<PersonRow>,
        /// How many there are in all.
        pub total: u32,
    }

    /// Everything about one person.
    pub struct PersonDetail {
        /// The editable part.
        pub person: PersonForm,
        /// Assignments, newest first.
        pub assignments: Vec<AssignmentRow>,
        /// Outcomes of closed and open months, newest first.
        pub history: Vec<PersonMonth>,
        /// Step of the ladder now, with its reason, as a sentence.
        pub ladder: Option<String>,
    }

    /// A month in a person's history.
    pub struct PersonMonth {
        /// Month.
        pub month: domain::Month,
        /// State.
        pub state: domain::State,
        /// Score.
        pub score: Option<domain::Score>,
        /// Rank.
        pub rank: Option<u32>,
        /// Grade.
        pub grade: Option<String>,
        /// Reward in fen.
        pub reward_fen: Option<domain::Money>,
        /// Measures.
        pub measures: Vec<String>,
    }

    /// A person as a form edits it.
    pub struct PersonForm {
        /// `None` for a new one.
        pub id: Option<PersonId>,
        /// Code; `None` lets the next free one be taken.
        pub code: Option<String>,
        /// Name.
        pub name: String,
        /// Phone.
        pub phone: Option<String>,
        /// Portrait.
        pub photo: Option<PhotoId>,
        /// Remark.
        pub note: String,
    }

    /// A new assignment.
    pub struct AssignForm {
        /// Who.
        pub person: PersonId,
        /// For which grid.
        pub grid: GridId,
        /// As what.
        pub role: Role,
        /// From, that day included.
        pub from: Date,
        /// To, that day included.
        pub to: Option<Date>,
    }

    /// A worker moves: the old assignment ends the day before.
    pub struct MoveForm {
        /// The assignment that ends.
        pub assignment: AssignmentId,
        /// The new grid.
        pub grid: GridId,
        /// The first day in the new grid.
        pub on: Date,
    }

    /// What a change of people would make untrue, shown before it is saved.
    pub struct ChangePreview {
        /// Boards that would be out of date, as `张家湾村第三网格: 网格员 张三 → 李四`.
        pub boards: Vec<String>,
        /// Months not yet closed in which days in post change, as sentences.
        pub months: Vec<String>,
    }

    /// An imported table's answer.
    pub struct ImportReport {
        /// Rows read.
        pub rows: u32,
        /// Things added.
        pub added: u32,
        /// Things changed.
        pub changed: u32,
        /// What was refused or is odd; the rows with problems are not taken.
        pub problems: Vec<CellProblemView>,
        /// What was done with the table, as sentences (header row found, totals row left out).
        pub notes: Vec<String>,
        /// Each change, as a sentence, for the preview.
        pub changes: Vec<String>,
        /// Of a table of marks: each mark or state that changes, for a preview that can be looked through.
        pub marks: Vec<ImportedMark>,
    }

    /// A mark, or the state of a row, that a table changes.
    pub struct ImportedMark {
        /// Sheet.
        pub sheet: String,
        /// Cell.
        pub cell: String,
        /// Who.
        pub name: String,
        /// Code.
        pub code: String,
        /// Village.
        pub village: String,
        /// Which indicator, with its inspection where there are several; empty for the state of a row.
        pub indicator: String,
        /// What stands there; `None` is nothing.
        pub before: Option<String>,
        /// What the table says.
        pub after: String,
    }

    /// What a person answered to a problem that leaves a choice.
    pub struct ImportChoice {
        /// Sheet.
        pub sheet: String,
        /// Cell, as the problem named it.
        pub cell: String,
        /// One of its choices.
        pub choice: String,
    }

    /// A problem at a cell.
    pub struct CellProblemView {
        /// Sheet.
        pub sheet: String,
        /// Cell, as `C7`.
        pub cell: String,
        /// Stable code.
        pub code: String,
        /// What is wrong and what to do.
        pub text: String,
        /// What it can mean; none is taken by itself.
        pub choices: Vec<String>,
    }
}
