//! The month: its line, the score sheet, leave, findings.

use super::{Changed, ProblemView, view};
use domain::{Date, Finder, GridId, InspectionKind, Month, MonthState, Score, State, SubjectId};

view! {
    /// The month line: where it stands, what it lacks, what comes next.
    pub struct MonthHead {
        /// Month.
        pub month: Month,
        /// Where it stands.
        pub state: MonthState,
        /// Which version of the month this is; 1 until corrected.
        pub version: u32,
        /// Title of the policy in force, with its version's first month.
        pub policy: Option<String>,
        /// The schemes whose period the month lies in, the first one first.
        pub schemes: Vec<SchemeRow>,
        /// Subjects expected, of every scheme that ends with the month.
        pub expected: u32,
        /// Subjects complete: all marks there, or a state entered.
        pub marked: u32,
        /// Who isn't.
        pub missing: Vec<MissingRow>,
        /// Why the next step (`publish`, `close`) is refused now; empty when it can be taken.
        pub hindrances: Vec<ProblemView>,
        /// The next step: `publish`, `close`, or `None` when closed.
        pub next: Option<String>,
        /// Grade names of the policy in force, best first.
        pub grades: Vec<String>,
        /// Published on.
        pub published_on: Option<Date>,
        /// The last day of publication.
        pub publication_ends: Option<Date>,
        /// Closed on.
        pub closed_on: Option<Date>,
    }

    /// A scheme of a month.
    pub struct SchemeRow {
        /// The policy's id.
        pub id: String,
        /// Title.
        pub title: String,
        /// Who is judged.
        pub subject: String,
        /// How often.
        pub period: String,
        /// The month that its period ends with.
        pub last: Month,
        /// Whether it has a sheet to fill in.
        pub sheet: bool,
    }

    /// A subject whose marks are not complete.
    pub struct MissingRow {
        /// The scheme that asks for them.
        pub scheme: String,
        /// Who.
        pub person: SubjectId,
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// Village.
        pub village: String,
        /// Indicators without a mark.
        pub indicators: Vec<String>,
    }

    /// The score sheet of one inspection.
    pub struct Sheet {
        /// Month.
        pub month: Month,
        /// The scheme whose sheet it is.
        pub scheme: String,
        /// Whether cells can be changed now.
        pub editable: bool,
        /// Inspections of the month; the sheet shows one. None where the scheme has nothing to fill in.
        pub inspections: Vec<InspectionRow>,
        /// The one shown; 0 where there is none.
        pub inspection: i64,
        /// Columns.
        pub indicators: Vec<IndicatorColumn>,
        /// Rows, in route order, villages together.
        pub rows: Vec<SheetRow>,
    }

    /// An inspection.
    pub struct InspectionRow {
        /// Id.
        pub id: i64,
        /// Kind.
        pub kind: InspectionKind,
        /// Number within its kind, from 1.
        pub number: u32,
        /// Inspector.
        pub inspector: String,
        /// Held on.
        pub held_on: Option<Date>,
        /// Cells marked.
        pub marks: u32,
    }

    /// An inspection as a form edits it.
    pub struct InspectionForm {
        /// `None` for a new one.
        pub id: Option<i64>,
        /// Month.
        pub month: Month,
        /// The scheme whose sheet it fills; the first when it isn't said.
        pub scheme: Option<String>,
        /// Kind.
        pub kind: InspectionKind,
        /// Inspector.
        pub inspector: String,
        /// Held on.
        pub held_on: Option<Date>,
    }

    /// A column of the sheet.
    pub struct IndicatorColumn {
        /// Id.
        pub id: i64,
        /// Name.
        pub name: String,
        /// Full points.
        pub full: Score,
        /// The article it comes from.
        pub article: String,
        /// `earned` or `lost`: how a bare number is read; a minus always means lost.
        pub entry: String,
    }

    /// A row of the sheet: marks at the left, what the engine says at the right.
    pub struct SheetRow {
        /// Who.
        pub person: SubjectId,
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// Pinyin initials, to find by.
        pub initials: String,
        /// Village.
        pub village: String,
        /// The number within the village, as on the paper that is filled in on site.
        pub number: u32,
        /// Whether the inspection reaches it: false where the village was not drawn.
        pub drawn: bool,
        /// Grids answered for in this month.
        pub grids: String,
        /// Ranking group, as 一般 or 试点.
        pub group: String,
        /// The state entered for the month; `None` when judged on marks.
        pub state: Option<State>,
        /// One per column; `None` is missing, never 0.
        pub cells: Vec<Option<SheetCell>>,
        /// What the engine says.
        pub live: Live,
    }

    /// A mark in a cell.
    pub struct SheetCell {
        /// As typed: `13`, `-0.5`.
        pub text: String,
        /// Who saved it.
        pub by: String,
        /// When, local time.
        pub at: String,
    }

    /// What the engine says of a row now.
    pub struct Live {
        /// Score.
        pub score: Option<Score>,
        /// Rank in the group.
        pub rank: Option<u32>,
        /// Grade.
        pub grade: Option<String>,
        /// Reward in fen.
        pub reward_fen: Option<domain::Money>,
        /// Proposed measures.
        pub measures: Vec<String>,
    }

    /// A live figure that changed.
    pub struct LiveRow {
        /// Who.
        pub person: SubjectId,
        /// The figures now.
        pub live: Live,
    }

    /// A saved cell and what follows from it.
    pub struct MarkSaved {
        /// The cell as it now stands.
        pub cell: Option<SheetCell>,
        /// The row's state as it now stands.
        pub state: Option<State>,
        /// Everyone whose figures changed.
        pub live: Vec<LiveRow>,
        /// Subjects complete.
        pub marked: u32,
        /// Where the month stands now.
        pub month_state: MonthState,
        /// For the undo line.
        pub changed: Changed,
    }

    /// What is to stand in a cell: a figure, a word or letter for the row's state, or nothing.
    pub struct CellText {
        /// Who.
        pub person: SubjectId,
        /// Column.
        pub indicator: i64,
        /// As typed; empty clears.
        pub text: String,
    }

    /// What a cell shows: its mark, or the state of its row. Neither is missing.
    pub struct CellValue {
        /// As typed: `13`, `-0.5`.
        pub text: Option<String>,
        /// The row's state.
        pub state: Option<State>,
    }

    /// What entering a text in a cell would do.
    pub struct CellCheck {
        /// Who.
        pub person: SubjectId,
        /// Column.
        pub indicator: i64,
        /// What it shows now.
        pub before: CellValue,
        /// What it would show; `None` where the text is refused.
        pub after: Option<CellValue>,
        /// Why it is refused.
        pub problem: Option<ProblemView>,
    }

    /// Cells looked at without being written, in the order in which they were given.
    pub struct MarksCheck {
        /// Each cell.
        pub cells: Vec<CellCheck>,
        /// How many of them would change.
        pub changes: u32,
        /// How many are refused; with any, none would be written.
        pub refused: u32,
    }

    /// A cell as it now stands.
    pub struct CellSaved {
        /// Who.
        pub person: SubjectId,
        /// Column.
        pub indicator: i64,
        /// The mark; `None` is missing.
        pub cell: Option<SheetCell>,
    }

    /// The state of a row as it now stands.
    pub struct RowState {
        /// Who.
        pub person: SubjectId,
        /// `None` when judged on marks.
        pub state: Option<State>,
    }

    /// Cells saved in one step, and what follows from it.
    pub struct MarksSaved {
        /// Every cell that was given, as it now stands.
        pub cells: Vec<CellSaved>,
        /// The rows that they lie in.
        pub rows: Vec<RowState>,
        /// Everyone whose figures changed.
        pub live: Vec<LiveRow>,
        /// Subjects complete.
        pub marked: u32,
        /// Where the month stands now.
        pub month_state: MonthState,
        /// For the undo line; without a sentence when nothing was different.
        pub changed: Changed,
    }

    /// An earlier value of a cell.
    pub struct CellVersion {
        /// As typed; `None` was empty.
        pub text: Option<String>,
        /// Who.
        pub by: String,
        /// When.
        pub at: String,
    }

    /// Leave, exemption, absence or no inspection, for one person and month.
    pub struct StandingForm {
        /// Who.
        pub person: SubjectId,
        /// Name, shown.
        pub person_name: String,
        /// Village, shown.
        pub village: String,
        /// Month.
        pub month: Month,
        /// `None` takes the entry back.
        pub state: Option<State>,
        /// Reason.
        pub reason: String,
        /// Who approved it.
        pub approver: String,
        /// Document it rests on.
        pub document: String,
        /// From.
        pub from: Option<Date>,
        /// To.
        pub to: Option<Date>,
    }

    /// A signed finding of 未履职.
    pub struct FindingForm {
        /// `None` for a new one.
        pub id: Option<i64>,
        /// Month.
        pub month: Month,
        /// Who.
        pub person: SubjectId,
        /// Name, shown.
        pub person_name: String,
        /// Where.
        pub grid: Option<GridId>,
        /// Place, shown.
        pub grid_name: String,
        /// Who found it.
        pub found_by: String,
        /// Level of the finder.
        pub level: Finder,
        /// Date.
        pub found_on: Date,
        /// What was found.
        pub what: String,
        /// Evidence.
        pub evidence: String,
        /// Signed by.
        pub signed_by: String,
    }
}
