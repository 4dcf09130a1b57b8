//! Policies (办法).

use super::view;
use domain::Month;

view! {
    /// A policy in the office file.
    pub struct PolicyView {
        /// Id.
        pub id: String,
        /// Title.
        pub title: String,
        /// Who is judged.
        pub subject: String,
        /// Period.
        pub period: String,
        /// Versions, newest first.
        pub versions: Vec<PolicyVersionView>,
        /// The file as text.
        pub file: String,
    }

    /// A version.
    pub struct PolicyVersionView {
        /// The row that it was adopted as.
        pub adopted: i64,
        /// First month.
        pub from: Month,
        /// Last month, when the paper ends.
        pub to: Option<Month>,
        /// Months judged by it.
        pub months: u32,
        /// Clauses in order.
        pub clauses: Vec<ClauseView>,
    }

    /// A clause.
    pub struct ClauseView {
        /// Document.
        pub document: String,
        /// Article.
        pub article: String,
        /// Text.
        pub text: String,
        /// Rule kind; `None` when it carries no rule.
        pub rule: Option<String>,
        /// Parameters as lines of `name: value`, or why there is no rule.
        pub parameters: Vec<String>,
        /// Line in the file.
        pub line: u32,
    }

    /// The answer of a check.
    pub struct PolicyCheck {
        /// Problems.
        pub problems: Vec<PolicyProblemView>,
        /// Cases.
        pub cases: CaseCount,
        /// Each case.
        pub case_results: Vec<CaseResult>,
        /// Title, when the file could be read.
        pub title: Option<String>,
        /// Clauses whose rule no case rests on: a hint, no problem.
        pub uncovered: Vec<UncoveredClause>,
        /// Files in the folder of cases that are none: they don't end in .yaml or .yml.
        pub skipped: Vec<String>,
    }

    /// A clause that no case covers.
    pub struct UncoveredClause {
        /// Article.
        pub article: String,
        /// Line of the clause.
        pub line: u32,
        /// Kind of its rule.
        pub kind: String,
    }

    /// A problem in a policy file.
    pub struct PolicyProblemView {
        /// Line.
        pub line: u32,
        /// Article.
        pub article: String,
        /// Code.
        pub code: String,
        /// What is wrong and how to mend it.
        pub text: String,
    }

    /// Counts.
    pub struct CaseCount {
        /// Passed.
        pub passed: u32,
        /// Failed.
        pub failed: u32,
    }

    /// A case and how it went.
    pub struct CaseResult {
        /// The sentence.
        pub name: String,
        /// Whether it passed.
        pub passed: bool,
        /// What differed.
        pub differences: Vec<String>,
    }

    /// A preset that ships with the program.
    pub struct PresetView {
        /// Folder's name.
        pub id: String,
        /// Title.
        pub title: String,
        /// What it is for, from the file's first note.
        pub about: String,
    }
}
