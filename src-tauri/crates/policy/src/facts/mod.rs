//! The facts of one period, flat: a mark is sixteen bytes and no text is made for it.

mod builder;
mod sheet;
mod source;
mod table;

pub use builder::{FactsBuilder, NameId};
pub use table::{FactRow, FactsTable, table};

use std::sync::Arc;

use domain::{Date, Money, Month, State};

/// Values are kept in ten-thousandths.
pub const SCALE: i64 = 10_000;

/// Everything that is known about one period of one scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The period, by its last month.
    pub month: Month,
    /// Days in the whole period.
    pub period_days: u32,
    /// The texts that ids in subjects, marks and events stand for: groups, indicators, sources.
    pub names: Vec<Arc<str>>,
    /// In code order, which is the last tie-break wherever one is needed.
    pub subjects: Vec<Subject>,
    /// All marks, by subject.
    pub marks: Vec<Mark>,
    /// Everything rarer than marks, by subject, in the order it happened.
    pub events: Vec<Event>,
    /// Amounts received for the period.
    pub pools: Vec<Pool>,
}

/// One 考评对象 in the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The caller's own number for it.
    pub key: i64,
    /// The ranking group.
    pub group: NameId,
    /// The role, such as 网格长; the empty text where nobody says.
    pub role: NameId,
    /// The grid in charge of for most of the period; the empty text where nobody says.
    pub grid: NameId,
    /// As entered; `None` with facts means assessed, without any facts uninspected.
    pub state: Option<State>,
    /// Days in charge; `None` is the whole period.
    pub days: Option<u32>,
    /// Households or population, ten-thousandths.
    pub weight: Option<i64>,
    marks_end: u32,
    events_end: u32,
}

/// What a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum MarkKind {
    /// Points earned on an indicator.
    Earned,
    /// Points lost.
    Lost,
    /// Points on top.
    Bonus,
}

/// One mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The indicator, or what the bonus is for.
    pub item: NameId,
    /// The inspection: kind, and after a slash its number.
    pub source: NameId,
    /// What it is.
    pub kind: MarkKind,
    /// Ten-thousandths of a point.
    pub value: i64,
}

/// A rarer fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// Its item, such as 未履职; the empty text when there is none.
    pub item: NameId,
    /// Where from: the finder's level, the level that gave the score.
    pub source: NameId,
    /// Ten-thousandths, but fen for a base.
    pub value: i64,
    /// When, if the date matters.
    pub date: Option<Date>,
}

impl Event {
    /// Whether it bears a date before a day. One without a date happened in its period.
    pub(crate) fn is_before(&self, day: Date) -> bool {
        self.date.is_some_and(|date| date < day)
    }
}

/// The kinds of rarer facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// A published total.
    Score,
    /// A score given by a higher level.
    External,
    /// k-th from the bottom at a higher level.
    ExternalPlace,
    /// Votes for an option.
    Vote,
    /// A signed finding.
    Finding,
    /// 一票否决.
    Veto,
    /// A rectification past its time.
    Overdue,
    /// An amount that a percentage applies to; fen.
    Base,
    /// Households or population of a member that `item` names.
    Weight,
    /// What a recheck said: the item is [`PASSED`] or [`FAILED`].
    Recheck,
    /// Goods taken for points: the item names them, the value is how many.
    Redeem,
    /// What a person decided.
    Decision(DecisionKind),
}

/// The item of a recheck that was passed.
pub const PASSED: &str = "passed";
/// The item of a recheck that was not passed.
pub const FAILED: &str = "failed";

impl EventKind {
    /// It says nothing about whether the subject was assessed.
    pub(crate) fn is_about_something_else(self) -> bool {
        matches!(self, Self::Decision(_) | Self::Base | Self::Weight | Self::Recheck | Self::Redeem)
    }
}

/// What a person can decide about a measure, an appeal or a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DecisionKind {
    /// The measure stands.
    Confirm,
    /// Not this time.
    Waive,
    /// Carried out.
    Done,
    /// An appeal was filed.
    Appeal,
    /// The appeal was turned down.
    Keep,
    /// The appeal was upheld.
    Annul,
    /// The meeting took this one out of a tie; the source is the article whose tie it decides, empty for every tie.
    Choose,
}

impl DecisionKind {
    /// All of them with their keys.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("confirm", Self::Confirm),
        ("waive", Self::Waive),
        ("done", Self::Done),
        ("appeal", Self::Appeal),
        ("keep", Self::Keep),
        ("annul", Self::Annul),
        ("choose", Self::Choose),
    ];

    /// From the key used by `jingge decide` and in tables.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(key, _)| *key == text).map(|(_, kind)| *kind)
    }
}

/// An amount received for the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// What it is for; may be empty.
    pub item: Arc<str>,
    /// Who paid it; may be empty.
    pub source: Arc<str>,
    /// How much.
    pub amount: Money,
}

impl Facts {
    /// The text behind an id.
    pub fn name(&self, id: NameId) -> &Arc<str> {
        &self.names[usize::from(id.0)]
    }

    /// The marks of the subject at a position.
    pub fn marks_of(&self, subject: usize) -> &[Mark] {
        let start = if subject == 0 { 0 } else { self.subjects[subject - 1].marks_end as usize };
        &self.marks[start..self.subjects[subject].marks_end as usize]
    }

    /// The events of the subject at a position.
    pub fn events_of(&self, subject: usize) -> &[Event] {
        let start = if subject == 0 { 0 } else { self.subjects[subject - 1].events_end as usize };
        &self.events[start..self.subjects[subject].events_end as usize]
    }

    /// One subject by itself.
    pub(crate) fn only(&self, i: usize) -> Self {
        let (marks, events) = (self.marks_of(i).to_vec(), self.events_of(i).to_vec());
        let mut subject = self.subjects[i].clone();
        (subject.marks_end, subject.events_end) = (marks.len() as u32, events.len() as u32);
        Self { names: self.names.clone(), subjects: vec![subject], marks, events, pools: Vec::new(), ..*self }
    }

    /// Gives a subject other marks, in the order in which they are to be read.
    pub fn set_marks(&mut self, i: usize, marks: &[Mark]) {
        let end = self.subjects[i].marks_end as usize;
        let start = end - self.marks_of(i).len();
        self.marks.splice(start..end, marks.iter().copied());
        if marks.len() != end - start {
            for subject in &mut self.subjects[i..] {
                subject.marks_end = (subject.marks_end as usize + marks.len() - (end - start)) as u32;
            }
        }
    }

    /// The same with other marks of one subject.
    pub(crate) fn with_marks(&self, i: usize, marks: &[Mark]) -> Self {
        let mut out = self.clone();
        out.set_marks(i, marks);
        out
    }

    /// The same with other events of one subject.
    pub(crate) fn with_events(&self, i: usize, events: &[Event]) -> Self {
        let mut out = self.clone();
        let end = self.subjects[i].events_end as usize;
        let start = end - self.events_of(i).len();
        out.events.splice(start..end, events.iter().copied());
        for subject in &mut out.subjects[i..] {
            subject.events_end = (subject.events_end as usize + events.len() - (end - start)) as u32;
        }
        out
    }

    /// The position of a key.
    pub fn position(&self, key: i64) -> Option<usize> {
        self.subjects.iter().position(|s| s.key == key)
    }
}
