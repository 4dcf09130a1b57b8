//! Outcomes, their reasons, decisions, measures that are still open.

use super::{ProblemView, view};
use domain::{Date, Money, Month, Score, State, SubjectId};

view! {
    /// One subject's outcome: the contract's keys.
    pub struct OutcomeRow {
        /// Stable id (uuid) of the subject, or the table's subject in `try`.
        pub subject_id: String,
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// Village.
        pub village: Option<String>,
        /// Policy's id.
        pub policy: String,
        /// First month of the policy's version.
        pub policy_version: String,
        /// Ranking group.
        pub group: Option<String>,
        /// State.
        pub state: State,
        /// Score.
        pub score: Option<Score>,
        /// Rank in the group.
        pub rank: Option<u32>,
        /// Grade.
        pub grade: Option<String>,
        /// Fen; 0 is judged and nothing due, null is not assessed or no rewards in the policy.
        pub reward_fen: Option<Money>,
        /// Goods as words, `洗衣液×2`.
        pub reward_goods: Vec<String>,
        /// The same as data.
        pub goods: Vec<GoodsView>,
        /// Points earned less those redeemed, as decimal text.
        pub points: String,
        /// Fen taken from the reward.
        pub deduction_fen: Option<Money>,
        /// Measures that stand; waived and annulled ones are left out.
        pub measures: Vec<String>,
        /// All of them, each with where it stands.
        pub measure_states: Vec<MeasureView>,
        /// Why.
        pub reasons: Vec<ReasonView>,
        /// Id within the file; `None` in `try`.
        pub person: Option<SubjectId>,
        /// Step of the ladder that this month's event led to.
        pub step: Option<u32>,
        /// Counted events before this month; of several ladders the most.
        pub before: u32,
        /// Counted events after this month; of several ladders the most.
        pub standing: u32,
        /// Other effects and duties, as 取消当年评优.
        pub effects: Vec<String>,
        /// The effects as the policy file writes them: `no-reward`, `no-honours`, `hold-funds`, and `reminder`.
        pub effect_codes: Vec<String>,
        /// What others have to do, as 派驻干部.
        pub duties: Vec<String>,
        /// The lists that name the subject, as 红榜.
        pub lists: Vec<String>,
        /// It rests on an event under appeal.
        pub provisional: bool,
    }

    /// A thing to hand out.
    pub struct GoodsView {
        /// As 洗衣液.
        pub name: String,
        /// How many.
        pub count: u32,
        /// What one is worth in fen, if the policy says.
        pub value_fen: Option<Money>,
    }

    /// A measure and where it stands.
    pub struct MeasureView {
        /// The measure, as 批评指正.
        pub measure: String,
        /// `proposed`, `confirmed`, `carried-out`, `waived`, `suspended`, `annulled`.
        pub status: String,
    }

    /// One reason: data, and the sentence made of it.
    pub struct ReasonView {
        /// Document.
        pub document: String,
        /// Article.
        pub article: String,
        /// Rule kind.
        pub rule: String,
        /// Facts and parameters used, in order.
        pub inputs: Vec<(String, String)>,
        /// Result.
        pub result: String,
        /// The sentence.
        pub text: String,
    }

    /// The whole derivation of one subject in a month.
    pub struct Explanation {
        /// The outcome.
        pub outcome: OutcomeRow,
        /// Month.
        pub month: Month,
        /// Each reason with the clause as the office wrote it.
        pub steps: Vec<ExplanationStep>,
        /// What would have changed it, as sentences.
        pub changes: Vec<String>,
        /// Decisions taken, as sentences.
        pub decisions: Vec<String>,
        /// The measure's form as it stands, when there is a measure.
        pub decision: Option<DecisionForm>,
        /// Goods handed out, when there are goods.
        pub handout: Option<HandoutForm>,
    }

    /// A step of a derivation.
    pub struct ExplanationStep {
        /// The reason.
        pub reason: ReasonView,
        /// The clause's text.
        pub clause: String,
    }

    /// A month's outcomes.
    pub struct OutcomesView {
        /// Month.
        pub month: Month,
        /// The scheme's id.
        pub scheme: String,
        /// The policy's title.
        pub title: String,
        /// The month that the scheme's period ends with: what is judged stands only then.
        pub last: Month,
        /// Rows as published: by group, then rank, then code.
        pub rows: Vec<OutcomeRow>,
        /// By village.
        pub villages: Vec<VillageSummary>,
        /// Mean of the scores.
        pub mean: Option<Score>,
        /// How many are assessed.
        pub count: u32,
        /// Sum of rewards in fen.
        pub reward_total: Money,
        /// Grade names in order.
        pub grades: Vec<String>,
        /// What the engine flags.
        pub flags: Vec<ProblemView>,
    }

    /// Means over months, for the overview.
    pub struct Trend {
        /// Oldest first.
        pub months: Vec<Month>,
        /// The township's mean.
        pub mean: Vec<Option<Score>>,
        /// Each village's.
        pub villages: Vec<VillageTrend>,
    }

    /// A village's means.
    pub struct VillageTrend {
        /// Village.
        pub village: String,
        /// One a month.
        pub means: Vec<Option<Score>>,
    }

    /// A village in a month.
    pub struct VillageSummary {
        /// Village.
        pub village: String,
        /// Assessed workers.
        pub count: u32,
        /// Mean score.
        pub mean: Option<Score>,
        /// Worst score.
        pub worst: Option<Score>,
        /// Workers per grade, in the order of the grades.
        pub grades: Vec<u32>,
        /// Mean's change against last month.
        pub change: Option<Score>,
    }

    /// A person's decision on a measure.
    pub struct DecisionForm {
        /// Month.
        pub month: Month,
        /// The scheme whose outcome it is about; the first when it isn't said.
        pub scheme: Option<String>,
        /// Who it is about.
        pub person: SubjectId,
        /// `confirm`, `waive`, `done`, `appeal`, `keep`, `annul`.
        pub decision: String,
        /// Who decided.
        pub by: String,
        /// Date.
        pub on: Date,
        /// Reason; needed for `waive` and `annul`.
        pub reason: String,
        /// What was said (of `done`).
        pub said: String,
        /// The worker's own words (of `done`).
        pub own_words: String,
        /// The paper: true handed over, false refused (of `done`).
        pub handed_over: Option<bool>,
    }

    /// Goods handed out and signed for.
    pub struct HandoutForm {
        /// Month.
        pub month: Month,
        /// The scheme that gave them; the first when it isn't said.
        pub scheme: Option<String>,
        /// Who.
        pub person: SubjectId,
        /// Handed out on; `None` takes it back.
        pub on: Option<Date>,
        /// By whom.
        pub by: String,
        /// Signed by.
        pub signed_by: String,
    }

    /// A measure or goods still open.
    pub struct OpenItem {
        /// Month.
        pub month: Month,
        /// The scheme that asks for it.
        pub scheme: String,
        /// Who.
        pub person: SubjectId,
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// Village.
        pub village: Option<String>,
        /// The measures or goods, as words.
        pub what: String,
        /// `proposed`, `confirmed`, `suspended`, `goods`.
        pub status: String,
        /// Days since the month's end.
        pub age_days: i64,
    }
}
