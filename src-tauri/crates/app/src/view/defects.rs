//! Problems found on the ground: the form, the list, the common ones, and what is overdue.

use super::view;
use domain::{Date, DefectId, DefectSource, DefectState, Finder, GridId, Month, PhotoId, PhotoStage, SubjectId};

view! {
    /// A problem as a form edits it. What is left empty can be filled in from what is chosen.
    pub struct DefectForm {
        /// `None` for a new one.
        pub id: Option<DefectId>,
        /// The month that it is found in.
        pub month: Month,
        /// Where it was heard of.
        pub source: DefectSource,
        /// The level of whoever found it; `None`: 镇, and 县 for what comes from above.
        pub level: Option<Finder>,
        /// The inspection that found it.
        pub inspection: Option<i64>,
        /// Who answers for it.
        pub subject: Option<SubjectId>,
        /// Name, shown.
        pub subject_name: String,
        /// In which grid.
        pub grid: Option<GridId>,
        /// Village and name, shown.
        pub grid_name: String,
        /// Where in it.
        pub place: String,
        /// What was found.
        pub what: String,
        /// Number in the list of common problems.
        pub common: Option<u32>,
        /// The indicator that it counts under.
        pub indicator: Option<i64>,
        /// Points as typed; empty for none.
        pub lost: String,
        /// 分数里已经扣了: the mark holds these points already and stays as it is.
        pub in_mark: bool,
        /// When it was found.
        pub found_on: Date,
        /// By whom.
        pub found_by: String,
        /// To be put right by; `None` to have it worked out from the days.
        pub due_on: Option<Date>,
        /// Working days; `None`: those of the common problem, or of the settings.
        pub days: Option<u32>,
    }

    /// A problem in a list.
    pub struct DefectRow {
        /// Id.
        pub id: DefectId,
        /// The month that it was found in.
        pub month: Month,
        /// Number within the month.
        pub number: u32,
        /// `2026-05/12`, as papers and facts name it.
        pub label: String,
        /// Where it was heard of.
        pub source: DefectSource,
        /// The level of whoever found it.
        pub level: Finder,
        /// The inspection that found it.
        pub inspection: Option<i64>,
        /// Its kind and number, shown.
        pub inspection_name: String,
        /// Who answers for it.
        pub subject: Option<SubjectId>,
        /// Code, shown.
        pub subject_code: String,
        /// Name, shown.
        pub subject_name: String,
        /// In which grid.
        pub grid: GridId,
        /// Village and name, shown.
        pub grid_name: String,
        /// The village that the grid lies in.
        pub village: Option<GridId>,
        /// Name, shown.
        pub village_name: String,
        /// Where in the grid.
        pub place: String,
        /// What was found.
        pub what: String,
        /// Number in the list of common problems.
        pub common: Option<u32>,
        /// The indicator that it counts under.
        pub indicator: Option<i64>,
        /// Name, shown.
        pub indicator_name: String,
        /// Points, without idle zeros.
        pub lost: Option<String>,
        /// When it was found.
        pub found_on: Date,
        /// By whom.
        pub found_by: String,
        /// To be put right by.
        pub due_on: Option<Date>,
        /// Working days left while it waits to be put right; negative when overdue.
        pub days_left: Option<i32>,
        /// Where it stands today.
        pub state: DefectState,
        /// Whether a due date passed before it was put right.
        pub late: bool,
        /// Put right on.
        pub fixed_on: Option<Date>,
        /// What was done.
        pub fixed_how: String,
        /// Rechecked on.
        pub rechecked_on: Option<Date>,
        /// By whom.
        pub recheck_by: String,
        /// The higher level that found it again.
        pub again_level: Option<Finder>,
        /// The month whose facts hold its penalty.
        pub overdue: Option<Month>,
        /// Why it was let off; empty when it was not.
        pub waived: String,
        /// Whether its points can still be changed.
        pub points_open: bool,
        /// Its photos, those from when it was found first.
        pub photos: Vec<PhotoRef>,
    }

    /// A photo of a problem.
    pub struct PhotoRef {
        /// The photo.
        pub id: PhotoId,
        /// When it was taken.
        pub stage: PhotoStage,
    }

    /// Which problems to list.
    pub struct DefectFilter {
        /// Of a month.
        pub month: Option<Month>,
        /// Of an inspection.
        pub inspection: Option<i64>,
        /// Of a village.
        pub village: Option<GridId>,
        /// Of who answers for them.
        pub subject: Option<SubjectId>,
        /// Only those that are not rechecked and in order.
        pub open: bool,
    }

    /// Problems, by village in the order of the route.
    pub struct DefectsView {
        /// Within a village by month and number.
        pub rows: Vec<DefectRow>,
        /// The villages that have any.
        pub villages: Vec<DefectVillage>,
        /// All of them.
        pub counts: DefectCounts,
    }

    /// How many problems a village has.
    pub struct DefectVillage {
        /// The village; `None` for what lies in none.
        pub grid: Option<GridId>,
        /// Name.
        pub name: String,
        /// How many.
        pub counts: DefectCounts,
    }

    /// How many problems there are.
    pub struct DefectCounts {
        /// All.
        pub all: u32,
        /// Waiting to be put right, overdue ones included.
        pub open: u32,
        /// Overdue.
        pub overdue: u32,
        /// Due today or on the next working day.
        pub due_soon: u32,
        /// Waiting for the recheck.
        pub fixed: u32,
        /// Rechecked and in order.
        pub passed: u32,
    }

    /// A problem of the township's own list of common ones.
    pub struct CommonDefectForm {
        /// Number.
        pub number: u32,
        /// What is found.
        pub what: String,
        /// The indicator's name; empty for none.
        pub indicator: String,
        /// Points as typed; empty for none.
        pub lost: String,
        /// Working days to put it right; `None`: those of the settings.
        pub days: Option<u32>,
    }

    /// Problems not put right in time whose penalty stands in no month yet.
    pub struct OverdueView {
        /// The month whose facts would hold it.
        pub month: Month,
        /// Whether facts can be entered in that month.
        pub editable: bool,
        /// Whether a clause of the month looks at what is overdue.
        pub used: bool,
        /// The articles that do, as 第五条、第八条.
        pub articles: String,
        /// The problems, by village.
        pub rows: Vec<OverdueRow>,
    }

    /// A problem not put right in time, and what that would cost.
    pub struct OverdueRow {
        /// The problem.
        pub row: DefectRow,
        /// `unfixed`, `fixed-late`, or `recheck-failed`.
        pub why: String,
        /// Points, without idle zeros; `None` where no clause takes any.
        pub points: Option<String>,
        /// The month whose score they would come off.
        pub counts_in: Option<Month>,
        /// Why it can't be entered.
        pub stopped: Option<String>,
    }

    /// What a cell's mark lost, and how much of it its problems explain; without idle zeros.
    pub struct CellAccount {
        /// Points lost by the mark; `None` where there is none.
        pub lost: Option<String>,
        /// The points of its problems.
        pub explained: String,
        /// Lost, and explained by no problem.
        pub open: Option<String>,
        /// Of problems, and not lost by the mark.
        pub beyond: Option<String>,
        /// Whether the points asked about are likely in the mark already.
        pub in_mark: bool,
    }
}
