//! The policy desk (办法): drafts, the forms of rules, what a draft comes to, what adopting it does.

use super::view;
use domain::Month;

/// Plain values of a rule or a case as a form holds them, in order.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum RuleTree {
    /// Text, figures too.
    Text(String),
    /// A list.
    List(Vec<RuleTree>),
    /// A mapping in order.
    Map(Vec<TreeEntry>),
}

view! {
    /// A key with its value.
    pub struct TreeEntry {
        /// Key.
        pub key: String,
        /// Value.
        pub value: RuleTree,
    }

    /// A policy in work, in the list.
    pub struct DraftRow {
        /// Id.
        pub id: i64,
        /// What the office calls it.
        pub name: String,
        /// What it was begun from.
        pub origin: String,
        /// How many clauses.
        pub clauses: u32,
        /// How many problems.
        pub problems: u32,
        /// Its cases.
        pub cases: super::CaseCount,
    }

    /// A policy in work.
    pub struct DraftView {
        /// What can be edited.
        pub form: DraftForm,
        /// What it was begun from.
        pub origin: String,
        /// What it comes to.
        pub check: DraftCheck,
    }

    /// What can be edited.
    pub struct DraftForm {
        /// Id.
        pub id: i64,
        /// What the office calls it.
        pub name: String,
        /// The scheme's id: versions of one scheme follow each other.
        pub scheme: String,
        /// Title.
        pub title: String,
        /// Key of who is judged.
        pub subject: String,
        /// Key of how often.
        pub period: String,
        /// Remarks.
        pub note: String,
        /// Versions in order of time, as a rule one.
        pub versions: Vec<DraftVersion>,
        /// Worked cases.
        pub cases: Vec<DraftCase>,
    }

    /// A version.
    pub struct DraftVersion {
        /// First month.
        pub from: String,
        /// Last month; empty for none.
        pub to: String,
        /// Remarks.
        pub note: String,
        /// Clauses in order.
        pub clauses: Vec<DraftClause>,
    }

    /// A clause.
    pub struct DraftClause {
        /// Document.
        pub document: String,
        /// Article.
        pub article: String,
        /// Text.
        pub text: String,
        /// The rule with its `kind`; `None` when it carries none.
        pub rule: Option<RuleTree>,
        /// Why it carries none.
        pub no_rule: String,
        /// Remarks.
        pub note: String,
    }

    /// A worked case.
    pub struct DraftCase {
        /// The sentence.
        pub name: String,
        /// Facts, a mapping each.
        pub facts: Vec<RuleTree>,
        /// Expectations, a mapping each.
        pub expect: Vec<RuleTree>,
    }

    /// What a draft comes to.
    pub struct DraftCheck {
        /// Everything that is wrong with it.
        pub problems: Vec<DraftProblem>,
        /// Each case, in order.
        pub cases: Vec<CaseCheck>,
        /// Rules that no case rests on.
        pub uncovered: Vec<ClausePlace>,
        /// Without a problem, and every case holds.
        pub ready: bool,
    }

    /// Where a clause stands.
    pub struct ClausePlace {
        /// Position of the version.
        pub version: u32,
        /// Position of the clause.
        pub clause: u32,
    }

    /// Something wrong.
    pub struct DraftProblem {
        /// The clause; `None` when it is about the whole.
        pub at: Option<ClausePlace>,
        /// Keys that lead to it inside of the clause (or of the whole), places in lists from 0.
        pub path: Vec<String>,
        /// Stable code.
        pub code: String,
        /// What is wrong.
        pub text: String,
        /// What to do.
        pub remedy: String,
    }

    /// A case and how it went.
    pub struct CaseCheck {
        /// Whether it holds.
        pub passed: bool,
        /// Whether it could be run: not while a clause or the case itself has a problem.
        pub ran: bool,
        /// Where expectation and outcome differ.
        pub differences: Vec<CaseDifference>,
        /// What is wrong with the case itself.
        pub problems: Vec<DraftProblem>,
    }

    /// One field that differs.
    pub struct CaseDifference {
        /// Position of the expectation.
        pub row: u32,
        /// Key of the field; `period` where nothing was judged at all.
        pub field: String,
        /// What the case wants.
        pub expected: String,
        /// What came out.
        pub found: String,
        /// The sentence.
        pub text: String,
    }

    /// Everything that a form can be made from.
    pub struct PolicyForms {
        /// Kinds of rules in the order of the phases.
        pub kinds: Vec<KindForm>,
        /// A fact of a case.
        pub fact: Vec<FieldView>,
        /// An expectation of a case.
        pub expect: Vec<FieldView>,
        /// Who can be judged.
        pub subjects: Vec<ChoiceView>,
        /// How often.
        pub periods: Vec<ChoiceView>,
    }

    /// A kind of rule.
    pub struct KindForm {
        /// As written.
        pub kind: String,
        /// Its name.
        pub name: String,
        /// The phase's name.
        pub phase: String,
        /// What it is for.
        pub about: String,
        /// What holds at the edges.
        pub edges: String,
        /// A rule of this kind to begin with.
        pub example: RuleTree,
        /// Its fields.
        pub fields: Vec<FieldView>,
    }

    /// A field.
    pub struct FieldView {
        /// Its key.
        pub key: String,
        /// Its name.
        pub label: String,
        /// What there is to know of it, beyond the name.
        pub about: String,
        /// Whether it must be there.
        pub required: bool,
        /// What holds when it is left out.
        pub default: String,
        /// What stands there.
        pub shape: ShapeView,
    }

    /// What stands in a field.
    pub struct ShapeView {
        /// `value`, `list`, `map`, `group` or `either` (one value, or fields in its place).
        pub form: String,
        /// The value of `value` and `either`.
        pub value: Option<ValueView>,
        /// What each of a `list` or `map` is.
        pub item: Option<Box<ShapeView>>,
        /// What one of a `list` or the name in a `map` is called.
        pub name: String,
        /// The fields of `group` and `either`.
        pub fields: Vec<FieldView>,
    }

    /// How one value is entered.
    pub struct ValueView {
        /// `number`, `whole`, `month`, `text` or `choice`.
        pub entry: String,
        /// Its unit in words: 分, 元, %.
        pub unit: String,
        /// Words of the language of rules that may stand there.
        pub choices: Vec<ChoiceView>,
    }

    /// A choice.
    pub struct ChoiceView {
        /// As written.
        pub value: String,
        /// Its name.
        pub label: String,
    }

    /// What two policies don't have in common.
    pub struct PolicyDifference {
        /// What the left one is.
        pub was: String,
        /// What the right one is.
        pub now: String,
        /// Title, subject, period, months: those that differ.
        pub head: Vec<ParameterChange>,
        /// Clauses that differ.
        pub clauses: Vec<ClauseChange>,
        /// How many are the same.
        pub same: u32,
    }

    /// A clause that differs.
    pub struct ClauseChange {
        /// `added`, `removed` or `changed`.
        pub change: String,
        /// Document.
        pub document: String,
        /// Article.
        pub article: String,
        /// The text as it was; empty for a clause that was added.
        pub text_was: String,
        /// The text as it is; empty for a clause that was removed.
        pub text_now: String,
        /// Parameters that differ.
        pub parameters: Vec<ParameterChange>,
    }

    /// A parameter that differs.
    pub struct ParameterChange {
        /// Its name.
        pub label: String,
        /// As it was; `None` when it wasn't there.
        pub was: Option<String>,
        /// As it is; `None` when it isn't there.
        pub now: Option<String>,
    }

    /// What adopting does.
    pub struct AdoptPlan {
        /// From when.
        pub from: Month,
        /// The months that can be chosen.
        pub months: Vec<Month>,
        /// What will happen, a sentence each.
        pub lines: Vec<String>,
        /// What to look at first.
        pub warnings: Vec<String>,
        /// Why it can't be adopted; empty when it can.
        pub hindered: Vec<super::ProblemView>,
    }
}
