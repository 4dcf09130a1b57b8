//! What the office file holds, one struct a noun. Dates are local civil dates; `to` and `closed` days are included.

use chrono::NaiveDate;

use crate::{
    AssignmentId, BoardId, Finder, GridId, GridLevel, HouseholdId, InspectionKind, Month, MonthState, PersonId,
    PhotoId, Role, Score, State, SubjectId,
};

/// A grid of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Id within the file.
    pub id: GridId,
    /// Stable everywhere.
    pub uuid: String,
    /// Grid code; never reused.
    pub code: String,
    /// Name.
    pub name: String,
    /// Level.
    pub level: GridLevel,
    /// The grid above; `None` for the township alone.
    pub parent: Option<GridId>,
    /// 四至: 东 南 西 北 in order, or one free line.
    pub extent: Vec<String>,
    /// Households; unknown is not 0.
    pub households: Option<u32>,
    /// Population.
    pub population: Option<u32>,
    /// Pilot from.
    pub pilot_from: Option<NaiveDate>,
    /// Pilot to.
    pub pilot_to: Option<NaiveDate>,
    /// First day.
    pub opened: NaiveDate,
    /// Last day.
    pub closed: Option<NaiveDate>,
    /// Place in the route.
    pub route: Option<u32>,
    /// Remark.
    pub note: String,
}

impl Grid {
    /// Whether it exists on a day.
    pub fn open_on(&self, day: NaiveDate) -> bool {
        within(self.opened, self.closed, day)
    }

    /// Whether it is a pilot on a day.
    pub fn pilot_on(&self, day: NaiveDate) -> bool {
        self.pilot_from.is_some_and(|from| within(from, self.pilot_to, day))
    }
}

/// Whether `day` lies in `from..=to`, an open end reaching for ever.
pub fn within(from: NaiveDate, to: Option<NaiveDate>, day: NaiveDate) -> bool {
    from <= day && to.is_none_or(|to| day <= to)
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Id within the file.
    pub id: PersonId,
    /// Stable everywhere.
    pub uuid: String,
    /// 工号.
    pub code: String,
    /// Name.
    pub name: String,
    /// Pinyin initials, lower case.
    pub initials: String,
    /// Phone.
    pub phone: Option<String>,
    /// Portrait.
    pub photo: Option<PhotoId>,
    /// Remark.
    pub note: String,
}

/// Who answers for which grid, as what, from when to when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assignment {
    /// Id.
    pub id: AssignmentId,
    /// Who.
    pub person: PersonId,
    /// Which grid.
    pub grid: GridId,
    /// As what.
    pub role: Role,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: Option<NaiveDate>,
}

impl Assignment {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        within(self.from, self.to, day)
    }

    /// How many days of a month it covers.
    pub fn days_in(&self, month: Month) -> u32 {
        let from = self.from.max(month.first_day());
        let to = self.to.map_or(month.last_day(), |to| to.min(month.last_day()));
        u32::try_from((to - from).num_days() + 1).unwrap_or(0)
    }
}

/// A household of a grid's register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// Id.
    pub id: HouseholdId,
    /// Which grid.
    pub grid: GridId,
    /// Number on the door or in the register.
    pub number: String,
    /// Head of the household.
    pub head: String,
}

/// A month's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthRecord {
    /// The assessed month.
    pub month: Month,
    /// Where it stands.
    pub state: MonthState,
    /// 1 until corrected.
    pub version: u32,
    /// Published on.
    pub published_on: Option<NaiveDate>,
    /// Closed on.
    pub closed_on: Option<NaiveDate>,
    /// The meeting that approved it.
    pub meeting: String,
}

/// An inspection of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// Id.
    pub id: i64,
    /// Month.
    pub month: Month,
    /// The scheme whose sheet it fills.
    pub scheme: String,
    /// Kind.
    pub kind: InspectionKind,
    /// Number within its kind, from 1.
    pub number: u32,
    /// Inspector.
    pub inspector: String,
    /// Held on.
    pub held_on: Option<NaiveDate>,
}

/// What a cell holds: points earned, or points lost. Missing is the absence of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkValue {
    /// Points earned.
    Earned(Score),
    /// Points lost, 0 or more.
    Lost(Score),
}

impl MarkValue {
    /// As a clerk types it: `13`, `-0.5`; no trailing zeros.
    pub fn typed(self) -> String {
        let (sign, score) = match self {
            Self::Earned(s) => ("", s),
            Self::Lost(s) => ("-", s),
        };
        let text = score.to_string();
        format!("{sign}{}", text.trim_end_matches('0').trim_end_matches('.'))
    }

    /// The same in a column: one of deductions says `0` for nothing lost, as the bare figures there are points lost, and
    /// marks what was earned (`得9`). Typed into the same column it reads as the same value again.
    pub fn typed_in(self, deductions: bool) -> String {
        match self {
            Self::Lost(Score(0)) if deductions => "0".into(),
            Self::Earned(_) if deductions => format!("{EARNED_IN_DEDUCTIONS}{}", self.typed()),
            _ => self.typed(),
        }
    }
}

/// What stands before points earned in a column of deductions.
pub const EARNED_IN_DEDUCTIONS: char = '得';

/// A mark of one subject on one indicator in one inspection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Inspection.
    pub inspection: i64,
    /// Who.
    pub subject: SubjectId,
    /// Indicator.
    pub indicator: i64,
    /// Value.
    pub value: MarkValue,
    /// The journal entry that saved it.
    pub saved: i64,
}

/// Leave, exemption, absence or no inspection of a subject in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Month.
    pub month: Month,
    /// Who.
    pub subject: SubjectId,
    /// State.
    pub state: State,
    /// Reason.
    pub reason: String,
    /// Approver.
    pub approver: String,
    /// Document number.
    pub document: String,
    /// From.
    pub from: Option<NaiveDate>,
    /// To.
    pub to: Option<NaiveDate>,
}

/// A signed finding of 未履职.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Id.
    pub id: i64,
    /// Month.
    pub month: Month,
    /// Who.
    pub subject: SubjectId,
    /// Where.
    pub grid: Option<GridId>,
    /// Who found it.
    pub found_by: String,
    /// Level of the finder.
    pub level: Finder,
    /// Date.
    pub found_on: NaiveDate,
    /// What was found.
    pub what: String,
    /// Evidence.
    pub evidence: String,
    /// Signed by.
    pub signed_by: String,
}

/// Any other fact of a month, such as a score given by a higher level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherFact {
    /// Id.
    pub id: i64,
    /// Month.
    pub month: Month,
    /// Who; `None` for a fact of the whole month (a pool).
    pub subject: Option<SubjectId>,
    /// The fact's name, as in the table of facts: `external`, `pool` …
    pub fact: String,
    /// Item.
    pub item: String,
    /// Ten-thousandths.
    pub value: i64,
    /// Source.
    pub source: String,
    /// Date.
    pub on: Option<NaiveDate>,
    /// Document.
    pub document: String,
}

/// A person's decision on a subject's measures of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Order of entry.
    pub id: i64,
    /// Month.
    pub month: Month,
    /// The scheme whose outcome it is about.
    pub scheme: String,
    /// Who it is about.
    pub subject: SubjectId,
    /// `confirm`, `waive`, `done`, `appeal`, `keep`, `annul`, `choose`.
    pub decision: String,
    /// Who decided.
    pub by: String,
    /// Date.
    pub on: NaiveDate,
    /// Reason.
    pub reason: String,
    /// What was said.
    pub said: String,
    /// The worker's own words.
    pub own_words: String,
    /// Handed over (true) or refused (false).
    pub handed_over: Option<bool>,
}

/// Goods handed out and signed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handout {
    /// Month.
    pub month: Month,
    /// The scheme that gave them.
    pub scheme: String,
    /// Who.
    pub subject: SubjectId,
    /// Date.
    pub on: NaiveDate,
    /// By whom.
    pub by: String,
    /// Signed by.
    pub signed_by: String,
}

/// Which policy a month was published and closed under, for one scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The month that the scheme's period ends with.
    pub month: Month,
    /// The scheme.
    pub scheme: String,
    /// The policy's row.
    pub policy: i64,
}

/// A policy adopted from a month on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptedPolicy {
    /// Row.
    pub id: i64,
    /// The policy's id.
    pub scheme: String,
    /// Title.
    pub title: String,
    /// Adopted from.
    pub from: Month,
    /// To, when the paper ends.
    pub to: Option<Month>,
    /// First month of the version within the file.
    pub version_from: Month,
    /// The file.
    pub file: String,
}

/// A policy in work: the parts of its file as they are edited, good or not yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftPolicy {
    /// Row; 0 for a new one.
    pub id: i64,
    /// What the office calls it.
    pub name: String,
    /// What it was begun from.
    pub origin: String,
    /// All but the clauses.
    pub head: String,
    /// The clauses of all versions, in order.
    pub clauses: Vec<String>,
    /// The worked cases, in order.
    pub cases: Vec<String>,
}

/// A stored outcome of a closed month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredOutcome {
    /// Who.
    pub subject: SubjectId,
    /// State.
    pub state: State,
    /// Group.
    pub group: Option<String>,
    /// Score.
    pub score: Option<Score>,
    /// Rank.
    pub rank: Option<u32>,
    /// Grade.
    pub grade: Option<String>,
    /// Fen.
    pub reward: Option<i64>,
    /// Goods.
    pub goods: Vec<String>,
    /// Fen.
    pub deduction: Option<i64>,
    /// Step of the ladder.
    pub step: Option<u32>,
    /// Measures.
    pub measures: Vec<String>,
}

/// A grid's board and where it stands. `content` is what was last printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// Id.
    pub id: BoardId,
    /// Grid.
    pub grid: GridId,
    /// Printed on.
    pub printed_on: NaiveDate,
    /// What it says: field and text, as JSON.
    pub content: String,
    /// Posted on.
    pub posted_on: Option<NaiveDate>,
    /// Where.
    pub place: String,
    /// By whom.
    pub posted_by: String,
    /// Taken down on.
    pub taken_down_on: Option<NaiveDate>,
}

/// One line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalRecord {
    /// Number.
    pub id: i64,
    /// Local time.
    pub at: String,
    /// Who.
    pub by: String,
    /// Verb.
    pub verb: String,
    /// Arguments of the sentence, JSON object.
    pub args: String,
    /// Reason.
    pub reason: Option<String>,
    /// The entry that this one undoes.
    pub undoes: Option<i64>,
    /// The entry that undid this one.
    pub undone_by: Option<i64>,
    /// Whether it can be undone.
    pub undoable: bool,
}
