//! Facts beside marks: votes, money received, base amounts, what higher levels say, vetoes, overdue orders, bonuses.

use super::view;
use domain::{Date, Month, SubjectId};

view! {
    /// What a month holds beside marks, and what can be entered.
    pub struct FactsView {
        /// Month.
        pub month: Month,
        /// Whether anything can be entered now.
        pub editable: bool,
        /// Every kind, those first that the month's policy looks at.
        pub kinds: Vec<FactKindView>,
        /// What is entered, in order of entry.
        pub rows: Vec<FactForm>,
        /// Who is judged this month, in route order.
        pub subjects: Vec<FactSubject>,
    }

    /// A kind of fact, and what the month's policy makes of it.
    pub struct FactKindView {
        /// As in the table of facts: `vote`, `pool` …
        pub kind: String,
        /// Whether a clause of the month's policy looks at it.
        pub used: bool,
        /// Whether it may be entered: a published total counts under every policy.
        pub open: bool,
        /// The articles that look at it, as 第五条、第八条.
        pub articles: String,
        /// `points`, `yuan`, `count`, `place`, `places`, or `none` where the fact alone counts.
        pub unit: String,
        /// Items that the policy names; empty where any counts.
        pub items: Vec<String>,
        /// Whom a policy judges by it; empty for everybody.
        pub subjects: Vec<SubjectId>,
        /// Sources that the policy names, or that are usual.
        pub sources: Vec<String>,
        /// Whether it is about one subject.
        pub of_subject: bool,
        /// `needed`, `free`, or `none`: whether it has an item.
        pub item: String,
        /// Whether the source must be written.
        pub source_needed: bool,
        /// Whether the document must be written.
        pub document_needed: bool,
    }

    /// A fact as a form edits it.
    pub struct FactForm {
        /// `None` for a new one.
        pub id: Option<i64>,
        /// Kind.
        pub kind: String,
        /// Who it is about; `None` for money of the whole month.
        pub subject: Option<SubjectId>,
        /// Name, shown.
        pub subject_name: String,
        /// Village, shown.
        pub village: String,
        /// What it is about: the vote's option, what money was paid for.
        pub item: String,
        /// In the kind's unit, as typed; money in yuan.
        pub value: String,
        /// Where it comes from.
        pub source: String,
        /// Date.
        pub on: Option<Date>,
        /// Document that it rests on.
        pub document: String,
    }

    /// Who a fact can be about.
    pub struct FactSubject {
        /// Who.
        pub subject: SubjectId,
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// Pinyin initials, to find by.
        pub initials: String,
        /// Village.
        pub village: String,
    }
}
