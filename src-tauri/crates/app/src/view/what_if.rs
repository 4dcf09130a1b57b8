//! A rule tried on the past.

use super::view;
use domain::{Money, Month, Score};

view! {
    /// What would have changed, month by month.
    pub struct WhatIfView {
        /// The tried policy's id.
        pub policy: String,
        /// Oldest first.
        pub months: Vec<WhatIfMonthView>,
        /// Rewards more (or less, below 0) than there were, in fen.
        pub reward_difference_fen: Money,
    }

    /// A month.
    pub struct WhatIfMonthView {
        /// The month.
        pub month: Month,
        /// All rewards as they were, in fen.
        pub reward_was_fen: Money,
        /// All rewards as they would have been, in fen.
        pub reward_now_fen: Money,
        /// Those whose outcome differs, in code order.
        pub changed: Vec<WhatIfSubjectView>,
    }

    /// A subject whose outcome differs.
    pub struct WhatIfSubjectView {
        /// Stable id.
        pub subject_id: String,
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// Village.
        pub village: Option<String>,
        /// As it was.
        pub was: BriefView,
        /// As it would have been.
        pub now: BriefView,
    }

    /// What of an outcome is compared.
    pub struct BriefView {
        /// Score.
        pub score: Option<Score>,
        /// Rank in the group.
        pub rank: Option<u32>,
        /// Grade.
        pub grade: Option<String>,
        /// Fen.
        pub reward_fen: Option<Money>,
        /// Goods.
        pub reward_goods: Vec<String>,
        /// Fen.
        pub deduction_fen: Money,
        /// Measures that stand.
        pub measures: Vec<String>,
    }
}
