//! Corrections of closed months: what is changed, and what follows from it.

use super::{FindingForm, view};
use domain::{Date, Money, Month, Score, State, SubjectId};

view! {
    /// A correction as it is asked for.
    pub struct CorrectionForm {
        /// The closed month.
        pub month: Month,
        /// The scheme whose facts are meant; the first that judges the subject where none is named.
        pub scheme: Option<String>,
        /// Who answers for it.
        pub by: String,
        /// Why; needed to save, not to look at what would follow.
        pub reason: String,
        /// What is changed.
        pub changes: Vec<CorrectionChange>,
    }

    /// One change, as a row of the table of facts: it sets the value; an empty value takes it away.
    pub struct CorrectionChange {
        /// Its line in the table, or its place in the form from 1.
        pub line: u32,
        /// Whom it is about; none for a pool.
        pub subject: Option<SubjectId>,
        /// `mark`, `deduction`, `bonus`, `score`, `external`, `external-place`, `vote`, `finding`, `veto`, `overdue`,
        /// `base`, `pool`, `state`, `decision`, `assignment`.
        pub fact: String,
        /// Indicator, bonus, option, state, decision; the grid's code of an assignment.
        pub item: String,
        /// Decimal text; of an assignment `from` or `to`.
        pub value: String,
        /// Inspection (`集中检查/1`), or the level of the finder or giver.
        pub source: String,
        /// The day of a finding, a decision, an assignment's first or last day; the first day of an exemption.
        pub date: Option<Date>,
        /// The last day of an exemption.
        pub until: Option<Date>,
        /// Who approved an exemption, found a failure, or decided; the correction's own name where empty.
        pub who: String,
        /// The document that it rests on.
        pub document: String,
        /// What was found; the reason of a state or a decision; the correction's own reason where empty.
        pub note: String,
    }

    /// A fact that a correction changes.
    pub struct ChangedFact {
        /// Stable id; none for a fact of the whole month.
        pub subject_id: Option<String>,
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// As in the table of facts.
        pub fact: String,
        /// What of it, as 集中检查/1 道路.
        pub item: String,
        /// As it was, in words; `None` was nothing.
        pub was: Option<String>,
        /// As it is; `None` is nothing.
        pub now: Option<String>,
    }

    /// What follows from a correction, in its month and every later closed one.
    pub struct Ripple {
        /// The corrected month.
        pub month: Month,
        /// The version that the correction makes of it.
        pub version: u32,
        /// The facts changed.
        pub changes: Vec<ChangedFact>,
        /// Months whose outcomes differ, oldest first.
        pub months: Vec<RippleMonth>,
        /// Measures that differ, by month: to be looked at again.
        pub measures: Vec<RippleMeasure>,
        /// Issued papers that no longer agree.
        pub papers: Vec<RipplePaper>,
        /// Money to pay (above 0) or to take back (below 0), a line a subject.
        pub balance: Vec<BalanceLine>,
        /// All that is to be paid.
        pub fen_to_pay: Money,
        /// All that is to be taken back.
        pub fen_to_take_back: Money,
        /// What is to be paid less what is to be taken back.
        pub fen: Money,
        /// How many closed months were judged again to find this out.
        pub judged: u32,
        /// All of it in one sentence.
        pub text: String,
    }

    /// A month whose outcomes differ.
    pub struct RippleMonth {
        /// The month.
        pub month: Month,
        /// The version that it becomes.
        pub version: u32,
        /// Who differs, in code order.
        pub subjects: Vec<RippleSubject>,
    }

    /// Somebody whose outcome differs.
    pub struct RippleSubject {
        /// Stable id.
        pub subject_id: String,
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// Village.
        pub village: Option<String>,
        /// The policy's id.
        pub policy: String,
        /// As published; `None` was not evaluated.
        pub was: Option<Figures>,
        /// As corrected; `None` is not evaluated.
        pub now: Option<Figures>,
    }

    /// What of an outcome is compared.
    pub struct Figures {
        /// State.
        pub state: State,
        /// Ranking group.
        pub group: Option<String>,
        /// Score.
        pub score: Option<Score>,
        /// Rank in the group.
        pub rank: Option<u32>,
        /// Grade.
        pub grade: Option<String>,
        /// Fen; `None` not assessed, or no rewards.
        pub reward_fen: Option<Money>,
        /// Goods.
        pub reward_goods: Vec<String>,
        /// Fen.
        pub deduction_fen: Option<Money>,
        /// Measures that stand.
        pub measures: Vec<String>,
        /// Step of the ladder.
        pub step: Option<u32>,
        /// Red and black lists that carry the name.
        pub lists: Vec<String>,
    }

    /// Somebody's measures that differ.
    pub struct RippleMeasure {
        /// The month.
        pub month: Month,
        /// Stable id.
        pub subject_id: String,
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// As proposed.
        pub was: Vec<String>,
        /// As corrected.
        pub now: Vec<String>,
    }

    /// An issued paper that no longer agrees.
    pub struct RipplePaper {
        /// The month.
        pub month: Month,
        /// Which paper, as the list of papers names it.
        pub kind: String,
        /// Its name, with its number where it has one.
        pub name: String,
    }

    /// Money to pay or to take back.
    pub struct BalanceLine {
        /// Stable id.
        pub subject_id: String,
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// Village.
        pub village: Option<String>,
        /// Above 0 to pay, below 0 to take back.
        pub fen: Money,
    }

    /// What a closed month holds of one subject, as a form to correct it by.
    pub struct CorrectionSubject {
        /// The closed month.
        pub month: Month,
        /// Its present version.
        pub version: u32,
        /// Who.
        pub subject: SubjectId,
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// The inspections, each with its marks.
        pub inspections: Vec<CorrectedInspection>,
        /// The state entered; `None` is judged on marks.
        pub state: Option<State>,
        /// Signed findings.
        pub findings: Vec<FindingForm>,
        /// Other facts.
        pub facts: Vec<CorrectedFact>,
        /// Assignments that touch the month.
        pub posts: Vec<CorrectedPost>,
    }

    /// An inspection of a closed month, of one subject.
    pub struct CorrectedInspection {
        /// As a row of changes names it: 集中检查/1.
        pub source: String,
        /// As it is said: 集中检查第1次.
        pub name: String,
        /// A cell for each indicator that it looks at.
        pub cells: Vec<CorrectedCell>,
    }

    /// A mark that can be corrected.
    pub struct CorrectedCell {
        /// Indicator.
        pub indicator: String,
        /// Full points.
        pub full: Score,
        /// The mark counts points earned, not lost.
        pub earned: bool,
        /// Points, without a sign; `None` is missing.
        pub value: Option<String>,
    }

    /// Another fact that can be corrected.
    pub struct CorrectedFact {
        /// As in the table of facts.
        pub fact: String,
        /// Item.
        pub item: String,
        /// Source.
        pub source: String,
        /// As a row of changes gives it: decimal text, money in whole fen.
        pub value: String,
    }

    /// An assignment whose days can be corrected.
    pub struct CorrectedPost {
        /// The grid's code.
        pub grid: String,
        /// The grid.
        pub label: String,
        /// First day.
        pub from: Date,
        /// Last day.
        pub to: Option<Date>,
    }

    /// A version of a closed month.
    pub struct MonthVersion {
        /// 1 is what was closed.
        pub version: u32,
        /// When it was made.
        pub on: Option<Date>,
        /// Who answers for it; empty for the first.
        pub by: String,
        /// Why; empty for the first.
        pub reason: String,
        /// The month that was corrected, which may be an earlier one.
        pub corrected: Option<Month>,
        /// The paper that gives notice of it, among the papers of the corrected month.
        pub notice: Option<String>,
        /// What followed in this month and others.
        pub ripple: Option<Ripple>,
    }
}
